"""The small query language of lists: plain words, and `field:value` filters."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.diagnostics import KbError, did_you_mean
from kb.verdicts import State
from kb.vocabulary import Design, Kind, Reading, Status

#: what claims can be filtered by; an empty tuple means that any value may be given
CLAIM_FIELDS: Mapping[str, tuple[str, ...]] = {
    "topic": (),
    "state": tuple(State),
    "kind": tuple(Kind),
    "source": (),
    "design": tuple(Design),
    "year": (),
}

#: what sources can be filtered by
SOURCE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "topic": (),
    "design": tuple(Design),
    "read": tuple(Reading),
    "status": tuple(Status),
    "known": ("first-hand", "second-hand"),
    "year": (),
    "type": (),
}

#: in a citation it stands for further authors, and is no word to look for
_ET_AL = re.compile(r"(?<!\w)et\s+al\b\.?", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,4})?(?:(\.\.)(\d{1,4})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """Words that must all occur, and filters that must all fit (several values of one field: any of them)."""

    words: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]


def read_query(text: str, fields: Mapping[str, Sequence[str]]) -> Query:
    """The query in a text such as `admission topic:effectiveness state:conflicting`.

    Double quotes keep words with spaces together.  An unknown field or value is a `KbError`, not a word: a misspelt
    filter must not look like an empty result.
    """
    words: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    for part in read_words(text):
        name, colon, value = part.partition(":")
        if colon and name.casefold() in fields:
            name = name.casefold()
            filters[name] = (*filters.get(name, ()), _value(name, value, fields[name]))
        elif colon and value and name.isalpha():
            raise KbError(f"no field '{name}' to filter by", _elsewhere(name, fields))
        else:
            words.append(part)
    return Query(tuple(words), filters)


def read_words(text: str) -> list[str]:
    """The words of a text; those between double quotes stay together. A quote without a partner counts as a blank.

    "et al." is left out, so that a source is found as it is cited.
    """
    text = _ET_AL.sub(" ", text)
    # an apostrophe belongs to its word and a backslash is a sign like others, so this is not a shell's reading
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        return list(lexer)
    except ValueError:
        return text.replace('"', " ").split()


def year_span(text: str) -> tuple[int | None, int | None]:
    """The first and the last year of `2015`, `2010..2015`, `2010..` or `..2015`; anything else is a `KbError`."""
    found = _YEARS.fullmatch(text)
    first, dots, last = found.groups() if found else ("", "", "")
    if not (first or last):
        raise KbError(f"no year '{text}'", "write 2015, 2010..2015, 2010.. or ..2015; in a query, year:2010..2015")
    span = int(first) if first else None, int(last) if last else None
    if not dots:
        return span[0], span[0]
    if span[0] is not None and span[1] is not None and span[0] > span[1]:
        raise KbError(f"no year is in '{text}'", f"did you mean 'year:{last}..{first}'?")
    return span


def _elsewhere(name: str, fields: Mapping[str, Sequence[str]]) -> str:
    """What to do about a field that is none here: one of the other list, one misspelt, or none at all."""
    here, there = ("sources", "claims") if fields is SOURCE_FIELDS else ("claims", "sources")
    other = CLAIM_FIELDS if fields is SOURCE_FIELDS else SOURCE_FIELDS
    known = f"fields of {here}: {', '.join(fields)}"
    if name.casefold() in other and name.casefold() != "source":
        return f"'{name}:' is for {there}, as in kb {there} {name}:…; {known}"
    if name.casefold() in ("claim", "source"):
        return f"write --{name.casefold()} ID, where the command has it; {known}"
    return did_you_mean(name, fields) or known


def _value(name: str, value: str, known: Sequence[str]) -> str:
    if not value:
        raise KbError(f"'{name}:' needs a value", f"one of {', '.join(known)}" if known else f"for example {name}:…")
    if name == "year":
        year_span(value)
    if not known:
        return value
    folded = value.casefold().replace("_", "-") if "-" in "".join(known) else value.casefold().replace("-", "_")
    if folded not in known:
        raise KbError(f"no {name} '{value}'", _nearest(folded, known))
    return folded


def _nearest(value: str, known: Sequence[str]) -> str:
    """The value that is meant, or those that are meant by a word for several."""
    if value == "review" and known == tuple(Design):
        reviews = (f"design:{design}" for design in Design if design.is_review)
        return f"name each kind of review that you want: {', '.join(reviews)}"
    return did_you_mean(value, known) or f"one of {', '.join(known)}"
