"""Writing what changed: the rows of some owners are compared with new ones, and only those that differ are replaced.

An owner is what a group of rows belongs to: a source its findings, a claim its units, a file its faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, or_, select, text, update

from kb.diagnostics import Place
from kb.store import schema
from kb.store.asked import Said
from kb.store.backend import backend_of
from kb.store.keyed import among, ask, batches
from kb.store.lines import Lines
from kb.store.texts import SearchText, numbered
from kb.store.write import insert, insert_texts

_REGIONS = Said(select(schema.regions).order_by(schema.regions.c.number))


def rows_of(connection: Connection, table: Table, owner: str, owners: Iterable[Any]) -> dict[Any, list[dict[str, Any]]]:
    """The rows of these owners, by owner."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for row in ask(connection, among(select(table), table.c[owner]), owners):
        groups.setdefault(row[owner], []).append(dict(row))
    return groups


def replace_rows(
    connection: Connection,
    table: Table,
    owner: str,
    old: Mapping[Any, Iterable[Mapping[str, Any]]],
    rows: Iterable[Mapping[str, Any]],
) -> set[Any]:
    """The owners whose rows differed from those given, after they have been replaced.

    `old` holds all rows of the owners concerned; one of whom no new row is given has none any more.
    """
    names = [column.name for column in table.columns]
    new: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        new.setdefault(row[owner], []).append(row)
    changed = {key for key in {*old, *new} if _plain(old.get(key, ()), names) != _plain(new.get(key, ()), names)}
    remove(connection, table, owner, changed & old.keys())
    insert(connection, table, (row for key, group in new.items() if key in changed for row in group))
    return changed


def remove(connection: Connection, table: Table, owner: str, owners: Iterable[Any]) -> None:
    """Take out the rows of these owners."""
    statement = delete(table).where(table.c[owner].in_(bindparam("keys", expanding=True)))
    for keys in batches(owners):
        connection.execute(statement, {"keys": keys})


def rows_at(connection: Connection, table: Table, path: str) -> list[dict[str, Any]]:
    """The rows of a table that stand in one file."""
    return rows_of(connection, table, "path", [path]).get(path, [])


def all_rows(connection: Connection, table: Table, owner: str) -> dict[Any, list[dict[str, Any]]]:
    """All rows of a table by owner."""
    groups: dict[Any, list[dict[str, Any]]] = {}
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
    here = (table.c.path == path, table.c.region.in_(bindparam("keys", expanding=True)))
    for keys in batches(numbers):
        connection.execute(delete(table).where(*here), {"keys": keys})


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
    table, backend = schema.texts, backend_of(connection)
    wanted = among(select(table.c.number).where(table.c.kind == kind), table.c.id)
    old = [row["number"] for row in ask(connection, wanted, ids)]
    words = text(f"DELETE FROM search WHERE {backend.TEXT_NUMBER} IN :keys")  # noqa: S608 - nothing in it is given
    for keys in batches(old):
        connection.execute(words.bindparams(bindparam("keys", expanding=True)), {"keys": keys})
    remove(connection, table, "number", old)
    new = list(texts)
    numbers = [number for number, _ in numbered(new, set())]
    if ask(connection, among(select(table.c.number), table.c.number), numbers):
        return False
    insert_texts(connection, new)
    return True


def set_votes(connection: Connection, findings: Iterable[str], *, votes: bool) -> None:
    """Say of these findings whether they vote."""
    table = schema.findings
    statement = update(table).where(table.c.id.in_(bindparam("keys", expanding=True))).values(votes=votes)
    for keys in batches(findings):
        connection.execute(statement, {"keys": keys})


def set_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Write rows of `meta` anew."""
    old = rows_of(connection, schema.meta, "name", facts)
    replace_rows(connection, schema.meta, "name", old, ({"name": n, "value": v} for n, v in facts.items()))


def _plain(rows: Iterable[Mapping[str, Any]], names: list[str]) -> list[tuple[Any, ...]]:
    # groups are compared whatever the order of their rows
    return sorted((tuple(row[name] for name in names) for row in rows), key=_turn)


def _turn(row: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(map(str, row))
