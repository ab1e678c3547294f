"""Questions that are put into SQL once for each engine and then sent past SQLAlchemy.

Building a statement anew, or only sending it through SQLAlchemy, costs more than SQLite's own answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Select, Table, TextualSelect, literal_column

#: a row as the database gives it: column values by name
Row = Mapping[Any, Any]

#: how many keys one statement asks SQLite for, which allows 32,766 parameters
BATCH = 1_024


class Said:
    """A statement with bound parameters, put into words once for each engine."""

    def __init__(self, statement: Select[Any] | TextualSelect) -> None:
        self._statement = statement
        self._names = [str(column.key) for column in statement.selected_columns]
        self._words: dict[str, tuple[str, Sequence[str] | None, Mapping[str, Any]]] = {}

    def tuples(self, connection: Connection, given: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows for these values of the parameters; those that are not given keep the value they were built with."""
        name = connection.dialect.name
        if name not in self._words:
            compiled = self._statement.compile(dialect=connection.dialect)
            self._words[name] = str(compiled), compiled.positiontup, compiled.params
        words, order, built = self._words[name]
        values = {**built, **(given or {})}
        return fetched(connection, words, values if order is None else [values[each] for each in order])

    def rows(self, connection: Connection, given: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows as mappings."""
        names = self._names
        return [dict(zip(names, row, strict=True)) for row in self.tuples(connection, given)]

    def column(self, connection: Connection, given: Mapping[str, Any] | None = None) -> list[Any]:
        """The first column of all rows."""
        return [row[0] for row in self.tuples(connection, given)]


class Among:
    """A statement in words of every engine; `{keys}` in it, after a column, stands for having one of some keys.

    `names` are those of its columns; its other values are written `?`, and come after the keys. `order` are columns by
    which the rows are put in order here, which costs less than a database's sorting of whole rows.
    """

    def __init__(self, names: Sequence[str], words: str, order: Sequence[str] = ()) -> None:
        self._names = list(names)
        self._given = words
        self._turn = itemgetter(*map(self._names.index, order)) if order else None
        self._words: dict[int, str] = {}

    def rows(self, connection: Connection, keys: Iterable[Any], *also: Any) -> list[Row]:  # noqa: ANN401 - any value of a column
        """The rows for these keys, each key once."""
        names = self._names
        return [dict(zip(names, row, strict=True)) for row in self.tuples(connection, keys, *also)]

    def tuples(self, connection: Connection, keys: Iterable[Any], *also: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - any value of a column
        """The same as plain values."""
        found: list[tuple[Any, ...]] = []
        for cursor in self._sent(connection, keys, also):
            found += cursor.fetchall()
        if self._turn is not None:
            found.sort(key=self._turn)
        return found

    def column(self, connection: Connection, keys: Iterable[Any], *also: Any) -> list[Any]:  # noqa: ANN401 - any value of a column
        """The first column of all rows."""
        return [row[0] for row in self.tuples(connection, keys, *also)]

    def carry_out(self, connection: Connection, keys: Iterable[Any], *also: Any) -> None:  # noqa: ANN401 - any value of a column
        """Do what a statement without rows says for these keys."""
        for _ in self._sent(connection, keys, also):
            pass

    def _sent(self, connection: Connection, keys: Iterable[Any], also: Sequence[Any]) -> Iterator[Any]:
        """The driver's cursors after as many statements as it takes."""
        wanted = list(dict.fromkeys(keys))
        if not wanted:
            return
        driver = driver_of(connection)
        if connection.dialect.name == "postgresql":
            yield driver.execute(self._said(connection.dialect, 0), [wanted, *also])
            return
        for batch in _batches(wanted):
            yield driver.execute(self._said(connection.dialect, len(batch)), [*batch, *also])

    def _said(self, dialect: Dialect, size: int) -> str:
        words = self._words.get(size)
        if words is None:
            words = self._template(dialect).format(keys=_among(size))
            self._words[size] = words = words if size else words.replace("?", "%s")
        return words

    def _template(self, _: Dialect) -> str:
        return self._given


class Chosen(Among):
    """A statement of SQLAlchemy's for rows whose `column` has one of some keys, in an order as for `Among`."""

    def __init__(self, statement: Select[Any], column: ColumnElement[Any], order: Sequence[str] = ()) -> None:
        super().__init__([str(each.key) for each in statement.selected_columns], "", order)
        self._statement = statement.where(column.op("")(literal_column("{keys}")))

    def _template(self, dialect: Dialect) -> str:
        return str(self._statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


class Crossed:
    """The rows of a table in which one column has one of some keys and another one of others."""

    def __init__(self, table: Table, column: str, other: str) -> None:
        names = ", ".join(f'"{each.name}"' for each in table.columns)
        self._template = f'SELECT {names} FROM "{table.name}" WHERE "{column}" {{}} AND "{other}" {{}}'  # noqa: S608 - names come from the schema

    def tuples(self, connection: Connection, keys: Iterable[Any], others: Iterable[Any]) -> list[tuple[Any, ...]]:
        """The whole rows, in no order."""
        both = [list(dict.fromkeys(each)) for each in (keys, others)]
        if not all(both):
            return []
        if connection.dialect.name == "postgresql":
            return fetched(connection, self._template.format(*[_among(0)] * 2).replace("?", "%s"), both)
        found = []
        for one, other in product(*map(_batches, both)):
            words = self._template.format(_among(len(one)), _among(len(other)))
            found += fetched(connection, words, [*one, *other])
        return found


class Keyed(Among):
    """The rows of a table in which one column has one of some keys, ordered by other columns.

    `columns` are what is wanted of them, all without; `where` is a condition that they must meet, as SQL for every
    engine; `also` is a column that must have one value, given with the keys.
    """

    def __init__(
        self, table: Table, column: str, *order: str, columns: Sequence[str] = (), where: str = "", also: str = ""
    ) -> None:
        names = list(columns) or [each.name for each in table.columns]
        wanted = ", ".join(f'"{name}"' for name in names)
        words = f'SELECT {wanted} FROM "{table.name}" WHERE "{column}" {{keys}}'  # noqa: S608 - names come from the schema
        words += f' AND "{also}" = ?' if also else ""
        words += f" AND {where}" if where else ""
        super().__init__(names, words, order)


def _among(size: int) -> str:
    """That a column has one of so many keys, or one of an array of them without a size, in words of the engine."""
    return f"IN ({', '.join('?' * size)})" if size else "= ANY(?)"


def _batches(keys: Sequence[Any]) -> Iterator[list[Any]]:
    """The keys, as many at a time as one statement takes.

    The driver keeps few statements: numbers of keys are rounded up, with the last key again.
    """
    for start in range(0, len(keys), BATCH):
        batch = list(keys[start : start + BATCH])
        size = 1 << (len(batch) - 1).bit_length()
        yield [*batch, *batch[-1:] * (size - len(batch))]


def fetched(connection: Connection, words: str, given: Sequence[Any] | Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows of a statement that the driver is given as it is."""
    rows: list[tuple[Any, ...]] = driver_of(connection).execute(words, given).fetchall()
    return rows


def driver_of(connection: Connection) -> Any:  # noqa: ANN401 - both drivers have ways that their common protocol does not know
    """The driver's own connection."""
    return connection.connection.driver_connection
