"""PostgreSQL's ways: a schema of our own, one transaction a build under a lock, COPY for rows, tsvector for words."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import URL, BigInteger, Column, Connection, Engine, MetaData, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement, Index

from kb.diagnostics import KbError
from kb.store import schema
from kb.store.asked import fetched
from kb.store.folding import Phrase
from kb.store.sql_views import dropping_views, making_views
from kb.store.turns import PATIENCE, Begin

#: how long a connection waits for the server, in seconds
_CONNECTING = 10

#: the schema that holds the index unless the address says otherwise, as in `?schema=guideline`
SCHEMA = "kb"

#: the column of `search` that holds the number of the text
TEXT_NUMBER = "search.number"

#: the comment that marks a table as one of an index
MARK = "index of the literature evidence knowledge base"

_SCHEMA_NAME = re.compile("[a-z_][a-z0-9_]{0,50}")

_search = Table(
    "search",
    MetaData(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("words", TSVECTOR, nullable=False),
)
Index("search_words", _search.c.words, postgresql_using="gin", postgresql_with={"fastupdate": "off"})
_TABLES = (*schema.metadata.sorted_tables, _search)

_CHANGED = "something else changed the tables: kb build --full makes them anew"

#: by the class or the code of an error (`SQLSTATE`), the longest one first
_HINTS = {
    "28": "check the user and the password in KB_DATABASE_URL or in ~/.pgpass",
    "3D000": "make the database first: createdb NAME",
    "42501": "this role lacks a right; docs/postgresql.md lists what builders and readers need",
    "42P01": _CHANGED,
    "42703": _CHANGED,
    "25006": "this server or role only reads: run kb build on the main server, with a role that may write",
    "53100": "make room on the server; the index is as it was before",
    "53300": "the server has no connection left: try again, or let its administrator raise max_connections",
    "54000": "PostgreSQL takes keys and ids of up to 600 letters: shorten the long one",
    "55P03": "another command is building it and did not finish in a minute; try again",
    "57014": "the server's own time limit ended it; try again, or let its administrator raise statement_timeout",
    "57": "the server was stopped; once it runs again, the next command carries on",
    "2BP01": "something else in that database is made from the index's tables: drop it first, then build again",
}
_CONNECTING_CODES = {"password": "28", "authentication": "28", "role": "28", "pg_hba": "28", "does not exist": "3D000"}
_ELSE = "the server's log may say more; the index is as it was before"
_UNREACHABLE = "check that the server runs and that KB_DATABASE_URL names its host, port and database"


def engine_for(address: URL) -> Engine:
    """The engine for a server's database; `schema` in the address names the schema that holds the index."""
    named = _schema_of(address)
    if "@" in (address.host or ""):
        # what stands before it can be the end of a password
        raise KbError("the database URL has more than one @", "write an @ in a password as %40")
    if not _SCHEMA_NAME.fullmatch(named):
        hint = "small letters, digits and underscores, as in ?schema=guideline"
        raise KbError(f"'{named}' cannot be the name of a schema", hint)
    address = address.difference_update_query(["schema", "client_encoding", "autocommit"])
    usual = {"connect_timeout": _CONNECTING, "application_name": "kb"}
    chosen = {name: value for name, value in usual.items() if name not in address.query}
    connect = {**chosen, "client_encoding": "UTF8", "autocommit": True}
    engine = create_engine(address, connect_args=connect, pool_size=5, max_overflow=20, pool_timeout=PATIENCE)

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _: object) -> None:  # noqa: ANN401 - psycopg is loaded only when it is used
        from kb.store.copying import plain_texts  # noqa: PLC0415

        plain_texts(connection)

    return engine


def begin_for(address: URL) -> Begin:
    """Where the tables are is said in each transaction, so that a pooler in between may mix them."""
    named = _schema_of(address)

    def limits(patience: float) -> str:
        # no time at all would mean without end
        return f"SET LOCAL search_path TO {named}; SET LOCAL lock_timeout TO '{max(1, round(patience * 1000))}ms'"

    def begin(connection: Connection, patience: float | None) -> None:
        # one journey to the server
        if patience is None:
            connection.exec_driver_sql(f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {limits(PATIENCE)}")
            return
        connection.exec_driver_sql(f"BEGIN; {limits(patience)}")
        # one writer at a time in this schema: others wait here, and readers never do
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_lock(named)})")

    return begin


def where(address: URL) -> str:
    """Server, database and schema; never the user or the password."""
    port = f":{address.port}" if address.port else ""
    return f"postgresql://{address.host or ''}{port}/{address.database or ''}, schema {_schema_of(address)}"


