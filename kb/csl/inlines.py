"""The inline elements of pandoc's documents: cleaning links, and reading them as plain text or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from kb.csl.mending import BLANK, ENDS, ENDS_OF, PRESENCE, SHORT_YEAR

#: an inline element as pandoc writes it in JSON: `t` its kind, `c` what it holds
Inline = dict[str, Any]

#: a web address, or a DOI, within a word
_ADDRESS = re.compile(r"(?P<web>https?://[^\s<>\"“”]+)|(?<![\w/.])10\.\d{4,9}/[^\s<>\"“”]+", re.IGNORECASE)
_ENDS = {ord(mark): sign for sign, mark in ENDS_OF.items()}
_ENDED_STOP = re.compile(rf"([{ENDS}])\.")
_SHORT_YEAR = re.compile(rf"{SHORT_YEAR}\d*(\d\d)")
_WITHIN = frozenset(("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"))
_HTML_TAG = {
    "Emph": ("<i>", "</i>"),
    "Strong": ("<b>", "</b>"),
    "Underline": ("<u>", "</u>"),
    "Strikeout": ("<s>", "</s>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span style="font-variant: small-caps">', "</span>"),
}


def texts(inlines: Iterable[Inline]) -> Iterator[str]:
    """The text of inline elements piece by piece, without what it looks like."""
    for inline in inlines:
        kind, held = inline["t"], inline.get("c", "")
        if kind == "Str":
            yield held
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        else:
            yield from texts(inside(inline))


def plain_text(inlines: Iterable[Inline]) -> str:
    """Inline elements as one line of text."""
    return " ".join("".join(texts(inlines)).split())


def html(inlines: Iterable[Inline]) -> str:
    """Inline elements as HTML in which all text is escaped."""
    return "".join(_html(inlines))


def inside(inline: Inline) -> list[Inline]:
    """The inline elements within one; none in a text."""
    kind, held = inline["t"], inline.get("c", "")
    if kind in _WITHIN:
        return list(held)
    if kind in ("Span", "Link", "Quoted"):
        return list(held[1])
    if kind in ("Code", "Math"):
        return [{"t": "Str", "c": held[1]}]
    return []


def cleaned(inlines: list[Inline], words: Mapping[int, str] = MappingProxyType({})) -> list[Inline]:
    """The same without idle spans, with short years made short, and with printed web addresses and DOIs as links.

    A full stop or comma that pandoc puts between an inner and an outer closing quotation mark goes before both.
    `words` are put in where their signs stand.
    """
    return _Cleaning(words).cleaned(inlines)


class _Cleaning:
    """Goes through the inline elements of a reference in order.

    A full stop goes that follows a title's own question or exclamation mark; a comma there stays.
    """

    def __init__(self, words: Mapping[int, str]) -> None:
        self._is_ended = False
        self._signs = {**_ENDS, **words}

    def cleaned(self, inlines: list[Inline]) -> list[Inline]:
        found: list[Inline] = []
        for inline in _quoted(inlines):
            kind = inline["t"]
            if kind == "Str":
                text = inline["c"]
                # every sign that is looked for is outside of ASCII, and every address has a slash
                if text.isascii() and "/" not in text and not self._is_ended:
                    found.append(inline)
                else:
                    found += self._words(text)
            elif kind in _WITHIN:
                found.append({"t": kind, "c": self.cleaned(inline["c"])})
            elif kind in ("Span", "Quoted", "Link"):
                found += self.cleaned(inside(inline))
            else:
                found.append(inline)
        return found

    def _words(self, text: str) -> Iterator[Inline]:
        text = text.replace(PRESENCE, "")
        text = self._stopped(_SHORT_YEAR.sub(r"\1", text) if SHORT_YEAR in text else text)
        for number, word in enumerate(text.split(BLANK)):
            if number:
                yield {"t": "Space"}
            if word:
                yield from _linked(word)

    def _stopped(self, text: str) -> str:
        if self._is_ended and text.startswith("."):
            text = text[1:]
        text = _ENDED_STOP.sub(r"\1", text) if "." in text else text
        if text:
            self._is_ended = text[-1] in ENDS
        return text.translate(self._signs)


def _linked(text: str) -> Iterator[Inline]:
    """A word, as a link where it is an address."""
    found = _ADDRESS.search(text) if "/" in text else None
    if found is None:
        yield {"t": "Str", "c": text}
        return
    shown = found[0].rstrip(".,;:")
    while shown.endswith((")", "]")) and shown.count("(") + shown.count("[") < shown.count(")") + shown.count("]"):
        shown = shown[:-1].rstrip(".,;:")
    before, after = text[: found.start()], text[found.start() + len(shown) :]
    if before:
        yield {"t": "Str", "c": before}
    target = shown if found["web"] else f"https://doi.org/{quote(shown, safe='/:;()._-')}"
    yield {"t": "Link", "c": [_PLAIN, [{"t": "Str", "c": shown}], [target, ""]]}
    if after:
        yield {"t": "Str", "c": after}


def _quoted(inlines: list[Inline]) -> list[Inline]:
    """The content of a quotation: `‘x’.”` as `‘x.’”`."""
    if len(inlines) < 3 or inlines[-1].get("c") != "”" or inlines[-2].get("c") not in (".", ","):
        return inlines
    within = inside(inlines[-3])
    if not within or within[-1].get("c") != "’":
        return inlines
    return [*inlines[:-3], *within[:-1], inlines[-2], within[-1], inlines[-1]]


#: neither id nor class nor attributes
_PLAIN: list[Any] = ["", [], []]


def _html(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        kind = inline["t"]
        if kind == "Space":
            yield " "
        elif kind == "Str":
            yield inline["c"] if inline["c"].isalnum() else escape(inline["c"])
        elif kind in ("SoftBreak", "LineBreak"):
            yield " "
        elif kind in _HTML_TAG:
            opening, closing = _HTML_TAG[kind]
            yield opening
            yield from _html(inline["c"])
            yield closing
        elif kind == "Link":
            yield f'<a href="{escape(inline["c"][2][0])}">'
            yield from _html(inline["c"][1])
            yield "</a>"
        else:
            yield from _html(inside(inline))
