"""What each kind of database does in its own way; everything else is the same SQL for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, Table

from kb.store import postgresql, sqlite
from kb.store.folding import Phrase
from kb.store.turns import Begin


class Backend(Protocol):
    """The ways of one kind of database."""

    #: the column of `search` that holds the number of the text
    TEXT_NUMBER: str

    def engine_for(self, address: URL) -> Engine:
        """The engine for an address, not yet connected; a `KbError` when the address cannot be one."""

    def where(self, address: URL) -> str:
        """The place of the index in words, without any secret."""

    def begin_for(self, address: URL) -> Begin:
        """How transactions at an address begin."""

    def require_ours(self, connection: Connection) -> None:
        """Nothing when there is an index or nothing at all; a `KbError` when the place is another program's."""

    def has_index(self, connection: Connection) -> bool:
        """True when there is an index, of whatever version."""

    def hint(self, error: BaseException, text: str) -> str:
        """What to do about an error of the driver."""

    def make_ready(self, connection: Connection) -> None:
        """Prepare, outside of any transaction, for readers who go on while a build writes."""

    def make_tables(self, connection: Connection, *, is_current: bool) -> None:
        """Leave empty tables of this version where there was an index, of this version or not, or none."""

    def make_indexes(self, connection: Connection) -> None:
        """Make the indexes that are missing once the tables are filled, that of words among them."""

    def insert(self, connection: Connection, table: Table, records: Iterable[Sequence[Any]]) -> None:
        """Add rows, each with a value for every column of the table in order."""

    def insert_words(self, connection: Connection, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Add the folded words of numbered texts: those of its title, its body and its names."""

    def gather_words(self, connection: Connection, texts: Iterable[tuple[int, Sequence[str]]]) -> None:
        """The same while tables are filled: the texts can be found once the indexes are made."""

    def text_condition(self, wanted: Sequence[Phrase], *, whole: bool, in_title: bool) -> tuple[str, str]:
        """SQL that is true of rows of `search` with all phrases, with a parameter `:wanted`, and its value.

        With `whole`, their last words are not beginnings; with `in_title`, all stand in the title.
        """

    def any_word(self, words: Sequence[str]) -> str:
        """The value of `:wanted` for texts in which one of these words stands; no word holds a quote."""


BACKENDS: Mapping[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}


def backend_of(connection: Connection) -> Backend:
    """The ways of the database behind a connection."""
    return BACKENDS[connection.dialect.name]
