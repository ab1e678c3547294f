"""What verdicts and rules look at, and nothing else of it: a build judges and checks from this.

The whole records cost ten times as much to read; `Reader.evidence` gives those to pages, and verdicts are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from kb.diagnostics import Place
from kb.evidence import Evidence, by_claim
from kb.model import Comparison, Corpus, Finding, Sheet, Source
from kb.store import schema
from kb.store.asked import Keyed
from kb.store.lines import lines_for
from kb.vocabulary import Basis, Compared, Design, Reading, Stance, Status

_FINDINGS = Keyed(schema.findings, "claim", "position", columns=["id", "source", "claim", "stance", "basis", "via"])
_COMPARISONS = Keyed(schema.comparisons, "claim", "id", columns=["id", "source", "claim", "relation"])
_NAMED = Keyed(schema.compared, "comparison", "comparison", "position", columns=["comparison", "source"])
_SOURCES = Keyed(
    schema.sources,
    *("key", "position"),
    columns=["key", "title", "region", "path", "line", "column", "is_coded", "study", "design", "read", "status"],
)
_INCLUSIONS = Keyed(schema.inclusions, "review", "review", "position", columns=["review", "study"])
_REPORTS = Keyed(schema.sources, "study", "position", columns=["key"])

_STANCES, _BASES = {str(each): each for each in Stance}, {str(each): each for each in Basis}


def evidence(connection: Connection, claims: Iterable[str]) -> dict[str, Evidence]:
    """What each of these claims is judged from, by id."""
    claims = list(claims)
    findings = tuple(
        Finding(id_, source, claim, _STANCES[stance], _BASES[basis], via or "")
        for id_, source, claim, stance, basis, via in _FINDINGS.tuples(connection, claims)
    )
    comparisons = _comparisons(connection, claims)
    keys = {key for finding in findings for key in (finding.source, finding.via) if key}
    keys |= {key for comparison in comparisons for key in (comparison.source, *comparison.sources)}
    corpus = Corpus(_with_included(connection, keys), findings=findings, comparisons=tuple(comparisons))
    return by_claim(corpus, claims)


def sources(
    connection: Connection, keys: Iterable[str], includes: Mapping[str, list[str]] | None = None
) -> dict[str, Source]:
    """These sources with title and place, and with study, design, reading and status of their sheets."""
    found: dict[str, Source] = {}
    known = _SOURCES.tuples(connection, keys)
    lines = lines_for(connection, (row[2] for row in known))
    for key, title, region, path, line, column, is_coded, study, design, read, status in known:
        sheet = None
        if is_coded:
            sheet = Sheet(
                key,
                study=study or "",
                design=Design(design) if design else None,
                read=Reading(read) if read else None,
                includes=tuple((includes or {}).get(key, ())),
                status=Status(status),
            )
        found[key] = Source(key, title=title or "", place=Place(path, lines.above(region) + line, column), sheet=sheet)
    return found


def _comparisons(connection: Connection, claims: Iterable[str]) -> list[Comparison]:
    found = _COMPARISONS.tuples(connection, claims)
    named: dict[int, list[str]] = {}
    for comparison, source in _NAMED.tuples(connection, (id_ for id_, *_ in found)):
        named.setdefault(comparison, []).append(source)
    return [
        Comparison(source, claim, tuple(named.get(id_, ())), Compared(relation))
        for id_, source, claim, relation in found
    ]


def _with_included(connection: Connection, keys: set[str]) -> dict[str, Source]:
    """The sources, and every report of the studies that they report or include, as far as that leads."""
    found: dict[str, Source] = {}
    wanted = keys
    while wanted:
        includes: dict[str, list[str]] = {}
        for review, study in _INCLUSIONS.tuples(connection, wanted):
            includes.setdefault(review, []).append(study)
        more = sources(connection, wanted, includes)
        found |= more
        named = {item for source in more.values() for item in (source.study, *source.includes)}
        reports = {key for (key,) in _REPORTS.tuples(connection, named)}
        wanted = (named | reports) - found.keys() - wanted
    return found
