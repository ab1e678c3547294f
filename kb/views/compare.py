"""Two sources side by side over every claim that both address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.compare import (
    Dependence,
    Difference,
    PairRelation,
    dependence_between,
    differences_between,
    relation_between,
    stated_by,
    unit_attributes,
    who_says,
)
from kb.diagnostics import KbError
from kb.evidence import Evidence
from kb.model import Source
from kb.references import surname_year
from kb.store.read import Reader
from kb.units import Silence, silences
from kb.verdicts import Verdict, judge
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
    #: the findings that vote, and the verdict on all studies together
    a_findings: tuple[FindingView, ...] = field(metadata=HIDDEN)
    b_findings: tuple[FindingView, ...] = field(metadata=HIDDEN)
    verdict: Verdict = field(metadata=HIDDEN)


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


def compare_view(reader: Reader, a: str, b: str) -> CompareView:
    """Two sources over every claim on which both have findings: where both vote, conflicts first, and where not."""
    sources = known_sources(reader, a, b)
    if a == b:
        raise KbError("a source cannot be compared with itself", "give two different keys")
    shared = reader.claims_of_both(a, b)
    evidence = reader.evidence(shared)
    states = {summary.id: summary for summary in reader.summaries(shared)}
    rows: list[SharedClaim] = []
    silent: list[SilentClaim] = []
    for id_ in shared:
        statement, on_it = states[id_].statement, evidence[id_]
        verdict = judge(on_it)
        if {a, b} <= {key for unit in verdict.counted for key in unit.sources}:
            rows.append(_shared_claim(statement, on_it, verdict, a, b))
        else:
            silent.append(_silent_claim(statement, on_it, verdict, a, b))
    order = [*PairRelation, "neither", "same unit"]
    rows.sort(key=lambda row: (order.index(row.relation), row.claim))
    tally = [row.relation for row in rows]
    found = [*((row.a_findings, row.b_findings) for row in rows), *((row.a_findings, row.b_findings) for row in silent)]
    named = {finding.via for both in found for own in both for finding in own}
    named |= {row.stated_by for row in rows}
    known = {key: source for each in evidence.values() for key, source in each.sources.items() if key in named}
    return CompareView(
        a=a,
        b=b,
        a_citation=surname_year(sources[a]),
        b_citation=surname_year(sources[b]),
        agreement=tally.count(PairRelation.AGREEMENT),
        conflict=tally.count(PairRelation.CONFLICT),
        tension=tally.count(PairRelation.TENSION),
        claims=tuple(rows),
        without_votes=tuple(silent),
        sources={**known, **sources},
    )


def _silent_claim(statement: str, evidence: Evidence, verdict: Verdict, a: str, b: str) -> SilentClaim:
    stances = {key: unit.stance for unit in verdict.counted for key in unit.sources}
    own = {key: _found_by(key, evidence, verdict) for key in (a, b)}
    theirs = {finding.id for findings in own.values() for finding in findings}
    reasons = silences(evidence.findings, evidence.sources, verdict.units)
    return SilentClaim(
        claim=evidence.claim,
        statement=statement,
        state=verdict.state,
        a=stances.get(a),
        b=stances.get(b),
        a_findings=own[a],
        b_findings=own[b],
        no_vote={id_: reason for id_, reason in reasons.items() if id_ in theirs},
    )


def _found_by(key: str, evidence: Evidence, verdict: Verdict) -> tuple[FindingView, ...]:
    return tuple(FindingView.of(f, f.id in verdict.votes) for f in evidence.findings if f.source == key)


def _shared_claim(statement: str, evidence: Evidence, verdict: Verdict, a: str, b: str) -> SharedClaim:
    ours = next(unit for unit in verdict.units if a in unit.sources)
    theirs = next(unit for unit in verdict.units if b in unit.sources)
    findings = {finding.id: finding for finding in evidence.findings}
    unit_of = {key: unit.id for unit in verdict.units for key in unit.sources}
    one, other = sorted((ours.id, theirs.id))
    said = who_says(evidence.comparisons, unit_of, evidence.sources).get((one, other), {})
    relation = None if ours is theirs else relation_between(ours.stance, theirs.stance, said)
    stated = stated_by(said, relation)
    differences = differences_between(
        unit_attributes(ours, evidence.sources, findings), unit_attributes(theirs, evidence.sources, findings)
    )
    dependence = () if ours is theirs else dependence_between(ours, theirs, evidence.sources)
    return SharedClaim(
        claim=evidence.claim,
        statement=statement,
        state=verdict.state,
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
        a_findings=tuple(finding for finding in _found_by(a, evidence, verdict) if finding.votes),
        b_findings=tuple(finding for finding in _found_by(b, evidence, verdict) if finding.votes),
        verdict=verdict,
    )
