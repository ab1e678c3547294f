"""Views as JSON: the fields of the records by name, numbers as the text has them, and null for what is not recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from kb.model import Person


def as_json(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A view as plain lists, mappings, texts and numbers; hidden fields are left out, sets are sorted.

    A decimal stays one, with its trailing zeros. An empty text in a record is None: nothing is recorded there.
    """
    if is_dataclass(value) and not isinstance(value, type):
        shown = (f for f in fields(value) if not f.metadata.get("hidden") and f.name not in ("marks", "place"))
        return {f.name: as_json(given) if (given := getattr(value, f.name)) != "" else None for f in shown}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(as_json(item) for item in value)
    if isinstance(value, Person):
        return {name: as_json(part) if part != "" else None for name, part in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    return value


def json_text(value: object, indent: str = "") -> str:
    """What `as_json` gives as the text of JSON, a space of indent a level; decimals are written as they are printed."""
    within = f"{indent} "
    if isinstance(value, Mapping) and value:
        lines = [f"{within}{json.dumps(key, ensure_ascii=False)}: {json_text(v, within)}" for key, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"{within}{json_text(item, within)}" for item in value) + f"\n{indent}]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
