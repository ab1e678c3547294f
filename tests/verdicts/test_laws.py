"""What holds for verdicts on any evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.evidence import FIELDS, Evidence, Policy, by_claim
from kb.model import Claim, Comparison, Corpus, Finding, Source
from kb.units import Flag
from kb.verdicts import Conflict, Counts, Leaning, RestsOn, State, Verdict, contest_rank, judge
from kb.vocabulary import Basis, Kind, Stance
from tests.builders import CLAIM, finding, review, source
from tests.verdicts.by_the_book import Member, by_the_book
from tests.verdicts.strategies import KEYS, evidences, plain_evidences, policies

DIRECTIONS = (Stance.SUPPORTS, Stance.DISPUTES)
OTHER_NAME = {
    "supports": "disputes",
    "consistent_support": "consistent_dispute",
    "qualified_support": "qualified_dispute",
}
SWAPPED: Mapping[str, str] = OTHER_NAME | {new: old for old, new in OTHER_NAME.items()}


def plus(evidence: Evidence, *parts: Source | Finding) -> Evidence:
    """The evidence with more findings, and sources that it has not yet."""
    return replace(
        evidence,
        findings=(*evidence.findings, *(part for part in parts if isinstance(part, Finding))),
        sources={**evidence.sources, **{part.key: part for part in parts if isinstance(part, Source)}},
    )


def keep(evidence: Evidence, findings: list[Finding], comparisons: list[Comparison] | None = None) -> Evidence:
    """The evidence with these findings and comparisons only."""
    said = evidence.comparisons if comparisons is None else tuple(comparisons)
    return replace(evidence, findings=tuple(findings), comparisons=said)


def name(value: object) -> str:
    """A word with supports and disputes swapped in it."""
    return SWAPPED.get(str(value), str(value))


# --- the rules as written ----------------------------------------------------------------------------------------


@settings(max_examples=400)
@given(evidences, st.booleans())
def test_verdicts_follow_the_rules_as_written(evidence: Evidence, first_hand_only: bool) -> None:
    verdict = judge(evidence, Policy(first_hand_only=first_hand_only))
    book = by_the_book(evidence, first_hand_only=first_hand_only)
    counts = verdict.counts
    assert (counts.supports, counts.disputes, counts.mixed, counts.inconclusive) == book.counts
    assert (verdict.state, verdict.conflict, verdict.direction) == (book.state, book.conflict, book.direction)
    assert set(verdict.flags) == book.flags
    assert {m.finding for m in verdict.mismatches} == book.mismatched
    assert {u.id for u in verdict.units if u.absorbed_by} == book.absorbed
    assert len({u.id for u in verdict.units}) == len(verdict.units)
    assert {
        Member(u.id, u.is_review, frozenset(u.sources), u.stance, u.as_reported, frozenset(u.findings))
        for u in verdict.units
    } == book.members


@given(evidences)
def test_an_absorbed_unit_is_a_review_that_an_equal_counted_unit_speaks_for(evidence: Evidence) -> None:
    verdict = judge(evidence)
    counted = {u.id: u for u in verdict.counted}
    for unit in verdict.units:
        if unit.absorbed_by is not None:
            assert unit.is_review
            assert counted[unit.absorbed_by].stance is unit.stance
            assert counted[unit.absorbed_by].data & unit.data


@given(evidences)
def test_between_holds_exactly_when_both_sides_have_units(evidence: Evidence) -> None:
    verdict = judge(evidence)
    both = verdict.counts.supports > 0 and verdict.counts.disputes > 0
    assert (verdict.conflict is Conflict.BETWEEN) == both
    assert (verdict.state is State.CONFLICTING) == (verdict.conflict is not None)


# --- what must not matter ----------------------------------------------------------------------------------------


@given(evidences, st.randoms(use_true_random=False))
def test_order_never_matters(evidence: Evidence, random: Random) -> None:
    findings, comparisons, sources = list(evidence.findings), list(evidence.comparisons), list(evidence.sources.items())
    for part in (findings, comparisons, sources):
        random.shuffle(part)
    shuffled = Evidence(evidence.claim, tuple(findings), tuple(comparisons), dict(sources))
    assert judge(shuffled) == judge(evidence)


@given(evidences)
def test_swapping_supports_and_disputes_swaps_names_only(evidence: Evidence) -> None:
    swapped = keep(evidence, [replace(f, stance=Stance(name(f.stance))) for f in evidence.findings])
    was, now = judge(evidence), judge(swapped)
    counts = Counts(was.counts.disputes, was.counts.supports, was.counts.mixed, was.counts.inconclusive)
    assert now == replace(
        was,
        state=State(name(was.state)),
        direction=type(was.direction)(name(was.direction)),
        counts=counts,
        units=tuple(replace(u, stance=Stance(name(u.stance))) for u in was.units),
        mismatches=tuple(
            replace(m, reported=Stance(name(m.reported)), own=Stance(name(m.own))) for m in was.mismatches
        ),
        rests_on=tuple(
            replace(r, state=State(name(r.state)), direction=Leaning(name(r.direction))) for r in was.rests_on
        ),
    )
    assert contest_rank(now) == contest_rank(was)


@given(evidences, st.data())
def test_repeating_a_finding_changes_nothing(evidence: Evidence, data: st.DataObject) -> None:
    assume(evidence.findings)
    repeated = data.draw(st.sampled_from(evidence.findings))
    again = plus(evidence, replace(repeated, id=f"{repeated.source}#again"))

    def but_for_the_new_id(verdict: Verdict) -> Verdict:
        units = tuple(
            replace(u, findings=tuple(f for f in u.findings if not f.endswith("#again"))) for u in verdict.units
        )
        mismatches = tuple(m for m in verdict.mismatches if not m.finding.endswith("#again"))
        return replace(verdict, units=units, mismatches=mismatches)

    assert but_for_the_new_id(judge(again)) == judge(evidence)


@given(evidences)
def test_opinion_and_background_change_nothing(evidence: Evidence) -> None:
    voting = keep(evidence, [f for f in evidence.findings if f.basis in (Basis.RESULT, Basis.SYNTHESIS)])
    was, now = judge(evidence), judge(voting)
    # a retracted opinion is left out too, and the flag says so
    assert replace(now, flags=()) == replace(was, flags=())
    assert set(was.flags) - set(now.flags) <= {Flag.RETRACTED_EXCLUDED}


@given(evidences, st.sampled_from(Stance), st.sampled_from(KEYS), st.data())
def test_a_report_adds_nothing_where_the_source_itself_was_read(
    evidence: Evidence, stance: Stance, reporter: str, data: st.DataObject
) -> None:
    read = sorted({f.source for f in evidence.findings if not f.via and f.basis.votes} - {reporter})
    assume(read)
    reported = plus(evidence, finding(data.draw(st.sampled_from(read)), stance, via=reporter, id="new"))
    was, now = judge(evidence), judge(reported)
    assert (now.state, now.conflict, now.direction, now.counts, now.units) == (
        was.state,
        was.conflict,
        was.direction,
        was.counts,
        was.units,
    )


@given(evidences, st.sampled_from(Stance), st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_first_hand_only_a_report_can_only_end_no_evidence(
    evidence: Evidence, stance: Stance, key: str, reporter: str
) -> None:
    assume(key != reporter)
    only = Policy(first_hand_only=True)
    was = judge(evidence, only)
    now = judge(plus(evidence, finding(key, stance, via=reporter, id="new")), only)
    assert (now.counts, now.units) == (was.counts, was.units)
    if now.state is not was.state:
        assert (was.state, now.state) == (State.NO_EVIDENCE, State.SECOND_HAND_ONLY)


@given(evidences)
def test_sources_that_no_inclusion_list_leads_to_do_not_matter(evidence: Evidence) -> None:
    claim = Claim(CLAIM, "topic", "A statement.", Kind.EFFECT)
    elsewhere = replace(finding("p1", "supports"), claim="another")
    corpus = Corpus(evidence.sources, {}, {CLAIM: claim}, (*evidence.findings, elsewhere), evidence.comparisons)
    gathered = by_claim(corpus)[CLAIM]
    assert (gathered.findings, gathered.comparisons) == (evidence.findings, evidence.comparisons)
    assert gathered.sources.items() <= evidence.sources.items()
    assert judge(gathered) == judge(evidence)


# --- what more evidence does -------------------------------------------------------------------------------------


@given(evidences, st.lists(st.sampled_from((*KEYS, "t1", "outside1")), max_size=4), st.booleans(), st.data())
def test_an_agreeing_review_that_includes_a_counted_study_never_raises_a_count(
    evidence: Evidence, others: list[str], by_study: bool, data: st.DataObject
) -> None:
    was = judge(evidence)
    studies = [u for u in was.counted if not u.is_review]
    assume(studies)
    unit = data.draw(st.sampled_from(studies))
    (study,) = unit.data
    # a key is told from a study id of the same letters
    assume(not by_study or study not in evidence.sources or evidence.sources[study].study == study)
    named = study if by_study else unit.sources[-1]
    more = plus(evidence, review("new", named, *others), finding("new", unit.stance, basis="synthesis"))
    now = judge(more)
    assert now.counts == was.counts
    assert Flag.OVERLAP_ABSORBED in now.flags


@given(evidences, st.sampled_from(DIRECTIONS), st.booleans())
def test_an_opposing_first_hand_unit_makes_a_consistent_verdict_conflicting(
    evidence: Evidence, stance: Stance, is_review: bool
) -> None:
    evidence = keep(evidence, [replace(f, stance=stance) for f in evidence.findings])
    assume(judge(evidence).state in (State.CONSISTENT_SUPPORT, State.CONSISTENT_DISPUTE))
    opposing = finding("new", name(stance), basis="synthesis" if is_review else "result")
    verdict = judge(plus(evidence, review("new", "p1", "r1") if is_review else source("new"), opposing))
    assert (verdict.state, verdict.conflict) == (State.CONFLICTING, Conflict.BETWEEN)
    assert [r.without for r in verdict.rests_on if r.state is judge(evidence).state] == ["new"]


# --- what would change it ----------------------------------------------------------------------------------------


def one_by_one(evidence: Evidence, policy: Policy) -> tuple[RestsOn, ...]:
    """The verdict without each source in turn, where its state differs: its findings, what was read via it, what it says."""
    whole = judge(evidence, policy).state
    changes = []
    for key in sorted(evidence.sources):
        rest = keep(
            evidence,
            [f for f in evidence.findings if key not in (f.source, f.via)],
            [c for c in evidence.comparisons if c.source != key],
        )
        after = judge(rest, policy)
        changes.append(RestsOn(key, after.state, after.conflict, after.direction))
    return tuple(change for change in changes if change.state is not whole)


@settings(max_examples=200)
@given(st.one_of(evidences, plain_evidences), st.booleans())
def test_what_would_change_equals_judging_without_each_source(evidence: Evidence, first_hand_only: bool) -> None:
    policy = Policy(first_hand_only=first_hand_only)
    verdict = judge(evidence, policy)
    assert verdict.rests_on == one_by_one(evidence, policy)


# --- restrictions ------------------------------------------------------------------------------------------------


@given(evidences, policies)
def test_a_restricted_verdict_is_the_verdict_on_what_is_let_through(evidence: Evidence, policy: Policy) -> None:
    gone = set(policy.without)

    def dated(key: str) -> bool:
        year = evidence.sources[key].year
        return policy.as_of is None or (year is not None and year <= policy.as_of)

    def could_be_read(f: Finding) -> bool:
        return dated(f.source) and (not f.via or dated(f.via))

    def fits(f: Finding) -> bool:
        wanted: dict[str, set[str]] = {}
        for field, value in policy.only:
            wanted.setdefault(field, set()).add(value)
        return all(FIELDS[field](f, evidence.sources[f.source]) & values for field, values in wanted.items())

    let_through = keep(
        evidence,
        [f for f in evidence.findings if not gone & {f.source, f.via} and could_be_read(f) and fits(f)],
        [c for c in evidence.comparisons if c.source not in gone and dated(c.source)],
    )
    assert judge(evidence, policy) == judge(let_through, Policy(first_hand_only=policy.first_hand_only))


@given(evidences)
def test_first_hand_only_counts_what_is_left_without_reports(evidence: Evidence) -> None:
    verdict = judge(evidence, Policy(first_hand_only=True))
    bare = judge(keep(evidence, [f for f in evidence.findings if not f.via]))
    assert (verdict.counts, verdict.units, verdict.conflict) == (bare.counts, bare.units, bare.conflict)
    if verdict.state is not bare.state:
        assert (bare.state, verdict.state) == (State.NO_EVIDENCE, State.SECOND_HAND_ONLY)


@given(evidences, policies)
def test_no_policy_lets_a_retracted_source_or_an_opinion_vote(evidence: Evidence, policy: Policy) -> None:
    findings = {f.id: f for f in evidence.findings}
    for id_ in judge(evidence, policy).votes:
        assert findings[id_].basis in (Basis.RESULT, Basis.SYNTHESIS)
        assert not evidence.sources[findings[id_].source].is_retracted


@given(evidences, evidences)
def test_conflicts_between_units_rank_before_stated_ones_and_those_before_ones_within(a: Evidence, b: Evidence) -> None:
    order: list[Conflict | None] = [None, Conflict.WITHIN, Conflict.STATED, Conflict.BETWEEN]
    one, other = judge(a), judge(b)
    if order.index(one.conflict) < order.index(other.conflict):
        assert contest_rank(one) < contest_rank(other)
