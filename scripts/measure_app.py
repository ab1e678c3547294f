"""Measure the app in a real Chromium: `python scripts/measure_app.py FOLDER [FOLDER …]`.

For each project it starts the app, walks its pages within one session as links do, and prints for each page the median
time until it stands, as a ratio to an empty page of the same app (Search without words) in the same rounds, with the
processor time that the server took.  Give two projects of different size to see that a page's cost does not grow.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
EMPTY = "search"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]

#: goes to an address as a link does, and gives the milliseconds until the page has drawn something new and is quiet
GO = """
async (address) => {
  const main = () => document.querySelector('[data-testid="stMain"]')
  const inside = (part) => (part.shadowRoot?.textContent.length ?? 0)
  const drawn = () => [...main().querySelectorAll('*')].filter((part) => part.shadowRoot).map(inside).join()
  const busy = () => document.querySelector('[data-stale="true"], [data-testid="stStatusWidget"]')
  const start = performance.now()
  window.history.pushState({}, "", address)
  window.dispatchEvent(new PopStateEvent("popstate"))
  let last = "", since = start, moved = false
  const before = main().innerText + drawn()
  while (performance.now() - start < 30000) {
    await new Promise(requestAnimationFrame)
    const now = main().innerText + drawn()
    if (now !== before) moved = true
    if (now !== last || busy()) { last = now; since = performance.now() }
    if (moved && !busy() && performance.now() - since > 250) return since - start
  }
  return NaN
}
"""


@dataclass
class Measured:
    """Times of one page in milliseconds, and the server's processor time for each visit."""

    times: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def main() -> None:
    """Measure the projects that the command line names, and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    given = parser.parse_args()
    results = [(project, measure(project, given.rounds)) for project in given.projects]
    for project, measured in results:
        print(f"\n{project}\npage       ms  ratio  server ms")
        empty = statistics.median(measured["empty"].times)
        for name, page in measured.items():
            middle, processor = statistics.median(page.times), statistics.median(page.processor)
            print(f"{name:9} {middle:5.0f} {middle / empty:6.2f} {processor:9.0f}")


def measure(project: Path, rounds: int) -> dict[str, Measured]:
    """Each page's times over the rounds, pages in turn so that a busy moment meets them all alike."""
    with tempfile.TemporaryDirectory() as folder, served(project, Path(folder)) as (address, server):
        pages = {"empty": EMPTY, **addresses(project, Path(folder))}
        found = {name: Measured() for name in pages}
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=_browser(), args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(f"{address}/about")
            page.wait_for_timeout(4000)
            for number in range(rounds + 1):
                for name, path in pages.items():
                    took, processor = _visit(page, path, server)
                    # the first round fills caches, as the first reader of the day does
                    if number:
                        found[name].times.append(took)
                        found[name].processor.append(processor)
            browser.close()
    return found


def addresses(project: Path, folder: Path) -> dict[str, str]:
    """The pages to visit: of each kind one with ordinary content."""
    claims = [row["id"] for row in _kb_json(project, folder, "claims")]
    claim = claims[min(len(claims) // 10, len(claims) - 1)]
    keys = sorted({row["key"] for row in _kb_json(project, folder, "sources", "--claim", claim)})
    other = keys[1] if len(keys) > 1 else keys[0]
    return {
        "overview": "./",
        "claim": f"claim?id={claim}",
        "source": f"source?key={keys[0]}",
        "matrix": "matrix",
        "compare": f"compare?a={keys[0]}&b={other}",
        "map": f"map?focus=claim:{claim}",
    }


@contextmanager
def served(project: Path, folder: Path) -> Iterator[tuple[str, int]]:
    """The app's address and the process id of its server; its index is built before."""
    database = f"sqlite:///{folder.as_posix()}/kb.sqlite"
    kb = [sys.executable, "-m", "kb", "--project", str(project), "--db", database]
    subprocess.run([*kb, "build"], check=True, cwd=ROOT)
    with subprocess.Popen([*kb, "app", "--no-browser", "--port", "8571"], cwd=ROOT, stdout=subprocess.DEVNULL) as app:
        address = "http://127.0.0.1:8571"
        for _ in range(120):
            time.sleep(0.5)
            try:
                urllib.request.urlopen(f"{address}/_stcore/health").close()  # noqa: S310 - our own server
            except OSError:
                continue
            break
        yield address, _server_of(app.pid)
        app.terminate()


def _visit(page: Page, path: str, server: int) -> tuple[float, float]:
    before = _processor_time(server)
    took = float(page.evaluate(GO, path))
    return took, _processor_time(server) - before


def _processor_time(pid: int) -> float:
    """Milliseconds of processor time a process has taken; zero where the system does not say."""
    try:
        parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(parts[11]) + int(parts[12])) * 10.0


def _server_of(pid: int) -> int:
    """The process that serves: the one `kb app` started, or itself."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        children = []
    return int(children[0]) if children else pid


def _kb_json(project: Path, folder: Path, *arguments: str) -> list[dict[str, str]]:
    database = f"sqlite:///{folder.as_posix()}/kb.sqlite"
    command = [sys.executable, "-m", "kb", "--project", str(project), "--db", database, *arguments, "--json"]
    answer: list[dict[str, str]] = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout)
    return answer


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit("Chromium or Chrome is needed")
    return found


if __name__ == "__main__":
    main()
