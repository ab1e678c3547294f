"""Rules on the entries of the bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks import twins
from kb.checks.part import Part
from kb.diagnostics import Diagnostic, Related, Severity, quoted
from kb.made import maker
from kb.model import Source

#: what often has neither author nor editor, and stands there for others to inherit from
_OF_NOBODY = frozenset(["mvproceedings", "periodical", "proceedings"])
_diagnostic = maker(Diagnostic)
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")


def no_year(part: Part) -> Iterator[Diagnostic]:
    """An entry has no year, or none that can be read.

    Without a year the source is left out of every view "as of" a year, and of the order of events on a claim.
    Add `year` (or `date`) to the entry.
    """
    for source in part.corpus.sources.values():
        if source.year is None:
            yield _at(source, "no-year", Severity.WARNING, f"{quoted(source.key)} has no year", "add year = {…}")


def no_author(part: Part) -> Iterator[Diagnostic]:
    """An entry names neither an author nor an editor.

    Citations then show the key, and shared authors cannot be seen.  For a body that signs as author, write it in a
    second pair of braces: `author = {{World Health Organization}}`.  Of proceedings and periodicals this is not told.
    """
    for source in part.corpus.sources.values():
        if not source.authors and not source.editors and source.type not in _OF_NOBODY:
            hint = "add author, a body's name in double braces"
            yield _at(source, "no-author", Severity.NOTE, f"{quoted(source.key)} has no author or editor", hint)


def no_title(part: Part) -> Iterator[Diagnostic]:
    """An entry has no title, or an empty one.

    It is listed by author and year alone, words find it only by its authors or its venue, and only its DOI can tell a
    twin of it.  Add `title`.
    """
    for source in part.corpus.sources.values():
        if not source.title:
            yield _at(source, "no-title", Severity.NOTE, f"{quoted(source.key)} has no title", "add title = {…}")


def malformed_doi(part: Part) -> Iterator[Diagnostic]:
    """A DOI does not have the form `10.<registrant>/<suffix>`.

    Links made from it lead nowhere, and twin entries cannot be found by it.  Copy it again from the publisher's page.
    """
    for source in part.corpus.sources.values():
        if source.doi and not _DOI.fullmatch(source.doi):
            place = source.marks.get("doi", source.place)
            message = f"{quoted(source.doi)} is not a DOI"
            yield Diagnostic(place, "malformed-doi", Severity.WARNING, message, "a DOI reads 10.1234/abc")


def twin_entries(part: Part) -> Iterator[Diagnostic]:
    """Two entries are the same publication: one DOI, or one title, year and first author.

    Each source is counted as a study of its own, so a publication that is entered twice votes twice.  Keep one entry
    and use its key in the extraction sheets; where they are two reports of one study, give both sheets one `study`; and
    where a DOI was copied to the wrong entry, correct it.
    """
    found = twins.twin_entries(part.corpus.sources.values()) if part.twins is None else part.twins
    for key, twin in found.items():
        source = part.corpus.sources[key]
        if twin.study != source.study:
            message = f"{quoted(source.key)} looks like the same publication as {quoted(twin.key)}"
            hint = "keep one of them, correct a wrong DOI, or give both sheets the same study"
            related = (Related(twin.place, f"{twin.key} is here"),)
            yield Diagnostic(source.place, "twin-entries", Severity.WARNING, message, hint, related)


def not_coded(part: Part) -> Iterator[Diagnostic]:
    """An entry has no extraction sheet.

    That is fine for a reference that is only cited; it is also how a source is forgotten.  Write a sheet for it under
    `claims/`, if need be with nothing but `source` and `read: not-read`.
    """
    for source in part.corpus.sources.values():
        # of a sheet that cannot be read its own fault tells
        if source.sheet is None and source.key not in part.unread:
            message = f"{quoted(source.key)} has no extraction sheet"
            yield _at(source, "not-coded", Severity.NOTE, message, "write one, or leave it as a reference only")


def _at(source: Source, rule: str, severity: Severity, message: str, hint: str) -> Diagnostic:
    return _diagnostic(source.place, rule, severity, message, hint)
