"""The index beside what else could hold it: `python scripts/compare_stores.py URL`, a SQLite index of `fill_store.py`.

DuckDB, Kuzu, Oxigraph and networkx in memory get the same claims, sources and votes, and are asked the same questions,
each in its own language and with the verdicts written beside the claims as the index has them.  Those are compared that
can be imported; `pip install duckdb kuzu pyoxigraph` gets them all.  Printed are the seconds of loading and the median
milliseconds of each question over what is asked about, of each the best of some rounds; all must find as many rows.
"""

# ruff: noqa: D102 - `Peer` says what each question gives

from __future__ import annotations

import argparse
import importlib.util
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from measure_store import Given, ordinary
from store_peers import ABOUT, CLAIMS, CONFLICTS, PEERS, Peer, Row, Rows, most

from kb.store import Reader, Store, lists, open_store
from kb.store.lists import Listed, Wanted
from kb.verdicts import State


class Ours:
    """The index."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def claim(self, id_: str) -> Sequence[Any]:
        with self._store.reading() as connection:
            reader = Reader(connection)
            votes = reader.votes_on([id_])
            names = reader.names_of(vote.source for vote in votes)
        return [(vote.source, names[vote.source], vote.stance) for vote in votes]

    def source(self, key: str) -> Sequence[Any]:
        with self._store.reading() as connection:
            reader = Reader(connection)
            stances = {vote.claim: vote.stance for vote in reader.votes_of(key)}
            return [(summary.id, summary.state, stances[summary.id]) for summary in reader.summaries(stances)]

    def compare(self, a: str, b: str) -> Sequence[Any]:
        with self._store.reading() as connection:
            reader = Reader(connection)
            theirs = {vote.claim: vote.stance for vote in reader.votes_of(b)}
            return [(v.claim, v.stance, theirs[v.claim]) for v in reader.votes_of(a) if v.claim in theirs]

    def matrix(self, topic: str) -> Sequence[Any]:
        with self._store.reading() as connection:
            return Reader(connection).votes_on(self._ids(connection, Wanted(topics=(topic,)), CLAIMS))

    def conflicts(self) -> Sequence[Any]:
        with self._store.reading() as connection:
            ids = self._ids(connection, Wanted(states=(State.CONFLICTING,)), CONFLICTS)
            return Reader(connection).summaries(ids)

    def neighbours(self, key: str) -> Sequence[Any]:
        with self._store.reading() as connection:
            reader = Reader(connection)
            shared: dict[str, int] = {}
            for vote in reader.votes_on(vote.claim for vote in reader.votes_of(key)):
                shared[vote.source] = shared.get(vote.source, 0) + 1
        shared.pop(key, None)
        return most(shared)

    def _ids(self, connection: Any, wanted: Wanted, most: int) -> list[str]:  # noqa: ANN401 - as the store gives it
        return lists.claim_ids(connection, Listed(wanted), most)


def main() -> None:
    """Compare on the index that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    store = open_store(given.url)
    rows, asked = rows_of(store), ordinary(store, given.items)
    print(f"{len(rows.claims):,} claims, {len(rows.sources):,} sources, {len(rows.votes):,} votes")
    print(f"{'p50 ms':12}{'load s':>8}" + "".join(f"{name:>12}" for name in ABOUT))
    ours, sizes = measured(Ours(store), asked, given.rounds)
    print(_line("this index", 0.0, ours), flush=True)
    for name, (module, make) in PEERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name:12} is not there: pip install {module}")
            continue
        began = time.perf_counter()
        peer = make(rows)
        loading = time.perf_counter() - began
        times, found = measured(peer, asked, given.rounds)
        print(_line(name, loading, times), flush=True)
        for question, number in found.items():
            if number != sizes[question]:
                print(f"  {question}: {number} rows, not {sizes[question]}")
            if times[question] < ours[question]:
                print(f"  {question}: {ours[question] / times[question]:.1f} times as fast as this index")
        del peer
    store.close()


def rows_of(store: Store) -> Rows:
    """What the peers get, from the index."""
    with store.reading() as connection:

        def rows(words: str) -> list[Row]:
            return [tuple(row) for row in connection.exec_driver_sql(words)]

        return Rows(
            claims=rows("SELECT id, topic, state, contest, statement FROM claims"),
            sources=rows("SELECT key, citation FROM sources"),
            votes=rows("SELECT claim, source, stance FROM units"),
        )


def measured(peer: Peer, asked: Given, rounds: int) -> tuple[dict[str, float], dict[str, int]]:
    """The median milliseconds of each question, and the number of all rows found."""
    times: dict[str, float] = {}
    sizes: dict[str, int] = {}
    for question, about in ABOUT.items():
        ask: Callable[..., Sequence[Any]] = getattr(peer, question)
        # the first round is not counted: statements are prepared in it
        sizes[question] = sum(len(ask(*values)) for values in asked[about])
        times[question] = statistics.median(_best(ask, values, rounds) for values in asked[about])
    return times, sizes


def _best(ask: Callable[..., Sequence[Any]], values: Sequence[str], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        ask(*values)
        best = min(best, time.perf_counter() - began)
    return best * 1e3


def _line(name: str, loading: float, times: Mapping[str, float]) -> str:
    return f"{name:12}{loading:8.1f}" + "".join(f"{time:12.3f}" for time in times.values())


if __name__ == "__main__":
    main()
