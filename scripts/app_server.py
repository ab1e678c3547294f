"""The app on a project, started to be measured: its address, its processor time, and pages with ordinary content."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import kb
from kb.store.lists import Order
from kb.views.records import SourceView

ROOT = Path(__file__).resolve().parent.parent

#: how much an ordinary claim and an ordinary source hold: so many studies, so many findings and others on its claims
ORDINARY_CLAIM, ORDINARY_SOURCE, ORDINARY_OTHERS = 8, 10, 90


@dataclass(frozen=True)
class Server:
    """A running app."""

    address: str
    pid: int

    def processor_ms(self) -> float:
        """Milliseconds of processor time that the server has taken, of threads that have ended too; Linux tells it."""
        return time.clock_gettime_ns((~self.pid << 3) | 2) / 1e6


@contextmanager
def served(project: Path) -> Iterator[Server]:
    """The app on a project; its index, in the project's build folder, is brought up to date before."""
    command = [sys.executable, "-m", "kb", "--project", str(project.resolve())]
    subprocess.run([*command, "build"], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command += ["app", "--no-browser", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet) as app:
        try:
            address = f"http://127.0.0.1:{port}"
            _await(app, address)
            yield Server(address, _server_of(app.pid))
        finally:
            app.terminate()


def ordinary_pages(project: Path, most: int = 20) -> dict[str, list[str]]:
    """Addresses of some pages of each kind whose content is of ordinary size: alike on a small base and a large one."""
    base = kb.open(project)
    topics = list(base.topics())
    # in made-up bases the claims of the first topics are the ones of which most is said
    rows = [row for topic in topics[-8:] for row in base.claim_page(f'topic:"{topic}"', Order.TOPIC).rows]
    claims = [row.id for row in sorted(rows, key=lambda row: abs(row.summary.counts.units - ORDINARY_CLAIM))[:most]]
    keys = {source.key for claim in claims for source in base.claim_sources(claim)}
    sources = sorted(sorted(keys)[: 20 * most], key=lambda key: _oddity(base.source(key)))[:most]
    return {
        # a part of a list further down may be shorter in a small base
        "overview": ["./", *(f"./?claim={row.id}" for row in base.claim_page().rows[: most - 1])],
        "claim": [f"claim?id={claim}" for claim in claims],
        "source": [f"source?key={key}" for key in sources],
        "matrix": [f"matrix?of={topic}" for topic in topics[-most:]],
        "compare": [f"compare?a={a}&b={b}" for a, b in zip(sources, [*sources[1:], sources[0]], strict=True)],
        "map": [f"map?focus=claim:{claim}" for claim in claims],
        "search": [f"search?q={row.statement.split()[0]} {row.statement.split()[1]}" for row in rows[:most]],
    }


def _oddity(source: SourceView) -> float:
    """How far a source is from an ordinary one."""
    return abs(len(source.findings) - ORDINARY_SOURCE) + abs(len(source.neighbours) - ORDINARY_OTHERS) / 5


def _await(app: subprocess.Popen[bytes], address: str) -> None:
    """Until the app answers; the script ends when it does not."""
    for _ in range(240):
        if app.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health"):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.25)
    sys.exit("the app did not start")


def _server_of(pid: int) -> int:
    """The process that serves: the one `kb app` started, or itself."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        children = []
    return int(children[0]) if children else pid
