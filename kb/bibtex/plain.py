"""Entries whose shape is fully understood, read in two strokes: a head, and fields that leave nothing between them.

Whatever is not plain goes to bibtexparser.  An entry is taken here only if every character of its block belongs to
the head or to a field, so that both ways give the same entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.bibtex.blocks import NOT_ENTRIES
from kb.bibtex.entries import MAX_ENTRY, RawEntry
from kb.bibtex.scan import FIELD_LINE
from kb.bibtex.spelling import meant_field, meant_type

#: how deep the braces of a plain value are nested
_DEPTH = 6
_BLANK = r"[ \t\n\r]*+"


def _inside(signs: str, depth: int = _DEPTH) -> str:
    """The pattern of text in which braces have partners, and no backslash stands before one of the `signs`."""
    other = rf"\\(?![{signs}])" + (rf"|\{{{_inside(signs, depth - 1)}\}}" if depth else "")
    # not (?:…)*+, which keeps what fails in part before Python 3.11.5
    return rf"[^\\{signs}]*+(?>(?:(?:{other})[^\\{signs}]*+)*)"


_BRACED, _QUOTED = _inside("{}"), _inside('{}"')
_PART = rf'(?:\{{{_BRACED}\}}|"{_QUOTED}"|[0-9]++|[A-Za-z][^\s"#%\'(),={{}}\\]*+)'
_ENDS = rf"{_BLANK}(?:,{_BLANK}|\Z)"
_HEAD = re.compile(rf"@([A-Za-z][A-Za-z0-9_]{{0,99}})[ \t]*+\{{{_BLANK}([^\s,={{}}\"\\#%()]{{1,300}}){_BLANK},{_BLANK}")
_FIELD = re.compile(
    rf"([A-Za-z][A-Za-z0-9_:.+-]{{0,99}}+){_BLANK}={_BLANK}"
    rf'(?:\{{({_BRACED})\}}{_ENDS}|"({_QUOTED})"{_ENDS}|([0-9]++){_ENDS}|({_PART}(?>(?:{_BLANK}#{_BLANK}{_PART})*)){_ENDS})'
)
#: what `split` by fields gives of each: the text before it, name, braced, quoted, digits, and @string or several parts
_STRIDE = 6
#: names as they are written to lower case, or to an empty string where they may be a misspelling
_NAMES: dict[str, str] = {}
_TYPES: dict[str, str] = {}
#: more than this many are not kept, whatever a file holds
_MOST_NAMES = 5_000


def read_plain(text: str, at: int, limit: int) -> RawEntry | None:
    """The entry that begins at an offset and ends at the last brace before `limit`; None where it is not plain."""
    end = text.rfind("}", at, limit)
    head = _HEAD.match(text, at, end)
    if head is None or end - at >= MAX_ENTRY:
        return None
    begin = head.end()
    pieces = _FIELD.split(text[begin:end])
    if any(pieces[::_STRIDE]):
        return None
    names = [_NAMES.get(name) or _known(name, _NAMES, _meant_field) for name in pieces[1::_STRIDE]]
    values: list[str] = pieces[2::_STRIDE]
    unresolved = _fill(values, pieces) if None in values else []
    written: dict[str, str] = dict(zip(names, values, strict=True))
    type_ = _TYPES.get(head[1]) or _known(head[1], _TYPES, _meant_type)
    if not type_ or "" in written or len(written) < len(names) or _has_lines_like_fields(values):
        return None
    macros = tuple([names[number] for number in unresolved]) if unresolved else ()
    return RawEntry(type_, head[2], head.start(2) - at, written, macros, text[at : end + 1], begin - at)


def _fill(values: list[str], pieces: list[str | None]) -> list[int]:
    """The numbers of the values that have to be resolved, after those without braces have been put in."""
    unresolved = []
    for number, (quoted, digits, joined) in enumerate(zip(*(pieces[n::_STRIDE] for n in (3, 4, 5)), strict=True)):
        if joined is not None:
            unresolved.append(number)
            values[number] = joined
        elif quoted is not None or digits is not None:
            values[number] = quoted or digits or ""
    return unresolved


def _has_lines_like_fields(values: list[str]) -> bool:
    lines = [value for value in values if "\n" in value and "=" in value]
    return any(map(FIELD_LINE.search, lines)) if lines else False


def _known(written: str, known: dict[str, str], meant: Callable[[str], str]) -> str:
    """The name in lower case, or an empty string where it may be a misspelling, which is no plain matter."""
    name = known.get(written)
    if name is None:
        name = "" if meant(written.lower()) else written.lower()
        if len(known) < _MOST_NAMES:
            known[written] = name
    return name


def _meant_field(name: str) -> str:
    return meant_field(name, ())


def _meant_type(name: str) -> str:
    return name if name in NOT_ENTRIES else meant_type(name)
