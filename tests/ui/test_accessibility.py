"""axe-core on every page in both themes, and what the keyboard reaches; one browser for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.ui.serving import ADMISSIONS, PATHS, settled

WITH_MAP = f"{ADMISSIONS}&map=true"


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def open_page(window: Page, site: str, path: str) -> None:
    window.goto(site + path)
    settled(window)


def violations(window: Page) -> list[str]:
    """Each violation with the element it is about."""
    found: list[dict[str, Any]] = Axe().run(window).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_page(window: Page, site: str, scheme: Any, width: int) -> None:
    window.emulate_media(color_scheme=scheme)
    window.set_viewport_size({"width": width, "height": 900})
    found = {}
    for path in (*PATHS, WITH_MAP):
        open_page(window, site, path)
        found[path] = violations(window)
    assert {path: faults for path, faults in found.items() if faults} == {}


def test_axe_sees_into_what_the_surface_draws(window: Page, site: str) -> None:
    open_page(window, site, "/about")
    window.locator(".kb p").first.evaluate("e => { e.style.color = '#EEE'; e.style.background = '#FFF' }")
    window.locator(".kb").first.evaluate("e => e.append(document.createElement('img'))")
    rules = {fault.partition(":")[0] for fault in violations(window)}
    assert {"color-contrast", "image-alt"} <= rules


def test_the_choices_of_a_claim_are_reached_and_made_with_the_keyboard(window: Page, site: str) -> None:
    window.set_viewport_size({"width": 1280, "height": 900})
    open_page(window, site, ADMISSIONS)
    reached = []
    for _ in range(60):
        window.keyboard.press("Tab")
        name = window.evaluate(
            """() => {
                let e = document.activeElement
                while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement
                return e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? ''
            }"""
        )
        reached.append(name.strip())
    wanted = ("Design", "As of year", "Without the source", "First-hand only", "Map")
    places = [next((n for n, name in enumerate(reached) if word in name), -1) for word in wanted]
    assert places == sorted(places)
    assert min(places) >= 0, reached
    window.get_by_role("checkbox", name="Map").focus()
    window.keyboard.press("Space")
    expect(window.locator(".map canvas")).to_be_visible()
    expect(window).to_have_url(re.compile("map=true"))
    window.reload()
    settled(window)
    expect(window.locator(".map canvas")).to_be_visible()


def test_a_claim_on_paper_has_no_navigation_and_no_widgets_and_is_black_on_white(window: Page, site: str) -> None:
    window.emulate_media(color_scheme="dark")
    open_page(window, site, WITH_MAP)
    window.emulate_media(media="print", color_scheme="dark")
    try:
        expect(window.get_by_role("heading", name="Sources, and what was read of them (3)")).to_be_visible()
        for hidden in (
            "header",
            ".map",
            "[data-testid=stCheckbox]",
            "form",
            "[data-testid=stExpander]",
        ):
            assert window.locator(hidden).count(), hidden
            for each in window.locator(hidden).all():
                expect(each).to_be_hidden()
        ink = window.locator(".kb h1").first.evaluate("e => getComputedStyle(e).color")
        paper = window.locator("[data-testid=stMain]").evaluate("e => getComputedStyle(e).backgroundColor")
        assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
        # nothing is cut off: the page itself is as tall as all that is on it
        tall = window.evaluate(
            "() => [document.documentElement.scrollHeight, document.querySelector('.stMain').scrollHeight]"
        )
        assert tall[0] >= tall[1] > 1000
    finally:
        window.emulate_media(media="screen", color_scheme="light")


def test_every_page_can_be_read_on_paper_whatever_the_theme(window: Page, site: str) -> None:
    window.emulate_media(media="screen", color_scheme="dark")
    try:
        for path in PATHS:
            open_page(window, site, path)
            window.emulate_media(media="print", color_scheme="dark")
            dark = window.locator(".kb").evaluate_all(
                """surfaces => surfaces.flatMap(e => [e, ...e.querySelectorAll('*')]).filter(e => {
                    const [r, g, b, alpha = 1] = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number)
                    return alpha > 0 && r + g + b < 600
                }).map(e => e.outerHTML.slice(0, 100))"""
            )
            assert dark == [], path
            window.emulate_media(media="screen", color_scheme="dark")
    finally:
        window.emulate_media(media="screen", color_scheme="light")
