"""Verdicts on small hand-made sets of evidence: counting, and whose vote a finding is."""

from __future__ import annotations

import pytest

from kb.evidence import Policy
from kb.units import Flag, Mismatch
from kb.verdicts import Conflict, Counts, Leaning, RestsOn, State, Verdict, judge
from tests.builders import evidence, finding, rests_on, says, source, unit

FIRST_HAND = Policy(first_hand_only=True)


# --- nothing, one, two -----------------------------------------------------------------------------------------------


def test_no_findings() -> None:
    """A claim nobody has looked at has no evidence, no direction and nothing that would change it."""
    assert judge(evidence()) == Verdict(State.NO_EVIDENCE, None, Leaning.NONE, Counts())


@pytest.mark.parametrize("stance", ["supports", "disputes", "mixed", "inconclusive"])
def test_one_study(stance: str) -> None:
    """One study is a single study whatever it says, leans the way it says, and without it nothing is left."""
    verdict = judge(evidence(finding("lee2018", stance)))
    assert (verdict.state, str(verdict.direction)) == (State.SINGLE_STUDY, stance)
    assert verdict.rests_on == (RestsOn("lee2018", State.NO_EVIDENCE, None, Leaning.NONE),)


def test_two_studies_on_both_sides() -> None:
    """One against one is a conflict between studies that leans nowhere, and either alone would be a single study."""
    verdict = judge(evidence(finding("lee2018", "supports"), finding("kim2019", "disputes")))
    assert (verdict.state, verdict.conflict, verdict.direction) == (
        State.CONFLICTING,
        Conflict.BETWEEN,
        Leaning.NONE,
    )
    assert verdict.rests_on == (
        RestsOn("kim2019", State.SINGLE_STUDY, None, Leaning.SUPPORTS),
        RestsOn("lee2018", State.SINGLE_STUDY, None, Leaning.DISPUTES),
    )
    assert verdict.lead == 0


def test_one_against_many_is_still_a_conflict() -> None:
    """A missed conflict is the worse error, so one opposing study of five makes one, and only its removal undoes it."""
    studies = [finding(key, "supports") for key in ("a", "b", "c", "d")]
    verdict = judge(evidence(*studies, finding("e", "disputes")))
    assert (verdict.conflict, verdict.direction, verdict.lead) == (Conflict.BETWEEN, Leaning.SUPPORTS, 3)
    assert rests_on(verdict) == {"e": "consistent_support"}


def test_all_votes_from_one_paper() -> None:
    """What Collins found and what is known only as Collins reports it is one paper's word; one more reading is not."""
    own, told = finding("collins2016", "disputes"), finding("lee2018", "supports", via="collins2016")
    assert judge(evidence(own, told)).only_through == "collins2016"
    assert judge(evidence(told, finding("kim2019", "supports", via="collins2016"))).only_through == "collins2016"
    assert judge(evidence(own, told, finding("kim2019", "supports"))).only_through == ""
    assert judge(evidence(told)).only_through == ""
    assert judge(evidence(own, told), FIRST_HAND).only_through == ""


def test_who_states_a_conflict() -> None:
    """Those who say that the two conflict are named where that makes the verdict, and not where it is one anyway."""
    one, other = finding("lee2018", "supports"), finding("kim2019", "inconclusive")
    said = [says(by, "conflict", "lee2018", "kim2019") for by in ("zhou2020", "collins2016")]
    assert judge(evidence(one, other, *said)).stated_by == ("collins2016", "zhou2020")
    assert judge(evidence(one, other, says("collins2016", "agreement", "lee2018", "kim2019"))).stated_by == ()
    assert judge(evidence(one, finding("kim2019", "disputes"), *said)).stated_by == ()


# --- whose vote ------------------------------------------------------------------------------------------------------


def test_second_hand_alone_speaks_for_its_own_source() -> None:
    """What Collins reports of Lee is Lee's vote, marked as reported, and Collins has none."""
    verdict = judge(evidence(finding("lee2018", "supports", via="collins2016")))
    assert verdict.state is State.SINGLE_STUDY
    assert verdict.counts == Counts(supports=1)
    assert unit(verdict, "lee2018").as_reported
    assert [u.id for u in verdict.units] == ["lee2018"]
    assert rests_on(verdict) == {"collins2016": "no_evidence", "lee2018": "no_evidence"}


