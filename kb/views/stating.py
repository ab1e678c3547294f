"""Who states the conflicts that are conflicts only because a source says so."""

from __future__ import annotations

from collections.abc import Iterable

from kb.store.read import ClaimSummary, Reader
from kb.verdicts import Conflict, who_states
from kb.vocabulary import Stance


def stating(reader: Reader, summaries: Iterable[ClaimSummary]) -> dict[str, tuple[str, ...]]:
    """The sources that state the conflict of a claim, by claim; claims without a stated conflict are absent."""
    claims = [summary.id for summary in summaries if summary.conflict is Conflict.STATED]
    if not claims:
        return {}
    said = reader.comparisons_on(claims)
    sources = reader.sources({comparison.source for comparison in said})
    standing = [c for c in said if c.source in sources and not sources[c.source].is_retracted]
    side: dict[str, dict[str, Stance]] = {claim: {} for claim in claims}
    for vote in reader.votes_on(claims):
        if vote.counts:
            side[vote.claim][vote.source] = vote.stance
    return {claim: who_states((c for c in standing if c.claim == claim), side[claim]) for claim in claims}
