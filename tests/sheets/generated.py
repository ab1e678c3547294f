"""Made-up files, each with the records that it holds; places are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from kb.model import (
    NOWHERE,
    Appraisal,
    Certainty,
    Citation,
    Claim,
    Comparison,
    Finding,
    Relation,
    Result,
    Sample,
    Scope,
    Sheet,
    Topic,
)
from kb.sheets import SheetFile
from kb.sheets.countries import COUNTRIES
from kb.vocabulary import (
    Basis,
    Compared,
    Design,
    Direction,
    Function,
    Good,
    Kind,
    Reading,
    RelationType,
    Stance,
    Status,
)

names = st.from_regex(r"[a-z0-9][\w.:+/-]{0,11}", fullmatch=True).map(str.strip)
#: texts on one line, without blanks around them; blanks of other kinds are not kept where a line begins with them
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"], include_characters=" "))
    .map(
        lambda text: " ".join(text.replace("\ufeff", "").replace("\ufffe", "").replace("\uffff", "").split(" ")).strip()
    )
    .filter(bool)
)
counts = st.integers(0, 999_999_999_999)
decimals = st.decimals(-(10**6), 10**6, allow_nan=False, places=3) | st.integers(-999, 999).map(Decimal)


def one_of(kind: type[StrEnum]) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(kind))


def some(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these arguments, each given or not."""
    return st.fixed_dictionaries({}, optional=parts)


samples = st.builds(Sample, n=counts, of=st.just("") | words)
results = st.builds(
    lambda parts: Result(**parts),
    some(
        outcome=words,
        measure=words,
        value=decimals,
        ci=st.tuples(decimals, decimals),
        n=counts,
        direction=one_of(Direction),
        good=one_of(Good),
        time=words,
    ),
)
scopes = st.builds(
    lambda parts: Scope(**parts),
    some(population=words, intervention=words, comparator=words, outcome=words, setting=words, time=words),
)
levels = st.sampled_from(["high", "moderate", "low", "very-low"])
reasons = st.dictionaries(words.filter(lambda text: text != "<<" and len(text) < 60), words, max_size=3)
certainties = st.builds(Certainty, words, levels, reasons.map(lambda given: tuple(given.items())))
relations = st.builds(Relation, one_of(RelationType), names)
appraisals = st.builds(Appraisal, words, words, st.just("") | words)


@st.composite
def claims(draw: st.DrawFn, topic: str) -> Claim:
    parts = draw(
        some(scope=scopes, relations=st.lists(relations, max_size=2).map(tuple), certainty=certainties, note=words)
    )
    return Claim(draw(names), topic, draw(words), draw(one_of(Kind)), **parts)


@st.composite
def claims_files(draw: st.DrawFn) -> SheetFile:
    topic = Topic(draw(names), draw(words))
    return SheetFile(topics=(topic,), claims=tuple(draw(st.lists(claims(topic.id), max_size=3))))


@st.composite
def findings(draw: st.DrawFn, source: str) -> Finding:
    parts = draw(some(via=names, at=words, quote=words, result=results, note=words))
    ids = (f"{source}#{draw(names)}", source, draw(names))
    return Finding(*ids, draw(one_of(Stance)), draw(one_of(Basis)), says=draw(words), **parts)


@st.composite
def sheets(draw: st.DrawFn) -> SheetFile:
    source = draw(names)
    parts = draw(
        some(
            study=words,
            design=one_of(Design),
            read=one_of(Reading),
            country=st.lists(st.sampled_from(sorted(COUNTRIES)), max_size=2).map(tuple),
            setting=words,
            population=words,
            intervention=words,
            comparator=words,
            sample=samples,
            period=words,
            includes=st.lists(words, max_size=3).map(tuple),
            includes_complete=st.booleans(),
            status=one_of(Status),
            appraisal=st.lists(appraisals, max_size=2).map(tuple),
            note=words,
        )
    )
    compared = st.builds(
        Comparison,
        st.just(source),
        names,
        st.lists(names, max_size=3).map(tuple),
        one_of(Compared),
        st.just("") | words,
        st.just("") | words,
    )
    cited = draw(st.lists(st.tuples(names, words, one_of(Function), st.just("") | words), max_size=3))
    return SheetFile(
        sheets=(Sheet(source, **parts),),
        findings=tuple(draw(st.lists(findings(source), max_size=3, unique_by=lambda finding: finding.id))),
        comparisons=tuple(draw(st.lists(compared, max_size=2))),
        citations=tuple(Citation(source, number, *cite) for number, cite in enumerate(cited, start=1)),
    )


