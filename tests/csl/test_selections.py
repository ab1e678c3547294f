"""What is said beside a reference list: what its references lack."""

from __future__ import annotations

import pytest

from kb.bibtex import read_bibtex
from kb.csl.lists import references
from kb.csl.selections import csl_items, remarks
from kb.csl.styles import find_style

ARTICLE = "@article{abel, author={Abel, A.}, title={A title}, journal={J}, volume={2}, year={2014}"


def said(bib: str) -> list[str]:
    """What is said beside the list of a text's sources."""
    items = csl_items(read_bibtex("references.bib", bib.encode()).sources)
    return list(remarks(items, references(items, find_style("vancouver"))))


@pytest.mark.parametrize(
    ("field", "remark"),
    [
        ("", ["no pages, number, DOI or address: abel"]),
        ("pages={1--9}", []),
        ("number={19}", []),
        ("eid={e12}", []),
        ("doi={10.1000/1}", []),
        ("pmid={123}", []),
        ("url={https://example.org}", []),
        ("pubstate={inpress}", []),
    ],
)
def test_a_journal_article_that_says_nowhere_where_it_stands_is_named(field: str, remark: list[str]) -> None:
    assert said(f"{ARTICLE}, {field}}}") == remark


def test_a_book_needs_no_pages() -> None:
    assert said("@book{abel, author={Abel, A.}, title={A title}, publisher={P}, year={2014}}") == []


@pytest.mark.parametrize(
    ("bib", "remark"),
    [
        ("@book{a, title={T}, year={2014}}", "no author: a"),
        ("@book{a, author={A, B.}, title={T}}", "no year: a"),
        ("@book{a, author={A, B.}, year={2014}}", "no title: a"),
    ],
)
def test_what_a_reference_lacks_is_named(bib: str, remark: str) -> None:
    assert said(bib) == [remark]
