"""What `kb source` says of a study and of citations."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

CITATIONS = (
    "---\nsource: new2022\nread: full-text\ncitations:\n"
    "  - {source: smith2020, for: rest, function: background}\n"
    "  - {source: lee2018, for: sleep and recall, function: evidence-for, at: Introduction}\n"
)


def cite(project: Path) -> None:
    with (project / "references.bib").open("a", encoding="utf-8") as file:
        file.write("@article{new2022, author = {New, Di}, title = {Naps}, year = {2022}}\n")
    with (project / "claims" / "sleep.yaml").open("a", encoding="utf-8") as file:
        file.write(CITATIONS)


def test_who_cites_a_source_has_no_number_that_would_be_one_of_another_text(kb: Run, project: Path) -> None:
    cite(project)
    assert "Cited by (1)\n  New 2022, evidence-for: sleep and recall (Introduction)\n" in kb("source", "lee2018").out


def test_what_a_source_cites_is_numbered_in_the_order_of_its_text(kb: Run, project: Path) -> None:
    cite(project)
    assert (
        "Cites, in the order of its text (2)\n"
        "  1. Smith 2020, background: rest\n"
        "  2. Lee 2018, evidence-for: sleep and recall (Introduction)\n"
    ) in kb("source", "new2022").out


def test_what_was_done_and_against_what_follows_who_was_studied_and_every_edit(kb: Run, project: Path) -> None:
    path = project / "claims" / "sleep.yaml"
    before = path.read_text(encoding="utf-8")
    for intervention, comparator in (("naps", "no naps"), ("naps", "quiet rest"), ("naps at noon", "quiet rest")):
        coded = f"population: adults\nintervention: {intervention}\ncomparator: {comparator}\n"
        path.write_text(before.replace("source: lee2018\n", f"source: lee2018\n{coded}"), encoding="utf-8")
        facts = f"  population: adults\n  intervention: {intervention}\n  comparator: {comparator}\n"
        assert facts in kb("source", "lee2018").out
    path.write_text(before, encoding="utf-8")
    source = json.loads(kb("source", "lee2018", "--json").out)
    assert (source["intervention"], source["comparator"]) == (None, None)
