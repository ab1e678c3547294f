"""Verdicts and votes as the build wrote them: their records, and how rows of the index become them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kb.made import maker
from kb.store.rows import Values, from_json
from kb.units import Flag
from kb.verdicts import Conflict, Counts, Leaning, RestsOn, State
from kb.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """A claim with the verdict that the build wrote beside it."""

    id: str
    topic: str
    statement: str
    kind: str
    state: State
    conflict: Conflict | None
    direction: Leaning
    counts: Counts
    #: counted units known only through other sources
    as_reported: int
    #: the same by stance
    reported: Counts
    #: the source from which all of several votes are known, by its own findings or as it reports others; else empty
    only_through: str
    #: the only unit that votes is a review
    is_one_review: bool
    findings: int
    flags: tuple[Flag, ...]
    rests_on: tuple[RestsOn, ...]


class Vote(NamedTuple):
    """One source's part in one claim, as the build judged it; a tuple, since a page reads thousands."""

    claim: str
    source: str
    unit: str
    stance: Stance
    as_reported: bool
    is_review: bool
    absorbed_by: str | None

    @property
    def counts(self) -> bool:
        """True when the unit has a vote of its own."""
        return self.absorbed_by is None


#: the columns of `claims` that make a `ClaimSummary`, and at the end those that give its turn
SUMMARY = (
    *("id", "topic", "statement", "kind", "state", "conflict", "direction", *Stance, "as_reported", "reported"),
    *("only_through", "is_one_review", "findings", "flags", "rests_on", "position", "contest"),
)
_summary_of, _counts_of = maker(ClaimSummary), maker(Counts)
_STANCES, _STATES = {str(each): each for each in Stance}, {str(each): each for each in State}
_LEANINGS = {str(each): each for each in Leaning}
_CONFLICTS: dict[str | None, Conflict | None] = {None: None, **{str(each): each for each in Conflict}}


def read_summary(row: Values) -> ClaimSummary:
    """The summary in a row of the columns `SUMMARY`."""
    # fmt: off
    (
        id_, topic, statement, kind, state, conflict, direction, supports, disputes, mixed, inconclusive,
        as_reported, reported, only_through, is_one_review, findings, flags, rests_on, _, _,
    ) = row
    # fmt: on
    return _summary_of(
        id_,
        topic,
        statement,
        kind,
        _STATES[state],
        _CONFLICTS[conflict],
        _LEANINGS[direction],
        _counts_of(supports, disputes, mixed, inconclusive),
        as_reported,
        _counts(reported),
        only_through,
        is_one_review == 1,
        findings,
        _flags(flags),
        () if rests_on == "[]" else tuple(map(_rests_on, from_json(rests_on))),
    )


def _rests_on(written: Sequence[str]) -> RestsOn:
    key, state, conflict, direction = written
    return RestsOn(key, _STATES[state], _CONFLICTS[conflict], _LEANINGS[direction])


@lru_cache(maxsize=1_024)
def _counts(text: str) -> Counts:
    return Counts(*from_json(text))


@lru_cache(maxsize=1_024)
def _flags(text: str) -> tuple[Flag, ...]:
    return tuple(map(Flag, from_json(text)))


def read_votes(found: Iterable[Values]) -> list[Vote]:
    """The votes in whole rows of `units`."""
    return [
        Vote(claim, source, unit, _STANCES[stance], as_reported == 1, is_review == 1, absorbed_by)
        for claim, source, unit, stance, as_reported, is_review, absorbed_by in found
    ]
