"""The files that a renewal reads: those that changed, and those that others concern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.diagnostics import Diagnostic
from kb.loader import digest, parse, read_file
from kb.project import BIBLIOGRAPHY, Project
from kb.renewal.known import Compared
from kb.sheets import SheetFile
from kb.store import FileStamp

#: a renewal that has to read more than this part of the text costs more than building everything anew
LARGEST_SHARE = 0.25


class NeedsRebuildError(Exception):
    """The index has to be built anew: that is quicker, or the only way to be right."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How the input files differ from what the index was built from."""

    #: what the new and changed files hold, or why they cannot be read; but a bibliography that was compared
    contents: Mapping[str, bytes | Diagnostic]
    #: the bibliography, where it is not as it is on record, and what differs is known
    compared: Compared | None
    gone: frozenset[str]
    #: all files as they are now, and those of them that are not as they are on record
    stamps: Mapping[str, FileStamp]
    restamped: frozenset[str]
    #: when they were looked at, in nanoseconds since 1970
    looked_at_ns: int
    #: nothing changed, but a file had to be read to tell, and by now its time alone will do
    is_certain_now: bool = False


class Texts:
    """Claims files and extraction sheets, each read once."""

    def __init__(self, project: Project, changes: Changes) -> None:
        self._project = project
        self._stamps = changes.stamps
        sizes = (stamp.size for path, stamp in changes.stamps.items() if path != BIBLIOGRAPHY)
        self._most = sum(sizes) * LARGEST_SHARE
        self._size = 0
        #: what was read, by path
        self.files: dict[str, SheetFile] = {}
        for path, content in sorted(changes.contents.items()):
            if path != BIBLIOGRAPHY:
                self._parse(path, content)

    def read(self, paths: Iterable[str]) -> None:
        """Read these files too, as far as they are there and not read yet."""
        for path in sorted(set(paths) - self.files.keys() - {BIBLIOGRAPHY}):
            if path in self._stamps:
                content = read_file(self._project, path)
                if digest(content) != self._stamps[path].digest:
                    raise NeedsRebuildError
                self._parse(path, content)

    def in_order(self) -> list[SheetFile]:
        """All that was read, in the order of the files' names."""
        return [self.files[path] for path in sorted(self.files)]

    def _parse(self, path: str, content: bytes | Diagnostic) -> None:
        self._size += self._stamps[path].size
        if self._size > self._most:
            raise NeedsRebuildError
        self.files[path] = parse(path, content)
