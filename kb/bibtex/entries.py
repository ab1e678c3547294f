"""A block to a raw entry.  Owner of bibtexparser, which is the judge of every block that is not plainly well-formed."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from bibtexparser.splitter import Splitter

from kb.bibtex.blocks import HEAD, Block, closing
from kb.diagnostics import Diagnostic, Place, Related, Severity, quoted

#: the head of an entry up to its key
_KEY = re.compile(r"\s*(?P<key>[^\s,{}()=\"#%]*)\s*(?P<comma>,)?")
_NAME = re.compile(r"[\s,]*(?P<name>[^\s={}\",()%#]+)\s*=\s*")
_BARE = re.compile(r"[^\s{}\",#=()%]+")
_PERCENT_LINE = re.compile(r"^[ \t]*%[^\n]*", re.MULTILINE)
_SWALLOWED = re.compile(r"(?<=[}\"])\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?=[{\"\w])")


@dataclass(frozen=True, slots=True)
class RawField:
    """A field as written: `parts` are its braced or quoted texts and its bare words, joined by # in the file."""

    name: str
    name_offset: int
    value_offset: int
    #: (text without its enclosure, True when it was enclosed)
    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as written; offsets count in the whole text."""

    type: str
    key: str
    key_offset: int
    fields: tuple[RawField, ...]
    raw: str
    offset: int


PlaceOf = Callable[[int], Place]


class _OddError(Exception):
    """A block is not plainly well-formed: what is wrong, and at which offset of the block."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


def read_entry(block: Block, place_of: PlaceOf) -> tuple[RawEntry | None, tuple[Diagnostic, ...], int]:
    """The entry in a block, the faults found, and how many characters of the block the entry takes.

    A block that cannot be read is None with an error that says what is wrong and where.
    """
    text, faults = _without_percent_lines(block, place_of)
    head = HEAD.match(text)
    if head is None:
        return None, tuple(faults), 0
    opened = head.end() - 1
    try:
        entry, end = _scan(block, text, opened)
    except _OddError as odd:
        return _by_judge(block, text, opened, odd, faults, place_of)
    return _named_once(entry, faults, place_of), tuple(faults), end


def scan_string(block: Block) -> tuple[str, tuple[tuple[str, bool], ...]] | None:
    """The name and value of a `@string` block, or None when it cannot be read."""
    head = HEAD.match(block.text)
    if head is None:
        return None
    name = _NAME.match(block.text, head.end())
    if name is None:
        return None
    try:
        parts, _ = _value(block.text, name.end())
    except _OddError:
        return None
    return name["name"].casefold(), parts


def _scan(block: Block, text: str, opened: int) -> tuple[RawEntry, int]:
    """The entry and its end, when every character of it is as BibTeX wants it."""
    close = ")" if text[opened] == "(" else "}"
    key = _KEY.match(text, opened + 1)
    if key is None:
        raise _OddError(opened + 1, "no key")
    at = key.end()
    if not key["comma"]:
        if text[at : at + 1] == close:
            return _entry(block, key, [], at + 1), at + 1
        missing = at if key["key"] else opened + 1
        raise _OddError(missing, "no comma after the key" if key["key"] else "no key")
    fields: list[RawField] = []
    while True:
        at = _blanks(text, at)
        if text[at : at + 1] == close:
            return _entry(block, key, fields, at + 1), at + 1
        name = _NAME.match(text, at)
        if name is None or (fields and text[at : at + 1] == ","):
            what = (
                "the entry is not closed"
                if at >= len(text)
                else f"expected a field here, found {quoted(text[at : at + 20])}"
            )
            raise _OddError(min(at, len(text) - 1), what)
        parts, end = _value(text, name.end())
        offset = block.offset
        fields.append(RawField(name["name"], offset + name.start("name"), offset + name.end(), parts))
        at = _blanks(text, end)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != close:
            what = "the entry is not closed" if at >= len(text) else "no comma between fields"
            raise _OddError(min(at, len(text) - 1), what)


