"""Who stands on a side of a claim, as many as are asked for, and the findings they stand on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from kb.model import Finding, Stance
from kb.store import rows, schema
from kb.store.read import Vote, read_vote


def counted_votes(connection: Connection, claim: str, stance: Stance, most: int) -> list[Vote]:
    """The votes of the first `most` units that count on one side of a claim, by unit and source."""
    unit = schema.units.c
    side = (unit.claim == claim, unit.stance == stance, unit.absorbed_by.is_(None))
    first = select(unit.unit).distinct().where(*side).order_by(unit.unit).limit(most)
    wanted = select(schema.units).where(*side, unit.unit.in_(first)).order_by(unit.unit, unit.source)
    return [read_vote(row) for row in connection.execute(wanted).mappings()]


def voting_findings(connection: Connection, claim: str, sources: Collection[str]) -> list[Finding]:
    """What these sources found on a claim, as far as it votes, in the order of the text."""
    finding = schema.findings.c
    theirs = (finding.claim == claim, finding.source.in_(sources), finding.votes)
    wanted = select(schema.findings).where(*theirs).order_by(finding.position)
    return [rows.read_finding(row) for row in connection.execute(wanted).mappings()]


def reported_votes(connection: Connection, claims: Collection[str]) -> list[Vote]:
    """The votes on these claims that are known only through another source, by claim, unit and source."""
    unit = schema.units.c
    wanted = select(schema.units).where(unit.claim.in_(claims), unit.as_reported)
    found = connection.execute(wanted.order_by(unit.claim, unit.unit, unit.source)).mappings()
    return [read_vote(row) for row in found]
