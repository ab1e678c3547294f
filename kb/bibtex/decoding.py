"""A bibliography's bytes to text in which every offset has a line and a column."""

from __future__ import annotations

import codecs
import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from kb.bibtex.faults import Fault
from kb.diagnostics import Diagnostic, Place

#: beyond this a file is not read at all; real bibliographies of 100,000 entries have about 70 million bytes
MAX_BYTES = 256 * 1024 * 1024

_DECLARED = re.compile(rb"^%.{0,40}?\b(?:en)?coding[:=][ \t]*([\w.-]{1,30})", re.IGNORECASE | re.MULTILINE)
#: only encodings of letters: Python knows others that unpack or reckon
_LETTERS = re.compile(r"iso[-_]?8859|latin|windows-|cp\d|mac|koi8|gb|big5|shift|sjis|euc|utf", re.IGNORECASE)
_NEWLINE = re.compile(r"\r\n?")
_MARK = codecs.BOM_UTF8
#: how many bytes are looked at at once to see whether all are UTF-8
_STEP = 1024 * 1024


class BibText:
    """A stretch of a file: `written` as it stands, zero bytes aside, and `plain`, whose lines all end in a newline.

    Both are of equal length.
    """

    def __init__(self, path: str, written: str, first_line: int = 1) -> None:
        written = written.replace("\0", " ")
        plain = _NEWLINE.sub(_as_newline, written) if "\r" in written else written
        if "\ufeff" in plain:
            # files put one after another leave a byte order mark before an entry
            plain = re.sub(r"^\ufeff", " ", plain, flags=re.MULTILINE)
        self.path, self.written, self.plain, self.first_line = path, written, plain, first_line
        self._starts: array[int] | None = None

    def place(self, offset: int) -> Place:
        """The place of an offset; columns count characters, a byte order mark at the start of the file not included."""
        if self._starts is None:
            # each line is as long as it is, and one more for its end
            lengths = map((1).__add__, map(len, self.plain.split("\n")))
            self._starts = array("Q", accumulate(lengths, initial=0))
            self._starts.pop()
        line = bisect_right(self._starts, offset)
        return Place(self.path, self.first_line + line - 1, offset - self._starts[line - 1] + 1)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text as UTF-8 from the offset `start` on, and what is to say of its letters."""

    data: bytes
    start: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(path: str, data: bytes) -> Decoded:
    """The text in a file, and a fault when its letters are not plainly UTF-8; never fails."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes, and at most {MAX_BYTES:,} are read"
        return Decoded(b"", 0, _told(path, "", Fault("bib-too-large", 0, message, "split it into several files")))
    start = text_start(data)
    faults: tuple[Diagnostic, ...] = ()
    if _wide_encoding(data) or not _is_utf_8(data):
        written, fault = _letters(data)
        faults = _told(path, written, fault)
        data, start = written.encode("utf-8", "replace"), 0
    if b"\0" in data:
        before = data[start : data.index(b"\0")].decode()
        message = f"a zero byte, read as a blank ({data.count(0)} in this file)"
        fault = Fault("bib-control-character", len(before), message, "remove it")
        faults += _told(path, before, fault)
    if not data[start : start + _STEP].decode(errors="ignore").strip() and not data[start:].decode().strip():
        faults += _told(path, "", Fault("bib-empty", 0, "the file is empty", "add an entry"))
    return Decoded(data, start, faults)


def is_plain(head: bytes, part: bytes) -> bool:
    """True when a part of a file, which begins with other bytes, can be read as it stands if the rest can."""
    return not _wide_encoding(head) and b"\0" not in part and _is_utf_8(part)


def text_start(data: bytes) -> int:
    """Where the text of a file in UTF-8 begins, behind its mark."""
    return len(_MARK) if data.startswith(_MARK) else 0


def _told(path: str, written: str, fault: Fault) -> tuple[Diagnostic, ...]:
    return (fault.diagnostic(BibText(path, written).place),)


def _as_newline(end: re.Match[str]) -> str:
    return " \n" if len(end[0]) == 2 else "\n"


def _is_utf_8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(data), _STEP):
            decoder.decode(data[at : at + _STEP])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _letters(data: bytes) -> tuple[str, Fault]:
    """The text of a file that is not in UTF-8, and what is to say of it."""
    wide = _wide_encoding(data)
    if wide:
        text = data.decode(wide, "replace").removeprefix("\ufeff")
        return text, Fault("bib-encoding", 0, f"the file is in {wide[:6].upper()}, not UTF-8", "save it in UTF-8")
    body = data.removeprefix(_MARK)
    declared = _declared_encoding(body)
    if declared:
        text = body.decode(declared)
        message = f"the file is read as {declared}, which its first lines name"
        return text, Fault("bib-declared-encoding", 0, message, "save it in UTF-8")
    # Surrogates mark the bytes that are not UTF-8, so that letters which are UTF-8 stay right in a mixed file.
    marked = body.decode("utf-8", "surrogateescape")
    first = next(byte for byte in marked if byte in _FROM_WINDOWS)
    at = marked.index(first)
    more = sum(map(marked.count, _FROM_WINDOWS)) - 1
    message = f"byte 0x{ord(first) - 0xDC00:02X} is not UTF-8 and is read as Windows-1252 {_FROM_WINDOWS[first]!r}"
    message += f"; so are {more} more" if more else ""
    return marked.translate(_TO_WINDOWS), Fault("bib-encoding", at, message, "save the file in UTF-8")


def _wide_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = data[:400]
    if len(start) >= 8 and start[1::2].count(0) > len(start) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 8 and start[::2].count(0) > len(start) * 0.4 else ""


def _declared_encoding(data: bytes) -> str:
    """The encoding that the first lines name, as JabRef and Emacs do, if the whole file can be read by it."""
    found = _DECLARED.search(data[:2000])
    name = found[1].decode("ascii", "replace") if found else ""
    if not _LETTERS.match(name):
        return ""
    try:
        data.decode(name)
    except (LookupError, UnicodeError):
        return ""
    return name


def _windows_letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_FROM_WINDOWS = {chr(0xDC00 + byte): _windows_letter(byte) for byte in range(0x80, 0x100)}
_TO_WINDOWS = str.maketrans(_FROM_WINDOWS)
