"""The first page: claims with their verdicts, most contested first, and filters that stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kb.diagnostics import KbError
from kb.list_words import ONE_PAPER, base_words, part_words, told_part_words, without_vote_words
from kb.model import Topic
from kb.store.lists import Order
from kb.store.tallies import Totals
from kb.ui import filters, parts, short_sides
from kb.ui.downloads import evidence_files
from kb.ui.first_steps_side import first_steps
from kb.ui.nodes import Content, Element, el, joined, link
from kb.ui.paging import Given, here, none_here, turn_links
from kb.ui.references_side import take_references
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.verdicts import State
from kb.views.lists import ClaimPage, list_csv
from kb.views.records import ClaimRow
from kb.vocabulary import Kind
from kb.words import DESIGN_WORDS, FOOTER

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

#: of how many claims the sides can be open at a time
MOST_OPEN = 8

#: the end of the list, with the files of it
_BELOW = "below"

#: how the list can be sorted: as it stands in the address, and the words for it
_ORDERS: Mapping[str, str] = {"": "most contested first", "topic": "by topic"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the filters ask for: as a query, and as it stands in the address."""

    query: str
    order: Order
    given: Given
    #: the claim after which the list goes on; empty for none
    after: str
    #: the claims whose sides are open
    opened: Sequence[str]


def render(base: Answers) -> None:
    """Draw the base in one line, the filters, and the claims that fit them."""
    topics, totals = base.topics(), base.totals()
    if not totals.claims:
        show(*_head(totals), key="head")
        show(*first_steps(totals), key="claims")
        return
    asked = _asked()
    show(
        *_head(totals),
        _filters(asked, topics, _states(base, asked.query), base.designs()),
        filters.orders("", asked.given, "order", _ORDERS),
        key="head",
    )
    try:
        page = base.claim_page(asked.query, asked.order, asked.after)
    except KbError as error:
        start = el("a", "To the start of the list", href=here("", asked.given))
        show(*parts.fault(error), el("p", start) if asked.after else "", key="claims")
        return
    show(*_list(base, page, asked, topics, totals.claims), key="claims")
    if page.rows:
        at_file = st.container(horizontal=True)
        shown, is_all = len(page.rows), page.total == len(page.rows)
        _offer(at_file, "Download as CSV" if is_all else f"These {shown} as CSV", lambda: list_csv(page.rows))
        if not is_all:
            _offer(at_file, f"All {page.total:,} as CSV", lambda: base.base.claims_csv(asked.query, asked.order))
        topic = str(asked.given["topic"]) or None
        at_least = sum(row.findings for row in page.rows) if topic else totals.findings
        evidence_files(base, st.container(), at_least, topic=topic)
        ids = tuple(row.id for row in page.rows)
        of = lambda: (vote.source for vote in base.votes(ids))  # noqa: E731 - asked for only when the list is open
        take_references(base, of, "claims", topic=str(asked.given["topic"]))


def _offer(at: DeltaGenerator, label: str, table: Callable[[], str]) -> None:
    """A button that makes a table of claims when it is pressed."""
    at.download_button(label, table, file_name="claims.csv", mime="text/csv", on_click="ignore")


def _head(totals: Totals) -> list[Element]:
    return [el("h1", "Where studies agree and where they conflict"), el("p.meta", base_words(totals))]


def _asked() -> _Asked:
    """What the address asks for."""
    given: Given = {
        **{name: filters.given(name) for name in ("words", "topic", "kind", "since", "until", "order")},
        **{name: filters.given_several(name) for name in ("state", "design")},
    }
    return _Asked(
        query=_query(given),
        order=Order.TOPIC if given["order"] == "topic" else Order.CONTEST,
        given=given,
        after=filters.given("after"),
        opened=filters.given_several("claim")[-MOST_OPEN:],
    )


def _states(base: Answers, query: str) -> Mapping[State, int]:
    """How many claims of each state the other filters leave; how many there are, where what they ask is not known."""
    try:
        return base.states(query)
    except KbError:
        return base.states()


