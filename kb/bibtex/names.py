"""Names as BibTeX and BibLaTeX write them to persons (Patashnik, BibTeXing, section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kb.bibtex.latex import to_text
from kb.model import Person

_MARK = re.compile(r"[{}]|(?<![^\s])and(?![^\s])", re.IGNORECASE)
_EXTENDED = re.compile(r"^\s*(family|given|prefix|suffix|useprefix)(-i)?\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Names:
    """The persons in a field; `truncated` if it ends in "and others"; `odd` are names that could not be taken apart."""

    persons: tuple[Person, ...]
    truncated: bool
    odd: tuple[str, ...]


def read_names(value: str) -> Names:
    """The persons in the raw value of `author` or `editor`, in order."""
    written = [name for name in split_names(value) if name]
    truncated = bool(written) and written[-1].casefold() == "others"
    persons, odd = [], []
    for name in written[:-1] if truncated else written:
        person = read_name(name)
        persons.append(person)
        if person.literal and not _is_braced(name):
            odd.append(name)
    return Names(tuple(persons), truncated, tuple(odd))


def split_names(value: str) -> list[str]:
    """The names in a value: "and" between blanks and outside braces separates them."""
    names, start, depth = [], 0, 0
    for match in _MARK.finditer(value):
        word = match.group()
        if word in "{}":
            depth += 1 if word == "{" else -1
        elif depth == 0:
            names.append(value[start : match.start()].strip())
            start = match.end()
    return [*names, value[start:].strip()]


def read_name(name: str) -> Person:
    """The person in one name; a name wholly in braces, or one that cannot be taken apart, is a literal."""
    if _is_braced(name):
        return Person(literal=to_text(name))
    if _EXTENDED.match(name):
        return _extended(name)
    parts = [part.strip() for part in _split(name, ",")]
    if len(parts) == 1:
        given, particle, family = _first_von_last(_split_blanks(parts[0]))
        return _person(family, given, particle, "")
    if len(parts) > 3 or not parts[0] or _depth(name) != 0:
        return Person(literal=to_text(name))
    particle, family = _von_last(_split_blanks(parts[0]))
    suffix = parts[1] if len(parts) == 3 else ""
    if len(parts) == 2 and re.fullmatch(r"(Jr|Sr)\.?|[IVX]{2,}", parts[1]):
        return _person(family, "", particle, parts[1])
    return _person(family, parts[-1], particle, suffix)


def _person(family: str, given: str, particle: str, suffix: str) -> Person:
    return Person(family=to_text(family), given=to_text(given), particle=to_text(particle), suffix=to_text(suffix))


def _extended(name: str) -> Person:
    parts = {}
    for part in _split(name, ","):
        key, _, value = part.partition("=")
        parts[key.strip().casefold()] = to_text(value.strip().strip('"'))
    return Person(parts.get("family", ""), parts.get("given", ""), parts.get("prefix", ""), parts.get("suffix", ""))


def _first_von_last(words: list[str]) -> tuple[str, str, str]:
    lower = [number for number, word in enumerate(words[:-1]) if _is_lower(word)]
    if not lower:
        return " ".join(words[:-1]), "", words[-1] if words else ""
    first, last = lower[0], lower[-1]
    return " ".join(words[:first]), " ".join(words[first : last + 1]), " ".join(words[last + 1 :])


def _von_last(words: list[str]) -> tuple[str, str]:
    lower = [number for number, word in enumerate(words[:-1]) if _is_lower(word)]
    if not lower or not _is_lower(words[0]):
        return "", " ".join(words)
    return " ".join(words[: lower[-1] + 1]), " ".join(words[lower[-1] + 1 :])


def _is_lower(word: str) -> bool:
    """True when a word's first letter outside braces is lower-case: a particle such as van or de la."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = [ch for ch in to_text(word) if ch.isalpha()]
    return bool(letters) and letters[0].islower()


def _is_braced(name: str) -> bool:
    if not (name.startswith("{") and name.endswith("}")) or name.startswith("{\\"):
        return False
    depth = 0
    for ch in name[:-1]:
        depth += {"{": 1, "}": -1}.get(ch, 0)
        if depth == 0:
            return False
    return depth == 1


def _split(text: str, mark: str) -> list[str]:
    """The text cut at a mark outside braces and quotes."""
    parts, start, depth, quoted = [], 0, 0, False
    for at, ch in enumerate(text):
        if ch in "{}":
            depth += 1 if ch == "{" else -1
        elif ch == '"' and depth == 0 and "=" in text:
            quoted = not quoted
        elif ch == mark and depth == 0 and not quoted:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _split_blanks(text: str) -> list[str]:
    parts, word, depth = [], "", 0
    for ch in text:
        if ch in "{}":
            depth += 1 if ch == "{" else -1
        if (ch.isspace() or ch == "~") and depth == 0:
            if word:
                parts.append(word)
            word = ""
        else:
            word += ch
    return [*parts, word] if word else parts


def _depth(text: str) -> int:
    return text.count("{") - text.count("}")
