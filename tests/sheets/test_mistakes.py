"""Mistakes that people make in YAML: told where they were made, in words that say what to mend."""

from __future__ import annotations

import pytest

from tests.sheets.reading import only_fault

S = "source: lee2018\n"

MISTAKES = {
    # a colon inside a value
    "colon in a value": (S + "at: Results▸: main\n", "a colon followed by a blank stands inside", "quotes"),
    "colon in a list": (S + "includes:\n  - a: b▸: c\n", "a colon followed by a blank stands inside", "quotes"),
    "colon in braces": (S + "sample: {of: men▸: old}\n", "stands inside a value", "quotes around a value"),
    # indentation
    "too deep": (S + "  ▸read: abstract\n", "indented too deep for a key", "like the other keys"),
    "too deep in an item": (
        S + "findings:\n  - id: hope\n      ▸claim: c\n",
        "indented too deep for a key",
        "like the other keys",
    ),
    "too shallow in an item": (S + "findings:\n  - id: hope\n   ▸claim: c\n", "fits none of the lines", "exactly like"),
    "first line indented": ("  source: lee2018\n▸read: abstract\n", "fits none of the lines", "exactly like"),
    "items at two depths": (S + "includes:\n  - a\n ▸- b\n", "fits none of the lists", "like the other items"),
    "text less indented": (S + "note: |\n    one\n  ▸two\nread: abstract\n", "fits none of the lines", "exactly like"),
    # a blank is missing
    "no blank after colon": (S + "read▸:abstract\nnote: text\n", "no blank follows the colon", "'read: abstract'"),
    "no blank at the end": (S + "read▸:abstract\n", "no blank follows the colon", "'read: abstract'"),
    "no blank at first": ("source▸:lee2018\nread: abstract\n", "no blank follows the colon", "'source: lee2018'"),
    "no blank in an item": (
        S + "findings:\n  - id▸:hope\n    claim: c\n",
        "no blank follows the colon",
        "'id: hope'",
    ),
    "no blank after dash": (
        S + "findings:\n  ▸-id: hope\n    claim: c\n",
        "no blank follows the dash",
        "a blank after",
    ),
    # quotes
    "quote left open": (S + 'note: ▸"text\nread: abstract\n', "not closed", "close it"),
    "apostrophe left open": (S + "note: ▸'text\nread: abstract\n", "not closed", "close it"),
    "quote closed by the next one": (S + 'note: ▸"one\nsetting: "two"\n', "closed a line below", "close it"),
    "quote then text": (S + 'note: "Peer" ▸support\n', "text follows a closing quote", "the other kind"),
    "apostrophe inside": (S + "note: 'patients' ▸views'\n", "text follows a closing quote", "the other kind"),
    "backslash": (S + 'note: "a▸\\d"\n', "\\ inside double quotes", "single quotes"),
    "path of a file": (S + 'note: "C:▸\\Users"\n', "\\ inside double quotes", "single quotes"),
    "number of no character": (S + 'note: "▸\\UFFFFFFFF"\n', "stands for no character", "single quotes"),
    # tabs
    "tab indents": (S + "findings:\n▸\t- id: hope\n", "a tab cannot indent", "blanks"),
    "tab after key": ("source:▸\tlee2018\n", "a tab stands between words", "a blank"),
    "tab between words": (S + "note: one▸\ttwo\n", "a tab stands between words", "a blank"),
    # dashes
    "dash missing": (
        S + "findings:\n  - id: hope\n    claim: c\n  ▸id: trust\n",
        "where an item of a list is expected",
        "put - before it",
    ),
    "list on the line of its key": (S + "includes: ▸- a\n", "a list cannot begin", "next line"),
    "item among keys": (S + "▸- a\n", "fits none of the lists", "below the key"),
    # brackets
    "bracket left open": (S + "includes: ▸[a, b\nread: abstract\n", "is not closed", "close it with ]"),
    "brace left open": (S + "sample: ▸{n: 5\nread: abstract\n", "is not closed", "close it with }"),
    "bracket open to the end": (S + "includes: ▸[a, b\n", "is not closed", "close it with ]"),
    "bracket too many": (S + "includes: [a]▸]\n", "no bracket is open", "remove it"),
    "bracket of the other kind": (S + "sample: {n: 5▸]\n", "expected }, found ]", "write }"),
    "text after a bracket": (S + "note: [sic] ▸he said\n", "text follows a closing bracket", "quotes"),
    "two commas": (S + "includes: [a, ▸, b]\n", "nothing stands before this comma", "remove the comma"),
    "comma missing": (S + "sample: {n: 5 of▸: men}\n", "a comma is missing", "a comma between"),
    "comma missing between texts": (S + 'includes: ["a" ▸"b"]\n', "text follows a closing quote", "the other kind"),
    # signs to which YAML gives a meaning
    "percent": (S + "note: ▸% of women\n", "cannot begin with %", "quotes"),
    "at sign": (S + "note: ▸@home trial\n", "cannot begin with @", "quotes"),
    "backtick": (S + "note: ▸`code`\n", "cannot begin with `", "quotes"),
    "star": (S + "note: ▸*emphasis* here\n", "cannot begin with *", "quotes"),
    "two stars": (S + "note: ▸**bold**\n", "cannot begin with *", "quotes"),
    "ampersand": (S + "note: ▸& more\n", "cannot begin with &", "quotes"),
    "question mark": (S + "note: ▸? unclear\n", "cannot begin with ?", "quotes"),
    "comma first": (S + "note: ▸, and\n", "cannot begin with ,", "quotes"),
    "greater than": (S + "note: ▸> 5 people\n", "no text can follow >", "quotes"),
    "bar": (S + "note: ▸| x |\n", "no text can follow |", "quotes"),
    "tag that is none": (S + "note: ▸!<\n", "cannot begin with !", "quotes"),
    "unknown tag handle": (S + "note: ▸!a!b c\n", "cannot begin with !", "quotes"),
    "bullets": (S + "includes:\n▸* a\n* b\n", "cannot begin with *", "begin an item of a list with -"),
    # no key
    "text without key": (S + "▸some words\nread: abstract\n", "no key with a colon", "write key: value"),
    "colon without key": ("▸: lee2018\n", "no key stands before", "write key: value"),
    "stray words at the end": ("[a]\n▸source: lee2018\n", "fits none", "exactly like"),
}


