"""YAML bytes to positioned nodes: every scalar is text, every node knows its line and column.

Only what a sheet needs is accepted: mappings, lists and text.  Anchors, aliases, tags and merge keys are refused, since
a reader of the file could not see what they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from kb.diagnostics import Diagnostic, Place, Related, Severity, quoted
from kb.sheets.complaints import Trouble, complaint
from kb.sheets.quick import UnsureError, compose_quickly
from kb.sheets.remains import remains
from kb.sheets.text import read_text

DEEPEST = 30

#: where a document begins or ends, whatever it stands in
_DOCUMENT = re.compile(r"^(?:---|\.\.\.)(?=[ \t\n]|\Z)", re.MULTILINE)
_ITEM_IN_TEXT = re.compile(r"\n[ \t]*(?P<item>-[ \t])")
#: a double-quoted text can name any character by its number
_NO_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_REFUSED = "refused"


class Text(NamedTuple):
    """A scalar, as text with blanks around it removed; `is_null` for nothing, `~` or `null` without quotes."""

    value: str
    place: Place
    is_null: bool = False


class Unread(NamedTuple):
    """A value that is refused; its fault is told already."""

    place: Place


class Items(NamedTuple):
    """A list."""

    values: tuple[Node, ...]
    place: Place


class Pair(NamedTuple):
    """A key with its value."""

    key: Text
    value: Node


class Record(NamedTuple):
    """A mapping; each key occurs once."""

    pairs: tuple[Pair, ...]
    place: Place
    #: written as {key: value, …}, where a comma ends a value
    in_braces: bool = False


Node = Text | Unread | Items | Record


@dataclass(frozen=True, slots=True)
class Nodes:
    """The documents of a file, and what kept others from being read."""

    documents: tuple[Node, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    #: the text that was read, lines ending in `\n`
    text: str = ""
    #: stretches of it, in order, in which a # begins no comment: texts, and documents that are not YAML
    no_comments: tuple[tuple[int, int], ...] = ()


def read_nodes(path: str, data: bytes) -> Nodes:
    """The documents in a YAML file; one that cannot be read is a diagnostic, and the others are still read."""
    text, found = read_text(path, data)
    faults = list(found)
    documents: list[Node] = []
    stretches: list[tuple[int, int]] = []
    for start, first_line, part in _parts(text):
        reader = _Reader(path, first_line, part)
        node = reader.read()
        faults += reader.faults
        stretches += ((start + first, start + last) for first, last in reader.stretches)
        if node is not None:
            documents.append(node)
    if not documents and not faults:
        what = "holds nothing but comments" if "#" in text else "is empty"
        hint = "write a claims file or an extraction sheet into it, or delete it"
        faults.append(Diagnostic(Place(path), "empty-file", Severity.ERROR, f"the file {what}", hint))
    return Nodes(tuple(documents), tuple(faults), text, tuple(stretches))


def _parts(text: str) -> Iterator[tuple[int, int, str]]:
    """Each document with its offset and the number of lines before it, cut where a line begins with `---` or `...`."""
    starts = [0, *(match.start() for match in _DOCUMENT.finditer(text)), len(text)]
    line = 0
    for start, end in pairwise(starts):
        part = text[start:end]
        if part.strip():
            # a document's mark is blanked out, not cut off, so that columns stay
            yield start, line, "   " + part[3:] if part.startswith(("---", "...")) else part
        line += part.count("\n")


class _Reader:
    """Reads one document and collects its faults."""

    def __init__(self, path: str, first_line: int, part: str) -> None:
        self.path = path
        self.first_line = first_line
        self.part = part
        self.faults: list[Diagnostic] = []
        self.stretches: list[tuple[int, int]] = []

    def read(self) -> Node | None:
        try:
            quick = compose_quickly(self.part, DEEPEST)
        except UnsureError:
            return self._read_slowly()
        return None if quick is None else self._node(quick)

    def _read_slowly(self) -> Node | None:
        self._take_directives()
        loader = _Loader(self.part)
        try:
            node = loader.get_single_node()
        except _TooDeepError as error:
            hint = "a sheet needs a few levels only: remove brackets, or indent less"
            self._fault(self._place(error.mark), "too-deep", f"nested deeper than {DEEPEST} levels", hint)
        except yaml.MarkedYAMLError as error:
            self._complain(loader, error)
        except (ValueError, OverflowError):
            # PyYAML takes numbers in escapes for characters, however large
            mark = loader.get_mark()
            column = self.part.split("\n")[mark.line].rfind("\\", 0, mark.column)
            place = Place(self.path, self.first_line + mark.line + 1, column + 1)
            message = "the number after this \\ stands for no character"
            self._fault(place, "yaml-syntax", message, "use single quotes, or write \\\\")
        else:
            for mark, feature in loader.refused:
                self._fault(self._place(mark), "yaml-feature", feature, "write the value out, or put it in quotes")
            return None if node is None else self._node(node)
        self.stretches = [(0, len(self.part))]
        left_out = tuple(remains(self.path, self.first_line, self.part))
        self.faults[-1] = replace(self.faults[-1], leaves_out=left_out)
        return None

    def _take_directives(self) -> None:
        """Blanks out the directives before a document, each with its fault."""
        lines = self.part.split("\n")
        for number, line in enumerate(lines):
            if line.startswith("%"):
                message = f"the directive {quoted(line)} is not read"
                place = Place(self.path, self.first_line + number + 1)
                self._fault(place, "yaml-feature", message, "remove it; if it is text, put it in quotes")
                lines[number] = " " * len(line)
            elif line.strip() and not line.lstrip().startswith("#"):
                break
        self.part = "\n".join(lines)

    def _node(self, node: yaml.Node) -> Node:
        place = self._place(node.start_mark)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, place)
        if isinstance(node, yaml.MappingNode):
            return self._record(node, place)
        return Items(tuple(self._node(item) for item in node.value), place)

    def _record(self, node: yaml.MappingNode, place: Place) -> Record:
        pairs: dict[str, Pair] = {}
        for key_node, value_node in node.value:
            key = self._node(key_node)
            if not isinstance(key, Text) or not key.value:
                if not isinstance(key, Unread):
                    self._fault(key.place, "yaml-feature", "a key must be a word", "write key: value")
                continue
            if key.value == "<<":
                self._fault(key.place, "yaml-feature", "merge keys are not read", "write the keys out")
                continue
            first = pairs.get(key.value)
            if first is None:
                pairs[key.value] = Pair(key, self._node(value_node))
            else:
                self._repeated(first.key, key, is_first=first is next(iter(pairs.values())))
        return Record(tuple(pairs.values()), place, bool(node.flow_style))

    def _scalar(self, node: yaml.ScalarNode, place: Place) -> Node:
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            # a comment may stand on the first line of a block text
            first_break = self.part.find("\n", start, end)
            start = end if first_break < 0 else first_break
        self.stretches.append((start, end))
        if node.tag == _REFUSED:
            return Unread(place)
        is_plain = not node.style
        if is_plain:
            self._swallowed(node)
        value = node.value.strip()
        odd = _NO_CHARACTER.search(value)
        if odd:
            message = f"the character U+{ord(odd.group()):04X} is not allowed"
            self._fault(place, "yaml-character", message, "remove the \\ and what stands for it")
            value = _NO_CHARACTER.sub("�", value)
        return Text(value, place, is_plain and value in ("", "~", "null", "Null", "NULL"))

    def _swallowed(self, node: yaml.ScalarNode) -> None:
        if node.start_mark.line == node.end_mark.line:
            return
        start = node.start_mark.index
        item = _ITEM_IN_TEXT.search(self.part, start, node.end_mark.index)
        if item:
            line = node.start_mark.line + self.part.count("\n", start, item.start("item"))
            column = item.start("item") - self.part.rfind("\n", start, item.start("item"))
            place = Place(self.path, self.first_line + line + 1, column)
            message = "this line is read as part of the text above, not as an item of a list"
            hint = "indent it like the other items; if it is text, put the whole text in quotes"
            self.faults.append(Diagnostic(place, "swallowed-item", Severity.WARNING, message, hint))

    def _repeated(self, first: Text, again: Text, *, is_first: bool) -> None:
        hint = "remove one; the first is used"
        if is_first:
            hint += ". If a new item begins here, put - before it"
        related = (Related(first.place, "the first is here"),)
        self._fault(again.place, "duplicate-key", f"the key {quoted(again.value)} occurs twice", hint, related)

    def _complain(self, loader: _Loader, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark or loader.get_mark()
        quote = (_spot(loader.quote[0]), _spot(loader.quote[1])) if loader.quote else None
        context = _spot(error.context_mark) if error.context_mark else None
        lines = self.part.split("\n")
        told = complaint(Trouble(lines, error.problem or "", _spot(mark), error.context or "", context, quote))
        place = Place(self.path, self.first_line + told.at[0] + 1, told.at[1] + 1)
        self._fault(place, "yaml-syntax", told.message, told.hint)

    def _place(self, mark: yaml.Mark) -> Place:
        return Place(self.path, self.first_line + mark.line + 1, mark.column + 1)

    def _fault(self, place: Place, rule: str, message: str, hint: str, related: tuple[Related, ...] = ()) -> None:
        self.faults.append(Diagnostic(place, rule, Severity.ERROR, message, hint, related))


def _spot(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line, mark.column


class _TooDeepError(Exception):
    """A node stands deeper than any sheet needs; recursion would end the program before memory does."""

    def __init__(self, mark: yaml.Mark) -> None:
        super().__init__()
        self.mark = mark


class _Loader(yaml.SafeLoader):
    """Composes nodes, and takes note of anchors, aliases and tags, whose texts are refused."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.refused: list[tuple[yaml.Mark, str]] = []
        self.quote: tuple[yaml.Mark, yaml.Mark] | None = None
        self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        if self.check_event(yaml.AliasEvent):
            self.get_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
            self.refused.append((event.start_mark, f"the alias {quoted('*' + event.anchor)} is not read"))
            return yaml.ScalarNode(_REFUSED, "", event.start_mark, event.end_mark)
        anchor, tag = event.anchor, getattr(event, "tag", None)
        if anchor:
            self.refused.append((event.start_mark, f"the anchor {quoted('&' + anchor)} is not read"))
        elif tag:
            short = tag.replace("tag:yaml.org,2002:", "!!")
            self.refused.append((event.start_mark, f"the tag {quoted(short)} is not read"))
        event.anchor, event.tag = None, None
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeepError(event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        if (anchor or tag) and isinstance(node, yaml.ScalarNode):
            node.tag = _REFUSED
        return node

    def scan_flow_scalar(self, style: str) -> Any:  # noqa: ANN401 - a token, which the stubs leave out
        token = super().scan_flow_scalar(style)
        self.quote = (token.start_mark, token.end_mark)
        return token
