"""Restrictions on the command line: the options that make one, and the policy that they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kb.evidence import Policy

Command = TypeVar("Command", bound=Callable[..., Any])


def policy_options(command: Command) -> Command:
    """The options that restrict which findings vote."""
    for option in (
        click.option("--without", multiple=True, metavar="KEY", help="As if this source had never been coded."),
        click.option("--as-of", type=int, metavar="YEAR", help="Only what could be read by this year."),
        click.option("--only", multiple=True, metavar="FIELD=VALUE", help="Only findings that fit, as design=rct."),
        click.option("--first-hand", is_flag=True, help="Second-hand findings do not vote."),
    ):
        command = option(command)
    return command


def policy(first_hand: bool, only: tuple[str, ...], as_of: int | None, without: tuple[str, ...]) -> Policy:
    """The policy that the options ask for; an unknown field or value is a `KbError`."""
    from kb.evidence import Policy, read_only  # noqa: PLC0415 - commands import what they need

    return Policy(first_hand, tuple(map(read_only, only)), as_of, without)
