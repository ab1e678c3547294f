"""Where studies conflict, most contested first, and where what is said of a source differs from what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.compare import PairRelation
from kb.model import Source, Stance
from kb.ui import evidence_side, parts
from kb.ui.nodes import Content, Element, el, joined
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.records import ClaimView, MismatchView, PairView
from kb.words import DEPENDENCE_WORDS, FOOTER, difference_words

#: how many conflicts, and pairs of each, are shown
MOST = 40
MOST_PAIRS = 4


def render(base: Answers) -> None:
    """Draw the conflicting claims with both sides, then the citations that differ from their source."""
    conflicts, mismatches = base.conflicts(), base.mismatches()
    views = [base.claim(conflict.id) for conflict in conflicts[:MOST]]
    cited = base.cited(key for m in mismatches[:MOST] for key in (m.source, m.via)) if mismatches else {}
    nodes = [
        el("h1", "Conflicts"),
        el("p.meta", _said(len(conflicts), len(mismatches))),
        el("section", [_conflict(view) for view in views]),
        _left_out(len(conflicts)),
        _mismatches(mismatches, cited) if mismatches else None,
        el("p.meta.after", FOOTER),
    ]
    show(*(node for node in nodes if node is not None), key="conflicts")


def _said(conflicts: int, mismatches: int) -> str:
    claims = {0: "No claim is conflicting", 1: "One claim is conflicting"}.get(
        conflicts, f"{conflicts} claims are conflicting, most contested first"
    )
    cited = {0: "no citation differs from what its source says", 1: "one citation differs from what its source says"}
    return f"{claims}; {cited.get(mismatches, f'{mismatches} citations differ from what their sources say')}."


def _conflict(view: ClaimView) -> Element:
    verdict = view.verdict
    rows = [
        el("div.pairwise", [_side(view, stance) for stance in row])
        for row in ((Stance.DISPUTES, Stance.SUPPORTS), (Stance.MIXED, Stance.INCONCLUSIVE))
        if any(unit.stance in row for unit in verdict.counted)
    ]
    conflicting = [pair for pair in view.pairs if pair.relation == PairRelation.CONFLICT]
    more = len(conflicting) - MOST_PAIRS
    return el(
        "div.item",
        el("h2", parts.claim_link(view.id, view.statement)),
        el("p", parts.state_badge(verdict.state, verdict.conflict)),
        rows,
        el("ul", [el("li", _pair(view, pair)) for pair in conflicting[:MOST_PAIRS]]) if conflicting else None,
        el("p.meta", f"{more} more pairs are on the claim's page.") if more > 0 else None,
    )


def _side(view: ClaimView, stance: Stance) -> Element:
    units = [unit for unit in view.verdict.counted if unit.stance is stance]
    shown = units[: evidence_side.MOST_UNITS]
    named = [[parts.source_link(view.sources[key]) for key in unit.sources] for unit in shown]
    rest = f"and {len(units) - len(shown)} more" if len(units) > len(shown) else None
    return el("div.calm", el("p", parts.stance_badge(stance), f" {len(units)}"), el("p", joined([*named, rest], "; ")))


def _pair(view: ClaimView, pair: PairView) -> list[Content]:
    both: list[Content] = []
    for id_ in (pair.a, pair.b):
        both += [evidence_side.unit_name(view, evidence_side.unit_by_id(view, id_)), " and " if not both else ": "]
    stated = [parts.source_link(view.sources[key]) for key in pair.pair.stated_by]
    ties = "".join(f"; {DEPENDENCE_WORDS[tie]}" for tie in pair.pair.dependence)
    return [both, difference_words(pair.pair), ["; stated by ", *joined(stated, ", ")] if stated else None, ties]


def _mismatches(mismatches: Sequence[MismatchView], sources: Mapping[str, Source]) -> Element:
    items = []
    for view in mismatches[:MOST]:
        claim = parts.claim_link(view.claim, view.statement)
        title = el("h3", "What is said of ", parts.source_link(sources[view.source]), " on ", claim)
        items.append(el("div.item", title, parts.mismatch_block(view, sources)))
    title = el("h2", f"Citations that differ from their source ({len(mismatches)})")
    return el("section", title, items, _left_out(len(mismatches)))


def _left_out(found: int) -> Element | None:
    return el("p.meta", f"{found - MOST} more are not shown.") if found > MOST else None
