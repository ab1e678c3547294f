"""The app's only cache: the opened base, and its answers for as long as the text stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from kb.base import Base, open_base
from kb.csl.annotations import annotations_on
from kb.csl.lists import Reference, references
from kb.csl.selections import csl_items
from kb.csl.styles import named_style
from kb.evidence import Policy
from kb.model import Source, Topic
from kb.store import Reader
from kb.store.lists import Order
from kb.store.source_lists import SourceOrder
from kb.store.tallies import Totals
from kb.store.verdict_rows import Vote
from kb.ui.kept import Kept
from kb.ui.watch import Watched, keep_current
from kb.verdicts import State
from kb.views import second_hand
from kb.views.compare import CompareView
from kb.views.conflicts import ConflictPage, MismatchPage
from kb.views.crossing import Crossing
from kb.views.faults import FaultPage
from kb.views.lists import ClaimPage
from kb.views.records import ClaimView, MismatchView, SearchView, SourceRow, SourceView
from kb.views.second_hand import SecondHandView, ToldSource
from kb.views.sides import SidesView
from kb.views.source_lists import SourcePage
from kb.vocabulary import RelationType

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

#: the answers of all sessions are about a hundred megabytes at most; a claim of a hundred studies takes one
_KEPT = Kept(most_objects=1_000_000)


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions of `Base` that pages ask, on one state of the text; each is worked out once for all sessions."""

    base: Base
    #: which index and which state of it
    stamp: tuple[str, str, str]

    def totals(self) -> Totals:
        """The base in numbers."""
        return self._ask(Base.totals)

    def states(self, query: str = "") -> dict[State, int]:
        """How many of the claims that fit a query, whatever it says of states, have each state that occurs."""
        return self._ask(Base.states, query)

    def designs(self) -> dict[str, int]:
        """How many sources have each design that occurs."""
        return self._ask(Base.designs)

    def topics(self) -> dict[str, Topic]:
        """All topics by id."""
        return self._ask(Base.topics)

    def claim(self, id_: str, policy: Policy | None = None) -> ClaimView:
        """One claim under a policy; an unknown id is a `KbError`."""
        return self._ask(Base.claim, id_, policy)

    def sides(self, id_: str) -> SidesView:
        """The sides of one claim in short; an unknown id is a `KbError`."""
        return self._ask(Base.sides, id_)

    def claim_page(self, query: str = "", order: Order = Order.CONTEST, after: str = "") -> ClaimPage:
        """The claims that fit a query and stand after the claim with this id; the first ones without."""
        return self._ask(Base.claim_page, query, order, after)

    def sources(self, query: str = "") -> tuple[SourceRow, ...]:
        """The sources that fit a query."""
        return self._ask(Base.sources, query)

    def source_page(
        self, query: str = "", order: SourceOrder = SourceOrder.BIBLIOGRAPHY, after: str = ""
    ) -> SourcePage:
        """The sources that fit a query and stand after the source with this key; the first ones without."""
        return self._ask(Base.source_page, query, order, after)

    def source(self, key: str) -> SourceView:
        """One source in full; an unknown key is a `KbError`."""
        return self._ask(Base.source, key)

    def cited(self, keys: Iterable[str]) -> dict[str, Source]:
        """The sources with these keys, by key."""
        return {source.key: source for source in self._ask(Base.selection, None, None, tuple(sorted(set(keys))))}

    def selection(self, keys: tuple[str, ...]) -> tuple[Source, ...]:
        """The sources with these keys, in this order."""
        return self._ask(Base.selection, None, None, keys)

    def references(self, keys: tuple[str, ...], style: str) -> tuple[Reference, ...]:
        """The sources with these keys as references in a style of the package, in its order."""
        return self._ask(_references, keys, style)

    def annotations(self, keys: tuple[str, ...], claim: str, topic: str) -> dict[int, tuple[str, ...]]:
        """What each of these sources found on the claim or else the topic, by its place among them."""
        return self._ask(_annotations, keys, claim, topic)

    def conflict_page(self, after: str = "") -> ConflictPage:
        """The conflicting claims that stand after the claim with this id; the first ones without."""
        return self._ask(Base.conflict_page, after)

    def mismatch_page(self, after: str = "") -> MismatchPage:
        """Citations that differ from their source, on claims after the one with this id; the first without."""
        return self._ask(Base.mismatch_page, after)

    def mismatches(self, source: str = "") -> tuple[MismatchView, ...]:
        """Where what is said of a source differs from what it says itself; everywhere when none is given."""
        return self._ask(Base.mismatches, source)

    def mismatches_on(self, claim: str) -> tuple[MismatchView, ...]:
        """The citations on one claim that differ from their source."""
        return self._ask(Base.mismatches_on, claim)

    def second_hand(self, after: str = "", voting: int = second_hand.PAGE) -> SecondHandView:
        """What is known only through other sources: so many that vote, and of the others the part after a key."""
        return self._ask(Base.second_hand, after, voting=voting)

    def told(self, key: str) -> ToldSource | None:
        """What is known of one source only through others; None when that is nothing."""
        return self._ask(Base.told, key)

    def compare(self, a: str, b: str) -> CompareView:
        """Two sources over every claim that both address."""
        return self._ask(Base.compare, a, b)

    def search(self, words: str) -> SearchView:
        """The best hits for all of the words, and how many more there are."""
        return self._ask(Base.search, words)

    def votes(self, claims: tuple[str, ...]) -> list[Vote]:
        """Who has a part in these claims."""
        return self._ask(_votes, claims)

    def votes_of(self, source: str) -> list[Vote]:
        """In which claims one source has a part."""
        return self._ask(_votes_of, source)

    def ties(self, claims: tuple[str, ...]) -> list[tuple[str, str, int]]:
        """The pairs of these claims that most sources bear on, and how many do."""
        return self._ask(Base.ties, claims)

    def relations(self, claims: tuple[str, ...]) -> list[tuple[str, RelationType, str]]:
        """In which relations these claims stand to each other, as they state them."""
        return self._ask(Base.relations, claims)

    def crossing(self, claims: tuple[str, ...]) -> Crossing:
        """What the sources that bear on most of these claims found on them."""
        return self._ask(Base.crossing, claims)

    def fault_page(self, severity: str, rule: str, start: int) -> FaultPage:
        """The faults of a severity and a rule, of any where it is empty, worst first, after the first `start`."""
        return self._ask(Base.fault_page, severity, rule, start)

    def _ask(
        self, question: Callable[Concatenate[Base, Given], Answer], *given: Given.args, **named: Given.kwargs
    ) -> Answer:
        key = (*self.stamp, question.__name__, repr((given, named)))
        answer: Answer = _KEPT.get(key, lambda: question(self.base, *given, **named))
        return answer


