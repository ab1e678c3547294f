"""Reference lists for Word and LibreOffice: each reference and each note on it is a paragraph in its style."""

from __future__ import annotations

import io
import zipfile

from docx import Document

from kb.csl.documents import DOCUMENT_FORMATS
from kb.csl.lists import references
from kb.csl.styles import find_style
from tests.csl.shelf import ITEMS

NOTES = {0: ("▲ supports: it helps",)}


def made(form: str) -> io.BytesIO:
    """The list of the shelf in numbers, with a note on its first reference."""
    (chosen,) = (each for each in DOCUMENT_FORMATS if each.name == form)
    content = chosen.make(references(ITEMS, find_style("vancouver")), NOTES)
    assert isinstance(content, bytes)
    return io.BytesIO(content)


def test_a_list_for_word_has_a_style_for_references_and_one_for_notes() -> None:
    document = Document(made("docx"))
    assert [(each.style and each.style.name, each.text.partition("\t")[0]) for each in document.paragraphs] == [
        ("Bibliography", "1."),
        ("Annotation", "▲ supports: it helps"),
        ("Bibliography", "2."),
        ("Bibliography", "3."),
    ]
    hanging = document.styles["Bibliography"].paragraph_format
    assert hanging.left_indent == -hanging.first_line_indent > 0


def test_a_list_for_libreoffice_has_the_same_styles() -> None:
    with zipfile.ZipFile(made("odt")) as file:
        content, styles = (file.read(name).decode() for name in ("content.xml", "styles.xml"))
    assert [content.count(f'text:style-name="{name}"') for name in ("Bibliography", "Annotation")] == [3, 1]
    assert all(f'style:name="{name}"' in styles for name in ("Bibliography", "Annotation"))
