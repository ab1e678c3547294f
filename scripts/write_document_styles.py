"""Write the styles that documents for Word and LibreOffice are made in, from those that pandoc brings.

They are files of their own format and can be opened and looked at: `kb/csl/paper/*.docx` and `*.odt`, for pages
that stand upright and for wide ones.  Only this script changes them.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from kb.csl.pandoc import pandoc

STYLES = Path(__file__).resolve().parent.parent / "kb" / "csl" / "paper"

FONT = "Arial"
DARK, GREY, SHADE = "1F3A4D", "595959", "E7ECF0"
MARGIN = 2.0

#: paragraph styles: size in points, space before and after, bold, colour
PARAGRAPHS: dict[str, tuple[float, float, float, bool, str]] = {
    "Title": (18, 0, 4, True, DARK),
    "Subtitle": (12, 0, 10, False, GREY),
    "Heading 1": (14, 18, 6, True, DARK),
    "Heading 2": (11.5, 14, 4, True, DARK),
    "Heading 3": (10, 8, 2, True, DARK),
    "Body Text": (10, 3, 5, False, "000000"),
    "Compact": (9.5, 1, 2, False, "000000"),
    "Bibliography": (10, 0, 5, False, "000000"),
    "Annotation": (9.5, 0, 4, False, "000000"),
    "Verdict": (10.5, 3, 4, True, "000000"),
    "Part": (9.5, 6, 2, True, DARK),
    "Remark": (9, 3, 4, False, GREY),
    "Cell": (8.5, 1, 1, False, "000000"),
    "CellHead": (8.5, 2, 2, True, DARK),
}

#: paragraphs whose first line hangs out: how far the others stand in, and how far it hangs, in centimetres
HANGING: dict[str, tuple[float, float]] = {"Bibliography": (1, 1), "Annotation": (1.5, 0.5)}

#: what stays on one page with what follows, as headings do
KEPT = ("Title", "Subtitle", "Verdict", "Remark", "Part")

#: character styles: size in points, colour
CHARACTERS: dict[str, tuple[float, str]] = {"Locator": (7.5, GREY), "Aside": (8, GREY)}

_DOCX_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="Table">
  <w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr>
    <w:tblInd w:w="0" w:type="dxa"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFC8CF"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
      <w:bottom w:w="30" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{DARK}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>
      <w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>
"""

_PAGE_FIELD = f"""
<w:p {nsdecls("w")}>
  <w:pPr><w:jc w:val="center"/></w:pPr>
  <w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>
  <w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
  <w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>
</w:p>
"""


def main() -> None:
    """Write all four files."""
    STYLES.mkdir(exist_ok=True)
    for name, wide in (("upright", False), ("wide", True)):
        (STYLES / f"{name}.docx").write_bytes(word_styles(wide=wide))
        (STYLES / f"{name}.odt").write_bytes(odt_styles(wide=wide))
        print(f"wrote {name}.docx and {name}.odt")


def word_styles(*, wide: bool) -> bytes:
    """The styles for Word."""
    document = Document(io.BytesIO(pandoc(["--print-default-data-file", "reference.docx"], b"")))
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    section.footer.is_linked_to_previous = False
    footer = section.footer._element  # noqa: SLF001 - python-docx has no call for fields
    for paragraph in list(footer):
        footer.remove(paragraph)
    footer.append(parse_xml(_PAGE_FIELD))
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    _word_paragraphs(document.styles)
    for name, (size, colour) in CHARACTERS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
    table = document.styles.element.find(f".//{qn('w:style')}[@{qn('w:styleId')}='Table']")
    table.getparent().replace(table, parse_xml(_DOCX_TABLE))
    file = io.BytesIO()
    document.save(file)
    return _without_times(file.getvalue())


def _word_paragraphs(styles: Any) -> None:  # noqa: ANN401 - python-docx has no public type for it
    names = {style.name for style in styles}
    for name, (size, before, after, bold, colour) in PARAGRAPHS.items():
        style = styles[name] if name in names else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.hidden = False
        # fonts of the theme and spaced letters would go before what is set here
        for part in list(style.element.iter(qn("w:rFonts"), qn("w:spacing"))):
            if part.getparent().tag == qn("w:rPr"):
                part.getparent().remove(part)
        style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.0
        form.alignment = WD_ALIGN_PARAGRAPH.LEFT
        form.keep_with_next = name.startswith("Heading") or name in KEPT
        if name in HANGING:
            left, hanging = HANGING[name]
            form.left_indent, form.first_line_indent = Cm(left), Cm(-hanging)


