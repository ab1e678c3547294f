"""What verdicts and rules look at, and nothing else of it: a build judges and checks from this.

The whole records cost ten times as much to read; `Reader.evidence` gives those to pages, and verdicts are the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from kb.diagnostics import Place
from kb.evidence import Evidence, by_claim
from kb.made import maker
from kb.model import Comparison, Corpus, Finding, Sheet, Source
from kb.store import schema
from kb.store.asked import Keyed
from kb.store.lines import lines_for
from kb.store.rows import from_json
from kb.vocabulary import Basis, Compared, Design, Reading, Stance, Status

_FINDINGS = Keyed(
    schema.findings,
    *("claim", "position"),
    columns=["position", "id", "source", "claim", "stance", "basis", "via"],
)
_COMPARISONS = Keyed(schema.comparisons, "claim", "id", columns=["id", "source", "claim", "relation"])
_COMPARED = Keyed(schema.compared, "comparison", "comparison", "position")
_CODED = ("is_coded", "study", "design", "read", "status")
_SOURCES = Keyed(schema.sources, "key", columns=["key", "title", "region", "path", "line", "column", *_CODED])
_VOTERS = Keyed(schema.sources, "key", columns=["key", "includes", *_CODED])
_REPORTS = Keyed(schema.sources, "study", columns=["key"])

_finding, _source, _sheet_of = maker(Finding), maker(Source), maker(Sheet)
_STANCES, _BASES = {str(each): each for each in Stance}, {str(each): each for each in Basis}
_DESIGNS, _READINGS = {str(each): each for each in Design}, {str(each): each for each in Reading}
_STATUSES = {str(each): each for each in Status}


def evidence(connection: Connection, claims: Iterable[str]) -> dict[str, Evidence]:
    """What each of these claims is judged from, by id."""
    claims = list(claims)
    findings = tuple(
        [
            _finding(id_, source, claim, _STANCES[stance], _BASES[basis], via or "")
            for _, id_, source, claim, stance, basis, via in _FINDINGS.tuples(connection, claims)
        ]
    )
    comparisons = _comparisons(connection, claims)
    keys = {key for finding in findings for key in (finding.source, finding.via) if key}
    keys |= {key for comparison in comparisons for key in (comparison.source, *comparison.sources)}
    corpus = Corpus(_with_included(connection, keys), findings=findings, comparisons=tuple(comparisons))
    return by_claim(corpus, claims)


def sources(connection: Connection, keys: Iterable[str]) -> dict[str, Source]:
    """These sources with title and place, and with study, design, reading and status of their sheets."""
    found = _SOURCES.tuples(connection, keys)
    lines = lines_for(connection, (row[2] for row in found))
    return {
        key: Source(
            key, title=title or "", place=Place(path, lines.above(region) + line, column), sheet=_sheet(key, "", *coded)
        )
        for key, title, region, path, line, column, *coded in found
    }


def _voters(connection: Connection, keys: Iterable[str]) -> dict[str, Source]:
    """These sources with study, design, reading, status and inclusions of their sheets."""
    found = _VOTERS.tuples(connection, keys)
    return {key: _source(key, sheet=_sheet(key, includes, *coded)) for key, includes, *coded in found}


def _sheet(  # noqa: PLR0913, PLR0917 - the columns
    key: str, includes: str, is_coded: bool, study: str, design: str, read: str, status: str
) -> Sheet | None:
    if not is_coded:
        return None
    return _sheet_of(
        key,
        study=study or "",
        design=_DESIGNS[design] if design else None,
        read=_READINGS[read] if read else None,
        includes=tuple(from_json(includes)) if includes else (),
        status=_STATUSES[status],
    )


def _comparisons(connection: Connection, claims: Iterable[str]) -> list[Comparison]:
    found = _COMPARISONS.tuples(connection, claims)
    named: dict[int, list[str]] = {}
    for comparison, _, source in _COMPARED.tuples(connection, (id_ for id_, *_ in found)):
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
        more = _voters(connection, wanted)
        found |= more
        named = {item for source in more.values() for item in (source.study, *source.includes)}
        reports = {key for (key,) in _REPORTS.tuples(connection, named)}
        wanted = (named | reports) - found.keys() - wanted
    return found
