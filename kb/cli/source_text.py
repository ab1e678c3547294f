"""A source as text for people: what `kb source` prints without `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.change_words import CHANGE_WORDS, fall_notes, fall_title
from kb.cli.layout import heading, paragraph
from kb.cli.text import Lines, finding_text, incomplete
from kb.model import Citation, Source
from kb.references import surname_year
from kb.retraction import Change
from kb.verdict_words import (
    named_words,
)
from kb.views.records import SourceView
from kb.vocabulary import Status
from kb.words import (
    NAMESAKES_NOTE,
    STATUS_WORDS,
    counts_short,
    sample_words,
    stance_words,
    told_only_words,
)


def source_text(view: SourceView) -> Lines:
    """A source: reference, facts, findings, how it stands to others, who cites it for what."""
    yield heading(f"{view.key}  {view.citation}")
    yield from paragraph(view.reference)
    yield from incomplete(view.left_out, "of this source")
    for name, value in _facts(view):
        yield from paragraph(f"{name}: {value}", 2, 4)
    if view.note:
        yield from paragraph(f"note: {view.note}", 2, 4)
    yield from _findings_of(view)
    if view.mismatches:
        yield ""
        yield heading("What is said of it differs from what it says")
        for mismatch in view.mismatches:
            claim = next(f.claim for f in view.findings if f.id == mismatch.finding)
            via = surname_year(view.sources[mismatch.via])
            text = f"{claim}: {via} reports {stance_words(mismatch.reported)}; it says {stance_words(mismatch.own)}"
            yield from paragraph(text, 2, 4)
    yield from _neighbours(view)
    yield from _works_by_its_authors(view)
    yield from _if_retracted(view)
    if view.reports:
        yield ""
        yield heading(f"What it reports of others ({len(view.reports)})")
        for finding in view.reports:
            cited = surname_year(view.sources[finding.source])
            yield from paragraph(f"{cited}: {stance_words(finding.stance)} {finding.claim}. {finding.says}", 2, 4)
    yield from _citations(view)


def _citations(view: SourceView) -> Lines:
    if view.cited_by:
        yield ""
        yield heading(f"Cited by ({len(view.cited_by)})")
        for citation in view.cited_by:
            yield from paragraph(_cited(view.sources[citation.source], citation), 2, 4)
    if view.cites:
        yield ""
        yield heading(f"Cites, in the order of its text ({len(view.cites)})")
        for citation in view.cites:
            yield from paragraph(f"{citation.position}. {_cited(view.sources[citation.cited], citation)}", 2, 4)


def _cited(other: Source, citation: Citation) -> str:
    """The other end of a citation, what the citation is for, and where it stands in the citing text."""
    at = f" ({citation.at})" if citation.at else ""
    return f"{surname_year(other)}, {citation.function}: {citation.purpose}{at}"


def _findings_of(view: SourceView) -> Lines:
    yield ""
    yield heading(f"Findings ({len(view.findings)})")
    for finding in view.findings:
        summary = view.claims[finding.claim]
        yield from paragraph(f"{stance_words(finding.stance)} {finding.claim}: {summary.statement}", 2, 4)
        yield from finding_text(finding, view.sources)


def _neighbours(view: SourceView) -> Lines:
    if not view.neighbours:
        return
    yield ""
    yield heading("Other sources on the same claims")
    for neighbour in view.neighbours:
        parts = []
        for word in ("conflict", "tension", "agreement"):
            claims: Iterable[str] = getattr(neighbour, word)
            if claims:
                parts.append(f"{word} on {', '.join(claims)}")
        shared = f"{neighbour.shared} shared claim{'' if neighbour.shared == 1 else 's'}"
        text = f"{neighbour.citation} [{neighbour.key}], {shared}: {'; '.join(parts) or 'no direction on either side'}"
        yield from paragraph(text, 2, 4)


def _works_by_its_authors(view: SourceView) -> Lines:
    if not view.shares_authors:
        return
    yield ""
    yield heading(f"Works it shares authors with ({len(view.shares_authors)})")
    yield from paragraph(NAMESAKES_NOTE, 2)
    for work in view.shares_authors:
        title = f": {work.title}" if work.title else ""
        yield from paragraph(f"{work.citation} [{work.key}]{title} ({', '.join(work.people)})", 2, 4)


def _if_retracted(view: SourceView) -> Lines:
    if not view.if_retracted:
        return
    yield ""
    yield heading(fall_title(view.status))
    for fall in view.if_retracted:
        if fall.change is not Change.NOTHING:
            before, after = (f"{named_words(v)} ({counts_short(v.tally)})" for v in (fall.standing, fall.retracted))
            yield from paragraph(f"{fall.claim}, {CHANGE_WORDS[fall.change]}: {before} → {after}", 2, 4)
    same = view.untouched + sum(fall.change is Change.NOTHING for fall in view.if_retracted)
    for line in fall_notes(same, view.read_in_it, view.if_retracted_left_out):
        yield from paragraph(line, 2)


def _facts(view: SourceView) -> Iterator[tuple[str, str]]:
    complete = {True: " (complete list)", False: " (list not complete)", None: ""}[view.includes_complete]
    facts = {
        "read": str(view.read or "not recorded"),
        "design": view.design or "",
        "study": view.study if view.study != view.key else "",
        "country": ", ".join(view.country),
        "setting": view.setting or "",
        "population": view.population or "",
        "intervention": view.intervention or "",
        "comparator": view.comparator or "",
        "sample": sample_words(view.sample),
        "period": view.period or "",
        "includes": ", ".join(view.includes) + complete if view.includes else "",
        "votes": told_only_words([f.via for f in view.findings if f.votes], view.sources),
        "status": STATUS_WORDS[view.status] if view.status and view.status is not Status.CURRENT else "",
        "appraisal": "; ".join(f"{a.tool}: {a.overall}" for a in view.appraisal),
        "doi": view.doi or "",
        "entry": f"{view.file}:{view.line}",
    }
    return ((name, value) for name, value in facts.items() if value)
