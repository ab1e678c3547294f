"""Records to table rows and back; one pair of functions for each kind of record.

Text that is not recorded is NULL in the tables and an empty string in the records.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from kb.checks.twins import sameness
from kb.compare import name_key
from kb.diagnostics import Place
from kb.model import (
    Appraisal,
    Certainty,
    Citation,
    Claim,
    Comparison,
    Finding,
    Person,
    Relation,
    Result,
    Sample,
    Scope,
    Sheet,
    Source,
    Topic,
)
from kb.references import surname_year
from kb.store.asked import Row
from kb.store.lines import Lines, Spot
from kb.units import Flag
from kb.verdicts import Verdict, contest_rank
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

#: the values of a whole row, in the order of the table's columns: hundreds of rows make a page, and names cost time
Values = Sequence[Any]

#: what stands in a text of JSON, first, without looking for blanks around it
_decoded = json.JSONDecoder().raw_decode

#: a value as text of JSON, letters as they are
_json = json.JSONEncoder(ensure_ascii=False).encode

_STANCES, _BASES = {str(each): each for each in Stance}, {str(each): each for each in Basis}
_DESIGNS, _READINGS = {str(each): each for each in Design}, {str(each): each for each in Reading}
_STATUSES = {str(each): each for each in Status}


def source_values(source: Source, spot: Spot) -> Values:
    """The row of `sources` for an entry and its sheet, as values in the order of the table's columns."""
    *head, fields, raw = _entry_values(source, spot)
    return (*head, *sheet_columns(source.sheet).values(), fields, raw)


def entry_columns(source: Source, spot: Spot) -> dict[str, Any]:
    """Those columns of `sources` that an entry of the bibliography fills."""
    return dict(zip(_OF_ENTRIES, _entry_values(source, spot), strict=True))


_OF_ENTRIES = (
    *("key", "position", "region", "citation", "type", "title", "year", "venue", "doi", "url", "authors"),
    *("authors_truncated", "editors", "path", "line", "column", "fields", "raw"),
)


def _entry_values(source: Source, spot: Spot) -> Values:
    """The values of `_OF_ENTRIES`."""
    path, _, column = source.place
    return (
        source.key,
        spot.position,
        spot.region,
        surname_year(source),
        source.type,
        source.title or None,
        source.year,
        source.venue or None,
        source.doi or None,
        source.url or None,
        _people_json(source.authors),
        source.authors_truncated,
        _people_json(source.editors),
        path,
        spot.line,
        column,
        _json(source.fields),
        source.raw,
    )


def sheet_columns(sheet: Sheet | None) -> Mapping[str, Any]:
    """Those columns of `sources` that an extraction sheet fills."""
    return _not_coded() if sheet is None else _sheet_columns(sheet)


@cache
def _not_coded() -> Mapping[str, Any]:
    return _sheet_columns(None)


def _sheet_columns(sheet: Sheet | None) -> dict[str, Any]:
    coded = sheet or Sheet("")
    sample = coded.sample
    return {
        "is_coded": sheet is not None,
        "study": coded.study or None,
        "design": coded.design,
        "read": coded.read,
        "country": _json(coded.country) if coded.country else None,
        "setting": coded.setting or None,
        "population": coded.population or None,
        "has_sample": sample is not None,
        "sample_n": sample.n if sample else None,
        "sample_of": (sample.of if sample else "") or None,
        "period": coded.period or None,
        "includes": _json(coded.includes) if coded.includes else None,
        "includes_complete": coded.includes_complete,
        "status": coded.status if sheet else None,
        "appraisal": _json([[a.tool, a.overall, a.note] for a in coded.appraisal]) if coded.appraisal else None,
        "note": coded.note or None,
        **place_columns(coded.place if sheet else None, "sheet_"),
    }


