"""What is on record of the regions of the bibliography, and how the file differs from it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.bibtex import Region
from kb.bibtex.kept import Seen, digest_of_all, look
from kb.project import BIBLIOGRAPHY, Project
from kb.store import Connection
from kb.store.region_rows import read_region
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
        with (project.root / BIBLIOGRAPHY).open("rb", buffering=0) as file:
            if digest_of_all(file.read(400), known.regions) != digest:
                return None
            return Compared(known, look(file, known.regions))
    except OSError:
        return None
