"""Load the app with many readers: `python scripts/load_app.py PROJECT [--sessions 25] [--on overview]`.

Every session is a real one, over a websocket of its own, in which something is done once a second: a link to another
page followed, a filter changed, which is a link too.  Printed is the time from when it was due until the page stands,
over all sessions, so that an app that falls behind shows it.  What every session is shown is compared with what the
same address shows a reader who is alone: a difference is counted, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from app_server import Server, ordinary_pages, served
from app_session import Session, open_session

import kb

#: what a reader does, in turn; each begins at another place
MIX = ("overview", "words", "verdict", "claim", "source", "overview", "words", "matrix", "compare", "map", "search")
OVERVIEW = ("overview", "words", "verdict", "next")


@dataclass
class Seen:
    """The seconds that each page took, and the addresses that showed another page than to a reader who is alone."""

    seconds: list[float] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)


def main() -> None:
    """Load a project's app as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--seconds", type=int, default=30, help="how long")
    parser.add_argument("--every", type=float, default=1.0, help="seconds between what one session does")
    parser.add_argument("--on", choices=("mix", "overview"), default="mix", help="which pages")
    given = parser.parse_args()
    turns = readers(given.project, OVERVIEW if given.on == "overview" else MIX, given.sessions)
    with served(given.project) as server:
        seen, busy = asyncio.run(load(server, turns, given.seconds, given.every))
    ms = sorted(second * 1000 for second in seen.seconds)
    cuts = statistics.quantiles(ms, n=20, method="inclusive")
    print(f"{given.project} · {given.sessions} sessions · {given.on} · every {given.every:g} s for {given.seconds} s")
    print(f"{len(ms)} pages · p50 {cuts[9]:.0f} ms · p95 {cuts[18]:.0f} ms · max {ms[-1]:.0f} ms")
    print(f"server {busy / len(ms):.0f} ms of processor a page · shown another's page: {len(seen.mixed)}")
    for address in sorted(set(seen.mixed)):
        print(f"  {address}")
    sys.exit(1 if seen.mixed else 0)


def readers(project: Path, kinds: tuple[str, ...], sessions: int) -> list[list[str]]:
    """For each session the addresses it goes to in turn, then from the start again; no two filter by the same words."""
    base, pages = kb.open(project), ordinary_pages(project)
    rows = base.claim_page().rows
    states = sorted(base.states())
    found = []
    for number in range(sessions):
        row = rows[number % len(rows)]
        words = f"{max(row.statement.split(), key=len).strip('.,')} {row.statement.split()[number % 3]}"
        state = str(states[number % len(states)])
        known = {
            **{kind: addresses[number % len(addresses)] for kind, addresses in pages.items()},
            "overview": "./",
            "words": f"./?words={words}",
            "verdict": f"./?state={state}&words={words}",
            "next": f"./?after={rows[-1].id}",
        }
        found.append([known[kind] for kind in kinds])
    return found


async def load(server: Server, turns: list[list[str]], seconds: float, every: float) -> tuple[Seen, float]:
    """What the sessions saw, and the processor time in milliseconds that the server took meanwhile."""
    alone = await _alone(server, {address for addresses in turns for address in addresses})
    sessions = [await _begun(server) for _ in turns]
    before, start = server.processor_ms(), time.perf_counter() + 0.5
    rounds = int(seconds / every)
    reading = [
        # each session begins at another page
        _read(
            session,
            list(islice(cycle(addresses), number, number + rounds)),
            alone,
            start + every * number / len(turns),
            every,
        )
        for number, (session, addresses) in enumerate(zip(sessions, turns, strict=True))
    ]
    each = await asyncio.gather(*reading)
    busy = server.processor_ms() - before
    for session in sessions:
        await session.connection.close()
    times = [second for seen in each for second in seen.seconds]
    return Seen(times, [address for seen in each for address in seen.mixed]), busy


async def _alone(server: Server, addresses: set[str]) -> dict[str, str]:
    """What each address shows a reader who is alone."""
    session, shown = await _begun(server), dict[str, str]()
    for address in sorted(addresses):
        await session.go(address)
        shown[address] = session.content()
    await session.connection.close()
    return shown


async def _begun(server: Server) -> Session:
    session = await open_session(server.address)
    await session.go("search")
    return session


async def _read(session: Session, addresses: list[str], alone: dict[str, str], first: float, every: float) -> Seen:
    seen = Seen()
    for number, address in enumerate(addresses):
        due = first + number * every
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        await session.go(address)
        seen.seconds.append(time.perf_counter() - due)
        if session.content() != alone[address]:
            seen.mixed.append(address)
    return seen


if __name__ == "__main__":
    main()
