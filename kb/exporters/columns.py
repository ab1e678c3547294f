"""The columns of the evidence table and of the table of claims, with what each means: the data dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from kb.exporters.lines import Judged, Line
from kb.model import Result, Scope
from kb.references import surname_year
from kb.result_words import result_words
from kb.verdict_words import (
    flag_words,
    left_words,
    rule_words,
    verdict_sentence,
)
from kb.verdicts import Conflict, Leaning, State
from kb.vocabulary import Basis, Design, Direction, Good, Kind, Reading, Stance, Status
from kb.words import (
    sample_words,
)

#: text is never a formula, numbers keep the digits that the source prints, None is an empty cell
Cell = str | int | Decimal | None

Row = TypeVar("Row")


class Holds(StrEnum):
    """What a column holds: it decides how wide a sheet draws it and how a statistics program reads it."""

    PROSE = "text"
    WORD = "word"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its name for programs, its heading for people, and what stands in it."""

    name: str
    heading: str
    holds: Holds
    means: str
    read: Callable[[Row], Cell]
    #: the only values it can have; empty when it can have any
    values: tuple[str, ...] = ()


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _result(part: Callable[[Result], Cell]) -> Callable[[Line], Cell]:
    """The reader of a part of the recorded result; empty where none is recorded."""
    return lambda line: part(line.finding.result) if line.finding.result else None


def _scope(judged: Judged) -> str:
    scope = judged.claim.scope
    return "; ".join(f"{name}: {value}" for name in Scope.__slots__ if (value := getattr(scope, name)))


def _certainty(judged: Judged) -> str:
    rated = judged.claim.certainty
    if rated is None:
        return ""
    reasons = "; ".join(f"{domain}: {reason}" for domain, reason in rated.reasons)
    return f"{rated.approach}: {rated.level}" + (f" ({reasons})" if reasons else "")


def _rests_on(judged: Judged) -> str:
    sources = judged.evidence.sources
    changes = judged.verdict.rests_on
    return "; ".join(f"without {surname_year(sources[c.without])}: {left_words(c)}" for c in changes)


def _appraisal(line: Line) -> str:
    rated = line.sheet.appraisal
    return "; ".join(f"{a.tool}: {a.overall}" + (f" ({a.note})" if a.note else "") for a in rated)


#: the claim and its verdict in words
_CLAIM: tuple[Column[Judged], ...] = (
    Column("claim", "Claim id", Holds.WORD, "The id of the claim.", lambda j: j.claim.id),
    Column("statement", "Claim", Holds.PROSE, "What sources can support or dispute.", lambda j: j.claim.statement),
    Column("verdict", "Verdict", Holds.PROSE, "The verdict in a sentence.",
           lambda j: verdict_sentence(j.verdict, j.evidence.sources)),
)  # fmt: skip

#: the verdict for sorting and counting
_VERDICT: tuple[Column[Judged], ...] = (
    Column("topic", "Topic", Holds.WORD, "The id of the topic under which the claim stands.", lambda j: j.claim.topic),
    Column("kind", "Kind", Holds.WORD, "What sort of proposition it is.", lambda j: j.claim.kind, _words(Kind)),
    Column("state", "State", Holds.WORD, "The verdict: what the independent studies say together.",
           lambda j: j.verdict.state, _words(State)),
    Column("conflict", "Conflict", Holds.WORD, "Of a conflicting claim, where the conflict lies; else empty.",
           lambda j: j.verdict.conflict, _words(Conflict)),
    Column("side", "Side", Holds.WORD, "The side with more studies; of a single study its stance.",
           lambda j: j.verdict.direction, _words(Leaning)),
    Column("rule", "Rule", Holds.PROSE, "The rule that decided it.", lambda j: rule_words(j.verdict)),
    Column("n_supports", "Support", Holds.NUMBER, "How many studies and reviews with a vote support the claim.",
           lambda j: j.verdict.counts.supports),
    Column("n_disputes", "Dispute", Holds.NUMBER, "How many dispute it.", lambda j: j.verdict.counts.disputes),
    Column("n_mixed", "Mixed", Holds.NUMBER, "How many report results in both directions.",
           lambda j: j.verdict.counts.mixed),
    Column("n_inconclusive", "Inconclusive", Holds.NUMBER, "How many looked and could not tell.",
           lambda j: j.verdict.counts.inconclusive),
)  # fmt: skip

