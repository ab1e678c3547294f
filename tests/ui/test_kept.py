"""Answers are made once for all sessions, and are kept as long as there is room for them."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from kb.ui.kept import Kept, objects_in
from tests.ui.serving import ROOT


@dataclass(frozen=True)
class Leaf:
    parts: tuple[object, ...]


def leaves(many: int) -> tuple[Leaf, ...]:
    return tuple(Leaf(([],)) for _ in range(many))


def test_an_answer_is_made_once_for_all_who_ask_at_once() -> None:
    made: list[int] = []
    together = threading.Barrier(8)
    kept = Kept(100)

    def make() -> tuple[Leaf, ...]:
        made.append(1)
        return leaves(1)

    def ask(_: int) -> object:
        together.wait(10)
        return kept.get("question", make)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert made == [1]
    assert len(set(map(id, answers))) == 1


def test_what_was_not_asked_for_longest_makes_room() -> None:
    kept = Kept(objects_in(leaves(10)) * 2)
    first = kept.get("first", lambda: leaves(10))
    kept.get("second", lambda: leaves(10))
    assert kept.get("first", lambda: leaves(10)) is first
    third = kept.get("third", lambda: leaves(10))
    assert kept.get("first", lambda: None) is first
    assert kept.get("third", lambda: None) is third
    assert kept.get("second", lambda: "made again") == "made again"


def test_an_answer_with_no_room_for_others_is_kept_alone() -> None:
    kept = Kept(10)
    kept.get("small", lambda: leaves(1))
    large = kept.get("large", lambda: leaves(1000))
    assert kept.get("large", lambda: None) is large
    assert kept.get("small", lambda: "made again") == "made again"


def test_an_answer_that_failed_is_asked_for_again() -> None:
    def fails() -> None:
        raise ValueError("no")

    kept = Kept(10)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            kept.get("question", fails)
    assert kept.get("question", lambda: "yes") == "yes"


def test_objects_are_counted_once_and_without_what_they_share() -> None:
    leaf = Leaf(([],))
    assert objects_in(leaf) == objects_in((leaf, leaf)) - 1
    assert objects_in(leaves(100)) - objects_in(leaves(10)) == 90 * (objects_in(leaf))
    assert objects_in("text") == 1


def test_answers_are_no_work_for_garbage_collection_once_what_was_imported_is_none() -> None:
    # in a process of its own: what is spared here would be for all tests that follow
    program = """
import gc, time, weakref
from kb.ui import kept
class Ring: pass
def ring():
    one = Ring(); one.self = one
    return weakref.ref(one)
def collected():
    gc.collect()
    return len(gc.get_objects())
kept.spare_all()
answers = kept.Kept(10**9)
before = collected()
for n in range(5):
    answers.get(n, lambda: tuple([[]] for _ in range(10_000)))
assert collected() < before + 1_000, collected()
kept._SWEEP = 6
lost = ring()
gc.freeze()
gc.collect()
assert lost() is not None
answers.get("sixth", lambda: ())
assert lost() is None
"""
    run_apart(program)


def test_to_keep_an_answer_costs_the_same_however_much_is_spared() -> None:
    program = """
import gc, time
from kb.ui import kept
def took(work):
    began = time.process_time()
    work()
    return time.process_time() - began
there = [[] for _ in range(1_000_000)]
kept.spare_all()
answers = kept.Kept(10**9)
kept_ten = took(lambda: [answers.get(n, lambda: ([],)) for n in range(10)])
counted = took(gc.get_freeze_count)
assert kept_ten < counted / 2, (kept_ten, counted)
"""
    run_apart(program)


def run_apart(program: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_answers_that_make_room_are_freed_at_once() -> None:
    kept = Kept(10)
    gone = weakref.ref(kept.get("one", lambda: Leaf((leaves(100),))))
    gc.disable()
    try:
        kept.get("another", lambda: leaves(100))
        assert gone() is None
    finally:
        gc.enable()
