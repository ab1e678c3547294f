"""A changed bibliography of which only those regions are read in which something is otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from kb.bibtex.decoding import MAX_BYTES, Decoded, is_plain
from kb.bibtex.file import MAX_BLOCKS, MAX_FAULTS, Reading, in_order
from kb.bibtex.inheritance import Keys
from kb.bibtex.kept import Region, Seen
from kb.bibtex.reading import read_blocks
from kb.bibtex.regions import OpenEndError, Part, Regions, at, region_of
from kb.bibtex.rest import Record, Rest
from kb.bibtex.strings import MAX_UNFOLDED, Definition
from kb.diagnostics import Diagnostic
from kb.model import Source


@dataclass(frozen=True, slots=True)
class BibPart:
    """What stands in a file in place of the regions `first` to `last`, without the latter; all else is as it was."""

    first: int
    last: int
    regions: tuple[Region, ...]
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_part(path: str, seen: Seen, known: Sequence[Region], record: Record) -> BibPart | None:
    """What is otherwise in a file than when its regions were `known`; None when that takes the whole file to tell.

    It does so where a key that came or went stands elsewhere in the file too, which whoever asks has to see to.
    """
    span = seen.span
    behind = accumulate((region.size for region in known[span.last :]), initial=span.end - span.begin)
    ends = [end for end in behind if end <= len(seen.window)]
    text = seen.window[: ends[-1]] if ends else b""
    if not known or not ends or seen.size > MAX_BYTES or not is_plain(seen.head, text):
        return None
    rest = Rest(path, seen, known, record)
    lines = sum(region.lines for region in known[: span.first])
    part = Part(span.first, lines, span.begin + len(text) < seen.size, rest.text)
    regions = Regions(path, Decoded(text), ends, part)

    def below() -> Iterator[Definition]:
        """The abbreviations behind what was read, once it is known where that ends."""
        more = ends.index(regions.end) if regions.end in ends else 0
        rest.settle(span.last + more, regions.stop, sum(bounds.lines for bounds in regions.known))
        yield from _definitions(known[rest.last :], regions.stop)

    def near(name: str) -> str:
        read = range(regions.first, regions.stop)
        return rest.near(name, [key for key, base in keys.at.items() if region_of(base) in read])

    keys = Keys(rest.named, near)
    reading = Reading(Decoded(text), regions, _definitions(known[: span.first], 0), below(), keys)
    try:
        sources = in_order(reading.sources())
    except OpenEndError:
        return None
    new, old = reading.kept(), known[span.first : rest.last]
    if new:
        new[0] = new[0]._replace(unfolded=new[0].unfolded + sum(region.unfolded for region in old))
    is_part = (
        regions.end in ends
        and reading.is_apart()
        and not rest.inherits(new, sources)
        and not any(region.is_tied for region in known[max(span.first - 1, 0) : rest.last + 1])
        and reading.strings() == [text for region in old for _, text in region.strings]
        and bool(new or not any(region.unfolded for region in old))
        and _is_within_bounds(known)
        and _is_within_bounds([*known[: span.first], *new, *known[rest.last :]])
    )
    if not is_part:
        return None
    return BibPart(span.first, rest.last, tuple(new), sources, reading.diagnostics())


def _definitions(regions: Sequence[Region], first: int) -> Iterator[Definition]:
    for number, region in enumerate(regions, start=first):
        for offset, text in region.strings:
            read = chain.from_iterable(read.strings for _, read in read_blocks(text))
            yield from (Definition(field, at(number, offset)) for field in read)


def _is_within_bounds(regions: Sequence[Region]) -> bool:
    """True of a file that has parts and faults, but not more than are read and listed."""
    return (
        2 <= sum(region.blocks for region in regions) <= MAX_BLOCKS
        and sum(region.faults for region in regions) <= MAX_FAULTS
        and sum(region.unfolded for region in regions) <= MAX_UNFOLDED // 2
    )
