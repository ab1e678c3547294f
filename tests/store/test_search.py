"""Full-text search: every word must occur, by its beginning, accents aside; no query text is ever query syntax."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evidence import Evidence
from kb.model import Claim, Corpus, Finding, Person, Sheet, Source, Topic
from kb.store import Content, Reader, Store, open_store, replace_all
from kb.store.lists import Wanted, every_claim_id
from kb.store.search import count_hits, search
from kb.verdicts import judge
from kb.views.search import search_view
from kb.vocabulary import Basis, Kind, Stance


@pytest.fixture(scope="module")
def store(new_url: Callable[[], str]) -> Iterator[Store]:
    sheet = Sheet("muller2001", note="Only the tables were read; the sample is that of 1999.")
    people = (Person("Müller", "Ada"),)
    source = Source("muller2001", title="Peer support in Zürich", authors=people, year=2001, sheet=sheet)
    finding = Finding("muller2001#f", "muller2001", "c", Stance.SUPPORTS, Basis.RESULT, says="Fewer admissions.")
    claim = Claim("c", "t", "Peer support reduces admissions.", Kind.EFFECT)
    corpus = Corpus({"muller2001": source}, {"t": Topic("t", "T")}, {"c": claim}, (finding,))
    opened = open_store(new_url())
    replace_all(opened, Content(corpus, {"c": judge(Evidence("c", (finding,), (), corpus.sources))}))
    yield opened
    opened.close()


def found(store: Store, *words: str) -> list[tuple[str, str]]:
    with store.reading() as connection:
        return [(hit.kind, hit.id) for hit in search(Reader(connection), words)]


@pytest.mark.parametrize("words", [["peer"], ["admis"], ["muller2001"], ["peer", "support"], ["nowhere"], ["  "], []])
def test_hits_are_counted_without_a_limit(store: Store, words: list[str]) -> None:
    with store.reading() as connection:
        reader = Reader(connection)
        assert count_hits(reader, words) == len(search(reader, words))


def test_accents_and_case_do_not_matter(store: Store) -> None:
    assert found(store, "MULLER", "ADA") == found(store, "müller", "ada") == [("source", "muller2001")]
    assert found(store, "zürich") == found(store, "zurich") == [("source", "muller2001")]


def test_a_key_finds_the_source_and_its_findings(store: Store) -> None:
    assert sorted(found(store, "muller2001")) == [("finding", "muller2001#f"), ("source", "muller2001")]


def test_a_word_matches_by_its_beginning(store: Store) -> None:
    assert sorted(found(store, "admis")) == [("claim", "c"), ("finding", "muller2001#f")]


def test_all_words_must_occur(store: Store) -> None:
    assert found(store, "peer", "admissions") == [("claim", "c")]
    assert found(store, "peer", "nothing") == []


def test_a_note_on_a_source_is_found_and_names_the_source(store: Store) -> None:
    assert found(store, "tables") == [("note", "muller2001")]
    with store.reading() as connection:
        (hit,) = search_view(Reader(connection), ["sample"], 50).hits
    assert (hit.who, hit.page) == ("Müller 2001", "muller2001")
    assert hit.marked == "Only the tables were read; the \u2068sample\u2069 is that of 1999."


def test_found_words_are_marked(store: Store) -> None:
    with store.reading() as connection:
        (hit, *_) = search_view(Reader(connection), ["fewer"], 50).hits
    assert "\u2068Fewer\u2069 admissions." in hit.marked


@pytest.mark.parametrize("words", ['"', "NEAR(", "a OR", "*", "title:", "-x", "^", "()", "'; DROP TABLE claims; --"])
def test_query_syntax_is_only_text(store: Store, words: str) -> None:
    assert found(store, *words.split()) == []


@given(words=st.lists(st.text(max_size=8), max_size=4))
def test_no_text_breaks_the_search(store: Store, words: list[str]) -> None:
    with store.reading() as connection:
        assert isinstance(search(Reader(connection), words), list)
        assert isinstance(every_claim_id(connection, Wanted(words=words)), list)
