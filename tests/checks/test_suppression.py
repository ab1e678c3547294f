"""Suppressions stand beside the data, have a reason, and are told when they suppress nothing."""

from __future__ import annotations

from kb.diagnostics import Diagnostic, Severity
from tests.checks.cases import texts
from tests.places import checked, marked

F = "claim: hope, says: It rose, stance: supports, basis: result"


def sheet(*lines: str) -> dict[str, str]:
    """A project whose sheet of lee2018 holds these lines of findings."""
    return texts("source: lee2018\nread: full-text\nfindings:\n" + "".join(f"  {line}\n" for line in lines))


def told(files: dict[str, str]) -> list[Diagnostic]:
    """Every fault but notes."""
    return [fault for fault in checked(files) if fault.severity is not Severity.NOTE]


def test_without_a_suppression_the_fault_is_told() -> None:
    files = sheet(f"- {{id: ▸f, {F}}}")
    assert [(f.rule, f.place) for f in told(files)] == [("missing-locator", marked(files)[0])]


def test_a_suppression_on_the_line_of_the_fault_suppresses_it() -> None:
    assert told(sheet(f"- {{id: f, {F}}}  # kb: allow[missing-locator] a lecture, no pages")) == []


def test_a_suppression_suppresses_on_its_own_line_only() -> None:
    files = sheet(f"- {{id: f, {F}}}  # kb: allow[missing-locator] a lecture, no pages", f"- {{id: ▸g, {F}}}")
    assert [(f.rule, f.place) for f in told(files)] == [("missing-locator", marked(files)[0])]


def test_a_suppression_suppresses_its_own_rule_only() -> None:
    files = sheet(f"- {{id: f, {F}, at: Introduction}}  # kb: allow[missing-locator] a lecture, no pages")
    assert [f.rule for f in told(files)] == ["first-hand-from-introduction", "unused-allow"]


def test_an_error_of_a_check_can_be_suppressed() -> None:
    files = texts(
        f"source: lee2018\nread: not-read\nfindings:\n  - {{id: f, {F}, at: p. 3}}  # kb: allow[first-hand-not-read] by letter\n"
    )
    assert told(files) == []


def test_a_suppression_that_suppresses_nothing_is_told_where_it_stands() -> None:
    files = sheet(f"- {{id: f, {F}, at: p. 3}}  ▸# kb: allow[missing-locator] a lecture, no pages")
    (fault,) = told(files)
    assert (fault.rule, fault.severity) == ("unused-allow", Severity.WARNING)
    assert fault.place == marked(files)[0]
    assert "'missing-locator'" in fault.message


def test_a_suppression_of_a_misspelt_rule_is_told_the_right_one() -> None:
    files = sheet(f"- {{id: f, {F}}}  # kb: allow[missing-locater] a lecture, no pages")
    locator, unused = told(files)
    assert locator.rule == "missing-locator"
    assert (unused.rule, unused.hint) == ("unused-allow", "did you mean 'missing-locator'?")


def test_a_suppression_without_a_reason_suppresses_nothing_and_is_told() -> None:
    files = sheet(f"- {{id: f, {F}}}  # kb: allow[missing-locator]")
    rules = [f.rule for f in told(files)]
    assert "missing-locator" in rules
    assert len(rules) == 2


def test_an_error_of_linking_cannot_be_suppressed() -> None:
    files = sheet(
        "- {id: f, claim: ▸nothing, says: It rose, stance: mixed, basis: result}  ▸# kb: allow[unknown-claim] later"
    )
    assert [(f.rule, f.place) for f in told(files)] == list(
        zip(["unknown-claim", "unused-allow"], marked(files), strict=True)
    )


def test_an_error_of_reading_cannot_be_suppressed() -> None:
    files = sheet(f"- {{id: f, {F}, colour: red}}  # kb: allow[unknown-key] we like it")
    assert [f.rule for f in told(files) if f.rule != "missing-locator"] == ["unknown-key", "unused-allow"]


def test_a_bibliography_can_hold_suppressions_too() -> None:
    entry = "@article{ray, author = {Ray, B.}, title = {Undated}} "
    files = texts(bib=f"{entry}% kb: allow[no-year] a leaflet\n")
    assert told(files) == []
    assert [f.rule for f in told(texts(bib=entry))] == ["no-year"]
