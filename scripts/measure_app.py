"""Measure the app: `python scripts/measure_app.py PROJECT [PROJECT …]`.

In a real Chromium, for each project: the pages walked within one session as links do, with the median time until each
stands as a ratio to an empty page of the same app (Search without words) in the same rounds; the time from a click on a
node of the map until the map of that node stands; and the first page of a browser that has nothing stored yet.

Over a websocket, without a browser: the processor time that the server takes for a page that is asked for the first
time, and for one that was asked for before.  Give a small project and a large one to see that it does not grow: they
are asked in turn, so that a busy moment meets both.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import zip_longest
from pathlib import Path

from app_server import Server, ordinary_pages, served
from app_session import open_session
from playwright.sync_api import Browser, Page, sync_playwright

EMPTY = "search"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]

#: the pages that have no content of their own to choose, beside those of `ordinary_pages`
OTHERS = {"empty": [EMPTY], "conflicts": ["conflicts"], "second-hand": ["second-hand"], "about": ["about"]}

#: how often pages of a kind are asked for again
AGAIN = 20

#: makes `kbStands`, which gives the milliseconds from an event, or from now, until the page shows something new and is
#: quiet; and `kbGo`, which goes to an address as a link does
WATCH = """
window.kbStands = async (event) => {
  const main = () => document.querySelector('[data-testid="stMain"]')
  const inside = (part) => (part.shadowRoot?.textContent.length ?? 0)
  const drawn = () => main().innerText +
    [...main().querySelectorAll('*')].filter((part) => part.shadowRoot).map(inside).join()
  const busy = () => document.querySelector('[data-stale="true"], [data-testid="stStatusWidget"]')
  const before = drawn()
  if (event) await new Promise((resolve) => window.addEventListener(event, resolve, { capture: true, once: true }))
  const start = performance.now()
  let last = "", since = start, moved = false
  while (performance.now() - start < 30000) {
    await new Promise(requestAnimationFrame)
    const now = drawn()
    if (now !== before) moved = true
    if (now !== last || busy()) { last = now; since = performance.now() }
    if (moved && !busy() && performance.now() - since > 250) return since - start
  }
  return NaN
}
window.kbGo = (address) => {
  const stands = window.kbStands()
  window.history.pushState({}, "", address)
  window.dispatchEvent(new PopStateEvent("popstate"))
  return stands
}
"""

#: the place of a node of the map that is not its focus and stands within the window
NODE = """
() => {
  const boxes = [...document.querySelectorAll('*')].map((part) => part.shadowRoot?.querySelector('.map'))
  const box = boxes.find((found) => found?.network) ?? document.querySelector('.map')
  const { x, y } = box.querySelector('canvas').getBoundingClientRect()
  const places = box.network.body.nodeIndices
    .filter((id) => id !== new URL(location).searchParams.get('focus'))
    .map((id) => box.network.canvasToDOM(box.network.getPosition(id)))
    .map((at) => [x + at.x, y + at.y])
  return places.find(([, down]) => down > 100 && down < innerHeight - 50)
}
"""


def main() -> None:
    """Measure the projects that the command line names, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=8, help="how often each page is walked in the browser")
    given = parser.parse_args()
    pages = {project: ordinary_pages(project) for project in given.projects}
    for project in given.projects:
        with served(project) as server, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=_browser(), args=FLAGS)
            times = walked(server, browser, pages[project], given.rounds)
            _print_times(project, times, cold(server, browser, given.rounds))
            browser.close()
    with ExitStack() as stack:
        servers = [stack.enter_context(served(project)) for project in given.projects]
        each = asyncio.run(asked(servers, [pages[project] | OTHERS for project in given.projects]))
    _print_processor(dict(zip(given.projects, each, strict=True)))


