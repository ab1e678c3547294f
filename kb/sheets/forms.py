"""What a claims file and an extraction sheet may hold: one definition, used for reading, editors' schema and manual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kb.model import (
    Basis,
    Compared,
    Design,
    Direction,
    Function,
    Good,
    Kind,
    Reading,
    RelationType,
    Stance,
    Status,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Any text."""

    expects: str = "text"


@dataclass(frozen=True, slots=True)
class Name:
    """An id or key: a word without blanks."""

    expects: str = "a word without blanks"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set; `aliases` are accepted with a note."""

    values: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def expects(self) -> str:
        """What may be written, in words."""
        return f"one of {', '.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, 0 or more."""

    expects: str = "a whole number such as 120"


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal number as the source prints it."""

    expects: str = "a number such as 0.91"


@dataclass(frozen=True, slots=True)
class YesNo:
    """yes or no, true or false."""

    expects: str = "yes or no"


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166 alpha-2 code in capitals."""

    expects: str = "a country code of two capitals such as GB"


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper end."""

    expects: str = "a list of two numbers such as [0.78, 1.06]"


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; a single value is taken as a list of one where `lenient`."""

    item: Form
    expects: str
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Reasons:
    """A mapping from a domain to a reason in words."""

    expects: str = "a reason for each domain such as {imprecision: few events}"


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping with known keys."""

    keys: Mapping[str, Key]
    expects: str


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: what it takes, what it means in a sentence, and whether it must be there."""

    form: Form
    means: str
    required: bool = False


Form = Words | Name | Choice | Whole | Number | YesNo | Country | Interval | ListOf | Reasons | Fields


def _choice(values: type[StrEnum], **aliases: str) -> Choice:
    return Choice(tuple(str(value) for value in values), aliases)


def _optional(names: Iterable[tuple[str, str]]) -> dict[str, Key]:
    return {name: Key(Words(), means) for name, means in names}


STANCE = _choice(
    Stance,
    support="supports",
    supporting="supports",
    refutes="disputes",
    contradicts="disputes",
    opposes="disputes",
    neutral="inconclusive",
)

SCOPE = Fields(
    _optional(
        [
            ("population", "For whom the claim is meant."),
            ("intervention", "What is done or given."),
            ("comparator", "What it is compared with."),
            ("outcome", "What is looked at."),
            ("setting", "Where."),
            ("time", "When, or after how long."),
        ]
    ),
    "keys such as population and outcome",
)

RELATION = Fields(
    {
        "type": Key(_choice(RelationType), "How this claim stands to the other.", required=True),
        "claim": Key(Name(), "The id of the other claim.", required=True),
    },
    "{type: narrower-than, claim: ID}",
)

CERTAINTY = Fields(
    {
        "approach": Key(Words(), "The approach, such as GRADE or GRADE-CERQual.", required=True),
        "level": Key(Choice(("high", "moderate", "low", "very-low")), "The level, typed by a person.", required=True),
        "reasons": Key(Reasons(), "A reason for each domain that was judged."),
    },
    "{approach: GRADE, level: low, reasons: {…}}",
)

