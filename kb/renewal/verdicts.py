"""Second step of a renewal: claims are judged again from what the index holds of them now, by the one function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.renewal.records import Renewed
from kb.store import Connection, judged, rows, schema
from kb.store.names import Names
from kb.store.reach import claims_naming, leading_to
from kb.store.update import replace_rows, rows_of, set_votes
from kb.store.write import unit_rows
from kb.verdicts import judge

#: how many claims are judged at a time
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Judged:
    """What judging changed that faults depend on."""

    #: claims on which some source stands otherwise
    stances: frozenset[str]
    #: claims on which some finding bears for the first time, or none any more
    found: frozenset[str]


def renew_verdicts(connection: Connection, renewed: Renewed) -> Judged:
    """What judging changed, after the claims whose evidence changed have been judged."""
    sources = renewed.led_before | leading_to(connection, renewed.weighed_otherwise)
    claims = sorted(renewed.written.judge | claims_naming(connection, sources))
    stances: set[str] = set()
    found: set[str] = set()
    for start in range(0, len(claims), _BATCH):
        _judge(connection, claims[start : start + _BATCH], stances, found)
    return Judged(frozenset(stances), frozenset(found))


def _judge(connection: Connection, ids: Iterable[str], stances: set[str], found: set[str]) -> None:
    old = rows_of(connection, schema.claims, "id", ids)
    evidence = judged.evidence(connection, old)
    verdicts = {claim: judge(each) for claim, each in evidence.items()}
    numbers = {claim: len(each.findings) for claim, each in evidence.items()}
    new = [{**row, **rows.verdict_columns(verdicts[id_], numbers[id_])} for id_, (row,) in old.items()]
    replace_rows(connection, schema.claims, "id", old, new)
    found |= {id_ for id_, (row,) in old.items() if bool(row["findings"]) != bool(numbers[id_])}

    units = rows_of(connection, schema.units, "claim", verdicts)
    replace_rows(connection, schema.units, "claim", units, unit_rows(verdicts))
    for claim, verdict in verdicts.items():
        before = {row["source"]: row["stance"] for row in units.get(claim, ())}
        if before != {key: unit.stance for unit in verdict.units for key in unit.sources}:
            stances.add(claim)
    _set_votes(connection, list(verdicts), {id_ for verdict in verdicts.values() for id_ in verdict.votes})


def _set_votes(connection: Connection, claims: Iterable[str], votes: set[str]) -> None:
    before = Names(connection).voting(claims)
    set_votes(connection, sorted(before - votes), votes=False)
    set_votes(connection, sorted(votes - before), votes=True)
