"""A map as a network that can be drawn without a network connection.  Owner of pyvis.

pyvis builds the nodes and edges and carries vis-network.  Its own pages are not used: they load scripts from elsewhere,
and run what stands in a title once any title holds the letters "href".  Here text reaches the drawing as data only.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

import streamlit as st
from pyvis.network import Network
from streamlit.components.v2.types import ComponentRenderer

from kb.exporters.clean import one_line
from kb.ui import map_layout
from kb.ui.map_layout import Box
from kb.ui.nodes import Element, Node
from kb.views.maps import MapNode, MapView, Place

_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
#: what the library's element says to a map that came before it
_TELL = 'export default function () { window.dispatchEvent(new Event("kb-vis")) }'
#: how round the corners of a box are, in pixels
_RADIUS: Mapping[str, int] = {"claim": 4, "source": 16, "topic": 0}
#: colours by tone for light and dark; a sign in the label and the side it stands on say the same
_COLOURS: Mapping[str, tuple[str, str]] = {
    "supports": ("#005A8F", "#6CB9EA"),
    "disputes": ("#A34700", "#F0A63C"),
    "mixed": ("#7E3F6B", "#DD94BC"),
    "inconclusive": ("#565C63", "#A9B0B8"),
    "conflicting": ("#9C2B1B", "#FF9D8A"),
    "none": ("#565C63", "#A9B0B8"),
}
_DASHES: Mapping[str, bool | list[int]] = {
    "supports": False,
    "disputes": [9, 5],
    "mixed": [2, 5],
    "inconclusive": [2, 5],
}

#: beside which of its sides a node of a narrow map is joined to the focus, and by which track, counted from the boxes
_LANES: Mapping[Place, int] = {
    Place.FOCUS: 1,
    Place.LEFT: -1,
    Place.RIGHT: 1,
    Place.BELOW_LEFT: -2,
    Place.BELOW_RIGHT: 2,
    Place.ABOVE: -3,
    Place.ROWS: -1,
}
#: how much room the tracks need
_TRACKS = 36.0


def show_map(view: MapView, *, key: str) -> None:
    """Draw a map; a click on a node leads to the map around it."""
    # in an element of its own, alike on every map: a browser that has it is only sent a reference to it
    _library()(data={}, key="kb-vis")
    _component()(data=map_data(view), key=f"kb-map-{key}")


def map_data(view: MapView) -> dict[str, Any]:
    """A map as plain data for the browser: nodes and edges by way of pyvis, and where each box of text stands."""
    # directed, or a second edge between two nodes would be lost without a word
    network = Network(directed=True, cdn_resources="local")
    for node in view.nodes:
        network.add_node(node.id, title=one_line(f"{node.label} ({node.words})"), **_look(node, view))
    places = {node.id: node.place for node in view.nodes}
    for edge in view.edges:
        look = {"tone": edge.tone, "dashes": _DASHES.get(edge.tone, [1, 3])}
        is_bent = Place.FOCUS in (ends := {places[edge.a], places[edge.b]}) and not ends.isdisjoint(map_layout.SIDES)
        network.add_edge(edge.a, edge.b, title=one_line(edge.words), bend=map_layout.BEND if is_bent else 0, **look)
    wide, narrow = map_layout.wide(view), map_layout.narrow(view)
    # beside the boxes of a narrow map there is room for tracks
    edge_of_boxes = max(box.ends[2] for box in narrow.values())
    return {
        "points": network.nodes,
        "lines": network.edges,
        "colours": {tone: list(pair) for tone, pair in _COLOURS.items()},
        "focus": view.focus,
        "title": view.title,
        "wide": _layout(wide, 0.0),
        "narrow": {
            **_layout(narrow, _TRACKS),
            "edge": edge_of_boxes,
            "lanes": {node.id: _LANES[node.place] for node in view.nodes},
        },
    }


def _layout(boxes: Mapping[str, Box], beside: float) -> dict[str, Any]:
    left, top, right, bottom = map_layout.extent(boxes.values())
    drawn = {id_: {"x": round(box.x), "y": round(box.y), "text": box.text} for id_, box in boxes.items()}
    return {"boxes": drawn, "left": left - beside, "top": top, "right": right + beside, "bottom": bottom}


def standalone_html(view: MapView, table: Node) -> str:
    """The map and its table as one page that needs nothing else: no request leaves it, and no text in it can run."""
    nonce = secrets.token_urlsafe(16)
    data = json.dumps(map_data(view)).replace("<", "\\u003c")
    script = (
        (files("kb.ui") / "map.js").read_text(encoding="utf-8").replace("export default function", "function drawMap")
    )
    policy = f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:"
    return (
        "<!doctype html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{_escaped(view.title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width"><style>{_PAGE_STYLE}</style></head><body>\n'
        f"<h1>{_escaped(view.title)}</h1>\n"
        f'<div id="map" role="img" aria-label="{_escaped(_alternative(view))}"></div>\n'
        f"{_markup(table)}\n"
        f'<script nonce="{nonce}">{_vis()}</script>\n'
        f'<script nonce="{nonce}">{script}\n'
        f'drawMap({{parentElement: document.getElementById("map"), data: {data}}})</script>\n'
        "</body></html>\n"
    )


def _look(node: MapNode, view: MapView) -> dict[str, Any]:
    return {
        "physics": False,
        "shape": "box",
        "radius": _RADIUS[node.kind],
        "tone": node.tone,
        "borderWidth": 3 if node.id == view.focus else 1.5,
    }


def _alternative(view: MapView) -> str:
    return f"Map of {len(view.nodes)} nodes around {view.title}; the table below holds the same."


@cache
def _vis() -> str:
    # the text of the library holds no end tag of a script, which would end the one it is put into
    return (files("pyvis") / _VIS).read_text(encoding="utf-8").replace("</script", "<\\/script")


@cache
def _library() -> ComponentRenderer:
    return st.components.v2.component("kb_vis", js=f"if (!window.vis) {{\n{_vis()}\n}}\n{_TELL}")


@cache
def _component() -> ComponentRenderer:
    here = files("kb.ui")
    return st.components.v2.component(
        "kb_map",
        html='<div class="map"></div>',
        css=(here / "map.css").read_text(encoding="utf-8"),
        js=(here / "map.js").read_text(encoding="utf-8"),
    )


def _markup(node: Node) -> str:
    """A tree of nodes as HTML, links as plain text: they lead into the app, which is not there."""
    if isinstance(node, str):
        return _escaped(node)
    inside = "".join(map(_markup, node.children))
    tag = "span" if node.tag == "a" else node.tag
    return f"<{tag}{_attributes(node)}>{inside}</{tag}>"


def _attributes(node: Element) -> str:
    kept = ((name, value) for name, value in node.attributes if name in ("scope", "colspan"))
    return "".join(f' {name}="{_escaped(value)}"' for name, value in kept)


def _escaped(text: str) -> str:
    return escape(one_line(text), quote=True)


_PAGE_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
body { color: #1b1d20; background: #fff; }
#map { border: 1px solid #d9dce0; }
table { border-collapse: collapse; width: 100%; margin-top: 1rem; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.8rem 0.35rem 0; border-bottom: 1px solid #d9dce0; }
div.vis-tooltip { position: absolute; visibility: hidden; padding: 4px 8px; max-width: 24rem; }
div.vis-tooltip { background: #fff; border: 1px solid #c9cdd2; }
"""
