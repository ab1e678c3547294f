"""Laws for files that are made up: what was written is read, the schema agrees, and faults have their columns."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from kb.sheets import SheetFile
from kb.sheets.editor_schema import editor_schema
from tests.sheets.generated import claims_files, placeless, sheets, written
from tests.sheets.reading import read, told

styles = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, True, False]),
        "allow_unicode": st.booleans(),
        "indent": st.integers(2, 9),
        "width": st.sampled_from([20, 80, 10**6]),
        "line_break": st.sampled_from(["\n", "\r", "\r\n"]),
        "explicit_start": st.booleans(),
    }
)
SCHEMA = jsonschema.Draft7Validator(editor_schema())


@given(sheets() | claims_files(), styles)
def test_what_was_written_is_read_back(file: SheetFile, style: dict[str, Any]) -> None:
    text = yaml.safe_dump(written(file), sort_keys=False, **style)
    # where lines are short, PyYAML writes some quoted texts so that it cannot read them back itself
    assume(yaml.load(text, Loader=yaml.BaseLoader) == written(file))  # noqa: S506 - it makes nothing but texts
    again = read(text.encode())
    assert again.diagnostics == ()
    assert placeless(again) == file


@given(st.lists(sheets() | claims_files(), min_size=1, max_size=3))
def test_documents_of_one_file_are_read_as_if_each_stood_alone(files: list[SheetFile]) -> None:
    together = placeless(read(yaml.safe_dump_all(map(written, files), sort_keys=False).encode()))
    assert together.claims == tuple(claim for file in files for claim in file.claims)
    assert together.findings == tuple(finding for file in files for finding in file.findings)
    assert together.citations == tuple(citation for file in files for citation in file.citations)
    assert [sheet.source for sheet in together.sheets] == [sheet.source for file in files for sheet in file.sheets]


@given(sheets() | claims_files())
def test_the_schema_takes_every_file_that_can_be_written(file: SheetFile) -> None:
    assert [error.message for error in SCHEMA.iter_errors(written(file))] == []


@given(sheets(), st.integers(2, 9), st.data())
def test_an_unknown_key_is_told_in_its_line_and_column_wherever_it_stands(
    file: SheetFile, indent: int, data: st.DataObject
) -> None:
    text = yaml.safe_dump(written(file), default_flow_style=False, width=10**6, indent=indent, allow_unicode=True)
    lines = text.split("\n")
    places = [
        (number, found.end("before"))
        for number, line in enumerate(lines)
        if (found := re.match(r"(?P<before> *(?:- +)?)[a-z_]+: [^\[]", line))
    ]
    assume(places)
    number, column = data.draw(st.sampled_from(places))
    lines.insert(number + 1, f"{' ' * column}zzqq: 1")
    assert told("\n".join(lines).encode()) == [(number + 2, column + 1, "unknown-key")]
    assert placeless(read("\n".join(lines).encode())) == file


@given(sheets(), st.text(st.sampled_from("[]{}'\"&*!|>%@`:-# \t\n"), min_size=1, max_size=3), st.data())
def test_a_stray_sign_never_loses_anything_without_a_word(file: SheetFile, signs: str, data: st.DataObject) -> None:
    text = yaml.safe_dump(written(file), default_flow_style=False, allow_unicode=True)
    at = data.draw(st.integers(0, len(text)))
    again = read((text[:at] + signs + text[at:]).encode())
    lost = len(file.findings) - len(again.findings) + len(file.citations) - len(again.citations)
    assert again.diagnostics or lost <= 0
