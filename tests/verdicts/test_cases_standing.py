"""Verdicts on hand-made sets of evidence: retractions, conflicts that a source states, and restrictions."""

from __future__ import annotations

import pytest

from kb.evidence import Policy
from kb.model import Finding, Source
from kb.units import Flag
from kb.verdicts import Conflict, Counts, Leaning, RestsOn, State, judge
from tests.builders import absorbed, evidence, finding, rests_on, review, says, source, uncoded, unit

FIRST_HAND = Policy(first_hand_only=True)


# --- retraction ------------------------------------------------------------------------------------------------------


def test_retracted_source() -> None:
    """A retracted study is listed and left out, and says so."""
    verdict = judge(
        evidence(source("lee2018", status="retracted"), finding("lee2018", "supports"), finding("kim2019", "disputes"))
    )
    assert verdict.counts == Counts(disputes=1)
    assert verdict.flags == (Flag.RETRACTED_EXCLUDED,)
    assert rests_on(verdict) == {"kim2019": "no_evidence"}


def test_retracted_own_source_of_a_second_hand_finding() -> None:
    """A report of a retracted study gives it no vote through the back door, nor is it second-hand evidence."""
    base = evidence(source("lee2018", status="retracted"), finding("lee2018", "supports", via="collins2016"))
    assert judge(base).state is State.NO_EVIDENCE
    assert judge(base).flags == (Flag.RETRACTED_EXCLUDED,)
    assert judge(base, FIRST_HAND).state is State.NO_EVIDENCE


def test_retracted_reporter_of_a_second_hand_finding() -> None:
    """The rule asks whether the own source is retracted; a report in a retracted paper still speaks for its source."""
    verdict = judge(
        evidence(source("collins2016", status="retracted"), finding("lee2018", "supports", via="collins2016"))
    )
    assert verdict.counts == Counts(supports=1)
    assert Flag.RETRACTED_EXCLUDED not in verdict.flags


@pytest.mark.parametrize("status", ["current", "corrected", "expression-of-concern", "superseded"])
def test_only_retraction_takes_the_vote_away(status: str) -> None:
    """Corrected, questioned and superseded publications still vote; a filter on status can leave them out."""
    base = evidence(source("lee2018", status=status), finding("lee2018", "supports"))
    assert judge(base).counts == Counts(supports=1)
    assert judge(base).flags == ()


def test_one_retracted_report_of_a_study() -> None:
    """Of a study's two papers one is retracted: the other alone speaks for the study."""
    verdict = judge(
        evidence(
            source("lee2018", study="star", status="retracted"),
            source("lee2020", study="star"),
            finding("lee2018", "supports"),
            finding("lee2020", "inconclusive"),
        )
    )
    assert verdict.counts == Counts(inconclusive=1)
    assert verdict.flags == (Flag.RETRACTED_EXCLUDED,)


def test_agreeing_review_of_a_retracted_study_keeps_its_vote() -> None:
    """A retracted study is not counted, so it absorbs nothing."""
    verdict = judge(
        evidence(
            source("lee2018", status="retracted"),
            review("collins2016", "lee2018"),
            finding("lee2018", "supports"),
            finding("collins2016", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {}
    assert verdict.counts == Counts(supports=1)


# --- stated conflicts ------------------------------------------------------------------------------------------------


def test_stated_conflict() -> None:
    """Collins says that Lee and Kim conflict, and one supports where the other cannot tell: a conflict, as stated."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports"),
            finding("kim2019", "inconclusive"),
            says("collins2016", "conflict", "lee2018", "kim2019"),
        )
    )
    assert (verdict.state, verdict.conflict, verdict.direction) == (
        State.CONFLICTING,
        Conflict.STATED,
        Leaning.SUPPORTS,
    )
    assert rests_on(verdict) == {
        "collins2016": "inconclusive",
        "kim2019": "single_study",
        "lee2018": "single_study",
    }


def test_stated_conflict_among_many_that_agree() -> None:
    """A stated conflict is not outvoted, as one between units is not."""
    verdict = judge(
        evidence(
            *(finding(key, "supports") for key in ("a", "b", "c")),
            finding("kim2019", "inconclusive"),
            says("collins2016", "conflict", "a", "kim2019"),
        )
    )
    assert verdict.conflict is Conflict.STATED
    assert rests_on(verdict) == {
        "a": "qualified_support",
        "collins2016": "qualified_support",
        "kim2019": "consistent_support",
    }


def test_stated_conflict_between_equal_stances() -> None:
    """A conflict stated between two studies coded alike changes no state; a check reports the misfit."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports"),
            finding("kim2019", "supports"),
            says("collins2016", "conflict", "lee2018", "kim2019"),
        )
    )
    assert verdict.state is State.CONSISTENT_SUPPORT


def test_stated_conflict_beside_one_between_units() -> None:
    """Where units stand on both sides the conflict is between them, stated or not."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports"),
            finding("kim2019", "disputes"),
            says("collins2016", "conflict", "lee2018", "kim2019"),
        )
    )
    assert verdict.conflict is Conflict.BETWEEN


def test_stated_agreement_changes_nothing() -> None:
    """That a source sees agreement is shown on the pair and moves no state."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports"),
            finding("kim2019", "inconclusive"),
            says("collins2016", "agreement", "lee2018", "kim2019"),
        )
    )
    assert verdict.state is State.INCONCLUSIVE


