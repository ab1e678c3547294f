"""What would fall with a source: the verdict on a claim while the source stands, and once it is retracted.

Retracting is not the same as never having been coded: what other sources found keeps its vote, even when it was read
in the retracted one, while what the retracted one says of others no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.evidence import Evidence
from kb.model import Sheet
from kb.verdicts import Verdict, judge
from kb.vocabulary import Status


class Change(StrEnum):
    """What a retraction changes on a claim, the most first."""

    VERDICT = "verdict"
    #: the verdict keeps its name and other numbers stand behind it
    VOTES = "votes"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Fall:
    """The verdict on a claim with a source, and without it."""

    claim: str
    standing: Verdict
    fallen: Verdict

    @property
    def change(self) -> Change:
        """What changes from the one to the other."""
        if self.standing.name != self.fallen.name:
            return Change.VERDICT
        return Change.VOTES if self.standing.counts != self.fallen.counts else Change.NOTHING


def fall(evidence: Evidence, key: str) -> Fall:
    """One claim with and without a source; for a source that was retracted, `standing` is what it was before."""
    source = evidence.sources[key]
    current = source.sheet.status if source.sheet else Status.CURRENT
    before = Status.CURRENT if source.is_retracted else current
    return Fall(
        evidence.claim,
        judge(_with_status(evidence, key, before)),
        judge(_with_status(evidence, key, Status.RETRACTED)),
    )


def falls(evidence: Iterable[Evidence], key: str) -> tuple[Fall, ...]:
    """Claims with and without a source: changed verdicts first, then changed votes, each lot in the order given."""
    order = tuple(Change)
    return tuple(sorted((fall(each, key) for each in evidence), key=lambda f: order.index(f.change)))


def _with_status(evidence: Evidence, key: str, status: Status) -> Evidence:
    source = evidence.sources[key]
    sheet = replace(source.sheet or Sheet(source=key), status=status)
    return replace(evidence, sources={**evidence.sources, key: replace(source, sheet=sheet)})