def placeless(file: SheetFile) -> SheetFile:
    """The records of a file without their places."""
    claims = (
        replace(claim, relations=tuple(replace(r, place=NOWHERE) for r in claim.relations)) for claim in file.claims
    )
    return SheetFile(
        topics=tuple(replace(record, place=NOWHERE) for record in file.topics),
        claims=tuple(replace(record, place=NOWHERE) for record in claims),
        sheets=tuple(replace(record, place=NOWHERE) for record in file.sheets),
        findings=tuple(replace(record, place=NOWHERE) for record in file.findings),
        comparisons=tuple(replace(record, place=NOWHERE) for record in file.comparisons),
        citations=tuple(replace(record, place=NOWHERE) for record in file.citations),
    )


def written(file: SheetFile) -> dict[str, Any]:
    """The document that holds these records, every value as text."""
    if file.topics:
        (topic,) = file.topics
        return {"topic": topic.id, "title": topic.title, "claims": [_claim(claim) for claim in file.claims]}
    (sheet,) = file.sheets
    names = ("source", "study", "design", "read", "setting", "population", "intervention", "comparator", "period")
    return {
        **_texts(sheet, *names, "status", "note"),
        **({"country": list(sheet.country)} if sheet.country else {}),
        **({"sample": _texts(sheet.sample, "n", "of")} if sheet.sample else {}),
        **({"includes": list(sheet.includes)} if sheet.includes else {}),
        **(
            {} if sheet.includes_complete is None else {"includes_complete": "yes" if sheet.includes_complete else "no"}
        ),
        "appraisal": [_texts(appraisal, "tool", "overall", "note") for appraisal in sheet.appraisal],
        "findings": [_finding(finding) for finding in file.findings],
        "compares": [
            {**_texts(c, "claim", "at", "note"), "sources": list(c.sources), "as": str(c.relation)}
            for c in file.comparisons
        ],
        "citations": [{"source": c.cited, "for": c.purpose, **_texts(c, "function", "at")} for c in file.citations],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    document: dict[str, Any] = _texts(claim, "id", "statement", "kind", "note")
    scope = _texts(claim.scope, *Scope.__slots__)
    if scope:
        document["scope"] = scope
    if claim.relations:
        document["relations"] = [_texts(relation, "type", "claim") for relation in claim.relations]
    if claim.certainty:
        document["certainty"] = {
            **_texts(claim.certainty, "approach", "level"),
            "reasons": dict(claim.certainty.reasons),
        }
    return document


def _finding(finding: Finding) -> dict[str, Any]:
    document: dict[str, Any] = _texts(finding, "claim", "stance", "basis", "via", "at", "says", "quote", "note")
    document["id"] = finding.id.removeprefix(f"{finding.source}#")
    result = finding.result
    if result:
        document["result"] = _texts(result, "outcome", "measure", "value", "n", "direction", "good", "time")
        if result.ci:
            document["result"]["ci"] = [f"{end:f}" for end in result.ci]
    return document


def _texts(record: object, *fields: str) -> dict[str, Any]:
    values: Mapping[str, Any] = {name: getattr(record, name) for name in fields}
    return {
        name: f"{value:f}" if isinstance(value, Decimal) else str(value)
        for name, value in values.items()
        if value not in (None, "")
    }
