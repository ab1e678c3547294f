"""What pandoc is spared: words that a style prints as they are given, which are put in again afterwards.

Pandoc goes through the words of a reference again and again. Where a style neither sorts by a title, nor tells
citations apart by it, nor sets it in another case, all that matters of the title is how it begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from kb.csl.mending import printed, tag

#: the fields whose words may be left out, and the sign that stands for the words within
MARKS: Mapping[str, str] = {
    "title": "\ue010",
    "container-title": "\ue011",
    "container-title-short": "\ue012",
    "collection-title": "\ue013",
    "event-title": "\ue014",
    "publisher": "\ue015",
}
#: the names under which a style may ask for a field
_ALSO = {"container-title-short": ("container-title",), "event-title": ("event",)}

#: stands for every field or every type
_ANY = "*"

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
#: words that hold nothing but letters and figures, and what stands between them
_WORDS = rf"[0-9{_LETTER}]*(?:(?:[,:;]? (?:[&–—-] )?|-)\(?[0-9{_LETTER}]+\)?)+"
#: a text with such words within it: how it begins, the words, and how it ends
_WORDY = re.compile(rf"([0-9{_LETTER}])({_WORDS})([0-9{_LETTER}][^\w\s\"'“”‘’<>&]?)")

#: a field, and a type of items for which a style changes it
Changes = frozenset[tuple[str, str]]
#: every field is looked into
EVERYTHING: Changes = frozenset({(_ANY, _ANY)})


def changes(root: Element) -> Changes:
    """The fields, each with the types of items, in which a style looks at more than how a text begins and ends."""
    bibliography, citation = root.find(tag("bibliography")), root.find(tag("citation"))
    if bibliography is None or bibliography.find(tag("sort")) is not None:
        return EVERYTHING
    told_apart = frozenset() if citation is None else frozenset(printed(root, citation))
    return frozenset(_cased(root, _ANY)) | {(name, _ANY) for name in told_apart}


def spared(item: dict[str, Any], changed: Changes) -> dict[int, str]:
    """Take words out of the item's texts; returned is what stands for each sign that is left in their place."""
    words: dict[int, str] = {}
    for name in MARKS.keys() & item.keys():
        found = None if is_changed(name, item["type"], changed) else _WORDY.fullmatch(item[name])
        if found:
            item[name] = found[1] + MARKS[name] + found[3]
            words[ord(MARKS[name])] = found[2]
    return words


def is_changed(name: str, type_: str, changed: Changes) -> bool:
    """True where a style looks at more of this field of such an item than how it begins and ends."""
    names = (name, *_ALSO.get(name, ()), _ANY)
    return any((field, each) in changed for field in names for each in (type_, _ANY))


def _cased(element: Element, types: str) -> Iterator[tuple[str, str]]:
    """The fields that are set in another case, each with the types of items for which the element is reached."""
    if element.tag in (tag("if"), tag("else-if")) and _asks_for_type(element):
        types = element.get("type", _ANY)
    if element.get("text-case") and element.tag == tag("text"):
        name = _ANY if element.get("macro") else element.get("variable", "")
        yield from ((name, type_) for type_ in types.split())
    for inner in element:
        yield from _cased(inner, types)


def _asks_for_type(branch: Element) -> bool:
    """True where a branch is taken for items of the types that it names only."""
    if not branch.get("type"):
        return False
    match = branch.get("match", "all")
    return match == "all" or (match == "any" and set(branch.keys()) <= {"type", "match"})