#: one row a claim
CLAIMS: tuple[Column[Judged], ...] = (
    *_CLAIM,
    *_VERDICT,
    Column("n_as_reported", "Second-hand", Holds.NUMBER,
           "How many of those with a vote are known only as another source reports them.",
           lambda j: sum(unit.as_reported for unit in j.verdict.counted)),
    Column("n_findings", "Findings", Holds.NUMBER, "How many findings are recorded, with or without a vote.",
           lambda j: len(j.evidence.findings)),
    Column("remarks", "Remarks", Holds.PROSE, "What a reader of the verdict must know about the evidence.",
           lambda j: " ".join(flag_words(j.verdict, j.evidence.sources))),
    Column("rests_on", "Rests on", Holds.PROSE, "The sources without which the state would be another, and which.",
           _rests_on),
    Column("scope", "Scope", Holds.PROSE, "For whom, what, when and where the claim is meant.", _scope),
    Column("certainty", "Certainty", Holds.PROSE, "A rating typed by a person, with its reasons; never computed.",
           _certainty),
    Column("note", "Note", Holds.PROSE, "A note on the claim.", lambda j: j.claim.note),
    Column("file", "File", Holds.WORD, "The file that states the claim.", lambda j: j.claim.place.path),
    Column("line", "Line", Holds.NUMBER, "The line in that file.", lambda j: j.claim.place.line),
)  # fmt: skip

