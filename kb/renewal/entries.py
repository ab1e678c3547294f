"""Third step of a renewal, for the bibliography: faults of entries that changed, or that were coded otherwise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kb.bibtex import BibFile
from kb.checks import OF_BIBLIOGRAPHY, OF_CODING, UNUSED, find, rule_name
from kb.checks.part import Part, unread_sheets
from kb.checks.twins import twin_entries
from kb.diagnostics import in_order
from kb.model import Corpus, Sheet
from kb.project import BIBLIOGRAPHY
from kb.renewal.faults import write_faults, write_left_out
from kb.store import Connection, file_rows, schema
from kb.store.names import Names
from kb.store.read import Reader
from kb.store.update import all_rows, remove_faults, replace_rows, rows_at
from kb.store.write import insert

_RULES = sorted(map(rule_name, OF_CODING))


def renew_all_entries(connection: Connection, file: BibFile) -> None:
    """Find and write the faults of a bibliography that changed, and which entries look like which."""
    sheets = {key: Sheet(key, study=study) for key, study in Names(connection).coded().items()}
    sources = {source.key: replace(source, sheet=sheets.get(source.key)) for source in file.sources}
    unread = unread_sheets(Reader(connection).left_out())
    found = find(Part(Corpus(sources), unread=unread), OF_BIBLIOGRAPHY)
    write_left_out(connection, [BIBLIOGRAPHY], file.diagnostics)
    write_faults(connection, [BIBLIOGRAPHY], [*file.diagnostics, *found], file.allows)
    before = all_rows(connection, schema.twins, "source")
    twins = ({"source": key, "twin": twin.key} for key, twin in twin_entries(file.sources).items())
    replace_rows(connection, schema.twins, "source", before, twins)


def renew_entries(connection: Connection, coded_otherwise: Collection[str]) -> None:
    """Find and write those faults of entries that depend on their sheets, after some were coded otherwise."""
    if not coded_otherwise:
        return
    names, reader = Names(connection), Reader(connection)
    keys = {*coded_otherwise, *names.twins(coded_otherwise)}
    known = reader.sources({*keys, *names.twins(keys).values()})
    sources = dict(sorted(known.items(), key=lambda item: item[1].place))
    places = {sources[key].place for key in keys if key in sources}
    part = Part(Corpus(sources), unread=unread_sheets(reader.left_out()))
    found = [fault for fault in find(part, OF_CODING) if fault.place in places]
    allows = [file_rows.read_allow(row) for row in rows_at(connection, schema.allows, BIBLIOGRAPHY)]
    if allows:
        tables = (schema.diagnostics, schema.suppressed)
        told = (file_rows.read_diagnostic(row) for table in tables for row in rows_at(connection, table, BIBLIOGRAPHY))
        left = [f for f in told if f.rule != UNUSED and not (f.rule in _RULES and f.place in places)]
        write_faults(connection, [BIBLIOGRAPHY], [*left, *found], allows)
    else:
        remove_faults(connection, places, _RULES)
        insert(connection, schema.diagnostics, map(file_rows.diagnostic_row, in_order(found)))
