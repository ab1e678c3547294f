"""What does not fit is left out with a fault, and everything beside it stays."""

from __future__ import annotations

import pytest

from kb.diagnostics import Lost
from kb.vocabulary import Stance
from tests.sheets.reading import read, spots, told

HEAD = "source: lee2018\nread: abstract\nfindings:\n"
BEFORE = "  - {id: first, claim: c, stance: supports, basis: result, says: S.}\n"
AFTER = "  - {id: last, claim: c, stance: disputes, basis: result, says: S.}\n"

#: findings that cannot stand, and the rule that each of them breaks
LEFT_OUT = {
    "no claim": ("  - ▸{id: f, stance: supports, basis: result, says: S.}\n", "missing-key"),
    "no stance": ("  - ▸id: f\n    claim: c\n    basis: result\n    says: S.\n", "missing-key"),
    "unknown stance": ("  - {id: f, claim: c, stance: ▸suports, basis: result, says: S.}\n", "unknown-value"),
    "unknown basis": ("  - {id: f, claim: c, stance: supports, basis: ▸fact, says: S.}\n", "unknown-value"),
    "empty words": ("  - {id: f, claim: c, stance: supports, basis: result, says: ▸''}\n", "empty-value"),
    "id of two words": ("  - {id: ▸f g, claim: c, stance: supports, basis: result, says: S.}\n", "wrong-name"),
    "list for a claim": ("  - {id: f, claim: ▸[c, d], stance: supports, basis: result, says: S.}\n", "wrong-shape"),
    "claim behind an alias": ("  - {id: f, claim: ▸*c, stance: supports, basis: result, says: S.}\n", "yaml-feature"),
    "words too long": (
        f"  - {{id: f, claim: c, stance: supports, basis: result, says: ▸{'x' * 20_001}}}\n",
        "text-too-long",
    ),
    "a text": ("  - ▸a result\n", "wrong-shape"),
    "a list": ("  - ▸[f, c]\n", "wrong-shape"),
    "nothing": ("  -▸\n", "empty-value"),
}
#: findings of which only a part cannot stand
KEPT = {
    "unknown key": ("  - {id: f, claim: c, stance: supports, basis: result, says: S., ▸when: x}\n", "unknown-key"),
    "empty note": ("  - {id: f, claim: c, stance: supports, basis: result, says: S., note: ▸''}\n", "empty-value"),
    "bad via": ("  - {id: f, claim: c, stance: supports, basis: result, says: S., via: ▸a b}\n", "wrong-name"),
    "bad number": (
        "  - {id: f, claim: c, stance: supports, basis: result, says: S., result: {value: ▸.9, n: 5}}\n",
        "bad-number",
    ),
    "half an interval": (
        "  - {id: f, claim: c, stance: supports, basis: result, says: S., result: {ci: ▸[0.9], n: 5}}\n",
        "wrong-shape",
    ),
    "interval in words": (
        "  - {id: f, claim: c, stance: supports, basis: result, says: S., result: {ci: ▸0.7 to 0.9, n: 5}}\n",
        "wrong-shape",
    ),
    "bad end of an interval": (
        "  - {id: f, claim: c, stance: supports, basis: result, says: S., result: {ci: [0.7, ▸x], n: 5}}\n",
        "bad-number",
    ),
    "interval in an interval": (
        "  - {id: f, claim: c, stance: supports, basis: result, says: S., result: {ci: [0.7, ▸[1]], n: 5}}\n",
        "wrong-shape",
    ),
    "result in words": (
        "  - {id: f, claim: c, stance: supports, basis: result, says: S., result: ▸good}\n",
        "wrong-shape",
    ),
}


