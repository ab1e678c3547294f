"""Writing the records of some files: rows that differ from those that are there are replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.evidence import Evidence
from kb.linking import CLAIM, TOPIC, Definition, Linked
from kb.model import Corpus, Source, Topic
from kb.renewal.bibliography import Bibliography
from kb.renewal.texts import NeedsRebuildError
from kb.store import Connection, Table, file_rows, rows, schema, source_rows
from kb.store.names import Names
from kb.store.positions import numbered
from kb.store.texts import SearchText, notes_of, texts_of
from kb.store.update import replace_rows, replace_texts, rows_of
from kb.store.write import compared_rows, inclusion_rows, relation_rows
from kb.verdicts import judge

#: what a verdict depends on in a finding
_VOTING = ("id", "source", "claim", "stance", "basis", "via")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lot:
    """The records of some files that belong together, to be written in place of those that they had."""

    linked: Linked
    #: sources that have, or had, a sheet in these files, or that came or went
    sheets: Collection[str]
    before: Collection[Definition]
    now: Collection[Definition]
    paths: Collection[str]
    #: topics that these files define otherwise now
    topics: Collection[str]
    #: the numbers of all files
    positions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Written:
    """What was replaced."""

    #: claims of which a finding or comparison changed, or that are new
    judge: frozenset[str]
    #: claims of which a second-hand finding changed
    second_hand: frozenset[str]
    #: what claims state that were written anew, before and now (see `kb.checks.twins.sameness`)
    samenesses: frozenset[str]
    #: relations changed
    has_new_relations: bool


def write_records(connection: Connection, lot: Lot, bibliography: Bibliography) -> Written:
    """What was replaced, after all records of the lot have been written."""
    _write_sources(connection, lot, bibliography)
    findings = _write_findings(connection, lot)
    comparisons = _write_comparisons(connection, lot)
    names = Names(connection)
    _write(connection, schema.citations, "source", lot.sheets, map(rows.citation_row, lot.linked.citations))
    new_claims, samenesses, has_new_relations = _write_claims(connection, lot)
    _write(connection, schema.definitions, "path", lot.paths, map(file_rows.definition_row, lot.now))
    _write(connection, schema.unlinked, "path", lot.paths, map(file_rows.unlinked_row, lot.linked.unlinked))
    firsts = first_topics(names, lot.topics)
    numbers = numbered(sorted(firsts.values(), key=lambda topic: topic.place), lot.positions)
    _write(connection, schema.topics, "id", lot.topics, (rows.topic_row(topic, n) for topic, n in numbers))
    return Written(
        judge=frozenset({row["claim"] for row in findings} | comparisons | new_claims),
        second_hand=frozenset(row["claim"] for row in findings if row["via"]),
        samenesses=frozenset(samenesses),
        has_new_relations=has_new_relations,
    )


def first_topics(names: Names, topics: Iterable[str]) -> dict[str, Topic]:
    """The first definition of each of these topics, by id."""
    firsts: dict[str, Topic] = {}
    for each in names.defined(TOPIC, topics):
        firsts.setdefault(each.name, Topic(each.name, each.title, each.place))
    return firsts


def _write(connection: Connection, table: Table, owner: str, owners: Iterable[Any], new: Iterable[Row]) -> set[Any]:
    return replace_rows(connection, table, owner, rows_of(connection, table, owner, owners), new)


def _write_sources(connection: Connection, lot: Lot, bibliography: Bibliography) -> None:
    sheets = lot.linked.sheets
    keys = {*lot.sheets, *bibliography.keys}
    old = rows_of(connection, schema.sources, "key", keys)
    before: dict[str, Row] = {key: row for key, (row,) in old.items()}
    new = dict(before)
    uncoded = source_rows.sheet_columns(None)
    entries = bibliography.lines.placed(bibliography.sources)
    new |= {
        source.key: {**uncoded, **new.get(source.key, {}), **source_rows.entry_columns(source, spot)}
        for source, spot in entries
    }
    new = {key: row for key, row in new.items() if key not in bibliography.lost}
    new |= {key: {**new[key], **source_rows.sheet_columns(sheets.get(key))} for key in lot.sheets if key in new}
    changed = replace_rows(connection, schema.sources, "key", old, new.values())
    coded = [Source(key, sheet=sheet) for key, sheet in sheets.items()]
    _write(connection, schema.inclusions, "review", lot.sheets, inclusion_rows(coded))
    sheets_now, sheets_before = ({key: rows[key] for key in lot.sheets if key in rows} for rows in (new, before))
    noted = _differing(sheets_before, sheets_now, ("note",))
    _write_texts(connection, "note", noted, notes_of(each for each in coded if each.key in noted and each.key in new))
    if bibliography.is_changed:
        changed &= bibliography.keys | bibliography.lost
        entries_changed = [source for source in bibliography.sources if source.key in changed]
        told = set(_differing(before, new, ("title", "venue", "year", "authors", "editors")))
        _write_texts(connection, "source", told, texts_of(Corpus({s.key: s for s in entries_changed if s.key in told})))


def _write_findings(connection: Connection, lot: Lot) -> list[Row]:
    """The rows, old and new, of the findings that verdicts see otherwise."""
    groups = rows_of(connection, schema.findings, "source", lot.sheets)
    old = {row["id"]: row for group in groups.values() for row in group}
    findings = {finding.id: finding for finding in lot.linked.findings}
    new = {
        finding.id: rows.finding_row(finding, n, finding.id in old and old[finding.id]["votes"])
        for finding, n in numbered(lot.linked.findings, lot.positions)
    }
    replace_rows(connection, schema.findings, "source", groups, new.values())
    told = _differing(old, new, ("says", "quote", "note"))
    corpus = Corpus(findings=tuple(findings[id_] for id_ in told if id_ in findings))
    _write_texts(connection, "finding", told, texts_of(corpus))
    return [rows[id_] for id_ in _differing(old, new, _VOTING) for rows in (old, new) if id_ in rows]


def _write_comparisons(connection: Connection, lot: Lot) -> set[str]:
    """The claims on which something else is compared."""
    old = rows_of(connection, schema.comparisons, "source", lot.sheets)
    ids = [row["id"] for group in old.values() for row in group]
    compared = rows_of(connection, schema.compared, "comparison", ids)
    before = {
        (
            row["claim"],
            row["source"],
            row["relation"],
            frozenset(each["source"] for each in compared.get(row["id"], ())),
        )
        for group in old.values()
        for row in group
    }
    new = list(numbered(lot.linked.comparisons, lot.positions))
    now = {(c.claim, c.source, str(c.relation), frozenset(c.sources)) for c, _ in new}
    replace_rows(connection, schema.comparisons, "source", old, (rows.comparison_row(c, n) for c, n in new))
    replace_rows(connection, schema.compared, "comparison", compared, compared_rows(new))
    return {claim for claim, *_ in before ^ now}


def _write_claims(connection: Connection, lot: Lot) -> tuple[set[str], set[str], bool]:
    """The claims that are new, what those written anew state, before and now, and whether relations changed."""
    ids = {each.name for each in (*lot.before, *lot.now) if each.kind == CLAIM}
    groups = rows_of(connection, schema.claims, "id", ids)
    old = {id_: row for id_, (row,) in groups.items()}
    claims = {id_: claim for id_, claim in lot.linked.claims.items() if id_ in ids}
    unjudged = rows.verdict_columns(judge(Evidence("")), 0)
    new = {
        claim.id: {**unjudged, **old.get(claim.id, {}), **rows.claim_columns(claim, n)}
        for claim, n in numbered(claims.values(), lot.positions)
    }
    changed = replace_rows(connection, schema.claims, "id", groups, new.values())
    relations = _write(connection, schema.relations, "claim", ids, relation_rows(claims.values()))
    _write(connection, schema.units, "claim", old.keys() - new.keys(), ())
    told = _differing(old, new, ("statement", "note"))
    _write_texts(connection, "claim", told, texts_of(Corpus(claims={i: claims[i] for i in told if i in claims})))
    samenesses = {side[id_]["sameness"] for id_ in changed for side in (old, new) if id_ in side}
    return set(new.keys() - old.keys()), samenesses, bool(relations)


def _write_texts(connection: Connection, kind: str, ids: Iterable[str], texts: Iterable[SearchText]) -> None:
    if not replace_texts(connection, kind, ids, texts):
        raise NeedsRebuildError


def _differing(old: Mapping[str, Row], new: Mapping[str, Row], names: Iterable[str]) -> list[str]:
    """The ids of rows that came, went or differ in one of these columns."""
    names = tuple(names)

    def of(row: Row | None) -> list[Any]:
        return [row[name] for name in names] if row else []

    return [id_ for id_ in {**old, **new} if of(old.get(id_)) != of(new.get(id_))]
