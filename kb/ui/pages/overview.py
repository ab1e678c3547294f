"""The first page: all claims with their verdicts, most contested first, and filters that stand in the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from kb.diagnostics import KbError
from kb.model import Kind, Topic
from kb.store.read import Totals
from kb.ui import parts
from kb.ui.nodes import Element, el, link
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.verdicts import State
from kb.views.records import ClaimRow
from kb.words import FOOTER

#: how many claims one page of the list holds
PAGE = 150

#: the states in the order in which a reviewer looks for them
_BY_INTEREST = (
    State.CONFLICTING,
    State.QUALIFIED_DISPUTE,
    State.QUALIFIED_SUPPORT,
    State.INCONCLUSIVE,
    State.CONSISTENT_DISPUTE,
    State.CONSISTENT_SUPPORT,
    State.SINGLE_STUDY,
    State.SECOND_HAND_ONLY,
    State.NO_EVIDENCE,
)

BY_CONTEST = "most contested first"
BY_TOPIC = "by topic"


def render(base: Answers) -> None:
    """Draw the base in one line, the filters, and the claims that fit them."""
    topics = base.topics()
    everything = base.claims()
    show(*_head(base.totals(), everything), key="head")
    query, order = _filters(topics)
    try:
        rows = base.claims(query) if query else everything
    except KbError as error:
        show(*parts.fault(error), key="claims")
        return
    shown = _page_of(rows if order == BY_CONTEST else _by_topic(rows, topics))
    show(*_list(shown, len(rows), len(everything), topics, grouped=order == BY_TOPIC), key="claims")


def _head(totals: Totals, rows: Sequence[ClaimRow]) -> list[Element]:
    numbers = (
        f"{_count(totals.sources, 'source')}, {totals.read} of them read at least in part · "
        f"{_count(totals.claims, 'claim')} · {_count(totals.findings, 'finding')}, "
        f"{totals.second_hand} known only second-hand"
    )
    states = Counter(row.summary.state for row in rows)
    by_state = [
        el("li", link([parts.state_badge(state), f" {states[state]}"], "", state=str(state)))
        for state in _BY_INTEREST
        if states[state]
    ]
    return [
        el("h1", "Where studies agree and where they conflict"),
        el("p.meta", numbers),
        el("ul.legend.calm", by_state, aria_label="Claims by verdict"),
    ]


def _filters(topics: Mapping[str, Topic]) -> tuple[str, str]:
    """The query that the filters make, and the order chosen."""
    left, topic_at, state_at, kind_at = st.columns([3, 2, 3, 2])
    words = left.text_input("Words", key="q", bind="query-params", placeholder="all of them must occur")
    topic = topic_at.selectbox("Topic", list(topics), index=None, key="topic", bind="query-params", placeholder="any")
    states = state_at.multiselect(
        "Verdict", [str(s) for s in State], key="state", bind="query-params", placeholder="any"
    )
    kind = kind_at.selectbox(
        "Kind", [str(k) for k in Kind], index=None, key="kind", bind="query-params", placeholder="any"
    )
    order = st.segmented_control(
        "Order", [BY_CONTEST, BY_TOPIC], default=BY_CONTEST, required=True, key="order", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    asked = [words or ""]
    asked += [f'topic:"{topic}"'] if topic else []
    asked += [f"state:{state}" for state in states] + ([f"kind:{kind}"] if kind else [])
    return " ".join(part for part in asked if part), str(order)


def _by_topic(rows: Iterable[ClaimRow], topics: Mapping[str, Topic]) -> list[ClaimRow]:
    order = {id_: number for number, id_ in enumerate(topics)}
    return sorted(rows, key=lambda row: order.get(row.topic, len(order)))


def _page_of(rows: Sequence[ClaimRow]) -> Sequence[ClaimRow]:
    if len(rows) <= PAGE:
        return rows
    pages = -(-len(rows) // PAGE)
    number = st.number_input(f"Page (of {pages})", 1, pages, key="page", bind="query-params", width=140)
    return rows[(int(number) - 1) * PAGE : int(number) * PAGE]


def _list(
    rows: Sequence[ClaimRow], fitting: int, total: int, topics: Mapping[str, Topic], *, grouped: bool
) -> list[Element]:
    if not total:
        return [el("p", "No claim yet. Write one in a file under ", el("code", "claims/"), ", and it appears here.")]
    if not rows:
        return [el("p", "No claim fits these filters.")]
    body: list[Element] = []
    topic = None
    for row in rows:
        if grouped and row.topic != topic:
            topic = row.topic
            title = topics[topic].title if topic in topics else topic
            body.append(el("tr.topic", el("th", title, colspan="3", scope="colgroup")))
        body.append(_row(row))
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("Verdict", "Studies", "Claim")]))
    said = f"{fitting} of {total} claims" if fitting != total else f"{total} claims"
    table = el("table.stack.claims", el("caption", said), head, el("tbody", body))
    return [parts.stance_legend(), table, el("p.meta.after", FOOTER)]


def _row(row: ClaimRow) -> Element:
    summary = row.summary
    return el(
        "tr",
        el("td", parts.summary_badge(summary)),
        el("td", parts.strip(summary.counts)),
        el("td", parts.claim_link(row.id, row.statement), _reported(row)),
    )


def _reported(row: ClaimRow) -> Element | None:
    if not row.as_reported:
        return None
    every = row.as_reported == row.summary.counts.units
    return el("span.meta", " · known only second-hand" if every else f" · {row.as_reported} second-hand")


def _count(n: int, word: str) -> str:
    return f"{n:,} {word}{'' if n == 1 else 's'}"
