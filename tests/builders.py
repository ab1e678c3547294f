"""Short makers of records for tests: everything that a test does not name has a plain default."""

from __future__ import annotations

from collections.abc import Sequence

from kb.evidence import Evidence
from kb.model import Appraisal, Comparison, Finding, Person, Result, Sample, Sheet, Source
from kb.units import Unit
from kb.verdicts import Verdict
from kb.vocabulary import Basis, Compared, Design, Reading, Stance, Status

CLAIM = "peer-support-reduces-admissions"


def person(name: str) -> Person:
    """The person written as "Family, Given"; without a comma, a corporate name."""
    family, comma, given = name.partition(", ")
    return Person(family=family, given=given) if comma else Person(literal=name)


def source(  # noqa: PLR0913 - a maker of a record with many parts, all by name
    key: str,
    *,
    study: str = "",
    design: str = "rct",
    includes: Sequence[str] = (),
    includes_complete: bool | None = None,
    year: int | None = 2015,
    status: str = "current",
    authors: Sequence[str] = (),
    title: str = "",
    read: str = "full-text",
    country: Sequence[str] = (),
    setting: str = "",
    population: str = "",
    intervention: str = "",
    comparator: str = "",
    sample: Sample | None = None,
    period: str = "",
    appraisal: Sequence[Appraisal] = (),
) -> Source:
    """A source with an extraction sheet; a current, fully read trial unless told otherwise."""
    sheet = Sheet(
        source=key,
        study=study,
        design=Design(design) if design else None,
        read=Reading(read) if read else None,
        country=tuple(country),
        setting=setting,
        population=population,
        intervention=intervention,
        comparator=comparator,
        sample=sample,
        period=period,
        includes=tuple(includes),
        includes_complete=includes_complete,
        status=Status(status),
        appraisal=tuple(appraisal),
    )
    return Source(key=key, title=title, authors=tuple(map(person, authors)), year=year, sheet=sheet)


def review(key: str, *includes: str, study: str = "", year: int | None = 2015) -> Source:
    """A systematic review that lists these sources or studies as included."""
    return source(key, design="systematic-review", includes=includes, study=study, year=year)


def uncoded(key: str) -> Source:
    """A source without an extraction sheet."""
    return Source(key=key, year=2015)


def finding(  # noqa: PLR0913 - a maker of a record with many parts, all by name
    source: str,
    stance: str,
    *,
    via: str = "",
    basis: str = "result",
    id: str = "",  # noqa: A002 - the record's own word
    claim: str = CLAIM,
    result: Result | None = None,
) -> Finding:
    """A finding whose id, unless given, is made from its stance, basis and via: equal words make equal ids."""
    name = id or "-".join(part for part in (stance, basis, via) if part)
    return Finding(f"{source}#{name}", source, claim, Stance(stance), Basis(basis), via=via, result=result)


def says(by: str, relation: str, *sources: str, claim: str = CLAIM) -> Comparison:
    """What one source says of others: `says("collins2016", "conflict", "lee2018", "kim2019")`."""
    return Comparison(source=by, claim=claim, sources=sources, relation=Compared(relation))


def evidence(*parts: Source | Finding | Comparison) -> Evidence:
    """The evidence made of these parts; a source that is named and not given is a primary study of its own."""
    findings = tuple(part for part in parts if isinstance(part, Finding))
    comparisons = tuple(part for part in parts if isinstance(part, Comparison))
    given = {part.key: part for part in parts if isinstance(part, Source)}
    named = {key for f in findings for key in (f.source, f.via) if key}
    named |= {key for c in comparisons for key in (c.source, *c.sources)}
    made = {key: source(key) for key in sorted(named - set(given))}
    return Evidence(CLAIM, findings, comparisons, {**made, **given})


def unit(verdict: Verdict, name: str) -> Unit:
    """The one unit of that id."""
    (found,) = (u for u in verdict.units if u.id == name)
    return found


def absorbed(verdict: Verdict) -> dict[str, str]:
    """The absorbed units, each with the unit that speaks for it."""
    return {u.id: u.absorbed_by for u in verdict.units if u.absorbed_by}


def rests_on(verdict: Verdict) -> dict[str, str]:
    """The sources whose removal changes the state, each with the state then."""
    return {r.without: str(r.state) for r in verdict.rests_on}
