"""The whole graph as JSON-LD with its context inside: claims, findings, sources and how they bear on each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb.clean import printable
from kb.exporters.portion import Portion
from kb.exporters.terms import BASE, CITATIONS, CONTEXT, DIRECTIONS, FUNCTIONS, RELATIONS, doi_iri, iri
from kb.model import Citation, Claim, Comparison, Corpus, Finding, Person, Result, Sheet, Source
from kb.references import surname_year
from kb.verdicts import Verdict
from kb.vocabulary import Stance

Node = dict[str, Any]


def as_jsonld(portion: Portion) -> str:
    """One JSON-LD document; nodes in the order of the text, and nothing that is not recorded."""
    document = {"@context": CONTEXT, "graph": [bare(node) for node in _nodes(portion)]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def finding_node(finding: Finding, verdict: Verdict) -> Node:
    """A finding: an evidence line for its claim, with its direction and the source that it comes from."""
    claim = iri("claim", finding.claim)
    return {
        "id": finding_iri(finding),
        "type": "Finding",
        "key": finding.id,
        "evidenceLineFor": claim,
        "evidenceDirection": DIRECTIONS[finding.stance],
        CITATIONS[finding.stance]: claim,
        "evidenceFrom": iri("source", finding.source),
        "readIn": iri("source", finding.via) if finding.via else None,
        "basis": finding.basis,
        "votes": finding.id in verdict.votes,
        "says": finding.says,
        "quote": finding.quote,
        "locator": finding.at,
        "result": _result(finding, finding.result) if finding.result else None,
        "note": finding.note,
        "file": finding.place.path,
        "line": finding.place.line,
    }


def finding_iri(finding: Finding) -> str:
    """The address of a finding."""
    return iri("finding", *parts_of(finding))


def parts_of(finding: Finding) -> tuple[str, str]:
    """The source's key and the name of the finding in its sheet; a key may hold the sign that separates them."""
    return finding.source, finding.id.removeprefix(f"{finding.source}#")


def claim_head(claim: Claim) -> Node:
    """What a claim says, without what bears on it."""
    return {"id": iri("claim", claim.id), "type": "Claim", "key": claim.id, "statement": claim.statement}


def source_head(source: Source) -> Node:
    """What a source is, without what was coded from it."""
    year = source.year
    return {
        "id": iri("source", source.key),
        "type": "Source",
        "key": source.key,
        "citation": surname_year(source),
        "title": source.title,
        "creator": [_person(person) for person in source.authors],
        # years before the first have no place in xsd:gYear that all readers agree on
        "year": f"{year:04}" if year is not None and year > 0 else None,
        "doi": source.doi,
        "sameAs": doi_iri(source.doi) if source.doi else None,
        "url": source.url,
        "entryType": source.type,
    }


def bare(node: Mapping[str, Any]) -> Node:
    """The node without what is empty, its texts printable."""
    return {name: value for name, given in node.items() if (value := _bare(given)) not in (None, "", [], {})}


