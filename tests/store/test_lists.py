"""The law of lists: page after page is the whole list, in order, whatever is looked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.evidence import by_claim
from kb.model import Corpus
from kb.store import Content, Store, lists, open_store, replace_all
from kb.store.lists import Listed, Order, Spot, Wanted, Years
from kb.store.sides import reported_sources
from kb.units import Flag
from kb.verdicts import State, Verdict, contest_rank, judge
from kb.vocabulary import Design, Kind
from tests.store.corpora import CLAIMS, KEYS, TOPICS, corpora
from tests.store.tracing import plan, traced

years = st.one_of(st.none(), st.integers(1890, 2110))
wanted = st.builds(
    Wanted,
    topics=st.lists(st.sampled_from(TOPICS), max_size=2),
    states=st.lists(st.sampled_from(State), max_size=3),
    kinds=st.lists(st.sampled_from(Kind), max_size=3),
    sources=st.lists(st.sampled_from(KEYS), max_size=2),
    designs=st.lists(st.sampled_from(Design), max_size=12),
    years=st.lists(st.tuples(years, years), max_size=2),
    is_mismatched=st.booleans(),
    is_reported=st.booleans(),
)


def by_the_book(corpus: Corpus, judged: dict[str, Verdict], what: Wanted, order: Order) -> list[str]:
    """The ids that fit, in order, found by looking at every claim."""

    def within(year: int | None, span: Years) -> bool:
        return year is not None and (span[0] or year) <= year <= (span[1] or year)

    def bears(key: str) -> bool:
        source = corpus.sources[key]
        fits = not what.designs or source.design in what.designs
        return fits and (not what.years or any(within(source.year, span) for span in what.years))

    def fits(id_: str) -> bool:
        claim, verdict = corpus.claims[id_], judged[id_]
        own = [f for f in corpus.findings if f.claim == id_]
        return (
            (not what.topics or claim.topic in what.topics)
            and (not what.states or verdict.state in what.states)
            and (not what.kinds or claim.kind in what.kinds)
            and (not what.sources or any({f.source, f.via} & set(what.sources) for f in own))
            and (not (what.designs or what.years) or any(bears(f.source) for f in own))
            and (not what.is_mismatched or Flag.CITATION_MISMATCH in verdict.flags)
            and (not what.is_reported or any(unit.as_reported for unit in verdict.counted))
        )

    topics, position = list(corpus.topics), {id_: n for n, id_ in enumerate(corpus.claims)}

    def rank(id_: str) -> tuple[int, int, int]:
        topic = topics.index(corpus.claims[id_].topic) if order is Order.TOPIC else 0
        return topic, -contest_rank(judged[id_]), position[id_]

    return sorted(filter(fits, corpus.claims), key=rank)


@settings(max_examples=60)
@given(corpus=corpora(), what=wanted, order=st.sampled_from(Order), size=st.integers(1, 5))
def test_page_after_page_is_the_whole_list_in_order(
    store: Store, corpus: Corpus, what: Wanted, order: Order, size: int
) -> None:
    judged = {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}
    replace_all(store, Content(corpus, judged))
    whole, listed = by_the_book(corpus, judged, what, order), Listed(what, order)
    with store.reading() as connection:
        read: list[str] = []
        spot: Spot | None = None
        while page := lists.claim_ids(connection, listed, size, spot):
            read += page
            spot = lists.spot_of(connection, page[-1])
            assert spot is not None
            assert lists.count_through(connection, listed, spot) == len(read)
            assert lists.id_at(connection, listed, len(read)) == page[-1]
        assert read == whole
        assert lists.count(connection, what) == len(whole)
        assert set(lists.every_claim_id(connection, what)) == set(whole)
        states = [judged[id_].state for id_ in by_the_book(corpus, judged, replace(what, states=()), order)]
        assert lists.by_state(connection, what) == {state: states.count(state) for state in states}


@settings(max_examples=60)
@given(corpus=corpora())
def test_a_list_can_go_on_after_a_claim_that_does_not_fit(store: Store, corpus: Corpus) -> None:
    judged = {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}
    replace_all(store, Content(corpus, judged))
    with store.reading() as connection:
        for order, topic, id_ in product(Order, TOPICS, CLAIMS):
            listed = Listed(Wanted(topics=[topic]), order)
            whole = by_the_book(corpus, judged, Wanted(), order)
            later = [each for each in whole[whole.index(id_) + 1 :] if corpus.claims[each].topic == topic]
            assert lists.claim_ids(connection, listed, 9, lists.spot_of(connection, id_)) == later


def test_a_claim_that_is_not_there_has_no_spot(store: Store) -> None:
    with store.reading() as connection:
        assert lists.spot_of(connection, "no-such-claim") is None


@pytest.mark.parametrize(
    "listed",
    [
        Listed(),
        Listed(order=Order.TOPIC),
        Listed(Wanted(topics=["t"])),
        Listed(Wanted(states=["conflicting"])),
        Listed(Wanted(kinds=["effect"])),
        Listed(Wanted(is_mismatched=True)),
    ],
    ids=["all", "by topic", "a topic", "a state", "a kind", "citations that differ"],
)
def test_a_page_is_read_along_an_index_and_nothing_is_sorted(tmp_path: Path, listed: Listed) -> None:
    store = open_store(f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
    replace_all(store, Content(Corpus(), {}))
    with traced(store) as asked, store.reading() as connection:
        lists.claim_ids(connection, listed, 51, Spot(3, 5, 7))
    (statement,) = (sql for sql in asked if sql.startswith("SELECT"))
    steps = plan(store, statement)
    store.close()
    assert steps
    # topics come in their order; within each the claims are sorted, which are a topic's and not the base's
    whole = [line for line in steps if "TEMP B-TREE" in line and "RIGHT PART" not in line]
    assert whole == [], steps
    assert not [line for line in steps if line.startswith("SCAN claims") and "INDEX" not in line], steps


def test_votes_known_through_others_are_read_without_the_other_votes_of_their_claims(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
    replace_all(store, Content(Corpus(), {}))
    with traced(store) as asked, store.reading() as connection:
        reported_sources(connection, CLAIMS, 5)
    (statement,) = (sql for sql in asked if "as_reported" in sql)
    steps = plan(store, statement)
    store.close()
    assert "SEARCH u USING COVERING INDEX units_reported (claim=?)" in steps


def test_words_are_looked_for_once_and_not_for_each_claim(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
    replace_all(store, Content(Corpus(), {}))
    with traced(store) as asked, store.reading() as connection:
        lists.claim_ids(connection, Listed(Wanted(words=["sleep"])), 51)
    (statement,) = (sql for sql in asked if "MATCH" in sql and sql.startswith("SELECT claims"))
    with store.reading() as connection:
        steps = [tuple(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")]
    store.close()
    (looked,) = (step for step in steps if "search" in step[3].split())
    beside = [step[3] for step in steps if step[1] == looked[1] and step is not looked]
    assert beside == [], steps
