"""What a reader of a verdict must know besides, in words that name the sources concerned."""

from __future__ import annotations

from dataclasses import replace

from kb.evidence import Evidence
from kb.model import Source
from kb.verdict_words import (
    flag_words,
    named_words,
    state_rule,
)
from kb.verdicts import State, judge
from tests.builders import evidence, finding, person, review, source


def _named(made: Source, family: str) -> Source:
    return replace(made, authors=(person(f"{family}, A."),))


def _said(*parts: Evidence) -> list[tuple[str, ...]]:
    return [flag_words(judge(each), each.sources) for each in parts]


def test_a_review_without_a_list_is_named_beside_others_of_its_stance_only() -> None:
    """Cole agrees with Lee and could repeat it; Kent, which has no list either, stands alone on its side."""
    cole, kent = _named(review("cole"), "Cole"), _named(review("kent"), "Kent")
    found = [finding("cole", "supports"), finding("lee", "supports"), finding("kent", "inconclusive")]
    assert _said(evidence(cole, kent, *found)) == [
        ("Cole 2015: a review without a list of included studies counts; it may rest on studies counted here.",)
    ]


def test_reviews_without_a_vote_and_reports_of_one_study_are_named() -> None:
    cole = _named(review("cole", "lee"), "Cole")
    lee, more = _named(source("lee", study="trial"), "Lee"), _named(source("more", study="trial"), "Moore")
    found = [finding("cole", "supports"), finding("lee", "supports"), finding("more", "supports")]
    assert _said(evidence(cole, lee, more, *found)) == [
        (
            "Lee 2015 and Moore 2015: several sources report one study; they have one vote together.",
            "Cole 2015: a review that agrees with a counted study and shares its data has no vote of its own.",
        )
    ]


def test_the_source_of_which_something_else_is_said_is_named_once() -> None:
    lee = _named(source("lee"), "Lee")
    told = [finding("lee", "disputes", via="kim", id=id_) for id_ in ("a", "b")]
    assert _said(evidence(lee, finding("lee", "supports"), *told)) == [
        ("Lee 2015: what is said of a source differs from what the source says itself; its own words count.",)
    ]


def test_a_study_on_both_sides_is_told_without_a_name() -> None:
    both = [finding("lee", "supports"), finding("lee", "disputes")]
    assert _said(evidence(*both)) == [("A study has findings on both sides; it counts as mixed.",)]


def test_the_rule_of_a_single_study_says_what_a_review_alone_is_called() -> None:
    alone = judge(evidence(review("cole"), finding("cole", "supports")))
    name, _, stance = named_words(alone).partition(", ")
    assert (name, stance) == ("single review", "supports")
    assert state_rule(alone.state).endswith(f"Where it is a review, the verdict is called {name}.")
    assert name not in "".join(
        state_rule(state) for state in State if state not in (State.SINGLE_STUDY, State.CONFLICTING)
    )
