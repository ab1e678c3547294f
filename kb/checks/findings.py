"""Rules on single findings: where they come from, what they rest on, and whether their numbers can be right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kb.checks.circles import circles
from kb.checks.part import Part
from kb.compare import plain
from kb.diagnostics import Diagnostic, Related, Severity, quoted
from kb.model import Finding, Result
from kb.vocabulary import Basis, Direction, Good, Reading, Stance

_RATIOS = frozenset({"rr", "or", "hr", "irr", "risk ratio", "odds ratio", "hazard ratio", "rate ratio"})
_DIFFERENCES = frozenset({"rd", "md", "smd", "wmd", "r", "d", "g", "risk difference", "mean difference"})
#: what no abstract has: a numbered page, table, figure or part of a text
_BEYOND_ABSTRACT = re.compile(
    r"\b(?:tables?|figures?|figs?\.?|box|pages?|pp?\.|chapters?|sections?|appendix|supplement)\s*[A-Z]?\d[\w.–-]*",
    re.IGNORECASE,
)
#: words of outcomes that people want less of, or more of; a guess that only ever warns
_LESS_IS_BETTER = (
    "admission", "hospitali", "readmi", "relapse", "symptom", "mortality", "death", "suicid", "self-harm", "stigma",
    "drop-out", "dropout", "attrition", "cost", "loneliness", "depress", "anxi", "bed days", "length of stay", "need",
)  # fmt: skip
_MORE_IS_BETTER = (
    "recovery", "hope", "empower", "satisfaction", "quality of life", "employment", "functioning", "engagement",
    "self-efficacy", "self-esteem", "well-being", "wellbeing", "social support",
)  # fmt: skip


def via_itself(part: Part) -> Iterator[Diagnostic]:
    """A finding says that it was read via its own source.

    `via` names the other source in whose text a second-hand finding was read.  Remove it where the source itself was
    read, or name the source that reports it.
    """
    for finding in part.corpus.findings:
        if finding.via == finding.source:
            message = f"{quoted(finding.source)} cannot be read via itself"
            hint = "remove via, or name the source that reports this"
            yield _at(finding, "via", "via-itself", Severity.ERROR, message, hint)


def circular_via(part: Part) -> Iterator[Diagnostic]:
    """On one claim, sources are known only through one another in a circle.

    If A is known through B, then B was read; so what B found cannot also be known only through A.  One `via` is wrong,
    or the finding of the source that was read should be coded without `via`.
    """
    reported: dict[str, dict[str, list[Finding]]] = {}
    for finding in part.corpus.findings:
        if finding.via and finding.via != finding.source:
            reported.setdefault(finding.claim, {}).setdefault(finding.source, []).append(finding)
    for by_source in reported.values():
        for ring in circles({key: {f.via for f in found} for key, found in by_source.items()}):
            along_via = ring[::-1]
            message = f"circular via: {quoted(' → '.join(along_via), 200)}"
            for here, there in pairwise(along_via):
                finding = next(f for f in by_source[here] if f.via == there)
                hint = "one of these sources was read: code its finding without via"
                yield _at(finding, "via", "circular-via", Severity.ERROR, message, hint)


def via_not_read(part: Part) -> Iterator[Diagnostic]:
    """A finding was read via a source that its own sheet says was not read, or that has no sheet.

    A second-hand finding is only as good as the reading of the text that reports it.  Correct `via`, or record what was
    read of that source.
    """
    for finding in part.corpus.findings:
        if not finding.via or finding.via == finding.source:
            continue
        sheet = part.corpus.sources[finding.via].sheet
        if sheet is None or sheet.read is Reading.NOT_READ:
            why = "has no extraction sheet" if sheet is None else "was not read, its sheet says"
            message = f"{quoted(finding.via)} {why}"
            hint = f"say in the sheet of {finding.via} what was read of it"
            yield _at(finding, "via", "via-not-read", Severity.WARNING, message, hint)


def via_retracted(part: Part) -> Iterator[Diagnostic]:
    """A second-hand finding was read in a source that has been retracted.

    It still votes for its own source, on the word of a retracted paper.  Read the own source, or remove the finding.
    """
    for finding in part.corpus.findings:
        if finding.via and part.corpus.sources[finding.via].is_retracted:
            message = f"{quoted(finding.via)}, which reports this, is retracted"
            yield _at(finding, "via", "via-retracted", Severity.WARNING, message, "read the source itself")


def first_hand_not_read(part: Part) -> Iterator[Diagnostic]:
    """A finding is coded as the source's own words, and the sheet says that the source was not read.

    Add `via` with the source in which it was read, or correct `read`.
    """
    for finding in part.corpus.findings:
        sheet = part.corpus.sources[finding.source].sheet
        if not finding.via and sheet is not None and sheet.read is Reading.NOT_READ:
            message = f"a first-hand finding of {quoted(finding.source)}, which was not read"
            hint = "add via: the source it was read in, or correct read"
            yield _at(finding, "id", "first-hand-not-read", Severity.ERROR, message, hint)


def first_hand_from_introduction(part: Part) -> Iterator[Diagnostic]:
    """A source's own result is located in its introduction or background.

    Results stand elsewhere; an introduction tells what others found.  Code it as a second-hand finding of the source it
    is about, or as `context`, or correct the locator.
    """
    for finding in part.corpus.findings:
        starts = plain(finding.at).startswith(("introduction", "background"))
        if not finding.via and finding.basis.votes and starts:
            message = f"a first-hand {finding.basis} located in {quoted(finding.at)}"
            hint = "code what others found as their finding, with via"
            yield _at(finding, "at", "first-hand-from-introduction", Severity.WARNING, message, hint)


def basis_against_design(part: Part) -> Iterator[Diagnostic]:
    """A finding rests on a `synthesis`, and its source is no review; or on a `result`, and its source is a review.

    `result` means the source's own data, `synthesis` a review's own pooled or summarised conclusion.  Correct `basis`
    or the sheet's `design`.
    """
    for finding in part.corpus.findings:
        design = part.corpus.sources[finding.source].design
        if design is None:
            continue
        wrong = Basis.RESULT if design.is_review else Basis.SYNTHESIS
        if finding.basis is wrong:
            right = Basis.SYNTHESIS if design.is_review else Basis.RESULT
            message = f"basis {quoted(wrong)} on a source of design {quoted(design)}"
            yield _at(finding, "basis", "basis-against-design", Severity.WARNING, message, f"did you mean '{right}'?")


def missing_locator(part: Part) -> Iterator[Diagnostic]:
    """A finding does not say where in the text it stands.

    Nobody can check what cannot be found again.  Add `at` with a page, table or section; for a second-hand finding, of
    the source it was read in.
    """
    for finding in part.corpus.findings:
        if not finding.at:
            message = f"{quoted(finding.id)} has no locator"
            yield _at(finding, "id", "missing-locator", Severity.WARNING, message, "add at: a page, table or section")


def locator_beyond_reading(part: Part) -> Iterator[Diagnostic]:
    """A finding is located on a page, in a table or a figure, and only the abstract of that text was read.

    Then either more was read than the sheet's `read` says, or the locator comes from somewhere else.  Correct one of
    them; for an abstract that is printed on a page, write so: `at: "Abstract, p. 12"`.
    """
    for finding in part.corpus.findings:
        sheet = part.corpus.sources[finding.via or finding.source].sheet
        if sheet is None or sheet.read is not Reading.ABSTRACT or "abstract" in finding.at.casefold():
            continue
        beyond = _BEYOND_ABSTRACT.search(finding.at)
        if beyond:
            message = f"located in {quoted(beyond[0])}, and only the abstract of {quoted(sheet.source)} was read"
            hint = "correct read or the locator; an abstract on a page is 'Abstract, p. 12'"
            yield _at(finding, "at", "locator-beyond-reading", Severity.WARNING, message, hint)


def quote_is_title(part: Part) -> Iterator[Diagnostic]:
    """The words quoted for a finding are the title of its source.

    A title announces and does not report.  Quote the passage the finding stands on.
    """
    for finding in part.corpus.findings:
        title = part.corpus.sources[finding.via or finding.source].title
        if finding.quote and plain(finding.quote).strip(" .") == plain(title).strip(" ."):
            message = "the quote is the title of the source"
            yield _at(finding, "quote", "quote-is-title", Severity.WARNING, message, "quote the passage itself")


def one_source_both_sides(part: Part) -> Iterator[Diagnostic]:
    """One source has findings that support a claim and findings that dispute it.

    It then votes as `mixed`.  Often the claim is too wide, and the two findings are about different outcomes or groups:
    two narrower claims would say more.
    """
    first: dict[tuple[str, str, bool, Stance], Finding] = {}
    opposite = {Stance.SUPPORTS: Stance.DISPUTES, Stance.DISPUTES: Stance.SUPPORTS}
    for finding in part.corpus.findings:
        if finding.stance not in opposite or not finding.basis.votes:
            continue
        side = (finding.source, finding.claim, finding.is_second_hand)
        other = first.get((*side, opposite[finding.stance]))
        first.setdefault((*side, finding.stance), finding)
        if other:
            message = f"{quoted(finding.source)} both supports and disputes {quoted(finding.claim)}"
            related = (Related(other.place, f"it {other.stance} here"),)
            fault = _at(
                finding, "stance", "one-source-both-sides", Severity.NOTE, message, "see whether two claims fit"
            )
            yield Diagnostic(fault.place, fault.rule, fault.severity, fault.message, fault.hint, related)


def interval_not_around_value(part: Part) -> Iterator[Diagnostic]:
    """A result's interval does not hold its value, or its lower end is above its upper end.

    One of the three numbers is mistyped.  Compare them with the source.
    """
    for finding in part.corpus.findings:
        result = finding.result
        if result is None or result.ci is None:
            continue
        low, high = result.ci
        message = ""
        if low > high:
            message = f"the interval runs from {low} down to {high}"
        elif result.value is not None and not low <= result.value <= high:
            message = f"{result.value} does not lie between {low} and {high}"
        if message:
            hint = "compare the numbers with the source"
            yield _at(finding, "result.ci", "interval-not-around-value", Severity.ERROR, message, hint)


def sign_against_direction(part: Part) -> Iterator[Diagnostic]:
    """A result's number points another way than its recorded direction.

    Ratios (RR, OR, HR) are held against 1, differences and correlations against 0.  `better` and `worse` need to know
    which end of the outcome is good: `good: lower` or `good: higher` in the result says so, and a contradiction is then
    an error; without it the outcome's words are taken as a guess (fewer admissions are better, more hope is better),
    and a contradiction is a warning.  `no-difference` warns when the interval leaves out no effect.
    """
    for finding in part.corpus.findings:
        if finding.result is not None:
            severity, message = _sign_fault(finding.result)
            if message:
                hint = "correct the number or direction, or add good: lower or higher"
                yield _at(finding, "result.direction", "sign-against-direction", severity, message, hint)


def _sign_fault(result: Result) -> tuple[Severity, str]:
    null, value = _no_effect(result.measure), result.value
    if null is None or value is None or result.direction is None:
        return Severity.NOTE, ""
    side = "above" if value > null else "below" if value < null else "exactly at"
    what = f"{result.measure} {value} is {side} {null}"
    direction = result.direction
    if direction in (Direction.POSITIVE, Direction.NEGATIVE):
        wanted = "above" if direction is Direction.POSITIVE else "below"
        return Severity.ERROR, "" if side == wanted else f"{what}, and direction is {quoted(direction)}"
    if direction is Direction.NO_DIFFERENCE:
        apart = result.ci is not None and not min(result.ci) <= null <= max(result.ci)
        return Severity.WARNING, "the interval leaves out no effect, and direction is 'no-difference'" if apart else ""
    if direction not in (Direction.BETTER, Direction.WORSE):
        return Severity.NOTE, ""
    if value == null:
        return Severity.ERROR, f"{what}, and direction is {quoted(direction)}"
    good = result.good or _usual_good(result.outcome)
    if good is None:
        return Severity.NOTE, ""
    points = Direction.BETTER if (side == "above") == (good is Good.HIGHER) else Direction.WORSE
    if points is direction:
        return Severity.NOTE, ""
    severity = Severity.ERROR if result.good else Severity.WARNING
    of = f" of {quoted(result.outcome)}" if result.outcome else ""
    return severity, f"{what}; with {good}{of} being good that is {points}, and direction is {quoted(direction)}"


def _no_effect(measure: str) -> Decimal | None:
    name = plain(measure)
    return Decimal(1) if name in _RATIOS else Decimal(0) if name in _DIFFERENCES else None


def _usual_good(outcome: str) -> Good | None:
    words = plain(outcome)
    less, more = (any(word in words for word in list_) for list_ in (_LESS_IS_BETTER, _MORE_IS_BETTER))
    return None if less is more else Good.LOWER if less else Good.HIGHER


def _at(finding: Finding, mark: str, rule: str, severity: Severity, message: str, hint: str) -> Diagnostic:  # noqa: PLR0913, PLR0917 - the parts of one diagnostic
    return Diagnostic(finding.marks.get(mark, finding.place), rule, severity, message, hint)
