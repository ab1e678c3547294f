"""The views of the index, read with SQL by people and by Datasette."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.base import Base, open_base
from kb.model import Sheet
from kb.store import schema
from kb.store.sql_views import VIEWS
from tests.test_floors import ROOT


@pytest.fixture(scope="module")
def shipped(new_url: Callable[[], str]) -> Iterator[Base]:
    """The shipped literature in an index of each kind."""
    base = open_base(ROOT, new_url())
    base.refresh()
    yield base
    base.store.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped literature in a SQLite file that nobody has open."""
    path = tmp_path_factory.mktemp("index") / "kb.sqlite"
    base = open_base(ROOT, f"sqlite:///{path.as_posix()}")
    base.refresh()
    base.store.close()
    return path


def rows_of(base: Base, view: str) -> list[dict[str, Any]]:
    with base.store.reading() as connection:
        return [dict(row) for row in connection.exec_driver_sql(f"SELECT * FROM {view}").mappings()]  # noqa: S608 - our own name


def test_claims_stand_with_their_verdicts_most_contested_first(shipped: Base) -> None:
    rows, claims = rows_of(shipped, "claims_with_verdicts"), shipped.claims()
    assert [row["claim"] for row in rows] == [claim.id for claim in claims]
    for row, claim in zip(rows, claims, strict=True):
        assert (row["statement"], row["state"], row["conflict"]) == (claim.statement, claim.state, claim.conflict)
        assert row["supports"] == claim.counts["supports"]
        assert row["topic"] == shipped.topics()[claim.topic].title


def test_findings_stand_with_the_statement_of_their_claim_and_the_citation_of_their_source(shipped: Base) -> None:
    corpus = shipped.portion().corpus
    rows = rows_of(shipped, "findings_with_claims")
    assert [row["finding"] for row in rows] == [finding.id for finding in corpus.findings]
    for row, finding in zip(rows, corpus.findings, strict=True):
        assert row["statement"] == corpus.claims[finding.claim].statement
        assert (row["says"], row["stance"], row["locator"] or "") == (finding.says, finding.stance, finding.at)
        assert (row["as_reported_by"] is not None) == finding.is_second_hand
        assert row["year"] == corpus.sources[finding.source].year
    admissions = next(row for row in rows if row["finding"] == "lloydevans2014#admissions")
    assert admissions["citation"] == "Lloyd-Evans et al. 2014"
    assert {row["votes"] for row in rows} == {"yes", "no"}


def test_sources_stand_with_what_they_found_and_what_others_report_of_them(shipped: Base) -> None:
    corpus = shipped.portion().corpus
    rows = {row["source"]: row for row in rows_of(shipped, "sources_with_evidence")}
    assert list(rows) == list(corpus.sources)
    for key, row in rows.items():
        own = [finding for finding in corpus.findings if finding.source == key]
        assert row["findings"] == len(own)
        assert row["as_reported"] == sum(finding.is_second_hand for finding in own)
        assert row["claims"] == len({finding.claim for finding in own})
        sheet = corpus.sources[key].sheet or Sheet(key)
        studied = (row["population"], row["intervention"], row["comparator"])
        assert studied == tuple(part or None for part in (sheet.population, sheet.intervention, sheet.comparator))
        assert row["reports_of_others"] == sum(finding.via == key for finding in corpus.findings)


def test_votes_count_up_to_the_verdict(shipped: Base) -> None:
    votes = rows_of(shipped, "votes_on_claims")
    for claim in shipped.claims():
        counted = {
            row["unit"] for row in votes if (row["claim"], row["votes"], row["stance"]) == (claim.id, "yes", "supports")
        }
        assert len(counted) == claim.counts["supports"]


def test_citations_stand_in_the_order_of_the_text(shipped: Base) -> None:
    rows = [row for row in rows_of(shipped, "citations_with_purposes") if row["source"] == "collins2016"]
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert rows[0]["citing"] == "Collins et al. 2016"
    assert rows[0]["cited"] == "Slade et al. 2014"


def test_views_are_there_after_every_build_and_after_a_new_version(
    shipped: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows_of(shipped, "findings_with_claims")
    with shipped.store.writing() as connection:
        connection.exec_driver_sql("DROP VIEW findings_with_claims")
    shipped.rebuild()
    assert rows_of(shipped, "findings_with_claims") == before
    with monkeypatch.context() as later:
        later.setattr(schema, "VERSION", "9999")
        shipped.rebuild()
        assert rows_of(shipped, "findings_with_claims") == before


@pytest.mark.parametrize("view", VIEWS)
def test_datasette_shows_each_view(file: Path, view: str) -> None:
    with sqlite3.connect(file) as connection:
        expected = connection.execute(f"SELECT count(*) FROM {view}").fetchone()[0]  # noqa: S608 - our own name
    connection.close()
    assert expected
    command = [sys.executable, "-m", "datasette", str(file), "--get", f"/kb/{view}.json?_shape=array&_size=max"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    rows = json.loads(done.stdout)
    assert len(rows) == min(expected, 1000)
    assert not {name for name in rows[0] if name.startswith("_")}


def test_datasette_filters_findings_by_the_words_in_them(file: Path) -> None:
    address = (
        "/kb/findings_with_claims.json?_shape=array&as_reported_by=Collins+et+al.+2016&citation=Repper+%26+Carter+2011"
    )
    command = [sys.executable, "-m", "datasette", str(file), "--get", address]
    rows = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    assert {row["source"] for row in rows} == {"repper2011"}
    assert "Employing peer support workers reduces psychiatric admissions." in {row["statement"] for row in rows}
