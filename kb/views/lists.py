"""Lists of claims with their verdicts: all that fit, a page of them, and a page as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kb.diagnostics import KbError, did_you_mean
from kb.evidence import Policy
from kb.exporters import BYTE_ORDER_MARK
from kb.exporters.clean import csv_text
from kb.query import Query, year_span
from kb.store import lists
from kb.store.lists import Listed, Wanted
from kb.store.read import Reader
from kb.store.verdict_rows import ClaimSummary
from kb.verdicts import Verdict, contest_rank, judge
from kb.views.claims import STANCES, counts_by_stance, require_claim, require_source
from kb.views.records import ClaimRow

#: how many claims a page of a list holds
PAGE = 50

#: how many claims of a whole list are read at a time
_PORTION = 1_000

#: the columns of a list as a table
COLUMNS = (
    *("claim", "statement", "topic", "kind", "state", "conflict", "direction"),
    *map(str, STANCES),
    *("as_reported", "findings"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """The ids on a page of a list of claims; the rest as in `ClaimPage`."""

    ids: tuple[str, ...]
    total: int
    before: int
    after: str
    back: str | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A page of a list of claims, how long the list is, and from where the pages beside it go on."""

    rows: tuple[ClaimRow, ...]
    #: claims that fit
    total: int
    #: how many of them stand before this page
    before: int
    #: the id after which the next page begins; empty when this is the last
    after: str
    #: the id after which the page before begins; empty when that is the first page, None when this is
    back: str | None


def claim_rows(reader: Reader, query: Query, policy: Policy) -> tuple[ClaimRow, ...]:
    """The claims that fit a query, most contested first; under a policy `state:` means the state under it."""
    for key in policy.without:
        require_source(reader, key)
    wanted = wanted_claims(reader, query)
    states, wanted = (wanted.states, replace(wanted, states=())) if policy.restricts else ((), wanted)
    ids = lists.every_claim_id(reader.connection, wanted)
    summaries = reader.summaries(ids)
    if policy.restricts:
        evidence = reader.evidence(ids)
        judged = {id_: judge(evidence[id_], policy) for id_ in ids}
        rank = {id_: contest_rank(verdict) for id_, verdict in judged.items()}
        summaries = [_under(summary, judged[summary.id]) for summary in summaries]
        summaries = sorted((s for s in summaries if not states or s.state in states), key=lambda s: -rank[s.id])
    return tuple(map(claim_row, summaries))


def wanted_claims(reader: Reader, query: Query) -> Wanted:
    """What a query looks for; a `KbError` when it names a topic or a source that is not known."""
    given = query.filters
    for key in given.get("source", ()):
        require_source(reader, key)
    require_topics(reader, given.get("topic", ()))
    return Wanted(
        words=query.words,
        topics=given.get("topic", ()),
        states=given.get("state", ()),
        kinds=given.get("kind", ()),
        sources=given.get("source", ()),
        designs=given.get("design", ()),
        years=tuple(map(year_span, given.get("year", ()))),
    )


def claim_page(reader: Reader, listed: Listed, after: str = "") -> ClaimPage:
    """The page of a list that begins after a claim, or the first one; an unknown claim is a `KbError`."""
    part = page_of(reader, listed, after, PAGE)
    summaries = {summary.id: summary for summary in reader.summaries(part.ids)}
    rows = tuple(claim_row(summaries[id_]) for id_ in part.ids)
    return ClaimPage(rows, part.total, part.before, part.after, part.back)


def page_of(reader: Reader, listed: Listed, after: str, size: int) -> Part:
    """The part of a list that begins after a claim, `size` claims at most; an unknown claim is a `KbError`."""
    connection = reader.connection
    spot = lists.spot_of(connection, require_claim(reader, after)) if after else None
    ids = lists.claim_ids(connection, listed, size + 1, spot)
    shown = tuple(ids[:size])
    before = lists.count_through(connection, listed, spot) if spot else 0
    back = None if not before else lists.id_at(connection, listed, before - size) if before > size else ""
    after = shown[-1] if len(ids) > size else ""
    return Part(shown, lists.count(connection, listed.wanted), before, after, back)


def every_row(reader: Reader, listed: Listed) -> Iterator[ClaimRow]:
    """All claims of a list in its order, read a portion at a time."""
    ids = lists.every_claim_id(reader.connection, listed.wanted, listed.order)
    for begin in range(0, len(ids), _PORTION):
        some = ids[begin : begin + _PORTION]
        summaries = {summary.id: summary for summary in reader.summaries(some)}
        yield from (claim_row(summaries[id_]) for id_ in some)


def list_csv(rows: Iterable[ClaimRow]) -> str:
    """A list as CSV with a header, a row a claim, marked as UTF-8 so that Excel sees it."""
    return BYTE_ORDER_MARK + csv_text((COLUMNS, *map(_cells, rows)))


def _cells(row: ClaimRow) -> tuple[str | int, ...]:
    words = (row.id, row.statement, row.topic, row.kind, row.state, row.conflict or "", row.direction)
    return (*words, *(row.counts[stance] for stance in STANCES), row.as_reported, row.findings)


def require_topics(reader: Reader, topics: Iterable[str]) -> None:
    """Nothing when all of these are topics; else a `KbError` with the nearest known one."""
    for topic in topics:
        if reader.topic(topic) is None:
            known = reader.topics()
            raise KbError(f"no topic '{topic}'", did_you_mean(topic, known) or f"topics: {', '.join(known)}")


def _under(summary: ClaimSummary, verdict: Verdict) -> ClaimSummary:
    return replace(
        summary,
        state=verdict.state,
        conflict=verdict.conflict,
        direction=verdict.direction,
        counts=verdict.counts,
        as_reported=verdict.reported.units,
        reported=verdict.reported,
        only_through=verdict.only_through,
        is_one_review=verdict.is_one_review,
        flags=verdict.flags,
        rests_on=verdict.rests_on,
    )


def claim_row(summary: ClaimSummary) -> ClaimRow:
    """A claim as a list shows it."""
    return ClaimRow(
        id=summary.id,
        statement=summary.statement,
        topic=summary.topic,
        kind=summary.kind,
        state=summary.state,
        conflict=summary.conflict,
        direction=summary.direction,
        counts=counts_by_stance(summary.counts),
        as_reported=summary.as_reported,
        only_through=summary.only_through or None,
        findings=summary.findings,
        summary=summary,
    )
