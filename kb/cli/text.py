"""Views as text for people: what a command prints without `--json`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kb.change_words import (
    level_words,
    policy_words,
    prospect_words,
    restriction_words,
    steady_words,
    unmoved_words,
    unread_words,
)
from kb.cli.layout import heading, paragraph, stance, table
from kb.compare import Difference, PairRelation
from kb.evidence import Policy
from kb.list_words import ONE_PAPER, hits_left_out_words, told_part_words
from kb.model import Scope, Source
from kb.pair_words import (
    CODED_DIFFERENTLY,
    DEPENDENCE_WORDS,
    NOTHING_DIFFERS,
    WITHOUT_VOTES,
    one_sided_words,
    pairs_left_out_words,
    shared_words,
)
from kb.references import surname_year
from kb.result_words import DIRECTION_WORDS, RESULTS_NOTE, result_words, tally_words
from kb.results import recorded_results, tally
from kb.units import Silence, Unit
from kb.verdict_words import (
    conflict_words,
    flag_words,
    left_words,
    named_words,
    rule_words,
    state_glyph,
    state_words,
    through_words,
    verdict_sentence,
)
from kb.verdicts import Verdict
from kb.views.claims import unit_citations
from kb.views.compare import CompareView
from kb.views.records import (
    ClaimRow,
    ClaimSource,
    ClaimView,
    DisagreementView,
    FindingView,
    LeftOutView,
    PairView,
    SearchView,
    SourceRow,
)
from kb.vocabulary import Stance
from kb.words import (
    FOOTER,
    READING_WORDS,
    SILENCE_WORDS,
    STANCE_GLYPH,
    basis_words,
    counts_short,
    incomplete_words,
    second_hand_cell,
    stance_words,
    standing_words,
)

Lines = Iterator[str]


def claim_text(view: ClaimView, policy: Policy) -> Lines:
    """A claim: statement, verdict and its rule, the evidence by side, pairs, what would change it, related claims."""
    yield heading(view.id)
    yield from paragraph(view.statement)
    yield from paragraph(f"{view.topic_title} · {view.kind} · {view.file}:{view.line}", 2)
    scope = [f"{name}: {value}" for name in Scope.__slots__ if (value := getattr(view.scope, name))]
    for line in scope:
        yield from paragraph(line, 2, 4)
    yield ""
    yield from _verdict(view, policy)
    for side in Stance:
        yield from _side(view, side)
    yield from _silent(view)
    yield from _results(view)
    yield from _pairs(view)
    yield from _change(view)
    if view.related:
        yield ""
        yield heading("Related claims")
        for related in view.related:
            state = named_words(related.claim)
            yield from paragraph(f"{related.relation} {related.claim.id}: {related.claim.statement} [{state}]", 2, 4)
    if view.certainty:
        yield ""
        yield from paragraph(f"Certainty ({view.certainty.approach}): {view.certainty.level}")
        for domain, reason in view.certainty.reasons:
            yield from paragraph(f"{domain}: {reason}", 2, 4)
    if view.note:
        yield ""
        yield from paragraph(f"Note: {view.note}")
    yield ""
    yield from paragraph(FOOTER)


def claims_text(rows: Sequence[ClaimRow]) -> Lines:
    """Claims with their verdicts, most contested first."""
    for row in rows:
        summary = row.summary
        state = named_words(summary)
        remarks = (told_part_words(row.as_reported, summary.counts.units), ONE_PAPER if row.only_through else "")
        told = "".join(f"; {remark}" for remark in remarks if remark)
        yield heading(f"{row.id}")
        yield from paragraph(row.statement, 2)
        yield from paragraph(f"{state_glyph(summary.state)} {state} ({counts_short(summary.counts)}{told})", 2, 4)
    yield ""
    yield "  ".join(f"{STANCE_GLYPH[s]} {s}" for s in Stance)


def sources_text(rows: Sequence[SourceRow]) -> Lines:
    """Sources as a table."""
    cells = ((row.key, row.design or "", READING_WORDS[row.read], str(row.claims), _named(row)) for row in rows)
    yield from table(("key", "design", "read", "claims", "source"), cells)


def _named(row: SourceRow) -> str:
    """Who and what a source is, with what a reader must know of it before anything else."""
    mark = standing_words(row.status)
    who = f"{row.citation} ({mark})" if mark else row.citation
    told = " (known only second-hand)" if row.is_known_second_hand else ""
    return ": ".join(filter(None, (who, row.title))) + told


def claim_sources_text(rows: Sequence[ClaimSource]) -> Lines:
    """The sources with a part in a claim as a table."""
    cells = (
        (stance_words(row.stance), row.key, "yes" if row.votes else "no", _hand(row.as_reported, row.citation))
        for row in rows
    )
    yield from table(("stance", "key", "votes", "source"), cells)


def conflicts_text(disagreement: DisagreementView) -> Lines:
    """Conflicting claims with both sides, then citations that differ from their source."""
    yield heading(f"Conflicting claims ({len(disagreement.conflicts)})")
    for view in disagreement.conflicts:
        yield ""
        yield from paragraph(f"≠ {view.id}: {view.statement}", 0, 2)
        yield from paragraph(f"conflict: {conflict_words(view.conflict, view.stating)}", 2, 4)
        if view.remark:
            yield from paragraph(f"! {view.remark}", 2, 4)
        for side in Stance:
            units = getattr(view, side)
            if units:
                names = "; ".join(_hand(unit in view.as_reported, view.citations[unit]) for unit in units)
                yield from paragraph(f"{stance_words(side)}: {names}", 2, 4)
        for pair in view.pairs:
            yield from paragraph(_pair_line(pair, view.citations), 2, 4)
            both = (view.citations[pair.a], view.citations[pair.b])
            yield from _differences(*both, pair.differences, pair.one_sided, 6)
        if view.pairs_left_out:
            yield from paragraph(pairs_left_out_words(view.pairs_left_out), 2, 4)
    mismatches = disagreement.mismatches
    if mismatches:
        yield ""
        yield heading(f"Citations that differ from their source ({len(mismatches)})")
    for mismatch in mismatches:
        yield ""
        yield from paragraph(f"{mismatch.source} on {mismatch.claim}: {mismatch.statement}", 0, 2)
        reported = mismatch.reported
        at = f" ({reported.at})" if reported.at else ""
        yield from paragraph(
            f"as {mismatch.via} reports it{at}: {stance_words(reported.stance)}. {reported.says}", 2, 4
        )
        for own in mismatch.own:
            at = f" ({own.at})" if own.at else ""
            yield from paragraph(f"in its own words{at}: {stance_words(own.stance)}. {own.says}", 2, 4)


def compare_text(view: CompareView) -> Lines:
    """Two sources over every claim that both address."""
    yield heading(f"{view.a_citation} and {view.b_citation}")
    yield from paragraph(shared_words(len(view.claims), view.agreement, view.conflict, view.tension))
    for row in view.claims:
        yield ""
        yield from paragraph(f"{row.claim}: {row.statement}", 0, 2)
        sides = (_stance(row.a_as_reported, row.a, view.a), _stance(row.b_as_reported, row.b, view.b))
        yield from paragraph(f"{row.relation}: {', '.join(sides)}", 2, 4)
        if row.stated_by:
            yield from paragraph(f"stated by {row.stated_by}", 2, 4)
        for tie in row.dependence:
            yield from paragraph(DEPENDENCE_WORDS[tie], 2, 4)
        yield from _differences(view.a_citation, view.b_citation, row.differences, row.one_sided, 4)
    if view.without_votes:
        yield ""
        yield heading(f"{WITHOUT_VOTES} ({len(view.without_votes)})")
    for silent in view.without_votes:
        yield ""
        yield from paragraph(f"{silent.claim}: {silent.statement}", 0, 2)
        for key, own in ((view.a, silent.a_findings), (view.b, silent.b_findings)):
            for said in dict.fromkeys(_finding_stance(finding, silent.no_vote) for finding in own):
                yield from paragraph(f"{key}: {said}", 2, 4)


def search_text(view: SearchView) -> Lines:
    """Search hits as a table, and how many more there are."""
    yield from table(("kind", "id", "text"), ((hit.kind, hit.id, hit.text) for hit in view.hits))
    if view.left_out:
        yield from paragraph(hits_left_out_words(view.left_out))


def _verdict(view: ClaimView, policy: Policy) -> Lines:
    verdict = view.verdict
    if view.unrestricted is not None:
        yield from paragraph(f"Under a restriction ({policy_words(policy, view.sources)}):")
    sentence = f"{state_glyph(verdict.state)} {verdict_sentence(verdict, view.sources)}"
    yield from (heading(line) for line in paragraph(sentence, 0, 2))
    yield from paragraph(rule_words(verdict), 2)
    yield from incomplete(view.left_out, "on this claim")
    remarks = (through_words(verdict, view.sources), *flag_words(verdict, view.sources))
    for remark in filter(None, remarks):
        yield from paragraph(f"! {remark}", 2, 4)
    if view.unrestricted is not None:
        whole = view.unrestricted
        same = restriction_words(verdict, whole)
        yield from paragraph(f"Without the restriction, {same}: {verdict_sentence(whole, view.sources)}")


def _side(view: ClaimView, side: Stance) -> Lines:
    units = [unit for unit in view.verdict.units if unit.stance is side]
    if not units:
        return
    counted = sum(unit.absorbed_by is None for unit in units)
    yield ""
    yield f"{stance(side)} ({counted})"
    for unit in units:
        yield from _unit(view, unit)


def _unit(view: ClaimView, unit: Unit) -> Lines:
    for key in unit.sources:
        source = view.sources[key]
        facts = [
            str(source.design or "design not recorded"),
            READING_WORDS[source.sheet.read if source.sheet else None],
        ]
        if unit.as_reported:
            facts.append("known only second-hand")
        if unit.absorbed_by:
            facts.append(f"no vote of its own, its data are counted with {unit.absorbed_by}")
        yield from paragraph(f"{surname_year(source)} [{key}] {', '.join(facts)}", 2, 4)
        for finding in view.findings:
            if finding.id in unit.findings and finding.source == key:
                yield from finding_text(finding, view.sources)


def incomplete(left_out: Sequence[LeftOutView], of: str) -> Lines:
    """That errors have cost something, and where they are."""
    said = incomplete_words([each.what for each in left_out], (each.where for each in left_out), of)
    if said:
        yield from paragraph(f"! {said}", 2, 4)


def finding_text(finding: FindingView, sources: Mapping[str, Source], indent: int = 4) -> Lines:
    """A finding: what it says and where, its number as printed, what it rests on, and its place in the text."""
    via = f"as reported by {surname_year(sources[finding.via])}: " if finding.via else ""
    at = f" ({finding.at})" if finding.at else ""
    yield from paragraph(f"{via}{finding.says}{at}", indent)
    if finding.result:
        yield from paragraph(result_words(finding.result), indent)
    if finding.note:
        yield from paragraph(f"note: {finding.note}", indent)
    basis = basis_words(finding.basis, told=bool(finding.via))
    yield from paragraph(f"{basis} · {finding.file}:{finding.line}", indent)


def _silent(view: ClaimView) -> Lines:
    """Findings that belong to no unit: context, interpretation, retracted, or overruled by the source's own words."""
    in_units = {id_ for unit in view.verdict.units for id_ in unit.findings}
    silent = [finding for finding in view.findings if finding.id not in in_units]
    if silent:
        yield ""
        yield f"{heading('No vote')} ({len(silent)})"
        for finding in silent:
            yield from paragraph(
                f"{surname_year(view.sources[finding.source])} [{finding.source}] {stance_words(finding.stance)}, "
                f"{SILENCE_WORDS[view.no_vote[finding.id]]}",
                2,
                4,
            )
            yield from finding_text(finding, view.sources)


