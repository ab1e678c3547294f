"""Raw entries to sources: names taken apart, titles as text, identifiers and years found, places marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from kb.bibtex.decoding import BibText
from kb.bibtex.entries import RawEntry
from kb.bibtex.faults import Fault, PlaceOf
from kb.bibtex.fields import RawField
from kb.bibtex.identifiers import clean_doi, clean_url, doi_in_url, find_year, is_address, says_no_year
from kb.bibtex.inheritance import Inherited
from kb.bibtex.latex import at_one_stroke, show, to_text
from kb.bibtex.names import read_names
from kb.bibtex.plain import read_plain
from kb.bibtex.reading import read_blocks
from kb.bibtex.strings import Value
from kb.diagnostics import Place, quoted
from kb.made import maker
from kb.model import Person, Source

#: fields whose value is an address, a number or a key, and no prose
VERBATIM = frozenset(
    [
        *(
            "archiveprefix",
            "arxiv",
            "arxivid",
            "bibcode",
            "citeulike-article-id",
            "crossref",
            "date",
            "doi",
            "entryset",
        ),
        *("eprint", "eprintclass", "eprinttype", "eventdate", "file", "gender", "hyphenation", "ids", "isan", "isbn"),
        *("ismn", "isrn", "issn", "langid", "lccn", "local-url", "mrnumber", "options", "origdate", "pdf", "pii"),
        *("pmcid", "pmid", "primaryclass", "ps", "related", "s2id", "sici", "timestamp", "url", "urldate", "uuid"),
        *("verba", "verbb", "verbc", "xdata", "xref", "zblnumber"),
    ]
)
#: what makes a text other than it is written: signs of LaTeX, entities of HTML, and blanks that are no spaces
_SIGNS = "\\\\{}$~\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNPLAIN = re.compile(f"[{_SIGNS}`'&-](?:(?<=[{_SIGNS}])|(?<=-)-|(?<=`)`|(?<=')'|(?<=[!?]`)|(?<=&)#?\\w{{2,31}};)")
#: markup that databases leave in titles
_TAG = re.compile(r"</?(?:i|em|b|strong|sub|sup|scp)>", re.IGNORECASE)
_VERBATIM_STARTS = ("bdsk-", "citeulike-", "date-", "x-")
_VENUES = ("journal", "journaltitle", "booktitle", "institution", "publisher", "school", "organization", "howpublished")
#: fields that are shown wherever a source is
_SHOWN = ("title", "subtitle", *_VENUES)

_source = maker(Source)


class Resolved(NamedTuple):
    """An entry with its own and its inherited values, and the offset of its block in the file."""

    entry: RawEntry
    base: int
    own: Mapping[str, str]
    inherited: Mapping[str, Inherited]
    locate: Callable[[RawField, int], Value]

    def value(self, name: str) -> Value:
        """A value that is there, with its places."""
        if name in self.own:
            return self.locate(self.entry.field(name), self.base)
        _, giver, there = self.inherited[name]
        return self.locate(giver.entry.field(there), giver.base)


def to_source(resolved: Resolved, raw: str, place: Place, faults: list[Fault], place_of: PlaceOf) -> Source:
    """The source in an entry that stands at a place; doubts about its own values are added to `faults`."""
    entry, own, inherited = resolved.entry, resolved.own, resolved.inherited
    values: Mapping[str, str] = own
    if inherited:
        values = {**own, **{name: given.text for name, given in inherited.items()}}
    # a plain entry is read from its own text again as it is here, unless something in it stands for text elsewhere
    is_alone = entry.is_plain and not entry.unresolved and not inherited
    if is_alone and "\\" not in raw and "$" not in raw:
        # nothing in the other fields can be in doubt
        texts = _texts({name: own[name] for name in _SHOWN if name in own}, resolved, faults)
    else:
        texts = _texts(own, resolved, faults)
    for name, given in inherited.items():
        texts[name] = _text(name, given.text, None, faults)
    authors, is_truncated = _people("author", values, resolved, faults)
    editors, _ = _people("editor", values, resolved, faults)
    return _source(
        key=entry.key,
        type=entry.type,
        title=_title(texts),
        authors=authors,
        authors_truncated=is_truncated,
        editors=editors,
        year=_year(values, resolved, faults),
        venue=_venue(texts),
        doi=_doi(values),
        url=_url(values),
        fields=LazyFields(raw) if is_alone else tuple(texts.items()),
        raw=raw,
        place=place,
        # who keeps the source keeps the file as well only where values stand elsewhere in it
        marks=LazyMarks(raw, place, partial(_places_given, inherited, place_of) if inherited else dict),
    )


def _texts(values: Mapping[str, str], resolved: Resolved | None, faults: list[Fault]) -> dict[str, str]:
    """An entry's own values as people read them; what cannot be read is told where the entry is given."""
    texts = dict(values)
    for name, value in values.items():
        # numbers, and single words
        if value.isalnum():
            continue
        if _UNPLAIN.search(value) or "  " in value or len(value) > len(value.strip()):
            text = None if _is_verbatim(name) else at_one_stroke(value)
            texts[name] = _text(name, value, resolved, faults) if text is None else text
    return texts


