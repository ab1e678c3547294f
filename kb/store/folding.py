"""Words as search compares them: letters in one case and without accents, the same for every engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

#: a longer word is compared by its beginning, and a longer text is found by its first words only
MOST_LETTERS = 40
MOST_WORDS = 4_000

#: letters that are read without their stroke, and ones that are two; Unicode does not take these apart
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
)
#: accents; marks of other scripts are part of their letters
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
#: ASCII in lower case, with a blank for whatever is neither letter nor digit
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
_LONG = re.compile(rf"[^ ]{{{MOST_LETTERS + 1}}}")
_WORD = re.compile(r"[^\W_]+")
#: blocks of Unicode in which no mark is part of a letter: Latin, Greek, Cyrillic and punctuation
_WITHOUT_MARKS = re.compile("[\0-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u20cf]*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other; the last one is given by its beginning."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A word of a text and where it stands there."""

    word: str
    start: int
    end: int


def folded(text: str) -> str:
    """The words of a text, folded, in order, with a blank between each two."""
    words = _words(text)
    line = " ".join(words if len(words) <= MOST_WORDS else words[:MOST_WORDS])
    return " ".join([word[:MOST_LETTERS] for word in line.split(" ")]) if _LONG.search(line) else line


def phrases(words: Sequence[str]) -> list[Phrase]:
    """What each of these words, or each of these quoted phrases, asks for; what holds no letter asks for nothing."""
    found = (Phrase(tuple(folded(word).split())) for word in words)
    return list(dict.fromkeys(phrase for phrase in found if phrase.words))


def found_in(text: str, wanted: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand in a text as spans of characters, in order and apart from each other."""
    if text.isascii():
        # most texts are looked through in vain
        lower = text.lower()
        likely = [phrase for phrase in wanted if phrase.words[-1] in lower]
        spans = sorted(found.span(1) for phrase in likely for found in _pattern(phrase).finditer(lower))
    else:
        spots = list(_spots(text)) if wanted else []
        spans = sorted(span for phrase in wanted for span in _runs(spots, phrase))
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _words(text: str) -> list[str]:
    if text.isascii():
        return text.encode().translate(_ASCII).decode().split()
    return [word for part in text.split() for word in (_words(part) if part.isascii() else _words_apart(part))]


@lru_cache(maxsize=1 << 12)
def _words_apart(text: str) -> list[str]:
    """The same of a text without blanks that has other letters than ASCII; most come again and again."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    # some letters come apart only when their case is folded, as the Turkish capital I with a dot
    lower = _ACCENTS.sub("", unicodedata.normalize("NFKD", bare.casefold())).translate(_PLAIN)
    whole = unicodedata.normalize("NFC", lower)
    if _WITHOUT_MARKS.fullmatch(whole):
        return _WORD.findall(whole)
    return "".join(ch if _is_letter(ch) else " " for ch in whole).split()


def _is_letter(ch: str) -> bool:
    return ch.isalnum() or unicodedata.category(ch) in ("Mn", "Mc")


@lru_cache(maxsize=256)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """Matches where a phrase begins in small letters of ASCII, with all of it as a group: within it may begin again."""
    *whole, beginning = phrase.words
    words = [f"{word}[a-z0-9]*" if len(word) == MOST_LETTERS else word for word in whole]
    return re.compile("(?<![a-z0-9])(?=(" + "[^a-z0-9]+".join([*words, f"{beginning}[a-z0-9]*"]) + "))")


def _runs(spots: Sequence[_Spot], phrase: Phrase) -> Iterator[tuple[int, int]]:
    *whole, beginning = phrase.words
    for first in range(len(spots) - len(whole)):
        run = spots[first : first + len(phrase.words)]
        if [spot.word for spot in run[:-1]] == whole and run[-1].word.startswith(beginning):
            yield run[0].start, run[-1].end


def _spots(text: str) -> Iterator[_Spot]:
    """The words of a text with their places; a run of letters that folds to several words is the place of each."""
    start = 0
    for end in range(len(text) + 1):
        if end < len(text) and (_is_letter(text[end]) or _ACCENTS.match(text[end])):
            continue
        for word in folded(text[start:end]).split():
            yield _Spot(word, start, end)
        start = end + 1
