"""Running pandoc, a program of its own that comes with the package pypandoc_binary; no other module starts it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from kb.diagnostics import KbError

#: a list of 100,000 entries takes minutes; a run that takes longer than this has gone wrong
_MOST_SECONDS = 900

#: pandoc may let memory grow before it looks for garbage, which saves a third of the time of a long list
_MEMORY = ("+RTS", "-A16m", "-O256m", "-RTS")


def pandoc(arguments: Sequence[str], data: bytes) -> bytes:
    """What pandoc writes, given these arguments and this on its standard input; a `KbError` when it fails.

    It runs in its sandbox: beside its arguments it reads and writes no file and asks no server.
    """
    command = [_program(), *_MEMORY, "--sandbox", *arguments]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=True, timeout=_MOST_SECONDS)  # noqa: S603 - the program of the package
    except subprocess.TimeoutExpired:
        raise KbError(f"pandoc did not finish within {_MOST_SECONDS // 60} minutes", "select less") from None
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise KbError(f"pandoc failed: {reason[0] if reason else error.returncode}") from None
    except OSError as error:
        raise KbError(f"pandoc cannot be started: {error}", "install the project's packages again") from None
    return done.stdout


@cache
def _program() -> str:
    """The program in the package; importing the package to ask it would take longer than formatting a list."""
    found = find_spec("pypandoc")
    if found and found.origin:
        program = Path(found.origin).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
        if program.is_file():
            return str(program)
    import pypandoc  # noqa: PLC0415 - only where the package came without the program

    return str(pypandoc.get_pandoc_path())