def test_stated_conflict_with_a_unit_that_does_not_count() -> None:
    """A conflict stated with an absorbed review, or with a source that has no vote here, names no two counted units."""
    base: list[Source | Finding] = [
        review("review2017", "lee2018"),
        finding("lee2018", "supports"),
        finding("review2017", "supports", basis="synthesis"),
        finding("kim2019", "inconclusive"),
        finding("opinion2020", "disputes", basis="interpretation"),
    ]
    assert judge(evidence(*base, says("collins2016", "conflict", "review2017", "kim2019"))).conflict is None
    assert judge(evidence(*base, says("collins2016", "conflict", "opinion2020", "lee2018"))).conflict is None
    assert judge(evidence(*base, says("collins2016", "conflict", "lee2018", "kim2019"))).conflict is Conflict.STATED


def test_stated_conflict_between_two_reports_of_one_study() -> None:
    """Two reports are one unit, and one unit cannot be in conflict with itself."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            source("lee2020", study="star"),
            finding("lee2018", "supports"),
            finding("lee2020", "inconclusive"),
            says("collins2016", "conflict", "lee2018", "lee2020"),
        )
    )
    assert verdict.state is State.SINGLE_STUDY


def test_stated_conflict_among_three_of_whom_two_are_alike() -> None:
    """Three sources are named and two are coded alike: the third differs, and that is enough."""
    verdict = judge(
        evidence(
            finding("a", "supports"),
            finding("b", "supports"),
            finding("c", "mixed"),
            says("collins2016", "conflict", "a", "b", "c"),
        )
    )
    assert verdict.conflict is Conflict.STATED


# --- policies --------------------------------------------------------------------------------------------------------


TWO_TRIALS_AND_A_COHORT = evidence(
    source("lee2018", design="rct", year=2018, country=["GB"]),
    source("kim2019", design="cluster-rct", year=2019, country=["KR", "US"]),
    source("ray2012", design="cohort", year=2012, country=["US"]),
    uncoded("sparse2010"),
    finding("lee2018", "supports"),
    finding("kim2019", "supports"),
    finding("ray2012", "disputes"),
    finding("sparse2010", "disputes"),
)


@pytest.mark.parametrize(
    ("policy", "counts"),
    [
        (Policy(), Counts(supports=2, disputes=2)),
        (Policy(only=(("design", "rct"),)), Counts(supports=1)),
        (Policy(only=(("design", "rct"), ("design", "cluster-rct"))), Counts(supports=2)),
        (Policy(only=(("design", "primary"),)), Counts(supports=2, disputes=1)),
        (Policy(only=(("design", "review"),)), Counts()),
        (Policy(only=(("country", "us"),)), Counts(supports=1, disputes=1)),
        (Policy(only=(("design", "cohort"), ("country", "US"))), Counts(disputes=1)),
        (Policy(as_of=2018), Counts(supports=1, disputes=2)),
        (Policy(as_of=2011), Counts()),
        (Policy(without=("ray2012", "sparse2010")), Counts(supports=2)),
        (Policy(without=("nobody",)), Counts(supports=2, disputes=2)),
    ],
    ids=str,
)
def test_restrictions(policy: Policy, counts: Counts) -> None:
    """A restriction leaves findings out and weighs nothing; what is not recorded fits no value."""
    assert judge(TWO_TRIALS_AND_A_COHORT, policy).counts == counts


def test_as_of_leaves_out_undated_sources() -> None:
    """A source without a year was published nobody knows when, so it is in no view as of a year."""
    base = evidence(source("undated", year=None), finding("undated", "supports"))
    assert judge(base).state is State.SINGLE_STUDY
    assert judge(base, Policy(as_of=2030)).state is State.NO_EVIDENCE


def test_as_of_a_year_nothing_counts_that_nobody_had_reported_yet() -> None:
    """What Collins reports of a study of 2003 could be read from 2016 on."""
    base = evidence(
        source("collins2016", year=2016),
        source("house2003", year=2003),
        finding("house2003", "supports", via="collins2016"),
    )
    assert judge(base, Policy(as_of=2015)).state is State.NO_EVIDENCE
    assert judge(base, Policy(as_of=2016)).state is State.SINGLE_STUDY


def test_as_of_before_a_stated_conflict() -> None:
    """Before Collins wrote, nobody had stated the conflict."""
    base = evidence(
        source("collins2016", year=2016),
        finding("lee2015", "supports"),
        finding("kim2015", "inconclusive"),
        says("collins2016", "conflict", "lee2015", "kim2015"),
    )
    assert judge(base, Policy(as_of=2016)).conflict is Conflict.STATED
    assert judge(base, Policy(as_of=2015)).state is State.INCONCLUSIVE


def test_restricting_away_a_study_brings_its_review_back() -> None:
    """Among reviews only, the review that was absorbed by its trial has its vote again."""
    base = evidence(
        review("collins2016", "lee2018"),
        finding("lee2018", "supports"),
        finding("collins2016", "supports", basis="synthesis"),
    )
    verdict = judge(base, Policy(only=(("design", "review"),)))
    assert absorbed(verdict) == {}
    assert unit(verdict, "collins2016").stance is finding("x", "supports").stance


def test_what_would_change_is_asked_within_the_restriction() -> None:
    """Under a restriction, only sources that it lets through can be what the verdict rests on."""
    verdict = judge(TWO_TRIALS_AND_A_COHORT, Policy(only=(("design", "rct"),)))
    assert verdict.rests_on == (RestsOn("lee2018", State.NO_EVIDENCE, None, Leaning.NONE),)
