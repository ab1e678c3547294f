"""Claims against sources: what the sources that bear on most of some claims found on each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.model import Finding, Source
from kb.store.crossing import bearing_sources, findings_between, votes_between
from kb.store.read import Reader
from kb.store.verdict_rows import Vote

#: how many sources are set against the claims at most
MOST_SOURCES = 40


@dataclass(frozen=True, slots=True)
class Crossing:
    """Sources by key, most claims first, what they found on the claims, and how many more bear on any."""

    sources: Mapping[str, Source]
    findings: Sequence[Finding]
    votes: Sequence[Vote]
    left_out: int


def crossing(reader: Reader, claims: Sequence[str], most: int = MOST_SOURCES) -> Crossing:
    """These claims, by id, against the sources that bear on most of them."""
    keys, total = bearing_sources(reader.connection, claims, most)
    known = reader.sources(keys)
    return Crossing(
        sources={key: known[key] for key in keys},
        findings=findings_between(reader.connection, claims, keys),
        votes=votes_between(reader.connection, claims, keys),
        left_out=total - len(keys),
    )
