"""The two sides of a claim in short: a few studies on each, with the sentence each stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kb.model import Finding, Source
from kb.store.read import Reader
from kb.store.sides import counted_votes, voting_findings
from kb.store.verdict_rows import ClaimSummary
from kb.verdicts import Conflict, who_states
from kb.views.claims import require_claim
from kb.views.records import FindingView
from kb.vocabulary import Stance

#: how many studies of a side are shown in short
MOST_UNITS = 5

#: how many findings of one study are shown in short
MOST_FINDINGS = 2


@dataclass(frozen=True, slots=True)
class SideUnit:
    """A study or review with a vote, the sources that report it, and the findings that stand for its stance."""

    id: str
    stance: Stance
    sources: tuple[str, ...]
    #: known only through what other sources report
    as_reported: bool
    findings: tuple[FindingView, ...] = ()
    #: how many more findings of it vote
    more: int = 0


@dataclass(frozen=True, slots=True)
class SidesView:
    """A claim with the first units on each side; how many stand there in all is in the summary's counts."""

    summary: ClaimSummary
    units: Mapping[Stance, tuple[SideUnit, ...]]
    #: the sources that state the conflict, where that makes it one
    stated_by: tuple[str, ...]
    #: every source named here, by key
    sources: Mapping[str, Source]


def sides_view(reader: Reader, id_: str) -> SidesView:
    """The sides of one claim in short; an unknown id is a `KbError` with the nearest known one."""
    (summary,) = reader.summaries([require_claim(reader, id_)])
    units = side_units(reader, [id_], MOST_UNITS)[id_]
    keys = {key for side in units.values() for unit in side for key in unit.sources}
    findings = voting_findings(reader.connection, id_, keys)
    stating = _stating(reader, id_) if summary.conflict is Conflict.STATED else ()
    named = keys | {finding.via for finding in findings if finding.via} | set(stating)
    told = {stance: tuple(told_unit(unit, findings) for unit in side) for stance, side in units.items()}
    return SidesView(summary, told, stating, reader.sources(named))


def _stating(reader: Reader, id_: str) -> tuple[str, ...]:
    said = reader.comparisons_on([id_])
    standing = {key for key, source in reader.sources({c.source for c in said}).items() if not source.is_retracted}
    side = {vote.source: vote.stance for vote in reader.votes_on([id_]) if vote.counts}
    return who_states((c for c in said if c.source in standing), side)


def side_units(reader: Reader, claims: Sequence[str], most: int) -> dict[str, Mapping[Stance, tuple[SideUnit, ...]]]:
    """The first units on each side of these claims, by claim and stance, without their findings."""
    found: dict[tuple[str, Stance], list[SideUnit]] = {}
    votes = counted_votes(reader.connection, claims, most)
    for (claim, stance, unit), group in groupby(votes, key=lambda vote: (vote.claim, vote.stance, vote.unit)):
        of_unit = list(group)
        sources = tuple(vote.source for vote in of_unit)
        found.setdefault((claim, stance), []).append(SideUnit(unit, stance, sources, of_unit[0].as_reported))
    return {claim: {stance: tuple(found.get((claim, stance), ())) for stance in Stance} for claim in claims}


def told_unit(unit: SideUnit, findings: Sequence[Finding]) -> SideUnit:
    """The unit with those of the voting findings that speak for its stance, or one of each stance where it is mixed."""
    own = [finding for finding in findings if finding.source in unit.sources]
    speaking = [finding for finding in own if finding.stance is unit.stance]
    if not speaking:
        by_stance: dict[Stance, Finding] = {}
        for finding in own:
            by_stance.setdefault(finding.stance, finding)
        speaking = [by_stance[stance] for stance in Stance if stance in by_stance]
    shown = tuple(FindingView.of(finding, votes=True) for finding in speaking[:MOST_FINDINGS])
    return SideUnit(unit.id, unit.stance, unit.sources, unit.as_reported, shown, len(own) - len(shown))