def _results(view: ClaimView) -> Lines:
    """Recorded results side by side, from two on; a single one stands with its finding."""
    results = recorded_results(view.verdict, view.evidence.findings)
    if len(results) < 2:
        return
    yield ""
    yield f"{heading('Recorded results')} ({len(results)})"
    whole, parts = tally_words(tally(results))
    yield from paragraph(f"{whole}: {', '.join(f'{sign} {words}' for sign, words in parts)}.", 2, 4)
    for each in results:
        finding, result = each.finding, each.result
        via = f" as reported by {surname_year(view.sources[finding.via])}" if finding.via else ""
        silent = "" if each.counted else ", not counted"
        who = f"{surname_year(view.sources[finding.source])}{via}{silent}"
        sign, word = DIRECTION_WORDS[result.direction]
        lead = sign if result.direction else f"{sign} {word},"
        yield from paragraph(f"{lead} {who}: {result_words(result)}", 2, 4)
    yield from paragraph(RESULTS_NOTE, 2)


def _pairs(view: ClaimView) -> Lines:
    shown = [pair for pair in view.pairs if pair.relation != PairRelation.AGREEMENT or not pair.independent]
    if shown:
        yield ""
        yield heading("Pairs")
    citations = unit_citations(view.verdict, view.sources)
    for pair in shown:
        yield from paragraph(_pair_line(pair, citations), 2, 4)
        yield from _differences(citations[pair.a], citations[pair.b], pair.differences, pair.one_sided, 6)
    if view.pairs_left_out:
        yield from paragraph(pairs_left_out_words(view.pairs_left_out), 2, 4)


