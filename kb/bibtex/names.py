"""Names as BibTeX and BibLaTeX write them, to persons (Patashnik, BibTeXing, section 4; BibLaTeX manual, section 3.4).

They are taken apart as written, in LaTeX, and each part is made text afterwards: braces tell what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kb.bibtex.latex import to_text
from kb.diagnostics import quoted
from kb.model import Person

_MARK = re.compile(r"(?<!\\)[{}]|(?<=\s)and(?=\s)|^and(?=\s)|(?<=\s)and$|^and$", re.IGNORECASE)
_EXTENDED = re.compile(r"\s*[A-Za-z]+(?:-i)?\s*=")
_SUFFIX = re.compile(
    r"(?:jr|sr|jun|sen|junior|senior|esq|filho|neto|fils|père|[1-9](?:st|nd|rd|th)|[IVX]{1,4}|ph\.?\s?d|m\.?d|d\.?phil|"
    r"b\.?a|m\.?a|m\.?s|m\.?sc|b\.?sc|mph|rn|frs|obe|mbe|cbe|s\.?j|o\.?p)\.?",
    re.IGNORECASE,
)
#: a suffix that cannot be initials, as V. or M. A. can
_PLAIN_SUFFIX = re.compile(r"(?:jr|sr|junior|senior)\.?|I{2,3}|IV", re.IGNORECASE)
#: what Web of Science and PubMed write for J. R. and the like
_BARE_INITIALS = frozenset(["JR", "SR", "II", "IV"])
#: the number by which DBLP tells people of one name apart
_NAMESAKE = re.compile(r"0\d{3}")
_ET_AL = re.compile(r"\bet[\s~]{1,9}al\b\.?$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:organi[sz]ation|universit(?:y|ät|é|à|at)|institut(?:es?|o)?|minist(?:ry|ère|erium|erio)|department|"
    r"committee|association|society|société|gesellschaft|foundation|collaboration|consortium|council|commission|agency|"
    r"authority|centers?|centres?|bureau|federation|initiative|alliance|network|academy|college|hospital|laboratory|"
    r"corporation|team|group|trialists|investigators)\b"
)
_AMPERSAND = re.compile(r"\s\\?&\s")
#: names of which every word has a capital, so that it is plain what is the family name
_CAPITALS = re.compile(r"(?>(?:[A-ZÀ-ÖØ-Þ](?>(?:[^\W\d_]++|\.|['-](?!['-]))*)(?: (?=\S)|\Z))+)")
#: letters in LaTeX, and a hyphen protected from line breaks: no sign of them separates names or parts of names
_LETTER_GROUP = re.compile(
    r"\{\\[`'^\"~=.uvHcdbrk](?:\{[A-Za-z]\}|[A-Za-z]| [A-Za-z])\}|\\[`'^\"~=.]\{[A-Za-z]\}|\{-\}"
)
_ADVICE = "write Family, Given; join names with and; put a body's name in braces"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that was not plain: the rule it breaks, its position in the value, and what to say."""

    rule: str
    at: int
    message: str
    hint: str = _ADVICE


@dataclass(slots=True)
class Names:
    """The persons in a field in order; `is_truncated` if the list ends in "and others"."""

    persons: list[Person] = field(default_factory=list)
    is_truncated: bool = False
    doubts: list[Doubt] = field(default_factory=list)


def read_names(value: str) -> Names:
    """The persons in the raw value of a field such as `author`; a name that is not plain is kept, with a doubt."""
    return _without_doubt(value) or _one_by_one(value)


def _one_by_one(value: str) -> Names:
    names = Names()
    if not value.strip():
        return names
    written = list(_split_names(value))
    for number, (name, at) in enumerate(written):
        if not name:
            names.doubts.append(Doubt("bib-bad-name", at, "a name is missing beside this 'and'", "remove this 'and'"))
        elif name.casefold() == "others":
            names.is_truncated = True
            if number < len(written) - 1:
                names.doubts.append(Doubt("bib-bad-name", at, "names follow after 'others'", "move others to the end"))
        else:
            _read(name, at, names)
    return names


def _without_doubt(value: str) -> Names | None:
    """The persons where no name is in doubt, and None elsewhere: places are needed only for doubts."""
    written = " ".join(value.split()).split(" and ")
    is_truncated = len(written) > 1 and written[-1].casefold() == "others"
    persons = list(map(_alone, written[:-1] if is_truncated else written))
    return Names(persons, is_truncated) if all(persons) else None  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 13)