def _bare(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        return printable(str(value))
    if isinstance(value, Mapping):
        return bare(value)
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _nodes(portion: Portion) -> Iterator[Node]:
    corpus = portion.corpus
    yield {
        "id": f"{BASE}base",
        "type": "Dataset",
        "title": portion.title,
        "created": portion.made_on.isoformat() if portion.made_on else None,
        "version": portion.fingerprint,
    }
    for topic in corpus.topics.values():
        yield {"id": iri("topic", topic.id), "type": "Topic", "key": topic.id, "name": topic.title}
    lines: dict[str, list[Finding]] = {}
    for finding in corpus.findings:
        lines.setdefault(finding.claim, []).append(finding)
    for claim in corpus.claims.values():
        yield _claim(claim, lines.get(claim.id, []))
        yield _verdict(claim, portion.verdicts[claim.id])
    for finding in corpus.findings:
        yield finding_node(finding, portion.verdicts[finding.claim])
    links = _links(corpus)
    for source in corpus.sources.values():
        yield _source(source, corpus, links.get(source.key, {}))
    yield from _studies(corpus)
    yield from map(_citation, corpus.citations)
    for number, comparison in enumerate(corpus.comparisons):
        yield _comparison(comparison, number)


def _claim(claim: Claim, findings: Sequence[Finding]) -> Node:
    scope, certainty = claim.scope, claim.certainty
    names = ("population", "intervention", "comparator", "outcome", "setting", "time")
    relations: dict[str, list[str]] = {}
    for relation in claim.relations:
        relations.setdefault(RELATIONS[relation.type], []).append(iri("claim", relation.claim))
    return {
        **claim_head(claim),
        "topic": iri("topic", claim.topic),
        "kind": claim.kind,
        "scope": {name: getattr(scope, name) for name in names},
        **relations,
        "certainty": certainty
        and {
            "approach": certainty.approach,
            "level": certainty.level,
            "reason": [{"domain": domain, "note": text} for domain, text in certainty.reasons],
        },
        "verdict": _verdict_iri(claim),
        "evidenceLine": [finding_iri(finding) for finding in findings],
        "citesAsEvidence": list(dict.fromkeys(iri("source", finding.source) for finding in findings)),
        "note": claim.note,
        "file": claim.place.path,
        "line": claim.place.line,
    }


def _verdict_iri(claim: Claim) -> str:
    return iri("verdict", claim.id)


def _verdict(claim: Claim, verdict: Verdict) -> Node:
    return {
        "id": _verdict_iri(claim),
        "type": "Verdict",
        "onClaim": iri("claim", claim.id),
        "state": verdict.state,
        "conflict": verdict.conflict,
        "leaning": verdict.direction,
        **{f"{stance}Units": getattr(verdict.counts, stance) for stance in Stance},
        "flag": [str(flag) for flag in verdict.flags],
        "unit": [
            {
                "type": "Unit",
                "key": unit.id,
                "of": [iri("source", key) for key in unit.sources],
                "stance": unit.stance,
                "asReported": unit.as_reported,
                "absorbedBy": unit.absorbed_by,
            }
            for unit in verdict.units
        ],
        "restsOn": [
            {
                "without": iri("source", rest.without),
                "state": rest.state,
                "conflict": rest.conflict,
                "leaning": rest.direction,
            }
            for rest in verdict.rests_on
        ],
    }


def _links(corpus: Corpus) -> Mapping[str, Mapping[str, list[str]]]:
    """What each source reports or cites, by the name of the link, by its key."""
    links: dict[str, dict[str, list[str]]] = {}
    reported = ((finding.via, "containsAssertionFrom", finding.source) for finding in corpus.findings if finding.via)
    cited = ((citation.source, FUNCTIONS[citation.function], citation.cited) for citation in corpus.citations)
    for key, name, other in dict.fromkeys((*reported, *cited)):
        links.setdefault(key, {}).setdefault(name, []).append(iri("source", other))
    return links


def _source(source: Source, corpus: Corpus, links: Mapping[str, list[str]]) -> Node:
    sheet = source.sheet or Sheet(source.key)
    sample = sheet.sample
    return {
        **source_head(source),
        "study": _study_iri(sheet.study, corpus) if sheet.study else None,
        "design": sheet.design,
        "read": sheet.read,
        "country": list(sheet.country),
        "setting": sheet.setting,
        "population": sheet.population,
        "intervention": sheet.intervention,
        "comparator": sheet.comparator,
        "sampleSize": sample.n if sample else None,
        "sampleOf": sample.of if sample else None,
        "period": sheet.period,
        "status": sheet.status if source.sheet else None,
        "appraisal": [{"tool": a.tool, "overall": a.overall, "note": a.note} for a in sheet.appraisal],
        "includesComplete": sheet.includes_complete,
        "usesDataFrom": [_study_iri(item, corpus) for item in sheet.includes],
        **links,
        "note": sheet.note,
    }


def _study_iri(name: str, corpus: Corpus) -> str:
    return iri("source" if name in corpus.sources else "study", name)


def _studies(corpus: Corpus) -> Iterator[Node]:
    named = {name for source in corpus.sources.values() for name in (source.study, *source.includes)}
    for name in sorted(named - corpus.sources.keys()):
        yield {"id": iri("study", name), "type": "Study", "key": name}


def _citation(citation: Citation) -> Node:
    return {
        "id": iri("citation", citation.source, str(citation.position)),
        "type": "Citation",
        "citing": iri("source", citation.source),
        "cited": iri("source", citation.cited),
        "characterization": f"cito:{FUNCTIONS[citation.function]}",
        "position": citation.position,
        "purpose": citation.purpose,
        "locator": citation.at,
    }


def _comparison(comparison: Comparison, number: int) -> Node:
    return {
        "id": iri("comparison", str(number)),
        "type": "Comparison",
        "saidBy": iri("source", comparison.source),
        "onClaim": iri("claim", comparison.claim),
        "compares": [iri("source", key) for key in comparison.sources],
        "relation": comparison.relation,
        "locator": comparison.at,
        "note": comparison.note,
    }


def _result(finding: Finding, result: Result) -> Node:
    low, high = result.ci or (None, None)
    return {
        "id": iri("result", *parts_of(finding)),
        "outcome": result.outcome,
        "measure": result.measure,
        # in quotes, so that no reader rounds what a source prints
        "value": None if result.value is None else format(result.value, "f"),
        "low": None if low is None else format(low, "f"),
        "high": None if high is None else format(high, "f"),
        "n": result.n,
        "resultDirection": result.direction,
        "betterWhen": result.good,
        "time": result.time,
    }


def _person(person: Person) -> str:
    given = " ".join(part for part in (person.given, person.suffix) if part)
    return person.literal or ", ".join(part for part in (person.surname, given) if part)
