"""Where a command's output goes: which format a file has, and how it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

import click

from kb.diagnostics import KbError, did_you_mean
from kb.exporters import EXPORTERS, write_whole


class Format(Protocol):
    """A format that can be chosen: its name, what its files end with, and whether it can be shown on a screen."""

    @property
    def name(self) -> str: ...  # noqa: D102 - said above
    @property
    def ending(self) -> str: ...  # noqa: D102
    @property
    def is_text(self) -> bool: ...  # noqa: D102


Chosen = TypeVar("Chosen", bound=Format)


def format_for(formats: Iterable[Chosen], form: str | None, output: Path | None, default: str | None = None) -> Chosen:
    """The format named, else the one whose files end as the output does, else the default one.

    A `KbError` when there is none, when name and ending are at odds, or when it is not for the screen.
    """
    by_name = {each.name: each for each in formats}
    by_ending = {each.ending: each.name for each in by_name.values()}
    # the name of a format will do as an ending too, as in refs.csl-json
    by_ending |= {each.name: each.name for each in by_name.values() if each.name not in by_ending}
    known = ", ".join(by_name)
    ending = output.suffix.removeprefix(".").casefold() if output else ""
    name = form or by_ending.get(ending) or (None if ending else default)
    if name is None and ending:
        raise KbError(f"'.{ending}' is no ending of a format that fits here", f"formats: {known}")
    if name is None:
        raise KbError("no format is given", f"add --to FORMAT, or name a file with its ending; formats: {known}")
    if name not in by_name:
        raise KbError(f"no format '{form}'", did_you_mean(name, by_name) or f"formats: {known}")
    chosen = by_name[name]
    of_others = {*by_ending, *(exporter.ending for exporter in EXPORTERS)} - {chosen.ending, chosen.name}
    if ending in of_others:
        raise KbError(f"'{output}' is no name for a file of the format {name}", f"end it with .{chosen.ending}")
    if output is None and sys.stdout.isatty() and not chosen.is_text:
        raise KbError(f"{name} is not text for a screen", f"name a file, as -o FILE.{chosen.ending}")
    return chosen


def write(content: str | bytes, output: Path | None) -> None:
    """Write into a file, as a whole or not at all, or on the screen."""
    if output is None:
        click.echo(content, nl=False)
        return
    write_whole(output, content)
    click.echo(f"wrote {output}", err=True)
