"""What independent studies say together about one claim, and why: pure functions, no files, no clock.

A verdict is a map of agreement, not an estimate of truth.  What votes is a unit: one independent study, or one review.
The rules are applied in the order of the functions below; `decide` alone turns counts into a state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.evidence import Evidence, Policy, restrict, without
from kb.model import Compared, Finding, Source, Stance


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


class Flag(StrEnum):
    """Something about the evidence that a reader of the verdict must know."""

    RETRACTED_EXCLUDED = "retracted_excluded"
    CITATION_MISMATCH = "citation_mismatch"
    SEVERAL_REPORTS_ONE_STUDY = "several_reports_one_study"
    WITHIN_SOURCE_CONFLICT = "within_source_conflict"
    OVERLAP_ABSORBED = "overlap_absorbed"
    OVERLAP_UNKNOWN = "overlap_unknown"
    CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES = "conflict_only_between_overlapping_sources"


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
class Unit:
    """One independent study, or one review: what votes.

    `findings` are the ids of the findings that make its stance; `data` are the ids of the studies it rests on.
    """

    id: str
    sources: tuple[str, ...]
    stance: Stance
    #: known only through what other sources report
    as_reported: bool
    is_review: bool
    findings: tuple[str, ...]
    data: frozenset[str]
    #: the unit that already speaks for the same data, when this one has no vote of its own
    absorbed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A second-hand finding whose stance differs from what its own source says first-hand."""

    finding: str
    source: str
    via: str
    reported: Stance
    own: Stance


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A source whose removal changes the state, and the state then."""

    without: str
    state: State


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the units say together, with the reasons as data. Units, flags and sources are in a fixed order."""

    state: State
    conflict: Conflict | None
    direction: Leaning
    counts: Counts
    units: tuple[Unit, ...] = ()
    flags: tuple[Flag, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    rests_on: tuple[RestsOn, ...] = ()

    @property
    def counted(self) -> tuple[Unit, ...]:
        """The units that vote."""
        return tuple(unit for unit in self.units if unit.absorbed_by is None)

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
    allowed = restrict(evidence, policy)
    verdict = _judge(allowed, policy.first_hand_only)
    return replace(verdict, rests_on=what_would_change(allowed, policy.first_hand_only, verdict))


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


def what_would_change(evidence: Evidence, first_hand_only: bool, verdict: Verdict) -> tuple[RestsOn, ...]:
    """The sources whose removal changes the state, by key, each with the new state (leave-one-out).

    A source that alone makes up its unit, that nothing else was read through, on a claim without reviews and stated
    comparisons, only takes its one vote away; every other removal is judged anew.
    """
    plain: dict[str, Stance] = {}
    entangled = evidence.comparisons or any(unit.is_review for unit in verdict.units)
    if not entangled and verdict.counts.units > 1:
        readers = {f.via for f in evidence.findings}
        plain = {u.sources[0]: u.stance for u in verdict.units if len(u.sources) == 1 and u.sources[0] not in readers}
    after_vote_lost = {stance: _minus(verdict.counts, stance) for stance in set(plain.values())}
    changes = []
    for key in evidence.named:
        if key in plain:
            state = decide(after_vote_lost[plain[key]]).state
        else:
            state = _judge(without(evidence, key), first_hand_only).state
        if state is not verdict.state:
            changes.append(RestsOn(key, state))
    return tuple(changes)


def combine(stances: Iterable[Stance]) -> Stance:
    """The one stance that several findings of a unit amount to (supports + inconclusive = supports)."""
    seen = set(stances)
    if Stance.MIXED in seen or {Stance.SUPPORTS, Stance.DISPUTES} <= seen:
        return Stance.MIXED
    for stance in (Stance.SUPPORTS, Stance.DISPUTES):
        if stance in seen:
            return stance
    return Stance.INCONCLUSIVE


def mismatches(findings: Iterable[Finding]) -> tuple[Mismatch, ...]:
    """Second-hand findings of one claim whose stance is not what their own source says there first-hand, by id."""
    eligible = sorted((f for f in findings if f.basis.votes), key=lambda f: f.id)
    own: dict[str, list[Stance]] = {}
    for finding in eligible:
        if not finding.is_second_hand:
            own.setdefault(finding.source, []).append(finding.stance)
    says = {key: combine(stances) for key, stances in own.items()}
    return tuple(
        Mismatch(f.id, f.source, f.via, f.stance, says[f.source])
        for f in eligible
        if f.is_second_hand and f.source in says and f.stance is not says[f.source]
    )


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


def _judge(evidence: Evidence, first_hand_only: bool) -> Verdict:
    flags: set[Flag] = set()
    standing = tuple(f for f in evidence.findings if not evidence.sources[f.source].is_retracted)
    stated = tuple(c for c in evidence.comparisons if not evidence.sources[c.source].is_retracted)
    if len(standing) < len(evidence.findings):
        flags.add(Flag.RETRACTED_EXCLUDED)
    eligible = tuple(f for f in standing if f.basis.votes)
    misreported = mismatches(eligible)
    if misreported:
        flags.add(Flag.CITATION_MISMATCH)
    units = _absorb(_units(_voting(eligible, first_hand_only), evidence.sources, flags), flags)
    counted = [unit for unit in units if unit.absorbed_by is None]
    _flag_overlapping_conflict(counted, flags)
    counts = Counts.of(unit.stance for unit in counted)
    by_source = {key: unit.stance for unit in counted for key in unit.sources}
    is_stated = any(
        c.relation is Compared.CONFLICT and len({by_source[key] for key in c.sources if key in by_source}) > 1
        for c in stated
    )
    decision = decide(counts, stated=is_stated, second_hand=any(f.is_second_hand for f in eligible))
    return Verdict(
        state=decision.state,
        conflict=decision.conflict,
        direction=decision.direction,
        counts=counts,
        units=units,
        flags=tuple(flag for flag in Flag if flag in flags),
        mismatches=misreported,
    )


def _voting(findings: tuple[Finding, ...], first_hand_only: bool) -> tuple[Finding, ...]:
    """Findings that vote: a source's own words where they exist, else what others report of it."""
    own = {f.source for f in findings if not f.is_second_hand}
    return tuple(f for f in findings if not f.is_second_hand or (not first_hand_only and f.source not in own))


def _units(findings: tuple[Finding, ...], sources: Mapping[str, Source], flags: set[Flag]) -> list[Unit]:
    """Units in order of counting: studies by id, then reviews, longest inclusion list first, then by key."""
    groups: dict[tuple[bool, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.id):
        source = sources[finding.source]
        identity = (True, source.key) if source.is_review else (False, source.study)
        groups.setdefault(identity, []).append(finding)
    # a list may name a review by its study id, and one report of a review may hold the list that another lacks
    reviews_of: dict[str, list[str]] = {}
    if any(is_review for is_review, _ in groups):
        for source in sources.values():
            if source.is_review:
                reviews_of.setdefault(source.study, []).append(source.key)
    units = []
    for (is_review, name), group in groups.items():
        keys = tuple(sorted({f.source for f in group}))
        stances = {f.stance for f in group}
        if len(keys) > 1:
            flags.add(Flag.SEVERAL_REPORTS_ONE_STUDY)
        if {Stance.SUPPORTS, Stance.DISPUTES} <= stances:
            flags.add(Flag.WITHIN_SOURCE_CONFLICT)
        units.append(
            Unit(
                id=name,
                sources=keys,
                stance=combine(stances),
                as_reported=all(f.is_second_hand for f in group),
                is_review=is_review,
                findings=tuple(f.id for f in group),
                data=_data(name, sources, reviews_of) if is_review else frozenset({name}),
            )
        )

    def turn(unit: Unit) -> tuple[bool, int, str]:
        listed = len(set(sources[unit.id].includes)) if unit.is_review else 0
        return unit.is_review, -listed, unit.id

    return sorted(units, key=turn)


def _data(review: str, sources: Mapping[str, Source], reviews_of: Mapping[str, list[str]]) -> frozenset[str]:
    """The studies a review rests on: its own, those that any report of it lists, and what included reviews include."""
    reached: set[str] = set()
    waiting = [sources[review].study]
    while waiting:
        study = waiting.pop()
        if study in reached:
            continue
        reached.add(study)
        for key in reviews_of.get(study, ()):
            for item in sources[key].includes:
                included = sources.get(item)
                waiting.append(included.study if included else item)
    return frozenset(reached)


def _absorb(units: list[Unit], flags: set[Flag]) -> tuple[Unit, ...]:
    """The units with agreeing reviews that only repeat data already counted marked as absorbed."""
    speaks_for: dict[tuple[Stance, str], int] = {}
    settled: list[Unit] = []
    for turn, unit in enumerate(units):
        if unit.is_review:
            earlier = [speaks_for[unit.stance, study] for study in unit.data if (unit.stance, study) in speaks_for]
            if earlier:
                flags.add(Flag.OVERLAP_ABSORBED)
                settled.append(replace(unit, absorbed_by=units[min(earlier)].id))
                continue
        for study in unit.data:
            speaks_for.setdefault((unit.stance, study), turn)
        settled.append(unit)
    counted = [unit for unit in settled if unit.absorbed_by is None]
    for unit in counted:
        # a review's data always holds its own study id, so one id means that no inclusion list is recorded
        if unit.is_review and len(unit.data) == 1 and sum(u.stance is unit.stance for u in counted) > 1:
            flags.add(Flag.OVERLAP_UNKNOWN)
    return tuple(settled)


def _flag_overlapping_conflict(counted: list[Unit], flags: set[Flag]) -> None:
    supporting = [unit for unit in counted if unit.stance is Stance.SUPPORTS]
    disputing = [unit for unit in counted if unit.stance is Stance.DISPUTES]
    if supporting and disputing and all(a.data & b.data for a in supporting for b in disputing):
        flags.add(Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES)


def _minus(counts: Counts, stance: Stance) -> Counts:
    left = {str(s): getattr(counts, s) - (s is stance) for s in Stance}
    return Counts(**left)


def _leaning(counts: Counts) -> Leaning:
    if counts.units == 1:
        return next(Leaning(stance) for stance in Stance if getattr(counts, stance))
    if counts.supports == counts.disputes:
        return Leaning.NONE
    return Leaning.SUPPORTS if counts.supports > counts.disputes else Leaning.DISPUTES
