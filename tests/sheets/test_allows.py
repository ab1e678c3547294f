from __future__ import annotations

from kb.diagnostics import Allow, Place
from kb.sheets import read_sheets

PATH = "claims/a.yaml"


def allows(text: str) -> tuple[Allow, ...]:
    return read_sheets(PATH, text.encode()).allows


def faults(text: str) -> list[tuple[int, int, str]]:
    return [(d.place.line, d.place.column, d.rule) for d in read_sheets(PATH, text.encode()).diagnostics]


def test_behind_data_it_covers_its_own_line() -> None:
    assert allows("source: lee # kb: allow[not-coded] a lecture\n") == (
        Allow(Place(PATH, 1, 13), "not-coded", "a lecture", 1, 1),
    )


def test_alone_it_covers_the_next_line_with_data() -> None:
    text = "source: lee\n# kb: allow[one] a\n\n  # an aside\n# kb: allow[two] b\nnote: x\n"
    assert [(allow.rule, allow.place.line, allow.first_line, allow.last_line) for allow in allows(text)] == [
        ("one", 2, 6, 6),
        ("two", 5, 6, 6),
    ]


def test_in_a_later_document_lines_count_from_the_top_of_the_file() -> None:
    text = "source: lee\n---\n# kb: allow[one] a\nsource: kim\nnote: x # kb: allow[two] b\n"
    assert [(allow.place.line, allow.first_line) for allow in allows(text)] == [(3, 4), (5, 5)]


def test_a_sharp_sign_in_a_text_begins_no_suppression() -> None:
    text = (
        "source: lee\nnote: \"a # kb: allow[x] y\"\nsetting: 'it''s # kb: allow[x] y'\n"
        "population: |\n  # kb: allow[x] y\n\n  more\nperiod: >-\n  # kb: allow[x] y\n"
        'study: "goes\n  on # kb: allow[x] y"\n'
    )
    assert (allows(text), faults(text)) == ((), [])


def test_behind_a_quoted_text_and_behind_the_mark_of_a_block_it_is_one() -> None:
    text = 'source: lee\nnote: "a # b" # kb: allow[one] x\nsetting: | # kb: allow[two] y\n  # text\nperiod: c\n# kb: allow[three] z\n'
    assert [(allow.rule, allow.place.line, allow.place.column) for allow in allows(text)] == [
        ("one", 2, 15),
        ("two", 3, 12),
        ("three", 6, 1),
    ]


def test_a_reason_is_required() -> None:
    assert faults("source: lee # kb: allow[x]\n# kb: allow[y]  \nnote: n\n") == [
        (1, 13, "allow-without-reason"),
        (2, 1, "allow-without-reason"),
    ]


def test_a_comment_that_only_names_the_program_is_a_comment() -> None:
    assert faults("source: lee # see kb: a note\n# kb is the program\nnote: n\n") == []
