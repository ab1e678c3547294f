"""Where studies conflict, most contested first, and where what is said of a source differs from what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kb.model import Source, Stance
from kb.ui import parts
from kb.ui.nodes import Element, el, joined, link
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.records import ConflictView, MismatchView, PairView
from kb.words import CONFLICT_WORDS, DEPENDENCE_WORDS, FOOTER, difference_words

#: how many conflicts, and pairs of each, are shown
MOST = 50
MOST_PAIRS = 4


def render(base: Answers) -> None:
    """Draw the conflicting claims with both sides, then the citations that differ from their source."""
    conflicts, mismatches = base.conflicts(), base.mismatches()
    shown = mismatches[:MOST]
    sources = base.cited(key for m in shown for key in (m.source, m.via)) if shown else {}
    nodes = [
        el("h1", "Conflicts"),
        el("p.meta", _said(len(conflicts), len(mismatches))),
        *(_conflict(view) for view in conflicts[:MOST]),
        el("p.meta", f"{len(conflicts) - MOST} more are not shown.") if len(conflicts) > MOST else None,
        *_mismatches(shown, sources),
        el("p.meta.after", FOOTER),
    ]
    show(*(node for node in nodes if node is not None), key="conflicts")


def _said(conflicts: int, mismatches: int) -> str:
    claims = {0: "No claim is conflicting", 1: "One claim is conflicting"}.get(
        conflicts, f"{conflicts} claims are conflicting, most contested first"
    )
    cited = {0: "every citation agrees with what its source says", 1: "one citation differs from what its source says"}
    return f"{claims}; {cited.get(mismatches, f'{mismatches} citations differ from what their sources say')}."


def _conflict(view: ConflictView) -> Element:
    rows = [
        _side(view, left, right)
        for left, right in ((Stance.DISPUTES, Stance.SUPPORTS), (Stance.MIXED, Stance.INCONCLUSIVE))
        if getattr(view, left) or getattr(view, right)
    ]
    pairs = [el("li", _pair(view, pair)) for pair in view.pairs[:MOST_PAIRS]]
    more = len(view.pairs) - len(pairs)
    return el(
        "div.item",
        el("h3", parts.claim_link(view.id, view.statement)),
        el("p.meta", f"Conflict {CONFLICT_WORDS[view.conflict]}"),
        rows,
        el("ul", pairs) if pairs else None,
        el("p.meta", f"{more} more pairs on the claim's page.") if more > 0 else None,
    )


def _side(view: ConflictView, *stances: Stance) -> Element:
    cells = []
    for stance in stances:
        units = getattr(view, stance)
        named = [link(view.citations[unit], "source", key=unit) for unit in units]
        cells.append(el("div", el("p", parts.stance_badge(stance), f" {len(units)}"), el("p", joined(named, "; "))))
    return el("div.pairwise", cells)


def _pair(view: ConflictView, pair: PairView) -> list[Element | str]:
    stated = f", stated by {pair.stated_by}" if pair.stated_by else ""
    ties = "".join(f"; {DEPENDENCE_WORDS[tie]}" for tie in pair.pair.dependence)
    both = f"{view.citations[pair.a]} and {view.citations[pair.b]}"
    return [f"{both}: {difference_words(pair.pair)}{stated}{ties}"]


def _mismatches(mismatches: Sequence[MismatchView], sources: Mapping[str, Source]) -> Iterator[Element]:
    if not mismatches:
        return
    yield el("h2", f"Citations that differ from their source ({len(mismatches)})")
    for view in mismatches:
        about = ["What is said of ", parts.source_link(sources[view.source]), " on ", parts.claim_link(view.claim, view.statement)]
        yield el("div.item", el("h3", about), parts.mismatch_block(view, sources))
