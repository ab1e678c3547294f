"""A block to a raw entry: bibtexparser reads it, and what it cannot read or would swallow is recovered.

The only module that imports bibtexparser, and only its splitter: its decoding of names and LaTeX loses text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kb.bibtex.blocks import Block
from kb.bibtex.faults import Fault
from kb.bibtex.fields import FieldReader, Part, RawField
from kb.bibtex.scan import FIELD_LINE, unclosed_value
from kb.bibtex.spelling import meant_field, meant_type
from kb.diagnostics import quoted

if TYPE_CHECKING:
    from bibtexparser.model import Entry

#: the longest entry that is read, in characters
MAX_ENTRY = 2_000_000

_BLANK = re.compile(r"\s*")
_KEY = re.compile(r"\s*([^\s,={}()\"]+)\s*,")
_KEY_END = re.compile(r"[,={\"]")
_NOT_IN_KEYS = re.compile(r"[\s{}\"\\]")
_NOT_NEWLINE = re.compile(r"[^\n]")


class RawEntry(NamedTuple):
    """An entry as written, with offsets from the start of its block; each field's name occurs once."""

    type: str
    key: str
    key_at: int
    #: the texts of the fields by lower-case name, in order, without the signs around them
    written: dict[str, str]
    #: the names of those whose value holds an @string or several parts, and has to be resolved
    unresolved: tuple[str, ...]
    raw: str
    #: the offset where the fields begin
    begin: int
    #: the fields as they were read one by one, or None for a plain entry, which was read as a whole
    one_by_one: tuple[RawField, ...] | None = None

    @property
    def is_plain(self) -> bool:
        """True when the entry was read as a whole, so that an unresolved value is as it is written."""
        return self.one_by_one is None

    def field(self, name: str) -> RawField:
        """The field of a name that the entry has, with the offsets of its parts."""
        return next(field for field in self.fields if field.name == name)

    @property
    def fields(self) -> tuple[RawField, ...]:
        """The fields with the offsets of their parts; those of a plain entry are read again for it."""
        if self.one_by_one is not None:
            return self.one_by_one
        return tuple(FieldReader(self.raw).read_fields(self.begin, len(self.raw) - 1))


class Read(NamedTuple):
    """What one block gave: an entry, or definitions of abbreviations, or neither; and its faults."""

    entry: RawEntry | None = None
    strings: tuple[RawField, ...] = ()
    faults: tuple[Fault, ...] = ()


def read_entry(block: Block) -> Read:
    """The entry in a block, or none where its end, its key or its size are not sound."""
    faults = list(_oddities(block))
    if len(block.text) > MAX_ENTRY:
        message = f"this entry has {len(block.text):,} characters, and at most {MAX_ENTRY:,} are read"
        return Read(faults=(*faults, Fault("bib-too-large", 0, message, "shorten it, or look for an open brace")))
    if not block.is_closed:
        return Read(faults=(*faults, _unclosed(block)))
    reader = FieldReader(_for_bibtexparser(block))
    found = _by_bibtexparser(reader.text, block.body)
    if found is None:
        key, key_at, fields_at = _head_by_hand(reader, block)
        fields = reader.read_fields(fields_at, len(block.text) - 1)
    else:
        key, key_at, stretches = found
        fields = [field for first, last in stretches for field in reader.read_fields(first, last)]
    faults += reader.faults
    kept = _first_of_each(fields, faults)
    faults += _misspelt(block, kept)
    faults += _fields_in_values(kept)
    if not key:
        message = f"this {quoted('@' + block.type)} has no key; it is left out"
        hint = f"write a key after the opening sign: @{block.type}{{smith2010,"
        return Read(faults=(*faults, Fault("bib-no-key", key_at, message, hint)))
    if _NOT_IN_KEYS.search(key):
        message = f"the key {quoted(key)} holds blanks or signs that no citation can name"
        faults.append(Fault("bib-odd-key", key_at, message, "use letters, digits and - _ : . only"))
    if reader.is_broken:
        return Read(faults=tuple(replace(f, costs=key) if f.rule == "bib-unclosed" else f for f in faults))
    written = {field.name: field.written for field in kept}
    unresolved = tuple(field.name for field in kept if len(field.parts) > 1 or field.parts[0].is_macro)
    entry = RawEntry(block.type, " ".join(key.split()), key_at, written, unresolved, block.text, block.body, kept)
    return Read(entry, faults=tuple(faults))


