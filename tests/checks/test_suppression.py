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


def test_a_line_above_an_entry_of_the_bibliography_suppresses_in_all_of_it() -> None:
    entries = "@article{ray,\n  author = {Ray, B.},\n  doi = {10/x},\n  title = {Undated}}\n▸@article{may, author = {May, C.}, title = {T}}\n"
    comments = "% kb: allow[no-year] a leaflet\n% kb: allow[malformed-doi] as printed\n"
    assert [f.rule for f in told(texts(bib=entries))] == ["no-year", "malformed-doi", "no-year"]
    files = texts(bib=comments + entries)
    assert [(f.rule, f.place) for f in told(files)] == [("no-year", marked(files)[0])]


def test_an_unused_suppression_in_the_bibliography_is_told() -> None:
    files = texts(
        bib="▸% kb: allow[no-year] a leaflet\n@article{ray, author = {Ray, B.}, title = {Dated}, year = {2012}}\n"
    )
    assert [(f.rule, f.place) for f in told(files)] == [("unused-allow", marked(files)[0])]


def test_a_line_alone_suppresses_on_the_next_line_that_is_no_comment() -> None:
    assert told(sheet("# kb: allow[missing-locator] a lecture, no pages", "# of 2012", "", f"- {{id: f, {F}}}")) == []
