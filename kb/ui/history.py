"""How a claim's verdict came about over the years, and the sources that made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.evidence import Policy
from kb.model import Source
from kb.verdicts import Verdict, judge
from kb.views.records import ClaimView

#: a claim with more findings than this is not judged again year by year: it would take seconds
MOST_FINDINGS = 150


@dataclass(frozen=True, slots=True)
class Turn:
    """A year whose publications changed the verdict, the sources of that year, and the verdict then."""

    year: int
    sources: tuple[Source, ...]
    verdict: Verdict


def turns(view: ClaimView, policy: Policy) -> tuple[Turn, ...]:
    """The years that gave the claim another verdict, oldest first; empty for a very large claim.

    What counts is when a finding could be read: the year of its source, and of the one that reports it.
    """
    if len(view.findings) > MOST_FINDINGS:
        return ()
    return tuple(_turns(view, policy))


def sources_of(view: ClaimView) -> tuple[Source, ...]:
    """The sources that found or reported something on the claim, by key."""
    keys = {finding.source for finding in view.findings} | {f.via for f in view.findings if f.via}
    return tuple(view.sources[key] for key in sorted(keys))


def _turns(view: ClaimView, policy: Policy) -> Iterator[Turn]:
    years = _years(view)
    limit = policy.as_of
    before = None
    for year in sorted(year for year in years if limit is None or year <= limit):
        then = Policy(policy.first_hand_only, policy.only, year, policy.without)
        verdict = judge(view.evidence, then)
        if verdict.name != before and verdict.counts.units:
            yield Turn(year, tuple(view.sources[key] for key in sorted(years[year])), verdict)
            before = verdict.name


def _years(view: ClaimView) -> dict[int, set[str]]:
    """The years in which something that can change a verdict could first be read, and the sources of that year."""
    told = [tuple(key for key in (f.source, f.via) if key) for f in view.evidence.findings if f.basis.votes]
    # what a source says of others can make a conflict, so its year counts too
    told += [(c.source,) for c in view.evidence.comparisons]
    years: dict[int, set[str]] = {}
    for keys in told:
        dates = {key: year for key in keys if (year := view.sources[key].year) is not None}
        if len(dates) == len(keys):
            last = max(dates.values())
            years.setdefault(last, set()).update(key for key, year in dates.items() if year == last)
    return years
