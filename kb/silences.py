"""Why findings have no vote, under a policy as without one."""

from __future__ import annotations

from dataclasses import replace

from kb.evidence import Evidence, Policy, restrict
from kb.model import Finding
from kb.units import Silence, silences
from kb.verdicts import Verdict


def silences_under(evidence: Evidence, policy: Policy, verdict: Verdict) -> dict[str, Silence]:
    """Why each finding on a claim that does not vote in the verdict under a policy does not, by id.

    What the policy leaves out says so first, whether or not it could vote without it: sources left out by name, then
    those that are not of the years that count, then those of another kind.
    """
    let_through = restrict(evidence, policy)
    heard = {finding.id for finding in let_through.findings}
    own = {f.source for f in let_through.findings if f.basis.votes and not f.is_second_hand}
    reasons = silences(evidence.findings, evidence.sources, verdict.units)
    for finding in evidence.findings:
        if finding.id not in heard:
            reasons[finding.id] = _left_out(evidence, policy, finding)
        elif reasons.get(finding.id) in (Silence.RETRACTED, Silence.BASIS):
            continue
        elif policy.first_hand_only and finding.is_second_hand and finding.source not in own:
            reasons[finding.id] = Silence.SECOND_HAND
    return reasons


def _left_out(evidence: Evidence, policy: Policy, finding: Finding) -> Silence:
    alone = replace(evidence, findings=(finding,))
    if not restrict(alone, Policy(without=policy.without)).findings:
        return Silence.WITHOUT
    if restrict(alone, Policy(as_of=policy.as_of)).findings:
        return Silence.OTHER
    dates = [evidence.sources[key].year for key in (finding.source, finding.via) if key]
    return Silence.UNDATED if None in dates else Silence.LATER
