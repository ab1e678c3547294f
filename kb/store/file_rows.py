"""Rows of what belongs to one file: its faults and suppressions, what it defines, and what it names in vain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kb.diagnostics import Allow, Diagnostic, LeftOut, Lost, Place, Related, Severity
from kb.linking import Definition, Unlinked
from kb.store.asked import Row
from kb.store.lines import Lines
from kb.store.rows import place_columns, read_place, read_place_by_region


def diagnostic_row(diagnostic: Diagnostic, lines: Lines) -> dict[str, Any]:
    """The row of `diagnostics` for a fault."""
    related = [[r.place.path, *lines.apart(r.place), r.place.column, r.message] for r in diagnostic.related]
    return {
        **_by_region(diagnostic.place, lines),
        "rule": diagnostic.rule,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint or None,
        "related": json.dumps(related, ensure_ascii=False) if related else "[]",
    }


def left_out_rows(diagnostic: Diagnostic, lines: Lines) -> Iterator[dict[str, Any]]:
    """The rows of `left_out` for what a fault costs."""
    for each in diagnostic.leaves_out:
        yield {
            "what": each.what,
            "claim": each.claim,
            "source": each.source,
            "begins_line": lines.apart(each.place)[1],
            "begins_column": each.place.column,
            **_by_region(diagnostic.place, lines),
            "message": diagnostic.message,
        }


def read_left_out(row: Row, lines: Lines) -> LeftOut:
    """What is left out, as a row has it."""
    place = Place(row["path"], lines.above(row["region"]) + row["begins_line"], row["begins_column"])
    return LeftOut(Lost(row["what"]), place, row["claim"], row["source"])


def read_diagnostic(row: Row, lines: Lines) -> Diagnostic:
    """The fault in a row."""
    related = tuple(
        Related(Place(path, lines.above(region) + line, column), text)
        for path, region, line, column, text in json.loads(row["related"])
    )
    severity = Severity(row["severity"])
    return Diagnostic(
        read_place_by_region(row, lines), row["rule"], severity, row["message"], row["hint"] or "", related
    )


def allow_row(allow: Allow, lines: Lines) -> dict[str, Any]:
    """The row of `allows` for a suppression; the lines that it covers count from the same region."""
    above = allow.place.line - lines.apart(allow.place)[1]
    return {
        **_by_region(allow.place, lines),
        "rule": allow.rule,
        "reason": allow.reason,
        "first_line": allow.first_line - above,
        "last_line": allow.last_line - above,
    }


def read_allow(row: Row, lines: Lines) -> Allow:
    """The suppression in a row."""
    above = lines.above(row["region"])
    first, last = above + row["first_line"], above + row["last_line"]
    return Allow(read_place_by_region(row, lines), row["rule"], row["reason"], first, last)


def _by_region(place: Place, lines: Lines) -> dict[str, Any]:
    region, line = lines.apart(place)
    return {"region": region, "path": place.path, "line": line, "column": place.column}


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
