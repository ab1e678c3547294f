"""Which files define, name or need a name: what a build asks to leave all other files alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Column, Connection, bindparam, func, or_, select

from kb.linking import CLAIM, SHEET, SOURCE, TOPIC, Definition, Unlinked
from kb.store import file_rows, schema
from kb.store.asked import Chosen, Keyed, Said
from kb.store.positions import END

_DEFINED, _UNLINKED = schema.definitions.c, schema.unlinked.c
_FINDING, _SOURCE, _CLAIM = schema.findings.c, schema.sources.c, schema.claims.c
_COMPARISON, _COMPARED = schema.comparisons.c, schema.compared.c
_RELATION, _CITATION, _INCLUDED = schema.relations.c, schema.citations.c, schema.inclusions.c
_LOST = schema.left_out.c

_STUDY = func.coalesce(_SOURCE.study, _SOURCE.key)


def _paths(path: Column[Any], column: Column[Any], *conditions: Any) -> Chosen:  # noqa: ANN401 - SQL conditions
    """The paths of the rows whose column is among the keys."""
    return Chosen(select(path.label("path")).distinct().where(*conditions), column)


_NAMING_CLAIMS = (
    _paths(_FINDING.path, _FINDING.claim),
    _paths(_COMPARISON.path, _COMPARISON.claim),
    _paths(_RELATION.path, _RELATION.other),
    _paths(_UNLINKED.path, _UNLINKED.name, _UNLINKED.kind == CLAIM),
)
_NAMING_SOURCES = (
    _paths(_DEFINED.path, _DEFINED.name, _DEFINED.kind == SHEET),
    _paths(_FINDING.path, _FINDING.via),
    _paths(_COMPARISON.path, _COMPARED.source, _COMPARISON.id == _COMPARED.comparison),
    _paths(_CITATION.path, _CITATION.cited),
    _paths(_UNLINKED.path, _UNLINKED.name, _UNLINKED.kind == SOURCE),
)
_VIA = (_paths(_FINDING.path, _FINDING.via),)
_QUOTING = (
    _paths(_FINDING.path, _FINDING.via, _FINDING.quote.is_not(None)),
    _paths(_FINDING.path, _FINDING.source, _FINDING.quote.is_not(None), _FINDING.via.is_(None)),
)
_SHEETS = (_paths(_SOURCE.sheet_path, _SOURCE.key, _SOURCE.is_coded),)
_CLAIM_FILES = (_paths(_CLAIM.path, _CLAIM.id),)
_COMPARING_ON = (_paths(_COMPARISON.path, _COMPARISON.claim),)
_SAME = (_paths(_CLAIM.path, _CLAIM.sameness),)
_BREAKING = (
    _paths(schema.diagnostics.c.path, schema.diagnostics.c.rule),
    _paths(schema.suppressed.c.path, schema.suppressed.c.rule),
)

_OTHER = schema.definitions.alias().c
_SHARED = (_OTHER.kind == _DEFINED.kind, _OTHER.name == _DEFINED.name, _DEFINED.kind != TOPIC)
_FELLOWS = (_paths(_OTHER.path, _DEFINED.path, *_SHARED),)

_DEFINED_IN, _DEFINED_AS = Keyed(schema.definitions, "path"), Keyed(schema.definitions, "name", also="kind")
_ALL_UNKNOWN = Said(select(schema.unlinked).where(~_UNLINKED.is_known))
_UNKNOWN = Said(select(_UNLINKED.kind, _UNLINKED.name).where(~_UNLINKED.is_known).distinct().limit(bindparam("most")))
_LEFT_OUT = Said(
    select(_LOST.what, _LOST.claim, _LOST.source, _LOST.path).where(or_(_LOST.what == CLAIM, _LOST.what == SOURCE))
)
_STATING = Keyed(schema.claims, "sameness", columns=["id"])
_KNOWN_SOURCES = Keyed(schema.sources, "key", columns=["key"])
_KNOWN_STUDIES = Keyed(schema.sources, "study", columns=["study"])
_REVIEWS = Keyed(schema.inclusions, "study", columns=["review"])
_DESIGNS = select(_STUDY.label("of"), _SOURCE.key, _SOURCE.design).where(_SOURCE.design.is_not(None))
_DESIGNS_OF = (Chosen(_DESIGNS, _SOURCE.study), Chosen(_DESIGNS.where(_SOURCE.study.is_(None)), _SOURCE.key))
_SECOND_HAND = Keyed(schema.findings, "claim", columns=["claim", "source", "via", "id"], where="via IS NOT NULL")
_TWINS, _TWINS_OF = Keyed(schema.twins, "source"), Keyed(schema.twins, "twin")
_ALLOWS = Keyed(schema.allows, "path", columns=["path"])
_TITLES = Said(
    select(_SOURCE.key, _SOURCE.title)
    .where(_SOURCE.position >= bindparam("first"), _SOURCE.position < bindparam("until"))
    .order_by(_SOURCE.position)
)
_TEXTS = Keyed(schema.sources, "key", columns=["key", "raw"])
_CODED = Keyed(schema.sources, "key", columns=["key", "study"], where="is_coded")
_POSITIONS = Said(select(schema.files.c.path, schema.files.c.position))
_VOTING = Keyed(schema.findings, "claim", columns=["id"], where="votes")
_FOUND = Keyed(schema.claims, "id", columns=["id"], where="findings > 0")


class Names:
    """Questions about names, asked of the state that one connection sees."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def defined_in(self, paths: Iterable[str]) -> list[Definition]:
        """All that these files define."""
        return list(map(file_rows.read_definition, _DEFINED_IN.rows(self.connection, paths)))

    def defined(self, kind: str, names: Iterable[str]) -> list[Definition]:
        """Where these names are defined, in the order of the text."""
        found = _DEFINED_AS.rows(self.connection, names, kind)
        return sorted(map(file_rows.read_definition, found), key=lambda each: each.place)

    def fellows(self, paths: Iterable[str]) -> set[str]:
        """Files that define a claim or a sheet which one of these files defines too; these files are among them."""
        return self._gather(_FELLOWS, paths)

    def naming_claims(self, claims: Iterable[str]) -> set[str]:
        """Files that name one of these claims, known or not."""
        return self._gather(_NAMING_CLAIMS, claims)

    def naming_sources(self, keys: Iterable[str]) -> set[str]:
        """Files that name one of these sources, known or not, or that are about it."""
        return self._gather(_NAMING_SOURCES, keys)

    def reading_via(self, keys: Iterable[str]) -> set[str]:
        """Files with findings that were read in one of these sources."""
        return self._gather(_VIA, keys)

    def quoting(self, keys: Iterable[str]) -> set[str]:
        """Files with findings that quote one of these sources."""
        return self._gather(_QUOTING, keys)

    def sheets_of(self, keys: Iterable[str]) -> set[str]:
        """The files with the sheets of these sources."""
        return self._gather(_SHEETS, keys)

    def files_of(self, claims: Iterable[str]) -> set[str]:
        """The files that define these claims."""
        return self._gather(_CLAIM_FILES, claims)

    def comparing_on(self, claims: Iterable[str]) -> set[str]:
        """Files in which sources are compared on one of these claims."""
        return self._gather(_COMPARING_ON, claims)

    def stating(self, samenesses: Iterable[str]) -> set[str]:
        """The files of the claims that state one of these (see `kb.checks.twins.sameness`)."""
        return self._gather(_SAME, samenesses)

    def claims_stating(self, samenesses: Iterable[str]) -> set[str]:
        """The claims that state one of these."""
        return set(_STATING.column(self.connection, samenesses))

    def breaking(self, rule: str) -> set[str]:
        """Files with a fault of this rule, suppressed or not."""
        return self._gather(_BREAKING, [rule])

    def unknown(self) -> list[Unlinked]:
        """Every name that is not known, with each file that it stands in."""
        return [Unlinked(*row) for row in _ALL_UNKNOWN.tuples(self.connection)]

    def unknown_names(self, most: int) -> set[tuple[str, str]]:
        """Kinds and names of what is not known, this many at most."""
        return {(kind, name) for kind, name in _UNKNOWN.tuples(self.connection, {"most": most})}

    def left_out(self, apart: Collection[str]) -> set[tuple[str, str]]:
        """Kinds and names of claims and sources that are left out because of faults in other files than these."""
        found = _LEFT_OUT.tuples(self.connection)
        return {(what, claim if what == CLAIM else key) for what, claim, key, path in found if path not in apart}

    def known_sources(self, names: Iterable[str]) -> set[str]:
        """Those of the names that are keys of sources."""
        return set(_KNOWN_SOURCES.column(self.connection, names))

    def known_studies(self, names: Iterable[str]) -> set[str]:
        """Those of the names that are keys of sources or ids of studies."""
        names = list(names)
        return self.known_sources(names).union(_KNOWN_STUDIES.column(self.connection, names))

    def all_studies(self) -> set[str]:
        """The keys of all sources and the ids of all studies."""
        found = self.connection.execute(select(_SOURCE.key, _SOURCE.study))
        return {name for key, study in found for name in (key, study) if name}

    def outside(self) -> list[tuple[str, str]]:
        """(review, item) for everything in inclusion lists that is no source or study of the base."""
        known = or_(
            select(_SOURCE.key).where(_SOURCE.key == _INCLUDED.study).exists(),
            select(_SOURCE.key).where(_SOURCE.study == _INCLUDED.study).exists(),
        )
        found = self.connection.execute(select(_INCLUDED.review, _INCLUDED.study).where(~known))
        return [(review, study) for review, study in found]

    def reviews_with(self, items: Iterable[str]) -> set[str]:
        """Reviews in whose inclusion lists one of these stands."""
        return set(_REVIEWS.column(self.connection, items))

    def designs(self, studies: Iterable[str]) -> dict[str, dict[str, str]]:
        """The design of each source by study and key, as far as it is coded, for sources that report these studies."""
        studies = list(studies)
        groups: dict[str, dict[str, str]] = {}
        for statement in _DESIGNS_OF:
            for study, key, design in statement.tuples(self.connection, studies):
                groups.setdefault(study, {})[key] = design
        return groups

    def studies_with_two_designs(self) -> set[str]:
        """The keys of all sources whose study is coded with two designs."""
        wanted = select(_STUDY).where(_SOURCE.design.is_not(None)).group_by(_STUDY)
        studies = self.connection.scalars(wanted.having(func.count(_SOURCE.design.distinct()) > 1))
        return {key for group in self.designs(studies).values() for key in group}

    def relations(self) -> list[tuple[str, str, str]]:
        """(claim, type, other) for all that claims say of their order."""
        found = self.connection.execute(select(_RELATION.claim, _RELATION.type, _RELATION.other))
        return [(claim, type_, other) for claim, type_, other in found]

    def second_hand(self, claims: Iterable[str]) -> list[tuple[str, str, str, str]]:
        """(claim, source, via, id) of the findings on these claims that were read in another source."""
        found = _SECOND_HAND.tuples(self.connection, claims)
        return [(claim, source, via, id_) for claim, source, via, id_ in found]

    def twins(self, keys: Iterable[str]) -> dict[str, str]:
        """The earlier entry that one looks like, by key, where either of the two is among these."""
        keys = list(keys)
        return dict([*_TWINS.tuples(self.connection, keys), *_TWINS_OF.tuples(self.connection, keys)])

    def has_allows(self, path: str) -> bool:
        """True when a suppression stands in a file."""
        return bool(_ALLOWS.tuples(self.connection, [path]))

    def titles(self, first: int = 0, until: int = END) -> dict[str, str]:
        """The titles of sources by key, in the order of the bibliography: of all, or from one region up to another."""
        found = _TITLES.tuples(self.connection, {"first": first, "until": until})
        return {key: title or "" for key, title in found}

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """The BibTeX of each of these sources, by key."""
        return dict(_TEXTS.tuples(self.connection, keys))

    def coded(self, keys: Iterable[str]) -> dict[str, str]:
        """The study of each of these sources that has a sheet, by key; empty where none is coded."""
        return {key: study or "" for key, study in _CODED.tuples(self.connection, keys)}

    def positions(self) -> dict[str, int]:
        """The number of each input file."""
        return dict(_POSITIONS.tuples(self.connection))

    def voting(self, claims: Iterable[str]) -> set[str]:
        """The findings on these claims that vote, as far as they have been judged."""
        return set(_VOTING.column(self.connection, claims))

    def found(self, claims: Iterable[str]) -> set[str]:
        """Those of the claims on which some finding bears."""
        return set(_FOUND.column(self.connection, claims))

    def _gather(self, statements: Iterable[Chosen], keys: Iterable[str]) -> set[str]:
        keys = list(keys)
        return {path for statement in statements for path in statement.column(self.connection, keys)}
