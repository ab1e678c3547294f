"""What a claims file and an extraction sheet may hold: one definition, used for reading, editors' schema and manual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.diagnostics import Lost
from kb.sheets.choices import (
    BASIS,
    COMPARED,
    DESIGN,
    DIRECTION,
    FUNCTION,
    GOOD,
    KIND,
    LEVEL,
    READING,
    RELATION_TYPE,
    STANCE,
    STATUS,
)
from kb.sheets.shapes import (
    Country,
    Fields,
    Interval,
    Key,
    ListOf,
    Name,
    Number,
    Reasons,
    Whole,
    Words,
    YesNo,
)

#: what others write for a key
_ALSO = {"intervention": ("exposure", "treatment"), "comparator": ("comparison", "control", "controls")}


def _optional(names: Iterable[tuple[str, str]]) -> dict[str, Key]:
    return {name: Key(Words(), means, also=_ALSO.get(name, ())) for name, means in names}


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
        "type": Key(RELATION_TYPE, "How this claim stands to the other.", required=True),
        "claim": Key(Name(), "The id of the other claim.", required=True),
    },
    "{type: narrower-than, claim: ID}",
)

CERTAINTY = Fields(
    {
        "approach": Key(Words(), "The approach, such as GRADE or GRADE-CERQual.", required=True),
        "level": Key(LEVEL, "The level, typed by a person.", required=True),
        "reasons": Key(Reasons(), "A reason for each domain that was judged."),
    },
    "{approach: GRADE, level: low, reasons: {…}}",
)

CLAIM = Fields(
    {
        "id": Key(Name(), "The address of the claim; it stays the same when the wording changes.", required=True),
        "statement": Key(Words(), "The proposition, so worded that a source can support or dispute it.", required=True),
        "kind": Key(KIND, "What sort of proposition it is.", required=True),
        "scope": Key(SCOPE, "For whom, what, against what, when and where it is meant."),
        "relations": Key(ListOf(RELATION, "a list of relations"), "How it stands to other claims."),
        "certainty": Key(CERTAINTY, "A certainty rating, typed by a person and never computed."),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "a claim with id, statement and kind",
    Lost.CLAIM,
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
        "direction": Key(DIRECTION, "Which way it points, whatever its significance."),
        "good": Key(GOOD, "Which end of the outcome's scale is the good one."),
        "time": Key(Words(), "When it was measured."),
    },
    "{measure: RR, value: 0.91, ci: [0.78, 1.06]}",
)

FINDING = Fields(
    {
        "id": Key(Name(), "Unique in the sheet; the address is SOURCE#ID.", required=True),
        "claim": Key(Name(), "The claim it bears on.", required=True),
        "stance": Key(STANCE, "How it bears on the claim as the claim is worded.", required=True),
        "basis": Key(BASIS, "What it rests on.", required=True),
        "via": Key(Name(), "The source it was read in, when its own source was not read."),
        "at": Key(Words(), "Where it stands in the text that was read: page, table, section."),
        "says": Key(Words(), "What was found, in your own words.", required=True),
        "quote": Key(Words(), "The words themselves."),
        "result": Key(RESULT, "The number, where the source prints one."),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "a finding with id, claim, stance, basis and says",
    Lost.FINDING,
)

COMPARISON = Fields(
    {
        "claim": Key(Name(), "The claim on which sources are compared.", required=True),
        "sources": Key(
            ListOf(Name(), "a list of source keys", all_or_none=True), "Every source that is compared.", required=True
        ),
        "as": Key(COMPARED, "What this source says of them.", required=True),
        "at": Key(Words(), "Where it says so."),
        "note": Key(Words(), "Anything a reader should know."),
    },
    "a comparison with claim, sources and as",
    Lost.COMPARISON,
)

CITATION = Fields(
    {
        "source": Key(Name(), "The key of the source that is cited.", required=True),
        "for": Key(Words(), "What it is cited for.", required=True),
        "function": Key(FUNCTION, "What the citation does.", required=True),
        "at": Key(Words(), "Where it stands."),
    },
    "a citation with source, for and function",
)

SHEET = Fields(
    {
        "source": Key(Name(), "The key of the source in references.bib.", required=True),
        "study": Key(Words(), "The same id on every report of one study."),
        "design": Key(DESIGN, "How the source went about it."),
        "read": Key(READING, "How much of it was read."),
        "country": Key(ListOf(Country(), "a list of country codes", lenient=True), "Where, as ISO 3166 codes."),
        **_optional(
            [
                ("setting", "The setting."),
                ("population", "Who was studied."),
                ("intervention", "What was done or given."),
                ("comparator", "What it was compared with."),
            ]
        ),
        "sample": Key(SAMPLE, "How many were studied."),
        "period": Key(Words(), "When."),
        "includes": Key(
            ListOf(Words(), "a list of source keys or study ids", lenient=True), "The studies a review includes."
        ),
        "includes_complete": Key(YesNo(), "Whether that list is complete."),
        "status": Key(STATUS, "Whether the publication still stands; current unless said otherwise."),
        "appraisal": Key(ListOf(APPRAISAL, "a list of appraisals"), "Judgements of its quality."),
        "note": Key(Words(), "Which record or text was read, and anything else a reader should know."),
        "findings": Key(ListOf(FINDING, "a list of findings"), "What it says that bears on claims."),
        "compares": Key(ListOf(COMPARISON, "a list of comparisons"), "What it says of how others agree or conflict."),
        "citations": Key(ListOf(CITATION, "a list of citations"), "How it cites others, in order."),
    },
    "an extraction sheet with source",
)

#: every mapping that can stand in a file, by what it is called
MAPPINGS: Mapping[str, Fields] = {
    "a claims file": CLAIMS_FILE,
    "a claim": CLAIM,
    "the scope of a claim": SCOPE,
    "a relation": RELATION,
    "a certainty": CERTAINTY,
    "an extraction sheet": SHEET,
    "a sample": SAMPLE,
    "an appraisal": APPRAISAL,
    "a finding": FINDING,
    "a result": RESULT,
    "a comparison": COMPARISON,
    "a citation": CITATION,
}
