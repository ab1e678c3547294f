"""The words for two studies side by side: how they stand to each other, and in what they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.compare import ATTRIBUTES, ONLY_REPORTED, Dependence, Difference, PairRelation
from kb.list_words import left_out_words
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
    "read": {**{str(reading): words for reading, words in READING_WORDS.items()}, ONLY_REPORTED: "only as reported"},
}


#: how the attributes of coding are named in a sentence, where that is not by their own names
_CODING_WORDS: Mapping[str, str] = {"read": "what was read"}

#: the heading over claims on which two sources have findings, and not both a vote
WITHOUT_VOTES = "Both have findings, and not both a vote"


def shared_words(claims: int, agreement: int, conflict: int, tension: int) -> str:
    """On how many claims two sources both vote, and how they stand to each other there."""
    if not claims:
        return "They share no claim on which both vote."
    counted = f"{agreement} in agreement, {conflict} in conflict, {tension} in tension"
    return f"Both vote on {claims} claim{'' if claims == 1 else 's'}: {counted}."


#: longer values stand in tables only
MOST_LETTERS = 32


def recorded_words(field: str, values: str) -> str:
    """What is recorded of a study in one attribute, several values joined by "; ", in words instead of ids."""
    words = _VALUE_WORDS.get(field, {})
    return "; ".join(words.get(value, value) for value in values.split("; "))


def differing_words(differences: Iterable[Difference], who: str = "they", *, has_values: bool = False) -> str:
    """In what studies differ as far as it is recorded, then in what how they were coded does.

    `who` says of which of them that is told, if not of all. With values, those of two studies that are short stand
    behind what they differ in.
    """
    found = {each.field: each for each in differences}
    studies, coding = (
        [name for name in ATTRIBUTES if name in found and found[name].is_of_coding is coded] for coded in (False, True)
    )
    nothing = NOTHING_DIFFERS if who == "they" else f"of {who} {NOTHING_DIFFERS}"
    apart = [f"{name}{_short_values(found[name]) if has_values else ''}" for name in studies]
    of_studies = f"{who} differ in {_listed(apart)}" if apart else nothing
    said = f"{of_studies}."
    said = f"{said[:1].upper()}{said[1:]}"
    if not coding:
        return said
    named = _listed([_CODING_WORDS.get(name, name) for name in coding])
    return f"{said} {CODED_DIFFERENTLY[:1].upper()}{CODED_DIFFERENTLY[1:]} {named}."


def _short_values(each: Difference) -> str:
    values = [recorded_words(each.field, value) for value in (each.a, each.b)]
    return f" ({' / '.join(values)})" if max(map(len, values)) <= MOST_LETTERS else ""


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def one_sided_words(a: str, b: str, one_sided: Sequence[Difference]) -> tuple[str, ...]:
    """For each of two studies, by its name, what is recorded of it and not of the other; nothing where all is."""
    sides = ((a, [(each.field, each.a) for each in one_sided]), (b, [(each.field, each.b) for each in one_sided]))
    said = ((name, [f"{field} {recorded_words(field, value)}" for field, value in own if value]) for name, own in sides)
    return tuple(f"Recorded of {name} only: {'; '.join(values)}." for name, values in said if values)


def pairs_left_out_words(left_out: int) -> str:
    """That a list of pairs is not all of them."""
    return f"{left_out_words(left_out, 'pair', 'listed')}."


def pairs_unseen_words(unseen: int) -> str:
    """That so many pairs that agree were not looked at."""
    return f"{unseen:,} more pair{' that agrees was' if unseen == 1 else 's that agree were'} not looked at."
