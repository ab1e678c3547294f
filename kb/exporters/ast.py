"""Pieces of a document as pandoc's syntax tree, in which text is only ever text.

Text goes into `Str` and `Space` nodes and is never parsed: whatever a user's file holds is shown as it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kb.clean import printable

#: a node of the tree; strings among inline nodes are text
Node = dict[str, Any]
Inline = str | Node

#: the version of the tree; pandoc refuses one that it does not know
_API_VERSION = [1, 23]

_BLANKS = re.compile(r"(\s+)")

#: the beginning of what Markdown reads as another character
_ENTITY = re.compile(r"&(?=#?\w+;)")

#: what joins the parts of a cell where a cell can hold only one line
_JOINED = " · "


def words(text: str) -> list[Node]:
    """The printable text as words and spaces; blanks at its ends are kept as one space."""
    parts = (part for part in _BLANKS.split(printable(text)) if part)
    return [{"t": "Space"} if part.isspace() else {"t": "Str", "c": part} for part in parts]


def strong(*inlines: Inline) -> Node:
    """Text in bold type."""
    return {"t": "Strong", "c": _inlines(inlines)}


def styled(style: str, *inlines: Inline) -> Node:
    """Text in a style of the document: a character style in Word and LibreOffice, a class in HTML."""
    return {"t": "Span", "c": [_style(style), _inlines(inlines)]}


def para(*inlines: Inline) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": _inlines(inlines)}


def plain(*inlines: Inline) -> Node:
    """A paragraph without space around it, as in cells and lists."""
    return {"t": "Plain", "c": _inlines(inlines)}


def in_style(style: str, *blocks: Node) -> Node:
    """Blocks in a style of the document: a paragraph style in Word and LibreOffice, a class in HTML."""
    return {"t": "Div", "c": [_style(style), list(blocks)]}


def heading(level: int, *inlines: Inline) -> Node:
    """A heading; that of the document is of level 1."""
    return {"t": "Header", "c": [level, _NO_STYLE, _inlines(inlines)]}


def bullets(items: Iterable[Sequence[Node]]) -> Node:
    """A list of blocks."""
    return {"t": "BulletList", "c": [list(item) for item in items]}


def numbered(items: Iterable[Sequence[Node]]) -> Node:
    """A numbered list of blocks."""
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [list(item) for item in items]]}


def table(head: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Sequence[Node]]]) -> Node:
    """A table with a row of headings, which is repeated on every page; widths are shares of the line's."""
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    top = [_NO_STYLE, [_row([in_style("CellHead", para(name))] for name in head)]]
    body = [_NO_STYLE, 0, [], [_row(row) for row in rows]]
    return {"t": "Table", "c": [_NO_STYLE, [None, []], columns, top, [body], [_NO_STYLE, []]]}


def document(title: str, blocks: Iterable[Node]) -> bytes:
    """The blocks as a document for `pandoc --from json`; the title is that of its window."""
    meta = {"pagetitle": {"t": "MetaInlines", "c": words(title)}}
    tree = {"pandoc-api-version": _API_VERSION, "meta": meta, "blocks": list(blocks)}
    return json.dumps(tree, ensure_ascii=False).encode()


def for_markdown(blocks: Iterable[Node]) -> list[Node]:
    """The blocks as Markdown can hold them: a cell of a table is one line, and an entity is the text it looks like."""
    return [_written_out(_flat(block) if block["t"] == "Table" else block) for block in blocks]


def _flat(block: Node) -> Node:
    style, caption, columns, head, bodies, foot = block["c"]
    bare = [[align, {"t": "ColWidthDefault"}] for align, _ in columns]
    flat = [[s, n, before, [_flat_row(row) for row in rows]] for s, n, before, rows in bodies]
    top = [head[0], [_flat_row(row) for row in head[1]]]
    return {"t": "Table", "c": [style, caption, bare, top, flat, foot]}


def _flat_row(row: list[Any]) -> list[Any]:
    style, cells = row
    return [style, [[*cell[:-1], [plain(*_joined(cell[-1]))] if cell[-1] else []] for cell in cells]]


def _joined(blocks: Iterable[Node]) -> Iterator[Inline]:
    for number, block in enumerate(blocks):
        if number:
            yield _JOINED
        yield from block["c"] if block["t"] in ("Para", "Plain") else _joined(block["c"][1])


def _written_out(node: Any) -> Any:  # noqa: ANN401 - a node or a part of one
    """A part of the tree with all that pandoc leaves as it is and Markdown reads otherwise.

    "&" is "&amp;" where it would be read as an entity. Brackets of an address are written by their numbers: a printed
    address is read as a link of its own, which ends at a bracket, and what follows would be taken for another one.
    """
    if isinstance(node, list):
        return [_written_out(part) for part in node]
    if not isinstance(node, dict):
        return node
    if node["t"] == "Str":
        return {"t": "Str", "c": _ENTITY.sub("&amp;", node["c"])}
    if node["t"] == "Link":
        style, shown, (address, title) = node["c"]
        return {"t": "Link", "c": [style, [_without_brackets(part) for part in shown], [_numbered(address), title]]}
    return {"t": node["t"], "c": _written_out(node["c"])} if "c" in node else node


def _without_brackets(node: Node) -> Node:
    return {"t": "Str", "c": _numbered(node["c"])} if node["t"] == "Str" else node


def _numbered(address: str) -> str:
    return address.replace("[", "%5B").replace("]", "%5D")


_NO_STYLE: list[Any] = ["", [], []]


def _style(name: str) -> list[Any]:
    return ["", [name.lower().replace(" ", "-")], [["custom-style", name]]]


def _row(cells: Iterable[Sequence[Node]]) -> list[Any]:
    return [_NO_STYLE, [[_NO_STYLE, {"t": "AlignDefault"}, 1, 1, list(cell)] for cell in cells]]


def _inlines(inlines: Iterable[Inline]) -> list[Node]:
    return [node for inline in inlines for node in (words(inline) if isinstance(inline, str) else [inline])]
