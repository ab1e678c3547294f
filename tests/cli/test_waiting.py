"""The line that tells people that something is still being done."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from kb.base import open_base
from kb.build import Progress, Step
from kb.cli import waiting
from kb.cli.waiting import Line, Looked
from kb.exporters import EXPORTERS, Exporter

ROOT = Path(__file__).resolve().parents[2]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_is_told_at_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(waiting, "_PATIENCE", 0.01)
    monkeypatch.setattr(waiting, "_PAUSE", 0.01)
    with waiting.waiting("Writing …") as line:
        while "Writing … 0 s" not in terminal.getvalue():
            time.sleep(0.01)
        line.hear_build(Progress(Step.READING, 0.5, 12_000, 200_000))
        while "[" not in terminal.getvalue().replace("\x1b[K", ""):
            time.sleep(0.01)
    assert terminal.getvalue().startswith("\r\x1b[Kkb: Writing … 0 s\r\x1b[K")
    assert "kb: Reading the text … 12,000 of 200,000 files [############............] 50%" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("part", "seconds", "ends"),
    [
        (0.01, 1, "[........................] 1%"),
        (0.25, 5, "[######..................] 25%, 15 s left"),
        (0.1, 60, "[##......................] 10%, 9 min left"),
        (1.0, 9, "[########################] 100%, 0 s left"),
    ],
)
def test_the_time_left_follows_from_the_part_that_is_done(part: float, seconds: float, ends: str) -> None:
    assert Line("Writing …", part).drawn(seconds) == f"kb: Writing … {ends}"


def test_short_work_and_work_without_a_terminal_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen in (Terminal(), io.StringIO()):
        monkeypatch.setattr(sys, "stderr", screen)
        with waiting.waiting("Writing …"):
            pass
        assert screen.getvalue() == ""


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_export_is_counted_to_its_end_and_is_the_same(tmp_path: Path, exporter: Exporter) -> None:
    base = open_base(ROOT, f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
    portion = base.portion()
    base.store.close()
    heard: list[tuple[float, int, int]] = []
    counted = Looked(portion.verdicts, lambda part, done, whole: heard.append((part, done, whole)))
    made = exporter.make(type(portion)(portion.corpus, counted))
    assert made == exporter.make(type(portion)(portion.corpus, portion.verdicts)) or not exporter.is_text
    number = len(portion.corpus.claims)
    assert [done for _, done, _ in heard] == list(range(1, number + 1))
    assert heard[-1] == (1.0, number, number)
