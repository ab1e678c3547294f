"""A bibliography that changes: only the regions concerned are read, and the index is that of the whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.base import Base
from kb.bibtex import BibFile, read_bibtex
from kb.project import Project
from kb.store import open_store
from tests.bibtex.pieces import Text
from tests.renewal.comparing import differences
from tests.store.tracing import plan, traced

CLAIMS = "topic: t\ntitle: T\nclaims:\n  - {id: hope, statement: S., kind: effect}\n"
SHEET = """\
source: {key}
study: {study}
read: abstract
includes: [k2, k3]
findings:
  - {{id: f, claim: hope, stance: supports, basis: result, via: {via}, at: p. 1, quote: T 4, says: X.}}
"""


@pytest.fixture
def wholes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One item for each time that a renewal reads the whole bibliography from now on."""
    times: list[str] = []

    def counted(*given: Any) -> BibFile:
        times.append("whole")
        return read_bibtex(*given)

    monkeypatch.setattr("kb.renewal.bibliography.read_bibtex", counted)
    return times


@pytest.fixture
def bases(tmp_path: Path) -> Iterator[tuple[Base, Base]]:
    """One project with two indexes."""
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "hope.yaml").write_text(CLAIMS, encoding="utf-8")
    for number, (key, study, via) in enumerate((("k1", "k1", "k4"), ("K4", "S", "k1"), ("k7", "S", "m9"))):
        text = SHEET.format(key=key, study=study, via=via)
        (tmp_path / "claims" / f"{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "references.bib").write_bytes(b"")
    urls = (f"sqlite:///{(tmp_path / name).as_posix()}" for name in ("renewed.sqlite", "anew.sqlite"))
    one, other = (Base(Project(tmp_path), open_store(url)) for url in urls)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kb.renewal.texts.LARGEST_SHARE", 100)
        yield one, other
    one.store.close()
    other.store.close()


def test_after_any_edits_the_index_is_that_of_the_whole_file(
    sequence: int, bases: tuple[Base, Base], monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed, anew = bases
    text = Text(sequence)
    monkeypatch.setattr("kb.bibtex.regions.SIZE", text.chance.choice((60, 200, 700)))
    path = renewed.project.root / "references.bib"
    for _ in range(12):
        path.write_bytes(text.data)
        renewed.refresh()
        anew.rebuild()
        assert differences(renewed.store, anew.store) == []
        for _ in range(text.chance.choice((1, 1, 2))):
            text.edit()


ENTRIES = [f"@misc{{k{n}, author = {{Lee, A}}, title = {{T {n}}}, year = 2000}}\n" for n in range(200)]
ENTRIES[120] = "@misc{k120, title = {T 120}, crossref = {k150}}\n"
ENTRIES[130] = "@misc{k130, title = {T 130}, crossref = {proceedings}}\n"

EDITS: dict[str, tuple[Callable[[list[str]], object], bool]] = {
    "a title": (lambda parts: parts.__setitem__(50, parts[50].replace("T 50", "New")), False),
    "an entry at the top": (lambda parts: parts.insert(0, "@misc{new, title = {New}}\n"), False),
    "an entry goes": (lambda parts: parts.pop(50), False),
    "a brace goes": (lambda parts: parts.__setitem__(50, parts[50].replace("}}", "}")), False),
    "an entry moves by a few": (lambda parts: parts.insert(52, parts.pop(50)), True),
    "a key that is taken": (lambda parts: parts.insert(50, "@misc{k150, title = {New}}\n"), True),
    "a key that is taken in capitals": (lambda parts: parts.insert(50, "@misc{K150, title = {New}}\n"), True),
    "a title that is taken": (lambda parts: parts.__setitem__(50, parts[50].replace("T 50", "T 150")), True),
    "an abbreviation": (lambda parts: parts.insert(50, "@string{a = {A}}\n"), True),
    "a suppression": (lambda parts: parts.insert(50, "% kb: allow[not-coded] for a reason\n"), True),
    "who inherits": (lambda parts: parts.__setitem__(120, parts[120].replace("T 120", "New")), False),
    "who inherits from none": (lambda parts: parts.__setitem__(130, parts[130].replace("T 130", "New")), False),
    "a link": (lambda parts: parts.insert(50, "@misc{new, title = {New}, crossref = {k150}}\n"), False),
    "a link that misses": (lambda parts: parts.insert(50, "@misc{new, title = {New}, crossref = {k2000}}\n"), False),
    "a link that misses no more": (
        lambda parts: parts.__setitem__(130, parts[130].replace("proceedings", "k9")),
        False,
    ),
    "a neighbour of what is inherited": (lambda parts: parts.__setitem__(151, parts[151].replace("T", "U")), False),
    "what is inherited": (lambda parts: parts.__setitem__(150, parts[150].replace("2000", "2001")), True),
    "what is inherited goes": (lambda parts: parts.pop(150), True),
    "what is missing comes": (lambda parts: parts.insert(50, "@misc{Proceedings, title = {New}}\n"), True),
    "what may be meant comes": (lambda parts: parts.insert(50, "@misc{proceeding, title = {New}}\n"), True),
    "another encoding": (lambda parts: parts.__setitem__(50, parts[50].replace("Lee", "L\udce9")), True),
}


@pytest.mark.parametrize(("edit", "is_whole"), EDITS.values(), ids=EDITS.keys())
def test_a_part_is_read_unless_it_takes_the_whole_to_tell(
    edit: Callable[[list[str]], object],
    is_whole: bool,
    bases: tuple[Base, Base],
    wholes: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kb.bibtex.regions.SIZE", 500)
    renewed, anew = bases
    parts = list(ENTRIES)
    path = renewed.project.root / "references.bib"
    path.write_bytes("".join(parts).encode())
    renewed.refresh()
    edit(parts)
    path.write_bytes("".join(parts).encode("utf-8", "surrogateescape"))
    renewed.refresh()
    assert bool(wholes) == is_whole
    anew.rebuild()
    assert differences(renewed.store, anew.store) == []


def test_an_edit_of_one_entry_goes_through_the_rows_of_all_entries_nowhere(bases: tuple[Base, Base]) -> None:
    base, _ = bases
    path = base.project.root / "references.bib"
    path.write_text("".join(ENTRIES), encoding="utf-8")
    base.refresh()
    path.write_text("".join(ENTRIES).replace("T 50}", "New}"), encoding="utf-8")
    with traced(base.store) as asked:
        base.refresh()
    statements = [sql for sql in asked if sql.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
    assert any(sql.startswith('DELETE FROM "sources"') for sql in statements)
    assert not [sql for sql in statements if "SCAN sources" in plan(base.store, sql)]
