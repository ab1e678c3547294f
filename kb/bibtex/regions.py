"""A file's text in regions that are read one after another, and can be read again by themselves.

A region begins at a line that begins a block, whatever stands above it, and is cut as that stretch of the whole text
would be.  So a large file is never decoded at once.  An offset in a file is one number that holds the number of its
region and the offset in it: offsets can be compared, and moved within a region.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from weakref import proxy

from kb.bibtex.blocks import Block, Cutter, Kind
from kb.bibtex.decoding import BibText, Decoded
from kb.bibtex.entries import Read
from kb.bibtex.reading import read_at, read_blocks
from kb.diagnostics import Place

#: how many bytes a region has at least where the text is cut anew, the last one aside
SIZE = 64 * 1024
_BITS = 40
_OFFSET = (1 << _BITS) - 1
_HEAD = rb"@[A-Za-z]\w{0,40}[ \t]{0,9}[{(]"
_BOUNDARY = re.compile(rb"\n(?=" + _HEAD + rb")")
_BEGINS = re.compile(_HEAD)
#: a line that begins a block can be told from so many of its bytes
HEAD_BYTES = 64
#: what becomes of a block that does not close can depend on this many blocks below it, and lines like heads in values
_SEEN_AHEAD = 10


class Found(NamedTuple):
    """A block of a file as read, with its text as it stands and its place; it starts at its offset in the file."""

    block: Block
    read: Read
    raw: str
    place: Place


class Bounds(NamedTuple):
    """Where a region begins and ends, in bytes, its first line, and how many signs, line ends and blocks it has."""

    begin: int
    end: int
    line: int
    length: int
    lines: int
    blocks: int


class Part(NamedTuple):
    """Where in its file a text stands that is a part of it: regions and lines above, and whether the file goes on."""

    regions: int
    lines: int
    goes_on: bool
    #: the text of a region that is not in it, by number
    elsewhere: Callable[[int], BibText]


class OpenEndError(Exception):
    """Where a region ends cannot be told without what stands behind the text."""


def at(number: int, offset: int = 0) -> int:
    """The offset in a file of an offset in a region."""
    return (number << _BITS) + offset


def region_of(offset: int) -> int:
    """The number of the region that an offset in a file is in."""
    return offset >> _BITS


def offset_in(offset: int) -> int:
    """The offset in its region of an offset in a file."""
    return offset & _OFFSET


def is_small(size: int) -> bool:
    """True when so many bytes are less than a region has where the text is cut anew."""
    return size < SIZE


def begins_region(data: bytes, begin: int) -> bool:
    """True when a region can begin at a byte of a file's bytes, whatever stands above it."""
    return data[begin - 1 : begin] == b"\n" and _BEGINS.match(data, begin) is not None


class Regions:
    """The regions of one file, or of a part of it: they are found in order, and can be asked for again.

    `cuts` are where regions began before; they do so again, unless that would leave one of them open.  A part ends at
    the first of the cuts where it can.
    """

    def __init__(self, path: str, decoded: Decoded, cuts: Sequence[int] = (), part: Part | None = None) -> None:
        self._path = path
        self._data = decoded.data
        self._cuts = [*cuts, len(decoded.data)]
        self.is_whole = part is None
        self._stops = frozenset() if part is None else frozenset(cuts)
        self._goes_on = part is not None and part.goes_on
        self._elsewhere = part.elsewhere if part else None
        #: the numbers of the first region, and of the first one behind those that have been read
        self.first = self.stop = part.regions if part else 0
        #: where the regions end that have been read
        self.end = decoded.start
        self._line = 1 + (part.lines if part else 0)
        #: the regions that have been read
        self.known: list[Bounds] = []
        # with itself in a circle, the bytes of the file would stay until garbage is looked for
        this: Regions = proxy(self)
        self.text = lru_cache(maxsize=8)(lambda number: this._text(number))  # noqa: PLW0108 - a method would hold it
        self._cutter = lru_cache(maxsize=8)(lambda number: Cutter(this.text(number).plain))

    def blocks(self) -> Iterator[Found]:
        """Each block in order; blank text between blocks is left out."""
        begin, line = self.end, self._line
        while begin < len(self._data) and begin not in self._stops:
            end, text, blocks = self._region(begin, line)
            base = at(self.stop)
            plain, written = text.plain, None if text.written is text.plain else text.written
            self.known.append(Bounds(begin, end, line, len(plain), plain.count("\n"), len(blocks)))
            self.stop, self.end = self.stop + 1, end
            begin, last_start = end, 0
            for block, read in blocks:
                start = block.start
                line += plain.count("\n", last_start, start)
                last_start = start
                place = Place(self._path, line, start - plain.rfind("\n", 0, start))
                raw = block.text if written is None else written[start : start + len(block.text)]
                yield Found(Block(base + start, *block[1:]) if base else block, read, raw, place)
            line += plain.count("\n", last_start)

    def place(self, offset: int) -> Place:
        """The place of an offset in the file."""
        return self.text(region_of(offset)).place(offset_in(offset))

    def block(self, offset: int) -> tuple[Block, Read]:
        """The block that starts at an offset, read again."""
        block, read = read_at(self._cutter(region_of(offset)), offset_in(offset))
        return block._replace(start=offset), read

    def _text(self, number: int) -> BibText:
        if self._elsewhere and not self.first <= number < self.stop:
            return self._elsewhere(number)
        known = self.known[number - self.first]
        return BibText(self._path, self._data[known.begin : known.end].decode(), known.line)

    def _region(self, begin: int, line: int) -> tuple[int, BibText, list[tuple[Block, Read]]]:
        size = SIZE
        while True:
            end = self._end(begin, size)
            text = BibText(self._path, self._data[begin:end].decode(), line)
            blocks = list(read_blocks(text.plain))
            is_end = end == len(self._data)
            if _is_settled(blocks) or (is_end and not self._goes_on):
                return end, text, blocks
            if is_end:
                raise OpenEndError
            size = max(size * 2, end - begin)

    def _end(self, begin: int, size: int) -> int:
        """Where a region of at least this size may end; one that is cut as before can be smaller."""
        least = begin + (size if size > SIZE else 1)
        cut = self._cuts[bisect_left(self._cuts, least)] if least <= len(self._data) else len(self._data)
        if cut - begin < 2 * SIZE:
            return cut
        boundary = _BOUNDARY.search(self._data, begin + size, cut)
        return boundary.end() if boundary and cut - boundary.end() >= SIZE else cut


def _is_settled(blocks: list[tuple[Block, Read]]) -> bool:
    """True when nothing below can change how these blocks are cut."""
    ahead = 0
    for block, _ in reversed(blocks):
        if not block.is_closed and (block.kind is Kind.COMMENT or ahead < _SEEN_AHEAD):
            return False
        ahead += block.kind is not Kind.TEXT
    return True
