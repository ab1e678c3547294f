"""Lists of claims, a page at a time: each page is read from where the one before it ended, along an index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from kb.store import schema
from kb.store.asked import Said
from kb.store.conditions import matching_text, text_wanted, within_years
from kb.store.tallies import Tally, by_value, number_of
from kb.verdicts import State

_CLAIM, _FINDING, _SOURCE, _TOPIC = schema.claims.c, schema.findings.c, schema.sources.c, schema.topics.c

#: first year and last year, both included; None leaves an end open
Years = tuple[int | None, int | None]


class Order(StrEnum):
    """In which order claims are listed."""

    #: most contested first
    CONTEST = "contest"
    #: topics in the order of their files, within each the most contested first
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What claims are looked for: every part that is given must fit, of several values in one part any of them.

    `designs` and `years` mean one and the same source with a finding on the claim.
    """

    words: Sequence[str] = ()
    topics: Sequence[str] = ()
    states: Sequence[str] = ()
    kinds: Sequence[str] = ()
    #: sources that found something on the claim or report it of others
    sources: Sequence[str] = ()
    designs: Sequence[str] = ()
    years: Sequence[Years] = ()
    #: only claims of which a citation differs from what its source says
    is_mismatched: bool = False
    #: only claims on which a vote is known only through another source
    is_reported: bool = False


_ANY = Wanted()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim stands in the lists."""

    topic: int
    contest: int
    position: int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list is of, and its order."""

    wanted: Wanted = field(default_factory=Wanted)
    order: Order = Order.CONTEST


class _Asks(StrEnum):
    """What is asked of a list."""

    IDS = "ids"
    NUMBER = "number"
    #: the number of each state
    STATES = "states"


#: what a list can be of, in numbers of values: statements that differ only in values are one
_Shape = tuple[Any, ...]

_SPOT = tuple(bindparam(name, type_=BigInteger) for name in ("topic", "contest", "position"))
_SPOT_OF = Said(
    select(_TOPIC.position, _CLAIM.contest, _CLAIM.position)
    .join_from(schema.claims, schema.topics, _TOPIC.id == _CLAIM.topic)
    .where(_CLAIM.id == bindparam("id"))
)


def claim_ids(connection: Connection, listed: Listed, limit: int, after: Spot | None = None) -> list[str]:
    """The ids of the first claims of a list, or of the first that stand after a spot."""
    return _asked(connection, _Asks.IDS, listed, after, {"most": limit, "skipped": 0})


def every_claim_id(connection: Connection, wanted: Wanted, order: Order = Order.CONTEST) -> list[str]:
    """The ids of all claims that fit."""
    return claim_ids(connection, Listed(wanted, order), _ALL)


def id_at(connection: Connection, listed: Listed, number: int) -> str:
    """The id of the claim with this number in a list, counted from 1."""
    (found,) = _asked(connection, _Asks.IDS, listed, None, {"most": 1, "skipped": number - 1})
    return str(found)


def spot_of(connection: Connection, claim: str) -> Spot | None:
    """Where a claim stands; None when there is no such claim."""
    return next((Spot(*row) for row in _SPOT_OF.tuples(connection, {"id": claim})), None)


def count(connection: Connection, wanted: Wanted) -> int:
    """How many claims fit."""
    given = [each.name for each in fields(wanted) if getattr(wanted, each.name)]
    if not given:
        return number_of(connection, Tally.TOTAL, ["claims"])
    if len(given) == 1 and given[0] in _COUNTED:
        values = getattr(wanted, given[0])
        return number_of(connection, _COUNTED[given[0]], *(() if values is True else (values,)))
    return int(_asked(connection, _Asks.NUMBER, Listed(wanted), None, {})[0])


def count_through(connection: Connection, listed: Listed, spot: Spot) -> int:
    """How many claims of a list stand before a spot or on it."""
    return count(connection, listed.wanted) - int(_asked(connection, _Asks.NUMBER, listed, spot, {})[0])


def by_state(connection: Connection, wanted: Wanted = _ANY) -> dict[State, int]:
    """How many of the claims that fit all but `states` have each state that occurs among them."""
    others = replace(wanted, states=())
    if others == _ANY:
        found: Iterable[tuple[str, int]] = by_value(connection, Tally.STATE).items()
    else:
        statement, given = _filled(connection, _Asks.STATES, Listed(others), None)
        found = statement.tuples(connection, given)
    return {State(state): number for state, number in found}


#: no base has more claims than this
_ALL = 1 << 31

#: what the build has counted already, if nothing else is asked for
_COUNTED = {
    "topics": Tally.TOPIC,
    "states": Tally.STATE,
    "kinds": Tally.KIND,
    "is_mismatched": Tally.MISMATCHED,
    "is_reported": Tally.REPORTED,
}


def _asked(connection: Connection, what: _Asks, listed: Listed, after: Spot | None, given: dict[str, Any]) -> list[Any]:
    statement, values = _filled(connection, what, listed, after)
    return statement.column(connection, values | given)


