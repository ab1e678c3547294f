"""Portions of the base for export: one claim, one topic, or all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kb.build import judge_all
from kb.exporters.portion import Portion
from kb.model import Claim, Corpus
from kb.steps import Counted
from kb.store import lists, tallies
from kb.store.lists import Wanted
from kb.store.read import Reader
from kb.views.claims import require_claim
from kb.views.lists import require_topics


def portion(
    reader: Reader,
    claim: str | None = None,
    topic: str | None = None,
    made_on: date | None = None,
    tell: Counted | None = None,
) -> Portion:
    """One claim, the claims of one topic, or everything; an unknown claim or topic is a `KbError`.

    What is read grows with the claims chosen, not with the base.  `tell` hears how many claims have been judged.
    """
    if claim is not None:
        corpus = _part(reader, [require_claim(reader, claim)])
    elif topic is not None:
        require_topics(reader, [topic])
        corpus = _part(reader, lists.every_claim_id(reader.connection, Wanted(topics=(topic,))))
    else:
        corpus = reader.corpus()
    errors = tallies.totals(reader.connection).errors
    return Portion(corpus, judge_all(corpus, tell), claim, topic, fingerprint(reader), errors, made_on)


def fingerprint(reader: Reader) -> str:
    """Twelve hexadecimal digits that are equal for equal text of the input files."""
    text = "".join(f"{path}\0{stamp.digest}\n" for path, stamp in sorted(reader.files().items()))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _part(reader: Reader, ids: Iterable[str]) -> Corpus:
    claims = sorted(reader.claims(ids).values(), key=lambda claim: claim.place)
    evidence = reader.evidence(claim.id for claim in claims)
    sources = {key: source for each in evidence.values() for key, source in each.sources.items()}
    topics = {claim.topic for claim in claims}
    return Corpus(
        sources={source.key: source for source in sorted(sources.values(), key=lambda source: source.place)},
        topics={id_: title for id_, title in reader.topics().items() if id_ in topics},
        claims={claim.id: _within(claim, evidence) for claim in claims},
        findings=tuple(finding for claim in claims for finding in evidence[claim.id].findings),
        comparisons=tuple(comparison for claim in claims for comparison in evidence[claim.id].comparisons),
    )


def _within(claim: Claim, known: Iterable[str]) -> Claim:
    return replace(claim, relations=tuple(relation for relation in claim.relations if relation.claim in known))