def require_ours(connection: Connection) -> None:
    """Nothing when the schema holds an index or nothing; a `KbError` when it holds tables of another program."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise KbError(
            f"the database keeps text as {encoding}", "make one with createdb --encoding UTF8 --template template0"
        )
    tables = dict(map(tuple, connection.exec_driver_sql(_FOUND)))
    foreign = sorted(name for name, comment in tables.items() if comment != MARK)
    if "meta" not in tables and foreign:
        hint = "they were left as they are; name another schema, as in ?schema=kb_index"
        raise KbError(f"the schema holds tables of another program: {', '.join(foreign[:3])}", hint)


def has_index(connection: Connection) -> bool:
    """True when the schema holds an index."""
    return fetched(connection, "SELECT obj_description(to_regclass('meta'), 'pg_class')", ()) == [(MARK,)]


def hint(error: BaseException, text: str) -> str:
    """What to do about an error, by its code; errors of connecting have none."""
    code = getattr(error, "sqlstate", None)
    if code is None:
        code = next((code for words, code in _CONNECTING_CODES.items() if words in text), "")
    return next((hint for start, hint in _HINTS.items() if code.startswith(start)), _ELSE if code else _UNREACHABLE)


def make_ready(_: Connection) -> None:
    """Nothing: readers always go on while a build writes."""


def make_tables(connection: Connection, *, is_current: bool) -> None:
    """Empty our tables, or replace those of another version; other tables are left alone.

    Tables are never dropped for an ordinary build: that would wait for readers, and they for it.
    """
    found = connection.exec_driver_sql(_FOUND).all()
    if is_current and {table.name for table in _TABLES} <= {name for name, _ in found}:
        _run(connection, (f'DELETE FROM "{table.name}"' for table in _TABLES))  # noqa: S608 - names come from the schema
        _run(connection, making_views(set(connection.exec_driver_sql(_VIEWS).scalars())))
        return
    named = connection.exec_driver_sql("SHOW search_path").scalar_one()
    # a role without the right to make schemas can work in one that its administrator made
    known = connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": named}).scalar()
    if not known:
        connection.exec_driver_sql(f"CREATE SCHEMA {named}")
    _run(connection, dropping_views())
    _run(connection, (f'DROP TABLE "{name}"' for name, comment in found if comment == MARK))
    _run(connection, map(_said, map(CreateTable, _TABLES)))
    _run(connection, (f"COMMENT ON TABLE \"{table.name}\" IS '{MARK}'" for table in _TABLES))
    _run(connection, making_views())


def make_indexes(connection: Connection) -> None:
    """Make the indexes of all tables, and let the planner know what is in them."""
    indexes = sorted((index for table in _TABLES for index in table.indexes), key=lambda each: str(each.name))
    known = set(connection.exec_driver_sql(_INDEXES).scalars())
    _run(connection, (_said(CreateIndex(index)) for index in indexes if index.name not in known))
    names = ", ".join(f'"{table.name}"' for table in _TABLES)
    connection.exec_driver_sql(f"ANALYZE {names}")


def insert(connection: Connection, table: Table, records: Iterable[Sequence[Any]]) -> None:
    """Add rows by COPY."""
    from kb.store.copying import copy_rows  # noqa: PLC0415

    copy_rows(connection, table.name, [column.name for column in table.columns], records)


def insert_words(connection: Connection, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add texts as vectors of words; words of the title have the weight A, of the body B, of the names C."""
    from kb.store.copying import copy_rows  # noqa: PLC0415

    copy_rows(connection, "search", ["number", "words"], ((n, " ".join(_vector(parts))) for n, parts in texts))


#: the index of words is made of what is in the table
gather_words = insert_words


def text_condition(wanted: Sequence[Phrase], *, whole: bool, in_title: bool) -> tuple[str, str]:
    """A match of a tsquery: folded words hold no quotes, so no query syntax gets through."""
    weight = "A" if in_title else ""
    terms = (_phrase(phrase, weight, whole=whole) for phrase in wanted)
    return "search.words @@ CAST(:wanted AS tsquery)", " & ".join(terms)


def any_word(words: Sequence[str]) -> str:
    """A tsquery for one or the other."""
    return " | ".join(f"'{word}'" for word in words)


#: every table of the schema with its comment
_FOUND = (
    "SELECT c.relname, coalesce(obj_description(c.oid, 'pg_class'), '') FROM pg_class c "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = current_setting('search_path') AND c.relkind IN ('r', 'p', 'f')"
)


#: the names of the views of the schema
_VIEWS = "SELECT viewname FROM pg_views WHERE schemaname = current_setting('search_path')"

#: the names of the indexes of the schema
_INDEXES = "SELECT indexname FROM pg_indexes WHERE schemaname = current_setting('search_path')"


def _run(connection: Connection, statements: Iterable[str]) -> None:
    """Run statements that give no rows, all in one journey to the server."""
    if joined := "; ".join(statements):
        connection.exec_driver_sql(joined)


def _said(element: ExecutableDDLElement) -> str:
    return str(element.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def _vector(parts: Sequence[str]) -> Iterator[str]:
    """The words of a text as PostgreSQL writes a tsvector; no phrase reaches from one part into the next."""
    place = 1
    for words, weight in zip(parts, "ABC", strict=True):
        for word in words.split():
            yield f"'{word}':{place}{weight}"
            place += 1
        place += 1


def _phrase(phrase: Phrase, weight: str, *, whole: bool) -> str:
    *before, last = phrase.words
    ends = f"{weight}" if whole else f"*{weight}"
    words = [f"'{word}':{weight}" if weight else f"'{word}'" for word in before]
    return "(" + " <-> ".join([*words, f"'{last}':{ends}" if ends else f"'{last}'"]) + ")"


def _schema_of(address: URL) -> str:
    named = address.query.get("schema", SCHEMA)
    return named if isinstance(named, str) else named[-1]


def _lock(named: str) -> int:
    """The number of the lock for building in a schema; locks are of one database."""
    return (0x4B624576 << 31) | zlib.crc32(named.encode()) >> 1
