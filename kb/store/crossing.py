"""Some claims against the sources that bear on most of them, however many sources bear on any."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter

from sqlalchemy import Connection

from kb.model import Finding
from kb.store import rows, schema
from kb.store.asked import Among, Crossed, Keyed
from kb.store.verdict_rows import Vote, read_votes

_BEARING = Among(
    ("source", "claims", "sources"),
    """
    SELECT source, count(DISTINCT claim) AS claims, count(*) OVER () AS sources FROM findings WHERE claim {keys}
    GROUP BY source ORDER BY claims DESC, source LIMIT ?""",
)
_TIES = Among(
    ("a", "b", "sources"),
    """
    WITH parts AS (SELECT claim, source FROM units WHERE claim {keys})
    SELECT a.claim, b.claim, count(*) AS sources FROM parts AS a JOIN parts AS b ON a.source = b.source
    WHERE a.claim < b.claim GROUP BY a.claim, b.claim HAVING count(*) >= ?
    ORDER BY sources DESC, a.claim, b.claim LIMIT ?""",
)
_FINDINGS = Crossed(schema.findings, "claim", "source")
_UNITS = Crossed(schema.units, "claim", "source")
_REPORTS = Keyed(schema.sources, "study", columns=["key"])
_turn = itemgetter(schema.findings.columns.keys().index("position"))


def bearing_sources(connection: Connection, claims: Collection[str], most: int) -> tuple[list[str], int]:
    """The first `most` sources that bear on any of these claims, most claims first, then by key; and how many do."""
    found = _BEARING.tuples(connection, claims, most)
    return [source for source, *_ in found], found[0][-1] if found else 0


def findings_between(connection: Connection, claims: Collection[str], sources: Collection[str]) -> list[Finding]:
    """What these sources found on these claims, in the order of the text."""
    return list(map(rows.read_finding, sorted(_FINDINGS.tuples(connection, claims, sources), key=_turn)))


def votes_between(connection: Connection, claims: Collection[str], sources: Collection[str]) -> list[Vote]:
    """Which parts these sources have in these claims, in no order."""
    return read_votes(_UNITS.tuples(connection, claims, sources))


def reports_of(connection: Connection, studies: Collection[str]) -> set[str]:
    """The sources that report these studies, and what has the name of one and may be a report of it."""
    return {*studies, *_REPORTS.column(connection, studies)}


def ties(connection: Connection, claims: Collection[str], least: int, most: int) -> list[tuple[str, str, int]]:
    """The pairs of these claims in which at least so many sources have a part, and in how many, most sources first.

    Of pairs with as many sources the first by id come first; a thousand claims are paired at most.
    """
    return [(a, b, sources) for a, b, sources in _TIES.tuples(connection, claims, least, most)]
