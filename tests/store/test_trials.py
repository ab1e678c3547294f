"""The trials of bad days, at a size that the suite bears."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import try_bad_days

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")


@pytest.fixture
def trial(new_url: Callable[[], str], tmp_path: Path) -> try_bad_days.Trial:
    """A made-up project, built and exported, on each engine."""
    return try_bad_days.made(tmp_path, new_url())


def test_a_kill_at_any_moment_leaves_the_old_or_the_new_state(trial: try_bad_days.Trial) -> None:
    told = list(try_bad_days.try_kills(trial, times=9))
    assert [line.split(": ")[1] for line in told] == ["build anew", "update", "export"]
    assert sum(int(word) for line in told for word in line.split() if word.isdigit()) >= 9


def test_readers_and_builds_do_not_disturb_each_other(trial: try_bad_days.Trial) -> None:
    told = list(try_bad_days.try_crowd(trial, readers=4, seconds=3))
    assert not [line for line in told if "LOST" in line]
    assert told[-1].endswith("two builds at once: 2 new revisions")
    assert [line.split("while ")[1].split(":")[0] for line in told[:3]] == [
        "the index that is read is built",
        "another index is built",
        "nothing is built",
    ]
