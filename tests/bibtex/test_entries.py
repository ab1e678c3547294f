"""Laws of reading entries: as bibtexparser where that is right, whatever ends the lines, and none lost in silence."""

from __future__ import annotations

import logging
from dataclasses import replace

from bibtexparser.splitter import Splitter
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibtex import read_bibtex
from kb.bibtex.blocks import Kind, cut
from kb.bibtex.decoding import BibText, decode
from kb.bibtex.deep import read_otherwise
from kb.bibtex.entries import read_entry
from kb.diagnostics import Diagnostic, Place
from kb.model import Source
from tests.bibtex.reading import PATH, read, told
from tests.bibtex.test_blocks import PIECES, TEXTS

#: entries and what may stand between them, whole and broken
WHOLE = st.sampled_from(
    [
        *("@misc{a, t = {x}}\n", "@Book{A, t = 1, u}\n", "@misc{b,}", "@misc{, t = 1}\n", "@xdata{b, t = {x}}\n"),
        *("% @misc{c, t = 1}\n", "@comment{\n@misc{d, t = 1}}\n", "@string{s = {x}}\n", "@misc{a b, t = s}\n", "}\n"),
    ]
)
FILES = st.lists(WHOLE | PIECES, max_size=12).map("".join) | TEXTS

NAMES = st.sampled_from(["author", "title", "note", "annote", "date-added", "Year", "bdsk-url-1", "x_y", "abstract"])
KEYS = st.from_regex(r"[A-Za-z0-9:/._+-]{1,12}", fullmatch=True)
BLANKS = st.sampled_from(["", " ", "\n  ", "\t"])
#: what may stand in a value; every brace has its partner
WORDS = st.sampled_from(
    [
        "a",
        "Doe, J.",
        "and",
        "50%",
        "x@y.org",
        "\\'e",
        '{\\"o}',
        "{DNA}",
        "#",
        "=",
        "~",
        "--",
        "a, b = c",
        "(",
        "\n ",
        "é",
    ]
)
PROSE = st.recursive(
    st.lists(WORDS, max_size=5).map(" ".join), lambda inner: st.tuples(WORDS, inner).map(lambda w: f"{w[0]} {{{w[1]}}}")
)
VALUES = st.one_of(
    PROSE.map(lambda text: f"{{{text}}}"),
    st.lists(WORDS.filter(lambda word: '"' not in word), max_size=5).map(lambda words: f'"{" ".join(words)}"'),
    st.integers(0, 3000).map(str),
    st.sampled_from(["jan", 'feb # "~3"', "{a} # {b}", '"a" # dec']),
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """One well-formed entry."""
    names = draw(st.lists(NAMES, max_size=5, unique=True))
    fields = "".join(
        f",{draw(BLANKS)}{name}{draw(BLANKS)}={draw(BLANKS)}{draw(VALUES)}{draw(BLANKS)}" for name in names
    )
    kind = draw(st.sampled_from(["article", "Book", "misc", "MISC"]))
    return f"@{kind}{{{draw(BLANKS)}{draw(KEYS)}{fields}{draw(st.sampled_from(['', ',', ',' + chr(10)]))}}}"


@given(st.lists(entries(), min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_well_formed_entries_are_read_as_bibtexparser_reads_them(written: list[str]) -> None:
    text = "\n\n".join(written)
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    expected = [block for library in map(Splitter, written) for block in library.split().entries]
    blocks = [block for block in cut(text) if block.kind is Kind.ENTRY]
    assert [block.text for block in blocks] == written
    assert len(expected) == len(written)
    for block, oracle in zip(blocks, expected, strict=True):
        entry = read_entry(block).entry
        assert entry is not None
        assert (entry.type, entry.key) == (oracle.entry_type.lower(), oracle.key)
        assert [field.name for field in entry.fields] == [field.key.lower() for field in oracle.fields]
        for field, original in zip(entry.fields, oracle.fields, strict=True):
            assert block.text.startswith(original.key, field.name_at)
            assert block.text.startswith(original.value, field.value_at)
            assert "".join(part.text for part in field.parts) in (original.value, original.value[1:-1]) or (
                "#" in original.value
            )


def without_raw(text: str) -> tuple[list[Source], tuple[Diagnostic, ...]]:
    file = read_bibtex(PATH, text.encode("utf-8", "surrogatepass"))
    return [replace(source, raw="") for source in file.sources], file.diagnostics


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_ends_the_lines_changes_no_record_and_no_place(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    expected = without_raw(plain)
    assert without_raw(plain.replace("\n", "\r")) == expected
    assert without_raw(plain.replace("\n", "\r\n")) == expected


@given(FILES)
@settings(max_examples=500, deadline=None)
def test_every_entry_that_is_no_source_is_named_where_it_stands(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    file = read_bibtex(PATH, data)
    found = decode(PATH, data)
    decoded = BibText(PATH, found.data[found.start :].decode())
    told_at = {fault.place for fault in file.diagnostics}
    read_at = {source.place for source in file.sources}
    seen = 0
    for block in cut(decoded.plain):
        seen += len(block.hidden) + (block.kind is Kind.ENTRY)
        assert {decoded.place(block.start + at) for at in block.hidden} <= told_at
        start, end = decoded.place(block.start), decoded.place(block.end)
        if block.kind is Kind.ENTRY and block.type != "xdata" and start not in read_at:
            assert any(start <= place < end for place in told_at)
    assert file.entries_seen == seen >= len(file.sources)


def test_raw_is_the_entry_as_it_stands() -> None:
    entry = "@Article {a ,\r\n  Title\t= {50% of {x}} ,\r\n  % odd\r\n  year = 2010 # x\r\n}"
    (source,) = read(f"text\r\n{entry} tail\r\n".encode()).sources
    assert source.raw == entry
    assert source.place == Place(PATH, 2, 1)


def test_an_entry_is_read_field_by_field_where_bibtexparser_gives_up() -> None:
    text = '@misc{a,\n  file = {C:\\},\n  note = "x {say "b, c" d} e",\n  title = {T}\n}\n'
    (source,) = read(text).sources
    assert dict(source.fields) == {"file": "C:\\", "note": 'x say "b, c" d e', "title": "T"}
    assert [source.marks[name] for name in ("file", "note", "title")] == [
        Place(PATH, 2, 10),
        Place(PATH, 3, 10),
        Place(PATH, 4, 11),
    ]


def test_a_line_that_ends_in_a_backslash_moves_no_later_line() -> None:
    file = read("@misc{a, t = {x\\\n}}\n@misc{b, author = {Doe,}}\n")
    assert [told(fault) for fault in file.diagnostics] == [(3, 20, "bib-bad-name")]


def test_brackets_may_hold_an_entry_as_braces_do() -> None:
    (source,) = read('@book(a, title = {One (two)}, note = "(", year = 2001)').sources
    assert dict(source.fields) == {"title": "One (two)", "note": "(", "year": "2001"}


def test_a_field_for_each_keyword_is_one_of_all_keywords() -> None:
    text = (
        '@string{m = {Mood}}\n@misc{a,\n keywords = "Sleep",\n title = {T},\n keywords = m,\n Keywords = {\\oddity}\n}'
    )
    file = read(text)
    assert dict(file.sources[0].fields) == {"keywords": "Sleep, Mood, \\oddity", "title": "T"}
    assert [told(fault) for fault in file.diagnostics] == [(6, 14, "bib-bad-latex")]
    assert read_otherwise(PATH, text.encode()) == ()


def test_names_of_web_of_science_and_scopus_may_hold_blanks() -> None:
    text = "@misc{a, Early Access Date = {{AUG 2020}}, funding_text 1={One}, b title = {T}}"
    file = read(text)
    assert file.sources[0].year == 2020
    assert dict(file.sources[0].fields) == {"early-access-date": "AUG 2020", "funding_text-1": "One", "title": "T"}
    assert [fault.rule for fault in file.diagnostics] == ["bib-odd-field", "bib-odd-field", "bib-junk"]
    assert not any("Early" in fault.message for fault in read_otherwise(PATH, text.encode()))


def test_an_interval_at_the_beginning_of_a_line_is_no_field() -> None:
    assert read("@misc{a, title = {T}, abstract = {OR = 1.87; 95\\%\n   CI = {[}1.50,\n   2.33]}}").diagnostics == ()


def test_a_year_goes_before_a_date_of_early_access() -> None:
    (source,) = read("@misc{a, Early Access Date = {AUG 2019}, year = 2020}").sources
    assert source.year == 2020


def test_a_preamble_and_a_comment_are_no_entries() -> None:
    file = read('@preamble{"\\newcommand{\\x}{@misc{a}}"}\n@comment{jabref-meta: {a}}\n@misc{a, title = {One}}\n')
    assert [source.key for source in file.sources] == ["a"]
    assert (file.entries_seen, file.diagnostics) == (1, ())
