"""Verdicts on hand-made sets of evidence with reviews: what is counted once, and what stays visible."""

from __future__ import annotations

from kb.evidence import Evidence
from kb.units import Flag
from kb.verdicts import Conflict, Counts, State, judge
from tests.builders import absorbed, evidence, finding, rests_on, review, source, unit


def test_agreeing_review_that_includes_a_study() -> None:
    """A review that pools Lee and agrees with Lee is Lee's data again, and when Lee is removed it steps back in."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018"),
            finding("lee2018", "supports"),
            finding("collins2016", "supports", basis="synthesis"),
            finding("kim2019", "supports"),
        )
    )
    assert verdict.counts == Counts(supports=2)
    assert verdict.state is State.CONSISTENT_SUPPORT
    assert absorbed(verdict) == {"collins2016": "lee2018"}
    assert verdict.flags == (Flag.OVERLAP_ABSORBED,)
    assert rests_on(verdict) == {"kim2019": "single_study"}  # without Lee the review counts beside Kim


def test_absorbed_review_steps_back_in_alone() -> None:
    """Without the only study, its review is the single unit, so the state does not change and nothing rests on it."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018"),
            finding("lee2018", "supports"),
            finding("collins2016", "supports", basis="synthesis"),
        )
    )
    assert verdict.state is State.SINGLE_STUDY
    assert verdict.rests_on == ()


def test_opposing_review_that_includes_a_study() -> None:
    """A review that disputes what its one included study supports stays a conflict, marked as not independent."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018"),
            finding("lee2018", "supports"),
            finding("collins2016", "disputes", basis="synthesis"),
        )
    )
    assert verdict.counts == Counts(supports=1, disputes=1)
    assert verdict.conflict is Conflict.BETWEEN
    assert verdict.flags == (Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES,)


def test_one_independent_contradiction_is_enough() -> None:
    """Beside the review and its own study a second, unrelated study disagrees: the conflict is not only overlap."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018"),
            finding("lee2018", "supports"),
            finding("kim2019", "supports"),
            finding("collins2016", "disputes", basis="synthesis"),
        )
    )
    assert verdict.conflict is Conflict.BETWEEN
    assert verdict.flags == ()


def test_inconclusive_review_of_a_supporting_study() -> None:
    """A review that cannot tell, of a study that supports, has another stance and so keeps its vote."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018"),
            finding("lee2018", "supports"),
            finding("collins2016", "inconclusive", basis="synthesis"),
        )
    )
    assert verdict.counts == Counts(supports=1, inconclusive=1)
    assert verdict.state is State.INCONCLUSIVE
    assert verdict.flags == ()


def test_two_reviews_with_a_common_study_outside_the_base() -> None:
    """Two reviews that both include a trial nobody coded share data: the one with the longer list counts."""
    verdict = judge(
        evidence(
            review("a-review", "outside1999"),
            review("b-review", "outside1999", "other2001"),
            finding("a-review", "disputes", basis="synthesis"),
            finding("b-review", "disputes", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"a-review": "b-review"}
    assert verdict.counts == Counts(disputes=1)


def test_reviews_with_equally_long_lists_count_by_key() -> None:
    """Between equal lists the key decides, so the same review counts on every machine."""
    verdict = judge(
        evidence(
            review("b-review", "x", "y"),
            review("a-review", "y", "z"),
            finding("b-review", "mixed", basis="synthesis"),
            finding("a-review", "mixed", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"b-review": "a-review"}


def test_an_absorbed_review_absorbs_nothing() -> None:
    """The middle review is absorbed by the largest, and the smallest shares data only with the middle one: it counts."""
    verdict = judge(
        evidence(
            review("large", "a", "b", "c"),
            review("middle", "c", "d"),
            review("small", "d"),
            *(finding(key, "supports", basis="synthesis") for key in ("large", "middle", "small")),
        )
    )
    assert absorbed(verdict) == {"middle": "large"}
    assert verdict.counts == Counts(supports=2)


def test_primary_studies_always_count() -> None:
    """Two studies inside one agreeing review both vote; only the review is absorbed."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018", "kim2019"),
            finding("lee2018", "supports"),
            finding("kim2019", "supports"),
            finding("collins2016", "supports", basis="synthesis"),
        )
    )
    assert verdict.counts == Counts(supports=2)
    assert absorbed(verdict) == {"collins2016": "kim2019"}


def test_review_that_lists_a_study_by_its_id() -> None:
    """An inclusion list may name the study; both its reports are then inside the review."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            review("collins2016", "star"),
            finding("lee2018", "supports"),
            finding("collins2016", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"collins2016": "star"}


def test_review_that_lists_another_report_of_the_study() -> None:
    """The review includes the trial's first paper and the base has a finding from the second: still the same data."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            source("lee2020", study="star"),
            review("collins2016", "lee2018"),
            finding("lee2020", "supports"),
            finding("collins2016", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"collins2016": "star"}


