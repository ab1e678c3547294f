"""Reference lists of a selection: plain text, Markdown, and the BibTeX entries as they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from kb.compare import plain
from kb.exporters.clean import one_line
from kb.model import Source
from kb.references import reference

#: a bare word as a value or after #, which is an abbreviation unless it is a number or a month; or a parent entry
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LEANS = re.compile(
    rf"^\s*(?:crossref|xdata)\s*=|^\s*[\w-]+\s*=[^{{\"\n]*?(?!\d|(?:{_MONTH})\b)(?<![\w.-])[A-Za-z][\w:.-]*\s*(?:[#,}}\n]|$)",
    re.MULTILINE | re.IGNORECASE,
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&-])")


def as_plain_text(sources: Sequence[Source]) -> str:
    """One reference a line, by author and year."""
    return "".join(f"{one_line(reference(source))}\n" for source in in_order(sources))


def as_markdown(sources: Sequence[Source]) -> str:
    """A Markdown list in which nothing from an entry is taken for markup."""
    lines = (_MARKDOWN.sub(r"\\\1", one_line(reference(source))) for source in in_order(sources))
    return "".join(f"- {line}\n" for line in lines)


def as_bibtex(sources: Sequence[Source]) -> str:
    """The entries exactly as they stand in references.bib, in its order."""
    return "\n".join(f"{source.raw}\n" for source in sources)


def leaning(sources: Sequence[Source]) -> tuple[str, ...]:
    """Keys of entries that use an @string, crossref or xdata of their file, which their own text does not hold."""
    return tuple(source.key for source in sources if _LEANS.search(source.raw))


#: the formats of `kb refs --to`
REFERENCE_FORMATS: Mapping[str, Callable[[Sequence[Source]], str]] = {
    "txt": as_plain_text,
    "md": as_markdown,
    "bib": as_bibtex,
}


def in_order(sources: Sequence[Source]) -> list[Source]:
    """Sources by first author, year and title, as a reference list has them."""

    def order(source: Source) -> tuple[str, int, str]:
        people = source.authors or source.editors
        names = " ".join(f"{person.surname} {person.given}" for person in people)
        return plain(names or source.title), source.year or 0, plain(source.title)

    return sorted(sources, key=order)
