"""Choices are offered in words, and the address holds their ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ui.drawing import Open, run, text, unfold
from tests.ui.serving import ADMISSIONS, settled

Go = Callable[[str], Page]


def test_choices_of_the_first_page_are_words(page: Open, project: Path) -> None:
    app = unfold(page(project, ""))
    assert app.selectbox(key="topic").options == ["Does it work?"]
    assert "qualified support" in app.multiselect(key="state").options
    assert "randomised controlled trial" in app.multiselect(key="design").options
    offered = [*app.multiselect(key="state").options, *app.multiselect(key="design").options]
    assert not [each for each in offered if "_" in each or each == "rct"]


@pytest.mark.parametrize(
    ("path", "query", "chosen"),
    [
        ("", {"topic": "effects"}, "effects"),
        ("", {"kind": "cost"}, "cost"),
        ("matrix", {"of": "effects"}, "effects"),
        ("claim", {"id": "reduces-admissions", "only": "rct"}, "rct"),
        ("claim", {"id": "reduces-admissions", "without": "kim2019"}, "kim2019"),
        ("sources", {"known": "second-hand"}, "second-hand"),
        ("source", {"key": "lee2018", "references": "true", "style": "vancouver"}, "vancouver"),
    ],
)
def test_an_address_with_an_id_chooses_it(
    page: Open, project: Path, path: str, query: dict[str, str], chosen: str
) -> None:
    app = page(project, path, **query)
    assert app.selectbox(key=list(query)[-1]).value == chosen


def test_a_choice_goes_into_the_address_by_its_id_and_leaves_it_again(page: Open, project: Path) -> None:
    app = page(project, "", after="reduces-admissions")
    run(app, app.multiselect(key="state").set_value(["single_study", "conflicting"]))
    assert app.query_params["state"] == ["single_study", "conflicting"]
    assert not app.query_params.get("after")
    run(app, app.multiselect(key="state").set_value([]))
    assert not app.query_params.get("state")


def test_an_id_in_the_address_that_is_none_chooses_nothing(page: Open, project: Path) -> None:
    app = page(project, "", topic="nowhere", state="nonsense")
    assert app.selectbox(key="topic").value is None
    assert app.multiselect(key="state").value == []
    assert text(app, "caption").startswith("3 claims")
    assert page(project, "matrix", of="nowhere").selectbox(key="of").value == "effects"


def test_differences_between_studies_are_told_in_words(page: Open, project: Path) -> None:
    rows = text(page(project, "claim", id="reduces-admissions"), "tr").splitlines()
    assert "designmeta-analysisrandomised controlled trial" in rows
    assert "basisreview's conclusionown data" in rows


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


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_choice_survives_reload_and_back_takes_it_away(go: Go) -> None:
    page = go("/")
    whole = page.locator("table.claims caption").inner_text()
    choose(page, "Topic", "Does peer support work?")
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness$"))
    settled(page)
    choose(page, "Verdict", "single study")
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness&state=single_study$"))
    settled(page)
    shown = page.locator("table.claims caption").inner_text()
    assert shown != whole
    page.reload()
    settled(page)
    expect(page.locator("table.claims caption")).to_have_text(shown)
    expect(page.get_by_text("single study", exact=True).first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness$"))
    page.go_back()
    expect(page.locator("table.claims caption")).to_have_text(whole)
    page.go_forward()
    expect(page.get_by_label("Topic", exact=True)).to_have_value("Does peer support work?")


def test_a_source_is_left_out_by_how_it_is_cited(go: Go) -> None:
    page = go(ADMISSIONS)
    choose(page, "Without the source", "Repper & Carter 2011")
    expect(page).to_have_url(re.compile("without=repper2011"))
    expect(page.locator(".verdict").first).to_contain_text("without repper2011")
