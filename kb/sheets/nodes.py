"""YAML bytes to positioned nodes: every scalar is text, every node knows its line and column.  Owner of PyYAML.

Only what a sheet needs is accepted: mappings, lists and text.  Anchors, aliases, tags and merge keys are refused, since
a reader of the file could not see what they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import yaml

from kb.diagnostics import Diagnostic, Place, Related, Severity, quoted

MOST_BYTES = 5_000_000
DEEPEST = 30

_NESTED_MARKS = re.compile(rf"(?:[-?:][ \t]+){{{DEEPEST},}}")
_BREAK = re.compile(r"\r\n|\r|\n|\x85|\u2028|\u2029")
_DOCUMENT = re.compile(r"^---(?=[ \t\r\n]|$)|^\.\.\.(?=[ \t\r\n]|$)", re.MULTILINE)
_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, as text with blanks around it removed; `is_null` for nothing, `~` or `null` without quotes."""

    value: str
    place: Place
    is_null: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    values: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value."""

    key: Text
    value: Node


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping; each key occurs once."""

    pairs: tuple[Pair, ...]
    place: Place


Node = Text | Items | Record


@dataclass(frozen=True, slots=True)
class Nodes:
    """The documents of a file, and what kept others from being read."""

    documents: tuple[Node, ...]
    diagnostics: tuple[Diagnostic, ...]
    #: the text that was read, for the comments in it
    text: str = ""


def read_nodes(path: str, data: bytes) -> Nodes:
    """The documents in a YAML file; one that cannot be read is a diagnostic, and the others are still read."""
    start = Place(path)
    if len(data) > MOST_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read"
        return Nodes((), (_error(start, "file-too-large", message, "split it into several files"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = _place_after(path, before.removeprefix("\ufeff"))
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return Nodes((), (_error(place, "not-utf-8", message, "save the file in UTF-8"),))
    if not text.strip():
        return Nodes(
            (), (_error(start, "empty-file", "the file is empty", "write a claims file or a sheet, or delete it"),)
        )
    odd = _UNPRINTABLE.search(text)
    if odd:
        message = f"the character U+{ord(odd.group()):04X} is not allowed"
        fault = _error(_place_after(path, text[: odd.start()]), "yaml-character", message, "remove it")
        return Nodes((), (fault,), text)
    documents: list[Node] = []
    faults: list[Diagnostic] = []
    for first_line, part in _parts(text):
        reader = _Reader(path, first_line)
        node = reader.read(part)
        faults += reader.faults
        if node is not None:
            documents.append(node)
    if not documents and not faults:
        faults.append(_error(start, "empty-file", "the file holds only comments", "write a claims file or a sheet"))
    return Nodes(tuple(documents), tuple(faults), text)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text of each document with the number of lines before it, cut where a line begins with `---`."""
    starts = [0, *(match.start() for match in _DOCUMENT.finditer(text)), len(text)]
    line = 0
    for start, end in pairwise(starts):
        part = text[start:end]
        if part.strip() and part.strip() not in ("---", "..."):
            # a document's mark is blanked out, not cut off, so that columns stay
            yield line, "   " + part[3:] if part.startswith(("---", "...")) else part
        line += len(_BREAK.findall(part))


class _Reader:
    """Reads one document and collects its faults."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.faults: list[Diagnostic] = []

    def read(self, part: str) -> Node | None:
        deep = self._too_deep(part)
        if deep is not None:
            self._fault(deep, "too-deep", f"nested deeper than {DEEPEST} levels", "flatten it")
            return None
        try:
            node = yaml.compose(part, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = self._place(mark) if mark else Place(self.path, self.first_line + 1)
            message, hint = _said(part, error)
            self._fault(place, _rule(error), message, hint)
            return None
        except RecursionError:
            self._fault(Place(self.path, self.first_line + 1), "too-deep", "nested too deep", "flatten it")
            return None
        return None if node is None else self._node(node)

    def _too_deep(self, part: str) -> Place | None:
        """The place where flow brackets, or block indentation, go too deep for the parser."""
        depth = 0
        for match in re.finditer(r"[\[{\]}]", part):
            depth += 1 if match.group() in "[{" else -1 if depth else 0
            if depth > DEEPEST:
                return _place_after(self.path, part[: match.start()], self.first_line)
        run = _NESTED_MARKS.search(part)
        if run:
            return _place_after(self.path, part[: run.start()], self.first_line)
        return None

    def _node(self, node: yaml.Node) -> Node:
        place = self._place(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            is_null = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
            return Text(node.value.strip(), place, is_null)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self._node(item) for item in node.value), place)
        pairs: dict[str, Pair] = {}
        for key_node, value_node in node.value:
            key_place = self._place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_place, "yaml-feature", "a key must be a word", "write key: value")
                continue
            key = Text(key_node.value.strip(), key_place)
            if key.value == "<<":
                self._fault(key_place, "yaml-feature", "merge keys are not read", "write the keys out")
                continue
            first = pairs.get(key.value)
            if first is not None:
                related = (Related(first.key.place, "the first is here"),)
                message = f"the key {quoted(key.value)} occurs twice"
                self._fault(key_place, "duplicate-key", message, "remove one; the first is used", related)
                continue
            pairs[key.value] = Pair(key, self._node(value_node))
        return Record(tuple(pairs.values()), place)

    def _place(self, mark: yaml.Mark) -> Place:
        return Place(self.path, self.first_line + mark.line + 1, mark.column + 1)

    def _fault(self, place: Place, rule: str, message: str, hint: str, related: tuple[Related, ...] = ()) -> None:
        self.faults.append(Diagnostic(place, rule, Severity.ERROR, message, hint, related))


class _RefusedError(yaml.MarkedYAMLError):
    """Something that YAML allows and a sheet does not."""


class _Loader(yaml.SafeLoader):
    """Composes nodes and refuses anchors, aliases and tags at their place."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        refused = ""
        if isinstance(event, yaml.AliasEvent):
            refused = "aliases (*name) are not read"
        elif getattr(event, "anchor", None):
            refused = "anchors (&name) are not read"
        elif getattr(event, "tag", None):
            refused = f"tags ({event.tag}) are not read"
        if refused:
            raise _RefusedError(problem=refused, problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def _rule(error: yaml.MarkedYAMLError) -> str:
    return "yaml-feature" if isinstance(error, _RefusedError) else "yaml-syntax"


def _said(part: str, error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """The parser's complaint in words that help, with what to do."""
    problem = error.problem or "the text is not YAML"
    if isinstance(error, _RefusedError):
        return problem, "write the value out; quotes around it make it plain text"
    mark = error.problem_mark
    line = _BREAK.split(part)[mark.line] if mark else ""
    if "\\t" in problem or "\t" in line[: (mark.column if mark else 0) + 1]:
        return "a tab cannot indent YAML", "indent with spaces"
    if "mapping values are not allowed" in problem:
        return "a colon stands inside a value here", "put the value in quotes"
    if "could not find expected ':'" in problem or "expected ':'" in problem:
        return "a line without a colon after its key", "write key: value, or indent the text that goes on"
    if "expected <block end>" in problem:
        return "this line does not fit the indentation above it", "indent it like its neighbours"
    if "found unexpected end of stream" in problem or "unexpected end" in problem:
        return "a quote is not closed", "close it"
    return problem, "look at the quotes, colons and indentation here"


def _place_after(path: str, before: str, first_line: int = 0) -> Place:
    lines = _BREAK.split(before)
    return Place(path, first_line + len(lines), len(lines[-1]) + 1)


def _error(place: Place, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, rule, Severity.ERROR, message, hint)
