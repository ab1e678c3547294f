"""Who may write: one at a time, and for how long others wait."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

#: how long a second writer waits for the first, in seconds
PATIENCE = 60.0

#: begins a transaction: one that reads, and sees one state of the index; or, with the seconds to wait for its turn, the
#: only one that writes
Begin = Callable[[Connection, float | None], None]
