"""Which entries are the same publication, and which claims the same proposition."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from kb.compare import plain
from kb.model import Claim, Scope, Source

Entry = TypeVar("Entry")


def twin_entries(sources: Iterable[Source]) -> dict[str, Source]:
    """The entries that look like an earlier one, by key: one DOI, or one title, year and first author."""
    return {source.key: twin for source, twin in alike((source, marks(source)) for source in sources)}


def alike(entries: Iterable[tuple[Entry, Sequence[Hashable]]]) -> Iterator[tuple[Entry, Entry]]:
    """Each of the entries that has a mark of an earlier one, with that; they come in order, each with its marks."""
    first_with: dict[Hashable, Entry] = {}
    for entry, own in entries:
        twin = next((first_with[mark] for mark in own if mark in first_with), None)
        if twin is not None:
            yield entry, twin
        for mark in own:
            first_with.setdefault(mark, entry)


def marks(source: Source) -> list[tuple[str, ...]]:
    """What makes entries twins that both have it: a DOI; a title with the year and the first author."""
    found: list[tuple[str, ...]] = []
    if source.doi:
        found.append(("doi", source.doi.casefold()))
    if source.title and source.authors and source.year is not None:
        found.append(("title", plain(source.title), str(source.year), plain(source.authors[0].surname)))
    return found


def sameness(claim: Claim) -> str:
    """A short text that is equal for claims with one statement and scope; case, accents and full stops aside."""
    scope = (getattr(claim.scope, name) for name in Scope.__slots__)
    told = "\0".join([plain(claim.statement).strip(" ."), *scope])
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
