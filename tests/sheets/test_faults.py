"""Each rule of reading a file, with texts that break it at the places marked."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.diagnostics import Severity
from kb.sheets import FAULTS, MILDER, read_sheets
from tests.sheets.reading import PATH, read, spots, told

FINDING = "findings:\n  - {id: hope, claim: peers-raise-hope, stance: supports, basis: result, says: Hope rose.}\n"

BROKEN: Mapping[str, tuple[str | bytes, ...]] = {
    "file-too-large": (b"# a comment\n" * 200_000,),
    "not-utf-8": (
        b"source: lee2018\nnote: caf\xe9\n",
        b"\xef\xbb\xbfsource: lee2018\nnote: \xff\n",
        "source: lee2018\n".encode("utf-16"),
    ),
    "empty-file": ("▸", "▸\n \n\n", "▸# only\n# comments\n", "▸---\n"),
    "yaml-character": (
        "source: lee2018\nnote: a▸\x07b\n",
        "source: lee2018\nnote: ▸\x00\n",
        "source: lee2018\nnote: a▸\ufeffb\n",
        'source: lee2018\nnote: ▸"a\\0b"\n',
        'source: lee2018\nnote: ▸"\\ud83d"\n',
    ),
    "odd-blank": (
        "source: lee2018\nsample:\n▸\xa0\xa0n: 5\n",
        "source:▸\xa0lee2018\n",
        "source: lee2018\nincludes:\n- ▸\u2003kim2019\n",
    ),
    "yaml-syntax": ("source: lee2018\nnote▸:no blank\nread: abstract\n", "source: lee2018\nnote: ▸'open\n"),
    "yaml-feature": (
        "source: lee2018\nnote: ▸&a text\n",
        "source: lee2018\nnote: ▸*a\n",
        "source: lee2018\nnote: ▸!!str text\n",
        "source: lee2018\n▸<<: {note: text}\n",
        "▸%YAML 1.2\n---\nsource: lee2018\n",
        "source: lee2018\n? ▸[a, b]\n: text\n",
        "source: lee2018\n? ▸{a: b}\n: text\n",
        "source: lee2018\n?▸ \n: text\n",
    ),
    "too-deep": ("source: lee2018\nnote: " + "[" * 29 + "▸[" + "]" * 30 + "\n",),
    "swallowed-item": (
        "source: lee2018\nincludes:\n  - kim2019\n   ▸- roe2020\n",
        "source: lee2018\nnote: text\n  ▸- more\n",
    ),
    "duplicate-key": (
        "source: lee2018\nread: abstract\n▸read: excerpt\n",
        f"source: lee2018\n{FINDING}compares: []\n▸findings: []\n",
    ),
    "duplicate-finding": (
        f"source: lee2018\n{FINDING}{FINDING.removeprefix('findings:' + chr(10)).replace('id: ', 'id: ▸')}",
    ),
    "unknown-document": ("▸just words\n", "▸- source: lee2018\n", "▸sources: lee2018\n", "▸[]\n", "▸~\n", "▸{}\n"),
    "unknown-key": (
        "source: lee2018\n▸desing: rct\n",
        "source: lee2018\n▸Design: rct\n",
        "source: lee2018\n▸1: one\n",
        "source: lee2018\nsample: {n: 5, ▸m: 6}\n",
        "source: lee2018\nsample: {of: women, ▸men}\n",
    ),
    "missing-key": (
        "▸read: abstract\n",
        "▸topic: hope\nclaims: []\n",
        "source: lee2018\nappraisal:\n  - ▸tool: AMSTAR-2\n",
        "topic: hope\ntitle: Hope\nclaims:\n  - ▸id: a\n    kind: effect\n",
    ),
    "unknown-value": (
        "source: lee2018\ndesign: ▸rtc\n",
        "source: lee2018\ncountry: [GB, ▸UK]\n",
        "source: lee2018\nincludes_complete: ▸maybe\n",
    ),
    "word-alias": (
        FINDING.replace("supports", "▸refutes") + "source: lee2018\n",
        "source: lee2018\nread: ▸Abstract\n",
    ),
    "wrong-shape": (
        "source: lee2018\nfindings: ▸none\n",
        "source: lee2018\nfindings:\n  ▸hope: yes\n",
        "source: ▸[lee2018]\n",
        "source: lee2018\nincludes: ▸kim2019, roe2020\n",
        "source: lee2018\nsample: ▸120\n",
    ),
    "wrong-name": ("source: ▸lee 2018\n", "topic: ▸peer support\ntitle: Peer support\nclaims: []\n"),
    "empty-value": (
        "source: lee2018\nnote:▸\n",
        "source: lee2018\nnote: ▸''\n",
        "source: lee2018\nnote: ▸~\n",
        "source: lee2018\nnote: ▸null\n",
        "source: lee2018\nfindings:▸\n",
        "source: lee2018\nincludes:\n  -▸\n  - kim2019\n",
    ),
    "bad-number": ("source: lee2018\nsample: {n: ▸about 5}\n", "source: lee2018\nsample: {n: ▸-5}\n"),
    "text-too-long": (f"source: lee2018\nnote: ▸{'word ' * 5000}\n",),
    "allow-without-reason": (
        "source: lee2018 ▸# kb: allow[not-coded]\n",
        "source: lee2018 ▸# kb: allow[] because\n",
        "source: lee2018 ▸# kb: allow[not-coded\n",
    ),
}
#: places in files that cannot be written as marked texts
PLACES = {
    BROKEN["file-too-large"][0]: (1, 1),
    BROKEN["not-utf-8"][0]: (2, 10),
    BROKEN["not-utf-8"][1]: (2, 7),
    BROKEN["not-utf-8"][2]: (1, 1),
}
CASES = [(rule, text) for rule, texts in BROKEN.items() for text in texts]


def test_every_documented_rule_has_a_case() -> None:
    assert set(BROKEN) == set(FAULTS)


@pytest.mark.parametrize(("rule", "text"), CASES, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(CASES)])
def test_a_broken_text_is_told_under_its_rule_at_its_place(rule: str, text: str | bytes) -> None:
    expected = spots(text) if isinstance(text, str) else [PLACES[text]]
    assert told(text) == [(line, column, rule) for line, column in expected]
    (fault,) = read(text).diagnostics
    assert fault.severity is MILDER.get(rule, Severity.ERROR)
    assert fault.place.path == PATH
    assert fault.hint


@given(st.data())
def test_no_diagnostic_carries_an_undocumented_rule(data: st.DataObject) -> None:
    pieces = [text if isinstance(text, str) else text[:200].decode("latin-1") for _, text in CASES]
    texts = data.draw(st.lists(st.sampled_from(pieces) | st.text(max_size=20), max_size=4))
    text = data.draw(st.sampled_from(["", "---\n", "\n", "  "])).join(texts)
    for fault in read_sheets(PATH, text.encode("utf-8", "surrogatepass")).diagnostics:
        assert fault.rule in FAULTS
        assert fault.severity is MILDER.get(fault.rule, Severity.ERROR)
        assert "\n" not in fault.message + fault.hint
        assert len(fault.message + fault.hint) < 600


def test_every_page_says_what_to_do() -> None:
    for rule, page in FAULTS.items():
        assert len(page) > 40, rule
        assert page.rstrip().endswith((".", "+")), rule
