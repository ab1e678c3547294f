"""The evidence table, the graph, and reference lists, read back by other programs, with hostile text in them."""

from __future__ import annotations

import csv
import io
import os
import stat
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd  # type: ignore[import-untyped]  # Streamlit brings it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.diagnostics import KbError
from kb.evidence import by_claim
from kb.exporters import EXPORTERS, write_whole
from kb.exporters.clean import cell, one_line, printable
from kb.exporters.columns import EVIDENCE, Holds
from kb.exporters.portion import Portion
from kb.exporters.tables import evidence_table
from kb.loader import load
from kb.model import Claim, Corpus, Person, Source
from kb.project import Project
from kb.verdicts import judge
from kb.vocabulary import Kind
from tests.builders import CLAIM, finding, source
from tests.store.corpora import corpora

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(column.name for column in EVIDENCE)
EXPORT = {exporter.name: exporter.make for exporter in EXPORTERS}


def export(name: str, corpus: Corpus) -> str:
    verdicts = {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}
    made = EXPORT[name](Portion(corpus, verdicts))
    return made if isinstance(made, str) else made.decode()


@given(corpus=corpora())
def test_the_table_has_a_row_for_each_finding_whatever_the_text(corpus: Corpus) -> None:
    head, *rows = csv.reader(io.StringIO(export("csv", corpus), newline=""))
    assert tuple(head) == NAMES
    assert sorted(row[-1] for row in rows) == sorted(cell(finding.id) for finding in corpus.findings)


@given(text=st.text() | st.sampled_from(["=1+1", " =cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1", "\x00=1"]))
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    assert not cell(text).lstrip(" \n\t").startswith(("=", "+", "-", "@"))


def test_numbers_stay_numbers() -> None:
    finding = "lloydevans2014#hope-follow-up"
    loaded = load(Project(ROOT)).corpus
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(export("csv", loaded), newline=""))}
    assert (rows[finding]["value"], rows[finding]["ci_low"], rows[finding]["ci_high"]) == ("-0.24", "-0.46", "-0.02")


def test_what_was_done_and_against_what_have_a_column_each_and_are_no_formula() -> None:
    able = source("able2015", intervention="peer support", comparator="=usual care")
    claim, found = Claim(CLAIM, "t", "S.", Kind.EFFECT), finding("able2015", "supports")
    corpus = Corpus({"able2015": able}, claims={CLAIM: claim}, findings=(found,))
    (row,) = csv.DictReader(io.StringIO(export("csv", corpus), newline=""))
    assert (row["intervention"], row["comparator"]) == ("peer support", cell("=usual care"))


def test_a_statistics_program_reads_numbers_as_numbers_and_finds_every_row() -> None:
    corpus = load(Project(ROOT)).corpus
    table = pd.read_csv(io.StringIO(export("csv", corpus)))
    assert len(table) == len(corpus.findings)
    numbers = [column.name for column in EVIDENCE if column.holds is Holds.NUMBER]
    assert [name for name in numbers if not pd.api.types.is_numeric_dtype(table[name])] == []
    assert set(table["votes"]) == {"yes", "no"}
    assert table.loc[table["votes"] == "no", "why_no_vote"].notna().all()
    assert table.loc[table["votes"] == "yes", "why_no_vote"].isna().all()


@given(corpus=corpora())
def test_the_graph_is_xml_that_another_reader_reads(corpus: Corpus) -> None:
    root = ET.fromstring(export("graphml", corpus))  # noqa: S314 - our own document
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = root.findall(f".//{space}edge")
    kinds = {k.get("id"): k.get("attr.name") for k in root.findall(f"{space}key")}
    found = [
        data.text for edge in edges for data in edge.findall(f"{space}data") if kinds[data.get("key")] == "finding"
    ]
    assert len(found) == len(corpus.findings)
    for ids in ([k.get("id") for k in root.findall(f"{space}key")], [edge.get("id") for edge in edges]):
        assert len(set(ids)) == len(ids)


def reference_of(title: str) -> Source:
    return Source("k", "article", title, (Person("Lee", "Ann Bo"),), year=2018, venue="J", raw="@article{k,\n}")


@given(text=st.text())
def test_printable_text_holds_no_control_character(text: str) -> None:
    assert all(ch in "\n\t" or ch.isprintable() or ord(ch) > 0x9F for ch in printable(text))
    assert "\n" not in one_line(text)


def test_an_empty_base_gives_a_table_with_only_its_head() -> None:
    assert evidence_table(Portion()) == ",".join(NAMES) + "\r\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes among its files")
def test_a_pipe_is_written_to_and_a_link_is_followed(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, "text")
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    (tmp_path / "real").write_text("old", encoding="utf-8")
    link.symlink_to(tmp_path / "real")
    write_whole(link, "new")
    assert link.is_symlink()
    assert (tmp_path / "real").read_text(encoding="utf-8") == "new"


def test_a_file_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    with pytest.raises(KbError, match="cannot write"):
        write_whole(tmp_path / "target", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
