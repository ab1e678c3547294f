"""Suppressions in a bibliography: a line `% kb: allow[rule] reason` right above an entry stands for that entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.bibtex.blocks import Block, Kind
from kb.bibtex.faults import Fault, PlaceOf
from kb.diagnostics import Allow

_ALLOW = re.compile(r"^[^\S\n]*%+[^\S\n]*kb:[^\S\n]*allow(?:\[(?P<rule>[^\]\n]*)\])?(?P<reason>[^\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Written:
    at: int
    rule: str
    reason: str
    #: nothing but other % lines stands between it and the end of the text
    is_last: bool


def read_allows(blocks: Iterable[Block], place_of: PlaceOf, faults: list[Fault]) -> Iterator[Allow]:
    """The suppressions in the text between entries; each covers the lines of the entry below it, or only its own."""
    waiting: list[_Written] = []
    for block in blocks:
        if block.kind is Kind.TEXT:
            waiting = list(_written(block, faults)) if "kb:" in block.text else []
            yield from (_own_line(written, place_of) for written in waiting if not written.is_last)
            waiting = [written for written in waiting if written.is_last]
            continue
        for written in waiting:
            last = place_of(max(block.end - 1, block.start)).line
            place = place_of(written.at)
            yield Allow(place, written.rule, written.reason, place_of(block.start).line, last)
        waiting = []
    yield from (_own_line(written, place_of) for written in waiting)


def _written(block: Block, faults: list[Fault]) -> Iterator[_Written]:
    above_entry = _last_comment_lines(block.text)
    for found in _ALLOW.finditer(block.text):
        if found.start() == 0 < block.start:
            continue  # behind an entry's closing brace, which is no line of its own
        at = block.start + found.start() + found[0].index("%")
        rule, reason = (found["rule"] or "").strip(), found["reason"].strip()
        if rule and reason:
            yield _Written(at, rule, reason, is_last=found.start() >= above_entry)
        else:
            message = "a suppression needs the name of a rule and a reason"
            faults.append(Fault("allow-without-reason", at, message, "write % kb: allow[rule] because …"))


def _last_comment_lines(text: str) -> int:
    """The offset of the first of the % lines that end a text, with nothing between them."""
    start = text.rfind("\n") + 1
    while start > 0:
        line = text.rfind("\n", 0, start - 1) + 1
        if not text[line:start].lstrip().startswith("%"):
            break
        start = line
    return start


def _own_line(written: _Written, place_of: PlaceOf) -> Allow:
    place = place_of(written.at)
    return Allow(place, written.rule, written.reason, place.line, place.line)
