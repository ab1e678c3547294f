"""What is on record of the regions of the bibliography, and how the file differs from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb.bibtex import Region
from kb.bibtex.kept import Seen, digest_of_all, look
from kb.bibtex.rest import Record
from kb.project import BIBLIOGRAPHY, Project
from kb.store import Connection
from kb.store.names import Names
from kb.store.positions import END
from kb.store.region_rows import read_region
from kb.store.signs import holds, key_sign
from kb.store.update import region_rows_of


@dataclass(frozen=True, slots=True)
class Known:
    """The regions that are on record, in order, with their numbers and signs."""

    regions: list[Region]
    numbers: list[int]
    signs: list[str]


@dataclass(frozen=True, slots=True)
class Compared:
    """The bibliography, gone through once and held against its regions."""

    known: Known
    seen: Seen
    path: Path


def known_regions(connection: Connection) -> Known:
    """The regions that are on record."""
    rows = region_rows_of(connection)
    return Known([read_region(row) for row in rows], [row[0] for row in rows], [row[-1] for row in rows])


def compare(project: Project, connection: Connection, digest: str) -> Compared | None:
    """The bibliography held against its regions; None where they are not those of the file with this digest.

    They are not where the file was not plainly in UTF-8; and a file that cannot be read is not gone through.
    """
    known = known_regions(connection)
    try:
        path = project.root / BIBLIOGRAPHY
        with path.open("rb", buffering=0) as file:
            if digest_of_all(file.read(400), known.regions) != digest:
                return None
            return Compared(known, look(file, known.regions), path)
    except OSError:
        return None


def record_of(connection: Connection, compared: Compared) -> Record:
    """What can be asked of the bibliography, and of what is on record of it."""
    known, names = compared.known, Names(connection)

    def read(begin: int, end: int) -> bytes:
        with compared.path.open("rb", buffering=0) as file:
            file.seek(begin)
            return file.read(end - begin)

    def holding(key: str) -> Iterable[int]:
        sign = key_sign(key)
        return [turn for turn, text in enumerate(known.signs) if holds(text, sign)]

    def keys(first: int, last: int) -> Iterable[str]:
        others = [key for region in known.regions[first:last] for key in region.others]
        return [*titles(names, known, first, last), *others]

    return Record(read, holding, keys, names.texts)


def titles(names: Names, known: Known, first: int, last: int) -> dict[str, str]:
    """The titles of sources on record in the regions from one up to another, by key."""
    if first == last:
        return {}
    return names.titles(known.numbers[first], known.numbers[last] if last < len(known.numbers) else END)
