"""The small query language of lists: plain words, and `field:value` filters."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.diagnostics import KbError, did_you_mean
from kb.model import Design, Kind, Reading, Status
from kb.verdicts import State

#: what claims can be filtered by; an empty tuple means that any value may be given
CLAIM_FIELDS: Mapping[str, tuple[str, ...]] = {
    "topic": (),
    "state": tuple(State),
    "kind": tuple(Kind),
    "source": (),
}

#: what sources can be filtered by
SOURCE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "topic": (),
    "design": tuple(Design),
    "read": tuple(Reading),
    "status": tuple(Status),
    "year": (),
    "type": (),
}


@dataclass(frozen=True, slots=True)
class Query:
    """Words that must all occur, and filters that must all fit (several values of one field: any of them)."""

    words: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]]


def read_query(text: str, fields: Mapping[str, Sequence[str]]) -> Query:
    """The query in a text such as `admission topic:effectiveness state:conflicting`.

    Double quotes keep words with spaces together.  An unknown field or value is a `KbError`; text before a colon that
    is no known field and not near one is taken as a word.
    """
    # an apostrophe belongs to its word and a backslash is a sign like others, so this is not a shell's reading
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        parts = list(lexer)
    except ValueError:
        parts = text.replace('"', " ").split()
    words: list[str] = []
    filters: dict[str, tuple[str, ...]] = {}
    for part in parts:
        name, colon, value = part.partition(":")
        if colon and name.casefold() in fields:
            name = name.casefold()
            filters[name] = (*filters.get(name, ()), _value(name, value, fields[name]))
        elif colon and name.isalpha() and did_you_mean(name, fields):
            raise KbError(f"no field '{name}' to filter by", did_you_mean(name, fields))
        else:
            words.append(part)
    return Query(tuple(words), filters)


def _value(name: str, value: str, known: Sequence[str]) -> str:
    if not value:
        raise KbError(f"'{name}:' needs a value", f"one of {', '.join(known)}" if known else f"for example {name}:…")
    if not known:
        return value
    folded = value.casefold().replace("_", "-") if "-" in "".join(known) else value.casefold().replace("-", "_")
    if folded not in known:
        hint = did_you_mean(folded, known) or f"one of {', '.join(known)}"
        raise KbError(f"no {name} '{value}'", hint)
    return folded
