"""SQLite's ways: a file in WAL mode, one writer at a time, FTS5 for words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.schema import CreateIndex, CreateTable

from kb.diagnostics import KbError
from kb.store import schema
from kb.store.asked import driver_of, fetched
from kb.store.folding import Phrase
from kb.store.sql_views import dropping_views, making_views
from kb.store.turns import PATIENCE, Begin

#: marks a file as an index of this program (`PRAGMA application_id`); "KbEv" in ASCII
APPLICATION_ID = 0x4B624576

#: the column of `search` that holds the number of the text
TEXT_NUMBER = "search.rowid"

#: words come folded, so that a blank ends each and every other character is part of one; an index of beginnings would
#: take a third of the time of a build, and save some thousandths of a second a search among 100,000 entries; how long
#: texts are need not be kept, for hits are not listed by a score
_SEARCH_TABLE = "CREATE VIRTUAL TABLE search USING fts5(title, body, names, tokenize = 'ascii', columnsize = 0)"

#: how many bytes of words are gathered before they are written; what is written while tables are filled is not merged
_SEARCH_ROOM = "INSERT INTO search (search, rank) VALUES ('hashsize', 8000000), ('automerge', 0)"
#: afterwards SQLite merges as it does by default: a little with every update
_SEARCH_MERGED = "INSERT INTO search (search, rank) VALUES ('automerge', 4)"

#: where words wait while tables are filled: FTS5 takes a third less time when numbers grow from the first to the last
_GATHERED = "CREATE TABLE temp.gathered (number INTEGER, title TEXT, body TEXT, names TEXT)"

# for each None, True or False that has no adapter the driver raises an error, and drops it: half of what it takes to
# write a row of which most columns are empty
sqlite3.register_adapter(type(None), dict[None, None]().get)
sqlite3.register_adapter(bool, int)

_HINTS = {
    "not a database": "it is no SQLite file, or damaged: move it away, and the next command builds it again",
    "malformed": "it is damaged: delete it, and the next command builds it again from the text",
    "locked": "another command is building it and did not finish in a minute; try again",
    "disk is full": "make room; the index is as it was before",
    # what a limit for the size of files gives
    "disk I/O error": "make room; the index is as it was before",
    "no such table": "something else changed the tables: kb build --full makes them anew",
    "no such column": "something else changed the tables: kb build --full makes them anew",
    "readonly": "the file or its folder cannot be written; name another with --db sqlite:///PATH",
    "unable to open": "the file or its folder cannot be used; name another with --db sqlite:///PATH",
}


def engine_for(address: URL) -> Engine:
    """The engine for a file, its folder made when missing."""
    path = Path(address.database or "")
    if not address.database or address.database == ":memory:":
        raise KbError("the index needs a file", "for example sqlite:///build/kb.sqlite")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KbError(f"the index '{path}' cannot be used: {error}", hint(error, str(error))) from None
    engine = create_engine(address, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _on_connect)
    return engine


def begin_for(_: URL) -> Begin:
    """One way for every file."""
    return _begin


def where(address: URL) -> str:
    """The path of the file."""
    return str(Path(address.database or ""))


def require_ours(connection: Connection) -> None:
    """Nothing when the file holds an index or nothing; a `KbError` when it is another program's."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if tables and application != APPLICATION_ID:
        path = where(connection.engine.url)
        hint = "it was left as it is; name another file with --db, or move it away"
        raise KbError(f"'{path}' is a database of another program", hint)


def has_index(connection: Connection) -> bool:
    """True when the file holds an index."""
    return bool(fetched(connection, "SELECT 1 FROM sqlite_master WHERE name = 'meta'", ()))


def hint(_: BaseException, text: str) -> str:
    """What to do about an error, by what SQLite says."""
    return next((hint for words, hint in _HINTS.items() if words in text), "name another file with --db sqlite:///PATH")


