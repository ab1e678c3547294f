"""Making frozen records quickly: hundreds of them make a page, and a hundred thousand a bibliography."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


def maker(record: Callable[P, R]) -> Callable[P, R]:
    """What makes records of a frozen dataclass with slots; called like the class, it takes a fifth of the time.

    The class goes round its own ban to set each of the fields.
    """

    def freeze(made: object) -> None:
        # allowed between classes with the same slots
        made.__class__ = cast("Any", record)

    own: Any = fields(cast("Any", record))
    like = [(each.name, each.type, field(default=each.default, default_factory=each.default_factory)) for each in own]
    named: Any = make_dataclass("Plain", like, slots=True, eq=False, namespace={"__post_init__": freeze})
    return cast("Callable[P, R]", named)
