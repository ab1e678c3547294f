"""Faults in the user's text as plain values: where, which rule, how bad, what, and what to do about it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a fault matters."""

    #: the text cannot be taken as it was meant
    ERROR = "error"
    #: taken, but weak or probably not meant
    WARNING = "warning"
    #: worth knowing; never fails a check
    NOTE = "note"


class Place(NamedTuple):
    """A spot in an input file: path relative to the project with forward slashes, line and column from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """Another place that belongs to a fault, and what is there."""

    place: Place
    message: str


class Lost(StrEnum):
    """What a fault can cost a base."""

    SOURCE = "source"
    SHEET = "sheet"
    CLAIM = "claim"
    FINDING = "finding"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a fault costs, as far as its text tells: where it begins, and the claim and source it is of."""

    what: Lost
    place: Place
    claim: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. `rule` is a stable kebab-case name that `kb explain` knows."""

    place: Place
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    related: tuple[Related, ...] = field(default=())
    #: what is no part of the base because of it
    leaves_out: tuple[LeftOut, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Allow:
    """A suppression written beside the data: these lines of `place.path` may break `rule`, for `reason`."""

    place: Place
    rule: str
    reason: str
    first_line: int
    last_line: int

    def covers(self, diagnostic: Diagnostic) -> bool:
        """True when this suppression is meant for that fault."""
        spot = diagnostic.place
        return (
            diagnostic.rule == self.rule
            and spot.path == self.place.path
            and self.first_line <= spot.line <= self.last_line
        )


class KbError(Exception):
    """Something the text is not to blame for; shown to the user as one line."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The faults by place, then rule, then message, each one once: two runs give equal output."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_turn))


def _turn(d: Diagnostic) -> tuple[object, ...]:
    return d.place, d.rule, d.message, d.hint, d.related


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint naming the nearest known word, or an empty string when none is near."""
    by_folded = {candidate.casefold(): candidate for candidate in known}
    near = difflib.get_close_matches(word[:200].casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean '{by_folded[near[0]]}'?" if near else ""


def quoted(text: str, limit: int = 60) -> str:
    """The user's own words in single quotes, on one line and cut to at most `limit` characters."""
    line = " ".join(text.split())
    printable = line if line.isprintable() else "".join(ch if ch.isprintable() else "�" for ch in line)
    return f"'{printable if len(printable) <= limit else printable[: limit - 1] + '…'}'"
