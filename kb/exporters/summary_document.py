"""A summary of findings as a document: of each claim the verdict, both sides, what sets them apart, and references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice

from kb.change_words import level_words, prospect_words, steady_words, unmoved_words, unread_words
from kb.compare import Difference, Pair, PairRelation, count_pairs, pairs
from kb.exporters import pieces
from kb.exporters.ast import Node, bullets, heading, in_style, para, plain, strong, table
from kb.exporters.lines import Judged, Line, judged_claims, lines_of
from kb.exporters.portion import Portion
from kb.exporters.reference_section import reference_section
from kb.method import LIMITS
from kb.model import Source
from kb.pair_words import (
    CODED_DIFFERENTLY,
    DEPENDENCE_WORDS,
    NOTHING_DIFFERS,
    one_sided_words,
    pairs_left_out_words,
    recorded_words,
)
from kb.prospects import prospects
from kb.references import surname_year
from kb.result_words import RESULTS_NOTE, tally_words
from kb.results import recorded_results, tally
from kb.verdict_words import (
    left_words,
    named_words,
    state_glyph,
    state_words,
)
from kb.vocabulary import Stance
from kb.words import (
    FOOTER,
    RELATION_WORDS,
    STANCE_GLYPH,
    stance_words,
)

TITLE = "Summary of findings"

#: how many pairs of studies are compared on one claim; conflicts come first
_MOST_PAIRS = 12

_WHAT = (
    "For each claim: what independent studies say together, who stands on each side and on what words, who disagrees "
    "with whom and in what they differ, and what would change the verdict."
)

_COLUMNS = {
    "Source": "The source: its design, how much of it was read, ratings of its quality, and who was studied.",
    "Finding": "What it says, paraphrased; its own stance, if its study as a whole has another; where it was read, if "
    "not in its own source; its place in the text that was read; the file and line in which it is recorded.",
    "Result": "The number and interval as the source prints them; which end of the scale is better, and the "
    "direction, are coded. Left out on a side on which none is recorded.",
}


def summary_document(portion: Portion) -> Iterator[Node]:
    """The blocks of the document."""
    yield from pieces.head(TITLE, portion)
    yield para(f"{_WHAT} {FOOTER} {LIMITS[0]}")
    for _, group in groupby(judged_claims(portion), key=lambda judged: judged.claim.topic):
        claims = list(group)
        if portion.claim is None:
            yield heading(2, claims[0].topic if portion.topic is None else "The claims and their verdicts")
            yield _overview(claims)
        for judged in claims:
            if portion.claim is None:
                yield heading(3, judged.claim.statement)
            yield from _claim(judged, portion)
    yield from reference_section(portion)
    has_results = any(finding.result for finding in portion.corpus.findings)
    yield from pieces.how_to_read(each for each in _COLUMNS.items() if has_results or each[0] != "Result")


def _overview(claims: Sequence[Judged]) -> Node:
    is_rated = any(judged.claim.certainty for judged in claims)
    stances = {
        f"{STANCE_GLYPH[stance]} {stance}": width for stance, width in zip(Stance, (12, 12, 10, 14), strict=True)
    }
    columns = {"Claim": 32, "Verdict": 20, **stances, **({"Certainty": 15} if is_rated else {})}
    return _table(columns, (_overview_row(judged, is_rated=is_rated) for judged in claims))


def _overview_row(judged: Judged, *, is_rated: bool) -> list[list[Node]]:
    verdict, rated = judged.verdict, judged.claim.certainty
    words = named_words(verdict)
    counts = [[pieces.cell(str(getattr(verdict.counts, stance)))] for stance in Stance]
    certainty = [[pieces.cell(f"{rated.approach}: {rated.level}")] if rated else []] if is_rated else []
    verdict_cell = [pieces.cell(strong(f"{state_glyph(verdict.state)} {words}"))]
    return [[pieces.cell(judged.claim.statement)], verdict_cell, *counts, *certainty]


def _claim(judged: Judged, portion: Portion) -> Iterator[Node]:
    yield from pieces.scope(judged)
    yield from pieces.verdict(judged)
    lines = lines_of(judged)
    yield from _sides(judged, lines)
    yield from _silent([line for line in lines if line.silence])
    yield from _results(judged)
    yield from _mismatches(judged)
    yield from _pairs(judged)
    yield from pieces.comparisons(judged)
    yield from _change(judged)
    yield from _certainty(judged)
    yield from _related(judged, portion)


def _sides(judged: Judged, lines: Iterable[Line]) -> Iterator[Node]:
    """A table for each stance that studies with a vote take."""
    side_of = {id_: unit.stance for unit in judged.verdict.counted for id_ in unit.findings}
    for side in Stance:
        found = [line for line in lines if side_of.get(line.finding.id) is side]
        if found:
            has_results = any(line.finding.result for line in found)
            columns = {stance_words(side): 27, "Finding": 53, **({"Result": 20} if has_results else {})}
            yield _table(columns, (_row(line, side, has_results=has_results) for line in found))


def _row(line: Line, side: Stance, *, has_results: bool) -> list[list[Node]]:
    own = line.finding.stance
    apart = [pieces.aside(f"this finding: {stance_words(own)}")] if own is not side else []
    source, finding = [*pieces.source_cell(line), *pieces.whom_in_short(line)], [*apart, *pieces.finding_cell(line)]
    return [source, finding, *([pieces.result_cell(line)] if has_results else [])]


def _table(columns: Mapping[str, int], rows: Iterable[Sequence[Sequence[Node]]]) -> Node:
    whole = sum(columns.values())
    return table(tuple(columns), [width / whole for width in columns.values()], rows)


def _silent(lines: Sequence[Line]) -> Iterator[Node]:
    if not lines:
        return
    told = dict.fromkeys(_silent_words(line) for line in lines)
    yield in_style("Remark", para(strong("No vote"), f": {'; '.join(told)}."))


def _silent_words(line: Line) -> str:
    via = f" as reported by {surname_year(line.via)}" if line.via else ""
    return f"{surname_year(line.source)}{via} ({line.finding.stance}; {line.silence})"


def _results(judged: Judged) -> Iterator[Node]:
    results = recorded_results(judged.verdict, judged.evidence.findings)
    if len(results) > 1:
        whole, parts = tally_words(tally(results))
        said = ", ".join(f"{sign} {words}" for sign, words in parts)
        yield para(f"{whole}: {said}. {RESULTS_NOTE}")


def _mismatches(judged: Judged) -> Iterator[Node]:
    findings, sources = {f.id: f for f in judged.evidence.findings}, judged.evidence.sources
    items = []
    for each in judged.verdict.mismatches:
        said = findings[each.finding]
        who, via = surname_year(sources[each.source]), surname_year(sources[each.via])
        words = f"{via} reports {who} as {stance_words(said.stance)}{pieces.at(said.at)}: {said.says}"
        items.append([plain(f"{words} Its own words: {stance_words(each.own)}.")])
    if items:
        yield in_style("Part", para("Citations that differ from what their source says"))
        yield bullets(items)


def _pairs(judged: Judged) -> Iterator[Node]:
    counted = count_pairs(judged.verdict, judged.evidence)
    apart = sum(counted[relation] for relation in counted if relation is not PairRelation.AGREEMENT)
    found = (p for p in pairs(judged.verdict, judged.evidence) if p.relation is not PairRelation.AGREEMENT)
    shown = list(islice(found, _MOST_PAIRS))
    if not shown:
        return
    names = {unit.id: pieces.names(unit.sources, judged.evidence.sources) for unit in judged.verdict.counted}
    yield in_style("Part", para("Conflicts and tensions"))
    items = [[plain(*_pair(pair, names, judged.evidence.sources))] for pair in shown]
    yield bullets(items)
    if apart > len(shown):
        yield in_style("Remark", para(pairs_left_out_words(apart - len(shown))))


def _pair(pair: Pair, names: Mapping[str, str], sources: Mapping[str, Source]) -> Iterator[str | Node]:
    yield strong(f"{names[pair.a]} against {names[pair.b]}")
    stated = f", stated by {pieces.names(pair.stated_by, sources)}" if pair.stated_by else ""
    ties = "".join(f"; {DEPENDENCE_WORDS[tie]}" for tie in pair.dependence)
    studies = _differences(each for each in pair.differences if not each.is_of_coding)
    coding = _differences(each for each in pair.differences if each.is_of_coding)
    said = f"They differ in {studies}" if studies else f"{NOTHING_DIFFERS[:1].upper()}{NOTHING_DIFFERS[1:]}"
    coded = f"; {CODED_DIFFERENTLY} {coding}" if coding else ""
    alone = one_sided_words(names[pair.a], names[pair.b], pair.one_sided)
    yield " ".join((f": {pair.relation}{stated}{ties}. {said}{coded}.", *alone))


def _differences(differences: Iterable[Difference]) -> str:
    told = ((each.field, *(recorded_words(each.field, value) for value in (each.a, each.b))) for each in differences)
    return ", ".join(f"{name} ({a} / {b})" for name, a, b in told)


def _change(judged: Judged) -> Iterator[Node]:
    verdict, sources = judged.verdict, judged.evidence.sources
    words = [f"Without {surname_year(sources[c.without])}: {left_words(c)}." for c in verdict.rests_on]
    if not verdict.rests_on and verdict.counts.units:
        words.append(unmoved_words(verdict))
    further = prospects(verdict)
    for studies, then in prospect_words(verdict, further):
        words.append(f"With {studies}: {state_words(then.state, then.conflict)}.")
    unread = unread_words(verdict, sources)
    words += filter(None, [steady_words(verdict, further, sources), level_words(verdict), unread])
    yield in_style("Part", para("What would change the verdict"))
    yield bullets([plain(each)] for each in words)


def _certainty(judged: Judged) -> Iterator[Node]:
    rated = judged.claim.certainty
    if rated:
        yield in_style("Part", para(f"Certainty as rated by people ({rated.approach}): {rated.level}"))
        if rated.reasons:
            yield bullets([plain(f"{domain}: {reason}")] for domain, reason in rated.reasons)


def _related(judged: Judged, portion: Portion) -> Iterator[Node]:
    claims = portion.corpus.claims
    items = [
        [plain(f"{RELATION_WORDS[relation.type][0]}: {claims[relation.claim].statement}")]
        for relation in judged.claim.relations
    ]
    if items:
        yield in_style("Part", para("Related claims"))
        yield bullets(items)
