"""The index is kept at the state of the text while the app runs, whoever comes, leaves, or changes a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import StopException

from kb.base import Base
from kb.build import Built, Progress, Step, Tell
from kb.diagnostics import KbError
from tests.ui.drawing import Open, run, text


def test_a_change_is_seen_after_a_glance_has_found_none(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.build._RACE_NS", -1_000_000_000)
    looks: list[int] = []
    refresh = Base.refresh

    def looked(base: Base, *given: Any) -> Any:
        looks.append(1)
        return refresh(base, *given)

    monkeypatch.setattr(Base, "refresh", looked)
    app = page(project, "")
    run(run(app))
    assert len(looks) == 1
    path = project / "claims" / "effects.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("costs less", "costs more"), encoding="utf-8")
    assert "Peer support costs more." in text(run(app))
    assert len(looks) == 2


def test_a_long_build_shows_what_it_does_and_how_far_it_is(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[float, str]] = []
    seen = threading.Event()
    refresh = Base.refresh

    def draw(_: DeltaGenerator, part: float, text: str) -> None:
        drawn.append((part, text))
        if part:
            seen.set()

    def slow(base: Base, tell: Tell | None = None) -> Built:
        if tell and not seen.is_set():
            tell(Progress(Step.JUDGING, 0.8))
            assert seen.wait(10)
        return refresh(base, tell)

    monkeypatch.setattr("kb.ui.watch._PATIENCE", 0.05)
    monkeypatch.setattr(DeltaGenerator, "progress", draw)
    monkeypatch.setattr(Base, "refresh", slow)
    app = page(project, "")
    assert "3 claims" in text(app)
    assert (0.8, "Judging the claims …") in drawn
    assert not app.get("progress")


def test_a_build_that_fails_is_one_line(page: Open, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise KbError("the index cannot be used: disk is full", "make room")

    monkeypatch.setattr(Base, "refresh", fails)
    app = page(project, "")
    assert "The index cannot be used: disk is full." in text(app)
    assert "make room" in text(app)
    monkeypatch.undo()
    assert "3 claims" in text(run(app))


@pytest.fixture
def slow_build(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow()
    refresh = Base.refresh

    def refreshed(base: Base, tell: Tell | None = None) -> Built:
        assert tell
        tell(Progress(Step.JUDGING, 0.8))
        assert slow.is_late or slow.go_on.wait(10)
        built = refresh(base, tell)
        slow.read.set()
        assert slow.go_on.wait(10)
        slow.changed.append(built.changed)
        return built

    monkeypatch.setattr("kb.ui.watch._PATIENCE", 0.05)
    monkeypatch.setattr(DeltaGenerator, "progress", lambda *_, **__: slow.shown())
    monkeypatch.setattr(Base, "refresh", refreshed)
    return slow


class Slow:
    """A build that does not go on before it is told to, what the progress bar does, and which looks changed the index."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.read = threading.Event()
        #: whether it reads the text before it waits
        self.is_late = False
        self.shown: Callable[[], None] = self.go_on.set
        self.changed: list[bool] = []


def leave() -> None:
    """What Streamlit does to a run whose reader has gone to another page."""
    raise StopException


def test_a_build_goes_on_when_its_reader_leaves(page: Open, project: Path, slow_build: Slow) -> None:
    slow_build.shown = leave
    assert "claims" not in text(page(project, ""))
    slow_build.shown = slow_build.go_on.set
    assert "3 claims" in text(page(project, "about"), "p") + text(page(project, ""))
    assert slow_build.changed[0]
    assert not any(slow_build.changed[1:])


def test_one_build_serves_all_who_wait_for_it(page: Open, project: Path, slow_build: Slow) -> None:
    slow_build.shown = leave
    for _ in range(3):
        page(project, "")
    assert [thread.name for thread in threading.enumerate()].count("look at the text") == 1
    slow_build.shown = slow_build.go_on.set
    assert "3 claims" in text(page(project, ""))
    assert slow_build.changed == [True]


def test_a_change_made_while_a_build_is_under_way_is_seen_by_who_comes_then(
    page: Open, project: Path, slow_build: Slow
) -> None:
    slow_build.is_late = True
    slow_build.shown = leave
    page(project, "")
    assert slow_build.read.wait(10)
    path = project / "claims" / "effects.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("costs less", "costs more"), encoding="utf-8")
    slow_build.shown = slow_build.go_on.set
    assert "Peer support costs more." in text(page(project, ""))
    assert slow_build.changed == [True, True]


def test_files_are_not_looked_at_while_the_system_tells_of_no_change(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    monkeypatch.setattr("kb.ui.watch.glance", lambda _: looks.append(1))
    app = page(project, "")
    for _ in range(3):
        assert "3 claims" in text(run(app))
    assert looks == [1]


def test_a_change_is_seen_where_the_system_tells_of_none(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.ui.watch.listen", lambda _: None)
    app = page(project, "")
    path = project / "claims" / "effects.yaml"
    for before, after in (("costs less", "costs more"), ("costs more", "costs the same")):
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        assert f"Peer support {after}." in text(run(app))


def test_a_change_that_the_system_did_not_tell_is_seen_by_the_next_glance(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.ui.ear.Ear.is_quiet", lambda _: True)
    monkeypatch.setattr("kb.ui.watch._BLUR", 0.0)
    monkeypatch.setattr("kb.ui.watch._SHARE_WITH_EAR", 0)
    app = page(project, "")
    path = project / "claims" / "effects.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("costs less", "costs more"), encoding="utf-8")
    assert "Peer support costs more." in text(run(app))


def test_faults_that_a_build_finds_are_told_when_it_ends(page: Open, project: Path, slow_build: Slow) -> None:
    with (project / "claims" / "effects.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: costs-less, statement: The same id again., kind: effect}\n")
    app = page(project, "")
    assert "1 error" in text(app)
    assert slow_build.changed[0]
