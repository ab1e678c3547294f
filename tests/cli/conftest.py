"""The command line run as a program, on the shipped literature and on small projects."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a run of the program gave."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def run_kb(*arguments: str, folder: Path, environment: Mapping[str, str] | None = None) -> Ran:
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80", **(environment or {})}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kb", *arguments],
        cwd=folder,
        env=settings,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run a command on the shipped literature with an index of its own."""
    index = tmp_path_factory.mktemp("index") / "kb.sqlite"

    def run(*arguments: str) -> Ran:
        return run_kb(*arguments, folder=ROOT, environment={"KB_DATABASE_URL": f"sqlite:///{index.as_posix()}"})

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: two sources on two sides of one claim, and a third known only through the first."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "references.bib").write_text(
        "@article{lee2018, author = {Lee, Ann}, title = {Sleep}, year = {2018}}\n"
        "@article{smith2020, author = {Smith, Bo}, title = {Rest}, year = {2020}}\n"
        "@article{old1999, author = {Old, Cy}, title = {Dreams}, year = {1999}}\n",
        encoding="utf-8",
    )
    (tmp_path / "claims" / "sleep.yaml").write_text(
        "topic: sleep\ntitle: Sleep\nclaims:\n"
        "  - {id: sleep-helps, statement: Sleep helps recall., kind: effect}\n"
        "  - {id: naps-help, statement: Naps help recall., kind: effect}\n"
        "---\nsource: lee2018\ndesign: rct\nread: full-text\nfindings:\n"
        "  - {id: a, claim: sleep-helps, stance: supports, basis: result, at: p. 4, says: Recall was better.}\n"
        "---\nsource: smith2020\ndesign: cohort\nread: full-text\nfindings:\n"
        "  - {id: a, claim: sleep-helps, stance: disputes, basis: result, at: p. 9, says: Recall was worse.}\n"
        "---\nsource: old1999\nread: not-read\nfindings:\n"
        "  - {id: a, claim: naps-help, stance: supports, basis: result, via: lee2018, at: p. 1, says: Naps helped.}\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.fixture
def kb(project: Path) -> Run:
    """Run a command in the small project."""

    def run(*arguments: str) -> Ran:
        return run_kb(*arguments, folder=project)

    return run
