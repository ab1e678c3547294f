"""A file of which only the changed regions are read again is the file that is read whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate, count, zip_longest
from typing import Any

import pytest

from kb.bibtex import BibFile, Region, read_bibtex
from kb.bibtex.kept import digest_of_all, look
from kb.bibtex.part import BibPart, read_part
from kb.bibtex.rest import Record
from kb.diagnostics import Diagnostic, Place
from kb.model import Source
from tests.bibtex.pieces import Text
from tests.bibtex.reading import PATH


@dataclass(frozen=True)
class Kept:
    """A region as it was read, its sources and faults; a place has a region's name for its path, and a line in it."""

    name: str
    region: Region
    sources: tuple[Source, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def keys(self) -> set[str]:
        return {key.casefold() for key in (*(source.key for source in self.sources), *self.region.others)}


_NAMES = (f"region {number}" for number in count())


def kept_of(
    sources: Iterable[Source], faults: Iterable[Diagnostic], regions: Iterable[Region], line: int
) -> list[Kept]:
    """What is kept of regions, the first of which begins at a line."""
    regions = list(regions)
    lines = list(accumulate((region.lines for region in regions), initial=line))[: len(regions)]
    names = [next(_NAMES) for _ in regions]

    def apart(place: Place) -> Place:
        if not lines:
            return place
        number = bisect_right(lines, place.line) - 1
        return Place(names[number], place.line - lines[number], place.column)

    found = [(source.place, _placed(source, apart)) for source in sources]
    told = [(fault.place, _placed(fault, apart)) for fault in faults]
    return [
        Kept(
            name,
            region,
            tuple(source for place, source in found if apart(place).path == name),
            tuple(fault for place, fault in told if apart(place).path == name),
        )
        for name, region in zip(names, regions, strict=True)
    ]


def _placed(record: Any, move: Callable[[Place], Place]) -> Any:
    moved = replace(record, place=move(record.place))
    if isinstance(moved, Diagnostic):
        moved = replace(moved, related=tuple(replace(each, place=move(each.place)) for each in moved.related))
    return moved


def read_again(data: bytes, kept: Sequence[Kept]) -> BibPart | None:
    """A file of which the regions that differ are read again."""

    def holding(key: str) -> Iterable[int]:
        return [turn for turn, each in enumerate(kept) if key in each.keys]

    def keys(first: int, last: int) -> Iterable[str]:
        return [key for each in kept[first:last] for key in (*(s.key for s in each.sources), *each.region.others)]

    def texts(wanted: Iterable[str]) -> dict[str, str]:
        return {source.key: source.raw for each in kept for source in each.sources if source.key in wanted}

    known = [each.region for each in kept]
    record = Record(lambda begin, end: data[begin:end], holding, keys, texts)
    return read_part(PATH, look(BytesIO(data), known), known, record)


def renewed(kept: list[Kept], data: bytes) -> list[Kept] | None:
    """The regions after a part of them was read again; None when all have to be."""
    part = read_again(data, kept)
    if part is None:
        return None
    line = 1 + sum(each.region.lines for each in kept[: part.first])
    new = kept_of(part.sources, part.diagnostics, part.regions, line)
    old, others = kept[part.first : part.last], [*kept[: part.first], *kept[part.last :]]
    came = set[str]().union(*(each.keys for each in new)) - set[str]().union(*(each.keys for each in old))
    if came & set[str]().union(*(each.keys for each in others)):
        return None
    return [*kept[: part.first], *new, *kept[part.last :]]


def differences(kept: list[Kept], file: BibFile) -> list[str]:
    """What a whole reading of the file has otherwise."""
    firsts = accumulate((each.region.lines for each in kept), initial=1)
    lines = dict(zip((each.name for each in kept), firsts, strict=False))

    def join(place: Place) -> Place:
        return Place(PATH, lines.get(place.path, 0) + place.line, place.column)

    sources = [_placed(source, join) for each in kept for source in each.sources]
    faults = [_placed(fault, join) for each in kept for fault in each.faults]
    return [
        *(f"source {one} {other}" for one, other in zip_longest(sources, file.sources) if one != other),
        *(f"fault only in parts {fault}" for fault in faults if fault not in file.diagnostics),
        *(f"fault only in the whole {fault}" for fault in file.diagnostics if fault not in faults),
    ]


@pytest.mark.parametrize("seed", range(30))
def test_after_any_edits_the_parts_are_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text(seed)
    monkeypatch.setattr("kb.bibtex.regions.SIZE", text.chance.choice((60, 200, 700)))
    file = read_bibtex(PATH, text.data)
    kept = kept_of(file.sources, file.diagnostics, file.regions, 1)
    for _ in range(30):
        for _ in range(text.chance.choice((1, 1, 2))):
            text.edit()
        again = renewed(kept, text.data)
        file = read_bibtex(PATH, text.data, [each.region for each in kept])
        assert replace(file, regions=()) == replace(read_bibtex(PATH, text.data), regions=())
        if again is not None:
            assert differences(again, file) == []
            assert digest_of_all(text.data, (each.region for each in again)) == file.digest
        kept = kept_of(file.sources, file.diagnostics, file.regions, 1) if again is None else again


ENTRIES = [f"@misc{{k{n}, title = {{T {n}}}}}\n" for n in range(40)]


@pytest.mark.parametrize(
    ("edit", "read"),
    {
        "a title": (lambda parts: parts.__setitem__(20, "@misc{k20, title = {New}}\n"), {"k20"}),
        "an entry at the top": (lambda parts: parts.insert(0, "@misc{new, title = {New}}\n"), {"new"}),
        "an entry at the end": (lambda parts: parts.append("@misc{new, title = {New}}"), {"new", "k39"}),
        "an entry goes": (lambda parts: parts.pop(20), set()),
        "a brace goes": (lambda parts: parts.__setitem__(20, "@misc{k20, title = {T 20}\n"), set()),
        "text at the top": (lambda parts: parts.insert(0, "some text\n\n"), set()),
        "nothing": (lambda parts: parts.copy(), set()),
    }.values(),
)
def test_few_regions_are_read_again(
    edit: Callable[[list[str]], object], read: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.bibtex.regions.SIZE", 100)
    parts = list(ENTRIES)
    file = read_bibtex(PATH, "".join(parts).encode())
    kept = kept_of(file.sources, file.diagnostics, file.regions, 1)
    edit(parts)
    part = read_again("".join(parts).encode(), kept)
    assert part is not None
    assert read <= {source.key for source in part.sources}
    assert len(part.sources) <= 20
    assert part.last - part.first <= 5
