"""Suppressions in comments: `# kb: allow[rule] reason` on the line of the fault, or alone on the line above it."""

from __future__ import annotations

import re

from kb.diagnostics import Allow, Diagnostic, Place, Severity

_ALLOW = re.compile(r"#\s*kb:\s*allow\[(?P<rule>[\w-]*)\](?P<reason>[^\r\n]*)")
#: a line without its quoted parts, up to a comment; a # begins one at the start of a line or after a blank
_BEFORE_COMMENT = re.compile(r"""(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|(?<!\s)\#|[^#"'])*""")
_BLOCK_TEXT = re.compile(r"(?:^|[\s:\-])[|>][0-9+-]*\s*(?:#.*)?$")


def read_allows(path: str, text: str) -> tuple[tuple[Allow, ...], tuple[Diagnostic, ...]]:
    """The suppressions in a YAML text, and a fault for each without a reason."""
    if "kb:" not in text:
        return (), ()
    allows: list[Allow] = []
    faults: list[Diagnostic] = []
    lines = text.splitlines()
    block_indent: int | None = None
    for number, line in enumerate(lines, start=1):
        indent = len(line) - len(line.lstrip())
        if block_indent is not None and line.strip():
            if indent > block_indent:
                continue
            block_indent = None
        if _BLOCK_TEXT.search(line) and not line.lstrip().startswith("#"):
            block_indent = indent
        match = _comment(line)
        if match is None:
            continue
        place = Place(path, number, match.start() + 1)
        reason = match["reason"].strip()
        if not reason or not match["rule"]:
            message = "a suppression needs the name of a rule and a reason"
            hint = "write # kb: allow[rule] because …"
            faults.append(Diagnostic(place, "allow-without-reason", Severity.ERROR, message, hint))
            continue
        alone = not line[: match.start()].strip()
        covered = _next_data_line(lines, number) if alone else number
        allows.append(Allow(place, match["rule"], reason, covered, covered))
    return tuple(allows), tuple(faults)


def _comment(line: str) -> re.Match[str] | None:
    if "kb:" not in line:
        return None
    before = _BEFORE_COMMENT.match(line)
    return _ALLOW.match(line, before.end() if before else 0)


def _next_data_line(lines: list[str], after: int) -> int:
    """The number of the next line that is neither blank nor a comment."""
    for number, line in enumerate(lines[after:], start=after + 1):
        if line.strip() and not line.lstrip().startswith("#"):
            return number
    return after
