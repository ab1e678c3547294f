"""The law of the index: what is written reads back equal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from kb.bibtex import read_bibtex
from kb.diagnostics import Diagnostic, Place, Related, Severity
from kb.evidence import by_claim
from kb.model import Corpus
from kb.store import Content, FileStamp, Reader, Store, open_store, replace_all
from kb.verdicts import Verdict, judge
from tests.store.corpora import corpora


def verdicts(corpus: Corpus) -> dict[str, Verdict]:
    return {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}


@settings(max_examples=60)
@given(corpus=corpora())
def test_a_corpus_reads_back_equal(store: Store, corpus: Corpus) -> None:
    replace_all(store, Content(corpus, verdicts(corpus)))
    with store.reading() as connection:
        assert Reader(connection).corpus() == corpus


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("@misc{a, title = {One {T}wo}, year = 2001, note = {\\'e}}", None),
        ("@misc{a, title = {One}, month = may}", "\ntitle\nOne\nmonth\nMay"),
        ("@misc{a, title = {One} year = 2001}", "\ntitle\nOne\nyear\n2001"),
    ],
    ids=["all in its text", "an abbreviation", "a missing comma"],
)
def test_fields_are_kept_only_where_the_text_of_an_entry_does_not_tell_them(
    store: Store, entry: str, kept: str | None
) -> None:
    (source,) = read_bibtex("references.bib", entry.encode()).sources
    replace_all(store, Content(Corpus({"a": source}), {}))
    with store.reading() as connection:
        assert Reader(connection).corpus().sources["a"].fields == source.fields
        assert connection.exec_driver_sql("SELECT fields FROM sources").scalar_one() == kept


@settings(max_examples=60)
@given(corpus=corpora())
def test_evidence_and_verdict_columns_are_those_of_the_corpus(store: Store, corpus: Corpus) -> None:
    judged = verdicts(corpus)
    replace_all(store, Content(corpus, judged))
    with store.reading() as connection:
        reader = Reader(connection)
        evidence = reader.evidence(corpus.claims)
        summaries = {summary.id: summary for summary in reader.summaries(corpus.claims)}
        voting = reader.voting_ids(f.id for f in corpus.findings)
    assert {id_: judge(found) for id_, found in evidence.items()} == judged
    for id_, verdict in judged.items():
        summary = summaries[id_]
        assert (summary.state, summary.conflict, summary.direction) == (
            verdict.state,
            verdict.conflict,
            verdict.direction,
        )
        assert (summary.counts, summary.flags, summary.rests_on) == (verdict.counts, verdict.flags, verdict.rests_on)
    assert voting == {id_ for verdict in judged.values() for id_ in verdict.votes}


def test_diagnostics_and_file_stamps_read_back_equal(store: Store) -> None:
    place, other = Place("claims/a.yaml", 3, 7), Place("references.bib", 9, 1)
    faults = (
        Diagnostic(place, "unknown-source", Severity.ERROR, "no source 'x'", "did you mean 'y'?"),
        Diagnostic(other, "twin-entries", Severity.WARNING, "é", "", (Related(place, "the first is here"),)),
    )
    stamps = (FileStamp("references.bib", "ab", 12, 1_700_000_000_000_000_001), FileStamp("claims/a.yaml", "", 0, 0))
    replace_all(store, Content(Corpus(), {}, faults, stamps, 5))
    with store.reading() as connection:
        reader = Reader(connection)
        assert reader.diagnostics() == faults
        assert reader.files() == {stamp.path: stamp for stamp in stamps}


def test_each_build_raises_the_revision(store: Store) -> None:
    first = replace_all(store, Content(Corpus(), {}))
    assert replace_all(store, Content(Corpus(), {})) == first + 1


def test_a_path_may_hold_any_letters(tmp_path: Path) -> None:
    folder = tmp_path / "Müller & Söhne 100%"
    opened = open_store(f"sqlite:///{folder.as_posix().replace('%', '%25')}/kb.sqlite")
    replace_all(opened, Content(Corpus(), {}))
    opened.close()
    assert [path.name for path in tmp_path.iterdir()] == ["Müller & Söhne 100%"]
