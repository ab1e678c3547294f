"""Search over claims, sources and findings, with the found words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import streamlit as st

from kb.list_words import hits_left_out_words
from kb.ui import parts
from kb.ui.nodes import Element, Node, el, joined, link
from kb.ui.references_side import take_references
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.records import SearchHit, SearchView

#: a found word stands between these marks
_MARKED = re.compile("\u2068([^\u2068\u2069]*)\u2069")

_HEADINGS: Mapping[str, str] = {
    "claim": "Claims",
    "source": "Sources",
    "finding": "Findings",
    "note": "Notes on sources",
}


def render(base: Answers) -> None:
    """Draw the search field and the hits for the words in it."""
    show(el("h1", "Search"), key="head")
    words = st.text_input(
        "Words",
        key="q",
        bind="query-params",
        placeholder="in statements, titles, authors, findings and notes; all must occur, each matches by its beginning",
    )
    if not words or not words.strip():
        return
    found = base.search(words)
    show(*_hits(found), key="hits")
    take_references(base, lambda: _sources(found), "search")


def _sources(view: SearchView) -> Iterator[str]:
    """The sources among the hits, and those of the findings and notes among them, best first."""
    return (hit.id.partition("#")[0] for hit in view.hits if hit.kind != "claim")


def _hits(view: SearchView) -> Iterator[Element]:
    if not view.hits:
        yield el("p", "Nothing was found. All words must occur in one statement, title, author, finding or note.")
        yield el(
            "p.meta",
            "Who disagrees with a study stands on its page, and on that of ",
            link("Conflicts", "conflicts"),
            ".",
        )
        return
    yield el("p.meta", f"The best {len(view.hits)} hits." if view.left_out else f"{len(view.hits)} found.")
    for kind, heading in _HEADINGS.items():
        found = [hit for hit in view.hits if hit.kind == kind]
        if found:
            yield el("h2", f"{heading} ({len(found)})")
            yield el("ul.hits", [el("li", _hit(hit)) for hit in found])
    if view.left_out:
        yield el("p.meta", hits_left_out_words(view.left_out))


def _hit(hit: SearchHit) -> Element:
    said = marked(hit.marked) or [hit.id]
    if hit.kind == "note":
        return el("span", link(hit.who, "source", key=hit.page), ": ", said)
    if hit.kind == "source":
        return link(said, "source", key=hit.page)
    found = link(said, "claim", id=hit.page)
    if hit.kind == "finding":
        badge = (parts.told_badge if hit.is_told else parts.stance_badge)(hit.stance) if hit.stance else None
        told = joined([hit.who, "second-hand" if hit.is_told else None, hit.statement, hit.id])
        return el("span", badge, " ", found, el("span.meta", "  ", told))
    return el("span", found, " ", parts.verdict_badge(hit.summary) if hit.summary else None)


def marked(text: str) -> list[Node]:
    """The text with each word between the two marks as an element of its own."""
    nodes: list[Node] = []
    for number, part in enumerate(_MARKED.split(text)):
        if part:
            nodes.append(el("mark", part) if number % 2 else part)
    return nodes
