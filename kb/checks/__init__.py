"""Every check on a linked corpus, as one list, and the suppressions that the text itself makes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping

from kb.checks import claims, findings, sheets, sources
from kb.diagnostics import Allow, Diagnostic, Severity, did_you_mean, in_order, quoted
from kb.model import Corpus

Rule = Callable[[Corpus], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    sources.no_year,
    sources.no_author,
    sources.malformed_doi,
    sources.twin_entries,
    sources.not_coded,
    sheets.includes_itself,
    sheets.includes_near_miss,
    sheets.includes_on_primary,
    sheets.appraisal_tool_mismatch,
    sheets.study_with_two_designs,
    sheets.reading_not_recorded,
    findings.via_itself,
    findings.circular_via,
    findings.via_not_read,
    findings.via_retracted,
    findings.first_hand_not_read,
    findings.first_hand_from_introduction,
    findings.basis_against_design,
    findings.missing_locator,
    findings.quote_is_title,
    findings.one_source_both_sides,
    findings.interval_not_around_value,
    findings.sign_against_direction,
    claims.relation_circle,
    claims.twin_claims,
    claims.claim_without_findings,
    claims.certainty_without_reasons,
    claims.comparison_of_one,
    claims.comparison_against_stances,
)

ALLOW_FAULTS: Mapping[str, str] = {
    "unused-allow": (
        "A suppression (`kb: allow[rule] reason`) suppresses nothing: its rule finds no fault on the line it stands "
        "for, or no rule has that name. It may hide a fault that comes later. Remove it, or correct the rule's name. "
        "Errors of reading and linking cannot be suppressed."
    ),
}


def rule_name(rule: Rule) -> str:
    """The name a rule reports under: its function's name with hyphens."""
    return rule.__name__.replace("_", "-")


def manual(rule: Rule) -> str:
    """A rule's manual page: its docstring."""
    return inspect.getdoc(rule) or ""


def check(corpus: Corpus, read: Iterable[Diagnostic], allows: Iterable[Allow]) -> tuple[Diagnostic, ...]:
    """Every fault of a corpus, those of reading and linking (`read`) included, after suppression, in order of place."""
    found = [*read, *(fault for rule in RULES for fault in rule(corpus))]
    kept, used = [], set()
    allows = tuple(allows)
    by_path: dict[str, list[Allow]] = {}
    for allow in allows:
        by_path.setdefault(allow.place.path, []).append(allow)
    suppressible = {rule_name(rule) for rule in RULES}
    for fault in found:
        cover = next((allow for allow in by_path.get(fault.place.path, ()) if allow.covers(fault)), None)
        if cover and (fault.rule in suppressible or fault.severity is not Severity.ERROR):
            used.add(cover)
        else:
            kept.append(fault)
    return in_order([*kept, *(_unused(allow) for allow in allows if allow not in used)])


def _unused(allow: Allow) -> Diagnostic:
    hint = did_you_mean(allow.rule, map(rule_name, RULES)) or "remove it"
    message = f"nothing here breaks {quoted(allow.rule)}, so this suppression suppresses nothing"
    return Diagnostic(allow.place, "unused-allow", Severity.WARNING, message, hint)
