"""Linking: what does not link is told with its place and left out, and everything else loads."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.diagnostics import Severity
from kb.linking import MOST_MISSPELT
from kb.loader import FAULTS, Loaded, load, load_texts
from kb.project import Project
from tests.places import checked, marked, unmarked

BIB = """\
@article{lee2018, author = {Lee, Anna}, title = {A trial}, year = {2018}}
@article{kim2019, author = {Kim, Jin}, title = {Another}, year = {2019}}
@article{collins2016, author = {Collins, R.}, title = {Much evolving}, year = {2016}}
"""
CLAIMS = """\
topic: effects
title: Effects
claims:
  - {id: hope, statement: It raises hope., kind: effect}
  - {id: work, statement: It helps into work., kind: effect}
"""
HOPE = "claim: hope, says: It rose, stance: supports, basis: result, at: p. 3"


def texts(sheets: str = "", *, bib: str = BIB, claims: str = CLAIMS, **more: str) -> dict[str, str]:
    """A small project; further files are named by what stands before `.yaml`."""
    files = {"references.bib": bib, "claims/a-claims.yaml": claims, "claims/m-sheets.yaml": sheets}
    files |= {f"claims/{name}.yaml": text for name, text in more.items()}
    return {path: text for path, text in files.items() if text}


def faults(files: dict[str, str], rule: str) -> Loaded:
    """What loads, after seeing that the marked places, and only they, break the rule, and nothing breaks another."""
    loaded = load_texts(unmarked(files))
    assert [fault.place for fault in loaded.diagnostics] == marked(files)
    assert loaded.diagnostics
    for fault in loaded.diagnostics:
        assert (fault.rule, fault.severity) == (rule, Severity.ERROR)
        assert fault.hint
    return loaded


def findings(loaded: Loaded) -> list[str]:
    return [finding.id for finding in loaded.corpus.findings]


# --- sources -----------------------------------------------------------------------------------------------------


def test_a_sheet_without_an_entry_is_left_out_with_all_that_stands_in_it() -> None:
    loaded = faults(
        texts(f"""\
source: ▸lee2081
findings:
  - {{id: f, {HOPE}}}
compares:
  - {{claim: hope, sources: [kim2019, collins2016], as: conflict, at: p. 9}}
citations:
  - {{source: kim2019, for: the idea, function: background, at: p. 1}}
---
source: kim2019
findings:
  - {{id: g, {HOPE}}}
"""),
        "unknown-source",
    )
    assert loaded.diagnostics[0].hint == "did you mean 'lee2018'?"
    assert "'lee2081'" in loaded.diagnostics[0].message
    assert findings(loaded) == ["kim2019#g"]
    assert loaded.corpus.comparisons == ()
    assert loaded.corpus.citations == ()
    assert loaded.corpus.sources["lee2018"].sheet is None


def test_a_finding_read_via_an_unknown_source_is_left_out_alone() -> None:
    loaded = faults(
        texts(f"""\
source: lee2018
findings:
  - {{id: f, {HOPE}, via: ▸colins2016}}
  - {{id: g, {HOPE}, via: collins2016}}
"""),
        "unknown-source",
    )
    assert findings(loaded) == ["lee2018#g"]
    assert loaded.diagnostics[0].hint == "did you mean 'collins2016'?"


def test_a_comparison_with_unknown_sources_is_left_out_and_each_of_them_told() -> None:
    loaded = faults(
        texts("""\
source: collins2016
compares:
  - {claim: hope, sources: [lee2018, ▸nobody, kim2019, ▸noone], as: conflict, at: p. 9}
  - {claim: hope, sources: [lee2018, kim2019], as: agreement, at: p. 9}
"""),
        "unknown-source",
    )
    assert [c.sources for c in loaded.corpus.comparisons] == [("lee2018", "kim2019")]


def test_a_citation_of_an_unknown_source_is_left_out_and_the_others_keep_their_position() -> None:
    loaded = faults(
        texts("""\
source: collins2016
citations:
  - {source: lee2018, for: the idea, function: background, at: p. 1}
  - {source: ▸nobody, for: the idea, function: background, at: p. 1}
  - {source: kim2019, for: the idea, function: background, at: p. 2}
"""),
        "unknown-source",
    )
    assert [(c.cited, c.position) for c in loaded.corpus.citations] == [("lee2018", 1), ("kim2019", 3)]


def test_included_studies_may_be_outside_the_base() -> None:
    loaded = load_texts(texts("source: collins2016\ndesign: meta-analysis\nincludes: [lee2018, outside1999]\n"))
    assert loaded.diagnostics == ()
    assert loaded.corpus.sources["collins2016"].includes == ("lee2018", "outside1999")


# --- claims ------------------------------------------------------------------------------------------------------


def test_a_finding_on_an_unknown_claim_is_left_out_alone() -> None:
    loaded = faults(
        texts(f"""\
