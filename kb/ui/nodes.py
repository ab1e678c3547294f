"""What a page shows as a tree of elements and texts: users' words are only ever text in it, never markup.

The tree is drawn by `kb.ui.surface`, which makes an element for each element and a text node for each text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from kb.exporters.clean import printable

#: the elements that can be drawn; `surface.js` holds the same list and draws no others
TAGS = frozenset(
    (
        *("a", "b", "blockquote", "button", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "fieldset"),
        *("form", "h1", "h2", "h3", "input", "label", "legend", "li", "mark", "ol", "option", "p", "section", "select"),
        *("span", "sub", "summary", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)

#: where a link may lead: a page of the app, a section of this page, or a web address
_SAFE_LINK = re.compile(r"(?:https?://|#[a-z0-9-]+$|[a-z-]+(?:\?|$)|\./(?:\?|$))")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and what is inside it."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node, ...]


Node: TypeAlias = "Element | str"
Content: TypeAlias = "Node | Iterable[Content] | None"


def el(name: str, /, *content: Content, **attributes: str) -> Element:
    """An element named as in `p.kb-meta` (element, then classes); None and empty texts in it are left out.

    An underscore in an attribute's name stands for a hyphen.
    """
    tag, *classes = name.split(".")
    if tag not in TAGS:
        raise ValueError(f"no element '{tag}'")
    named = [("class", " ".join(classes))] if classes else []
    named += [(key.replace("_", "-"), value) for key, value in attributes.items() if value]
    return Element(tag, tuple(named), tuple(_flat(content)))


def link(label: Content, page: str, **query: str) -> Element:
    """A link to a page of the app, by its path, within the running session; an empty path is the first page."""
    return el("a", label, href=address(page, **query))


def address(page: str, **query: str) -> str:
    """The address of a page, relative to the app."""
    given = {key: value for key, value in query.items() if value}
    return (page or "./") + (f"?{urlencode(given)}" if given else "")


def web_link(label: Content, url: str) -> Node:
    """A link that leaves the app if the address is a web address; else just the label, as text."""
    if url.startswith(("https://", "http://")):
        return el("a", label, href=url)
    return el("span", label)


def doi_link(doi: str) -> Node:
    """A DOI as a link to its resolver; what does not look like a DOI stays text."""
    if not _DOI.fullmatch(doi):
        return el("span", doi)
    return el("a", doi, href=f"https://doi.org/{quote(doi, safe='/:;()._-')}")


def joined(parts: Iterable[Content], separator: str = " · ") -> list[Node]:
    """The parts that are not empty, with a separator between each two."""
    shown = [flat for part in parts if (flat := list(_flat((part,))))]
    nodes: list[Node] = []
    for number, part in enumerate(shown):
        nodes += [separator, *part] if number else part
    return nodes


def as_data(node: Node) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """The tree as lists and texts: an element is `[tag, attributes, children]`."""
    if isinstance(node, str):
        return node
    return [node.tag, dict(node.attributes), [as_data(child) for child in node.children]]


def text_of(node: Node) -> str:
    """All text in a tree, elements separated by blanks."""
    return node if isinstance(node, str) else " ".join(filter(None, map(text_of, node.children)))


def _flat(content: Iterable[Content]) -> Iterable[Node]:
    for part in content:
        if isinstance(part, Element):
            yield _checked(part)
        elif isinstance(part, str):
            if part:
                yield printable(part)
        elif part is not None:
            yield from _flat(part)


def _checked(element: Element) -> Element:
    href = dict(element.attributes).get("href")
    if href is not None and not _SAFE_LINK.match(href):
        raise ValueError(f"no link to '{href}'")
    return element
