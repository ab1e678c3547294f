"""Who votes on a claim: findings to units, and reviews that only repeat what is counted already.

A unit is one independent study, or one review.  What votes is a unit, never a paper, a finding or a citation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.model import Finding, Source
from kb.vocabulary import Stance


class Flag(StrEnum):
    """Something about the evidence that a reader of the verdict must know."""

    RETRACTED_EXCLUDED = "retracted_excluded"
    CITATION_MISMATCH = "citation_mismatch"
    SEVERAL_REPORTS_ONE_STUDY = "several_reports_one_study"
    WITHIN_SOURCE_CONFLICT = "within_source_conflict"
    OVERLAP_ABSORBED = "overlap_absorbed"
    OVERLAP_UNKNOWN = "overlap_unknown"
    CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES = "conflict_only_between_overlapping_sources"


class Silence(StrEnum):
    """Why a finding has no vote; of several reasons the first."""

    #: its own source was retracted
    RETRACTED = "retracted"
    #: it is an interpretation or a background statement
    BASIS = "basis"
    #: it was read in another source, and its own source speaks for itself
    OWN_WORDS = "own-words"
    #: it belongs to a review that only repeats what is counted already
    ABSORBED = "absorbed"
    #: a policy leaves it out: its source or the one it was read in by name, its source as of a later year or of none,
    #: or for its kind
    WITHOUT = "without"
    LATER = "later"
    UNDATED = "undated"
    OTHER = "other"
    #: it was read in another source, and a policy hears first-hand findings only
    SECOND_HAND = "second-hand"


@dataclass(frozen=True, slots=True)
class Unit:
    """One independent study, or one review: what votes.

    `findings` are the ids of the findings that make its stance; `data` are the ids of the studies it rests on.
    """

    #: the key of a review, or the id of a study: its first report instead, where a review on the claim has that name
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

    @property
    def identity(self) -> tuple[bool, str]:
        """What makes its findings one unit, as `identity` says of their sources."""
        return (True, self.id) if self.is_review else (False, next(iter(self.data)))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A second-hand finding whose stance differs from what its own source says first-hand."""

    finding: str
    source: str
    via: str
    reported: Stance
    own: Stance


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


def voting_findings(findings: Iterable[Finding], first_hand_only: bool) -> tuple[Finding, ...]:
    """Findings that vote: a source's own words where they exist, else what others report of it."""
    eligible = [f for f in findings if f.basis.votes]
    own = {f.source for f in eligible if not f.is_second_hand}
    return tuple(f for f in eligible if not f.is_second_hand or (not first_hand_only and f.source not in own))


def identity(source: Source) -> tuple[bool, str]:
    """What makes a source's findings one unit with others': a review stands for itself, a study for all its reports."""
    return (True, source.key) if source.is_review else (False, source.study)


def make_units(findings: Iterable[Finding], sources: Mapping[str, Source]) -> list[Unit]:
    """Units in order of counting: studies by id, then reviews, longest inclusion list first, then by key."""
    groups: dict[tuple[bool, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: f.id):
        groups.setdefault(identity(sources[finding.source]), []).append(finding)
    # a list may name a review by its study id, and one report of a review may hold the list that another lacks
    reviews_of: dict[str, list[str]] = {}
    if any(is_review for is_review, _ in groups):
        for source in sources.values():
            if source.is_review:
                reviews_of.setdefault(source.study, []).append(source.key)
    units = [
        Unit(
            id=min(f.source for f in group) if not is_review and (True, name) in groups else name,
            sources=tuple(sorted({f.source for f in group})),
            stance=combine(f.stance for f in group),
            as_reported=all(f.is_second_hand for f in group),
            is_review=is_review,
            findings=tuple(f.id for f in group),
            data=_data(name, sources, reviews_of) if is_review else frozenset({name}),
        )
        for (is_review, name), group in groups.items()
    ]
    return in_turn(units, sources)


def in_turn(units: Iterable[Unit], sources: Mapping[str, Source]) -> list[Unit]:
    """The units in the order in which they are counted."""

    def turn(unit: Unit) -> tuple[bool, int, str]:
        listed = len(set(sources[unit.id].includes)) if unit.is_review else 0
        return unit.is_review, -listed, unit.id

    return sorted(units, key=turn)


def absorb(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units, given in order of counting, with agreeing reviews that only repeat counted data marked as absorbed."""
    speaks_for: dict[tuple[Stance, str], int] = {}
    settled: list[Unit] = []
    for turn, unit in enumerate(units):
        if unit.is_review:
            earlier = [speaks_for[unit.stance, study] for study in unit.data if (unit.stance, study) in speaks_for]
            if earlier:
                settled.append(replace(unit, absorbed_by=units[min(earlier)].id))
                continue
        for study in unit.data:
            speaks_for.setdefault((unit.stance, study), turn)
        settled.append(unit)
    return tuple(settled)


def flags_of(units: Sequence[Unit], stances: Mapping[str, Stance]) -> set[Flag]:
    """What a reader must know of the units; `stances` are those of findings by id."""
    flags: set[Flag] = set()
    counted = [unit for unit in units if unit.absorbed_by is None]
    for unit in units:
        if len(unit.sources) > 1:
            flags.add(Flag.SEVERAL_REPORTS_ONE_STUDY)
        if {Stance.SUPPORTS, Stance.DISPUTES} <= {stances[finding] for finding in unit.findings}:
            flags.add(Flag.WITHIN_SOURCE_CONFLICT)
        if unit.absorbed_by is not None:
            flags.add(Flag.OVERLAP_ABSORBED)
    if next(unlisted_reviews(counted), None):
        flags.add(Flag.OVERLAP_UNKNOWN)
    supporting = [unit for unit in counted if unit.stance is Stance.SUPPORTS]
    disputing = [unit for unit in counted if unit.stance is Stance.DISPUTES]
    if supporting and disputing and all(a.data & b.data for a in supporting for b in disputing):
        flags.add(Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES)
    return flags


def unlisted_reviews(counted: Sequence[Unit]) -> Iterator[Unit]:
    """Those of the units that vote that are reviews with no list of included studies, beside others of their stance."""
    per_stance = Counter(unit.stance for unit in counted)
    for unit in counted:
        # a review's data always holds its own study id, so one id means that no inclusion list is recorded
        if unit.is_review and len(unit.data) == 1 and per_stance[unit.stance] > 1:
            yield unit


def silences(findings: Iterable[Finding], sources: Mapping[str, Source], units: Iterable[Unit]) -> dict[str, Silence]:
    """Why findings on one claim have no vote, by id; those that vote are absent. `units` are all of its verdict."""
    absorbed = {id_: unit.absorbed_by is not None for unit in units for id_ in unit.findings}
    reasons = {}
    for finding in findings:
        if sources[finding.source].is_retracted:
            reasons[finding.id] = Silence.RETRACTED
        elif not finding.basis.votes:
            reasons[finding.id] = Silence.BASIS
        elif finding.id not in absorbed:
            reasons[finding.id] = Silence.OWN_WORDS
        elif absorbed[finding.id]:
            reasons[finding.id] = Silence.ABSORBED
    return reasons


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
