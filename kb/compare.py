"""Pairs of units on a claim: how they stand to each other, and in what they differ.

"Differs in" is a record, never an explanation.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations
from math import comb

from kb.evidence import Evidence
from kb.model import Comparison, Finding, Person, Source
from kb.units import Unit
from kb.verdicts import Verdict
from kb.vocabulary import Compared, Stance


class PairRelation(StrEnum):
    """How two units on one claim stand to each other."""

    CONFLICT = "conflict"
    #: a direction against mixed or inconclusive
    TENSION = "tension"
    AGREEMENT = "agreement"


class Dependence(StrEnum):
    """Why two units may not be independent of each other."""

    #: the same study, or one includes the other, or both include a third
    SHARED_DATA = "shared-data"
    #: a warning only: an author of one is an author of the other
    SHARED_AUTHORS = "shared-authors"


@dataclass(frozen=True, slots=True)
class Difference:
    """One recorded attribute on which two units differ, with what each has."""

    field: str
    a: str
    b: str

    @property
    def is_of_coding(self) -> bool:
        """True when it is about how the two were coded, and not about the studies."""
        return self.field in CODING


@dataclass(frozen=True, slots=True)
class Pair:
    """Two counted units of one claim, `a` before `b` by id."""

    a: str
    b: str
    relation: PairRelation
    dependence: tuple[Dependence, ...]
    #: keys of the sources that say so themselves, in order
    stated_by: tuple[str, ...]
    differences: tuple[Difference, ...]
    #: attributes that only one of the two has a record of, with an empty value for the other
    one_sided: tuple[Difference, ...]
    #: attributes that at least one of the two has no record of
    not_recorded: tuple[str, ...]

    @property
    def independent(self) -> bool:
        """True when nothing recorded ties the two together."""
        return not self.dependence

    @property
    def differs_in(self) -> tuple[str, ...]:
        """The names of the attributes on which the two studies differ."""
        return tuple(difference.field for difference in self.differences if not difference.is_of_coding)

    @property
    def coded_differently_in(self) -> tuple[str, ...]:
        """The names of the attributes on which the two differ in how they were coded."""
        return tuple(difference.field for difference in self.differences if difference.is_of_coding)


#: the keys of the sources that say something of two units, by what they say
Said = Mapping[Compared, tuple[str, ...]]

_ACCENTS = re.compile("[\u0300-\u036f]+")
#: blocks of Unicode in which there are no other accents: Latin, Greek, Cyrillic and punctuation
_WITHOUT_MARKS = re.compile("[\0-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u20cf]*")

_SAYS: Mapping[PairRelation | None, Compared] = {
    PairRelation.CONFLICT: Compared.CONFLICT,
    PairRelation.AGREEMENT: Compared.AGREEMENT,
}

Attribute = Callable[[Source, tuple[Finding, ...]], Iterable[str]]


def _coded(name: str) -> Attribute:
    def values(source: Source, _: tuple[Finding, ...]) -> Iterable[str]:
        value = getattr(source.sheet, name, None) if source.sheet else None
        return (str(value),) if value else ()

    return values


def _result(name: str) -> Attribute:
    def values(_: Source, findings: tuple[Finding, ...]) -> Iterable[str]:
        return (str(v) for f in findings if f.result and (v := getattr(f.result, name, None)))

    return values


def _sample(source: Source, _: tuple[Finding, ...]) -> Iterable[str]:
    sample = source.sheet.sample if source.sheet else None
    if sample is None:
        return ()
    text = " ".join(part for part in (str(sample.n) if sample.n is not None else "", sample.of) if part)
    return (text,) if text else ()


#: the attributes that pairs are compared on, in the order in which differences are shown
ATTRIBUTES: Mapping[str, Attribute] = {
    "design": _coded("design"),
    "population": _coded("population"),
    "intervention": _coded("intervention"),
    "comparator": _coded("comparator"),
    "setting": _coded("setting"),
    "country": lambda source, _: source.sheet.country if source.sheet else (),
    "outcome": _result("outcome"),
    "measure": _result("measure"),
    "time": _result("time"),
    "sample": _sample,
    "year": lambda source, _: (str(source.year),) if source.year is not None else (),
    "period": _coded("period"),
    "appraisal": lambda source, _: (f"{a.tool}: {a.overall}" for a in source.sheet.appraisal) if source.sheet else (),
    "basis": lambda _, findings: (str(f.basis) for f in findings),
    "read": _coded("read"),
}

#: what was read of a unit whose findings are told by other sources
ONLY_REPORTED = "as-reported"

#: those of them that say how a unit was coded and nothing of the study itself; they are shown apart, and last
CODING = frozenset({"basis", "read"})


def pairs(verdict: Verdict, evidence: Evidence) -> Iterator[Pair]:
    """The pairs of counted units that conflict, then those in tension, then those that agree, each lot by id.

    Pairs that neither point the same way nor apart (both mixed, both inconclusive) are left out.  The number of pairs
    grows with the square of the units: take as many as are shown.
    """
    counted = sorted(verdict.counted, key=lambda unit: unit.id)
    unit_of = {key: unit.id for unit in counted for key in unit.sources}
    stated = who_says(evidence.comparisons, unit_of, evidence.sources)
    findings = {f.id: f for f in evidence.findings}
    partners = _Partners(counted, stated)

    @cache
    def recorded(unit: Unit) -> dict[str, str]:
        return unit_attributes(unit, evidence.sources, findings)

    for relation in PairRelation:
        for a in counted:
            for b in partners.after(a, relation):
                said = stated.get((a.id, b.id), {})
                ours, theirs = recorded(a), recorded(b)
                yield Pair(
                    a=a.id,
                    b=b.id,
                    relation=relation,
                    dependence=dependence_between(a, b, evidence.sources),
                    stated_by=stated_by(said, relation),
                    differences=differences_between(ours, theirs),
                    one_sided=recorded_by_one(ours, theirs),
                    not_recorded=not_recorded(ours, theirs),
                )


def count_pairs(verdict: Verdict, evidence: Evidence) -> dict[PairRelation, int]:
    """How many pairs `pairs` has of each relation, without making them."""
    counts = verdict.counts
    side = {unit.id: unit.stance for unit in verdict.counted}
    unit_of = {key: unit.id for unit in verdict.counted for key in unit.sources}
    stated = who_says(evidence.comparisons, unit_of, evidence.sources)
    # what the stances alone would make of the pairs that are a conflict because a source says so
    turned = [
        relation
        for (a, b), said in stated.items()
        if (relation := relation_between(side[a], side[b])) is not relation_between(side[a], side[b], said)
    ]
    directed = counts.supports + counts.disputes
    return {
        PairRelation.CONFLICT: counts.supports * counts.disputes + len(turned),
        PairRelation.TENSION: directed * (counts.units - directed) - turned.count(PairRelation.TENSION),
        PairRelation.AGREEMENT: comb(counts.supports, 2) + comb(counts.disputes, 2),
    }


class _Partners:
    """The units that stand in a relation to another and come after it by id, without looking at all the rest."""

    def __init__(self, counted: Sequence[Unit], stated: Mapping[tuple[str, str], Said]) -> None:
        self._by_stance = {stance: [unit for unit in counted if unit.stance is stance] for stance in Stance}
        by_id = {unit.id: unit for unit in counted}
        self._stated: dict[str, list[Unit]] = {}
        for (a, b), said in stated.items():
            if Compared.CONFLICT in said and by_id[a].stance is not by_id[b].stance:
                self._stated.setdefault(a, []).append(by_id[b])

    def after(self, unit: Unit, relation: PairRelation) -> Iterator[Unit]:
        """The partners of a unit, by id."""
        stated = self._stated.get(unit.id, [])
        lists = [
            units[bisect_right(units, unit.id, key=lambda other: other.id) :]
            for stance, units in self._by_stance.items()
            if relation_between(unit.stance, stance) is relation
        ]
        named = {other.id for other in stated}
        if relation is PairRelation.CONFLICT:
            lists = [*([u for u in units if u.id not in named] for units in lists), sorted(stated, key=lambda u: u.id)]
            named = set()
        return (other for other in heapq.merge(*lists, key=lambda other: other.id) if other.id not in named)


def dependence_between(a: Unit, b: Unit, sources: Mapping[str, Source]) -> tuple[Dependence, ...]:
    """The reasons, if any, why two units may not be independent."""
    reasons = []
    if a.data & b.data:
        reasons.append(Dependence.SHARED_DATA)
    if any(shared_authors(sources[x], sources[y]) for x in a.sources for y in b.sources):
        reasons.append(Dependence.SHARED_AUTHORS)
    return tuple(reasons)


def relation_between(a: Stance, b: Stance, said: Container[Compared] = ()) -> PairRelation | None:
    """How two stances on one claim stand to each other, with what sources say of the two; None without a direction.

    A source that says that they conflict makes it a conflict, if they differ at all.
    """
    if a is not b and Compared.CONFLICT in said:
        return PairRelation.CONFLICT
    directions = {Stance.SUPPORTS, Stance.DISPUTES}
    if a in directions and b in directions:
        return PairRelation.AGREEMENT if a is b else PairRelation.CONFLICT
    return PairRelation.TENSION if a in directions or b in directions else None


def who_says(
    comparisons: Iterable[Comparison], unit_of: Mapping[str, str], sources: Mapping[str, Source]
) -> dict[tuple[str, str], Said]:
    """What sources say of two units of one claim, by the ids of the two in order.

    `unit_of` is the unit of each source: what is said of one report of a study is said of the study. What a retracted
    source says does not count.
    """
    found: dict[tuple[str, str], dict[Compared, tuple[str, ...]]] = {}
    for comparison in comparisons:
        if sources[comparison.source].is_retracted:
            continue
        units = sorted({unit_of[key] for key in comparison.sources if key in unit_of})
        for pair in combinations(units, 2):
            by = found.setdefault(pair, {})
            by[comparison.relation] = tuple(sorted({*by.get(comparison.relation, ()), comparison.source}))
    return dict(found)


def stated_by(said: Said, relation: PairRelation | None) -> tuple[str, ...]:
    """The sources that say themselves that two units stand to each other as they do, by key."""
    return said.get(_SAYS[relation], ()) if relation in _SAYS else ()


def shared_authors(a: Source, b: Source) -> tuple[Person, ...]:
    """The authors of `a` who are also authors of `b`, as far as names can tell.

    Same surname, and given names that do not contradict each other: "S." fits "Steve"; "P." does not fit "Mike".
    """
    return tuple(one for one in a.authors if any(same_person(one, other) for other in b.authors))


def same_person(a: Person, b: Person) -> bool:
    """True when two names can be one person's: equal surnames and agreeing given names or initials.

    A surname without any given name is not enough.
    """
    if a.literal or b.literal:
        return bool(a.literal) and plain(a.literal) == plain(b.literal)
    if plain(a.surname) != plain(b.surname):
        return False
    mine, theirs = _given_names(a), _given_names(b)
    return bool(mine and theirs) and all(_names_agree(x, y) for x, y in zip(mine, theirs, strict=False))


def name_key(person: Person) -> str:
    """A text that is equal for any two names for which `same_person` can hold; empty for a surname standing alone."""
    if person.literal:
        return plain(person.literal)
    first = person.given[:1]
    is_initial = first.isalpha() and first.isascii()
    initial = first.casefold() if is_initial else next((name[:1] for name in _given_names(person)), "")
    return f"{plain(person.surname)}, {initial}" if initial else ""


def plain(text: str) -> str:
    """Text for comparing: without accents, case, and differences in spaces."""
    if text.isalpha() and text.isascii():
        # one word, as most surnames are
        return text.casefold()
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
        if not _WITHOUT_MARKS.fullmatch(text):
            text = "".join(ch for ch in text if not unicodedata.combining(ch))
    return " ".join(text.casefold().split())


def unit_attributes(unit: Unit, sources: Mapping[str, Source], findings: Mapping[str, Finding]) -> dict[str, str]:
    """What is recorded of a unit by name in `ATTRIBUTES`, several values joined by "; "; unrecorded ones are absent."""
    recorded = {}
    for name, read in ATTRIBUTES.items():
        values: dict[str, str] = {}
        for key in unit.sources:
            own = tuple(findings[i] for i in unit.findings if findings[i].source == key)
            for value in read(sources[key], own):
                values.setdefault(plain(value), value)
        if values:
            recorded[name] = "; ".join(values[key] for key in sorted(values))
    if unit.as_reported:
        # however much was read of it, not what it is compared on
        recorded["read"] = ONLY_REPORTED
    return recorded


def differences_between(a: Mapping[str, str], b: Mapping[str, str]) -> tuple[Difference, ...]:
    """The attributes recorded for both that differ in more than case, accents and spaces."""
    return tuple(
        Difference(name, a[name], b[name])
        for name in ATTRIBUTES
        if name in a and name in b and plain(a[name]) != plain(b[name])
    )


def recorded_by_one(a: Mapping[str, str], b: Mapping[str, str]) -> tuple[Difference, ...]:
    """The attributes that only one of the two has a record of; the value of the other is empty."""
    return tuple(
        Difference(name, a.get(name, ""), b.get(name, "")) for name in ATTRIBUTES if (name in a) is not (name in b)
    )


def not_recorded(a: Mapping[str, str], b: Mapping[str, str]) -> tuple[str, ...]:
    """The attributes that at least one of the two has no record of."""
    return tuple(name for name in ATTRIBUTES if name not in a or name not in b)


def _given_names(person: Person) -> list[str]:
    names = person.given.replace(".", " ").replace("-", " ").split()
    # MEDLINE writes initials without anything between them: "MJ" is two names
    apart = (tuple(name) if name.isupper() and len(name) <= 3 else (name,) for name in names)
    # an accent by itself is no name
    return [name for name in (plain(part) for parts in apart for part in parts) if name]


def _names_agree(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
