"""What a YAML parser complains of, in words that say what to mend, and the place where the mistake was made.

A parser stops where it can go no further, which is often a line or a whole document below the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.diagnostics import quoted

#: a line and a column, both from 0
Spot = tuple[int, int]

_KEY_WITHOUT_BLANK = re.compile(r"[ \t]*(?:- +)?(?P<key>[A-Za-z_]+)(?P<colon>:)(?P<value>[^\s:].*)")
_DASH_WITHOUT_BLANK = re.compile(r"[ \t]*(?P<dash>-)[A-Za-z_]+:")
_ONLY_KEY = re.compile(r"[ \t]*(?:- +)*[\w-]+[ \t]*")
_IN_QUOTES = "put the whole value in quotes"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where a parser stopped and what it said; `context` is where the thing begins that it was reading."""

    lines: list[str]
    problem: str
    at: Spot
    doing: str = ""
    context: Spot | None = None
    #: the beginning and the end of the last text in quotes before that
    quote: tuple[Spot, Spot] | None = None

    @property
    def line(self) -> str:
        """The line where the parser stopped."""
        return self.line_at(self.at[0])

    @property
    def before(self) -> str:
        """What stands on that line before it."""
        return self.line[: self.at[1]]

    @property
    def found(self) -> str:
        """What the parser found in place of what it expected."""
        return self.problem.rpartition(" found ")[2].rpartition(" got ")[2].strip("'")

    def line_at(self, number: int) -> str:
        """A line by its number from 0; empty past the end."""
        return self.lines[number] if number < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A place, what is wrong there, and what to do."""

    at: Spot
    message: str
    hint: str


def complaint(trouble: Trouble) -> Complaint:
    """The trouble in words; the parser's own words where none of the usual mistakes fits."""
    for explain in _EXPLAINERS:
        for found in explain(trouble):
            return found
    return Complaint(trouble.at, f"this is not YAML: {quoted(trouble.problem)}", "look at the quotes and indentation")


def _tab(trouble: Trouble) -> Iterator[Complaint]:
    if trouble.problem.startswith("found character '\\t'"):
        if trouble.before.strip():
            yield Complaint(trouble.at, "a tab stands between words", "put a blank in its place")
        else:
            yield Complaint(trouble.at, "a tab cannot indent a line", "indent with blanks")


def _first_sign(trouble: Trouble) -> Iterator[Complaint]:
    """A text that begins with a sign to which YAML gives a meaning."""
    at = trouble.context or trouble.at
    sign = trouble.line_at(at[0])[at[1] : at[1] + 1]
    told = (
        "cannot start any token" in trouble.problem
        or "tag" in trouble.doing
        or "tag handle" in trouble.problem
        or trouble.doing in ("while scanning an alias", "while scanning an anchor")
        or trouble.problem == "mapping keys are not allowed here"
        or ("expected the node content" in trouble.problem and sign and not _inside_brackets(trouble))
    )
    if told and sign:
        hint = _IN_QUOTES
        if sign == "*" and not trouble.line_at(at[0])[: at[1]].strip():
            hint = "begin an item of a list with -, or put the whole value in quotes"
        yield Complaint(at, f"a value cannot begin with {sign}", hint)
    elif "scanning a block scalar" in trouble.doing:
        hint = f"{_IN_QUOTES}, or begin the text on the next line, indented"
        yield Complaint(at, f"no text can follow {sign} on its line", hint)


def _list_on_key_line(trouble: Trouble) -> Iterator[Complaint]:
    if trouble.problem == "sequence entries are not allowed here":
        hint = f"begin the list on the next line; if this is one text, {_IN_QUOTES}"
        yield Complaint(trouble.at, "a list cannot begin on the line of its key", hint)


def _colon(trouble: Trouble) -> Iterator[Complaint]:
    if trouble.problem != "mapping values are not allowed here":
        return
    above = next((n for n in range(trouble.at[0] - 1, -1, -1) if trouble.line_at(n).strip()), None)
    if _ONLY_KEY.fullmatch(trouble.before) and above is not None:
        yield from _missing_blank(trouble, above)
        indent = len(trouble.line) - len(trouble.line.lstrip())
        message = "this line is indented too deep for a key, so that it belongs to the value above"
        hint = "indent it like the other keys; if it is text, put the whole text in quotes"
        yield Complaint((trouble.at[0], indent), message, hint)
    else:
        yield Complaint(trouble.at, "a colon followed by a blank stands inside a value", _IN_QUOTES)


def _no_colon(trouble: Trouble) -> Iterator[Complaint]:
    if "could not find expected ':'" in trouble.problem:
        at = trouble.context or trouble.at
        yield from _missing_blank(trouble, at[0])
        hint = "write key: value; if it goes on with the text above, indent it deeper"
        yield Complaint(at, "this line is no key with a colon and a value", hint)