def _differences(
    a: str, b: str, differences: Sequence[Difference], one_sided: Sequence[Difference], indent: int
) -> Lines:
    """In what two studies differ, then in what how they were coded does, then what is recorded of one of them."""
    studies = [each for each in differences if not each.is_of_coding]
    coding = [each for each in differences if each.is_of_coding]
    if not studies:
        yield from paragraph(NOTHING_DIFFERS, indent, indent + 2)
    for each in studies:
        yield from paragraph(f"{each.field}: {each.a} | {each.b}", indent, indent + 2)
    if coding:
        yield from paragraph(CODED_DIFFERENTLY, indent)
    for each in coding:
        yield from paragraph(f"{each.field}: {each.a} | {each.b}", indent + 2, indent + 4)
    for words in one_sided_words(a, b, one_sided):
        yield from paragraph(f"{words[:1].lower()}{words[1:]}", indent, indent + 2)


def _pair_line(pair: PairView, citations: Mapping[str, str]) -> str:
    stated = f", stated by {pair.stating}" if pair.stating else ""
    ties = "".join(f"; {DEPENDENCE_WORDS[tie]}" for tie in pair.dependence)
    both = f"{citations[pair.a]} and {citations[pair.b]}"
    return f"{pair.relation}{stated}: {both}{ties}"


