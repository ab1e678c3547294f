"""Reference lists on the command line: files for reference managers."""

from __future__ import annotations

import json
from pathlib import Path

import rispy

from tests.cli.conftest import Run, run_kb

BIB = """@string{sr = {Sleep Research}}
@article{lee2018, author = {Lee, Ann}, title = {Sleep}, year = {2018}, journal = sr}
@book{whole, title = {Whole}, year = 2000, publisher = {P}}
@incollection{part, author = {Roe, R.}, title = {Part}, crossref = {whole}}
"""


def project(folder: Path) -> Path:
    (folder / "claims").mkdir()
    (folder / "references.bib").write_text(BIB, encoding="utf-8")
    return folder


def test_a_bibtex_file_of_a_selection_holds_what_its_entries_need(tmp_path: Path) -> None:
    kb = project(tmp_path)
    ran = run_kb("refs", "--source", "lee2018", "--to", "bib", folder=kb)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "@string{sr = {Sleep Research}}\n\n" + BIB.splitlines()[1] + "\n"
    out = run_kb("refs", "--source", "part", "--to", "bib", folder=kb).out
    assert out == "\n\n".join((BIB.splitlines()[3], BIB.splitlines()[2])) + "\n"


def test_ris_and_csl_json_go_to_a_file(tmp_path: Path) -> None:
    kb = project(tmp_path)
    for form, name in (("ris", "list.ris"), ("csl-json", "list.json"), ("csl-json", "list.csl-json")):
        ran = run_kb("refs", "--to", form, "-o", name, folder=kb)
        assert (ran.code, ran.out) == (0, "")
    assert [record["id"] for record in rispy.loads((kb / "list.ris").read_text(encoding="utf-8"))] == [
        "lee2018",
        "whole",
        "part",
    ]
    items = {item["id"]: item for item in json.loads((kb / "list.json").read_text(encoding="utf-8"))}
    assert items["lee2018"]["container-title"] == "Sleep Research"
    assert items["part"]["container-title"] == "Whole"


def test_an_annotated_list_holds_who_reports_a_finding_and_says_which_have_no_vote(kb: Run, project: Path) -> None:
    sheet = project / "claims" / "sleep.yaml"
    with sheet.open("a", encoding="utf-8") as file:
        file.write(
            "  - {id: b, claim: naps-help, stance: supports, basis: context, via: smith2020, at: p. 2, says: So it is.}\n"
        )
    lines = kb("refs", "--claim", "naps-help", "--annotated").out.splitlines()
    assert [line[:12] for line in lines if not line.startswith(" ")] == ["Lee, A. (201", "Old, C. (199", "Smith, B. (2"]
    assert "    ▲ supports: Naps helped. (p. 1; reported as own data; as reported by Lee 2018)" in lines
    assert "    ▲ supports: So it is. (p. 2; background, no vote; as reported by Smith 2020)" in lines
    assert kb("refs", "--claim", "naps-help").out.count("\n") == 1


def test_a_second_hand_finding_that_is_not_heard_says_so_in_an_annotated_list(kb: Run, project: Path) -> None:
    sheet = project / "claims" / "sleep.yaml"
    text = sheet.read_text(encoding="utf-8")
    own = "  - {id: b, claim: naps-help, stance: disputes, basis: result, at: p. 3, says: Naps did nothing.}\n"
    sheet.write_text(text.replace("read: not-read", "read: full-text") + own, encoding="utf-8")
    said = kb("refs", "--claim", "naps-help", "--annotated").out
    assert (
        "(p. 1; reported as own data; no vote: the source's own words count instead; as reported by Lee 2018)" in said
    )


def test_numbers_are_those_of_the_list_and_keep_the_order_that_is_given(kb: Run) -> None:
    def first_words(*arguments: str) -> list[str]:
        return [" ".join(line.split()[:2]) for line in kb("refs", "--style", "vancouver", *arguments).out.splitlines()]

    assert first_words() == ["1. Lee", "2. Smith", "3. Old"]
    assert first_words("--source", "old1999", "--source", "lee2018") == ["1. Old", "2. Lee"]
