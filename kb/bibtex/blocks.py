"""A BibTeX file's bytes to text, and the text to blocks: every character belongs to exactly one block.

A block that stands at the start of a line always begins anew, so that an error never reaches past its own block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kb.diagnostics import Diagnostic, Place, Severity

#: `@word{` or `@word(` at the start of a line; blanks after the @, hyphens in the word and a brace on the next line too
HEAD = re.compile(r"^[ \t]*@[ \t]{0,20}(?P<type>[A-Za-z][\w-]{0,60})\s{0,20}[{(]", re.MULTILINE)


_BRACKET = re.compile(r"[{}()]")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text; `type` is the lower-case word after the @, empty for text between entries."""

    text: str
    offset: int
    type: str = ""


class Positions:
    """Line and column, from 1, of an offset in a text."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]

    def place(self, offset: int) -> Place:
        """The place of an offset."""
        line = bisect_right(self._starts, offset)
        return Place(self.path, line, offset - self._starts[line - 1] + 1)


def decode(path: str, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text in a file, with a warning when it is not UTF-8: UTF-16 by its mark, else Windows' Western letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        return text, (_encoding(Place(path), "the file is in UTF-16"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        place = Positions(path, before).place(len(before))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; the file is read as Windows-1252"
        body = data.removeprefix(b"\xef\xbb\xbf")
        return _mixed(body), (_encoding(place, message),)


def cut(text: str) -> list[Block]:
    """The blocks of a text in order: entries and other `@` blocks, and what stands before the first of them."""
    heads = [(match.start(), match["type"].lower()) for match in HEAD.finditer(text)]
    if not heads or heads[0][0] > 0:
        heads.insert(0, (0, ""))
    ends = [start for start, _ in heads[1:]] + [len(text)]
    return [Block(text[start:end], start, type_) for (start, type_), end in zip(heads, ends, strict=True)]


def closing(text: str, opened: int) -> int:
    """The offset of what closes the brace or parenthesis at `opened`, or -1; an escaped brace counts, as in BibTeX."""
    round_ = text[opened] == "("
    depth = 0
    for match in _BRACKET.finditer(text, opened):
        mark = match.group()
        at = match.start()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        if round_ and mark == ")" and depth == 0:
            return at
        if not round_ and depth == 0 and mark == "}":
            return at
        if depth < 0:
            return -1
    return -1


def _mixed(data: bytes) -> str:
    """Text in which lines of UTF-8 and of Windows-1252 stand side by side."""
    lines = []
    for line in data.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            # five bytes are no letters in Windows-1252; Latin-1 takes every byte
            try:
                lines.append(line.decode("cp1252"))
            except UnicodeDecodeError:
                lines.append(line.decode("latin-1"))
    return "".join(lines)


def _encoding(place: Place, message: str) -> Diagnostic:
    return Diagnostic(place, "bib-encoding", Severity.WARNING, message, "save the file in UTF-8")