#: a finding as it is read
_FINDING: tuple[Column[Line], ...] = (
    Column("citation", "Source", Holds.WORD, "The source as a citation names it.", lambda x: surname_year(x.source)),
    Column("year", "Year", Holds.NUMBER, "The year of the source.", lambda x: x.source.year),
    Column("design", "Design", Holds.WORD, "How the source went about it.", lambda x: x.source.design, _words(Design)),
    Column("country", "Country", Holds.WORD, "ISO 3166 codes of the countries, separated by semicolons.",
           lambda x: "; ".join(x.sheet.country)),
    Column("setting", "Setting", Holds.PROSE, "Where it took place.", lambda x: x.sheet.setting),
    Column("population", "Population", Holds.PROSE, "Who or what was studied.", lambda x: x.sheet.population),
    Column("intervention", "Intervention", Holds.PROSE, "What was done or given.", lambda x: x.sheet.intervention),
    Column("comparator", "Comparator", Holds.PROSE, "What it was compared with.", lambda x: x.sheet.comparator),
    Column("sample", "Sample", Holds.WORD, "How many of whom, as far as the source prints it.",
           lambda x: sample_words(x.sheet.sample)),
    Column("read", "Read", Holds.WORD, "How much of the source was read.", lambda x: x.sheet.read, _words(Reading)),
    Column("source_note", "Note on the source", Holds.PROSE, "Which text of it was read, and what else to know of it.",
           lambda x: x.sheet.note),
    Column("appraisal", "Appraisal", Holds.PROSE, "Ratings of its quality in the words of a named tool.", _appraisal),
    Column("status", "Status", Holds.WORD, "Whether the publication still stands; empty where nothing was coded.",
           lambda x: x.source.sheet.status if x.source.sheet else None, _words(Status)),
    Column("stance", "Stance", Holds.WORD, "How the finding bears on the claim as it is worded.",
           lambda x: x.finding.stance, _words(Stance)),
    Column("basis", "Basis", Holds.WORD,
           "What it rests on: the source's own data, a review's conclusion, the authors' reading, or background.",
           lambda x: x.finding.basis, _words(Basis)),
    Column("as_reported_by", "As reported by", Holds.WORD,
           "The source in which it was read, when its own source was not: a second-hand finding.",
           lambda x: surname_year(x.via) if x.via else None),
    Column("votes", "Votes", Holds.WORD, "Whether it is part of a vote.", lambda x: "no" if x.silence else "yes",
           ("yes", "no")),
    Column("why_no_vote", "Why no vote", Holds.PROSE, "Why it is not part of a vote.", lambda x: x.silence),
    Column("finding", "Finding", Holds.PROSE, "What the source says, paraphrased.", lambda x: x.finding.says),
    Column("locator", "Locator", Holds.WORD, "Where it stands in the text that was read.", lambda x: x.finding.at),
    Column("result", "Result", Holds.PROSE, "The recorded number as the source prints it.",
           _result(result_words)),
    Column("quote", "Quotation", Holds.PROSE, "Its own words, where they are recorded.", lambda x: x.finding.quote),
    Column("note", "Note", Holds.PROSE, "A note on the finding.", lambda x: x.finding.note),
    Column("outcome", "Outcome", Holds.PROSE, "What was measured.", _result(lambda r: r.outcome)),
    Column("better", "Better is", Holds.WORD, "Which end of the outcome's scale is the good one.",
           _result(lambda r: r.good), _words(Good)),
    Column("measure", "Measure", Holds.WORD, "The measure of the number, as RR or SMD.", _result(lambda r: r.measure)),
    Column("value", "Value", Holds.NUMBER, "The number, with the digits that the source prints.",
           _result(lambda r: r.value)),
    Column("ci_low", "CI low", Holds.NUMBER, "The lower end of its interval.",
           _result(lambda r: r.ci[0] if r.ci else None)),
    Column("ci_high", "CI high", Holds.NUMBER, "The upper end of its interval.",
           _result(lambda r: r.ci[1] if r.ci else None)),
    Column("n", "n", Holds.NUMBER, "How many the number is about.", _result(lambda r: r.n)),
    Column("direction", "Direction", Holds.WORD, "Which way the result points, whatever its significance.",
           _result(lambda r: r.direction), _words(Direction)),
    Column("time", "Time", Holds.WORD, "When it was measured.", _result(lambda r: r.time)),
)  # fmt: skip

#: what a finding is known and found by
_KEYS: tuple[Column[Line], ...] = (
    Column("sample_n", "Sample n", Holds.NUMBER, "The number in the sample.",
           lambda x: x.sheet.sample.n if x.sheet.sample else None),
    Column("source", "Source key", Holds.WORD, "The key of the source that found it, as in references.bib.",
           lambda x: x.source.key),
    Column("title", "Title", Holds.PROSE, "The title of the source.", lambda x: x.source.title),
    Column("doi", "DOI", Holds.WORD, "The DOI of the source.", lambda x: x.source.doi),
    Column("study", "Study", Holds.WORD, "The study it reports; reports of one study have one vote together.",
           lambda x: x.source.study),
    Column("via", "Reported by key", Holds.WORD, "The key of that source.", lambda x: x.via.key if x.via else None),
    Column("file", "File", Holds.WORD, "The file in which the finding is recorded.", lambda x: x.finding.place.path),
    Column("line", "Line", Holds.NUMBER, "The line in that file.", lambda x: x.finding.place.line),
    Column("id", "Finding id", Holds.WORD, "The address of the finding.", lambda x: x.finding.id),
)  # fmt: skip


def _of_line(column: Column[Judged]) -> Column[Line]:
    return Column(
        column.name, column.heading, column.holds, column.means, lambda line: column.read(line.judged), column.values
    )


#: one row a finding: what a reader looks for first, then what programs sort and join by
EVIDENCE: tuple[Column[Line], ...] = (*map(_of_line, _CLAIM), *_FINDING, *map(_of_line, _VERDICT), *_KEYS)