def _value(text: str, at: int) -> tuple[tuple[tuple[str, bool], ...], int]:
    parts: list[tuple[str, bool]] = []
    while True:
        at = _blanks(text, at)
        mark = text[at : at + 1]
        if mark == "{":
            end = closing(text, at)
            if end < 0:
                raise _OddError(at, "a brace is opened here and not closed")
            parts.append((text[at + 1 : end], True))
            at = end + 1
        elif mark == '"':
            end = _closing_quote(text, at)
            parts.append((text[at + 1 : end], True))
            at = end + 1
        else:
            bare = _BARE.match(text, at)
            if bare is None:
                raise _OddError(min(at, len(text) - 1), "a field has no value")
            parts.append((bare.group(), False))
            at = bare.end()
        after = _blanks(text, at)
        if text[after : after + 1] != "#":
            return tuple(parts), at
        at = after + 1


def _closing_quote(text: str, opened: int) -> int:
    depth = 0
    for match in re.finditer(r'[{}"]', text[opened + 1 :]):
        mark = match.group()
        if mark == '"' and depth == 0:
            return opened + 1 + match.start()
        depth += {"{": 1, "}": -1, '"': 0}[mark]
        if depth < 0:
            break
    raise _OddError(opened, "a quote is opened here and not closed")


def _blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _entry(block: Block, key: re.Match[str], fields: list[RawField], end: int) -> RawEntry:
    start = len(block.text) - len(block.text.lstrip())
    raw = block.text[start:end]
    offset = block.offset
    return RawEntry(block.type, key["key"], offset + key.start("key"), tuple(fields), raw, offset + start)


def _by_judge(  # noqa: PLR0913, PLR0917 - what is known of the block so far
    block: Block, text: str, opened: int, odd: _OddError, faults: list[Diagnostic], place_of: PlaceOf
) -> tuple[RawEntry | None, tuple[Diagnostic, ...], int]:
    """What bibtexparser makes of a block that is not plainly well-formed."""
    end = closing(text, opened) + 1
    place = place_of(block.offset + odd.offset)
    if end == 0:
        where = place_of(block.offset + opened)
        related = () if where == place else (Related(where, "the entry begins here"),)
        hint = "close it; the entry is left out, and the ones after it are read"
        faults.append(Diagnostic(place, "bib-unclosed", Severity.ERROR, _unclosed(odd.message), hint, related))
        return None, tuple(faults), len(text)
    parsed = _judged(_plain_head(text[:end]))
    if parsed is None or not (parsed.key or parsed.fields):
        hint = "mend it; the entry is left out, and the others are read"
        faults.append(Diagnostic(place, "bib-syntax", Severity.ERROR, odd.message, hint))
        return None, tuple(faults), end
    fields = _recovered(block, text[:end], parsed, faults, place_of)
    start = len(block.text) - len(block.text.lstrip())
    key_at = text.find(parsed.key, opened) if parsed.key else opened + 1
    raw = block.text[start:end]
    entry = RawEntry(block.type, parsed.key, block.offset + key_at, tuple(fields), raw, block.offset + start)
    return _named_once(entry, faults, place_of), tuple(faults), end


def _judged(text: str) -> Entry | None:
    logger = logging.getLogger("bibtexparser")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    for block in Splitter(text).split().blocks:
        if isinstance(block, Entry):
            return block
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(block.ignore_error_block, Entry):
            return block.ignore_error_block
        if isinstance(block, ParsingFailedBlock):
            return None
    return None


def _plain_head(text: str) -> str:
    """The text with a head that bibtexparser knows: `@word{` on one line."""
    head = HEAD.match(text)
    return f"@{re.sub(r'-', '_', head['type'])}{text[head.end() - 1 :]}" if head else text


