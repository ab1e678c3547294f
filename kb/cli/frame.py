"""What every command is made with: the common options, the group, and the base that a command asks."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Any, TypeVar

import click

import kb
from kb.cli.group import Commands, texts_in
from kb.diagnostics import KbError
from kb.project import DATABASE_VARIABLE

if TYPE_CHECKING:
    from kb.base import Base

Command = TypeVar("Command", bound=Callable[..., Any])


def _common(command: Command) -> Command:
    """The options every command takes, before or after its name."""
    for option in (
        click.option("--db", "database", metavar="URL", help="Where the index is; default: SQLite in build/."),
        click.option("--project", metavar="DIR", help="The project's folder; default: the nearest one upward."),
    ):
        command = option(command)
    return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version=kb.__version__, prog_name="kb")
@_common
@click.pass_context
def cli(context: click.Context, project: str | None, database: str | None) -> None:
    """Show where each study's results agree or conflict, from references.bib and the sheets in claims/."""
    context.obj = {"project": project, "database": database}


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with the common options; its function gets the context first, with the options in `obj`."""

    def decorate(function: Callable[..., Any]) -> click.Command:
        @click.pass_context
        def run(context: click.Context, /, project: str | None, database: str | None, **given: Any) -> Any:  # noqa: ANN401 - whatever the command takes
            for text in texts_in(given.values()):
                if text.encode("utf-8", "replace").decode() != text:
                    raise KbError(f"'{text}' is not text in UTF-8", "type it again")
            context.obj = {
                "project": project or context.obj["project"],
                "database": database or context.obj["database"] or os.environ.get(DATABASE_VARIABLE),
            }
            return function(context, **given)

        return cli.command(name)(_common(update_wrapper(run, function)))

    return decorate


json_option = click.option("--json", "as_json", is_flag=True, help="Exact JSON instead of text.")


def opened(context: click.Context) -> Base:
    """The base, brought up to date; while the text has errors a word on standard error says that answers lack some."""
    from dataclasses import replace  # noqa: PLC0415 - help and completion need none of this

    from kb.cli.waiting import waiting  # noqa: PLC0415
    from kb.list_words import UPDATING  # noqa: PLC0415

    base = unrefreshed(context)
    with waiting(f"{UPDATING} …") as line:
        base.refresh(line.hear_build)
    # one look at the text serves all that a command asks
    base = replace(base, is_looked_after=True)
    errors = base.errors()
    if errors:
        from kb.words import errors_words  # noqa: PLC0415

        click.echo(f"kb: {errors_words(errors)} of the answer; see kb check", err=True)
    return base


def unrefreshed(context: click.Context) -> Base:
    """The base with its index as it stands; whoever asks has to bring it up to date."""
    from kb.base import open_base  # noqa: PLC0415

    base = open_base(context.obj["project"], context.obj["database"])
    context.call_on_close(base.store.close)
    return base
