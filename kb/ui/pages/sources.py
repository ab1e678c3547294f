"""All sources: what was read of each, on how many claims it bears, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.diagnostics import KbError
from kb.list_words import part_words
from kb.query import SOURCE_FIELDS
from kb.store.source_lists import SourceOrder
from kb.ui import filters, parts
from kb.ui.nodes import Content, Element, el, link
from kb.ui.paging import Given, here, none_here, turn_links
from kb.ui.references_side import take_references
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.records import SourceRow
from kb.views.source_lists import SourcePage
from kb.vocabulary import Reading, Status
from kb.words import DESIGN_WORDS, READING_WORDS, design_words, standing_words

#: how the list can be sorted: as it stands in the address, and the words for it
_ORDERS: Mapping[str, str] = {"": "as in the bibliography", "year": "newest first"}

#: filters by their name in the address, each with its name in the language of `kb sources`
_FIELDS: Mapping[str, str] = {"source_design": "design", "reading": "read", "known": "known", "standing": "status"}


def render(base: Answers) -> None:
    """Draw the filters and the sources that fit them."""
    totals, title = base.totals(), el("h1", "Sources")
    if not totals.sources:
        none = el("p", "No source yet. Put BibTeX entries into ", el("code", "references.bib"), ".")
        show(title, none, key="sources")
        return
    given = _given()
    show(title, _filters(given, base.designs()), filters.orders("sources", given, "listed", _ORDERS), key="head")
    order = SourceOrder.YEAR if given["listed"] == "year" else SourceOrder.BIBLIOGRAPHY
    after = filters.given("after")
    try:
        page = base.source_page(_query(given), order, after)
    except KbError as error:
        start = el("a", "To the start of the list", href=here("sources", given))
        show(*parts.fault(error), el("p", start) if after else "", key="sources")
        return
    show(*_list(page, given, totals.sources), key="sources")
    if page.rows:
        take_references(base, lambda: (row.key for row in page.rows), "sources")


def _given() -> Given:
    """What the address asks for."""
    return {
        **{name: filters.given(name) for name in ("find", "known", "published_from", "published_to", "listed")},
        **{name: filters.given_several(name) for name in ("reading", "source_design", "standing")},
    }


def _filters(given: Given, designs: Mapping[str, int]) -> Element:
    folded = ("source_design", "published_from", "published_to", "standing", "known")
    is_set = any(given[name] for name in (*folded, "find", "reading"))
    known = {name: name for name in SOURCE_FIELDS["known"]}
    readings: dict[str, Content] = {str(reading): READING_WORDS[reading] for reading in Reading}
    words = filters.occurring(DESIGN_WORDS, designs, given["source_design"])
    told: dict[str, Content] = {design: f"{says} {designs.get(design, 0):,}" for design, says in words.items()}
    standings: dict[str, Content] = {str(status): status.replace("-", " ") for status in Status}
    return filters.form(
        "Filters",
        el("div.fields", filters.words("find", "Words", "in titles, authors and venues")),
        filters.several("reading", "What was read", readings, given["reading"]),
        filters.folded(
            "Design, year, status, and whether it is known first-hand",
            filters.one_of("known", "Known", known, str(given["known"]), none="either way"),
            filters.year("published_from", "From"),
            filters.year("published_to", "To"),
            filters.several("source_design", "Design", told, given["source_design"]),
            filters.several("standing", "Status", standings, given["standing"]),
            is_set=any(given[name] for name in folded),
        ),
        filters.clear("sources", given, "listed") if is_set else None,
    )


def _query(given: Given) -> str:
    """The filters in the language of `kb sources`."""
    asked = [str(given["find"])]
    for name, field in _FIELDS.items():
        values = [given[name]] if isinstance(given[name], str) else given[name]
        asked += [f"{field}:{value}" for value in values if value]
    since, until = given["published_from"], given["published_to"]
    asked += [f"year:{since}..{until}"] if since or until else []
    return " ".join(filter(None, asked))


def _list(page: SourcePage, given: Given, total: int) -> Iterator[Element]:
    if not page.rows:
        yield none_here("source", page.total, "sources", given)
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
        f" {row.title}" if row.title else None,
        el("span.meta", " · known only second-hand") if row.is_known_second_hand else None,
    ]
