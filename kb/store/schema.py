"""The tables of the index, and their version.

Changing a table, or what a build writes into it, means raising `VERSION`: an index of another version is dropped and
built again from the text.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text, text
from sqlalchemy.dialects.postgresql import TEXT

VERSION = "26"

metadata = MetaData()

#: text in the order of its code points, as Python and SQLite compare it; PostgreSQL's own order is a language's
String = Text().with_variant(TEXT(collation="C"), "postgresql")


def _place(prefix: str = "") -> list[Column[object]]:
    """Columns for the place of a record in the text: path, and line and column from 1."""
    names = (f"{prefix}path", f"{prefix}line", f"{prefix}column")
    return [Column(names[0], String), Column(names[1], Integer), Column(names[2], Integer)]


#: one row each: schema_version, revision (grows with every build), built_ns (when the files were looked at)
meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

#: the input files as they were when the index was built; in order of `position`, from which their records are numbered
files = Table(
    "files",
    metadata,
    Column("path", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)

#: what each file defines, what is left out as a duplicate included: claims, topics with titles, sheets by their source
definitions = Table(
    "definitions",
    metadata,
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    *_place(),
    Column("title", String, nullable=False),
    Index("definitions_name", "kind", "name"),
    Index("definitions_path", "path"),
)

#: sources and claims that a file names in records that are left out, because of them or of something else
unlinked = Table(
    "unlinked",
    metadata,
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("path", String, nullable=False),
    Column("is_known", Boolean, nullable=False),
    Index("unlinked_name", "kind", "name"),
    Index("unlinked_path", "path"),
)

#: the parts in which the bibliography is read, in order of `number`, from which the sources in one are numbered; lines
#: of what stands in one count from where it begins; JSON in strings, others, links
regions = Table(
    "regions",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("lines_above", Integer, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("lines", Integer, nullable=False),
    Column("digest", String, nullable=False),
    Column("remainder", String, nullable=False),
    Column("blocks", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("unfolded", BigInteger, nullable=False),
    Column("is_tied", Boolean, nullable=False),
    Column("strings", String, nullable=False),
    Column("others", String, nullable=False),
    Column("links", String, nullable=False),
    Column("signs", String, nullable=False),
)

#: one row a BibTeX entry, with what its extraction sheet says of it as a whole; JSON in country, includes, appraisal,
#: and texts on lines of their own (see `kb.store.lined`) in authors, editors, fields; no fields where raw tells them
sources = Table(
    "sources",
    metadata,
    Column("key", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("region", BigInteger, nullable=False),
    Column("citation", String, nullable=False),
    Column("type", String, nullable=False),
    Column("title", String),
    Column("year", Integer),
    Column("venue", String),
    Column("doi", String),
    Column("url", String),
    Column("authors", String),
    Column("authors_truncated", Boolean, nullable=False),
    Column("editors", String),
    *_place(),
    Column("is_coded", Boolean, nullable=False),
    Column("study", String),
    Column("design", String),
    Column("read", String),
    Column("country", String),
    Column("setting", String),
    Column("population", String),
    Column("intervention", String),
    Column("comparator", String),
    Column("has_sample", Boolean, nullable=False),
    Column("sample_n", BigInteger),
    Column("sample_of", String),
    Column("period", String),
    Column("includes", String),
    Column("includes_complete", Boolean),
    Column("status", String),
    Column("appraisal", String),
    Column("note", String),
    *_place("sheet_"),
    Column("fields", String),
    Column("raw", String, nullable=False),
    Index("sources_position", "position"),
    Index("sources_study", "study"),
)

#: SQL for "has an extraction sheet"; the index serves only queries that hold these very words
IS_CODED = text("is_coded")
Index("sources_coded", sources.c.read, sqlite_where=IS_CODED, postgresql_where=IS_CODED)

#: by which source key or study id a review that includes it is found
inclusions = Table(
    "inclusions",
    metadata,
    Column("review", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("study", String, nullable=False),
    Index("inclusions_study", "study"),
)

#: entries that look like an earlier one of the bibliography
twins = Table(
    "twins",
    metadata,
    Column("source", String, primary_key=True),
    Column("twin", String, nullable=False),
    Index("twins_twin", "twin"),
)

topics = Table(
    "topics",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("title", String, nullable=False),
    *_place(),
    Index("topics_position", "position"),
)

#: one row a claim; the verdict columns are written by the build; JSON in scope, certainty, flags, rests_on
claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("topic", String, nullable=False),
    Column("statement", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("certainty", String),
    Column("note", String),
    *_place(),
    Column("sameness", String, nullable=False),
    Column("state", String, nullable=False),
    Column("conflict", String),
    Column("direction", String, nullable=False),
    Column("supports", Integer, nullable=False),
    Column("disputes", Integer, nullable=False),
    Column("mixed", Integer, nullable=False),
    Column("inconclusive", Integer, nullable=False),
    Column("as_reported", Integer, nullable=False),
    Column("reported", String, nullable=False),
    Column("only_through", String, nullable=False),
    Column("is_one_review", Boolean, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("flags", String, nullable=False),
    Column("is_mismatched", Boolean, nullable=False),
    Column("rests_on", String, nullable=False),
    Column("contest", BigInteger, nullable=False),
    Index("claims_sameness", "sameness"),
    Index("claims_contest", text("contest DESC"), "position"),
    Index("claims_topic", "topic", text("contest DESC"), "position"),
    Index("claims_state", "state", text("contest DESC"), "position"),
    Index("claims_kind", "kind", text("contest DESC"), "position"),
)

#: SQL for "a citation differs from what its source says"; the index serves only queries that hold these very words
IS_MISMATCHED = text("is_mismatched")
Index(
    "claims_mismatched",
    claims.c.contest.desc(),
    claims.c.position,
    sqlite_where=IS_MISMATCHED,
    postgresql_where=IS_MISMATCHED,
)

relations = Table(
    "relations",
    metadata,
    Column("claim", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("type", String, nullable=False),
    Column("other", String, nullable=False),
    *_place(),
    Index("relations_other", "other"),
)

#: one row a finding; `votes` is written by the build; JSON in result
findings = Table(
    "findings",
    metadata,
    Column("id", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("source", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("via", String),
    Column("locator", String),
    Column("says", String, nullable=False),
    Column("quote", String),
    Column("result", String),
    Column("note", String),
    *_place(),
    Column("votes", Boolean, nullable=False),
    Index("findings_claim", "claim", "position"),
    Index("findings_of_claim", "claim", "source"),
    Index("findings_source", "source", "position"),
    Index("findings_via", "via", "position"),
)

#: written by the build: who has a vote on a claim; a unit of several sources has a row for each of them
units = Table(
    "units",
    metadata,
    Column("claim", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("as_reported", Boolean, nullable=False),
    Column("is_review", Boolean, nullable=False),
    Column("absorbed_by", String),
    Index("units_source", "source", "claim"),
    Index(
        "units_side",
        *("claim", "stance", "unit"),
        sqlite_where=text("absorbed_by IS NULL"),
        postgresql_where=text("absorbed_by IS NULL"),
    ),
    # SQLite takes it, of several indexes that begin with the claim, since it need not look at the row besides
    Index(
        "units_reported",
        *("claim", "source", "as_reported", "absorbed_by"),
        sqlite_where=text("as_reported AND absorbed_by IS NULL"),
        postgresql_where=text("as_reported AND absorbed_by IS NULL"),
    ),
)

#: what a source says of others on a claim
comparisons = Table(
    "comparisons",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("source", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("relation", String, nullable=False),
    Column("locator", String),
    Column("note", String),
    *_place(),
    Index("comparisons_claim", "claim"),
    Index("comparisons_source", "source"),
)

compared = Table(
    "compared",
    metadata,
    Column("comparison", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Index("compared_source", "source"),
)

#: in-text citations in order
citations = Table(
    "citations",
    metadata,
    Column("source", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("cited", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("function", String, nullable=False),
    Column("locator", String),
    *_place(),
    Index("citations_cited", "cited"),
)


def _fault_columns() -> list[Column[object]]:
    """Columns for a fault; JSON in related."""
    return [
        Column("region", BigInteger, nullable=False),
        *_place(),
        Column("rule", String, nullable=False),
        Column("severity", String, nullable=False),
        Column("message", String, nullable=False),
        Column("hint", String),
        Column("related", String, nullable=False),
    ]


#: faults of the text that are told
diagnostics = Table(
    "diagnostics",
    metadata,
    *_fault_columns(),
    Index("diagnostics_path", "path", "region"),
    Index("diagnostics_rule", "rule", "severity"),
)

#: SQL for "may fail a check"; the index serves only queries that hold these very words
IS_GRAVE = text("severity <> 'note'")
Index(
    "diagnostics_grave",
    *(diagnostics.c[name] for name in ("severity", "path", "region", "line", "column")),
    sqlite_where=IS_GRAVE,
    postgresql_where=IS_GRAVE,
)

#: what is left out because of a fault, with the place and the message of the fault; a row for each fault that costs it
left_out = Table(
    "left_out",
    metadata,
    Column("region", BigInteger, nullable=False),
    Column("what", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("source", String, nullable=False),
    Column("begins_line", Integer, nullable=False),
    Column("begins_column", Integer, nullable=False),
    *_place(),
    Column("message", String, nullable=False),
    Index("left_out_claim", "claim"),
    Index("left_out_source", "source"),
    Index("left_out_path", "path", "region"),
)

#: faults that a suppression in the text covers
suppressed = Table(
    "suppressed",
    metadata,
    *_fault_columns(),
    Index("suppressed_path", "path", "region"),
    Index("suppressed_rule", "rule"),
)

#: suppressions in the text and the lines that they cover
allows = Table(
    "allows",
    metadata,
    Column("region", BigInteger, nullable=False),
    *_place(),
    Column("rule", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("first_line", Integer, nullable=False),
    Column("last_line", Integer, nullable=False),
    Index("allows_path", "path"),
)

#: written by the build: numbers that pages show and that take long to count, by what is counted and one value of it
tallies = Table(
    "tallies",
    metadata,
    Column("what", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

#: written by the build: sources only told of, without a vote of their own, by their place in the bibliography
told_silent = Table(
    "told_silent",
    metadata,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("source", String, nullable=False),
)

#: what can be searched: sources, claims and findings, numbered in the order in which hits are listed; the words stand
#: in a table `search` of each engine's own kind, under the same numbers
texts = Table(
    "texts",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("id", String, nullable=False),
    Index("texts_id", "kind", "id", unique=True),
)
