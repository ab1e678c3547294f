"""Reading the index: each method is a bounded number of indexed queries and returns plain records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select, text

from kb.diagnostics import Diagnostic, LeftOut, Lost, Place, in_order
from kb.evidence import Evidence
from kb.model import Citation, Claim, Comparison, Corpus, Finding, Person, Source, Topic
from kb.store import file_rows, rows, schema, source_rows
from kb.store.asked import Among, Keyed, Row, Said
from kb.store.backend import BACKENDS, backend_of
from kb.store.facts import facts_of
from kb.store.lines import all_lines, lines_for
from kb.store.texts import name_signs
from kb.store.verdict_rows import SUMMARY, ClaimSummary, Vote, read_summary, read_votes
from kb.store.write import FileStamp
from kb.vocabulary import Design, RelationType

_REVIEWS = [design for design in Design if design.is_review]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is left out because of a fault, and where and what that is; of several faults the first."""

    what: Lost
    claim: str
    source: str
    place: Place
    message: str


#: what is left out stands in the order of the faults
_TURN = ("path", "region", "line", "column", "begins_line", "begins_column")
_SOURCES = Among(
    [*schema.sources.columns.keys(), "lines_above"],
    "SELECT s.*, r.lines_above FROM sources AS s LEFT JOIN regions AS r ON r.number = s.region WHERE s.key {keys}",
    order=["position"],
)
_NAMES = Keyed(schema.sources, "key", columns=["key", "citation"])
_REPORTS = Keyed(schema.sources, "study", columns=["key"])
_TOPICS = Keyed(schema.topics, "id", "position")
_CLAIMS = Keyed(schema.claims, "id", "position")
_SUMMARIES = Keyed(schema.claims, "id", columns=SUMMARY)
_CLAIM_IDS = Keyed(schema.claims, "id", columns=["id"])
_SOURCE_KEYS = Keyed(schema.sources, "key", columns=["key"])
_RELATIONS = Keyed(schema.relations, "claim", "claim", "position")
_RELATIONS_TO = Keyed(schema.relations, "other", "claim", "position")
_FINDINGS = Keyed(schema.findings, "claim", "position")
_FINDINGS_OF = Keyed(schema.findings, "source", "position")
_FINDINGS_VIA = Keyed(schema.findings, "via", "position")
_FINDINGS_BY_ID = Keyed(schema.findings, "id", "position")
_VOTING = Keyed(schema.findings, "id", columns=["id", "votes"])
_COMPARISONS = Keyed(schema.comparisons, "claim", "id")
_COMPARISONS_OF = Keyed(schema.comparisons, "source", "id")
_COMPARISONS_NAMING = Among(
    schema.comparisons.columns.keys(),
    "SELECT * FROM comparisons WHERE id IN (SELECT comparison FROM compared WHERE source {keys})",
    order=["id"],
)
_COMPARED = Keyed(schema.compared, "comparison", "comparison", "position")
_CITATIONS_OF = Keyed(schema.citations, "source", "source", "position")
_CITATIONS_TO = Keyed(schema.citations, "cited", "source", "position")
_LEFT_OUT_ON = Keyed(schema.left_out, "claim", *_TURN)
_LEFT_OUT_OF = Keyed(schema.left_out, "source", *_TURN)
_UNITS_OF_CLAIM = Keyed(schema.units, "claim", "claim", "unit", "source")
_UNITS_OF_SOURCE = Keyed(schema.units, "source", "claim", "unit")
_OTHER = schema.findings.alias("other")
_CLAIMS_OF_BOTH = Said(
    select(schema.findings.c.claim)
    .distinct()
    .join(_OTHER, _OTHER.c.claim == schema.findings.c.claim)
    .where(schema.findings.c.source == bindparam("a"), _OTHER.c.source == bindparam("b"))
)


#: how many names are looked for at a time
_MOST_SIGNS = 100


@cache
def _namesakes(engine: str) -> Said:
    number, condition = BACKENDS[engine].TEXT_NUMBER, BACKENDS[engine].text_condition((), whole=True, in_title=False)[0]
    found = text(
        f"SELECT texts.id FROM search JOIN texts ON texts.number = {number} "  # noqa: S608 - nothing in it is given
        f"WHERE {condition} ORDER BY {number} LIMIT 1000"
    )
    return Said(found.columns(schema.texts.c.id))


