"""Rows of the regions in which the bibliography is read, and signs by which equal keys and twins are found in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kb.bibtex import Region
from kb.checks.twins import marks
from kb.model import Source
from kb.store.lines import Lines
from kb.store.rows import Values

#: how many characters a sign has, and what stands for none
_LENGTH = 16
_NONE = "-" * _LENGTH


class Signs(NamedTuple):
    """Signs of one entry: of its key without regard to capitals, and of what makes another entry its twin."""

    key: str
    marks: tuple[str, ...] = ()


def region_rows(
    regions: Sequence[Region], numbers: Sequence[int], lines: Lines, sources: Iterable[Source]
) -> Iterator[dict[str, Any]]:
    """The rows of `regions` for regions with these numbers; `sources` are those in them, in order."""
    of = {number: list(group) for number, group in groupby(sources, key=lambda source: lines.apart(source.place)[0])}
    for region, number in zip(regions, numbers, strict=True):
        yield {
            **region._asdict(),
            "number": number,
            "remainder": f"{region.remainder:x}",
            "lines_above": lines.above(number),
            "strings": json.dumps(region.strings, ensure_ascii=False),
            "others": json.dumps(region.others, ensure_ascii=False),
            "signs": _written(region_signs(of.get(number, ()), region.others)),
        }


def read_region(row: Values) -> Region:
    """The region in a whole row."""
    _, _, size, lines, digest, remainder, blocks, faults, unfolded, is_tied, strings, others, _ = row
    return Region(
        *(size, lines, digest, int(remainder, 16), blocks, faults, unfolded),
        strings=() if strings == "[]" else tuple((at, text) for at, text in json.loads(strings)),
        others=() if others == "[]" else tuple(json.loads(others)),
        is_tied=bool(is_tied),
    )


def region_signs(sources: Iterable[Source], others: Iterable[str]) -> list[Signs]:
    """The signs of sources, and then of entries that are none, by their keys."""
    return [*map(_signs, sources), *(Signs(_sign(key.casefold())) for key in others)]


def read_signs(text: str) -> list[Signs]:
    """The entries' signs in a text."""
    found = [text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH)]
    return [
        Signs(found[at], tuple(sign for sign in found[at + 1 : at + 3] if sign != _NONE))
        for at in range(0, len(found), 3)
    ]


def holds(text: str, sign: str) -> bool:
    """True when a text of signs holds one."""
    at = text.find(sign)
    while at >= 0 and at % _LENGTH:
        at = text.find(sign, at + 1)
    return at >= 0


def _signs(source: Source) -> Signs:
    return Signs(_sign(source.key.casefold()), tuple(_sign("\0".join(mark)) for mark in marks(source)))


def _written(entries: Iterable[Signs]) -> str:
    return "".join("".join((each.key, *each.marks, *[_NONE] * (2 - len(each.marks)))) for each in entries)


def _sign(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_LENGTH // 2).hexdigest()
