"""What `kb claim` says of findings without a vote, of new evidence, and of differences apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def said(kb: Run, *arguments: str) -> str:
    return " ".join(kb("claim", *arguments).out.split())


@pytest.mark.parametrize(
    ("restriction", "reason", "code"),
    [
        (("--without", "smith2020"), "left out: without this source, or the one it was read in", "without"),
        (("--as-of", "2019"), "left out: it could not be read by the year asked for", "later"),
        (("--only", "design=rct"), "left out: not of the kind asked for", "other"),
    ],
)
def test_a_finding_that_a_restriction_leaves_out_says_so(
    kb: Run, restriction: tuple[str, str], reason: str, code: str
) -> None:
    assert f"No vote (1) Smith 2020 [smith2020] ▼ disputes, {reason} " in said(kb, "sleep-helps", *restriction)
    given = json.loads(kb("claim", "sleep-helps", *restriction, "--json").out)
    assert given["no_vote"] == {"smith2020#a": code}


def test_a_conflict_that_a_restriction_levels_is_the_same_verdict(kb: Run, project: Path) -> None:
    with (project / "claims" / "sleep.yaml").open("a", encoding="utf-8") as sheets:
        sheets.write(
            "  - {id: b, claim: sleep-helps, stance: supports, basis: result, at: p. 2, says: Recall was better.}\n"
        )
    told = said(kb, "sleep-helps", "--without", "old1999")
    assert "≠ Conflicting, between studies: 1 study supports, 1 study disputes." in told
    assert "Without the restriction, the same verdict: Conflicting, between studies: 2 studies support" in told


def test_a_second_hand_finding_says_why_it_is_not_heard(kb: Run) -> None:
    assert "Old 1999 [old1999] ▲ supports, left out: read in another source " in said(kb, "naps-help", "--first-hand")


def test_new_evidence_that_would_change_a_verdict_is_named(kb: Run) -> None:
    told = said(kb, "naps-help")
    assert (
        "What would change it without Lee 2018 [lee2018]: no voting evidence without Old 1999 [old1999]: no voting evidence "
        "1 more independent study that supports it: consistent support "
        "1 more independent study that disputes it: conflicting, between studies "
        "1 more independent study that is mixed: conflicting, within studies "
        "1 more independent study that is inconclusive: inconclusive"
    ) in told
    assert "It stays conflicting whatever further studies find" in said(kb, "sleep-helps")
    prospect = json.loads(kb("claim", "naps-help", "--json").out)["prospects"][1]
    assert prospect == {
        "stance": "disputes",
        "units": 1,
        "state": "conflicting",
        "conflict": "between",
        "direction": "none",
    }


def test_differences_of_studies_and_of_their_coding_stand_apart(kb: Run, project: Path) -> None:
    path = project / "claims" / "sleep.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("design: cohort\nread: full-text", "design: cohort\nread: abstract"), encoding="utf-8")
    (pair,) = json.loads(kb("claim", "sleep-helps", "--json").out)["pairs"]
    assert (pair["differs_in"], pair["coded_differently_in"]) == (["design", "year"], ["read"])
    values = "design: rct | cohort year: 2018 | 2020 how they were coded differs in read: full-text | abstract"
    assert f"conflict: Lee 2018 and Smith 2020 {values}" in said(kb, "sleep-helps")
    assert f"conflict: Lee 2018 and Smith 2020 {values}" in " ".join(kb("conflicts").out.split())
