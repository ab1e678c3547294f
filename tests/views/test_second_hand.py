"""What is known only through other sources: told apart by source and claim, in order, a page at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kb.diagnostics import KbError
from kb.evidence import by_claim
from kb.model import Claim, Corpus, Topic
from kb.store import Content, Reader, Store, replace_all
from kb.store.told import told_findings
from kb.verdicts import judge
from kb.views.second_hand import SecondHandView, ToldSource, second_hand_view, told_source
from kb.vocabulary import Kind
from tests.builders import CLAIM, evidence, finding, review, source
from tests.store.corpora import corpora


def by_the_book(corpus: Corpus) -> tuple[dict[str, dict[str, set[str]]], set[str]]:
    """By source and claim, the findings known only through others, and the sources that vote so; one by one."""
    judged = {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}
    told: dict[str, dict[str, set[str]]] = {}
    for said in corpus.findings:
        own = [f for f in corpus.findings if (f.source, f.claim, f.via) == (said.source, said.claim, "")]
        if said.via and (said.id in judged[said.claim].votes or not own):
            told.setdefault(said.source, {}).setdefault(said.claim, set()).add(said.id)
    voting = {key for verdict in judged.values() for u in verdict.counted if u.as_reported for key in u.sources}
    return told, voting


def found(source: ToldSource) -> dict[str, set[str]]:
    return {claim.claim: {finding.id for finding in claim.findings} for claim in source.claims}


@settings(max_examples=25)
@given(corpus=corpora())
def test_everything_that_is_only_told_is_listed_once(store: Store, corpus: Corpus) -> None:
    replace_all(store, Content(corpus, {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}))
    told, voting = by_the_book(corpus)
    with store.reading() as connection:
        reader = Reader(connection)
        view = second_hand_view(reader, size=None)
        assert {each.key: found(each) for each in (*view.voting, *view.silent)} == told
        assert {each.key for each in view.voting} == voting & told.keys()
        assert [each.key for each in view.silent] == [key for key in corpus.sources if key in told.keys() - voting]
        assert (view.silent_total, view.voting_left_out) == (len(view.silent), 0)
        for key in corpus.sources:
            one = told_source(reader, key)
            assert (found(one) if one else {}) == told.get(key, {})
        assert walked(reader) == [each.key for each in view.silent]


def walked(reader: Reader) -> list[str]:
    """The sources without a vote, a page of two after the other, with the way back followed too."""
    pages: list[SecondHandView] = [second_hand_view(reader, size=2)]
    while pages[-1].after:
        pages.append(second_hand_view(reader, pages[-1].after, size=2))
    for number, page in enumerate(pages):
        assert page.before == 2 * number
        assert page.back == (None if not number else pages[number - 2].after if number > 1 else "")
    return [each.key for page in pages for each in page.silent]


@pytest.mark.parametrize("voting", [(), ("alone",)])
def test_what_repeats_or_adds_to_a_vote_has_none_of_its_own(store: Store, voting: tuple[str, ...]) -> None:
    shared = (source("again", study="trial"), source("first", study="trial"), review("pooled", "first"))
    told = (finding(key, "supports", via="teller") for key in ("again", "pooled", *voting))
    heard = evidence(*shared, finding("first", "supports"), *told)
    claim, topic = Claim(CLAIM, "effects", "It does.", Kind.EFFECT), Topic("effects", "Does it?")
    corpus = Corpus(heard.sources, {"effects": topic}, {CLAIM: claim}, heard.findings)
    replace_all(store, Content(corpus, {CLAIM: judge(heard)}))
    with store.reading() as connection:
        view = second_hand_view(Reader(connection), size=None)
    assert [each.key for each in view.voting] == list(voting)
    assert {each.key for each in view.silent} == {"again", "pooled"}


def test_more_sources_can_be_asked_for_than_one_statement_takes(store: Store) -> None:
    replace_all(store, Content(Corpus(), {}))
    with store.reading() as connection:
        assert told_findings(connection, [f"s{number}" for number in range(70_000)]) == []


def test_an_unknown_source_gets_the_nearest_one(store: Store) -> None:
    replace_all(store, Content(Corpus(), {}))
    with store.reading() as connection, pytest.raises(KbError, match="no source 'nobody'"):
        told_source(Reader(connection), "nobody")
