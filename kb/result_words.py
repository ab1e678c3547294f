"""The words for recorded results: what was measured, the number as printed, and which way it points."""

from __future__ import annotations

from collections.abc import Mapping

from kb.model import Result
from kb.results import Tally
from kb.vocabulary import Direction

#: which way a recorded result points, after Thomson & Thomas 2013; the sign never stands without its word
DIRECTION_WORDS: Mapping[Direction | None, tuple[str, str]] = {
    Direction.BETTER: ("▲", "better"),
    Direction.WORSE: ("▼", "worse"),
    Direction.NO_DIFFERENCE: ("◄►", "no difference"),
    Direction.POSITIVE: ("▲", "positive"),
    Direction.NEGATIVE: ("▼", "negative"),
    Direction.UNCLEAR: ("?", "unclear"),
    Direction.NOT_REPORTED: ("∅", "looked for and not reported"),
    None: ("–", "direction not recorded"),
}

#: what a table of recorded results is, and is not
RESULTS_NOTE = (
    "As the sources print them. Each study counts once, by the direction of its results, whatever their size; "
    "nothing is tested and nothing is pooled."
)


def measured_words(result: Result) -> str:
    """The number of a result as the source prints it: "RR 0.91 (0.78 to 1.06)"; empty when there is none."""
    value = "" if result.value is None else str(result.value)
    ci = f"({result.ci[0]} to {result.ci[1]})" if result.ci else ""
    return " ".join(part for part in (result.measure, value, ci) if part)


def outcome_words(result: Result) -> str:
    """What was measured, with the end of its scale that was coded as the good one."""
    good = f"({result.good} coded as better)" if result.good else ""
    return " ".join(part for part in (result.outcome, good) if part)


def tally_words(tally: Tally) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Of how many studies and reviews, and which way they point: a sign and words for each direction that occurs."""
    counted = [(DIRECTION_WORDS[direction], n) for direction, n in tally.directions]
    counted += [(("▲▼", "in several directions"), tally.several), (DIRECTION_WORDS[None], tally.not_recorded)]
    parts = [(sign, f"{words}: {n}") for (sign, words), n in counted if n]
    who = "1 study or review" if tally.units == 1 else f"{tally.units} studies and reviews"
    return f"Of {who} with recorded results", tuple(parts)


def _pointing_words(result: Result) -> str:
    direction = result.direction
    whole = (Direction.NO_DIFFERENCE, Direction.NOT_REPORTED)
    word = DIRECTION_WORDS[direction][1] if direction else ""
    if direction is None or direction in whole:
        return word
    return f"direction: {word}" if result.value is None else f"estimate points to {word}"


def result_words(result: Result) -> str:
    """A recorded result in a line: "admission (lower coded as better): RR 0.91 (0.78 to 1.06), estimate points …".

    The direction is where the number points, whatever its interval.
    """
    parts = [
        measured_words(result),
        f"n = {result.n}" if result.n is not None else "",
        _pointing_words(result),
        result.time,
    ]
    said, outcome = ", ".join(part for part in parts if part), outcome_words(result)
    return f"{outcome}: {said}" if outcome and said else outcome or said
