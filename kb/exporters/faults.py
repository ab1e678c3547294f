"""Faults of the text as text: for people, as JSON, as GitHub annotations, and as SARIF 2.1.0."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kb.diagnostics import Diagnostic, Place, Severity
from kb.exporters.clean import one_line

_SARIF_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

#: so many notes of one rule are listed for people; more of them would hide the errors and warnings
MOST_NOTES = 20

#: a rule's manual page by its name
Manuals = Mapping[str, str]


def as_text(faults: Sequence[Diagnostic], _: Manuals) -> str:
    """A line a fault that editors can click, hint and related places below, and a line that counts them.

    Of a rule with many notes the first are listed, and the others counted.
    """
    lines = []
    notes: Counter[str] = Counter()
    for fault in faults:
        if fault.severity is Severity.NOTE:
            notes[fault.rule] += 1
            if notes[fault.rule] > MOST_NOTES:
                continue
        lines.append(f"{one_line(str(fault.place))}: {fault.severity}[{fault.rule}] {one_line(fault.message)}")
        if fault.hint:
            lines.append(f"    hint: {one_line(fault.hint)}")
        lines += [f"    {one_line(str(related.place))}: {one_line(related.message)}" for related in fault.related]
    more = ((rule, count - MOST_NOTES) for rule, count in notes.items() if count > MOST_NOTES)
    lines += (f"{count:,} more: note[{rule}], listed with --format json" for rule, count in more)
    return "\n".join([*lines, count_words(faults)]) + "\n"


def count_words(faults: Sequence[Diagnostic]) -> str:
    """How many errors, warnings and notes there are, in words."""
    return in_words(Counter(fault.severity for fault in faults)) or "no faults found"


def in_words(counts: Mapping[Severity, int]) -> str:
    """Numbers of faults in words, the worst first; nothing where there are none."""
    return ", ".join(f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in Severity if counts.get(s))


def as_json(faults: Sequence[Diagnostic], _: Manuals) -> str:
    """A list of records; lines and columns count from 1."""
    return json.dumps([_record(fault) for fault in faults], ensure_ascii=False, indent=1) + "\n"


def as_github(faults: Sequence[Diagnostic], _: Manuals) -> str:
    """Workflow commands that GitHub shows beside the lines of a change."""
    lines = []
    for fault in faults:
        place = fault.place
        properties = f"file={_property(place.path)},line={place.line},col={place.column},title={_property(fault.rule)}"
        message = fault.message + (f"\n{fault.hint}" if fault.hint else "")
        lines.append(f"::{_GITHUB_COMMAND[fault.severity]} {properties}::{_data(message)}\n")
    return "".join(lines)


def as_sarif(faults: Sequence[Diagnostic], manuals: Manuals) -> str:
    """A SARIF 2.1.0 log with the rules that occur and their manual pages."""
    names = sorted({fault.rule for fault in faults})
    rules = [
        {"id": name, "shortDescription": {"text": name}, "fullDescription": {"text": manuals.get(name) or name}}
        for name in names
    ]
    driver = {"name": "kb", "rules": rules}
    results = [_sarif_result(fault, names.index(fault.rule)) for fault in faults]
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


#: the formats of `kb check --format`
FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Manuals], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _record(fault: Diagnostic) -> dict[str, Any]:
    return {
        **_spot(fault.place),
        "rule": fault.rule,
        "severity": fault.severity,
        "message": fault.message,
        "hint": fault.hint,
        "related": [{**_spot(related.place), "message": related.message} for related in fault.related],
    }


def _spot(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _sarif_result(fault: Diagnostic, rule_index: int) -> dict[str, Any]:
    text = fault.message + (f" ({fault.hint})" if fault.hint else "")
    result: dict[str, Any] = {
        "ruleId": fault.rule,
        "ruleIndex": rule_index,
        "level": _SARIF_LEVEL[fault.severity],
        "message": {"text": text},
        "locations": [_sarif_location(fault.place)],
    }
    if fault.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": related.message}, **_sarif_location(related.place)}
            for number, related in enumerate(fault.related)
        ]
    return result


def _sarif_location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place.path)}, "region": region}}


def _uri(path: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - only SARIF needs it

    return quote(path)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
