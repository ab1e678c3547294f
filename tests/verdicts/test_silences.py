"""Why a finding has no vote, under a policy as without one."""

from __future__ import annotations

import pytest
from hypothesis import given

from kb.evidence import Evidence, Policy
from kb.silences import silences_under
from kb.units import Silence, silences
from kb.verdicts import judge
from tests.builders import evidence, finding, review, source
from tests.verdicts.strategies import evidences, policies


@given(evidences, policies)
def test_whatever_does_not_vote_has_a_reason_and_nothing_else_has(base: Evidence, policy: Policy) -> None:
    verdict = judge(base, policy)
    reasons = silences_under(base, policy, verdict)
    assert reasons.keys() == {f.id for f in base.findings} - verdict.votes


@given(evidences)
def test_without_a_policy_the_reasons_are_those_of_the_findings_themselves(base: Evidence) -> None:
    verdict = judge(base)
    assert silences_under(base, Policy(), verdict) == silences(base.findings, base.sources, verdict.units)


@pytest.mark.parametrize(
    ("policy", "reasons"),
    [
        (Policy(), {"told": "own-words", "opinion": "basis", "fallen": "retracted", "pooled": "absorbed"}),
        (Policy(without=("a",)), {"own": "without", "told": "without"}),
        (Policy(without=("teller",)), {"told": "without", "hearsay": "without"}),
        (Policy(as_of=2012), {"own": "later", "told": "later", "undated": "undated"}),
        (Policy(as_of=2008), {"opinion": "later", "fallen": "later", "hearsay": "later", "pooled": "later"}),
        (Policy(only=(("design", "rct"),)), {"hearsay": "other", "pooled": "other"}),
        (Policy(first_hand_only=True), {"hearsay": "second-hand", "told": "own-words"}),
        (Policy(first_hand_only=True, as_of=2012), {"hearsay": "later", "told": "later"}),
        (Policy(first_hand_only=True, as_of=2016), {"hearsay": "second-hand", "told": "own-words"}),
        (Policy(without=("a",), as_of=2012), {"told": "without", "undated": "undated"}),
        (Policy(as_of=2012, only=(("design", "cohort"),)), {"own": "later", "pooled": "other"}),
        (Policy(without=("opinion", "fallen")), {"opinion": "without", "fallen": "without"}),
        (Policy(first_hand_only=True), {"opinion": "basis", "fallen": "retracted"}),
    ],
)
def test_what_a_policy_leaves_out_says_so_before_all_else(policy: Policy, reasons: dict[str, str]) -> None:
    base = evidence(
        source("a", design="rct", year=2015),
        source("b", design="cohort", year=2010),
        source("fallen", design="rct", year=2010, status="retracted"),
        source("undated", design="rct", year=None),
        source("opinion", design="rct", year=2010),
        source("teller", year=2016),
        review("r", "a", year=2011),
        finding("a", "supports", id="own"),
        finding("a", "disputes", id="told", via="teller"),
        finding("b", "disputes", id="hearsay", via="teller"),
        finding("fallen", "disputes", id="fallen"),
        finding("undated", "inconclusive", id="undated"),
        finding("opinion", "disputes", id="opinion", basis="interpretation"),
        finding("r", "supports", id="pooled"),
    )
    given_ = silences_under(base, policy, judge(base, policy))
    by_name = {id_.partition("#")[2] or id_: reason for id_, reason in given_.items()}
    assert {name: by_name.get(name) for name in reasons} == {name: Silence(word) for name, word in reasons.items()}
