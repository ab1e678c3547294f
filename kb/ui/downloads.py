"""Files of the evidence: tables and summaries of a claim, a topic or everything, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.exporters import EXPORTERS, SUMMARIES, Exporter
from kb.exporters.pieces import MOST_FINDINGS
from kb.exporters.portion import Portion
from kb.ui.state import Answers

#: what is offered, and how it is called: the part of the file's name, and the label
_TABLES = {"csv": "Evidence table (CSV)", "xlsx": "Evidence table (Excel)", "docx": "Evidence table (Word)"}
_SUMMARIES = {"docx": "Summary of findings (Word)", "html": "Summary of findings (web page)"}

_NOTE = "Whatever filters leave out, these files hold all evidence on this {}."
_NOTE_OF_ALL = "Whatever filters leave out, these files hold all evidence there is."
_TOO_MANY = f"More than {MOST_FINDINGS:,} findings are too many to be read in a document; choose a topic or a claim."


def evidence_files(
    base: Answers, at: DeltaGenerator, findings: int, *, claim: str | None = None, topic: str | None = None
) -> None:
    """Offer files of one claim, one topic or, without either, of everything; there are at least so many findings."""

    def portion() -> Portion:
        return base.base.portion(claim, topic, datetime.now().astimezone().date())

    name = claim or topic or "evidence"
    is_readable = findings <= MOST_FINDINGS
    # what is folded away is drawn, which takes time, only for who opens it
    folded = at.expander("Evidence files", on_change="rerun")
    if not folded.open:
        return
    with folded:
        of = "claim" if claim else "topic"
        st.caption((_NOTE.format(of) if claim or topic else _NOTE_OF_ALL) if is_readable else _TOO_MANY)
        for exporter in EXPORTERS:
            if exporter.name in _TABLES and (is_readable or exporter.name in ("csv", "xlsx")):
                _offer(_TABLES[exporter.name], f"{name}.{exporter.name}", exporter, portion)
        for exporter in SUMMARIES:
            if exporter.name in _SUMMARIES and is_readable:
                _offer(_SUMMARIES[exporter.name], f"{name}-summary.{exporter.name}", exporter, portion)


def _offer(label: str, file_name: str, exporter: Exporter, portion: Callable[[], Portion]) -> None:
    """A button that makes a file when it is pressed, beside the page and not before it."""

    def made() -> bytes:
        return exporter.file(portion())

    st.download_button(label, made, file_name=file_name, mime=exporter.media_type, on_click="ignore", width="stretch")
