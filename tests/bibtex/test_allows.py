"""Suppressions written above an entry."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from kb.diagnostics import Allow, Place
from tests.bibtex.reading import PATH, read

ENTRY = "@misc{a,\n  title = {x},\n}\n"


def allow(line: int, first: int, last: int, rule: str = "no-year") -> Allow:
    return Allow(Place(PATH, line, 1), rule, "an undated leaflet", first, last)


def test_a_suppression_covers_the_entry_below_it() -> None:
    assert read("% kb: allow[no-year] an undated leaflet\n" + ENTRY).allows == (allow(1, 2, 4),)


def test_several_stand_above_one_entry_with_other_comments_between() -> None:
    text = "% kb: allow[no-year] an undated leaflet\n% more\n% kb: allow[no-author] an undated leaflet\n"
    assert read(ENTRY + text + ENTRY.replace("a,", "b,")).allows == (allow(4, 7, 9), allow(6, 7, 9, "no-author"))


def test_a_suppression_away_from_an_entry_covers_itself_only() -> None:
    text = "% kb: allow[no-year] an undated leaflet\n"
    assert read(text + "\n" + ENTRY).allows == (allow(1, 1, 1),)
    assert read(ENTRY + text).allows == (allow(4, 4, 4),)


def test_a_suppression_covers_an_entry_that_is_left_out() -> None:
    file = read("% kb: allow[bib-no-key] an undated leaflet\n@misc{,\n  t = {x}\n}\n")
    assert file.allows == (allow(1, 2, 4, "bib-no-key"),)
    assert file.allows[0].covers(file.diagnostics[0])


def test_reading_says_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        read("@misc{a, t = {x\n@misc{b, t = {x}, T = {y}}\n@misc{,,}\n")
    assert caplog.records == []


def test_importing_the_reader_takes_no_heavy_library_with_it() -> None:
    code = "import sys, kb.bibtex; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"bibtexparser", "networkx", "pandas", "pylatexenc", "sqlalchemy", "streamlit"} & set(loaded)
