"""What is kept of a file's regions, so that after a change only those are read again in which something is otherwise.

A region is known again by the digest of its bytes, whatever stands above it: regions are held against those that were
there from the front and then from the back, and what lies between is read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from kb.bibtex.regions import begins_region


class Region(NamedTuple):
    """A region as it was read: its bytes and line ends, and what the rest of its file needs to know of it."""

    size: int
    lines: int
    digest: str
    blocks: int = 0
    faults: int = 0
    #: how many characters abbreviations in it, or in regions that it took the place of, unfolded to
    unfolded: int = 0
    #: the offset and text of each `@string`
    strings: tuple[tuple[int, str], ...] = ()
    #: keys of entries that are no sources: left out, or holding fields for others
    others: tuple[str, ...] = ()
    #: something in it depends on another region, or something there on it, in a way that takes the whole file to tell
    is_tied: bool = False


class Span(NamedTuple):
    """The regions `first` to `last`, without the latter, in place of which other bytes stand now, `begin` to `end`."""

    first: int
    last: int
    begin: int
    end: int


def digest(data: bytes | memoryview) -> str:
    """By which the bytes of a region are known."""
    return hashlib.sha256(data).hexdigest()


def differing(data: bytes, start: int, known: Sequence[Region]) -> Span:
    """Where a file, whose text starts at an offset, differs from what is known of it."""
    view = memoryview(data)
    first, begin = 0, start
    while first < len(known) and digest(view[begin : begin + known[first].size]) == known[first].digest:
        begin += known[first].size
        first += 1
    last, end = len(known), len(data)
    while last > first and end - begin >= (size := known[last - 1].size):
        if digest(view[end - size : end]) != known[last - 1].digest:
            break
        end -= size
        last -= 1
    # a region ends where the next one begins, and the last one where the text does
    if first and begin < len(data) and not (first < len(known) and begins_region(data, begin)):
        first -= 1
        begin -= known[first].size
    while last < len(known) and end > start and not begins_region(data, end):
        end += known[last].size
        last += 1
    return Span(first, max(first, last), begin, max(begin, end))


def cuts(known: Sequence[Region], start: int, size: int, span: Span) -> list[int]:
    """Where regions begin in a file of this size as they did before."""
    front = accumulate((region.size for region in known[: span.first]), initial=start)
    back = accumulate((region.size for region in known[span.last :]), initial=span.end)
    return [cut for cut in (*front, *back) if start < cut < size]
