"""Bytes of every kind become text, with the first doubtful byte named."""

from __future__ import annotations

import pytest

from kb.diagnostics import Severity
from tests.bibtex.reading import only_source, read, told

CAFE = "@misc{a,\n  title = {Café “x”},\n}\n"


def test_utf_8_with_and_without_a_mark_is_silent() -> None:
    for data in (CAFE.encode(), CAFE.encode("utf-8-sig")):
        file = read(data)
        assert file.diagnostics == ()
        assert file.sources[0].title == "Café “x”"
        assert file.sources[0].place.column == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_read_with_a_warning(encoding: str) -> None:
    file = read(CAFE.encode(encoding))
    assert [told(fault) for fault in file.diagnostics] == [(1, 1, "bib-encoding")]
    assert file.sources[0].title == "Café “x”"


def test_half_a_wide_letter_is_no_traceback() -> None:
    file = read(CAFE.encode("utf-16") + b"x")
    assert file.sources[0].title == "Café “x”"


def test_windows_letters_are_read_and_the_first_is_named() -> None:
    file = read(CAFE.encode("cp1252"))
    (fault,) = file.diagnostics
    assert told(fault) == (2, 15, "bib-encoding")
    assert fault.severity is Severity.WARNING
    assert fault.message == "byte 0xE9 is not UTF-8 and is read as Windows-1252 'é'; so are 2 more"
    assert file.sources[0].title == "Café “x”"


def test_a_file_of_two_encodings_keeps_the_right_letters() -> None:
    file = read(CAFE.encode() + b"@misc{b, title = {na\xefve}}\n")
    assert [told(fault) for fault in file.diagnostics] == [(4, 21, "bib-encoding")]
    assert [source.title for source in file.sources] == ["Café “x”", "naïve"]


def test_a_byte_without_a_letter_is_no_traceback() -> None:
    assert only_source(b"@misc{a, title = {x\x81y}}").title == "x\x81y"


def test_a_declared_encoding_is_used_with_a_note() -> None:
    data = b"% Encoding: ISO8859_2\n@misc{a, author = {Dvo\xf8\xe1k, A.}}\n"
    file = read(data)
    (fault,) = file.diagnostics
    assert (told(fault), fault.severity) == ((1, 1, "bib-declared-encoding"), Severity.NOTE)
    assert file.sources[0].authors[0].family == "Dvořák"


@pytest.mark.parametrize("declared", ["UTF-8", "rot13", "zip", "no-such", "punycode", "ascii"])
def test_a_declaration_that_does_not_hold_falls_back(declared: str) -> None:
    file = read(f"% Encoding: {declared}\n".encode() + b"@misc{a, title = {na\xefve}}\n")
    assert [told(fault) for fault in file.diagnostics] == [(2, 21, "bib-encoding")]
    assert file.sources[0].title == "naïve"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(data: bytes) -> None:
    file = read(data)
    assert [told(fault) for fault in file.diagnostics] == [(1, 1, "bib-empty")]
    assert file.sources == ()


@pytest.mark.parametrize(
    "text", ["% no entries", "\n% none\n  % yet\n", "@comment{jabref-meta: x}\nwords", "@string{a = {b}}"]
)
def test_a_file_of_comments_is_silent(text: str) -> None:
    assert read(text).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("TY  - JOUR\nAU  - Doe, J.\n", 1, 1), ("% from a library\n\n  <html>{}</html>\n", 3, 3), ("{" * 9, 1, 1)],
)
def test_a_file_in_another_format_is_told(text: str, line: int, column: int) -> None:
    file = read(text)
    assert [told(fault) for fault in file.diagnostics] == [(line, column, "bib-empty")]
    assert file.diagnostics[0].message == "no entry begins anywhere in this file"


def test_the_raw_entry_keeps_its_line_ends() -> None:
    for end in ("\r\n", "\r", "\n"):
        text = CAFE.replace("\n", end)
        source = only_source(text.encode())
        assert source.raw == text.rstrip()
        assert dict(source.fields)["title"] == "Café “x”"
        assert (source.marks["title"].line, source.marks["title"].column) == (2, 11)


def test_a_mark_left_by_joining_files_is_a_blank() -> None:
    file = read("@misc{a, t = 1}\n\ufeff@misc{b, t = 2}\n".encode())
    assert [source.key for source in file.sources] == ["a", "b"]
    assert file.diagnostics == ()
