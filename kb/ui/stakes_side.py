"""What hangs on a source, as trees of nodes: its authors' other works, and what would fall if it were retracted."""

from __future__ import annotations

from collections.abc import Iterable

from kb.change_words import fall_notes, fall_title
from kb.list_words import left_out_words
from kb.retraction import Change
from kb.ui.nodes import Element, el, joined
from kb.ui.parts import (
    claim_link,
    source_link,
    strip,
    verdict_badge,
)
from kb.verdicts import State
from kb.views.records import BriefVerdict, FallView, SourceView
from kb.vocabulary import Status
from kb.words import NAMESAKES_NOTE

#: how many rows of each list are shown, and how many may stand before a list is folded
MOST = 200
LONG = 15


def works_by_its_authors(view: SourceView) -> Element | None:
    """Other sources with an author of this one, and who that is; None when there are none."""
    works = view.shares_authors
    if not works:
        return None
    items = [
        el(
            "li",
            source_link(work.source),
            f": {work.title} " if work.title else " ",
            el("span.foot", f"({', '.join(work.people)})"),
        )
        for work in works[:MOST]
    ]
    return el(
        "section",
        el("h2", f"Works it shares authors with ({len(works)})"),
        el("p.meta", NAMESAKES_NOTE),
        _folded(len(works), el("ul", items)),
        _more(len(works)),
    )


def if_retracted(view: SourceView) -> Element | None:
    """Each claim it bears on with and without it, changed verdicts first; None when it bears on none."""
    found = view.if_retracted
    if not found:
        return None
    silenced = [f for f in found if f.change is Change.VERDICT and f.retracted.state is State.NO_EVIDENCE]
    other = [f for f in found if f.change is Change.VERDICT and f not in silenced]
    votes = [f for f in found if f.change is Change.VOTES]
    same = view.untouched + sum(f.change is Change.NOTHING for f in found)
    fell = view.status is Status.RETRACTED
    parts = [
        _table(view, f"{'Got' if fell else 'Would get'} another verdict ({len(other)})", other),
        _list(view, f"{'Was' if fell else 'Would be'} left without voting evidence ({len(silenced)})", silenced),
        _table(view, f"{'Kept' if fell else 'Would keep'} the verdict, with other votes ({len(votes)})", votes),
        [el("p.meta", note) for note in fall_notes(same, view.read_in_it, view.if_retracted_left_out)],
    ]
    return el("section", el("h2", fall_title(view.status)), parts)


def _table(view: SourceView, title: str, found: list[FallView]) -> Element | None:
    if not found:
        return None
    before, after = ("With it", "Without it")
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("Claim", before, after)]))
    rows = [
        el(
            "tr",
            el("th", claim_link(f.claim, view.claims[f.claim].statement), scope="row"),
            el("td", _verdict(f.standing), data_label=before.lower()),
            el("td", _verdict(f.retracted), data_label=after.lower()),
        )
        for f in found
    ]
    return el("div.group", el("h3", title), _folded(len(found), el("table.stack.calm.falls", head, el("tbody", rows))))


def _list(view: SourceView, title: str, found: list[FallView]) -> Element | None:
    if not found:
        return None
    items = [el("li", claim_link(f.claim, view.claims[f.claim].statement)) for f in found]
    return el("div.group.calm", el("h3", title), _folded(len(found), el("ul", items)))


def _verdict(verdict: BriefVerdict) -> list[Element | str]:
    badge = verdict_badge(verdict)
    return [*joined([badge, strip(verdict.tally, verdict.reported) if verdict.tally.units else None], "  ")]


def _folded(found: int, content: Element) -> Element:
    return content if found <= LONG else el("details", el("summary", "Show the list"), content)


def _more(found: int) -> Iterable[Element]:
    return [el("p.meta", f"{left_out_words(found - MOST)}.")] if found > MOST else []