def test_two_reviews_that_list_one_study_by_key_and_by_id() -> None:
    """One review lists the paper and another the study it reports: that is a common included study."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            review("a-review", "lee2018", "other"),
            review("b-review", "star"),
            finding("a-review", "supports", basis="synthesis"),
            finding("b-review", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"b-review": "a-review"}


def test_two_reports_of_one_review() -> None:
    """A review published twice under one study id is two units that share data, so the second is absorbed."""
    verdict = judge(
        evidence(
            review("pitt2013", "a", "b", study="pitt-review"),
            review("pitt2015", study="pitt-review"),
            finding("pitt2013", "inconclusive", basis="synthesis"),
            finding("pitt2015", "inconclusive", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"pitt2015": "pitt2013"}


def umbrella_base(umbrella_stance: str) -> Evidence:
    return evidence(
        source("umbrella", design="umbrella-review", includes=["collins2016"]),
        review("collins2016", "lee2018"),
        finding("lee2018", "supports"),
        finding("umbrella", umbrella_stance, basis="synthesis"),
    )


def test_umbrella_including_a_review_including_a_study() -> None:
    """An umbrella review rests on what the reviews in it include, though none of them has a finding here."""
    verdict = judge(umbrella_base("supports"))
    assert absorbed(verdict) == {"umbrella": "lee2018"}
    assert verdict.counts == Counts(supports=1)


def test_umbrella_against_a_study_in_one_of_its_reviews() -> None:
    """The umbrella review disputes a study two steps below it: a conflict between overlapping sources."""
    verdict = judge(umbrella_base("disputes"))
    assert verdict.conflict is Conflict.BETWEEN
    assert verdict.flags == (Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES,)


def test_umbrella_that_lists_a_review_by_its_study_id() -> None:
    """A review has a study id too, and listing it by that id includes what the review includes."""
    verdict = judge(
        evidence(
            source("umbrella", design="umbrella-review", includes=["collins-review"]),
            review("collins2016", "lee2018", study="collins-review"),
            finding("lee2018", "supports"),
            finding("umbrella", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"umbrella": "lee2018"}


def test_reviews_that_include_each_other() -> None:
    """A circle of inclusion lists ends, and the two reviews count once."""
    verdict = judge(
        evidence(
            review("a-review", "b-review"),
            review("b-review", "a-review"),
            finding("a-review", "supports", basis="synthesis"),
            finding("b-review", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"b-review": "a-review"}


def test_included_list_of_a_primary_study_has_no_effect() -> None:
    """Only reviews are kept from counting a study twice; a trial with an inclusion list still votes."""
    verdict = judge(
        evidence(
            source("kim2019", includes=["lee2018"]), finding("lee2018", "supports"), finding("kim2019", "supports")
        )
    )
    assert verdict.counts == Counts(supports=2)


def test_review_without_inclusion_list_beside_an_agreeing_study() -> None:
    """Nobody recorded what the review includes: it counts, and the reader is told that it may repeat the study."""
    verdict = judge(
        evidence(
            review("collins2016"), finding("lee2018", "supports"), finding("collins2016", "supports", basis="synthesis")
        )
    )
    assert verdict.counts == Counts(supports=2)
    assert verdict.flags == (Flag.OVERLAP_UNKNOWN,)


def test_review_without_inclusion_list_beside_other_stances() -> None:
    """Overlap matters only where votes could be counted twice, so beside other stances nothing is flagged."""
    verdict = judge(
        evidence(
            review("collins2016"),
            finding("lee2018", "inconclusive"),
            finding("kim2019", "mixed"),
            finding("collins2016", "supports", basis="synthesis"),
        )
    )
    assert verdict.flags == ()


def test_review_without_inclusion_list_known_from_a_larger_review() -> None:
    """A review without a list that an agreeing larger one includes is absorbed, so its overlap is known."""
    verdict = judge(
        evidence(
            review("large", "small", "a"),
            review("small"),
            finding("large", "supports", basis="synthesis"),
            finding("small", "supports", basis="synthesis"),
        )
    )
    assert absorbed(verdict) == {"small": "large"}
    assert verdict.flags == (Flag.OVERLAP_ABSORBED,)


def test_a_reviews_sentence_about_one_study_is_that_studys_vote() -> None:
    """What a review says about Lee alone is Lee as reported; what it concludes overall is the review's own."""
    verdict = judge(
        evidence(
            review("collins2016", "lee2018"),
            finding("lee2018", "supports", via="collins2016"),
            finding("collins2016", "inconclusive", basis="synthesis"),
        )
    )
    assert verdict.counts == Counts(supports=1, inconclusive=1)
    assert unit(verdict, "lee2018").as_reported
    assert not unit(verdict, "collins2016").as_reported
    assert rests_on(verdict) == {"collins2016": "no_evidence", "lee2018": "single_study"}
