"""What `kb second-hand` says of what is known only through other sources."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

MORE = (
    "---\nsource: smith2020\ndesign: cohort\nread: full-text\nfindings:\n"
    "  - {id: b, claim: naps-help, stance: supports, basis: interpretation, via: lee2018, at: p. 2, says: Naps may help.}\n"
)


def test_what_votes_comes_first_and_the_rest_is_told_apart(kb: Run, project: Path) -> None:
    path = project / "claims" / "sleep.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("says: Recall was worse.}\n", "says: Recall was worse.}\n" + MORE.partition("findings:\n")[2]),
        encoding="utf-8",
    )
    said = " ".join(kb("second-hand").out.split())
    assert said == (
        "1 source votes on 1 claim only through what other papers report. Reading them can change a verdict; those with "
        "a part in conflicts come first. old1999 Old 1999 not read · Dreams naps-help: Naps help recall. [single study, "
        "supports] (▲) supports as reported by Lee 2018: Naps helped. (p. 1) reported as own data · claims/sleep.yaml:23 1 "
        "more source is spoken of by others without a vote of its own: opinions, background, studies that have since been "
        "retracted, and what repeats or adds to studies that count already. "
        "smith2020 Smith 2020 full text read · cohort · Rest naps-help: Naps help recall. [single study, supports] "
        "(▲) supports, no vote as reported by Lee 2018: Naps may help. (p. 2) authors' reading, no vote · claims/sleep.yaml:18"
    )
    given = json.loads(kb("second-hand", "--json").out)
    assert [source["key"] for source in given["voting"]] == ["old1999"]
    assert [(s["key"], [c["claim"] for c in s["claims"]]) for s in given["silent"]] == [("smith2020", ["naps-help"])]
    assert given["silent"][0]["claims"][0]["findings"][0]["via"] == "lee2018"


def test_one_source_can_be_asked_for(kb: Run) -> None:
    assert kb("second-hand", "old1999").out.startswith("old1999  Old 1999\n")
    assert json.loads(kb("second-hand", "old1999", "--json").out)["claims"][0]["claim"] == "naps-help"
    none = kb("second-hand", "lee2018")
    assert (none.code, none.out) == (2, "")
    assert "nothing is known of lee2018 only through other sources" in none.err
    assert "did you mean 'old1999'?" in kb("second-hand", "old199").err
