"""Bringing an index up to date by what changed: only that is read, linked, judged, checked and written.

The result equals an index that is built anew.  Read are the files that changed, files that name something that came or
went, and files whose faults depend on what changed.  Judged are the claims of which a finding or comparison changed,
and those on which a source has a say, directly or through reviews, that verdicts see otherwise.

An index is built anew (`NeedsRebuildError`) when more than a quarter of the text would have to be read; when the
bibliography cannot be read, or no longer could not; when the number of unknown names passes the one up to which each is
compared with all known names; when there is no number left between two files for a new one; and when a file changes
while this goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kb.linking import MOST_MISSPELT
from kb.project import BIBLIOGRAPHY, Project
from kb.renewal.affected import affected
from kb.renewal.bibliography import Bibliography, read_bibliography
from kb.renewal.entries import renew_all_entries, renew_entries, renew_left_out_entries, renew_some_entries
from kb.renewal.faults import renew_faults
from kb.renewal.records import renew_records
from kb.renewal.regions import renew_regions
from kb.renewal.texts import Changes, NeedsRebuildError, Texts
from kb.renewal.verdicts import renew_verdicts
from kb.steps import Step
from kb.store import Connection, schema
from kb.store.facts import facts_of
from kb.store.names import Names
from kb.store.positions import fitted
from kb.store.tallies import write_tallies
from kb.store.told import write_silent
from kb.store.update import replace_rows, rows_of, set_facts
from kb.store.write import file_row

__all__ = ["Changes", "NeedsRebuildError", "renew"]


def renew(project: Project, connection: Connection, changes: Changes, begin: Callable[[Step], None]) -> int:
    """The revision of the index after it has taken in the changes; a new one unless all files hold what they held.

    A `NeedsRebuildError` leaves the tables half changed: all of them must be filled anew.
    """
    facts = {"built_ns": str(changes.looked_at_ns)}
    revision = int(facts_of(connection)["revision"])
    positions = _positions(connection, changes)
    stamps = dict(changes.stamps)
    if changes.contents or changes.compared or changes.gone:
        revision += 1
        facts["revision"] = str(revision)
        bibliography = _renew(project, connection, changes, positions, begin)
        if bibliography.is_changed:
            stamps[BIBLIOGRAPHY] = replace(stamps[BIBLIOGRAPHY], digest=bibliography.digest)
    old = rows_of(connection, schema.files, "path", changes.restamped | changes.gone)
    rows = (file_row(stamps[path], positions[path]) for path in sorted(changes.restamped))
    replace_rows(connection, schema.files, "path", old, rows)
    set_facts(connection, facts)
    return revision


def _renew(
    project: Project, connection: Connection, changes: Changes, positions: dict[str, int], begin: Callable[[Step], None]
) -> Bibliography:
    names = Names(connection)
    begin(Step.READING)
    had_many = _has_many_unknown(names)
    bibliography = read_bibliography(connection, project, changes)
    if bibliography.is_changed:
        renew_regions(connection, bibliography)
    texts = Texts(project, changes)
    renewed = renew_records(connection, texts, bibliography, changes.gone, positions)
    if _has_many_unknown(names) != had_many:
        raise NeedsRebuildError
    begin(Step.JUDGING)
    judged = renew_verdicts(connection, renewed)
    begin(Step.CHECKING)
    lines = bibliography.lines
    paths = affected(names, renewed, judged, bibliography)
    if bibliography.is_whole or bibliography.is_changed:
        paths |= names.naming_sources(renew_left_out_entries(connection, bibliography))
    sheets = renew_faults(connection, texts, paths, changes.gone, lines)
    if bibliography.is_whole:
        renew_all_entries(connection, bibliography)
    else:
        if bibliography.is_changed:
            renew_some_entries(connection, bibliography)
        renew_entries(connection, renewed.coded_otherwise | sheets, lines)
    begin(Step.WRITING)
    write_tallies(connection)
    write_silent(connection)
    return bibliography


def _positions(connection: Connection, changes: Changes) -> dict[str, int]:
    known = Names(connection).positions()
    new = fitted({path: n for path, n in known.items() if path not in changes.gone}, changes.stamps)
    if new is None:
        raise NeedsRebuildError
    return known | new


def _has_many_unknown(names: Names) -> bool:
    return len(names.unknown_names(MOST_MISSPELT + 1)) > MOST_MISSPELT
