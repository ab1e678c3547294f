"""The words for the base as a whole, for parts of lists, and for building the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kb.steps import Progress

if TYPE_CHECKING:
    from kb.store.tallies import Totals

#: while a build of the index takes long: that it is built, and what it is doing
UPDATING = "Bringing the index up to date with the text"
STEP_WORDS: Mapping[str, str] = {
    "reading": "Reading the text …",
    "judging": "Judging the claims …",
    "checking": "Checking the text …",
    "writing": "Writing the index …",
}
#: what is counted in a step
STEP_UNITS: Mapping[str, str] = {"reading": "files", "judging": "claims"}


def progress_words(far: Progress) -> str:
    """What a build is doing, and how many of how many it has done, where that is counted."""
    doing = STEP_WORDS[far.step]
    return f"{doing} {far.done:,} of {far.whole:,} {STEP_UNITS[far.step]}" if far.whole else doing


def base_words(totals: Totals) -> str:
    """The base in one line: sources and how they are known, studies and reviews with findings, claims, findings."""
    known = f"{totals.read:,} read at least in part; all findings of {totals.known_second_hand:,} are second-hand"
    return " · ".join(
        (
            f"{_counted(totals.sources, 'source')} ({known})",
            f"{_counted(totals.studies, 'study', 'studies')} and {_counted(totals.reviews, 'review')} with findings",
            _counted(totals.claims, "claim"),
            f"{_counted(totals.findings, 'finding')} ({totals.second_hand:,} read second-hand)",
        )
    )


#: which differences between what is cited and what its source says are counted
MISMATCH_SCOPE = (
    "Listed where the two differ in stance. That a number, a population or a result is told otherwise or left out "
    "stands in the notes of findings and sources."
)


def part_words(shown: int, before: int, fitting: int, total: int, of: str = "claim") -> str:
    """Which part of a list is shown: "2 of 3 claims", or "1,234 of 5,678 claims, here 51 to 100"."""
    some = _counted(total, of) if fitting == total else f"{fitting:,} of {_counted(total, of)}"
    return some if shown == fitting else f"{some}, here {before + 1:,} to {before + shown:,}"


def disagreement_words(conflicts: int, mismatched: int) -> str:
    """How many claims are conflicting, and on how many a citation differs from what its source says."""
    many = f"{conflicts:,} claims are conflicting, most contested first"
    claims = {0: "No claim is conflicting", 1: "One claim is conflicting"}.get(conflicts, many)
    if not mismatched:
        return f"{claims}; no citation differs from what its source says."
    return f"{claims}; {mismatched_words(mismatched)} a citation differs from what its source says."


#: that all of several votes on a claim are known from one source
ONE_PAPER = "every vote from one paper"


def told_part_words(told: int, units: int) -> str:
    """How many of the units that vote are known only second-hand; empty for none."""
    if not told:
        return ""
    return "known only second-hand" if told == units else f"{told:,} second-hand"


def without_vote_words(findings: int) -> str:
    """How many findings are recorded on a claim on which none votes."""
    return f"{_counted(findings, 'finding')} without a vote" if findings else "nothing recorded yet"


def told_votes_words(sources: int, claims: int, total: int) -> str:
    """How many sources vote only through others, on how many claims, and whether there are more such claims."""
    if not sources:
        return "Every vote rests on what its own source says."
    who = "1 source votes" if sources == 1 else f"{sources:,} sources vote"
    what = _counted(claims, "claim") if claims == total else f"the {claims:,} most contested of {total:,} such claims"
    return (
        f"{who} on {what} only through what other papers report. Reading them can change a verdict; "
        "those with a part in conflicts come first."
    )


def told_whole_words(sources: int) -> str:
    """Of how many of the sources known through others nothing else is known."""
    if not sources:
        return "Each of these sources has findings of its own on other claims."
    which = "1 source" if sources == 1 else f"{sources:,} sources"
    own = "the others have findings of their own on other claims"
    return f"Of {which}, with a vote through others or without, all findings are second-hand; {own}."


def told_count_words(findings: int, claims: int) -> str:
    """How many findings of a source are told by others, on how many claims."""
    return f"{_counted(findings, 'finding')} on {_counted(claims, 'claim')}"


def told_silent_words(sources: int) -> str:
    """How many sources have no vote through others, though something is known of them only so; empty for none."""
    if not sources:
        return ""
    who = "1 more source is" if sources == 1 else f"{sources:,} more sources are"
    own = "its" if sources == 1 else "their"
    return (
        f"{who} spoken of by others without a vote of {own} own: opinions, background, studies that have since been "
        "retracted, and what repeats or adds to studies that count already."
    )


def left_out_words(left_out: int, of: str = "", said: str = "shown") -> str:
    """That so many more are not shown, of what, and with what is said of it: "3 more sources are not listed"."""
    what = f" {of if left_out == 1 else f'{of}s'}" if of else ""
    return f"{left_out:,} more{what} {'is' if left_out == 1 else 'are'} not {said}"


def hits_left_out_words(left_out: int) -> str:
    """That more was found than is shown."""
    return f"{left_out_words(left_out)}; more words find fewer."


def mismatched_words(claims: int) -> str:
    """On how many claims citing and cited disagree: "on 2 claims"."""
    return f"on {_counted(claims, 'claim')}"


def _counted(n: int, word: str, several: str = "") -> str:
    return f"{n:,} {word if n == 1 else several or word + 's'}"
