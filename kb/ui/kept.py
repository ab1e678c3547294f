"""Answers kept for all sessions, and kept out of the way of garbage collection."""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

#: what an answer refers to without holding it
_SHARED = (type, ModuleType, FunctionType)

#: set once what was imported is out of garbage collection: the interpreter tells that by counting every object there
_SPARES = threading.Event()

#: after so many answers garbage is looked for among what was spared, too; it takes a fraction of a second
_SWEEP = 500


@dataclass(slots=True)
class Kept:
    """The answers asked for last, up to a number of objects in them; each is made once, however many ask for it."""

    most_objects: int
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _answers: OrderedDict[Hashable, Future[Any]] = field(default_factory=OrderedDict)
    _objects: dict[Hashable, int] = field(default_factory=dict)
    _made: int = 0

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made; the key decides
        """The answer kept under a key, or else made now; what making it raises is kept from nobody who waits for it."""
        with self._lock:
            answer = self._answers.get(key)
            is_new = answer is None
            if answer is None:
                answer = self._answers[key] = Future()
            self._answers.move_to_end(key)
        if is_new:
            self._make(key, answer, make)
        return answer.result()

    def _make(self, key: Hashable, answer: Future[Any], make: Callable[[], Any]) -> None:
        try:
            made = make()
        except BaseException as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            with self._lock:
                del self._answers[key]
            answer.set_exception(error)
            return
        answer.set_result(made)
        objects = objects_in(made)
        with self._lock:
            self._objects[key] = objects
            self._made += 1
            is_sweep = self._made % _SWEEP == 0
            # the newest one stays, however large it is
            while sum(self._objects.values()) > self.most_objects and len(self._objects) > 1:
                oldest = next(known for known in self._answers if known in self._objects)
                del self._answers[oldest], self._objects[oldest]
        _spare(is_sweep=is_sweep)


def objects_in(answer: object) -> int:
    """How many objects an answer consists of, as far as garbage collection has to look at them."""
    seen: set[int] = set()
    level = [answer]
    while level:
        seen.update(map(id, level))
        found = {id(each): each for each in gc.get_referents(*level) if gc.is_tracked(each)}
        level = [each for known, each in found.items() if known not in seen and not isinstance(each, _SHARED)]
    return len(seen)


def spare_all() -> None:
    """Take all that there is out of garbage collection, and from now on every answer: Streamlit collects after a run.

    What is spared is freed as soon as nothing refers to it; only what refers to itself in a circle waits for a sweep.
    """
    gc.collect()
    gc.freeze()
    _SPARES.set()


def _spare(*, is_sweep: bool) -> None:
    if _SPARES.is_set():
        if is_sweep:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
