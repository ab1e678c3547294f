"""Plain entries, read at one stroke, are those of bibtexparser; and a text in regions is the text."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibtex import read_bibtex
from kb.bibtex.blocks import Kind, cut
from kb.bibtex.plain import read_plain
from kb.bibtex.reading import read_block, read_blocks
from tests.bibtex.reading import PATH, only_source, read
from tests.bibtex.test_blocks import TEXTS
from tests.bibtex.test_entries import FILES, entries
from tests.bibtex.test_sources import ARTICLE, JABREF, MENDELEY, ZOTERO
from tests.cli.conftest import ROOT


def plain(text: str) -> bool:
    return read_plain(text, 0, len(text)) is not None


@given(st.lists(entries(), min_size=1, max_size=4).map("\n\n".join) | FILES | TEXTS)
@settings(max_examples=500, deadline=None)
def test_both_ways_give_the_same_blocks_entries_and_faults(text: str) -> None:
    fast = list(read_blocks(text))
    slow = [(block, read_block(block)) for block in cut(text) if not block.text.isspace()]
    assert [(block.start, block.text, block.kind) for block, _ in fast] == [
        (block.start, block.text, block.kind) for block, _ in slow
    ]
    for (_, one), (_, other) in zip(fast, slow, strict=True):
        assert (one.strings, one.faults, one.entry is None) == (other.strings, other.faults, other.entry is None)
        if one.entry and other.entry:
            assert one.entry.fields == other.entry.fields
            assert one.entry[:3] == other.entry[:3]
            assert (one.entry.raw, one.entry.unresolved) == (other.entry.raw, other.entry.unresolved)
            for name, text_of_field in one.entry.written.items():
                assert name in one.entry.unresolved or text_of_field == other.entry.written[name]


@given(st.lists(entries() | FILES, min_size=1, max_size=12).map("\n".join), st.integers(1, 300))
@settings(max_examples=200, deadline=None)
def test_in_regions_of_any_size_a_file_is_read_as_at_once(text: str, size: int) -> None:
    data = text.encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.bibtex.regions.SIZE", len(data) + 1)
        whole = read_bibtex(PATH, data)
        patch.setattr("kb.bibtex.regions.SIZE", size)
        parts = read_bibtex(PATH, data)
    assert replace(parts, regions=()) == replace(whole, regions=())
    assert [dict(source.marks) for source in parts.sources] == [dict(source.marks) for source in whole.sources]


@given(st.lists(entries() | FILES, min_size=1, max_size=4).map("\n".join), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=200, deadline=None)
def test_fields_found_again_in_an_entry_are_those_that_are_read_one_by_one(text: str, line_end: str) -> None:
    data = text.replace("\n", line_end).encode("utf-8", "surrogatepass")
    found_again = read_bibtex(PATH, data).sources
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.bibtex.reading.read_plain", lambda *_: None)
        one_by_one = read_bibtex(PATH, data).sources
    assert [tuple(source.fields) for source in found_again] == [tuple(source.fields) for source in one_by_one]


@pytest.mark.parametrize("export", [ZOTERO, JABREF, MENDELEY, ARTICLE], ids=["zotero", "jabref", "mendeley", "by hand"])
def test_what_reference_managers_write_is_plain(export: str) -> None:
    entry = next(block.text for block in cut(export) if block.kind is Kind.ENTRY)
    assert plain(entry) or "\\\\" in entry


@pytest.mark.parametrize(
    "entry",
    [
        "@misc{a, t = {x} u = {y}}",
        "@misc{a, t = {x},, u = {y}}",
        "@misc{a, t = {x}, T = {y}}",
        "@misc{a, t = {\\{}}",
        '@misc{a, t = "\\""}',
        '@misc{a, t = "{"}"}',
        "@misc{a, t = }",
        "@misc{a, jounral = {x}}",
        "@artcle{a, title = {x}}",
        "@misc(a, t = {x})",
        "@misc{a,\n % x\n t = {x}}",
        "@misc{a, t = {x\n u = {y}}}",
        "@string{a = {x}}",
        "@misc{a}",
        "@misc{, t = {x}}",
    ],
)
def test_what_is_not_plain_is_left_to_bibtexparser(entry: str) -> None:
    assert not plain(entry)


def test_marks_of_a_value_that_is_inherited_lead_to_its_giver() -> None:
    file = read("@book{b, title = {Book}, year = 2001}\n  @inbook{a, crossref = {b},\n    pages = {1}}\n")
    places = {name: str(place) for name, place in file.sources[1].marks.items()}
    assert places == {
        "crossref": "references.bib:2:25",
        "pages": "references.bib:3:13",
        "year": "references.bib:1:33",
        "booktitle": "references.bib:1:18",
        "key": "references.bib:2:11",
    }


def test_a_mark_that_is_not_there_is_none() -> None:
    marks = only_source("@misc{a, title = {x}}").marks
    assert marks.get("doi") is None
    assert len(marks) == 2


def test_the_script_finds_no_difference_in_files_and_in_mutations_of_them(tmp_path: Path) -> None:
    for name, text in {"zotero": ZOTERO, "jabref": JABREF, "mendeley": MENDELEY, "article": ARTICLE}.items():
        (tmp_path / f"{name}.bib").write_text(text * 3, encoding="utf-8")
    script = [sys.executable, str(ROOT / "scripts/compare_bibtex.py"), str(tmp_path), "--mutations", "1500"]
    ran = subprocess.run(script, capture_output=True, text=True, check=False)
    assert ran.stdout.endswith("1,500 mutations\n0 differences\n"), ran.stdout[-2000:]
    assert ran.returncode == 0


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Before Python 3.11.5, `(?:ab?)*+` keeps what fails in part (python/cpython#106052): "{" in quotes was read."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")
    files = [path for folder in ("kb", "scripts") for path in sorted((ROOT / folder).rglob("*.py"))]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(files) > 100
    assert [line for line in lines if possessive.search(line) and not line.lstrip().startswith("#")] == []
