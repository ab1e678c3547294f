from __future__ import annotations

from kb.sheets import read_sheets

PATH = "claims/a.yaml"


def faults(text: str) -> list[tuple[int, int, str]]:
    return [(d.place.line, d.place.column, d.rule) for d in read_sheets(PATH, text.encode()).diagnostics]


def test_a_comparison_is_not_read_with_fewer_sources_than_it_names() -> None:
    text = "source: lee\ncompares:\n  - {claim: c, sources: [x, y z, w], as: conflict}\n"
    assert faults(text) == [(3, 29, "wrong-name")]
    assert read_sheets(PATH, text.encode()).comparisons == ()


def test_a_citation_keeps_its_position_when_one_before_it_is_left_out() -> None:
    text = (
        "source: lee\ncitations:\n  - {source: a, for: x, function: bad}\n  - {source: b, for: y, function: method}\n"
    )
    assert faults(text) == [(3, 35, "unknown-value")]
    assert [(c.cited, c.position) for c in read_sheets(PATH, text.encode()).citations] == [("b", 2)]


def test_a_slip_in_a_suppression_is_told() -> None:
    text = "source: lee # kb: allow x\n# kb: alow[y] because\nperiod: n # kb: allow[a, b] both\n"
    rule = "allow-without-reason"
    assert faults(text) == [(1, 13, rule), (2, 1, rule), (3, 11, rule)]
