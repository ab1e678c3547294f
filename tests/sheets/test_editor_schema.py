from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from kb.sheets import read_sheets
from kb.sheets.editor_schema import editor_schema

ROOT = Path(__file__).resolve().parent.parent.parent
COMMITTED = ROOT / "docs" / "claims.schema.json"
CORPUS = sorted((ROOT / "claims").rglob("*.yaml"))

SHEET = """\
source: lee2018
study: 2018-04
read: full-text
country: GB
sample: {n: 120, of: participants}
period: 2014
includes: davidson2006
includes_complete: no
appraisal:
  - {tool: AMSTAR-2, overall: low}
findings:
  - id: hope
    claim: peers-raise-hope
    stance: supports
    basis: result
    via: collins2016
    at: 12
    says: Hope rose.
    result: {measure: RR, value: 0.910, ci: [0.78, 1.06], n: 1723, direction: better, good: lower, time: 12 months}
compares:
  - {claim: peers-raise-hope, sources: [lee2018, kim2019], as: conflict}
citations:
  - {source: kim2019, for: the origin of peer support, function: background}
"""
CLAIMS = """\
topic: effects
title: What peer support does
claims:
  - id: peers-raise-hope
    statement: Peer support raises hope.
    kind: effect
    scope: {population: adults, time: 12 months}
    relations:
      - {type: refines, claim: peers-help}
    certainty: {approach: GRADE, level: very-low, reasons: {imprecision: few events}}
"""


def validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(editor_schema())


def as_an_editor_sees(text: str) -> list[Any]:
    return [document for document in yaml.safe_load_all(text) if document is not None]


def as_text_only(text: str) -> list[Any]:
    return [document for document in yaml.load_all(text, Loader=yaml.BaseLoader) if document]


def test_the_committed_schema_is_current() -> None:
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == editor_schema(), "run python scripts/write_docs.py"


def test_it_is_a_valid_schema_in_the_draft_it_names_and_in_the_newest() -> None:
    jsonschema.Draft7Validator.check_schema(editor_schema())
    jsonschema.Draft202012Validator.check_schema(editor_schema())


def test_the_newest_draft_reads_it_alike() -> None:
    newest = jsonschema.Draft202012Validator(editor_schema())
    assert newest.is_valid(as_an_editor_sees(SHEET)[0])
    assert newest.is_valid(as_an_editor_sees(CLAIMS)[0])
    assert not newest.is_valid(as_an_editor_sees(SHEET.replace("supports", "suports"))[0])


def test_the_first_key_decides_what_a_document_is() -> None:
    assert not validator().is_valid({"source": "lee2018", "topic": "effects", "title": "Effects", "claims": []})
    assert not validator().is_valid({"title": "Effects"})


def test_a_word_is_explained_where_it_is_offered() -> None:
    stance = editor_schema()["definitions"]["extraction-sheet"]["properties"]["findings"]["items"]["properties"][
        "stance"
    ]
    assert "- inconclusive: looked and could not tell" in stance["description"]


@pytest.mark.parametrize("text", [SHEET, CLAIMS], ids=["sheet", "claims file"])
def test_what_the_reader_accepts_the_schema_accepts_typed_or_as_text(text: str) -> None:
    assert not read_sheets("claims/a.yaml", text.encode()).diagnostics
    for document in as_an_editor_sees(text) + as_text_only(text):
        assert [error.message for error in validator().iter_errors(document)] == []


def test_the_shipped_corpus_is_valid() -> None:
    assert CORPUS
    for path in CORPUS:
        for document in as_an_editor_sees(path.read_text(encoding="utf-8")):
            assert [error.message for error in validator().iter_errors(document)] == [], path


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("stance: supports", "stance: suports"),
        ("stance: supports", "stance: refutes"),
        ("basis: result", "bases: result"),
        ("    says: Hope rose.\n", ""),
        ("n: 1723", "n: '1,723'"),
        ("n: 1723", "n: -3"),
        ("value: 0.910", "value: .91x"),
        ("ci: [0.78, 1.06]", "ci: [0.78]"),
        ("country: GB", "country: UK"),
        ("includes_complete: no", "includes_complete: maybe"),
        ("sources: [lee2018, kim2019]", "sources: lee2018"),
        ("source: lee2018\n", ""),
        ("read: full-text", "read:"),
    ],
)
def test_what_the_reader_reports_the_schema_underlines(right: str, wrong: str) -> None:
    assert SHEET.count(right) == 1
    text = SHEET.replace(right, wrong)
    assert read_sheets("claims/a.yaml", text.encode()).diagnostics
    assert list(validator().iter_errors(as_an_editor_sees(text)[0]))


def test_every_key_is_explained_to_the_editor() -> None:
    def unexplained(schema: Any, path: str) -> list[str]:
        if isinstance(schema, list):
            return [name for item in schema for name in unexplained(item, path)]
        if not isinstance(schema, dict):
            return []
        keys = schema.get("properties", {})
        bare = [
            f"{path}.{name}"
            for name, key in keys.items()
            if not key.get("description", "").split("\n")[0].endswith(".")
        ]
        return bare + [name for part, item in schema.items() for name in unexplained(item, f"{path}.{part}")]

    assert unexplained(editor_schema(), "") == []
