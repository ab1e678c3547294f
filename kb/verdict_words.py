"""The words for verdicts: states, rules, remarks and counts; one place for the command line, the app and documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kb.model import Source
from kb.references import surname_year
from kb.units import Flag, Unit, unlisted_reviews
from kb.verdicts import Conflict, Leaning, RestsOn, State, Verdict
from kb.vocabulary import Stance
from kb.words import number_words, verb

FLAG_WORDS: Mapping[Flag, str] = {
    Flag.RETRACTED_EXCLUDED: "Findings of a retracted source were left out.",
    Flag.CITATION_MISMATCH: "What is said of a source differs from what the source says itself; its own words count.",
    Flag.SEVERAL_REPORTS_ONE_STUDY: "Several sources report one study; they have one vote together.",
    Flag.WITHIN_SOURCE_CONFLICT: "A study has findings on both sides; it counts as mixed.",
    Flag.OVERLAP_ABSORBED: "A review that agrees with a counted study and shares its data has no vote of its own.",
    Flag.OVERLAP_UNKNOWN: "A review without a list of included studies counts; it may rest on studies counted here.",
    Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES: "All that disagree share data: the two sides are not independent.",
}

#: how many sources are named that state one conflict
MOST_NAMED = 3

_STATE_GLYPH: Mapping[State, str] = {
    State.SECOND_HAND_ONLY: "»",
    State.NO_EVIDENCE: "–",
    State.CONFLICTING: "≠",
    State.SINGLE_STUDY: "·",
    State.CONSISTENT_SUPPORT: "▲",
    State.CONSISTENT_DISPUTE: "▼",
    State.QUALIFIED_SUPPORT: "△",
    State.QUALIFIED_DISPUTE: "▽",
    State.INCONCLUSIVE: "○",
}

_STATE_WORDS: Mapping[State, str] = {
    State.SECOND_HAND_ONLY: "second-hand only",
    State.NO_EVIDENCE: "no voting evidence",
    State.CONFLICTING: "conflicting",
    State.SINGLE_STUDY: "single study",
    State.CONSISTENT_SUPPORT: "consistent support",
    State.CONSISTENT_DISPUTE: "consistent dispute",
    State.QUALIFIED_SUPPORT: "qualified support",
    State.QUALIFIED_DISPUTE: "qualified dispute",
    State.INCONCLUSIVE: "inconclusive",
}

#: what a single study is called that is a review
SINGLE_REVIEW = "single review"

CONFLICT_WORDS: Mapping[Conflict, str] = {
    Conflict.BETWEEN: "between studies",
    Conflict.STATED: "stated by a source",
    Conflict.WITHIN: "within studies",
}

_RULES: Mapping[State | Conflict, str] = {
    State.SECOND_HAND_ONLY: "No finding was read in its own source, and second-hand findings have no vote here.",
    State.NO_EVIDENCE: "No finding votes on this claim: none is recorded, or those recorded have no vote.",
    Conflict.BETWEEN: "At least one independent study supports the claim and at least one disputes it.",
    Conflict.STATED: "A source says that two of the studies conflict, and their stances differ.",
    Conflict.WITHIN: "No side has a majority, and at least as many studies are mixed as cannot tell.",
    State.SINGLE_STUDY: "Only one independent study votes. There is nothing to compare it with.",
    State.CONSISTENT_SUPPORT: "Every study and every review with a vote supports the claim.",
    State.CONSISTENT_DISPUTE: "Every study and every review with a vote disputes the claim.",
    State.QUALIFIED_SUPPORT: (
        "More than half of the studies support the claim and none disputes it; the rest are mixed or inconclusive."
    ),
    State.QUALIFIED_DISPUTE: (
        "More than half of the studies dispute the claim and none supports it; the rest are mixed or inconclusive."
    ),
    State.INCONCLUSIVE: (
        "Neither side has more than half of the studies, and more of the others could not tell than were mixed."
    ),
}


def state_glyph(state: State) -> str:
    """The glyph of a state, always to be shown with `state_words`."""
    return _STATE_GLYPH[state]


class Told(Protocol):
    """A verdict as far as words for its state go."""

    @property
    def state(self) -> State:
        """What the units say together."""

    @property
    def conflict(self) -> Conflict | None:
        """The kind of a conflict."""

    @property
    def direction(self) -> Leaning:
        """The side that is ahead, and the stance of a single unit."""

    @property
    def is_one_review(self) -> bool:
        """True when the only unit that votes is a review."""


def named_words(verdict: Told) -> str:
    """The state of a verdict in a few words, with the kind of conflict, or the stance of a single study or review."""
    if verdict.is_one_review:
        return f"{SINGLE_REVIEW}, {verdict.direction}"
    return state_words(verdict.state, verdict.conflict, verdict.direction)


def left_words(change: RestsOn) -> str:
    """What a verdict would be without a source, in a few words; what is left alone may be a study or a review."""
    if change.state is State.SINGLE_STUDY:
        return f"only one study or review, {change.direction}"
    return state_words(change.state, change.conflict, change.direction)


def state_words(
    state: State, conflict: Conflict | None = None, direction: Leaning | None = None, stating: str = ""
) -> str:
    """A state in a few words, with the kind of conflict and who states it, or the stance of a single study."""
    if conflict is not None:
        return f"{_STATE_WORDS[state]}, {conflict_words(conflict, stating)}"
    if state is State.SINGLE_STUDY and direction is not None:
        return f"{_STATE_WORDS[state]}, {direction}"
    return _STATE_WORDS[state]


def conflict_words(conflict: Conflict, stating: str = "") -> str:
    """Where a conflict lies, with who states it where that is known."""
    return f"stated by {stating}" if conflict is Conflict.STATED and stating else CONFLICT_WORDS[conflict]


def rule_words(verdict: Verdict) -> str:
    """The rule that decided a verdict, in a sentence."""
    if verdict.is_one_review:
        return "Only one review votes. There is nothing to compare it with."
    return _RULES[verdict.conflict or verdict.state]


def state_rule(state: State, conflict: Conflict | None = None) -> str:
    """When a state is given, in a sentence; `conflicting` has one rule for each kind of conflict."""
    named = f" Where it is a review, the verdict is called {SINGLE_REVIEW}." if state is State.SINGLE_STUDY else ""
    return f"{_RULES[conflict or state]}{named}"


def stating_words(keys: Sequence[str], sources: Mapping[str, Source]) -> str:
    """Who states a conflict: the first few by name, and how many more."""
    named = [surname_year(sources[key]) for key in keys[:MOST_NAMED]]
    more = [f"{len(keys) - MOST_NAMED:,} more"] if len(keys) > MOST_NAMED else []
    return " and ".join(filter(None, (", ".join((named + more)[:-1]), *(named + more)[-1:])))


def through_words(verdict: Verdict, sources: Mapping[str, Source]) -> str:
    """That all votes on a claim are known from one source; empty where they are from several."""
    key = verdict.only_through
    if not key:
        return ""
    who = surname_year(sources[key])
    if all(unit.as_reported for unit in verdict.counted):
        return f"Every vote here comes from one paper: all findings are as {who} reports them."
    return f"Every vote here comes from one paper: what {who} found itself, and others only as it reports them."


def flag_words(verdict: Verdict, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What else a reader of a verdict must know, each with the first sources that it is about where they are known."""
    about: Mapping[Flag, Iterable[str]] = {
        Flag.CITATION_MISMATCH: (mismatch.source for mismatch in verdict.mismatches),
        Flag.SEVERAL_REPORTS_ONE_STUDY: (key for u in verdict.units if len(u.sources) > 1 for key in u.sources),
        Flag.OVERLAP_ABSORBED: (key for u in verdict.units if u.absorbed_by for key in u.sources),
        Flag.OVERLAP_UNKNOWN: (key for unit in unlisted_reviews(verdict.counted) for key in unit.sources),
    }
    return tuple(_about(FLAG_WORDS[flag], tuple(dict.fromkeys(about.get(flag, ()))), sources) for flag in verdict.flags)


