"""The questions that the app's pages put to the index, each beside the best SQL for the same rows, sent to the driver.

`QUESTIONS` holds them by name.  What a page reads is written down here once more, without the judging and drawing that
follow; a test holds that this sends the very statements that the page sends, and that both ways find as many rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from kb.evidence import Evidence
from kb.query import read_words
from kb.store import Reader, judged, lists, schema, tallies
from kb.store.crossing import findings_between, reports_of, ties, votes_between
from kb.store.lists import Listed, Wanted
from kb.store.search import count_hits, search
from kb.store.sides import counted_votes
from kb.store.source_rows import read_people
from kb.store.texts import name_signs
from kb.verdicts import State
from kb.views import conflicts, crossing, maps, stakes
from kb.views.lists import PAGE
from kb.views.search import MOST as MOST_HITS

#: the rows of each kind that an answer is made of
Answer = list[Sized]

Row = tuple[Any, ...]

_CLAIMS = "SELECT * FROM claims WHERE id"
_SOURCES = "SELECT * FROM sources WHERE key"
_COMPARED = "SELECT * FROM compared WHERE comparison"
_FIRST = "SELECT * FROM claims {} ORDER BY contest DESC, position LIMIT ?"


def _column(table: str, name: str) -> Callable[[Row], Any]:
    """What stands in a column of the rows of a table."""
    return itemgetter(list(schema.metadata.tables[table].columns.keys()).index(name))


_claim_id, _topic_of, _size = (_column("claims", name) for name in ("id", "topic", "findings"))
_source_of, _claim_of, _basis, _via = (_column("findings", name) for name in ("source", "claim", "basis", "via"))
_study, _includes, _authors = (_column("sources", name) for name in ("study", "includes", "authors"))
_voter = _column("units", "source")
_cited, _citing = (_column("citations", name) for name in ("cited", "source"))
_comparison_id, _comparing, _compared_on = (_column("comparisons", name) for name in ("id", "source", "claim"))
_named = _column("compared", "source")
_relation_from, _relation_to = _column("relations", "claim"), _column("relations", "other")


@dataclass(frozen=True)
class Raw:
    """A connection of the driver: statements with `?` for values, which it prepares once."""

    connection: Any
    is_postgresql: bool

    def rows(self, words: str, *given: object) -> list[Row]:
        """The rows of a statement."""
        found: list[Row] = self.connection.execute(self._said(words), given).fetchall()
        return found

    def among(self, words: str, keys: Iterable[object], end: str = "") -> list[Row]:
        """The rows of a statement that ends with a column, for rows in which it has one of these values."""
        wanted = list(dict.fromkeys(keys))
        if self.is_postgresql:
            return self.rows(f"{words} = ANY(?) {end}", wanted)
        size = 1 << max(len(wanted) - 1, 0).bit_length()
        given = [*wanted, *wanted[-1:] * (size - len(wanted))]
        return self.rows(f"{words} IN ({', '.join('?' * size)}) {end}", *given) if wanted else []

    def between(self, table: str, claims: Sequence[object], keys: Sequence[object]) -> list[Row]:
        """The rows of a table for some claims and some sources."""
        if self.is_postgresql:
            return self.rows(f"SELECT * FROM {table} WHERE claim = ANY(?) AND source = ANY(?)", claims, keys)
        some, others = (", ".join("?" * len(each)) for each in (claims, keys))
        found = f"SELECT * FROM {table} WHERE claim IN ({some}) AND source IN ({others})"
        return self.rows(found, *claims, *keys)

    def namesakes(self, source: Row) -> list[Row]:
        """The rows of the other sources that an author of this one may have written."""
        signs = name_signs(read_people(_authors(source) or "")).split()
        if self.is_postgresql:
            match, wanted = "number FROM search WHERE words @@ CAST(? AS tsquery)", " | ".join(f"'{s}'" for s in signs)
        else:
            match, wanted = "rowid FROM search WHERE search MATCH ?", " OR ".join(f'"{sign}"' for sign in signs)
        found = (
            f"SELECT * FROM sources WHERE key <> ? AND key IN (SELECT id FROM texts WHERE number IN (SELECT {match}))"
        )
        return self.rows(found, source[0], wanted) if signs else []

    def _said(self, words: str) -> str:
        return words.replace("?", "%s") if self.is_postgresql else words


@dataclass(frozen=True)
class Question:
    """What a page asks: through the program, and in SQL."""

    #: what it is asked about: a claim, a source, two sources, a topic, words, or nothing
    about: str
    asked: Callable[..., Answer]
    raw: Callable[..., Answer]


def _claim(reader: Reader, id_: str) -> Answer:
    claim = reader.claims([id_])[id_]
    evidence = reader.evidence([id_])[id_]
    reader.topic(claim.topic)
    reader.left_out_on(id_)
    related = {relation.claim for relation in claim.relations} | {other for _, other in reader.relations_to(id_)}
    return [*_parts([evidence]), reader.summaries(sorted(related))]


def _raw_claim(raw: Raw, id_: str) -> Answer:
    (claim,) = raw.rows("SELECT * FROM claims WHERE id = ?", id_)
    raw.rows("SELECT * FROM topics WHERE id = ?", _topic_of(claim))
    raw.rows("SELECT * FROM left_out WHERE claim = ?", id_)
    to = raw.rows("SELECT * FROM relations WHERE claim = ?", id_)
    back = raw.rows("SELECT * FROM relations WHERE other = ?", id_)
    related = {*map(_relation_to, to), *map(_relation_from, back)}
    return [*_raw_evidence(raw, [id_]), raw.among(_CLAIMS, sorted(related))]


def _source(reader: Reader, key: str) -> Answer:
    source = reader.sources([key])[key]
    own, reports = reader.findings_of(key), reader.findings_via(key)
    reader.left_out_of(key)
    votes = reader.votes_of(key)
    all_votes = reader.votes_on(vote.claim for vote in votes)
    comparisons = reader.comparisons_on(vote.claim for vote in votes)
    cites, cited_by = reader.citations_of(key), reader.citations_to(key)
    at_stake = stakes.claims_at_stake(own, reader.comparisons_of(key))
    summaries = reader.summaries(sorted(at_stake | {f.claim for f in (*own, *reports)}))
    chosen = stakes.judged([summary for summary in summaries if summary.id in at_stake], key)
    evidence = judged.evidence(reader.connection, chosen)
    others = {f.source for f in reports} | {f.via for f in own if f.via} | {key}
    others |= {c.cited for c in cites} | {c.source for c in cited_by} | {c.source for c in comparisons}
    sources = reader.sources(sorted(others.union(source.includes)))
    names = reader.names_of({vote.source for vote in all_votes})
    reader.voting_ids(finding.id for finding in (*own, *reports))
    namesakes = reader.sources(other for other in reader.namesakes(source.authors) if other != key)
    listed = (own, reports, all_votes, comparisons, cites, cited_by, summaries, sources, names, namesakes)
    return [*listed, *_parts(evidence.values())]


def _raw_source(raw: Raw, key: str) -> Answer:
    (source,) = raw.rows("SELECT * FROM sources WHERE key = ?", key)
    raw.rows("SELECT * FROM left_out WHERE source = ?", key)
    own = raw.rows("SELECT * FROM findings WHERE source = ? ORDER BY position", key)
    reports = raw.rows("SELECT * FROM findings WHERE via = ? ORDER BY position", key)
    of_claims = "claim IN (SELECT claim FROM units WHERE source = ?)"
    votes = raw.rows(f"SELECT * FROM units WHERE {of_claims}", key)
    comparisons = raw.rows(f"SELECT * FROM comparisons WHERE {of_claims}", key)
    raw.among(_COMPARED, map(_comparison_id, comparisons))
    cites = raw.rows("SELECT * FROM citations WHERE source = ? ORDER BY position", key)
    cited_by = raw.rows("SELECT * FROM citations WHERE cited = ? ORDER BY source, position", key)
    stated = raw.rows("SELECT claim FROM comparisons WHERE source = ?", key)
    at_stake = {_claim_of(row) for row in own if _basis(row) in ("result", "synthesis")} | {
        claim for (claim,) in stated
    }
    summaries = raw.among(_CLAIMS, at_stake | set(map(_claim_of, (*own, *reports))))
    others = {key, *map(_source_of, reports), *filter(None, map(_via, own)), *map(_cited, cites)}
    others |= {*map(_citing, cited_by), *map(_comparing, comparisons), *json.loads(_includes(source) or "[]")}
    sources = raw.among(_SOURCES, others)
    names = raw.among("SELECT key, citation FROM sources WHERE key", map(_voter, votes))
    namesakes = raw.namesakes(next(row for row in sources if row[0] == key))
    chosen = _few([(_claim_id(row), _size(row)) for row in summaries if _claim_id(row) in at_stake])
    listed = (own, reports, votes, comparisons, cites, cited_by, summaries, sources, names, namesakes)
    return [*listed, *_raw_judged(raw, chosen)]


def _compare(reader: Reader, a: str, b: str) -> Answer:
    sources = reader.sources([a, b])
    shared = reader.claims_of_both(a, b)
    parts = {a, b} | reports_of(reader.connection, {source.study for source in sources.values()})
    findings = findings_between(reader.connection, shared, parts)
    evidence = reader.gathered(shared, findings, reader.comparisons_naming(parts, shared))
    votes = votes_between(reader.connection, shared, parts)
    return [*_parts(evidence.values()), votes, reader.summaries(shared), sources]


def _raw_compare(raw: Raw, a: str, b: str) -> Answer:
    both = (
        "SELECT DISTINCT f.claim FROM findings AS f JOIN findings AS g ON g.claim = f.claim "
        "WHERE f.source = ? AND g.source = ?"
    )
    shared = [claim for (claim,) in raw.rows(both, a, b)]
    both_told = raw.among(_SOURCES, [a, b])
    studies = {_study(row) or row[0] for row in both_told}
    parts = list({a, b} | studies | {key for (key,) in raw.among("SELECT key FROM sources WHERE study", studies)})
    said = raw.among("SELECT * FROM comparisons WHERE id IN (SELECT comparison FROM compared WHERE source", parts, ")")
    comparisons = [row for row in said if _compared_on(row) in shared]
    evidence = _raw_gathered(raw, raw.between("findings", shared, parts), comparisons)
    votes = raw.between("units", shared, parts)
    return [*evidence, votes, raw.among(_CLAIMS, shared), both_told]


def _matrix(reader: Reader, topic: str) -> Answer:
    ids = _page(reader, Wanted(topics=(topic,)), PAGE)
    reader.topic(topic)
    crossed = crossing.crossing(reader, ids)
    return [reader.summaries(ids), crossed.sources, crossed.findings, crossed.votes]


def _raw_matrix(raw: Raw, topic: str) -> Answer:
    raw.rows("SELECT * FROM topics WHERE id = ?", topic)
    raw.rows("SELECT number FROM tallies WHERE what = 'topic' AND value = ?", topic)
    summaries = raw.rows(_FIRST.format("WHERE topic = ?"), topic, PAGE)
    ids = list(map(_claim_id, summaries))
    reach = "SELECT source, count(DISTINCT claim) AS n, count(*) OVER () FROM findings WHERE claim"
    bearing = raw.among(reach, ids, f"GROUP BY source ORDER BY n DESC, source LIMIT {crossing.MOST_SOURCES}")
    keys = [key for key, *_ in bearing]
    sources = raw.among(_SOURCES, keys)
    return [summaries, sources, *(raw.between(table, ids, keys) for table in ("findings", "units"))]


def _search(reader: Reader, words: str) -> Answer:
    hits = search(reader, read_words(words), MOST_HITS)
    if len(hits) == MOST_HITS:
        count_hits(reader, read_words(words))
    return [hits, reader.summaries(hit.id for hit in hits if hit.kind == "claim")]


def _raw_search(raw: Raw, words: str) -> Answer:
    shown = (
        "SELECT t.kind, t.id, coalesce(c.statement, s.title, f.says), coalesce(c.note, s.venue, f.quote), f.note, "
        "f.claim, coalesce(s.citation, own.citation) FROM {} "
        "LEFT JOIN claims AS c ON t.kind = 'claim' AND c.id = t.id "
        "LEFT JOIN sources AS s ON t.kind = 'source' AND s.key = t.id "
        "LEFT JOIN findings AS f ON t.kind = 'finding' AND f.id = t.id "
        "LEFT JOIN sources AS own ON own.key = f.source WHERE "
    )
    if raw.is_postgresql:
        match, value = "search.words @@ CAST(? AS tsquery)", " & ".join(f"'{word}':*" for word in words.split())
        # in one statement, the server would plan without looking at the words
        first = raw.rows(f"SELECT number FROM search WHERE {match} ORDER BY number LIMIT ?", value, MOST_HITS)
        hits = raw.among(f"{shown.format('texts AS t')} t.number", (number for (number,) in first))
    else:
        match, value = "search MATCH ?", " AND ".join(f'"{word}"*' for word in words.split())
        texts = shown.format("search JOIN texts AS t ON t.number = search.rowid")
        hits = raw.rows(f"{texts} {match} ORDER BY search.rowid LIMIT ?", value, MOST_HITS)
    if len(hits) == MOST_HITS:
        raw.rows(f"SELECT count(*) FROM search WHERE {match}", value)
    return [hits, raw.among(_CLAIMS, [id_ for kind, id_, *_ in hits if kind == "claim"])]


def _conflicts(reader: Reader) -> Answer:
    ids = _page(reader, Wanted(states=(State.CONFLICTING,)), conflicts.PAGE)
    summaries = reader.summaries(ids)
    small = [summary.id for summary in summaries if summary.findings <= conflicts.MOST_FINDINGS]
    evidence = reader.evidence(small)
    claims = reader.claims(ids)
    votes = counted_votes(reader.connection, ids, conflicts.MOST_UNITS)
    sources = reader.sources(sorted({vote.source for vote in votes}))
    mismatched = _page(reader, Wanted(is_mismatched=True), conflicts.PAGE)
    reader.summaries(mismatched)
    cited = reader.evidence(mismatched)
    return [summaries, *_parts(evidence.values()), claims, votes, sources, *_parts(cited.values())]


def _raw_conflicts(raw: Raw) -> Answer:
    raw.rows("SELECT number FROM tallies WHERE what = 'state' AND value = 'conflicting'")
    summaries = raw.rows(_FIRST.format("WHERE state = 'conflicting'"), conflicts.PAGE)
    small = [_claim_id(row) for row in summaries if _size(row) <= conflicts.MOST_FINDINGS]
    evidence = _raw_evidence(raw, small)
    claims = raw.among(_CLAIMS, map(_claim_id, summaries))
    raw.among("SELECT * FROM relations WHERE claim", map(_claim_id, summaries))
    side = "claim = ? AND stance = ? AND absorbed_by IS NULL"
    first = (
        f"SELECT * FROM units WHERE {side} AND unit IN "
        f"(SELECT DISTINCT unit FROM units WHERE {side} ORDER BY unit LIMIT ?)"
    )
    stances = ("supports", "disputes", "mixed", "inconclusive")
    sides = [(_claim_id(row), stance) for row in summaries for stance in stances]
    votes = [row for side in sides for row in raw.rows(first, *side, *side, conflicts.MOST_UNITS)]
    sources = raw.among(_SOURCES, map(_voter, votes))
    raw.rows("SELECT number FROM tallies WHERE what = 'mismatched'")
    mismatched = list(map(_claim_id, raw.rows(_FIRST.format("WHERE is_mismatched"), conflicts.PAGE)))
    return [summaries, *evidence, claims, votes, sources, *_raw_evidence(raw, mismatched)]


def _overview(reader: Reader) -> Answer:
    totals, states = tallies.totals(reader.connection), lists.by_state(reader.connection)
    assert totals.claims == sum(states.values())  # noqa: S101 - every claim has a state
    return [states, tallies.designs(reader.connection), reader.summaries(_page(reader, Wanted(), PAGE))]


def _raw_overview(raw: Raw) -> Answer:
    raw.rows("SELECT value, number FROM tallies WHERE what = 'total'")
    states = raw.rows("SELECT value, number FROM tallies WHERE what = 'state'")
    designs = raw.rows("SELECT value, number FROM tallies WHERE what = 'design'")
    return [states, designs, raw.rows(_FIRST.format(""), PAGE)]


def _map(reader: Reader, topic: str) -> Answer:
    reader.topic(topic)
    ids = _page(reader, Wanted(topics=(topic,)), PAGE)
    return [reader.summaries(ids), ties(reader.connection, ids, maps.LEAST_SHARED, maps.MOST_TIES)]


def _raw_map(raw: Raw, topic: str) -> Answer:
    raw.rows("SELECT * FROM topics WHERE id = ?", topic)
    raw.rows("SELECT number FROM tallies WHERE what = 'topic' AND value = ?", topic)
    summaries = raw.rows(_FIRST.format("WHERE topic = ?"), topic, PAGE)
    parts = "WITH parts AS (SELECT claim, source FROM units WHERE claim"
    pairs = (
        ") SELECT a.claim, b.claim, count(*) AS n FROM parts AS a JOIN parts AS b ON a.source = b.source "
        f"WHERE a.claim < b.claim GROUP BY a.claim, b.claim HAVING count(*) >= {maps.LEAST_SHARED} "
        f"ORDER BY n DESC, a.claim, b.claim LIMIT {maps.MOST_TIES}"
    )
    return [summaries, raw.among(parts, map(_claim_id, summaries), pairs)]


def _page(reader: Reader, wanted: Wanted, size: int) -> list[str]:
    """The first claims of a list, and how many there are."""
    ids = lists.claim_ids(reader.connection, Listed(wanted), size + 1)[:size]
    lists.count(reader.connection, wanted)
    return ids


def _parts(evidence: Iterable[Evidence]) -> Answer:
    """Findings, comparisons and sources of what claims are judged from."""
    found = list(evidence)
    findings = [finding for each in found for finding in each.findings]
    comparisons = [comparison for each in found for comparison in each.comparisons]
    # several claims may share what they know of sources
    known = {id(each.sources): each.sources for each in found}.values()
    return [findings, comparisons, set().union(*known)]


def _raw_evidence(raw: Raw, claims: Sequence[str]) -> Answer:
    findings = raw.among("SELECT * FROM findings WHERE claim", claims)
    return _raw_gathered(raw, findings, raw.among("SELECT * FROM comparisons WHERE claim", claims))


def _raw_gathered(raw: Raw, findings: list[Row], comparisons: list[Row]) -> Answer:
    """These, and the sources behind them."""
    compared = raw.among(_COMPARED, map(_comparison_id, comparisons))
    wanted = {*map(_source_of, findings), *filter(None, map(_via, findings))}
    wanted |= {*map(_comparing, comparisons), *map(_named, compared)}
    sources: list[Row] = []
    seen: set[str] = set()
    while wanted:
        found = raw.among(_SOURCES, wanted)
        sources += found
        seen |= wanted
        named = {*filter(None, map(_study, found))}
        named |= {item for row in found for item in json.loads(_includes(row) or "[]")}
        named |= {key for (key,) in raw.among("SELECT key FROM sources WHERE study", named)}
        wanted = named - seen
    return [findings, comparisons, sources]


def _raw_judged(raw: Raw, claims: Sequence[str]) -> Answer:
    """The same without all that verdicts do not look at."""
    findings = raw.among("SELECT id, source, claim, stance, basis, via FROM findings WHERE claim", claims)
    comparisons = raw.among("SELECT id, source, claim, relation FROM comparisons WHERE claim", claims)
    compared = raw.among("SELECT comparison, source FROM compared WHERE comparison", (id_ for id_, *_ in comparisons))
    wanted = {key for _, source, _, _, _, via in findings for key in (source, via) if key}
    wanted |= {source for _, source, *_ in comparisons} | {source for _, source in compared}
    columns = "key, is_coded, study, design, read, includes, status"
    sources: list[Row] = []
    seen: set[str] = set()
    while wanted:
        found = raw.among(f"SELECT {columns} FROM sources WHERE key", wanted)
        sources += found
        seen |= wanted
        named = {item for row in found for item in json.loads(row[5] or "[]")} | {row[2] for row in found if row[2]}
        named |= {key for (key,) in raw.among("SELECT key FROM sources WHERE study", named)}
        wanted = named - seen
    return [findings, comparisons, sources]


def _few(claims: Sequence[tuple[str, int]]) -> list[str]:
    """Those of the claims, by id and number of findings, that are judged with and without a source."""
    chosen: list[str] = []
    findings = 0
    for id_, number in sorted(claims, key=lambda claim: claim[1]):
        findings += number
        if chosen and (len(chosen) == stakes.MOST_CLAIMS or findings > stakes.MOST_FINDINGS):
            break
        chosen.append(id_)
    return chosen


QUESTIONS: Mapping[str, Question] = {
    "claim page": Question("claim", _claim, _raw_claim),
    "source page": Question("source", _source, _raw_source),
    "compare": Question("pair", _compare, _raw_compare),
    "matrix block": Question("topic", _matrix, _raw_matrix),
    "search": Question("words", _search, _raw_search),
    "conflicts": Question("", _conflicts, _raw_conflicts),
    "overview page": Question("", _overview, _raw_overview),
    "map neighbourhood": Question("topic", _map, _raw_map),
}
