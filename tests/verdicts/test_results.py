"""Recorded results side by side: which are shown, in what order, and how the ways they point are counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from kb.evidence import Evidence, Policy
from kb.model import Result
from kb.result_words import measured_words, outcome_words, result_words, tally_words
from kb.results import Tally, recorded_results, tally
from kb.verdicts import judge
from kb.vocabulary import Direction, Good
from tests.builders import evidence, finding, review, source
from tests.verdicts.strategies import evidences


def pointing(direction: str) -> Result:
    return Result(outcome="admission", direction=Direction(direction) if direction else None)


def test_results_are_ordered_by_direction_then_source() -> None:
    found = evidence(
        finding("lee2018", "disputes", result=pointing("worse")),
        finding("kim2019", "inconclusive", result=pointing("")),
        finding("cho2020", "supports", result=pointing("better")),
        finding("abe2021", "inconclusive", result=pointing("no-difference")),
        finding("ode2022", "supports"),
    )
    shown = recorded_results(judge(found), found.findings)
    assert [each.finding.source for each in shown] == ["cho2020", "lee2018", "abe2021", "kim2019"]


def test_a_study_with_two_reports_and_three_results_is_counted_once() -> None:
    found = evidence(
        source("lee2018", study="trial"),
        source("lee2019", study="trial"),
        finding("lee2018", "supports", id="a", result=pointing("better")),
        finding("lee2018", "supports", id="b", result=pointing("better")),
        finding("lee2019", "supports", result=pointing("better")),
        finding("kim2019", "disputes", result=pointing("worse")),
    )
    assert tally(recorded_results(judge(found), found.findings)) == Tally(((Direction.BETTER, 1), (Direction.WORSE, 1)))


def test_a_review_whose_data_are_counted_with_a_study_is_shown_and_not_counted() -> None:
    found = evidence(
        review("pool2020", "lee2018"),
        finding("lee2018", "supports", result=pointing("better")),
        finding("pool2020", "supports", basis="synthesis", result=pointing("better")),
    )
    shown = recorded_results(judge(found), found.findings)
    assert [(each.finding.source, each.counted) for each in shown] == [("lee2018", True), ("pool2020", False)]
    assert tally(shown) == Tally(((Direction.BETTER, 1),))


@pytest.mark.parametrize(
    ("directions", "counted"),
    [
        (("better", "no-difference"), Tally(several=1)),
        (("better", "not-reported"), Tally(((Direction.BETTER, 1),))),
        (("not-reported", "not-reported"), Tally(((Direction.NOT_REPORTED, 1),))),
        (("better", ""), Tally(((Direction.BETTER, 1),))),
        (("", ""), Tally(not_recorded=1)),
    ],
)
def test_several_results_of_one_study(directions: tuple[str, ...], counted: Tally) -> None:
    found = evidence(
        *(finding("lee2018", "supports", id=str(n), result=pointing(word)) for n, word in enumerate(directions))
    )
    assert tally(recorded_results(judge(found), found.findings)) == counted


def test_a_result_without_a_vote_is_not_set_beside_the_others() -> None:
    found = evidence(
        source("old1999", status="retracted"),
        finding("old1999", "supports", result=pointing("better")),
        finding("lee2018", "supports", basis="context", result=pointing("better")),
        finding("kim2019", "supports", via="cho2020", result=pointing("better")),
    )
    assert [r.finding.source for r in recorded_results(judge(found), found.findings)] == ["kim2019"]
    assert recorded_results(judge(found, Policy(first_hand_only=True)), found.findings) == ()


@given(evidences)
def test_no_more_studies_are_counted_than_vote(found: Evidence) -> None:
    verdict = judge(found)
    assert tally(recorded_results(verdict, found.findings)).units <= verdict.counts.units


def test_a_result_is_written_as_the_source_prints_it() -> None:
    result = Result("hope", "SMD", Decimal("-0.00"), (Decimal("-0.20"), Decimal("0.20")), 448, Direction.NO_DIFFERENCE)
    assert measured_words(result) == "SMD -0.00 (-0.20 to 0.20)"
    assert result_words(result) == "hope: SMD -0.00 (-0.20 to 0.20), n = 448, no difference"
    assert outcome_words(Result("admission", good=Good.LOWER)) == "admission (lower coded as better)"
    assert result_words(Result("cost", direction=Direction.NOT_REPORTED)) == "cost: looked for and not reported"
    assert result_words(Result("cost")) == "cost"


def test_a_tally_names_each_direction_with_its_sign() -> None:
    whole, parts = tally_words(Tally(((Direction.BETTER, 2), (Direction.NO_DIFFERENCE, 1)), several=1, not_recorded=1))
    assert whole == "Of 5 studies and reviews with recorded results"
    assert parts == (
        ("▲", "better: 2"),
        ("◄►", "no difference: 1"),
        ("▲▼", "in several directions: 1"),
        ("–", "direction not recorded: 1"),
    )
    assert tally_words(Tally(((Direction.WORSE, 1),)))[0] == "Of 1 study or review with recorded results"
