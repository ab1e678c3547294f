"""The law of renewal: an index that takes in one change after another equals one that is built anew, table by table."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.base import Base
from kb.diagnostics import Diagnostic
from kb.loader import Loaded, load, parse
from kb.project import Project
from kb.sheets import SheetFile
from kb.store import open_store
from tests.renewal.comparing import differences
from tests.renewal.edits import Edited

BIB = "".join(
    f"@misc{{{key}, author = {{{key[:3]}, A}}, title = {{On {key}}}, year = {{2018}}}}\n"
    for key in ["lee", "kim", "ray", "may"]
)
CLAIMS = "topic: t\ntitle: T\nclaims:\n  - {id: hope, statement: S., kind: effect}\n  - {id: work, statement: W., kind: effect}\n"
FINDING = "  - {id: f, claim: hope, stance: supports, basis: result, at: p. 1, says: X.}\n"
FILES = {
    "claims/a.yaml": CLAIMS,
    "claims/kim.yaml": "source: kim\nread: abstract\ndesign: systematic-review\nincludes: [lee]\n",
    "claims/lee.yaml": f"source: lee\nread: abstract\nstudy: TRIAL\ndesign: rct\nfindings:\n{FINDING}",
    "claims/may.yaml": f"source: may\nfindings:\n{FINDING.replace('says', 'via: kim, says')}",
    "claims/ray.yaml": f"source: ray\nread: abstract\ndesign: rct\nfindings:\n{FINDING.replace('hope', 'work')}",
}


@pytest.fixture
def base(tmp_path: Path, new_url: Callable[[], str]) -> Iterator[Base]:
    """A small project that is built, on either engine, with no share of it too large to be renewed."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "references.bib").write_text(BIB, encoding="utf-8")
    for path, text in FILES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    opened = Base(Project(tmp_path), open_store(new_url()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kb.renewal.texts.LARGEST_SHARE", 100)
        opened.refresh()
        yield opened
    opened.store.close()


@pytest.fixture
def anew(base: Base, tmp_path: Path) -> Iterator[Base]:
    """The same project with an index that is built anew each time."""
    opened = Base(base.project, open_store(f"sqlite:///{(tmp_path / 'anew.sqlite').as_posix()}"))
    yield opened
    opened.store.close()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read from now on."""
    paths: list[str] = []

    def noted(path: str, content: bytes | Diagnostic) -> SheetFile:
        paths.append(path)
        return parse(path, content)

    monkeypatch.setattr("kb.renewal.texts.parse", noted)
    return paths


@pytest.fixture
def built_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each time that an index is built anew from now on."""
    times: list[str] = []

    def counted(*given: Any) -> Loaded:
        times.append("anew")
        return load(*given)

    monkeypatch.setattr("kb.build.load", counted)
    return times


def write(base: Base, path: str, text: str) -> None:
    (base.project.root / path).write_text(text, encoding="utf-8")


def test_any_edits_one_after_another_give_what_building_anew_gives(
    sequence: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built_anew: list[str]
) -> None:
    monkeypatch.setattr("kb.renewal.texts.LARGEST_SHARE", 100)
    text = Edited.begun(sequence)
    text.write(tmp_path)
    renewed, anew = (
        Base(Project(tmp_path), open_store(f"sqlite:///{(tmp_path / name).as_posix()}")) for name in ("a.db", "b.db")
    )
    renewed.refresh()
    built_anew.clear()
    for _ in range(8):
        done = [text.edit() for _ in range(text.chance.choice((1, 1, 2)))]
        text.write(tmp_path)
        renewed.refresh()
        assert not built_anew
        anew.rebuild()
        built_anew.clear()
        assert differences(renewed.store, anew.store) == [], done
    renewed.store.close()
    anew.store.close()


#: path, what is written in place of what, and the files that are read then
EDITS = {
    "a stance": ("claims/lee.yaml", "supports", "disputes", {"lee"}),
    "a source is retracted": ("claims/kim.yaml", "read", "status: retracted\nread", {"kim", "may"}),
    "what was read": ("claims/kim.yaml", "abstract", "not-read", {"kim", "may"}),
    "a study gets a second design": ("claims/lee.yaml", "TRIAL", "kim", {"lee", "kim"}),
    "a claim goes": ("claims/a.yaml", "id: work", "id: rest", {"a", "ray"}),
    "a claim loses its last finding": ("claims/ray.yaml", "work", "hope", {"ray", "a"}),
    "a claim states what another does": ("claims/a.yaml", "W.", "S.", {"a"}),
    "an entry goes": ("references.bib", "{ray,", "{roy,", {"ray", "a"}),
    "a name is misspelt": ("claims/ray.yaml", "work", "wurk", {"ray", "a"}),
    "a sheet is no longer YAML": ("claims/ray.yaml", "p. 1", "'p. 1", {"ray", "a"}),
    "a finding that a comparison names is lost": ("claims/lee.yaml", "supports", "suports", {"lee", "a"}),
    "an entry is left out": ("references.bib", "{On ray}", "{On ray", {"ray", "a"}),
    "a title": ("references.bib", "On lee", "On Lee and others", set()),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_only_files_that_are_concerned_are_read(
    base: Base, anew: Base, read: list[str], built_anew: list[str], edit: tuple[str, str, str, set[str]]
) -> None:
    path, old, new, wanted = edit
    text = (base.project.root / path).read_text(encoding="utf-8")
    assert old in text
    write(base, path, text.replace(old, new, 1))
    assert base.refresh().changed
    assert {Path(name).stem for name in read} == wanted
    assert len(read) == len(wanted)
    anew.rebuild()
    assert differences(base.store, anew.store) == []
    built_anew.clear()
    write(base, path, text)
    assert base.refresh().changed
    assert built_anew == []
    anew.rebuild()
    assert differences(base.store, anew.store) == []


def test_a_file_that_is_only_touched_changes_nothing(base: Base, read: list[str]) -> None:
    before = base.refresh()
    os.utime(base.project.root / "claims" / "lee.yaml", (1_000_000_000, 1_000_000_000))
    after = base.refresh()
    assert (after.changed, after.revision) == (False, before.revision)
    assert read == []


def test_each_change_is_a_new_revision(base: Base) -> None:
    before = base.refresh().revision
    write(base, "claims/lee.yaml", FILES["claims/lee.yaml"].replace("X.", "Y."))
    built = base.refresh()
    assert (built.changed, built.revision) == (True, before + 1)
    assert "lee#f" in {hit.id for hit in base.search("Y").hits}
    assert "lee#f" not in {hit.id for hit in base.search("X").hits}


def test_much_that_changes_is_built_anew(base: Base, built_anew: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.renewal.texts.LARGEST_SHARE", 0.5)
    write(base, "claims/lee.yaml", FILES["claims/lee.yaml"] + "# more\n")
    base.refresh()
    assert built_anew == []
    for path, text in FILES.items():
        write(base, path, text + "# more\n")
    base.refresh()
    assert built_anew == ["anew"]


def test_passing_the_number_of_names_that_are_compared_is_built_anew(base: Base, built_anew: list[str]) -> None:
    lines = "".join(FINDING.replace("id: f", f"id: f{n}").replace("hope", f"gone{n}") for n in range(101))
    write(base, "claims/ray.yaml", f"source: ray\nfindings:\n{lines}")
    base.refresh()
    assert built_anew == ["anew"]
    write(base, "claims/ray.yaml", FILES["claims/ray.yaml"])
    base.refresh()
    assert built_anew == ["anew"] * 2


def test_a_bibliography_that_cannot_be_read_is_built_anew(base: Base, built_anew: list[str]) -> None:
    (base.project.root / "references.bib").unlink()
    (base.project.root / "references.bib").mkdir()
    assert base.errors() > 0
    assert built_anew == ["anew"]
    assert base.sources() == ()


def test_two_builds_at_once_lose_nothing(base: Base, anew: Base) -> None:
    paths = ["claims/lee.yaml", "claims/ray.yaml", "claims/may.yaml"]
    for turn in range(5):
        started = threading.Barrier(len(paths))

        def edit(path: str, turn: int = turn, started: threading.Barrier = started) -> None:
            started.wait()
            write(base, path, FILES[path].replace("X.", f"X{turn}."))
            base.refresh()

        threads = [threading.Thread(target=edit, args=(path,)) for path in paths]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        anew.rebuild()
        assert differences(base.store, anew.store) == []


def second_hand(key: str, via: str) -> str:
    return f"source: {key}\nfindings:\n{FINDING.replace('says', f'via: {via}, says')}"


def claims(id_: str, relations: str = "") -> str:
    return f"topic: {id_}\ntitle: T\nclaims:\n  - {{id: {id_}, statement: About {id_}., kind: effect, relations: [{relations}]}}\n"


#: files that are added, then an edit of one of them, after which faults in another come or go, and its name
ACROSS = {
    "a circle of relations": (
        {"b": claims("b", "{type: refines, claim: c}"), "c": claims("c", "{type: refines, claim: b}")},
        ("c", claims("c")),
        ("b", "relation-circle"),
    ),
    "a circle of sources": (
        {"may": second_hand("may", "ray"), "ray": second_hand("ray", "may")},
        ("ray", FILES["claims/ray.yaml"]),
        ("may", "circular-via"),
    ),
    "what a comparison says": (
        {
            "kim": "source: kim\ncompares:\n  - {claim: hope, sources: [lee, ray], as: agreement}\n",
            "ray": f"source: ray\nfindings:\n{FINDING.replace('supports', 'disputes')}",
        },
        ("ray", f"source: ray\nfindings:\n{FINDING}"),
        ("kim", "comparison-against-stances"),
    ),
    "a title of a topic": (
        {"b": claims("b"), "c": claims("c").replace("topic: c\ntitle: T", "topic: b\ntitle: Other")},
        ("b", claims("b").replace("title: T", "title: Other")),
        ("c", "duplicate-topic"),
    ),
    "a claim that is defined twice": (
        {"b": claims("b"), "c": claims("b")},
        ("b", claims("d")),
        ("c", "duplicate-claim"),
    ),
    "a sheet that is there twice": (
        {"x1": "source: ray\n", "ray": "source: ray\n"},
        ("ray", "source: gone\n"),
        ("x1", "duplicate-sheet"),
    ),
    "a statement made twice": (
        {"b": claims("b"), "c": claims("c").replace("About c", "About b")},
        ("b", claims("b").replace("About", "On")),
        ("c", "twin-claims"),
    ),
    "a study of two designs": (
        {"kim": "source: kim\nstudy: TRIAL\ndesign: cohort\n"},
        ("lee", FILES["claims/lee.yaml"].replace("rct", "cohort")),
        ("kim", "study-with-two-designs"),
    ),
    "a name that is spelt almost like one": (
        {"kim": "source: kim\ndesign: meta-analysis\nincludes: [TRIAL-77]\n", "ray": "source: ray\nstudy: TRIAL-78\n"},
        ("ray", "source: ray\nstudy: TRIAL-77\n"),
        ("kim", "includes-near-miss"),
    ),
    "a name that nothing defines": (
        {"ray": f"source: ray\nfindings:\n{FINDING.replace('hope', 'b')}"},
        ("b", claims("b")),
        ("ray", "unknown-claim"),
    ),
}


@pytest.mark.parametrize("case", ACROSS.values(), ids=ACROSS)
def test_faults_in_files_that_did_not_change_come_and_go(base: Base, anew: Base, case: Any) -> None:
    files, (edited, text), (other, rule) = case

    def renewed() -> list[str]:
        base.refresh()
        anew.rebuild()
        assert differences(base.store, anew.store) == []
        return [fault.rule for fault in base.diagnostics() if fault.place.path == f"claims/{other}.yaml"]

    for name, content in files.items():
        write(base, f"claims/{name}.yaml", content)
    assert rule in renewed()
    before = base.project.root / f"claims/{edited}.yaml"
    was = before.read_text(encoding="utf-8") if before.exists() else None
    write(base, f"claims/{edited}.yaml", text)
    assert rule not in renewed()
    if was is None:
        before.unlink()
    else:
        write(base, f"claims/{edited}.yaml", was)
    assert rule in renewed()


def test_a_review_that_includes_what_others_report_is_counted_anew(base: Base, anew: Base) -> None:
    # kim includes ray, and lee becomes a report of ray's study; the claim names neither ray nor kim's list
    write(
        base,
        "claims/kim.yaml",
        f"source: kim\ndesign: meta-analysis\nincludes: [ray]\nfindings:\n{FINDING}".replace("result", "synthesis"),
    )
    base.refresh()
    assert base.claim("hope").verdict.counts.supports == 3
    for study, counted in (("ray", 2), ("TRIAL", 3)):
        write(base, "claims/lee.yaml", FILES["claims/lee.yaml"].replace("TRIAL", study))
        base.refresh()
        assert base.claim("hope").verdict.counts.supports == counted
        anew.rebuild()
        assert differences(base.store, anew.store) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("claims/b.yaml", claims("later").replace("effect", "efect")),
        ("references.bib", BIB + "@misc{later, title = {On later}, year = {2018\n}\n"),
    ],
    ids=["claim", "source"],
)
def test_what_names_in_vain_what_comes_and_is_left_out_says_so(base: Base, anew: Base, path: str, text: str) -> None:
    naming = FINDING.replace("hope", "later").replace("says", "via: later, says")
    write(base, "claims/may.yaml", f"source: may\nread: abstract\nfindings:\n{naming}")
    base.refresh()
    write(base, path, text)
    base.refresh()
    anew.rebuild()
    assert differences(base.store, anew.store) == []
    told = [fault.message for fault in base.diagnostics() if fault.place.path == "claims/may.yaml"]
    assert any(
        message.endswith("' is left out, because of another error in " + path.replace("b.yaml", "")) for message in told
    )