def walked(server: Server, browser: Browser, pages: Mapping[str, list[str]], rounds: int) -> dict[str, list[float]]:
    """The times of each page over the rounds in milliseconds; pages in turn, so that a busy moment meets all alike."""
    walk = {"empty": EMPTY, **{name: addresses[0] for name, addresses in pages.items() if name != "search"}}
    found: dict[str, list[float]] = {name: [] for name in (*walk, "map click")}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{server.address}/about")
    page.wait_for_timeout(4000)
    page.evaluate(WATCH)
    for number in range(rounds + 1):
        for name, address in walk.items():
            took = {name: float(page.evaluate("(address) => window.kbGo(address)", address))}
            if name == "map":
                took["map click"] = _clicked(page)
            # the first round fills caches, as the first reader of the day does
            for kind, time_ in took.items() if number else ():
                found[kind].append(time_)
    page.close()
    return found


def cold(server: Server, browser: Browser, rounds: int) -> dict[str, list[float]]:
    """The times in milliseconds until an empty page and the overview stand in a browser that has nothing stored."""
    found: dict[str, list[float]] = {"empty": [], "overview": []}
    for _ in range(rounds):
        for name, address in (("empty", EMPTY), ("overview", "")):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            began = time.perf_counter()
            page.goto(f"{server.address}/{address}", wait_until="commit")
            page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
            page.locator(".kb .legend" if name == "overview" else ".kb h1").first.wait_for()
            found[name].append((time.perf_counter() - began) * 1000)
            context.close()
    return found


async def asked(
    servers: Sequence[Server], pages: Sequence[Mapping[str, list[str]]]
) -> list[dict[str, tuple[float, float]]]:
    """For each server and kind of page the median processor time in milliseconds: asked anew, and asked again."""
    sessions = [await open_session(server.address) for server in servers]
    for session in sessions:
        await session.go("about")

    async def took(number: int, address: str) -> float:
        before = servers[number].processor_ms()
        await sessions[number].go(address)
        # what the server does when the page has gone out belongs to it too
        await asyncio.sleep(0.05)
        return servers[number].processor_ms() - before

    async def in_turn(name: str, *, again: bool) -> list[float]:
        addresses = [(kinds[name] * AGAIN)[:AGAIN] if again else kinds[name] for kinds in pages]
        found: list[list[float]] = [[] for _ in servers]
        for turn in zip_longest(*addresses):
            for number, address in enumerate(turn):
                if address is not None:
                    found[number].append(await took(number, address))
        return [statistics.median(times) for times in found]

    anew = {name: await in_turn(name, again=False) for name in pages[0]}
    again = {name: await in_turn(name, again=True) for name in pages[0]}
    for session in sessions:
        await session.connection.close()
    return [{name: (anew[name][n], again[name][n]) for name in pages[0]} for n in range(len(servers))]


def _clicked(page: Page) -> float:
    page.evaluate("() => { window.kbClicked = window.kbStands('pointerdown') }")
    page.mouse.click(*page.evaluate(NODE))
    return float(page.evaluate("() => window.kbClicked"))


def _print_times(project: Path, times: Mapping[str, list[float]], cold_times: Mapping[str, list[float]]) -> None:
    print(f"\n{project}\npage            ms  ratio to empty")
    empty = statistics.median(times["empty"])
    for name, each in times.items():
        print(f"{name:12} {statistics.median(each):5.0f} {statistics.median(each) / empty:6.2f}")
    empty, first = (statistics.median(cold_times[name]) for name in ("empty", "overview"))
    print(f"first page   {first:5.0f} {first / empty:6.2f} (of {empty:.0f} ms for an empty first page)", flush=True)


def _print_processor(processor: Mapping[Path, Mapping[str, tuple[float, float]]]) -> None:
    """The server's processor time by page and project, and for several the last as a ratio to the first."""
    print("\nserver's processor, ms: a page asked anew / asked again")
    print(f"{'page':12}", *(f"{project.name or str(project.resolve().name):>16}" for project in processor))
    each = list(processor.values())
    for name in each[0]:
        cells = [f"{found[name][0]:7.1f} / {found[name][1]:6.1f}" for found in each]
        if len(each) > 1:
            cells.append(" ratio {:.2f} / {:.2f}".format(*(each[-1][name][n] / each[0][name][n] for n in (0, 1))))
        print(f"{name:12}", *cells)


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("Chromium or Chrome is needed")
    return found


if __name__ == "__main__":
    main()
