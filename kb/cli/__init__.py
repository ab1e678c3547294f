"""The command line: a thin face; each command is one call below, then print."""

from kb.cli.commands import main

__all__ = ["main"]
