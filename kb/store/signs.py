"""Signs of entries, by which equal keys and twins are found without reading any entry again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from kb.checks.twins import alike, marks
from kb.diagnostics import Place
from kb.model import Source
from kb.project import BIBLIOGRAPHY

#: how many characters a sign has, and what stands for none
_LENGTH = 16
_NONE = "-" * _LENGTH


class Signs(NamedTuple):
    """Signs of one entry: of its key without regard to capitals, and of what makes another entry its twin."""

    key: str
    marks: tuple[str, ...] = ()


class Signed(NamedTuple):
    """What is kept of a source that is written: where it stands in the bibliography, its key and its signs, as text.

    A long bibliography has one for each entry in memory at once, and so they hold no further records.
    """

    line: int
    column: int
    key: str
    signs: str

    @property
    def place(self) -> Place:
        """The place of the entry."""
        return Place(BIBLIOGRAPHY, self.line, self.column)


def signed(source: Source) -> Signed:
    """A source's place, key and signs."""
    own = [_sign("\0".join(mark)) for mark in marks(source)]
    signs = "".join((key_sign(source.key), *own, *[_NONE] * (2 - len(own))))
    return Signed(source.place.line, source.place.column, source.key, signs)


def signs_of_other(key: str) -> str:
    """The signs, as text, of an entry that is no source."""
    return key_sign(key) + _NONE * 2


def key_sign(key: str) -> str:
    """The sign of a key in any case."""
    return _sign(key.casefold())


def region_signs(sources: Iterable[Source], others: Iterable[str]) -> list[Signs]:
    """The signs of sources, and then of entries that are none, by their keys."""
    return read_signs("".join([*(signed(source).signs for source in sources), *map(signs_of_other, others)]))


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


def twins_among(sources: Iterable[Signed]) -> list[tuple[Signed, Signed]]:
    """Each source that looks like an earlier one, with that; they come in the order of the bibliography."""
    return list(alike((each, _marks(each.signs)) for each in sources))


def _marks(signs: str) -> list[str]:
    return [sign for sign in (signs[_LENGTH : 2 * _LENGTH], signs[2 * _LENGTH :]) if sign != _NONE]


def _sign(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_LENGTH // 2).hexdigest()
