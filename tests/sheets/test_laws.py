from __future__ import annotations

import json
import random

from hypothesis import example, given
from hypothesis import strategies as st

from kb.sheets import FAULTS, SheetFile, read_sheets
from kb.vocabulary import Basis, Stance

PATH = "claims/a.yaml"
SIGNS = [
    *(
        "source: a",
        "topic: t",
        "findings:",
        "claims:",
        "  - ",
        "- ",
        "id: f",
        "stance: supports",
        "says: x",
        "result: ",
    ),
    *("[", "]", "{", "}", ": ", ", ", "? ", '"', "'", "|", ">", "\n", "\r", "\r\n", "  ", "\t", " # kb: allow[x] y"),
    *("&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "@", "`", "\\", "\\U00110000", "\x00", "\x85"),
    *("\u2028", "\ufeff", "\xa0", "é", "😀", "~", "null", "0.5", ".5", "\ud7ff"),
]
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cf", "Co", "Cn")), min_size=1
)
IDS = st.text("abcxyz019-_.:", min_size=1, max_size=8)


def assert_sound(file: SheetFile, text: str) -> None:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in file.diagnostics:
        assert fault.rule in FAULTS
        assert fault.message
        assert fault.hint
        assert fault.place.path == PATH
        assert 1 <= fault.place.line <= len(lines)
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1


@given(st.lists(st.sampled_from(SIGNS), max_size=30).map("".join))
@example('source: a\nnote: "\\U00110000"')
@example("%YAML 1." + "9" * 5000 + "\n---\nsource: a")
def test_whatever_is_written_gives_records_and_documented_faults(text: str) -> None:
    assert_sound(read_sheets(PATH, text.encode()), text)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_read(text: str) -> None:
    assert_sound(read_sheets(PATH, text.encode()), text)


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    assert {fault.rule for fault in read_sheets(PATH, data).diagnostics} <= set(FAULTS)


@given(
    st.lists(
        st.tuples(IDS, st.sampled_from(Stance), st.sampled_from(Basis), WORDS), max_size=5, unique_by=lambda row: row[0]
    ),
    st.integers(0, 9999),
)
def test_a_written_sheet_is_read_back(rows: list[tuple[str, Stance, Basis, str]], count: int) -> None:
    findings = [
        {"id": id_, "claim": "c", "stance": str(stance), "basis": str(basis), "says": says}
        for id_, stance, basis, says in rows
    ]
    # JSON with its strings quoted is YAML
    text = json.dumps({"source": "lee", "sample": {"n": str(count)}, "findings": findings}, ensure_ascii=False)
    file = read_sheets(PATH, text.encode())
    assert file.diagnostics == ()
    assert [(f.id, f.stance, f.basis, f.says) for f in file.findings] == [
        (f"lee#{id_}", stance, basis, says) for id_, stance, basis, says in rows
    ]
    sample = file.sheets[0].sample
    assert sample
    assert sample.n == count


@given(st.integers(1, 12), st.integers(1, 8), st.integers(0, 5), st.booleans())
def test_an_unknown_key_is_told_in_its_column_at_any_indentation(
    dash: int, gap: int, above: int, windows: bool
) -> None:
    inner = " " * (dash + 1 + gap)
    fields = f"\n{inner}".join(["id: f", "claim: c", "stance: supports", "basis: result", "zzqq: 1", "says: S."])
    text = "# é\n" * above + f"source: lee\nfindings:\n{' ' * dash}-{' ' * gap}{fields}\n"
    file = read_sheets(PATH, (text.replace("\n", "\r\n") if windows else text).encode())
    assert [(d.place.line, d.place.column, d.rule) for d in file.diagnostics] == [
        (above + 7, len(inner) + 1, "unknown-key")
    ]
    assert [finding.place.column for finding in file.findings] == [len(inner) + 1]


@given(st.integers(0, 2**32))
def test_a_cut_off_file_is_read_as_far_as_it_goes(seed: int) -> None:
    text = "source: lee\nfindings:\n  - {id: a, claim: c, stance: supports, basis: result, says: 'x: [y'}\n---\nsource: kim\n"
    cut = text[: random.Random(seed).randrange(len(text))]  # noqa: S311 - a place to cut, no secret
    assert_sound(read_sheets(PATH, cut.encode()), cut)
