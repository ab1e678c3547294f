"""What becomes of bytes: encodings, line ends, documents, depth, refused features, and scalars as text."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.diagnostics import Place
from kb.sheets.nodes import DEEPEST, Items, Node, Record, Text, read_nodes
from tests.sheets.reading import PATH, only_fault, read, told

S = "source: lee2018\n"


def plain(node: Node) -> object:
    """A node without its places."""
    match node:
        case Record(pairs=pairs):
            return {pair.key.value: plain(pair.value) for pair in pairs}
        case Items(values=values):
            return [plain(value) for value in values]
        case Text(value=value):
            return value
    return None


def note(text: str) -> str:
    """What is read as the note of a sheet; there must be no fault."""
    file = read(S + text)
    assert file.diagnostics == ()
    return file.sheets[0].note


class TestEncodings:
    def test_the_place_of_the_first_bad_byte_is_told_and_the_rest_is_read(self) -> None:
        data = "source: lee2018\nsetting: Genève\n".encode() + b"note: caf\xe9 cr\xe8me\nread: abstract\n"
        file = read(data)
        assert told(data) == [(3, 10, "not-utf-8")]
        assert file.diagnostics[0].message == "byte 0xe9 is not UTF-8"
        assert file.sheets[0].setting == "Genève"
        assert file.sheets[0].note == "caf� cr�me"
        assert file.sheets[0].read == "abstract"

    def test_columns_before_a_bad_byte_count_characters(self) -> None:
        assert told("source: é🙂".encode() + b"\xff\n")[-1] == (1, 11, "not-utf-8")

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
    def test_wide_encodings_are_named(self, encoding: str) -> None:
        data = S.encode(encoding)
        assert told(data) == [(1, 1, "not-utf-8")]
        (fault,) = read(data).diagnostics
        assert fault.message == f"the file is in {encoding[:6].upper()}, not in UTF-8"
        assert "save it in UTF-8" in fault.hint

    def test_a_byte_order_mark_shifts_nothing(self) -> None:
        data = b"\xef\xbb\xbf" + b"source: lee2018\nx: 1\n"
        assert read(data).sheets[0].place == Place(PATH, 1, 1)
        assert told(data) == [(2, 1, "unknown-key")]

    def test_a_byte_order_mark_inside_is_told(self) -> None:
        fault = only_fault(f"{S}---\nsource: kim2019\nnote: ▸\ufefftext\n")
        assert fault.message == "the invisible character U+FEFF is not allowed"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_lines_end_as_they_do_in_an_editor(self, end: str) -> None:
        data = end.join(["source: lee2018", "note: |", "  one", "  two", "---", "source: kim2019", "x: 1", ""]).encode()
        assert told(data) == [(7, 1, "unknown-key")]
        assert [sheet.source for sheet in read(data).sheets] == ["lee2018", "kim2019"]
        assert read(data).sheets[0].note == "one\ntwo"

    @pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
    def test_a_sign_that_no_editor_breaks_a_line_at_is_a_blank(self, sign: str) -> None:
        text = f"{S}note: one{sign}two  # three{sign}four\nx: 1\n"
        assert told(text) == [(3, 1, "unknown-key")]
        assert read(text).sheets[0].note == "one two"

    def test_control_characters_are_told_once_each_with_their_other_places(self) -> None:
        text = f"{S}note: a\x07b\nsetting: c\x07d\x08\n"
        assert told(text) == [(2, 8, "yaml-character"), (3, 13, "yaml-character")]
        bell, backspace = read(text).diagnostics
        assert bell.message == "the invisible character U+0007 is not allowed (2 times)"
        assert [related.place for related in bell.related] == [Place(PATH, 3, 11)]
        assert backspace.message == "the invisible character U+0008 is not allowed"
        assert read(text).sheets[0].note == "a�b"

    @pytest.mark.parametrize("escape", ["\\0", "\\x07", "\\ud800"])
    def test_control_characters_do_not_come_in_by_numbers(self, escape: str) -> None:
        text = f'{S}note: ▸"a{escape}b"\nread: abstract\n'
        assert only_fault(text).rule == "yaml-character"
        assert (read(text).sheets[0].note, read(text).sheets[0].read) == ("a�b", "abstract")

    def test_a_non_breaking_blank_inside_a_text_is_part_of_it(self) -> None:
        assert note("note: 5\xa0597 people\n") == "5\xa0597 people"

    def test_non_breaking_blanks_between_keys_and_values_are_told_once(self) -> None:
        text = "source:\xa0lee2018\nincludes:\n\xa0 - kim2019\n"
        assert told(text) == [(1, 8, "odd-blank")]
        (fault,) = read(text).diagnostics
        assert "(2 times)" in fault.message
        assert [related.place for related in fault.related] == [Place(PATH, 3, 1)]
        assert read(text).sheets[0].includes == ("kim2019",)


class TestDocuments:
    @pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "---\n", "---\n---\n", "...\n", "---\n...\n"])
    def test_an_empty_file_is_told(self, text: str) -> None:
        assert told(text) == [(1, 1, "empty-file")]
        assert read(text).diagnostics[0].message == "the file is empty"

    @pytest.mark.parametrize("text", ["# a\n", "\n# a\n# b\n", "--- # a\n"])
    def test_a_file_of_comments_is_told(self, text: str) -> None:
        assert told(text) == [(1, 1, "empty-file")]
        assert read(text).diagnostics[0].message == "the file holds nothing but comments"

    def test_a_byte_order_mark_alone_is_an_empty_file(self) -> None:
        assert told(b"\xef\xbb\xbf") == [(1, 1, "empty-file")]

    @pytest.mark.parametrize(
        "text", [f"---\n{S}", f"{S}---\n", f"{S}...\n", f"---\n---\n{S}...\n---\n", f"--- # a\n{S}"]
    )
    def test_marks_without_a_document_count_for_nothing(self, text: str) -> None:
        assert told(text) == []
        assert [sheet.source for sheet in read(text).sheets] == ["lee2018"]

    def test_a_broken_document_leaves_the_others(self) -> None:
        text = "source: a\n---\nsource: [b\n---\nsource: c\n---\nsource: 'd\n---\nsource: e\nx: 1\n"
        assert [sheet.source for sheet in read(text).sheets] == ["a", "c", "e"]
        assert told(text) == [(3, 9, "yaml-syntax"), (7, 9, "yaml-syntax"), (10, 1, "unknown-key")]

    def test_a_mark_inside_a_text_is_text(self) -> None:
        text = "note: |\n  one\n  ---\n  two\nsetting: '--- three ---'\n"
        assert read(S + text).sheets[0].setting == "--- three ---"
        assert note(text) == "one\n---\ntwo"

    def test_a_mark_at_the_beginning_of_a_line_ends_an_open_text(self) -> None:
        text = "source: 'lee2018\n---\nsource: kim2019\n"
        assert told(text) == [(1, 9, "yaml-syntax")]
        assert [sheet.source for sheet in read(text).sheets] == ["kim2019"]

    @pytest.mark.parametrize("text", ["----\n", "--- a\n", "...a\n"])
    def test_what_only_begins_like_a_mark_is_text(self, text: str) -> None:
        assert [fault.rule for fault in read(text).diagnostics] == ["unknown-document"]

    def test_json_is_read(self) -> None:
        text = '{"source": "lee2018", "sample": {"n": 5}, "includes": ["kim2019"],}'
        assert told(text) == []
        assert read(text).sheets[0].includes == ("kim2019",)


class TestDepth:
    @pytest.mark.parametrize(
        ("text", "line", "column"),
        [
            ("[" * 100_000, 1, 31),
            ("{" * 100_000, 1, 31),
            ("{a: [" * 50_000, 1, 76),
            ("[\n" * 100_000, 31, 1),
            ("- " * 100_000, 1, 61),
            ("? " * 100_000, 1, 61),
            ("".join(f"{' ' * level}a:\n" for level in range(1_900)), 30, 30),
            ("".join(f"{' ' * level}-\n" for level in range(1_900)), 31, 31),
        ],
        ids=["brackets", "braces", "both", "brackets on lines", "dashes", "question marks", "keys", "items"],
    )
    def test_deep_nesting_is_told_where_it_goes_too_deep(self, text: str, line: int, column: int) -> None:
        assert told(text) == [(line, column, "too-deep")]

    def test_ten_thousand_levels_of_lists_below_keys_are_told(self) -> None:
        text = "source: lee2018\nincludes:\n" + "- " * 10_000 + "kim2019\n"
        assert told(text) == [(3, 59, "too-deep")]

    def test_brackets_in_texts_and_comments_are_no_nesting(self) -> None:
        many = "[" * 200
        text = f"note: '{many}'\nsetting: a{many}  # {many}\npopulation: |\n  {many}\n"
        assert note(text) == many

    def test_what_is_as_deep_as_allowed_is_read(self) -> None:
        nodes = read_nodes(PATH, ("[" * DEEPEST + "]" * DEEPEST).encode())
        assert nodes.diagnostics == ()
        assert len(nodes.documents) == 1


class TestRefused:
    def test_an_anchored_or_tagged_text_is_left_out_and_the_rest_is_read(self) -> None:
        text = "source: lee2018\nnote: &a one\nsetting: *a\nperiod: !!int 5\nread: abstract\n"
        assert told(text) == [(2, 7, "yaml-feature"), (3, 10, "yaml-feature"), (4, 9, "yaml-feature")]
        messages = [fault.message for fault in read(text).diagnostics]
        assert messages == ["the anchor '&a' is not read", "the alias '*a' is not read", "the tag '!!int' is not read"]
        (sheet,) = read(text).sheets
        assert (sheet.note, sheet.setting, sheet.period, sheet.read) == ("", "", "", "abstract")

    def test_an_anchored_list_is_read_with_its_fault(self) -> None:
        text = "source: lee2018\nincludes: &all [kim2019]\n"
        assert told(text) == [(2, 11, "yaml-feature")]
        assert read(text).sheets[0].includes == ("kim2019",)

    def test_a_required_value_that_is_refused_costs_its_record_only(self) -> None:
        text = "topic: t\ntitle: T\nclaims:\n  - {id: a, statement: !x S, kind: effect}\n  - {id: b, statement: S, kind: effect}\n"
        assert told(text) == [(4, 24, "yaml-feature")]
        assert [claim.id for claim in read(text).claims] == ["b"]

    def test_an_alias_that_is_nowhere_defined_is_told_alike(self) -> None:
        assert only_fault("source: lee2018\nnote: ▸*nowhere\n").message == "the alias '*nowhere' is not read"

    def test_two_equal_anchors_are_told(self) -> None:
        assert told("source: lee2018\nnote: &a x\nsetting: &a y\n") == [(2, 7, "yaml-feature"), (3, 10, "yaml-feature")]

    def test_a_bomb_of_aliases_is_told_and_not_unfolded(self) -> None:
        lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
        faults = read("source: lee2018\n" + "\n".join(lines)).diagnostics
        assert {fault.rule for fault in faults} == {"yaml-feature", "unknown-key"}

    def test_merge_keys_are_told_and_the_mapping_is_read(self) -> None:
        text = "source: lee2018\nsample:\n  <<: {of: women}\n  n: 5\n"
        assert told(text) == [(3, 3, "yaml-feature")]
        sample = read(text).sheets[0].sample
        assert sample
        assert (sample.n, sample.of) == (5, "")

    @pytest.mark.parametrize("directive", ["%YAML 1.2", "%YAML 99999999999", "%TAG ! tag:a,2000:", "%FOO", "% text"])
    def test_a_directive_is_told_and_the_document_is_read(self, directive: str) -> None:
        text = f"# comment\n{directive}\n---\nsource: lee2018\n"
        assert told(text) == [(2, 1, "yaml-feature")]
        assert [sheet.source for sheet in read(text).sheets] == ["lee2018"]

    def test_duplicate_keys_are_told_with_both_places(self) -> None:
        text = "source: lee2018\nnote: first\nfindings: []\nnote: second\nnote: third\n"
        assert told(text) == [(4, 1, "duplicate-key"), (5, 1, "duplicate-key")]
        for fault in read(text).diagnostics:
            assert [related.place for related in fault.related] == [Place(PATH, 2, 1)]
        assert read(text).sheets[0].note == "first"

    def test_a_duplicate_key_in_quotes_is_a_duplicate(self) -> None:
        assert told("source: lee2018\nnote: a\n'note': b\n") == [(3, 1, "duplicate-key")]

    def test_a_key_that_begins_an_item_twice_may_lack_a_dash(self) -> None:
        fault = only_fault(
            "source: lee2018\nfindings:\n  - id: a\n    claim: c\n    stance: supports\n    basis: result\n    says: s\n    ▸id: b\n"
        )
        assert "put - before it" in fault.hint


SCALARS = {
    "note: no\n": "no",
    "note: NO\n": "NO",
    "note: true\n": "true",
    "note: 2019-01-02\n": "2019-01-02",
    "note: 1e-5\n": "1e-5",
    "note: 0.050\n": "0.050",
    "note: 007\n": "007",
    "note: 0x1F\n": "0x1F",
    "note: 1_000\n": "1_000",
    "note: 1,723\n": "1,723",
    "note: .91\n": ".91",
    "note: 5 597\n": "5 597",
    "note: 12:30\n": "12:30",
    "note: =\n": "=",
    "note: 'null'\n": "null",
    "note: '~'\n": "~",
    "note: 'a # b'\n": "a # b",
    'note: "a # b"\n': "a # b",
    "note: a#b\n": "a#b",
    "note: a # b\n": "a",
    "note: 'it''s'\n": "it's",
    'note: "a\\tb\\u00e9"\n': "a\tbé",
    "note: http://a.b/c?d=e#f\n": "http://a.b/c?d=e#f",
    "note: one\n  two\n\n  three\n": "one two\nthree",
    "note: >-\n  # kb: allow[x] y\n  a: b\n": "# kb: allow[x] y a: b",
    "note: |\n  one\n    two\n": "one\n  two",
    "note: '  a  '\n": "a",
    "note: 🙂 \u202eمرحبا\n": "🙂 \u202eمرحبا",
    "note: e\u0301\n": "e\u0301",
    f"note: {'9' * 10_000}\n": "9" * 10_000,
}


@pytest.mark.parametrize("text", SCALARS, ids=[repr(text)[:40] for text in SCALARS])
def test_a_value_is_the_text_that_stands_there(text: str) -> None:
    assert note(text) == SCALARS[text]


def test_the_longest_text_is_read_and_one_more_letter_is_not() -> None:
    assert note(f"note: {'x' * 20_000}\n") == "x" * 20_000
    fault = only_fault(f"{S}note: ▸{'x' * 20_001}\nread: abstract\n")
    assert fault.message == "the text has 20,001 characters; at most 20,000 are read"


def test_columns_count_characters_whatever_their_width() -> None:
    assert told(f"{S}sample: {{of: '🙂é\u0301\u202eمر', x: 1}}\n") == [(2, 24, "unknown-key")]


yamls = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(yamls, st.booleans())
def test_what_yaml_writes_is_read_as_the_same_texts(value: object, in_brackets: bool) -> None:
    def trimmed(part: object) -> object:
        if isinstance(part, dict):
            return {key: trimmed(item) for key, item in part.items()}
        if isinstance(part, list):
            return [trimmed(item) for item in part]
        return " ".join(str(part).split("\u2028")).replace("\u2029", " ").replace("\x85", " ").strip()

    text = yaml.safe_dump(value, allow_unicode=False, default_flow_style=in_brackets, width=10**6, sort_keys=False)
    nodes = read_nodes(PATH, text.encode())
    assert nodes.diagnostics == ()
    assert [trimmed(plain(document)) for document in nodes.documents] == [trimmed(value)]
