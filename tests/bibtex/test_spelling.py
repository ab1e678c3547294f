"""Names one letter away from a known one."""

from __future__ import annotations

import pytest

from kb.bibtex.spelling import meant_field, meant_type
from tests.bibtex.reading import read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ttle", "title"),
        ("tilte", "title"),
        ("titlle", "title"),
        ("tytle", "title"),
        ("authors", "author"),
        ("page", "pages"),
        ("adress", "address"),
        ("@pages", "pages"),
        ("title", ""),
        ("editora", ""),
        ("author-email", ""),
        ("mendeley-tags", ""),
        ("groups", ""),
        ("pmid", ""),
        ("doi", ""),
        ("di", "doi"),
        ("ur", ""),
        ("", ""),
    ],
)
def test_the_field_that_was_meant(written: str, meant: str) -> None:
    assert meant_field(written, ()) == meant


def test_a_field_that_is_there_was_not_meant() -> None:
    assert meant_field("authors", {"author", "authors"}) == ""
    (fault,) = read("@misc{a, authors = {Doe, J.}}").diagnostics
    assert fault.hint == "did you mean 'author'?"


def test_the_type_that_was_meant() -> None:
    assert [meant_type(name) for name in ("artcle", "aritcle", "article", "boook", "dataset", "my-type")] == [
        *("article", "article", "", "book", "", "")
    ]
