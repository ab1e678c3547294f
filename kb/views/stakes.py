"""What hangs on a source: its authors' other works, and the verdicts that would fall if it were retracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.compare import shared_authors
from kb.model import Comparison, Finding, Source
from kb.references import surname_year
from kb.retraction import Fall, falls
from kb.store.judged import evidence as evidence_to_judge
from kb.store.read import Reader
from kb.store.verdict_rows import ClaimSummary
from kb.views.claims import counts_by_stance
from kb.views.records import BriefVerdict, FallView, SharedAuthors

#: how many claims are judged with and without a source, and on how many findings in all
MOST_CLAIMS = 100
MOST_FINDINGS = 400


def works_by_its_authors(reader: Reader, source: Source) -> tuple[SharedAuthors, ...]:
    """Other sources with an author who can be one of this source's, most shared people first, then newest."""
    keys = [key for key in reader.namesakes(source.authors) if key != source.key]
    found = [
        SharedAuthors(other.key, surname_year(other), other.title, tuple(person.surname for person in people), other)
        for other in reader.sources(keys).values()
        if (people := shared_authors(source, other))
    ]
    return tuple(sorted(found, key=lambda work: (-len(work.people), -(work.source.year or 0), work.key)))


def claims_at_stake(findings: Iterable[Finding], comparisons: Iterable[Comparison]) -> frozenset[str]:
    """The claims on which a source can change something: where it may vote, and where it compares others."""
    return frozenset({f.claim for f in findings if f.basis.votes} | {c.claim for c in comparisons})


def if_retracted(reader: Reader, key: str, summaries: Iterable[ClaimSummary]) -> tuple[FallView, ...]:
    """These claims, most contested first, with and without a source, changed verdicts first.

    No more of them than can be judged at once.
    """
    known = list(summaries)
    chosen = set(judged(known, key))
    evidence = evidence_to_judge(reader.connection, sorted(chosen))
    bearing = [evidence[s.id] for s in known if s.id in chosen and key in evidence[s.id].sources]
    return tuple(map(_fall, falls(bearing, key)))


def judged(summaries: Iterable[ClaimSummary], key: str) -> list[str]:
    """Those of the claims that are judged with and without a source.

    Claims whose state rests on the source go before all others, then those with few findings: what is left out are
    claims with many, whose state stays when the source is left out altogether.
    """
    chosen: list[str] = []
    findings = 0
    for summary in sorted(summaries, key=lambda s: (not _rests_on(s, key), s.findings)):
        findings += summary.findings
        full = len(chosen) == MOST_CLAIMS or findings > MOST_FINDINGS
        if chosen and full and not (_rests_on(summary, key) and len(chosen) < MOST_CLAIMS):
            break
        chosen.append(summary.id)
    return chosen


def read_in(reports: Iterable[Finding], sources: Mapping[str, Source]) -> int:
    """How many findings of others were read in a source and may vote whether or not it stands."""
    return sum(f.basis.votes and not sources[f.source].is_retracted for f in reports)


def _rests_on(summary: ClaimSummary, key: str) -> bool:
    return any(rests.without == key for rests in summary.rests_on)


def _fall(fall: Fall) -> FallView:
    standing, fallen = (
        BriefVerdict(
            v.state, v.conflict, v.direction, counts_by_stance(v.counts), v.counts, v.reported, v.is_one_review
        )
        for v in (fall.standing, fall.fallen)
    )
    return FallView(fall.claim, fall.change, standing, fallen)
