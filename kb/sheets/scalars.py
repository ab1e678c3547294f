"""One text to one value: a word of a closed set, an id, a number as printed, yes or no, a country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kb.diagnostics import Severity, did_you_mean, quoted
from kb.sheets.countries import COUNTRIES, OFTEN_MEANT
from kb.sheets.shapes import Choice, Country, Interval, Name, Number, Whole, Words, YesNo

LONGEST_TEXT = 20_000
LONGEST_NUMBER = 30
LARGEST_WHOLE = 999_999_999_999

Scalar = Words | Name | Choice | Whole | Number | YesNo | Country

_NAME = re.compile(r"[\w.:+/-]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_THOUSANDS = re.compile(r"(?<=[0-9])[,'’\s](?=[0-9]{3}(?![0-9]))")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a text does not fit, and what to write; a note when it was taken all the same, as `value`."""

    rule: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    value: Any = None


def read_scalar(text: str, form: Scalar) -> Any:  # noqa: ANN401 - what a form reads
    """The value of a text, or a Misfit."""
    if len(text) > LONGEST_TEXT:
        message = f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read"
        return Misfit("text-too-long", message, "shorten it")
    match form:
        case Words():
            return text
        case Name():
            return _name(text)
        case Choice():
            return _choice(text, form)
        case YesNo():
            return _yes_no(text)
        case Country():
            return _country(text, form)
        case Whole():
            return _whole(text, form)
        case Number():
            return read_number(text, form)


def read_number(text: str, form: Number | Interval) -> Decimal | Misfit:
    """The number with the digits that are written, trailing zeros included."""
    if _NUMBER.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return Decimal(text)
    return _bad_number(text, form.expects)


def _name(text: str) -> str | Misfit:
    if _NAME.fullmatch(text):
        return text
    return Misfit("wrong-name", f"{quoted(text)} is no id", "use letters, digits and - _ . : / + without blanks")


def _choice(text: str, form: Choice) -> str | Misfit:
    if text in form.values:
        return text
    folded = text.casefold()
    alias = form.aliases.get(folded) or (folded if folded in form.values else None)
    if alias:
        return Misfit("word-alias", f"{quoted(text)} is read as '{alias}'", f"write {alias}", Severity.NOTE, alias)
    hint = did_you_mean(re.sub(r"[\s_]+", "-", text), form.values) or f"write {form.expects}"
    return Misfit("unknown-value", f"{quoted(text)} is not allowed here", hint)


def _yes_no(text: str) -> bool | Misfit:
    value = _YES_NO.get(text.casefold())
    if value is None:
        return Misfit("unknown-value", f"expected yes or no, found {quoted(text)}", "write yes or no")
    return value


def _country(text: str, form: Country) -> str | Misfit:
    if text in COUNTRIES:
        return text
    upper = text.upper()
    meant = upper if upper in COUNTRIES else OFTEN_MEANT.get(upper)
    if meant:
        hint = f"write {meant}"
    elif re.search(r"[,;\s]", text):
        hint = "write several codes as a list: [GB, US]"
    else:
        hint = "ISO 3166-1 lists the codes"
    return Misfit("unknown-value", f"expected {form.expects}, found {quoted(text)}", hint)


def _whole(text: str, form: Whole) -> int | Misfit:
    if re.fullmatch("[0-9]{1,15}", text) and int(text) <= LARGEST_WHOLE:
        return int(text)
    if re.fullmatch("[0-9]+", text):
        return Misfit("bad-number", f"{quoted(text)} is larger than any count", "write the count that is printed")
    return _bad_number(text, form.expects, whole=True)


def _bad_number(text: str, expects: str, *, whole: bool = False) -> Misfit:
    return Misfit("bad-number", f"expected {expects}, found {quoted(text)}", _number_hint(text[:100], whole=whole))


def _number_hint(text: str, *, whole: bool) -> str:
    """What to write for a number as papers and spreadsheets print them."""
    plain = _THOUSANDS.sub("", text)
    if text.startswith(("−", "–", "‐", "‑")) and _NUMBER.fullmatch(text[1:]):
        return f"write -{text[1:]}, with a hyphen"
    if re.fullmatch(r"[0-9]+,[0-9]{3}", text) and not whole:
        return f"write {plain}, or {text.replace(',', '.')} if the comma stands before decimals"
    if plain != text and _NUMBER.fullmatch(plain):
        return f"write {plain}"
    if re.fullmatch(r"[+-]?\.[0-9]+", text):
        return f"write {text.replace('.', '0.')}"
    if re.fullmatch("[+-]?[0-9]+,[0-9]+", text) and not whole:
        return f"write {text.replace(',', '.')}"
    if _SCIENTIFIC.fullmatch(text) and not whole:
        return f"write {Decimal(text):f}"
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1].strip()):
        return f"write {text[:-1].strip()}, and % as the measure"
    if re.match("[<>≤≥=~≈]", text):
        return "only a number that is printed can stand here; say the rest in words, under says or note"
    if whole:
        return "write digits only"
    return "write digits, with a point before decimals and nothing else"
