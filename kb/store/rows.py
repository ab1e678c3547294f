"""Records to table rows and back; one pair of functions for each kind of record.

Text that is not recorded is NULL in the tables and an empty string in the records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from kb.checks.twins import sameness
from kb.diagnostics import Place
from kb.made import maker
from kb.model import (
    Certainty,
    Citation,
    Claim,
    Comparison,
    Finding,
    Relation,
    Result,
    Scope,
    Topic,
)
from kb.store.asked import Row
from kb.store.lines import Lines
from kb.units import Flag
from kb.verdicts import Verdict, contest_rank
from kb.vocabulary import (
    Basis,
    Compared,
    Direction,
    Function,
    Good,
    Kind,
    RelationType,
    Stance,
)

#: the values of a whole row, in the order of the table's columns: hundreds of rows make a page, and names cost time
Values = Sequence[Any]

#: a value as text of JSON, letters as they are
to_json = json.JSONEncoder(ensure_ascii=False).encode

#: what stands in a text of JSON, without looking for blanks around it
_decoded = json.JSONDecoder().raw_decode

_finding = maker(Finding)
_STANCES, _BASES = {str(each): each for each in Stance}, {str(each): each for each in Basis}


def from_json(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """What a text of JSON, as `to_json` writes it, holds."""
    return _decoded(text)[0]


def topic_row(topic: Topic, position: int) -> dict[str, Any]:
    """The row of `topics` for a topic."""
    return {"id": topic.id, "position": position, "title": topic.title, **place_columns(topic.place)}


def read_topic(row: Row) -> Topic:
    """The topic in a row."""
    return Topic(row["id"], row["title"], read_place(row))


def claim_row(claim: Claim, position: int, verdict: Verdict, findings: int) -> dict[str, Any]:
    """The row of `claims` for a claim with its verdict and its number of findings."""
    return {**claim_columns(claim, position), **verdict_columns(verdict, findings)}


def claim_columns(claim: Claim, position: int) -> dict[str, Any]:
    """Those columns of `claims` that the text fills."""
    certainty = claim.certainty
    return {
        "id": claim.id,
        "position": position,
        "topic": claim.topic,
        "statement": claim.statement,
        "kind": claim.kind,
        "scope": to_json({name: value for name in Scope.__slots__ if (value := getattr(claim.scope, name))}),
        "certainty": to_json([certainty.approach, certainty.level, certainty.reasons]) if certainty else None,
        "note": claim.note or None,
        **place_columns(claim.place),
        "sameness": sameness(claim),
    }


def verdict_columns(verdict: Verdict, findings: int) -> dict[str, Any]:
    """Those columns of `claims` that the build fills by judging."""
    counts = verdict.counts
    return {
        "state": verdict.state,
        "conflict": verdict.conflict,
        "direction": verdict.direction,
        "supports": counts.supports,
        "disputes": counts.disputes,
        "mixed": counts.mixed,
        "inconclusive": counts.inconclusive,
        "as_reported": verdict.reported.units,
        "reported": to_json([getattr(verdict.reported, stance) for stance in Stance]),
        "only_through": verdict.only_through,
        "is_one_review": verdict.is_one_review,
        "findings": findings,
        "flags": to_json(verdict.flags),
        "is_mismatched": Flag.CITATION_MISMATCH in verdict.flags,
        "rests_on": to_json([[c.without, c.state, c.conflict, c.direction] for c in verdict.rests_on]),
        "contest": contest_rank(verdict),
    }


def read_claim(row: Row, relations: Iterable[Row]) -> Claim:
    """The claim in a row, with its `relations` rows in order."""
    certainty = from_json(row["certainty"]) if row["certainty"] else None
    return Claim(
        id=row["id"],
        topic=row["topic"],
        statement=row["statement"],
        kind=Kind(row["kind"]),
        scope=Scope(**from_json(row["scope"])),
        relations=tuple(Relation(RelationType(r["type"]), r["other"], read_place(r)) for r in relations),
        certainty=Certainty(certainty[0], certainty[1], tuple((d, t) for d, t in certainty[2])) if certainty else None,
        note=row["note"] or "",
        place=read_place(row),
    )


def finding_row(finding: Finding, position: int, votes: bool) -> dict[str, Any]:
    """The row of `findings` for a finding."""
    return {
        "id": finding.id,
        "position": position,
        "source": finding.source,
        "claim": finding.claim,
        "stance": finding.stance,
        "basis": finding.basis,
        "via": finding.via or None,
        "locator": finding.at or None,
        "says": finding.says,
        "quote": finding.quote or None,
        "result": _result_json(finding.result) if finding.result else None,
        "note": finding.note or None,
        **place_columns(finding.place),
        "votes": votes,
    }


def read_finding(row: Values) -> Finding:
    """The finding in a whole row."""
    id_, _, source, claim, stance, basis, via, at, says, quote, result, note, path, line, column, _ = row
    return _finding(
        id_,
        source,
        claim,
        _STANCES[stance],
        _BASES[basis],
        via or "",
        at or "",
        says,
        quote or "",
        _result(result) if result else None,
        note or "",
        Place(path, line, column),
    )


def comparison_row(comparison: Comparison, number: int) -> dict[str, Any]:
    """The row of `comparisons` for a comparison."""
    return {
        "id": number,
        "source": comparison.source,
        "claim": comparison.claim,
        "relation": comparison.relation,
        "locator": comparison.at or None,
        "note": comparison.note or None,
        **place_columns(comparison.place),
    }


def read_comparison(row: Row, sources: Iterable[str]) -> Comparison:
    """The comparison in a row, with the keys that it names."""
    return Comparison(
        source=row["source"],
        claim=row["claim"],
        sources=tuple(sources),
        relation=Compared(row["relation"]),
        at=row["locator"] or "",
        note=row["note"] or "",
        place=read_place(row),
    )


def citation_row(citation: Citation) -> dict[str, Any]:
    """The row of `citations` for an in-text citation."""
    return {
        "source": citation.source,
        "position": citation.position,
        "cited": citation.cited,
        "purpose": citation.purpose,
        "function": citation.function,
        "locator": citation.at or None,
        **place_columns(citation.place),
    }


def read_citation(row: Row) -> Citation:
    """The citation in a row."""
    return Citation(
        source=row["source"],
        position=row["position"],
        cited=row["cited"],
        purpose=row["purpose"],
        function=Function(row["function"]),
        at=row["locator"] or "",
        place=read_place(row),
    )


def _result_json(result: Result) -> str:
    recorded = {name: getattr(result, name) for name in Result.__slots__}
    written = {
        name: [str(end) for end in value] if name == "ci" else value if name == "n" else str(value)
        for name, value in recorded.items()
        if value not in (None, "")
    }
    return to_json(written)


def _result(text: str) -> Result:
    written = from_json(text)
    return Result(
        outcome=written.get("outcome", ""),
        measure=written.get("measure", ""),
        value=Decimal(written["value"]) if "value" in written else None,
        ci=(Decimal(written["ci"][0]), Decimal(written["ci"][1])) if "ci" in written else None,
        n=written.get("n"),
        direction=Direction(written["direction"]) if "direction" in written else None,
        good=Good(written["good"]) if "good" in written else None,
        time=written.get("time", ""),
    )


def place_columns(place: Place | None, prefix: str = "") -> dict[str, Any]:
    """The columns for a place, whose names begin with the prefix."""
    return {f"{prefix}{name}": getattr(place, name) if place else None for name in ("path", "line", "column")}


def read_place_by_region(row: Row, lines: Lines) -> Place:
    """The place in a row whose line counts from where its region begins."""
    return Place(row["path"], lines.above(row["region"]) + row["line"], row["column"])


def read_place(row: Row, prefix: str = "") -> Place:
    """The place in a row."""
    return Place(row[f"{prefix}path"], row[f"{prefix}line"], row[f"{prefix}column"])
