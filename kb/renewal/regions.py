"""First step of a renewal, for the bibliography: what is kept of its regions, and where each begins, is written."""

from __future__ import annotations

from kb.renewal.bibliography import Bibliography
from kb.store import Connection, schema
from kb.store.region_rows import region_rows
from kb.store.signs import signed
from kb.store.update import all_rows, move_regions, replace_rows, rows_of


def renew_regions(connection: Connection, bibliography: Bibliography) -> None:
    """Write the regions that were read in place of those that stood there, and move those below."""
    table, lines = schema.regions, bibliography.lines
    rows = list(region_rows(bibliography.regions, bibliography.numbers, lines, map(signed, bibliography.sources)))
    if bibliography.is_whole:
        replace_rows(connection, table, "number", all_rows(connection, table, "number"), rows)
        return
    old = rows_of(connection, table, "number", bibliography.before)
    grown = sum(row["lines"] for row in rows) - sum(row["lines"] for (row,) in old.values())
    replace_rows(connection, table, "number", old, rows)
    last = max((*bibliography.before, *bibliography.numbers), default=None)
    if grown and last is not None:
        move_regions(connection, last, grown)
