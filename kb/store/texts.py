"""What can be searched, as words, and in which order it is listed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kb.compare import name_key
from kb.model import Corpus, Person, Source
from kb.store.folding import folded

#: kinds in the order in which texts of equal length are listed
KINDS = ("claim", "source", "finding", "note")

#: what takes the place of signs in the keys of names, so that each is one word for every engine
_PLAIN = bytes(code if chr(code).isalnum() or chr(code) == "\n" else ord("·") for code in range(128)).ljust(256)
_NO_WORD = re.compile(r"[^\w\n]|_")
#: a longer name is found by its beginning; PostgreSQL takes no word of 2,048 bytes
_MOST_LETTERS = 200

_LENGTH_BITS, _KIND_BITS, _CHANCE_BITS = 8, 2, 52


class SearchText(NamedTuple):
    """One thing that can be found, with the folded words of its title, its body, and its names and keys.

    Among the names of a source are the signs of its authors and editors, by which namesakes are found.
    """

    kind: str
    id: str
    parts: tuple[str, str, str]


def texts_of(corpus: Corpus) -> Iterator[SearchText]:
    """All that can be found in a corpus."""
    yield from map(text_of_source, corpus.sources.values())
    for c in corpus.claims.values():
        yield SearchText("claim", c.id, (folded(c.statement), folded(c.note), folded(c.id)))
    for f in corpus.findings:
        yield SearchText("finding", f.id, (folded(f.says), folded(f"{f.quote} {f.note}"), folded(f.id)))


def notes_of(sources: Iterable[Source]) -> Iterator[SearchText]:
    """What can be found of the notes in the extraction sheets of sources, each by the key of its source."""
    for s in sources:
        if s.sheet and s.sheet.note:
            yield SearchText("note", s.key, ("", folded(s.sheet.note), ""))


def text_of_source(s: Source) -> SearchText:
    """What can be found of a source."""
    people = (*s.authors, *s.editors)
    written = " ".join([f"{person.given} {person.surname}" for person in people])
    names = folded(f"{written} {s.year or ''} {s.key}")
    signs = name_signs(people)
    return SearchText("source", s.key, (folded(s.title), _venue(s.venue), f"{names} {signs}" if signs else names))


def numbered(texts: Iterable[SearchText], taken: set[int]) -> Iterator[tuple[int, SearchText]]:
    """The texts with numbers by which hits are listed: short texts first, in which a word says more.

    A number follows from the text alone, whatever else there is; where it is among those `taken`, to which it is
    added, the text takes the next one that is free.
    """
    for text in texts:
        number = _number(text)
        while number in taken:
            number += 1
        taken.add(number)
        yield number, text


def _number(text: SearchText) -> int:
    title, body, _ = text.parts
    length = min(sum(part.count(" ") + 1 for part in (title, body) if part), (1 << _LENGTH_BITS) - 1)
    digest = hashlib.blake2b(f"{text.kind}\n{text.id}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    chance = int.from_bytes(digest) >> (64 - _CHANCE_BITS)
    return (length << _KIND_BITS | KINDS.index(text.kind)) << _CHANCE_BITS | chance


#: journals and proceedings come again and again
_venue = lru_cache(maxsize=1 << 12)(folded)


def name_signs(people: Iterable[Person]) -> str:
    """Words that are equal for names which can be one person's, with blanks between; a surname alone has none.

    They are no folded words, nor beginnings of any.
    """
    keys = "\n".join(dict.fromkeys([key[:_MOST_LETTERS] for key in map(name_key, people) if key]))
    if not keys:
        return ""
    plain = keys.encode().translate(_PLAIN).decode("latin-1") if keys.isascii() else _NO_WORD.sub("·", keys)
    return "§" + plain.replace("\n", " §")
