"""Rows of the regions in which the bibliography is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from kb.bibtex import Region
from kb.store.lines import Lines
from kb.store.rows import Values
from kb.store.signs import Signed, signs_of_other


def region_rows(
    regions: Sequence[Region], numbers: Sequence[int], lines: Lines, sources: Iterable[Signed]
) -> Iterator[dict[str, Any]]:
    """The rows of `regions` for regions with these numbers; `sources` are those in them, in order."""
    of = {
        number: "".join([each.signs for each in group])
        for number, group in groupby(sources, key=lambda source: lines.apart(source.place)[0])
    }
    for region, number in zip(regions, numbers, strict=True):
        yield {
            **region._asdict(),
            "number": number,
            "remainder": f"{region.remainder:x}",
            "lines_above": lines.above(number),
            "strings": json.dumps(region.strings, ensure_ascii=False),
            "others": json.dumps(region.others, ensure_ascii=False),
            "links": json.dumps(region.links, ensure_ascii=False),
            "signs": "".join([of.get(number, ""), *map(signs_of_other, region.others)]),
        }


def read_region(row: Values) -> Region:
    """The region in a whole row."""
    _, _, size, lines, digest, remainder, blocks, faults, unfolded, is_tied, strings, others, links, _ = row
    return Region(
        *(size, lines, digest, int(remainder, 16), blocks, faults, unfolded),
        strings=() if strings == "[]" else tuple((at, text) for at, text in json.loads(strings)),
        others=() if others == "[]" else tuple(json.loads(others)),
        links=() if links == "[]" else tuple((name, meant) for name, meant in json.loads(links)),
        is_tied=bool(is_tied),
    )
