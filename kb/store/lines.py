"""Places in the bibliography, kept by region: what is inserted above moves no line, only where a region begins.

A region has a number, from which the sources in it are numbered, as records are from the number of their file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from sqlalchemy import Connection, select

from kb.bibtex import Placed
from kb.diagnostics import Place
from kb.model import Source
from kb.project import BIBLIOGRAPHY
from kb.store import schema
from kb.store.asked import Keyed, Said
from kb.store.positions import of_region


class Spot(NamedTuple):
    """Where a source stands: its number among all sources, its region, and the line from the start of that."""

    position: int
    region: int
    line: int


def spot_of(placed: Placed) -> Spot:
    """Where a source of a bibliography that is read whole stands."""
    number = of_region(placed.region)
    return Spot(number + placed.turn, number, placed.line)


class Lines:
    """Where the regions of the bibliography begin, by number; what is in no region has region 0 and its own line."""

    def __init__(self, numbers: Sequence[int], above: Sequence[int]) -> None:
        self._numbers = numbers
        #: how many lines stand above each region
        self._above = above
        self._by_number = dict(zip(numbers, above, strict=True))

    @classmethod
    def of(cls, numbers: Sequence[int], lengths: Iterable[int]) -> Lines:
        """The lines of regions that have so many line ends each."""
        return cls(numbers, list(accumulate(lengths, initial=0))[: len(numbers)])

    def above(self, number: int) -> int:
        """How many lines stand above a region."""
        return self._by_number.get(number, 0)

    def apart(self, place: Place) -> tuple[int, int]:
        """The region that a place is in, and the line from the start of that."""
        if place.path != BIBLIOGRAPHY or not self._numbers:
            return 0, place.line
        turn = bisect_right(self._above, place.line - 1) - 1
        return self._numbers[turn], place.line - self._above[turn]

    def placed(self, sources: Iterable[Source]) -> Iterator[tuple[Source, Spot]]:
        """Sources in order, from the first one of a region on, each with its spot."""
        before, turn = -1, 0
        for source in sources:
            region, line = self.apart(source.place)
            turn = turn + 1 if region == before else 0
            before = region
            yield source, Spot(region + turn, region, line)


_ALL = Said(select(schema.regions.c.number, schema.regions.c.lines_above).order_by(schema.regions.c.number))
_SOME = Keyed(schema.regions, "number", "number", columns=["number", "lines_above"])


def all_lines(connection: Connection) -> Lines:
    """Where all regions begin."""
    found = _ALL.tuples(connection)
    return Lines([number for number, _ in found], [above for _, above in found])


def lines_for(connection: Connection, numbers: Iterable[int]) -> Lines:
    """Where these regions begin."""
    found = _SOME.tuples(connection, numbers)
    return Lines([number for number, _ in found], [above for _, above in found])
