"""What votes only through other sources: the sources to read next, those with a part in conflicts first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.model import Source
from kb.store import lists
from kb.store.lists import Listed, Wanted
from kb.store.read import ClaimSummary, Reader, Vote
from kb.store.sides import reported_votes
from kb.verdicts import State

#: how many claims are looked through, the most contested ones, and how many sources are listed
MOST_CLAIMS = 500
MOST = 100

_REPORTED = Wanted(is_reported=True)


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Sources that vote as others report them, each with these votes, and the claims they are about, by id."""

    items: tuple[tuple[Source, tuple[Vote, ...]], ...]
    claims: Mapping[str, ClaimSummary]
    #: how many such sources, and such claims, were found
    sources: int
    found: int
    #: how many claims there are with such votes; more than `found` when they were too many to look through
    total: int


def reading_list(reader: Reader) -> ReadingList:
    """The sources on whose behalf others speak, those with a part in most conflicts first, then most claims."""
    ids = lists.claim_ids(reader.connection, Listed(_REPORTED), MOST_CLAIMS)
    claims = {summary.id: summary for summary in reader.summaries(ids)}
    by_source: dict[str, list[Vote]] = {}
    for vote in reported_votes(reader.connection, ids):
        by_source.setdefault(vote.source, []).append(vote)

    def rank(key: str) -> tuple[int, int, str]:
        contested = sum(claims[vote.claim].state is State.CONFLICTING for vote in by_source[key])
        return -contested, -len(by_source[key]), key

    shown = sorted(by_source, key=rank)[:MOST]
    sources = reader.sources(shown)
    items = tuple((sources[key], tuple(by_source[key])) for key in shown)
    return ReadingList(items, claims, len(by_source), len(ids), lists.count(reader.connection, _REPORTED))