def _recovered(block: Block, text: str, parsed: Entry, faults: list[Diagnostic], place_of: PlaceOf) -> list[RawField]:
    """The fields bibtexparser found, at their places; a field that another one swallowed is taken out of it."""
    fields: list[RawField] = []
    at = text.find(parsed.key) + len(parsed.key) if parsed.key else 0
    for found in parsed.fields:
        name = re.compile(re.escape(found.key) + r"\s*=\s*", re.IGNORECASE).search(text, at)
        if name is None:
            continue
        value = str(found.value)
        start = name.end()
        pieces = [(name.start(), found.key, start, value)]
        gap = _SWALLOWED.search(value)
        while gap is not None:
            offset = block.offset + pieces[-1][2] + gap.start()
            message = f"no comma before {quoted(gap['name'])}"
            hint = "put a comma here; the two fields are read as they were meant"
            faults.append(Diagnostic(place_of(offset), "bib-missing-comma", Severity.WARNING, message, hint))
            before, after = value[: gap.start()], value[gap.end() :]
            old = pieces.pop()
            pieces += [
                (old[0], old[1], old[2], before),
                (old[2] + gap.start("name"), gap["name"], old[2] + gap.end(), after),
            ]
            value = after
            gap = _SWALLOWED.search(value)
        for name_at, key, value_at, piece in pieces:
            parts = _parts_of(block, piece, value_at, key, faults, place_of)
            fields.append(RawField(key, block.offset + name_at, block.offset + value_at, parts))
        at = start + len(str(found.value))
    return fields


def _parts_of(  # noqa: PLR0913, PLR0917 - where a value stands, for the fault in it
    block: Block, value: str, at: int, name: str, faults: list[Diagnostic], place_of: PlaceOf
) -> tuple[tuple[str, bool], ...]:
    place = place_of(block.offset + at)
    if not value.strip():
        message = f"{quoted(name)} has no value"
        faults.append(Diagnostic(place, "bib-empty-value", Severity.WARNING, message, "write {} or remove the field"))
        return (("", True),)
    try:
        parts, end = _value(value, 0)
    except _OddError:
        parts, end = ((value.strip().strip('{}"'), True),), len(value)
    junk = value[end:].strip()
    if junk:
        message = f"{quoted(junk)} after the value of {quoted(name)}"
        hint = "put braces around the whole value; what stands in them is used, the rest is not"
        spot = place_of(block.offset + at + value.find(junk, end))
        faults.append(Diagnostic(spot, "bib-junk", Severity.WARNING, message, hint))
    return parts


def _named_once(entry: RawEntry, faults: list[Diagnostic], place_of: PlaceOf) -> RawEntry:
    """The entry with the first of fields that have one name, as BibTeX takes it."""
    first: dict[str, RawField] = {}
    for field in entry.fields:
        known = first.setdefault(field.name.casefold(), field)
        if known is not field:
            message = f"the field {quoted(field.name)} occurs twice; the first is used"
            related = (Related(place_of(known.name_offset), "the first is here"),)
            place = place_of(field.name_offset)
            faults.append(
                Diagnostic(place, "bib-duplicate-field", Severity.WARNING, message, "remove one of them", related)
            )
    return RawEntry(entry.type, entry.key, entry.key_offset, tuple(first.values()), entry.raw, entry.offset)


def _without_percent_lines(block: Block, place_of: PlaceOf) -> tuple[str, list[Diagnostic]]:
    """The text with comment lines between fields blanked out, so that places stay right."""
    faults: list[Diagnostic] = []
    text = block.text
    if "%" not in text:
        return text, faults
    for match in _PERCENT_LINE.finditer(text):
        before = text[: match.start()]
        if before.count("{") - before.count("}") == 1 and before.rstrip().endswith((",", "{")):
            place = place_of(block.offset + match.start() + match.group().index("%"))
            message = "a comment line inside an entry"
            hint = "BibTeX has no comments there; it is left out here, and other programs may stumble over it"
            faults.append(Diagnostic(place, "bib-percent-line", Severity.WARNING, message, hint))
            text = f"{before}{' ' * len(match.group())}{text[match.end() :]}"
    return text, faults


def _unclosed(message: str) -> str:
    return message if "not closed" in message else f"{message}, and the entry is not closed"