CLAIM = Fields(
    {
        "id": Key(Name(), "The address of the claim; it stays the same when the wording changes.", required=True),
        "statement": Key(Words(), "The proposition, so worded that a source can support or dispute it.", required=True),
        "kind": Key(_choice(Kind), "What sort of proposition it is.", required=True),
        "scope": Key(SCOPE, "For whom, what, against what, when and where it is meant."),
        "relations": Key(ListOf(RELATION, "a list of relations"), "How it stands to other claims."),
        "certainty": Key(CERTAINTY, "A certainty rating, typed by a person and never computed."),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "a claim with id, statement and kind",
)

CLAIMS_FILE = Fields(
    {
        "topic": Key(Name(), "The id of the topic these claims stand under.", required=True),
        "title": Key(Words(), "The topic in words.", required=True),
        "claims": Key(ListOf(CLAIM, "a list of claims"), "The claims.", required=True),
    },
    "a claims file with topic, title and claims",
)

SAMPLE = Fields(
    {
        "n": Key(Whole(), "How many, only where the source prints a number."),
        "of": Key(Words(), "What is counted, such as participants."),
    },
    "{n: 120, of: participants}",
)

APPRAISAL = Fields(
    {
        "tool": Key(Words(), "The tool, such as AMSTAR-2 or RoB 2.", required=True),
        "overall": Key(Words(), "The overall judgement in the tool's own words.", required=True),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "{tool: AMSTAR-2, overall: low}",
)

RESULT = Fields(
    {
        "outcome": Key(Words(), "What was measured."),
        "measure": Key(Words(), "The measure, such as RR, OR, HR, RD, MD, SMD, r, % or count."),
        "value": Key(Number(), "The value as the source prints it."),
        "ci": Key(Interval(), "The confidence interval, lower and upper end."),
        "n": Key(Whole(), "How many the value rests on."),
        "direction": Key(_choice(Direction), "Which way it points, whatever its significance."),
        "good": Key(_choice(Good), "Which end of the outcome's scale is the good one."),
        "time": Key(Words(), "When it was measured."),
    },
    "{measure: RR, value: 0.91, ci: [0.78, 1.06]}",
)

FINDING = Fields(
    {
        "id": Key(Name(), "Unique in the sheet; the address is SOURCE#ID.", required=True),
        "claim": Key(Name(), "The claim it bears on.", required=True),
        "stance": Key(STANCE, "How it bears on the claim as the claim is worded.", required=True),
        "basis": Key(_choice(Basis), "What it rests on.", required=True),
        "via": Key(Name(), "The source it was read in, when its own source was not read."),
        "at": Key(Words(), "Where it stands in the text that was read: page, table, section."),
        "says": Key(Words(), "What was found, in your own words.", required=True),
        "quote": Key(Words(), "The words themselves."),
        "result": Key(RESULT, "The number, where the source prints one."),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "a finding with id, claim, stance, basis and says",
)

COMPARISON = Fields(
    {
        "claim": Key(Name(), "The claim on which sources are compared.", required=True),
        "sources": Key(ListOf(Name(), "a list of source keys"), "Every source that is compared.", required=True),
        "as": Key(_choice(Compared), "What this source says of them.", required=True),
        "at": Key(Words(), "Where it says so."),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "a comparison with claim, sources and as",
)

CITATION = Fields(
    {
        "source": Key(Name(), "The key of the source that is cited.", required=True),
        "for": Key(Words(), "What it is cited for.", required=True),
        "function": Key(_choice(Function), "What the citation does.", required=True),
        "at": Key(Words(), "Where it stands."),
    },
    "a citation with source, for and function",
)

SHEET = Fields(
    {
        "source": Key(Name(), "The key of the source in references.bib.", required=True),
        "study": Key(Words(), "The same id on every report of one study."),
        "design": Key(_choice(Design), "How the source went about it."),
        "read": Key(_choice(Reading), "How much of it was read."),
        "country": Key(ListOf(Country(), "a list of country codes", lenient=True), "Where, as ISO 3166 codes."),
        "setting": Key(Words(), "The setting."),
        "population": Key(Words(), "Who was studied."),
        "sample": Key(SAMPLE, "How many were studied."),
        "period": Key(Words(), "When."),
        "includes": Key(
            ListOf(Words(), "a list of source keys or study ids", lenient=True), "The studies a review includes."
        ),
        "includes_complete": Key(YesNo(), "Whether that list is complete."),
        "status": Key(_choice(Status), "Whether the publication still stands; current unless said otherwise."),
        "appraisal": Key(ListOf(APPRAISAL, "a list of appraisals"), "Judgements of its quality."),
        "note": Key(Words(), "Which record or text was read, and anything else a reader should know."),
        "findings": Key(ListOf(FINDING, "a list of findings"), "What it says that bears on claims."),
        "compares": Key(ListOf(COMPARISON, "a list of comparisons"), "What it says of how others agree or conflict."),
        "citations": Key(ListOf(CITATION, "a list of citations"), "How it cites others, in order."),
    },
    "an extraction sheet with source",
)
