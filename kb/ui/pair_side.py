"""Two sources on a claim on which both vote, side by side, as a tree of nodes: what each found, in what they differ."""

from __future__ import annotations

from collections.abc import Sequence

from kb.model import Source
from kb.pair_words import DEPENDENCE_WORDS, SHARED_WORDS
from kb.references import surname_year
from kb.ui import evidence_side, parts
from kb.ui.nodes import Content, Element, el, joined
from kb.views.compare import CompareView, SharedClaim
from kb.views.records import FindingView
from kb.vocabulary import Stance


def shared_claim(view: CompareView, row: SharedClaim, heading: Element) -> Element:
    """What the two found over the columns of what they differ in, under a heading that names the claim."""
    a, b = view.sources[view.a], view.sources[view.b]
    return el(
        "div.item.pair",
        heading,
        el("p.meta", "all studies together: ", parts.verdict_badge(row.summary)),
        el("div.pairwise", _said_by(view, a, row.a, row.a_findings), _said_by(view, b, row.b, row.b_findings)),
        el("p.meta", joined(_relation(view, row))),
        parts.difference_table(surname_year(a), surname_year(b), row.differences),
        parts.recorded_elsewhere(surname_year(a), surname_year(b), row.one_sided, row.not_recorded),
    )


def in_short(view: CompareView, row: SharedClaim, heading: Element, whole: Element) -> Element:
    """The same without notes and places, and a link to the `whole` of it."""
    a, b = view.sources[view.a], view.sources[view.b]
    return el(
        "div.item.pair",
        heading,
        el("div.pairwise", _found(a, row.a, row.a_findings), _found(b, row.b, row.b_findings)),
        parts.difference_table(surname_year(a), surname_year(b), row.differences),
        el("p.meta", joined([*_relation(view, row), whole])),
    )


def _relation(view: CompareView, row: SharedClaim) -> list[Content]:
    """How the two stand to each other, who says so, and in what they are not independent."""
    relation: list[Content] = [SHARED_WORDS[row.relation].capitalize()]
    if row.stated_by:
        relation.append(["stated by ", parts.source_link(view.sources[row.stated_by])])
    return [*relation, *(DEPENDENCE_WORDS[tie] for tie in row.dependence)]


def _found(source: Source, stance: Stance, own: Sequence[FindingView]) -> Element:
    return el("div", _stand(source, stance, own), [el("p", finding.says) for finding in own])


def _stand(source: Source, stance: Stance, own: Sequence[FindingView]) -> Element:
    is_told = bool(own) and all(finding.via for finding in own)
    badge = parts.told_badge if is_told else parts.stance_badge
    return el("p", badge(stance), f" {surname_year(source)}", parts.told_note(is_told))


def _said_by(view: CompareView, source: Source, stance: Stance, own: Sequence[FindingView]) -> Element:
    return el(
        "div",
        _stand(source, stance, own),
        [evidence_side.finding_block(finding, view.sources) for finding in own],
    )