def read_string(block: Block) -> Read:
    """The abbreviations that an @string block defines."""
    reader = FieldReader(_for_bibtexparser(block))
    fields = reader.read_fields(block.body, len(block.text) - 1) if block.is_closed else []
    if not fields or reader.is_broken:
        message = "this @string is not closed" if not block.is_closed else "this @string cannot be read"
        return Read(faults=(Fault("bib-bad-string", 0, message, "write @string{name = {text}}"),))
    return Read(strings=tuple(fields), faults=tuple(reader.faults))


class Foreign(NamedTuple):
    """An entry as bibtexparser gives it; the fields are names and values as they are written."""

    type: str
    key: str
    fields: tuple[tuple[str, str], ...]


def read_foreign(text: str) -> Foreign | None:
    """The entry that bibtexparser takes the whole text for, or None."""
    found = _entry_by_bibtexparser(text)
    if found is None:
        return None
    return Foreign(found.entry_type, found.key, tuple((field.key, field.value) for field in found.fields))


def _by_bibtexparser(text: str, body: int) -> tuple[str, int, list[tuple[int, int]]] | None:
    """The key, its offset, and the stretch of each field, if bibtexparser takes the whole text for one entry."""
    found = _entry_by_bibtexparser(text)
    if found is None:
        return None
    # It gives texts without offsets; they follow each other with nothing but blanks, `=` and commas between.
    key_at = at = _skip(text, body)
    at = _skip(text, at + len(found.key)) + 1
    stretches = []
    for field in found.fields:
        first = _skip(text, at)
        value = _skip(text, _skip(text, first + len(field.key)) + 1)
        last = value + len(field.value)
        if not (text.startswith(field.key, first) and text.startswith(field.value, value)):
            return None
        stretches.append((first, last))
        at = _skip(text, last) + 1
    return found.key, key_at, stretches


def _entry_by_bibtexparser(text: str) -> Entry | None:
    # late, because a program that finds its index current reads no bibliography, and this import takes others with it
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry  # noqa: PLC0415
    from bibtexparser.splitter import Splitter  # noqa: PLC0415

    with _silenced():
        blocks = Splitter(text).split().blocks
    found = blocks[0] if len(blocks) == 1 else None
    if isinstance(found, DuplicateFieldKeyBlock):
        found = found.ignore_error_block
    return found if isinstance(found, Entry) and found.raw == text else None


def _for_bibtexparser(block: Block) -> str:
    """The block's text, of equal length, with % comments blanked and the head as bibtexparser knows it."""
    room = block.body - 1
    pieces = ["@" + block.type.replace("-", "_")[: room - 1].ljust(room - 1)]
    at = room
    for first, last in block.comments:
        pieces += (block.text[at:first], _NOT_NEWLINE.sub(" ", block.text[first:last]))
        at = last
    return "".join((*pieces, block.text[at:]))


def _head_by_hand(reader: FieldReader, block: Block) -> tuple[str, int, int]:
    """The key, its offset, and the offset where the fields begin."""
    end = len(block.text) - 1
    key_at = _skip(reader.text, block.body)
    stop = _KEY_END.search(reader.text, key_at, end)
    at = stop.start() if stop else end
    if stop is None or stop[0] == ",":
        return reader.text[key_at:at].strip(), key_at, min(at + 1, end)
    words = list(re.finditer(r"\S+", reader.text[key_at:at]))
    if len(words) < 2 or stop[0] != "=":
        return "", key_at, key_at
    after_key = key_at + words[0].end()
    message = f"missing comma after the key {quoted(words[0][0])}"
    reader.faults.append(Fault("bib-missing-key-comma", after_key, message, f"write {words[0][0]},"))
    return words[0][0], key_at, after_key


