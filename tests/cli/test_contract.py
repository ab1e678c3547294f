"""The contract of the command line: JSON as documented, exit codes, suggestions, and no traceback for a user's mistake."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kb.query import CLAIM_FIELDS, read_query
from tests.cli.conftest import ROOT, Run, run_kb


def test_a_claim_as_json_has_the_documented_shape(shipped: Run) -> None:
    ran = shipped("claim", "psw-reduces-admissions", "--json")
    assert (ran.code, ran.err) == (0, "")
    claim = json.loads(ran.out)
    assert {"id", "statement", "topic", "kind", "verdict", "findings", "pairs"} <= set(claim)
    verdict = claim["verdict"]
    assert (verdict["state"], verdict["conflict"], verdict["direction"]) == ("conflicting", "stated", "supports")
    assert verdict["counts"] == {"supports": 1, "disputes": 0, "mixed": 0, "inconclusive": 1}
    unit = verdict["units"][0]
    assert {"id", "sources", "stance", "as_reported", "absorbed_by"} <= set(unit)
    assert verdict["rests_on"][-1] == {
        "without": "repper2011",
        "state": "single_study",
        "conflict": None,
        "direction": "inconclusive",
    }
    finding = next(f for f in claim["findings"] if f["via"])
    assert finding["via"] == "collins2016"
    assert {"id", "source", "stance", "basis", "via", "at", "says", "votes", "file", "line"} <= set(finding)
    text = (ROOT / finding["file"]).read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert finding["id"].partition("#")[2] in text
    (pair,) = [p for p in claim["pairs"] if p["relation"] == "conflict"]
    assert (pair["a"], pair["b"], pair["stated_by"]) == ("lloydevans2014", "repper2011", "collins2016")
    assert pair["independent"] is True
    assert "design" in pair["differs_in"]


def test_sources_of_a_stance_have_the_documented_shape(shipped: Run) -> None:
    ran = shipped("sources", "--claim", "psw-reduces-admissions", "--stance", "supports", "--json")
    assert json.loads(ran.out) == [
        {
            "key": "repper2011",
            "stance": "supports",
            "as_reported": False,
            "votes": True,
            "citation": "Repper & Carter 2011",
        }
    ]


def test_faults_as_json_have_the_documented_shape(kb: Run, project: Path) -> None:
    with (project / "claims" / "sleep.yaml").open("a", encoding="utf-8") as file:
        file.write("---\nsource: smiht2020\n")
    ran = kb("check", "--format", "json")
    assert ran.code == 1
    (fault,) = [f for f in json.loads(ran.out) if f["severity"] == "error"]
    assert fault == {
        "path": "claims/sleep.yaml",
        "line": 24,
        "column": 9,
        "rule": "unknown-source",
        "severity": "error",
        "message": "no source 'smiht2020' in references.bib",
        "hint": "did you mean 'smith2020'?",
        "related": [],
    }


def test_the_python_contract_answers_like_the_command_line(project: Path) -> None:
    import kb as package

    base = package.open(project)
    claim = base.claim("sleep-helps")
    base.store.close()
    assert (claim.verdict.state, claim.verdict.conflict, claim.verdict.counts.supports) == ("conflicting", "between", 1)
    assert claim.verdict.units[0].id == "lee2018"
    assert claim.findings[0].votes
    assert claim.pairs[0].relation == "conflict"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["claim", "sleep-help"], "did you mean 'sleep-helps'?"),
        (["source", "smiht2020"], "did you mean 'smith2020'?"),
        (["compare", "lee2018", "smith202"], "did you mean 'smith2020'?"),
        (["compare", "lee2018", "lee2018"], "cannot be compared with itself"),
        (["claims", "state:conflict"], "did you mean 'conflicting'?"),
        (["claims", "topc:sleep"], "did you mean 'topic'?"),
        (["claims", "foo:bar"], "no field 'foo' to filter by"),
        (["sources", "topic:slep"], "did you mean 'sleep'?"),
        (["sources", "known:secondhand"], "did you mean 'second-hand'?"),
        (["sources", "author:lee"], "no field 'author' to filter by"),
        (["claims", "topic:slep"], "did you mean 'sleep'?"),
        (["claims", "source:lee201"], "did you mean 'lee2018'?"),
        (["claim", "sleep-helps", "--only", "desing=rct"], "did you mean 'design'?"),
        (["claim", "sleep-helps", "--only", "design"], "FIELD=VALUE"),
        (["claim", "sleep-helps", "--only", "design=rtc"], "did you mean 'rct'?"),
        (["claim", "sleep-helps", "--only", "read=everything"], "one of full-text, abstract, excerpt, not-read"),
        (["sources", "--claim", "sleep-helps", "--stance", "mixed"], "no source with stance mixed on sleep-helps"),
        (["claim", "sleep-helps", "--without", "lee2019"], "did you mean 'lee2018'?"),
        (["sources", "--stance", "supports"], "add --claim ID"),
        (["sources", "--claim", "sleep-helps", "--stance", "supprts"], "did you mean 'supports'?"),
        (["refs", "--to", "bibtex"], "did you mean 'bib'?"),
        (["export", "--to", "cvs"], "did you mean 'csv'?"),
        (["check", "--format", "sraif"], "did you mean 'sarif'?"),
        (["explain", "missing-locater"], "did you mean 'missing-locator'?"),
        (["clam", "x"], "did you mean 'claim'?"),
        (["search", "zebra"], "nothing found"),
        (["claims", "zebra"], "no claim fits"),
        (["sources", "zebra"], "no source fits"),
        (["claim"], "Missing argument"),
        (["claim", "sleep-helps", "--as-of", "then"], "not a valid integer"),
        (["export", "--to", "csv", "-o", "no/such/folder/x.csv"], "cannot write"),
        (["--project", "nowhere", "check"], "is not a project"),
        (["--db", "mysql://me:secret@host/x", "claims"], "cannot hold the index"),
    ],
)
def test_a_wrong_question_gets_one_clear_line_and_code_2(kb: Run, arguments: list[str], said: str) -> None:
    ran = kb(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert "secret" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows passes arguments as text")
@pytest.mark.parametrize("command", ["claim", "source", "search", "claims"])
def test_an_argument_that_is_no_text_gets_one_clear_line(kb: Run, command: str) -> None:
    ran = kb(command, "a\udcff")
    assert (ran.code, ran.out) == (2, "")
    assert "is not text in UTF-8" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("query", ["Ann's", "don't won't", 'topic:"sleep"', "source:lee2018 source:smith2020"])
def test_a_query_is_read_as_it_is_written(query: str) -> None:
    read = {"Ann's": ("Ann's",), "don't won't": ("don't", "won't")}
    assert read_query(query, CLAIM_FIELDS).words == read.get(query, ())


def test_several_sources_ask_for_any_of_them(kb: Run) -> None:
    rows = json.loads(kb("claims", "source:old1999", "source:smith2020", "--json").out)
    assert [row["id"] for row in rows] == ["sleep-helps", "naps-help"]


def test_sources_are_told_with_their_claims_and_filtered_by_how_they_are_known(kb: Run) -> None:
    (row,) = json.loads(kb("sources", "known:second-hand", "--json").out)
    assert (row["key"], row["claims"], row["findings"], row["second_hand"]) == ("old1999", 1, 1, 1)
    assert [row["key"] for row in json.loads(kb("sources", "known:first-hand", "--json").out)] == [
        "lee2018",
        "smith2020",
    ]
    said = kb("sources").out
    assert said.splitlines()[0].split() == ["key", "design", "read", "claims", "source"]
    assert " ".join(said.split()).endswith("old1999 not read 1 Old 1999: Dreams (known only second-hand)")


def test_a_source_without_a_title_is_told_by_its_author_and_year(kb: Run, project: Path) -> None:
    path = project / "references.bib"
    text = path.read_text(encoding="utf-8").replace(" title = {Sleep},", " journal = {Nights},")
    path.write_text(
        f"{text}@misc{{lee2019, author = {{Lee, Ann}}, title = {{Naps}}, year = {{2019}}}}\n", encoding="utf-8"
    )
    assert kb("sources", "lee", "read:full-text").out.splitlines()[1].endswith("  Lee 2018")
    assert kb("search", "lee2018").out.splitlines()[1].endswith("  Lee 2018")
    assert kb("search", "nights").out.splitlines()[1].endswith("  Lee 2018: Nights")
    assert "  Lee 2018 [lee2018] (Lee)\n" in kb("source", "lee2019").out


def test_nothing_found_as_json_is_an_empty_list_and_code_2(kb: Run) -> None:
    ran = kb("claims", "zebra", "--json")
    assert (ran.code, json.loads(ran.out)) == (2, [])


def test_check_is_strict_about_warnings_only_when_asked(kb: Run, project: Path) -> None:
    sheet = project / "claims" / "sleep.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("at: p. 9, ", ""), encoding="utf-8")
    assert kb("check").code == 0
    strict = kb("check", "--strict")
    assert strict.code == 1
    assert "claims/sleep.yaml:17:10: warning[missing-locator]" in strict.out


def test_options_for_all_commands_stand_before_or_after_the_command(project: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    before = run_kb("--project", str(project), "claims", folder=elsewhere)
    after = run_kb("claims", "--project", str(project), folder=elsewhere)
    assert before == after
    assert before.code == 0


def test_the_project_is_found_from_a_folder_inside_it(project: Path) -> None:
    assert run_kb("check", folder=project / "claims").code == 0


def test_filters_hold_for_lists_as_for_one_claim(kb: Run) -> None:
    rows = json.loads(kb("claims", "--without", "smith2020", "--json").out)
    assert {row["id"]: row["state"] for row in rows} == {"sleep-helps": "single_study", "naps-help": "single_study"}
    one = json.loads(kb("claim", "sleep-helps", "--without", "smith2020", "--json").out)
    assert one["verdict"]["state"] == "single_study"
    assert one["unrestricted"]["state"] == "conflicting"
    first = json.loads(kb("claims", "--first-hand", "state:second_hand_only", "--json").out)
    assert [row["id"] for row in first] == ["naps-help"]
    assert [row["id"] for row in json.loads(kb("claims", "--as-of", "2019", "state:single-study", "--json").out)] == [
        "sleep-helps",
        "naps-help",
    ]
    only = json.loads(kb("claim", "sleep-helps", "--only", "design=cohort", "--json").out)
    assert (only["verdict"]["state"], only["verdict"]["direction"]) == ("single_study", "disputes")


def test_the_index_follows_the_text_by_itself(kb: Run, project: Path) -> None:
    assert json.loads(kb("claim", "sleep-helps", "--json").out)["verdict"]["state"] == "conflicting"
    sheet = project / "claims" / "sleep.yaml"
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("stance: disputes", "stance: supports"), encoding="utf-8"
    )
    assert json.loads(kb("claim", "sleep-helps", "--json").out)["verdict"]["state"] == "consistent_support"
    assert kb("build").out == "up to date\n"
    assert kb("build", "--full").out.startswith("built in ")


def test_a_broken_file_costs_only_itself(kb: Run, project: Path) -> None:
    (project / "claims" / "broken.yaml").write_text("topic: [\n", encoding="utf-8")
    (project / "claims" / "folder.yaml").mkdir()
    with (project / "references.bib").open("a", encoding="utf-8") as file:
        file.write("@article{broken, title = {x}\n")
    told = kb("claim", "sleep-helps", "--json")
    assert json.loads(told.out)["verdict"]["state"] == "conflicting"
    assert "3 errors in the text, and what stands on it is left out of the answer; see kb check" in told.err
    ran = kb("check")
    assert ran.code == 1
    for rule in ("yaml-syntax", "unreadable-file", "bib-unclosed"):
        assert f"error[{rule}]" in ran.out


def test_a_build_tells_how_many_faults_there_are(kb: Run, project: Path) -> None:
    (project / "claims" / "broken.yaml").write_text("topic: [\n", encoding="utf-8")
    assert kb("build").err.splitlines()[-1].startswith("1 error")
    assert "1 errors" not in kb("build", "--full").err


def test_text_from_files_cannot_steer_the_terminal(kb: Run, project: Path) -> None:
    bib = project / "references.bib"
    text = bib.read_text(encoding="utf-8").replace("{Sleep}", "{Sl\x1b[31meep \u202egnp}").replace("Lee,", "L\x9bee,")
    bib.write_text(text, encoding="utf-8")
    (project / "claims" / "x\x9b2J.yaml").write_text("topic: [", encoding="utf-8")
    for command in (["source", "lee2018"], ["compare", "lee2018", "smith2020"], ["check"]):
        out = kb(*command).out
        assert out
        assert not {"\x1b", "\x9b", "\u202e"} & set(out)
    assert "Sl[31meep gnp" in kb("source", "lee2018").out


def test_an_exported_file_is_replaced_whole(kb: Run, project: Path) -> None:
    target = project / "table.csv"
    target.write_text("old", encoding="utf-8")
    ran = kb("export", "--to", "csv", "-o", "table.csv")
    assert (ran.code, ran.out) == (0, "")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfclaim,")
    assert [path.name for path in project.iterdir() if path.name.startswith(".table")] == []


def test_references_of_a_selection_are_written_verbatim(kb: Run) -> None:
    ran = kb("refs", "--claim", "sleep-helps", "--stance", "disputes", "--to", "bib")
    assert ran.out == "@article{smith2020, author = {Smith, Bo}, title = {Rest}, year = {2020}}\n"
    assert kb("refs", "--topic", "sleep", "--source", "lee2018").out == "Lee, A. (2018). Sleep.\n"


def test_the_index_is_a_plain_sqlite_file(kb: Run, project: Path) -> None:
    kb("build")
    connection = sqlite3.connect(project / "build" / "kb.sqlite")
    rows = connection.execute("SELECT id, state, supports, disputes FROM claims ORDER BY position").fetchall()
    connection.close()
    assert rows == [("sleep-helps", "conflicting", 1, 1), ("naps-help", "single_study", 1, 0)]


@pytest.mark.parametrize("command", [["check"], ["claim", "sleep-helps"], ["claims"], ["source", "lee2018"]])
def test_reading_commands_start_without_heavy_libraries(project: Path, command: list[str]) -> None:
    heavy = "{'streamlit', 'pandas', 'networkx', 'pyvis', 'numpy', 'IPython'}"
    if command == ["check"]:
        heavy = f"{heavy} | {{'sqlalchemy'}}"
    program = (
        "import sys\nfrom kb.cli import main\n"
        f"sys.argv = ['kb', *{command!r}]\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert not ended.code, ended.code\n"
        f"print(sorted(({heavy}) & set(sys.modules)), file=sys.stderr)\n"
    )
    settings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], cwd=project, env=settings, capture_output=True, check=True)
    assert done.stdout
    assert done.stderr.decode().strip() == "[]"
