"""Measure what the app's pages ask of an index: `python scripts/measure_store.py SMALL BIG`, two database URLs.

Both are filled by `scripts/fill_store.py`, say with 10,000 and with 1,000,000 findings; the claims, sources, topics and
words that are asked for are such of which both hold about as much.  A table for each index gives the median time of
each question in milliseconds, its ratio to the best SQL for the same rows sent to the driver in the same run, and its
ratio to its own time in the first index.  Reading only is measured: what pages judge and draw is not part of it.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from store_questions import QUESTIONS, Answer, Question, Raw

from kb.store import Reader, Store, open_store
from kb.store.postgresql import SCHEMA

#: what is asked about: the values of each question
Given = Mapping[str, Sequence[tuple[str, ...]]]

_RARE = re.compile(r"\bterm(\d+)\b")


@dataclass(frozen=True)
class Measured:
    """The median times of a question in milliseconds, through the program and in SQL, and how many rows it has."""

    ours: float
    raw: float
    rows: int


def main() -> None:
    """Measure the indexes that the command line names, and print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("urls", nargs="+", metavar="URL")
    parser.add_argument("--items", type=int, default=60, help="how many claims, sources and so on are asked for")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    first: dict[str, Measured] = {}
    for url in given.urls:
        found = measure(url, given.items, given.rounds)
        first = first or found
        print("\n".join(table(found, first)), flush=True)


def table(found: Mapping[str, Measured], first: Mapping[str, Measured]) -> Iterator[str]:
    """The times of one index as lines."""
    yield f"{'question':20}{'rows':>8}{'p50 ms':>10}{'SQL ms':>10}{'to SQL':>9}{'to first':>10}"
    for name, each in found.items():
        to_raw, to_first = each.ours / each.raw, each.ours / first[name].ours
        yield f"{name:20}{each.rows:8}{each.ours:10.3f}{each.raw:10.3f}{to_raw:9.2f}{to_first:10.2f}"


def measure(url: str, items: int, rounds: int) -> dict[str, Measured]:
    """The times of all questions in one index."""
    store = open_store(url)
    try:
        given = ordinary(store, items)
        with bare(store) as raw:
            print(f"{store.where}: {', '.join(f'{len(each)} of {about}' for about, each in given.items() if about)}")
            return {name: _measured(store, raw, question, given, rounds) for name, question in QUESTIONS.items()}
    finally:
        store.close()


def _measured(store: Store, raw: Raw, question: Question, given: Given, rounds: int) -> Measured:
    """The medians over what is asked about; of each the best round counts, which nothing else disturbed."""
    ours: list[float] = []
    theirs: list[float] = []
    rows: list[int] = []
    for values in given[question.about]:
        ask_it = partial(ask, store, question, values)
        ask_sql = partial(ask_raw, raw, question, values)
        # the first round is not counted: statements are prepared in it
        rows.append(sum(map(len, ask_it())))
        ask_sql()
        both = [(timed(ask_it), timed(ask_sql)) for _ in range(rounds)]
        ours.append(min(mine for mine, _ in both))
        theirs.append(min(sql for _, sql in both))
    return Measured(statistics.median(ours), statistics.median(theirs), int(statistics.median(rows)))


def timed(do: Callable[[], Answer]) -> float:
    """The milliseconds that it takes."""
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1e3


def ask(store: Store, question: Question, values: Sequence[str]) -> Answer:
    """What the program reads, in a transaction as each page has it."""
    with store.reading() as connection:
        return question.asked(Reader(connection), *values)


def ask_raw(raw: Raw, question: Question, values: Sequence[str]) -> Answer:
    """What SQL gives, in such a transaction too."""
    raw.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if raw.is_postgresql else "BEGIN")
    answer = question.raw(raw, *values)
    raw.connection.execute("COMMIT")
    return answer


@contextmanager
def bare(store: Store) -> Iterator[Raw]:
    """A connection of the driver to the index."""
    pooled = store.engine.raw_connection()
    driver: Any = pooled.driver_connection
    is_postgresql = store.engine.dialect.name == "postgresql"
    if is_postgresql:
        driver.execute(f"SET search_path TO {store.where.rpartition(' ')[2] or SCHEMA}")
    try:
        yield Raw(driver, is_postgresql)
    finally:
        # its settings must not come to anyone else
        pooled.invalidate()


def ordinary(store: Store, items: int) -> Given:
    """What is asked about, chosen so that a small base and a big one answer with about as many rows."""
    chance = random.Random(1)  # noqa: S311 - to choose, not to hide

    def some(found: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
        wanted = sorted(map(tuple, found))
        return chance.sample(wanted, min(items, len(wanted)))

    with store.reading() as connection:

        def rows(words: str) -> list[Any]:
            return list(connection.exec_driver_sql(words))

        claims = some(rows("SELECT id FROM claims WHERE findings BETWEEN 10 AND 16"))
        sizes = rows(
            "SELECT u.source, sum(c.findings) FROM units AS u JOIN claims AS c ON c.id = u.claim GROUP BY u.source"
        )
        sources = some([source] for source, size in sizes if 120 <= size <= 180)
        topics = some(rows("SELECT topic FROM claims GROUP BY topic HAVING sum(findings) BETWEEN 400 AND 900"))
        texts = rows("SELECT statement FROM claims")
        votes = Reader(connection).votes_on(claim for (claim,) in claims)
    keys: dict[str, list[str]] = {}
    for vote in votes:
        keys.setdefault(vote.claim, []).append(vote.source)
    pairs = some((found[0], found[-1]) for found in keys.values() if len(found) > 1)
    numbers = {number for (statement,) in texts for number in _RARE.findall(statement)}
    # words begin as others do, except the longest
    longest = max(map(len, numbers))
    words = some([f"term{number}"] for number in numbers if len(number) == longest)
    return {"claim": claims, "source": sources, "pair": pairs, "topic": topics, "words": words, "": [()] * items}


if __name__ == "__main__":
    main()
