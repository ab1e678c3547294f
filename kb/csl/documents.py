"""Reference lists as documents: plain text, Markdown, HTML, Word and OpenDocument."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from kb.csl.inlines import Inline, html, plain_text
from kb.csl.lists import PANDOC_API, Reference
from kb.csl.page_styles import like
from kb.csl.pandoc import pandoc

#: a block element as pandoc writes it in JSON
Block = dict[str, Any]

#: what is said below a reference, each as one line; by the reference's index
Notes = Mapping[int, Sequence[str]]

_NO_NOTES: Notes = {}

#: a tabulator, which pandoc's documents do not have
_TAB: Mapping[str, Inline] = {
    "docx": {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]},
    "odt": {"t": "RawInline", "c": ["opendocument", "<text:tab/>"]},
}
_SPACE: Inline = {"t": "Space"}
#: the paragraph styles of references and of notes below them, in documents
REFERENCE_STYLE = "Bibliography"
NOTE_STYLE = "Annotation"


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """A format of reference lists: the ending of its files, what it is called, its media type, and how it is made."""

    name: str
    title: str
    media_type: str
    is_text: bool
    make: Callable[[Sequence[Reference], Notes], str | bytes]

    @property
    def ending(self) -> str:
        """What its files end with, without the full stop."""
        return self.name


def as_plain_text(references: Sequence[Reference], notes: Notes = _NO_NOTES) -> str:
    """One reference a line, the notes on it below, indented."""
    lines = []
    for reference in references:
        lines.append(" ".join(filter(None, (plain_text(reference.label), plain_text(reference.text)))))
        lines += [f"    {note}" for note in notes.get(reference.index, ())]
    return "".join(f"{line}\n" for line in lines)


def as_markdown(references: Sequence[Reference], notes: Notes = _NO_NOTES) -> str:
    """CommonMark in which nothing from an entry is taken for markup; a list where references are numbered 1, 2, 3."""
    blocks: list[Block] = []
    if references and all(plain_text(each.label) == f"{place}." for place, each in enumerate(references, 1)):
        items = [[_paragraph(each.text), *_note_list(notes.get(each.index, ()))] for each in references]
        blocks = [{"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}]
    else:
        for reference in references:
            blocks += [_paragraph(_labelled(reference, _SPACE)), *_note_list(notes.get(reference.index, ()))]
    return written(blocks, "md").decode()


def as_html(references: Sequence[Reference], notes: Notes = _NO_NOTES) -> str:
    """A whole HTML page that asks for nothing and runs nothing."""
    entries = []
    for reference in references:
        label = f"{html(reference.label)} " if reference.label else ""
        entries.append(f"<p>{label}{html(reference.text)}</p>")
        said = [f"<li>{escape(note)}</li>" for note in notes.get(reference.index, ())]
        entries += ["<ul>", *said, "</ul>"] if said else []
    return "\n".join((_HTML_HEAD, *entries, "</body>", "</html>", ""))


def reference_blocks(references: Sequence[Reference], form: str, notes: Notes = _NO_NOTES) -> list[Block]:
    """The list as pandoc's blocks for a document of this format; `docx` and `odt` get styles of their own."""
    separator = _TAB.get(form, _SPACE)
    blocks: list[Block] = []
    for reference in references:
        blocks.append(_styled(REFERENCE_STYLE, _paragraph(_labelled(reference, separator))))
        blocks += [_styled(NOTE_STYLE, _paragraph(_words(note))) for note in notes.get(reference.index, ())]
    return blocks


def written(blocks: Sequence[Block], form: str) -> bytes:
    """The blocks as a document: `docx`, `odt`, `html` (a fragment) or `md`."""
    document = json.dumps({"pandoc-api-version": PANDOC_API, "meta": {}, "blocks": list(blocks)}).encode()
    if form == "md":
        return pandoc(["--from=json", "--to=gfm-raw_html", "--wrap=none"], document)
    if form not in _TAB:
        return pandoc(["--from=json", f"--to={form}", "--wrap=none"], document)
    return pandoc(["--from=json", f"--to={form}", like(form), "--output=-"], document)


def _documents(form: str) -> Callable[[Sequence[Reference], Notes], bytes]:
    return lambda references, notes: written(reference_blocks(references, form, notes), form)


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

DOCUMENT_FORMATS: tuple[DocumentFormat, ...] = (
    DocumentFormat("txt", "Plain text", "text/plain", True, as_plain_text),
    DocumentFormat("md", "Markdown", "text/markdown", True, as_markdown),
    DocumentFormat("html", "HTML", "text/html", True, as_html),
    DocumentFormat("docx", "Word", _OFFICE, False, _documents("docx")),
    DocumentFormat("odt", "OpenDocument", "application/vnd.oasis.opendocument.text", False, _documents("odt")),
)


def _paragraph(inlines: Sequence[Inline]) -> Block:
    return {"t": "Para", "c": list(inlines)}


def _styled(style: str, block: Block) -> Block:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [block]]}


def _labelled(reference: Reference, separator: Inline) -> list[Inline]:
    return [*reference.label, separator, *reference.text] if reference.label else list(reference.text)


def _note_list(notes: Sequence[str]) -> list[Block]:
    return [{"t": "BulletList", "c": [[_paragraph(_words(note))] for note in notes]}] if notes else []


def _words(text: str) -> list[Inline]:
    return list(_spaced(text.split()))


def _spaced(words: Sequence[str]) -> Iterator[Inline]:
    for number, word in enumerate(words):
        if number:
            yield _SPACE
        yield {"t": "Str", "c": word}


_HTML_HEAD = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>References</title>
<style>
body { max-width: 45em; margin: 2em auto; padding: 0 1em; font-family: serif; line-height: 1.4; }
p { margin: 0 0 .6em; padding-left: 2em; text-indent: -2em; }
ul { margin: 0 0 .8em 2em; padding-left: 1.2em; }
</style>
</head>
<body>"""
