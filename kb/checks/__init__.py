"""Every check on linked records, as one list, and the suppressions that the text itself makes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.checks import claims, findings, sheets, sources
from kb.checks.part import Part, whole
from kb.diagnostics import Allow, Diagnostic, Severity, did_you_mean, in_order, quoted
from kb.model import Corpus

Rule = Callable[[Part], Iterator[Diagnostic]]

#: rules whose faults stand in the bibliography and come and go with the extraction sheets too
OF_CODING: tuple[Rule, ...] = (sources.twin_entries, sources.not_coded)

#: rules on what an entry by itself says
OF_ENTRIES: tuple[Rule, ...] = (sources.no_year, sources.no_author, sources.no_title, sources.malformed_doi)

#: rules whose faults stand in the bibliography
OF_BIBLIOGRAPHY: tuple[Rule, ...] = (*OF_ENTRIES, sources.not_coded, sources.twin_entries)

#: rules whose faults stand in claims files and extraction sheets
OF_CLAIMS: tuple[Rule, ...] = (
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
    findings.locator_beyond_reading,
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

RULES: tuple[Rule, ...] = (*OF_BIBLIOGRAPHY, *OF_CLAIMS)

UNUSED = "unused-allow"

ALLOW_FAULTS: Mapping[str, str] = {
    UNUSED: (
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


@dataclass(frozen=True, slots=True)
class Settled:
    """Faults after suppression, each lot in order of place."""

    #: what is told, suppressions that suppress nothing included
    kept: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


def check(corpus: Corpus, read: Iterable[Diagnostic], allows: Iterable[Allow]) -> tuple[Diagnostic, ...]:
    """Every fault of a corpus, those of reading and linking (`read`) included, after suppression, in order of place."""
    read = tuple(read)
    return settle([*read, *find(whole(corpus, read))], allows).kept


def find(part: Part, rules: Iterable[Rule] = RULES) -> Iterator[Diagnostic]:
    """Every fault that the rules find, before suppression; of a part of a base also half-seen ones in other files."""
    return (fault for rule in rules for fault in rule(part))


def settle(found: Iterable[Diagnostic], allows: Iterable[Allow]) -> Settled:
    """What suppressions leave of all the faults of some files, and one more for each that suppresses nothing."""
    kept, suppressed, used = [], [], set()
    by_path: dict[str, list[Allow]] = {}
    for allow in sorted(set(allows), key=lambda each: each.place):
        by_path.setdefault(allow.place.path, []).append(allow)
    for fault in found:
        cover = next((allow for allow in by_path.get(fault.place.path, ()) if allow.covers(fault)), None)
        if cover and (fault.rule in _SUPPRESSIBLE or fault.severity is not Severity.ERROR):
            used.add(cover)
            suppressed.append(fault)
        else:
            kept.append(fault)
    unused = (_unused(allow) for standing in by_path.values() for allow in standing if allow not in used)
    return Settled(in_order([*kept, *unused]), in_order(suppressed))


_SUPPRESSIBLE = frozenset(map(rule_name, RULES))


def _unused(allow: Allow) -> Diagnostic:
    hint = did_you_mean(allow.rule, map(rule_name, RULES)) or "remove it"
    message = f"nothing here breaks {quoted(allow.rule)}, so this suppression suppresses nothing"
    return Diagnostic(allow.place, UNUSED, Severity.WARNING, message, hint)
