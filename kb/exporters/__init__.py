"""What can be exported, as one list, and writing it to a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.diagnostics import KbError
from kb.exporters.portion import Portion
from kb.exporters.tables import dictionary_table, evidence_table


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format, with the function that writes a portion of the base in it: as text, or as bytes for what is no text."""

    #: on the command line, and the ending of its files
    name: str
    #: what it gives
    summary: str
    make: Callable[[Portion], str | bytes]
    #: its registered media type
    media_type: str
    #: what a file of text begins with, besides what is printed on a screen
    file_mark: str = ""
    #: false for what can only be a file
    is_text: bool = True

    @property
    def ending(self) -> str:
        """What its files end with, without the full stop."""
        return self.name

    def file(self, portion: Portion) -> bytes:
        """The portion as the bytes of a file."""
        made = self.make(portion)
        return made if isinstance(made, bytes) else f"{self.file_mark}{made}".encode()


def _graphml(portion: Portion) -> str:
    from kb.graph import evidence_graph, graphml  # noqa: PLC0415 - networkx is slow to import and only this needs it

    return "\n".join(graphml(evidence_graph(portion.corpus, portion.verdicts))) + "\n"


def _jsonld(portion: Portion) -> str:
    from kb.exporters.jsonld import as_jsonld  # noqa: PLC0415 - only graphs need its terms

    return as_jsonld(portion)


def _nanopubs(portion: Portion) -> str:
    from kb.exporters.nanopubs import as_trig  # noqa: PLC0415 - only graphs need its terms

    return as_trig(portion)


def _evidence(form: str) -> Callable[[Portion], bytes]:
    def make(portion: Portion) -> bytes:
        from kb.exporters import documents, evidence_document  # noqa: PLC0415 - only documents need them

        return documents.FORMS[form](evidence_document.TITLE, evidence_document.evidence_document(portion), True)

    return make


def _summary(form: str) -> Callable[[Portion], bytes]:
    def make(portion: Portion) -> bytes:
        from kb.exporters import documents, summary_document  # noqa: PLC0415 - as above

        return documents.FORMS[form](summary_document.TITLE, summary_document.summary_document(portion), False)

    return make


def _workbook(portion: Portion) -> bytes:
    from kb.exporters.excel import workbook  # noqa: PLC0415 - commands that write no workbook need none of it

    return workbook(portion)


#: by this Excel knows that a file is in UTF-8
BYTE_ORDER_MARK = "\ufeff"

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORD, _EXCEL, _ODT = (
    f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
)

EXPORTERS: tuple[Exporter, ...] = (
    Exporter("csv", "the evidence table, one row a finding", evidence_table, "text/csv", BYTE_ORDER_MARK),
    Exporter(
        "xlsx",
        "the same for Excel, with claims and data dictionary",
        _workbook,
        _EXCEL,
        is_text=False,
    ),
    Exporter("docx", "a table for each claim, as a Word document", _evidence("docx"), _WORD, is_text=False),
    Exporter("odt", "the same for LibreOffice", _evidence("odt"), _ODT, is_text=False),
    Exporter("html", "the same as a page that needs no other file", _evidence("html"), "text/html"),
    Exporter("md", "the same as Markdown", _evidence("md"), "text/markdown"),
    Exporter("graphml", "the evidence graph, for Gephi, yEd or Cytoscape", _graphml, "application/graphml+xml"),
    Exporter("jsonld", "the whole graph in SEPIO and CiTO terms, context inside", _jsonld, "application/ld+json"),
    Exporter("trig", "a nanopublication for each finding", _nanopubs, "application/trig"),
)

#: a document that tells of each claim the verdict and what it rests on, with references
SUMMARIES: tuple[Exporter, ...] = (
    Exporter("docx", "a summary of findings as a Word document", _summary("docx"), _WORD, is_text=False),
    Exporter("odt", "the same for LibreOffice", _summary("odt"), _ODT, is_text=False),
    Exporter("html", "the same as a page that needs no other file", _summary("html"), "text/html"),
    Exporter("md", "the same as Markdown", _summary("md"), "text/markdown"),
)

#: the formats that are read as documents, with a list of references
DOCUMENTS = tuple(exporter.name for exporter in SUMMARIES)

#: what each column of the evidence table means
DICTIONARIES: tuple[Exporter, ...] = (
    Exporter("csv", "the data dictionary, one row a column", dictionary_table, "text/csv", BYTE_ORDER_MARK),
)


def write_whole(path: Path, content: str | bytes) -> None:
    """Put text or bytes into a file, as a whole or not at all; a `KbError` when it cannot be written."""
    data = content.encode() if isinstance(content, str) else content
    temporary = None
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            # a pipe or a device such as /dev/null is written to; putting a file in its place would break the system
            path.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # a temporary file is private; a document gets the rights that a new file would have had
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise KbError(f"cannot write '{path}': {reason}", "choose another place with -o") from None
