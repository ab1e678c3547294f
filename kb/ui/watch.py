"""Keeping the index at the state of the text while the app runs: one look at the text serves all sessions."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

import streamlit as st

from kb.base import Base
from kb.build import Progress, Step, glance
from kb.list_words import UPDATING, progress_words
from kb.project import Project
from kb.ui.ear import listen

#: looking whether the text changed takes at most one part in this many of the time; many, where changes are heard of
_SHARE, _SHARE_WITH_EAR = 10, 1000

#: a glance cannot tell what was written in the last seconds from what is written next; after so many it can
_BLUR = 3.0

#: after this many seconds a look shows how far it is, and that often it shows it anew; a shorter one would only flicker
_PATIENCE = 0.5


_BEGINNING = Progress(Step.READING, 0.0)


@dataclass(slots=True)
class Watched:
    """An opened base, the latest look at its text, and the text as that look found it."""

    base: Base
    lock: threading.Lock = field(default_factory=threading.Lock)
    look: _Look | None = None
    still: _Still | None = None


class _Still:
    """The text as it was when a look began, to tell whether it is so still."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ear = listen(project)
        began = time.thread_time()
        self._seen = glance(project)
        self._next = 0.0
        if self._ear is not None:
            self._next = time.monotonic() + (_BLUR if self._seen is None else self._pause(began))

    def is_so(self) -> bool:
        """True when nothing was heard and a glance, made as often as its cost allows, shows nothing either."""
        if self._ear is not None and not self._ear.is_quiet():
            return False
        if time.monotonic() < self._next:
            return True
        began = time.thread_time()
        same = self._seen is not None and glance(self._project) == self._seen
        self._next = time.monotonic() + self._pause(began) if same else 0.0
        return same

    def _pause(self, began: float) -> float:
        return (time.thread_time() - began) * (_SHARE if self._ear is None else _SHARE_WITH_EAR)


@dataclass(slots=True)
class _Look:
    """A look at the text, with the build that it may need, on a thread of its own: it goes on when a reader leaves."""

    began: float
    ended: Future[None] = field(default_factory=Future)
    far: Progress = _BEGINNING

    def hear(self, far: Progress) -> None:
        """Take note of how far it is."""
        self.far = far


def keep_current(watched: Watched) -> None:
    """Bring the index up to date with the text if it is not, and show how far that is when it takes long.

    Who comes while a look is under way waits for it, and then for one that began after they came: the first may have
    missed what they changed.  All who wait are served by that one.
    """
    # made in every run, so that what follows keeps its place on the page
    spot = st.empty()
    came = time.monotonic()
    while watched.still is None or not watched.still.is_so():
        look = _begun(watched)
        if wait([look.ended], _PATIENCE).not_done:
            with spot.container(), st.spinner(UPDATING, show_time=True):
                bar = st.empty()
                while wait([look.ended], _PATIENCE).not_done:
                    bar.progress(look.far.part, text=progress_words(look.far))
            spot.empty()
        look.ended.result()
        if look.began >= came:
            return


def _begun(watched: Watched) -> _Look:
    """The look that is under way, or a new one."""
    with watched.lock:
        look = watched.look
        if look is None or look.ended.done():
            look = watched.look = _Look(time.monotonic())
            # a process that ends does not wait for it, and half a build leaves no trace
            threading.Thread(target=_run, args=(watched, look), name="look at the text", daemon=True).start()
        return look


def _run(watched: Watched, look: _Look) -> None:
    try:
        # as it is before the look: what changes meanwhile is seen by the next one
        still = _Still(watched.base.project)
        watched.base.refresh(look.hear)
        watched.still = still
    except BaseException as error:  # noqa: BLE001 - whatever it is, the readers that wait must hear of it
        look.ended.set_exception(error)
    else:
        look.ended.set_result(None)
