"""Choices are offered in words, and the address holds their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from kb.ui.pages import compare
from tests.ui.drawing import Open, hrefs, nodes, run, text
from tests.ui.serving import ADMISSIONS, settled

Go = Callable[[str], Page]


def chosen(app: AppTest, name: str) -> list[str]:
    """What the field of this name has chosen."""
    fields = [node for node in nodes(app) if node[1].get("name") == name]
    ticked = [field[1]["value"] for field in fields if "checked" in field[1]]
    options = [option for field in fields for option in field[2]]
    return ticked + [option[1]["value"] for option in options if "selected" in option[1] and option[1]["value"]]


def test_choices_of_the_first_page_are_words(page: Open, project: Path) -> None:
    app = page(project, "")
    assert text(app, "option").splitlines()[:2] == ["any", "Does it work?"]
    offered = text(app, "label").splitlines()
    assert "≠ conflicting 1" in offered
    assert "randomised controlled trial" in offered
    assert not [each for each in offered if "_" in each or each == "rct"]


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("", {"topic": "effects"}, "topic"),
        ("", {"kind": "cost"}, "kind"),
        ("", {"state": "conflicting"}, "state"),
        ("", {"design": "rct"}, "design"),
        ("matrix", {"of": "effects"}, "of"),
        ("matrix", {"turned": "true"}, "turned"),
        ("claim", {"id": "reduces-admissions", "only": "rct"}, "only"),
        ("claim", {"id": "reduces-admissions", "as_of": "2018"}, "as_of"),
        ("claim", {"id": "reduces-admissions", "without": "kim2019"}, "without"),
        ("claim", {"id": "reduces-admissions", "first_hand": "true"}, "first_hand"),
        ("sources", {"known": "second-hand"}, "known"),
        ("sources", {"standing": "retracted"}, "standing"),
    ],
)
def test_an_address_with_an_id_chooses_it_and_nothing_else(
    page: Open, project: Path, path: str, query: dict[str, str], name: str
) -> None:
    app = page(project, path, **query)
    names = {node[1]["name"] for node in nodes(app) if "name" in node[1]} - {"of"}
    assert {each: found for each in names | {name} if (found := chosen(app, each))} == {name: [query[name]]}


def test_an_address_with_a_style_chooses_it(page: Open, project: Path) -> None:
    app = page(project, "source", key="lee2018", references="true", style="vancouver")
    assert app.selectbox(key="style").value == "vancouver"


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("", {"topic": "effect"}, "did you mean 'effects'?"),
        ("", {"state": "nonsense"}, "No state 'nonsense'."),
        ("", {"design": "trial"}, "No design 'trial'."),
        ("matrix", {"of": "nowhere"}, "No topic 'nowhere'."),
    ],
)
def test_an_id_in_the_address_that_is_none_is_said(
    page: Open, project: Path, path: str, query: dict[str, str], said: str
) -> None:
    assert said in text(page(project, path, **query))


@pytest.mark.parametrize("query", [{"only": "cohort"}, {"as_of": "1850"}, {"without": "nobody"}])
def test_a_claim_is_not_restricted_to_what_it_does_not_have(page: Open, project: Path, query: dict[str, str]) -> None:
    assert "Restricted" not in text(page(project, "claim", id="reduces-admissions", **query))


def test_differences_between_studies_are_told_in_words(page: Open, project: Path) -> None:
    rows = text(page(project, "claim", id="reduces-admissions"), "tr").splitlines()
    assert "designmeta-analysisrandomised controlled trial" in rows
    assert "basisreview's conclusionown data" in rows


def test_sources_to_compare_are_offered_by_citation_title_and_key(page: Open, project: Path) -> None:
    app = page(project, "compare", a="lee2018")
    assert app.selectbox(key="a").value == "lee2018"
    assert app.selectbox(key="b").options[:2] == [
        "Lee & Park 2018 – A trial of peer support (lee2018)",
        "Kim 2019 – Peer support pooled (kim2019)",
    ]
    run(app, app.selectbox(key="b").set_value("kim2019"))
    assert app.query_params["b"] == "kim2019"
    assert "Both vote on 1 claim" in text(app)


def test_of_many_sources_those_to_compare_are_found_by_words(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_CHOICES", 3)
    app = page(project, "compare", a="lee2018", b="pooled")
    assert "Sources with “pooled”" in text(app, "h2")
    assert text(app, "li") == "Kim 2019 – Peer support pooled (kim2019)"
    assert hrefs(app)[-1] == "compare?a=lee2018&b=kim2019"
    assert "Both vote on 1 claim" in text(page(project, "compare", a="lee2018", b="kim2019"))
    assert "No source 'nowhere'." in text(page(project, "compare", a="lee2018", b="nowhere"))


@pytest.fixture
def go(browser: Browser, site: str) -> Iterator[Go]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def opened(path: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(site + path)
        settled(page)
        return page

    yield opened
    context.close()


def test_a_choice_survives_reload_and_back_takes_it_away(go: Go) -> None:
    page = go("/")
    whole = page.locator("table.claims caption").inner_text()
    page.get_by_label("Topic", exact=True).select_option("Does peer support work?")
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness$"))
    expect(page.locator("table.claims caption")).not_to_have_text(whole)
    settled(page)
    of_topic = page.locator("table.claims caption").inner_text()
    page.get_by_role("checkbox", name=re.compile("single study")).check()
    expect(page).to_have_url(re.compile(r"/\?state=single_study&topic=effectiveness$"))
    expect(page.locator("table.claims caption")).not_to_have_text(of_topic)
    settled(page)
    shown = page.locator("table.claims caption").inner_text()
    page.reload()
    settled(page)
    expect(page.locator("table.claims caption")).to_have_text(shown)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness$"))
    page.go_back()
    expect(page.locator("table.claims caption")).to_have_text(whole)
    page.go_forward()
    expect(page.get_by_label("Topic", exact=True)).to_have_value("effectiveness")


def test_a_source_is_left_out_by_how_it_is_cited(go: Go) -> None:
    page = go(ADMISSIONS)
    page.get_by_label("Without the source").select_option("Repper & Carter 2011")
    expect(page).to_have_url(re.compile("without=repper2011"))
    expect(page.locator(".verdict").first).to_contain_text("without Repper & Carter 2011")


def test_a_source_to_compare_is_found_by_author_and_year(go: Go) -> None:
    page = go("/compare?b=repper2011")
    page.get_by_label("One source", exact=True).fill("lloyd-evans 2014")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("a=lloydevans2014"))
    assert "b=repper2011" in page.url
    expect(page.locator(".kb .lead")).to_contain_text("Lloyd-Evans et al. 2014")
