"""Names one letter away from a known one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibtex.spelling import Nearby, meant_field, meant_type, near
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
        ("eissn", ""),
        ("book-author", ""),
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


WORDS = st.text("ab-", max_size=9)


@given(WORDS, st.lists(WORDS, max_size=20).map(frozenset))
@settings(max_examples=500, deadline=None)
def test_near_names_are_the_same_however_they_are_looked_for(name: str, known: frozenset[str]) -> None:
    assert Nearby(known).near(name) == near(name, known)


def test_a_near_key_is_found_among_many_in_less_than_a_thousandth_of_a_second() -> None:
    keys = [f"dblp:conf/colt/writer{number}" for number in range(20_000)]
    nearby = Nearby(dict.fromkeys(keys))
    assert nearby.near("dblp:conf/colt/writr77") == "dblp:conf/colt/writer77"
    started = time.process_time()
    for year in range(200):
        nearby.near(f"dblp:conf/icml/{year}")
    assert time.process_time() - started < 0.2
