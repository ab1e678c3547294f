"""Reading claims files and extraction sheets: records with exact places, and a fault for all that does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kb.diagnostics import Allow, Diagnostic, LeftOut, Severity, did_you_mean, in_order
from kb.model import Citation, Claim, Comparison, Finding, Sheet, Topic
from kb.sheets import forms, records
from kb.sheets.allows import read_allows
from kb.sheets.losses import Loss, losses, losses_of_document, repeated
from kb.sheets.nodes import Items, Node, Record, Unread, read_nodes
from kb.sheets.read import FormReader
from kb.sheets.shapes import Fields

__all__ = ["FAULTS", "MILDER", "SheetFile", "read_sheets"]

FAULTS: Mapping[str, str] = {
    "file-too-large": "A file is larger than is read at once. Split it into several files.",
    "not-utf-8": (
        "A file is not in UTF-8, so that its letters cannot be told for sure. What can be read is read, with � for the "
        "rest. Open the file in an editor and save it in UTF-8."
    ),
    "empty-file": "A file holds nothing to read. Write a claims file or an extraction sheet into it, or delete it.",
    "yaml-character": (
        "A file holds a character that YAML does not allow and nobody can see, often from a PDF. It is read as �. "
        "Remove it."
    ),
    "odd-blank": (
        "A non-breaking or other special blank indents a line, or stands after a dash or a colon. It looks like a "
        "plain blank, and other programs do not take it for one. It was read as one. Write a plain blank."
    ),
    "yaml-syntax": (
        "A document is not YAML, mostly because of indentation, an open quote or a colon inside a value. "
        "Nothing in this document is read; other documents of the file are. Mend the place named."
    ),
    "yaml-feature": (
        "Anchors, aliases, tags, merge keys, directives and keys that are not words are refused: a reader of the file "
        "could not see what they stand for. The value is not read. Write it out, or put quotes around a value that "
        "only looks like one."
    ),
    "too-deep": (
        "Brackets or lists are nested deeper than anything a sheet can hold. Nothing in this document is read. Flatten "
        "them."
    ),
    "swallowed-item": (
        "A line that begins with a dash is read as part of the text above it, because it is indented deeper than the "
        "items of the list. Indent it like them; or put the text in quotes, if it is one."
    ),
    "duplicate-key": "A key occurs twice in one mapping. The first is read, the second is not. Remove one.",
    "unknown-document": (
        "A document is neither a claims file (it begins with `topic:`) nor an extraction sheet (it begins "
        "with `source:`). It is not read. Add the first key."
    ),
    "unknown-key": "A key is not one of those that can stand here; its value is not read. Correct or remove it.",
    "missing-key": "A key that must be there is missing; the record it belongs to is left out. Add it.",
    "unknown-value": (
        "A value is not one of those allowed here; it is not read, and a record that cannot do without it is left out. "
        "Correct it."
    ),
    "word-alias": "A word is accepted for another one, which the rest of the base uses. Write the other.",
    "wrong-shape": (
        "A value is a list, a mapping or a single text where something else belongs; it is not read. Write what is "
        "expected."
    ),
    "wrong-name": (
        "An id or key holds blanks or other signs that an address cannot hold. Use letters, digits and - _ . : / +"
    ),
    "empty-value": "A key or an item of a list has no value. Write one, or remove the key or the item.",
    "bad-number": (
        "A number cannot be read as it is written; it is not guessed. Write digits, with a point before decimals and "
        "nothing between thousands."
    ),
    "text-too-long": "A text is longer than any sheet needs; it is not read. Shorten it.",
    "duplicate-finding": (
        "Two findings of one sheet have one id. The first is kept and the second left out; one that cannot be read "
        "takes no other with it. Give one of them another id."
    ),
    "allow-without-reason": (
        "A suppression names no rule or gives no reason. In the bibliography write `% kb: allow[rule] reason` on "
        "a line right above the entry, in a sheet `# kb: allow[rule] reason`; the reason is for the reader who "
        "wonders later."
    ),
}


#: how bad each of them is; those not named here are errors
MILDER: Mapping[str, Severity] = {
    "odd-blank": Severity.WARNING,
    "swallowed-item": Severity.WARNING,
    "word-alias": Severity.NOTE,
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
    allows, allow_faults = read_allows(path, nodes)
    faults = [*nodes.diagnostics, *allow_faults]
    parts: list[SheetFile] = []
    costs: dict[Diagnostic, list[LeftOut]] = {}
    for document in nodes.documents:
        reader = FormReader()
        part, lost = _document(document, reader, nodes.diagnostics)
        parts.append(part)
        faults += reader.faults
        for fault, left_out in lost:
            costs.setdefault(fault, []).append(left_out)
    return SheetFile(
        topics=tuple(chain.from_iterable(part.topics for part in parts)),
        claims=tuple(chain.from_iterable(part.claims for part in parts)),
        sheets=tuple(chain.from_iterable(part.sheets for part in parts)),
        findings=tuple(chain.from_iterable(part.findings for part in parts)),
        comparisons=tuple(chain.from_iterable(part.comparisons for part in parts)),
        citations=tuple(chain.from_iterable(part.citations for part in parts)),
        allows=allows,
        diagnostics=in_order(replace(f, leaves_out=tuple(costs[f])) if f in costs else f for f in faults),
    )


def _document(document: Node, reader: FormReader, refused: Sequence[Diagnostic]) -> tuple[SheetFile, list[Loss]]:
    """What a document holds, and what its faults cost."""
    form = _form_of(document)
    if form is None:
        if not isinstance(document, Unread):
            reader.faults.append(_unknown_document(document))
        return SheetFile(), []
    values = reader.fields(document, form)
    source, written = values.get("source"), reader.written
    lost = list(losses(written, source, refused))
    if form is forms.SHEET and source:
        dropped: set[int] = set()
        for finding, fault, left_out in repeated(written, source):
            reader.faults.append(fault)
            if left_out:
                lost.append((fault, left_out))
                dropped.add(id(finding))
        if dropped:
            values.by_key["findings"] = tuple(each for each in values.get("findings", ()) if id(each) not in dropped)
        read = records.sheet_records(values)
        part = SheetFile(
            sheets=(read.sheet,), findings=read.findings, comparisons=read.comparisons, citations=read.citations
        )
        return part, lost
    if form is forms.CLAIMS_FILE and "topic" in values.by_key:
        return SheetFile(topics=(records.topic_record(values),), claims=records.claim_records(values)), lost
    return SheetFile(), [*lost, *losses_of_document(written, values, (*reader.faults, *refused))]


def _form_of(document: Node) -> Fields | None:
    """What a document is: its first `topic` or `source` tells; without either, the form that knows more of its keys."""
    keys = [pair.key.value for pair in document.pairs] if isinstance(document, Record) else []
    for key in keys:
        if key in ("topic", "source"):
            return forms.CLAIMS_FILE if key == "topic" else forms.SHEET
    of_claims, of_sheet = (len(form.keys.keys() & set(keys)) for form in (forms.CLAIMS_FILE, forms.SHEET))
    if not of_claims and not of_sheet:
        return None
    return forms.CLAIMS_FILE if of_claims > of_sheet else forms.SHEET


def _unknown_document(document: Node) -> Diagnostic:
    hint = "begin with topic: for a claims file, or source: for an extraction sheet"
    if isinstance(document, Record) and document.pairs:
        hint = did_you_mean(document.pairs[0].key.value, ("topic", "source")) or hint
    elif isinstance(document, Items):
        hint = f"{hint}, without a dash before it"
    message = "this is neither a claims file nor an extraction sheet"
    return Diagnostic(document.place, "unknown-document", Severity.ERROR, message, hint)
