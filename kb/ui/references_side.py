"""A page's sources as a reference list: a style, the list as it will look, and a file of it in any format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import streamlit as st

from kb.csl.documents import DOCUMENT_FORMATS, DocumentFormat
from kb.csl.inlines import Inline, inside
from kb.csl.lists import Reference
from kb.csl.selections import csl_items, remarks
from kb.csl.styles import StyleName, listed_titles, named_style, search_styles
from kb.diagnostics import KbError
from kb.exporters.references import EXCHANGE_FORMATS, ExchangeFormat
from kb.model import Source
from kb.ui.choices import one_of_or_typed
from kb.ui.nodes import Element, Node, el, web_link
from kb.ui.state import Answers
from kb.ui.surface import show

#: how many references are drawn; a file holds all of them
MOST = 200

#: how many styles are offered when words fit many
_MOST_STYLES = 100

#: from the formats that people write in to those that programs read
_FORMATS: dict[str, DocumentFormat | ExchangeFormat] = {
    **{form.name: form for form in sorted(DOCUMENT_FORMATS, key=lambda form: form.is_text)},
    **{form.name: form for form in EXCHANGE_FORMATS},
}
_ELEMENT: Mapping[str, str] = {
    "Emph": "em",
    "Strong": "b",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "span.small-caps",
    "Underline": "span.underline",
}

Notes = Mapping[int, Sequence[str]]


def take_references(
    base: Answers, of: Callable[[], Iterable[str]], file_name: str, claim: str = "", topic: str = ""
) -> None:
    """Let the reader set the sources with these keys in a style and take them along; keys are asked for when needed.

    Where a claim or a topic is given, what each source found on it can be added.
    """
    if not st.toggle("Reference list", key="references", bind="query-params"):
        return
    keys = tuple(dict.fromkeys(of()))
    if not keys:
        show(el("p", "No source is shown here."), key="reference-list")
        return
    at_style, at_format, at_file = st.columns([4, 2, 2], vertical_alignment="bottom")
    with at_style:
        style = _chosen_style()
    form = _FORMATS[
        at_format.selectbox(
            "Format", list(_FORMATS), format_func=lambda name: _FORMATS[name].title, key="references_format"
        )
    ]
    at_notes = st.container()
    if style is None:
        return
    is_annotated = bool(claim or topic) and at_notes.toggle(
        "With what each source found", key="annotated", bind="query-params"
    )
    sources = base.selection(keys)
    found = base.references(keys, style.name)
    notes = base.annotations(keys, claim, topic) if is_annotated else {}
    at_file.download_button(
        "Download",
        _content(base, form, sources, found, notes),
        file_name=f"{file_name}.{form.ending}",
        mime=form.media_type,
        on_click="ignore",
        key="references_file",
    )
    show(el("section", _drawn(style, sources, found, notes)), key="reference-list")


def _chosen_style() -> StyleName | None:
    """The style chosen from those used most, or found by words; None when there is none."""
    note = "Choose one, or type words of a journal's or style's name: every style of the CSL project can be found."
    name = one_of_or_typed(st.container(), "Style", "style", listed_titles(), note)
    try:
        return StyleName(name, named_style(name).title)
    except KbError as error:
        found = {style.name: style.title for style in search_styles(re.split(r"[\s-]+", name))[:_MOST_STYLES]}
        if not found:
            said = f"{error.message[:1].upper()}{error.message[1:]}."
            show(el("p", said, f" {error.hint}" if error.hint else None), key="no-style")
            return None
    one = st.selectbox(
        f"Styles with “{name}”", list(found), format_func=lambda each: found[each], key=f"style_of_{name}"
    )
    try:
        return StyleName(one, named_style(one).title)
    except KbError as error:
        show(el("p", f"{error.message[:1].upper()}{error.message[1:]}."), key="no-style")
        return None


def _content(
    base: Answers,
    form: DocumentFormat | ExchangeFormat,
    sources: Sequence[Source],
    found: Sequence[Reference],
    notes: Notes,
) -> Callable[[], str | bytes]:
    """What makes the file, once it is asked for."""
    if isinstance(form, ExchangeFormat):
        return lambda: form.make(sources, base.base.bibliography)
    return lambda: form.make(found, notes)


def _drawn(
    style: StyleName, sources: Sequence[Source], found: Sequence[Reference], notes: Notes
) -> Iterator[Node | list[Element]]:
    yield el("h2", f"Reference list ({len(found)})")
    yield el("p.meta", style.title, " · ", el("button.copy", "Copy"))
    yield el("div.reference-list", [entry for reference in found[:MOST] for entry in _entry(reference, notes)])
    if len(found) > MOST:
        yield el("p.meta", f"{len(found) - MOST} more are in the file.")
    yield [el("p.meta", f"! {remark}") for remark in remarks(csl_items(sources), found)]


def _entry(reference: Reference, notes: Notes) -> Iterator[Element]:
    label = [*_nodes(reference.label), " "] if reference.label else None
    yield el("p", label, list(_nodes(reference.text)))
    said = notes.get(reference.index, ())
    if said:
        yield el("ul", [el("li", note) for note in said])


def _nodes(inlines: Sequence[Inline]) -> Iterator[Node]:
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str":
            yield inline["c"]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind == "Link":
            yield web_link(list(_nodes(inside(inline))), inline["c"][2][0])
        else:
            yield el(_ELEMENT.get(kind, "span"), list(_nodes(inside(inline))))
