"""On which claims a source has a say: it is named there, or a review that is named there leads to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, func, select

from kb.store import schema
from kb.store.asked import Chosen

_FINDING, _SOURCE, _INCLUDED = schema.findings.c, schema.sources.c, schema.inclusions.c
_COMPARISON, _COMPARED = schema.comparisons.c, schema.compared.c

_STUDY = func.coalesce(_SOURCE.study, _SOURCE.key).label("study")
_STUDIES = Chosen(select(_STUDY), _SOURCE.key)
_REPORTS = Chosen(select(_SOURCE.key), _SOURCE.study)
_KEYS = Chosen(select(_SOURCE.key).where(_SOURCE.study.is_(None)), _SOURCE.key)
_REVIEWS = Chosen(select(_INCLUDED.review.label("key")), _INCLUDED.study)
_CLAIMS = (
    Chosen(select(_FINDING.claim).distinct(), _FINDING.source),
    Chosen(select(_FINDING.claim).distinct(), _FINDING.via),
    Chosen(select(_COMPARISON.claim), _COMPARISON.source),
    Chosen(select(_COMPARISON.claim).where(_COMPARISON.id == _COMPARED.comparison), _COMPARED.source),
)


def leading_to(connection: Connection, keys: Iterable[str]) -> set[str]:
    """These sources, other reports of their studies, and reviews that include any of these, as far as that goes."""
    found: set[str] = set()
    waiting = set(keys)
    while waiting:
        found |= waiting
        studies = set(_STUDIES.column(connection, waiting))
        more = {*_REPORTS.column(connection, studies), *_KEYS.column(connection, studies)}
        more |= {*_REVIEWS.column(connection, studies | waiting | more)}
        waiting = more - found
    return found


def claims_naming(connection: Connection, keys: Collection[str]) -> set[str]:
    """The claims on which one of these sources found, reports or compares something, or is compared."""
    return {claim for statement in _CLAIMS for claim in statement.column(connection, keys)}
