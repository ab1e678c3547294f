"""Items as pandoc is given them: known fields only, under ids of our own, and with what it would print wrongly mended.

Fields are a white list because a processor reads authors, dates and identifiers out of notes; ids are our own because
they reach documents as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb.clean import one_line
from kb.csl.kinds import language_code
from kb.csl.mending import BLANK, ENDS_OF, PRESENCE, PRESENT, SHORT_YEAR
from kb.csl.sparing import MARKS, is_changed
from kb.csl.styles import Style

#: the fields of CSL 1.0.2 that a reference can show, by what they hold
_TEXTS = frozenset(
    (
        *("archive", "archive_collection", "archive_location", "archive-place", "authority", "call-number"),
        *("chapter-number", "collection-number", "collection-title", "container-title", "container-title-short"),
        *("dimensions", "division", "DOI", "edition", "event", "event-place", "event-title", "first-reference-note"),
        *("genre", "ISBN", "ISSN", "issue", "jurisdiction", "language", "medium", "number", "number-of-pages"),
        *("number-of-volumes", "original-publisher", "original-publisher-place", "original-title", "page"),
        *("page-first", "part-number", "part-title", "PMCID", "PMID", "printing-number", "publisher"),
        *("publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "section", "source", "status"),
        *("supplement-number", "title", "title-short", "URL", "version", "volume", "volume-title"),
    )
)
_NAMES = frozenset(
    (
        *("author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator"),
        *("director", "editor", "editorial-director", "editor-translator", "executive-producer", "guest", "host"),
        *("illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer"),
        *("recipient", "reviewed-author", "script-writer", "series-creator", "translator"),
    )
)
_DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
_NAME_PARTS = frozenset(("family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal"))

#: fields that are looked at under another field's name
_IMPLIED: Mapping[str, tuple[str, ...]] = {
    "title": ("title-short",),
    "container-title": ("container-title-short",),
    "editortranslator": ("editor", "translator", "editor-translator"),
    "event": ("event-title",),
    "event-title": ("event",),
    "page-first": ("page",),
}
#: names that fields had in earlier versions of CSL-JSON
_FORMER: Mapping[str, str] = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short"}
#: fields that a style may set in title case
_TITLES = frozenset(
    (
        *("title", "title-short", "container-title", "container-title-short", "collection-title", "original-title"),
        *("event-title", "reviewed-title", "volume-title", "part-title"),
    )
)
#: words that citeproc-js keeps in small letters in titles, and pandoc does not
_SMALL = (
    *("about", "above", "across", "afore", "after", "against", "al", "along", "alongside", "amid", "amidst", "among"),
    *("amongst", "apropos", "apud", "around", "aside", "astride", "athwart", "atop", "barring", "before", "behind"),
    *("below", "beneath", "beside", "besides", "between", "beyond", "ca", "circa", "de", "despite", "during", "et"),
    *("except", "given", "inside", "lest", "like", "modulo", "near", "next", "notwithstanding", "off", "out", "per"),
    *("plus", "pro", "qua", "sans", "since", "than", "through", "throughout", "thru", "toward", "towards", "under"),
    *("underneath", "until", "unto", "upon", "v", "van", "versus", "von", "vs", "within", "without"),
)
#: such a word within a title: neither first, nor after a colon or a full stop (but for "v."), nor last
_SMALL_WORD = re.compile(rf"(?:(?<=[^\s:.?!—–] )(?:{'|'.join(_SMALL)})\b|(?<=\. )(?:vs?|versus)\b)\.?(?= )")
_SEVERAL = re.compile(r"[,;&–-]|\d \d|\band\b")
_OURS = re.compile(f"[{SHORT_YEAR}{BLANK}{PRESENCE}{''.join((*ENDS_OF.values(), *MARKS.values()))}]")
_RANGE = re.compile(r"(?<=\d)\s*-\s*(?=\d)")


def tidied(items: Sequence[Mapping[str, Any]], style: Style) -> list[dict[str, Any]]:
    """The items under the ids r1, r2 and so on, in their order, with the fields that the style looks at."""
    wanted = frozenset(_wanted(style))
    fields = {name: name for name in wanted} | {old: name for old, name in _FORMER.items() if name in wanted}
    return [_tidied(f"r{number}", item, fields, style) for number, item in enumerate(items, 1)]


def _wanted(style: Style) -> Iterator[str]:
    yield "language"
    for name in style.variables:
        yield name
        yield from _IMPLIED.get(name, ())


def _tidied(id_: str, item: Mapping[str, Any], fields: Mapping[str, str], style: Style) -> dict[str, Any]:
    type_ = _text(item.get("type", "")) or "document"
    found: dict[str, Any] = {"id": id_, "type": type_, PRESENT: PRESENCE}
    for given, value in item.items():
        name = fields.get(given)
        if name is not None and (kept := _field(name, value, type_, style)):
            found[name] = kept
    return found


def _field(name: str, value: object, type_: str, style: Style) -> Any:  # noqa: ANN401 - text, names or a date
    """The value as its field holds it; empty where it cannot be read."""
    if name in _TEXTS:
        text = _text(value)
        return _mended(name, text, type_, style) if text else ""
    if name in _NAMES:
        return [person for given in _list(value) if (person := _person(given, style))]
    return _date(value) if name in _DATES else None


def _mended(name: str, text: str, type_: str, style: Style) -> str:
    if name in ("volume", "issue"):
        text = _RANGE.sub(style.dash, text)
        return text if _SEVERAL.search(text) else text.replace(" ", BLANK)
    if name == "language":
        return language_code(text)
    if name in _TITLES and style.capitalises and is_changed(name, type_, style.changes):
        text = _SMALL_WORD.sub(r'<span class="nocase">\g<0></span>', text)
    if name == "title" and text[-1] in ENDS_OF:
        text = text[:-1] + ENDS_OF[text[-1]]
    return text


def _text(value: object) -> str:
    """A value as one line of text; empty where it is neither text nor a number."""
    if isinstance(value, str):
        text = value if value.isprintable() and "  " not in value else one_line(_OURS.sub("", value))
        return (text.replace("&amp;", "&") if "&" in text else text).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _person(value: object, style: Style) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    person = {part: text for part, given in value.items() if part in _NAME_PARTS and (text := _text(given))}
    if list(person) == ["family"]:
        # one name alone and the same name as a literal are one author
        return {"literal": person["family"]}
    if style.drops_hyphens and ".-" in person.get("given", ""):
        # of "C.-H." pandoc would print the hyphen that the style forbids
        person["given"] = person["given"].replace(".-", ". ")
    return person


def _date(value: object) -> dict[str, Any]:
    """A date with whole numbers as its parts, or as it is written."""
    if not isinstance(value, Mapping):
        return {}
    spans = [parts for span in _list(value.get("date-parts")) if (parts := list(_parts(span)))]
    date: dict[str, Any] = {"date-parts": spans[:2]} if spans else {}
    for name in ("literal", "raw", "season"):
        if text := _text(value.get(name)):
            date[name] = text
    if date and value.get("circa"):
        date["circa"] = True
    return date


def _parts(span: object) -> Iterator[int]:
    """Year, month and day as far as they are numbers."""
    for part in _list(span)[:3]:
        try:
            yield int(str(part))
        except ValueError:
            return
