"""What errors cost is told in the answers that lack it, with file and line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

SMITH = "stance: disputes"


def spoil(project: Path, old: str, new: str, path: str = "claims/sleep.yaml") -> None:
    text = (project / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new), encoding="utf-8")


def said(kb: Run, *arguments: str) -> str:
    return " ".join(kb(*arguments).out.split())


def test_a_claim_that_has_lost_a_finding_says_so_with_file_and_line(kb: Run, project: Path) -> None:
    spoil(project, SMITH, "stance: dispute")
    told = "! Incomplete because of errors: 1 finding on this claim is left out (claims/sleep.yaml:17)."
    assert told in said(kb, "claim", "sleep-helps")
    assert "Incomplete" not in said(kb, "claim", "naps-help")
    assert json.loads(kb("claim", "sleep-helps", "--json").out)["left_out"] == [
        {
            "what": "finding",
            "claim": "sleep-helps",
            "source": "smith2020",
            "file": "claims/sleep.yaml",
            "line": 17,
            "message": "'dispute' is not allowed here",
        }
    ]


def test_a_source_whose_sheet_is_not_yaml_says_what_it_lacks(kb: Run, project: Path) -> None:
    spoil(project, "says: Recall was worse.}", "says: 'Recall was worse.}")
    told = "Incomplete because of errors: 1 extraction sheet, 1 finding of this source are left out (claims/sleep.yaml:"
    assert told in said(kb, "source", "smith2020")
    assert "1 finding on this claim is left out" in said(kb, "claim", "sleep-helps")
    (lost,) = json.loads(kb("claim", "sleep-helps", "--json").out)["left_out"]
    assert (lost["what"], lost["source"]) == ("finding", "smith2020")


def test_a_claim_that_is_left_out_is_not_called_unknown(kb: Run, project: Path) -> None:
    spoil(project, "statement: Sleep helps recall., kind: effect", "statement: Sleep helps recall., kind: efect")
    ran = kb("claim", "sleep-helps")
    assert ran.code == 2
    assert "kb: the claim 'sleep-helps' is left out because of an error\n" in ran.err
    assert "    hint: claims/sleep.yaml:4: 'efect' is not allowed here\n" in ran.err


def test_a_source_that_is_left_out_is_not_called_unknown(kb: Run, project: Path) -> None:
    spoil(project, "title = {Rest}", "title = {Rest", "references.bib")
    ran = kb("source", "smith2020")
    assert ran.code == 2
    assert "kb: the source 'smith2020' is left out because of an error\n    hint: references.bib:2: " in ran.err
    told = "1 finding on this claim is left out (claims/sleep.yaml:13)."
    assert told in said(kb, "claim", "sleep-helps")


def test_names_that_nothing_has_are_still_unknown(kb: Run) -> None:
    assert "no claim 'sleep-help'\n    hint: did you mean 'sleep-helps'?" in kb("claim", "sleep-help").err
