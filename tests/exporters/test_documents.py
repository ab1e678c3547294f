"""Documents with hostile text in them, read back by Word's and LibreOffice's readers, a browser's, and pandoc's."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.shared import Length

from kb.clean import one_line
from kb.csl.pandoc import pandoc
from kb.diagnostics import KbError
from kb.exporters import EXPORTERS, pieces
from kb.exporters.ast import document, for_markdown, para, styled, table
from kb.exporters.portion import Portion
from tests.exporters.hostile import TEXTS, everything, portion_of
from tests.exporters.offices import converted

MAKE = {exporter.name: exporter.file for exporter in EXPORTERS}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

#: what any of the texts would become if it were taken for markup
ACTIVE = {
    "Image",
    "Math",
    "RawInline",
    "RawBlock",
    "Code",
    "CodeBlock",
    "Cite",
    "Note",
    "HorizontalRule",
    "BlockQuote",
}


def kinds(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if "t" in node:
            yield node["t"]
        yield from (kind for value in node.values() for kind in kinds(value))
    if isinstance(node, list):
        yield from (kind for value in node for kind in kinds(value))


def targets(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("t") == "Link":
            yield node["c"][2][0]
        yield from (target for value in node.values() for target in targets(value))
    if isinstance(node, list):
        yield from (target for value in node for target in targets(value))


class Tags(HTMLParser):
    """The elements of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def word() -> bytes:
    return MAKE["docx"](everything())


def test_word_has_a_table_for_each_claim_and_a_row_for_each_finding(word: bytes) -> None:
    opened = docx.Document(io.BytesIO(word))
    evidence = opened.tables[: len(TEXTS)]
    assert [len(table.rows) for table in evidence] == [1 + 3] * len(TEXTS)
    assert all("seen" in row.cells[3].text for table in evidence for row in table.rows[1:])
    said = " ".join(cell.text for table in evidence for cell in table.column_cells(3))
    for text in TEXTS.values():
        assert one_line(text) in said


def test_word_repeats_headings_keeps_rows_whole_and_fills_a_wide_page(word: bytes) -> None:
    opened = docx.Document(io.BytesIO(word))
    (section,) = opened.sections
    width, height, left, right = (
        Length(size or 0)
        for size in (section.page_width, section.page_height, section.left_margin, section.right_margin)
    )
    assert (width.cm, height.cm) == pytest.approx((29.7, 21), abs=0.01)
    for each in opened.tables:
        head, *rows = each._tbl.tr_lst  # noqa: SLF001 - python-docx has no call for it
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        kept = {row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows}
        # a row longer than a page goes on on the next
        assert kept == {"x" * 10_000 not in row.xml for row in rows[:1]}
        assert sum(column.width or 0 for column in each.columns) == pytest.approx(width - left - right, rel=0.002)


