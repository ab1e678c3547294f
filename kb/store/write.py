"""Writing the index: everything is replaced in one transaction, so readers see the old state or the new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table

from kb.bibtex import Region
from kb.diagnostics import Allow, Diagnostic
from kb.linking import Definition, Unlinked
from kb.model import Claim, Comparison, Corpus, Source
from kb.store import file_rows, rows, schema, source_rows
from kb.store.backend import backend_of
from kb.store.engine import Store
from kb.store.facts import facts_of
from kb.store.lines import Lines, Spot
from kb.store.positions import numbered, of_region, spread
from kb.store.region_rows import region_rows
from kb.store.signs import Signed, signed
from kb.store.tallies import write_tallies
from kb.store.texts import SearchText, notes_of, text_of_source, texts_of
from kb.store.texts import numbered as numbers_of
from kb.store.told import write_silent
from kb.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class FileStamp:
    """An input file as it was looked at: digest, size in bytes, and time of change in nanoseconds."""

    path: str
    digest: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Content:
    """All that an index holds; in the corpus, sources that nothing else there names may be missing."""

    corpus: Corpus
    verdicts: Mapping[str, Verdict]
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[FileStamp, ...] = ()
    #: when the files were looked at, in nanoseconds since 1970
    looked_at_ns: int = 0
    #: faults that suppressions cover, and the suppressions
    suppressed: tuple[Diagnostic, ...] = ()
    allows: tuple[Allow, ...] = ()
    definitions: tuple[Definition, ...] = ()
    unlinked: tuple[Unlinked, ...] = ()
    #: what to keep of the regions of the bibliography
    regions: tuple[Region, ...] = ()
    #: the earlier entry that one looks like, by key
    twins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """An index that is filled anew within a writing transaction, and what is known of it meanwhile."""

    connection: Connection
    #: its revision once it is complete
    revision: int
    #: the numbers of texts that are in use
    numbers: set[int] = field(default_factory=set)


def replace_all(store: Store, content: Content) -> int:
    """The new revision, after the whole index has been replaced by `content`."""
    make_ready(store)
    with store.writing() as connection:
        filling = begin(connection)
        sources = content.corpus.sources.values()
        lines = _lines(content.regions)
        fill(filling, lines.placed(sources))
        return complete(filling, content, list(map(signed, sources)))


def make_ready(store: Store) -> None:
    """Prepare the index, outside of any transaction, for readers who go on while it is written."""
    with store.reading() as connection:
        store.backend.make_ready(connection)


def begin(connection: Connection) -> Filling:
    """An index without anything in it, whatever was there before."""
    known = facts_of(connection)
    backend_of(connection).make_tables(connection, is_current=known.get("schema_version") == schema.VERSION)
    return Filling(connection, int(known.get("revision", 0)) + 1)


def fill(filling: Filling, sources: Iterable[tuple[Source, Spot]]) -> None:
    """Add sources, in any order, with what can be found of them."""
    sources = list(sources)
    values = (source_rows.source_values(source, spot) for source, spot in sources)
    backend_of(filling.connection).insert(filling.connection, schema.sources, values)
    gather_texts(filling, (text_of_source(source) for source, _ in sources))


def gather_texts(filling: Filling, texts: Iterable[SearchText]) -> None:
    """Add texts that can be found once the indexes are made."""
    known = _numbered(filling.connection, texts, filling.numbers)
    backend_of(filling.connection).gather_words(filling.connection, known)


def complete(filling: Filling, content: Content, sources: Sequence[Signed]) -> int:
    """The revision of an index after all has been added that belongs to its `sources`, given in their order."""
    connection = filling.connection
    facts = {
        "schema_version": schema.VERSION,
        "revision": str(filling.revision),
        "built_ns": str(content.looked_at_ns),
    }
    insert(connection, schema.meta, ({"name": name, "value": value} for name, value in facts.items()))
    files = spread(file.path for file in content.files)
    insert(connection, schema.files, (file_row(file, files[file.path]) for file in content.files))
    lines = _lines(content.regions)
    numbers = [of_region(turn) for turn in range(len(content.regions))]
    insert(connection, schema.regions, region_rows(content.regions, numbers, lines, sources))
    _insert_corpus(connection, content, files)
    insert(connection, schema.diagnostics, (file_rows.diagnostic_row(fault, lines) for fault in content.diagnostics))
    insert(connection, schema.suppressed, (file_rows.diagnostic_row(fault, lines) for fault in content.suppressed))
    insert(connection, schema.allows, (file_rows.allow_row(allow, lines) for allow in content.allows))
    insert(connection, schema.definitions, map(file_rows.definition_row, content.definitions))
    insert(connection, schema.unlinked, map(file_rows.unlinked_row, content.unlinked))
    lost = (row for fault in content.diagnostics for row in file_rows.left_out_rows(fault, lines))
    insert(connection, schema.left_out, lost)
    insert(connection, schema.twins, ({"source": key, "twin": twin} for key, twin in content.twins.items()))
    gather_texts(filling, texts_of(replace(content.corpus, sources={})))
    gather_texts(filling, notes_of(content.corpus.sources.values()))
    backend_of(connection).make_indexes(connection)
    write_tallies(connection)
    write_silent(connection)
    return filling.revision


def _lines(regions: Sequence[Region]) -> Lines:
    return Lines.of([of_region(turn) for turn in range(len(regions))], (region.lines for region in regions))


def _insert_corpus(connection: Connection, content: Content, files: Mapping[str, int]) -> None:
    corpus, verdicts = content.corpus, content.verdicts
    insert(connection, schema.inclusions, inclusion_rows(corpus.sources.values()))
    topics = numbered(corpus.topics.values(), files)
    insert(connection, schema.topics, (rows.topic_row(topic, n) for topic, n in topics))
    per_claim = Counter(finding.claim for finding in corpus.findings)
    claims = numbered(corpus.claims.values(), files)
    insert(connection, schema.claims, (rows.claim_row(c, n, verdicts[c.id], per_claim[c.id]) for c, n in claims))
    insert(connection, schema.relations, relation_rows(corpus.claims.values()))
    votes = {finding for verdict in verdicts.values() for finding in verdict.votes}
    findings = numbered(corpus.findings, files)
    insert(connection, schema.findings, (rows.finding_row(f, n, f.id in votes) for f, n in findings))
    insert(connection, schema.units, unit_rows(verdicts))
    comparisons = list(numbered(corpus.comparisons, files))
    insert(connection, schema.comparisons, (rows.comparison_row(comparison, n) for comparison, n in comparisons))
    insert(connection, schema.compared, compared_rows(comparisons))
    insert(connection, schema.citations, map(rows.citation_row, corpus.citations))


def file_row(file: FileStamp, position: int) -> dict[str, Any]:
    """The row of `files` for an input file."""
    return {**{name: getattr(file, name) for name in FileStamp.__slots__}, "position": position}


def inclusion_rows(sources: Iterable[Source]) -> Iterator[dict[str, Any]]:
    """The rows of `inclusions` for the lists of reviews."""
    for source in sources:
        for position, study in enumerate(source.includes):
            yield {"review": source.key, "position": position, "study": study}


def relation_rows(claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """The rows of `relations` for what claims say of others."""
    for claim in claims:
        for position, relation in enumerate(claim.relations):
            place = relation.place
            where = {"path": place.path, "line": place.line, "column": place.column}
            yield {"claim": claim.id, "position": position, "type": relation.type, "other": relation.claim, **where}


def unit_rows(verdicts: Mapping[str, Verdict]) -> Iterator[dict[str, Any]]:
    """The rows of `units` for verdicts by claim."""
    for claim, verdict in verdicts.items():
        for unit in verdict.units:
            for key in unit.sources:
                yield {
                    "claim": claim,
                    "source": key,
                    "unit": unit.id,
                    "stance": unit.stance,
                    "as_reported": unit.as_reported,
                    "is_review": unit.is_review,
                    "absorbed_by": unit.absorbed_by,
                }


def compared_rows(comparisons: Iterable[tuple[Comparison, int]]) -> Iterator[dict[str, Any]]:
    """The rows of `compared` for numbered comparisons."""
    for comparison, number in comparisons:
        for position, key in enumerate(comparison.sources):
            yield {"comparison": number, "position": position, "source": key}


def insert_texts(connection: Connection, texts: Iterable[SearchText]) -> None:
    """Add texts that can be found, under numbers that are free."""
    backend_of(connection).insert_words(connection, _numbered(connection, texts, set()))


def _numbered(
    connection: Connection, texts: Iterable[SearchText], taken: set[int]
) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """The words of texts with their numbers, which are not `taken`, after these have been added."""
    known = list(numbers_of(texts, taken))
    backend_of(connection).insert(connection, schema.texts, ((number, text.kind, text.id) for number, text in known))
    return ((number, text.parts) for number, text in known)


def insert(connection: Connection, table: Table, records: Iterable[Mapping[str, Any]]) -> None:
    """Add rows to a table, through the driver."""
    values = itemgetter(*(column.name for column in table.columns))
    backend_of(connection).insert(connection, table, map(values, records))
