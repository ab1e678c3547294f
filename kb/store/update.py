"""Writing what changed: the rows of some owners are compared with new ones, and only those that differ are replaced.

An owner is what a group of rows belongs to: a source its findings, a claim its units, a file its faults.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, or_, select, update

from kb.diagnostics import Place
from kb.store import schema
from kb.store.asked import Among, Keyed, Row, Said
from kb.store.backend import backend_of
from kb.store.lines import Lines
from kb.store.texts import SearchText, numbered
from kb.store.write import insert, insert_texts

_REGIONS = Said(select(schema.regions).order_by(schema.regions.c.number))
_NUMBERS_OF = Keyed(schema.texts, "id", columns=["number"], also="kind")
_VOTING, _SILENT = (Among((), f"UPDATE findings SET votes = {votes} WHERE id {{keys}}") for votes in ("true", "false"))  # noqa: S608


def rows_of(connection: Connection, table: Table, owner: str, owners: Iterable[Any]) -> dict[Any, list[Row]]:
    """The rows of these owners, by owner."""
    groups: dict[Any, list[Row]] = {}
    for row in _all_of(table, owner).rows(connection, owners):
        groups.setdefault(row[owner], []).append(row)
    return groups


def replace_rows(
    connection: Connection,
    table: Table,
    owner: str,
    old: Mapping[Any, Iterable[Row]],
    rows: Iterable[Row],
) -> set[Any]:
    """The owners whose rows differed from those given, after they have been replaced.

    `old` holds all rows of the owners concerned; one of whom no new row is given has none any more.
    """
    values = itemgetter(*(column.name for column in table.columns))
    new: dict[Any, list[Row]] = {}
    for row in rows:
        new.setdefault(row[owner], []).append(row)

    def plain(rows: Iterable[Row]) -> Counter[tuple[Any, ...]]:
        # groups are compared whatever the order of their rows
        return Counter(map(values, rows))

    changed = {key for key in {*old, *new} if plain(old.get(key, ())) != plain(new.get(key, ()))}
    remove(connection, table, owner, changed & old.keys())
    insert(connection, table, (row for key, group in new.items() if key in changed for row in group))
    return changed


def remove(connection: Connection, table: Table, owner: str, owners: Iterable[Any]) -> None:
    """Take out the rows of these owners."""
    _removing(table, owner).carry_out(connection, owners)


def rows_at(connection: Connection, table: Table, path: str) -> list[Row]:
    """The rows of a table that stand in one file."""
    return rows_of(connection, table, "path", [path]).get(path, [])


def all_rows(connection: Connection, table: Table, owner: str) -> dict[Any, list[Row]]:
    """All rows of a table by owner."""
    groups: dict[Any, list[Row]] = {}
    for row in connection.execute(select(table)).mappings():
        groups.setdefault(row[owner], []).append(dict(row))
    return groups


def region_rows_of(connection: Connection) -> list[tuple[Any, ...]]:
    """The rows of all regions of the bibliography, in order."""
    return _REGIONS.tuples(connection)


def move_regions(connection: Connection, after: int, lines: int) -> None:
    """Let the regions behind one begin so many lines further down."""
    table = schema.regions
    connection.execute(update(table).where(table.c.number > after).values(lines_above=table.c.lines_above + lines))


def remove_in_regions(connection: Connection, table: Table, path: str, numbers: Iterable[int]) -> None:
    """Take out the rows of a table that stand in these regions of a file."""
    _removing(table, "region", "path").carry_out(connection, numbers, path)


def remove_faults(connection: Connection, places: Iterable[Place], rules: Collection[str], lines: Lines) -> None:
    """Take out the faults of these rules at these places."""
    column = schema.diagnostics.c
    here = and_(
        *(column.path == bindparam("p"), column.region == bindparam("r")),
        *(column.line == bindparam("l"), column.column == bindparam("c")),
    )
    spots = [
        {"p": place.path, "r": region, "l": line, "c": place.column}
        for place in places
        for region, line in [lines.apart(place)]
    ]
    if spots:
        connection.execute(delete(schema.diagnostics).where(here, or_(*(column.rule == rule for rule in rules))), spots)


def replace_texts(connection: Connection, kind: str, ids: Iterable[str], texts: Iterable[SearchText]) -> bool:
    """Replace what can be found of these ids; False, with nothing written, when a number is taken already."""
    old = _NUMBERS_OF.column(connection, ids, kind)
    _removing_words(backend_of(connection).TEXT_NUMBER).carry_out(connection, old)
    remove(connection, schema.texts, "number", old)
    new = list(texts)
    numbers = [number for number, _ in numbered(new, set())]
    if _all_of(schema.texts, "number").tuples(connection, numbers):
        return False
    insert_texts(connection, new)
    return True


def set_votes(connection: Connection, findings: Iterable[str], *, votes: bool) -> None:
    """Say of these findings whether they vote."""
    (_VOTING if votes else _SILENT).carry_out(connection, findings)


def set_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Write rows of `meta` anew."""
    old = rows_of(connection, schema.meta, "name", facts)
    replace_rows(connection, schema.meta, "name", old, ({"name": n, "value": v} for n, v in facts.items()))


@cache
def _all_of(table: Table, owner: str) -> Keyed:
    return Keyed(table, owner)


@cache
def _removing(table: Table, owner: str, also: str = "") -> Among:
    words = f'DELETE FROM "{table.name}" WHERE "{owner}" {{keys}}'  # noqa: S608 - names come from the schema
    return Among((), words + (f' AND "{also}" = ?' if also else ""))


@cache
def _removing_words(number: str) -> Among:
    return Among((), f"DELETE FROM search WHERE {number} {{keys}}")  # noqa: S608 - nothing in it is given