class LazyFields(Collection[tuple[str, str]]):
    """The fields of a plain entry that tells all of them itself, found in its text again when they are asked for."""

    __slots__ = ("_found", "_raw")

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._found: tuple[tuple[str, str], ...] | None = None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._fields())

    def __len__(self) -> int:
        return len(self._fields())

    def __contains__(self, field: object) -> bool:
        return field in self._fields()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LazyFields | tuple) and self._fields() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        return repr(self._fields())

    def _fields(self) -> tuple[tuple[str, str], ...]:
        if self._found is None:
            text = BibText("", self._raw).plain
            entry = read_plain(text, 0, len(text))
            self._found = tuple(_texts(entry.written, None, []).items()) if entry else ()
        return self._found


class LazyMarks(Mapping[str, Place]):
    """The places of an entry's key and values, found in its text again when one is asked for."""

    __slots__ = ("_elsewhere", "_found", "_place", "_raw")

    def __init__(self, raw: str, place: Place, elsewhere: Callable[[], Mapping[str, Place]]) -> None:
        self._raw, self._place, self._elsewhere = raw, place, elsewhere
        self._found: dict[str, Place] | None = None

    def __getitem__(self, name: str) -> Place:
        return self._places()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._places())

    def _places(self) -> dict[str, Place]:
        if self._found is None:
            self._found = {}
            text = BibText(self._place.path, self._raw, self._place.line)
            # the entry's first line begins where the entry does
            moved = self._place.column - 1

            def place(offset: int) -> Place:
                found = text.place(offset)
                return Place(found.path, found.line, found.column + moved) if found.line == text.first_line else found

            entry = next(read.entry for _, read in read_blocks(text.plain))
            if entry is not None:
                self._found = {field.name: place(field.value_at) for field in entry.fields}
                self._found |= self._elsewhere()
                # a field may be called key as well; the key that sheets name is the one faults are about
                self._found["key"] = place(entry.key_at)
        return self._found


def _places_given(inherited: Mapping[str, Inherited], place_of: PlaceOf) -> dict[str, Place]:
    """The places of inherited values by name."""
    return {
        name: place_of(giver.base + giver.entry.field(there).value_at) for name, (_, giver, there) in inherited.items()
    }


@lru_cache(maxsize=1 << 10)
def _is_verbatim(name: str) -> bool:
    return name in VERBATIM or name.startswith(_VERBATIM_STARTS)


def _text(name: str, value: str, resolved: Resolved | None, faults: list[Fault]) -> str:
    if _is_verbatim(name):
        text = " ".join(value.split())
        return text[1:-1].strip() if text.startswith("{") and text.endswith("}") and text.count("{") == 1 else text
    shown = _show_inherited(value) if resolved is None else show(value)
    if resolved is not None and shown.unknown:
        commands = ", ".join(dict.fromkeys(shown.unknown[:5]))
        message = f"{quoted(commands)} in {quoted(name)} is shown as it is written"
        at = resolved.value(name).offset(max(value.find(shown.unknown[0]), 0))
        faults.append(Fault("bib-bad-latex", at, message, "write the sign itself, in UTF-8"))
    return shown.text


def _people(
    name: str, values: Mapping[str, str], resolved: Resolved, faults: list[Fault]
) -> tuple[tuple[Person, ...], bool]:
    text = values.get(name)
    if text is None:
        return (), False
    if name not in resolved.own:
        names = _names_inherited(text)
    else:
        names = read_names(text)
        if names.doubts:
            value = resolved.value(name)
            faults += (Fault(doubt.rule, value.offset(doubt.at), doubt.message, doubt.hint) for doubt in names.doubts)
    return tuple(names.persons), names.is_truncated


#: a long value can be inherited by every other entry; it is read once
_show_inherited = lru_cache(maxsize=64)(show)
_names_inherited = lru_cache(maxsize=64)(read_names)


def _title(texts: Mapping[str, str]) -> str:
    title, subtitle = texts.get("title", ""), texts.get("subtitle", "")
    if title and subtitle:
        joint = " " if title.endswith(("?", "!", ":", ".", "–", "—")) else ": "
        title = f"{title}{joint}{subtitle}"
    title = title or subtitle
    return _TAG.sub("", title) if "</" in title else title


def _venue(texts: Mapping[str, str]) -> str:
    named = (texts[name] for name in _VENUES if texts.get(name))
    return next((text for text in named if "://" not in text), "")


def _url(values: Mapping[str, str]) -> str:
    url = values.get("url")
    if url is not None:
        return clean_url(url)
    # BibTeX has no field for addresses; its users write them here
    published = clean_url(values.get("howpublished", ""))
    return published if is_address(published) else ""


def _doi(values: Mapping[str, str]) -> str:
    return clean_doi(values.get("doi", "")) or doi_in_url(values.get("url", ""))


def _year(values: Mapping[str, str], resolved: Resolved, faults: list[Fault]) -> int | None:
    found: dict[str, int] = {}
    for name in ("year", "date"):
        text = values.get(name)
        if text is None:
            continue
        # \noopsort{1973b}1974 is of 1974
        year = find_year(to_text(text) if "\\" in text else text)
        if year is not None:
            found[name] = year
        elif name in resolved.own and not says_no_year(text):
            message = f"no year of four digits in {quoted(text)}"
            at = resolved.value(name).at
            faults.append(Fault("bib-bad-year", at, message, "write the year as four digits: 2010"))
    if len(set(found.values())) > 1:
        year_at, date_at = (resolved.value(name).at for name in found)
        message = f"year says {found['year']} and date says {found['date']}; the year is taken"
        faults.append(Fault("bib-bad-year", year_at, message, "remove one of them", date_at, "the date is here"))
    # of a paper that is in no issue yet, Web of Science gives no other
    return next(iter(found.values()), None) or find_year(values.get("early-access-date", ""))
