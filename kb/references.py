"""A source's reference as one line of plain text, for screens; reference styles are the exporters' business."""

from __future__ import annotations

import re

from kb.model import Person, Source

#: what stands between the first and the last page
_RANGE = re.compile(r"\s*(?:--+|[–—])\s*|(?<=\d)\s*-\s*(?=\d)")


def reference(source: Source) -> str:
    """Authors, year, title, and where it appeared; what is not recorded is left out, nothing is made up."""
    fields = dict(source.fields)
    people = source.authors or source.editors
    who = _people(people, truncated=source.authors_truncated)
    if who and not source.authors:
        who += " (ed.)" if len(people) == 1 else " (eds)"
    year = str(source.year) if source.year is not None else "n.d."
    head = f"{who} ({year})." if who else f"({year})."
    title = f" {_stop(source.title)}" if source.title else ""
    where = _where(source, fields)
    return f"{head}{title}{f' {_stop(where)}' if where else ''}"


def surname_year(source: Source) -> str:
    """The source as a citation names it: "Gillard & Holley 2014", "Gillard et al. 2014", or its key without authors."""
    people = source.authors or source.editors
    names = [person.surname for person in people]
    if not names:
        who = source.key
    elif len(names) == 1 and not source.authors_truncated:
        who = names[0]
    elif len(names) == 2 and not source.authors_truncated:
        who = f"{names[0]} & {names[1]}"
    else:
        who = f"{names[0]} et al."
    return f"{who} {source.year if source.year is not None else 'n.d.'}"


def _where(source: Source, fields: dict[str, str]) -> str:
    is_article = source.type == "article"
    number = fields.get("number", "") if not is_article else ""
    series = f"{fields.get('type', '')} {number}".strip() if fields.get("type") else ""
    volume = fields.get("volume", "")
    if fields.get("number") and is_article:
        volume += f"({fields['number']})"
    is_part = source.type in ("incollection", "inbook", "inproceedings")
    if volume[:1].isdigit() and not is_article:
        volume = f"vol. {volume}" if is_part or series else f"Vol. {volume}"
    pages = _RANGE.sub("–", fields.get("pages", ""))
    inside = f"In {source.venue}" if is_part and source.venue else source.venue
    # of a book it is the publisher that is named
    parts = [series, inside, volume, pages] if is_article or is_part else [series, volume, inside, pages]
    if source.type in ("incollection", "inbook") and fields.get("publisher") not in (None, source.venue):
        parts.append(fields["publisher"])
    return ", ".join(part for part in parts if part)


def _people(people: tuple[Person, ...], *, truncated: bool) -> str:
    names = [_name(person) for person in people]
    if truncated:
        names.append("et al.")
    if len(names) > 1 and not truncated:
        return f"{', '.join(names[:-1])} & {names[-1]}"
    return ", ".join(names)


def _name(person: Person) -> str:
    initials = " ".join(f"{part[0]}." for part in person.given.replace("-", " ").split() if part)
    return ", ".join(part for part in (person.surname, initials, person.suffix) if part)


def _stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