def _alone(name: str) -> Person | None:
    """The person in a name that stands by itself and is not in doubt, else None; many names stand in many entries."""
    plain = _LETTER_GROUP.sub(_letter, name) if "\\" in name or "{-}" in name else name
    folded = plain.casefold()
    if folded in ("", "others") or ("and" in folded and " and " in f" {folded} "):
        return None
    if _CAPITALS.fullmatch(plain):
        # the last word is the family name
        if not _BODY.search(folded):
            given, _, family = plain.rpartition(" ")
            return Person(family, given)
    elif ", " in plain:
        # what stands before the comma is the family name
        family, _, given = plain.partition(", ")
        if _CAPITALS.fullmatch(family) and _CAPITALS.fullmatch(given) and not _is_suffix(given, family):
            return Person(family, given)
    if not _is_balanced(name):
        return None
    names = Names()
    _read(name, 0, names)
    return None if names.doubts or names.is_truncated or len(names.persons) != 1 else names.persons[0]


def _letter(group: re.Match[str]) -> str:
    return to_text(group[0])


def _is_balanced(name: str) -> bool:
    depth = 0
    for mark in re.finditer(r"(?<!\\)[{}]", name):
        depth += 1 if mark[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _split_names(value: str) -> Iterator[tuple[str, int]]:
    """Each name and its position: "and" between blanks and outside braces separates them."""
    start, depth = 0, 0
    for mark in _MARK.finditer(value):
        if mark[0] in "{}":
            depth = max(depth + (1 if mark[0] == "{" else -1), 0)
        elif depth == 0:
            yield _stripped(value, start, mark.start())
            start = mark.end()
    yield _stripped(value, start, len(value))


def _stripped(value: str, start: int, end: int) -> tuple[str, int]:
    text = value[start:end]
    if text.strip():
        return text.strip(), start + len(text) - len(text.lstrip())
    # a missing name is told at the "and" after it, or at the last one
    return "", end if end < len(value) else start - len("and")


def _read(name: str, at: int, names: Names) -> None:
    et_al = _ET_AL.search(name)
    if et_al and not _is_braced(name):
        names.is_truncated = True
        message = f"{quoted(et_al[0])} is no name; the list is taken to end in 'and others'"
        name = name[: et_al.start()].rstrip(" ,~\t\n")
        names.doubts.append(Doubt("bib-bad-name", at + len(name), message, "write and others"))
    if not name:
        return
    if _is_braced(name):
        names.persons.append(Person(literal=to_text(name)))
        return
    commas = _split(name, ",")
    person, reason = _taken_apart(name, commas)
    if reason:
        names.doubts.append(Doubt("bib-bad-name", at, f"the name {quoted(name)} {reason}"))
    elif len(commas) == 1 and person.given and _BODY.search(name.lower()):
        message = f"{quoted(name)} reads like a body's name; {quoted(person.family)} is taken for a family name"
        names.doubts.append(Doubt("bib-body-as-person", at, message, "put it in braces of its own: {{…}}"))
    whole = person.family or person.literal
    names.persons.append(person if whole else Person(literal=to_text(name).strip(" ,") or name))


def _taken_apart(name: str, commas: list[str]) -> tuple[Person, str]:
    """The person in a name, and what is wrong with it; an empty person where taking it apart would be a guess."""
    if _EXTENDED.match(name):
        person = _extended(commas)
        return person, "" if person.family or person.literal else "has no family="
    if _depth(name) != 0:
        return Person(), "has a brace without its partner"
    if len(_split(name.rstrip("; "), ";")) > 1:
        return Person(), "holds a semicolon"
    if _AMPERSAND.search(name):
        return Person(), "holds an ampersand"
    if name.endswith(";"):
        person, reason = _by_commas([part.strip() for part in _split(name.rstrip("; "), ",")])
        return person, reason or "ends in a semicolon"
    return _by_commas([part.strip() for part in commas])


def _by_commas(parts: list[str]) -> tuple[Person, str]:
    """The person in the parts of a name between commas, and what is wrong with it; an empty person if it is none."""
    if len(parts) == 1:
        return _without_commas(_words(parts[0])), ""
    if len(parts) > 3:
        return Person(), f"has {len(parts) - 1} commas"
    if not parts[0]:
        return Person(), "has nothing before the comma"
    if not parts[-1]:
        return Person(), "ends in a comma"
    if len(parts) == 2 and _NAMESAKE.fullmatch(parts[0]):
        # some programs turn such a name round as they do any other
        return _without_commas(_words(parts[1])), ""
    particle, family = _von_last(_words(parts[0]))
    if len(parts) == 2:
        if _is_suffix(parts[1], parts[0]):
            return _without_commas(_words(parts[0]), parts[1]), "has a suffix where its given name should be"
        return _person(family, parts[1], particle, ""), ""
    _, suffix, given = parts
    if not suffix or _SUFFIX.fullmatch(to_text(suffix)):
        return _person(family, given, particle, suffix), ""
    if _SUFFIX.fullmatch(to_text(given)):
        return _person(family, suffix, particle, given), f"has {quoted(given)} last; it is taken for the suffix"
    return Person(), f"has two commas, and {quoted(suffix)} between them is no suffix such as Jr"


def _is_suffix(given: str, family: str) -> bool:
    """True when what stands in place of a given name is a suffix: after a single word, bare capitals are initials."""
    return _PLAIN_SUFFIX.fullmatch(given) is not None and (given not in _BARE_INITIALS or " " in family)


def _without_commas(words: list[str], suffix: str = "") -> Person:
    if len(words) > 1 and _NAMESAKE.fullmatch(words[-1]):
        words = words[:-1]
    lower = [number for number, word in enumerate(words[:-1]) if _is_lower(word)]
    if not lower:
        return _person(words[-1] if words else "", " ".join(words[:-1]), "", suffix)
    first, last = lower[0], lower[-1] + 1
    return _person(" ".join(words[last:]), " ".join(words[:first]), " ".join(words[first:last]), suffix)


def _von_last(words: list[str]) -> tuple[str, str]:
    """The particle and the family name: BibTeX takes all up to the last lower-case word for the particle."""
    lower = [number for number, word in enumerate(words[:-1]) if _is_lower(word)]
    # "Garcia de la Vega, X" has its particle inside the family name
    last = lower[-1] + 1 if lower and lower[0] == 0 else 0
    return " ".join(words[:last]), " ".join(words[last:])


def _extended(parts: list[str]) -> Person:
    named = {}
    # initials (given-i) stand in only where the whole part is missing
    for part in sorted(parts, key=lambda part: "-i" not in part.partition("=")[0]):
        name, _, value = part.partition("=")
        named[name.strip().casefold().removesuffix("-i")] = to_text(value.strip().strip('"'))
    given, family = named.get("given", ""), named.get("family", "")
    if not given and " " in family and "{" in "".join(parts):
        return Person(literal=family)
    return Person(family, given, named.get("prefix", ""), named.get("suffix", ""))


def _person(family: str, given: str, particle: str, suffix: str) -> Person:
    return Person(to_text(family), to_text(given), to_text(particle), to_text(suffix))


def _is_lower(word: str) -> bool:
    """True when a word's first letter is lower-case, as in von; a word that begins with a brace has no case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = next((ch for ch in to_text(word) if ch.isalpha()), "")
    return letter.islower()


def _is_braced(name: str) -> bool:
    """True when one pair of braces holds the whole name, and not only an accented letter."""
    if not (name.startswith("{") and name.endswith("}")) or re.fullmatch(r"\{\\\W?\w{0,2}\}", name):
        return False
    depth = 0
    for mark in re.finditer(r"(?<!\\)[{}]", name):
        depth += 1 if mark[0] == "{" else -1
        if depth <= 0:
            return depth == 0 and mark.end() == len(name)
    return False


def _split(text: str, sign: str) -> list[str]:
    """The text cut at a sign outside braces and, in an extended name, outside quotes."""
    parts, start, depth, quotes = [], 0, 0, False
    has_quotes = _EXTENDED.match(text) is not None
    for mark in re.finditer(rf'(?<!\\)[{{}}"{sign}]', text):
        if mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
        elif depth > 0:
            continue
        elif mark[0] == '"':
            quotes = not quotes if has_quotes else quotes
        elif not quotes:
            parts.append(text[start : mark.start()])
            start = mark.end()
    return [*parts, text[start:]]


def _words(text: str) -> list[str]:
    """The words of a part of a name: blanks and `~` outside braces separate them."""
    words, start, depth = [], 0, 0
    for mark in re.finditer(r"(?<!\\)[{}]|\s+|(?<!\\)~", text):
        if mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
        elif depth <= 0:
            words.append(text[start : mark.start()])
            start = mark.end()
    return [word for word in (*words, text[start:]) if word]


def _depth(text: str) -> int:
    return sum(1 if mark[0] == "{" else -1 for mark in re.finditer(r"(?<!\\)[{}]", text))
