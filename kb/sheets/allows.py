"""Suppressions in comments: `# kb: allow[rule] reason` on the line of the fault, or alone on the line above it."""

from __future__ import annotations

import re
from bisect import bisect_right

from kb.diagnostics import Allow, Diagnostic, Place, Severity
from kb.sheets.nodes import Nodes

#: what is meant as a suppression, well written or not: a slip must not pass for a mere comment
_BEGINS = re.compile(r"#[ \t]*kb:")
_ALLOW = re.compile(r"#[ \t]*kb:[ \t]*allow\[(?P<rule>[\w-]*)\](?P<reason>[^\n]*)")


def read_allows(path: str, nodes: Nodes) -> tuple[tuple[Allow, ...], tuple[Diagnostic, ...]]:
    """The suppressions in the comments of a file, and a fault for each without a rule or a reason."""
    if not _BEGINS.search(nodes.text):
        return (), ()
    allows: list[Allow] = []
    faults: list[Diagnostic] = []
    lines = nodes.text.split("\n")
    below = _data_lines_below(lines)
    comments = _Comments(nodes)
    offset = 0
    for number, line in enumerate(lines, start=1):
        column = comments.suppression(line, offset)
        offset += len(line) + 1
        if column is None:
            continue
        place = Place(path, number, column + 1)
        match = _ALLOW.match(line, column)
        reason = match["reason"].strip() if match else ""
        if match and match["rule"] and reason:
            covered = number if line[:column].strip() else below[number - 1]
            allows.append(Allow(place, match["rule"], reason, covered, covered))
        else:
            message = "a suppression needs the name of a rule and a reason"
            hint = "write # kb: allow[rule] because …"
            faults.append(Diagnostic(place, "allow-without-reason", Severity.ERROR, message, hint))
    return tuple(allows), tuple(faults)


class _Comments:
    """Tells a # that begins a comment from one in a text."""

    def __init__(self, nodes: Nodes) -> None:
        self.stretches = sorted(nodes.no_comments)
        self.starts = [start for start, _ in self.stretches]

    def suppression(self, line: str, offset: int) -> int | None:
        """Where in a line a comment begins that is a suppression; `offset` is that of the line in the file."""
        for match in _BEGINS.finditer(line):
            nearest = bisect_right(self.starts, offset + match.start()) - 1
            text_end = self.stretches[nearest][1] - offset if nearest >= 0 else 0
            if match.start() >= text_end:
                inside_comment = "#" in line[max(text_end, 0) : match.start()]
                return None if inside_comment else match.start()
        return None


def _data_lines_below(lines: list[str]) -> list[int]:
    """For each line, the number from 1 of the next that is neither blank nor a comment; its own when there is none."""
    below = list(range(1, len(lines) + 1))
    following = 0
    for index in range(len(lines) - 1, -1, -1):
        below[index] = following or index + 1
        if lines[index].strip() and not lines[index].lstrip().startswith("#"):
            following = index + 1
    return below
