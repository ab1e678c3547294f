"""Nodes to values by a form: every value that fits, and a fault with its place for every one that does not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kb.diagnostics import Diagnostic, Lost, Place, Severity, did_you_mean, quoted
from kb.sheets import forms
from kb.sheets.nodes import Items, Node, Pair, Record, Text, Unread
from kb.sheets.scalars import Misfit, read_number, read_scalar
from kb.sheets.shapes import Fields, Form, Interval, Key, ListOf, Reasons, Words

#: blanks and commas: several items are meant, where one stands
_SEVERAL = re.compile(r"[\s,;]")


@dataclass(slots=True)
class Values:
    """The values of one mapping by key, and the place of each value (`sample.n`, `relations.0.claim`)."""

    place: Place
    by_key: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Place] = field(default_factory=dict)
    #: False when a required key is missing or does not fit
    is_whole: bool = True
    #: where it stands in its list as written, from 1; items that are left out count
    position: int = 0

    def get(self, key: str, default: Any = "") -> Any:  # noqa: ANN401 - what a form reads
        """The value of a key, or the default."""
        return self.by_key.get(key, default)


class Written(NamedTuple):
    """A claim, finding or comparison as it is written, whole or not, with the faults in it."""

    what: Lost
    values: Values
    faults: tuple[Diagnostic, ...]


class FormReader:
    """Reads nodes by forms and collects the faults, and all claims, findings and comparisons as they are written."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []
        self.written: list[Written] = []

    def fields(self, node: Node, form: Fields) -> Values:
        """The values of a mapping; what does not fit is left out."""
        values = Values(node.place)
        if not isinstance(node, Record):
            self._wrong_shape(node, form, _how(node, form))
            values.is_whole = False
            return values
        for pair in node.pairs:
            key = form.keys.get(pair.key.value)
            if key is None:
                self._unknown_key(pair, form.keys, in_braces=node.in_braces)
            else:
                self._value(pair, key, values)
        present = {pair.key.value for pair in node.pairs}
        for name, key in form.keys.items():
            if key.required and name not in present:
                hint = f"add {name}: {key.form.expects}"
                self._fault(node.place, "missing-key", f"{quoted(name)} is missing", hint)
                values.is_whole = False
        return values

    def _unknown_key(self, pair: Pair, keys: Mapping[str, Key], *, in_braces: bool) -> None:
        name = pair.key.value
        homes = [home for home, form in forms.MAPPINGS.items() if name in form.keys]
        if in_braces and ":" in name.rstrip(":"):
            hint = f"write {quoted(name.replace(':', ': ', 1))}, with a blank after the colon"
        elif in_braces and isinstance(pair.value, Text) and pair.value.is_null:
            hint = "inside { } a comma ends a value: put a value that holds one in quotes"
        elif homes:
            hint = f"it can stand in {' or '.join(homes[:3])}: move it there, or look at the indentation"
        else:
            called = next((known for known, key in keys.items() if name.casefold() in key.also), name)
            hint = did_you_mean(called, keys) or f"keys here: {', '.join(keys)}"
        self._fault(pair.key.place, "unknown-key", f"no key {quoted(name)} here", hint)

    def _value(self, pair: Pair, key: Key, values: Values) -> None:
        name = pair.key.value
        values.marks[name] = pair.value.place
        value = None
        if _is_empty(pair.value):
            quotes = " (in quotes if it begins with #)" if isinstance(key.form, Words) else ""
            removal = "" if key.required else ", or remove the key"
            hint = f"write {key.form.expects}{quotes}{removal}"
            self._fault(pair.value.place, "empty-value", f"{quoted(name)} has no value", hint)
        else:
            value = self.value(pair.value, key.form, name, values.marks)
        if value is not None:
            values.by_key[name] = value
        elif key.required:
            values.is_whole = False

    def value(self, node: Node, form: Form, name: str, marks: dict[str, Place]) -> Any:  # noqa: ANN401 - what a form reads
        """What a node holds by a form, or None when it does not fit; places of parts are added to `marks`."""
        if isinstance(node, Unread):
            return None
        if isinstance(form, ListOf):
            return self._list(node, form, name, marks)
        if isinstance(form, Fields):
            before = len(self.faults)
            values = self.fields(node, form)
            if form.lost:
                self.written.append(Written(form.lost, values, tuple(self.faults[before:])))
            marks.update({f"{name}.{part}": place for part, place in values.marks.items()})
            return values if values.is_whole else None
        if isinstance(form, Reasons):
            return self._reasons(node, form, name, marks)
        if isinstance(form, Interval):
            return self._interval(node, form, name, marks)
        if not isinstance(node, Text):
            self._wrong_shape(node, form, f"write one value: {form.expects}")
            return None
        return self._taken(node, read_scalar(node.value, form))

    def _taken(self, node: Node, read: Any) -> Any:  # noqa: ANN401 - what a form reads
        """The value that was read; for a misfit its fault is told, and a note keeps the value."""
        if not isinstance(read, Misfit):
            return read
        self.faults.append(Diagnostic(node.place, read.rule, read.severity, read.message, read.hint))
        return read.value

    def _list(self, node: Node, form: ListOf, name: str, marks: dict[str, Place]) -> tuple[Any, ...] | None:
        if isinstance(node, Text) and form.lenient and not _SEVERAL.search(node.value):
            node = Items((node,), node.place)
        if not isinstance(node, Items):
            self._wrong_shape(node, form, f"write {name}: [ … ], or each item on its own line after a dash and a blank")
            return None
        read: list[Any] = []
        for position, item in enumerate(node.values, start=1):
            place = f"{name}.{len(read)}"
            value = None
            if _is_empty(item):
                hint = f"write {form.item.expects}, or remove the item"
                self._fault(item.place, "empty-value", f"an item of {quoted(name)} has no value", hint)
            else:
                value = self.value(item, form.item, place, marks)
            if value is not None:
                marks[place] = item.place
                if isinstance(value, Values):
                    value.position = position
                read.append(value)
        return None if form.all_or_none and len(read) < len(node.values) else tuple(read)

    def _interval(self, node: Node, form: Interval, name: str, marks: dict[str, Place]) -> tuple[Any, ...] | None:
        ends = node.values if isinstance(node, Items) else ()
        if len(ends) != 2:
            hint = "write [lower, upper], with a point before decimals"
            if isinstance(node, Items):
                message = f"expected {form.expects}, found a list of {len(ends)}"
                self._fault(node.place, "wrong-shape", message, hint)
            else:
                self._wrong_shape(node, form, hint)
            return None
        numbers = []
        for number, end in enumerate(ends):
            marks[f"{name}.{number}"] = end.place
            if _is_empty(end):
                self._fault(end.place, "empty-value", "an end of the interval has no value", "write [lower, upper]")
            elif isinstance(end, Text):
                numbers.append(self._taken(end, read_number(end.value, form)))
            elif not isinstance(end, Unread):
                self._wrong_shape(end, form, "write [lower, upper]")
        return tuple(numbers) if len(numbers) == 2 and None not in numbers else None

    def _reasons(self, node: Node, form: Reasons, name: str, marks: dict[str, Place]) -> tuple[Any, ...] | None:
        if not isinstance(node, Record):
            self._wrong_shape(node, form, f"write {form.expects}")
            return None
        reasons = []
        for pair in node.pairs:
            domain = pair.key.value
            text = None
            if _is_empty(pair.value):
                self._fault(pair.value.place, "empty-value", f"{quoted(domain)} has no value", "write the reason")
            else:
                text = self.value(pair.value, Words(), f"{name}.{domain}", marks)
            if text is not None:
                reasons.append((domain, text))
        return tuple(reasons)

    def _wrong_shape(self, node: Node, form: Form, hint: str) -> None:
        if not isinstance(node, Unread):
            message = f"expected {form.expects}, found {_shape(node)}"
            self._fault(node.place, "wrong-shape", message, hint)

    def _fault(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.faults.append(Diagnostic(place, rule, Severity.ERROR, message, hint))


def _is_empty(node: Node) -> bool:
    return isinstance(node, Text) and (node.is_null or not node.value)


def _shape(node: Node) -> str:
    if isinstance(node, Text):
        return "nothing" if _is_empty(node) else f"the text {quoted(node.value)}"
    return "a list" if isinstance(node, Items) else "a mapping"


def _how(node: Node, form: Fields) -> str:
    return f"write {form.expects}" if isinstance(node, Text) else f"expected here: {form.expects}"