def _missing_blank(trouble: Trouble, number: int) -> Iterator[Complaint]:
    line = trouble.line_at(number)
    dash = _DASH_WITHOUT_BLANK.match(line)
    if dash:
        yield Complaint((number, dash.start("dash")), "no blank follows the dash", "write a blank after it")
    match = _KEY_WITHOUT_BLANK.fullmatch(line)
    if match:
        hint = f"write {quoted(match['key'] + ': ' + match['value'])}"
        yield Complaint((number, match.start("colon")), "no blank follows the colon", hint)


def _quotes(trouble: Trouble) -> Iterator[Complaint]:
    if "quoted scalar" in trouble.doing and "found unexpected" in trouble.problem:
        hint = "close it with the same quote at the end of the value"
        yield Complaint(trouble.context or trouble.at, "the quote that opens here is not closed", hint)
    elif "quoted scalar" in trouble.doing:
        spot = (trouble.at[0], trouble.before.rfind("\\"))
        yield Complaint(spot, "a \\ inside double quotes changes what follows it", "use single quotes, or write \\\\")
    elif trouble.quote and _ends_right_before(trouble.quote[1], trouble):
        start, end = trouble.quote
        if start[0] < end[0]:
            message = f"the quote that opens here is closed {_lines(end[0] - start[0])} below, amid other text"
            yield Complaint(start, message, "close it at the end of its value")
        else:
            hint = "put the whole value in quotes of the other kind, or remove the quotes"
            yield Complaint(trouble.at, "text follows a closing quote", hint)


def _brackets(trouble: Trouble) -> Iterator[Complaint]:
    if "flow" in trouble.doing:
        yield from _inside(trouble)
    elif "expected <block end>" in trouble.problem and trouble.found in ("]", "}"):
        yield Complaint(trouble.at, f"no bracket is open that this {trouble.found} could close", "remove it")
    elif "expected <block end>" in trouble.problem and trouble.before.rstrip().endswith(("]", "}")):
        yield Complaint(trouble.at, "text follows a closing bracket", _IN_QUOTES)


def _inside(trouble: Trouble) -> Iterator[Complaint]:
    start, closing = trouble.context or trouble.at, "]" if "sequence" in trouble.doing else "}"
    here, opened = trouble.line, trouble.line_at(start[0])
    outdented = trouble.at[0] > start[0] and _indent(here) <= _indent(opened)
    if trouble.found == "," and "node" in trouble.doing:
        yield Complaint(trouble.at, "nothing stands before this comma", "write a value, or remove the comma")
    elif trouble.found == "<stream end>" or outdented:
        yield Complaint(start, "the bracket that opens here is not closed", f"close it with {closing}")
    elif trouble.found in ("]", "}"):
        yield Complaint(trouble.at, f"expected {closing}, found {trouble.found}", f"write {closing}")
    elif trouble.found == ":":
        hint = "put a comma between two values, and quotes around a value that holds a colon"
        yield Complaint(trouble.at, "a comma is missing before this colon, or it stands inside a value", hint)
    else:
        hint = f"put a comma between two values, or close the bracket with {closing}"
        yield Complaint(trouble.at, "a comma is missing before this", hint)


def _indentation(trouble: Trouble) -> Iterator[Complaint]:
    if "expected <block end>" in trouble.problem and trouble.found == ":":
        yield Complaint(trouble.at, "no key stands before this colon", "write key: value")
    elif "expected <block end>" in trouble.problem and trouble.found == "?" and "collection" in trouble.doing:
        hint = "indent it like the keys of the item above, or put - before it to begin a new item"
        yield Complaint(trouble.at, "a key stands where an item of a list is expected", hint)
    elif "expected <block end>" in trouble.problem and trouble.found in ("-", "<block sequence start>"):
        hint = "indent it exactly like the other items, below the key of the list"
        yield Complaint(trouble.at, "this item of a list fits none of the lists above it", hint)
    elif "expected <block end>" in trouble.problem or "<document start>" in trouble.problem:
        hint = "indent it exactly like the lines that it belongs with"
        yield Complaint(trouble.at, "the indentation of this line fits none of the lines above it", hint)


_EXPLAINERS: tuple[Callable[[Trouble], Iterator[Complaint]], ...] = (
    _tab,
    _first_sign,
    _list_on_key_line,
    _colon,
    _no_colon,
    _quotes,
    _brackets,
    _indentation,
)


def _inside_brackets(trouble: Trouble) -> bool:
    return "flow" in trouble.doing


def _ends_right_before(end: Spot, trouble: Trouble) -> bool:
    return end[0] == trouble.at[0] and not trouble.line[end[1] : trouble.at[1]].strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(number: int) -> str:
    return "a line" if number == 1 else f"{number} lines"
