"""`kb export`: what is chosen, in which format, and where it goes."""

from __future__ import annotations

import csv
import io
import os
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import ROOT, Run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_claim_or_a_topic_is_chosen(kb: Run) -> None:
    assert [row["id"] for row in rows(kb("export", "--to", "csv", "--claim", "naps-help").out)] == ["old1999#a"]
    assert len(rows(kb("export", "--to", "csv", "--topic", "sleep").out)) == 3
    assert "smith2020" not in kb("export", "--to", "graphml", "--claim", "naps-help").out


def test_the_ending_of_the_file_names_the_format(kb: Run, project: Path) -> None:
    assert kb("export", "-o", "graph.graphml").err == "wrote graph.graphml\n"
    assert (project / "graph.graphml").read_text(encoding="utf-8").startswith("<graphml")
    assert kb("export", "--to", "csv", "-o", "table.txt").code == 0


def test_an_ending_that_names_no_format_is_told(kb: Run) -> None:
    ran = kb("export", "-o", "table.pdf")
    assert ran.code == 2
    assert ran.err.startswith("kb: '.pdf' is no ending of a format that fits here\n    hint: formats: csv, xlsx")
    assert "'.csv' is no ending of a format that fits here" in kb("export", "--summary", "-o", "sum.csv").err


def test_a_workbook_goes_into_a_file_or_a_pipe(kb: Run, project: Path) -> None:
    assert kb("export", "--claim", "naps-help", "-o", "naps.XLSX").err == "wrote naps.XLSX\n"
    assert (project / "naps.XLSX").read_bytes().startswith(b"PK")
    command = [sys.executable, "-m", "kb", "export", "--claim", "naps-help", "--to", "docx"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    piped = subprocess.run(command, cwd=project, env=environment, capture_output=True, check=True).stdout
    assert zipfile.ZipFile(io.BytesIO(piped)).testzip() is None


def test_a_summary_tells_of_each_claim(kb: Run, project: Path) -> None:
    said = kb("export", "--summary", "--to", "md").out
    assert said.startswith("# Summary of findings\n")
    for line in (
        "## Sleep",
        "### Sleep helps recall.",
        "≠ Conflicting, between studies: 1 study supports, 1 study disputes.",
    ):
        assert f"\n{line}\n" in said
    assert kb("export", "--summary", "--topic", "sleep", "-o", "sleep.odt").err == "wrote sleep.odt\n"
    assert (project / "sleep.odt").read_bytes().startswith(b"PK")


def test_what_is_made_from_a_text_with_errors_says_so(kb: Run, project: Path) -> None:
    broken = "topic: dreams\ntitle: Dreams\nclaims:\n  - {id: broken, statement: Lost., kind: efect}\n"
    (project / "claims" / "broken.yaml").write_text(broken, encoding="utf-8")
    said = "Incomplete: 1 error in the text, and what stands on it is left out. Findings may be missing"
    assert said in kb("export", "--summary", "--to", "md").out
    assert said in kb("export", "--claim", "naps-help", "--to", "md").out
    kb("export", "-o", "table.xlsx")
    cells = [cell.value for row in openpyxl.load_workbook(project / "table.xlsx")["About"] for cell in row]
    assert any(said in str(cell) for cell in cells)


def test_the_dictionary_explains_each_column(kb: Run) -> None:
    described = rows(kb("export", "--dictionary", "--to", "csv").out)
    header = kb("export", "--to", "csv").out.splitlines()[0].split(",")
    assert [row["column"] for row in described if row["table"] == "evidence"] == header
    assert all(row["means"].endswith(".") for row in described)


def test_a_person_at_a_terminal_is_told_that_it_goes_on_and_gets_no_archive_on_the_screen(project: Path) -> None:
    def at_terminal(*arguments: str) -> str:
        command = shlex.join([sys.executable, "-m", "kb", "export", *arguments])
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            ["script", "-qec", command, "/dev/null"],
            cwd=project,
            env=environment,
            capture_output=True,
            check=False,
            text=True,
        )
        return ran.stdout

    assert "docx is not text for a screen" in at_terminal("--to", "docx")
    assert "Sleep helps recall." in at_terminal("--to", "md")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--claim", "nap-helps", "--to", "csv"], "did you mean 'naps-help'?"),
        (["--topic", "sleeep", "--to", "csv"], "did you mean 'sleep'?"),
        (["--topic", "sleep", "--claim", "naps-help", "--to", "csv"], "leave one of --claim and --topic out"),
        ([], "no format is given"),
        (["-o", "table"], "no format is given"),
        (["--to", "graphml", "-o", "table.csv"], "end it with .graphml"),
        (["--to", "docx", "--summary", "-o", "table.xlsx"], "end it with .docx"),
        (["--to", "csv", "--summary"], "formats: docx, odt, html, md"),
        (["--to", "xlsx", "--dictionary"], "formats: csv"),
        (["--to", "md", "--dictionary", "--summary"], "leave one of --summary and --dictionary out"),
        (["--to", "docx", "-o", "no/table.docx"], "cannot write"),
        (["--to", "csv", "--style", "apa"], "formats of documents: docx, odt, html, md"),
        (["--to", "md", "--summary", "--style", "vancuver"], "did you mean 'vancouver'?"),
    ],
)
def test_a_wrong_choice_gets_one_clear_line(kb: Run, project: Path, arguments: list[str], said: str) -> None:
    ran = kb("export", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 2
    assert not list(project.glob("table*"))
