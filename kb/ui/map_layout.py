"""Where the nodes of a map stand on a wide screen and on a narrow one: boxes of text that never lie on each other."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.clean import one_line
from kb.views.maps import MapNode, MapView, Place

#: a longer text is cut; the table beneath the map has all of it
_LONGEST = 160

_GAP = 18
#: between the focus and the rows above or below it, so that lines can be seen
_AWAY = 64


@dataclass(frozen=True, slots=True)
class _Screen:
    """Letters in a line of a box, and the size of a letter and of a line in pixels, somewhat more than they need."""

    letters: int
    letter: float
    line: int
    margin: int = 10


_WIDE = _Screen(letters=29, letter=7.5, line=18)
_NARROW = _Screen(letters=34, letter=7.3, line=18)

_ACROSS = 385
_COLUMN = 250
#: how many nodes stand in a row above the focus, and in a row of many that are alike
_ABOVE, _ROWS = 3, 4

#: beside the focus, in a column on each side, from above
_LEFT, _RIGHT = (Place.LEFT, Place.BELOW_LEFT), (Place.RIGHT, Place.BELOW_RIGHT)
SIDES = frozenset((*_LEFT, *_RIGHT))

#: how far a line to one of these leaves the focus level before it turns, so that it runs behind no other box
BEND = 0.9

#: from above on a narrow screen
_ORDER = (
    *(Place.FOCUS, Place.LEFT, Place.RIGHT, Place.BELOW_LEFT, Place.BELOW_RIGHT),
    *(Place.ABOVE, Place.ROWS),
)


@dataclass(frozen=True, slots=True)
class Box:
    """A node's text in lines, with its middle and its size."""

    text: str
    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> Box:
        """The same box with its middle elsewhere."""
        return Box(self.text, x, y, self.width, self.height)

    @property
    def ends(self) -> tuple[float, float, float, float]:
        """Its left, top, right and bottom."""
        return self.x - self.width / 2, self.y - self.height / 2, self.x + self.width / 2, self.y + self.height / 2


def wide(view: MapView) -> dict[str, Box]:
    """The boxes by node, around the focus at 0, 0."""
    boxes = {node.id: _box(node, _WIDE) for node in view.nodes}
    at = {place: [node.id for node in view.nodes if node.place is place] for place in Place}
    placed = {id_: boxes[id_] for id_ in at[Place.FOCUS]}
    half = max((box.height for box in placed.values()), default=0.0) / 2
    for side, x in ((_LEFT, -_ACROSS), (_RIGHT, _ACROSS)):
        ids = [id_ for place in side for id_ in at[place]]
        tall = sum((boxes[id_].height for id_ in ids), 0.0) + _GAP * (len(ids) - 1)
        placed |= _stacked(boxes, ids, x, -tall / 2)
    top = min((box.ends[1] for box in placed.values()), default=0.0)
    placed |= _rows(boxes, at[Place.ROWS], _ROWS, half + _AWAY)
    above = _rows(boxes, at[Place.ABOVE], _ABOVE, 0.0)
    down = max((box.ends[3] for box in above.values()), default=0.0)
    foot = min(-half - _AWAY, top - _GAP)
    return placed | {id_: box.moved(box.x, box.y - down + foot) for id_, box in above.items()}


def narrow(view: MapView) -> dict[str, Box]:
    """The boxes by node, one below the other, the focus first at 0, 0."""
    boxes = {node.id: _box(node, _NARROW) for node in view.nodes}
    order = [node.id for place in _ORDER for node in view.nodes if node.place is place]
    first = boxes[order[0]].height / 2 if order else 0.0
    return _stacked(boxes, order, 0.0, -first)


def extent(boxes: Iterable[Box]) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of all boxes together."""
    ends = [box.ends for box in boxes]
    lefts, tops, rights, bottoms = zip(*ends, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _stacked(boxes: Mapping[str, Box], ids: Sequence[str], x: float, top: float) -> dict[str, Box]:
    placed = {}
    for id_ in ids:
        placed[id_] = boxes[id_].moved(x, top + boxes[id_].height / 2)
        top += boxes[id_].height + _GAP
    return placed


def _rows(boxes: Mapping[str, Box], ids: Sequence[str], across: int, top: float) -> dict[str, Box]:
    """Rows of boxes, as high as their highest, the last one in the middle too."""
    placed = {}
    for start in range(0, len(ids), across):
        row = ids[start : start + across]
        tall = max(boxes[id_].height for id_ in row)
        for number, id_ in enumerate(row):
            placed[id_] = boxes[id_].moved((number - (len(row) - 1) / 2) * _COLUMN, top + tall / 2)
        top += tall + _GAP
    return placed


def _box(node: MapNode, screen: _Screen) -> Box:
    lines = [line for part in _said(node) for line in textwrap.wrap(part, screen.letters)]
    longest = max(map(len, lines), default=0)
    width = longest * screen.letter + 2 * screen.margin
    return Box("\n".join(lines), 0.0, 0.0, width, len(lines) * screen.line + 2.0 * screen.margin)


def _said(node: MapNode) -> Iterable[str]:
    """The text of a node: a claim with its verdict in a line before it, a source after the sign of its stance."""
    text = one_line(node.label)
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    words = one_line(node.words)
    if node.kind == "claim":
        return (words, text)
    sign, _, said = words.partition(" ")
    if not sign or sign[0].isalnum():
        return (text,)
    told = " (second-hand)" if "second-hand" in said else ""
    return (f"{sign} {text}{told}",)
