"""Lists in a real Chromium: parts of a list, filters and opened sides stand in the address; a download is read back."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kb.base import open_base
from kb.views.lists import PAGE
from tests.ui.serving import ROOT, settled

Go = Callable[..., Page]


@pytest.fixture
def go(browser: Browser, site: str) -> Iterator[Go]:
    """Opens an address of the app in a window of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def opened(path: str) -> Page:
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(site + path)
        settled(page)
        return page

    yield opened
    context.close()


def caption(page: Page) -> Locator:
    return page.locator("table.claims caption")


def shows(page: Page, words: str | re.Pattern[str]) -> None:
    expect(caption(page)).to_have_text(words)
    settled(page)


def test_parts_of_a_list_are_addresses_that_reload_back_and_forward_keep(go: Go, tmp_path: Path) -> None:
    total = len(open_base(ROOT, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}").claims())
    first, second = f"{total} claims, here 1 to {PAGE}", f"{total} claims, here {PAGE + 1} to {2 * PAGE}"
    page = go("/")
    shows(page, first)
    page.evaluate("window.__same = true")
    page.get_by_role("link", name="Next").click()
    shows(page, second)
    assert "after=" in page.url
    top = page.locator("table.claims a").first.inner_text()
    page.go_back()
    shows(page, first)
    page.go_forward()
    shows(page, second)
    assert page.evaluate("window.__same") is True
    page.reload()
    shows(page, second)
    assert page.locator("table.claims a").first.inner_text() == top
    page.get_by_role("link", name="Previous").click()
    shows(page, first)
    page.go_back()
    page.get_by_label("Words").fill("psychiatrists")
    page.get_by_label("Words").press("Enter")
    shows(page, re.compile(rf"^\d+ of {total} claims$"))
    assert "after=" not in page.url


def test_design_and_years_stand_in_the_address_and_a_link_clears_them(go: Go) -> None:
    page = go("/?design=narrative-review&design=meta-analysis&since=2009&until=2016&kind=effect")
    expect(page.get_by_label("From", exact=True)).to_have_value("2009")
    expect(page.get_by_label("To", exact=True)).to_have_value("2016")
    shown = caption(page).inner_text()
    page.get_by_label("To", exact=True).fill("2012")
    page.get_by_label("To", exact=True).press("Enter")
    expect(caption(page)).not_to_have_text(shown)
    expect(page).to_have_url(re.compile("until=2012"))
    assert page.url.count("design=") == 2
    changed = caption(page).inner_text()
    page.reload()
    shows(page, changed)
    page.get_by_role("link", name="Clear all filters").click()
    expect(page).to_have_url(re.compile(r"/$|/\?$"))
    expect(page.get_by_label("From", exact=True)).to_have_value("")
    page.go_back()
    shows(page, changed)


def test_verdicts_are_chosen_with_the_keyboard_in_place_and_the_list_begins_at_its_start(go: Go) -> None:
    page = go("/?topic=effectiveness&after=psw-reduces-admissions&claim=psw-improves-outcomes&references=true")
    shown = caption(page).inner_text()
    conflicting = page.get_by_role("checkbox", name=re.compile("conflicting"))
    inconclusive = page.get_by_role("checkbox", name=re.compile("inconclusive"))
    conflicting.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/\?references=true&state=conflicting&topic=effectiveness$"))
    expect(caption(page)).not_to_have_text(shown)
    settled(page)
    expect(conflicting).to_be_checked()
    expect(conflicting).to_be_focused()
    shown = caption(page).inner_text()
    inconclusive.check()
    expect(page).to_have_url(re.compile("state=conflicting&state=inconclusive&topic=effectiveness$"))
    expect(caption(page)).not_to_have_text(shown)
    settled(page)
    badges = page.locator("table.claims td:first-child").all_inner_texts()
    assert badges
    assert {badge.split()[1].rstrip(",") for badge in badges} == {"conflicting", "inconclusive"}
    conflicting.uncheck()
    expect(page).to_have_url(re.compile(r"references=true&state=inconclusive&topic=effectiveness$"))
    page.go_back()
    expect(conflicting).to_be_checked()


def test_choices_are_offered_in_words_and_stay_unfolded_while_others_change(go: Go) -> None:
    page = go("/")
    page.get_by_text("Kind of claim, design and year").click()
    page.get_by_label("Topic").select_option("Does peer support work?")
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness$"))
    settled(page)
    expect(page.get_by_label("From", exact=True)).to_be_visible()
    page.get_by_label("meta-analysis").check()
    expect(page).to_have_url(re.compile(r"topic=effectiveness&design=meta-analysis$"))


def test_sides_open_in_place_with_the_keyboard_and_close_again(go: Go) -> None:
    page = go("/?kind=effect")
    toggle = page.get_by_role("link", name="Sides of: Employing peer support workers reduces psychiatric admissions.")
    toggle.scroll_into_view_if_needed()
    page.locator("[data-testid=stMain]").evaluate("e => e.scrollTo(0, 120)")
    toggle.focus()
    page.keyboard.press("Enter")
    opened = page.locator("tr.open")
    expect(opened).to_contain_text("Repper & Carter 2011")
    expect(opened).to_contain_text("Lloyd-Evans et al. 2014")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile("kind=effect&claim=psw-reduces-admissions$"))
    settled(page)
    # the reader stays where they were, with the scroll and with the keyboard
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollTop") == 120
    assert toggle.evaluate("e => e.getRootNode().activeElement === e")
    page.reload()
    expect(opened).to_contain_text("Repper & Carter 2011")
    settled(page)
    toggle.press("Enter")
    expect(opened).to_have_count(0)
    page.go_back()
    expect(opened).to_have_count(1)


