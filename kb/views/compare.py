"""Two sources side by side over every claim that both address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.compare import (
    Dependence,
    Difference,
    PairRelation,
    dependence_between,
    differences_between,
    not_recorded,
    recorded_by_one,
    relation_between,
    stated_by,
    unit_attributes,
    who_says,
)
from kb.diagnostics import KbError
from kb.evidence import Evidence
from kb.model import Source
from kb.references import surname_year
from kb.store.crossing import findings_between, reports_of, votes_between
from kb.store.read import Reader
from kb.store.verdict_rows import ClaimSummary
from kb.units import Silence, Unit, silences
from kb.verdicts import judge
from kb.views.claims import known_sources
from kb.views.records import HIDDEN, FindingView
from kb.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """One claim that two sources both address."""

    claim: str
    statement: str
    state: str
    a: Stance
    b: Stance
    #: known only through what other sources report
    a_as_reported: bool
    b_as_reported: bool
    relation: str
    independent: bool
    dependence: tuple[Dependence, ...]
    stated_by: str | None
    #: attributes of the studies; those of how they were coded stand apart
    differs_in: tuple[str, ...]
    coded_differently_in: tuple[str, ...]
    differences: tuple[Difference, ...]
    #: attributes that only one of the two has a record of, with an empty value for the other
    one_sided: tuple[Difference, ...]
    #: those, and the ones that neither has a record of
    not_recorded: tuple[str, ...]
    #: the findings that vote, and the claim with the verdict on all studies together
    a_findings: tuple[FindingView, ...] = field(metadata=HIDDEN)
    b_findings: tuple[FindingView, ...] = field(metadata=HIDDEN)
    summary: ClaimSummary = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class SilentClaim:
    """One claim on which two sources have findings and not both a vote, with those findings."""

    claim: str
    statement: str
    state: str
    #: the stance of the source's vote; None when it has none
    a: Stance | None
    b: Stance | None
    a_findings: tuple[FindingView, ...]
    b_findings: tuple[FindingView, ...]
    #: why those that do not vote do not, by id
    no_vote: Mapping[str, Silence]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Two sources over every claim on which both have findings."""

    a: str
    b: str
    a_citation: str
    b_citation: str
    agreement: int
    conflict: int
    tension: int
    claims: tuple[SharedClaim, ...]
    #: claims on which one of them has no vote, or neither has
    without_votes: tuple[SilentClaim, ...]
    #: the two, and every source named in what they found, by key
    sources: Mapping[str, Source] = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim with its verdict, and of what bears on it at least all from which the units of two sources follow."""

    summary: ClaimSummary
    evidence: Evidence
    #: at least those that the two sources have a part in
    units: tuple[Unit, ...]

    def is_between(self, a: str, b: str) -> bool:
        """True when both sources have a part in units that vote."""
        return {a, b} <= self.stances.keys()

    @property
    def stances(self) -> dict[str, Stance]:
        """The stance of the vote in which each source has a part, by key."""
        return {key: unit.stance for unit in self.units if unit.absorbed_by is None for key in unit.sources}

    def found_by(self, key: str) -> tuple[FindingView, ...]:
        """What a source found, in the order of the text."""
        votes = {id_ for unit in self.units if unit.absorbed_by is None for id_ in unit.findings}
        return tuple(FindingView.of(f, f.id in votes) for f in self.evidence.findings if f.source == key)


def compare_view(reader: Reader, a: str, b: str) -> CompareView:
    """Two sources over every claim on which both have findings: where both vote, conflicts first, and where not."""
    sources = known_sources(reader, a, b)
    if a == b:
        raise KbError("a source cannot be compared with itself", "give two different keys")
    return compared(sources[a], sources[b], _heard(reader, reader.claims_of_both(a, b), sources[a], sources[b]))


def compared(a: Source, b: Source, heard: Sequence[Heard]) -> CompareView:
    """Two sources over the claims on which both have findings, from what was heard on each."""
    one, other = a.key, b.key
    rows = [_shared_claim(claim, one, other) for claim in heard if claim.is_between(one, other)]
    silent = [_silent_claim(claim, one, other) for claim in heard if not claim.is_between(one, other)]
    order = [*PairRelation, "neither", "same unit"]
    rows.sort(key=lambda row: (order.index(row.relation), row.claim))
    tally = [row.relation for row in rows]
    found = [*((row.a_findings, row.b_findings) for row in rows), *((row.a_findings, row.b_findings) for row in silent)]
    named = {finding.via for both in found for own in both for finding in own}
    named |= {row.stated_by for row in rows}
    known = {key: source for claim in heard for key, source in claim.evidence.sources.items() if key in named}
    return CompareView(
        a=one,
        b=other,
        a_citation=surname_year(a),
        b_citation=surname_year(b),
        agreement=tally.count(PairRelation.AGREEMENT),
        conflict=tally.count(PairRelation.CONFLICT),
        tension=tally.count(PairRelation.TENSION),
        claims=tuple(rows),
        without_votes=tuple(silent),
        sources={**known, one: a, other: b},
    )


def _heard(reader: Reader, claims: Sequence[str], a: Source, b: Source) -> list[Heard]:
    """What bears on the votes of two sources on these claims, and no more: others may have said any number of things.

    A unit follows from what its own sources found.  Whether it is absorbed follows from all units of the claim, and
    that the build has written.
    """
    connection = reader.connection
    sources = {a.key, b.key} | reports_of(connection, {a.study, b.study})
    absorbed = {(v.claim, v.source): v.absorbed_by for v in votes_between(connection, claims, sources)}
    evidence = reader.gathered(
        claims, findings_between(connection, claims, sources), reader.comparisons_naming(sources, claims)
    )

    def units(claim: str) -> tuple[Unit, ...]:
        made = judge(evidence[claim]).units
        return tuple(replace(unit, absorbed_by=absorbed[claim, unit.sources[0]]) for unit in made)

    summaries = {summary.id: summary for summary in reader.summaries(claims)}
    return [Heard(summaries[claim], evidence[claim], units(claim)) for claim in claims]


def _silent_claim(heard: Heard, a: str, b: str) -> SilentClaim:
    own = {key: heard.found_by(key) for key in (a, b)}
    theirs = {finding.id for findings in own.values() for finding in findings}
    reasons = silences(heard.evidence.findings, heard.evidence.sources, heard.units)
    return SilentClaim(
        claim=heard.summary.id,
        statement=heard.summary.statement,
        state=heard.summary.state,
        a=heard.stances.get(a),
        b=heard.stances.get(b),
        a_findings=own[a],
        b_findings=own[b],
        no_vote={id_: reason for id_, reason in reasons.items() if id_ in theirs},
    )


def _shared_claim(heard: Heard, a: str, b: str) -> SharedClaim:
    evidence = heard.evidence
    ours = next(unit for unit in heard.units if a in unit.sources)
    theirs = next(unit for unit in heard.units if b in unit.sources)
    findings = {finding.id: finding for finding in evidence.findings}
    unit_of = {key: unit.id for unit in heard.units for key in unit.sources}
    one, other = sorted((ours.id, theirs.id))
    said = who_says(evidence.comparisons, unit_of, evidence.sources).get((one, other), {})
    relation = None if ours is theirs else relation_between(ours.stance, theirs.stance, said)
    stated = stated_by(said, relation)
    recorded = [unit_attributes(unit, evidence.sources, findings) for unit in (ours, theirs)]
    differences = differences_between(*recorded)
    dependence = () if ours is theirs else dependence_between(ours, theirs, evidence.sources)
    return SharedClaim(
        claim=heard.summary.id,
        statement=heard.summary.statement,
        state=heard.summary.state,
        a=ours.stance,
        b=theirs.stance,
        a_as_reported=ours.as_reported,
        b_as_reported=theirs.as_reported,
        relation="same unit" if ours is theirs else relation or "neither",
        independent=not dependence,
        dependence=dependence,
        stated_by=stated[0] if stated else None,
        differs_in=tuple(d.field for d in differences if not d.is_of_coding),
        coded_differently_in=tuple(d.field for d in differences if d.is_of_coding),
        differences=differences,
        one_sided=recorded_by_one(*recorded),
        not_recorded=not_recorded(*recorded),
        a_findings=tuple(finding for finding in heard.found_by(a) if finding.votes),
        b_findings=tuple(finding for finding in heard.found_by(b) if finding.votes),
        summary=heard.summary,
    )
