"""One pass over a bibliography: each source is made as soon as it can be, and what depends on the rest at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple, TypeVar

from kb.bibtex.allows import read_allows
from kb.bibtex.blocks import Block, Kind
from kb.bibtex.decoding import Decoded
from kb.bibtex.entries import RawEntry
from kb.bibtex.faults import OF_LOSS, Fault
from kb.bibtex.fields import RawField
from kb.bibtex.inheritance import Inheritance, Inherited, Keys, Linked, links
from kb.bibtex.kept import Region, digest, remainder
from kb.bibtex.reading import faults_without_entry
from kb.bibtex.regions import Regions, offset_in, region_of
from kb.bibtex.sources import Resolved, to_source
from kb.bibtex.strings import Abbreviations, Definition, Value
from kb.diagnostics import Allow, Diagnostic, Place, quoted
from kb.diagnostics import in_order as faults_in_order
from kb.model import Source

#: more blocks than this are not read, and more faults than this are not listed
MAX_BLOCKS = 2_000_000
MAX_FAULTS = 10_000


#: what an entry without links inherits
_NOTHING: Mapping[str, Inherited] = {}

T = TypeVar("T")


class Placed(NamedTuple):
    """A source with the number of its region, its line there, and how many sources stand before it there."""

    source: Source
    region: int
    line: int
    turn: int


class _Waiting(NamedTuple):
    """An entry whose values are known only at the end of the file, or what it inherits."""

    entry: RawEntry
    base: int
    texts: Mapping[str, str] | None
    raw: str
    place: Place
    turn: int


class Reading:
    """Reads one file, or some regions of it; after all `sources` have been taken, all that it tells is complete.

    `above` and `below` are the abbreviations that regions before and behind those that are read define; `keys` finds
    entries there.
    """

    def __init__(
        self,
        decoded: Decoded,
        regions: Regions,
        above: Iterable[Definition] = (),
        below: Iterable[Definition] = (),
        keys: Keys | None = None,
    ) -> None:
        self.regions = regions
        self.seen = 0
        self._decoded = decoded
        self._faults: list[Fault] = []
        self._keys = keys or Keys()
        self._abbreviations = Abbreviations()
        self._above, self._below = above, below
        #: entries that depend on what stands further below
        self._waiting: dict[str, _Waiting] = {}
        #: blocks that suppressions stand in, each with the block below it
        self._around_allows: list[Block] = []
        self.allows: tuple[Allow, ...] = ()
        #: `@string` blocks, and keys of entries that are no sources, each with its offset in the file
        self._strings: list[Block] = []
        self._others: list[tuple[int, str]] = []
        #: the keys that entries inherit from, each with the entry's offset (see `Region.links`)
        self._links: list[tuple[int, tuple[str, str | None]]] = []
        self._inherited = 0
        #: offsets in regions that other regions have to do with
        self._tied: list[int] = []
        #: the number behind that of the region that is read, and how many sources stand in it so far
        self._turn = (0, 0)

    def sources(self) -> Iterator[Placed]:
        """Each source, those last that depend on what stands below them."""
        first: list[Block] = []
        for definition in self._above:
            self._abbreviations.define(definition)
        for count, (block, read, raw, place) in enumerate(self.regions.blocks()):
            if count == MAX_BLOCKS:
                message = f"nothing after the first {MAX_BLOCKS:,} parts of this file is read"
                self._faults.append(Fault("bib-too-large", block.start, message, "split it into several files"))
                break
            if count < 2:
                first.append(block)
            self._note(block)
            if read.faults:
                self._faults += [fault.moved(block.start) for fault in read.faults]
            if read.strings:
                self._define(block, read.strings)
            entry = read.entry
            placed = self._early(entry, block.start, raw, place) if entry else None
            if placed is not None:
                yield placed
        self._finish(first)
        yield from self._late_sources()

    def _early(self, entry: RawEntry, base: int, raw: str, place: Place) -> Placed | None:
        """The source in an entry; None of one that is left out, or that depends on what stands below."""
        if not self._is_first(entry, base):
            return None
        if self.regions.stop != self._turn[0]:
            self._turn = self.regions.stop, 0
        region, turn = self._turn
        texts = self._abbreviations.values(entry)
        # an @xdata entry holds fields for others, and is no source
        self._turn = region, turn + (entry.type != "xdata")
        if texts is None or "crossref" in texts or "xdata" in texts:
            self._waiting[entry.key] = _Waiting(entry, base, texts, raw, place, turn)
            return None
        if entry.type == "xdata":
            self._hold_back(entry, base)
            return None
        resolved = Resolved(entry, base, texts, _NOTHING, self._locate)
        return self._placed(to_source(resolved, raw, place, self._faults, self.regions.place), base, turn)

    def _finish(self, first: list[Block]) -> None:
        for definition in self._below:
            self._abbreviations.define(definition)
        if self.regions.is_whole:
            self._faults += faults_without_entry(first)
        self.allows = tuple(read_allows(self._around_allows, self.regions.place, self._faults))
        self._abbreviations.finish()

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The faults in order of place; of a great number those that cost an entry come first, and the cut is told."""
        faults = self._told()
        if len(faults) > MAX_FAULTS:
            faults = sorted(faults, key=lambda fault: (fault.rule not in OF_LOSS, fault.at))
            message = f"{len(faults) - MAX_FAULTS:,} more faults, here and elsewhere, are not listed"
            rest = Fault("bib-too-large", faults[MAX_FAULTS].at, message, "mend those that are listed first")
            faults = [*faults[:MAX_FAULTS], rest]
        # places are found region by region
        faults.sort(key=lambda fault: fault.at)
        return faults_in_order(
            [*self._decoded.diagnostics, *(fault.diagnostic(self.regions.place) for fault in faults)]
        )

    def kept(self) -> list[Region]:
        """What to keep of each region that was read, once everything has been."""
        tied = set(map(region_of, self._tied))
        lengths = {number: bounds.length for number, bounds in enumerate(self.regions.known, start=self.regions.first)}
        for fault in self._told():
            spots = [fault.at] if fault.also_at is None else [fault.at, fault.also_at]
            places = {region_of(spot) for spot in spots}
            # what is told behind the last sign of a region may be on a line of the next one
            if len(places) > 1 or any(offset_in(spot) >= lengths.get(region_of(spot), 0) for spot in spots):
                tied |= places
        strings = _by_region((block.start, (offset_in(block.start), block.text)) for block in self._strings)
        others = _by_region(self._others)
        inherits = _by_region(self._links)
        faults = Counter(region_of(fault.at) for fault in self._told())
        read = self.regions.known
        is_odd = bool(self._decoded.diagnostics) or sum(bounds.blocks for bounds in read) > MAX_BLOCKS
        data = memoryview(self._decoded.data)
        return [
            Region(
                size=bounds.end - bounds.begin,
                lines=bounds.lines,
                digest=digest(data[bounds.begin : bounds.end]),
                remainder=remainder(data[bounds.begin : bounds.end]),
                blocks=bounds.blocks,
                faults=faults[number],
                unfolded=self._abbreviations.unfolded + self._inherited if number == self.regions.first else 0,
                strings=tuple(strings.get(number, ())),
                others=tuple(others.get(number, ())),
                links=tuple(dict.fromkeys(inherits.get(number, ()))),
                is_tied=is_odd or number in tied,
            )
            for number, bounds in enumerate(read, start=self.regions.first)
        ]

    def is_apart(self) -> bool:
        """True when nothing that was read has to do with regions that were not."""
        read = range(self.regions.first, self.regions.stop)
        reaching = (f for f in self._told() if f.also_at is not None and region_of(f.also_at) not in read)
        return not (self._tied or self._around_allows or next(reaching, None))

    def strings(self) -> list[str]:
        """The `@string` blocks that were read, as they stand."""
        return [block.text for block in self._strings]

    def _told(self) -> list[Fault]:
        """The faults so far that are in what was read."""
        read = range(self.regions.first, self.regions.stop)
        both = (*self._faults, *self._abbreviations.faults)
        return list(both) if self.regions.is_whole else [fault for fault in both if region_of(fault.at) in read]

    def _define(self, block: Block, fields: Iterable[RawField]) -> None:
        self._strings.append(block)
        if not block.is_closed:
            self._tied.append(block.start)
        for field in fields:
            self._abbreviations.define(Definition(field, block.start))

    def _hold_back(self, entry: RawEntry, base: int) -> None:
        """Notes an entry that is no source of its own."""
        self._others.append((base, entry.key))

    def _placed(self, source: Source, base: int, turn: int) -> Placed:
        region = region_of(base)
        above = self.regions.known[region - self.regions.first].line - 1
        return Placed(source, region, source.place.line - above, turn)

    def _late_sources(self) -> Iterator[Placed]:
        linked = {
            key: Linked(entry, base, self._texts(entry, base, self._faults) if texts is None else texts)
            for key, (entry, base, texts, _, _, _) in self._waiting.items()
        }
        self._add_parents(linked)
        inheritance = Inheritance(self._keys, linked, self._locate)
        for key, waiting in self._waiting.items():
            entry, base, texts = linked[key]
            named = [link.key for link in links(texts)]
            self._links += [(base, (name.casefold(), self._meant(name))) for name in named]
            inherited = inheritance.values(key, self._faults) if named else _NOTHING
            # an @xdata entry holds fields for others, and is no source
            if entry.type == "xdata":
                self._hold_back(entry, base)
                continue
            told = len(self._faults)
            resolved = Resolved(entry, base, texts, inherited, self._locate)
            source = to_source(resolved, waiting.raw, waiting.place, self._faults, self.regions.place)
            yield self._placed(source, base, waiting.turn)
            # a fault may be told where a value stands that is inherited, and so may one of a DOI
            spots = {fault.at for fault in self._faults[told:]}
            spots |= {inherited["doi"].giver.base} if "doi" in inherited else set()
            if {*map(region_of, spots)} - {region_of(base)}:
                self._tied += [base, *spots]
        self._inherited = inheritance.given

    def _meant(self, name: str) -> str | None:
        """The key that a link means which nothing has; None where an entry has it."""
        return None if self._keys.find(name) else self._keys.near(name)

    def _add_parents(self, linked: dict[str, Linked]) -> None:
        """Adds the entries that those in `linked` inherit from, theirs, and so on; each is read again."""
        news = list(linked.values())
        while news:
            named = (self._keys.find(link.key) for own in news for link in links(own.texts))
            found = {key for key in named if key}
            wanted = sorted(self._keys.at[key] for key in found if key not in linked)
            news = []
            for base in wanted:
                entry = self._entry(base)
                news.append(Linked(entry, base, self._texts(entry, base, [])))
                linked[entry.key] = news[-1]

    def _texts(self, entry: RawEntry, base: int, faults: list[Fault]) -> dict[str, str]:
        texts = dict(entry.written)
        for field in entry.fields if entry.unresolved else ():
            if field.name in entry.unresolved:
                texts[field.name] = self._abbreviations.value(field, base, faults).text
        return texts

    def _locate(self, field: RawField, base: int) -> Value:
        return self._abbreviations.locate(field, base)

    def _entry(self, base: int) -> RawEntry:
        entry = self.regions.block(base)[1].entry
        assert entry is not None, "a block that was read as an entry is read as one again"  # noqa: S101
        return entry

    def _note(self, block: Block) -> None:
        self.seen += len(block.hidden) + (block.kind is Kind.ENTRY)
        has_allows = block.kind is Kind.TEXT and "kb:" in block.text
        # a suppression stands for the block below it
        if has_allows or (self._around_allows and self._around_allows[-1].kind is Kind.TEXT):
            self._around_allows.append(block)
            self._tied.append(block.start)

    def _is_first(self, entry: RawEntry, base: int) -> bool:
        """Takes an entry's key in, unless another entry has it."""
        known = self._keys.at.setdefault(entry.key, base)
        if known != base:
            self._hold_back(entry, base)
            self._faults.append(_repeated(entry, base, self._entry(known), known))
            return False
        other = self._keys.folded.setdefault(entry.key.casefold(), entry.key)
        if other != entry.key:
            at = self._keys.at[other]
            message = f"the key {quoted(entry.key)} differs from {quoted(other)} only in capitals"
            also = at + self._entry(at).key_at
            fault = Fault("bib-key-case", base + entry.key_at, message, "rename one", also, "the other is here")
            self._faults.append(fault)
        return True


def in_order(found: Iterable[Placed]) -> tuple[Source, ...]:
    """Sources as they were found, in the order of the text."""
    return tuple(placed.source for placed in sorted(found, key=itemgetter(1, 3)))


def _by_region(found: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """What stands at offsets of a file, by the numbers of their regions."""
    groups: dict[int, list[T]] = {}
    for offset, what in found:
        groups.setdefault(region_of(offset), []).append(what)
    return groups


def _repeated(entry: RawEntry, base: int, known: RawEntry, known_base: int) -> Fault:
    key = quoted(entry.key)
    at, also_at = base + entry.key_at, known_base + known.key_at
    if entry.raw.split() == known.raw.split():
        message = f"the entry {key} stands here a second time, word for word"
        return Fault("bib-repeated-entry", at, message, "remove one of the two", also_at, "the first is here")
    message = f"the key {key} is taken by another entry already; this one is left out"
    return Fault("bib-duplicate-key", at, message, "rename one of them", also_at, "the first is here")
