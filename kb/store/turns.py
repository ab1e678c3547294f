"""Who may write: one at a time, and for how long others wait."""

from __future__ import annotations

from sqlalchemy import Connection

#: how long a second writer waits for the first, in seconds
PATIENCE = 60.0

_OPTION = "kb_patience"


def marked(connection: Connection, patience: float) -> Connection:
    """The same connection, whose transactions are to write and wait this many seconds for their turn."""
    return connection.execution_options(**{_OPTION: patience})


def patience_of(connection: Connection) -> float | None:
    """How long a transaction may wait for its turn to write; None for one that only reads."""
    patience: float | None = connection.get_execution_options().get(_OPTION)
    return patience
