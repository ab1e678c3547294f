"""What `kb claim` and `kb source` say of numbers, authors and retraction."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

RESULT = " result: {outcome: recall, measure: SMD, value: 0.30, ci: [0.10, 0.50], n: 80, direction: better}}"


def test_results_are_listed_from_two_on(kb: Run, project: Path) -> None:
    assert "Recorded results" not in kb("claim", "sleep-helps").out
    path = project / "claims" / "sleep.yaml"
    text = path.read_text(encoding="utf-8").replace("says: Recall was better.}", f"says: Recall was better.,{RESULT}")
    text = text.replace(
        "says: Recall was worse.}",
        f"says: Recall was worse.,{RESULT}".replace("better", "worse").replace("0.30", "-0.3"),
    )
    path.write_text(text, encoding="utf-8")
    said = " ".join(kb("claim", "sleep-helps").out.split())
    assert "Recorded results (2)" in said
    assert "Of 2 studies and reviews with recorded results: ▲ better: 1, ▼ worse: 1." in said
    assert "▲ Lee 2018: recall: SMD 0.30 (0.10 to 0.50), n = 80, estimate points to better" in said
    assert "▼ Smith 2020: recall: SMD -0.3 (0.10 to 0.50), n = 80, estimate points to worse" in said


def test_a_source_tells_what_would_fall_with_it(kb: Run) -> None:
    said = " ".join(kb("source", "lee2018").out.split())
    assert "What would fall if it were retracted" in said
    assert (
        "sleep-helps, another verdict: conflicting, between studies (▲ 1 ▼ 1 ◆ 0 ○ 0) "
        "→ single study, disputes (▲ 0 ▼ 1 ◆ 0 ○ 0)"
    ) in said
    assert (
        "What it reports keeps its vote (1 finding of another source): who found something is not who reports it."
        in said
    )


def test_a_retracted_source_tells_what_fell(kb: Run, project: Path) -> None:
    path = project / "claims" / "sleep.yaml"
    text = path.read_text(encoding="utf-8").replace("design: cohort\n", "design: cohort\nstatus: retracted\n")
    path.write_text(text, encoding="utf-8")
    said = " ".join(kb("source", "smith2020").out.split())
    assert "status: retracted; its findings have no vote" in said
    assert "What fell when it was retracted" in said
    assert "→ single study, supports (▲ 1 ▼ 0 ◆ 0 ○ 0)" in said


def test_works_by_the_same_authors_are_named(kb: Run, project: Path) -> None:
    with (project / "references.bib").open("a", encoding="utf-8") as bib:
        bib.write("@article{lee2021, author = {Lee, A.}, title = {More sleep}, year = {2021}}\n")
    assert "Lee 2021 [lee2021]: More sleep (Lee)" in kb("source", "lee2018").out
    given = json.loads(kb("source", "lee2018", "--json").out)
    assert [work["key"] for work in given["shares_authors"]] == ["lee2021"]
    assert given["if_retracted"][0]["retracted"]["state"] == "single_study"
