"""The app's only cache: the opened base, and its answers for as long as the text stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from kb.base import Base, open_base
from kb.diagnostics import Diagnostic
from kb.evidence import Evidence, Policy
from kb.model import Source, Topic
from kb.store import Reader
from kb.store.read import Totals, Vote
from kb.views.records import (
    ClaimRow,
    ClaimView,
    CompareView,
    ConflictView,
    MismatchView,
    SearchHit,
    SourceRow,
    SourceView,
)

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

#: how many answers are kept; a claim of a hundred studies takes about a megabyte
MOST_ANSWERS = 200


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions of `Base` that pages ask, on one state of the text; each is worked out once for all sessions."""

    base: Base
    #: which index and which state of it
    stamp: tuple[str, str, str]

    def totals(self) -> Totals:
        """The base in numbers."""
        return self._ask(Base.totals)

    def topics(self) -> dict[str, Topic]:
        """All topics by id."""
        return self._ask(Base.topics)

    def claim(self, id_: str, policy: Policy | None = None) -> ClaimView:
        """One claim under a policy; an unknown id is a `KbError`."""
        return self._ask(Base.claim, id_, policy)

    def claims(self, query: str = "") -> tuple[ClaimRow, ...]:
        """The claims that fit a query, most contested first."""
        return self._ask(Base.claims, query)

    def sources(self, query: str = "") -> tuple[SourceRow, ...]:
        """The sources that fit a query."""
        return self._ask(Base.sources, query)

    def source(self, key: str) -> SourceView:
        """One source in full; an unknown key is a `KbError`."""
        return self._ask(Base.source, key)

    def cited(self, keys: Iterable[str]) -> dict[str, Source]:
        """The sources with these keys, by key."""
        return {source.key: source for source in self._ask(Base.selection, None, None, tuple(sorted(set(keys))))}

    def conflicts(self) -> tuple[ConflictView, ...]:
        """The conflicting claims, most contested first."""
        return self._ask(Base.conflicts)

    def mismatches(self) -> tuple[MismatchView, ...]:
        """Where what is said of a source differs from what it says itself."""
        return self._ask(Base.mismatches)

    def compare(self, a: str, b: str) -> CompareView:
        """Two sources over every claim that both address."""
        return self._ask(Base.compare, a, b)

    def search(self, words: str) -> tuple[SearchHit, ...]:
        """The best hits for all of the words."""
        return self._ask(Base.search, words)

    def votes(self, claims: tuple[str, ...]) -> list[Vote]:
        """Who has a part in these claims."""
        return self._ask(_votes, claims)

    def parts(self, claims: tuple[str, ...]) -> tuple[dict[str, Evidence], list[Vote]]:
        """What these claims are judged from, by id, and who has a part in them."""
        return self._ask(_evidence, claims), self.votes(claims)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault of the text."""
        return self._ask(Base.diagnostics)

    def _ask(
        self, question: Callable[Concatenate[Base, Given], Answer], *given: Given.args, **named: Given.kwargs
    ) -> Answer:
        answer: Answer = _answer((*self.stamp, question.__name__, repr((given, named))), self.base, question, given)
        return answer


def answers(project: str | None, database: str | None) -> Answers:
    """The base as its text stands now; the index is brought up to date first, with a word when that takes long."""
    base = _open(project, database)
    with st.spinner("Reading the text …", show_time=True):
        base.refresh()
    with base.store.reading() as connection:
        facts = Reader(connection).facts()
    return Answers(base, (base.store.where, facts["revision"], facts["built_ns"]))


def _votes(base: Base, claims: tuple[str, ...]) -> list[Vote]:
    with base.store.reading() as connection:
        return Reader(connection).votes_on(claims)


def _evidence(base: Base, claims: tuple[str, ...]) -> dict[str, Evidence]:
    with base.store.reading() as connection:
        return Reader(connection).evidence(claims)


@st.cache_resource(show_spinner=False)
def _open(project: str | None, database: str | None) -> Base:
    return open_base(project, database)


@st.cache_resource(show_spinner=False, max_entries=MOST_ANSWERS)
def _answer(key: tuple[str, ...], _base: Base, _question: Callable[..., Any], _given: tuple[Any, ...]) -> Any:  # noqa: ANN401, ARG001 - whatever the question answers; the key decides
    return _question(_base, *_given)
