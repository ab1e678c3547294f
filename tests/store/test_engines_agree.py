"""The shipped literature gives the same answers from SQLite and from PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kb.base import Base, open_base
from kb.store import schema
from tests.cli.conftest import run_kb
from tests.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pair(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Base, Base]]:
    """The shipped literature in an index of each kind."""
    path = tmp_path_factory.mktemp("index") / "kb.sqlite"
    bases = open_base(ROOT, f"sqlite:///{path.as_posix()}"), open_base(ROOT, cluster.address())
    yield bases
    for base in bases:
        base.store.close()


def test_every_table_holds_the_same(pair: tuple[Base, Base]) -> None:
    tables = []
    for base in pair:
        base.refresh()
        with base.store.reading() as connection:
            tables.append(
                {
                    name: connection.execute(select(table).order_by(*table.columns)).all()
                    for name, table in schema.metadata.tables.items()
                    if name != "meta"
                }
            )
    assert tables[0] == tables[1]
    assert {name for name, rows in tables[0].items() if not rows} <= {
        "diagnostics",
        "inclusions",
        "left_out",
        "suppressed",
        "allows",
        "unlinked",
        "twins",
    }


def test_every_question_has_the_same_answer(pair: tuple[Base, Base]) -> None:
    lite, server = pair
    assert lite.claims() == server.claims()
    assert lite.sources() == server.sources()
    for query in ("topic:effectiveness", "state:conflicting", "year:2010..2015 design:qualitative", "peer role"):
        assert lite.claims(query) == server.claims(query)
    for row in lite.claims():
        assert lite.claim(row.id) == server.claim(row.id)
        assert lite.sides(row.id) == server.sides(row.id)
        assert lite.claim_page(after=row.id) == server.claim_page(after=row.id)
    keys = [row.key for row in lite.sources()]
    for key in keys:
        assert lite.source(key) == server.source(key)
        assert lite.compare(keys[0], key) == server.compare(keys[0], key) if key != keys[0] else True
    for ask in (Base.totals, Base.states, Base.topics, Base.conflicts, Base.conflict_page, Base.second_hand):
        assert ask(lite) == ask(server)
    assert lite.mismatch_page() == server.mismatch_page()
    assert lite.portion() == server.portion()
    assert lite.diagnostics() == server.diagnostics()


WORDS = (
    "peer",
    "support",
    "work",
    "Müller",
    "muller",
    "ment",
    '"peer support"',
    '"support peer"',
    "p",
    "2014",
    "-",
    "ß",
)


@settings(max_examples=60)
@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=3).map(" ".join))
def test_any_words_find_the_same_in_the_same_order(pair: tuple[Base, Base], words: str) -> None:
    assert pair[0].search(words) == pair[1].search(words)


def test_every_word_of_every_title_finds_the_same(pair: tuple[Base, Base]) -> None:
    words = sorted({word for row in pair[0].sources() for word in row.title.split()})
    assert len(words) > 100
    for word in words:
        assert pair[0].search(word) == pair[1].search(word), word


@pytest.mark.parametrize(
    "command",
    [
        ["claims", "state:conflicting", "--json"],
        ["claim", "psw-reduces-admissions", "--json"],
        ["source", "lloydevans2014"],
        ["search", "peer", "support"],
        ["compare", "gillard2014", "gillardholley2014"],
        ["refs", "--claim", "psw-reduces-admissions"],
        ["claim", "psw-reduces-admision"],
    ],
    ids=" ".join,
)
def test_the_command_line_prints_the_same(pair: tuple[Base, Base], command: list[str]) -> None:
    lite = pair[0].store.engine.url.render_as_string(hide_password=False)
    server = pair[1].store.engine.url.render_as_string(hide_password=False)
    named = pair[1].store.where.rpartition(" ")[2]
    printed = [
        run_kb(*command, folder=ROOT, environment={"KB_DATABASE_URL": url})
        for url in (lite, f"{server}?schema={named}")
    ]
    assert printed[0] == printed[1]
