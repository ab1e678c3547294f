"""What is known of sources only through others: what votes so, and claims on which all was read elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from kb.model import Finding
from kb.store import rows, schema

_SOURCE, _FINDING, _UNIT = schema.sources.c, schema.findings.c, schema.units.c
_OWN = schema.findings.alias("own").c


def _told() -> ColumnElement[bool]:
    """True of a second-hand finding that votes, or that bears on a claim on which its source itself was not read."""
    own = exists().where(_OWN.source == _FINDING.source, _OWN.claim == _FINDING.claim, _OWN.via.is_(None))
    return and_(_FINDING.via.is_not(None), or_(_FINDING.votes, ~own))


def told_findings(connection: Connection, sources: Collection[str]) -> list[tuple[Finding, bool]]:
    """What is known of these sources only through others, with whether it votes, in the order of the text."""
    wanted = select(schema.findings).where(_FINDING.source.in_(sources), _told()).order_by(_FINDING.position)
    return [(rows.read_finding(row), bool(row.votes)) for row in connection.execute(wanted)]


def silent_keys(connection: Connection, limit: int | None, after: int = -1) -> list[str]:
    """The first sources after a position in the bibliography of which something is only told, and has no vote so."""
    wanted = _silent(select(_SOURCE.key)).where(_SOURCE.position > after).order_by(_SOURCE.position).limit(limit)
    return list(connection.scalars(wanted))


def count_silent(connection: Connection, through: int | None = None) -> int:
    """How many such sources there are; with a position, how many of them stand up to it."""
    wanted = _silent(select(func.count()).select_from(schema.sources))
    return connection.scalar(wanted if through is None else wanted.where(_SOURCE.position <= through)) or 0


def silent_at(connection: Connection, number: int) -> str:
    """The key of the source with this number among them, counted from 1."""
    wanted = _silent(select(_SOURCE.key)).order_by(_SOURCE.position).offset(number - 1).limit(1)
    return str(connection.scalars(wanted).one())


def _silent(wanted: Select[Any]) -> Select[Any]:
    told = exists().where(_FINDING.source == _SOURCE.key, _told()).correlate(schema.sources)
    votes = exists().where(_UNIT.source == _SOURCE.key, _UNIT.as_reported)
    return wanted.where(told, ~votes)
