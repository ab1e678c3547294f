"""Numbers that pages show and that take long to count: a build counts them once, and pages read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, TextClause, bindparam, func, select

from kb.store import schema
from kb.store.asked import Keyed, Said
from kb.store.backend import backend_of
from kb.vocabulary import Design

_REVIEWS = [design for design in Design if design.is_review]
_CLAIM, _FAULT = schema.claims.c, schema.diagnostics.c


@dataclass(frozen=True, slots=True)
class Totals:
    """The base in numbers."""

    sources: int
    coded: int
    read: int
    #: sources with findings, all of which were read in other sources
    known_second_hand: int
    #: independent studies and reviews with findings; several reports of one study count once
    studies: int
    reviews: int
    claims: int
    findings: int
    second_hand: int
    errors: int
    warnings: int


class Tally(StrEnum):
    """What is counted."""

    #: the numbers of `Totals`, by their names
    TOTAL = "total"
    #: claims by topic, state and kind
    TOPIC = "topic"
    STATE = "state"
    KIND = "kind"
    #: claims of which a citation differs from what its source says, and claims with votes that others report
    MISMATCHED = "mismatched"
    REPORTED = "reported"
    #: sources by design
    DESIGN = "design"


_TALLIES = Said(select(schema.tallies.c.value, schema.tallies.c.number).where(schema.tallies.c.what == bindparam("of")))

_NUMBERS = Keyed(schema.tallies, "value", columns=["number"], also="what")


def totals(connection: Connection) -> Totals:
    """The base in numbers, as the last build counted it."""
    return Totals(**by_value(connection, Tally.TOTAL))


def by_value(connection: Connection, what: Tally) -> dict[str, int]:
    """All numbers of one kind, by value."""
    return dict(_TALLIES.tuples(connection, {"of": what}))


def designs(connection: Connection) -> dict[str, int]:
    """How many sources have each design that occurs."""
    return by_value(connection, Tally.DESIGN)


def number_of(connection: Connection, what: Tally, values: Iterable[str] = ("",)) -> int:
    """The sum of the numbers for these values, each once; by themselves, when what is counted has no values."""
    return sum(found for (found,) in _NUMBERS.tuples(connection, values, what))


def write_tallies(connection: Connection) -> None:
    """Count everything anew, at the end of a build."""
    connection.execute(schema.tallies.delete())
    numbers = (*_totals(connection), *_claims(connection), *_designs(connection))
    backend_of(connection).insert(connection, schema.tallies, numbers)


def _totals(connection: Connection) -> Iterator[tuple[str, str, int]]:
    def count(table: Table, *conditions: ColumnElement[bool] | TextClause) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

    source, finding = schema.sources.c, schema.findings.c
    is_found, is_review = source.key.in_(select(finding.source)), source.design.in_(_REVIEWS)
    study = func.coalesce(source.study, source.key)
    studies = select(func.count(study.distinct())).where(is_found, func.coalesce(is_review, False).is_(False))
    first_hand = select(finding.source).where(finding.source == source.key, finding.via.is_(None)).exists()
    found = Totals(
        sources=count(schema.sources),
        coded=count(schema.sources, schema.IS_CODED),
        read=count(schema.sources, schema.IS_CODED, source.read != "not-read"),
        known_second_hand=count(schema.sources, is_found, ~first_hand),
        studies=connection.scalar(studies) or 0,
        reviews=count(schema.sources, is_found, is_review),
        claims=count(schema.claims),
        findings=count(schema.findings),
        second_hand=count(schema.findings, finding.via.is_not(None)),
        errors=count(schema.diagnostics, schema.IS_GRAVE, _FAULT.severity == "error"),
        warnings=count(schema.diagnostics, schema.IS_GRAVE, _FAULT.severity == "warning"),
    )
    for name in Totals.__slots__:
        yield Tally.TOTAL, name, getattr(found, name)


def _claims(connection: Connection) -> Iterator[tuple[str, str, int]]:
    for what, column in ((Tally.TOPIC, _CLAIM.topic), (Tally.STATE, _CLAIM.state), (Tally.KIND, _CLAIM.kind)):
        for value, number in connection.execute(select(column, func.count()).group_by(column)):
            yield what, value, number
    chosen: Sequence[tuple[Tally, Any]] = (
        (Tally.MISMATCHED, schema.IS_MISMATCHED),
        (Tally.REPORTED, _CLAIM.as_reported > 0),
    )
    for what, condition in chosen:
        wanted: Select[Any] = select(func.count()).select_from(schema.claims).where(condition)
        yield what, "", connection.scalar(wanted) or 0


def _designs(connection: Connection) -> Iterator[tuple[str, str, int]]:
    design = schema.sources.c.design
    # only a sheet tells a design, and there is an index of the sources that have one
    numbered = select(design, func.count()).where(schema.IS_CODED, design.is_not(None)).group_by(design)
    for value, number in connection.execute(numbered):
        yield Tally.DESIGN, value, number
