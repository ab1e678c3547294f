"""All sources: what was read of each, on how many claims it bears, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from kb.diagnostics import KbError
from kb.list_words import part_words
from kb.query import SOURCE_FIELDS
from kb.store.source_lists import SourceOrder
from kb.ui import parts
from kb.ui.choices import one_or_none, several
from kb.ui.nodes import Content, Element, el, link
from kb.ui.paging import Given, here, to_start, turn_links
from kb.ui.references_side import take_references
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.records import SourceRow
from kb.views.source_lists import SourcePage
from kb.vocabulary import Reading, Status
from kb.words import DESIGN_WORDS, READING_WORDS, design_words, standing_words

BY_BIBLIOGRAPHY = "as in the bibliography"
BY_YEAR = "newest first"

#: filters by their name in the address, each with its name in the language of `kb sources`
_FILTERS = {"source_design": "design", "reading": "read", "known": "known", "standing": "status"}

#: filters that are folded away until one is set
_FOLDED = ("published_from", "published_to", "standing", "known")


def render(base: Answers) -> None:
    """Draw the filters and the sources that fit them."""
    totals = base.totals()
    show(el("h1", "Sources"), key="head")
    if not totals.sources:
        show(el("p", "No source yet. Put BibTeX entries into ", el("code", "references.bib"), "."), key="sources")
        return
    given, order = _filters()
    after = st.query_params.get("after", "")
    try:
        page = base.source_page(_query(given), order, after)
    except KbError as error:
        start = el("a", "To the start of the list", href=here("sources", given))
        show(*parts.fault(error), el("p", start) if after else "", key="sources")
        return
    show(*_list(page, given, totals.sources), key="sources")
    if page.rows:
        take_references(base, lambda: (row.key for row in page.rows), "sources")


def _filters() -> tuple[Given, SourceOrder]:
    """What is asked for, and in which order."""
    at_words, at_design, at_read = st.columns([3, 2, 3])
    words = at_words.text_input(
        "Words", key="find", bind="query-params", placeholder="in titles, authors and venues", on_change=to_start
    )
    design = several(at_design, "Design", "source_design", DESIGN_WORDS)
    reading = several(at_read, "What was read", "reading", {reading: READING_WORDS[reading] for reading in Reading})
    given: dict[str, str | Sequence[str]] = {"find": words or "", "source_design": design, "reading": reading}
    given |= _more_filters()
    order = st.segmented_control(
        "Order", [BY_BIBLIOGRAPHY, BY_YEAR], default=BY_BIBLIOGRAPHY, required=True, key="listed",
        bind="query-params", label_visibility="collapsed", on_change=to_start,
    )  # fmt: skip
    by_year = order == BY_YEAR
    given["listed"] = BY_YEAR if by_year else ""
    return given, SourceOrder.YEAR if by_year else SourceOrder.BIBLIOGRAPHY


def _more_filters() -> Given:
    is_set = any(st.query_params.get(name) or st.session_state.get(name) for name in _FOLDED)
    with st.expander("Year, status, and whether it is known first-hand", expanded=is_set):
        at_since, at_until, at_standing, at_known = st.columns([1, 1, 3, 3])
    since, until = (
        at.text_input(label, key=key, bind="query-params", placeholder="year", max_chars=4, on_change=to_start)
        for at, label, key in ((at_since, "From", "published_from"), (at_until, "To", "published_to"))
    )
    standing = several(at_standing, "Status", "standing", {status: status.replace("-", " ") for status in Status})
    known = one_or_none(at_known, "Known", "known", {each: each for each in SOURCE_FIELDS["known"]}, "either way")
    return {"published_from": since or "", "published_to": until or "", "standing": standing, "known": known}


def _query(given: Given) -> str:
    """The filters in the language of `kb sources`."""
    asked = [str(given["find"])]
    for name, field in _FILTERS.items():
        values = [given[name]] if isinstance(given[name], str) else given[name]
        asked += [f"{field}:{value}" for value in values if value]
    since, until = given["published_from"], given["published_to"]
    asked += [f"year:{since}..{until}"] if since or until else []
    return " ".join(filter(None, asked))


def _list(page: SourcePage, given: Given, total: int) -> Iterator[Element]:
    if not page.rows:
        yield el("p", "No source fits these filters.", " No more after this one." if page.total else None)
        return
    columns = ("Source", "Year", "Design", "What was read", "Claims")
    head = el("thead", el("tr", [el("th", name, scope="col") for name in columns]))
    said = part_words(len(page.rows), page.before, page.total, total, "source")
    yield el("table.stack.sources", el("caption", said), head, el("tbody", map(_row, page.rows)))
    yield from turn_links("sources", given, page.after, page.back)


def _row(row: SourceRow) -> Element:
    return el(
        "tr",
        el("th", link(row.citation, "source", key=row.key), _title(row), scope="row"),
        el("td.year", "" if row.year is None else str(row.year), data_label="year"),
        el("td", design_words(row.design), data_label="design"),
        el("td", READING_WORDS[row.read]),
        el("td.num", f"{row.claims:,}" if row.claims else "", data_label="claims"),
    )


def _title(row: SourceRow) -> list[Content]:
    mark = standing_words(row.status)
    return [
        el("span.badge.conflicting", f" ! {mark}") if mark else None,
        el("span.title", f" {row.title}") if row.title else None,
        el("span.meta", " · known only second-hand") if row.is_known_second_hand else None,
    ]
