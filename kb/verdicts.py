"""What independent studies say together about one claim, and why: pure functions, no files, no clock.

A verdict is a map of agreement, not an estimate of truth.  What votes is a unit: one independent study, or one review.
The rules are applied in the order of the functions below; `decide` alone turns counts into a state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.evidence import Evidence, Policy, restrict
from kb.model import Comparison, Finding
from kb.units import (
    Flag,
    Mismatch,
    Unit,
    absorb,
    flags_of,
    identity,
    in_turn,
    make_units,
    mismatches,
    voting_findings,
)
from kb.vocabulary import Compared, Stance


class State(StrEnum):
    """What the units say together."""

    SECOND_HAND_ONLY = "second_hand_only"
    NO_EVIDENCE = "no_evidence"
    CONFLICTING = "conflicting"
    SINGLE_STUDY = "single_study"
    CONSISTENT_SUPPORT = "consistent_support"
    CONSISTENT_DISPUTE = "consistent_dispute"
    QUALIFIED_SUPPORT = "qualified_support"
    QUALIFIED_DISPUTE = "qualified_dispute"
    INCONCLUSIVE = "inconclusive"


class Conflict(StrEnum):
    """Where a conflict lies."""

    #: units on both sides
    BETWEEN = "between"
    #: a source says that two of the units disagree
    STATED = "stated"
    #: the results inside units point both ways
    WITHIN = "within"


class Leaning(StrEnum):
    """The side with more units; for a single unit its stance; `none` when the sides are equal."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    MIXED = "mixed"
    INCONCLUSIVE = "inconclusive"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units take each stance."""

    supports: int = 0
    disputes: int = 0
    mixed: int = 0
    inconclusive: int = 0

    @property
    def units(self) -> int:
        """All units that vote."""
        return self.supports + self.disputes + self.mixed + self.inconclusive

    @classmethod
    def of(cls, stances: Iterable[Stance]) -> Counts:
        """The counts of a run of stances, one for each unit."""
        seen = list(stances)
        return cls(*(seen.count(stance) for stance in Stance))


@dataclass(frozen=True, slots=True)
class Decision:
    """A state with the kind of conflict, if it is one, and the side that is ahead."""

    state: State
    conflict: Conflict | None
    direction: Leaning


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A source whose removal changes the state, and the decision then."""

    without: str
    state: State
    conflict: Conflict | None
    direction: Leaning


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the units say together, with the reasons as data. Units, flags and sources are in a fixed order."""

    state: State
    conflict: Conflict | None
    direction: Leaning
    counts: Counts
    #: the sources that state the conflict, by key, where that is what decided
    stated_by: tuple[str, ...] = ()
    #: the source from which all of several votes are known, by its own findings or as it reports others; else empty
    only_through: str = ""
    units: tuple[Unit, ...] = ()
    flags: tuple[Flag, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    rests_on: tuple[RestsOn, ...] = ()

    @property
    def name(self) -> tuple[State, Conflict | None, Leaning | None]:
        """What words call it: the state, the kind of a conflict, and the stance of a single study."""
        return self.state, self.conflict, self.direction if self.state is State.SINGLE_STUDY else None

    @property
    def is_one_review(self) -> bool:
        """True when the only unit that votes is a review."""
        return self.state is State.SINGLE_STUDY and self.counted[0].is_review

    @property
    def counted(self) -> tuple[Unit, ...]:
        """The units that vote."""
        return tuple(unit for unit in self.units if unit.absorbed_by is None)

    @property
    def reported(self) -> Counts:
        """How many of the units that vote are known only through other sources."""
        return Counts.of(unit.stance for unit in self.counted if unit.as_reported)

    @property
    def votes(self) -> frozenset[str]:
        """The ids of the findings that make up the votes."""
        return frozenset(finding for unit in self.counted for finding in unit.findings)

    @property
    def lead(self) -> int:
        """How many units the smaller of the two sides is behind."""
        return abs(self.counts.supports - self.counts.disputes)


def judge(evidence: Evidence, policy: Policy | None = None) -> Verdict:
    """The verdict on one claim, under a policy if one is given, with what would change it."""
    policy = policy or Policy()
    case = _Case.of(restrict(evidence, policy), policy.first_hand_only)
    units = absorb(case.units)
    decision, counts = case.decide(units)
    misreported = mismatches(case.standing)
    flags = flags_of(units, {f.id: f.stance for f in case.voting})
    if len(case.standing) < len(case.evidence.findings):
        flags.add(Flag.RETRACTED_EXCLUDED)
    if misreported:
        flags.add(Flag.CITATION_MISMATCH)
    return Verdict(
        state=decision.state,
        conflict=decision.conflict,
        direction=decision.direction,
        counts=counts,
        stated_by=case.stating(units) if decision.conflict is Conflict.STATED else (),
        only_through=_one_voice(units, case.voting) if counts.units > 1 else "",
        units=units,
        flags=tuple(flag for flag in Flag if flag in flags),
        mismatches=misreported,
        rests_on=_what_would_change(case, units, decision.state, counts),
    )


def decide(counts: Counts, *, stated: bool = False, second_hand: bool = False) -> Decision:
    """The state that counts of units amount to; the first rule that fits decides.

    `stated`: a source says that two counted units of different stance conflict.
    `second_hand`: findings exist that a first-hand-only policy kept from voting.
    """
    s, d, m, i = counts.supports, counts.disputes, counts.mixed, counts.inconclusive
    units = counts.units
    state, conflict = State.INCONCLUSIVE, None
    if units == 0:
        state = State.SECOND_HAND_ONLY if second_hand else State.NO_EVIDENCE
    elif s and d:
        state, conflict = State.CONFLICTING, Conflict.BETWEEN
    elif stated and units > 1:
        state, conflict = State.CONFLICTING, Conflict.STATED
    elif units == 1:
        state = State.SINGLE_STUDY
    elif s == units:
        state = State.CONSISTENT_SUPPORT
    elif d == units:
        state = State.CONSISTENT_DISPUTE
    elif 2 * s > units:
        state = State.QUALIFIED_SUPPORT
    elif 2 * d > units:
        state = State.QUALIFIED_DISPUTE
    elif m and m >= i:
        state, conflict = State.CONFLICTING, Conflict.WITHIN
    return Decision(state, conflict, _leaning(counts))


def who_states(comparisons: Iterable[Comparison], side: Mapping[str, Stance]) -> tuple[str, ...]:
    """The sources that say of others that they conflict, which differ in stance (`side` by source), by key."""
    said = (c for c in comparisons if c.relation is Compared.CONFLICT)
    return tuple(sorted({c.source for c in said if len({side[key] for key in c.sources if key in side}) > 1}))


def contest_rank(verdict: Verdict) -> int:
    """A whole number for sorting claims, larger for more contested ones.

    Conflicts between units come first, then stated ones, then those inside units, then what is inconclusive or
    qualified, then the rest; within each, more units on the smaller side, then more units in all.
    """
    kinds = {Conflict.BETWEEN: 5, Conflict.STATED: 4, Conflict.WITHIN: 3}
    open_states = {State.INCONCLUSIVE: 2, State.QUALIFIED_SUPPORT: 2, State.QUALIFIED_DISPUTE: 2}
    level = (
        kinds[verdict.conflict] if verdict.conflict else open_states.get(verdict.state, int(bool(verdict.counts.units)))
    )
    smaller = min(verdict.counts.supports, verdict.counts.disputes)
    return (level * 1_000_000 + min(smaller, 999_999)) * 1_000_000 + min(verdict.counts.units, 999_999)


@dataclass(frozen=True, slots=True)
class _Case:
    """The evidence of one claim as it is heard: what stands, what votes, and the units that this makes."""

    evidence: Evidence
    standing: tuple[Finding, ...]
    voting: tuple[Finding, ...]
    stated: tuple[Comparison, ...]
    #: in order of counting, none of them absorbed yet
    units: tuple[Unit, ...]

    @classmethod
    def of(cls, evidence: Evidence, first_hand_only: bool) -> _Case:
        sources = evidence.sources
        standing = tuple(f for f in evidence.findings if not sources[f.source].is_retracted)
        voting = voting_findings(standing, first_hand_only)
        stated = tuple(
            c for c in evidence.comparisons if c.relation is Compared.CONFLICT and not sources[c.source].is_retracted
        )
        return cls(evidence, standing, voting, stated, tuple(make_units(voting, sources)))

    def decide(self, units: Iterable[Unit], without: str = "") -> tuple[Decision, Counts]:
        """The decision on settled units, as if the source `without` had never been coded."""
        counted = [unit for unit in units if unit.absorbed_by is None]
        counts = Counts.of(unit.stance for unit in counted)
        second_hand = not counted and any(
            f.is_second_hand and f.basis.votes and without not in (f.source, f.via) for f in self.standing
        )
        return decide(counts, stated=self.is_stated(counted, without), second_hand=second_hand), counts

    def is_stated(self, units: Iterable[Unit], without: str = "") -> bool:
        return any(source != without for source in self.stating(units))

    def stating(self, units: Iterable[Unit]) -> tuple[str, ...]:
        """The sources that say of counted units of different stance that they conflict, by key."""
        if not self.stated:
            return ()
        side = {key: unit.stance for unit in units if unit.absorbed_by is None for key in unit.sources}
        return who_states(self.stated, side)


def _what_would_change(case: _Case, units: tuple[Unit, ...], state: State, counts: Counts) -> tuple[RestsOn, ...]:
    """The sources whose removal changes the state, by key, each with the decision then (leave-one-out).

    Most removals only take one vote away, and are decided once for each stance: those of a source that is a unit by
    itself, whose data no review is absorbed for, through which nothing else was read, and which no comparison names.
    Nothing changes, either, while units on both sides are left.  For any other source, the units that it has a part in
    are made anew and overlap is settled again.
    """
    by_key: dict[str, list[Finding]] = {}
    for finding in case.voting:
        for key in {finding.source, finding.via} - {""}:
            by_key.setdefault(key, []).append(finding)
    compared = {key for c in case.stated for key in (c.source, *c.sources)}
    plain = _plain_votes(units, by_key, compared) if counts.units > 1 else {}
    sources = case.evidence.sources
    before = {unit.identity: unit.stance for unit in case.units}
    of_stance = Counter(before.values())

    def both_sides_without(touched: set[tuple[bool, str]]) -> bool:
        # overlap takes votes away but never the last one of a stance, so units that are left decide
        lost = Counter(before[unit] for unit in touched)
        return all(of_stance[side] > lost[side] for side in (Stance.SUPPORTS, Stance.DISPUTES))

    stated = case.is_stated(units)
    one_less = {s: decide(_minus(counts, s), stated=stated) for s in Stance if getattr(counts, s)}
    changes = []
    for key in case.evidence.named:
        after = None
        if key in plain:
            stance = plain[key]
            after = one_less[stance] if stance else None
        elif key in by_key or key in compared or not counts.units:
            touched = {identity(sources[finding.source]) for finding in by_key.get(key, ())}
            after = None if both_sides_without(touched) else _decision_without(case, key, touched)
        if after is not None and after.state is not state:
            changes.append(RestsOn(key, after.state, after.conflict, after.direction))
    return tuple(changes)


def _one_voice(units: Iterable[Unit], voting: Iterable[Finding]) -> str:
    """The source in which every finding with a vote was read, if it is one; else empty."""
    votes = {id_ for unit in units if unit.absorbed_by is None for id_ in unit.findings}
    read_in = {finding.via or finding.source for finding in voting if finding.id in votes}
    return read_in.pop() if len(read_in) == 1 else ""


def _plain_votes(
    units: Iterable[Unit], by_key: Mapping[str, list[Finding]], compared: set[str]
) -> dict[str, Stance | None]:
    """The sources that can only take one vote away, with its stance, or None for one whose vote is absorbed."""
    units = tuple(units)
    absorbers = {unit.absorbed_by for unit in units}
    plain: dict[str, Stance | None] = {}
    for unit in units:
        (key, *others) = unit.sources
        alone = not others and all(f.source == key for f in by_key[key])
        if alone and unit.id not in absorbers and key not in compared:
            plain[key] = unit.stance if unit.absorbed_by is None else None
    return plain


def _decision_without(case: _Case, key: str, touched: set[tuple[bool, str]]) -> Decision:
    sources = case.evidence.sources
    units = case.units
    if touched:
        whole = [unit for unit in units if unit.identity not in touched]
        left = (f for f in case.voting if key not in (f.source, f.via) and identity(sources[f.source]) in touched)
        units = tuple(in_turn([*whole, *make_units(left, sources)], sources))
    return case.decide(absorb(units), key)[0]


def _minus(counts: Counts, stance: Stance) -> Counts:
    left = {str(s): getattr(counts, s) - (s is stance) for s in Stance}
    return Counts(**left)


def _leaning(counts: Counts) -> Leaning:
    if counts.units == 1:
        return next(Leaning(stance) for stance in Stance if getattr(counts, stance))
    if counts.supports == counts.disputes:
        return Leaning.NONE
    return Leaning.SUPPORTS if counts.supports > counts.disputes else Leaning.DISPUTES
