"""What a long page holds further down: its headings as links, each to its section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kb.ui.nodes import Element, el, joined


def section_id(number: int) -> str:
    """By what a link leads to the section with this number, counted from 1."""
    return f"section-{number}"


def reached(sections: Iterable[Element]) -> list[Element]:
    """The sections in their order, now such as a link on the same page leads to."""
    return [
        replace(section, attributes=(*section.attributes, ("id", section_id(n)), ("tabindex", "-1")))
        for n, section in enumerate(sections, start=1)
    ]


def contents(sections: Sequence[Element]) -> Element:
    """The headings of these sections, with their numbers, each a link to its section."""
    links = [
        el("a", part.children[0], href=f"#{dict(section.attributes)['id']}")
        for section in sections
        for part in section.children
        if isinstance(part, Element) and part.tag == "h2"
    ]
    return el("p.meta", "On this page: ", joined(links))
