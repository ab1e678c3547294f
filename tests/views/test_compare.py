"""Two sources side by side: where both vote, and where one of them has no vote, with why."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings

from kb.base import Base, open_base
from kb.evidence import Evidence, by_claim
from kb.model import Claim, Corpus, Topic
from kb.store import Content, Reader, Store, replace_all
from kb.units import Silence
from kb.verdicts import judge
from kb.views.compare import Heard, compare_view, compared
from kb.vocabulary import Kind, Stance
from tests.builders import CLAIM
from tests.verdicts.strategies import evidences

BIB = "".join(
    f"@misc{{{key}, author = {{{key}, A}}, title = {{On {key}}}, year = {{2018}}}}\n" for key in ("lee", "kim")
)
CLAIMS = (
    "topic: t\ntitle: T\nclaims:\n  - {id: c, statement: S., kind: effect}\n  - {id: d, statement: W., kind: effect}\n"
)
FINDING = "  - {id: c, claim: c, stance: supports, basis: result, at: p. 1, says: X.}\n"
LEE = f"source: lee\nread: full-text\ndesign: rct\nfindings:\n{FINDING}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "references.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "claims" / "a.yaml").write_text(f"{CLAIMS}---\n{LEE}", encoding="utf-8")
    return tmp_path


def with_kim(project: Path, sheet: str) -> Base:
    (project / "claims" / "kim.yaml").write_text(f"source: kim\nread: full-text\n{sheet}", encoding="utf-8")
    return open_base(project)


def test_a_shared_claim_on_which_one_only_gives_an_opinion_is_listed_with_that(project: Path) -> None:
    view = with_kim(project, f"findings:\n{FINDING.replace('result', 'interpretation')}").compare("lee", "kim")
    assert view.claims == ()
    (row,) = view.without_votes
    assert (row.claim, row.a, row.b) == ("c", Stance.SUPPORTS, None)
    assert row.no_vote == {"kim#c": Silence.BASIS}
    assert [finding.says for finding in row.b_findings] == ["X."]


def test_a_review_whose_data_are_counted_already_has_no_vote_to_compare(project: Path) -> None:
    sheet = f"design: systematic-review\nincludes: [lee]\nfindings:\n{FINDING.replace('result', 'synthesis')}"
    (row,) = with_kim(project, sheet).compare("lee", "kim").without_votes
    assert row.no_vote == {"kim#c": Silence.ABSORBED}


def test_a_claim_on_which_both_vote_is_compared(project: Path) -> None:
    view = with_kim(project, f"design: rct\nfindings:\n{FINDING}").compare("lee", "kim")
    assert ([row.claim for row in view.claims], view.without_votes) == (["c"], ())


def test_a_claim_that_only_one_addresses_is_none_that_they_share(project: Path) -> None:
    view = with_kim(project, f"findings:\n{FINDING.replace('claim: c', 'claim: d')}").compare("lee", "kim")
    assert (view.claims, view.without_votes) == ((), ())


@settings(max_examples=200)
@given(evidence=evidences)
def test_two_sources_stand_to_each_other_as_in_all_that_is_said_on_their_claim(
    store: Store, evidence: Evidence
) -> None:
    corpus = Corpus(
        evidence.sources,
        {"t": Topic("t", "T")},
        {CLAIM: Claim(CLAIM, "t", "A statement.", Kind.EFFECT)},
        evidence.findings,
        evidence.comparisons,
    )
    whole = by_claim(corpus)[CLAIM]
    verdict = judge(whole)
    replace_all(store, Content(corpus, {CLAIM: verdict}))
    with store.reading() as connection:
        reader = Reader(connection)
        (summary,) = reader.summaries([CLAIM])
        heard = Heard(summary, whole, verdict.units)
        for a, b in permutations(sorted({finding.source for finding in corpus.findings}), 2):
            assert compare_view(reader, a, b) == compared(corpus.sources[a], corpus.sources[b], [heard])
