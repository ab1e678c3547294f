"""A page of the faults of the text, worst first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.diagnostics import Diagnostic, Severity
from kb.store.faults import fault_counts, faults
from kb.store.read import Reader

#: how many faults a page holds
PAGE = 200


@dataclass(frozen=True, slots=True)
class FaultPage:
    """Faults, worst first; how many there are of each severity and rule in all, and how many fit and stand before."""

    faults: tuple[Diagnostic, ...]
    severities: Mapping[Severity, int]
    rules: Mapping[str, int]
    total: int
    before: int


def fault_page(reader: Reader, severity: str = "", rule: str = "", start: int = 0) -> FaultPage:
    """The faults of a severity and a rule, of any where it is empty, after the first `start` of them."""
    counts = fault_counts(reader.connection)
    severities: dict[Severity, int] = dict.fromkeys(Severity, 0)
    rules: dict[str, int] = {}
    fitting: dict[Severity, int] = dict.fromkeys(Severity, 0)
    for (of_rule, of_severity), number in sorted(counts.items()):
        severities[of_severity] += number
        rules[of_rule] = rules.get(of_rule, 0) + number
        if severity in ("", of_severity) and rule in ("", of_rule):
            fitting[of_severity] += number
    shown: list[Diagnostic] = []
    passed = 0
    for each, number in fitting.items():
        skipped = max(start - passed, 0)
        if skipped < number and len(shown) < PAGE:
            shown += faults(reader.connection, each, rule, PAGE - len(shown), skipped)
        passed += number
    return FaultPage(tuple(shown), severities, rules, passed, min(start, passed))