def read_source(row: Values, lines: Lines) -> Source:
    """The entry in a whole row, with its sheet."""
    # fmt: off
    (
        key, _, region, _, type_, title, year, venue, doi, url, authors, authors_truncated, editors, path, line, column,
        is_coded, study, design, read, country, setting, population, has_sample, sample_n, sample_of, period,
        includes, includes_complete, status, appraisal, note, sheet_path, sheet_line, sheet_column, fields, raw,
    ) = row
    # fmt: on
    sheet = None
    if is_coded:
        sheet = Sheet(
            source=key,
            study=study or "",
            design=_DESIGNS[design] if design else None,
            read=_READINGS[read] if read else None,
            country=_words(country) if country else (),
            setting=setting or "",
            population=population or "",
            sample=Sample(sample_n, sample_of or "") if has_sample else None,
            period=period or "",
            includes=tuple(_decoded(includes)[0]) if includes else (),
            includes_complete=None if includes_complete is None else bool(includes_complete),
            status=_STATUSES[status],
            appraisal=tuple(Appraisal(*parts) for parts in _decoded(appraisal)[0]) if appraisal else (),
            note=note or "",
            place=Place(sheet_path, sheet_line, sheet_column),
        )
    return Source(
        key=key,
        type=type_,
        title=title or "",
        authors=_people(authors) if authors else (),
        authors_truncated=bool(authors_truncated),
        editors=_people(editors) if editors else (),
        year=year,
        venue=venue or "",
        doi=doi or "",
        url=url or "",
        fields=tuple(map(tuple, _decoded(fields)[0])),
        raw=raw,
        place=Place(path, lines.above(region) + line, column),
        sheet=sheet,
    )


def person_rows(source: Source) -> Iterator[dict[str, Any]]:
    """The rows of `persons`: by which names a source's authors and editors are found."""
    return ({"source": key, "role": role, "name": name} for key, role, name in person_values(source))


def person_values(source: Source) -> list[tuple[str, str, str]]:
    """The same rows as values in the order of the table's columns."""
    return [
        (source.key, role, name)
        for role, people in (("author", source.authors), ("editor", source.editors))
        for name in dict.fromkeys(map(name_key, people))
        if name
    ]


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
        "scope": _json({name: value for name in Scope.__slots__ if (value := getattr(claim.scope, name))}),
        "certainty": _json([certainty.approach, certainty.level, certainty.reasons]) if certainty else None,
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
        "reported": _json([getattr(verdict.reported, stance) for stance in Stance]),
        "findings": findings,
        "flags": _json(verdict.flags),
        "is_mismatched": Flag.CITATION_MISMATCH in verdict.flags,
        "rests_on": _json([[c.without, c.state, c.conflict, c.direction] for c in verdict.rests_on]),
        "contest": contest_rank(verdict),
    }


def read_claim(row: Row, relations: Iterable[Row]) -> Claim:
    """The claim in a row, with its `relations` rows in order."""
    certainty = json.loads(row["certainty"]) if row["certainty"] else None
    return Claim(
        id=row["id"],
        topic=row["topic"],
        statement=row["statement"],
        kind=Kind(row["kind"]),
        scope=Scope(**json.loads(row["scope"])),
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
    return Finding(
        id=id_,
        source=source,
        claim=claim,
        stance=_STANCES[stance],
        basis=_BASES[basis],
        via=via or "",
        at=at or "",
        says=says,
        quote=quote or "",
        result=_result(result) if result else None,
        note=note or "",
        place=Place(path, line, column),
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
    return _json(written)


def _result(text: str) -> Result:
    written = json.loads(text)
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


def _people_json(people: Sequence[Person]) -> str | None:
    return _json(people) if people else None


def _people(text: str) -> tuple[Person, ...]:
    return tuple([Person(*names) for names in _decoded(text)[0]])


@lru_cache(maxsize=1_024)
def _words(text: str) -> tuple[str, ...]:
    """The words in a column of which most rows hold one of few texts."""
    return tuple(_decoded(text)[0])


def place_columns(place: Place | None, prefix: str = "") -> dict[str, Any]:
    """The columns for a place, whose names begin with the prefix."""
    return {f"{prefix}{name}": getattr(place, name) if place else None for name in ("path", "line", "column")}


def read_place_by_region(row: Row, lines: Lines) -> Place:
    """The place in a row whose line counts from where its region begins."""
    return Place(row["path"], lines.above(row["region"]) + row["line"], row["column"])


def read_place(row: Row, prefix: str = "") -> Place:
    """The place in a row."""
    return Place(row[f"{prefix}path"], row[f"{prefix}line"], row[f"{prefix}column"])
