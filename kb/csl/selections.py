"""A selection of sources as a reference list, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.csl.items import Item, csl_item
from kb.csl.lists import Reference
from kb.model import Source

#: how many keys a remark names
_MOST_NAMED = 8

#: each of these says where a journal article is, or that it is nowhere yet
_WHERE = ("page", "issue", "number", "DOI", "PMID", "PMCID", "URL", "status")


def csl_items(sources: Sequence[Source]) -> list[Item]:
    """The sources as items of a reference list, in their order."""
    return [csl_item(source) for source in sources]


def remarks(items: Sequence[Item], found: Sequence[Reference]) -> Iterator[str]:
    """What a reader of the list must know: what references lack that they need, and which are left out."""
    lacks = {
        "no author": [item["id"] for item in items if not _people(item)],
        "no year": [item["id"] for item in items if not (item.get("issued") or item.get("status"))],
        "no title": [item["id"] for item in items if not item.get("title")],
        "no pages, number, DOI or address": [item["id"] for item in items if not _is_found(item)],
    }
    shown = {reference.index for reference in found}
    lacks["left out, the style prints nothing for it"] = [
        item["id"] for at, item in enumerate(items) if at not in shown
    ]
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
