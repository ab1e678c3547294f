"""What a build does, one step after the other, and how it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What a build does, in this order."""

    READING = "reading"
    JUDGING = "judging"
    CHECKING = "checking"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """What a build is doing, how much of it is done, from 0 to 1, and, where that is counted, how many of how many."""

    step: Step
    part: float
    done: int = 0
    whole: int = 0


#: hears how far a build is
Tell = Callable[[Progress], None]

#: hears how much of one thing is done, from 0 to 1, and how many of how many
Counted = Callable[[float, int, int], None]

#: how much is done when a step begins; reading takes most of the time
BEGINS: Mapping[Step, float] = {Step.READING: 0.0, Step.JUDGING: 0.6, Step.CHECKING: 0.7, Step.WRITING: 0.8}