def answers(project: str | None, database: str | None) -> Answers:
    """The base as its text stands now; the index is brought up to date first, and shows how far that is."""
    watched = _open(project, database)
    keep_current(watched)
    base = watched.base
    with base.store.reading() as connection:
        facts = Reader(connection).facts()
    return Answers(base, (base.store.where, facts["revision"], facts["built_ns"]))


def _references(base: Base, keys: tuple[str, ...], style: str) -> tuple[Reference, ...]:
    return references(csl_items(base.selection(keys=keys)), named_style(style))


def _annotations(base: Base, keys: tuple[str, ...], claim: str, topic: str) -> dict[int, tuple[str, ...]]:
    portion = base.portion(claim or None, None if claim else topic or None)
    return annotations_on(base.selection(keys=keys), portion.corpus, portion.verdicts)


def _votes(base: Base, claims: tuple[str, ...]) -> list[Vote]:
    with base.store.reading() as connection:
        return Reader(connection).votes_on(claims)


def _votes_of(base: Base, source: str) -> list[Vote]:
    with base.store.reading() as connection:
        return Reader(connection).votes_of(source)


@st.cache_resource(show_spinner=False)
def _open(project: str | None, database: str | None) -> Watched:
    return Watched(replace(open_base(project, database), is_looked_after=True))
