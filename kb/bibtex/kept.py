"""What is kept of a file's regions, so that after a change only those are read again in which something is otherwise.

A region is known again by the digest of its bytes, whatever stands above it: regions are held against those that were
there from the front and then from the back, and what lies between is read anew.  The digest of a whole file follows
from what is kept of its regions, whatever they are, so that a file is gone through once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import BinaryIO, NamedTuple

from kb.bibtex.decoding import text_start
from kb.bibtex.regions import HEAD_BYTES, begins_region, is_small

#: of a number of bytes, the remainder by this prime is found by adding: 2 to the power of 127 leaves 1
_BITS = 127
_PRIME = (1 << _BITS) - 1
#: how many bytes behind what differs are looked at too: where a region ends can depend on them
_AHEAD = 1024 * 1024


class Region(NamedTuple):
    """A region as it was read: its bytes and line ends, and what the rest of its file needs to know of it."""

    size: int
    lines: int
    digest: str
    #: the remainder of its bytes, taken for one number
    remainder: int = 0
    blocks: int = 0
    faults: int = 0
    #: how many characters abbreviations in it unfolded to, and how many were inherited, there and in regions that it
    #: took the place of
    unfolded: int = 0
    #: the offset and text of each `@string`
    strings: tuple[tuple[int, str], ...] = ()
    #: keys of entries that are no sources: left out, or holding fields for others
    others: tuple[str, ...] = ()
    #: the keys, in small letters, that entries in it inherit from; one that is missing with the key that may be meant
    links: tuple[tuple[str, str | None], ...] = ()
    #: something in it depends on another region, or something there on it, in a way that takes the whole file to tell
    is_tied: bool = False


class Span(NamedTuple):
    """The regions `first` to `last`, without the latter, in place of which other bytes stand now, `begin` to `end`."""

    first: int
    last: int
    begin: int
    end: int


class Seen(NamedTuple):
    """A file that was held against its regions: what is otherwise, and the bytes there and some behind."""

    size: int
    #: its first bytes, and where its text begins
    head: bytes
    start: int
    span: Span
    window: bytes

    @property
    def is_same(self) -> bool:
        """True when all regions are there, and nothing else."""
        return self.span.begin == self.span.end and self.span.first == self.span.last


def digest(data: bytes | memoryview) -> str:
    """By which the bytes of a region are known."""
    return hashlib.sha256(data).hexdigest()


def remainder(data: bytes | memoryview) -> int:
    """The remainder of bytes, taken for one number; that of bytes one after another follows from those of each."""
    number = int.from_bytes(data)
    # folded to half its length at a time, for dividing costs more
    bits = _BITS << max((len(data) * 8 // _BITS).bit_length() - 1, 0)
    while bits >= _BITS:
        number = (number >> bits) + (number & ((1 << bits) - 1))
        bits >>= 1
    return number % _PRIME


def digest_of_all(head: bytes, regions: Iterable[Region]) -> str:
    """The digest of a file from its first bytes and its regions: equal for equal bytes, however they are cut."""
    start = text_start(head)
    whole, size = remainder(head[:start]), start
    for region in regions:
        # times 256 to the power of the size; the powers of two come again after 127
        whole = ((whole << region.size * 8 % _BITS) + region.remainder) % _PRIME
        size += region.size
    return hashlib.sha256(f"{size} {whole}".encode()).hexdigest()


def look(file: BinaryIO, known: Sequence[Region]) -> Seen:
    """A file, gone through piece by piece, held against its known regions."""

    def read(begin: int, end: int) -> bytes:
        file.seek(begin)
        return file.read(end - begin)

    size = file.seek(0, 2)
    head = read(0, 400)
    start = text_start(head)
    span = differing(read, size, start, known)
    return Seen(size, head, start, span, read(span.begin, span.end + _AHEAD))


def differing(read: Callable[[int, int], bytes], size: int, start: int, known: Sequence[Region]) -> Span:
    """Where a file of this size, whose text starts at an offset, differs from what is known of it."""
    first, begin = 0, start
    while first < len(known) and digest(read(begin, begin + known[first].size)) == known[first].digest:
        begin += known[first].size
        first += 1
    last, end = len(known), size
    while last > first and end - begin >= known[last - 1].size:
        if digest(read(end - known[last - 1].size, end)) != known[last - 1].digest:
            break
        last -= 1
        end -= known[last].size

    def begins(offset: int) -> bool:
        return begins_region(read(offset - 1, offset + HEAD_BYTES), 1)

    # a region ends where the next one begins, and the last one where the text does
    if first and begin < size and not (first < len(known) and begins(begin)):
        first -= 1
        begin -= known[first].size
    while last < len(known) and end > start and not begins(end):
        end += known[last].size
        last += 1
    # edits one after another at one place leave one region, and not many small ones
    if begin < end:
        while last < len(known) and is_small(end - begin + known[last].size):
            end += known[last].size
            last += 1
        while first and is_small(end - begin + known[first - 1].size):
            first -= 1
            begin -= known[first].size
    return Span(first, max(first, last), begin, max(begin, end))


def cuts(known: Sequence[Region], start: int, size: int, span: Span) -> list[int]:
    """Where regions begin in a file of this size as they did before."""
    front = accumulate((region.size for region in known[: span.first]), initial=start)
    back = accumulate((region.size for region in known[span.last :]), initial=span.end)
    return [cut for cut in (*front, *back) if start < cut < size]
