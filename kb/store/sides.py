"""Who stands on a side of a claim, as many as are asked for, and the findings they stand on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from kb.model import Finding
from kb.store import rows, schema
from kb.store.asked import Among, Keyed
from kb.store.read import Vote, read_votes
from kb.vocabulary import Stance

_SIDE = "claim = c.id AND {0}.stance = s.stance AND {0}.absorbed_by IS NULL"
_STANCES = " UNION ALL ".join(f"SELECT '{stance}' AS stance" for stance in Stance)
#: on each side from its first unit to the last one wanted, along the index; that one is found once a side
_COUNTED = Among(
    schema.units.columns.keys(),
    f"""
    SELECT u.* FROM (SELECT id FROM claims WHERE id {{keys}}) AS c CROSS JOIN ({_STANCES}) AS s JOIN units AS u
    ON u.{_SIDE.format("u")} AND u.unit <= (
        SELECT max(first.unit) FROM (
            SELECT DISTINCT x.unit FROM units AS x WHERE x.{_SIDE.format("x")} ORDER BY x.unit LIMIT ?
        ) AS first
    )""",  # noqa: S608 - nothing in it is given
)
_REPORTED = Keyed(schema.units, "claim", "claim", "unit", "source", where="as_reported")
_VOTING = Keyed(schema.findings, "source", "position", where="votes", also="claim")


def counted_votes(connection: Connection, claims: Collection[str], most: int) -> list[Vote]:
    """The votes of the first `most` units that count on each side of each claim, by claim, stance, unit and source."""
    found = read_votes(_COUNTED.tuples(connection, claims, most))
    return sorted(found, key=lambda vote: (vote.claim, vote.stance, vote.unit, vote.source))


def voting_findings(connection: Connection, claim: str, sources: Collection[str]) -> list[Finding]:
    """What these sources found on a claim, as far as it votes, in the order of the text."""
    return list(map(rows.read_finding, _VOTING.tuples(connection, sources, claim)))


def reported_votes(connection: Connection, claims: Collection[str]) -> list[Vote]:
    """The votes on these claims that are known only through another source, by claim, unit and source."""
    return read_votes(_REPORTED.tuples(connection, claims))
