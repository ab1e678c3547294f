"""Abbreviations: `@string` definitions, months and `#`, resolved to the text they stand for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kb.bibtex.entries import RawEntry
from kb.bibtex.faults import Fault
from kb.bibtex.fields import FieldReader, Part, RawField
from kb.bibtex.spelling import near
from kb.diagnostics import quoted

MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}

#: the longest text that one abbreviation may stand for, in characters: some are written to double at each step
MAX_TEXT = 100_000
#: what all uses of abbreviations in one file may unfold to together: a long one can be used at every field
MAX_UNFOLDED = 50_000_000
_MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Definition:
    """One abbreviation's definition; `base` is the offset in the file that its own offsets count from."""

    field: RawField
    base: int

    @property
    def at(self) -> int:
        """The offset of the name in the file."""
        return self.base + self.field.name_at


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value with abbreviations resolved, still in LaTeX, and the offset in the file where it begins.

    `pieces` are (position in `text`, offset in the file, 1 for text or 0 for an abbreviation, all of which stands at
    its name).
    """

    text: str
    at: int
    pieces: tuple[tuple[int, int, int], ...]

    def offset(self, position: int) -> int:
        """The offset in the file of a position in the text."""
        number = bisect_right(self.pieces, position, key=lambda piece: piece[0])
        start, offset, step = self.pieces[max(number - 1, 0)]
        return offset + step * max(position - start, 0)


class Abbreviations:
    """What each abbreviation stands for at each offset of one file, whose definitions are told in order."""

    def __init__(self) -> None:
        self._defined: dict[str, list[Definition]] = {}
        self._texts: dict[int, str] = {}
        self._open: set[int] = set()
        #: how many characters uses of abbreviations have unfolded to
        self.unfolded = 0
        self.faults: list[Fault] = []
        #: what names stand for where reading is now; those that depend on what stands below are missing
        self._now: dict[str, str] = dict(MONTHS)

    def define(self, definition: Definition) -> None:
        """Take in the next definition."""
        name, parts = definition.field.name, definition.field.parts
        text = self._joined(parts)
        self._defined.setdefault(name, []).append(definition)
        self._now.pop(name, None)
        if text is not None:
            self._now[name] = self._texts[definition.at] = text
            self.unfolded += 0 if len(parts) == 1 and not parts[0].is_macro else len(text)

    def values(self, entry: RawEntry) -> dict[str, str] | None:
        """An entry's values by the definitions so far, or None where it takes those below, or a fault, to tell."""
        values = entry.written
        if not entry.unresolved:
            return values
        values, unfolded = dict(values), 0
        for name in entry.unresolved:
            text = self._now.get(values[name].lower())
            if text is None or not entry.is_plain or len(text) > MAX_TEXT:
                text = self._joined(_parts(values[name]) if entry.is_plain else entry.field(name).parts)
            if text is None:
                return None
            values[name] = text
            unfolded += len(text)
        if self.unfolded + unfolded > MAX_UNFOLDED:
            return None
        self.unfolded += unfolded
        return values

    def finish(self) -> None:
        """Settle the definitions after all have been taken in, and tell their faults."""
        for definition in sorted((d for many in self._defined.values() for d in many), key=lambda d: d.at):
            self._text(definition)
        self.faults += self._redefinitions()

    def value(self, field: RawField, base: int, faults: list[Fault]) -> Value:
        """A field's value; `base` is the offset of the field's block in the file."""
        return self._evaluate(field, base, base, faults)

    def locate(self, field: RawField, base: int) -> Value:
        """A field's value again, with its places, after its faults have been told."""
        unfolded = self.unfolded
        value = self.value(field, base, [])
        self.unfolded = unfolded
        return value

    def _joined(self, parts: Iterable[Part]) -> str | None:
        found = [self._now.get(part.text.lower()) if part.is_macro else part.text for part in parts]
        texts = [text for text in found if text is not None]
        if len(texts) < len(found):
            return None
        text = "".join(texts)
        is_long = len(text) > MAX_TEXT or self.unfolded + len(text) > MAX_UNFOLDED
        return None if is_long and any(part.is_macro for part in parts) else text

    def _evaluate(self, field: RawField, base: int, seen_from: int, faults: list[Fault]) -> Value:
        texts: list[str] = []
        pieces: list[tuple[int, int, int]] = []
        length = 0
        for part in field.parts:
            at = base + part.at
            text = self._resolved(part, at, seen_from, faults) if part.is_macro else part.text
            if part.is_macro and (length + len(text) > MAX_TEXT or self.unfolded + len(text) > MAX_UNFOLDED):
                whole, most = ("this text", MAX_TEXT) if length + len(text) > MAX_TEXT else ("the file", MAX_UNFOLDED)
                message = f"{quoted(part.text)} makes {whole} longer than {most:,} characters; its name is read"
                faults.append(Fault("bib-too-large", at, message, "write the text out"))
                text = part.text
            self.unfolded += len(text) if part.is_macro else 0
            pieces.append((length, at, 0 if part.is_macro else 1))
            texts.append(text)
            length += len(text)
        return Value("".join(texts), base + field.value_at, tuple(pieces))

    def _resolved(self, part: Part, at: int, seen_from: int, faults: list[Fault]) -> str:
        name = part.text.lower()
        known = self._defined.get(name, [])
        number = bisect_left(known, seen_from, key=lambda definition: definition.at)
        if number:
            return self._text(known[number - 1])
        if name in MONTHS:
            return MONTHS[name]
        if not known:
            hint = self._nearest(name) or "put braces around it, or define it with @string"
            message = f"no @string defines {quoted(part.text)}; it is read as text"
            faults.append(Fault("bib-undefined-string", at, message, hint))
            return part.text
        definition = known[0]
        if definition.at in self._open or len(self._open) > _MAX_DEPTH:
            message = f"{quoted(part.text)} is defined in terms of itself; it is read as text"
            faults.append(Fault("bib-string-cycle", at, message, "write its text out"))
            return part.text
        message = f"{quoted(part.text)} is used before the @string that defines it"
        faults.append(Fault("bib-late-string", at, message, "move the @string up", definition.at, "defined here"))
        return self._text(definition)

    def _text(self, definition: Definition) -> str:
        known = self._texts.get(definition.at)
        if known is None:
            self._open.add(definition.at)
            known = self._evaluate(definition.field, definition.base, definition.at, self.faults).text
            self._open.discard(definition.at)
            self._texts[definition.at] = known
        return known

    def _nearest(self, name: str) -> str:
        month = name[:3] if len(name) > 3 and MONTHS.get(name[:3], "").lower().startswith(name) else ""
        meant = month or near(name, self._defined) or near(name, MONTHS)
        return f"did you mean '{meant}'?" if meant else ""

    def _redefinitions(self) -> Iterator[Fault]:
        for name, definitions in self._defined.items():
            first = definitions[0]
            for other in definitions[1:]:
                if self._text(other) != self._text(first):
                    message = f"{quoted(name)} is defined a second time, as {quoted(self._text(other))}"
                    hint = "remove one, or rename one"
                    yield Fault("bib-duplicate-string", other.at, message, hint, first.at, "the first is here")


@lru_cache(maxsize=2048)
def _parts(written: str) -> tuple[Part, ...]:
    """The parts of a value as it is written; few different ones stand in a file."""
    (field,) = FieldReader(f"x={written}").read_fields(0, len(written) + 2)
    return field.parts
