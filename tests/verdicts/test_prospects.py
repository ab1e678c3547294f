"""What new evidence would make of a verdict: found with the rules themselves, and held against judging it anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.change_words import level_words, prospect_words, steady_words
from kb.evidence import Evidence
from kb.model import Comparison, Finding
from kb.prospects import MOST, Prospect, prospects
from kb.verdicts import Conflict, Counts, State, Verdict, decide, judge
from kb.vocabulary import Stance
from tests.builders import evidence, finding, says, source
from tests.verdicts.strategies import evidences

OPPOSITE = {Stance.SUPPORTS: Stance.DISPUTES, Stance.DISPUTES: Stance.SUPPORTS}


def with_new(base: Evidence, stance: Stance, studies: int) -> Evidence:
    """The evidence with so many new first-hand studies that nothing ties to what is there."""
    keys = [f"new{number}" for number in range(studies)]
    found = tuple(finding(key, stance) for key in keys)
    return replace(base, findings=base.findings + found, sources={**base.sources, **{k: source(k) for k in keys}})


def told(*findings: Finding | Comparison) -> list[str]:
    verdict = judge(evidence(*findings))
    return [f"{who} -> {then.conflict or then.state}" for who, then in prospect_words(verdict, prospects(verdict))]


@given(evidences)
def test_new_studies_make_what_was_foreseen_and_fewer_change_nothing(base: Evidence) -> None:
    verdict = judge(base)
    foreseen = {prospect.stance: prospect for prospect in prospects(verdict)}
    for stance in Stance:
        prospect = foreseen.get(stance)
        for studies in range(1, prospect.units if prospect else 9):
            after = judge(with_new(base, stance, studies))
            assert (after.state, after.conflict) == (verdict.state, verdict.conflict)
        if prospect:
            after = judge(with_new(base, stance, prospect.units))
            assert (after.state, after.conflict, after.direction) == (
                prospect.state,
                prospect.conflict,
                prospect.direction,
            )


@given(evidences)
def test_only_some_conflicts_cannot_be_changed_by_studies_of_one_stance(base: Evidence) -> None:
    verdict = judge(base)
    undirected = not (verdict.counts.supports or verdict.counts.disputes)
    settled = verdict.conflict is Conflict.BETWEEN or (verdict.conflict is Conflict.STATED and undirected)
    assert (prospects(verdict) == ()) == settled


@given(evidences)
def test_swapping_supports_and_disputes_swaps_what_would_change(base: Evidence) -> None:
    def seen(verdict: Verdict) -> dict[Stance, tuple[int, str]]:
        names = {State.CONSISTENT_SUPPORT: "consistent", State.CONSISTENT_DISPUTE: "consistent"}
        names |= {State.QUALIFIED_SUPPORT: "qualified", State.QUALIFIED_DISPUTE: "qualified"}
        return {p.stance: (p.units, names.get(p.state, p.state)) for p in prospects(verdict)}

    turned = replace(base, findings=tuple(replace(f, stance=OPPOSITE.get(f.stance, f.stance)) for f in base.findings))
    there = {OPPOSITE.get(stance, stance): what for stance, what in seen(judge(turned)).items()}
    assert there == seen(judge(base))


def test_no_evidence_becomes_a_single_study_whatever_it_finds() -> None:
    assert told() == ["1 independent study, whatever it finds -> single_study"]


def test_each_stance_has_its_own_fewest_number() -> None:
    assert told(*(finding(key, "supports") for key in "abc")) == [
        "1 more independent study that disputes it -> between",
        "1 more independent study that is mixed or is inconclusive -> qualified_support",
    ]
    assert told(finding("a", "supports"), finding("b", "inconclusive"), finding("c", "inconclusive")) == [
        "1 more independent study that disputes it -> between",
        "2 more independent studies that support it -> qualified_support",
        "2 more independent studies that are mixed -> within",
    ]


def test_a_stated_conflict_stays_one_until_a_study_takes_the_other_side() -> None:
    assert told(finding("a", "supports"), finding("b", "inconclusive"), says("c", "conflict", "a", "b")) == [
        "1 more independent study that disputes it -> between"
    ]


@pytest.mark.parametrize(("inconclusive", "foreseen"), [(MOST, True), (MOST + 1, False)])
def test_no_more_than_a_hundred_further_studies_are_thought_of(inconclusive: int, foreseen: bool) -> None:
    # as many mixed as inconclusive ones are needed
    verdict = judge(evidence(*(finding(f"s{n}", "inconclusive") for n in range(inconclusive))))
    mixed = [prospect for prospect in prospects(verdict) if prospect.stance is Stance.MIXED]
    assert mixed == (
        [Prospect(Stance.MIXED, MOST, State.CONFLICTING, Conflict.WITHIN, verdict.direction)] if foreseen else []
    )


def steady(*findings: Finding | Comparison) -> str:
    base = evidence(*findings)
    verdict = judge(base)
    return steady_words(verdict, prospects(verdict), base.sources)


def test_what_would_change_nothing_is_said_too() -> None:
    a, b, c = finding("a", "supports"), finding("b", "disputes"), finding("c", "inconclusive")
    assert steady() == ""
    assert steady(a) == ""
    assert steady(a, finding("d", "supports")) == "Further studies that support it would leave it consistent support."
    why = "since c 2015 would still say that studies here conflict."
    assert steady(a, c, says("c", "conflict", "a", "c")) == (
        f"Further studies that support it or are mixed or are inconclusive would leave it conflicting, {why}"
    )
    assert steady(a, b).startswith("It stays conflicting whatever further studies find: ")


@given(evidences)
def test_how_far_one_side_leads_is_said_of_conflicts_between_studies(base: Evidence) -> None:
    verdict = judge(base)
    supports, disputes = verdict.counts.supports, verdict.counts.disputes
    leads = verdict.conflict is Conflict.BETWEEN and supports != disputes
    behind = "dispute" if supports > disputes else "support"
    assert (f" that {behind}" in level_words(verdict)) == leads
    assert level_words(verdict).startswith(f"{abs(supports - disputes)} more stud" if leads else "")


@given(evidences)
def test_further_studies_either_change_a_verdict_or_are_said_to_leave_it(base: Evidence) -> None:
    verdict = judge(base)
    further = prospects(verdict)
    assert (steady_words(verdict, further, base.sources) == "") == (len(further) == len(Stance))


@pytest.mark.parametrize(("studies", "further"), [(99, "Further studies"), (100, "Up to 100 further studies")])
def test_of_a_claim_with_a_hundred_studies_no_more_is_said_than_was_thought_of(studies: int, further: str) -> None:
    supporting = [finding(f"s{number}", "supports") for number in range(studies)]
    assert steady(*supporting) == f"{further} that support it would leave it consistent support."


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4), st.booleans(), st.sampled_from(Stance))
def test_one_study_more_than_are_there_changes_a_verdict_if_any_number_does(
    numbers: list[int], stated: bool, stance: Stance
) -> None:
    counts = Counts(*numbers)

    def after(units: int) -> tuple[State, Conflict | None]:
        decided = decide(replace(counts, **{stance.value: getattr(counts, stance) + units}), stated=stated)
        return decided.state, decided.conflict

    fewest = next((units for units in range(1, 200) if after(units) != after(0)), None)
    assert fewest is None or fewest <= counts.units + 1
