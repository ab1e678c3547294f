"""Values to records: claims and topics from a claims file; findings and all else from an extraction sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.model import (
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
from kb.sheets.read import Values
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


@dataclass(frozen=True, slots=True)
class SheetRecords:
    """All that stands in one extraction sheet."""

    sheet: Sheet
    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    citations: tuple[Citation, ...]


def topic_record(values: Values) -> Topic:
    """The topic of a claims file."""
    return Topic(values.get("topic"), values.get("title"), values.marks["topic"])


def claim_records(values: Values) -> tuple[Claim, ...]:
    """The claims of a claims file, under its topic."""
    return tuple(_claim(values.get("topic"), item) for item in values.get("claims", ()))


def sheet_records(values: Values) -> SheetRecords:
    """The sheet and what it holds, in order."""
    source = values.get("source")
    return SheetRecords(
        sheet=_sheet(values),
        findings=tuple(_finding(source, item) for item in values.get("findings", ())),
        comparisons=tuple(_comparison(source, item) for item in values.get("compares", ())),
        citations=tuple(_citations(source, values.get("citations", ()))),
    )


def _claim(topic: str, values: Values) -> Claim:
    scope: Values | None = values.get("scope", None)
    certainty: Values | None = values.get("certainty", None)
    relations = values.get("relations", ())
    return Claim(
        id=values.get("id"),
        topic=topic,
        statement=values.get("statement"),
        kind=Kind(values.get("kind")),
        scope=Scope(**{name: scope.get(name) for name in Scope.__slots__}) if scope else Scope(),
        relations=tuple(Relation(RelationType(r.get("type")), r.get("claim"), r.place) for r in relations),
        certainty=_certainty(certainty) if certainty else None,
        note=values.get("note"),
        place=values.place,
        marks=values.marks,
    )


def _certainty(values: Values) -> Certainty:
    return Certainty(values.get("approach"), values.get("level"), values.get("reasons", ()))


def _sheet(values: Values) -> Sheet:
    sample: Values | None = values.get("sample", None)
    appraisal = values.get("appraisal", ())
    return Sheet(
        source=values.get("source"),
        study=values.get("study"),
        design=_enum(Design, values, "design"),
        read=_enum(Reading, values, "read"),
        country=values.get("country", ()),
        setting=values.get("setting"),
        population=values.get("population"),
        intervention=values.get("intervention"),
        comparator=values.get("comparator"),
        sample=Sample(sample.get("n", None), sample.get("of")) if sample else None,
        period=values.get("period"),
        includes=values.get("includes", ()),
        includes_complete=values.get("includes_complete", None),
        status=_enum(Status, values, "status") or Status.CURRENT,
        appraisal=tuple(Appraisal(a.get("tool"), a.get("overall"), a.get("note")) for a in appraisal),
        note=values.get("note"),
        place=values.place,
        marks=values.marks,
    )


def _finding(source: str, values: Values) -> Finding:
    result: Values | None = values.get("result", None)
    return Finding(
        id=f"{source}#{values.get('id')}",
        source=source,
        claim=values.get("claim"),
        stance=Stance(values.get("stance")),
        basis=Basis(values.get("basis")),
        via=values.get("via"),
        at=values.get("at"),
        says=values.get("says"),
        quote=values.get("quote"),
        result=_result(result) if result else None,
        note=values.get("note"),
        place=values.place,
        marks=values.marks,
    )


def _result(values: Values) -> Result:
    return Result(
        outcome=values.get("outcome"),
        measure=values.get("measure"),
        value=values.get("value", None),
        ci=values.get("ci", None),
        n=values.get("n", None),
        direction=_enum(Direction, values, "direction"),
        good=_enum(Good, values, "good"),
        time=values.get("time"),
    )


def _comparison(source: str, values: Values) -> Comparison:
    return Comparison(
        source=source,
        claim=values.get("claim"),
        sources=values.get("sources"),
        relation=Compared(values.get("as")),
        at=values.get("at"),
        note=values.get("note"),
        place=values.place,
        marks=values.marks,
    )


def _citations(source: str, items: Iterable[Values]) -> Iterable[Citation]:
    for values in items:
        yield Citation(
            source=source,
            position=values.position,
            cited=values.get("source"),
            purpose=values.get("for"),
            function=Function(values.get("function")),
            at=values.get("at"),
            place=values.place,
            marks=values.marks,
        )


def _enum(kind: Any, values: Values, key: str) -> Any:  # noqa: ANN401 - the enum given
    value = values.get(key, None)
    return kind(value) if value is not None else None
