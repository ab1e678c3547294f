"""A claim: its verdict and the rule behind it, the evidence on each side, and in what those who conflict differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from kb.change_words import (
    level_words,
    policy_words,
    prospect_words,
    restriction_words,
    steady_words,
    unmoved_words,
    unread_words,
)
from kb.compare import PairRelation
from kb.evidence import Policy
from kb.model import Scope
from kb.pair_words import DEPENDENCE_WORDS, PAIR_WORDS, pairs_left_out_words, pairs_unseen_words
from kb.references import surname_year
from kb.ui import evidence_side, filters, history, parts, results_side
from kb.ui.contents import contents, reached
from kb.ui.downloads import evidence_files
from kb.ui.graph_view import show_map
from kb.ui.nodes import Content, Element, el, joined, link
from kb.ui.paging import Given, first_of
from kb.ui.references_side import take_references
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.claims import unit_citations
from kb.views.maps import claim_map
from kb.views.records import ClaimView, MismatchView, PairView
from kb.words import DESIGN_WORDS, FOOTER, MAP_NOTES

#: how many pairs are shown in full
MOST_PAIRS = 12


def render(base: Answers) -> None:
    """Draw the claim that the address names with `id`."""
    id_ = st.query_params.get("id", "")
    if not id_:
        show(el("h1", "No claim chosen"), el("p", link("All claims", ""), " are on the first page."), key="head")
        return
    whole = base.claim(id_)
    st.set_page_config(page_title=f"{whole.statement[:80]} · Literature evidence")
    policy = _policy(whole)
    drawn = filters.is_on("map")
    view = base.claim(id_, policy) if policy.restricts else whole
    show(*_head(view, policy), *_choices(whole), key="head")
    if drawn:
        show(el("p.meta", MAP_NOTES["claim"]), key="map-note")
        show_map(claim_map(view), key="claim")
    mismatches = base.mismatches_on(id_) if whole.verdict.mismatches else ()
    show(*_body(view, policy, mismatches, st.query_params.to_dict()), key="body")
    if whole.findings:
        _take_along(base, whole)


def _policy(view: ClaimView) -> Policy:
    """What the address restricts the evidence to; what it cannot be restricted to is left out."""
    design, year, without = (filters.given(name) for name in ("only", "as_of", "without"))
    return Policy(
        first_hand_only=filters.is_on("first_hand"),
        only=(("design", design),) if design in _designs(view) else (),
        as_of=int(year) if year in _years(view) else None,
        without=(without,) if without in view.evidence.named else (),
    )


def _choices(view: ClaimView) -> Iterator[Element]:
    """The ways to restrict the evidence, and whether the map is drawn."""
    if not view.findings:
        return
    sources = {key: surname_year(view.sources[key]) for key in view.evidence.named}
    designs, years = ({each: each for each in each_of(view)} for each_of in (_designs, _years))
    fields = (
        filters.one_of("only", "Design", {d: DESIGN_WORDS[d] for d in designs}, filters.given("only")),
        filters.one_of("as_of", "As of year", years, filters.given("as_of"), none="today"),
        filters.one_of("without", "Without the source", sources, filters.given("without"), none="none left out"),
        filters.switch("first_hand", "First-hand only"),
        filters.switch("map", "Map"),
    )
    yield filters.form("What the verdict rests on", el("div.fields", fields))


def _designs(view: ClaimView) -> list[str]:
    sources = [view.sources[key] for key in view.evidence.named]
    return sorted({str(source.design) for source in sources if source.design})


def _years(view: ClaimView) -> list[str]:
    """The years of its sources, the latest first."""
    years = {view.sources[key].year for key in view.evidence.named}
    return [str(year) for year in sorted((year for year in years if year is not None), reverse=True)]


def _take_along(base: Answers, view: ClaimView) -> None:
    """Files of what the page rests on."""
    evidence_files(base, st.container(), len(view.findings), claim=view.id)
    # as kb refs --claim chooses them; where none has a vote, all that say something on the claim
    voting = [key for unit in (view.unrestricted or view.verdict).units for key in unit.sources]
    keys = sorted(voting) or [source.key for source in history.sources_of(view)]
    take_references(base, lambda: keys, view.id, claim=view.id)


def _head(view: ClaimView, policy: Policy) -> list[Element]:
    topic = link(view.topic_title, "", topic=view.topic)
    scope = [
        (el("dt", name.capitalize()), el("dd", value))
        for name in Scope.__slots__
        if (value := getattr(view.scope, name))
    ]
    head = [
        el("p.meta", joined([topic, view.kind, parts.place(view.file, view.line), parts.map_link("claim", view.id)])),
        el("h1", view.statement),
        el("dl.scope", [node for pair in scope for node in pair]) if scope else None,
    ]
    if view.unrestricted is None:
        verdict = parts.verdict_block(view.verdict, view.sources)
    else:
        note = restriction_words(view.verdict, view.unrestricted)
        restricted = parts.verdict_block(
            view.verdict, view.sources, f"Restricted: {policy_words(policy, view.sources)} ({note})"
        )
        verdict = el("div.pairwise", restricted, parts.verdict_block(view.unrestricted, view.sources, "All evidence"))
    missing = parts.incomplete(view.left_out, "on this claim")
    return [node for node in (*head, verdict, missing) if node is not None]


def _body(view: ClaimView, policy: Policy, mismatches: Sequence[MismatchView], given: Given) -> list[Element]:
    sections = (
        evidence_side.silent(view, given),
        results_side.effects(view),
        _pairs(view, given),
        _ties(view, given),
        _comparisons(view),
        _change(view),
        _history(view, policy),
        _related(view),
        _certainty(view),
        results_side.references(view),
    )
    there = reached(filter(None, sections))
    nodes: list[Element | None] = [
        contents(there),
        el("section", el("h2", "Note"), el("p", view.note)) if view.note else None,
        *_mismatches(view, mismatches),
        *evidence_side.sides(view, given),
        *there,
        el("p.meta.after", FOOTER),
    ]
    return [node for node in nodes if node is not None]


def _mismatches(view: ClaimView, mismatches: Sequence[MismatchView]) -> Iterator[Element]:
    for mismatch in mismatches:
        yield el(
            "section.alert",
            el(
                "h2", "What is said of ", parts.source_link(view.sources[mismatch.source]), " differs from what it says"
            ),
            parts.mismatch_block(mismatch, view.sources),
        )


def _pairs(view: ClaimView, given: Given) -> Element | None:
    apart = [pair for pair in view.pairs if pair.relation != PairRelation.AGREEMENT]
    if not apart:
        return None
    shown, on = first_of(apart, MOST_PAIRS, "claim", given, "pairs")
    numbers = [
        (f"{relation}s", view.pair_counts[relation]) for relation in (PairRelation.CONFLICT, PairRelation.TENSION)
    ]
    title = " and ".join(f"{word} ({n:,})" for word, n in numbers if n).capitalize()
    more = sum(n for _, n in numbers) - len(apart)
    told = el("p.meta", pairs_left_out_words(more)) if more and not on else None
    meaning = parts.tension_note() if view.pair_counts[PairRelation.TENSION] else None
    return el("section", el("h2", title), meaning, [_pair(view, pair) for pair in shown], on, told)


def _pair(view: ClaimView, pair: PairView) -> Element:
    a, b = _unit_name(view, pair.a), _unit_name(view, pair.b)
    citations = unit_citations(view.verdict, view.sources)
    stated = [parts.source_link(view.sources[key]) for key in pair.pair.stated_by]
    facts: list[Content] = [PAIR_WORDS[pair.pair.relation].capitalize()]
    facts += [["stated by ", *joined(stated, ", ")]] if stated else []
    facts += [DEPENDENCE_WORDS[tie] for tie in pair.pair.dependence]
    return el(
        "div.pair",
        el("h3", a, el("span.meta", "  against  "), b),
        el("p.meta", joined(facts)),
        parts.difference_table(a, b, pair.differences),
        parts.recorded_elsewhere(citations[pair.a], citations[pair.b], pair.one_sided, pair.not_recorded),
    )


def _ties(view: ClaimView, given: Given) -> Element | None:
    """Agreeing units that may not be independent of each other; the others say so beside their differences."""
    agreeing = [pair for pair in view.pairs if pair.relation == PairRelation.AGREEMENT]
    tied = [pair for pair in agreeing if not pair.independent]
    unseen = view.pair_counts[PairRelation.AGREEMENT] - len(agreeing)
    if not tied and not unseen:
        return None
    shown, on = first_of(tied, MOST_PAIRS, "claim", given, "tied_pairs")
    items = [
        el("li", _unit_name(view, p.a), " and ", _unit_name(view, p.b), ": ", "; ".join(_tie_words(p))) for p in shown
    ]
    title = f"Agreement that may not be independent ({len(tied):,})"
    told = el("p.meta", pairs_unseen_words(unseen)) if unseen else None
    return el("section", el("h2", title), el("ul", items) if items else None, on, told)


def _tie_words(pair: PairView) -> Iterator[str]:
    return (DEPENDENCE_WORDS[tie] for tie in pair.pair.dependence)


def _unit_name(view: ClaimView, id_: str) -> Element:
    return evidence_side.unit_name(view, evidence_side.unit_by_id(view, id_))


def _comparisons(view: ClaimView) -> Element | None:
    if not view.comparisons:
        return None
    items = [el("li", parts.comparison(each, view.sources)) for each in view.comparisons]
    return el("section", el("h2", "What sources say of each other"), el("ul", items))


def _change(view: ClaimView) -> Element:
    verdict = view.verdict
    fewer = [
        el(
            "li",
            *("Without ", parts.source_link(view.sources[c.without]), ": "),
            parts.left_badge(c),
        )
        for c in verdict.rests_on
    ]
    more = [
        el("li", f"{further}: ", parts.state_badge(then.state, then.conflict))
        for further, then in prospect_words(verdict, view.prospects)
    ]
    unread = unread_words(verdict, view.sources)
    rest = filter(None, (steady_words(verdict, view.prospects, view.sources), level_words(verdict), unread))
    unmoved = el("p", unmoved_words(verdict)) if verdict.counts.units else None
    return el(
        "section",
        el("h2", "What would change the verdict"),
        el("ul", fewer) if fewer else unmoved,
        el("ul", more) if more else None,
        [el("p", words) for words in rest],
    )


def _history(view: ClaimView, policy: Policy) -> Element | None:
    if len(view.findings) > history.MOST_FINDINGS:
        many = f"A claim with more than {history.MOST_FINDINGS} findings is not judged anew for each year here. "
        one = "“As of year” above tells the verdict of one year."
        return el("section", el("h2", "How the verdict came about"), el("p.meta", many, one))
    turns = history.turns(view, policy)
    if len(turns) < 2:
        return None
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("Year", "Verdict from then on", "With")]))
    rows = [
        el(
            "tr",
            el("td.year", str(turn.year)),
            el("td", parts.verdict_badge(turn.verdict)),
            el("td", joined([parts.source_link(source) for source in turn.sources], "; ")),
        )
        for turn in turns
    ]
    return el(
        "section",
        el("h2", "How the verdict came about"),
        el(
            "p.meta",
            "The years that changed the verdict. A finding counts from the year in which it could be read, in its "
            "source or in the one that reports it.",
        ),
        el("table.terms", head, el("tbody", rows)),
    )


def _related(view: ClaimView) -> Element | None:
    if not view.related:
        return None
    items = [
        el("li", f"{r.relation} ", parts.claim_link(r.claim.id, r.claim.statement), " ", parts.verdict_badge(r.claim))
        for r in view.related
    ]
    return el("section", el("h2", "Related claims"), el("ul", items))


def _certainty(view: ClaimView) -> Element | None:
    rated = view.certainty
    if rated is None:
        return None
    reasons = [el("li", f"{domain}: {reason}") for domain, reason in rated.reasons]
    title = f"Certainty as rated by people ({rated.approach}): {rated.level}"
    return el("section", el("h2", title), el("ul", reasons) if reasons else None)
