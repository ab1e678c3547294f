"""Reading a bibliography: sources with exact places, and a fault for every entry that is not read as it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.bibtex.blocks import HEAD, Block, Positions, closing, cut, decode
from kb.bibtex.entries import RawEntry, read_entry, scan_string
from kb.bibtex.sources import MONTHS, Resolved, inherit, parents_missing, resolve, to_source
from kb.diagnostics import Allow, Diagnostic, Place, Related, Severity, in_order, quoted
from kb.model import Source

__all__ = ["FAULTS", "BibFile", "read_bibtex"]

FAULTS: Mapping[str, str] = {
    "bib-encoding": (
        "The bibliography is not in UTF-8. It is read as UTF-16 or Windows-1252, which may show wrong "
        "letters. Save it in UTF-8."
    ),
    "bib-unclosed": (
        "A brace, a quote or an entry is opened and not closed before the next entry begins. This entry is "
        "left out; the next one starts clean. Close it."
    ),
    "bib-syntax": ("An entry cannot be read; it is left out, and the others are read. Mend it where the message says."),
    "bib-no-key": (
        "An entry has no key, so that nothing can refer to it. It is left out. Write a key after the opening brace."
    ),
    "bib-duplicate-key": (
        "Two entries have one key (case does not matter to BibTeX). The first is kept and the second left "
        "out. Rename one, or remove it when both are the same."
    ),
    "bib-duplicate-field": (
        "A field occurs twice in one entry. BibTeX takes the first, and so does this program. Remove one."
    ),
    "bib-missing-comma": (
        "Two fields stand without a comma between them. BibTeX programs may lose the second in silence; here "
        "both are read. Put the comma in."
    ),
    "bib-empty-value": "A field has no value. Write one, or remove the field.",
    "bib-junk": "Something stands after a field's value and is not read. Put braces around the whole value.",
    "bib-percent-line": (
        "A line that begins with % stands inside an entry. BibTeX has no comments there, and other programs "
        "take it for a part of the next field. It is left out. Move it out of the entry."
    ),
    "bib-undefined-string": (
        "A value is a bare word that no @string defines. It is read as that word. Put braces around it, or define it."
    ),
    "bib-crossref-missing": (
        "An entry inherits from another (crossref, xdata) that is not in the file. What it would inherit is "
        "missing. Add the other entry, or remove the field."
    ),
    "bib-bad-name": (
        "A name cannot be taken apart into family and given names. It is kept whole. Write `Family, Given`, "
        "and put a body's name in braces."
    ),
    "bib-hidden-entry": (
        "An entry stands inside @comment{…} and is not read, which is what BibTeX does too. Take it out to use it."
    ),
    "bib-text-like-entry": (
        "A line inside a value begins like an entry (@word{). It is read as text. Other programs may see an "
        "entry there: indent the line or put a word before it."
    ),
    "bib-allow-without-reason": ("A suppression names no rule or gives no reason. Write `% kb: allow[rule] reason`."),
}

_ALLOW = re.compile(r"^[ \t]*%+[ \t]*kb:[ \t]*allow\[(?P<rule>[\w-]*)\](?P<reason>[^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class BibFile:
    """What a bibliography holds: sources by unique key in the order of the file, faults, suppressions."""

    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    allows: tuple[Allow, ...] = ()
    #: entries that stand in the file, read or not
    entries_seen: int = 0


def read_bibtex(path: str, data: bytes) -> BibFile:
    """The sources in a BibTeX or BibLaTeX file; whatever is broken, every other entry is read."""
    text, encoding_faults = decode(path, data)
    reader = _Reader(path, text)
    reader.faults += encoding_faults
    reader.read_blocks()
    sources = reader.sources()
    return BibFile(tuple(sources), in_order(reader.faults), tuple(reader.allows), reader.seen)


class _Reader:
    """Reads the blocks of one file in order and collects entries, macros, suppressions and faults."""

    def __init__(self, path: str, text: str) -> None:
        self.text = text
        self.place = Positions(path, text).place
        self.faults: list[Diagnostic] = []
        self.allows: list[Allow] = []
        self.entries: list[RawEntry] = []
        self.macros: dict[str, str] = {}
        self.seen = 0
        self._pending: list[tuple[Place, str, str]] = []

    def read_blocks(self) -> None:
        blocks = _joined(self.text, cut(self.text))
        for block, swallowed in blocks:
            for head in swallowed:
                self._note_text_like_entry(block, head)
            self._read(block)

    def sources(self) -> Iterator[Source]:
        first: dict[str, RawEntry] = {}
        kept: dict[str, tuple[RawEntry, dict[str, str]]] = {}
        for entry in self.entries:
            known = first.setdefault(entry.key.casefold(), entry)
            if known is not entry:
                self._duplicate(entry, known)
                continue
            values, faults = resolve(entry, self.macros, self.place)
            self.faults += faults
            kept[entry.key] = (entry, values)
        for key, (entry, values) in kept.items():
            if entry.type == "xdata":
                continue
            self.faults += parents_missing(entry, values, kept, self.place)
            inherited = {name: value for name, value in inherit(kept, key).items() if name not in values}
            source, faults = to_source(Resolved(entry, {**values, **inherited}, frozenset(values)), self.place)
            self.faults += faults
            yield source

    def _read(self, block: Block) -> None:
        if block.type == "":
            self._between(block.text, block.offset)
        elif block.type == "string":
            self._string(block)
        elif block.type == "comment":
            self._comment(block)
        elif block.type == "preamble":
            self._rest(block, closing(block.text, _opened(block)) + 1 or len(block.text))
        else:
            self._entry(block)

    def _entry(self, block: Block) -> None:
        self.seen += 1
        entry, faults, taken = read_entry(block, self.place)
        self.faults += faults
        first_line = self.place(block.offset + len(block.text) - len(block.text.lstrip())).line
        last_line = self.place(block.offset + max(taken - 1, 0)).line
        self._settle_allows(first_line, last_line)
        if entry is not None and not entry.key:
            place = self.place(entry.key_offset)
            hint = "write a key after the opening brace"
            self.faults.append(Diagnostic(place, "bib-no-key", Severity.ERROR, "the entry has no key", hint))
        elif entry is not None:
            self.entries.append(entry)
        self._rest(block, taken)

    def _rest(self, block: Block, taken: int) -> None:
        """What follows an entry on its last line, or text up to the next block."""
        rest = block.text[taken:]
        inner = re.search(r"@[ \t]*(?P<type>[A-Za-z][\w-]*)[ \t]*[{(]", rest)
        if inner is None or taken == 0:
            self._between(rest, block.offset + taken)
            return
        start = taken + inner.start()
        self._between(block.text[taken:start], block.offset + taken)
        self._read(Block(block.text[start:], block.offset + start, inner["type"].lower()))

    def _string(self, block: Block) -> None:
        found = scan_string(block)
        end = closing(block.text, _opened(block)) + 1
        if found is None or not end:
            place = self.place(block.offset)
            hint = "write @string{name = {text}}"
            self.faults.append(Diagnostic(place, "bib-syntax", Severity.ERROR, "this @string cannot be read", hint))
        else:
            name, parts = found
            pieces = (
                text if enclosed else self.macros.get(text.casefold(), MONTHS.get(text.casefold(), text))
                for text, enclosed in parts
            )
            self.macros[name] = "".join(pieces)
        self._rest(block, end or len(block.text))

    def _comment(self, block: Block) -> None:
        end = closing(block.text, _opened(block)) + 1 or len(block.text)
        hidden = [m for m in HEAD.finditer(block.text[:end]) if m.start() > 0]
        for head in hidden:
            place = self.place(block.offset + head.start("type") - 1)
            message = f"an entry of type {quoted(head['type'])} inside @comment is not read"
            self.faults.append(Diagnostic(place, "bib-hidden-entry", Severity.NOTE, message, "take it out to use it"))
        self._rest(block, end)

    def _between(self, text: str, offset: int) -> None:
        for match in _ALLOW.finditer(text):
            place = self.place(offset + match.start() + match.group().index("%"))
            reason = match["reason"].strip()
            if reason and match["rule"]:
                self._pending.append((place, match["rule"], reason))
            else:
                message = "a suppression needs the name of a rule and a reason"
                hint = "write % kb: allow[rule] because …"
                self.faults.append(Diagnostic(place, "bib-allow-without-reason", Severity.ERROR, message, hint))

    def _settle_allows(self, first_line: int, last_line: int) -> None:
        self.allows += [Allow(place, rule, reason, first_line, last_line) for place, rule, reason in self._pending]
        self._pending = []

    def _duplicate(self, entry: RawEntry, first: RawEntry) -> None:
        same = " ".join(entry.raw.split()) == " ".join(first.raw.split())
        what = "stands here a second time, word for word" if same else "is the key of another entry already"
        severity = Severity.WARNING if same else Severity.ERROR
        message = f"{quoted(entry.key)} {what}; this one is left out"
        related = (Related(self.place(first.key_offset), "the first is here"),)
        place = self.place(entry.key_offset)
        hint = "remove one" if same else "rename one of them"
        self.faults.append(Diagnostic(place, "bib-duplicate-key", severity, message, hint, related))

    def _note_text_like_entry(self, block: Block, offset: int) -> None:
        place = self.place(block.offset + offset)
        message = "a line inside a value begins like an entry"
        hint = "it is read as text; put a word before it so that other programs do so too"
        self.faults.append(Diagnostic(place, "bib-text-like-entry", Severity.WARNING, message, hint))


def _joined(text: str, blocks: list[Block]) -> Iterator[tuple[Block, tuple[int, ...]]]:
    """Blocks, those put together that belong together: a comment around entries, a value with a line like an entry.

    An entry that is open at the end of its block is joined with the next block only if the two together close exactly;
    so an entry that is really not closed never takes another with it.
    """
    starts = [block.offset for block in blocks]
    at = 0
    while at < len(blocks):
        block = blocks[at]
        last = at
        if block.type and closing(block.text, _opened(block)) < 0:
            last = len(blocks) - 1 if block.type == "comment" else min(at + 1, len(blocks) - 1)
            reach = blocks[last].offset + len(blocks[last].text)
            end = block.offset + closing(text[block.offset : reach], _opened(block))
            last = bisect_right(starts, end) - 1 if end >= block.offset else at
        whole = Block(text[block.offset : blocks[last].offset + len(blocks[last].text)], block.offset, block.type)
        heads = tuple(other.offset - block.offset for other in blocks[at + 1 : last + 1])
        yield whole, () if block.type == "comment" else heads
        at = last + 1


def _opened(block: Block) -> int:
    head = re.match(r"\s*@[ \t]*[A-Za-z][\w-]*\s*(?=[{(])", block.text)
    return head.end() if head else 0
