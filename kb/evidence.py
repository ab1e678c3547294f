"""What a verdict is made from: one claim's findings and the sources behind them, whole or restricted by a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kb.diagnostics import KbError, did_you_mean
from kb.model import Comparison, Corpus, Finding, Source
from kb.vocabulary import Basis, Design, Reading, Status


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim's findings and stated comparisons.

    `sources` holds every report of each study that these name, or that inclusion lists lead to from there: a list may
    name a study or any one of its reports.
    """

    claim: str
    findings: tuple[Finding, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """The keys of every source that found, reported or compared something here, in order."""
        keys = {f.source for f in self.findings} | {f.via for f in self.findings if f.via}
        return tuple(sorted(keys | {c.source for c in self.comparisons}))


def by_claim(corpus: Corpus, claims: Iterable[str] | None = None) -> dict[str, Evidence]:
    """The evidence on these claims of a corpus, or on all, by id; a claim that nothing bears on has empty evidence."""
    findings: dict[str, list[Finding]] = {}
    comparisons: dict[str, list[Comparison]] = {}
    reports: dict[str, list[str]] = {}
    for finding in corpus.findings:
        findings.setdefault(finding.claim, []).append(finding)
    for comparison in corpus.comparisons:
        comparisons.setdefault(comparison.claim, []).append(comparison)
    for source in corpus.sources.values():
        reports.setdefault(source.study, []).append(source.key)

    def evidence(claim: str) -> Evidence:
        found, said = findings.get(claim, []), comparisons.get(claim, [])
        named = {key for f in found for key in (f.source, f.via) if key}
        named.update(key for c in said for key in (c.source, *c.sources))
        return Evidence(claim, tuple(found), tuple(said), _reached(named, corpus.sources, reports))

    return {claim: evidence(claim) for claim in (corpus.claims if claims is None else claims)}


def _reached(
    named: Iterable[str], sources: Mapping[str, Source], reports: Mapping[str, list[str]]
) -> dict[str, Source]:
    """Every report of the studies named and of those they include; judging a claim must not cost the whole base."""
    reached: dict[str, Source] = {}
    waiting = list(named)
    while waiting:
        key = waiting.pop()
        if key in reached:
            continue
        source = reached[key] = sources[key]
        waiting += reports[source.study]
        for item in source.includes:
            waiting += reports.get(sources[item].study if item in sources else item, ())
    return reached


@dataclass(frozen=True, slots=True)
class Policy:
    """A restriction under which a verdict is made; nothing is ever weighted (Cochrane Handbook 7.6.3 advises so)."""

    first_hand_only: bool = False
    #: (field, allowed value) pairs from `FIELDS`; a finding must fit every field, with any of the values given for it
    only: tuple[tuple[str, str], ...] = ()
    #: the last year that counts: that of a finding's source, and of the one it was read in; without a year, left out
    as_of: int | None = None
    #: source keys that are treated as if they had never been coded
    without: tuple[str, ...] = ()

    @property
    def restricts(self) -> bool:
        """True when this policy can change anything."""
        return self != Policy()


def _coded(name: str) -> Callable[[Finding, Source], set[str]]:
    def values(_: Finding, source: Source) -> set[str]:
        value = getattr(source.sheet, name, None) if source.sheet else None
        return {str(value)} if value else set()

    return values


def _appraisals(_: Finding, source: Source) -> set[str]:
    coded = source.sheet.appraisal if source.sheet else ()
    return {a.overall for a in coded} | {f"{a.tool}:{a.overall}" for a in coded}


def _design(_: Finding, source: Source) -> set[str]:
    if source.design is None:
        return set()
    return {str(source.design), "review" if source.is_review else "primary"}


#: what a verdict can be restricted by, each with how to read it off a finding and its own source
FIELDS: Mapping[str, Callable[[Finding, Source], set[str]]] = {
    "design": _design,
    "appraisal": _appraisals,
    "basis": lambda finding, _: {str(finding.basis)},
    "country": lambda _, source: set(source.sheet.country) if source.sheet else set(),
    "read": _coded("read"),
    "setting": _coded("setting"),
    "status": _coded("status"),
}


#: the values that a field with a closed set of them can have
_VALUES: Mapping[str, tuple[str, ...]] = {
    "design": (*Design, "review", "primary"),
    "basis": tuple(Basis),
    "read": tuple(Reading),
    "status": tuple(Status),
}


def read_only(text: str) -> tuple[str, str]:
    """The restriction written as FIELD=VALUE; an unknown field or value, or a missing one, is a `KbError`."""
    name, equals, value = text.partition("=")
    name, value = name.strip().casefold(), value.strip()
    if not equals or not value:
        raise KbError(
            f"'{text}' is not of the form FIELD=VALUE", f"for example design=rct; fields: {', '.join(FIELDS)}"
        )
    if name not in FIELDS:
        hint = did_you_mean(name, FIELDS) or f"fields: {', '.join(FIELDS)}"
        raise KbError(f"no field '{name}' to restrict by", hint)
    known = _VALUES.get(name, ())
    # a misspelt value would leave no evidence, which reads like a verdict
    if known and value.casefold() not in known:
        raise KbError(f"no {name} '{value}'", did_you_mean(value, known) or f"one of {', '.join(known)}")
    return name, value


def restrict(evidence: Evidence, policy: Policy) -> Evidence:
    """The part of the evidence that a policy lets through; `first_hand_only` is left to the verdict itself."""
    for key in policy.without:
        evidence = without(evidence, key)
    findings: Iterable[Finding] = evidence.findings
    comparisons: Iterable[Comparison] = evidence.comparisons
    if policy.as_of is not None:
        limit = policy.as_of

        def known(key: str) -> bool:
            year = evidence.sources[key].year
            return year is not None and year <= limit

        findings = (f for f in findings if known(f.source) and (not f.via or known(f.via)))
        comparisons = (c for c in comparisons if known(c.source))
    wanted: dict[str, set[str]] = {}
    for name, value in policy.only:
        wanted.setdefault(name, set()).add(value.casefold())
    findings = (f for f in findings if all(_fits(f, evidence.sources[f.source], n, v) for n, v in wanted.items()))
    return replace(evidence, findings=tuple(findings), comparisons=tuple(comparisons))


def without(evidence: Evidence, key: str) -> Evidence:
    """The evidence as if one source had never been coded: its findings, what was read via it, what it compares."""
    return replace(
        evidence,
        findings=tuple(f for f in evidence.findings if key not in (f.source, f.via)),
        comparisons=tuple(c for c in evidence.comparisons if c.source != key),
    )


def _fits(finding: Finding, source: Source, name: str, wanted: set[str]) -> bool:
    return any(value.casefold() in wanted for value in FIELDS[name](finding, source))
