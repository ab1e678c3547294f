"""The evidence table as a document: a wide table for each claim, its verdict above it, and how to read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.exporters import pieces
from kb.exporters.ast import Node, heading, table
from kb.exporters.lines import Judged, Line, judged_claims, lines_of
from kb.exporters.portion import Portion
from kb.exporters.reference_section import reference_section

TITLE = "Evidence table"


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    width: int
    means: str
    cell: Callable[[Line], list[Node]]


_COLUMNS = (
    _Column("Source", 17, "The source that found it: its design, how much of it was read, ratings of its quality, "
            "and whether it still stands where it does not.", pieces.source_cell),
    _Column("Population, intervention", 20, "Who was studied, what was done or given and what it was compared with, "
            "where, how many and when, as far as it is recorded. Countries are ISO 3166 codes.", pieces.whom_cell),
    _Column("Stance", 13, "How the finding bears on the claim, what it rests on, and, if it has no vote, why. Those "
            "with a vote come first.", pieces.stance_cell),
    _Column("Finding", 32, "What the source says, paraphrased; where it was read, if not in its own source; its place "
            "in the text that was read; the file and line in which it is recorded.", pieces.finding_cell),
    _Column("Result", 18, "The number and interval as the source prints them; which end of the scale is better, and "
            "the direction, are coded. Left out of tables in which none is recorded.", pieces.result_cell),
)  # fmt: skip


def evidence_document(portion: Portion) -> Iterator[Node]:
    """The blocks of the document."""
    yield from pieces.head(TITLE, portion)
    topic = None
    for judged in judged_claims(portion):
        if portion.claim is None:
            if portion.topic is None and judged.claim.topic != topic:
                topic = judged.claim.topic
                yield heading(2, judged.topic)
            yield heading(3 if topic else 2, judged.claim.statement)
        yield from _claim(judged)
    yield from reference_section(portion)
    shown = _shown(any(finding.result for finding in portion.corpus.findings))
    yield from pieces.how_to_read((column.heading, column.means) for column in shown)


def _shown(has_results: bool) -> tuple[_Column, ...]:
    return _COLUMNS if has_results else _COLUMNS[:-1]


def _claim(judged: Judged) -> Iterator[Node]:
    yield from pieces.scope(judged)
    yield from pieces.verdict(judged)
    lines = lines_of(judged)
    if lines:
        shown = _shown(any(line.finding.result for line in lines))
        whole = sum(column.width for column in shown)
        rows = ([column.cell(line) for column in shown] for line in lines)
        yield table([column.heading for column in shown], [column.width / whole for column in shown], rows)
    yield from pieces.comparisons(judged)
