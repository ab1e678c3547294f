"""What rules look at: records, and what they ask of the rest of a base."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kb.diagnostics import Diagnostic, LeftOut, Lost
from kb.evidence import by_claim
from kb.model import Corpus, Source
from kb.verdicts import Verdict, judge
from kb.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Part:
    """A base, or a part of it with everything that its records name."""

    corpus: Corpus
    #: the keys of all sources of the base, and the ids of the studies that they report
    names: Collection[str] = ()
    #: the claims of this part on which some finding bears
    found: Collection[str] = ()
    #: claims with the sources of findings on them that are left out because of faults
    lost: Collection[tuple[str, str]] = ()
    #: the keys of sources with an extraction sheet that cannot be read
    unread: Collection[str] = ()
    #: how the sources with a vote stand on each claim on which others are compared here
    stances: Mapping[str, Mapping[str, Stance]] = field(default_factory=dict)
    #: the entries that look like an earlier one, by key, if they have been looked for
    twins: Mapping[str, Source] | None = None


def whole(
    corpus: Corpus,
    read: Iterable[Diagnostic] = (),
    verdicts: Mapping[str, Verdict] | None = None,
    keys: Collection[str] = (),
) -> Part:
    """A whole base as the part to check, with the faults of reading it.

    Claims are judged as far as rules ask, unless the verdicts are given; `keys` are those of sources that may be
    missing in the corpus.
    """
    lost = [each for fault in read for each in fault.leaves_out]
    compared = {comparison.claim for comparison in corpus.comparisons}
    if verdicts is None:
        verdicts = {claim: judge(evidence) for claim, evidence in by_claim(corpus, compared).items()}
    return Part(
        corpus,
        names={source.study for source in corpus.sources.values()}.union(corpus.sources, keys),
        found={finding.claim for finding in corpus.findings},
        lost=lost_findings(lost),
        unread=unread_sheets(lost),
        stances={claim: stances(verdicts[claim]) for claim in compared},
    )


def unread_sheets(lost: Iterable[LeftOut]) -> set[str]:
    """The sources whose sheets are among what is left out."""
    return {each.source for each in lost if each.what is Lost.SHEET}


def lost_findings(lost: Iterable[LeftOut]) -> set[tuple[str, str]]:
    """The claims, as far as they are named, and sources of the findings among what is left out."""
    return {(each.claim, each.source) for each in lost if each.what is Lost.FINDING and each.claim}


def stances(verdict: Verdict) -> dict[str, Stance]:
    """How each source with a part in a verdict stands."""
    return {key: unit.stance for unit in verdict.units for key in unit.sources}