def _filled(connection: Connection, what: _Asks, listed: Listed, after: Spot | None) -> tuple[Said, dict[str, Any]]:
    """The statement for what is asked of a list, and the values of what is wanted."""
    wanted = listed.wanted
    word = text_wanted(connection, wanted.words) if wanted.words else None
    shape = (
        *(len(getattr(wanted, name)) for name in _VALUES),
        tuple((first is None, last is None) for first, last in wanted.years),
        (wanted.is_mismatched, wanted.is_reported),
        None if not wanted.words else word is not None,
    )
    given: dict[str, Any] = {"wanted": word} if word else {}
    for name in _VALUES:
        given |= {f"{name}_{n}": value for n, value in enumerate(getattr(wanted, name))}
    for n, (first, last) in enumerate(wanted.years):
        given |= {f"first_{n}": first, f"last_{n}": last}
    if after is not None:
        given |= {"topic": after.topic, "contest": after.contest, "position": after.position}
    return _said(connection.dialect.name, what, listed.order, shape, after is not None), given


#: what several values can be given for; the first ones are columns of claims
_VALUES = ("topics", "states", "kinds", "sources", "designs")
_COLUMNS = (_CLAIM.topic, _CLAIM.state, _CLAIM.kind)


@lru_cache(maxsize=512)
def _said(engine: str, what: _Asks, order: Order, shape: _Shape, is_after: bool) -> Said:
    by_contest = (_CLAIM.contest.desc(), _CLAIM.position)
    columns = {_Asks.IDS: (_CLAIM.id,), _Asks.NUMBER: (func.count(),), _Asks.STATES: (_CLAIM.state, func.count())}
    wanted: Select[Any] = select(*columns[what])
    if order is Order.TOPIC:
        wanted = wanted.join_from(schema.topics, schema.claims, _TOPIC.id == _CLAIM.topic)
    else:
        wanted = wanted.select_from(schema.claims)
    wanted = wanted.where(*_conditions(engine, shape), *(_after(order) if is_after else ()))
    if what is _Asks.IDS:
        wanted = wanted.order_by(*((_TOPIC.position, *by_contest) if order is Order.TOPIC else by_contest))
        wanted = wanted.limit(bindparam("most", type_=BigInteger)).offset(bindparam("skipped", type_=BigInteger))
    return Said(wanted.group_by(_CLAIM.state) if what is _Asks.STATES else wanted)


def _after(order: Order) -> list[ColumnElement[bool]]:
    """Conditions for what stands after a spot; the first one is for the index, which seeks by one bound."""
    topic, contest, position = _SPOT
    later = or_(_CLAIM.contest < contest, _CLAIM.position > position)
    within = and_(_CLAIM.contest <= contest, later)
    if order is Order.TOPIC:
        return [_TOPIC.position >= topic, or_(_TOPIC.position > topic, within)]
    return [_CLAIM.contest <= contest, later]


def _conditions(engine: str, shape: _Shape) -> list[Any]:
    topics, states, kinds, sources, designs, years, (is_mismatched, is_reported), words = shape
    fitting: list[Any] = []
    for column, name, number in (
        (_CLAIM.topic, "topics", topics),
        (_CLAIM.state, "states", states),
        (_CLAIM.kind, "kinds", kinds),
    ):
        if number:
            fitting.append(column.in_(_values(name, number)))
    if sources:
        named = or_(_FINDING.source.in_(_values("sources", sources)), _FINDING.via.in_(_values("sources", sources)))
        fitting.append(_CLAIM.id.in_(select(_FINDING.claim).where(named)))
    if designs or years:
        of_source = _FINDING.source == _SOURCE.key
        # from the sources to their claims: the other way round each claim would look through all of its findings
        found = select(_FINDING.claim).join_from(schema.sources, schema.findings, of_source)
        if designs:
            found = found.where(_SOURCE.design.in_(_values("designs", designs)))
        if years:
            found = found.where(or_(*(within_years(_SOURCE.year, _span(n, span)) for n, span in enumerate(years))))
        fitting.append(_CLAIM.id.in_(found))
    if is_mismatched:
        fitting.append(schema.IS_MISMATCHED)
    if is_reported:
        fitting.append(_CLAIM.as_reported > 0)
    if words is not None:
        fitting.append(_CLAIM.id.in_(matching_text(engine, "claim", is_word=words)))
    return fitting


def _values(name: str, number: int) -> list[BindParameter[Any]]:
    return [bindparam(f"{name}_{n}", type_=schema.String) for n in range(number)]


def _span(number: int, is_open: tuple[bool, bool]) -> tuple[BindParameter[Any] | None, BindParameter[Any] | None]:
    first, last = is_open
    return (
        None if first else bindparam(f"first_{number}", type_=Integer),
        None if last else bindparam(f"last_{number}", type_=Integer),
    )
