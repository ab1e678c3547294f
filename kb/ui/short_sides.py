"""The two sides of a claim in short, as a tree of nodes: who stands where, on which sentence, and where it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.model import Source
from kb.ui.nodes import Content, Element, el, joined
from kb.ui.parts import claim_link, source_link, stance_badge, stating_note, told_note
from kb.views.records import FindingView
from kb.views.sides import SidesView, SideUnit
from kb.vocabulary import Stance


def drawn(view: SidesView) -> list[Element]:
    """Disputes beside supports; mixed beside inconclusive where there is any."""
    counts = view.summary.counts
    rows = [(Stance.DISPUTES, Stance.SUPPORTS)]
    if counts.mixed or counts.inconclusive:
        rows.append((Stance.MIXED, Stance.INCONCLUSIVE))
    sides = [el("div.pairwise", [_side(view, stance) for stance in row]) for row in rows]
    stating = stating_note(view.stated_by, view.sources)
    return [stating, *sides] if stating else sides


def _side(view: SidesView, stance: Stance) -> Element:
    total, units = getattr(view.summary.counts, stance), view.units[stance]
    title = el("p", stance_badge(stance), f" {total:,}" if total else None)
    if not total:
        return el("div.calm", title, el("p.meta", "No study."))
    more = total - len(units)
    rest = el("p.meta", f"and {more:,} more: see ", claim_link(view.summary.id, "the claim's page")) if more else None
    return el("div.calm", title, [el("div.unit", list(_unit(view, unit))) for unit in units], rest)


def _unit(view: SidesView, unit: SideUnit) -> Iterator[Content]:
    links = joined((source_link(view.sources[key]) for key in unit.sources), "; ")
    yield el("p.label", links, told_note(unit.as_reported))
    yield [finding(each, unit, view.sources) for each in unit.findings]
    if unit.more:
        yield el("p.meta", f"and {unit.more} more finding{'' if unit.more == 1 else 's'}")


def finding(view: FindingView, unit: SideUnit, sources: Mapping[str, Source]) -> list[Element]:
    """What a unit found, with its stance where that is not the unit's, and where it is said."""
    said = stance_badge(view.stance) if view.stance is not unit.stance else None
    via = el("span", "as reported by ", source_link(sources[view.via])) if view.via else None
    note = [el("p.meta", f"Note: {view.note}")] if view.note else []
    return [el("p", joined([said, view.says], " ")), *note, el("p.foot", joined([via, view.at]))]
