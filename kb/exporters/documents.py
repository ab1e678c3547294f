"""Documents for Word, LibreOffice, browsers and Markdown, made by pandoc from a tree in which text is only text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from kb.csl.page_styles import like
from kb.csl.pandoc import pandoc
from kb.exporters.ast import Node, document, for_markdown

#: what web pages are made in
_PAGE = Path(__file__).parent / "page.html"

#: pandoc makes the one heading of the first level the title of the document
_TITLED = ("--from", "json", "--shift-heading-level-by=-1")

Form = Callable[[str, Iterable[Node], bool], bytes]


def as_word(title: str, blocks: Iterable[Node], wide: bool) -> bytes:
    """A .docx file on A4 paper, wide or upright."""
    made = pandoc([*_TITLED, "--to", "docx", like("docx", wide=wide)], document(title, blocks))
    return _changed(made, "word/document.xml", partial(_laid_out, width=_LINE[wide]))


def as_odt(title: str, blocks: Iterable[Node], wide: bool) -> bytes:
    """An .odt file on A4 paper, wide or upright."""
    made = pandoc([*_TITLED, "--to", "odt", like("odt", wide=wide)], document(title, blocks))
    return _changed(made, "content.xml", _ruled)


def as_html(title: str, blocks: Iterable[Node], wide: bool) -> bytes:  # noqa: ARG001 - a page is as wide as its window
    """A page that needs no other file and may load none."""
    arguments = [
        "--from",
        "json",
        "--to",
        "html5",
        "--wrap=none",
        "--standalone",
        f"--template={_PAGE}",
    ]
    return pandoc(arguments, document(title, blocks))


def as_markdown(title: str, blocks: Iterable[Node], wide: bool) -> bytes:  # noqa: ARG001 - Markdown has no paper
    """Markdown as GitHub reads it, without any HTML; each cell of a table is one line."""
    arguments = ["--from", "json", "--to", "gfm-raw_html", "--wrap=none"]
    return pandoc(arguments, document(title, for_markdown(blocks)))


#: by the ending of the file
FORMS: Mapping[str, Form] = {"docx": as_word, "odt": as_odt, "html": as_html, "md": as_markdown}


#: a row that holds more than this may be torn apart at the end of a page, for it could be longer than a page
_MOST_WHOLE = 16_000


def _kept_whole(row: re.Match[bytes], by: bytes) -> bytes:
    """A row of a table, with its beginning as told here unless it is a long one."""
    return by + row[1] if len(row[1]) < _MOST_WHOLE else row[0]


# What pandoc writes of tables and takes no style for. Text cannot be mistaken for it: in XML its marks are written out.

#: twentieths of a point from margin to margin, upright and wide; and what pandoc takes the columns of a table to share
_LINE = (9638, 14570)
_SHARED = 7920

_WORD_ROW = re.compile(rb"<w:tr>(<w:tc>.*?</w:tr>)", re.DOTALL)
_COLUMN = re.compile(rb'<w:gridCol w:w="(\d+)" />')


def _laid_out(document_xml: bytes, width: int) -> bytes:
    """Tables of Word as wide as the line, their rows kept whole."""

    def column(found: re.Match[bytes]) -> bytes:
        return b'<w:gridCol w:w="%d"/>' % (int(found[1]) * width // _SHARED)

    whole = _WORD_ROW.sub(partial(_kept_whole, by=b"<w:tr><w:trPr><w:cantSplit/></w:trPr>"), document_xml)
    return _COLUMN.sub(column, whole)


_CLOSE = b'<style:table-properties table:align="center" style:rel-width="100%" />'
_APART = _CLOSE.replace(b" />", b' fo:margin-top="0.2cm" fo:margin-bottom="0.15cm" />')
_BARE = b'<style:table-cell-properties fo:border="none" />'
_HEAD = (
    b'<style:table-cell-properties fo:background-color="#e7ecf0" fo:padding="0.05cm" fo:border-top="1pt solid #1f3a4d" '
    b'fo:border-bottom="1pt solid #1f3a4d" fo:border-left="none" fo:border-right="none" />'
)
_CELL = (
    b'<style:table-cell-properties fo:padding="0.05cm" fo:border-bottom="0.5pt solid #bfc8cf" fo:border-top="none" '
    b'fo:border-left="none" fo:border-right="none" />'
)
_WHOLE_ROW = (
    b'<style:style style:name="WholeRow" style:family="table-row">'
    b'<style:table-row-properties fo:keep-together="always" /></style:style>'
)
_ODT_ROW = re.compile(rb"<table:table-row>(.*?</table:table-row>)", re.DOTALL)


def _ruled(content_xml: bytes) -> bytes:
    """Tables of LibreOffice with lines between their rows, the rows kept whole."""
    # the first style of cells is that of headings
    ruled = content_xml.replace(_BARE, _HEAD, 1).replace(_BARE, _CELL, 1).replace(_CLOSE, _APART)
    styled = ruled.replace(b"</office:automatic-styles>", _WHOLE_ROW + b"</office:automatic-styles>", 1)
    return _ODT_ROW.sub(partial(_kept_whole, by=b'<table:table-row table:style-name="WholeRow">'), styled)


def _changed(file: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one of its parts changed, the others as they are."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry.filename == part else data)
    return changed.getvalue()
