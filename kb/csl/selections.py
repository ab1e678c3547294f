"""A selection of sources as a reference list, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.csl.items import Item, csl_item
from kb.csl.lists import Reference, references
from kb.csl.styles import Style
from kb.model import Source

#: how many keys a remark names
_MOST_NAMED = 8

#: each of these says where a journal article is, or that it is nowhere yet
_WHERE = ("page", "issue", "number", "DOI", "PMID", "PMCID", "URL", "status")


def listed(sources: Sequence[Source], style: Style, language: str = "") -> tuple[Reference, ...]:
    """The sources as references in the style's order; a style that numbers keeps the order given.

    The index of a reference is the place of its source.
    """
    return references([csl_item(source) for source in sources], style, language)


def remarks(sources: Sequence[Source], found: Sequence[Reference]) -> Iterator[str]:
    """What a reader of the list must know: what references lack that they need, and which are left out."""
    items = {source.key: csl_item(source) for source in sources}
    lacks = {
        "no author": [key for key, item in items.items() if not _people(item)],
        "no year": [key for key, item in items.items() if not (item.get("issued") or item.get("status"))],
        "no title": [key for key, item in items.items() if not item.get("title")],
        "no pages, number, DOI or address": [key for key, item in items.items() if not _is_found(item)],
    }
    shown = {reference.index for reference in found}
    lacks["left out, the style prints nothing for it"] = [s.key for at, s in enumerate(sources) if at not in shown]
    for what, keys in lacks.items():
        if keys:
            yield f"{what}: {_named(keys)}"


def _named(keys: Sequence[str]) -> str:
    """Keys in a row, the first few of many."""
    more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    return f"{', '.join(keys[:_MOST_NAMED])}{more}"


def _is_found(item: Item) -> bool:
    """True unless nothing says where in its journal an article stands that is out."""
    return item["type"] != "article-journal" or any(item.get(field) for field in _WHERE)


def _people(item: Item) -> bool:
    return any(item.get(role) for role in ("author", "editor", "translator"))
