"""Views of sources: one in full, and selections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.compare import (
    relation_between,
    who_says,
)
from kb.diagnostics import KbError
from kb.model import Comparison, Finding, Source
from kb.references import reference, surname_year
from kb.store.read import Reader
from kb.store.source_lists import ListedSources, source_keys
from kb.store.verdict_rows import Vote
from kb.units import mismatches
from kb.views import stakes
from kb.views.claims import claim_sources, known_sources
from kb.views.lists import require_topics
from kb.views.records import FindingView, LeftOutView, Neighbour, SourceView
from kb.vocabulary import Stance


def source_view(reader: Reader, key: str) -> SourceView:
    """One source in full; an unknown key is a `KbError` with the nearest known one."""
    source = known_sources(reader, key)[key]
    sheet = source.sheet
    own, reports = reader.findings_of(key), reader.findings_via(key)
    votes = reader.votes_of(key)
    all_votes = reader.votes_on(vote.claim for vote in votes)
    comparisons = reader.comparisons_on(vote.claim for vote in votes)
    cites, cited_by = reader.citations_of(key), reader.citations_to(key)
    at_stake = stakes.claims_at_stake(own, reader.comparisons_of(key))
    spoken_of = at_stake | {f.claim for f in own}
    summaries = {s.id: s for s in reader.summaries(sorted(spoken_of | {f.claim for f in reports}))}
    fallen = stakes.if_retracted(reader, key, [s for s in summaries.values() if s.id in at_stake])
    others = {f.source for f in reports} | {f.via for f in own if f.via} | {key}
    others |= {c.cited for c in cites} | {c.source for c in cited_by} | {c.source for c in comparisons}
    sources = reader.sources(sorted(others.union(source.includes)))
    neighbours = _neighbours(key, all_votes, comparisons, sources, reader.names_of({v.source for v in all_votes}))
    voting = reader.voting_ids(f.id for f in (*own, *reports))
    return SourceView(
        key=key,
        citation=surname_year(source),
        reference=reference(source),
        type=source.type,
        title=source.title,
        year=source.year,
        doi=source.doi or None,
        url=source.url or None,
        study=source.study,
        design=source.design,
        read=sheet.read if sheet else None,
        country=sheet.country if sheet else (),
        setting=(sheet.setting if sheet else "") or None,
        population=(sheet.population if sheet else "") or None,
        intervention=(sheet.intervention if sheet else "") or None,
        comparator=(sheet.comparator if sheet else "") or None,
        sample=sheet.sample if sheet else None,
        period=(sheet.period if sheet else "") or None,
        includes=source.includes,
        includes_complete=sheet.includes_complete if sheet else None,
        status=sheet.status if sheet else None,
        appraisal=sheet.appraisal if sheet else (),
        note=(sheet.note if sheet else "") or None,
        findings=tuple(FindingView.of(finding, finding.id in voting) for finding in own),
        reports=tuple(FindingView.of(finding, finding.id in voting) for finding in reports),
        mismatches=tuple(m for found in _by_claim(own).values() for m in mismatches(found)),
        neighbours=neighbours,
        shares_authors=stakes.works_by_its_authors(reader, source),
        if_retracted=fallen,
        if_retracted_left_out=len(at_stake) - len(fallen),
        untouched=len(spoken_of) - len(at_stake),
        read_in_it=stakes.read_in(reports, sources),
        cites=tuple(cites),
        cited_by=tuple(cited_by),
        left_out=tuple(map(LeftOutView.of, reader.left_out_of(key))),
        file=source.place.path,
        line=source.place.line,
        claims=summaries,
        sources=sources,
    )


def selection(
    reader: Reader, claim: str | None, stance: Stance | None, keys: Sequence[str], topic: str | None
) -> tuple[Source, ...]:
    """The sources that fit every part that is given, in the order of the keys or else of the bibliography."""
    if stance is not None and claim is None:
        raise KbError("a stance needs a claim to stand on", "add --claim ID")
    require_topics(reader, [topic] if topic else [])
    parts: list[set[str]] = []
    if topic:
        parts.append(set(source_keys(reader.connection, ListedSources({"topic": [topic]}))))
    if claim is not None:
        parts.append({row.key for row in claim_sources(reader, claim, stance)})
    # who asks for some by key must not pay for all that there are
    if keys:
        found = known_sources(reader, *keys)
    else:
        found = reader.sources(set.intersection(*parts) if parts else reader.source_keys())
    return tuple(found[key] for key in dict.fromkeys(keys or found) if all(key in part for part in parts))


def _neighbours(
    key: str,
    votes: Sequence[Vote],
    comparisons: Sequence[Comparison],
    sources: Mapping[str, Source],
    citations: Mapping[str, str],
) -> tuple[Neighbour, ...]:
    """Those that vote on claims on which it does, most conflicts first, then most shared claims, then by key."""
    counted = [vote for vote in votes if vote.counts]
    mine = {vote.claim: vote for vote in counted if vote.source == key}
    units: dict[str, dict[str, str]] = {}
    for vote in counted:
        units.setdefault(vote.claim, {})[vote.source] = vote.unit
    compared: dict[str, list[Comparison]] = {}
    for comparison in comparisons:
        compared.setdefault(comparison.claim, []).append(comparison)
    said = {claim: who_says(on_it, units[claim], sources) for claim, on_it in compared.items() if claim in mine}
    found: dict[str, dict[str, list[str]]] = {}
    for vote in counted:
        own = mine.get(vote.claim)
        if own is None or vote.unit == own.unit:
            continue
        one, other = sorted((own.unit, vote.unit))
        of_both = said.get(vote.claim, {}).get((one, other), {})
        relation = relation_between(own.stance, vote.stance, of_both) or "neither"
        found.setdefault(vote.source, {}).setdefault(relation, []).append(vote.claim)
    neighbours = (
        Neighbour(
            other,
            citations[other],
            *(tuple(by[name]) if name in by else () for name in ("agreement", "conflict", "tension", "neither")),
        )
        for other, by in found.items()
    )
    return tuple(sorted(neighbours, key=lambda n: (-len(n.conflict), -n.shared, n.key)))


def _by_claim(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.claim, []).append(finding)
    return groups
