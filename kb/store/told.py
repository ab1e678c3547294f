"""What is known of sources only through others: what votes so, and claims on which all was read elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from kb.model import Finding
from kb.store import rows, schema
from kb.store.asked import Chosen

_SOURCE, _FINDING, _UNIT = schema.sources.c, schema.findings.c, schema.units.c
_OWN = schema.findings.alias("own").c
_SILENT = schema.told_silent.c


def _told() -> ColumnElement[bool]:
    """True of a second-hand finding that votes, or that bears on a claim on which its source itself was not read."""
    own = exists().where(_OWN.source == _FINDING.source, _OWN.claim == _FINDING.claim, _OWN.via.is_(None))
    return and_(_FINDING.via.is_not(None), or_(_FINDING.votes, ~own))


_TOLD = Chosen(select(schema.findings).where(_told()), _FINDING.source, order=["position"])
_votes = itemgetter(_FINDING.keys().index("votes"))


def told_findings(connection: Connection, sources: Collection[str]) -> list[tuple[Finding, bool]]:
    """What is known of these sources only through others, with whether it votes, in the order of the text."""
    return [(rows.read_finding(row), bool(_votes(row))) for row in _TOLD.tuples(connection, sources)]


def write_silent(connection: Connection) -> None:
    """Look anew, at the end of a build, for the sources of which something is only told, without a vote of its own."""
    told = select(_FINDING.source).where(_told())
    votes = exists().where(_UNIT.source == _SOURCE.key, _UNIT.as_reported, _UNIT.absorbed_by.is_(None))
    wanted = select(_SOURCE.position, _SOURCE.key).where(_SOURCE.key.in_(told), ~votes).order_by(_SOURCE.position)
    connection.execute(schema.told_silent.delete())
    connection.execute(schema.told_silent.insert().from_select(["position", "source"], wanted))


def silent_keys(connection: Connection, limit: int | None, after: int = -1) -> list[str]:
    """The first such sources after a position in the bibliography."""
    wanted = select(_SILENT.source).where(_SILENT.position > after).order_by(_SILENT.position).limit(limit)
    return list(connection.scalars(wanted))


def count_silent(connection: Connection, through: int | None = None) -> int:
    """How many such sources there are; with a position, how many of them stand up to it."""
    wanted = select(func.count()).select_from(schema.told_silent)
    return connection.scalar(wanted if through is None else wanted.where(_SILENT.position <= through)) or 0


def silent_at(connection: Connection, number: int) -> str:
    """The key of the source with this number among them, counted from 1."""
    wanted = select(_SILENT.source).order_by(_SILENT.position).offset(number - 1).limit(1)
    return str(connection.scalars(wanted).one())
