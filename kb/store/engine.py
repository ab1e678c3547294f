"""Opening the index: one engine, reading and writing transactions, and clear words for a database that cannot serve."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import URL, Connection, Engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from kb.diagnostics import KbError
from kb.store import schema
from kb.store.backend import BACKENDS, Backend
from kb.store.turns import PATIENCE, Begin

_EXAMPLES = "for example sqlite:///build/kb.sqlite or postgresql+psycopg://USER@HOST/DATABASE"


@dataclass(frozen=True, slots=True)
class Store:
    """An open index. Share it between threads; a connection belongs to one `with` block."""

    engine: Engine
    backend: Backend
    begin: Begin
    #: which index this is, in words without any secret
    where: str

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the index for as long as it is open, whatever is built meanwhile."""
        with self._plain_errors(), self._begun() as connection:
            yield connection

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[Connection]:
        """The only writing connection: others wait; all of it happens, or, on any failure, none of it.

        A `KbError` when another one writes for longer than `patience`, in seconds.
        """
        with self._plain_errors(), self.engine.connect() as connection, connection.begin():
            self.begin(connection, patience)
            yield connection

    def close(self) -> None:
        """Give the connections back; the store must not be used afterwards."""
        self.engine.dispose()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        connection = self.engine.connect()
        try:
            try:
                self._begin_reading(connection)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                # the server was started again since this connection was last used; no kept one is any good now
                connection.close()
                connection = self.engine.connect()
                self._begin_reading(connection)
            try:
                yield connection
            except self._driver_error:
                # questions go past SQLAlchemy, which therefore cannot tell whether the connection is still good
                connection.invalidate()
                raise
            # a rollback would make the driver forget what it has prepared
            connection.commit()
        finally:
            connection.close()

    def _begin_reading(self, connection: Connection) -> None:
        connection.begin()
        self.begin(connection, None)

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeoutError:
            raise KbError(f"the index '{self.where}' is asked too much at once", "try again") from None
        except (DBAPIError, self._driver_error) as error:
            raise self._cannot_serve(error) from None

    @property
    def _driver_error(self) -> type[Exception]:
        return self.engine.dialect.loaded_dbapi.Error

    def _cannot_serve(self, error: Exception) -> KbError:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
        text = lines[0] if lines else type(cause).__name__
        for secret in _secrets(self.engine.url):
            # a driver repeats what it cannot take, and a password may have slipped into its place
            text = text.replace(secret, "…")
        return KbError(f"the index '{self.where}' cannot be used: {text}", self.backend.hint(cause, str(cause)))


def open_store(url: str) -> Store:
    """The index at a database URL; a `KbError` when it cannot be one. A file and its folder are made when missing."""
    address = _address(url)
    backend = BACKENDS[address.get_backend_name()]
    store = Store(backend.engine_for(address), backend, backend.begin_for(address), backend.where(address))
    try:
        with store.reading() as connection:
            backend.require_ours(connection)
            if backend.has_index(connection):
                _require_known_version(connection, store.where)
    except KbError:
        store.close()
        raise
    return store


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # nothing of it is shown: a password may stand anywhere in what cannot be read
        raise KbError("that is not a database URL", _EXAMPLES) from None
    if address.drivername in ("postgres", "postgresql"):
        return address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise KbError(f"'{address.drivername}' databases cannot hold the index", _EXAMPLES)
    return address


def _secrets(address: URL) -> list[str]:
    given = (address.password, address.query.get("password"), address.query.get("sslpassword"))
    return [secret for secret in given if isinstance(secret, str) and secret]


def _require_known_version(connection: Connection, where: str) -> None:
    """An older index is built anew; one that a newer program made is that program's to change."""
    stored = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "schema_version")) or ""
    if stored.isdecimal() and int(stored) > int(schema.VERSION):
        message = f"the index '{where}' was built by a newer version of this program"
        raise KbError(message, "update this one, or give it an index of its own with --db URL")
