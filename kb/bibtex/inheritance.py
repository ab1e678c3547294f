"""What entries get from those they name in `xdata` and `crossref` (BibLaTeX manual, section 2.4.1 and appendix B)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from kb.bibtex.entries import RawEntry
from kb.bibtex.faults import Fault
from kb.bibtex.fields import RawField
from kb.bibtex.spelling import Nearby
from kb.bibtex.strings import Value
from kb.diagnostics import quoted

#: more entries than this behind one entry are taken for a circle
_MAX_LINKS = 50
_PARTS_OF_BOOKS = frozenset(
    ["bookinbook", "conference", "inbook", "incollection", "inproceedings", "inreference", "suppbook", "suppcollection"]
)
_TITLES = frozenset(["title", "subtitle", "titleaddon"])
#: what belongs to one entry only: links, names of the entry, and what tells a part from the whole
_OWN = frozenset(
    [
        *("abstract", "annotation", "annote", "crossref", "doi", "entryset", "eprint", "eprintclass", "eprinttype"),
        *("execute", "file", "ids", "key", "keywords", "label", "options", "pages", "pmcid", "pmid", "presort"),
        *("related", "relatedstring", "relatedtype", "shorthand", "shorttitle", "sortkey", "sortname", "sorttitle"),
        *("sortyear", "url", "urldate", "xdata", "xref"),
    ]
)


#: a field is not inherited by an entry that has one of these, which say the same or would be made wrong by it
_STANDS_FOR = {
    "year": ("date",),
    "date": ("year",),
    "month": ("date", "year"),
    "day": ("date", "year"),
    "journal": ("journaltitle",),
    "journaltitle": ("journal",),
    "school": ("institution",),
    "institution": ("school",),
    "address": ("location",),
    "location": ("address",),
    "subtitle": ("title",),
    "titleaddon": ("title",),
    "booksubtitle": ("booktitle",),
    "booktitleaddon": ("booktitle",),
    "journalsubtitle": ("journal", "journaltitle"),
}


class Linked(NamedTuple):
    """An entry with the offset of its block in the file, and its own values by name, abbreviations resolved."""

    entry: RawEntry
    base: int
    texts: Mapping[str, str]


class Inherited(NamedTuple):
    """A value that an entry gets from another one, and the name that it has there."""

    text: str
    giver: Linked
    name: str


#: what all entries of a file may inherit together, in characters: a long entry can be named by every other one
MAX_INHERITED = 50_000_000
#: what a value costs besides its text
_PER_VALUE = 50


class Inheritance:
    """Finds inherited values among the entries of one file, by key."""

    def __init__(self, keys: Keys, linked: Mapping[str, Linked], locate: Callable[[RawField, int], Value]) -> None:
        self._keys = keys
        self._linked = linked
        self._locate = locate
        #: how many characters have been inherited
        self.given = 0

    def values(self, key: str, faults: list[Fault]) -> dict[str, Inherited]:
        """What an entry inherits, nearest first; never a field that it has itself."""
        child = self._linked[key]
        inherited: dict[str, Inherited] = {}
        if self.given > MAX_INHERITED:
            name = "crossref" if "crossref" in child.texts else "xdata"
            at = child.base + child.entry.field(name).value_at
            message = f"the entries before this one inherit {MAX_INHERITED:,} characters; this one inherits nothing"
            faults.append(Fault("bib-too-large", at, message, "shorten the entry that others inherit from"))
            return inherited
        for parent, is_data in self._ancestors(key, faults):
            giver = self._linked[parent]
            for name, text in giver.texts.items():
                is_same = is_data and name != "xdata"
                goes_to = name if is_same else _inherited_name(name, child.entry.type, giver.entry.type)
                if goes_to and child.texts.keys().isdisjoint((goes_to, *_STANDS_FOR.get(goes_to, ()))):
                    inherited.setdefault(goes_to, Inherited(text, giver, name))
        self.given += sum(len(value.text) + _PER_VALUE for value in inherited.values())
        return inherited

    def _ancestors(self, key: str, faults: list[Fault]) -> Iterator[tuple[str, bool]]:
        """The keys inherited from, nearest first, each with whether it gives its fields unchanged (xdata)."""
        seen = {key}
        own = ((self._found(key, link, faults), link) for link in links(self._linked[key].texts))
        waiting = [(parent, link, link.field == "xdata") for parent, link in own if parent]
        while waiting:
            parent, link, is_data = waiting.pop(0)
            if parent == key or len(seen) > _MAX_LINKS:
                through = "from itself" if parent == key else f"through more than {_MAX_LINKS} entries"
                message = f"{quoted(key)} inherits {through}"
                faults.append(Fault("bib-crossref-cycle", self._at(key, link), message, "remove one of the links"))
                return
            if parent not in seen:
                seen.add(parent)
                yield parent, is_data
                further = ((self._keys.find(far.key), far) for far in links(self._linked[parent].texts))
                # a fault is told at the entry's own link, which led there
                waiting += [(found, link, far.field == "xdata") for found, far in further if found]

    def _found(self, key: str, link: Link, faults: list[Fault]) -> str:
        found = self._keys.find(link.key)
        if not found:
            meant = self._keys.near(link.key)
            hint = f"did you mean '{meant}'?" if meant else "add that entry, or remove the field"
            message = f"no entry {quoted(link.key)} to inherit from"
            faults.append(Fault("bib-crossref-missing", self._at(key, link), message, hint))
        return found

    def _at(self, key: str, link: Link) -> int:
        entry, base, _ = self._linked[key]
        return self._locate(entry.field(link.field), base).offset(link.position)


class Link(NamedTuple):
    """An entry that another one inherits from: the field that names it, its key, and the key's place in the field."""

    field: str
    key: str
    position: int


