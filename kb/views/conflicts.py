"""Views of disagreement: claims that are conflicting, and citations that differ from what their source says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypedDict

from kb.compare import PairRelation, count_pairs, pairs
from kb.evidence import Evidence
from kb.model import Comparison, Source
from kb.store import lists
from kb.store.lists import Listed, Wanted
from kb.store.read import Reader
from kb.store.verdict_rows import ClaimSummary
from kb.units import Unit
from kb.verdict_words import (
    flag_words,
    stating_words,
    through_words,
)
from kb.verdicts import Conflict, State, judge
from kb.views.claims import MOST_PAIRS, STANCES, counts_by_stance, require_claim, unit_citations
from kb.views.lists import page_of
from kb.views.records import ConflictView, FindingView, MismatchView, PairView
from kb.views.sides import SideUnit, side_units, told_unit
from kb.vocabulary import Compared, Stance

#: how many conflicts, and claims with citations that differ, a page holds
PAGE = 20

#: how many units of a side a page names
MOST_UNITS = 12

#: how many pairs of a conflict a page shows, each with what the two found and what they differ in
MOST_SHOWN_PAIRS = 2

#: of how many sources is shown what they say of a conflict
MOST_SAID = 3

#: the pairs of a claim with more findings than this are told on its own page only: comparing them takes long
MOST_FINDINGS = 150

_CONFLICTS = Wanted(states=(State.CONFLICTING,))
_MISMATCHED = Wanted(is_mismatched=True)


@dataclass(frozen=True, slots=True)
class ConflictItem:
    """A conflicting claim with the first units of each side, and the first pairs in conflict."""

    summary: ClaimSummary
    units: Mapping[Stance, tuple[SideUnit, ...]]
    pairs: tuple[PairView, ...]
    #: true when more pairs may be in conflict than are held here
    has_more: bool
    #: the sources that state the conflict, where that makes it one and the pairs are held here
    stated_by: tuple[str, ...]
    #: what sources say of conflicts on it
    said: tuple[Comparison, ...]
    #: that all votes are known from one source, in words; else empty
    remark: str
    #: what else a reader of the verdict must know, in words
    flags: tuple[str, ...]
    #: what is noted of the claim
    note: str
    #: the units of the pairs with what they found, by id
    paired: Mapping[str, SideUnit]

    @property
    def is_whole(self) -> bool:
        """True when the pairs name every unit of the claim, so that its sides need not be listed."""
        return not self.has_more and len(self.paired) == self.summary.counts.units


class _Part(TypedDict):
    total: int
    before: int
    after: str
    back: str | None


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """A page of conflicts; what comes before and after it is told as in `ClaimPage`."""

    items: tuple[ConflictItem, ...]
    #: conflicting claims
    total: int
    before: int
    after: str
    back: str | None
    #: every source named here, by key
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class MismatchPage:
    """A page of citations that differ from their source, claim by claim."""

    items: tuple[MismatchView, ...]
    #: claims of this page, and in all, with such citations
    shown: int
    total: int
    before: int
    after: str
    back: str | None
    sources: Mapping[str, Source]


def conflict_views(reader: Reader) -> tuple[ConflictView, ...]:
    """The conflicting claims, most contested first, with who stands where and what the conflicting pairs differ in."""
    ids = lists.every_claim_id(reader.connection, _CONFLICTS)
    evidence = reader.evidence(ids)
    return tuple(_conflict(summary, evidence[summary.id]) for summary in reader.summaries(ids))


def conflict_page(reader: Reader, after: str = "") -> ConflictPage:
    """The conflicting claims that come after one, or the first ones, most contested first."""
    summaries, part = _page(reader, _CONFLICTS, after)
    small = [summary.id for summary in summaries if summary.findings <= MOST_FINDINGS]
    evidence = reader.evidence(small)
    sides = side_units(reader, [summary.id for summary in summaries], MOST_UNITS)
    claims = reader.claims(summary.id for summary in summaries)
    items = tuple(_item(each, claims[each.id].note, sides[each.id], evidence.get(each.id)) for each in summaries)
    units = [unit for item in items for side in (*item.units.values(), item.paired.values()) for unit in side]
    named = {key for unit in units for key in unit.sources}
    named |= {finding.via for unit in units for finding in unit.findings if finding.via}
    named |= {key for item in items for pair in item.pairs for key in pair.pair.stated_by}
    named |= {key for item in items for said in item.said for key in (said.source, *said.sources)}
    sources = reader.sources(named | {key for item in items for key in item.stated_by})
    return ConflictPage(items, sources=sources, **part)


def mismatch_views(reader: Reader, source: str = "") -> tuple[MismatchView, ...]:
    """Every second-hand finding whose stance differs from what its own source says, by claim and finding.

    With a source, only those that are said of it.
    """
    wanted = Wanted(is_mismatched=True, sources=(source,)) if source else _MISMATCHED
    ids = lists.every_claim_id(reader.connection, wanted)
    return tuple(view for view in _mismatches_on(reader, ids) if source in ("", view.source))


def mismatches_on(reader: Reader, claim: str) -> tuple[MismatchView, ...]:
    """The citations on one claim that differ from their source; an unknown claim is a `KbError`."""
    return tuple(_mismatches_on(reader, [require_claim(reader, claim)]))


def mismatch_page(reader: Reader, after: str = "") -> MismatchPage:
    """The citations that differ from their source, on the claims that come after one, or on the first ones."""
    summaries, part = _page(reader, _MISMATCHED, after)
    items = tuple(_mismatches_on(reader, [summary.id for summary in summaries]))
    sources = reader.sources({key for m in items for key in (m.source, m.via)})
    return MismatchPage(items, shown=len(summaries), sources=sources, **part)


def _page(reader: Reader, wanted: Wanted, after: str) -> tuple[list[ClaimSummary], _Part]:
    part = page_of(reader, Listed(wanted), after, PAGE)
    return reader.summaries(part.ids), _Part(total=part.total, before=part.before, after=part.after, back=part.back)


def _item(
    summary: ClaimSummary, note: str, units: Mapping[Stance, tuple[SideUnit, ...]], evidence: Evidence | None
) -> ConflictItem:
    if evidence is None:
        has_more = summary.conflict is not Conflict.WITHIN
        return ConflictItem(summary, units, (), has_more, (), (), "", (), note, {})
    verdict = judge(evidence)
    conflicting = (pair for pair in pairs(verdict, evidence) if pair.relation is PairRelation.CONFLICT)
    found = tuple(PairView.of(pair, evidence.sources) for pair in islice(conflicting, MOST_SHOWN_PAIRS + 1))
    shown = found[:MOST_SHOWN_PAIRS]
    named = {id_ for pair in shown for id_ in (pair.a, pair.b)}
    voting = [finding for finding in evidence.findings if finding.id in verdict.votes]
    paired = {u.id: told_unit(_side_unit(u), voting) for u in verdict.counted if u.id in named}
    return ConflictItem(
        summary,
        units,
        shown,
        has_more=len(found) > len(shown),
        stated_by=verdict.stated_by,
        said=tuple(said for said in evidence.comparisons if said.relation is Compared.CONFLICT)[:MOST_SAID],
        remark=through_words(verdict, evidence.sources),
        flags=flag_words(verdict, evidence.sources),
        note=note,
        paired=paired,
    )


def _side_unit(unit: Unit) -> SideUnit:
    return SideUnit(unit.id, unit.stance, tuple(unit.sources), unit.as_reported)


def _mismatches_on(reader: Reader, claims: Sequence[str]) -> Iterator[MismatchView]:
    evidence = reader.evidence(claims)
    for summary in reader.summaries(claims):
        yield from _mismatches(summary, evidence[summary.id])


def _conflict(summary: ClaimSummary, evidence: Evidence) -> ConflictView:
    verdict = judge(evidence)
    side = {stance: tuple(u.id for u in verdict.counted if u.stance is stance) for stance in STANCES}
    found = (pair for pair in pairs(verdict, evidence) if pair.relation is PairRelation.CONFLICT)
    shown = tuple(PairView.of(pair, evidence.sources) for pair in islice(found, MOST_PAIRS))
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
        as_reported=tuple(unit.id for unit in verdict.counted if unit.as_reported),
        pairs=shown,
        pairs_left_out=count_pairs(verdict, evidence)[PairRelation.CONFLICT] - len(shown),
        stated_by=verdict.stated_by,
        only_through=verdict.only_through,
        stating=stating_words(verdict.stated_by, evidence.sources),
        remark=through_words(verdict, evidence.sources),
        citations=unit_citations(verdict, evidence.sources),
    )


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
