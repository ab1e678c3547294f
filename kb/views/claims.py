"""Views of claims: one in full, lists under a policy, conflicts, and citations that differ from their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from kb.compare import PairRelation, pairs
from kb.diagnostics import KbError, did_you_mean
from kb.evidence import Evidence, Policy
from kb.model import Source, Stance, surname_year
from kb.query import Query
from kb.store.read import ClaimSummary, Reader
from kb.units import Flag
from kb.verdicts import Conflict, Counts, State, Verdict, contest_rank, judge
from kb.views.records import (
    ClaimRow,
    ClaimSource,
    ClaimView,
    ConflictView,
    FindingView,
    MismatchView,
    PairView,
    RelatedClaim,
)
from kb.words import RELATION_WORDS

#: how many pairs of units a view holds at most; conflicts come first
MOST_PAIRS = 200

#: the numbers of a claim's units by stance
STANCES = tuple(Stance)


def claim_view(reader: Reader, id_: str, policy: Policy) -> ClaimView:
    """One claim in full under a policy; an unknown id or key is a `KbError` with the nearest known one."""
    claim = require_claim(reader, id_)
    for key in policy.without:
        require_source(reader, key)
    found = reader.claims([claim])[claim]
    evidence = reader.evidence([claim])[claim]
    verdict = judge(evidence, policy)
    findings = sorted(evidence.findings, key=lambda f: (f.source, f.is_second_hand, f.place))
    topic = reader.topics().get(found.topic)
    return ClaimView(
        id=found.id,
        statement=found.statement,
        topic=found.topic,
        topic_title=topic.title if topic else found.topic,
        kind=found.kind,
        scope=found.scope,
        note=found.note or None,
        certainty=found.certainty,
        verdict=verdict,
        unrestricted=judge(evidence) if policy.restricts else None,
        findings=tuple(FindingView.of(finding, finding.id in verdict.votes) for finding in findings),
        pairs=tuple(PairView.of(pair) for pair in islice(pairs(verdict, evidence), MOST_PAIRS)),
        comparisons=evidence.comparisons,
        related=_related(reader, claim, [(str(r.type), r.claim) for r in found.relations]),
        file=found.place.path,
        line=found.place.line,
        sources=evidence.sources,
        evidence=evidence,
    )


def claim_rows(reader: Reader, query: Query, policy: Policy) -> tuple[ClaimRow, ...]:
    """The claims that fit a query, most contested first; under a policy `state:` means the state under it."""
    for key in (*policy.without, *query.filters.get("source", ())):
        require_source(reader, key)
    _require_topics(reader, query.filters.get("topic", ()))
    filters = dict(query.filters)
    states = filters.pop("state", ()) if policy.restricts else ()
    ids = reader.find_claims(filters, query.words)
    summaries = reader.summaries(ids)
    if policy.restricts:
        evidence = reader.evidence(ids)
        judged = {id_: judge(evidence[id_], policy) for id_ in ids}
        rank = {id_: contest_rank(verdict) for id_, verdict in judged.items()}
        summaries = [_under(summary, judged[summary.id]) for summary in summaries]
        summaries = sorted((s for s in summaries if not states or s.state in states), key=lambda s: -rank[s.id])
    return tuple(map(_row, summaries))


def claim_sources(reader: Reader, id_: str, stance: Stance | None) -> tuple[ClaimSource, ...]:
    """The sources with a part in one claim, by stance and key; the stance is that of the unit each belongs to."""
    claim = require_claim(reader, id_)
    votes = [vote for vote in reader.votes_on([claim]) if stance is None or vote.stance is stance]
    sources = reader.sources(vote.source for vote in votes)
    rows = (
        ClaimSource(vote.source, vote.stance, vote.as_reported, vote.counts, surname_year(sources[vote.source]))
        for vote in votes
    )
    return tuple(sorted(rows, key=lambda row: (STANCES.index(row.stance), not row.votes, row.key)))


def conflict_views(reader: Reader) -> tuple[ConflictView, ...]:
    """The conflicting claims, most contested first, with who stands where and what the conflicting pairs differ in."""
    ids = reader.find_claims({"state": [State.CONFLICTING]}, ())
    evidence = reader.evidence(ids)
    return tuple(_conflict(summary, evidence[summary.id]) for summary in reader.summaries(ids))


def mismatch_views(reader: Reader) -> tuple[MismatchView, ...]:
    """Every second-hand finding whose stance differs from what its own source says, by claim and finding."""
    flagged = [summary for summary in reader.summaries() if Flag.CITATION_MISMATCH in summary.flags]
    evidence = reader.evidence(summary.id for summary in flagged)
    return tuple(view for summary in flagged for view in _mismatches(summary, evidence[summary.id]))


def require_claim(reader: Reader, id_: str) -> str:
    """The id, if a claim has it; else a `KbError` with the nearest known id."""
    if not reader.claims([id_]):
        hint = did_you_mean(id_, reader.claim_ids()) or "kb claims lists them"
        raise KbError(f"no claim '{id_}'", hint)
    return id_


def require_source(reader: Reader, key: str) -> str:
    """The key, if a source has it; else a `KbError` with the nearest known key."""
    if not reader.sources([key]):
        hint = did_you_mean(key, reader.source_keys()) or "kb sources lists them"
        raise KbError(f"no source '{key}'", hint)
    return key


def counts_by_stance(counts: Counts) -> dict[str, int]:
    """Counts as a mapping from stance to number."""
    return {str(stance): getattr(counts, stance) for stance in STANCES}


def _require_topics(reader: Reader, topics: Iterable[str]) -> None:
    for topic in topics:
        known = reader.topics()
        if topic not in known:
            raise KbError(f"no topic '{topic}'", did_you_mean(topic, known) or f"topics: {', '.join(known)}")


def _related(reader: Reader, claim: str, relations: Sequence[tuple[str, str]]) -> tuple[RelatedClaim, ...]:
    words = {str(type_): said for type_, said in RELATION_WORDS.items()}
    seen = [(words[type_][0], other) for type_, other in relations]
    seen += [(words[type_][1], other) for type_, other in reader.relations_to(claim)]
    summaries = {summary.id: summary for summary in reader.summaries([other for _, other in seen])}
    return tuple(RelatedClaim(word, summaries[other]) for word, other in dict.fromkeys(seen) if other in summaries)


def _under(summary: ClaimSummary, verdict: Verdict) -> ClaimSummary:
    return replace(
        summary,
        state=verdict.state,
        conflict=verdict.conflict,
        direction=verdict.direction,
        counts=verdict.counts,
        as_reported=sum(unit.as_reported for unit in verdict.counted),
        flags=verdict.flags,
        rests_on=verdict.rests_on,
    )


def _row(summary: ClaimSummary) -> ClaimRow:
    return ClaimRow(
        id=summary.id,
        statement=summary.statement,
        topic=summary.topic,
        kind=summary.kind,
        state=summary.state,
        conflict=summary.conflict,
        direction=summary.direction,
        counts=counts_by_stance(summary.counts),
        as_reported=summary.as_reported,
        findings=summary.findings,
        summary=summary,
    )


def _conflict(summary: ClaimSummary, evidence: Evidence) -> ConflictView:
    verdict = judge(evidence)
    side = {stance: tuple(u.id for u in verdict.counted if u.stance is stance) for stance in STANCES}
    found = (pair for pair in pairs(verdict, evidence) if pair.relation is PairRelation.CONFLICT)
    return ConflictView(
        id=summary.id,
        statement=summary.statement,
        topic=summary.topic,
        conflict=summary.conflict or Conflict.WITHIN,
        direction=summary.direction,
        counts=counts_by_stance(summary.counts),
        supports=side[Stance.SUPPORTS],
        disputes=side[Stance.DISPUTES],
        mixed=side[Stance.MIXED],
        inconclusive=side[Stance.INCONCLUSIVE],
        pairs=tuple(PairView.of(pair) for pair in islice(found, MOST_PAIRS)),
        citations=unit_citations(verdict, evidence.sources),
    )


def unit_citations(verdict: Verdict, sources: Mapping[str, Source]) -> dict[str, str]:
    """How to cite each unit of a verdict, by unit id: its sources, joined by "; "."""
    return {unit.id: "; ".join(surname_year(sources[key]) for key in unit.sources) for unit in verdict.units}


def _mismatches(summary: ClaimSummary, evidence: Evidence) -> Iterator[MismatchView]:
    verdict = judge(evidence)
    findings = {finding.id: finding for finding in evidence.findings}
    for mismatch in verdict.mismatches:
        own = (f for f in evidence.findings if f.source == mismatch.source and not f.is_second_hand and f.basis.votes)
        yield MismatchView(
            claim=summary.id,
            statement=summary.statement,
            source=mismatch.source,
            via=mismatch.via,
            reported=FindingView.of(findings[mismatch.finding], votes=False),
            own=tuple(FindingView.of(finding, finding.id in verdict.votes) for finding in own),
            own_stance=mismatch.own,
        )
