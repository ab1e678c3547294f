"""A source: its reference, what it found, with whom it agrees and conflicts, and who cites it for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import streamlit as st

from kb.compare import PairRelation
from kb.list_words import left_out_words, told_count_words
from kb.model import Citation
from kb.pair_words import PAIR_WORDS, SHARED_WORDS, differing_words
from kb.ui import evidence_side, pair_side, parts, stakes_side
from kb.ui.contents import contents, reached, section_id
from kb.ui.nodes import Content, Element, Node, doi_link, el, joined, link, web_link
from kb.ui.paging import Given, asked_for, first_of, more_of
from kb.ui.references_side import take_references
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.compare import CompareView, SharedClaim
from kb.views.records import FindingView, MismatchView, Neighbour, SourceView
from kb.vocabulary import Status
from kb.words import READING_WORDS, STATUS_WORDS, design_words, sample_words, told_only_words

#: how many rows of each list are shown, and how many of those that share claims, who may be thousands
MOST = 200
MOST_NEIGHBOURS = 50

#: how many of those that conflict, and of those in tension, are named in the head
MOST_OPPOSED = 5

#: how many of those that conflict stand side by side with it, and how many can at most
MOST_CONFLICTS, MOST_COMPARED = 3, 12

#: a list longer than this is folded
LONG = 15

#: a source with which this one is in conflict, the two compared, and the first claim on which they are
Compared: TypeAlias = tuple[Neighbour, CompareView, SharedClaim]

#: how two sources can stand to each other on a claim, and the heading over the claims on which they do
_RELATIONS: Mapping[str, str] = {
    **{str(relation): words.capitalize() for relation, words in PAIR_WORDS.items()},
    "neither": "No direction",
}


def render(base: Answers) -> None:
    """Draw the source that the address names with `key`."""
    key = st.query_params.get("key", "")
    if not key:
        show(
            el("h1", "No source chosen"),
            el("p", link("All sources", "sources"), " have a page of their own."),
            key="source",
        )
        return
    view = base.source(key)
    st.set_page_config(page_title=f"{view.citation} · Literature evidence")
    mismatches = base.mismatches(key) if view.mismatches else ()
    given = st.query_params.to_dict()
    most = asked_for(MOST_CONFLICTS, given, "conflicts")
    compared = _compared(base, view, max(most, MOST_OPPOSED))
    sections = [
        _conflicts(view, compared, given, most),
        _findings(view, given),
        _neighbours(view, given),
        stakes_side.works_by_its_authors(view),
        stakes_side.if_retracted(view),
        _reports(view, given),
        _citations("Cited here", view.cited_by, view, given, of="source"),
        _citations("What it cites", view.cites, view, given, of="cited"),
    ]
    there = reached(filter(None, sections))
    show(*_head(view, compared), contents(there), *_mismatches(view, mismatches), *there, key="source")
    take_references(base, lambda: [key], key)


def _head(view: SourceView, compared: Sequence[Compared]) -> Iterator[Element]:
    where = parts.place(view.file, view.line)
    yield el("p.meta", joined([view.key, view.type, where, parts.map_link("source", view.key)]))
    yield el("h1", view.title or view.citation)
    yield el("p", view.reference)
    if view.status and view.status is not Status.CURRENT:
        yield el("p.badge.conflicting", f"! {STATUS_WORDS[view.status]}")
    missing = parts.incomplete(view.left_out, "of this source")
    if missing:
        yield missing
    facts = [(name, value) for name, value in _facts(view, compared) if value]
    yield el("dl.facts", [node for name, value in facts for node in (el("dt", name), el("dd", value))])
    if view.note:
        yield el("p", f"Note: {view.note}")


def _facts(view: SourceView, compared: Sequence[Compared]) -> Iterator[tuple[str, Content]]:
    complete = {True: " (complete list)", False: " (list not complete)", None: ""}[view.includes_complete]
    yield "DOI", doi_link(view.doi) if view.doi else None
    yield "Address", web_link(view.url, view.url) if view.url else None
    yield "Reading", READING_WORDS[view.read]
    yield "Status", STATUS_WORDS[view.status]
    yield "Design", design_words(view.design)
    yield "Study", view.study if view.study != view.key else None
    yield "Country", ", ".join(view.country)
    yield "Setting", view.setting
    yield "Population", view.population
    yield "Intervention", view.intervention
    yield "Comparator", view.comparator
    yield "Sample", sample_words(view.sample)
    yield "Period", view.period
    yield "Includes", _included(view, complete) if view.includes else None
    yield "Votes", told_only_words([f.via for f in view.findings if f.votes], view.sources)
    if told := view.told:
        words = told_count_words(len(told), len({finding.claim for finding in told}))
        yield "Second-hand", [link(words, "second-hand", key=view.key), " known only as others report them"]
    yield "In conflict with", _opposed(view, PairRelation.CONFLICT, compared)
    yield "In tension with", _opposed(view, PairRelation.TENSION, ())
    yield "Appraisal", "; ".join(f"{a.tool}: {a.overall}{f' ({a.note})' if a.note else ''}" for a in view.appraisal)


def _compared(base: Answers, view: SourceView, most: int) -> list[Compared]:
    """Of the first sources, at most so many, with which it is in conflict, each with the first claim on which it is."""
    found = [neighbour for neighbour in view.neighbours if neighbour.conflict]
    compared = ((neighbour, base.compare(view.key, neighbour.key)) for neighbour in found[: min(most, MOST_COMPARED)])
    # none is there where the text has changed since the view was made
    return [(n, with_it, row) for n, with_it in compared for row in with_it.claims if row.claim == n.conflict[0]]


def _opposed(view: SourceView, relation: PairRelation, compared: Sequence[Compared]) -> list[Element] | None:
    """The first sources that stand so to it, each with the first claim, and in what the two differ or a link to it."""
    found = [(neighbour, claims) for neighbour in view.neighbours if (claims := getattr(neighbour, relation))]
    differing = {n.key: differing_words(row.differences, has_values=True) for n, _, row in compared}
    named = [
        el("p", list(_opponent(view, neighbour, claims)), " ", _apart(view, neighbour, differing.get(neighbour.key)))
        for neighbour, claims in found[:MOST_OPPOSED]
    ]
    more = el("p", f"{len(found) - len(named)} more below") if len(found) > len(named) else None
    return [*named, *filter(None, [more])] or None


def _opponent(view: SourceView, neighbour: Neighbour, claims: Sequence[str]) -> Iterator[Content]:
    yield _named(neighbour)
    on = [view.claims[id_] for id_ in claims if id_ in view.claims]
    if on:
        more = len(claims) - 1
        yield [" on ", parts.claim_link(on[0].id, on[0].statement), f" and {more:,} more" if more else ""]


def _apart(view: SourceView, neighbour: Neighbour, differing: str | None) -> list[Content]:
    if differing:
        # conflicts are the first section of the page
        return [differing, " ", el("a", "Side by side", href=f"#{section_id(1)}")]
    return [link("In what they differ", "compare", a=view.key, b=neighbour.key)]


def _conflicts(view: SourceView, compared: Sequence[Compared], given: Given, most: int) -> Element | None:
    """The sources with which it is in conflict, the first of them, each on the first claim, side by side with it."""
    found = sum(bool(neighbour.conflict) for neighbour in view.neighbours)
    if not found:
        return None
    more = more_of(min(found, MOST_COMPARED) - most, most, MOST_CONFLICTS, "source", given, "conflicts")
    left = found - MOST_COMPARED
    rest = el("p.meta", f"{left_out_words(left, 'source')} side by side; the table of other sources names all.")
    items = [_conflict(view, *each) for each in compared[:most]]
    return el("section", el("h2", f"In conflict with ({found:,})"), items, more, rest if left > 0 else None)


def _conflict(view: SourceView, neighbour: Neighbour, compared: CompareView, row: SharedClaim) -> Element:
    heading = el("h3", _named(neighbour), " on ", parts.claim_link(row.claim, row.statement))
    others = len(neighbour.conflict) - 1
    whole = f"In conflict on {others:,} more; all of it side by side" if others else "All of it side by side"
    return pair_side.in_short(compared, row, heading, link(whole, "compare", a=view.key, b=neighbour.key))


def _included(view: SourceView, complete: str) -> list[Node]:
    known = view.sources
    studies = [parts.source_link(known[study]) if study in known else study for study in view.includes]
    return [*joined(studies, "; "), complete]


def _mismatches(view: SourceView, mismatches: Sequence[MismatchView]) -> Iterator[Element]:
    for mismatch in mismatches:
        yield el(
            "section.alert",
            el("h2", "What is said of it differs from what it says"),
            el("p", parts.claim_link(mismatch.claim, mismatch.statement)),
            parts.mismatch_block(mismatch, view.sources),
        )


def _findings(view: SourceView, given: Given) -> Element:
    if not view.findings:
        return el("section", el("h2", "Findings"), el("p.meta", "None is recorded."))
    groups: dict[str, list[FindingView]] = {}
    for finding in view.findings:
        groups.setdefault(finding.claim, []).append(finding)
    shown, more = first_of(list(groups.items()), MOST, "source", given, "claims")
    items = [
        el(
            "div.item",
            el("h3", parts.claim_link(id_, view.claims[id_].statement)),
            el("p.meta", "all studies together: ", parts.verdict_badge(view.claims[id_])),
            [evidence_side.finding_block(f, view.sources, parts.finding_badge(f)) for f in found],
        )
        for id_, found in shown
    ]
    title = f"What it found ({len(view.findings)} on {len(groups)} claim{'' if len(groups) == 1 else 's'})"
    return el("section", el("h2", title), items, more)


def _neighbours(view: SourceView, given: Given) -> Element | None:
    if not view.neighbours:
        return None
    relations = [name for name in _RELATIONS if name != "neither" or any(n.neither for n in view.neighbours)]
    shown, more = first_of(view.neighbours, MOST_NEIGHBOURS, "source", given, "other_sources")
    rows = [_neighbour(view, neighbour, relations) for neighbour in shown]
    names = ("Source", *(_RELATIONS[name] for name in relations), "Shared")
    head = el("thead", el("tr", [el("th", name, scope="col") for name in names]))
    totals = [f"{sum(bool(getattr(n, w)) for n in view.neighbours)} in {w}" for w in PairRelation]
    several = len(view.neighbours) > 1
    who = f"{len(view.neighbours)} other sources vote" if several else "1 other source votes"
    overlap = " (one can stand in several)" if several else ""
    return el(
        "section",
        el("h2", "Other sources on the same claims"),
        el("p.meta", f"{who} on the same claims: {', '.join(totals)}{overlap}."),
        parts.tension_note() if any(n.tension for n in view.neighbours) else None,
        el("table.stack.calm.neighbours", head, el("tbody", rows)),
        more,
    )


def _neighbour(view: SourceView, neighbour: Neighbour, relations: Sequence[str]) -> Element:
    def cell(name: str) -> Element:
        claims = getattr(neighbour, name)
        links = [el("p", parts.claim_link(id_, view.claims[id_].statement)) for id_ in claims if id_ in view.claims]
        return el("td", links, data_label=SHARED_WORDS[name])

    return el(
        "tr",
        el("th", _named(neighbour), scope="row"),
        *map(cell, relations),
        el("td.num", _comparison(view, neighbour), data_label="shared claims"),
    )


def _named(neighbour: Neighbour) -> Element:
    return link(neighbour.citation, "source", key=neighbour.key)


def _comparison(view: SourceView, neighbour: Neighbour) -> Element:
    shared = f"compare on {neighbour.shared}"
    return link(shared, "compare", a=view.key, b=neighbour.key)


def _reports(view: SourceView, given: Given) -> Element | None:
    if not view.reports:
        return None
    shown, more = first_of(view.reports, MOST, "source", given, "reports")
    items = [
        el(
            "div.item",
            el(
                "h3",
                parts.source_link(view.sources[f.source]),
                " on ",
                parts.claim_link(f.claim, view.claims[f.claim].statement),
            ),
            evidence_side.finding_block(f, view.sources, parts.finding_badge(f)),
        )
        for f in shown
    ]
    return _section(f"What it reports of others ({len(view.reports)})", len(view.reports), *items, more)


def _citations(title: str, citations: Sequence[Citation], view: SourceView, given: Given, of: str) -> Element | None:
    if not citations:
        return None
    shown, more = first_of(citations, MOST, "source", given, "cited_by" if of == "source" else "cites")
    who = "Citing source" if of == "source" else "Cited source"
    head = el("thead", el("tr", [el("th", name, scope="col") for name in (who, "For", "As", "Where")]))
    rows = [
        el(
            "tr",
            el("th", parts.source_link(view.sources[getattr(c, of)]), scope="row"),
            el("td", c.purpose),
            el("td.nowrap", c.function.replace("-", " ")),
            el("td", joined([c.at, parts.place(c.place.path, c.place.line)])),
        )
        for c in shown
    ]
    return _section(f"{title} ({len(citations)})", len(citations), el("table.stack", head, el("tbody", rows)), more)


def _section(title: str, found: int, *content: Element | None) -> Element:
    """A list under a heading; a long one can be folded out."""
    if found <= LONG:
        return el("section", el("h2", title), content)
    return el("section", el("h2", title), el("details", el("summary", "Show the list"), content))
