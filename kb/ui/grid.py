"""What stands in each cell of the matrix of claims and sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.exporters.clean import csv_text
from kb.model import Finding, Source
from kb.references import surname_year
from kb.store.verdict_rows import Vote
from kb.views.crossing import Crossing
from kb.vocabulary import Direction
from kb.words import ABSORBED, NO_CELL, NO_VOTE_CELL, NOT_REPORTED_CELL, STANCE_GLYPH, second_hand_cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign and the words it stands for; `tone` is the stance, if there is one."""

    sign: str
    words: str
    tone: str = "none"


@dataclass(frozen=True, slots=True)
class Grid:
    """Claims by id, the sources that bear on any of them (most claims first), and the cells that are not empty."""

    claims: Mapping[str, str]
    sources: Mapping[str, Source]
    cells: Mapping[tuple[str, str], Cell]
    #: sources that were left out because there are too many
    left_out: int


def grid(claims: Mapping[str, str], crossing: Crossing) -> Grid:
    """The matrix of these claims, statements by id, and the sources of their crossing."""
    votes = {(vote.claim, vote.source): vote for vote in crossing.votes}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in crossing.findings:
        found.setdefault((finding.claim, finding.source), []).append(finding)
    cells = {spot: _cell(on_it, votes.get(spot)) for spot, on_it in found.items()}
    return Grid(claims, crossing.sources, cells, crossing.left_out)


def as_csv(shown: Grid) -> str:
    """The matrix as a table with a row a claim; the words of each cell, UTF-8 with a mark so that Excel sees it."""
    rows = [["claim", "statement", *(f"{surname_year(s)} [{s.key}]" for s in shown.sources.values())]]
    for id_, statement in shown.claims.items():
        words = [shown.cells[id_, key].words if (id_, key) in shown.cells else NO_CELL for key in shown.sources]
        rows.append([id_, statement, *words])
    return f"\ufeff{csv_text(rows)}"


def _cell(findings: Sequence[Finding], vote: Vote | None) -> Cell:
    voting = [finding for finding in findings if finding.basis.votes]
    if voting and all(f.result and f.result.direction is Direction.NOT_REPORTED for f in voting):
        return Cell(*NOT_REPORTED_CELL)
    if vote is None:
        return Cell(*NO_VOTE_CELL)
    is_told = all(finding.is_second_hand for finding in voting)
    sign, words = second_hand_cell(vote.stance) if is_told else (STANCE_GLYPH[vote.stance], str(vote.stance))
    return Cell(sign, words if vote.counts else f"{words}, {ABSORBED}", tone=vote.stance)