source: lee2018
findings:
  - {{id: f, claim: ▸hop, says: It rose, stance: supports, basis: result, at: p. 3}}
  - {{id: g, {HOPE}}}
"""),
        "unknown-claim",
    )
    assert loaded.diagnostics[0].hint == "did you mean 'hope'?"
    assert findings(loaded) == ["lee2018#g"]


def test_a_finding_with_two_faults_is_told_both() -> None:
    files = texts(
        "source: lee2018\nfindings:\n  - {id: f, claim: ▸nothing, says: It rose, stance: mixed, basis: result, via: ▸nobody}\n"
    )
    loaded = load_texts(unmarked(files))
    assert [f.place for f in loaded.diagnostics] == marked(files)
    assert [f.rule for f in loaded.diagnostics] == ["unknown-claim", "unknown-source"]
    assert findings(loaded) == []


def test_a_comparison_on_an_unknown_claim_is_left_out() -> None:
    loaded = faults(
        texts("""\
source: collins2016
compares:
  - {claim: ▸nothing, sources: [lee2018, kim2019], as: conflict, at: p. 9}
"""),
        "unknown-claim",
    )
    assert loaded.corpus.comparisons == ()


def test_a_relation_to_an_unknown_claim_is_left_out_and_its_claim_stays() -> None:
    loaded = faults(
        texts(
            claims="""\
topic: effects
title: Effects
claims:
  - id: hope
    statement: It raises hope.
    kind: effect
    relations:
      - {type: contrary-to, claim: despair}
      - {type: refines, claim: ▸dispair}
  - {id: despair, statement: It lowers hope., kind: effect}
"""
        ),
        "unknown-claim",
    )
    assert [r.claim for r in loaded.corpus.claims["hope"].relations] == ["despair"]


def test_a_relation_after_one_that_cannot_be_read_keeps_its_place() -> None:
    files = texts(
        claims="""\
topic: effects
title: Effects
claims:
  - id: hope
    statement: It raises hope.
    kind: effect
    relations:
      - {type: ▸kin-of, claim: hope}
      - {type: refines, claim: ▸nothing}
"""
    )
    loaded = load_texts(unmarked(files))
    assert [f.place for f in loaded.diagnostics] == marked(files)
    assert [f.rule for f in loaded.diagnostics] == ["unknown-value", "unknown-claim"]


def test_a_claim_may_stand_in_a_later_file_than_what_names_it() -> None:
    later = "topic: more\ntitle: More\nclaims:\n  - {id: later, statement: It lasts., kind: effect}\n"
    sheet = "source: lee2018\nfindings:\n  - {id: f, claim: later, says: It rose, stance: supports, basis: result, at: p. 3}\n"
    loaded = load_texts(texts(sheet, z=later))
    assert loaded.diagnostics == ()
    assert findings(loaded) == ["lee2018#f"]


# --- twice -------------------------------------------------------------------------------------------------------


def test_the_second_claim_of_one_id_is_left_out() -> None:
    files = texts(claims=CLAIMS + "  - {id: ▸hope, statement: Something else., kind: cost}\n")
    loaded = faults(files, "duplicate-claim")
    assert loaded.corpus.claims["hope"].statement == "It raises hope."
    (first,) = loaded.diagnostics[0].related
    assert (first.place.path, first.place.line, first.place.column) == ("claims/a-claims.yaml", 4, 10)


def test_the_second_finding_of_one_id_is_left_out() -> None:
    loaded = faults(
        texts(f"""\
source: lee2018
findings:
  - {{id: f, {HOPE}}}
  - {{id: ▸f, claim: work, says: It rose, stance: disputes, basis: result, at: p. 4}}
---
source: kim2019
findings:
  - {{id: f, {HOPE}}}
"""),
        "duplicate-finding",
    )
    assert [(f.id, f.claim) for f in loaded.corpus.findings] == [("lee2018#f", "hope"), ("kim2019#f", "hope")]
    (first,) = loaded.diagnostics[0].related
    assert (first.place.line, first.place.column) == (3, 10)


def test_the_second_sheet_of_one_source_is_left_out_in_the_order_of_file_names() -> None:
    loaded = faults(
        texts(
            f"source: lee2018\nread: abstract\nfindings:\n  - {{id: f, {HOPE}}}\n",
            z=f"source: ▸lee2018\nread: full-text\nfindings:\n  - {{id: g, {HOPE}}}\n",
        ),
        "duplicate-sheet",
    )
    sheet = loaded.corpus.sources["lee2018"].sheet
    assert sheet is not None
    assert sheet.read == "abstract"
    assert findings(loaded) == ["lee2018#f"]
    (first,) = loaded.diagnostics[0].related
    assert (first.place.path, first.place.line, first.place.column) == ("claims/m-sheets.yaml", 1, 9)


def test_of_two_sheets_in_one_file_only_the_records_of_the_first_load() -> None:
    loaded = faults(
        texts(f"""\
