"""Faults of the text: where, what, and what to do about each, with the manual page of its rule."""

from __future__ import annotations

from kb.diagnostics import Severity
from kb.list_words import part_words
from kb.manual import manual_pages
from kb.ui import filters, parts
from kb.ui.nodes import Element, el
from kb.ui.paging import Given, none_here, number_in, turn_links
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.faults import PAGE, FaultPage
from kb.words import SEVERITY_GLYPH


def render(base: Answers) -> None:
    """Draw the faults, worst first, and the manual pages of the rules that they break."""
    rule, severity, after = (filters.given(name) for name in ("rule", "severity", "after"))
    page = base.fault_page(severity, rule, number_in(after))
    counts = page.severities
    said = ", ".join(f"{counts[s]:,} {s}{'' if counts[s] == 1 else 's'}" for s in Severity if counts[s])
    head = (el("h1", "Problems in the text"), el("p.meta", f"{said}." if said else "None was found."))
    if not page.rules:
        show(*head, key="head")
        return
    rules = {rule: f"{rule} ({number:,})" for rule, number in page.rules.items()}
    fields = (
        filters.one_of("rule", "Rule", rules, rule),
        filters.one_of("severity", "Severity", {str(s): str(s) for s in Severity if counts[s]}, severity),
    )
    show(*head, filters.form("Filters", el("div.fields", fields)), key="head")
    given = {"rule": rule, "severity": severity}
    none = none_here("problem", page.total, "problems", given)
    show(*(_list(page, given) if page.faults else [none]), key="problems")


def _list(page: FaultPage, given: Given) -> list[Element]:
    shown, end = page.faults, page.before + len(page.faults)
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("Place", "What", "Rule")]))
    rows = [
        el(
            "tr",
            el("td.nowrap", el("code", str(fault.place))),
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
    back = None if not page.before else str(page.before - PAGE) if page.before > PAGE else ""
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
            el("caption", part_words(len(shown), page.before, page.total, page.total, "problem")),
            head,
            el("tbody", rows),
        ),
        *turn_links("problems", given, str(end) if end < page.total else "", back),
        el("p.meta", "A fault is mended in the file; the next click here shows the new state."),
        el("h2", "What the rules mean"),
        *manual,
    ]


def _severity(severity: Severity) -> Element:
    tone = {Severity.ERROR: "conflicting", Severity.WARNING: "disputes", Severity.NOTE: "none"}[severity]
    return el(f"span.badge.{tone}", parts.glyph(SEVERITY_GLYPH[severity]), f" {severity}")