def test_what_is_shown_is_what_is_taken_along(go: Go, tmp_path: Path) -> None:
    page = go("/")
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("after="))
    shows(page, re.compile(rf"here {PAGE + 1} to"))
    with page.expect_download() as download:
        page.get_by_role("button", name=f"These {PAGE} as CSV").click()
    assert download.value.suggested_filename == "claims.csv"
    download.value.save_as(tmp_path / "claims.csv")
    rows = list(csv.DictReader((tmp_path / "claims.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["statement"] for row in rows] == page.locator("table.claims td:nth-child(3) > a").all_inner_texts()
    assert len(rows) == PAGE
    strips = page.locator("table.claims td:nth-child(2)")
    for row, cell in zip(rows, strips.all(), strict=True):
        glyphs = cell.inner_text()
        assert [glyphs.count(sign) for sign in "▲▼◆○"] == [
            int(row[name]) for name in ("supports", "disputes", "mixed", "inconclusive")
        ]


@pytest.mark.parametrize("query", ["", "?order=topic", "?state=single_study"])
def test_all_that_fits_the_filters_is_taken_along_in_the_order_of_the_list(go: Go, tmp_path: Path, query: str) -> None:
    base = open_base(ROOT, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}")
    claims = base.claims("state:single_study" if "state" in query else "")
    page = go(f"/{query}")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"All {len(claims)} as CSV").click()
    assert download.value.suggested_filename == "claims.csv"
    download.value.save_as(tmp_path / "claims.csv")
    rows = list(csv.DictReader((tmp_path / "claims.csv").read_text(encoding="utf-8-sig").splitlines()))
    topics = list(base.topics())
    by_topic = sorted(claims, key=lambda row: topics.index(row.topic)) if "order" in query else claims
    assert [row["claim"] for row in rows] == [row.id for row in by_topic]
    shown = page.locator("table.claims td:nth-child(3) > a").all_inner_texts()
    assert [row["statement"] for row in rows[:PAGE]] == shown


@pytest.mark.parametrize("width", [1280, 390])
def test_back_from_a_page_of_the_menu_leads_to_the_filters(go: Go, width: int) -> None:
    page = go("/?topic=effectiveness&state=conflicting")
    page.set_viewport_size({"width": width, "height": 800})
    shown = caption(page).inner_text()
    settled(page)
    if width == 390:
        page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Matrix", exact=True).click()
    expect(page).to_have_url(re.compile(r"/matrix$"))
    settled(page)
    assert page.evaluate("history.length") == 3
    if width == 390:
        expect(page.get_by_test_id("stSidebarNavLink").first).not_to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?topic=effectiveness&state=conflicting$"))
    shows(page, shown)
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/matrix$"))


def test_a_link_above_a_long_list_leads_to_its_files(go: Go) -> None:
    window = go("/")
    files = window.get_by_text("Evidence files", exact=True)
    expect(files).not_to_be_in_viewport()
    window.get_by_role("link", name="Files and reference list").click()
    expect(files).to_be_in_viewport()
