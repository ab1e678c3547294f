"""The numbers recorded on a claim and the list of what was read, as trees of nodes."""

from __future__ import annotations

from collections.abc import Iterator

from kb.list_words import left_out_words
from kb.model import Source
from kb.references import reference, surname_year
from kb.result_words import DIRECTION_WORDS, RESULTS_NOTE, measured_words, outcome_words, tally_words
from kb.results import RecordedResult, recorded_results, tally
from kb.ui.nodes import Content, Element, el, joined
from kb.ui.parts import glyph, source_link
from kb.views.records import ClaimView
from kb.vocabulary import Direction
from kb.words import READING_WORDS, design_words

#: from how many results on they are set side by side; a single one stands with its finding
FEWEST = 2

#: how many rows of each list are shown
MOST = 100

_COLUMNS = ("Direction", "Study", "Design", "Outcome", "Result", "n", "Time")


def effects(view: ClaimView) -> Element | None:
    """Recorded results side by side, by direction, with how many studies point each way; None for fewer than two."""
    results = recorded_results(view.verdict, view.evidence.findings)
    if len(results) < FEWEST:
        return None
    head = el("thead", el("tr", [el("th", name, scope="col") for name in _COLUMNS]))
    rows = [_row(view, result) for result in results[:MOST]]
    elsewhere = sum(finding.result is not None for finding in view.findings) - len(results)
    without_vote = f"{elsewhere} more, on findings without a vote, stand with their findings." if elsewhere else ""
    return el(
        "section",
        el("h2", f"Recorded results ({len(results)})"),
        _tally(results),
        el("p.meta", RESULTS_NOTE, " ", without_vote),
        el("table.stack.effects", head, el("tbody", rows)),
        _more(len(results)),
    )


def references(view: ClaimView) -> Element | None:
    """Each source with what was read of it; one known only through others is cited as they report it."""
    via: dict[str, set[str]] = {}
    for finding in view.findings:
        via.setdefault(finding.source, set()).update({finding.via} if finding.via else ())
    first_hand = {finding.source for finding in view.findings if not finding.via}
    keys = sorted(via.keys() | set().union(*via.values()), key=lambda key: reference(view.sources[key]).casefold())
    if not keys:
        return None
    items = [
        el("li", reference(view.sources[key]), " ", el("span.foot", _read(view, key, via.get(key, set()), first_hand)))
        for key in keys[:MOST]
    ]
    return el(
        "section",
        el("h2", f"Sources, and what was read of them ({len(keys)})"),
        el("ul.references", items),
        _more(len(keys)),
    )


def _row(view: ClaimView, each: RecordedResult) -> Element:
    finding, result = each.finding, each.result
    source = view.sources[finding.source]
    via: Content = [" as reported by ", source_link(view.sources[finding.via])] if finding.via else None
    return el(
        "tr",
        el("td.nowrap", _direction(result.direction)),
        el("th", source_link(source), el("span.foot", via) if via else None, _uncounted(each), scope="row"),
        el("td", design_words(source.design), data_label="design"),
        el("td", outcome_words(result), data_label="outcome"),
        el("td.result", measured_words(result), data_label="result"),
        el("td.num", "" if result.n is None else str(result.n), data_label="n"),
        el("td", result.time, data_label="time"),
    )


def _tally(results: tuple[RecordedResult, ...]) -> Element:
    whole, parts = tally_words(tally(results))
    pointing = (el("li", glyph(sign), f" {words}") for sign, words in parts)
    return el("div", el("p", f"{whole}:"), el("ul.legend", pointing))


def _direction(direction: Direction | None) -> Element:
    sign, word = DIRECTION_WORDS[direction]
    return el("span", glyph(sign), f" {word}")


def _uncounted(each: RecordedResult) -> Element | None:
    return None if each.counted else el("span.foot", " no vote of its own, not counted here")


def _read(view: ClaimView, key: str, via: set[str], first_hand: set[str]) -> list[Content]:
    source = view.sources[key]
    facts: list[Content] = [READING_WORDS[source.sheet.read if source.sheet else None]]
    if via:
        how = "also reported by " if key in first_hand else "as cited in "
        facts.append([how, *joined(_cited(view, via), ", ")])
    return [*joined(facts), "."]


def _cited(view: ClaimView, keys: set[str]) -> Iterator[str]:
    sources: list[Source] = [view.sources[key] for key in sorted(keys)]
    return (surname_year(source) for source in sources)


def _more(found: int) -> Element | None:
    return el("p.meta", f"{left_out_words(found - MOST)} here.") if found > MOST else None
