"""Where a block ends: braces, quotes and comments counted as bibtexparser counts them, else as BibTeX does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: bibtexparser: a sign after a backslash does not count, and braces do not count inside quotes; but two backslashes
#: are one that is escaped itself, which it does not see
_ESCAPING = re.compile(r'\\.|[{}"%,)]', re.DOTALL)
#: BibTeX: backslashes mean nothing, and braces count inside quotes
_LITERAL = re.compile(r'[{}",)]|(?<!\\)%')
_NEXT = re.compile(r"[@{}]")
_BRACES = re.compile(r"[{}]")
_BRACKETS = re.compile(r"[()]")
#: a line that begins a field; it has no business inside a value, unless Web of Science writes `CI = {[}1.2, 3.4]` there
FIELD_LINE = re.compile(r'\n[^\S\n]*[A-Za-z][\w:-]*[^\S\n]*=[^\S\n]*(?:"|\{(?!\[\}))')


@dataclass(frozen=True, slots=True)
class _Rules:
    marks: re.Pattern[str]
    escapes: bool
    comments: bool


_AS_BIBTEXPARSER = _Rules(_ESCAPING, escapes=True, comments=True)
_AS_BIBTEX = _Rules(_LITERAL, escapes=False, comments=True)
_WITHOUT_COMMENTS = _Rules(_ESCAPING, escapes=True, comments=False)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a block's text runs out: `end` is the offset after its closing sign, or -1 when it does not close."""

    end: int
    #: stretches of the block that are % comments between fields
    comments: tuple[tuple[int, int], ...] = ()
    #: offset of the value that is open where an unclosed block was given up, or -1 when none is
    open_value: int = -1


def find_end(text: str, body: int, limit: int) -> Ending:
    """The end of the block whose opening sign is at `body - 1`, looked for up to `limit`.

    Rules are tried in turn until one leaves no closing brace astray behind the block.
    """
    runs = []
    for run in _runs(text, body, limit):
        if run.end >= 0 and _is_clean_after(text, run.end, limit):
            return run
        runs.append(run)
    return next((run for run in runs if run.end >= 0), runs[0])


def find_comment_end(text: str, body: int, limit: int) -> int:
    """The offset after the sign that closes a free text, in which only braces (or brackets) count; -1 without one."""
    opening = text[body - 1]
    depth = 1
    for mark in (_BRACES if opening == "{" else _BRACKETS).finditer(text, body, limit):
        depth += 1 if mark[0] == opening else -1
        if depth == 0:
            return mark.end()
    return -1


def unclosed_value(text: str, body: int, limit: int) -> int:
    """The offset of the value that a line `name = {` stands in, which it should not; -1 when there is none."""
    opened, level = -1, 1
    lines = [found.start() for found in FIELD_LINE.finditer(text, body, limit)]
    number = 0
    for mark in _BRACES.finditer(text, body, limit):
        at = mark.start()
        while number < len(lines) and lines[number] < at:
            if level > 1:
                return opened
            number += 1
        if mark[0] == "{":
            level += 1
            opened = at if level == 2 else opened
        else:
            level -= 1
    return -1


def _runs(text: str, body: int, limit: int) -> Iterator[Ending]:
    first = _run(text, body, limit, _AS_BIBTEXPARSER)
    yield first
    yield _run(text, body, limit, _AS_BIBTEX)
    if first.comments:
        yield _run(text, body, limit, _WITHOUT_COMMENTS)


def _run(text: str, body: int, limit: int, rules: _Rules) -> Ending:  # noqa: C901 - one machine, read in one piece
    closing = "}" if text[body - 1] == "{" else ")"
    level, inner, quoted = 1, 0, False
    fields_begun, skip_to, opened = False, body, -1
    found: list[tuple[int, int]] = []
    for mark in rules.marks.finditer(text, body, limit):
        at, sign = mark.start(), mark[0]
        if at < skip_to or sign[0] == "\\":
            continue
        if quoted:
            if sign == '"' and inner <= 0 and not (rules.escapes and is_braced_quote(text, at)):
                quoted = False
            elif not rules.escapes and sign in "{}":
                inner += 1 if sign == "{" else -1
        elif sign == "{":
            level += 1
            opened = at if level == 2 else opened
        elif sign == "}" and level > 1:
            level -= 1
        elif level > 1:
            continue
        elif sign == closing:
            return Ending(at + 1, tuple(found))
        elif sign == ",":
            fields_begun = True
        elif sign == '"' and _before(text, at, body) in "=#{(":
            quoted, inner, opened = True, 0, at
        elif sign == "%" and rules.comments and fields_begun and text[at - 1] in ' \t\n,}"':
            end = text.find("\n", at, limit)
            skip_to = limit if end < 0 else end
            found.append((at, skip_to))
    return Ending(-1, tuple(found), opened if level > 1 or quoted else -1)


def is_braced_quote(text: str, at: int) -> bool:
    """True for the quote in {"}, where the brace is not escaped itself."""
    return text[at - 1 : at + 2] == '{"}' and text[at - 2] != "\\"


def _before(text: str, at: int, start: int) -> str:
    """The last sign before an offset that is not a blank."""
    at -= 1
    while at >= start and text[at].isspace():
        at -= 1
    return text[at]


def _is_clean_after(text: str, end: int, limit: int) -> bool:
    following = _NEXT.search(text, end, limit)
    return following is None or following[0] != "}"
