"""Pairs of units: how they stand to each other, whether they are independent, and in what they differ."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given

from kb.compare import _WITHOUT_MARKS as OF_COMPARING
from kb.compare import Dependence, Difference, Pair, PairRelation, pairs, relation_between, same_person, shared_authors
from kb.evidence import Evidence
from kb.model import Appraisal, Result, Sample
from kb.store.folding import _WITHOUT_MARKS as OF_SEARCH
from kb.units import Flag
from kb.verdicts import judge
from kb.vocabulary import Stance
from tests.builders import evidence, finding, person, review, says, source
from tests.verdicts.strategies import evidences

S, D, M, I = Stance.SUPPORTS, Stance.DISPUTES, Stance.MIXED, Stance.INCONCLUSIVE  # noqa: E741 - the columns of the table
CONFLICT, TENSION, AGREEMENT = PairRelation.CONFLICT, PairRelation.TENSION, PairRelation.AGREEMENT


def pairs_of(base: Evidence) -> list[Pair]:
    return list(pairs(judge(base), base))


def only_pair(base: Evidence) -> Pair:
    (pair,) = pairs_of(base)
    return pair


# --- relation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (S, D, CONFLICT),
        (S, S, AGREEMENT),
        (D, D, AGREEMENT),
        (S, M, TENSION),
        (S, I, TENSION),
        (D, M, TENSION),
        (D, I, TENSION),
        (M, M, None),
        (M, I, None),
        (I, I, None),
    ],
)
def test_relation_of_two_stances_either_way_round(a: Stance, b: Stance, relation: PairRelation | None) -> None:
    assert relation_between(a, b) is relation
    assert relation_between(b, a) is relation


def test_conflicts_come_first_then_tensions_then_agreements_each_by_id() -> None:
    base = evidence(
        finding("d", "supports"), finding("c", "inconclusive"), finding("b", "supports"), finding("a", "disputes")
    )
    assert [(p.a, p.b, p.relation) for p in pairs_of(base)] == [
        ("a", "b", CONFLICT),
        ("a", "d", CONFLICT),
        ("a", "c", TENSION),
        ("b", "c", TENSION),
        ("c", "d", TENSION),
        ("b", "d", AGREEMENT),
    ]


def test_absorbed_reviews_and_opinions_are_in_no_pair() -> None:
    base = evidence(
        review("collins2016", "lee2018"),
        finding("lee2018", "supports"),
        finding("collins2016", "supports", basis="synthesis"),
        finding("kim2019", "disputes", basis="interpretation"),
    )
    assert pairs_of(base) == []


def test_a_study_that_is_named_after_a_review_is_not_taken_for_it() -> None:
    base = evidence(
        *(review("pooled"), source("trial", study="pooled"), source("other")),
        *(finding("pooled", "disputes"), finding("trial", "supports"), finding("other", "supports")),
    )
    assert [(pair.a, pair.b, pair.relation) for pair in pairs_of(base)] == [
        ("other", "pooled", CONFLICT),
        ("pooled", "trial", CONFLICT),
        ("other", "trial", AGREEMENT),
    ]


def test_two_reports_of_one_study_are_one_side_of_a_pair() -> None:
    base = evidence(
        source("lee2018", study="star"),
        source("lee2020", study="star"),
        finding("lee2018", "supports"),
        finding("lee2020", "supports"),
        finding("kim2019", "disputes"),
    )
    assert [(p.a, p.b) for p in pairs_of(base)] == [("kim2019", "star")]


# --- what sources say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("a", "b"), [("supports", "inconclusive"), ("mixed", "inconclusive"), ("mixed", "disputes")])
def test_a_stated_conflict_between_different_stances_is_a_conflict(a: str, b: str) -> None:
    base = evidence(finding("lee2018", a), finding("kim2019", b), says("collins2016", "conflict", "lee2018", "kim2019"))
    pair = only_pair(base)
    assert (pair.relation, pair.stated_by) == (CONFLICT, ("collins2016",))


def test_everyone_who_states_a_conflict_is_named_once_in_order() -> None:
    base = evidence(
        finding("lee2018", "supports"),
        finding("kim2019", "disputes"),
        says("zhou2020", "conflict", "kim2019", "lee2018"),
        says("collins2016", "conflict", "lee2018", "kim2019"),
        says("zhou2020", "conflict", "lee2018", "kim2019"),
    )
    assert only_pair(base).stated_by == ("collins2016", "zhou2020")


def test_a_stated_agreement_is_shown_on_a_pair_that_agrees() -> None:
    base = evidence(
        finding("lee2018", "supports"),
        finding("kim2019", "supports"),
        says("collins2016", "agreement", "lee2018", "kim2019"),
    )
    pair = only_pair(base)
    assert (pair.relation, pair.stated_by) == (AGREEMENT, ("collins2016",))


def test_a_stated_agreement_does_not_turn_a_conflict() -> None:
    base = evidence(
        finding("lee2018", "supports"),
        finding("kim2019", "disputes"),
        says("collins2016", "agreement", "lee2018", "kim2019"),
    )
    pair = only_pair(base)
    assert (pair.relation, pair.stated_by) == (CONFLICT, ())


def test_what_a_retracted_source_says_of_others_does_not_count() -> None:
    base = evidence(
        source("collins2016", status="retracted"),
        finding("lee2018", "supports"),
        finding("kim2019", "inconclusive"),
        says("collins2016", "conflict", "lee2018", "kim2019"),
    )
    assert judge(base).conflict is None
    pair = only_pair(base)
    assert (pair.relation, pair.stated_by) == (TENSION, ())


def test_a_conflict_stated_of_three_sources_holds_for_each_pair_that_differs() -> None:
    base = evidence(
        finding("a", "supports"),
        finding("b", "supports"),
        finding("c", "inconclusive"),
        says("collins2016", "conflict", "a", "b", "c"),
    )
    assert [(p.a, p.b, p.relation, p.stated_by) for p in pairs_of(base)] == [
        ("a", "c", CONFLICT, ("collins2016",)),
        ("b", "c", CONFLICT, ("collins2016",)),
        ("a", "b", AGREEMENT, ()),
    ]


# --- independence ------------------------------------------------------------------------------------------------


def test_two_unrelated_studies_are_independent() -> None:
    pair = only_pair(evidence(finding("lee2018", "supports"), finding("kim2019", "disputes")))
    assert pair.independent
    assert pair.dependence == ()


def test_a_review_and_the_study_it_includes_share_data() -> None:
    base = evidence(
        review("collins2016", "lee2018"),
        finding("lee2018", "supports"),
        finding("collins2016", "disputes", basis="synthesis"),
    )
    pair = only_pair(base)
    assert pair.dependence == (Dependence.SHARED_DATA,)
    assert not pair.independent


def test_two_reviews_with_a_common_study_share_data() -> None:
    base = evidence(
        review("a-review", "lee2018", "x"),
        review("b-review", "lee2018", "y"),
        finding("a-review", "supports", basis="synthesis"),
        finding("b-review", "inconclusive", basis="synthesis"),
    )
    assert only_pair(base).dependence == (Dependence.SHARED_DATA,)


def test_a_review_and_a_primary_report_of_one_study_id_share_data() -> None:
    base = evidence(
        source("lee2018", study="star"),
        review("collins2016", study="star"),
        finding("lee2018", "supports"),
        finding("collins2016", "disputes", basis="synthesis"),
    )
    assert only_pair(base).dependence == (Dependence.SHARED_DATA,)


def test_shared_authors_are_a_warning_on_the_pair_and_change_no_vote() -> None:
    base = evidence(
        source("gillard2014a", authors=["Gillard, Steve", "Holley, Jess"]),
        source("gillard2014b", authors=["Edwards, Christine", "Gillard, S."]),
        finding("gillard2014a", "supports"),
        finding("gillard2014b", "supports"),
    )
    pair = only_pair(base)
    assert pair.dependence == (Dependence.SHARED_AUTHORS,)
    assert not pair.independent
    assert judge(base).counts.supports == 2


def test_any_report_of_a_study_may_share_an_author() -> None:
    base = evidence(
        source("lee2018", study="star", authors=["Lee, Anna"]),
        source("lee2020", study="star", authors=["Ruiz, Pablo"]),
        source("kim2019", authors=["Kim, Jin", "Ruiz, P."]),
        finding("lee2018", "supports"),
        finding("lee2020", "supports"),
        finding("kim2019", "disputes"),
    )
    assert only_pair(base).dependence == (Dependence.SHARED_AUTHORS,)


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Gillard, Steve", "Gillard, Steve", True),
        ("Gillard, Steve", "Gillard, S.", True),
        ("Gillard, Steven", "Gillard, S", True),
        ("Slade, Mike", "Slade, M. J.", True),
        ("Slade, Mike John", "Slade, M J", True),
        ("Slade, Michael James", "Slade, MJ", True),
        ("Slade, M.J.", "Slade, MJ", True),
        ("Jørgensen, Karen", "JØRGENSEN, Karen", True),
        ("Müller, José", "Muller, Jose", True),
        ("Lloyd-Evans, Brynmor", "Lloyd-Evans, B.", True),
        ("Smith, Jean-Paul", "Smith, J.-P.", True),
        ("Lloyd-Evans, Brynmor", "Evans, Brynmor", False),
        ("Davidson, Larry", "Davidson, Gavin", False),
        ("Davidson, L.", "Davidson, G.", False),
        ("Slade, Mike", "Slade, Pauline", False),
        ("Slade, M. J.", "Slade, M. K.", False),
        ("Slade, Michael James", "Slade, MK", False),
        ("Lee, Jo", "Lee, Jane", False),
        ("Lee, Ed", "Lee, Emma Dora", False),
        ("Davidson, ", "Davidson, Larry", False),
        ("World Health Organization", "World Health Organization", True),
        ("World Health Organization", "Health, World", False),
        ("Mental Health Foundation", "Mental Health Commission", False),
    ],
)
def test_names_that_can_be_one_person(a: str, b: str, one: bool) -> None:
    assert same_person(person(a), person(b)) is one
    assert same_person(person(b), person(a)) is one


def test_shared_authors_are_named_as_the_first_source_names_them() -> None:
    a = source("a", authors=["Gillard, Steve", "Holley, Jess"])
    b = source("b", authors=["Holley, Anna", "Gillard, S."])
    assert shared_authors(a, b) == (person("Gillard, Steve"),)


def test_sources_without_authors_share_none() -> None:
    assert shared_authors(source("a"), source("b")) == ()


# --- differences -------------------------------------------------------------------------------------------------


def test_differences_are_named_with_both_values_in_a_fixed_order() -> None:
    base = evidence(
        source(
            "lee2018",
            design="rct",
            year=2018,
            population="adults",
            intervention="peer support",
            comparator="usual care",
            setting="wards",
            country=["GB"],
            sample=Sample(120, "participants"),
            period="2015-2017",
            read="full-text",
            appraisal=[Appraisal("RoB 2", "low")],
        ),
        source(
            "kim2019",
            design="cohort",
            year=2019,
            population="veterans",
            intervention="case management by peers",
            comparator="case management by others",
            setting="community",
            country=["KR", "US"],
            sample=Sample(80, "participants"),
            period="2010-2012",
            read="abstract",
            appraisal=[Appraisal("RoB 2", "high")],
        ),
        finding("lee2018", "supports", result=Result(outcome="admissions", measure="RR", time="12 months")),
        finding("kim2019", "disputes", result=Result(outcome="bed days", measure="MD", time="6 months")),
    )
    pair = only_pair(base)
    assert pair.differences == (
        Difference("design", "cohort", "rct"),
        Difference("population", "veterans", "adults"),
        Difference("intervention", "case management by peers", "peer support"),
        Difference("comparator", "case management by others", "usual care"),
        Difference("setting", "community", "wards"),
        Difference("country", "KR; US", "GB"),
        Difference("outcome", "bed days", "admissions"),
        Difference("measure", "MD", "RR"),
        Difference("time", "6 months", "12 months"),
        Difference("sample", "80 participants", "120 participants"),
        Difference("year", "2019", "2018"),
        Difference("period", "2010-2012", "2015-2017"),
        Difference("appraisal", "RoB 2: high", "RoB 2: low"),
        Difference("read", "abstract", "full-text"),
    )
    assert pair.differs_in == tuple(d.field for d in pair.differences[:-1])
    assert pair.coded_differently_in == ("read",)
    assert pair.not_recorded == ()


def test_basis_is_an_attribute() -> None:
    base = evidence(
        review("collins2016", "x"),
        finding("collins2016", "disputes", basis="synthesis"),
        finding("lee2018", "supports"),
    )
    assert only_pair(base).coded_differently_in == ("basis",)


def test_what_was_read_of_a_study_does_not_stand_for_what_others_report_of_it() -> None:
    base = evidence(
        source("lee2018", read="full-text"),
        source("kim2019", read="full-text"),
        finding("lee2018", "supports"),
        finding("kim2019", "disputes", via="lee2018"),
    )
    read = next(each for each in only_pair(base).differences if each.field == "read")
    assert (read.a, read.b) == ("as-reported", "full-text")


def test_case_accents_and_spaces_are_no_difference() -> None:
    base = evidence(
        source("a", population="Adultes  à l'hôpital", setting="Ward", country=["GB", "US"]),
        source("b", population="adultes a l'hopital", setting="ward ", country=["US", "GB"]),
        finding("a", "supports"),
        finding("b", "disputes"),
    )
    assert only_pair(base).differs_in == ()


def test_what_one_of_the_two_does_not_record_is_no_difference() -> None:
    base = evidence(
        source("a", design="rct", year=2018, setting="wards", read="", sample=Sample(40, "participants")),
        source("b", design="", year=None, read="", sample=Sample()),
        finding("a", "supports", result=Result(outcome="hope")),
        finding("b", "disputes"),
    )
    pair = only_pair(base)
    assert pair.differences == ()
    assert set(pair.not_recorded) == {
        *("design", "population", "intervention", "comparator", "setting", "country", "outcome", "measure"),
        *("time", "sample", "year", "period", "read", "appraisal"),
    }


def test_a_study_with_two_reports_has_the_values_of_both_once() -> None:
    base = evidence(
        source("lee2018", study="star", year=2018, setting="wards"),
        source("lee2020", study="star", year=2020, setting="Wards"),
        source("kim2019", year=2019, setting="wards"),
        finding("lee2018", "supports"),
        finding("lee2020", "supports"),
        finding("kim2019", "disputes"),
    )
    assert only_pair(base).differences == (Difference("year", "2019", "2018; 2020"),)


def test_only_findings_that_vote_lend_their_outcome() -> None:
    base = evidence(
        finding("a", "supports", result=Result(outcome="hope", measure="SMD", value=Decimal("0.2"))),
        finding("a", "disputes", basis="context", result=Result(outcome="cost")),
        finding("b", "disputes", result=Result(outcome="hope")),
    )
    assert "outcome" not in only_pair(base).differs_in


# --- laws --------------------------------------------------------------------------------------------------------


@given(evidences)
def test_pairs_agree_with_the_verdict_they_belong_to(base: Evidence) -> None:
    verdict = judge(base)
    found = list(pairs(verdict, base))
    stance = {u.id: u.stance for u in verdict.counted}
    order = {CONFLICT: 0, TENSION: 1, AGREEMENT: 2}
    assert [(order[p.relation], p.a, p.b) for p in found] == sorted((order[p.relation], p.a, p.b) for p in found)
    assert all(p.a < p.b and {p.a, p.b} <= set(stance) for p in found)
    assert len({(p.a, p.b) for p in found}) == len(found)
    opposed = [p for p in found if {stance[p.a], stance[p.b]} == {S, D}]
    assert len(opposed) == verdict.counts.supports * verdict.counts.disputes
    assert all(p.relation is CONFLICT for p in opposed)
    assert (verdict.conflict == "stated") == (not opposed and any(p.relation is CONFLICT for p in found))
    overlapping = bool(opposed) and all(Dependence.SHARED_DATA in p.dependence for p in opposed)
    assert (Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES in verdict.flags) == overlapping


@given(evidences)
def test_agreeing_units_never_share_data(base: Evidence) -> None:
    agreeing = [p for p in pairs_of(base) if p.relation is AGREEMENT]
    assert all(Dependence.SHARED_DATA not in p.dependence for p in agreeing)


@pytest.mark.parametrize("letters", [OF_COMPARING, OF_SEARCH])
def test_the_scripts_read_at_one_stroke_have_no_letters_made_of_marks(letters: re.Pattern[str]) -> None:
    plain_ones = [chr(code) for code in range(0x11000) if letters.fullmatch(chr(code))]
    assert len(plain_ones) > 1_000
    assert not [ch for ch in plain_ones if unicodedata.combining(ch) or unicodedata.category(ch) in ("Mn", "Mc")]
