"""Views of one claim: in full, and who has a part in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from kb.compare import count_pairs, pairs
from kb.diagnostics import KbError, Lost, did_you_mean
from kb.evidence import Policy
from kb.model import Claim, Source
from kb.prospects import prospects
from kb.references import surname_year
from kb.silences import silences_under
from kb.store.read import Missing, Reader
from kb.verdicts import Counts, Verdict, judge
from kb.views.records import ClaimSource, ClaimView, FindingView, LeftOutView, PairView, RelatedClaim
from kb.vocabulary import Stance
from kb.words import RELATION_WORDS

#: how many pairs of units a view holds at most; conflicts come first
MOST_PAIRS = 200

#: the numbers of a claim's units by stance
STANCES = tuple(Stance)


def claim_view(reader: Reader, id_: str, policy: Policy) -> ClaimView:
    """One claim in full under a policy; an unknown id or key is a `KbError` with the nearest known one."""
    claim = known_claim(reader, id_)
    for key in policy.without:
        require_source(reader, key)
    evidence = reader.evidence([id_])[id_]
    verdict = judge(evidence, policy)
    counted = count_pairs(verdict, evidence)
    shown = tuple(PairView.of(pair, evidence.sources) for pair in islice(pairs(verdict, evidence), MOST_PAIRS))
    findings = sorted(evidence.findings, key=lambda f: (f.source, f.is_second_hand, f.place))
    topic = reader.topic(claim.topic)
    return ClaimView(
        id=claim.id,
        statement=claim.statement,
        topic=claim.topic,
        topic_title=topic.title if topic else claim.topic,
        kind=claim.kind,
        scope=claim.scope,
        note=claim.note or None,
        certainty=claim.certainty,
        verdict=verdict,
        unrestricted=judge(evidence) if policy.restricts else None,
        prospects=prospects(verdict),
        findings=tuple(FindingView.of(finding, finding.id in verdict.votes) for finding in findings),
        no_vote=silences_under(evidence, policy, verdict),
        pairs=shown,
        pair_counts={str(relation): number for relation, number in counted.items()},
        pairs_left_out=sum(counted.values()) - len(shown),
        comparisons=evidence.comparisons,
        related=_related(reader, id_, [(str(r.type), r.claim) for r in claim.relations]),
        left_out=tuple(LeftOutView.of(each) for each in reader.left_out_on(id_) if each.what is not Lost.CLAIM),
        file=claim.place.path,
        line=claim.place.line,
        sources=evidence.sources,
        evidence=evidence,
    )


def claim_sources(reader: Reader, id_: str, stance: Stance | None) -> tuple[ClaimSource, ...]:
    """The sources with a part in one claim, by stance and key; the stance is that of the unit each belongs to."""
    claim = require_claim(reader, id_)
    votes = [vote for vote in reader.votes_on([claim]) if stance is None or vote.stance is stance]
    sources = reader.sources(vote.source for vote in votes)
    rows = (
        ClaimSource(vote.source, vote.stance, vote.as_reported, vote.counts, surname_year(sources[vote.source]))
        for vote in votes
    )
    return tuple(sorted(rows, key=lambda row: (STANCES.index(row.stance), not row.votes, row.key)))


def known_claim(reader: Reader, id_: str) -> Claim:
    """The claim with this id; else a `KbError` that says why it is left out, or names the nearest known id."""
    if claim := reader.claims([id_]).get(id_):
        return claim
    raise _no_claim(reader, id_)


def known_sources(reader: Reader, *keys: str) -> dict[str, Source]:
    """The sources with these keys; else a `KbError` that says why one is left out, or names the nearest known key."""
    found = reader.sources(keys)
    for key in keys:
        if key not in found:
            raise _no_source(reader, key)
    return found


def require_claim(reader: Reader, id_: str) -> str:
    """The id, if a claim has it; else a `KbError` as for `known_claim`."""
    if not reader.has_claim(id_):
        raise _no_claim(reader, id_)
    return id_


def require_source(reader: Reader, key: str) -> str:
    """The key, if a source has it; else a `KbError` as for `known_sources`."""
    if not reader.has_source(key):
        raise _no_source(reader, key)
    return key


def _no_claim(reader: Reader, id_: str) -> KbError:
    for each in reader.left_out_on(id_):
        if each.what is Lost.CLAIM:
            return _left_out("claim", id_, each)
    return KbError(f"no claim '{id_}'", did_you_mean(id_, reader.claim_ids()) or "kb claims lists them")


def _no_source(reader: Reader, key: str) -> KbError:
    for each in reader.left_out_of(key):
        if each.what is Lost.SOURCE:
            return _left_out("source", key, each)
    return KbError(f"no source '{key}'", did_you_mean(key, reader.source_keys()) or "kb sources lists them")


def _left_out(what: str, name: str, missing: Missing) -> KbError:
    place = missing.place
    message = f"the {what} '{name}' is left out because of an error"
    return KbError(message, f"{place.path}:{place.line}: {missing.message}")


def counts_by_stance(counts: Counts) -> dict[str, int]:
    """Counts as a mapping from stance to number."""
    return {str(stance): getattr(counts, stance) for stance in STANCES}


def unit_citations(verdict: Verdict, sources: Mapping[str, Source]) -> dict[str, str]:
    """How to cite each unit of a verdict, by unit id: its sources, joined by "; "."""
    return {unit.id: "; ".join(surname_year(sources[key]) for key in unit.sources) for unit in verdict.units}


def _related(reader: Reader, claim: str, relations: Sequence[tuple[str, str]]) -> tuple[RelatedClaim, ...]:
    words = {str(type_): said for type_, said in RELATION_WORDS.items()}
    seen = [(words[type_][0], other) for type_, other in relations]
    seen += [(words[type_][1], other) for type_, other in reader.relations_to(claim)]
    summaries = {summary.id: summary for summary in reader.summaries([other for _, other in seen])}
    return tuple(RelatedClaim(word, summaries[other]) for word, other in dict.fromkeys(seen) if other in summaries)
