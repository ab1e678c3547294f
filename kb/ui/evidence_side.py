"""The evidence of a claim as trees of nodes: who stands on each side, with the sentence each stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.model import Source
from kb.references import surname_year
from kb.result_words import result_words
from kb.ui.nodes import Content, Element, el, joined
from kb.ui.paging import Given, first_of
from kb.ui.parts import finding_badge, glyph, place, source_link, told_note, unit_sign
from kb.units import Unit
from kb.views.records import ClaimView, FindingView
from kb.vocabulary import Stance
from kb.words import READING_WORDS, SILENCE_WORDS, STANCE_GLYPH, basis_words, design_words, sample_words

#: how many studies a side shows before it is asked for more
MOST_UNITS = 40

_HEADINGS: Mapping[Stance, str] = {
    Stance.SUPPORTS: "Supports",
    Stance.DISPUTES: "Disputes",
    Stance.MIXED: "Mixed",
    Stance.INCONCLUSIVE: "Inconclusive",
}


def sides(view: ClaimView, given: Given) -> list[Element]:
    """Disputes beside supports, and mixed beside inconclusive where there is one; none where nothing votes."""
    rows = [(Stance.DISPUTES, Stance.SUPPORTS), (Stance.MIXED, Stance.INCONCLUSIVE)]
    there = {unit.stance for unit in view.verdict.units}
    if there.isdisjoint(rows[1]):
        rows.pop()
    return [el("div.sides", [_side(view, stance, given) for stance in row]) for row in rows] if there else []


def unit_name(view: ClaimView, unit: Unit) -> Element:
    """A unit as the glyph of its stance and links to its sources."""
    named = joined([source_link(view.sources[key]) for key in unit.sources], "; ")
    sign = unit_sign(unit.stance, as_reported=unit.as_reported)
    return el("span", sign, "\u00a0", named, told_note(unit.as_reported))


def unit_by_id(view: ClaimView, id_: str) -> Unit:
    """The counted unit that a pair names."""
    return next(unit for unit in view.verdict.counted if unit.id == id_)


def silent(view: ClaimView, given: Given) -> Element | None:
    """Findings that have no vote, each with the reason; None when there are none."""
    in_units = {id_ for unit in view.verdict.units for id_ in unit.findings}
    found = [finding for finding in view.findings if finding.id not in in_units]
    if not found:
        return None
    shown, more = first_of(found, MOST_UNITS, "claim", given, "no_vote")
    items = [el("div.unit", el("p", _silent(view, f)), finding_block(f, view.sources)) for f in shown]
    return el("section", el("h2", f"No vote ({len(found)})"), items, more)


def _silent(view: ClaimView, finding: FindingView) -> list[Content]:
    who, why = source_link(view.sources[finding.source]), SILENCE_WORDS[view.no_vote[finding.id]]
    return [*joined([who, finding_badge(finding), why])]


def finding_block(finding: FindingView, sources: Mapping[str, Source], *before: Content) -> Element:
    """One finding: the paraphrase, the quotation, the number as printed, and where it stands; `before` comes first."""
    via = None
    if finding.via:
        via = el("span", "as reported by ", source_link(sources[finding.via]))
    basis = basis_words(finding.basis, told=bool(finding.via))
    return el(
        "div.finding",
        el("p", joined([*before, finding.says], " ")),
        el("blockquote", f"“{finding.quote}”") if finding.quote else None,
        el("p.result", result_words(finding.result)) if finding.result else None,
        el("p", f"Note: {finding.note}") if finding.note else None,
        el("p.foot", joined([via, finding.at, basis, place(finding.file, finding.line)])),
    )


def source_facts(source: Source) -> str:
    """What is recorded of a source in one line: design, population, intervention, sample, what was read."""
    sheet = source.sheet
    sample = sheet.sample if sheet else None
    size = sample_words(sample)
    if sample and sample.n is not None:
        # what a review says of one outcome often rests on part of what it includes
        size = f"n = {size}{' in the whole review' if source.is_review else ''}"
    parts = [
        design_words(source.design) or "design not recorded",
        sheet.population if sheet else "",
        sheet.intervention if sheet else "",
        size,
        READING_WORDS[sheet.read if sheet else None],
    ]
    return " · ".join(part for part in parts if part)


def _side(view: ClaimView, side: Stance, given: Given) -> Element:
    units = [unit for unit in view.verdict.units if unit.stance is side]
    counted = sum(unit.absorbed_by is None for unit in units)
    title = el(f"h2.{side}", glyph(STANCE_GLYPH[side]), f" {_HEADINGS[side]} ({counted})")
    if not units:
        return el("section.side.none", title, el("p.meta", "No study."))
    shown, more = first_of(units, MOST_UNITS, "claim", given, side)
    return el("section.side", title, [_unit(view, unit) for unit in shown], more)


def _unit(view: ClaimView, unit: Unit) -> Element:
    return el(
        "div.unit.absorbed" if unit.absorbed_by else "div.unit",
        el("p.meta", f"{len(unit.sources)} reports of one study") if len(unit.sources) > 1 else None,
        list(_reports(view, unit)),
    )


def _reports(view: ClaimView, unit: Unit) -> Iterator[Element]:
    for key in unit.sources:
        source = view.sources[key]
        yield el("h3", source_link(source), told_note(unit.as_reported))
        yield el("p.meta", source_facts(source))
        if unit.absorbed_by:
            other = view.sources.get(unit.absorbed_by)
            who = surname_year(other) if other else unit.absorbed_by
            yield el("p.meta", f"No vote of its own: its data are counted with {who}.")
        for finding in view.findings:
            if finding.source == key and finding.id in unit.findings:
                yield finding_block(finding, view.sources)
