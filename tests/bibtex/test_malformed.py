"""Every way in which a bibliography can be broken, and what each costs: where it is told, and what is read all the same."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

import pytest

from kb.bibtex import FAULTS, read_bibtex
from kb.bibtex.entries import MAX_ENTRY
from kb.diagnostics import Severity
from tests.bibtex.reading import PATH, read, told
from tests.places import marked

HEALTHY = "@misc{healthy,\n  title = {Healthy},\n  year = 2001\n}\n"


@dataclass(frozen=True)
class Case:
    """A text with a mark where each fault of `rule` is expected; `kept` are the keys that are read from it."""

    rule: str
    text: str
    kept: tuple[str, ...] = ("a",)
    severity: Severity = Severity.WARNING


ERROR, NOTE = Severity.ERROR, Severity.NOTE

CASES = {
    "a value open when the next entry begins": Case(
        "bib-unclosed", "@misc{a,\n  title = ▸{Open,\n  year = {2010}\n}\n", (), ERROR
    ),
    "a value open, and its entry too": Case("bib-unclosed", "@misc{a,\n  title = ▸{Open,\n\n", (), ERROR),
    "a quote open when the next entry begins": Case(
        "bib-unclosed", '@misc{a,\n  title = ▸"Open,\n  year = {2010}\n}\n', (), ERROR
    ),
    "an entry open with all its values closed": Case(
        "bib-unclosed", "▸@misc{a,\n  title = {Closed},\n  year = {2010}\n\n", (), ERROR
    ),
    "the second of three values open": Case(
        "bib-unclosed", "@misc{a,\n  t = {x},\n  u = ▸{y,\n  v = {z},\n}\n", (), ERROR
    ),
    "an entry open, and a brace in the comment below": Case(
        "bib-unclosed", "▸@misc{a,\n  t = {x}\n% this {is text\n", (), ERROR
    ),
    "a bracketed entry open": Case("bib-unclosed", "▸@misc(a,\n  t = {x},\n  u = {y}\n\n", (), ERROR),
    "a comma missing after braces": Case("bib-missing-comma", "@misc{a,\n  title = {One}▸\n  year = {2010}\n}\n"),
    "a comma missing after quotes": Case("bib-missing-comma", '@misc{a,\n  title = "One"▸ year = {2010}\n}\n'),
    "a comma missing after a bare word": Case("bib-missing-comma", "@misc{a,\n  year = 2010▸\n  title = {One}\n}\n"),
    "two commas": Case("bib-extra-comma", "@misc{a, title = {One},▸, year = {2010},\n}\n"),
    "a comma missing after the key": Case("bib-missing-key-comma", "@misc{a▸\n  title = {One},\n  year = 2010\n}\n"),
    "an empty key": Case("bib-no-key", "@misc{▸, title = {One}}\n", (), ERROR),
    "a field where the key should be": Case("bib-no-key", "@misc{▸title = {One}, year = 2010}\n", (), ERROR),
    "nothing in an entry": Case("bib-no-key", "@misc{▸}\n", (), ERROR),
    "a key of two words": Case("bib-odd-key", "@misc{▸a b, title = {One}}\n", ("a b",)),
    "text after a value": Case("bib-junk", "@misc{a, title = {One} ▸junk, year = 2010}\n"),
    "words without a value": Case("bib-junk", "@misc{a, ▸foo bar, year = 2010}\n"),
    "words before a name": Case("bib-junk", "@misc{a, ▸foo title = {One}, year = 2010}\n"),
    "a brace too many inside an entry": Case("bib-stray-text", "@misc{a, title = {One}}▸, year = 2010}\n"),
    "fields after an entry": Case("bib-stray-text", "@misc{a, title = {One}},\n  ▸year = {2010}\n}\n"),
    "an entry without its at sign": Case("bib-stray-text", "@misc{a, title = {One}}\n\n▸article{b,\n  year = {1}\n}\n"),
    "a field misspelt": Case("bib-misspelt", "@misc{a, ▸jounral = {One}, year = 2010}\n"),
    "a type misspelt": Case("bib-misspelt", "@▸artcle{a, title = {One}}\n"),
    "fields inside a value": Case(
        "bib-field-in-value", "@misc{a,\n  note = {20{10},\n  ▸title = {x},\n  series = {y}}\n}\n"
    ),
    "no value": Case("bib-empty-value", "@misc{a, ▸title = , year = 2010}\n"),
    "several bare words": Case("bib-bare-words", "@misc{a, title = ▸foo bar, year = 2010}\n"),
    "a bare word with a sign": Case("bib-bare-words", "@misc{a, pages = ▸12-15, year = 2010}\n"),
    "one key twice": Case("bib-duplicate-key", "@misc{a, title = {One}}\n@misc{▸a, title = {Two}}\n", ("a",), ERROR),
    "one entry twice": Case("bib-repeated-entry", "@misc{a, t = {One}}\n@misc{▸a,  t = {One}}\n", ("a",), NOTE),
    "keys that differ in case": Case("bib-key-case", "@misc{a, t = {One}}\n@misc{▸A, t = {Two}}\n", ("a", "A")),
    "one field twice": Case("bib-duplicate-field", "@misc{a,\n  title = {One},\n  ▸title = {Two}\n}\n"),
    "fields that differ in case": Case("bib-duplicate-field", "@misc{a,\n  title = {One},\n  ▸Title = {Two}\n}\n"),
    "an unknown abbreviation": Case("bib-undefined-string", "@misc{a, title = {One}, journal = ▸jama}\n"),
    "an abbreviation before its definition": Case("bib-late-string", "@misc{a, t = ▸x}\n@string{x = {One}}\n"),
    "an abbreviation of itself": Case("bib-string-cycle", "@string{x = {One} # ▸x}\n@misc{a, t = x}\n"),
    "an abbreviation defined twice": Case(
        "bib-duplicate-string", "@string{x = {One}}\n@string{▸x = {Two}}\n@misc{a, t = x}\n"
    ),
    "an abbreviation without text": Case("bib-bad-string", "▸@string{x}\n@misc{a, t = {One}}\n", ("a",), ERROR),
    "an abbreviation left open": Case("bib-bad-string", "▸@string{x = {One}\n@misc{a, t = {One}}\n", ("a",), ERROR),
    "a line like an entry in braces": Case(
        "bib-text-like-entry", "@misc{a,\n  abstract = {See\n▸@article{x} there},\n  year = 2010\n}\n"
    ),
    "a line like an entry in quotes": Case(
        "bib-text-like-entry", '@misc{a,\n  abstract = "See\n▸@Risk (Palisade) there",\n  year = 2010\n}\n'
    ),
    "two lines like entries": Case(
        "bib-text-like-entry", "@misc{a,\n  abstract = {See\n▸@article{x} and\n▸@book{y, z} there},\n  year = 2010\n}\n"
    ),
    "an entry in a comment block": Case(
        "bib-hidden-entry", "@comment{\n▸@misc{b, t = {x}}\n}\n@misc{a, t = 1}\n", ("a",), NOTE
    ),
    "an entry in a comment line": Case("bib-hidden-entry", "% ▸@misc{b, t = {x}}\n@misc{a, t = 1}\n", ("a",), NOTE),
    "a comment left open": Case("bib-unclosed-comment", "▸@comment{ open\n@misc{a, t = 1}\n"),
    "the brace on the next line": Case("bib-odd-type", "▸@article\n{a, t = {x}}\n", ("a",), NOTE),
    "a blank after the at sign": Case("bib-odd-type", "▸@ article{a, t = {x}}\n", ("a",), NOTE),
    "a hyphen in the type": Case("bib-odd-type", "▸@my-type{a, t = {x}}\n", ("a",), NOTE),
    "a comment line in an entry": Case("bib-percent-line", "@misc{a,\n  t = {x},\n  ▸% u = {old},\n  v = {y}\n}\n"),
    "a comment behind a field": Case("bib-percent-line", "@misc{a,\n  t = {x}, ▸% it's {so\n  v = {y}\n}\n"),
    "a name that ends in a comma": Case("bib-bad-name", "@misc{a, author = {Roe, R. and ▸Doe,}}\n"),
    "a name with three commas": Case("bib-bad-name", "@misc{a, author = {▸Doe, J., Roe, R. and Poe, E.}}\n"),
    "a name missing between two ands": Case("bib-bad-name", "@misc{a, author = {Doe, J. and ▸and Poe, E.}}\n"),
    "names joined with semicolons": Case("bib-bad-name", "@misc{a, author = {▸Doe, J.; Poe, E.}}\n"),
    "a list that ends in et al.": Case("bib-bad-name", "@misc{a, author = {Doe, Jane▸ et al.}}\n"),
    "a body written like a person": Case("bib-body-as-person", "@misc{a, author = {▸World Health Organization}}\n"),
    "a year of two digits": Case("bib-bad-year", "@misc{a, year = ▸{98}}\n"),
    "a year and a date that differ": Case("bib-bad-year", "@misc{a, year = ▸{1998}, date = {1999-01}}\n"),
    "a command that is not known": Case("bib-bad-latex", "@misc{a, title = {A ▸\\oddity{x}}}\n", ("a",), NOTE),
    "a brace alone in quotes": Case("bib-unbalanced-quotes", '@misc{a, title = ▸"x { y", year = 2010}\n'),
    "an escaped brace before a quote": Case("bib-unbalanced-quotes", '@misc{a, year = 2010, note = ▸"\\{"}\n'),
    "blanks in the names of fields": Case(
        "bib-odd-field", "@misc{a, ▸Early Access Date = {{AUG 2020}},\n  ▸funding_text 1={x},\n}\n", ("a",), NOTE
    ),
    "a parent that is not there": Case("bib-crossref-missing", "@misc{a, crossref = {▸b}}\n"),
    "data that is not there": Case("bib-crossref-missing", "@xdata{x, t = {1}}\n@misc{a, xdata = {x, ▸y}}\n"),
    "two parents of each other": Case(
        "bib-crossref-cycle", "@misc{a, crossref = {▸b}}\n@misc{b, crossref = {▸a}}\n", ("a", "b")
    ),
    "a suppression without a reason": Case(
        "allow-without-reason", "▸% kb: allow[bib-junk]\n@misc{a, t = {x}}\n", ("a",), ERROR
    ),
    "a suppression without a rule": Case(
        "allow-without-reason", "▸% kb: allow because\n@misc{a, t = 1}\n", ("a",), ERROR
    ),
    "a zero byte": Case("bib-control-character", "@misc{a, t = {x▸\0y}}\n"),
}


def places(text: str, rule: str) -> list[tuple[int, int, str]]:
    return [(place.line, place.column, rule) for place in marked({PATH: text})]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_fault_is_told_at_its_place_and_nothing_else_is(case: Case) -> None:
    file = read(case.text)
    assert [told(fault) for fault in file.diagnostics] == places(case.text, case.rule)
    assert {fault.severity for fault in file.diagnostics} == {case.severity}
    assert [source.key for source in file.sources] == list(case.kept)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_healthy_entry_after_a_fault_is_read(case: Case) -> None:
    file = read(case.text + HEALTHY)
    source = file.sources[-1]
    assert (source.key, source.title, source.year) == ("healthy", "Healthy", 2001)
    assert [told(fault) for fault in file.diagnostics] == places(case.text, case.rule)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_healthy_entry_before_a_fault_is_read(case: Case) -> None:
    file = read(HEALTHY + case.text)
    assert (file.sources[0].title, file.sources[0].year) == ("Healthy", 2001)
    assert [told(fault) for fault in file.diagnostics] == places(HEALTHY + case.text, case.rule)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_lines_that_end_in_carriage_returns_change_no_place(case: Case) -> None:
    text = dedent(case.text)
    for end in ("\r\n", "\r"):
        file = read(text.replace("\n", end))
        assert [told(fault) for fault in file.diagnostics] == places(text, case.rule)


def test_every_message_is_one_line_and_every_fault_says_what_to_do() -> None:
    for case in CASES.values():
        for fault in read(case.text).diagnostics:
            assert "\n" not in fault.message + fault.hint
            assert fault.hint


#: faults of files, not of entries; they have their own tests
OF_FILES = {"bib-empty", "bib-encoding", "bib-declared-encoding", "bib-too-large", "bib-read-otherwise"}


def test_every_rule_has_a_case_and_a_manual_page() -> None:
    assert {case.rule for case in CASES.values()} | OF_FILES == set(FAULTS)
    assert all(len(page) > 60 and page.endswith(".") for page in FAULTS.values())


def test_related_places_point_to_the_other_half() -> None:
    assert related("@misc{a, t = {1}}\n@misc{a, t = {2}}\n") == (1, 7)
    assert related("@misc{a,\n  t = {1},\n  T = {2}\n}\n") == (2, 3)
    assert related("@misc{a,\n  t = {1}\n  u = {2}\n}\n") == (3, 3)
    assert related("@misc{a,\n  t = {1,\n  u = {2}\n}\n") == (4, 2)


def related(text: str) -> tuple[int, int]:
    (fault,) = read(text).diagnostics
    (other,) = fault.related
    return other.place.line, other.place.column


def test_what_is_kept_of_a_broken_entry() -> None:
    def fields(text: str) -> dict[str, str]:
        return dict(read(text).sources[0].fields)

    assert fields("@misc{a,\n t = {1}\n u = {2}\n}") == {"t": "1", "u": "2"}
    assert fields("@misc{a, t = {1} junk, u = foo bar, v = , w = {2}}") == {"t": "1", "u": "foo bar", "w": "2"}
    assert fields("@misc{a,, t = {1},, u = {2}}") == {"t": "1", "u": "2"}
    assert fields("@misc{a, t = {1}, T = {2}}") == {"t": "1"}
    assert fields('@misc{a, t = "x { y", u = {2}}') == {"t": "x y", "u": "2"}


def test_an_unclosed_entry_does_not_swallow_the_suppression_of_the_next() -> None:
    file = read("@misc{a,\n  t = {x\n\n% kb: allow[no-year] undated\n@misc{b,\n  t = {x}\n}\n")
    (allow,) = file.allows
    assert (allow.rule, allow.reason, allow.first_line, allow.last_line) == ("no-year", "undated", 5, 7)


def test_a_huge_entry_is_told_and_left_out() -> None:
    file = read("@misc{a, t = {" + "x" * MAX_ENTRY + "}}\n" + HEALTHY)
    assert [told(fault) for fault in file.diagnostics] == [(1, 1, "bib-too-large")]
    assert [source.key for source in file.sources] == ["healthy"]


def test_abbreviations_that_double_are_cut_short() -> None:
    steps = "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(40))
    file = read("@string{a0 = {xxxxxxxxxxxxxxxx}}\n" + steps + "@misc{a, t = a40}\n")
    assert {fault.rule for fault in file.diagnostics} == {"bib-too-large"}
    assert len(dict(file.sources[0].fields)["t"]) < 200_000


def test_ten_thousand_faults_are_enough() -> None:
    file = read("@misc{a,\n" * 20_000)
    assert len(file.diagnostics) == 10_001
    assert "9,999 more faults" in file.diagnostics[-1].message or "10,000 more faults" in file.diagnostics[-1].message
    assert file.entries_seen == 20_000


def test_a_file_beyond_the_bound_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.bibtex.decoding.MAX_BYTES", 10)
    file = read_bibtex(PATH, HEALTHY.encode())
    assert [told(fault) for fault in file.diagnostics] == [(1, 1, "bib-too-large")]
    assert file.sources == ()


def test_blocks_beyond_the_bound_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.bibtex.file.MAX_BLOCKS", 2)
    file = read("@misc{a, t = 1}@misc{b, t = 1}@misc{c, t = 1}")
    assert [told(fault) for fault in file.diagnostics] == [(1, 31, "bib-too-large")]
    assert [source.key for source in file.sources] == ["a", "b"]
