"""Reading claims files and extraction sheets: records with exact places, and a fault for all that does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kb.diagnostics import Allow, Diagnostic, Place, Severity, in_order
from kb.model import Citation, Claim, Comparison, Finding, Sheet, Topic
from kb.sheets import forms, records
from kb.sheets.allows import read_allows
from kb.sheets.nodes import Node, Record, read_nodes
from kb.sheets.read import FormReader

__all__ = ["FAULTS", "SheetFile", "read_sheets"]

FAULTS: Mapping[str, str] = {
    "file-too-large": "A file is larger than is read at once. Split it into several files.",
    "not-utf-8": "A file is not in UTF-8, so that its letters cannot be told for sure. Save it in UTF-8.",
    "empty-file": ("A file holds nothing to read. Write a claims file or an extraction sheet into it, or delete it."),
    "yaml-character": "A file holds a control character, which YAML does not allow and nobody can see. Remove it.",
    "yaml-syntax": (
        "A document is not YAML, mostly because of indentation, an open quote or a colon inside a value. "
        "Nothing in this document is read; other documents of the file are. Mend the place named."
    ),
    "yaml-feature": (
        "Anchors, aliases, tags, merge keys and keys that are not words are refused: a reader of the file "
        "could not see what they stand for. Write the values out, or put quotes around a value that only "
        "looks like one."
    ),
    "too-deep": "Brackets or lists are nested deeper than anything a sheet can hold. Flatten them.",
    "duplicate-key": "A key occurs twice in one mapping, so that one of the two values would be lost. Remove one.",
    "unknown-document": (
        "A document is neither a claims file (it begins with `topic:`) nor an extraction sheet (it begins "
        "with `source:`). It is not read. Add the first key."
    ),
    "unknown-key": "A key is not one of those that can stand here; its value is not read. Correct or remove it.",
    "missing-key": "A key that must be there is missing; the record it belongs to is left out. Add it.",
    "unknown-value": "A value is not one of those allowed here; it is not read. Correct it.",
    "word-alias": "A word is accepted for another one, which the rest of the base uses. Write the other.",
    "wrong-shape": (
        "A value is a list, a mapping or a single text where something else belongs. Write what is expected."
    ),
    "wrong-name": (
        "An id or key holds blanks or other signs that an address cannot hold. Use letters, digits and - _ . :"
    ),
    "empty-value": "A key has no value. Write one, or remove the key.",
    "bad-number": (
        "A number cannot be read as it is written. Write digits, with a point for decimals and no thousands sign."
    ),
    "text-too-long": "A text is longer than any sheet needs; it is not read. Shorten it.",
    "allow-without-reason": (
        "A suppression names no rule or gives no reason. Write `# kb: allow[rule] reason`; the reason is for "
        "the reader who wonders later."
    ),
}


@dataclass(frozen=True, slots=True)
class SheetFile:
    """What one YAML file holds."""

    topics: tuple[Topic, ...] = ()
    claims: tuple[Claim, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    citations: tuple[Citation, ...] = ()
    allows: tuple[Allow, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_sheets(path: str, data: bytes) -> SheetFile:
    """The records in a YAML file and its faults; whatever cannot be read, the rest is."""
    nodes = read_nodes(path, data)
    allows, allow_faults = read_allows(path, nodes.text)
    file = SheetFile(allows=allows)
    faults = [*nodes.diagnostics, *allow_faults]
    for document in nodes.documents:
        reader = FormReader()
        file = _with_document(file, document, reader)
        faults += reader.faults
    return replace(file, diagnostics=in_order(faults))


def _with_document(file: SheetFile, document: Node, reader: FormReader) -> SheetFile:
    keys = {pair.key.value for pair in document.pairs} if isinstance(document, Record) else set()
    if "source" in keys and "topic" not in keys:
        values = reader.fields(document, forms.SHEET)
        if "source" not in values.by_key:
            return file
        read = records.sheet_records(values)
        return replace(
            file,
            sheets=(*file.sheets, read.sheet),
            findings=(*file.findings, *read.findings),
            comparisons=(*file.comparisons, *read.comparisons),
            citations=(*file.citations, *read.citations),
        )
    if keys & {"topic", "claims", "title"}:
        values = reader.fields(document, forms.CLAIMS_FILE)
        if "topic" not in values.by_key:
            return file
        topics = (*file.topics, records.topic_record(values))
        return replace(file, topics=topics, claims=(*file.claims, *records.claim_records(values)))
    reader.faults.append(_unknown_document(document.place))
    return file


def _unknown_document(place: Place) -> Diagnostic:
    message = "neither a claims file nor an extraction sheet"
    hint = "begin with topic: for a claims file, or source: for a sheet"
    return Diagnostic(place, "unknown-document", Severity.ERROR, message, hint)
