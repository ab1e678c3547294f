"""Nodes to values by a form: every value that fits, and a fault with its place for every one that does not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kb.diagnostics import Diagnostic, Place, Severity, did_you_mean, quoted
from kb.sheets.forms import (
    Choice,
    Country,
    Fields,
    Form,
    Interval,
    ListOf,
    Name,
    Number,
    Reasons,
    Whole,
    Words,
    YesNo,
)
from kb.sheets.nodes import Items, Node, Pair, Record, Text

LONGEST_TEXT = 20_000

_NAME = re.compile(r"[\w.:+/-]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True)
class Values:
    """The values of one mapping by key, and the place of each value (`sample.n`, `relations.0.claim`)."""

    place: Place
    by_key: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, Place] = field(default_factory=dict)
    #: False when a required key is missing or does not fit
    is_whole: bool = True

    def get(self, key: str, default: Any = "") -> Any:  # noqa: ANN401 - what a form reads
        """The value of a key, or the default."""
        return self.by_key.get(key, default)


class FormReader:
    """Reads nodes by forms and collects the faults."""

    def __init__(self) -> None:
        self.faults: list[Diagnostic] = []

    def fields(self, node: Node, form: Fields, also: tuple[str, ...] = ()) -> Values:
        """The values of a mapping; keys in `also` are left to the caller."""
        values = Values(node.place)
        if not isinstance(node, Record):
            self._fault(node.place, "wrong-shape", f"expected {form.expects}, found {_shape(node)}", _how(node, form))
            values.is_whole = False
            return values
        for pair in node.pairs:
            name = pair.key.value
            if name not in form.keys:
                hint = did_you_mean(name, form.keys) or f"keys here: {', '.join(form.keys)}"
                self._fault(pair.key.place, "unknown-key", f"no key {quoted(name)} here", hint)
            elif name not in also:
                self._value(pair, form, values)
        present = {pair.key.value for pair in node.pairs}
        for name, key in form.keys.items():
            if key.required and name not in present:
                hint = f"add {name}: {key.form.expects}"
                self._fault(node.place, "missing-key", f"{quoted(name)} is missing", hint)
                values.is_whole = False
        return values

    def _value(self, pair: Pair, form: Fields, values: Values) -> None:
        name, key = pair.key.value, form.keys[pair.key.value]
        values.marks[name] = pair.value.place
        before = len(self.faults)
        value = self.value(pair.value, key.form, name, values.marks)
        if value is not None:
            values.by_key[name] = value
        elif key.required and len(self.faults) > before:
            values.is_whole = False

    def value(self, node: Node, form: Form, name: str, marks: dict[str, Place]) -> Any:  # noqa: ANN401 - what a form reads
        """What a node holds by a form, or None when it does not fit; places of parts are added to `marks`."""
        if isinstance(form, ListOf):
            return self._list(node, form, name, marks)
        if isinstance(form, Fields):
            values = self.fields(node, form)
            marks.update({f"{name}.{part}": place for part, place in values.marks.items()})
            return values if isinstance(node, Record) and values.is_whole else None
        if isinstance(form, Reasons):
            return self._reasons(node, form, name, marks)
        if isinstance(form, Interval):
            return self._interval(node, form, name, marks)
        if not isinstance(node, Text):
            self._fault(node.place, "wrong-shape", f"expected {form.expects}, found {_shape(node)}", "write one value")
            return None
        if node.is_null or not node.value:
            self._fault(
                node.place, "empty-value", f"{quoted(name)} has no value", f"write {form.expects}, or remove it"
            )
            return None
        return self._scalar(node, form)

    def _scalar(self, node: Text, form: Form) -> Any:  # noqa: ANN401 - what a form reads
        text = node.value
        if len(text) > LONGEST_TEXT:
            self._fault(
                node.place, "text-too-long", f"{len(text):,} characters; at most {LONGEST_TEXT:,}", "shorten it"
            )
            return None
        match form:
            case Words():
                return text
            case Choice():
                return self._choice(node, form)
            case Name():
                return self._name(node)
            case YesNo():
                return self._yes_no(node)
            case Country():
                return self._country(node, form)
            case Whole():
                return self._whole(node, form)
            case Number():
                return self._number(node, form)
        return None

    def _name(self, node: Text) -> str | None:
        if _NAME.fullmatch(node.value):
            return node.value
        hint = "use letters, digits, - _ . : and no blanks"
        self._fault(node.place, "wrong-name", f"{quoted(node.value)} is no id", hint)
        return None

    def _yes_no(self, node: Text) -> bool | None:
        value = _YES_NO.get(node.value.casefold())
        if value is None:
            message = f"expected yes or no, found {quoted(node.value)}"
            self._fault(node.place, "unknown-value", message, "write yes or no")
        return value

    def _country(self, node: Text, form: Country) -> str | None:
        text = node.value
        if re.fullmatch("[A-Z]{2}", text) and text != "UK":
            return text
        hint = {"UK": "write GB", "USA": "write US"}.get(text.upper()) or (
            f"write {text.upper()}" if re.fullmatch("[A-Za-z]{2}", text) else "ISO 3166 lists the codes"
        )
        self._fault(node.place, "unknown-value", f"expected {form.expects}, found {quoted(text)}", hint)
        return None

    def _whole(self, node: Text, form: Whole) -> int | None:
        if re.fullmatch(r"[0-9]{1,15}", node.value):
            return int(node.value)
        self._bad_number(node, form.expects)
        return None

    def _choice(self, node: Text, form: Choice) -> str | None:
        text = node.value
        if text in form.values:
            return text
        folded = text.casefold()
        alias = form.aliases.get(folded) or (folded if folded in form.values else None)
        if alias:
            message = f"{quoted(text)} is read as '{alias}'"
            self.faults.append(Diagnostic(node.place, "word-alias", Severity.NOTE, message, f"write {alias}"))
            return alias
        hint = did_you_mean(text, form.values) or f"one of {', '.join(form.values)}"
        self._fault(node.place, "unknown-value", f"{quoted(text)} is not allowed here", hint)
        return None

    def _number(self, node: Text, form: Number | Interval) -> Decimal | None:
        if _NUMBER.fullmatch(node.value) and len(node.value) <= 30:
            return Decimal(node.value)
        self._bad_number(node, form.expects)
        return None

    def _bad_number(self, node: Text, expects: str) -> None:
        text = node.value
        bare = re.sub(r"(?<=\d)[,\s](?=\d{3}\b)", "", text)
        hint = "write digits, with a point for decimals"
        if bare != text and _NUMBER.fullmatch(bare):
            hint = f"write {bare}"
        elif re.fullmatch(r"[+-]?\.\d+", text):
            hint = f"write {text.replace('.', '0.')}"
        elif re.fullmatch(r"[+-]?\d+,\d+", text):
            hint = f"write {text.replace(',', '.')}"
        elif text.startswith(("−", "–")) and _NUMBER.fullmatch(text[1:]):
            hint = f"write -{text[1:]}, with a hyphen"
        self._fault(node.place, "bad-number", f"expected {expects}, found {quoted(text)}", hint)

    def _list(self, node: Node, form: ListOf, name: str, marks: dict[str, Place]) -> tuple[Any, ...] | None:
        if isinstance(node, Text) and form.lenient and not node.is_null and node.value:
            node = Items((node,), node.place)
        if not isinstance(node, Items):
            if isinstance(node, Text) and (node.is_null or not node.value):
                message = f"{quoted(name)} has no value"
                self._fault(node.place, "empty-value", message, f"write {form.expects}, or remove it")
            else:
                message = f"expected {form.expects}, found {_shape(node)}"
                self._fault(node.place, "wrong-shape", message, f"write {name}: [ … ], or a line with - for each")
            return None
        read: list[Any] = []
        for item in node.values:
            place = f"{name}.{len(read)}"
            value = self.value(item, form.item, place, marks)
            if value is not None:
                marks[place] = item.place
                read.append(value)
        return tuple(read)

    def _interval(self, node: Node, form: Interval, name: str, marks: dict[str, Place]) -> tuple[Any, ...] | None:
        ends = node.values if isinstance(node, Items) else ()
        if len(ends) != 2 or not all(isinstance(end, Text) for end in ends):
            found = f"{len(ends)} values" if isinstance(node, Items) else _shape(node)
            self._fault(node.place, "wrong-shape", f"expected {form.expects}, found {found}", "write [lower, upper]")
            return None
        numbers = []
        for number, end in enumerate(ends):
            marks[f"{name}.{number}"] = end.place
            numbers.append(self._number(end, form) if isinstance(end, Text) else None)
        return None if None in numbers else tuple(numbers)

    def _reasons(self, node: Node, form: Reasons, name: str, marks: dict[str, Place]) -> tuple[Any, ...] | None:
        if not isinstance(node, Record):
            self._fault(node.place, "wrong-shape", f"expected {form.expects}, found {_shape(node)}", form.expects)
            return None
        reasons = []
        for pair in node.pairs:
            text = self.value(pair.value, Words(), f"{name}.{pair.key.value}", marks)
            if text is not None:
                reasons.append((pair.key.value, text))
        return tuple(reasons)

    def _fault(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.faults.append(Diagnostic(place, rule, Severity.ERROR, message, hint))


def _shape(node: Node) -> str:
    if isinstance(node, Text):
        return "nothing" if node.is_null or not node.value else f"the text {quoted(node.value)}"
    return "a list" if isinstance(node, Items) else "a mapping"


def _how(node: Node, form: Fields) -> str:
    return f"write {form.expects}" if isinstance(node, Text) else f"expected here: {form.expects}"
