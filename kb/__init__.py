"""A literature evidence knowledge base: where studies agree, where they conflict, and what they rest on.

import kb
base = kb.open(".")
base.claim("psw-reduces-admissions").verdict.state
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.base import Base

__version__ = "0.1.0"


def open(project: Path | str | None = None, database: str | None = None) -> Base:  # noqa: A001 - the name in the contract
    """The project in a folder, or the nearest one upward from here, ready to be asked; a `KbError` if there is none.

    The index is at `database`, else where `KB_DATABASE_URL` says, else in the project's build folder.
    """
    from kb.base import open_base  # noqa: PLC0415 - `import kb` alone must stay cheap

    return open_base(project, database or os.environ.get("KB_DATABASE_URL"))
