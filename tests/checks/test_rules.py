"""Every rule is broken by a text that breaks it, at the right place, and by nothing that comes near it."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from kb.checks import RULES, Rule, claims, findings, manual, rule_name, sheets, sources
from kb.diagnostics import Severity
from kb.loader import load_texts
from tests.checks.cases import SHEETS, SOURCES, Case
from tests.checks.cases_of_claims import CLAIMS
from tests.checks.cases_of_findings import FINDINGS
from tests.places import checked, marked, unmarked

CASES = [*SOURCES, *SHEETS, *FINDINGS, *CLAIMS]
#: measures are written as users write them
SHORT_NAMES = {"RR", "OR", "MD", "SMD"}
IDS = [case.rule for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_text_that_breaks_a_rule_is_told_where(case: Case) -> None:
    faults = [fault for fault in checked(case.fails) if fault.rule == case.rule]
    assert [fault.place for fault in faults] == marked(case.fails)
    assert faults
    for fault in faults:
        assert fault.severity is case.severity
        assert fault.message
        first_word = fault.message.split()[0]
        assert first_word == first_word.lower() or first_word.startswith("'") or first_word in SHORT_NAMES
        assert fault.hint


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_text_near_it_breaks_nothing(case: Case) -> None:
    faults = checked(case.passes)
    assert [fault for fault in faults if fault.rule == case.rule] == []
    # a misspelt text could pass by not being read at all
    assert [fault for fault in faults if fault.severity is Severity.ERROR] == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_text_that_breaks_a_rule_is_read_and_linked_without_fault(case: Case) -> None:
    assert load_texts(unmarked(case.fails)).diagnostics == ()


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == {rule_name(rule) for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_every_rule_has_a_manual_page_that_says_what_and_what_to_do(rule: Rule) -> None:
    first, blank, *rest = manual(rule).split("\n")
    assert first.endswith(".")
    assert blank == ""
    assert " ".join(rest).strip().endswith(".")


@pytest.mark.parametrize("module", [claims, findings, sheets, sources], ids=lambda module: module.__name__)
def test_every_public_function_of_the_rule_modules_is_listed(module: ModuleType) -> None:
    written = {
        function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    assert written
    assert written <= set(RULES)


SOUND = {
    "references.bib": "@misc{lee2018, author = {Lee, A}, title = {A trial}, year = {2018}}\n",
    "claims/a.yaml": "topic: t\ntitle: T\nclaims:\n  - {id: hope, statement: S., kind: effect}\n",
    "claims/lee.yaml": (
        "source: lee2018\nread: full-text\nfindings:\n"
        "  - {id: a, claim: hope, stance: supports, basis: result, at: p. 1, says: It rose.}\n"
    ),
}


@pytest.mark.parametrize(
    ("written", "meant", "rule"),
    [("says: 'It rose.}", "says: It rose.}", "yaml-syntax"), ("suports", "supports", "unknown-value")],
)
def test_what_is_lost_by_an_error_is_told_once(written: str, meant: str, rule: str) -> None:
    """Neither 'not coded' of a sheet that cannot be read, nor 'no finding' of a claim that has lost its only one."""
    broken = SOUND["claims/lee.yaml"].replace(meant, written)
    assert [fault.rule for fault in checked({**SOUND, "claims/lee.yaml": broken})] == [rule]


def test_a_comparison_with_a_source_whose_finding_is_lost_is_no_second_fault() -> None:
    lost = SOUND["claims/lee.yaml"].replace("supports", "suports")
    says = (
        "source: kim2019\nread: full-text\nfindings:\n"
        "  - {id: a, claim: hope, stance: disputes, basis: result, at: p. 1, says: It fell.}\n"
        "compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: conflict}\n"
    )
    bib = SOUND["references.bib"] + "@misc{kim2019, author = {Kim, B}, title = {Another}, year = {2019}}\n"
    files = {**SOUND, "references.bib": bib, "claims/lee.yaml": lost, "claims/kim.yaml": says}
    assert [fault.rule for fault in checked(files)] == ["unknown-value"]


def test_rule_names_are_unique() -> None:
    names = [rule_name(rule) for rule in RULES]
    assert sorted(set(names)) == sorted(names)


def test_a_sound_project_has_no_faults() -> None:
    sound = {
        "references.bib": "@article{lee2018, author = {Lee, Anna}, title = {A trial}, year = {2018}, doi = {10.1000/lee}}\n",
        "claims/effects.yaml": "topic: effects\ntitle: Effects\nclaims:\n  - {id: hope, statement: It helps., kind: effect}\n",
        "claims/sources/lee2018.yaml": "source: lee2018\nread: full-text\ndesign: rct\nfindings:\n"
        "  - {id: f, claim: hope, says: It rose, stance: supports, basis: result, at: Table 2}\n",
    }
    assert checked(sound) == ()