@pytest.mark.parametrize(("finding", "rule"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_bad_finding_is_left_out_and_its_siblings_stay(finding: str, rule: str) -> None:
    text = HEAD + BEFORE + finding + AFTER
    assert told(text) == [(*spots(text)[0], rule)]
    file = read(text)
    assert [finding.id for finding in file.findings] == ["lee2018#first", "lee2018#last"]
    assert [sheet.read for sheet in file.sheets] == ["abstract"]


@pytest.mark.parametrize("name", ["no stance", "unknown stance", "id of two words"])
def test_the_fault_of_a_finding_says_on_which_claim_one_is_lost(name: str) -> None:
    (fault,) = read(HEAD + BEFORE + LEFT_OUT[name][0] + AFTER).diagnostics
    (lost,) = fault.leaves_out
    assert (lost.what, lost.claim, lost.source, lost.place.line) == (Lost.FINDING, "c", "lee2018", 5)


def test_a_finding_behind_a_tag_is_lost_on_its_claim() -> None:
    text = HEAD + "  - {id: f, claim: c, stance: !x supports, basis: result, says: S.}\n"
    assert [(fault.rule, [lost.claim for lost in fault.leaves_out]) for fault in read(text).diagnostics] == [
        ("yaml-feature", ["c"])
    ]


def test_a_fault_that_costs_no_finding_says_so() -> None:
    for finding, _ in KEPT.values():
        assert [fault.leaves_out for fault in read(HEAD + finding).diagnostics] == [()]


def test_a_sheet_without_a_source_costs_all_its_findings() -> None:
    (fault,) = read(f"read: abstract\nfindings:\n{BEFORE}{AFTER}").diagnostics
    assert (fault.rule, [lost.claim for lost in fault.leaves_out]) == ("missing-key", ["c", "c"])


def test_of_a_document_that_is_not_yaml_its_lines_tell_what_is_lost() -> None:
    text = f"{HEAD}{BEFORE}  # claim: none\n  - id: f\n    claim: d\n    says: 'open\ncompares:\n  - {{claim: e}}\n"
    (fault,) = read(text).diagnostics
    assert [(lost.what, lost.claim, lost.source, lost.place.line) for lost in fault.leaves_out] == [
        (Lost.SHEET, "", "lee2018", 1),
        (Lost.FINDING, "c", "lee2018", 4),
        (Lost.FINDING, "d", "lee2018", 7),
        (Lost.COMPARISON, "e", "lee2018", 10),
    ]
    claims = "topic: t\ntitle: 'T\nclaims:\n  - id: a\n    statement: S.\n  - {id: b, statement: T.}\n"
    (fault,) = read(claims).diagnostics
    assert [(lost.what, lost.claim) for lost in fault.leaves_out] == [(Lost.CLAIM, "a"), (Lost.CLAIM, "b")]


FIRST = "  - {id: f, claim: c, stance: supports, basis: result, says: S.}\n"
AGAIN = "  - {id: ▸f, claim: d, stance: disputes, basis: result, says: T.}\n"


def test_an_id_that_is_there_already_is_told_beside_all_other_faults_of_the_same_finding() -> None:
    text = HEAD + FIRST + "  - {id: ▸f, claim: d, stance: ▸suports, basis: ▸fact, says: T.}\n"
    rules = ["duplicate-finding", "unknown-value", "unknown-value"]
    assert told(text) == [(*spot, rule) for spot, rule in zip(spots(text), rules, strict=True)]


def test_of_two_findings_of_one_id_the_first_that_is_whole_is_kept() -> None:
    text = HEAD + FIRST + AGAIN
    (fault,) = read(text).diagnostics
    assert fault.message == "finding 'f' is in this sheet already; this one is left out"
    assert [(lost.what, lost.claim) for lost in fault.leaves_out] == [(Lost.FINDING, "d")]
    assert [finding.claim for finding in read(text).findings] == ["c"]

    text = HEAD + FIRST.replace("supports", "▸suports") + AGAIN
    assert [fault.message for fault in read(text).diagnostics][1] == "finding 'f' is in this sheet already"
    assert [finding.claim for finding in read(text).findings] == ["d"]


@pytest.mark.parametrize(("finding", "rule"), KEPT.values(), ids=KEPT)
def test_a_finding_with_a_bad_part_stays_without_it(finding: str, rule: str) -> None:
    text = HEAD + BEFORE + finding + AFTER
    assert told(text) == [(*spots(text)[0], rule)]
    _, kept, _ = read(text).findings
    assert (kept.id, kept.stance, kept.says) == ("lee2018#f", Stance.SUPPORTS, "S.")
    assert (kept.via, kept.note) == ("", "")
    if kept.result:
        assert (kept.result.value, kept.result.ci, kept.result.n) == (None, None, 5)


def test_every_missing_key_is_told() -> None:
    faults = read(HEAD + "  - {id: f}\n").diagnostics
    assert [fault.message for fault in faults] == [
        f"'{key}' is missing" for key in ("basis", "claim", "says", "stance")
    ]
    assert faults[0].hint == "add basis: one of result, synthesis, interpretation, context"


def test_a_sheet_without_its_source_is_left_out_and_its_faults_are_told() -> None:
    text = "▸findings:\n  - {id: f, claim: c, stance: supports, basis: ▸fact, says: S.}\n---\nsource: kim2019\n"
    first, second = spots(text)
    assert told(text) == [(*first, "missing-key"), (*second, "unknown-value")]
    assert ([sheet.source for sheet in read(text).sheets], read(text).findings) == (["kim2019"], ())


def test_a_claims_file_without_a_title_keeps_its_claims() -> None:
    text = "▸topic: t\nclaims:\n  - {id: a, statement: S., kind: effect}\n"
    assert told(text) == [(*spots(text)[0], "missing-key")]
    assert [claim.id for claim in read(text).claims] == ["a"]


def test_a_bad_claim_is_left_out_and_its_siblings_stay() -> None:
    claims = "  - {id: a, statement: S., kind: effect}\n  - {id: b, statement: S., kind: ▸magic}\n  - {id: c, statement: S., kind: cost}\n"
    text = f"topic: t\ntitle: T\nclaims:\n{claims}"
    assert told(text) == [(*spots(text)[0], "unknown-value")]
    assert [claim.id for claim in read(text).claims] == ["a", "c"]


def test_a_bad_part_of_a_claim_costs_only_itself() -> None:
    text = (
        "topic: t\ntitle: T\nclaims:\n"
        "  - id: a\n    statement: S.\n    kind: effect\n"
        "    relations: [{type: refines, claim: b}, {type: ▸like, claim: c}]\n"
        "    certainty: {approach: GRADE, level: low, reasons: {imprecision: few, bias: ▸''}}\n"
        "    scope: {outcome: hope, ▸where: here}\n"
    )
    rules = ["unknown-value", "empty-value", "unknown-key"]
    assert told(text) == [(*spot, rule) for spot, rule in zip(spots(text), rules, strict=True)]
    (claim,) = read(text).claims
    assert [relation.claim for relation in claim.relations] == ["b"]
    assert claim.certainty
    assert claim.certainty.reasons == (("imprecision", "few"),)
    assert claim.scope.outcome == "hope"


def test_a_certainty_without_level_is_left_out() -> None:
    text = "topic: t\ntitle: T\nclaims:\n  - {id: a, statement: S., kind: effect, certainty: ▸{approach: GRADE}}\n"
    assert told(text) == [(*spots(text)[0], "missing-key")]
    assert [claim.certainty for claim in read(text).claims] == [None]


def test_bad_items_of_lists_cost_only_themselves() -> None:
    text = "source: lee2018\ncountry: [GB, ▸UK, US]\nincludes: [a, ▸[b], c]\nappraisal: [▸{tool: x}, {tool: y, overall: z}]\n"
    rules = ["unknown-value", "wrong-shape", "missing-key"]
    assert told(text) == [(*spot, rule) for spot, rule in zip(spots(text), rules, strict=True)]
    (sheet,) = read(text).sheets
    assert (sheet.country, sheet.includes) == (("GB", "US"), ("a", "c"))
    assert [appraisal.tool for appraisal in sheet.appraisal] == ["y"]


def test_one_country_or_study_may_stand_without_brackets_and_several_may_not() -> None:
    assert read("source: lee2018\ncountry: GB\nincludes: kim2019\n").sheets[0].includes == ("kim2019",)
    text = "source: lee2018\nincludes: ▸kim2019 roe2020\ncountry: ▸GB, US\n"
    assert told(text) == [(*spot, "wrong-shape") for spot in spots(text)]


def test_words_of_others_are_taken_with_a_note() -> None:
    words = {"refutes": "disputes", "Contradicts": "disputes", "OPPOSES": "disputes", "neutral": "inconclusive"}
    for word, stance in words.items():
        text = HEAD + f"  - {{id: f, claim: c, stance: ▸{word}, basis: result, says: S.}}\n"
        assert told(text) == [(*spots(text)[0], "word-alias")]
        assert [finding.stance for finding in read(text).findings] == [stance]
        assert read(text).diagnostics[0].message == f"'{word}' is read as '{stance}'"