source: lee2018
findings:
  - {{id: f, {HOPE}}}
---
source: ▸lee2018
findings:
  - {{id: g, {HOPE}}}
compares:
  - {{claim: hope, sources: [kim2019, collins2016], as: conflict, at: p. 9}}
citations:
  - {{source: kim2019, for: the idea, function: background, at: p. 1}}
---
source: kim2019
findings:
  - {{id: h, {HOPE}}}
"""),
        "duplicate-sheet",
    )
    assert findings(loaded) == ["lee2018#f", "kim2019#h"]
    assert loaded.corpus.comparisons == ()
    assert loaded.corpus.citations == ()


def test_a_finding_of_a_left_out_sheet_does_not_stand_in_the_way_of_one_with_its_id() -> None:
    loaded = faults(
        texts(
            f"source: lee2018\nfindings:\n  - {{id: f, {HOPE}}}\n",
            z="source: ▸lee2018\nfindings:\n  - {id: f, claim: work, says: It rose, stance: disputes, basis: result, at: p. 4}\n",
        ),
        "duplicate-sheet",
    )
    assert [(f.id, f.claim) for f in loaded.corpus.findings] == [("lee2018#f", "hope")]


def test_a_topic_with_another_title_keeps_the_first() -> None:
    more = "topic: effects\ntitle: Other effects\nclaims:\n  - {id: cost, statement: It saves money., kind: cost}\n"
    loaded = load_texts(texts(z=more))
    (fault,) = loaded.diagnostics
    assert fault.rule == "duplicate-topic"
    assert (fault.place.path, fault.place.line) == ("claims/z.yaml", 1)
    assert loaded.corpus.topics["effects"].title == "Effects"
    assert set(loaded.corpus.claims) == {"hope", "work", "cost"}


def test_a_topic_may_go_on_in_another_file_under_the_same_title() -> None:
    more = "topic: effects\ntitle: Effects\nclaims:\n  - {id: cost, statement: It saves money., kind: cost}\n"
    assert load_texts(texts(z=more)).diagnostics == ()


# --- files -------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for path, text in texts(f"source: lee2018\nfindings:\n  - {{id: f, {HOPE}}}\n").items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return Project(tmp_path)


def test_a_folder_with_the_name_of_a_file_is_told_and_the_rest_loads(project: Project) -> None:
    (project.root / "claims" / "drafts.yaml").mkdir()
    loaded = load(project)
    (fault,) = loaded.diagnostics
    assert (fault.rule, fault.severity) == ("unreadable-file", Severity.ERROR)
    assert (fault.place.path, fault.place.line, fault.place.column) == ("claims/drafts.yaml", 1, 1)
    assert "folder" in fault.message
    assert findings(loaded) == ["lee2018#f"]
    assert loaded.digests["claims/drafts.yaml"] == ""


def test_a_missing_bibliography_is_told_and_what_stands_on_it_is_left_out(project: Project) -> None:
    (project.root / "references.bib").unlink()
    loaded = load(project)
    assert [(f.rule, f.place.path) for f in loaded.diagnostics] == [
        ("unknown-source", "claims/m-sheets.yaml"),
        ("unreadable-file", "references.bib"),
    ]
    assert set(loaded.corpus.claims) == {"hope", "work"}


def test_names_in_capitals_and_linked_folders_are_read(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "MORE.YAML").write_text(
        "topic: more\ntitle: More\nclaims:\n  - {id: linked, statement: It is linked., kind: effect}\n",
        encoding="utf-8",
    )
    (project.root / "claims" / "linked").symlink_to(elsewhere, target_is_directory=True)
    (elsewhere / "round").symlink_to(project.root / "claims", target_is_directory=True)
    assert "claims/linked/MORE.YAML" in project.inputs()
    assert len(project.inputs()) == 4
    assert "linked" in load(project).corpus.claims


def test_a_name_that_is_no_text_is_told_and_the_rest_loads(project: Project) -> None:
    try:
        (project.root / "claims" / "x\udcff.yaml").write_text("topic: [", encoding="utf-8")
    except (OSError, UnicodeError):
        return  # this system does not let such a file be
    loaded = load(project)
    (fault,) = loaded.diagnostics
    assert (fault.rule, fault.place.path) == ("unreadable-file", "claims/x\\udcff.yaml")
    assert findings(loaded) == ["lee2018#f"]


def test_a_folder_that_cannot_be_looked_into_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = project.root / "claims" / "closed"
    closed.mkdir()
    list_folder = os.scandir

    def scandir(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "access", lambda *_: False)
    (fault,) = load(project).diagnostics
    assert (fault.rule, fault.place.path) == ("unreadable-file", "claims/closed")
    assert fault.message == "a folder that cannot be looked into"


def test_a_file_that_goes_away_while_it_is_read_stays_on_record(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def read_and_remove(path: Path) -> bytes:
        text = read(path)
        if path.name == "m-sheets.yaml":
            path.unlink()
        return text

    monkeypatch.setattr(Path, "read_bytes", read_and_remove)
    assert "claims/m-sheets.yaml" in load(project).digests


def test_hundreds_of_unknown_names_are_told_without_comparing_any() -> None:
    def hints(number: int) -> list[str]:
        lines = "".join(f"  - {{id: f{n}, {HOPE}, via: kim2{n:03}}}\n" for n in range(number))
        return [fault.hint for fault in load_texts(texts(f"source: lee2018\nfindings:\n{lines}")).diagnostics]

    # kim2019 is there
    assert hints(MOST_MISSPELT + 1) == ["did you mean 'kim2019'?"] * MOST_MISSPELT
    many = hints(MOST_MISSPELT + 2)
    assert len(many) == MOST_MISSPELT + 1
    assert {hint.partition(",")[0] for hint in many} == {"correct it here"}


def test_a_fault_of_a_relation_after_one_that_is_left_out_stands_at_its_own_place() -> None:
    relations = "[{type: refines, claim: ▸gone}, {type: refines, claim: ▸a}]"
    claims = f"topic: t\ntitle: T\nclaims:\n  - {{id: a, statement: S., kind: effect, relations: {relations}}}\n"
    told = [fault for fault in checked(texts(claims=claims)) if fault.severity is Severity.ERROR]
    assert [(fault.rule, fault.place) for fault in told] == list(
        zip(["unknown-claim", "relation-circle"], marked({"claims/a-claims.yaml": claims}), strict=True)
    )


def test_every_file_has_a_digest_that_changes_with_it(project: Project) -> None:
    before = load(project).digests
    assert set(before) == {"references.bib", "claims/a-claims.yaml", "claims/m-sheets.yaml"}
    assert all(before.values())
    (project.root / "claims" / "a-claims.yaml").write_text(CLAIMS + "\n", encoding="utf-8")
    after = load(project).digests
    assert [path for path in before if before[path] != after[path]] == ["claims/a-claims.yaml"]


def test_the_order_in_which_files_are_given_does_not_matter() -> None:
    files = texts(
        f"source: lee2018\nfindings:\n  - {{id: f, {HOPE}}}\n", z=f"source: lee2018\nfindings:\n  - {{id: g, {HOPE}}}\n"
    )
    turned = dict(reversed(files.items()))
    assert load_texts(files).corpus == load_texts(turned).corpus
    assert load_texts(files).diagnostics == load_texts(turned).diagnostics


def test_nothing_at_all_is_an_empty_base() -> None:
    assert load_texts({}).corpus == load_texts({"references.bib": ""}).corpus
    assert load_texts({}).diagnostics == ()


TESTED = {
    *("unknown-source", "unknown-claim", "duplicate-claim"),
    *("duplicate-sheet", "duplicate-topic", "unreadable-file"),
}


def test_every_fault_of_linking_is_tested_and_says_what_to_do() -> None:
    assert set(FAULTS) == TESTED
    assert all(page.endswith(".") and page.count(". ") >= 1 for page in FAULTS.values())


def test_a_name_of_what_is_left_out_is_not_taken_for_a_misspelt_one() -> None:
    """Nobody is asked whether another claim or source is meant, when the one that is meant only has an error."""
    claims = CLAIMS + "  - {id: hopes, statement: S., kind: efect}\n"
    files = texts(f"source: lee2018\nfindings:\n  - {{id: f, {HOPE.replace('hope', 'hopes')}}}\n", claims=claims)
    (fault,) = [fault for fault in load_texts(files).diagnostics if fault.rule == "unknown-claim"]
    assert fault.message == "claim 'hopes' is left out, because of another error in claims/"
    assert fault.hint == "mend that one; what stands on it is left out until then"
    bib = "@misc{lee2018, title = {A}}\n@misc{lee2019,\n  title = {B\n}\n"
    files = {"references.bib": bib, "claims/a.yaml": "source: lee2019\n"}
    (fault,) = [fault for fault in load_texts(files).diagnostics if fault.rule == "unknown-source"]
    assert fault.message == "source 'lee2019' is left out, because of another error in references.bib"
