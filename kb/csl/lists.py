"""Reference lists: items in a style, in the style's order, as pandoc formats them."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from kb.collecting import without_collecting
from kb.csl.inlines import Inline, cleaned, inside, texts
from kb.csl.pandoc import pandoc
from kb.csl.sparing import spared
from kb.csl.styles import Style
from kb.csl.tidy import tidied

Item = Mapping[str, Any]

#: a document that cites everything and says nothing
_CITE_ALL = {
    "t": "MetaInlines",
    "c": [
        {
            "t": "Cite",
            "c": [
                [
                    {
                        "citationId": "*",
                        "citationPrefix": [],
                        "citationSuffix": [],
                        "citationMode": {"t": "NormalCitation"},
                        "citationNoteNum": 0,
                        "citationHash": 0,
                    }
                ],
                [],
            ],
        }
    ],
}
#: the version of pandoc's documents in JSON that is written here
PANDOC_API = (1, 23, 1)
#: where pandoc can set references in parts: how many are in a part, and how many parts it may set at the same time
_PART = 2500
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference of a list: the index of its item among those given, its number if it has one, and its text."""

    index: int
    label: tuple[Inline, ...]
    text: tuple[Inline, ...]


def references(items: Sequence[Item], style: Style, language: str = "") -> tuple[Reference, ...]:
    """The items as references in the order of the style; one that the style prints nothing for is left out.

    Styles that do not sort keep the order of the items. `language` is a tag such as `de-DE`; without it the style's
    own, or American English. Links lead to web addresses only.
    """
    with without_collecting():
        if style.numbering is None or len(items) <= _PART:
            return tuple(_set(items, 0, style, language))
        starts = range(0, len(items), _PART)
        with ThreadPoolExecutor(max_workers=min(_AT_ONCE, os.cpu_count() or 1)) as pool:
            parts = pool.map(lambda start: _set(items[start : start + _PART], start, style, language), starts)
            return tuple(chain.from_iterable(parts))


def _set(items: Sequence[Item], before: int, style: Style, language: str) -> list[Reference]:
    """The items as references, as many standing `before` them."""
    if not items:
        return []
    given = tidied(items, style)
    words = [spared(item, style.changes) for item in given]
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        bibliography, style_file = Path(folder, "items.json"), Path(folder, "style.csl")
        bibliography.write_text(json.dumps(given), encoding="utf-8")
        style_file.write_bytes(style.text)
        meta: dict[str, Any] = {"nocite": _CITE_ALL, "link-bibliography": {"t": "MetaBool", "c": False}}
        meta |= {"lang": {"t": "MetaString", "c": language}} if language else {}
        document = json.dumps({"pandoc-api-version": PANDOC_API, "meta": meta, "blocks": []})
        arguments = ["--from=json", "--to=json", "--citeproc", "--quiet"]
        arguments += [f"--bibliography={bibliography}", f"--csl={style_file}"]
        written = pandoc(arguments, document.encode())
    return list(_entries(json.loads(written)["blocks"], before, words, style))


def _entries(
    blocks: Sequence[Any], before: int, words: Sequence[Mapping[int, str]], style: Style
) -> Iterator[Reference]:
    for block in blocks[0]["c"][1] if blocks else ():
        number = int(block["c"][0][0].removeprefix("ref-r"))
        label, text = _parts(block["c"][1], words[number - 1])
        if style.numbering:
            label = [{"t": "Str", "c": style.numbering.label(before + number)}]
        if any(not part.isspace() for part in texts(text)):
            yield Reference(before + number - 1, tuple(label), tuple(_whole_substitute(text, style.substitute)))


def _parts(blocks: Sequence[Any], words: Mapping[int, str]) -> tuple[list[Inline], list[Inline]]:
    """The label in the margin and the text of an entry."""
    inlines: list[Inline] = []
    for block in blocks:
        inlines += [{"t": "Space"}, *block["c"]] if inlines else block["c"]
    is_labelled = bool(inlines) and _class(inlines[0]) == "csl-left-margin"
    label = inside(inlines[0]) if is_labelled else []
    text: list[Inline] = []
    for inline in inlines[is_labelled:]:
        if inline["t"] == "Span":
            text += _opened(inline)
        else:
            text.append(inline)
    return _trimmed(cleaned(label)), _trimmed(cleaned(text, words))


def _whole_substitute(text: list[Inline], substitute: str) -> list[Inline]:
    """The text without the "et al." that pandoc leaves behind what stands for all names of the reference before."""
    if not substitute or text[0].get("c") != f"{substitute},":
        return text
    words = [inline.get("c", " ") for inline in text[1:5]]
    if words[:3] != [" ", "et", " "] or not words[3].startswith("al."):
        return text
    return [{"t": "Str", "c": substitute + (words[3][3:] or ".")}, *text[5:]]


def _opened(inline: Inline) -> list[Inline]:
    """What stands in a block of its own, set apart by blanks."""
    kind = _class(inline)
    if kind == "csl-right-inline":
        return inside(inline)
    return [{"t": "Space"}, *inside(inline), {"t": "Space"}] if kind in _BLOCKS else [inline]


#: the CSL values of `display` as pandoc names them
_BLOCKS = frozenset(("csl-block", "csl-indent", "csl-left-margin"))


def _class(inline: Inline) -> str:
    classes = inline["c"][0][1] if inline["t"] == "Span" else ()
    return classes[0] if classes else ""


def _trimmed(inlines: list[Inline]) -> list[Inline]:
    start, end = 0, len(inlines)
    while start < end and inlines[start]["t"] in _BLANKS:
        start += 1
    while end > start and inlines[end - 1]["t"] in _BLANKS:
        end -= 1
    return inlines[start:end]


_BLANKS = frozenset(("Space", "SoftBreak"))
