"""Drawing trees of nodes on the page; the only owner of the component that does it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from kb.ui.nodes import Node, as_data


def show(*nodes: Node, key: str) -> None:
    """Draw the nodes one below the other; `key` names the spot and is used once a page."""
    _surface()(data={"nodes": [as_data(node) for node in nodes]}, key=f"kb-{key}")


@cache
def _surface() -> ComponentRenderer:
    here = files("kb.ui")
    return st.components.v2.component(
        "kb_surface",
        css=(here / "surface.css").read_text(encoding="utf-8"),
        js=(here / "surface.js").read_text(encoding="utf-8"),
    )
