"""A second reading by bibtexparser alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibtex.deep import read_otherwise
from kb.diagnostics import Severity
from tests.bibtex.reading import PATH, told
from tests.bibtex.test_entries import entries
from tests.cli.conftest import ROOT, run_kb


def otherwise(text: str) -> list[tuple[int, int, str]]:
    return [(fault.place.line, fault.place.column, fault.message) for fault in read_otherwise(PATH, text.encode())]


@given(st.lists(entries(), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_well_formed_entries_are_read_alike(written: list[str]) -> None:
    assert otherwise("\n\n".join(written)) == []


@pytest.mark.parametrize("values", ["{x}, {y}", "1, 2", "foo # {x}, bar, {}", "{}, {x}"])
def test_a_field_for_each_keyword_is_read_alike_as_far_as_the_first(values: str) -> None:
    fields = ", ".join(f"keywords = {value}" for value in values.split(", "))
    assert otherwise(f"@string{{foo = {{a}}}}\n@string{{bar = {{b}}}}\n@misc{{a, {fields}}}") == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "@misc{a,\n  t = {x}\n  u = {y}\n}",
            "bibtexparser reads 't = {x} u = {y}' in 'a'",
        ),
        ("@misc{a, file = {C:\\}, t = {x}}", "bibtexparser does not read this entry"),
        ("@my-type{a, t = {x}}", "bibtexparser does not read this entry"),
        ("@misc{, t = {x}}", "bibtexparser reads this entry"),
        ("@misc{a,\n  % v = {z},\n  t = {x}\n}", "bibtexparser reads '% v = {z}' in 'a'"),
    ],
)
def test_what_is_read_otherwise_is_told_at_its_entry(entry: str, message: str) -> None:
    assert otherwise(f"@misc{{b, t = {{x}}}}\n\n  {entry}\n") == [(3, 3, message)]


def test_the_command_adds_these_notes(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / PATH).write_text("@misc{a,\n  title = {x},\n  file = {C:\\},\n year = 2010}\n", encoding="utf-8")
    plain = run_kb("check", "--project", str(tmp_path), folder=tmp_path)
    deep = run_kb("check", "--deep", "--project", str(tmp_path), folder=tmp_path)
    added = [line for line in deep.out.splitlines() if line not in plain.out.splitlines()]
    assert "references.bib:1:1" in added[0]
    assert "bib-read-otherwise" in added[0]
    assert deep.code == plain.code == 0


def test_the_broken_entries_of_the_readme_are_told_as_printed_there(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    broken, _, told = readme.partition("```bibtex\n")[2].partition("```")
    (tmp_path / "claims").mkdir()
    (tmp_path / PATH).write_text(broken, encoding="utf-8")
    ran = run_kb("check", "--project", str(tmp_path), folder=tmp_path)
    assert ran.code == 1
    assert ran.out == told.partition("```text\n")[2].partition("```")[0]
    assert "repper2011" in run_kb("sources", "--project", str(tmp_path), folder=tmp_path).out


def test_the_shipped_bibliography_is_read_alike() -> None:
    assert read_otherwise(PATH, (ROOT / PATH).read_bytes()) == ()


def test_they_are_notes() -> None:
    (fault,) = read_otherwise(PATH, b"@my-type{a, t = {x}}")
    assert (told(fault), fault.severity) == ((1, 1, "bib-read-otherwise"), Severity.NOTE)
