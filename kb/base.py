"""A project opened for reading: each question of the command line and the app is one method."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.build import Built, Tell, bring_up_to_date, build
from kb.diagnostics import Diagnostic
from kb.evidence import Policy
from kb.exporters.portion import Portion
from kb.model import Source, Topic
from kb.project import BIBLIOGRAPHY, Project, find_project
from kb.query import CLAIM_FIELDS, SOURCE_FIELDS, read_query, read_words
from kb.steps import Counted
from kb.store import Reader, Store, open_store, tallies
from kb.store.crossing import ties
from kb.store.lists import Listed, Order, by_state
from kb.store.source_lists import SourceOrder
from kb.store.tallies import Totals
from kb.verdicts import State
from kb.views import (
    claims,
    compare,
    conflicts,
    crossing,
    faults,
    lists,
    maps,
    portions,
    search,
    second_hand,
    sides,
    source_lists,
    sources,
)
from kb.views.compare import CompareView
from kb.views.conflicts import ConflictPage, MismatchPage
from kb.views.crossing import Crossing
from kb.views.faults import FaultPage
from kb.views.lists import ClaimPage
from kb.views.records import (
    ClaimRow,
    ClaimSource,
    ClaimView,
    ConflictView,
    DisagreementView,
    MismatchView,
    SearchView,
    SourceRow,
    SourceView,
)
from kb.views.second_hand import SecondHandView, ToldSource
from kb.views.sides import SidesView
from kb.views.source_lists import SourcePage
from kb.vocabulary import RelationType, Stance


@dataclass(frozen=True, slots=True)
class Base:
    """A project and its index. Every method first brings the index up to date if the text changed."""

    project: Project
    store: Store
    #: who asks looks after the text by `refresh`, and questions do not look at it again
    is_looked_after: bool = False

    def refresh(self, tell: Tell | None = None) -> Built:
        """What bringing the index up to date did; nothing when the text did not change. `tell` hears how far it is."""
        return bring_up_to_date(self.project, self.store, tell)

    def rebuild(self, tell: Tell | None = None) -> Built:
        """What building the whole index anew did. `tell` hears how far it is."""
        return build(self.project, self.store, tell)

    def totals(self) -> Totals:
        """The base in numbers."""
        with self._reading() as reader:
            return tallies.totals(reader.connection)

    def errors(self) -> int:
        """How many errors the text has: what stands on them is left out of every answer."""
        with self._reading() as reader:
            return tallies.totals(reader.connection).errors

    def topics(self) -> dict[str, Topic]:
        """All topics by id, in the order of their files."""
        with self._reading() as reader:
            return reader.topics()

    def claim(self, id_: str, policy: Policy | None = None) -> ClaimView:
        """One claim with its verdict under a policy; an unknown id is a `KbError`."""
        with self._reading() as reader:
            return claims.claim_view(reader, id_, policy or Policy())

    def claims(self, query: str = "", policy: Policy | None = None) -> tuple[ClaimRow, ...]:
        """The claims that fit a query (see `kb.query`), most contested first."""
        wanted = read_query(query, CLAIM_FIELDS)
        with self._reading() as reader:
            return lists.claim_rows(reader, wanted, policy or Policy())

    def claim_page(self, query: str = "", order: Order = Order.CONTEST, after: str = "") -> ClaimPage:
        """The claims that fit a query and stand after the claim with this id, fifty at most; the first ones without."""
        wanted = read_query(query, CLAIM_FIELDS)
        with self._reading() as reader:
            return lists.claim_page(reader, Listed(lists.wanted_claims(reader, wanted), order), after)

    def claims_csv(self, query: str = "", order: Order = Order.CONTEST) -> str:
        """All claims that fit a query as CSV, a row a claim."""
        wanted = read_query(query, CLAIM_FIELDS)
        with self._reading() as reader:
            return lists.list_csv(lists.every_row(reader, Listed(lists.wanted_claims(reader, wanted), order)))

    def second_hand(
        self, after: str = "", size: int | None = second_hand.PAGE, voting: int | None = None
    ) -> SecondHandView:
        """What is known only through other sources: so many that vote, and of the others the part after a key."""
        with self._reading() as reader:
            return second_hand.second_hand_view(reader, after, size, voting)

    def told(self, key: str) -> ToldSource | None:
        """What is known of one source only through others; None when that is nothing."""
        with self._reading() as reader:
            return second_hand.told_source(reader, key)

    def states(self, query: str = "") -> dict[State, int]:
        """How many of the claims that fit a query, whatever it says of states, have each state that occurs."""
        wanted = read_query(query, CLAIM_FIELDS)
        with self._reading() as reader:
            return by_state(reader.connection, lists.wanted_claims(reader, wanted))

    def designs(self) -> dict[str, int]:
        """How many sources have each design that occurs."""
        with self._reading() as reader:
            return tallies.designs(reader.connection)

    def crossing(self, claims: tuple[str, ...]) -> Crossing:
        """What the sources that bear on most of these claims found on them."""
        with self._reading() as reader:
            return crossing.crossing(reader, claims)

    def ties(self, claims: tuple[str, ...]) -> list[tuple[str, str, int]]:
        """The pairs of these claims that most sources bear on, and how many do, as a map of their topic joins them."""
        with self._reading() as reader:
            return ties(reader.connection, claims, maps.LEAST_SHARED, maps.MOST_TIES)

    def relations(self, claims: tuple[str, ...]) -> list[tuple[str, RelationType, str]]:
        """In which relations these claims stand to each other, as they state them."""
        with self._reading() as reader:
            return [each for each in reader.relations_of(claims) if each[-1] in claims]

    def sides(self, id_: str) -> SidesView:
        """The sides of one claim in short; an unknown id is a `KbError`."""
        with self._reading() as reader:
            return sides.sides_view(reader, id_)

    def sources(self, query: str = "") -> tuple[SourceRow, ...]:
        """The sources that fit a query, in the order of the bibliography."""
        wanted = read_query(query, SOURCE_FIELDS)
        with self._reading() as reader:
            return source_lists.source_rows(reader, wanted)

    def source_page(
        self, query: str = "", order: SourceOrder = SourceOrder.BIBLIOGRAPHY, after: str = ""
    ) -> SourcePage:
        """The sources that fit a query and stand after the one with this key, fifty at most; the first ones without."""
        wanted = read_query(query, SOURCE_FIELDS)
        with self._reading() as reader:
            return source_lists.source_page(reader, wanted, order, after)

    def claim_sources(self, claim: str, stance: Stance | None = None) -> tuple[ClaimSource, ...]:
        """The sources with a part in one claim, those of one stance only if one is given."""
        with self._reading() as reader:
            return claims.claim_sources(reader, claim, stance)

    def selection(
        self,
        claim: str | None = None,
        stance: Stance | None = None,
        keys: tuple[str, ...] = (),
        topic: str | None = None,
    ) -> tuple[Source, ...]:
        """The sources that fit every part given, in the order of the keys or the bibliography; all when none is."""
        with self._reading() as reader:
            return sources.selection(reader, claim, stance, keys, topic)

    def source(self, key: str) -> SourceView:
        """One source in full; an unknown key is a `KbError`."""
        with self._reading() as reader:
            return sources.source_view(reader, key)

    def conflicts(self) -> tuple[ConflictView, ...]:
        """The conflicting claims, most contested first."""
        with self._reading() as reader:
            return conflicts.conflict_views(reader)

    def disagreement(self) -> DisagreementView:
        """The conflicting claims, most contested first, and the citations that differ from their source."""
        with self._reading() as reader:
            return DisagreementView(conflicts.conflict_views(reader), conflicts.mismatch_views(reader))

    def conflict_page(self, after: str = "") -> ConflictPage:
        """The conflicting claims that stand after the claim with this id, twenty at most; the first ones without."""
        with self._reading() as reader:
            return conflicts.conflict_page(reader, after)

    def mismatches(self, source: str = "") -> tuple[MismatchView, ...]:
        """Where what is said of a source differs from what it says itself; of one source only if one is given."""
        with self._reading() as reader:
            return conflicts.mismatch_views(reader, source)

    def mismatches_on(self, claim: str) -> tuple[MismatchView, ...]:
        """The citations on one claim that differ from their source; an unknown claim is a `KbError`."""
        with self._reading() as reader:
            return conflicts.mismatches_on(reader, claim)

    def mismatch_page(self, after: str = "") -> MismatchPage:
        """The citations that differ, on the claims after the one with this id, twenty at most; the first without."""
        with self._reading() as reader:
            return conflicts.mismatch_page(reader, after)

    def compare(self, a: str, b: str) -> CompareView:
        """Two sources over every claim in which both have a part."""
        with self._reading() as reader:
            return compare.compare_view(reader, a, b)

    def search(self, words: str, limit: int = search.MOST) -> SearchView:
        """The best hits for all of the words, best first, and how many more there are."""
        with self._reading() as reader:
            return search.search_view(reader, read_words(words), limit)

    def fault_page(self, severity: str = "", rule: str = "", start: int = 0) -> FaultPage:
        """The faults of a severity and a rule, of any where it is empty, worst first, after the first `start`."""
        with self._reading() as reader:
            return faults.fault_page(reader, severity, rule, start)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every fault of the text, by place."""
        with self._reading() as reader:
            return reader.diagnostics()

    def portion(
        self,
        claim: str | None = None,
        topic: str | None = None,
        made_on: date | None = None,
        tell: Counted | None = None,
    ) -> Portion:
        """One claim, a topic's claims, or everything, for an export; only the last one's cost grows with the base.

        `tell` hears from time to time how many claims have been judged.
        """
        with self._reading() as reader:
            return portions.portion(reader, claim, topic, made_on, tell)

    def bibliography(self) -> bytes:
        """The bytes of references.bib as it is now, for what an entry takes from others there; none if it is gone."""
        try:
            return (self.project.root / BIBLIOGRAPHY).read_bytes()
        except OSError:
            return b""

    @contextmanager
    def _reading(self) -> Iterator[Reader]:
        if not self.is_looked_after:
            self.refresh()
        with self.store.reading() as connection:
            yield Reader(connection)


def open_base(start: Path | str | None = None, database: str | None = None) -> Base:
    """The project at `start` (or the nearest one upward from here), its index opened; a `KbError` if there is none."""
    project = find_project(start)
    return Base(project, open_store(database or project.database_url))