def test_second_hand_agreeing_with_first_hand() -> None:
    """Lee read and Lee as reported say the same: one vote, not marked as reported, no mismatch."""
    verdict = judge(evidence(finding("lee2018", "supports"), finding("lee2018", "supports", via="collins2016")))
    assert verdict.counts == Counts(supports=1)
    assert not unit(verdict, "lee2018").as_reported
    assert unit(verdict, "lee2018").findings == ("lee2018#supports-result",)
    assert verdict.flags == ()
    assert verdict.mismatches == ()


def test_second_hand_differing_from_first_hand() -> None:
    """Collins misreports Lee: Lee's own words alone vote, and the mismatch is a finding in its own right."""
    verdict = judge(evidence(finding("lee2018", "inconclusive"), finding("lee2018", "supports", via="collins2016")))
    assert verdict.counts == Counts(inconclusive=1)
    assert verdict.flags == (Flag.CITATION_MISMATCH,)
    (mismatch,) = verdict.mismatches
    assert mismatch == Mismatch(
        "lee2018#supports-result-collins2016",
        source="lee2018",
        via="collins2016",
        reported=finding("lee2018", "supports").stance,
        own=finding("lee2018", "inconclusive").stance,
    )
    assert rests_on(verdict) == {"lee2018": "no_evidence"}


def test_second_hand_is_held_against_all_first_hand_findings_together() -> None:
    """Lee supports on one outcome and cannot tell on another, which together is support, so "supports" is no misreport."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports"),
            finding("lee2018", "inconclusive"),
            finding("lee2018", "supports", via="collins2016"),
        )
    )
    assert verdict.counts == Counts(supports=1)
    assert verdict.mismatches == ()


def test_two_reporters_who_disagree_about_an_unread_source() -> None:
    """Two papers report Lee in opposite directions: one unit, mixed, with its two sides flagged."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports", via="collins2016"),
            finding("lee2018", "disputes", via="davies2017"),
        )
    )
    assert verdict.counts == Counts(mixed=1)
    assert verdict.flags == (Flag.WITHIN_SOURCE_CONFLICT,)
    assert unit(verdict, "lee2018").as_reported
    assert rests_on(verdict) == {"lee2018": "no_evidence"}  # one reporter fewer is still a single study


def test_a_citation_chain_adds_no_votes() -> None:
    """Lee reported by Collins, and Collins as reported by Davies, are two sources with one vote each, not three."""
    verdict = judge(
        evidence(
            finding("lee2018", "supports", via="collins2016"),
            finding("collins2016", "supports", via="davies2017"),
        )
    )
    assert verdict.counts == Counts(supports=2)
    assert all(u.as_reported for u in verdict.units)
    assert rests_on(verdict) == {
        "collins2016": "no_evidence",
        "davies2017": "single_study",
        "lee2018": "single_study",
    }


def test_first_hand_only_with_nothing_first_hand() -> None:
    """Under first-hand-only, a claim known from reports alone has second-hand evidence and no votes."""
    verdict = judge(evidence(finding("lee2018", "supports", via="collins2016")), FIRST_HAND)
    assert (verdict.state, verdict.direction) == (State.SECOND_HAND_ONLY, Leaning.NONE)
    assert verdict.counts == Counts()
    assert rests_on(verdict) == {"collins2016": "no_evidence", "lee2018": "no_evidence"}


def test_first_hand_only_drops_the_reported_side() -> None:
    """The only opposing study is known from a report, so under first-hand-only the conflict is gone."""
    base = evidence(finding("lee2018", "supports"), finding("kim2019", "disputes", via="lee2018"))
    assert judge(base).conflict is Conflict.BETWEEN
    assert judge(base, FIRST_HAND).state is State.SINGLE_STUDY


def test_first_hand_only_still_shows_a_mismatch() -> None:
    """A misreport stays visible where reports never vote."""
    base = evidence(finding("lee2018", "disputes"), finding("lee2018", "supports", via="collins2016"))
    assert judge(base, FIRST_HAND).flags == (Flag.CITATION_MISMATCH,)


@pytest.mark.parametrize("basis", ["interpretation", "context"])
def test_opinion_and_background_never_vote(basis: str) -> None:
    """What authors think and what they repeat as background is listed and never counted."""
    base = evidence(finding("lee2018", "supports"), finding("kim2019", "disputes", basis=basis))
    verdict = judge(base)
    assert verdict.state is State.SINGLE_STUDY
    assert verdict.counts == Counts(supports=1)
    assert verdict.votes == {"lee2018#supports-result"}
    assert judge(evidence(finding("kim2019", "disputes", basis=basis))).state is State.NO_EVIDENCE


