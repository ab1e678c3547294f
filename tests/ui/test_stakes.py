"""What a claim's page says of numbers, map and references, and a source's page of authors and retraction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.base import open_base
from kb.views import stakes
from kb.views.jsonable import as_json
from tests.ui import projects
from tests.ui.drawing import Open, choose, hrefs, text

RESULT = "    result: {outcome: admission, measure: RR, value: 1.10, ci: [0.98, 1.24], n: 1723, direction: worse, good: lower, time: 12 months}\n"
MORE_BIB = "@article{lee2021, author = {Lee, A. and Kim, Cho}, title = {Ten years on}, year = {2021}}\n"


@pytest.fixture
def numbers(tmp_path: Path) -> Path:
    """The plain project, with a number for the second of its two sides and one more work by its authors."""
    said = "    says: Pooled trials show more admissions.\n"
    sheets = {**projects.SHEETS, "kim2019": projects.SHEETS["kim2019"].replace(said, said + RESULT)}
    return projects.write(tmp_path / "project", bib=projects.BIB + MORE_BIB, sheets=sheets)


def table(app: AppTest, first: str) -> list[str]:
    """The rows of all tables from the one whose heading begins with these words."""
    rows = text(app, "tr").splitlines()
    return rows[next(n for n, row in enumerate(rows) if row.startswith(first)) :]


def test_two_recorded_results_stand_side_by_side_as_printed(page: Open, numbers: Path) -> None:
    app = page(numbers, "claim", id="reduces-admissions")
    assert table(app, "Direction")[:3] == [
        "DirectionStudyDesignOutcomeResultnTime",
        "▲ betterLee & Park 2018randomised controlled trialadmissionRR 0.70 (0.50 to 0.98)120",
        "▼ worseKim 2019meta-analysisadmission (lower coded as better)RR 1.10 (0.98 to 1.24)172312 months",
    ]
    shown = text(app)
    assert "Of 2 studies and reviews with recorded results:▲ better: 1▼ worse: 1" in shown
    assert "nothing is tested and nothing is pooled" in shown
    assert "p =" not in shown


def test_one_result_stands_with_its_finding_alone(page: Open, project: Path) -> None:
    assert "Recorded results" not in text(page(project, "claim", id="reduces-admissions"))


def test_a_restriction_holds_for_the_results_too(page: Open, numbers: Path) -> None:
    app = page(numbers, "claim", id="reduces-admissions")
    choose(app, only="rct")
    assert "Recorded results" not in text(app)


def test_each_source_is_cited_with_what_was_read_of_it(page: Open, project: Path) -> None:
    items = text(page(project, "claim", id="reduces-admissions"), "li").splitlines()
    assert items[-3:] == [
        "Cho, D. (2020). What psychiatrists say. Views. full text read.",
        "Kim, C. (2019). Peer support pooled. Reviews. abstract read · also reported by Cho 2020.",
        "Lee, A. & Park, B. (2018). A trial of peer support. Trials. full text read.",
    ]
    items = text(page(project, "claim", id="improves-outcomes"), "li").splitlines()
    assert "Old, E. (1999). Never read. Past. not read · as cited in Cho 2020." in items


def test_the_map_is_drawn_when_it_is_asked_for_and_follows_the_restriction(page: Open, project: Path) -> None:
    def drawn(app: AppTest) -> list[str]:
        data = (json.loads(each.proto.json) for each in app.get("bidi_component"))
        return sorted(point["id"] for each in data for point in each.get("points", ()))

    app = page(project, "claim", id="reduces-admissions")
    assert drawn(app) == []
    choose(app, map="true")
    assert drawn(app) == ["claim:improves-outcomes", "claim:reduces-admissions", "source:kim2019", "source:lee2018"]
    choose(app, without="kim2019")
    assert drawn(app) == ["claim:improves-outcomes", "claim:reduces-admissions", "source:lee2018"]


def test_a_source_names_other_works_by_its_authors_and_who_that_is(page: Open, numbers: Path) -> None:
    app = page(numbers, "source", key="lee2018")
    assert "Works it shares authors with (1)" in text(app, "h2")
    assert "Lee & Kim 2021: Ten years on (Lee)" in text(app, "li")
    assert "source?key=lee2021" in hrefs(app)
    assert "Works it shares" not in text(page(numbers, "source", key="old1999"))


def test_a_source_shows_each_verdict_with_and_without_it(page: Open, numbers: Path) -> None:
    app = page(numbers, "source", key="lee2018")
    assert "What would fall if it were retracted" in text(app, "h2")
    assert table(app, "ClaimWith")[1] == (
        "Peer support reduces admissions.≠ conflicting, between studies  ▼ ▲ · single review, disputes  ▼ "
    )
    told = page(numbers, "source", key="old1999")
    assert "Would be left without voting evidence (1)" in text(told, "h3")
    paper = text(page(numbers, "source", key="cho2020"))
    assert "On 1 claim the verdict and the votes stay as they are." in paper
    assert "What it reports keeps its vote (2 findings of other sources)" in paper


def test_a_retracted_source_says_so_and_shows_what_fell(page: Open, numbers: Path) -> None:
    path = numbers / "claims" / "sources" / "lee2018.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("read:", "status: retracted\nread:"), encoding="utf-8")
    app = page(numbers, "source", key="lee2018")
    assert "! retracted; its findings have no vote" in text(app, "p")
    assert "What fell when it was retracted" in text(app, "h2")
    assert "conflicting, between studies" in table(app, "ClaimWith")[1]
    assert "Findings of a retracted source were left out." in text(page(numbers, "claim", id="reduces-admissions"))


def test_the_same_stands_in_json(numbers: Path, database: str) -> None:
    given = as_json(open_base(numbers, database).source("lee2018"))
    assert given["shares_authors"] == [
        {"key": "lee2021", "citation": "Lee & Kim 2021", "title": "Ten years on", "people": ["Lee"]}
    ]
    (fall,) = given["if_retracted"]
    assert (fall["claim"], fall["change"]) == ("reduces-admissions", "verdict")
    assert (fall["standing"]["state"], fall["standing"]["conflict"]) == ("conflicting", "between")
    assert fall["retracted"] == {
        "state": "single_study",
        "conflict": None,
        "direction": "disputes",
        "counts": {"supports": 0, "disputes": 1, "mixed": 0, "inconclusive": 0},
    }
    assert (given["if_retracted_left_out"], given["untouched"], given["read_in_it"]) == (0, 0, 0)


def test_claims_too_many_to_judge_are_counted_and_those_that_rest_on_it_are_judged_first(
    numbers: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = numbers / "claims" / "sources" / "kim2019.yaml"
    more = "  - {id: costs, claim: costs-less, stance: supports, basis: synthesis, at: Results, says: It is cheap.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    monkeypatch.setattr(stakes, "MOST_CLAIMS", 1)
    view = open_base(numbers, database).source("kim2019")
    assert [fall.claim for fall in view.if_retracted] == ["costs-less"]
    assert (view.if_retracted_left_out, view.untouched) == (1, 0)
    monkeypatch.setattr(stakes, "MOST_CLAIMS", 2)
    monkeypatch.setattr(stakes, "MOST_FINDINGS", 1)
    assert len(open_base(numbers, database).source("kim2019").if_retracted) == 2


def test_background_and_opinions_fall_with_no_verdict(page: Open, numbers: Path) -> None:
    path = numbers / "claims" / "sources" / "lee2018.yaml"
    more = "  - {id: costs, claim: costs-less, stance: supports, basis: context, at: Discussion, says: It is cheap.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert "On 1 claim the verdict and the votes stay as they are." in text(page(numbers, "source", key="lee2018"))