def _first_of_each(fields: list[RawField], faults: list[Fault]) -> tuple[RawField, ...]:
    """The first field of each name; what all fields of keywords hold is one, as ScienceDirect writes one for each."""
    kept: dict[str, RawField] = {}
    keywords: list[Part] = []
    for field in fields:
        first = kept.setdefault(field.name, field)
        if field.name == "keywords":
            keywords += [Part(", ", keywords[-1].at + len(keywords[-1].text))] if keywords else []
            keywords += field.parts
        elif first is not field:
            message = f"a second {quoted(field.name)} in this entry; {quoted(field.written)} is not read"
            hint = "remove one of the two"
            also = "the first is here"
            faults.append(Fault("bib-duplicate-field", field.name_at, message, hint, first.name_at, also))
    if keywords:
        kept["keywords"] = replace(kept["keywords"], parts=tuple(keywords))
    return tuple(kept.values())


def _misspelt(block: Block, fields: tuple[RawField, ...]) -> Iterator[Fault]:
    meant = meant_type(block.type)
    if meant:
        at = block.text.lower().index(block.type)
        yield Fault("bib-misspelt", at, f"no entry type {quoted(block.type)}", f"did you mean '{meant}'?")
    present = {field.name for field in fields}
    for field in fields:
        meant = meant_field(field.name, present)
        if meant:
            message = f"no field {quoted(field.name)}; it is kept, and not read as another"
            yield Fault("bib-misspelt", field.name_at, message, f"did you mean '{meant}'?")


def _fields_in_values(fields: tuple[RawField, ...]) -> Iterator[Fault]:
    for field in fields:
        for part in field.parts:
            line = FIELD_LINE.search(part.text) if "\n" in part.text else None
            if line:
                at = part.at + line.end() - len(line[0].lstrip())
                message = f"a line inside {quoted(field.name)} begins like a field: {quoted(line[0])}"
                hint = "look for a brace that is missing above it"
                yield Fault("bib-field-in-value", at, message, hint, field.value_at, "the value begins here")


def _oddities(block: Block) -> Iterator[Fault]:
    head = block.text[: block.body - 1]
    if head.lower().rstrip(" \t") != f"@{block.type}" or "-" in block.type:
        hint = f"write @{block.type}{block.text[block.body - 1]}"
        yield Fault("bib-odd-type", 0, f"{quoted(head)} is read as an entry; some programs do not", hint)
    for at in block.inner_heads:
        message = f"a line inside a value of this entry begins like another entry: {quoted(block.text[at : at + 40])}"
        hint = "it is taken for text; put a word before the @ so that other programs do so too"
        yield Fault("bib-text-like-entry", at, message, hint)
    for first, last in block.comments:
        message = f"a comment inside an entry: {quoted(block.text[first:last])}"
        yield Fault("bib-percent-line", first, message, "it is left out; move it above the entry")


def _unclosed(block: Block) -> Fault:
    end = len(block.text)
    at = unclosed_value(block.text, block.body, end)
    at = at if at >= 0 else block.open_value
    given_up = len(block.text.rstrip())
    named = _KEY.match(block.text, block.body)
    key = named[1] if named else ""
    if at >= 0:
        message = "this value is not closed before the next entry or the end of the file; its entry is left out"
        hint = "add the closing brace" if block.text[at] == "{" else "add the closing quote"
        return Fault("bib-unclosed", at, message, hint, given_up, "it is given up here", key)
    message = "this entry is not closed before the next one or the end of the file; it is left out"
    return Fault("bib-unclosed", 0, message, "look for a missing brace", given_up, "it is given up here", key)


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


@contextmanager
def _silenced() -> Iterator[None]:
    """A stretch in which bibtexparser does not log the faults that it finds; here they are told as values."""
    logger = logging.getLogger("bibtexparser.splitter")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before
