"""Reads bibliographies for tests, and holds every fault to having a manual page."""

from __future__ import annotations

from textwrap import dedent

from kb.bibtex import FAULTS, BibFile, read_bibtex
from kb.diagnostics import Diagnostic
from kb.model import Person, Source
from tests.places import MARK

PATH = "references.bib"


def read(text: str | bytes) -> BibFile:
    """What a bibliography holds; texts may be indented and hold marks."""
    data = text if isinstance(text, bytes) else dedent(text).replace(MARK, "").encode()
    file = read_bibtex(PATH, data)
    assert {fault.rule for fault in file.diagnostics} <= set(FAULTS)
    return file


def only_source(text: str | bytes) -> Source:
    """The only source of a bibliography."""
    (source,) = read(text).sources
    return source


def told(fault: Diagnostic) -> tuple[int, int, str]:
    """A fault as line, column and rule."""
    return fault.place.line, fault.place.column, fault.rule


def name(person: Person) -> tuple[str, str, str, str] | str:
    """A person as given, particle, family and suffix, or as the literal."""
    return person.literal or (person.given, person.particle, person.family, person.suffix)
