"""Measure how fast rows go into an index: `python scripts/measure_loading.py [URL …] --rows 200000`.

Findings are written into an empty table through the program and by the driver's own quickest way, `executemany` of
SQLite or COPY of PostgreSQL, in turn, and the best of some rounds is told of each.  The rows are made before; indexes
come later, as in a build.  An index that the URL names is replaced; without a URL there is a SQLite file for the time.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from fill_store import Made, finding

from kb.store import Connection, Store, open_store, rows, schema, write
from kb.store.backend import backend_of

_TABLE = schema.findings


def main() -> None:
    """Measure the indexes that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("urls", nargs="*", metavar="URL")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for url in given.urls or [f"sqlite:///{folder}/kb.sqlite"]:
            store = open_store(url)
            ours, raw = rates(store, given.rows, given.rounds)
            print(f"{store.where}: {ours:,.0f} rows a second, by the driver alone {raw:,.0f}: ratio {ours / raw:.2f}")
            store.close()


def rates(store: Store, number: int, rounds: int) -> tuple[float, float]:
    """Rows a second through the program, and by the driver alone."""
    made = Made(random.Random(1), number)  # noqa: S311 - made-up data, not secrets
    records = [rows.finding_row(finding(made, f"claim{n % 1000}", n), n, votes=True) for n in range(number)]
    values = [tuple(record.values()) for record in records]
    by_driver = _copy if store.engine.dialect.name == "postgresql" else _execute_many
    ours = [_seconds(store, partial(_insert, records)) for _ in range(rounds)]
    raw = [_seconds(store, partial(by_driver, values)) for _ in range(rounds)]
    return number / min(ours), number / min(raw)


def _seconds(store: Store, load: Callable[[Connection], None]) -> float:
    """How long it takes to fill the empty table."""
    with store.writing() as connection:
        backend_of(connection).make_tables(connection, is_current=False)
        began = time.perf_counter()
        load(connection)
        return time.perf_counter() - began


def _insert(records: Sequence[Mapping[str, Any]], connection: Connection) -> None:
    write.insert(connection, _TABLE, records)


def _execute_many(values: Sequence[Sequence[Any]], connection: Connection) -> None:
    marks = ", ".join("?" * len(_TABLE.columns))
    _driver(connection).executemany(f"INSERT INTO findings VALUES ({marks})", values)


def _copy(values: Sequence[Sequence[Any]], connection: Connection) -> None:
    with _driver(connection).cursor() as cursor, cursor.copy("COPY findings FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - each engine has a driver of its own
    return connection.connection.driver_connection


if __name__ == "__main__":
    main()
