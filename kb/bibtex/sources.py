"""Raw entries to sources: macros and inheritance resolved, names taken apart, titles as text, identifiers cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.bibtex.entries import PlaceOf, RawEntry, RawField
from kb.bibtex.latex import to_text
from kb.bibtex.names import read_names
from kb.diagnostics import Diagnostic, Place, Severity, did_you_mean, quoted
from kb.model import Person, Source

MONTHS = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}

#: fields whose text is an address or a number of some kind, and not prose
VERBATIM = frozenset(
    [
        "crossref",
        "date",
        "doi",
        "eprint",
        "eprinttype",
        "file",
        "isbn",
        "issn",
        "isrn",
        "keywords",
        "lccn",
        "month",
        "pdf",
        "pmcid",
        "pmid",
        "url",
        "urldate",
        "volume",
        "xdata",
        "xref",
        "year",
    ]
)
_VENUES = ("journal", "journaltitle", "booktitle", "institution", "school", "organization", "howpublished", "publisher")
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2}|2100)(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ESCAPED = re.compile(r"\\([_%&#$~{}])")
#: what a parent's title is for a child of these types (BibLaTeX manual, appendix B)
_TITLE_BECOMES = {
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "inbook": "booktitle",
    "conference": "booktitle",
}
_NOT_INHERITED = frozenset({"crossref", "xdata", "xref", "label", "options", "entryset", "ids", "key", "shorthand"})


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry whose values are texts still in LaTeX; `own` names the fields that it does not inherit."""

    entry: RawEntry
    values: Mapping[str, str]
    own: frozenset[str]


def resolve(
    entry: RawEntry, macros: Mapping[str, str], place_of: PlaceOf
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """The entry's values by lower-case name, with macros put in, and a warning for each that is not defined."""
    faults: list[Diagnostic] = []
    values = {}
    for field in entry.fields:
        pieces = []
        for text, enclosed in field.parts:
            if enclosed or text.isdigit():
                pieces.append(text)
                continue
            known = macros.get(text.casefold(), MONTHS.get(text.casefold()))
            if known is None:
                faults.append(_undefined(field, text, macros, place_of))
            pieces.append(text if known is None else known)
        values[field.name.casefold()] = "".join(pieces)
    return values, tuple(faults)


def inherit(entries: Mapping[str, tuple[RawEntry, dict[str, str]]], key: str) -> dict[str, str]:
    """What an entry gets from its `xdata` and `crossref` parents, nearest first; circles are followed once."""
    inherited: dict[str, str] = {}
    seen = {key}
    child = entries[key][0].type
    waiting = _parents(entries[key][1])
    while waiting:
        parent = waiting.pop(0)
        if parent in seen or parent not in entries:
            continue
        seen.add(parent)
        raw, values = entries[parent]
        for name, value in values.items():
            if name in _NOT_INHERITED:
                continue
            goes_to = _TITLE_BECOMES.get(child, name) if name == "title" and raw.type != "xdata" else name
            inherited.setdefault(goes_to, value)
        waiting += _parents(values)
    return inherited


def parents_missing(
    entry: RawEntry, values: Mapping[str, str], known: Iterable[str], place_of: PlaceOf
) -> tuple[Diagnostic, ...]:
    """A warning when an entry inherits from one that is not in the file."""
    keys = tuple(known)
    fields = {field.name.casefold(): field for field in entry.fields}
    faults = []
    for name in ("crossref", "xdata"):
        for parent in _listed(values.get(name, "")):
            if parent not in keys:
                message = f"no entry {quoted(parent)} to inherit from"
                hint = did_you_mean(parent, keys) or "add it, or remove the field"
                place = place_of(fields[name].value_offset)
                faults.append(Diagnostic(place, "bib-crossref-missing", Severity.WARNING, message, hint))
    return tuple(faults)


def to_source(resolved: Resolved, place_of: PlaceOf) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The source in an entry, with warnings for what could not be taken apart."""
    entry, values = resolved.entry, resolved.values
    marks = {field.name.casefold(): place_of(field.value_offset) for field in entry.fields}
    marks["key"] = place_of(entry.key_offset)
    faults: list[Diagnostic] = []
    authors, truncated = _people("author", values, marks, faults)
    editors, _ = _people("editor", values, marks, faults)
    texts = {name: value_text(name, value) for name, value in values.items()}
    source = Source(
        key=entry.key,
        type=entry.type,
        title=_title(texts),
        authors=authors,
        authors_truncated=truncated,
        editors=editors,
        year=_year(texts),
        venue=next((texts[name] for name in _VENUES if texts.get(name)), ""),
        doi=clean_doi(values.get("doi", "")),
        url=_ESCAPED.sub(r"\1", texts.get("url", "")),
        fields=tuple(texts.items()),
        raw=entry.raw,
        place=place_of(entry.offset),
        marks=marks,
    )
    return source, tuple(faults)


def value_text(name: str, value: str) -> str:
    """A field's value for people to read; addresses and numbers stay as they are written."""
    if name in VERBATIM:
        return " ".join(value.strip().removeprefix("{").removesuffix("}").split())
    return to_text(value)


def clean_doi(value: str) -> str:
    """A DOI without its disguises: address, `doi:`, escaped signs, blanks, a stop at the end; empty when not given."""
    text = _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "").strip()
    text = re.sub(r"^\\url\s*", "", text)
    text = re.sub(r"^(https?://)?(www\.)?(dx\.)?doi\.org/", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^doi\s*[:=]?\s*", "", text, flags=re.IGNORECASE)
    if "%" in text:
        text = re.sub(r"%([0-9A-Fa-f]{2})", lambda m: chr(int(m.group(1), 16)), text)
    found = _DOI.search(text)
    return found.group().rstrip(".,;") if found else text


def _people(
    name: str, values: Mapping[str, str], marks: Mapping[str, Place], faults: list[Diagnostic]
) -> tuple[tuple[Person, ...], bool]:
    names = read_names(values.get(name, ""))
    for odd in names.odd:
        message = f"the name {quoted(odd)} cannot be taken apart"
        hint = "write Family, Given; put a body's name in braces: {World Health Organization}"
        place = marks.get(name, Place(""))
        if name in marks:
            faults.append(Diagnostic(place, "bib-bad-name", Severity.WARNING, message, hint))
    return names.persons, names.truncated


def _title(texts: Mapping[str, str]) -> str:
    title, subtitle = texts.get("title", ""), texts.get("subtitle", "")
    return f"{title}: {subtitle}" if title and subtitle else title


def _year(texts: Mapping[str, str]) -> int | None:
    for name in ("year", "date"):
        found = _YEAR.search(texts.get(name, ""))
        if found:
            return int(found.group())
    return None


def _parents(values: Mapping[str, str]) -> list[str]:
    return [*_listed(values.get("xdata", "")), *_listed(values.get("crossref", ""))]


def _listed(value: str) -> list[str]:
    return [key for key in (part.strip() for part in value.split(",")) if key]


def _undefined(field: RawField, word: str, macros: Mapping[str, str], place_of: PlaceOf) -> Diagnostic:
    message = f"no @string defines {quoted(word)}; it is read as text"
    hint = did_you_mean(word, [*macros, *MONTHS]) or "put braces around it, or define it"
    place = place_of(field.value_offset)
    return Diagnostic(place, "bib-undefined-string", Severity.WARNING, message, hint)
