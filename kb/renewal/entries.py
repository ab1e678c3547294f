"""Third step of a renewal, for the bibliography: faults of entries that changed, or that were coded otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from kb.checks import OF_BIBLIOGRAPHY, OF_CODING, UNUSED, find, rule_name
from kb.checks.part import Part, unread_sheets
from kb.checks.sources import twin_entries
from kb.checks.twins import twin_entries as twins_among
from kb.diagnostics import Diagnostic, in_order
from kb.linking import SOURCE
from kb.model import Corpus, Sheet, Source
from kb.project import BIBLIOGRAPHY
from kb.renewal.bibliography import Bibliography
from kb.renewal.faults import write_faults, write_left_out
from kb.store import Connection, file_rows, schema
from kb.store.lines import Lines
from kb.store.names import Names
from kb.store.read import Reader
from kb.store.update import all_rows, remove_faults, remove_in_regions, replace_rows, rows_at
from kb.store.write import insert

_RULES = sorted(map(rule_name, OF_CODING))


def renew_left_out_entries(connection: Connection, bibliography: Bibliography) -> set[str]:
    """The keys of entries that are left out now and were not, or were and are not; written before what names them."""
    names, lines = Names(connection), bibliography.lines
    before = names.left_out(())
    if bibliography.is_whole:
        write_left_out(connection, [BIBLIOGRAPHY], bibliography.diagnostics, lines)
    else:
        remove_in_regions(connection, schema.left_out, BIBLIOGRAPHY, {*bibliography.before, *bibliography.numbers})
        lost = (row for fault in bibliography.diagnostics for row in file_rows.left_out_rows(fault, lines))
        insert(connection, schema.left_out, lost)
    return {name for kind, name in before ^ names.left_out(()) if kind == SOURCE}


def renew_all_entries(connection: Connection, bibliography: Bibliography) -> None:
    """Find and write the faults of a bibliography that was read whole, and which entries look like which."""
    sources = _coded(connection, bibliography.sources)
    found = find(Part(Corpus(sources), unread=_unread(connection)), OF_BIBLIOGRAPHY)
    told = [*bibliography.diagnostics, *found]
    write_faults(connection, [BIBLIOGRAPHY], told, bibliography.allows, bibliography.lines)
    before = all_rows(connection, schema.twins, "source")
    twins = ({"source": key, "twin": twin.key} for key, twin in twins_among(bibliography.sources).items())
    replace_rows(connection, schema.twins, "source", before, twins)


def renew_some_entries(connection: Connection, bibliography: Bibliography) -> None:
    """Find and write the faults in those regions of a bibliography that were read.

    Which entries look like which has not changed, and no suppression stands there; but where they stand may have.
    """
    lines, here = bibliography.lines, set(bibliography.numbers)
    twins = Names(connection).twins(bibliography.keys)
    far = {*twins, *twins.values()} - bibliography.keys
    sources = {**Reader(connection).sources(far), **_coded(connection, bibliography.sources)}
    corpus = Corpus(dict(sorted(sources.items(), key=lambda item: item[1].place)))
    found = [
        fault
        for fault in find(Part(corpus, unread=_unread(connection)), OF_BIBLIOGRAPHY)
        if lines.apart(fault.place)[0] in here or fault.rule == rule_name(twin_entries)
    ]
    remove_in_regions(connection, schema.diagnostics, BIBLIOGRAPHY, {*bibliography.before, *here})
    # a fault elsewhere names the place of an entry that stands here
    remove_faults(connection, (sources[key].place for key in far & twins.keys()), [rule_name(twin_entries)], lines)
    _insert(connection, [*bibliography.diagnostics, *found], lines)


def renew_entries(connection: Connection, coded_otherwise: Collection[str], lines: Lines) -> None:
    """Find and write those faults of entries that depend on their sheets, after some were coded otherwise."""
    if not coded_otherwise:
        return
    names, reader = Names(connection), Reader(connection)
    keys = {*coded_otherwise, *names.twins(coded_otherwise)}
    known = reader.sources({*keys, *names.twins(keys).values()})
    sources = dict(sorted(known.items(), key=lambda item: item[1].place))
    places = {sources[key].place for key in keys if key in sources}
    part = Part(Corpus(sources), unread=_unread(connection))
    found = [fault for fault in find(part, OF_CODING) if fault.place in places]
    allows = [file_rows.read_allow(row, lines) for row in rows_at(connection, schema.allows, BIBLIOGRAPHY)]
    if allows:
        tables = (schema.diagnostics, schema.suppressed)
        rows = (row for table in tables for row in rows_at(connection, table, BIBLIOGRAPHY))
        told = (file_rows.read_diagnostic(row, lines) for row in rows)
        left = [f for f in told if f.rule != UNUSED and not (f.rule in _RULES and f.place in places)]
        write_faults(connection, [BIBLIOGRAPHY], [*left, *found], allows, lines)
    else:
        remove_faults(connection, places, _RULES, lines)
        _insert(connection, found, lines)


def _coded(connection: Connection, sources: Collection[Source]) -> dict[str, Source]:
    """The sources by key, each with what rules on entries ask of its sheet."""
    studies = Names(connection).coded(source.key for source in sources)
    sheets = {key: Sheet(key, study=study) for key, study in studies.items()}
    return {source.key: replace(source, sheet=sheets.get(source.key)) for source in sources}


def _unread(connection: Connection) -> Collection[str]:
    return unread_sheets(Reader(connection).left_out())


def _insert(connection: Connection, faults: Iterable[Diagnostic], lines: Lines) -> None:
    insert(connection, schema.diagnostics, (file_rows.diagnostic_row(fault, lines) for fault in in_order(faults)))
