"""The styles that documents for Word and LibreOffice are made in; `scripts/write_document_styles.py` writes them."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "paper"


def like(form: str, *, wide: bool = False) -> str:
    """What tells pandoc to make a `docx` or `odt` in these styles, on A4 paper, wide or upright."""
    return f"--reference-doc={_FOLDER / ('wide' if wide else 'upright')}.{form}"
