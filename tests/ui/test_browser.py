"""The app as `kb app` starts it, in a real Chromium: addresses, Back and Forward, no request to anywhere else."""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kb.diagnostics import KbError
from kb.project import Project
from kb.ui.launch import run_app
from tests.ui import projects
from tests.ui.serving import ADMISSIONS, PATHS, ROOT, served, settled

Go = Callable[..., Page]

STATEMENT = "Employing peer support workers reduces psychiatric admissions."


@pytest.fixture
def strangers() -> list[str]:
    """Addresses elsewhere that a page asked for."""
    return []


@pytest.fixture
def go(browser: Browser, site: str, strangers: list[str]) -> Iterator[Go]:
    """Opens a page of the app in a fresh window, wide and light unless told otherwise."""
    contexts = []

    def opened(path: str, base: str = site, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: strangers.append(request.url) if _is_foreign(request.url, base) else None)
        page.goto(base + path)
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def _is_foreign(url: str, base: str) -> bool:
    return not url.startswith((base, base.replace("http", "ws"), "data:", "blob:"))


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            "() => Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')]"
            ".map(e => e.scrollWidth - e.clientWidth))"
        )
    )


def heading(page: Page, words: str) -> None:
    expect(page.locator(".kb h1").first).to_contain_text(words)
    settled(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_fits_shows_no_exception_and_asks_nobody_else(
    go: Go, site: str, strangers: list[str], width: int, scheme: str
) -> None:
    page = go("/", width=width, scheme=scheme)
    for path in PATHS:
        page.goto(site + path)
        settled(page)
        assert overflow(page) <= 0, path
        assert page.get_by_test_id("stException").count() == 0, path
        assert "Traceback" not in page.inner_text("body"), path
    assert strangers == []


def test_a_deep_link_survives_reload(go: Go) -> None:
    page = go(ADMISSIONS)
    heading(page, "reduces psychiatric admissions")
    expect(page).to_have_title(re.compile("reduces psychiatric admissions"))
    page.reload()
    heading(page, "reduces psychiatric admissions")


def test_links_stay_in_the_session_and_back_and_forward_follow_them(go: Go) -> None:
    page = go("/")
    page.evaluate("window.__same = true")
    page.get_by_role("link", name=STATEMENT, exact=True).click()
    heading(page, "reduces psychiatric admissions")
    page.get_by_role("link", name="Employing peer support workers improves outcomes").click()
    heading(page, "improves outcomes")
    page.go_back()
    heading(page, "reduces psychiatric admissions")
    page.get_by_role("link", name="Repper & Carter 2011").first.click()
    heading(page, "A review of the literature on peer support")
    page.go_back()
    heading(page, "reduces psychiatric admissions")
    page.go_back()
    heading(page, "Where studies agree")
    page.go_forward()
    heading(page, "reduces psychiatric admissions")
    assert page.url.endswith(ADMISSIONS)
    assert page.evaluate("window.__same") is True


def test_a_link_opened_in_a_new_window_leads_to_the_same_page(go: Go) -> None:
    page = go("/")
    link = page.get_by_role("link", name=STATEMENT, exact=True)
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    heading(opened.value, "reduces psychiatric admissions")


def test_a_section_is_reached_from_the_top_of_its_page_without_another_address(go: Go) -> None:
    page = go("/")
    page.goto(f"{page.url}source?key=lloydevans2014")
    settled(page)
    address, steps = page.url, page.evaluate("history.length")
    page.evaluate("window.__same = true")
    page.get_by_role("link", name="Cited here (3)").click()
    title = page.get_by_role("heading", name="Cited here (3)")
    expect(title).to_be_in_viewport()
    assert title.evaluate("e => e.getRootNode().activeElement === e.closest('section')")
    assert title.evaluate("e => e.getBoundingClientRect().top") > 60, "below the bar of the menu"
    assert (page.url, page.evaluate("history.length")) == (address, steps)
    page.go_back()
    heading(page, "Where studies agree")


@pytest.mark.parametrize("path", [ADMISSIONS, "/conflicts", "/source?key=lloydevans2014"])
def test_no_sign_ends_a_line_without_its_word(go: Go, path: str) -> None:
    """At 390 pixels "1 more independent study that disputes it: ≠ conflicting" does not fit on one line."""
    signs = go(path, width=390).locator(".badge .glyph, li > span .glyph")
    alone = signs.evaluate_all(
        """signs => signs.filter(sign => {
            const walk = document.createTreeWalker(sign.parentElement.parentElement, NodeFilter.SHOW_TEXT)
            walk.currentNode = sign.lastChild
            let next = walk.nextNode()
            while (next && !next.data.trim()) next = walk.nextNode()
            if (!next) return false
            const word = document.createRange()
            const begins = next.data.search(/\\S/)
            word.setStart(next, begins)
            word.setEnd(next, begins + 1)
            return word.getBoundingClientRect().top > sign.getBoundingClientRect().bottom
        }).map(sign => sign.parentElement.textContent)"""
    )
    assert signs.count() > 3
    assert alone == []


def test_both_choices_of_a_comparison_have_the_whole_width_of_a_narrow_screen(go: Go) -> None:
    boxes = go("/compare?a=collins2016&b=repper2011", width=390).get_by_test_id("stSelectbox")
    expect(boxes).to_have_count(2)
    assert all(width > 340 for width in boxes.evaluate_all("all => all.map(e => e.getBoundingClientRect().width)"))


def test_filters_stand_in_the_address_and_come_back_from_it(go: Go) -> None:
    page = go("/")
    page.get_by_label("Words").fill("admissions")
    page.get_by_label("Words").press("Enter")
    expect(page).to_have_url(re.compile("words=admissions"))
    expect(page.get_by_text(re.compile(r"^\d+ of \d+ claims$"))).to_be_visible()
    shown = page.get_by_text(re.compile(r"^\d+ of \d+ claims$")).inner_text()
    page.reload()
    settled(page)
    expect(page.get_by_text(shown)).to_be_visible()
    other = go("/?state=conflicting&kind=effect")
    expect(other.get_by_text(re.compile(r"^\d+ of \d+ claims$"))).to_be_visible()


def test_a_restriction_stands_in_the_address(go: Go) -> None:
    page = go(ADMISSIONS)
    page.get_by_text("First-hand only").click()
    expect(page.locator(".verdict")).to_have_count(2)
    assert "first_hand=true" in page.url
    page.reload()
    expect(page.locator(".verdict")).to_have_count(2)
    again = go(f"{ADMISSIONS}&without=repper2011")
    expect(again.locator(".verdict").first).to_contain_text("without Repper & Carter 2011")


def test_a_page_that_does_not_exist_leads_to_the_first_one(go: Go) -> None:
    heading(go("/nowhere"), "Where studies agree")


def test_an_unknown_claim_is_one_line(go: Go) -> None:
    page = go("/claim?id=psw-reduces-admision")
    expect(page.get_by_text("did you mean 'psw-reduces-admissions'?")).to_be_visible()


def test_everything_can_be_reached_with_the_keyboard(go: Go) -> None:
    page = go("/?state=conflicting")
    link = page.locator(".claims a[href^=claim]").first
    name = link.inner_text()
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("e => e.getRootNode().activeElement === e"):
            break
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    heading(page, name)


def test_two_windows_do_not_see_each_others_filters(go: Go) -> None:
    one, other = go("/"), go("/")
    one.get_by_label("Words").fill("admissions")
    one.get_by_label("Words").press("Enter")
    expect(one.get_by_text(re.compile(r"^\d+ of \d+ claims$"))).to_be_visible()
    other.reload()
    settled(other)
    expect(other.get_by_label("Words")).to_have_value("")


def test_a_hostile_base_runs_nothing_and_fetches_nothing(
    go: Go, strangers: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    with served(projects.hostile(folder / "project"), folder) as address:
        claim, first, second = "/claim?id=reduces-admissions", "/source?key=lee2018", "/source?key=cho2020"
        more = (
            "/matrix",
            "/map",
            "/map?focus=claim:reduces-admissions",
            "/compare?a=lee2018&b=kim2019",
            "/search?q=window",
            "/sources",
            "/second-hand",
            "/problems",
        )
        pages = ("/", claim, first, second, "/conflicts", *more)
        page = go("/", base=address, width=390)
        for path in pages:
            page.goto(address + path)
            settled(page)
            assert page.evaluate("window.__xss") is None, path
            assert page.locator("img[src*=evil]").count() == 0, path
            assert overflow(page) <= 0, path
            assert page.get_by_test_id("stException").count() == 0, path
    assert strangers == []


@pytest.mark.parametrize("path", ["/matrix", "/matrix?turned=true"])
@pytest.mark.parametrize("width", [1280, 390])
def test_each_head_of_the_matrix_stands_over_its_column(go: Go, path: str, width: int) -> None:
    table = go(path, width=width).locator("table.matrix")
    heads, cells = table.evaluate(
        "e => [e.tHead, e.tBodies[0]].map(part => [...part.rows[0].cells].map(c => Math.round(c.getBoundingClientRect().left)))"
    )
    assert heads == cells
    assert len(heads) > 5


def drawn_boxes(map_: Locator) -> dict[str, list[float]]:
    """Left, top, right and bottom of each node as it is drawn, in pixels of the canvas."""
    made: dict[str, list[float]] = map_.evaluate(
        """e => Object.fromEntries(e.network.body.data.nodes.getIds().map(id => {
            const { left, top, width, height } = e.network.body.nodes[id].shape
            const ends = [[left, top], [left + width, top + height]]
            const [a, b] = ends.map(([x, y]) => e.network.canvasToDOM({ x, y }))
            return [id, [a.x, a.y, b.x, b.y]]
        }))"""
    )
    return made


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("focus", ["claim:psw-reduces-admissions", "source:lloydevans2014", "topic:effectiveness"])
def test_every_box_of_a_map_is_readable_whole_and_on_no_other(go: Go, focus: str, width: int) -> None:
    map_ = go(f"/map?focus={focus}", width=width).locator(".map")
    expect(map_.locator("canvas")).to_be_visible()
    boxes = drawn_boxes(map_)
    wide, high = map_.evaluate("e => [e.clientWidth, e.clientHeight]")
    assert len(boxes) > 3
    for id_, (left, top, right, bottom) in boxes.items():
        assert (left >= 0, top >= 0, right <= wide, bottom <= high) == (True, True, True, True), id_
    for (one, a), (other, b) in combinations(boxes.items(), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
    # letters of 15 pixels, hardly made smaller
    assert map_.evaluate("e => e.network.getScale()") >= 0.9


def test_a_map_is_laid_out_anew_when_the_window_becomes_narrow(go: Go) -> None:
    page = go("/map?focus=source:lloydevans2014")
    expect(page.locator(".map canvas")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".map")).to_have_js_property("look", "falsetrue")
    middles = {round((left + right) / 2) for left, _, right, _ in drawn_boxes(page.locator(".map")).values()}
    assert max(middles) - min(middles) <= 1


@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_the_map_goes_there_and_back_returns(go: Go, width: int) -> None:
    page = go("/map?focus=claim:psw-reduces-admissions", width=width)
    expect(page.locator(".map canvas")).to_be_visible()
    left, top, right, bottom = drawn_boxes(page.locator(".map"))["source:repper2011"]
    page.locator(".map").click(position={"x": (left + right) / 2, "y": (top + bottom) / 2})
    expect(page).to_have_url(re.compile("/map\\?focus=source%3Arepper2011$"))
    heading(page, "A review of the literature on peer support")
    page.go_back()
    heading(page, STATEMENT)


def test_a_click_on_the_map_fetches_the_library_that_draws_it_no_second_time(go: Go) -> None:
    page = go("/about")
    sizes: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sizes.append(len(frame))))
    page.goto(page.url.replace("/about", "/map?focus=claim:psw-reduces-admissions"))
    expect(page.locator(".map canvas")).to_be_visible()
    settled(page)
    assert max(sizes) > 400_000
    sizes.clear()
    left, top, right, bottom = drawn_boxes(page.locator(".map"))["source:repper2011"]
    page.locator(".map").click(position={"x": (left + right) / 2, "y": (top + bottom) / 2})
    heading(page, "A review of the literature on peer support")
    settled(page)
    assert 0 < sum(sizes) < 200_000


