"""Where studies conflict, most contested first, and where what is said of a source differs from what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import streamlit as st

from kb.compare import Difference
from kb.list_words import MISMATCH_SCOPE, disagreement_words, part_words
from kb.model import Source
from kb.pair_words import DEPENDENCE_WORDS, differing_words
from kb.references import surname_year
from kb.ui import parts, short_sides
from kb.ui.nodes import Content, Element, el, joined
from kb.ui.paging import none_here, turn_links
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.verdict_words import (
    MOST_NAMED,
    state_rule,
    stating_words,
)
from kb.verdicts import Conflict
from kb.views.conflicts import ConflictItem, ConflictPage, MismatchPage
from kb.views.records import MismatchView, PairView
from kb.views.sides import SideUnit
from kb.vocabulary import Stance
from kb.words import (
    FOOTER,
)

Sources = Mapping[str, Source]

#: the sides of a claim as they stand beside each other
_ROWS = ((Stance.DISPUTES, Stance.SUPPORTS), (Stance.MIXED, Stance.INCONCLUSIVE))

#: where on the page the citations that differ from their source begin
_CITATIONS = "citations"


def render(base: Answers) -> None:
    """Draw the conflicting claims with both sides, then the citations that differ from their source."""
    after, cited = st.query_params.get("after", ""), st.query_params.get("cited", "")
    conflicts, mismatches = base.conflict_page(after), base.mismatch_page(cited)
    given = {"after": after, "cited": cited}
    said = disagreement_words(conflicts.total, mismatches.total)
    nodes = [
        el("h1", "Conflicts"),
        el("p.meta", said, [" ", el("a", "See below", href=f"#{_CITATIONS}"), "."] if mismatches.total else None),
        *_conflicts(conflicts, given),
        *_mismatches(mismatches, given),
        el("p.meta.after", FOOTER),
    ]
    show(*nodes, key="conflicts")


def _conflicts(page: ConflictPage, given: Mapping[str, str]) -> Iterator[Element]:
    if page.total and not page.items:
        yield none_here("conflict", page.total, "conflicts", {**given, "after": ""})
        return
    if len(page.items) < page.total:
        yield el("p.meta", part_words(len(page.items), page.before, page.total, page.total))
    if len(page.items) > 1:
        yield _overview(page)
    yield el("section", [_conflict(item, page.sources, _id(n)) for n, item in enumerate(page.items)])
    yield from turn_links("conflicts", given, page.after, page.back)


def _id(number: int) -> str:
    return f"conflict-{number}"


def _overview(page: ConflictPage) -> Element:
    """Every conflict of the page in one row: the claim, who stands where, and what may lie behind it."""
    names = ("Claim", "Who stands where", "What may lie behind it")
    head = el("thead", el("tr", [el("th", name, scope="col") for name in names]))
    rows = [
        el(
            "tr",
            el("th", el("a", item.summary.statement, href=f"#{_id(n)}"), scope="row"),
            el("td", [_stand(item, stance, page.sources) for row in _ROWS for stance in row if item.units[stance]]),
            el("td", [el("p", reason) for reason in _reasons(item, page.sources) if reason]),
        )
        for n, item in enumerate(page.items)
    ]
    return el("table.overview.stack.calm", head, el("tbody", rows))


def _stand(item: ConflictItem, stance: Stance, sources: Sources) -> Element:
    units, total = item.units[stance][:MOST_NAMED], getattr(item.summary.counts, stance)
    named: list[Content] = [_named(unit, sources) for unit in units]
    named += [f"and {total - len(units):,} more"] if total > len(units) else []
    badge = parts.told_badge if getattr(item.summary.reported, stance) == total else parts.stance_badge
    return el("p", badge(stance), " ", joined(named, "; "))


def _reasons(item: ConflictItem, sources: Sources) -> Iterator[Content]:
    """What may lie behind a conflict, as far as it is recorded of the pairs that are shown."""
    yield item.remark
    stating = {*item.stated_by, *(key for pair in item.pairs for key in pair.pair.stated_by)}
    if stating:
        yield f"The conflict is stated by {stating_words(sorted(stating), sources)}."
    if item.note:
        yield f"Note: {item.note}"
    if item.pairs:
        differences = [each for pair in item.pairs for each in _left_to_right(item, pair)[1]]
        alike = len({tuple(each.field for each in pair.differences) for pair in item.pairs}) == 1
        pairs = "the studies shown below" if item.has_more else "they" if alike else "some of them"
        # beside further studies nobody could tell of which two the values are
        yield differing_words(differences, pairs, has_values=len(item.pairs) == 1 and item.is_whole)
    elif item.summary.conflict is Conflict.WITHIN:
        yield state_rule(item.summary.state, item.summary.conflict)
    else:
        yield ["What the studies differ in is on ", parts.claim_link(item.summary.id, "the claim's page"), "."]


def _conflict(item: ConflictItem, sources: Sources, id_: str) -> Element:
    summary = item.summary
    rows = [
        el("div.pairwise", [_side(item, stance, sources) for stance in row])
        for row in _ROWS
        if any(item.units[stance] for stance in row)
    ]
    told = "More pairs are" if item.pairs else "What the studies differ in is"
    more: list[Content] = [f"{told} on ", parts.claim_link(summary.id, "the claim's page"), "."]
    return el(
        "div.item",
        el("h2", parts.claim_link(summary.id, summary.statement)),
        el("p", parts.verdict_badge(summary)),
        [el("p", f"! {remark}") for remark in (item.remark, *item.flags) if remark],
        el("p.meta", f"Note: {item.note}") if item.note else None,
        [el("p.meta", parts.comparison(said, sources)) for said in item.said],
        None if item.said else parts.stating_note(item.stated_by, sources),
        None if item.is_whole else rows,
        [_pair(item, pair, sources) for pair in item.pairs],
        el("p.meta", more) if item.has_more else None,
        id=id_,
        tabindex="-1",
    )


def _side(item: ConflictItem, stance: Stance, sources: Sources) -> Element:
    units, total = item.units[stance], getattr(item.summary.counts, stance)
    named: list[Content] = [_named(unit, sources) for unit in units]
    named += [f"and {total - len(units):,} more"] if total > len(units) else []
    return el("div.calm", el("p", parts.stance_badge(stance), f" {total:,}"), el("p", joined(named, "; ")))


def _named(unit: SideUnit, sources: Sources) -> list[Content]:
    links = joined((parts.source_link(sources[key]) for key in unit.sources), "; ")
    return [*links, parts.told_note(unit.as_reported)]


def _pair(item: ConflictItem, pair: PairView, sources: Sources) -> Element:
    """What the two found, who disputes left, and in what they differ."""
    ids, differences, one_sided = _left_to_right(item, pair)
    left, right = (item.paired[id_] for id_ in ids)
    names = (_cited(left, sources), _cited(right, sources))
    ties = [f"{DEPENDENCE_WORDS[tie].capitalize()}." for tie in pair.pair.dependence]
    return el(
        "div.pair",
        el("div.pairwise", [_found(unit, sources) for unit in (left, right)]),
        el("p.meta", joined(ties, " ")) if ties else None,
        parts.difference_table(*names, differences),
        parts.recorded_elsewhere(*names, one_sided, pair.not_recorded),
    )


def _left_to_right(
    item: ConflictItem, pair: PairView
) -> tuple[tuple[str, str], tuple[Difference, ...], tuple[Difference, ...]]:
    """The two as their sides stand on the page, with what they differ in and what is recorded of one in that order."""
    if parts.sort_key(item.paired[pair.a].stance) > parts.sort_key(item.paired[pair.b].stance):
        return (pair.b, pair.a), _turned(pair.differences), _turned(pair.one_sided)
    return (pair.a, pair.b), pair.differences, pair.one_sided


def _turned(differences: tuple[Difference, ...]) -> tuple[Difference, ...]:
    return tuple(Difference(each.field, each.b, each.a) for each in differences)


def _cited(unit: SideUnit, sources: Sources) -> str:
    return "; ".join(surname_year(sources[key]) for key in unit.sources)


def _found(unit: SideUnit, sources: Sources) -> Element:
    badge = parts.told_badge if unit.as_reported else parts.stance_badge
    return el(
        "div",
        el("p", badge(unit.stance), " ", _named(unit, sources)),
        [short_sides.finding(each, unit, sources) for each in unit.findings],
    )


def _mismatches(page: MismatchPage, given: Mapping[str, str]) -> Iterator[Element]:
    if not page.total:
        return
    yield el("h2", "Citations that differ from their source", id=_CITATIONS, tabindex="-1")
    yield el("p.meta", MISMATCH_SCOPE)
    if not page.shown:
        yield none_here("citation", page.total, "conflicts", {**given, "cited": ""})
        return
    if page.shown < page.total:
        yield el("p.meta", "On " + part_words(page.shown, page.before, page.total, page.total))
    yield el("section", [_mismatch(view, page.sources) for view in page.items])
    yield from turn_links("conflicts", given, page.after, page.back, name="cited")


def _mismatch(view: MismatchView, sources: Sources) -> Element:
    claim = parts.claim_link(view.claim, view.statement)
    title = el("h3", "What is said of ", parts.source_link(sources[view.source]), " on ", claim)
    return el("div.item", title, parts.mismatch_block(view, sources))
