"""Tuples of texts as one text and back: each text on a line of its own, which is several times as quick as JSON.

Where a text has lines itself, the tuples are JSON after all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

_from_json = json.JSONDecoder().decode


def to_lines(tuples: Sequence[Sequence[str]], width: int) -> str:
    """Tuples that have so many texts each, as one text."""
    # a line begins with its end, so that JSON is never taken for lines
    lines = "\n".join(["", *chain.from_iterable(tuples)])
    return lines if lines.count("\n") == width * len(tuples) else json.dumps(tuples, ensure_ascii=False)


def from_lines(text: str, width: int) -> Iterable[tuple[Any, ...]]:
    """The tuples in a text."""
    if text.startswith("["):
        return map(tuple, _from_json(text))
    lines = text.split("\n")
    return zip(*(lines[place::width] for place in range(1, width + 1)), strict=True)
