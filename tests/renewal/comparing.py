"""Whole indexes compared, table by table."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select, text

from kb.store import Store, schema
from kb.store.backend import backend_of

#: numbers that only order records, by table: those of a renewed index are others, in the same order
_ORDERING = {
    "files": "position",
    "sources": "position",
    "topics": "position",
    "claims": "position",
    "findings": "position",
    "comparisons": "id",
}


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables in a fixed order, and for each search text its number; numbers that order, as ranks."""
    tables: dict[str, list[tuple[Any, ...]]] = {}
    with store.reading() as connection:
        rows = {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in schema.metadata.tables.items()
            if name != "meta"
        }
        number = backend_of(connection).TEXT_NUMBER
        words = connection.execute(text(f"SELECT {number} FROM search")).scalars()  # noqa: S608 - nothing in it is given
        tables["search"] = sorted((each,) for each in words)
    _by_file_only(rows)
    for name, column in _ORDERING.items():
        ranks = {value: rank for rank, value in enumerate(sorted(row[column] for row in rows[name]))}
        assert len(ranks) == len(rows[name])
        rows[name] = [{**row, column: ranks[row[column]]} for row in rows[name]]
        if name == "comparisons":
            rows["compared"] = [{**row, "comparison": ranks[row["comparison"]]} for row in rows["compared"]]
    for name, found in rows.items():
        tables[name] = sorted((tuple(row.values()) for row in found), key=lambda row: tuple(map(str, row)))
    return tables


def _by_file_only(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Lets places in the bibliography count from its start, for regions depend on what was there before."""
    above = {row["number"]: row["lines_above"] for row in rows["regions"]} | {0: 0}
    lines = 0
    for row in sorted(rows["regions"], key=lambda row: row["number"]):
        assert row["lines_above"] == lines
        lines += row["lines"]
    rows["regions"] = [{"lines": lines, "size": sum(row["size"] for row in rows["regions"])}]
    for name in ("sources", "diagnostics", "left_out", "suppressed", "allows"):
        for row in rows[name]:
            assert row["path"] == "references.bib" or not row["region"]
            moved = above[row.pop("region")]
            for line in {"line", "first_line", "last_line", "begins_line"} & row.keys():
                row[line] += moved
            if "related" in row:
                row["related"] = [[p, above[n] + at, *more] for p, n, at, *more in json.loads(row["related"])]


def differences(one: Store, other: Store) -> list[str]:
    """What stands in one index and not in the other."""
    a, b = contents(one), contents(other)
    return [
        f"{name}: {sign} {row}"
        for name in a
        for sign, rows, others in (("only renewed", a[name], b[name]), ("only anew", b[name], a[name]))
        for row in rows
        if row not in others
    ] + [f"{name}: number of rows" for name in a if len(a[name]) != len(b[name])]
