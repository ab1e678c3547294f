from __future__ import annotations

from decimal import Decimal

from kb.diagnostics import Place
from kb.model import (
    Appraisal,
    Certainty,
    Citation,
    Claim,
    Comparison,
    Finding,
    Relation,
    Result,
    Sample,
    Scope,
    Sheet,
    Topic,
)
from kb.sheets import read_sheets
from kb.vocabulary import (
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

PATH = "claims/a.yaml"

CLAIMS = """\
topic: effects
title: Does it work?
claims:
  - id: fewer-admissions
    statement: Peers reduce admissions.
    kind: effect
    scope: {population: adults, time: 12 months}
    relations:
      - {type: narrower-than, claim: better-outcomes}
    certainty: {approach: GRADE, level: very-low, reasons: {imprecision: few events}}
    note: Worded as a reduction.
"""

SHEET = """\
source: lee2018
study: star
design: cluster-rct
read: full-text
country: [GB, NO]
setting: wards
population: adults
intervention: peer support workers
comparator: "case managers: no peers"
sample: {n: 5597, of: participants}
period: 2012-05
includes: [davidson2006, STAR trial]
includes_complete: no
status: corrected
appraisal:
  - {tool: RoB 2, overall: some concerns, note: blinding}
note: Read as printed.
findings:
  - id: admissions
    claim: fewer-admissions
    stance: inconclusive
    basis: result
    via: collins2016
    at: Table 2
    says: >
      Eighteen trials
      give little sign.
    quote: "little: or no"
    result: {outcome: admission, measure: RR, value: 0.910, ci: [0.780, 1.06], n: 1723, direction: better, good: lower, time: 12 months}
    note: Pooled.
compares:
  - {claim: fewer-admissions, sources: [kim2019, lee2018], as: conflict, at: p. 3, note: both}
citations:
  - {source: kim2019, for: origin, function: background, at: p. 1}
  - {source: ray2001, for: method, function: method}
"""


def test_a_claims_file_gives_its_topic_and_claims() -> None:
    file = read_sheets(PATH, CLAIMS.encode())
    assert file.diagnostics == ()
    assert file.topics == (Topic("effects", "Does it work?", Place(PATH, 1, 8)),)
    assert file.claims == (
        Claim(
            id="fewer-admissions",
            topic="effects",
            statement="Peers reduce admissions.",
            kind=Kind.EFFECT,
            scope=Scope(population="adults", time="12 months"),
            relations=(Relation(RelationType.NARROWER_THAN, "better-outcomes", Place(PATH, 9, 9)),),
            certainty=Certainty("GRADE", "very-low", (("imprecision", "few events"),)),
            note="Worded as a reduction.",
            place=Place(PATH, 4, 5),
        ),
    )


def test_a_sheet_gives_what_was_coded_of_the_source() -> None:
    file = read_sheets(PATH, SHEET.encode())
    assert file.diagnostics == ()
    assert file.sheets == (
        Sheet(
            source="lee2018",
            study="star",
            design=Design.CLUSTER_RCT,
            read=Reading.FULL_TEXT,
            country=("GB", "NO"),
            setting="wards",
            population="adults",
            intervention="peer support workers",
            comparator="case managers: no peers",
            sample=Sample(5597, "participants"),
            period="2012-05",
            includes=("davidson2006", "STAR trial"),
            includes_complete=False,
            status=Status.CORRECTED,
            appraisal=(Appraisal("RoB 2", "some concerns", "blinding"),),
            note="Read as printed.",
            place=Place(PATH, 1, 1),
        ),
    )


def test_a_finding_keeps_its_numbers_as_printed() -> None:
    (finding,) = read_sheets(PATH, SHEET.encode()).findings
    assert finding == Finding(
        id="lee2018#admissions",
        source="lee2018",
        claim="fewer-admissions",
        stance=Stance.INCONCLUSIVE,
        basis=Basis.RESULT,
        via="collins2016",
        at="Table 2",
        says="Eighteen trials give little sign.",
        quote="little: or no",
        result=Result(
            "admission",
            "RR",
            Decimal("0.910"),
            (Decimal("0.780"), Decimal("1.06")),
            1723,
            Direction.BETTER,
            Good.LOWER,
            "12 months",
        ),
        note="Pooled.",
        place=Place(PATH, 19, 5),
    )
    assert finding.result
    assert str(finding.result.value) == "0.910"
    assert [str(end) for end in finding.result.ci or ()] == ["0.780", "1.06"]


def test_comparisons_and_citations_come_in_the_order_written() -> None:
    file = read_sheets(PATH, SHEET.encode())
    assert file.comparisons == (
        Comparison(
            "lee2018",
            "fewer-admissions",
            ("kim2019", "lee2018"),
            Compared.CONFLICT,
            "p. 3",
            "both",
            Place(PATH, 32, 5),
        ),
    )
    assert file.citations == (
        Citation("lee2018", 1, "kim2019", "origin", Function.BACKGROUND, "p. 1", Place(PATH, 34, 5)),
        Citation("lee2018", 2, "ray2001", "method", Function.METHOD, "", Place(PATH, 35, 5)),
    )


def test_marks_are_the_places_of_the_values() -> None:
    file = read_sheets(PATH, SHEET.encode())
    sheet, finding, comparison = file.sheets[0], file.findings[0], file.comparisons[0]
    assert {
        name: (sheet.marks[name].line, sheet.marks[name].column) for name in ("source", "sample.n", "includes.1")
    } == {
        "source": (1, 9),
        "sample.n": (10, 13),
        "includes.1": (12, 26),
    }
    expected = {"id": (19, 9), "via": (23, 10), "result": (29, 13), "result.value": (29, 54), "result.ci": (29, 65)}
    assert {name: (finding.marks[name].line, finding.marks[name].column) for name in expected} == expected
    assert (comparison.marks["sources.1"].line, comparison.marks["sources.1"].column) == (32, 50)
    (claim,) = read_sheets(PATH, CLAIMS.encode()).claims
    assert (claim.marks["relations.0.claim"].line, claim.marks["relations.0.claim"].column) == (9, 38)
    assert (claim.marks["certainty.level"].line, claim.marks["certainty.level"].column) == (10, 41)


def test_words_that_yaml_takes_for_other_things_stay_text() -> None:
    text = "source: 1e5\nstudy: 2019-01-02\nsetting: yes\nperiod: 0x1F\ncountry: NO\n"
    file = read_sheets(PATH, text.encode())
    assert file.diagnostics == ()
    (sheet,) = file.sheets
    assert (sheet.source, sheet.study, sheet.setting, sheet.period) == ("1e5", "2019-01-02", "yes", "0x1F")
    assert sheet.country == ("NO",)


def test_the_keys_of_a_sheet_may_come_in_any_order() -> None:
    file = read_sheets(PATH, b"design: rct\nsource: lee2018\n")
    assert (file.diagnostics, [sheet.source for sheet in file.sheets]) == ((), ["lee2018"])


def test_several_documents_may_stand_in_one_file() -> None:
    file = read_sheets(PATH, (CLAIMS + "---\n" + SHEET + "---\nsource: kim2019\n").encode())
    assert file.diagnostics == ()
    assert [(sheet.source, sheet.place.line) for sheet in file.sheets] == [("lee2018", 13), ("kim2019", 49)]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    windows = b"\xef\xbb\xbf" + SHEET.replace("\n", "\r\n").encode()
    assert read_sheets(PATH, windows) == read_sheets(PATH, SHEET.encode())
