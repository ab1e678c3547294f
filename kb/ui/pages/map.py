"""The evidence around a claim, a source or a topic as a map, with the same content as a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import streamlit as st

from kb.diagnostics import KbError
from kb.ui import parts
from kb.ui.graph_view import show_map, standalone_html
from kb.ui.nodes import Element, el, link
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.maps import MapNode, MapView, claim_map, source_map, topic_map


def render(base: Answers) -> None:
    """Draw the map that the address names; without one, that of the first topic."""
    show(
        el("h1", "Map"),
        el("p.meta", "Disputing left, supporting right, mixed and inconclusive below. Click a node to go there."),
        key="head",
    )
    topics = base.topics()
    if not topics:
        show(el("p", "No claim yet."), key="map")
        return
    focus = st.query_params.get("focus") or f"topic:{next(iter(topics))}"
    view = _view(base, focus)
    links = [link(topic.title, "map", focus=f"topic:{id_}") for id_, topic in topics.items()]
    show(parts.stance_legend(), el("ul.legend", [el("li", each) for each in links], aria_label="Topics"), key="legend")
    show(el("h2", _kind(view), ": ", view.title), el("p", _page_link(view)), key="title")
    show_map(view, key="network")
    table = _table(view)
    st.download_button(
        "Download as one HTML file",
        lambda: standalone_html(view, table),
        file_name="map.html",
        mime="text/html",
        on_click="ignore",
    )
    show(*_beneath(view, table), key="table")


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
    votes = base.votes(tuple(sorted({finding.claim for finding in view.findings})))
    return source_map(view, {vote.claim: vote for vote in votes if vote.source == name})


def _of_topic(base: Answers, name: str) -> MapView:
    topics = base.topics()
    if name not in topics:
        raise KbError(f"no topic '{name}'", f"topics: {', '.join(topics)}")
    page = base.claim_page(f'topic:"{name}"')
    return topic_map(name, topics[name].title, page, base.votes(tuple(row.id for row in page.rows)))


def _beneath(view: MapView, table: Element) -> Iterator[Element]:
    yield table
    if view.left_out:
        yield el("p.meta", f"{view.left_out} more are not shown.")


def _table(view: MapView) -> Element:
    nodes = {node.id: node for node in view.nodes}
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("From", "What", "To")]))
    rows = [
        el("tr", el("td", _node(nodes[edge.a])), el("td", edge.words), el("td", _node(nodes[edge.b])))
        for edge in view.edges
    ]
    joined = {end for edge in view.edges for end in (edge.a, edge.b)}
    alone = [node for node in view.nodes if node.id not in joined and node.kind != "topic"]
    rows += [el("tr", el("td", _node(node)), el("td", node.words), el("td", "")) for node in alone]
    return el("table.calm", el("caption", "The map as a table"), head, el("tbody", rows))


def _node(node: MapNode) -> Element:
    return link(node.label, "map", focus=node.id)


def _kind(view: MapView) -> str:
    return {"claim": "Claim", "source": "Source", "topic": "Topic"}[view.focus.partition(":")[0]]


def _page_link(view: MapView) -> Element:
    kind, _, name = view.focus.partition(":")
    if kind == "claim":
        return link("Open the claim's page", "claim", id=name)
    if kind == "source":
        return link("Open the source's page", "source", key=name)
    return link("See these claims in a list", "", topic=name)
