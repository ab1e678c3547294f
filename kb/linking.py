"""Names to what they name: every reference between records is resolved, or told as a fault and left out.

Some files can be linked by themselves when it is known what the others define (`Elsewhere`): the result is that part
of what linking all of them gives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kb.diagnostics import Diagnostic, LeftOut, Lost, Place, Related, Severity, did_you_mean, quoted
from kb.model import Citation, Claim, Comparison, Corpus, Finding, Relation, Sheet, Source, Topic
from kb.project import BIBLIOGRAPHY, CLAIMS
from kb.sheets import SheetFile

FAULTS: Mapping[str, str] = {
    "unknown-source": (
        "A source is named that has no entry in references.bib, or none that could be read. What stands on it is left "
        "out. Correct the key, or add the entry."
    ),
    "unknown-claim": (
        "A claim is named that no claims file defines. The finding, comparison or relation is left out. Correct the "
        "id, or define the claim."
    ),
    "duplicate-claim": (
        "Two claims have one id, so that a reference to it could mean either. The first is kept and the second left "
        "out. Give one of them another id."
    ),
    "duplicate-sheet": (
        "Two extraction sheets are about one source. The first is kept, in the order of file names, and the second "
        "left out with its findings. Join them into one sheet."
    ),
    "duplicate-topic": (
        "Two claims files give one topic different titles. The first title is kept. Make them equal, or rename a topic."
    ),
}

#: more unknown names than this are no misspellings: a file is missing, and comparing each with all others is slow
MOST_MISSPELT = 100

#: what a name can be the name of
SOURCE, CLAIM, SHEET, TOPIC = "source", "claim", "sheet", "topic"


@dataclass(frozen=True, slots=True, order=True)
class Definition:
    """Where a file says what a name stands for; a sheet has the name of its source, and a topic has a title."""

    kind: str
    name: str
    place: Place
    title: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Unlinked:
    """A name of a source or claim that stands in a record which is left out: because of it, or of something else."""

    kind: str
    name: str
    path: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is known of the files that are not linked now."""

    #: those of the claims named in the files at hand that are defined elsewhere
    claims: Collection[str] = ()
    #: topics as they are first defined elsewhere
    topics: Iterable[Topic] = ()
    #: kinds and names of what is not known there
    unknown: Collection[tuple[str, str]] = ()
    #: kinds and names of what is there, and left out because of a fault of its own
    left_out: Collection[tuple[str, str]] = ()
    #: all keys of sources, or all ids of claims, of which an unknown one may be a misspelling; asked for only then
    names: Callable[[str], Iterable[str]] | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The records that are part of the base, in the order of the text, and a fault for all that is left out."""

    topics: dict[str, Topic]
    claims: dict[str, Claim]
    sheets: dict[str, Sheet]
    findings: tuple[Finding, ...]
    comparisons: tuple[Comparison, ...]
    citations: tuple[Citation, ...]
    faults: tuple[Diagnostic, ...]
    unlinked: tuple[Unlinked, ...]

    def corpus(self, sources: Iterable[Source]) -> Corpus:
        """These records as a corpus, with the sheets at their sources."""
        return Corpus(
            sources={
                source.key: replace(source, sheet=self.sheets[source.key]) if source.key in self.sheets else source
                for source in sources
            },
            topics=self.topics,
            claims=self.claims,
            findings=self.findings,
            comparisons=self.comparisons,
            citations=self.citations,
        )


def definitions(file: SheetFile) -> Iterator[Definition]:
    """All that a file defines, whether or not another file defines it too."""
    for topic in file.topics:
        yield Definition(TOPIC, topic.id, topic.place, topic.title)
    for claim in file.claims:
        yield Definition(CLAIM, claim.id, _mark(claim, "id"))
    for sheet in file.sheets:
        yield Definition(SHEET, sheet.source, _mark(sheet, "source"))


def named(file: SheetFile) -> tuple[set[str], set[str]]:
    """The sources and the claims that a file names."""
    sources = {sheet.source for sheet in file.sheets}
    sources |= {finding.via for finding in file.findings if finding.via}
    sources |= {key for comparison in file.comparisons for key in comparison.sources}
    sources |= {citation.cited for citation in file.citations}
    claims = {finding.claim for finding in file.findings} | {comparison.claim for comparison in file.comparisons}
    return sources, claims | {relation.claim for claim in file.claims for relation in claim.relations}


def left_out_names(faults: Iterable[Diagnostic]) -> set[tuple[str, str]]:
    """Kinds and names of the sources and claims that are left out because of these faults."""
    lost = [each for fault in faults for each in fault.leaves_out]
    claims = {(CLAIM, each.claim) for each in lost if each.what is Lost.CLAIM}
    return claims | {(SOURCE, each.source) for each in lost if each.what is Lost.SOURCE}


def link(sources: Collection[str], files: Iterable[SheetFile], elsewhere: Elsewhere | None = None) -> Linked:
    """The records of files, given in the order of their names, with every reference resolved.

    `sources` holds the keys of the bibliography, or those of them that the files name.
    """
    files = tuple(files)
    elsewhere = elsewhere or Elsewhere()
    linker = _Linker(sources, elsewhere)
    linker.lost = {*elsewhere.left_out, *left_out_names(fault for file in files for fault in file.diagnostics)}
    topics = linker.topics(topic for file in files for topic in file.topics)
    linker.define_claims(claim for file in files for claim in file.claims)
    claims = {id_: linker.claim(claim) for id_, claim in linker.defined.items()}
    sheets = linker.sheets(files)
    findings: list[Finding] = []
    comparisons: list[Comparison] = []
    citations: list[Citation] = []
    for file in files:
        owned = _in_kept_sheets(file, sheets, linker.costs)
        findings += filter(linker.has_all_of_finding, filter(owned, file.findings))
        comparisons += filter(linker.has_all_of_comparison, filter(owned, file.comparisons))
        citations += (c for c in filter(owned, file.citations) if linker.has_source(c.cited, _mark(c, "source")))
    return Linked(
        topics,
        claims,
        sheets,
        tuple(findings),
        tuple(comparisons),
        tuple(citations),
        tuple(map(linker.with_costs, (*linker.faults, *linker.unknown_faults()))),
        linker.unlinked(),
    )


class _Linker:
    """Resolves references between records and collects a fault for each that does not resolve."""

    def __init__(self, sources: Collection[str], elsewhere: Elsewhere) -> None:
        self.known: dict[str, Collection[str]] = {SOURCE: sources}
        self.elsewhere = elsewhere
        self.defined: dict[str, Claim] = {}
        self.faults: list[Diagnostic] = []
        self.unknown: list[tuple[str, str, Place]] = []
        self.left_out: list[tuple[str, str, Place]] = []
        #: kinds and names of what is left out because of a fault of its own
        self.lost: set[tuple[str, str]] = set()
        #: what the fault at a place costs
        self.costs: dict[Place, list[LeftOut]] = {}

    def topics(self, topics: Iterable[Topic]) -> dict[str, Topic]:
        kept: dict[str, Topic] = {}
        for topic in sorted([*topics, *self.elsewhere.topics], key=lambda topic: topic.place):
            first = kept.setdefault(topic.id, topic)
            if first.title != topic.title:
                message = f"topic {quoted(topic.id)} has another title here"
                self._twice("duplicate-topic", topic.place, message, first.place)
        return kept

    def define_claims(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            first = self.defined.setdefault(claim.id, claim)
            if first is not claim:
                message = f"claim {quoted(claim.id)} is defined a second time; this one is left out"
                self._twice("duplicate-claim", _mark(claim, "id"), message, _mark(first, "id"))
        self.known[CLAIM] = self.defined.keys() | set(self.elsewhere.claims)

    def claim(self, claim: Claim) -> Claim:
        if not claim.relations:
            return claim
        kept: list[Relation] = []
        marks = dict(claim.marks)
        for number, relation in enumerate(claim.relations):
            place = claim.marks.get(f"relations.{number}.claim", relation.place)
            if self.has_claim(relation.claim, place):
                # what is kept is counted anew
                marks[f"relations.{len(kept)}.claim"] = place
                kept.append(relation)
        return claim if len(kept) == len(claim.relations) else replace(claim, relations=tuple(kept), marks=marks)

    def sheets(self, files: Iterable[SheetFile]) -> dict[str, Sheet]:
        kept: dict[str, Sheet] = {}
        for sheet in (sheet for file in files for sheet in file.sheets):
            if not self.has_source(sheet.source, _mark(sheet, "source")):
                continue
            first = kept.setdefault(sheet.source, sheet)
            if first is not sheet:
                message = f"a second sheet for {quoted(sheet.source)}; it is left out with its findings"
                self._twice("duplicate-sheet", _mark(sheet, "source"), message, _mark(first, "source"))
        return kept

    def has_all_of_finding(self, finding: Finding) -> bool:
        return self._has_all(finding, {"via": finding.via} if finding.via else {})

    def has_all_of_comparison(self, comparison: Comparison) -> bool:
        return self._has_all(comparison, {f"sources.{n}": key for n, key in enumerate(comparison.sources)})

    def with_costs(self, fault: Diagnostic) -> Diagnostic:
        """A fault with all that is left out because of it."""
        lost = self.costs.get(fault.place)
        return replace(fault, leaves_out=tuple(lost)) if lost else fault

    def has_source(self, key: str, place: Place) -> bool:
        return self._has(SOURCE, key, place)

    def has_claim(self, name: str, place: Place) -> bool:
        return self._has(CLAIM, name, place)

    def unknown_faults(self) -> Iterator[Diagnostic]:
        """A fault for each unknown name, with the nearest known one unless there are too many."""
        distinct = {(kind, name) for kind, name, _ in self.unknown}
        distinct |= set(self.elsewhere.unknown)
        near: dict[tuple[str, str], str] = {}
        if len(distinct) <= MOST_MISSPELT:
            names = self.elsewhere.names or self.known.__getitem__
            known = {kind: sorted(names(kind)) for kind in {kind for kind, _, _ in self.unknown}}
            near = {(kind, name): did_you_mean(name, known[kind]) for kind, name, _ in self.unknown}
        for kind, name, place in self.unknown:
            where = BIBLIOGRAPHY if kind == SOURCE else f"{CLAIMS}/"
            if (kind, name) in self.lost:
                message = f"{kind} {quoted(name)} is left out, because of another error in {where}"
                yield _error(
                    place, f"unknown-{kind}", message, "mend that one; what stands on it is left out until then"
                )
                continue
            hint = near.get((kind, name)) or "correct it here, or add it there; what stands on it is left out"
            yield _error(place, f"unknown-{kind}", f"no {kind} {quoted(name)} in {where}", hint)

    def unlinked(self) -> tuple[Unlinked, ...]:
        """Every name in what is left out, in order."""
        names = {(kind, name, place.path) for kind, name, place in (*self.unknown, *self.left_out)}
        return tuple(sorted(Unlinked(kind, name, path, name in self.known[kind]) for kind, name, path in names))

    def _has_all(self, record: Finding | Comparison, sources: Mapping[str, str]) -> bool:
        """True when the claim and all sources that a record names, by their marks, are known."""
        spot = _mark(record, "claim")
        unknown = [] if self.has_claim(record.claim, spot) else [spot]
        for mark, key in sources.items():
            spot = _mark(record, mark)
            unknown += [] if self.has_source(key, spot) else [spot]
        if unknown:
            self.left_out += [
                (CLAIM, record.claim, record.place),
                *((SOURCE, k, record.place) for k in sources.values()),
            ]
            for spot in unknown:
                self.costs.setdefault(spot, []).append(_left_out(record))
        return not unknown

    def _has(self, kind: str, name: str, place: Place) -> bool:
        if name in self.known[kind]:
            return True
        self.unknown.append((kind, name, place))
        return False

    def _twice(self, rule: str, place: Place, message: str, first: Place) -> None:
        hint = FAULTS[rule].rsplit(". ", 1)[-1]
        self.faults.append(replace(_error(place, rule, message, hint), related=(Related(first, "the first is here"),)))


def _in_kept_sheets(
    file: SheetFile, kept: Mapping[str, Sheet], costs: dict[Place, list[LeftOut]]
) -> Callable[[Finding | Comparison | Citation], bool]:
    """A test whether a record of this file stands in a sheet that is part of the base; what does not is noted."""
    sheets = sorted(file.sheets, key=lambda sheet: sheet.place)

    def owned(record: Finding | Comparison | Citation) -> bool:
        position = bisect_right(sheets, record.place, key=lambda sheet: sheet.place) - 1
        if position < 0:
            return False
        sheet = sheets[position]
        is_kept = sheet.source in kept and kept[sheet.source].place == sheet.place
        if not is_kept and not isinstance(record, Citation):
            costs.setdefault(_mark(sheet, "source"), []).append(_left_out(record))
        return is_kept and sheet.source == record.source

    return owned


def _left_out(record: Finding | Comparison) -> LeftOut:
    what = Lost.FINDING if isinstance(record, Finding) else Lost.COMPARISON
    return LeftOut(what, record.place, record.claim, record.source)


def _mark(record: Sheet | Claim | Finding | Comparison | Citation, name: str) -> Place:
    return record.marks.get(name, record.place)


def _error(place: Place, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, rule, Severity.ERROR, message, hint)
