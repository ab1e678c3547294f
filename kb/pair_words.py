"""The words for two studies side by side: how they stand to each other, and in what they differ."""

from __future__ import annotations

from collections.abc import Mapping

from kb.compare import Dependence, PairRelation
from kb.words import BASIS_WORDS, DESIGN_WORDS, READING_WORDS

PAIR_WORDS: Mapping[PairRelation, str] = {
    PairRelation.CONFLICT: "conflict",
    PairRelation.TENSION: "tension",
    PairRelation.AGREEMENT: "agreement",
}

#: two studies side by side: what they are and found, apart from how they were read and coded
NOTHING_DIFFERS = "nothing recorded of the studies differs"
CODED_DIFFERENTLY = "how they were coded differs in"

SHARED_WORDS: Mapping[str, str] = {
    **{str(relation): words for relation, words in PAIR_WORDS.items()},
    "neither": "no direction on either side",
    "same unit": "one study, with one vote",
}

DEPENDENCE_WORDS: Mapping[Dependence, str] = {
    Dependence.SHARED_DATA: "not independent: they share data",
    Dependence.SHARED_AUTHORS: "check independence: they share authors",
}


_VALUE_WORDS: Mapping[str, Mapping[str, str]] = {
    "design": DESIGN_WORDS,
    "basis": {str(basis): words for basis, words in BASIS_WORDS.items()},
    "read": {str(reading): words for reading, words in READING_WORDS.items()},
}


#: the heading over claims on which two sources have findings, and not both a vote
WITHOUT_VOTES = "Both have findings, and not both a vote"


def shared_words(claims: int, agreement: int, conflict: int, tension: int) -> str:
    """On how many claims two sources both vote, and how they stand to each other there."""
    if not claims:
        return "They share no claim on which both vote."
    counted = f"{agreement} in agreement, {conflict} in conflict, {tension} in tension"
    return f"Both vote on {claims} claim{'' if claims == 1 else 's'}: {counted}."


def recorded_words(field: str, values: str) -> str:
    """What is recorded of a study in one attribute, several values joined by "; ", in words instead of ids."""
    words = _VALUE_WORDS.get(field, {})
    return "; ".join(words.get(value, value) for value in values.split("; "))


def pairs_left_out_words(left_out: int) -> str:
    """That a list of pairs is not all of them."""
    return f"{left_out:,} more pair{' is' if left_out == 1 else 's are'} not listed."
