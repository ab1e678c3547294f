"""Two sources side by side, over every claim that both address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.diagnostics import KbError
from kb.list_words import left_out_words, part_words
from kb.model import Source
from kb.pair_words import WITHOUT_VOTES, shared_words
from kb.references import surname_year
from kb.ui import evidence_side, pair_side, parts
from kb.ui.choices import one_or_none
from kb.ui.nodes import Content, Element, el, joined
from kb.ui.paging import Given, here
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.compare import CompareView, SharedClaim, SilentClaim
from kb.views.records import FindingView, SourceRow
from kb.words import SILENCE_WORDS

#: up to this many sources a list is offered; beyond, one is found by words
MOST_CHOICES = 1_000

#: of how many letters a title has in a list to choose from
LONGEST_TITLE = 160

#: how many shared claims are shown
MOST = 40


def render(base: Answers) -> None:
    """Draw the choice of two sources and, once both are chosen, how they stand to each other."""
    show(el("h1", "Compare two sources"), key="head")
    listed = base.totals().sources <= MOST_CHOICES
    labels = {row.key: _label(row) for row in base.sources()} if listed else None
    left, right = st.columns(2)
    a = _choice(left, "One source", "a", labels)
    b = _choice(right, "Another source", "b", labels)
    found = [] if listed else [*_found(base, a, {"b": b}, "a"), *_found(base, b, {"a": a}, "b")]
    if found:
        show(*found, key="compare")
        return
    if not a or not b:
        show(el("p.meta", "Choose two sources; every claim on which both have findings is shown."), key="compare")
        return
    show(*_compared(base.compare(a, b)), key="compare")


def _label(row: SourceRow) -> str:
    title = f" – {shorten(row.title, LONGEST_TITLE, placeholder=' …')}" if row.title else ""
    return f"{row.citation}{title} ({row.key})"


def _choice(at: DeltaGenerator, label: str, name: str, labels: Mapping[str, str] | None) -> str:
    if labels is not None:
        return one_or_none(at, label, name, labels, "an author, a year or words of the title")
    typed = at.text_input(f"{label}: its key, or words to find it by", key=name, bind="query-params")
    return (typed or "").strip()


def _found(base: Answers, typed: str, other: Given, name: str) -> Iterator[Element]:
    """The sources that words find, each a link that chooses it; nothing for a key, or where nothing is found."""
    if not typed or _is_key(base, typed):
        return
    page = base.source_page(typed)
    links = (el("a", _label(row), href=here("compare", other, **{name: row.key})) for row in page.rows)
    if page.rows:
        said = part_words(len(page.rows), page.before, page.total, page.total, "source")
        yield el("section", el("h2", f"Sources with “{typed}”"), el("p.meta", said), el("ul", map(_item, links)))


def _item(content: Element) -> Element:
    return el("li", content)


def _is_key(base: Answers, typed: str) -> bool:
    try:
        base.cited([typed])
    except KbError:
        return False
    return True


def _compared(view: CompareView) -> Iterator[Element]:
    a, b = view.sources[view.a], view.sources[view.b]
    yield el("p.lead", joined(map(_titled, (a, b)), " and "))
    yield el("p", shared_words(len(view.claims), view.agreement, view.conflict, view.tension))
    shared = (pair_side.shared_claim(view, row, el("h2", _claim(row))) for row in view.claims[:MOST])
    yield el("section", list(shared))
    if len(view.claims) > MOST:
        yield el("p.meta", f"{left_out_words(len(view.claims) - MOST)}.")
    silent = view.without_votes
    if silent:
        items = [_silent(view, row) for row in silent[:MOST]]
        yield el("section", el("h2", f"{WITHOUT_VOTES} ({len(silent)})"), items)
    if len(silent) > MOST:
        yield el("p.meta", f"{left_out_words(len(silent) - MOST)}.")


def _titled(source: Source) -> list[Content]:
    return [parts.source_link(source), f" ({source.title})" if source.title else None]


def _claim(row: SharedClaim) -> Element:
    return parts.claim_link(row.claim, row.statement)


def _silent(view: CompareView, row: SilentClaim) -> Element:
    return el(
        "div.item",
        el("h3", parts.claim_link(row.claim, row.statement)),
        el(
            "div.pairwise",
            _with_reasons(view, view.a, row.a_findings, row),
            _with_reasons(view, view.b, row.b_findings, row),
        ),
    )


def _with_reasons(view: CompareView, key: str, own: Sequence[FindingView], row: SilentClaim) -> Element:
    blocks = [
        el(
            "div",
            el("p", parts.finding_badge(each), f" {surname_year(view.sources[key])}", parts.told_note(bool(each.via))),
            el("p.meta", f"no vote: {SILENCE_WORDS[row.no_vote[each.id]]}" if each.id in row.no_vote else "votes"),
            evidence_side.finding_block(each, view.sources),
        )
        for each in own
    ]
    return el("div", blocks)
