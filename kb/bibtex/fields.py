"""Fields and values of an entry, read with patience: what is missing or too much is told, and reading goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kb.bibtex.faults import Fault
from kb.bibtex.scan import is_braced_quote
from kb.diagnostics import quoted

_BLANK = re.compile(r"\s*")
_NAME = re.compile(r"[^\s=,{}\"#%()]+")
#: names with blanks, as Web of Science and Scopus write them
_NAME_WITH_BLANKS = re.compile(r"(?:Early Access Date|[^\W\d][\w-]* \d+)(?=\s*=)", re.IGNORECASE)
_WORD = re.compile(r"[^\s=,{}\"#]+")
_EQUALS = re.compile(r"\s*=")
_ESCAPED_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_BRACES = re.compile(r"[{}]")
_QUOTES = re.compile(r'[{}"]')
_PLAIN_QUOTES = re.compile(r'(?<!\\)"')
_JUNK_END = re.compile(r'[,{"=]')
#: a name of an @string, or a number: what may stand without braces
_BARE = re.compile(r"\d+|[^\W\d][^\s\"#%'(),={}\\]*")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a value between `#` signs: its text, the offset of that text, and whether it names an @string."""

    text: str
    at: int
    is_macro: bool = False


@dataclass(frozen=True, slots=True)
class RawField:
    """A field as written: its lower-case name, its value's parts, and where both begin (the value with its brace)."""

    name: str
    name_at: int
    value_at: int
    parts: tuple[Part, ...]

    @property
    def written(self) -> str:
        """The parts' texts one after another, abbreviations unresolved."""
        return "".join(part.text for part in self.parts)


