"""The evidence around a claim, a source or a topic as a map, with the same content as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from kb.diagnostics import KbError
from kb.list_words import left_out_words
from kb.ui import parts
from kb.ui.graph_view import show_map, standalone_html
from kb.ui.nodes import Content, Element, el, link
from kb.ui.paging import first_of
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.verdicts import State
from kb.views.maps import MapNode, MapView, Place, claim_map, source_map, topic_map
from kb.words import MAP_NOTES, RELATION_WORDS

#: of how many topics the maps are listed
MOST_TOPICS = 40

_KINDS: Mapping[str, str] = {"claim": "Map of a claim", "source": "Map of a source", "topic": "Map of a topic"}

_UNSETTLED = (State.CONFLICTING, State.INCONCLUSIVE, State.QUALIFIED_SUPPORT, State.QUALIFIED_DISPUTE)


def render(base: Answers) -> None:
    """Draw the map that the address names; without one, that of the topic with most to look into."""
    topics = base.topics()
    if not topics:
        show(el("h1", "Map"), el("p", "No claim yet."), key="head")
        return
    view = _view(base, st.query_params.get("focus") or f"topic:{_most_open(base)}")
    kind = view.focus.partition(":")[0]
    legend = None if kind == "topic" else parts.stance_legend()
    head = (
        el("p.meta", _KINDS[kind], " · ", _page_link(view)),
        el("h1", view.title),
        el("p.meta", f"{MAP_NOTES[kind]} Click a node to go on from there."),
        legend,
    )
    show(*(node for node in head if node is not None), key="head")
    show_map(view, key="network")
    tables = _tables(view)
    st.download_button(
        "Download as one HTML file",
        lambda: standalone_html(view, tables),
        file_name="map.html",
        mime="text/html",
        on_click="ignore",
    )
    listed, more = first_of(list(topics.items()), MOST_TOPICS, "map", st.query_params.to_dict(), "topics")
    links = [link(topic.title, "map", focus=f"topic:{id_}") for id_, topic in listed]
    left_out = el("p.meta", f"{left_out_words(view.left_out)}.") if view.left_out else None
    related = _related(base, view) if kind == "topic" else None
    listing = el("ul", [el("li", each) for each in links])
    beneath = (tables, left_out, related, el("h2", "Maps of the topics"), listing, more)
    show(*(node for node in beneath if node is not None), key="table")


def _most_open(base: Answers) -> str:
    """The topic with most of the claims on which studies are not of one mind, among the most contested of all."""
    rows = base.claim_page().rows
    unsettled = Counter(row.topic for row in rows if row.state in _UNSETTLED)
    if unsettled:
        return max(unsettled, key=lambda topic: unsettled[topic])
    return rows[0].topic if rows else next(iter(base.topics()))


def _view(base: Answers, focus: str) -> MapView:
    kind, _, name = focus.partition(":")
    makers: Mapping[str, Callable[[Answers, str], MapView]] = {
        "claim": _of_claim,
        "source": _of_source,
        "topic": _of_topic,
    }
    if kind not in makers or not name:
        raise KbError(f"'{focus}' is no claim, source or topic", "an address ends with focus=claim:ID or source:KEY")
    return makers[kind](base, name)


def _of_claim(base: Answers, name: str) -> MapView:
    return claim_map(base.claim(name))


def _of_source(base: Answers, name: str) -> MapView:
    view = base.source(name)
    return source_map(view, {vote.claim: vote for vote in base.votes_of(name)})


def _of_topic(base: Answers, name: str) -> MapView:
    topics = base.topics()
    if name not in topics:
        raise KbError(f"no topic '{name}'", f"topics: {', '.join(topics)}")
    page = base.claim_page(f'topic:"{name}"')
    ids = tuple(row.id for row in page.rows)
    return topic_map(name, topics[name].title, page, base.ties(ids))


def _tables(view: MapView) -> Element:
    """What the map shows, as text: each line with what it joins, and the nodes that no line joins."""
    nodes = {node.id: node for node in view.nodes}
    lines = [
        el(
            "tr",
            el("td", _node(nodes[edge.a])),
            el("td.nowrap", edge.words),
            el("td", _node(nodes[edge.b])),
        )
        for edge in view.edges
    ]
    joined = {end for edge in view.edges for end in (edge.a, edge.b)}
    alone = [node for node in view.nodes if node.id not in joined and node.place is not Place.FOCUS]
    return el(
        "div",
        _table("The lines of the map", ("From", "How", "To"), lines) if lines else None,
        _table("Claims that no line joins", ("Claim",), [el("tr", el("td", _node(node))) for node in alone])
        if alone
        else None,
    )


def _related(base: Answers, view: MapView) -> Element | None:
    """In which relations the claims of a topic stand to each other; drawn, lines would run behind other boxes."""
    claims = {node.id.removeprefix("claim:"): node for node in view.nodes if node.kind == "claim"}
    said: dict[tuple[str, str, str], None] = {}
    for a, type_, b in base.relations(tuple(claims)):
        words, turned = RELATION_WORDS[type_]
        # both claims may state the same
        if (b, turned, a) not in said:
            said[a, words, b] = None
    rows = [
        el("tr", el("td", _node(claims[a])), el("td.nowrap", words), el("td", _node(claims[b]))) for a, words, b in said
    ]
    title = "How these claims are related, as the claims files state it"
    return _table(title, ("Claim", "How", "Other claim"), rows) if rows else None


def _table(caption: str, columns: Sequence[str], rows: Sequence[Element]) -> Element:
    head = el("thead", el("tr", [el("th", name, scope="col") for name in columns]))
    return el("table.stack.calm", el("caption", caption), head, el("tbody", rows))


def _node(node: MapNode) -> list[Content]:
    """A node with its verdict, if it is a claim."""
    # a glyph at the end of a line would stand without its word
    words = node.words.replace(" ", "\u00a0", 1)
    verdict = el("span.meta", f" {words}") if node.kind == "claim" else None
    return [link(node.label, "map", focus=node.id), verdict]


def _page_link(view: MapView) -> Element:
    kind, _, name = view.focus.partition(":")
    if kind == "claim":
        return link("Open the claim's page", "claim", id=name)
    if kind == "source":
        return link("Open the source's page", "source", key=name)
    return link("See these claims in a list", "", topic=name)
