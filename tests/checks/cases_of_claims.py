"""Texts that break the rules on claims and comparisons, with the place marked, and their nearest good neighbours."""

from __future__ import annotations

from tests.checks.cases import ERROR, NOTE, WARNING, Case, claims
from tests.checks.cases_of_findings import PLAIN, lee

CLAIMS = [
    Case(
        "relation-circle",
        ERROR,
        claims("- {id: hope, statement: It raises hope., kind: effect, relations: [{type: refines, claim: ▸hope}]}"),
        claims("- {id: hope, statement: It raises hope., kind: effect}"),
    ),
    Case(
        "relation-circle",
        ERROR,
        claims(
            "- {id: hope, statement: It raises hope., kind: effect, relations: [{type: contrary-to, claim: ▸hope}]}"
        ),
        # to be contrary is mutual
        claims(
            """
            - {id: hope, statement: It raises hope., kind: effect, relations: [{type: contrary-to, claim: despair}]}
            - {id: despair, statement: It lowers hope., kind: effect, relations: [{type: contrary-to, claim: hope}]}
            """
        ),
    ),
    Case(
        "relation-circle",
        ERROR,
        claims(
            """
            - {id: a, statement: A., kind: effect, relations: [{type: broader-than, claim: ▸b}]}
            - {id: b, statement: B., kind: effect, relations: [{type: broader-than, claim: ▸c}]}
            - {id: c, statement: C., kind: effect, relations: [{type: broader-than, claim: ▸a}]}
            """
        ),
        claims(
            """
            - {id: a, statement: A., kind: effect, relations: [{type: broader-than, claim: b}]}
            - {id: b, statement: B., kind: effect, relations: [{type: broader-than, claim: c}]}
            - {id: c, statement: C., kind: effect, relations: [{type: depends-on, claim: a}]}
            """
        ),
    ),
    # every circle is told, not only the first
    Case(
        "relation-circle",
        ERROR,
        claims(
            """
            - {id: a, statement: A., kind: effect, relations: [{type: refines, claim: ▸b}]}
            - {id: b, statement: B., kind: effect, relations: [{type: refines, claim: ▸a}]}
            - {id: c, statement: C., kind: effect, relations: [{type: refines, claim: ▸d}, {type: refines, claim: a}]}
            - {id: d, statement: D., kind: effect, relations: [{type: refines, claim: ▸c}]}
            - {id: e, statement: E., kind: effect, relations: [{type: depends-on, claim: ▸f}]}
            - {id: f, statement: F., kind: effect, relations: [{type: depends-on, claim: ▸e}]}
            """
        ),
        claims(
            """
            - {id: a, statement: A., kind: effect, relations: [{type: refines, claim: b}]}
            - {id: b, statement: B., kind: effect, relations: [{type: depends-on, claim: a}]}
            """
        ),
    ),
    # narrower-than is broader-than read from the other end
    Case(
        "relation-circle",
        ERROR,
        claims(
            """
            - {id: a, statement: A., kind: effect, relations: [{type: broader-than, claim: ▸b}, {type: narrower-than, claim: ▸b}]}
            - {id: b, statement: B., kind: effect}
            """
        ),
        claims(
            """
            - {id: a, statement: A., kind: effect, relations: [{type: broader-than, claim: b}]}
            - {id: b, statement: B., kind: effect, relations: [{type: narrower-than, claim: a}]}
            """
        ),
    ),
    Case(
        "twin-claims",
        WARNING,
        claims(
            """
            - {id: hope, statement: It raises hope., kind: effect}
            - {id: hope2, statement: ▸it raises  Hope, kind: effect}
            """
        ),
        claims(
            """
            - {id: hope, statement: It raises hope., kind: effect}
            - {id: hope2, statement: It raises hope., kind: effect, scope: {population: veterans}}
            """
        ),
    ),
    Case(
        "claim-without-findings",
        NOTE,
        claims("- {id: ▸hope, statement: It raises hope., kind: effect}"),
        claims("- {id: hope, statement: It raises hope., kind: effect}")
        | {"claims/lee.yaml": lee(f"id: f, {PLAIN}, at: p. 3")["claims/sheets.yaml"]},
    ),
    Case(
        "certainty-without-reasons",
        ERROR,
        claims("- {id: hope, statement: It raises hope., kind: effect, certainty: {approach: GRADE, level: ▸low}}"),
        claims(
            "- {id: hope, statement: It raises hope., kind: effect, certainty: {approach: GRADE, level: low, reasons: {imprecision: few people}}}"
        ),
    ),
    Case(
        "comparison-of-one",
        ERROR,
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: ▸[lee2018, lee2018], as: conflict, at: p. 9}\n",
        ),
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: conflict, at: p. 9}\n",
        ),
    ),
    Case(
        "comparison-against-stances",
        WARNING,
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: ▸conflict, at: p. 9}\n"
            f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, at: p. 3}}]\n",
        ),
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: conflict, at: p. 9}\n"
            "---\nsource: kim2019\nread: full-text\nfindings: [{id: f, claim: hope, says: It rose, stance: inconclusive, basis: result, at: p. 3}]\n",
        ),
    ),
    Case(
        "comparison-against-stances",
        WARNING,
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: ▸agreement, at: p. 9}\n"
            "---\nsource: kim2019\nread: full-text\nfindings: [{id: f, claim: hope, says: It rose, stance: disputes, basis: result, at: p. 3}]\n",
        ),
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: agreement, at: p. 9}\n"
            f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, at: p. 3}}]\n",
        ),
    ),
    # who cannot tell does not contradict one who can
    Case(
        "comparison-against-stances",
        WARNING,
        lee(
            "id: f, claim: hope, says: It rose, stance: disputes, basis: result, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: ▸agreement, at: p. 9}\n"
            f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, at: p. 3}}]\n",
        ),
        lee(
            "id: f, claim: hope, says: It may rise, stance: inconclusive, basis: result, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: agreement, at: p. 9}\n"
            f"---\nsource: kim2019\nread: full-text\nfindings: [{{id: f, {PLAIN}, at: p. 3}}]\n",
        ),
    ),
    Case(
        "comparison-against-stances",
        WARNING,
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: ▸conflict, at: p. 9}\n",
        ),
        lee(
            f"id: f, {PLAIN}, at: p. 3",
            more="compares:\n  - {claim: hope, sources: [lee2018, kim2019], as: conflict, at: p. 9}\n"
            "---\nsource: kim2019\nread: full-text\n"
            "findings: [{id: f, claim: hope, says: It rose, stance: mixed, basis: result, at: p. 3}]\n",
        ),
    ),
]