def test_word_holds_no_field_and_no_other_file_and_links_to_the_web_alone(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own document
        relations = archive.read("word/_rels/document.xml.rels").decode()
        names = archive.namelist()
    tags = {element.tag.removeprefix(W) for element in body.iter()}
    assert not tags & {"fldSimple", "fldChar", "instrText", "altChunk", "object", "drawing", "pict"}
    linked = [each.get("Target", "") for each in ET.fromstring(relations) if each.get("TargetMode") == "External"]  # noqa: S314 - our own document
    assert all(target.startswith(("http://", "https://")) for target in linked)
    assert not [name for name in names if "embed" in name or "media" in name]


def test_word_names_only_styles_that_it_has(word: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body, styles = (ET.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles"))  # noqa: S314 - our own document
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    used = {e.get(f"{W}val") for e in body.iter() if e.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert {"Title", "Subtitle", "Verdict", "Remark", "Cell", "CellHead", "Aside", "Locator", "Table"} <= used
    assert used <= known


def test_libreoffice_has_the_styles_that_are_named() -> None:
    space = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    with zipfile.ZipFile(io.BytesIO(MAKE["odt"](portion_of("x")))) as archive:
        body, styles = (ET.fromstring(archive.read(f"{name}.xml")) for name in ("content", "styles"))  # noqa: S314 - our own document
    named = space % "style" + "name"
    known = {style.get(named) for part in (body, styles) for style in part.iter(space % "style" + "style")}
    used = {element.get(space % "text" + "style-name") for element in body.iter()} - {None}
    assert {"Cell", "CellHead", "Verdict", "Remark", "Subtitle", "Aside", "Locator"} <= used
    lists = {style.get(named) for style in body.iter(space % "text" + "list-style")}
    assert used <= known | lists


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_shows_every_finding(form: str, word: bytes, tmp_path: Path) -> None:
    made = word if form == "docx" else MAKE["odt"](everything())
    shown = converted(made, f"t.{form}", "txt:Text (encoded):UTF8", tmp_path).read_text(encoding="utf-8-sig")
    lines = [one_line(line) for line in shown.splitlines()]
    for text in TEXTS.values():
        # as the title of the claim and as what three findings say; names of sources and notes hold it too
        assert sum(one_line(text) in line for line in lines) >= 4, text
    # and as a column that is explained, and over the signs
    assert lines.count("Stance") == len(TEXTS) + 2


def test_a_row_longer_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    whole = portion_of("short")
    long = " ".join(f"word{n}" for n in range(1_000))
    corpus = replace(whole.corpus, findings=tuple(replace(finding, says=long) for finding in whole.corpus.findings))
    printed = converted(MAKE["docx"](replace(whole, corpus=corpus)), "t.docx", "pdf", tmp_path)
    text = subprocess.run(["pdftotext", str(printed), "-"], capture_output=True, check=True, text=True).stdout
    assert text.count("word999") == 3


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_page_has_only_the_elements_of_its_own(text: str) -> None:
    page = Tags(MAKE["html"](portion_of(text)).decode())
    assert set(page.tags) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "span", "strong",
        "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "a", "em",
    }  # fmt: skip
    assert all(target.startswith(("http://", "https://")) for target in page.links)
    assert page.attributes <= {
        "lang",
        "charset",
        "name",
        "content",
        "http-equiv",
        "class",
        "style",
        "type",
        "data-custom-style",
        "data-colwidth",
        "href",
    }
    assert one_line(text) in " ".join(page.text.split())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_markdown_read_again_holds_text_only(text: str) -> None:
    made = MAKE["md"](portion_of(text))
    read = json.loads(pandoc(["--from", "gfm", "--to", "json"], made))
    assert not ACTIVE & set(kinds(read))
    # GitHub makes a link of any address that is written out, whatever marks stand around it
    assert all(target.startswith(("http://", "https://")) for target in targets(read))
    evidence = next(block for block in read["blocks"] if block["t"] == "Table")
    (body,) = evidence["c"][4]
    assert len(body[3]) == 3
    assert all(len(cells) == 5 for _, cells in body[3])
    shown = pandoc(["--from", "gfm", "--to", "plain", "--wrap=none", "--columns=100000"], made).decode()
    if "http://" not in text:
        assert normalize("NFC", one_line(text)) in " ".join(shown.split())


def test_a_base_without_claims_gives_a_document() -> None:
    for form in ("docx", "odt", "html", "md"):
        assert MAKE[form](Portion())


def test_what_nobody_could_read_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_FINDINGS", 2)
    for form in ("docx", "odt", "html", "md"):
        with pytest.raises(KbError, match="3 findings are too many to be read in a document"):
            MAKE[form](portion_of("x"))


def test_a_cell_of_markdown_is_one_line() -> None:
    rows = [[[para("a"), para(styled("Aside", "b"))], []]]
    (flat,) = for_markdown([table(("x", "y"), (0.5, 0.5), rows)])
    made = pandoc(["--from", "json", "--to", "gfm-raw_html", "--wrap=none"], document("t", [flat]))
    assert made.decode().splitlines()[-1] == "| a · b |     |"
