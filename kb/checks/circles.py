"""Circles among things that need one another, for rules on relations and on second-hand findings."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator
from itertools import pairwise


def circles(needs: dict[str, set[str]]) -> Iterator[list[str]]:
    """Circles as closed walks from what is needed to what needs it, no step in two of them; uses `needs` up."""
    while True:
        try:
            graphlib.TopologicalSorter(needs).prepare()
        except graphlib.CycleError as error:
            ring: list[str] = error.args[1]
        else:
            return
        for needed, needing in pairwise(ring):
            needs[needing].discard(needed)
        yield ring
