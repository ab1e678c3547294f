"""Reading texts in which the places of expected faults are marked with `▸`."""

from __future__ import annotations

from kb.diagnostics import Diagnostic
from kb.sheets import SheetFile, read_sheets
from tests.places import marked, unmarked

PATH = "claims/a.yaml"


def read(text: str | bytes) -> SheetFile:
    """What a file holds; marks are left out of a text."""
    data = text if isinstance(text, bytes) else unmarked({PATH: text})[PATH].encode()
    return read_sheets(PATH, data)


def spots(text: str) -> list[tuple[int, int]]:
    """The lines and columns that are marked, in order."""
    return [(place.line, place.column) for place in marked({PATH: text})]


def told(text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and rule of each fault."""
    return [(fault.place.line, fault.place.column, fault.rule) for fault in read(text).diagnostics]


def only_fault(text: str | bytes) -> Diagnostic:
    """The one fault of a text, which must be where the text is marked."""
    (fault,) = read(text).diagnostics
    if isinstance(text, str) and spots(text):
        assert [(fault.place.line, fault.place.column)] == spots(text), fault
    return fault