def make_ready(connection: Connection) -> None:
    """Switch the file to WAL, in which readers go on while a build writes; the setting stays with the file."""
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def make_tables(connection: Connection, *, is_current: bool) -> None:  # noqa: ARG001 - making them anew is quickest
    """Drop all tables, whatever version made them, and make those of this one."""
    for statement in dropping_views():
        connection.exec_driver_sql(statement)
    # virtual tables first: their shadow tables go with them and cannot be dropped by themselves
    order = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "ORDER BY sql NOT LIKE '%VIRTUAL%'"
    )
    for (name,) in connection.exec_driver_sql(order).all():
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
    for table in schema.metadata.sorted_tables:
        connection.execute(CreateTable(table))
    _make_indexes(connection, [schema.sources])
    connection.exec_driver_sql(_SEARCH_TABLE)
    connection.exec_driver_sql(_SEARCH_ROOM)
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.gathered")
    connection.exec_driver_sql(_GATHERED)
    for statement in making_views():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def make_indexes(connection: Connection) -> None:
    """Make the indexes of all tables that have none, and that of the words that were gathered."""
    gathered = "SELECT number, title, body, names FROM temp.gathered ORDER BY number"
    connection.exec_driver_sql(f"INSERT INTO search (rowid, title, body, names) {gathered}")
    connection.exec_driver_sql("DROP TABLE temp.gathered")
    connection.exec_driver_sql(_SEARCH_MERGED)
    _make_indexes(connection, [table for table in schema.metadata.sorted_tables if table is not schema.sources])


def _make_indexes(connection: Connection, tables: Iterable[Table]) -> None:
    # those of sources grow at their ends, for sources come in order; making them afterwards would read all of the
    # largest table
    for table in tables:
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            connection.execute(CreateIndex(index))


def insert(connection: Connection, table: Table, records: Iterable[Sequence[Any]]) -> None:
    """Insert through the driver: SQLAlchemy's own many-row insert costs several times more."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    _send(connection, f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', records)  # noqa: S608 - names come from the schema


def insert_words(connection: Connection, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add texts to the FTS5 table, under their numbers as row ids."""
    # FTS5 gathers words only as long as the numbers grow
    rows = sorted((number, *parts) for number, parts in texts)
    _send(connection, "INSERT INTO search (rowid, title, body, names) VALUES (?, ?, ?, ?)", rows)


def gather_words(connection: Connection, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Keep texts for the FTS5 table until all are there."""
    rows = ((number, *parts) for number, parts in texts)
    _send(connection, "INSERT INTO temp.gathered VALUES (?, ?, ?, ?)", rows)


def text_condition(wanted: Sequence[Phrase], *, whole: bool, in_title: bool) -> tuple[str, str]:
    """A match in FTS5: folded words hold no quotes, so no query syntax gets through."""
    terms = " AND ".join(f'"{" ".join(phrase.words)}"{"" if whole else "*"}' for phrase in wanted)
    return "search MATCH :wanted", f"title : ({terms})" if in_title else terms


def any_word(words: Sequence[str]) -> str:
    """A match of one or the other in FTS5."""
    return " OR ".join(f'"{word}"' for word in words)


def _send(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - the engine's driver
    driver.executemany(statement, rows)


def _on_connect(connection: sqlite3.Connection, _: object) -> None:
    # the driver's own transaction handling would begin late and commit before table changes; ours begins in _begin
    connection.isolation_level = None
    # an entry with its text has some thousand bytes; this takes effect only where nothing has been written yet
    connection.execute("PRAGMA page_size = 16384")
    # in KiB: with less, pages of the index of keys are written and read again and again while 100,000 entries come in
    connection.execute("PRAGMA cache_size = -16000")
    # the words that a build gathers are written once and read once
    connection.execute("PRAGMA temp.cache_size = -1000")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection, patience: float | None) -> None:
    if patience is None:
        # every page begins with this, and SQLAlchemy's own way takes as long as a page's smaller questions
        driver_of(connection).execute("BEGIN")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
    try:
        # takes the writer's place at once: a transaction that reads first and writes later can fail or lose updates
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