def _filters(
    asked: _Asked, topics: Mapping[str, Topic], states: Mapping[State, int], designs: Collection[str]
) -> Element:
    given = asked.given
    verdicts: dict[str, Content] = {
        str(state): [parts.state_badge(state), f" {states.get(state, 0):,}"]
        for state in _BY_INTEREST
        if state in states or state in given["state"]
    }
    known = filters.occurring(DESIGN_WORDS, designs, given["design"])
    folded = ("kind", "design", "since", "until")
    is_set = any(given[name] for name in (*folded, "words", "topic", "state"))
    return filters.form(
        "Filters",
        filters.several("state", "Verdict", verdicts, given["state"]) if verdicts else None,
        el(
            "div.fields",
            filters.words("words", "Words", "all of them must occur"),
            filters.one_of("topic", "Topic", {id_: topic.title for id_, topic in topics.items()}, str(given["topic"])),
        ),
        filters.folded(
            "Kind of claim, design and year of its sources",
            filters.one_of("kind", "Kind", {str(kind): str(kind) for kind in Kind}, str(given["kind"])),
            filters.year("since", "From"),
            filters.year("until", "To"),
            filters.several("design", "Design", known, given["design"]),
            is_set=any(given[name] for name in folded),
        ),
        filters.clear("", given, "order") if is_set else None,
    )


def _query(given: Given) -> str:
    """The filters in the language of `kb claims`."""
    asked = [str(given["words"])]
    asked += [f'topic:"{given["topic"]}"'] if given["topic"] else []
    asked += [f"state:{state}" for state in given["state"]]
    asked += [f"kind:{given['kind']}"] if given["kind"] else []
    asked += [f"design:{design}" for design in given["design"]]
    asked += [f"year:{given['since']}..{given['until']}"] if given["since"] or given["until"] else []
    return " ".join(filter(None, asked))


def _list(base: Answers, page: ClaimPage, asked: _Asked, topics: Mapping[str, Topic], claims: int) -> Iterator[Element]:
    if not page.rows:
        yield none_here("claim", page.total, "", asked.given)
        if not page.total and (words := str(asked.given["words"])):
            wider = link("Search", "search", q=words)
            yield el("p", "The words are looked for in claims only; ", wider, " looks in findings and sources, too.")
        return
    yield parts.stance_legend()
    here_ = {row.id for row in page.rows}
    for id_ in asked.opened:
        if id_ not in here_:
            yield el("p.meta", parts.claim_link(id_, f"The claim '{id_}'"), " is not in this part of the list.")
    head = el("thead", el("tr", [el("th", name, scope="col") for name in ("Verdict", "Studies", "Claim")]))
    said = part_words(len(page.rows), page.before, page.total, claims)
    yield el("p.meta", el("a", "Files and reference list", href=f"#{_BELOW}"), " of these claims")
    yield el("table.stack.claims", el("caption", said), head, el("tbody", _rows(base, page, asked, topics)))
    yield from turn_links("", asked.given, page.after, page.back)
    yield el("p.meta.after", FOOTER, id=_BELOW, tabindex="-1")


def _rows(base: Answers, page: ClaimPage, asked: _Asked, topics: Mapping[str, Topic]) -> Iterator[Element]:
    topic = None
    for row in page.rows:
        if asked.order is Order.TOPIC and row.topic != topic:
            topic = row.topic
            title = topics[topic].title if topic in topics else topic
            yield el("tr.topic", el("th", title, colspan="3", scope="colgroup"))
        yield _row(row, asked)
        if row.id in asked.opened:
            yield el("tr.open", el("td", short_sides.drawn(base.sides(row.id)), colspan="3"))


def _row(row: ClaimRow, asked: _Asked) -> Element:
    summary = row.summary
    return el(
        "tr",
        el("td", parts.verdict_badge(summary)),
        el("td", parts.strip(summary.counts, summary.reported), _toggle(row, asked)),
        el("td", parts.claim_link(row.id, row.statement), _remark(row)),
    )


def _remark(row: ClaimRow) -> Element | None:
    """How many studies are known only second-hand, or all through one paper; where none votes, what is recorded."""
    units = row.summary.counts.units
    if not units:
        return el("span.meta", " · ", el("span.nowrap", without_vote_words(row.findings)))
    told = told_part_words(row.as_reported, units)
    said = [el("span.nowrap", words) for words in (told, ONE_PAPER if row.only_through else "") if words]
    return el("span.meta", " · ", joined(said, ", ")) if said else None


def _toggle(row: ClaimRow, asked: _Asked) -> list[Content]:
    """A link that opens or closes the two sides beneath a claim."""
    if not row.summary.counts.units:
        return []
    is_open = row.id in asked.opened
    others = [id_ for id_ in asked.opened if id_ != row.id]
    return [
        " ",
        el(
            "a.stay.meta",
            "hide ▴" if is_open else "sides ▾",
            href=here("", asked.given, after=asked.after, claim=others if is_open else [*others, row.id]),
            aria_expanded=str(is_open).lower(),
            aria_label=f"Sides of: {row.statement}",
        ),
    ]