def _change(view: ClaimView) -> Lines:
    verdict: Verdict = view.verdict
    yield ""
    yield heading("What would change it")
    if not verdict.rests_on and verdict.counts.units:
        yield from paragraph(unmoved_words(verdict), 2)
    for change in verdict.rests_on:
        who = view.sources[change.without]
        state = left_words(change)
        yield from paragraph(f"without {surname_year(who)} [{change.without}]: {state}", 2, 4)
    for further, then in prospect_words(verdict, view.prospects):
        yield from paragraph(f"{further}: {state_words(then.state, then.conflict)}", 2, 4)
    unread = unread_words(verdict, view.sources)
    for words in filter(None, (steady_words(verdict, view.prospects, view.sources), level_words(verdict), unread)):
        yield from paragraph(words, 2)


def _finding_stance(finding: FindingView, no_vote: Mapping[str, Silence]) -> str:
    """How a finding bears on its claim, and whether it votes or why not."""
    told = f", as {finding.via} reports it" if finding.via else ""
    vote = f"no vote: {SILENCE_WORDS[no_vote[finding.id]]}" if finding.id in no_vote else "votes"
    return f"{stance_words(finding.stance)}{told}, {vote}"


def _stance(as_reported: bool, stance: Stance, key: str) -> str:
    """Where a source stands, and whether that is known only second-hand."""
    return f"{' '.join(second_hand_cell(stance))} ({key})" if as_reported else f"{stance_words(stance)} ({key})"


def _hand(as_reported: bool, citation: str) -> str:
    return f"{citation}, as reported by another source" if as_reported else citation
