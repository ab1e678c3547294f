"""Names of fields and types that are one letter away from a known one: what they hold would be lost in silence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import chain, takewhile
from operator import eq

_FIELDS = frozenset(
    [
        *("abstract", "addendum", "address", "afterword", "annotation", "annotator", "annote", "author", "authortype"),
        *("bookauthor", "bookpagination", "booksubtitle", "booktitle", "booktitleaddon", "chapter", "commentator"),
        *(
            "copyright",
            "crossref",
            "date",
            "doi",
            "edition",
            "editor",
            "editora",
            "editoratype",
            "editorb",
            "editorbtype",
        ),
        *(
            "editorc",
            "editorctype",
            "editortype",
            "eid",
            "entrysubtype",
            "eprint",
            "eventdate",
            "eventtitle",
            "file",
            "foreword",
            "gender",
        ),
        *("holder", "howpublished", "indextitle", "institution", "introduction", "isbn", "issn", "issue"),
        *(
            "issuesubtitle",
            "issuetitle",
            "journal",
            "journalsubtitle",
            "journaltitle",
            "keywords",
            "langid",
            "language",
        ),
        *("library", "location", "mainsubtitle", "maintitle", "month", "nameaddon", "note", "number", "options"),
        *("organization", "origdate", "origlanguage", "origlocation", "origpublisher", "origtitle", "pages"),
        *("pagetotal", "pagination", "part", "publisher", "pubstate", "related", "reprinttitle", "school", "series"),
        *("shortauthor", "shorteditor", "shorthand", "shortjournal", "shortseries", "shorttitle", "sorttitle"),
        *("sortyear", "subtitle", "title", "titleaddon", "translator", "type", "url", "urldate", "venue", "version"),
        *("volume", "volumes", "xdata", "xref", "year"),
    ]
)
#: near a known name, and meant as they are written: standard numbers, and fields of databases and reference managers
_OTHERS = frozenset(
    [
        *("book-author", "eissn", "files", "fjournal", "folder", "isan", "ismn", "isrn", "keyword", "languages"),
        *("notes", "reprint"),
    ]
)
_TYPES = frozenset(
    [
        *("article", "artwork", "audio", "bibnote", "book", "bookinbook", "booklet", "collection", "commentary"),
        *("conference", "dataset", "electronic", "image", "inbook", "incollection", "inproceedings", "inreference"),
        *("jurisdiction", "legal", "legislation", "letter", "manual", "mastersthesis", "misc", "movie", "music"),
        *("mvbook", "mvcollection", "mvproceedings", "mvreference", "online", "patent", "performance", "periodical"),
        *("phdthesis", "proceedings", "reference", "report", "review", "software", "standard", "suppbook"),
        *("suppcollection", "suppperiodical", "techreport", "thesis", "unpublished", "video", "xdata"),
    ]
)
#: shorter names are near too many words; `doi` is worth it
_SHORTEST = 4
_SHORT = frozenset(["doi"])
#: what names of entries and abbreviations are mostly made of, and how long those are for which a near one is looked for
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_:"
_LONGEST = 60


def meant_field(name: str, present: Collection[str]) -> str:
    """The known field one letter away from an unknown name that is not `present`; an empty string without one."""
    meant = "" if name in _FIELDS or name in _OTHERS else _nearest(name, _FIELDS)
    return "" if meant in present else meant


def meant_type(name: str) -> str:
    """The known entry type one letter away from an unknown one; an empty string without one."""
    return "" if name in _TYPES else _nearest(name, _TYPES)


def near(name: str, known: Collection[str]) -> str:
    """A known name one letter away from an unknown one, all in lower case; an empty string without one.

    What takes time is the length of the name, and not how many are known.
    """
    return _near(name, known, range(len(name) + 1))


class Nearby:
    """Known names among which near ones are looked for again and again, at the few letters that can be otherwise."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._sorted = sorted(known)
        self._mirrored = sorted(name[::-1] for name in known)

    def near(self, name: str) -> str:
        """The same as `near` among these names."""
        # up to the letter in question some name begins like this one, and from there on some name ends like it
        first = len(name) - 2 - _shared(name[::-1], self._mirrored)
        last = _shared(name, self._sorted)
        return _near(name, self._known, range(max(first, 0), last + 1))


def _shared(name: str, ordered: Sequence[str]) -> int:
    """How many letters a name has in common with the beginning of any other."""
    at = bisect_left(ordered, name)
    beside = ordered[max(at - 1, 0) : at + 1]
    return max((sum(takewhile(bool, map(eq, name, other))) for other in beside), default=0)


def _near(name: str, known: Collection[str], at: range) -> str:
    """A known name that differs from another at one of these letters."""
    if not _SHORTEST <= len(name) <= _LONGEST:
        return ""
    cuts = [(name[:number], name[number:]) for number in at]
    swapped = (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    shorter = (head + tail[1:] for head, tail in cuts if tail)
    longer = (head + letter + tail for head, tail in cuts for letter in _LETTERS)
    changed = (head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS)
    return next((word for word in chain(swapped, shorter, longer, changed) if word in known and word != name), "")


@lru_cache(maxsize=2048)
def _nearest(name: str, known: frozenset[str]) -> str:
    near = sorted(
        word for word in known if (len(word) >= _SHORTEST or word in _SHORT) and is_one_letter_away(name, word)
    )
    return near[0] if near else ""


def is_one_letter_away(one: str, other: str) -> bool:
    """True when a letter more, less or changed, or two neighbours swapped, make one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])
