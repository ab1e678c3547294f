"""Who stands on a side of a claim, as many as are asked for, and the findings they stand on."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from kb.model import Finding
from kb.store import rows, schema
from kb.store.asked import Among, Keyed
from kb.store.verdict_rows import Vote, read_votes
from kb.verdicts import State
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
#: which sources vote on some claims only through others: those with a part in conflicts first, then by votes
_REPORTED = Among(
    ("source", "contested", "votes", "sources"),
    f"""
    SELECT u.source, count(CASE c.state WHEN '{State.CONFLICTING}' THEN 1 END) AS contested, count(*) AS votes,
        count(*) OVER () AS sources
    FROM units AS u JOIN claims AS c ON c.id = u.claim
    WHERE u.claim {{keys}} AND u.as_reported AND u.absorbed_by IS NULL
    GROUP BY u.source ORDER BY contested DESC, votes DESC, u.source LIMIT ?""",  # noqa: S608 - nothing in it is given
)
_VOTING = Keyed(schema.findings, "source", "position", where="votes", also="claim")


def counted_votes(connection: Connection, claims: Collection[str], most: int) -> list[Vote]:
    """The votes of the first `most` units that count on each side of each claim, by claim, stance, unit and source."""
    found = read_votes(_COUNTED.tuples(connection, claims, most))
    return sorted(found, key=lambda vote: (vote.claim, vote.stance, vote.unit, vote.source))


def voting_findings(connection: Connection, claim: str, sources: Collection[str]) -> list[Finding]:
    """What these sources found on a claim, as far as it votes, in the order of the text."""
    return list(map(rows.read_finding, _VOTING.tuples(connection, sources, claim)))


def reported_sources(connection: Connection, claims: Collection[str], most: int) -> tuple[list[str], int]:
    """The first `most` sources that vote on these claims only through others, and how many there are in all.

    Those that vote so on conflicting claims come first, then those with most such votes, then by key.
    """
    found = _REPORTED.tuples(connection, claims, most)
    return [source for source, *_ in found], found[0][-1] if found else 0
