"""What measures the index asks what the pages ask, and finds what SQL finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import compare_stores
import fill_store
import measure_loading
import measure_store
import pytest
import store_peers
from store_questions import QUESTIONS

from kb.base import Base
from kb.project import Project
from kb.store import Store, open_store
from tests.store.tracing import traced

Page = Callable[..., object]


@pytest.fixture(scope="module")
def url(new_url: Callable[[], str]) -> str:
    """A small made-up base, on each engine."""
    address = new_url()
    filled = open_store(address)
    fill_store.fill(filled, 600)
    filled.close()
    return address


@pytest.fixture(scope="module")
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


def test_the_program_and_sql_find_as_many_rows(store: Store) -> None:
    given = measure_store.ordinary(store, 4)
    with measure_store.bare(store) as raw:
        for name, question in QUESTIONS.items():
            assert given[question.about], name
            for values in given[question.about]:
                ours = measure_store.ask(store, question, values)
                theirs = measure_store.ask_raw(raw, question, values)
                assert list(map(len, ours)) == list(map(len, theirs)), (name, values)
                assert sum(map(len, ours)) > 0 or question.about == "words", (name, values)


def test_the_table_has_a_line_for_each_question(url: str) -> None:
    found = measure_store.measure(url, items=2, rounds=1)
    assert set(found) == set(QUESTIONS)
    assert [line.split("  ")[0] for line in measure_store.table(found, found)] == ["question", *QUESTIONS]


def test_peers_find_as_much_as_the_index(store: Store) -> None:
    asked = measure_store.ordinary(store, 3)
    ours, theirs = compare_stores.Ours(store), store_peers.Memory(compare_stores.rows_of(store))
    _, found = compare_stores.measured(ours, asked, rounds=1)
    assert compare_stores.measured(theirs, asked, rounds=1)[1] == found
    assert all(found.values())


#: what each page asks, beside the topics to choose from, which are as many as the base has
PAGES: dict[str, Page] = {
    "claim page": Base.claim,
    "source page": Base.source,
    "compare": Base.compare,
    "matrix block": lambda base, topic: [base.claim_page(f"topic:{topic}"), base.crossing(ids(base, topic))],
    "search": Base.search,
    "conflicts": lambda base: [base.conflict_page(), base.mismatch_page()],
    "overview page": lambda base: [base.totals(), base.states(), base.designs(), base.claim_page()],
    "map neighbourhood": lambda base, topic: [base.claim_page(f"topic:{topic}"), base.ties(ids(base, topic))],
}


def ids(base: Base, topic: str) -> tuple[str, ...]:
    return tuple(row.id for row in base.claim_page(f"topic:{topic}").rows)


def shapes(asked: list[str]) -> set[str]:
    """The statements without their values."""
    without = (re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", statement) for statement in asked)
    return {re.sub(r"\?(, \?)+", "?", statement) for statement in without}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_measured_is_what_the_page_asks(tmp_path: Path, name: str) -> None:
    store = open_store(f"sqlite:///{tmp_path.as_posix()}/kb.sqlite")
    fill_store.fill(store, 600)
    base = Base(Project(tmp_path), store, is_looked_after=True)
    (values, *_) = measure_store.ordinary(store, 2)[QUESTIONS[name].about]
    with traced(store) as of_page:
        PAGES[name](base, *values)
    with traced(store) as measured:
        measure_store.ask(store, QUESTIONS[name], values)
    store.close()
    assert shapes(measured) == shapes(of_page)


def test_loading_is_measured(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    ours, raw = measure_loading.rates(store, 200, rounds=1)
    assert min(ours, raw) > 0
    store.close()
