"""What YAML allows or forbids and people run into: none of it is a traceback, none costs more than it must."""

from __future__ import annotations

import time

import pytest

from kb.sheets import read_sheets
from kb.sheets.text import MOST_BYTES

PATH = "claims/a.yaml"
GOOD = "  - {id: good, claim: c, stance: supports, basis: result, says: Well.}\n"
SHEET = f"source: lee\nfindings:\n{GOOD}"


def faults(text: str | bytes) -> list[tuple[int, int, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [(d.place.line, d.place.column, d.rule) for d in read_sheets(PATH, data).diagnostics]


def findings(text: str) -> list[str]:
    return [finding.id for finding in read_sheets(PATH, text.encode()).findings]


@pytest.mark.parametrize(
    ("value", "where"),
    [("&x c", 20), ("*x", 20), ("!!str c", 20), ("!x c", 20)],
    ids=["anchor", "alias", "tag", "own tag"],
)
def test_what_a_reader_cannot_see_through_is_refused_and_its_neighbours_stay(value: str, where: int) -> None:
    text = f"source: lee\nfindings:\n  - {{id: f, claim: {value}, stance: supports, basis: result, says: S.}}\n{GOOD}"
    assert faults(text) == [(3, where, "yaml-feature")]
    assert "lee#good" in findings(text)


def test_merge_keys_and_keys_that_are_no_words_are_refused() -> None:
    assert faults(SHEET + "<<: {note: x}\n") == [(4, 1, "yaml-feature")]
    assert faults(SHEET + "? [a]\n: b\n") == [(4, 3, "yaml-feature")]


def test_directives_are_refused_and_the_document_is_read() -> None:
    assert faults("%YAML 1.2\n---\n" + SHEET) == [(1, 1, "yaml-feature")]
    assert findings("%YAML 1.2\n---\n" + SHEET) == ["lee#good"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 100_000, (1, 31)),
        ("{a: [" * 50_000, (1, 76)),
        ("- " * 100_000, (1, 61)),
        ("".join(" " * n + "-\n" for n in range(1000)), (31, 31)),
        ("".join(" " * n + "a:\n" for n in range(1000)), (30, 30)),
    ],
    ids=["brackets", "both brackets", "dashes", "lists", "mappings"],
)
def test_deep_nesting_is_told_at_once_and_other_documents_are_read(text: str, place: tuple[int, int]) -> None:
    begun = time.perf_counter()
    assert faults(f"{text}\n---\n{SHEET}") == [(*place, "too-deep")]
    assert findings(f"{text}\n---\n{SHEET}") == ["lee#good"]
    assert time.perf_counter() - begun < 20


@pytest.mark.parametrize(
    "note",
    ["'" + "[" * 100 + "'", "|\n  " + "[0.1, 0.2) " * 50, "x " + "{" * 100, "|\n  " + "- " * 100, "x # " + "[" * 100],
    ids=["quoted", "block", "plain", "dashes in text", "comment"],
)
def test_brackets_in_texts_and_comments_are_no_nesting(note: str) -> None:
    text = f"source: lee\nnote: {note}\nfindings:\n{GOOD}"
    assert faults(text) == []
    assert findings(text) == ["lee#good"]


def test_a_broken_document_costs_only_itself() -> None:
    text = f"source: kim\nnote: 'open\n---\n{SHEET}---\nsource: ray\nperiod: a: b\n"
    assert [(line, rule) for line, _, rule in faults(text)] == [(2, "yaml-syntax"), (9, "yaml-syntax")]
    assert findings(text) == ["lee#good"]


def test_a_quote_that_is_not_closed_is_told_where_it_opens() -> None:
    assert faults('source: lee\nnote: "open\nperiod: 2012\n') == [(2, 7, "yaml-syntax")]


def test_a_tab_is_told_at_its_place() -> None:
    assert faults("source: lee\nfindings:\n\t- id: f\n") == [(3, 1, "yaml-syntax")]


def test_a_document_mark_inside_of_a_text_is_text() -> None:
    file = read_sheets(PATH, b"source: lee\nnote: |\n  one\n  ---\n  two\n")
    assert (file.diagnostics, file.sheets[0].note) == ((), "one\n---\ntwo")


def test_a_byte_that_is_not_utf8_costs_only_itself() -> None:
    data = f"source: lee\nnote: caf\xe9 x\nfindings:\n{GOOD}".encode("latin-1")
    assert faults(data) == [(2, 10, "not-utf-8")]
    file = read_sheets(PATH, data)
    assert (file.sheets[0].note, len(file.findings)) == ("caf� x", 1)


def test_utf16_is_told_and_not_read() -> None:
    assert faults(SHEET.encode("utf-16")) == [(1, 1, "not-utf-8")]


def test_control_characters_are_told_and_shown() -> None:
    assert faults("source: lee\nnote: a\x07b\nfindings:\n" + GOOD) == [(2, 8, "yaml-character")]
    assert findings("source: lee\nnote: a\x07b\nfindings:\n" + GOOD) == ["lee#good"]


@pytest.mark.parametrize("escape", ["\\0", "\\ud800", "\\x07"])
def test_control_characters_do_not_come_in_by_escapes(escape: str) -> None:
    text = f'source: lee\nnote: "a{escape}"\nfindings:\n{GOOD}'
    assert faults(text) == [(2, 7, "yaml-character")]
    assert (read_sheets(PATH, text.encode()).sheets[0].note, findings(text)) == ("a�", ["lee#good"])


def test_an_escape_that_stands_for_no_character_is_told() -> None:
    assert [(line, rule) for line, _, rule in faults('source: lee\nnote: "\\UFFFFFFFF"\n')] == [(2, "yaml-syntax")]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_a_line_end_that_no_editor_shows_starts_no_key(sign: str) -> None:
    file = read_sheets(PATH, f"source: lee\nnote: one{sign}two\nfoo: x\n".encode())
    assert file.sheets[0].note == "one two"
    assert [(d.place.line, d.place.column, d.rule) for d in file.diagnostics] == [(3, 1, "unknown-key")]


def test_lines_end_as_on_an_old_mac() -> None:
    assert faults("source: lee\rfoo: x\r---\rsource: kim\rbar: y\r") == [(2, 1, "unknown-key"), (5, 1, "unknown-key")]


@pytest.mark.parametrize("text", ["", "\n \n", "# only a comment\n", "---\n---\n", "\ufeff"])
def test_a_file_with_nothing_in_it_is_told(text: str) -> None:
    assert faults(text) == [(1, 1, "empty-file")]


def test_a_file_that_is_too_large_is_not_read_and_the_limit_is_named() -> None:
    (fault,) = read_sheets(PATH, SHEET.encode() + b"#" * MOST_BYTES).diagnostics
    assert (fault.place.line, fault.place.column, fault.rule) == (1, 1, "file-too-large")
    assert f"{MOST_BYTES:,}" in fault.message


def test_a_text_that_is_too_long_is_left_out() -> None:
    long = "x" * 20_001
    assert faults(f"source: lee\nnote: {long}\nfindings:\n{GOOD}") == [(2, 7, "text-too-long")]
    assert faults(f"source: lee\nnote: {long[1:]}\nfindings:\n{GOOD}") == []
