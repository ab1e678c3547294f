"""Rows of what belongs to one file: its faults and suppressions, what it defines, and what it names in vain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kb.diagnostics import Allow, Diagnostic, LeftOut, Lost, Place, Related, Severity
from kb.linking import Definition, Unlinked
from kb.store.asked import Row
from kb.store.rows import place_columns, read_place


def diagnostic_row(diagnostic: Diagnostic) -> dict[str, Any]:
    """The row of `diagnostics` for a fault."""
    related = [[r.place.path, r.place.line, r.place.column, r.message] for r in diagnostic.related]
    return {
        **place_columns(diagnostic.place),
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint or None,
        "related": json.dumps(related, ensure_ascii=False),
    }


def left_out_rows(diagnostic: Diagnostic) -> Iterator[dict[str, Any]]:
    """The rows of `left_out` for what a fault costs."""
    for each in diagnostic.leaves_out:
        yield {
            "what": each.what,
            "claim": each.claim,
            "source": each.source,
            "begins_line": each.place.line,
            "begins_column": each.place.column,
            **place_columns(diagnostic.place),
            "message": diagnostic.message,
        }


def read_left_out(row: Row) -> LeftOut:
    """What is left out, as a row has it."""
    place = Place(row["path"], row["begins_line"], row["begins_column"])
    return LeftOut(Lost(row["what"]), place, row["claim"], row["source"])


def read_diagnostic(row: Row) -> Diagnostic:
    """The fault in a row."""
    related = tuple(Related(Place(p, line, column), text) for p, line, column, text in json.loads(row["related"]))
    severity = Severity(row["severity"])
    return Diagnostic(read_place(row), row["rule"], severity, row["message"], row["hint"] or "", related)


def allow_row(allow: Allow) -> dict[str, Any]:
    """The row of `allows` for a suppression."""
    return {
        **place_columns(allow.place),
        "rule": allow.rule,
        "reason": allow.reason,
        "first_line": allow.first_line,
        "last_line": allow.last_line,
    }


def read_allow(row: Row) -> Allow:
    """The suppression in a row."""
    return Allow(read_place(row), row["rule"], row["reason"], row["first_line"], row["last_line"])


def definition_row(definition: Definition) -> dict[str, Any]:
    """The row of `definitions` for what a file defines."""
    return {
        "kind": definition.kind,
        "name": definition.name,
        **place_columns(definition.place),
        "title": definition.title,
    }


def read_definition(row: Row) -> Definition:
    """The definition in a row."""
    return Definition(row["kind"], row["name"], read_place(row), row["title"])


def unlinked_row(unlinked: Unlinked) -> dict[str, Any]:
    """The row of `unlinked` for a name in what is left out."""
    return {name: getattr(unlinked, name) for name in Unlinked.__slots__}
