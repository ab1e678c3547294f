"""Searching: all words must occur; the order of hits is the same on every engine and can be told in one sentence.

Hits with the whole words in the title come first, then those with the whole words anywhere, then those with words that
only begin so, in the title and then anywhere; within each, short texts come first, in which a word says more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Integer, column, text

from kb.store import schema
from kb.store.asked import Among, Said
from kb.store.backend import BACKENDS, backend_of
from kb.store.folding import Phrase, phrases
from kb.store.read import Reader
from kb.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Hit:
    """One search hit: what it is, its id, and the texts in which words are found, the first of which names it.

    A note of an extraction sheet has the key of its source for an id, and no name of its own.
    """

    kind: str
    id: str
    title: str
    body: str
    #: the claim that a finding bears on, and how
    claim: str
    statement: str
    stance: Stance | None
    #: true for a finding that was read in another source than its own
    is_told: bool
    #: how to name a source, or that of a finding or a note
    citation: str


_SHOWN = Among(
    ["number", "kind", "id", "title", "body", "note", "claim", "statement", "stance", "via", "citation"],
    """
    SELECT t.number, t.kind, t.id, coalesce(c.statement, s.title, f.says), coalesce(c.note, s.venue, f.quote),
    coalesce(f.note, noted.note), f.claim, about.statement, f.stance, f.via,
    coalesce(s.citation, own.citation, noted.citation) FROM texts AS t
    LEFT JOIN claims AS c ON t.kind = 'claim' AND c.id = t.id
    LEFT JOIN sources AS s ON t.kind = 'source' AND s.key = t.id
    LEFT JOIN findings AS f ON t.kind = 'finding' AND f.id = t.id
    LEFT JOIN sources AS noted ON t.kind = 'note' AND noted.key = t.id
    LEFT JOIN claims AS about ON about.id = f.claim
    LEFT JOIN sources AS own ON own.key = f.source
    WHERE t.number {keys}""",
)


def search(reader: Reader, words: Sequence[str], limit: int = 50) -> list[Hit]:
    """The best hits for all of the words and phrases, best first; the last word of each matches by its beginning."""
    wanted = phrases(words)
    if not wanted:
        return []
    numbers = _numbers(reader.connection, wanted, limit)
    found = {
        number: Hit(
            kind,
            id_,
            title or "",
            f"{body or ''} {note or ''}".strip(),
            claim or "",
            statement or "",
            Stance(stance) if stance else None,
            bool(via),
            citation or "",
        )
        for number, kind, id_, title, body, note, claim, statement, stance, via, citation in _SHOWN.tuples(
            reader.connection, numbers
        )
    }
    return [found[number] for number in numbers]


def count_hits(reader: Reader, words: Sequence[str]) -> int:
    """How many hits there are in all."""
    wanted = phrases(words)
    if not wanted:
        return 0
    connection = reader.connection
    _, value = backend_of(connection).text_condition(wanted, whole=False, in_title=False)
    return int(_number(connection.dialect.name).column(connection, {"wanted": value})[0])


def _numbers(connection: Connection, wanted: Sequence[Phrase], limit: int) -> list[int]:
    """The numbers of the best hits, best first."""
    # what is found in one way may be among the first that are found in another
    most = 2 * limit

    def fitting(*, whole: bool, in_title: bool) -> list[int]:
        _, value = backend_of(connection).text_condition(wanted, whole=whole, in_title=in_title)
        return _fitting(connection.dialect.name).column(connection, {"wanted": value, "most": most})

    found: dict[int, None] = {}
    for in_title in (True, False):
        found |= dict.fromkeys(fitting(whole=True, in_title=in_title))
        if len(found) >= limit:
            return list(found)[:limit]
    rest = fitting(whole=False, in_title=False)
    if len(rest) == most or found.keys() < set(rest):
        # beginnings of words: the longest question of all, and mostly all that there is has been found by now
        found |= dict.fromkeys(fitting(whole=False, in_title=True))
    found |= dict.fromkeys(rest)
    return list(found)[:limit]


@cache
def _fitting(engine: str) -> Said:
    number, condition = BACKENDS[engine].TEXT_NUMBER, BACKENDS[engine].text_condition((), whole=True, in_title=False)[0]
    found = text(f"SELECT {number} AS number FROM search WHERE {condition} ORDER BY {number} LIMIT :most")  # noqa: S608 - nothing in it is given
    return Said(found.columns(schema.texts.c.number))


@cache
def _number(engine: str) -> Said:
    condition, _ = BACKENDS[engine].text_condition((), whole=False, in_title=False)
    found = text(f"SELECT count(*) AS number FROM search WHERE {condition}")  # noqa: S608 - nothing in it is given
    return Said(found.columns(column("number", Integer)))
