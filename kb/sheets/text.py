"""Bytes of a YAML file to text in which lines and columns are those an editor shows, with a fault for what is odd."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kb.diagnostics import Diagnostic, Place, Related, Severity

MOST_BYTES = 2_000_000
MOST_RELATED = 9

_BOM = b"\xef\xbb\xbf"
#: what YAML does not allow; a byte order mark is allowed by it, but cannot be seen and is not counted in columns
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
#: blanks that look like a plain one and are letters to YAML; word processors and web pages write them
_ODD = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_HEAD = re.compile(rf"^[ {_ODD}]*(?:-[ {_ODD}]+)*(?:[\w-]+:[ {_ODD}]+)?", re.MULTILINE)
_ODD_BLANK = re.compile(f"[{_ODD}]")


def read_text(path: str, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    r"""The text with `\n` at each line's end and `�` for what is no text, and its faults; "" when nothing is read.

    Only what an editor takes for a line's end is one here: U+0085, U+2028 and U+2029 become blanks.
    """
    if len(data) > MOST_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read"
        return "", (_error(Place(path), "file-too-large", message, "split it into several files"),)
    wide = _wide_encoding(data)
    if wide:
        hint = "open it in an editor and save it in UTF-8"
        return "", (_error(Place(path), "not-utf-8", f"the file is in {wide}, not in UTF-8", hint),)
    data = data.removeprefix(_BOM)
    text = data.decode("utf-8", "replace")
    faults = [*_bad_bytes(path, data)]
    if text.isascii():
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    else:
        text = re.sub("\r\n?", "\n", text).translate({0x85: " ", 0x2028: " ", 0x2029: " "})
        odd, text = _odd_blanks(path, text)
        faults += odd
    faults += _bad_characters(path, text)
    return _UNPRINTABLE.sub("�", text), tuple(faults)


def place_after(path: str, before: str) -> Place:
    """The place of the character that follows a text."""
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 when the bytes begin like one of them: its mark, or zero bytes around the first letter."""
    start = data[:4]
    if start in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "UTF-32"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    zeros = tuple(byte == 0 for byte in start)
    if zeros in ((True, True, True, False), (False, True, True, True)):
        return "UTF-32"
    return "UTF-16" if zeros in ((True, False, True, False), (False, True, False, True)) else ""


def _bad_bytes(path: str, data: bytes) -> Iterator[Diagnostic]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = re.sub("\r\n?", "\n", data[: error.start].decode("utf-8"))
        hint = "open it in an editor and save it in UTF-8; the letters shown as � are lost until then"
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        yield _error(place_after(path, before), "not-utf-8", message, hint)


def _odd_blanks(path: str, text: str) -> tuple[list[Diagnostic], str]:
    """The text with plain blanks before and after its keys and dashes, and a warning when some were not."""
    places: list[Place] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        head = _LINE_HEAD.match(line)
        odd = head and _ODD_BLANK.search(head.group())
        if head and odd:
            places.append(Place(path, number + 1, odd.start() + 1))
            lines[number] = _ODD_BLANK.sub(" ", head.group()) + line[head.end() :]
    if not places:
        return [], text
    related = tuple(Related(place, "here too") for place in places[1 : MOST_RELATED + 1])
    message = f"a blank of another kind stands before or after a key or dash{_times(len(places))}"
    hint = "write plain blanks instead; it was read as one"
    return [Diagnostic(places[0], "odd-blank", Severity.WARNING, message, hint, related)], "\n".join(lines)


def _bad_characters(path: str, text: str) -> Iterator[Diagnostic]:
    """One fault for each character that is not allowed, at the first, with the places of some others."""
    if not _UNPRINTABLE.search(text):
        return
    counts: Counter[str] = Counter()
    places: dict[str, list[Place]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for match in _UNPRINTABLE.finditer(line):
            counts[match.group()] += 1
            if counts[match.group()] <= MOST_RELATED + 1:
                places.setdefault(match.group(), []).append(Place(path, number, match.start() + 1))
    for character, (first, *others) in places.items():
        message = f"the invisible character U+{ord(character):04X} is not allowed{_times(counts[character])}"
        related = tuple(Related(place, "here too") for place in others)
        yield Diagnostic(first, "yaml-character", Severity.ERROR, message, "remove it", related)


def _times(number: int) -> str:
    return f" ({number:,} times)" if number > 1 else ""


def _error(place: Place, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, rule, Severity.ERROR, message, hint)
