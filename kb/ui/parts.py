"""Pieces that several pages show, as trees of nodes: verdicts, legends, links, differences, faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.compare import Difference
from kb.diagnostics import KbError
from kb.method import WORDS
from kb.model import Comparison, Source
from kb.pair_words import CODED_DIFFERENTLY, NOTHING_DIFFERS, one_sided_words, recorded_words
from kb.references import surname_year
from kb.store.tallies import Totals
from kb.ui.nodes import Content, Element, el, joined, link
from kb.verdict_words import (
    MOST_NAMED,
    Told,
    flag_words,
    left_words,
    named_words,
    rule_words,
    state_glyph,
    state_words,
    through_words,
    verdict_sentence,
)
from kb.verdicts import Conflict, Counts, Leaning, RestsOn, State, Verdict
from kb.views.records import FindingView, LeftOutView, MismatchView
from kb.vocabulary import Compared, Stance
from kb.words import (
    READING_WORDS,
    SECOND_HAND_CELL,
    STANCE_GLYPH,
    STANCE_MEANING,
    glyph_run,
    incomplete_words,
    second_hand_cell,
)

#: the colour class of a state; the glyph and the word say the same
_TONE: Mapping[State, str] = {
    State.CONFLICTING: "conflicting",
    State.CONSISTENT_SUPPORT: "supports",
    State.QUALIFIED_SUPPORT: "supports",
    State.CONSISTENT_DISPUTE: "disputes",
    State.QUALIFIED_DISPUTE: "disputes",
}


#: as the sides of a claim stand on its page
_LEFT_TO_RIGHT = (Stance.DISPUTES, Stance.SUPPORTS, Stance.MIXED, Stance.INCONCLUSIVE)

_COMPARED: Mapping[Compared, str] = {Compared.CONFLICT: "in conflict", Compared.AGREEMENT: "in agreement"}

#: what a command would list, and the page that lists it
_LISTED: Mapping[str, tuple[str, str]] = {
    "kb claims lists them": ("All claims", ""),
    "kb sources lists them": ("All sources", "sources"),
}


def sort_key(stance: Stance) -> int:
    """The place of a stance from left to right."""
    return _LEFT_TO_RIGHT.index(stance)


def claim_link(id_: str, label: str) -> Element:
    """A link to a claim's page."""
    return link(label, "claim", id=id_)


def source_link(source: Source) -> Element:
    """A link to a source's page, with its citation."""
    return link(surname_year(source), "source", key=source.key)


def map_link(kind: str, name: str) -> Element:
    """A link to the map around a claim or source."""
    return link("map", "map", focus=f"{kind}:{name}")


def glyph(sign: str) -> Element:
    """A sign that a word beside it explains."""
    return el("span.glyph", sign, aria_hidden="true")


def stance_badge(stance: Stance) -> Element:
    """A stance as glyph and word."""
    return el(f"span.badge.{stance}", glyph(STANCE_GLYPH[stance]), f" {stance}")


def told_badge(stance: Stance) -> Element:
    """A stance as another source reports it: the glyph in brackets, and the word; who reports it stands beside."""
    return el(f"span.badge.{stance}", glyph(second_hand_cell(stance)[0]), f" {stance}")


def finding_badge(finding: FindingView) -> Element:
    """The stance of a finding, told apart when it was read in another source."""
    return told_badge(finding.stance) if finding.via else stance_badge(finding.stance)


def state_badge(state: State, conflict: Conflict | None = None, direction: Leaning | None = None) -> Element:
    """A state as glyph and words."""
    return _badge(state, state_words(state, conflict, direction))


def verdict_badge(verdict: Told) -> Element:
    """The state of a verdict, with the kind of conflict or the side of a single study or review."""
    return _badge(verdict.state, named_words(verdict))


def left_badge(change: RestsOn) -> Element:
    """What a verdict would be without a source."""
    return _badge(change.state, left_words(change))


def stating_note(keys: Sequence[str], sources: Mapping[str, Source]) -> Element | None:
    """Who states a conflict, each with a link; None where nobody does, or it lies between studies anyway."""
    if not keys:
        return None
    more = f"{len(keys) - MOST_NAMED:,} more" if len(keys) > MOST_NAMED else None
    named = (source_link(sources[key]) for key in keys[:MOST_NAMED])
    return el("p.meta", "Conflict stated by ", joined([*named, more], ", "), ".")


def strip(counts: Counts, reported: Counts) -> Element:
    """One glyph a study, in brackets what is `reported` by others, and the numbers in words for who does not see it."""
    runs = [(s, n, getattr(reported, s)) for s in _LEFT_TO_RIGHT if (n := getattr(counts, s))]
    words = ", ".join(f"{n} {stance}{f' ({told} second-hand)' if told else ''}" for stance, n, told in runs)
    signs = [el(f"span.{stance}", glyph_run(stance, n, told) + " ") for stance, n, told in runs]
    return el("span.strip.glyph", signs, role="img", aria_label=words) if signs else el("span", "")


def unit_sign(stance: Stance, *, as_reported: bool) -> Element:
    """The glyph of a unit's stance, in brackets when it is known only through another source."""
    return el(f"span.{stance}", glyph(second_hand_cell(stance)[0] if as_reported else STANCE_GLYPH[stance]))


def incomplete(left_out: Sequence[LeftOutView], of: str) -> Element | None:
    """That errors have cost something, and where they are; None when nothing is left out."""
    said = incomplete_words([each.what for each in left_out], (each.where for each in left_out), of)
    return el("p.badge.conflicting", f"! {said} ", link("Problems", "problems")) if said else None


