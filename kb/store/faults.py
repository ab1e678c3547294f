"""The faults of the text, a part at a time: worst first, and among equals by place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import BigInteger, Connection, bindparam, func, select

from kb.diagnostics import Diagnostic, Severity
from kb.store import file_rows, schema
from kb.store.asked import Said
from kb.store.lines import lines_for

_FAULT = schema.diagnostics.c
#: of faults at one place those of the first rule come first
_PLACE = tuple(_FAULT[name] for name in ("path", "region", "line", "column", "rule", "message"))
_COUNTS = Said(select(_FAULT.rule, _FAULT.severity, func.count()).group_by(_FAULT.rule, _FAULT.severity))

#: how many faults of each severity a rule finds
Counts = Mapping[tuple[str, Severity], int]


def fault_counts(connection: Connection) -> Counts:
    """How many faults there are by rule and severity."""
    return {(rule, Severity(severity)): number for rule, severity, number in _COUNTS.tuples(connection)}


def faults(connection: Connection, severity: Severity, rule: str, most: int, skipped: int) -> list[Diagnostic]:
    """The faults of one severity after the first `skipped`, `most` at most; of one rule only, unless that is empty."""
    given = {"severity": severity, "rule": rule, "most": most, "skipped": skipped}
    rows = _part(severity is Severity.NOTE, bool(rule)).rows(connection, given)
    regions = {row["region"] for row in rows}
    regions |= {region for row in rows for _, region, *_ in json.loads(row["related"])}
    lines = lines_for(connection, regions)
    return [file_rows.read_diagnostic(row, lines) for row in rows]


@lru_cache(maxsize=4)
def _part(is_note: bool, of_rule: bool) -> Said:
    wanted = select(schema.diagnostics).where(_FAULT.severity == bindparam("severity"))
    # the index of grave faults serves only statements that say so
    wanted = wanted if is_note else wanted.where(schema.IS_GRAVE)
    wanted = wanted.where(_FAULT.rule == bindparam("rule")) if of_rule else wanted
    most, skipped = (bindparam(name, type_=BigInteger) for name in ("most", "skipped"))
    return Said(wanted.order_by(*_PLACE).limit(most).offset(skipped))
