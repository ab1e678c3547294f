"""An entry and its sheet to their row of `sources` and back.

Text that is not recorded is NULL in the tables and an empty string in the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from kb.bibtex.sources import LazyFields
from kb.diagnostics import Place
from kb.made import maker
from kb.model import Appraisal, Person, Sample, Sheet, Source
from kb.references import surname_year
from kb.store.lined import from_lines, to_lines
from kb.store.lines import Spot
from kb.store.rows import Values, from_json, place_columns, to_json
from kb.vocabulary import Design, Reading, Status

_source, _sheet = maker(Source), maker(Sheet)

#: how many parts a name has
_PARTS = len(Person._fields)

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
        _people_lines(source.authors),
        source.authors_truncated,
        _people_lines(source.editors),
        path,
        spot.line,
        column,
        None if isinstance(source.fields, LazyFields) else to_lines(tuple(source.fields), 2),
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
        "country": to_json(coded.country) if coded.country else None,
        "setting": coded.setting or None,
        "population": coded.population or None,
        "intervention": coded.intervention or None,
        "comparator": coded.comparator or None,
        "has_sample": sample is not None,
        "sample_n": sample.n if sample else None,
        "sample_of": (sample.of if sample else "") or None,
        "period": coded.period or None,
        "includes": to_json(coded.includes) if coded.includes else None,
        "includes_complete": coded.includes_complete,
        "status": coded.status if sheet else None,
        "appraisal": to_json([[a.tool, a.overall, a.note] for a in coded.appraisal]) if coded.appraisal else None,
        "note": coded.note or None,
        **place_columns(coded.place if sheet else None, "sheet_"),
    }


def read_source(row: Values) -> Source:
    """The entry in a whole row, with its sheet; the row ends with how many lines stand above the region."""
    # fmt: off
    (
        key, _, _, _, type_, title, year, venue, doi, url, authors, authors_truncated, editors, path, line, column,
        is_coded, study, design, read, country, setting, population, intervention, comparator, has_sample, sample_n,
        sample_of, period, includes, includes_complete, status, appraisal, note, sheet_path, sheet_line, sheet_column,
        fields, raw, above,
    ) = row
    # fmt: on
    sheet = None
    if is_coded:
        sheet = _sheet(
            key,
            study or "",
            _DESIGNS[design] if design else None,
            _READINGS[read] if read else None,
            _words(country) if country else (),
            setting or "",
            population or "",
            intervention or "",
            comparator or "",
            Sample(sample_n, sample_of or "") if has_sample else None,
            period or "",
            tuple(from_json(includes)) if includes else (),
            None if includes_complete is None else bool(includes_complete),
            _STATUSES[status],
            tuple([Appraisal(*parts) for parts in from_json(appraisal)]) if appraisal else (),
            note or "",
            Place(sheet_path, sheet_line, sheet_column),
        )
    return _source(
        key,
        type_,
        title or "",
        read_people(authors) if authors else (),
        bool(authors_truncated),
        read_people(editors) if editors else (),
        year,
        venue or "",
        doi or "",
        url or "",
        LazyFields(raw) if fields is None else tuple(from_lines(fields, 2)),
        raw,
        Place(path, line + (above or 0), column),
        sheet,
    )


def _people_lines(people: Sequence[Person]) -> str | None:
    return to_lines(people, _PARTS) if people else None


def read_people(text: str) -> tuple[Person, ...]:
    """The persons in a column."""
    return tuple(map(Person._make, from_lines(text, _PARTS)))


@lru_cache(maxsize=1_024)
def _words(text: str) -> tuple[str, ...]:
    """The words in a column of which most rows hold one of few texts."""
    return tuple(from_json(text))
