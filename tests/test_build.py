"""The index follows the text: built anew when any input changed, and only then."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.base import Base
from kb.build import Built, Step, glance
from kb.list_words import STEP_WORDS
from kb.project import Project
from kb.store import open_store

SHEET = "source: lee2018\nread: abstract\nfindings:\n  - {id: f, claim: c, stance: supports, basis: result, at: p. 1, says: X.}\n"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    (tmp_path / "claims").mkdir()
    (tmp_path / "references.bib").write_text("@misc{lee2018, author = {Lee, A}, year = {2018}}\n", encoding="utf-8")
    (tmp_path / "claims" / "a.yaml").write_text(
        "topic: t\ntitle: T\nclaims:\n  - {id: c, statement: S., kind: effect}\n", encoding="utf-8"
    )
    (tmp_path / "claims" / "s.yaml").write_text(SHEET, encoding="utf-8")
    project = Project(tmp_path)
    opened = Base(project, open_store(project.database_url))
    yield opened
    opened.store.close()


def age(base: Base) -> None:
    """Give every input a time long past, so that only what the test changes is looked at anew."""
    for path in base.project.inputs():
        os.utime(base.project.root / path, (1_000_000_000, 1_000_000_000))


def test_an_unchanged_text_is_built_once(base: Base) -> None:
    age(base)
    assert base.refresh().changed
    assert not base.refresh().changed


def test_a_change_that_keeps_size_and_time_is_seen_right_after_a_build(base: Base) -> None:
    sheet = base.project.root / "claims" / "s.yaml"
    base.refresh()
    stat = sheet.stat()
    sheet.write_text(SHEET.replace("supports", "disputes"), encoding="utf-8")
    os.utime(sheet, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert base.claim("c").verdict.direction == "disputes"


def test_what_was_read_to_be_certain_is_not_read_for_it_again(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.build._RACE_NS", 500_000_000)
    revision = base.refresh().revision
    time.sleep(0.6)
    base.refresh()
    monkeypatch.setattr("kb.build.read_file", None)
    monkeypatch.setattr("kb.build.compare", None)
    assert base.refresh() == Built(revision, changed=False)


def test_a_file_that_can_be_read_again_is_read(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    age(base)
    read = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == "s.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", denied)
        assert base.claim("c").verdict.state == "no_evidence"
        assert "unreadable-file" in {f.rule for f in base.diagnostics()}
        assert not base.refresh().changed
    assert base.claim("c").verdict.state == "single_study"


def test_a_file_that_comes_or_goes_is_seen(base: Base) -> None:
    base.refresh()
    sheet = base.project.root / "claims" / "s.yaml"
    sheet.unlink()
    assert base.claim("c").findings == ()
    sheet.write_text(SHEET, encoding="utf-8")
    assert len(base.claim("c").findings) == 1


def test_a_build_tells_what_it_does_and_how_far_it_is(base: Base) -> None:
    told: list[tuple[Step, float]] = []
    assert base.refresh(lambda far: told.append((far.step, far.part))).changed
    assert list(dict.fromkeys(step for step, _ in told)) == list(Step)
    parts = [part for _, part in told]
    assert parts == sorted(parts)
    assert (parts[0], parts[-1]) == (0.0, 0.8)
    assert {str(step) for step in Step} == set(STEP_WORDS)
    told.clear()
    age(base)
    base.refresh()
    base.refresh(lambda far: told.append((far.step, far.part)))
    assert told == []


def test_a_glance_tells_every_change_that_a_full_look_tells(base: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.build._RACE_NS", -1_000_000_000)
    sheet = base.project.root / "claims" / "s.yaml"
    stat = sheet.stat()
    seen = [glance(base.project)]
    assert seen[0] is not None
    assert glance(base.project) == seen[0]
    sheet.write_text(SHEET.replace("supports", "disputes"), encoding="utf-8")
    os.utime(sheet, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    seen.append(glance(base.project))
    (base.project.root / "claims" / "more").mkdir()
    (base.project.root / "claims" / "more" / "t.yaml").write_text(SHEET, encoding="utf-8")
    seen.append(glance(base.project))
    sheet.chmod(0o600)
    seen.append(glance(base.project))
    sheet.unlink()
    seen.append(glance(base.project))
    (base.project.root / "references.bib").write_bytes(b"")
    seen.append(glance(base.project))
    assert len(set(seen)) == len(seen)
    assert None not in seen


def test_a_glance_does_not_speak_for_what_it_cannot_see(base: Base, tmp_path: Path) -> None:
    # all was written just now, and may be written again within the same tick of the clock
    assert glance(base.project) is None
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kb.build._RACE_NS", -1_000_000_000)
        assert glance(base.project) is not None
        (base.project.root / "claims" / "linked.yaml").symlink_to(tmp_path / "elsewhere.yaml")
        assert glance(base.project) is None
        (base.project.root / "claims" / "linked.yaml").unlink()
        (base.project.root / "references.bib").unlink()
        assert glance(base.project) is None


def test_questions_do_not_look_at_the_text_when_somebody_looks_after_it(base: Base) -> None:
    base.refresh()
    kept = replace(base, is_looked_after=True)
    (base.project.root / "claims" / "s.yaml").unlink()
    assert len(kept.claim("c").findings) == 1
    kept.refresh()
    assert kept.claim("c").findings == ()


def test_an_empty_project_is_an_empty_base(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "references.bib").write_bytes(b"")
    project = Project(tmp_path)
    base = Base(project, open_store(project.database_url))
    assert (base.claims(), base.sources(), base.conflicts(), base.mismatches(), base.search("x").hits) == ((),) * 5
    assert [f.rule for f in base.diagnostics()] == ["bib-empty"]
    assert base.totals().sources == 0
    base.store.close()