def told_note(as_reported: bool) -> Element | None:
    """The word for the brackets."""
    return el("span.meta", " (second-hand)") if as_reported else None


def stance_legend() -> Element:
    """What the glyph of each stance stands for."""
    items = [el("li", stance_badge(stance), f" {STANCE_MEANING[stance]}") for stance in _LEFT_TO_RIGHT]
    sign, meaning = SECOND_HAND_CELL
    items.append(el("li", glyph(sign), f" {meaning}"))
    return el("ul.legend", items, aria_label="Signs, one a study")


def verdict_block(verdict: Verdict, sources: Mapping[str, Source], heading: str = "") -> Element:
    """A verdict as a sentence, the rule behind it, and what a reader must know about the evidence."""
    tone = _TONE.get(verdict.state, "none")
    through = through_words(verdict, sources)
    flags = [el("li", "! ", said) for said in flag_words(verdict, sources)]
    return el(
        f"div.verdict.is-{tone}",
        el("p.meta", heading) if heading else None,
        el("p.says", el(f"span.{tone}", glyph(state_glyph(verdict.state))), f" {verdict_sentence(verdict, sources)}"),
        el("p", "! ", through) if through else None,
        el("p", strip(verdict.counts, verdict.reported)) if verdict.counts.units else None,
        el("p.meta", rule_words(verdict)),
        stating_note(verdict.stated_by, sources),
        el("ul", flags) if flags else None,
    )


def comparison(said: Comparison, sources: Mapping[str, Source]) -> list[Content]:
    """What a source says of others on a claim, and where."""
    others = ["itself" if key == said.source else source_link(sources[key]) for key in said.sources]
    return [
        source_link(sources[said.source]),
        f" sees {_COMPARED[said.relation]}: ",
        *joined(others, ", "),
        f". {said.note}" if said.note else ".",
        el("span.foot", " ", *joined([said.at, place(said.place.path, said.place.line)])),
    ]


def tension_note() -> Element:
    """What a tension is."""
    return el("p.meta", f"Tension: {WORDS['tension']}.")


def difference_table(a: Content, b: Content, differences: Sequence[Difference]) -> Element:
    """In what two studies differ as far as it is recorded, side by side, then in what how they were coded does."""
    nothing = f"{NOTHING_DIFFERS[:1].upper()}{NOTHING_DIFFERS[1:]}."
    if not differences:
        return el("p.meta", nothing)
    head = el("thead", el("tr", [el("th", cell, scope="col") for cell in ("They differ in", a, b)]))
    studies = [_difference(d) for d in differences if not d.is_of_coding]
    coding = [_difference(d) for d in differences if d.is_of_coding]
    title = f"{CODED_DIFFERENTLY[:1].upper()}{CODED_DIFFERENTLY[1:]}"
    apart = el("tbody.apart", el("tr", el("th", title, colspan="3", scope="rowgroup")), coding) if coding else None
    return el("table.differs", head, el("tbody", studies or el("tr", el("td", nothing, colspan="3"))), apart)


def recorded_elsewhere(a: str, b: str, one_sided: Sequence[Difference], not_recorded: Sequence[str]) -> list[Element]:
    """On what two studies, by their names, cannot be compared: what is recorded of one only, and what of neither."""
    neither = [name for name in not_recorded if name not in {each.field for each in one_sided}]
    said = [*one_sided_words(a, b, one_sided), f"Recorded of neither: {', '.join(neither)}." if neither else ""]
    return [el("p.meta", words) for words in said if words]


def _badge(state: State, words: str) -> Element:
    return el(f"span.badge.{_TONE.get(state, 'none')}", glyph(state_glyph(state)), f" {words}")


def _difference(each: Difference) -> Element:
    a, b = (recorded_words(each.field, values) for values in (each.a, each.b))
    return el("tr", el("th", each.field, scope="row"), el("td", a), el("td", b))


def mismatch_block(view: MismatchView, sources: Mapping[str, Source]) -> Element:
    """What is said of a source beside what was read in it."""
    sheet = sources[view.source].sheet
    read = READING_WORDS[sheet.read if sheet else None]
    told = el("div", el("p.meta", "As ", source_link(sources[view.via]), " reports it"), _coded(view.reported))
    own = el("div", el("p.meta", f"As coded from the source itself ({read})"), [_coded(each) for each in view.own])
    return el("div.pairwise", told, own)


def _coded(finding: FindingView) -> list[Element | None]:
    return [
        el("p", finding_badge(finding)),
        el("p", finding.says),
        el("blockquote", f"“{finding.quote}”") if finding.quote else None,
        el("p", f"Note: {finding.note}") if finding.note else None,
        el("p.foot", joined([finding.at, place(finding.file, finding.line)])),
    ]


def place(path: str, line: int) -> Element:
    """A place in the text."""
    return el("code", f"{path}:{line}")


def fault(error: KbError) -> list[Element]:
    """An error that the text is not to blame for: what is wrong, and what to do."""
    said = f"{error.message[:1].upper()}{error.message[1:]}."
    listed = _LISTED.get(error.hint or "")
    return [
        el("h1", "Nothing to show here"),
        el("p.lead", said),
        el("p", link(*listed) if listed else error.hint or ""),
    ]


def faults_note(totals: Totals) -> Element:
    """A line on every page while the text has errors: what stands on them is left out."""
    errors = f"{totals.errors} error{'' if totals.errors == 1 else 's'} in the text"
    return el(
        "p",
        el("span.badge.conflicting", f"! {errors}"),
        ": some of it is left out. ",
        link("See the problems", "problems"),
    )
