"""What is known only through another paper: a list of what to read next, and where citing and cited disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.model import Source
from kb.store.read import Vote
from kb.ui import parts
from kb.ui.nodes import Element, doi_link, el, joined, link
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.verdicts import State
from kb.views.records import ClaimRow
from kb.words import READING_WORDS, mismatched_words

#: how many claims are looked through, and sources shown
MOST_CLAIMS = 2_000
MOST = 100


def render(base: Answers) -> None:
    """Draw the sources on whose behalf others speak, those that matter most to conflicts first."""
    claims = {row.id: row for row in base.reported(MOST_CLAIMS)}
    votes = base.reported_votes(tuple(claims))
    by_source: dict[str, list[Vote]] = {}
    for vote in votes:
        by_source.setdefault(vote.source, []).append(vote)
    sources = base.cited(by_source) if by_source else {}
    order = sorted(by_source, key=lambda key: (-_contested(by_source[key], claims), -len(by_source[key]), key))
    mismatched = base.mismatch_page().total
    nodes = [
        el("h1", "Known only second-hand"),
        el("p", _said(len(order), len(claims))),
        el("section", [_source(sources[key], by_source[key], claims) for key in order[:MOST]]) if order else None,
        el("p.meta", f"{len(order) - MOST} more are not shown.") if len(order) > MOST else None,
        el("h2", "Where citing and cited disagree"),
        el("p", link(mismatched_words(mismatched), "conflicts"), ": see the page of conflicts.")
        if mismatched
        else el("p", "Nowhere, as far as both were read."),
    ]
    show(*(node for node in nodes if node is not None), key="second-hand")


def _said(sources: int, claims: int) -> str:
    if not sources:
        return "Every vote rests on what its own source says."
    who = "1 source votes" if sources == 1 else f"{sources} sources vote"
    what = "1 claim" if claims == 1 else f"{claims} claims"
    return (
        f"{who} on {what} only through what other papers report. Reading them can change a verdict; "
        "those with a part in conflicts come first."
    )


def _contested(votes: Sequence[Vote], claims: Mapping[str, ClaimRow]) -> int:
    return sum(claims[vote.claim].summary.state is State.CONFLICTING for vote in votes)


def _source(source: Source, votes: Sequence[Vote], claims: Mapping[str, ClaimRow]) -> Element:
    sheet = source.sheet
    facts = [
        READING_WORDS[sheet.read if sheet else None],
        str(source.design or ""),
        doi_link(source.doi) if source.doi else None,
    ]
    items = [
        el(
            "li",
            parts.stance_badge(vote.stance),
            " ",
            parts.claim_link(vote.claim, claims[vote.claim].statement),
            " ",
            parts.summary_badge(claims[vote.claim].summary),
        )
        for vote in votes
    ]
    title = el("h2", parts.source_link(source), f": {source.title}" if source.title else "")
    return el("div.item.calm", title, el("p.meta", joined(facts)), el("ul", items))
