"""A line at a terminal while something takes long: what is being done, how far it is, and how long it will take."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from kb.list_words import progress_words
from kb.steps import Counted, Progress
from kb.verdicts import Verdict

#: seconds after which people are told that something is being done, and between two tellings
_PATIENCE = 1.0
_PAUSE = 0.5

#: how many signs the bar has, and the part from which the time that is left can be told
_WIDTH = 24
_SURE = 0.02


@dataclass(slots=True)
class Line:
    """What is told: in words, and how much is done, from 0 to 1, if that is known."""

    words: str
    part: float = 0.0

    def hear(self, words: str, part: float = 0.0) -> None:
        """Tell this from now on."""
        self.words, self.part = words, part

    def hear_build(self, far: Progress) -> None:
        """Tell how far a build is."""
        self.hear(progress_words(far), far.part)

    def counted(self, words: str, units: str, begins: float, ends: float) -> Counted:
        """What hears how many of how many are done of something that takes one part of the time."""
        return lambda part, done, whole: self.hear(
            f"{words}, {done:,} of {whole:,} {units}", begins + (ends - begins) * part
        )

    def drawn(self, seconds: float) -> str:
        """The line after so many seconds."""
        if not self.part:
            return f"kb: {self.words} {seconds:.0f} s"
        full = round(self.part * _WIDTH)
        left = f", {_span(seconds * (1 - self.part) / self.part)} left" if self.part >= _SURE else ""
        return f"kb: {self.words} [{'#' * full}{'.' * (_WIDTH - full)}] {self.part:.0%}{left}"


@contextmanager
def waiting(words: str) -> Iterator[Line]:
    """A line that is shown at a terminal when this takes longer than a second, and wiped at the end."""
    line = Line(words)
    if not sys.stderr.isatty():
        yield line
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(line, done), daemon=True)
    teller.start()
    try:
        yield line
    finally:
        done.set()
        teller.join()


class Looked(Mapping[str, Verdict]):
    """Verdicts by claim; it is counted how many have been looked at, which an export does when it writes them."""

    def __init__(self, verdicts: Mapping[str, Verdict], tell: Counted) -> None:
        self._verdicts, self._tell = verdicts, tell
        self._seen: set[str] = set()

    def __getitem__(self, claim: str) -> Verdict:
        if claim not in self._seen:
            self._seen.add(claim)
            self._tell(len(self._seen) / len(self._verdicts), len(self._seen), len(self._verdicts))
        return self._verdicts[claim]

    def __iter__(self) -> Iterator[str]:
        return iter(self._verdicts)

    def __len__(self) -> int:
        return len(self._verdicts)


def _tell(line: Line, done: threading.Event) -> None:
    began = time.monotonic()
    if done.wait(_PATIENCE):
        return
    while True:
        # a line that is broken in two could not be wiped
        width = shutil.get_terminal_size().columns - 1
        _write(f"\r\x1b[K{line.drawn(time.monotonic() - began)[:width]}")
        if done.wait(_PAUSE):
            break
    _write("\r\x1b[K")


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