def _about(words: str, keys: Sequence[str], sources: Mapping[str, Source]) -> str:
    return f"{stating_words(keys, sources)}: {words[0].lower()}{words[1:]}" if keys else words


def verdict_sentence(verdict: Verdict, sources: Mapping[str, Source]) -> str:
    """A verdict in one sentence: the state, with who states a conflict, then who stands where."""
    state = state_words(verdict.state, verdict.conflict, None, stating_words(verdict.stated_by, sources))
    state = SINGLE_REVIEW if verdict.is_one_review else state
    who = counts_words(verdict.counted)
    return f"{state[0].upper()}{state[1:]}: {who}." if who else f"{state[0].upper()}{state[1:]}."


def counts_words(units: Iterable[Unit]) -> str:
    """How many studies and reviews take each stance, in words; empty when none vote."""
    units = tuple(units)
    parts = []
    for stance in Stance:
        of_stance = [unit for unit in units if unit.stance is stance]
        if of_stance:
            reviews = sum(unit.is_review for unit in of_stance)
            studies = len(of_stance) - reviews
            named = [number_words(n, word) for n, word in ((studies, "study"), (reviews, "review")) if n]
            parts.append(f"{' and '.join(named)} {verb(stance, len(of_stance))}")
    reported = sum(unit.as_reported for unit in units)
    if reported:
        parts[-1] += f"; {_reported(reported, len(units))}"
    return ", ".join(parts)


def _reported(n: int, of: int) -> str:
    which = "it is" if of == 1 else "all are" if n == of else f"{n} of these {of} {'is' if n == 1 else 'are'}"
    return f"{which} known only as another source reports {'it' if n == 1 else 'them'}"
