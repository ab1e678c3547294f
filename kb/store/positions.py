"""Numbers that keep records in the order of the text, with room for files that come later.

Each file has a number, and its records are numbered from it on.  A file that comes takes a number between its
neighbours, so that no other record is numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, zip_longest
from typing import TypeVar

from kb.model import Claim, Comparison, Finding, Topic

Record = TypeVar("Record", Claim, Comparison, Finding, Topic)

#: the number of a file is a multiple of this; more records, or lines, than this are in no file that is read
_FILE = 1 << 21
#: above the number of every record
END = 1 << 62
#: the same of a region of a bibliography that is read whole; more regions than there is room for are in none
_REGION = 1 << 48


def spread(paths: Iterable[str]) -> dict[str, int]:
    """A number for each file in order, as far apart as they go."""
    ordered = sorted(paths)
    gap = max(END // (len(ordered) + 1) // _FILE, 1) * _FILE
    return {path: turn * gap for turn, path in enumerate(ordered, start=1)}


def fitted(known: Mapping[str, int], new: Iterable[str]) -> dict[str, int] | None:
    """A number for each new file between those of the known files; None when there is no room left somewhere."""
    coming = set(new) - known.keys()
    numbers: dict[str, int] = {}
    before = 0
    runs = [(is_new, list(paths)) for is_new, paths in groupby(sorted({*known, *coming}), coming.__contains__)]
    for (is_new, paths), (_, following) in zip_longest(runs, runs[1:], fillvalue=(False, [])):
        if is_new:
            after = known[following[0]] if following else END
            # files often come one by one in order: more room is needed behind a new one than before it
            step = (after - before) // max(len(paths) + 1, 4) // _FILE * _FILE
            numbers |= {path: before + turn * step for turn, path in enumerate(paths, start=1)}
            if not step:
                return None
        before = known.get(paths[-1], before)
    return numbers


def of_region(turn: int) -> int:
    """The number of a region, from 0, of a bibliography that is read whole."""
    return (turn + 1) * _REGION


def between(count: int, before: int = 0, after: int | None = None) -> list[int] | None:
    """Numbers for so many regions of the bibliography between two others; None when there is no room left."""
    gap = ((END if after is None else after) - before) // (count + 1) // _FILE * _FILE
    return [before + turn * gap for turn in range(1, count + 1)] if gap or not count else None


def numbered(records: Iterable[Record], files: Mapping[str, int]) -> Iterator[tuple[Record, int]]:
    """The records, in the order of the text, with their numbers; those of an unknown file follow the ones before."""
    last = -1
    for record in records:
        first = files.get(record.place.path, -1)
        # which topics of a file are kept depends on other files; their lines do not
        last = max(last + 1, first + record.place.line if first >= 0 and isinstance(record, Topic) else first)
        yield record, last