def links(texts: Mapping[str, str]) -> Iterator[Link]:
    """The entries that an entry names to inherit from."""
    for field in ("xdata", "crossref"):
        position = 0
        for written in texts.get(field, "").split(",") if field == "xdata" else [texts.get(field, "")]:
            if written.strip():
                yield Link(field, written.strip(), position + len(written) - len(written.lstrip()))
            position += len(written) + 1


class Keys:
    """The keys of a file's entries, each with the offset of its block, found by any case.

    Where a part of the file is read, `elsewhere` gives the entries in the rest of it with a key in small letters, and
    `near` the key one letter away from such a one.
    """

    def __init__(
        self,
        elsewhere: Callable[[str], Iterable[tuple[str, int]]] | None = None,
        near: Callable[[str], str] | None = None,
    ) -> None:
        self.at: dict[str, int] = {}
        self.folded: dict[str, str] = {}
        self._elsewhere = elsewhere
        self._looked_for: set[str] = set()
        self._near = near or self._among_all
        self._nearby: Nearby | None = None
        self._meant: dict[str, str] = {}

    def find(self, name: str) -> str:
        """The key that a link names: as it is written, or else in another case; an empty string without one."""
        folded = name.casefold()
        if self._elsewhere and folded not in self.folded and folded not in self._looked_for:
            self._looked_for.add(folded)
            for key, base in self._elsewhere(folded):
                self.at.setdefault(key, base)
                self.folded.setdefault(folded, key)
        return name if name in self.at else self.folded.get(folded, "")

    def near(self, name: str) -> str:
        """The key one letter away from a name, or an empty string; to be asked once all keys are known."""
        folded = name.casefold()
        if folded not in self._meant:
            self._meant[folded] = self._near(folded)
        return self._meant[folded]

    def _among_all(self, folded: str) -> str:
        self._nearby = self._nearby or Nearby(self.folded)
        return self.folded.get(self._nearby.near(folded), "")


def _inherited_name(name: str, child: str, parent: str) -> str:
    """The field that a parent's field becomes in its child, or an empty string."""
    if name in _OWN:
        return ""
    if name in _TITLES and child in _PARTS_OF_BOOKS:
        return "book" + name
    if name in _TITLES and child in ("article", "suppperiodical") and parent in ("periodical", "article", "misc"):
        return "journal" + name if name != "titleaddon" else ""
    return name
