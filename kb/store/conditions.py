"""Conditions that several queries share: words found in the full text, and years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal_column, select, text


def matching(kind: str, words: Sequence[str]) -> Select[Any]:
    """The ids of all that is of this kind and holds every word."""
    hits = text("search MATCH :wanted AND kind = :kind").bindparams(wanted=full_text(words), kind=kind)
    return select(literal_column("id")).select_from(text("search")).where(hits)


def within_years(year: ColumnElement[Any], span: tuple[int | None, int | None]) -> ColumnElement[bool]:
    """True of a year inside the span, its ends included; never of a year that is not known."""
    first, last = span
    bounds = [year >= first] if first is not None else []
    bounds += [year <= last] if last is not None else []
    return and_(year.is_not(None), *bounds)


def full_text(words: Iterable[str]) -> str:
    """The words as a full-text query: every one of them as a quoted beginning, so that no query syntax gets through."""
    quoted = ('"' + word.replace('"', '""').replace("\0", " ") + '"*' for word in words if has_letters(word))
    return " AND ".join(quoted) or '""'


def has_letters(word: str) -> bool:
    """True when there is anything in the word that can be searched for."""
    return any(ch.isalnum() for ch in word)
