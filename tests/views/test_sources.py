"""A source's page and a comparison of two say of a claim what the claim's own page says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from kb.base import Base, open_base
from kb.diagnostics import KbError
from kb.evidence import Policy, by_claim
from kb.model import Claim, Comparison, Corpus, Finding, Source, Topic
from kb.store import Content, Reader, open_store, replace_all
from kb.verdicts import judge
from kb.views.claims import claim_view
from kb.views.compare import compare_view
from kb.views.sources import source_view
from kb.vocabulary import Kind
from tests.builders import CLAIM, finding, review, says, source
from tests.store.tracing import traced

ROOT = Path(__file__).resolve().parents[2]

Index = Callable[..., Reader]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Make an index of one claim with these sources, findings and comparisons, and read it."""
    with ExitStack() as stack:

        def make(*parts: Source | Finding | Comparison) -> Reader:
            corpus = Corpus(
                {part.key: part for part in parts if isinstance(part, Source)},
                {"t": Topic("t", "T")},
                {CLAIM: Claim(CLAIM, "t", "A statement.", Kind.EFFECT)},
                tuple(part for part in parts if isinstance(part, Finding)),
                tuple(part for part in parts if isinstance(part, Comparison)),
            )
            store = open_store(f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
            stack.callback(store.close)
            replace_all(store, Content(corpus, {id_: judge(found) for id_, found in by_claim(corpus).items()}))
            return Reader(stack.enter_context(store.reading()))

        yield make


def test_a_conflict_stated_of_one_report_holds_for_the_other_reports_of_its_study(index: Index) -> None:
    reader = index(
        *(source("a1", study="A"), source("a2", study="A"), source("b"), source("c")),
        *(finding("a1", "supports"), finding("a2", "supports"), finding("b", "inconclusive")),
        says("c", "conflict", "a2", "b"),
    )
    (pair,) = claim_view(reader, CLAIM, Policy()).pairs
    assert (pair.a, pair.b, pair.relation, pair.stated_by) == ("A", "b", "conflict", "c")
    for report in ("a1", "a2"):
        (row,) = compare_view(reader, report, "b").claims
        assert (row.relation, row.stated_by) == ("conflict", "c")
        (neighbour,) = source_view(reader, report).neighbours
        assert (neighbour.key, neighbour.conflict) == ("b", (CLAIM,))


def test_who_says_conflict_is_not_named_for_an_agreement(index: Index) -> None:
    reader = index(
        *(source("a"), source("b"), source("c"), source("d")),
        *(finding("a", "supports"), finding("b", "supports")),
        *(says("c", "conflict", "a", "b"), says("d", "agreement", "a", "b")),
    )
    (pair,) = claim_view(reader, CLAIM, Policy()).pairs
    (row,) = compare_view(reader, "a", "b").claims
    assert (pair.relation, pair.stated_by) == (row.relation, row.stated_by) == ("agreement", "d")


def test_what_a_retracted_source_says_of_others_does_not_count(index: Index) -> None:
    reader = index(
        *(source("a"), source("b"), source("c", status="retracted")),
        *(finding("a", "supports"), finding("b", "inconclusive")),
        says("c", "conflict", "a", "b"),
    )
    (row,) = compare_view(reader, "a", "b").claims
    assert (row.relation, row.stated_by) == ("tension", None)
    (neighbour,) = source_view(reader, "a").neighbours
    assert (neighbour.conflict, neighbour.tension) == ((), (CLAIM,))


def test_a_review_without_a_vote_of_its_own_is_in_no_conflict(index: Index) -> None:
    reader = index(
        *(source("trial"), review("pooled", "trial"), source("other")),
        *(finding("trial", "disputes"), finding("pooled", "disputes", basis="synthesis"), finding("other", "supports")),
    )
    assert [(each.key, each.conflict) for each in source_view(reader, "other").neighbours] == [("trial", (CLAIM,))]
    assert source_view(reader, "pooled").neighbours == ()
    (silent,) = compare_view(reader, "pooled", "other").without_votes
    assert (silent.a, silent.b) == (None, "supports")


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Base]:
    base = open_base(ROOT, f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
    base.refresh()
    yield replace(base, is_looked_after=True)
    base.store.close()


@pytest.mark.parametrize("few", ["anthony2000", "tait2005"])
def test_a_source_with_many_claims_asks_hardly_more_questions_than_one_with_few(shipped: Base, few: str) -> None:
    def asked(key: str) -> list[str]:
        with traced(shipped.store) as statements:
            shipped.source(key)
        return statements

    # sixty-eight claims; a list that goes on to included studies or other reports of them may take a step more
    assert len(asked("collins2016")) <= len(asked(few)) + 3


def test_sources_asked_for_by_key_are_read_without_the_others(shipped: Base) -> None:
    with traced(shipped.store) as statements:
        found = shipped.selection(keys=("tait2005", "anthony2000", "tait2005"))
    assert [source.key for source in found] == ["tait2005", "anthony2000"]
    assert [statement for statement in statements if "'tait2005'" not in statement] == ["BEGIN", "COMMIT"]


def test_a_selection_fits_every_part_in_the_order_of_the_keys_or_of_the_bibliography(shipped: Base) -> None:
    every = [source.key for source in shipped.selection()]
    assert every == [row.key for row in shipped.sources()]
    on_claim = {row.key for row in shipped.claim_sources("psw-reduces-admissions")}
    of_topic = {row.key for row in shipped.sources("topic:effectiveness")}
    wanted = tuple(reversed(every))
    claim, topic = "psw-reduces-admissions", "effectiveness"
    assert [s.key for s in shipped.selection(claim=claim)] == [key for key in every if key in on_claim]
    assert [s.key for s in shipped.selection(topic=topic)] == [key for key in every if key in of_topic]
    both = on_claim & of_topic
    assert [s.key for s in shipped.selection(claim, None, wanted, topic)] == [key for key in wanted if key in both]
    with pytest.raises(KbError, match="no source 'tait2050'"):
        shipped.selection(keys=("tait2050",))
