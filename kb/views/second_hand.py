"""What is known only through another source: what votes so, those with a part in conflicts first, then all the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.model import Source
from kb.references import surname_year
from kb.store import lists, told
from kb.store.lists import Listed, Wanted
from kb.store.read import Reader
from kb.store.sides import reported_sources
from kb.store.source_lists import source_spot
from kb.store.verdict_rows import ClaimSummary
from kb.verdicts import State
from kb.views.claims import require_source
from kb.views.records import HIDDEN, FindingView
from kb.vocabulary import Reading

#: how many claims are looked through, the most contested ones, and how many sources that vote are listed at most
MOST_CLAIMS = 200
MOST = 100

#: how many sources a page holds, of those that vote and of those without a vote
PAGE = 12

_REPORTED = Wanted(is_reported=True)


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim on which all that is known of a source was read in others."""

    claim: str
    statement: str
    state: State
    findings: tuple[FindingView, ...]
    summary: ClaimSummary = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class ToldSource:
    """A source, and the claims on which it is known only through others, most contested first."""

    key: str
    citation: str
    title: str
    design: str | None
    read: Reading | None
    claims: tuple[ToldClaim, ...]
    source: Source = field(metadata=HIDDEN)
    #: every source in which something of it was read, by key
    sources: Mapping[str, Source] = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class SecondHandView:
    """Sources that vote as others report them, and others that are only told of, without a vote of their own."""

    voting: tuple[ToldSource, ...]
    silent: tuple[ToldSource, ...]
    #: sources that vote so and are not among them
    voting_left_out: int
    #: on how many claims there are such votes, and in how many of them, the most contested, the sources were looked for
    claims: int
    looked_through: int
    #: sources without such a vote; what comes before and after those held here is told as in `ClaimPage`, by key
    silent_total: int
    before: int = field(metadata=HIDDEN)
    after: str = field(metadata=HIDDEN)
    back: str | None = field(metadata=HIDDEN)


def second_hand_view(
    reader: Reader, after: str = "", size: int | None = PAGE, voting: int | None = None
) -> SecondHandView:
    """What is known only second-hand; of the sources without a vote those after a key, all of them without a size.

    Of those that vote `voting` at most are held; unless told, `size` or, without a size, a hundred.
    """
    connection = reader.connection
    ids = lists.claim_ids(connection, Listed(_REPORTED), MOST_CLAIMS)
    first, total = reported_sources(connection, ids, min(voting or size or MOST, MOST))
    spot = source_spot(connection, require_source(reader, after)) if after else None
    limit = None if size is None else size + 1
    silent = told.silent_keys(connection, limit, spot.position if spot else -1)
    shown = silent[:size]
    before = told.count_silent(connection, spot.position) if spot else 0
    back = told.silent_at(connection, before - size) if size and before > size else ""
    known = {each.key: each for each in _told(reader, [*first, *shown])}
    return SecondHandView(
        voting=tuple(known[key] for key in first if key in known),
        silent=tuple(known[key] for key in shown),
        voting_left_out=total - len(first),
        claims=lists.count(connection, _REPORTED),
        looked_through=len(ids),
        silent_total=told.count_silent(connection),
        before=before,
        after=shown[-1] if len(silent) > len(shown) else "",
        back=back if before else None,
    )


def told_source(reader: Reader, key: str) -> ToldSource | None:
    """What is known of one source only through others, None when that is nothing; an unknown key is a `KbError`."""
    return next(iter(_told(reader, [require_source(reader, key)])), None)


def _told(reader: Reader, keys: Sequence[str]) -> Iterable[ToldSource]:
    found = told.told_findings(reader.connection, keys)
    summaries = reader.summaries({finding.claim for finding, _ in found})
    place = {summary.id: (number, summary) for number, summary in enumerate(summaries)}
    sources = reader.sources({*keys, *(finding.via for finding, _ in found)})
    of_source: dict[str, dict[str, list[FindingView]]] = {}
    for finding, votes in found:
        on_claim = of_source.setdefault(finding.source, {}).setdefault(finding.claim, [])
        on_claim.append(FindingView.of(finding, votes))
    for key, by_claim in of_source.items():
        source = sources[key]
        claims = [(*place[id_], tuple(findings)) for id_, findings in by_claim.items()]
        yield ToldSource(
            key=key,
            citation=surname_year(source),
            title=source.title,
            design=source.design,
            read=source.sheet.read if source.sheet else None,
            claims=tuple(ToldClaim(s.id, s.statement, s.state, f, s) for _, s, f in sorted(claims, key=lambda c: c[0])),
            source=source,
            sources={f.via: sources[f.via] for findings in by_claim.values() for f in findings if f.via},
        )
