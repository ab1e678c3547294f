"""What `kb refs` and `kb styles` answer: a selection of sources in a style and format, and the styles there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.base import Base
from kb.cli.layout import table
from kb.cli.output import format_for
from kb.cli.waiting import waiting
from kb.csl.annotations import annotations_on, with_reporters
from kb.csl.documents import DOCUMENT_FORMATS, DocumentFormat
from kb.csl.languages import checked_language
from kb.csl.lists import references
from kb.csl.selections import csl_items, remarks
from kb.csl.styles import LISTED, StyleName, find_style, search_styles
from kb.diagnostics import KbError
from kb.exporters.portion import Portion
from kb.exporters.references import EXCHANGE_FORMATS, ExchangeFormat
from kb.model import Source
from kb.vocabulary import Stance


@dataclass(frozen=True, slots=True)
class Selection:
    """Which sources are asked for: those that fit everything that is given."""

    query: str
    stance: Stance | None
    claim: str | None
    topic: str | None
    keys: tuple[str, ...]
    design: tuple[str, ...]
    year: str | None
    read: tuple[str, ...]

    @property
    def filters(self) -> str:
        """The query with the options that stand for filters, in the language of `kb sources`."""
        named = [("design", value) for value in self.design] + [("read", value) for value in self.read]
        named += [("year", self.year)] if self.year is not None else []
        return " ".join([self.query, *(f'{name}:"{value}"' for name, value in named)]).strip()


@dataclass(frozen=True, slots=True)
class Setting:
    """How the sources are set: the format, and for references the style, its language and whether findings follow."""

    form: str | None
    style: str | None
    language: str | None
    is_annotated: bool


def selected(base: Base, selection: Selection) -> tuple[Source, ...]:
    """The sources that fit the selection; a `KbError` when none does."""
    found = base.selection(selection.claim, selection.stance, selection.keys, selection.topic)
    if selection.filters:
        fitting = {row.key for row in base.sources(selection.filters)}
        found = tuple(source for source in found if source.key in fitting)
    if not found:
        raise KbError("no source fits this selection", "kb sources lists them")
    return found


def reference_list(
    base: Base, selection: Selection, sources: Sequence[Source], setting: Setting, output: Path | None
) -> tuple[str | bytes, tuple[str, ...]]:
    """The selected sources as the content of a file, and remarks to be made beside it."""
    formats: tuple[DocumentFormat | ExchangeFormat, ...] = (*DOCUMENT_FORMATS, *EXCHANGE_FORMATS)
    chosen = format_for(formats, setting.form, output, "txt")
    if isinstance(chosen, ExchangeFormat):
        _refuse_style(setting, chosen)
        with waiting(f"Writing {len(sources):,} sources …"):
            return chosen.make(sources, base.bibliography), ()
    style = find_style(setting.style or "apa")
    language = checked_language(setting.language) if setting.language else ""
    portion = _annotating(base, selection) if setting.is_annotated else None
    if portion:
        sources = with_reporters(sources, portion.corpus)
    with waiting(f"Setting {len(sources):,} references …"):
        items = csl_items(sources)
        found = references(items, style, language)
        notes = annotations_on(sources, portion.corpus, portion.verdicts) if portion else {}
        return chosen.make(found, notes), tuple(remarks(items, found))


def found_styles(words: Sequence[str]) -> tuple[StyleName, ...]:
    """The styles that have all words; without words those that are used most."""
    if words:
        return search_styles(words)
    return tuple(StyleName(name, find_style(name).title) for name in LISTED)


def styles_text(styles: Sequence[StyleName]) -> Iterator[str]:
    """Styles as a table."""
    yield from table(("style", "title"), ((style.name, style.title) for style in styles))


def _refuse_style(setting: Setting, chosen: ExchangeFormat) -> None:
    given = {"--style": setting.style, "--language": setting.language, "--annotated": setting.is_annotated}
    idle = next((option for option, value in given.items() if value), None)
    if idle:
        raise KbError(f"{idle} does not go with {chosen.name}: it holds sources as data, in no style", "leave it out")


def _annotating(base: Base, selection: Selection) -> Portion:
    """The part of the base whose findings are told: those on the claim or topic chosen, or all."""
    return base.portion(selection.claim, None if selection.claim else selection.topic)
