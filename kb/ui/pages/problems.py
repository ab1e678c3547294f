"""Faults of the text: where, what, and what to do about each, with the manual page of its rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kb.diagnostics import Diagnostic, Severity
from kb.manual import manual_pages
from kb.ui import filters, parts
from kb.ui.nodes import Element, el
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.words import SEVERITY_GLYPH

#: how many faults one page of the list holds
PAGE = 200


def render(base: Answers) -> None:
    """Draw the faults, worst first, and the manual pages of the rules that they break."""
    faults = base.diagnostics()
    counts = Counter(fault.severity for fault in faults)
    said = ", ".join(f"{counts[s]} {s}{'' if counts[s] == 1 else 's'}" for s in Severity if counts[s])
    head = (el("h1", "Problems in the text"), el("p.meta", f"{said}." if said else "None was found."))
    if not faults:
        show(*head, key="head")
        return
    rule, severity = filters.given("rule"), filters.given("severity")
    severities = {str(s): str(s) for s in Severity if counts[s]}
    fields = (
        filters.one_of("rule", "Rule", {rule: rule for rule in sorted({f.rule for f in faults})}, rule),
        filters.one_of("severity", "Severity", severities, severity),
    )
    show(*head, filters.form("Filters", el("div.fields", fields)), key="head")
    order = list(Severity)
    chosen = sorted(
        (f for f in faults if rule in ("", f.rule) and severity in ("", f.severity)),
        key=lambda f: order.index(f.severity),
    )
    show(*_list(chosen), key="problems")


def _list(faults: Sequence[Diagnostic]) -> list[Element]:
    shown = faults[:PAGE]
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("Place", "What", "Rule")]))
    rows = [
        el(
            "tr",
            el("td", el("code", str(fault.place))),
            el(
                "td",
                el("p", _severity(fault.severity), " ", fault.message),
                el("p.meta", f"What to do: {fault.hint}") if fault.hint else None,
                [el("p.meta", f"{r.message}: ", el("code", str(r.place))) for r in fault.related],
            ),
            el("td", el("code", fault.rule)),
        )
        for fault in shown
    ]
    more = len(faults) - len(shown)
    pages = manual_pages()
    rules = sorted({fault.rule for fault in shown})
    manual = [
        el("details", el("summary", el("code", rule)), [el("p", part) for part in pages[rule].split("\n\n")])
        for rule in rules
        if rule in pages
    ]
    return [
        el(
            "table.stack",
            el("caption", f"{len(faults)} shown" if not more else f"{len(shown)} of {len(faults)} shown"),
            head,
            el("tbody", rows),
        ),
        el("p.meta", "A fault is mended in the file; the next click here shows the new state."),
        el("h2", "What the rules mean"),
        *manual,
    ]


def _severity(severity: Severity) -> Element:
    tone = {Severity.ERROR: "conflicting", Severity.WARNING: "disputes", Severity.NOTE: "none"}[severity]
    return el(f"span.badge.{tone}", parts.glyph(SEVERITY_GLYPH[severity]), f" {severity}")
