"""Building is one transaction: readers go on, writers wait, and a kill leaves the old or the new state."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.diagnostics import KbError
from kb.evidence import Evidence
from kb.model import Claim, Corpus, Finding, Source, Topic
from kb.store import Content, Reader, open_store, replace_all
from kb.store.schema import metadata
from kb.store.sql_views import dropping_views
from kb.verdicts import judge
from kb.vocabulary import Basis, Kind, Stance


def base(size: int) -> Content:
    """A base of `size` sources that all support one claim, so that every count tells its size."""
    sources = {f"s{n}": Source(f"s{n}", title=f"Title {n}") for n in range(size)}
    findings = tuple(
        Finding(f"s{n}#f", f"s{n}", "c", Stance.SUPPORTS, Basis.RESULT, says=f"word{n}") for n in range(size)
    )
    claims = {"c": Claim("c", "t", "A claim.", Kind.EFFECT)}
    corpus = Corpus(sources, {"t": Topic("t", "Topic")}, claims, findings)
    return Content(corpus, {"c": judge(Evidence("c", findings, (), sources))})


def url(folder: Path) -> str:
    return f"sqlite:///{folder.as_posix()}/kb.sqlite"


def test_a_reader_keeps_its_state_while_the_index_is_replaced(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    replace_all(store, base(3))
    with store.reading() as connection:
        reader = Reader(connection)
        assert len(reader.source_keys()) == 3
        replace_all(store, base(5))
        assert len(reader.source_keys()) == 3
        assert reader.summaries(["c"])[0].counts.supports == 3
    with store.reading() as connection:
        assert len(Reader(connection).source_keys()) == 5
    store.close()


def test_readers_in_threads_only_ever_see_whole_states(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    replace_all(store, base(2))
    seen: set[tuple[int, int, int]] = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with store.reading() as connection:
                reader = Reader(connection)
                summary = reader.summaries(["c"])[0]
                seen.add((len(reader.source_keys()), summary.findings, summary.counts.supports))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for size in (30, 2, 50, 2, 70):
        replace_all(store, base(size))
    done.set()
    for thread in threads:
        thread.join()
    store.close()
    assert all(a == b == c for a, b, c in seen)


def test_two_writers_take_turns_and_lose_nothing(new_url: Callable[[], str]) -> None:
    store = open_store(new_url())
    threads = [threading.Thread(target=replace_all, args=(store, base(4))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as connection:
        assert Reader(connection).facts()["revision"] == "6"
    store.close()


WRITER = """
import sys
from tests.store.test_transactions import base
from kb.store import open_store, replace_all
store = open_store(sys.argv[1])
print("ready", flush=True)
for size in range(200, 10**6, 200):
    replace_all(store, base(size))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL; the law is the same there")
def test_a_kill_at_any_moment_leaves_a_whole_state(new_url: Callable[[], str]) -> None:
    moments = random.Random(7)  # noqa: S311 - chance, not secrecy
    root = Path(__file__).resolve().parents[2]
    address = new_url()
    for _ in range(6):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, address], stdout=subprocess.PIPE, cwd=root)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(moments.uniform(0.02, 0.6))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        store = open_store(address)
        with store.reading() as connection:
            if connection.dialect.name == "sqlite":
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
            reader = Reader(connection)
            if reader.facts():
                (summary,) = reader.summaries(["c"])
                whole = reader.corpus()
                assert len(whole.sources) == len(whole.findings) == summary.findings == summary.counts.supports
        replace_all(store, base(3))
        store.close()


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "kb.sqlite")
    other.execute("CREATE TABLE mine (x)")
    other.commit()
    other.close()
    before = (tmp_path / "kb.sqlite").read_bytes()
    with pytest.raises(KbError, match="database of another program"):
        open_store(url(tmp_path))
    assert (tmp_path / "kb.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to look at" * 50, b"SQLite format 3\0" + b"\1" * 4000]
)
def test_a_file_that_is_no_database_gives_one_clear_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "kb.sqlite").write_bytes(content)
    with pytest.raises(KbError) as caught:
        open_store(url(tmp_path))
    assert "cannot be used" in caught.value.message
    assert caught.value.hint


def test_an_index_of_another_version_is_built_anew(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    replace_all(store, base(1))
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE left_over (x)")
        for statement in dropping_views():
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("ALTER TABLE claims DROP COLUMN note")
    replace_all(store, base(2))
    with store.reading() as connection:
        tables = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert "left_over" not in tables
        assert set(metadata.tables) <= tables
        assert len(Reader(connection).claims(["c"])) == 1
    store.close()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("not a url", "not a database URL"),
        ("postgresql+psycopg://me:secret@host:port/db", "not a database URL"),
        ("postgresql+psycopg2://me:secret@host/db", "cannot hold the index"),
        ("mysql://me:secret@host/db", "cannot hold the index"),
        ("postgresql://me:secret@host/db?schema=a-b", "cannot be the name of a schema"),
        ("sqlite+aiosqlite:///kb.sqlite", "cannot hold the index"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_an_address_that_cannot_serve_gives_one_clear_line(address: str, words: str) -> None:
    with pytest.raises(KbError, match=words) as caught:
        open_store(address)
    assert "secret" not in caught.value.message + caught.value.hint


def test_who_has_no_patience_does_not_wait_for_a_build(new_url: Callable[[], str]) -> None:
    address = new_url()
    one, other = open_store(address), open_store(address)
    replace_all(one, base(1))
    with one.writing():
        began = time.monotonic()
        with pytest.raises(KbError), other.writing(patience=0):
            pass
        assert time.monotonic() - began < 5
        with other.reading() as connection:
            assert Reader(connection).source_keys() == ["s0"]
    # the next one waits again
    held, ended = threading.Event(), threading.Event()

    def hold() -> None:
        with one.writing():
            held.set()
            ended.wait(0.5)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(5)
    with other.writing() as connection:
        assert Reader(connection).source_keys() == ["s0"]
    holder.join()
    one.close()
    other.close()