@pytest.mark.parametrize("basis", ["interpretation", "context"])
def test_reported_opinion_is_not_second_hand_evidence(basis: str) -> None:
    """A reported background statement is no finding that first-hand-only would have kept from voting."""
    base = evidence(finding("lee2018", "supports", basis=basis, via="collins2016"))
    assert judge(base, FIRST_HAND).state is State.NO_EVIDENCE


def test_own_opinion_does_not_silence_a_reported_result() -> None:
    """Lee's opinion was read first-hand and Lee's result only as reported: the result votes, as reported."""
    verdict = judge(
        evidence(
            finding("lee2018", "disputes", basis="interpretation"),
            finding("lee2018", "supports", via="collins2016"),
        )
    )
    assert verdict.counts == Counts(supports=1)
    assert unit(verdict, "lee2018").as_reported
    assert verdict.mismatches == ()


# --- units -----------------------------------------------------------------------------------------------------------


def test_two_reports_of_one_study() -> None:
    """A trial's main paper and its follow-up are one study with one vote, and neither paper alone carries it."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            source("lee2020", study="star"),
            finding("lee2018", "supports"),
            finding("lee2020", "supports"),
        )
    )
    assert verdict.state is State.SINGLE_STUDY
    assert unit(verdict, "star").sources == ("lee2018", "lee2020")
    assert verdict.flags == (Flag.SEVERAL_REPORTS_ONE_STUDY,)
    assert verdict.rests_on == ()


def test_two_reports_of_one_study_of_which_one_cannot_tell() -> None:
    """One report supports and one cannot tell: without the first the study cannot tell either, but it stays a study."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            source("lee2020", study="star"),
            finding("lee2018", "supports"),
            finding("lee2020", "inconclusive"),
            finding("kim2019", "supports"),
        )
    )
    assert verdict.state is State.CONSISTENT_SUPPORT
    assert rests_on(verdict) == {"kim2019": "single_study", "lee2018": "inconclusive"}


def test_a_second_report_names_the_first_as_its_study() -> None:
    """A report may give the main paper's key as its study, and the two are then one unit."""
    verdict = judge(
        evidence(source("lee2020", study="lee2018"), finding("lee2018", "supports"), finding("lee2020", "supports"))
    )
    assert verdict.counts == Counts(supports=1)
    assert [u.id for u in verdict.units] == ["lee2018"]


def test_two_reports_of_one_study_that_oppose_each_other() -> None:
    """A trial whose two papers point both ways is mixed inside itself and not a conflict between studies."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            source("lee2020", study="star"),
            finding("lee2018", "supports"),
            finding("lee2020", "disputes"),
        )
    )
    assert (verdict.state, verdict.direction) == (State.SINGLE_STUDY, Leaning.MIXED)
    assert verdict.flags == (Flag.SEVERAL_REPORTS_ONE_STUDY, Flag.WITHIN_SOURCE_CONFLICT)


def test_reports_are_only_counted_as_several_where_several_vote() -> None:
    """A second report that only repeats background does not make two reports of the study."""
    verdict = judge(
        evidence(
            source("lee2018", study="star"),
            source("lee2020", study="star"),
            finding("lee2018", "supports"),
            finding("lee2020", "supports", basis="context"),
        )
    )
    assert verdict.flags == ()


@pytest.mark.parametrize(
    ("stances", "together", "flags"),
    [
        (("supports", "inconclusive"), "supports", ()),
        (("disputes", "inconclusive"), "disputes", ()),
        (("supports", "mixed"), "mixed", ()),
        (("inconclusive", "mixed"), "mixed", ()),
        (("supports", "disputes"), "mixed", (Flag.WITHIN_SOURCE_CONFLICT,)),
        (("supports", "disputes", "inconclusive"), "mixed", (Flag.WITHIN_SOURCE_CONFLICT,)),
    ],
)
def test_findings_of_one_source_together(stances: tuple[str, ...], together: str, flags: tuple[Flag, ...]) -> None:
    """A unit takes the direction that occurs, is mixed when both do or one finding is, and else cannot tell."""
    verdict = judge(evidence(*(finding("lee2018", stance) for stance in stances)))
    assert str(unit(verdict, "lee2018").stance) == together
    assert verdict.flags == flags


def test_mixed_inside_against_a_direction() -> None:
    """One study supports and one points both ways: what contradicts lies inside a study, so the conflict is within."""
    verdict = judge(evidence(finding("lee2018", "supports"), finding("kim2019", "mixed")))
    assert (verdict.conflict, verdict.direction) == (Conflict.WITHIN, Leaning.SUPPORTS)
