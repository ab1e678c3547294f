"""Generated evidence: few sources and many ties between them, so that every rule is met often."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

from hypothesis import strategies as st

from kb.evidence import Evidence, Policy
from kb.model import Comparison, Finding, Source
from kb.vocabulary import Basis, Compared, Stance
from tests.builders import CLAIM, says, source

PRIMARY = ("p1", "p2", "p3", "p4")
REVIEWS = ("r1", "r2", "r3", "umbrella")
KEYS = PRIMARY + REVIEWS
#: what an inclusion list may name: sources, studies of primary reports, a study of reviews, studies outside the base
INCLUDABLE = (*KEYS, "t1", "t2", "k1", "outside1", "outside2")
_YEARS = (2015, 2010, 2020, None)
_STATUSES = ("current",) * 5 + ("retracted",)

# every variant of a record is listed beforehand and picked in one draw, which keeps generating quick
_SOURCES: dict[str, list[Source]] = {
    key: [
        source(key, study=study, design=design, includes=includes, year=year, status=status)
        for includes, status, year, study, design in product(
            ((), (), ("p1", "r1")), _STATUSES, _YEARS, ("", "", "t1", "t2", "r1"), ("rct", "cohort", "")
        )
    ]
    for key in PRIMARY
} | {
    key: [
        source(key, study=study, design=design, includes=includes, year=year, status=status)
        for includes, status, year, study, design in product(
            [items for size in range(4) for items in combinations(INCLUDABLE, size)],
            _STATUSES[2:],
            _YEARS,
            ("", "k1"),
            ("umbrella-review" if key == "umbrella" else "meta-analysis",),
        )
    ]
    for key in REVIEWS
}
_FINDINGS: dict[str, list[Finding]] = {
    key: [
        Finding(f"{key}#", key, CLAIM, stance, basis, via=via)
        for basis, via, stance in product(
            (Basis.RESULT,) * 6 + (Basis.INTERPRETATION, Basis.CONTEXT),
            ("",) * 8 + tuple(other for other in KEYS if other != key),
            Stance,
        )
    ]
    for key in KEYS
}
_COMPARISONS: list[Comparison] = [
    says(by, relation, *named)
    for size in (2, 3)
    for named in combinations(KEYS, size)
    for by in ("p1", "p4", "r1")
    for relation in (Compared.CONFLICT, Compared.AGREEMENT)
]


def _findings(keys: tuple[str, ...]) -> st.SearchStrategy[tuple[Finding, ...]]:
    one = st.sampled_from([variant for key in keys for variant in _FINDINGS[key]])
    few_or_many = st.one_of(st.lists(one, max_size=4), st.lists(one, min_size=5, max_size=10))
    return few_or_many.map(
        lambda found: tuple(replace(finding, id=f"{finding.id}{number}") for number, finding in enumerate(found))
    )


def _evidences(keys: tuple[str, ...], comparisons: int) -> st.SearchStrategy[Evidence]:
    return st.builds(
        Evidence,
        st.just(CLAIM),
        _findings(keys),
        st.lists(st.sampled_from(_COMPARISONS), max_size=comparisons).map(tuple),
        st.fixed_dictionaries({key: st.sampled_from(_SOURCES[key]) for key in KEYS}),
    )


evidences = _evidences(KEYS, 2)
#: without findings of reviews and without stated comparisons
plain_evidences = _evidences(PRIMARY, 0)
policies = st.builds(
    Policy,
    first_hand_only=st.booleans(),
    only=st.lists(
        st.sampled_from((("design", "rct"), ("design", "review"), ("status", "current"), ("basis", "result"))),
        max_size=2,
    ).map(tuple),
    as_of=st.sampled_from((None, None, 2010, 2015)),
    without=st.lists(st.sampled_from(KEYS), max_size=1).map(tuple),
)