def test_a_map_can_be_taken_along_as_one_file_that_asks_nobody(
    go: Go, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("map")
    with served(projects.hostile(folder / "project"), folder) as address:
        page = go("/map?focus=claim:reduces-admissions", base=address)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as one HTML file").click()
        download.value.save_as(folder / "map.html")
    alone = browser.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    alone.on("request", lambda request: asked.append(request.url))
    alone.on("pageerror", lambda error: complaints.append(str(error)))
    alone.goto((folder / "map.html").as_uri())
    alone.wait_for_selector("#map canvas")
    assert asked == [(folder / "map.html").as_uri()]
    assert complaints == []
    assert alone.evaluate("window.__xss") is None
    assert alone.locator("tbody tr").count() >= 2
    alone.close()


def test_a_foreign_name_for_this_machine_is_refused(site: str) -> None:
    port = int(site.rpartition(":")[2])
    request = (
        "GET /_stcore/stream HTTP/1.1\r\nHost: rebound.example\r\nOrigin: http://rebound.example\r\nConnection: Upgrade\r\n"
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request.encode())
        assert b" 403 " in connection.recv(200).splitlines()[0] + b" "


def test_a_port_in_use_is_told_before_anything_starts(site: str) -> None:
    port = int(site.rpartition(":")[2])
    with pytest.raises(KbError, match=f"port {port} cannot be used: address already in use") as caught:
        run_app(Project(ROOT), None, port, open_browser=False)
    assert caught.value.hint == f"name another: --port {port + 1}"


def test_no_server_is_left_behind_when_only_the_command_is_ended(tmp_path: Path) -> None:
    with served(
        projects.write(tmp_path / "project"), tmp_path, end=lambda pid: os.kill(pid, signal.SIGTERM)
    ) as address:
        port = int(address.rpartition(":")[2])
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=5):
        pass


def test_the_app_writes_nothing_beside_its_index(go: Go, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("clean")
    project = projects.write(folder / "project")
    before = sorted(project.rglob("*"))
    with served(project, folder) as address:
        go("/", base=address)
    assert sorted(project.rglob("*")) == before
    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"project", "app.log", "kb.sqlite"}
