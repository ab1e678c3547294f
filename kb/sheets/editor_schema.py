"""The JSON Schema of claims files and extraction sheets for editors: completion, explanations, red underlines.

An editor takes `2014` for a number and `no`, by its version of YAML, for a truth value, while the program reads every
scalar as text; so wherever a text may stand, the schema lets these stand too.  Words that are only accepted with a note
are not in it, so that no editor offers them.
"""

from __future__ import annotations

from typing import Any

from kb.sheets.countries import COUNTRIES
from kb.sheets.forms import CLAIMS_FILE, SHEET
from kb.sheets.scalars import LARGEST_WHOLE, LONGEST_TEXT
from kb.sheets.shapes import (
    Choice,
    Country,
    Fields,
    Form,
    Interval,
    Key,
    ListOf,
    Name,
    Number,
    Reasons,
    Whole,
    Words,
    YesNo,
)

#: the draft that the YAML services of editors know best
DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]


def editor_schema() -> Schema:
    """The schema of one document; a document is a claims file or an extraction sheet."""
    return {
        "$schema": DRAFT,
        "title": "Claims file or extraction sheet",
        "anyOf": [{"$ref": "#/definitions/claims-file"}, {"$ref": "#/definitions/extraction-sheet"}],
        "definitions": {"claims-file": _fields(CLAIMS_FILE), "extraction-sheet": _fields(SHEET)},
    }


def _fields(form: Fields) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {name: _key(key) for name, key in form.keys.items()},
        "additionalProperties": False,
    }
    required = [name for name, key in form.keys.items() if key.required]
    return schema | ({"required": required} if required else {})


def _key(key: Key) -> Schema:
    meanings = key.form.meanings if isinstance(key.form, Choice) else {}
    description = "\n".join([key.means, *(f"- {value}: {meaning}" for value, meaning in meanings.items())])
    return {"description": description, **_form(key.form)}


def _form(form: Form) -> Schema:  # noqa: C901 - one line for each kind of form
    match form:
        case Words():
            return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": LONGEST_TEXT}
        case Name():
            # \w would mean ASCII letters to an editor, and keys may hold others
            return {"type": ["string", "number"], "pattern": r"^\S+$"}
        case Choice(values=values):
            return {"enum": list(values)}
        case Whole():
            return {"type": ["integer", "string"], "minimum": 0, "maximum": LARGEST_WHOLE, "pattern": "^[0-9]+$"}
        case Number():
            return {"type": ["number", "string"], "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"}
        case YesNo():
            return {"enum": ["yes", "no", "true", "false", True, False]}
        case Country():
            # Norway's code is false to an older editor
            return {"enum": [*sorted(COUNTRIES), False]}
        case Interval():
            return {"type": "array", "items": _form(Number()), "minItems": 2, "maxItems": 2}
        case Reasons():
            return {"type": "object", "additionalProperties": _form(Words())}
        case ListOf(item=item, lenient=lenient):
            several = {"type": "array", "items": _form(item)}
            return {"anyOf": [several, _form(item)]} if lenient else several
        case Fields():
            return _fields(form)