class Reader:
    """Answers questions from one connection, that is, from one state of the index."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def facts(self) -> dict[str, str]:
        """The `meta` table as a mapping; empty when the file is not an index yet."""
        return facts_of(self.connection)

    def files(self) -> dict[str, FileStamp]:
        """The input files as they were when the index was built, by path."""
        wanted = select(*(schema.files.c[name] for name in FileStamp.__slots__))
        return {row["path"]: FileStamp(**row) for row in self._all(wanted)}

    def topic(self, id_: str) -> Topic | None:
        """One topic; None when there is no such."""
        return next((rows.read_topic(row) for row in self._keyed(_TOPICS, [id_])), None)

    def topics(self) -> dict[str, Topic]:
        """All topics in the order of their files."""
        found = self._all(select(schema.topics).order_by(schema.topics.c.position))
        return {row["id"]: rows.read_topic(row) for row in found}

    def summaries(self, ids: Iterable[str]) -> list[ClaimSummary]:
        """These claims with their verdicts, most contested first."""
        found = _SUMMARIES.tuples(self.connection, ids)
        return [read_summary(row) for row in sorted(found, key=lambda row: (-row[-1], row[-2]))]

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids, as far as they exist, in the order of the text."""
        found = self._keyed(_CLAIMS, ids)
        relations = _grouped(self._keyed(_RELATIONS, [row["id"] for row in found]), "claim")
        return {row["id"]: rows.read_claim(row, relations.get(row["id"], ())) for row in found}

    def relations_to(self, claim: str) -> list[tuple[str, str]]:
        """(type, claim) of every relation in which another claim names this one."""
        return [(row["type"], row["claim"]) for row in self._keyed(_RELATIONS_TO, [claim])]

    def relations_of(self, claims: Iterable[str]) -> list[tuple[str, RelationType, str]]:
        """What these claims say of others: each relation from its claim to the other, in the order of the text."""
        return [(row["claim"], RelationType(row["type"]), row["other"]) for row in self._keyed(_RELATIONS, claims)]

    def evidence(self, claims: Iterable[str]) -> dict[str, Evidence]:
        """What each of these claims is judged from, by id; a claim without findings has empty evidence."""
        ids = list(claims)
        return self.gathered(ids, self.findings_on(ids), self.comparisons_on(ids))

    def gathered(
        self, claims: Iterable[str], findings: Iterable[Finding], comparisons: Iterable[Comparison]
    ) -> dict[str, Evidence]:
        """What these findings and comparisons are for each of these claims, by id, with the sources behind them."""
        on: dict[str, tuple[list[Finding], list[Comparison]]] = {claim: ([], []) for claim in claims}
        for finding in findings:
            on[finding.claim][0].append(finding)
        for comparison in comparisons:
            on[comparison.claim][1].append(comparison)
        found = {claim: Evidence(claim, tuple(of), tuple(said)) for claim, (of, said) in on.items()}
        sources = self._with_included({key for evidence in found.values() for key in _keys(evidence)})
        return {claim: replace(evidence, sources=sources) for claim, evidence in found.items()}

    def findings_on(self, claims: Iterable[str]) -> list[Finding]:
        """What bears on these claims, claim by claim, in the order of the text."""
        return list(map(rows.read_finding, _FINDINGS.tuples(self.connection, claims)))

    def sources(self, keys: Iterable[str]) -> dict[str, Source]:
        """The sources with these keys, as far as they exist, in the order of the bibliography."""
        return {row[0]: source_rows.read_source(row) for row in _SOURCES.tuples(self.connection, keys)}

    def names_of(self, keys: Iterable[str]) -> dict[str, str]:
        """How to name these sources in a sentence, by key."""
        return dict(_NAMES.tuples(self.connection, keys))

    def findings_of(self, source: str) -> list[Finding]:
        """What one source found, first-hand or as others report it."""
        return list(map(rows.read_finding, _FINDINGS_OF.tuples(self.connection, [source])))

    def claims_of_both(self, a: str, b: str) -> list[str]:
        """The claims on which both of two sources found something, by id."""
        return sorted(_CLAIMS_OF_BOTH.column(self.connection, {"a": a, "b": b}))

    def findings_via(self, source: str) -> list[Finding]:
        """What one source reports of others."""
        return list(map(rows.read_finding, _FINDINGS_VIA.tuples(self.connection, [source])))

    def findings(self, ids: Iterable[str]) -> dict[str, Finding]:
        """The findings with these addresses, as far as they exist."""
        return {each.id: each for each in map(rows.read_finding, _FINDINGS_BY_ID.tuples(self.connection, ids))}

    def namesakes(self, persons: Iterable[Person]) -> list[str]:
        """Keys of sources with an author or editor whose name can be that of one of these, a thousand at most."""
        signs = name_signs(persons).split()
        backend, found = backend_of(self.connection), set[str]()
        for number in range(0, len(signs), _MOST_SIGNS):
            value = backend.any_word(signs[number : number + _MOST_SIGNS])
            found.update(_namesakes(self.connection.dialect.name).column(self.connection, {"wanted": value}))
        return sorted(found)

    def comparisons_of(self, source: str) -> list[Comparison]:
        """What one source says of how others stand to each other."""
        return list(self._comparisons(self._keyed(_COMPARISONS_OF, [source])))

    def comparisons_on(self, claims: Iterable[str]) -> list[Comparison]:
        """What sources say of how others stand to each other on these claims."""
        return list(self._comparisons(self._keyed(_COMPARISONS, claims)))

    def comparisons_naming(self, sources: Iterable[str], claims: Collection[str]) -> list[Comparison]:
        """What sources say on these claims of how one of some sources stands to others."""
        found = self._keyed(_COMPARISONS_NAMING, sources)
        return list(self._comparisons([row for row in found if row["claim"] in claims]))

    def voting_ids(self, findings: Iterable[str]) -> set[str]:
        """Those of the findings that vote on their claims, as the build judged them."""
        return {id_ for id_, votes in _VOTING.tuples(self.connection, findings) if votes}

    def citations_of(self, source: str) -> list[Citation]:
        """The in-text citations of one source, in order."""
        return [rows.read_citation(row) for row in self._keyed(_CITATIONS_OF, [source])]

    def citations_to(self, source: str) -> list[Citation]:
        """The in-text citations of one source by others."""
        return [rows.read_citation(row) for row in self._keyed(_CITATIONS_TO, [source])]

    def votes_on(self, claims: Iterable[str]) -> list[Vote]:
        """Who has a part in these claims, by claim, unit and source."""
        return read_votes(_UNITS_OF_CLAIM.tuples(self.connection, claims))

    def votes_of(self, source: str) -> list[Vote]:
        """The claims in which one source has a part."""
        return read_votes(_UNITS_OF_SOURCE.tuples(self.connection, [source]))

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The faults of the text, by place."""
        lines = all_lines(self.connection)
        return in_order(file_rows.read_diagnostic(row, lines) for row in self._all(select(schema.diagnostics)))

    def left_out(self) -> list[LeftOut]:
        """Everything that is left out because of faults."""
        found = self._all(select(schema.left_out))
        lines = lines_for(self.connection, (row["region"] for row in found))
        return [file_rows.read_left_out(row, lines) for row in found]

    def left_out_on(self, claim: str) -> list[Missing]:
        """What is left out of what bears on a claim, or that claim itself, by place of the fault."""
        return self._missing(self._keyed(_LEFT_OUT_ON, [claim]))

    def left_out_of(self, source: str) -> list[Missing]:
        """What is left out of a source, its sheet and its findings, by place of the fault."""
        return self._missing(self._keyed(_LEFT_OUT_OF, [source]))

    def has_claim(self, id_: str) -> bool:
        """True when a claim has this id."""
        return bool(self._keyed(_CLAIM_IDS, [id_]))

    def has_source(self, key: str) -> bool:
        """True when a source has this key."""
        return bool(self._keyed(_SOURCE_KEYS, [key]))

    def claim_ids(self) -> list[str]:
        """Every claim id; for suggestions when one is mistyped."""
        return list(self.connection.scalars(select(schema.claims.c.id)))

    def source_keys(self) -> list[str]:
        """Every source key; for suggestions when one is mistyped."""
        return list(self.connection.scalars(select(schema.sources.c.key).order_by(schema.sources.c.position)))

    def corpus(self) -> Corpus:
        """Everything, equal to what was written."""
        comparisons = select(schema.comparisons).order_by(schema.comparisons.c.id)
        citations = select(schema.citations).order_by(*(schema.citations.c[n] for n in ("path", "line", "column")))
        return Corpus(
            sources=self.sources(self.source_keys()),
            topics=self.topics(),
            claims=self.claims(self.connection.scalars(_in_order(schema.claims))),
            findings=tuple(map(rows.read_finding, self.connection.execute(_in_order(schema.findings)))),
            comparisons=tuple(self._comparisons(self._all(comparisons))),
            citations=tuple(map(rows.read_citation, self._all(citations))),
        )

    def _missing(self, found: Sequence[Row]) -> list[Missing]:
        lines = lines_for(self.connection, (row["region"] for row in found))
        first: dict[LeftOut, Missing] = {}
        for row in found:
            lost, place = file_rows.read_left_out(row, lines), rows.read_place_by_region(row, lines)
            first.setdefault(lost, Missing(lost.what, lost.claim, lost.source, place, row["message"]))
        return list(first.values())

    def _with_included(self, keys: Iterable[str]) -> dict[str, Source]:
        """The sources, and every report of the studies they report or include, as `kb.evidence.by_claim` gathers it."""
        found: dict[str, Source] = {}
        wanted = set(keys)
        while wanted:
            more = self.sources(sorted(wanted))
            found |= more
            named = {item for source in more.values() for item in (source.study, *source.includes)}
            reports = {row["key"] for row in self._keyed(_REPORTS, sorted(named))}
            wanted = (named | reports) - set(found) - wanted
        return found

    def _comparisons(self, found: Sequence[Row]) -> Iterator[Comparison]:
        named = _grouped(self._keyed(_COMPARED, [row["id"] for row in found]), "comparison")
        for row in found:
            yield rows.read_comparison(row, [item["source"] for item in named.get(row["id"], ())])

    def _keyed(self, asked: Among, keys: Iterable[Any]) -> list[Row]:
        return asked.rows(self.connection, keys)

    def _all(self, statement: Select[Any]) -> list[Row]:
        return list(self.connection.execute(statement).mappings())


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(table.c.position)


def _keys(evidence: Evidence) -> Iterator[str]:
    yield from evidence.named
    for comparison in evidence.comparisons:
        yield from comparison.sources


def _grouped(found: Iterable[Row], column: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = {}
    for row in found:
        groups.setdefault(row[column], []).append(row)
    return groups
