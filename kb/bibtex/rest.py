"""The rest of a file of which a part is read: what entries in the part inherit from it, and what it inherits from them.

The regions there are as they are on record.  One is read through only where an entry in the part inherits from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from kb.bibtex.decoding import BibText
from kb.bibtex.kept import Region, Seen, digest
from kb.bibtex.reading import read_blocks
from kb.bibtex.regions import OpenEndError, at
from kb.bibtex.spelling import is_one_letter_away, near
from kb.model import Source


class Record(NamedTuple):
    """What can be asked of a file, and of what is on record of it; regions are named by their turn."""

    #: the bytes of the file from one offset up to another
    read: Callable[[int, int], bytes]
    #: the regions that may hold an entry with a key, which is given in small letters
    holding: Callable[[str], Iterable[int]]
    #: the keys of the entries in the regions from one up to another
    keys: Callable[[int, int], Iterable[str]]
    #: the texts of some sources, by key
    texts: Callable[[Collection[str]], Mapping[str, str]]


class Rest:
    """The regions of a file above and behind the part of it that is read, to be asked for once that has been.

    `known` are all regions on record.
    """

    def __init__(self, path: str, seen: Seen, known: Sequence[Region], record: Record) -> None:
        self._path, self._known, self._record = path, known, record
        #: in place of which regions the part stands, and the number of the region behind it
        self.first, self.last, self._stop = seen.span.first, seen.span.last, 0
        self._sizes = list(accumulate((region.size for region in known), initial=seen.start))
        self._lines = list(accumulate((region.lines for region in known), initial=1))
        #: by how many bytes and lines the file has grown
        self._more = (seen.size - self._sizes[-1], 0)
        self._texts: dict[int, BibText] = {}

    def settle(self, last: int, stop: int, lines: int) -> None:
        """Take in where the part ends, and how many lines it has."""
        self.last, self._stop = last, stop
        self._more = (self._more[0], lines - (self._lines[last] - self._lines[self.first]))

    def text(self, number: int) -> BibText:
        """The text of a region by its number in the file as it is now."""
        if number not in self._texts:
            turn = number if number < self.first else number - self._stop + self.last
            size, lines = self._more if turn >= self.last else (0, 0)
            begin = self._sizes[turn] + size
            data = self._record.read(begin, begin + self._known[turn].size)
            if digest(data) != self._known[turn].digest:
                raise OpenEndError
            self._texts[number] = BibText(self._path, data.decode(), self._lines[turn] + lines)
        return self._texts[number]

    def named(self, key: str) -> Iterator[tuple[str, int]]:
        """The entries with a key, which is given in small letters: each key as written, and the entry's offset."""
        for turn in self._record.holding(key):
            if not self.first <= turn < self.last:
                number = turn if turn < self.first else turn - self.last + self._stop
                for block, read in read_blocks(self.text(number).plain):
                    if read.entry and read.entry.key.casefold() == key:
                        yield read.entry.key, at(number, block.start)

    def near(self, name: str, here: Collection[str]) -> str:
        """The key one letter away from one that is missing, which is given in small letters, or an empty string.

        `here` are the keys in the part.
        """
        known = {name: meant for region in self._known for name, meant in region.links if meant is not None}
        if name in known and not any(is_one_letter_away(name, key) for key in self._changed(here)):
            return known[name]
        keys = self._record.keys
        everywhere = {key.casefold(): key for key in here}
        for key in (*keys(0, self.first), *keys(self.last, len(self._known))):
            everywhere.setdefault(key.casefold(), key)
        return everywhere.get(near(name, everywhere), "")

    def inherits(self, regions: Iterable[Region], sources: Iterable[Source]) -> bool:
        """True when something in the rest may inherit otherwise than before from what stands in the part now."""
        old = self._known[self.first : self.last]
        links = {link for region in (*self._known[: self.first], *self._known[self.last :]) for link in region.links}
        if not links:
            return False
        now = {source.key.casefold(): source for source in sources}
        others = {key.casefold() for region in regions for key in region.others}
        changed = self._changed(now.keys() | others)
        missing = [name for name, meant in links if meant is not None]
        if any(is_one_letter_away(name, key) for name in missing for key in changed):
            return True
        near_by = {name for region in (*old, *regions) for name, _ in region.links}
        far = {name for name, _ in links}
        wanted = (far | near_by) & (now.keys() | others | changed)
        raws = self._record.texts([now[key].key for key in wanted if key in now])
        same = {key for key in wanted - changed - others if raws.get(now[key].key) == now[key].raw}
        otherwise = wanted - same
        is_handed_on = bool(otherwise & near_by or any(region.strings for region in old))
        return bool(otherwise & far) or (is_handed_on and bool(wanted & far))

    def _changed(self, here: Collection[str]) -> set[str]:
        """The keys, in small letters, that came or went with the part."""
        before = {key.casefold() for key in self._record.keys(self.first, self.last)}
        return before ^ {key.casefold() for key in here}
