"""Addresses of this page with another place in it: the next part of a list, a claim opened, a filter kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from kb.ui.nodes import Element, el

Item = TypeVar("Item")

#: what stands in an address: one value, or several
Given = Mapping[str, str | Sequence[str]]

#: no list is as long as a number of more digits
_MOST_DIGITS = 12


def here(page: str, given: Given, **changes: str | Sequence[str]) -> str:
    """The address of a page with what is given, and changes to it; what is empty is left out."""
    query = {name: value for name, value in {**given, **changes}.items() if value}
    return (page or "./") + (f"?{urlencode(query, doseq=True)}" if query else "")


def turn_links(page: str, given: Given, after: str, back: str | None, name: str = "after") -> Iterator[Element]:
    """Links to the part of a list before this one and to the next; nothing when there is only one part."""
    links = []
    if back is not None:
        links.append(el("a", "← Previous", href=here(page, given, **{name: back})))
    if after:
        links.append(el("a", "Next →", href=here(page, given, **{name: after})))
    if links:
        yield el("p.turn", links)


def none_here(of: str, total: int, page: str, given: Given) -> Element:
    """Why a part of a list is empty: none of what it lists fits the filters, or those that do stand before it."""
    if not total:
        return el("p", f"No {of} fits these filters.")
    return el("p", "The list ends before this part of it. ", el("a", "To its beginning", href=here(page, given)))


def number_in(text: str) -> int:
    """The number that stands in an address; 0 for what is none, and for one that no list reaches."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def first_of(
    found: Sequence[Item], size: int, page: str, given: Given, name: str
) -> tuple[Sequence[Item], Element | None]:
    """The first of a list within a page, `size` or as many as the address asks for, and a link that shows more of it.

    The link leaves the reader where the list went on; its name says of which list it is.
    """
    most = asked_for(size, given, name)
    return found[:most], more_of(len(found) - most, most, size, page, given, name)


def asked_for(size: int, given: Given, name: str) -> int:
    """How many of a list the address asks for, `size` at least."""
    return max(size, number_in(str(given.get(name, ""))))


def more_of(left: int, most: int, size: int, page: str, given: Given, name: str) -> Element | None:  # noqa: PLR0913, PLR0917 - as of `first_of`
    """The link that shows more of a list of which the first `most` are shown; None when none is left."""
    if left <= 0:
        return None
    said = f"Show {min(size, left):,} more of {left:,}"
    more = here(page, given, **{name: str(most + size)})
    return el("p", el("a.stay", said, href=more, aria_label=f"{said}: {name.replace('_', ' ')}"))
