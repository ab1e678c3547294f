"""What can be exported, as one list, and writing it to a file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.diagnostics import KbError
from kb.exporters.tables import evidence_table
from kb.model import Corpus
from kb.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, what it gives, and the function that makes it."""

    name: str
    summary: str
    make: Callable[[Corpus, Mapping[str, Verdict]], str]
    #: what a file of this format begins with, besides what is printed on a screen
    file_mark: str = ""


def _graphml(corpus: Corpus, verdicts: Mapping[str, Verdict]) -> str:
    from kb.graph import evidence_graph, graphml  # noqa: PLC0415 - networkx is slow to import and only this needs it

    return "\n".join(graphml(evidence_graph(corpus, verdicts))) + "\n"


#: by this Excel knows that a file is in UTF-8
BYTE_ORDER_MARK = "\ufeff"

EXPORTERS: tuple[Exporter, ...] = (
    Exporter("csv", "the evidence table, one row a finding", evidence_table, BYTE_ORDER_MARK),
    Exporter("graphml", "the evidence graph, for Gephi, yEd or Cytoscape", _graphml),
)


def write_whole(path: Path, text: str) -> None:
    """Put the text into a file, as a whole or not at all; a `KbError` when it cannot be written."""
    temporary = None
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            # a pipe or a device such as /dev/null is written to; putting a file in its place would break the system
            path.write_text(text, encoding="utf-8", newline="")
            return
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
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
