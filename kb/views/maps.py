"""Maps of the evidence: a bounded neighbourhood of a claim, a source or a topic, laid out by meaning.

Disputing sources stand left of a claim and supporting ones right, mixed ones below the first and inconclusive ones
below the second; the same order holds for the claims around a source.  Where on a screen that
is, `kb.ui.map_layout` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kb.references import surname_year
from kb.store.verdict_rows import ClaimSummary, Vote
from kb.verdict_words import (
    named_words,
    state_glyph,
)
from kb.verdicts import Leaning, State
from kb.views.lists import ClaimPage
from kb.views.records import ClaimView, SourceView
from kb.vocabulary import Stance
from kb.words import (
    ABSORBED,
    second_hand_cell,
    stance_words,
)

#: how many nodes stand on one side of a map; around a topic stands one page of its claims
MOST_A_SIDE = 15
#: lines between claims of one topic: drawn from this many shared sources on, those with most first
LEAST_SHARED = 2
MOST_TIES = 30


class Place(StrEnum):
    """Where a node stands, seen from the focus."""

    FOCUS = "focus"
    LEFT = "left"
    RIGHT = "right"
    BELOW_LEFT = "below-left"
    BELOW_RIGHT = "below-right"
    ABOVE = "above"
    #: one of many that are alike, row by row beneath
    ROWS = "rows"


_SIDES: Mapping[Stance, Place] = {
    Stance.DISPUTES: Place.LEFT,
    Stance.SUPPORTS: Place.RIGHT,
    Stance.MIXED: Place.BELOW_LEFT,
    Stance.INCONCLUSIVE: Place.BELOW_RIGHT,
}


@dataclass(frozen=True, slots=True)
class MapNode:
    """A claim, source or topic at its place; `tone` is a stance, a state's side, or none."""

    id: str
    kind: str
    label: str
    words: str
    place: Place
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class MapEdge:
    """A line between two nodes, and what it stands for in words."""

    a: str
    b: str
    words: str
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class MapView:
    """What surrounds `focus`; `left_out` counts neighbours for which there was no room."""

    focus: str
    title: str
    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    left_out: int = 0


def claim_map(view: ClaimView) -> MapView:
    """A claim, the units that vote on it by side, and its related claims above it."""
    focus = f"claim:{view.id}"
    verdict = view.verdict
    state = named_words(verdict)
    words = f"{state_glyph(verdict.state)} {state}"
    nodes = [MapNode(focus, "claim", view.statement, words, Place.FOCUS, side_of(verdict.state))]
    edges: list[MapEdge] = []
    left_out = 0
    for stance in Stance:
        units = [unit for unit in verdict.units if unit.stance is stance]
        left_out += max(0, len(units) - MOST_A_SIDE)
        for unit in units[:MOST_A_SIDE]:
            key = unit.sources[0]
            names = "; ".join(surname_year(view.sources[k]) for k in unit.sources)
            words = _part_words(stance, unit.as_reported, unit.absorbed_by)
            nodes.append(MapNode(f"source:{key}", "source", names, words, _SIDES[stance], stance))
            edges.append(MapEdge(f"source:{key}", focus, words, stance))
    shown = view.related[:MOST_A_SIDE]
    left_out += len(view.related) - len(shown)
    for related in shown:
        summary = related.claim
        nodes.append(_claim_node(summary, Place.ABOVE))
        edges.append(MapEdge(focus, f"claim:{summary.id}", related.relation))
    return MapView(focus, view.statement, _once(nodes), tuple(edges), left_out)


def source_map(view: SourceView, votes: Mapping[str, Vote]) -> MapView:
    """A source and the claims on which it has a part (`votes` by claim), by its stance on each."""
    focus = f"source:{view.key}"
    nodes = [MapNode(focus, "source", view.citation, view.title, Place.FOCUS)]
    edges = []
    left_out = 0
    for stance in Stance:
        claims = [view.claims[id_] for id_ in sorted(votes) if votes[id_].stance is stance and id_ in view.claims]
        left_out += max(0, len(claims) - MOST_A_SIDE)
        for summary in claims[:MOST_A_SIDE]:
            vote = votes[summary.id]
            words = _part_words(stance, vote.as_reported, vote.absorbed_by)
            nodes.append(_claim_node(summary, _SIDES[stance]))
            edges.append(MapEdge(focus, f"claim:{summary.id}", words, stance))
    return MapView(focus, view.title or view.citation, _once(nodes), tuple(edges), left_out)


def topic_map(topic: str, title: str, page: ClaimPage, ties: Iterable[tuple[str, str, int]]) -> MapView:
    """The first claims of a topic, most contested first, and in which two of them how many sources have a part."""
    shown = page.rows
    focus = f"topic:{topic}"
    nodes = [MapNode(focus, "topic", title, f"{page.total} claim{'' if page.total == 1 else 's'}", Place.FOCUS)]
    nodes += [_claim_node(row.summary, Place.ROWS) for row in shown]
    edges = [MapEdge(f"claim:{a}", f"claim:{b}", f"{n} sources bear on both") for a, b, n in ties]
    return MapView(focus, title, tuple(nodes), tuple(edges), page.total - len(shown))


def side_of(state: State, direction: Leaning | None = None) -> str:
    """The tone of a claim: the side it is on, `conflicting`, or `none`."""
    sides = {
        State.CONFLICTING: "conflicting",
        State.CONSISTENT_SUPPORT: "supports",
        State.QUALIFIED_SUPPORT: "supports",
        State.CONSISTENT_DISPUTE: "disputes",
        State.QUALIFIED_DISPUTE: "disputes",
    }
    if state is State.SINGLE_STUDY and direction in (Leaning.SUPPORTS, Leaning.DISPUTES):
        return str(direction)
    return sides.get(state, "none")


def _part_words(stance: Stance, as_reported: bool, absorbed_by: str | None) -> str:
    """The part of a unit in a claim: its stance, and whether it has no vote."""
    words = " ".join(second_hand_cell(stance)) if as_reported else stance_words(stance)
    return f"{words}, {ABSORBED}" if absorbed_by else words


def _claim_node(summary: ClaimSummary, place: Place) -> MapNode:
    state = named_words(summary)
    words = f"{state_glyph(summary.state)} {state}"
    tone = side_of(summary.state, summary.direction)
    return MapNode(f"claim:{summary.id}", "claim", summary.statement, words, place, tone)


def _once(nodes: Iterable[MapNode]) -> tuple[MapNode, ...]:
    """The first node with each id: a claim can be related to another in two ways."""
    first: dict[str, MapNode] = {}
    for node in nodes:
        first.setdefault(node.id, node)
    return tuple(first.values())