@dataclass(slots=True)
class FieldReader:
    """Reads fields from one text and collects faults; `is_broken` once a value does not close."""

    text: str
    faults: list[Fault] = field(default_factory=list)
    is_broken: bool = False
    _escapes_count: bool = True
    _braces_count_in_quotes: bool = True

    def read_fields(self, start: int, end: int) -> list[RawField]:
        """The fields between two offsets, separated by commas as they should be, or otherwise."""
        fields: list[RawField] = []
        at, comma_due = start, False
        while (at := self._skip(at, end)) < end and not self.is_broken:
            if self.text[at] == ",":
                if not comma_due:
                    self._fault("bib-extra-comma", at, "a comma too many", "remove one")
                comma_due = False
                at += 1
                continue
            named = self._named(at, end)
            if named is None:
                at = self._junk(at, end)
                comma_due = self.text[at : at + 1] == ","
                continue
            name, value_at = named
            if " " in name:
                message = f"the name {quoted(name)} holds a blank; it is read as {quoted(_joined(name))}"
                self._fault("bib-odd-field", at, message, "BibTeX stops there; write it without blanks")
            if comma_due and fields:
                gap = self._end_before(at)
                hint = "put a comma at the end of the field above, or before this one"
                message = f"missing comma before {quoted(name)}"
                self.faults.append(Fault("bib-missing-comma", gap, message, hint, at, f"{name} begins here"))
            value, next_at = self._value(name, at, value_at, end)
            if value is not None:
                fields.append(value)
            at, comma_due = next_at, True
        return fields

    def _named(self, at: int, end: int) -> tuple[str, int] | None:
        """The field name at an offset and the offset after its `=`."""
        name = _NAME.match(self.text, at, end)
        equals = _EQUALS.match(self.text, name.end(), end) if name else None
        if name and equals is None and (name := _NAME_WITH_BLANKS.match(self.text, at, end)):
            equals = _EQUALS.match(self.text, name.end(), end)
        return (name[0], equals.end()) if name and equals else None

    def _value(self, name: str, name_at: int, at: int, end: int) -> tuple[RawField | None, int]:
        parts: list[Part] = []
        first = at = self._skip(at, end)
        while True:
            part, at = self._part(at, end)
            if part is None:
                break
            parts.append(part)
            after = self._skip(at, end)
            if after >= end or self.text[after] != "#":
                break
            at = self._skip(after + 1, end)
        if not parts and not self.is_broken:
            message = f"{quoted(name)} has no value"
            self._fault("bib-empty-value", name_at, message, "write a value in braces, or remove the field")
            return None, at
        return RawField(_joined(name), name_at, first, tuple(parts)), at

    def _part(self, at: int, end: int) -> tuple[Part | None, int]:
        sign = self.text[at : at + 1] if at < end else ""
        if sign == "{":
            close = self._brace_end(at, end)
        elif sign == '"':
            close = self._quote_end(at, end)
        else:
            return self._bare(at, end)
        if close < 0:
            self.is_broken = True
            self._fault("bib-unclosed", at, "this value is not closed before the entry ends", "close it")
            return None, end
        return Part(self.text[at + 1 : close], at + 1), close + 1

    def _bare(self, at: int, end: int) -> tuple[Part | None, int]:
        first, last = at, at
        while word := _WORD.match(self.text, at, end):
            if last > first and _EQUALS.match(self.text, word.end(), end):
                break
            last = word.end()
            at = self._skip(last, end)
        text = self.text[first:last]
        if not text:
            return None, last
        is_bare = _BARE.fullmatch(text) is not None
        if not is_bare:
            hint = "put braces around the value"
            self._fault("bib-bare-words", first, f"{quoted(text)} stands without braces; it is read as text", hint)
        return Part(text, first, is_macro=is_bare and not text.isdigit()), last

    def _brace_end(self, at: int, end: int) -> int:
        """The offset of the brace that closes a value: escaped braces do not count, unless it does not close then."""
        if self._escapes_count:
            close = _close(_ESCAPED_BRACES, self.text, at, end)
            if close >= 0:
                return close
            # once is enough to know, and looking again for each value would take quadratic time
            self._escapes_count = False
        return _close(_BRACES, self.text, at, end)

    def _quote_end(self, at: int, end: int) -> int:
        depth = 0
        if self._braces_count_in_quotes:
            for mark in _QUOTES.finditer(self.text, at + 1, end):
                if mark[0] != '"':
                    depth += 1 if mark[0] == "{" else -1
                elif depth <= 0 and (self.text[mark.start() - 1] != "\\" or self._ends_value(mark.end(), end)):
                    if depth < 0:
                        self._unbalanced(at)
                    return mark.start()
            self._braces_count_in_quotes = False
        for mark in _PLAIN_QUOTES.finditer(self.text, at + 1, end):
            if not is_braced_quote(self.text, mark.start()):
                self._unbalanced(at)
                return mark.start()
        return -1

    def _unbalanced(self, at: int) -> None:
        message = "a brace in this quoted value has no partner"
        self._fault("bib-unbalanced-quotes", at, message, "add the other brace, or put the value in braces")

    def _ends_value(self, at: int, end: int) -> bool:
        at = self._skip(at, end)
        return at >= end or self.text[at] in ",#"

    def _junk(self, at: int, end: int) -> int:
        """Steps over what is no field, up to a comma or the next `name =`."""
        first = at
        while at < end:
            stop = _JUNK_END.search(self.text, at, end)
            at = stop.start() if stop else end
            sign = self.text[at] if stop else ","
            if sign in ",=":
                break
            close = self._brace_end(at, end) if sign == "{" else self._quote_end(at, end)
            at = end if close < 0 else close + 1
            if self._named(self._skip(at, end), end):
                break
        if at < end and self.text[at] == "=":
            at = self._back_to_name(first, at)
        shown = self.text[first:at]
        self._fault("bib-junk", first, f"{quoted(shown)} is no part of a field; it is not read", "remove it")
        return at

    def _back_to_name(self, first: int, equals: int) -> int:
        """The offset of the name before an `=`, or the one after the `=` when that has no name."""
        words = list(_NAME.finditer(self.text, first, equals))
        if words and words[-1].start() > first and not self.text[words[-1].end() : equals].strip():
            return words[-1].start()
        return equals + 1

    def _end_before(self, at: int) -> int:
        """The offset after the last sign before this one that is not a blank."""
        while at > 0 and self.text[at - 1].isspace():
            at -= 1
        return at

    def _skip(self, at: int, end: int) -> int:
        blank = _BLANK.match(self.text, at, end)
        return blank.end() if blank else at

    def _fault(self, rule: str, at: int, message: str, hint: str) -> None:
        self.faults.append(Fault(rule, at, message, hint))


def _joined(name: str) -> str:
    return name.lower().replace(" ", "-")


def _close(marks: re.Pattern[str], text: str, at: int, end: int) -> int:
    depth = 0
    for mark in marks.finditer(text, at, end):
        if mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
            if depth == 0:
                return mark.start()
    return -1
