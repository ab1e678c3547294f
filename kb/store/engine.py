"""Opening the index: one engine, reading and writing transactions, and clear words for a database that cannot serve."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from kb.diagnostics import KbError
from kb.store.schema import APPLICATION_ID

#: how long a second writer waits for the first, in seconds
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Store:
    """An open index. Share it between threads; a connection belongs to one `with` block."""

    engine: Engine
    where: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the index for as long as it is open, whatever is built meanwhile."""
        with _plain_errors(self.where), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writing connection: others wait; all of it happens, or, on any failure, none of it."""
        with _plain_errors(self.where), self.engine.connect() as connection:
            connection = connection.execution_options(kb_writing=True)  # noqa: PLW2901 - the same connection, marked
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give the file back; the store must not be used afterwards."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """The index at a database URL, its file and folder made when missing; a `KbError` when it cannot be one."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise KbError(
            f"'{_without_password(url)}' is not a database URL", "for example sqlite:///build/kb.sqlite"
        ) from None
    if address.drivername not in ("sqlite", "sqlite+pysqlite"):
        hint = "give a SQLite file: sqlite:///path/to/kb.sqlite"
        raise KbError(f"'{address.drivername}' databases cannot hold the index", hint)
    path = Path(address.database or "")
    if not address.database or address.database == ":memory:":
        raise KbError("the index needs a file", "for example sqlite:///build/kb.sqlite")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_serve(str(path), error) from None
    engine = create_engine(address, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    store = Store(engine, str(path))
    try:
        with store.reading() as connection:
            _require_ours(connection, str(path))
    except KbError:
        engine.dispose()
        raise
    return store


def _on_connect(connection: sqlite3.Connection, _: object) -> None:
    # the driver's own transaction handling would begin late and commit before table changes; ours begins in _on_begin
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _on_begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("kb_writing", False)
    if writing:
        # takes the writer's place at once: a transaction that reads first and writes later can fail or lose updates
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")


def _require_ours(connection: Connection, where: str) -> None:
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if tables and application != APPLICATION_ID:
        hint = "it was left as it is; name another file with --db, or move it away"
        raise KbError(f"'{where}' is a database of another program", hint)


@contextmanager
def _plain_errors(where: str) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _cannot_serve(where, error) from error


def _cannot_serve(where: str, error: Exception) -> KbError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = str(cause)
    hints = {
        "not a database": "it is no SQLite file, or damaged: move it away, and the next command builds it again",
        "malformed": "it is damaged: delete it, and the next command builds it again from the text",
        "locked": "another command is building it and did not finish in a minute; try again",
        "disk is full": "make room; the index is as it was before",
        "readonly": "the file or its folder cannot be written; name another with --db sqlite:///PATH",
        "unable to open": "the file or its folder cannot be used; name another with --db sqlite:///PATH",
    }
    hint = next((hint for words, hint in hints.items() if words in text), "name another file with --db sqlite:///PATH")
    return KbError(f"the index '{where}' cannot be used: {text}", hint)


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}…@{rest.rpartition('@')[2]}" if "@" in rest else url
