"""Claims against sources: who found what, and where nobody has looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from kb.diagnostics import KbError
from kb.list_words import left_out_words
from kb.model import Source
from kb.references import surname_year
from kb.store.verdict_rows import ClaimSummary
from kb.ui import filters, parts
from kb.ui.downloads import evidence_files
from kb.ui.grid import Cell, Grid, as_csv, grid
from kb.ui.nodes import Element, el, link
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.words import NO_CELL, NO_VOTE_CELL, NOT_REPORTED_CELL

#: after how many rows the columns are named again
AGAIN = 20


def render(base: Answers) -> None:
    """Draw the matrix of one topic."""
    head = (el("h1", "Matrix"), el("p.meta", "Claims of a topic against the sources that bear on them."))
    topics = base.topics()
    if not topics:
        show(*head, el("p", "No claim yet."), key="head")
        return
    topic = filters.given("of") or next(iter(topics))
    if topic not in topics:
        raise KbError(f"no topic '{topic}'", f"topics: {', '.join(topics)}")
    turned = filters.is_on("turned")
    titles = {id_: topic.title for id_, topic in topics.items()}
    chosen = filters.one_of("of", "Topic", titles, topic, none="")
    show(
        *head,
        filters.form("What is shown", el("div.fields", chosen, filters.switch("turned", "Sources as rows"))),
        key="head",
    )
    page = base.claim_page(f'topic:"{topic}"')
    claims = {row.id: row.statement for row in page.rows}
    shown = grid(claims, base.crossing(tuple(claims)))
    summaries = [row.summary for row in page.rows]
    show(*_drawn(shown, summaries, page.total - len(claims), topics[topic].title, turned=turned), key="matrix")
    is_part = shown.left_out or page.total > len(claims)
    label = "The part shown as CSV" if is_part else "Download as CSV"
    st.download_button(label, as_csv(shown), file_name="matrix.csv", mime="text/csv", on_click="ignore")
    evidence_files(base, st.container(), sum(row.findings for row in page.rows), topic=topic)


def _drawn(
    shown: Grid, summaries: Sequence[ClaimSummary], left_out: int, title: str, *, turned: bool
) -> Iterator[Element]:
    yield el("h2", title)
    yield parts.stance_legend()
    yield _kinds_of_empty()
    # on a narrow screen not all cells of a row are in sight, so the verdict stands beside the statement
    verdicts = {} if turned else {summary.id: el("span", " ", parts.verdict_badge(summary)) for summary in summaries}
    claims = {
        id_: el("span", parts.claim_link(id_, statement), verdicts.get(id_)) for id_, statement in shown.claims.items()
    }
    sources = {key: parts.source_link(source) for key, source in shown.sources.items()}
    table = _by_source(shown, claims, sources) if turned else _by_claim(shown, claims, sources)
    yield el("div.wide", table, role="region", aria_label="Matrix", tabindex="0")
    if shown.left_out:
        yield el("p.meta", f"{left_out_words(shown.left_out, 'source')}; those that bear on most claims are.")
    if left_out:
        yield el("p.meta", f"{left_out_words(left_out, 'claim')}; the most contested are.")


def _kinds_of_empty() -> Element:
    items = [
        el("li", el("span.glyph", sign) if sign else el("span", "blank"), f" {words}")
        for sign, words in (NOT_REPORTED_CELL, NO_VOTE_CELL, ("", NO_CELL))
    ]
    return el("ul.legend", items, aria_label="Cells without an own finding")


def _by_claim(shown: Grid, claims: Mapping[str, Element], sources: Mapping[str, Element]) -> Element:
    names = [surname_year(source) for source in shown.sources.values()]
    rows = [
        el("tr", el("th", name, scope="row"), [_cell(shown, id_, key) for key in sources])
        for id_, name in claims.items()
    ]
    return _table("table.matrix.calm", "Claim", list(sources.values()), names, rows)


def _by_source(shown: Grid, claims: Mapping[str, Element], sources: Mapping[str, Element]) -> Element:
    rows = [
        el("tr", el("th", name, scope="row"), [_cell(shown, id_, key) for id_ in claims])
        for key, name in sources.items()
    ]
    return _table("table.matrix.calm.turned", "Source", list(claims.values()), list(shown.claims.values()), rows)


def _table(name: str, of: str, head: Sequence[Element], names: Sequence[str], rows: Sequence[Element]) -> Element:
    """A table whose columns are named again, for the eye only, after every `AGAIN` rows."""
    first = el("tr", el("th", of, scope="col"), [el("th.upright", el("span", each), scope="col") for each in head])
    again = el("tr.again", el("th"), [el("th.upright", el("span", each)) for each in names], aria_hidden="true")
    parts_of = [rows[n : n + AGAIN] for n in range(0, len(rows), AGAIN)]
    body = [row for number, part in enumerate(parts_of) for row in ((again, *part) if number else part)]
    return el(name, el("thead", first), el("tbody", body))


def _cell(shown: Grid, id_: str, key: str) -> Element:
    cell = shown.cells.get((id_, key))
    if cell is None:
        return el("td")
    return el("td", _sign(cell, id_, shown.sources[key]))


def _sign(cell: Cell, id_: str, source: Source) -> Element:
    says = f"{surname_year(source)}: {cell.words}"
    sign = el(f"span.glyph.{cell.tone}", cell.sign, aria_hidden="true")
    made = link(sign, "claim", id=id_)
    return el("a", sign, href=dict(made.attributes)["href"], aria_label=says, title=says)