@pytest.mark.parametrize(("text", "message", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_where_it_was_made(text: str, message: str, hint: str) -> None:
    fault = only_fault(text)
    assert fault.rule == "yaml-syntax"
    assert message in fault.message
    assert hint in fault.hint


KEYS = {
    "misspelt": (S + "▸desing: rct\n", "did you mean 'design'?"),
    "in capitals": (S + "▸DESIGN: rct\n", "did you mean 'design'?"),
    "in the plural": (S + "▸interventions: peer support\n", "did you mean 'intervention'?"),
    "what others call it": (S + "▸Control: usual care\n", "did you mean 'comparator'?"),
    "like two keys": (S + "▸comparison: usual care\n", "did you mean 'comparator'?"),
    "what others call it in a claim": (
        "topic: t\ntitle: T\nclaims:\n  - {id: c, statement: S., kind: effect, scope: {▸treatment: peers}}\n",
        "did you mean 'intervention'?",
    ),
    "of two letters more": (S + "▸comparisons: []\n", "did you mean 'compares'?"),
    "of another place": (
        S + "▸stance: supports\n",
        "it can stand in a finding: move it there, or look at the indentation",
    ),
    "of a claims file": (S + "▸claims: []\n", "it can stand in a claims file: move it there"),
    "no known word": (S + "▸xyz: 1\n", "keys here: source, study, design"),
    "half of a value": (S + "sample: {n: 5, of: men, ▸women}\n", "inside { } a comma ends a value"),
    "thousands": (S + "sample: {n: 1,▸723}\n", "inside { } a comma ends a value"),
    "no blank in braces": (S + "sample: {▸n:5}\n", "write 'n: 5'"),
    "colon twice": (S + "▸read:: abstract\n", "did you mean 'read'?"),
}


@pytest.mark.parametrize(("text", "hint"), KEYS.values(), ids=KEYS)
def test_an_unknown_key_is_told_what_was_meant(text: str, hint: str) -> None:
    fault = only_fault(text)
    assert fault.rule == "unknown-key"
    assert hint in fault.hint


VALUES = {
    "misspelt": (S + "design: ▸qualitativ\n", "did you mean 'qualitative'?"),
    "with blanks": (S + "design: ▸systematic revue\n", "did you mean 'systematic-review'?"),
    "unknown": (S + "status: ▸xyz\n", "write one of current, corrected"),
    "country in words": (S + "country: ▸England\n", "write GB"),
    "country in small letters": (S + "country: ▸gb\n", "write GB"),
    "several countries": (S + "country: [▸GB and US]\n", "[GB, US]"),
    "no country": (S + "country: ▸ZZ\n", "ISO 3166-1"),
    "yes or no": (S + "includes_complete: ▸y\n", "write yes or no"),
}


@pytest.mark.parametrize(("text", "hint"), VALUES.values(), ids=VALUES)
def test_an_unknown_value_is_told_what_was_meant(text: str, hint: str) -> None:
    fault = only_fault(text)
    assert fault.rule == "unknown-value"
    assert hint in fault.hint


WHOLE_NUMBERS = {
    "5 597": "write 5597",
    "5\xa0597": "write 5597",
    "'5,597'": "write 5597",
    "5.597": "write digits only",
    "1e5": "write digits only",
    "-5": "write digits only",
    "about 5": "write digits only",
    "≥5": "only a number that is printed",
    "'99%'": "write 99, and % as the measure",
    "9" * 16: "write the count that is printed",
    "9" * 5000: "write the count that is printed",
    "١٢": "write digits only",
    "1_000": "write digits only",
}
DECIMALS = {
    ".91": "write 0.91",
    "-.5": "write -0.5",
    "'0,91'": "write 0.91",
    "'1,723'": "write 1723, or 1.723 if the comma stands before decimals",
    "1e-5": "write 0.00001",
    "1.5e3": "write 1500",
    "−0.3": "write -0.3, with a hyphen",
    "–0.3": "write -0.3, with a hyphen",
    "12%": "write 12, and % as the measure",
    "12 %": "write 12, and % as the measure",
    "<0.001": "only a number that is printed",
    "0.91 (0.78)": "write digits, with a point",
    "nan": "write digits, with a point",
    ".inf": "write digits, with a point",
    "0." + "1" * 5000: "write digits, with a point",
}


@pytest.mark.parametrize("text", WHOLE_NUMBERS)
def test_a_count_is_not_guessed(text: str) -> None:
    fault = only_fault(f"{S}sample:\n  n: ▸{text}\n")
    assert fault.rule == "bad-number"
    assert fault.hint.startswith(WHOLE_NUMBERS[text])


@pytest.mark.parametrize("text", DECIMALS)
def test_a_value_is_not_guessed(text: str) -> None:
    finding = "{id: a, claim: b, stance: supports, basis: result, says: c}"
    sheet = f"{S}findings:\n  - {finding}\n".replace("}", f", result: {{value: ▸{text}}}}}")
    fault = only_fault(sheet)
    assert fault.rule == "bad-number"
    assert fault.hint.startswith(DECIMALS[text])


def test_a_number_is_quoted_as_it_stands() -> None:
    assert only_fault(f"{S}sample: {{n: ▸twelve}}\n").message == "expected a whole number such as 120, found 'twelve'"