def odt_styles(*, wide: bool) -> bytes:
    """The styles for LibreOffice."""
    brought = pandoc(["--print-default-data-file", "reference.odt"], b"")
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(brought)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, _OdtStyles(data).written(wide=wide) if entry.filename == "styles.xml" else data)
    return _without_times(file.getvalue())


class _OdtStyles:
    """The styles.xml of an .odt file, and its styles by name."""

    def __init__(self, data: bytes) -> None:
        self.spaces: dict[str, str] = {}
        for _, (prefix, uri) in ET.iterparse(io.BytesIO(data), events=["start-ns"]):  # noqa: S314 - it comes with pandoc
            self.spaces[prefix] = uri
            ET.register_namespace(prefix, uri)
        self.root = ET.fromstring(data)  # noqa: S314 - as above
        (self.styles,) = self.root.iter(self.name("office:styles"))
        self.by_name = {style.get(self.name("style:name"), ""): style for style in self.styles}

    def written(self, *, wide: bool) -> bytes:
        """The file with the styles of this script."""
        for default in self.styles.iter(self.name("style:default-style")):
            if default.get(self.name("style:family")) == "paragraph":
                font = {"style:font-name": FONT, "fo:font-size": "10pt", "fo:language": "en", "fo:country": "GB"}
                self.set(default, "text", font)
        for name in PARAGRAPHS:
            self.paragraph(name)
        for name, (size, colour) in CHARACTERS.items():
            self.set(self.style(name, "text"), "text", {"fo:font-size": f"{size}pt", "fo:color": f"#{colour}"})
        width, height = ("29.7cm", "21cm") if wide else ("21cm", "29.7cm")
        values = {"fo:page-width": width, "fo:page-height": height}
        values["style:print-orientation"] = "landscape" if wide else "portrait"
        values |= {f"fo:margin-{side}": f"{MARGIN}cm" for side in ("top", "bottom", "left", "right")}
        for page in self.root.iter(self.name("style:page-layout")):
            self.set(page, "page-layout", values)
        return bytes(ET.tostring(self.root, encoding="utf-8", xml_declaration=True))

    def paragraph(self, name: str) -> None:
        size, before, after, bold, colour = PARAGRAPHS[name]
        style = self.style("Text_20_body" if name == "Body Text" else name.replace(" ", "_20_"), "paragraph")
        space = {"fo:margin-top": f"{before}pt", "fo:margin-bottom": f"{after}pt", "fo:text-align": "start"}
        if name.startswith("Heading") or name in KEPT:
            space |= {"fo:keep-with-next": "always"}
        if name in HANGING:
            left, hanging = HANGING[name]
            space |= {"fo:margin-left": f"{left}cm", "fo:text-indent": f"-{hanging}cm"}
        self.set(style, "paragraph", space)
        letters = {"style:font-name": FONT, "fo:font-size": f"{size}pt", "fo:color": f"#{colour}"}
        letters |= {"fo:font-weight": "bold" if bold else "normal", "fo:font-style": "normal"}
        self.set(style, "text", letters)

    def style(self, id_: str, family: str) -> ET.Element:
        if id_ not in self.by_name:
            names = {self.name("style:name"): id_, self.name("style:family"): family}
            self.by_name[id_] = ET.SubElement(self.styles, self.name("style:style"), names)
        return self.by_name[id_]

    def set(self, style: ET.Element, kind: str, values: dict[str, str]) -> None:
        tag = self.name(f"style:{kind}-properties")
        found = style.find(tag)
        properties = ET.SubElement(style, tag) if found is None else found
        for name, value in values.items():
            properties.set(self.name(name), value)

    def name(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{{{self.spaces[prefix]}}}{local}"


def _without_times(data: bytes) -> bytes:
    """The archive with one time for all of its parts, so that equal styles are equal files."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            kept = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            kept.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(kept, old.read(entry))
    return file.getvalue()


if __name__ == "__main__":
    main()
