"""What is known only through another paper: a list of what to read next, and where citing and cited disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from kb.list_words import (
    left_out_words,
    mismatched_words,
    part_words,
    told_count_words,
    told_silent_words,
    told_votes_words,
    told_whole_words,
)
from kb.ui import evidence_side, parts
from kb.ui.nodes import Content, Element, doi_link, el, joined, link
from kb.ui.paging import Given, asked_for, first_of, more_of, none_here, turn_links
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.views.records import FindingView
from kb.views.second_hand import MOST, PAGE, SecondHandView, ToldClaim, ToldSource
from kb.words import BASIS_WORDS

#: how many claims of one source are listed, and how many come at a time where it stands alone
MOST_CLAIMS = 12


def render(base: Answers) -> None:
    """Draw the sources on whose behalf others speak, those that matter most to conflicts first; or one of them."""
    given = st.query_params.to_dict()
    if key := given.get("key"):
        show(*_one(base, key, given), key="second-hand")
        return
    most = min(asked_for(PAGE, given, "voting"), MOST)
    view = base.second_hand(given.get("after", ""), most)
    nodes = [
        el("h1", "Known only second-hand"),
        *_voting(view, base.totals().known_second_hand, given, most),
        *_silent(view, given),
        *_mismatched(base.mismatch_page().total),
    ]
    show(*nodes, key="second-hand")


def _one(base: Answers, key: str, given: Given) -> Iterator[Element]:
    told = base.told(key)
    yield el("h1", "Known only second-hand")
    yield el("p", link("All sources of which something is known so", "second-hand"))
    if told:
        shown, more = first_of(told.claims, MOST_CLAIMS, "second-hand", given, "claims")
        yield el("section", _source(told, "told", shown), more)
    else:
        own = "What is recorded of it stands on its own words, or nothing is recorded."
        yield el("p", link(f"The source '{key}'", "source", key=key), f" is not among them. {own}")


def _voting(view: SecondHandView, known: int, given: Given, most: int) -> Iterator[Element]:
    sources = len(view.voting) + view.voting_left_out
    if sources:
        yield el("h2", f"Sources that vote through others ({sources:,})")
    yield el("p", told_votes_words(sources, view.looked_through, view.claims))
    yield from _listed(view.voting, "votes", told_whole_words(known) if sources or view.silent_total else "")
    more = more_of(view.voting_left_out, most, PAGE, "second-hand", given, "voting")
    if more:
        yield more if most < MOST else el("p.meta", f"{left_out_words(view.voting_left_out)}.")


def _silent(view: SecondHandView, given: Given) -> Iterator[Element]:
    if not view.silent_total:
        return
    yield el("h2", f"Told without a vote of their own ({view.silent_total:,})")
    yield el("p", told_silent_words(view.silent_total))
    if not view.silent:
        yield none_here("source", view.silent_total, "second-hand", {**given, "after": ""})
        return
    if len(view.silent) < view.silent_total:
        yield el("p.meta", part_words(len(view.silent), view.before, view.silent_total, view.silent_total, "source"))
    yield from _listed(view.silent, "told")
    yield from turn_links("second-hand", given, view.after, view.back)


def _mismatched(claims: int) -> Iterator[Element]:
    yield el("h2", "Where citing and cited disagree")
    if claims:
        differ = "A citation differs from what its source says "
        yield el("p", differ, link(mismatched_words(claims), "conflicts"), ", as the page of conflicts shows.")
    else:
        yield el("p", "Nowhere, as far as both were read.")


def _listed(sources: Sequence[ToldSource], name: str, note: str = "") -> Iterator[Element]:
    """The sources, after a link to each where there are several, and a note on them."""
    if len(sources) > 1:
        links = [
            el("span.nowrap", el("a", told.citation, href=f"#{name}-{n}"), f" ({_findings(told):,})")
            for n, told in enumerate(sources, start=1)
        ]
        yield el("p.meta", "How many findings: ", joined(links))
    if note:
        yield el("p.meta", note)
    if sources:
        yield el(
            "section",
            [
                _source(told, f"{name}-{n}", told.claims[:MOST_CLAIMS], _rest(told))
                for n, told in enumerate(sources, start=1)
            ],
        )


def _rest(told: ToldSource) -> Element | None:
    """Where the claims stand that a list of several sources has no room for."""
    left = len(told.claims) - MOST_CLAIMS
    many = f"on {left:,} more claim{'' if left == 1 else 's'}"
    return el("p.meta", "and ", link(many, "second-hand", key=told.key)) if left > 0 else None


def _source(told: ToldSource, id_: str, shown: Sequence[ToldClaim], rest: Element | None = None) -> Element:
    title = el("h3", parts.source_link(told.source), f": {told.title}" if told.title else "")
    return el(
        "div.item.calm", title, el("p.meta", joined(_facts(told))), _table(told, shown), rest, id=id_, tabindex="-1"
    )


def _facts(told: ToldSource) -> Iterator[Content]:
    source, vias = told.source, told.sources.values()
    count = told_count_words(_findings(told), len(told.claims))
    yield [count, ", as reported by ", *joined((parts.source_link(via) for via in vias), ", ")]
    yield evidence_side.source_facts(source)
    yield doi_link(source.doi) if source.doi else None


def _findings(told: ToldSource) -> int:
    return sum(len(claim.findings) for claim in told.claims)


def _table(told: ToldSource, shown: Sequence[ToldClaim]) -> Element:
    """A row a claim; in which source each finding was read is said where there are several."""
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("It is said to have found", "On the claim")]))
    rows = [
        el(
            "tr",
            el("td", [_said(told, finding) for finding in claim.findings]),
            el("td", el("p", parts.claim_link(claim.claim, claim.statement)), el("p", _verdict(claim))),
        )
        for claim in shown
    ]
    return el("table.stack.told", head, el("tbody", rows))


def _verdict(claim: ToldClaim) -> list[Content]:
    return [el("span.meta", "all studies together: "), parts.verdict_badge(claim.summary)]


def _said(told: ToldSource, finding: FindingView) -> list[Element]:
    where = el("span.foot", joined(_where(told, finding)))
    said = el("p", joined([parts.told_badge(finding.stance), finding.says, where], " "))
    return [said, el("p.meta", f"Note: {finding.note}")] if finding.note else [said]


def _where(told: ToldSource, finding: FindingView) -> Iterator[Content]:
    if finding.via and len(told.sources) > 1:
        yield parts.source_link(told.sources[finding.via])
    yield finding.at
    if not finding.votes:
        yield "no vote" if finding.basis.votes else BASIS_WORDS[finding.basis]
