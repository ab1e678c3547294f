"""From a project's files to one linked corpus, with every fault on the way: nothing is lost silently."""

from __future__ import annotations

import hashlib
import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from kb.bibtex import read_bibtex
from kb.diagnostics import Allow, Diagnostic, Place, Related, Severity, did_you_mean, in_order, quoted
from kb.model import Citation, Claim, Comparison, Corpus, Finding, Sheet, Source, Topic
from kb.project import BIBLIOGRAPHY, CLAIMS, Project
from kb.sheets import SheetFile, read_sheets

FAULTS: Mapping[str, str] = {
    "unreadable-file": (
        "An input file cannot be opened: it is a folder with the name of a file, its name is not in UTF-8, or reading "
        "is not permitted; or a folder cannot be looked into. Nothing in it is part of the base. Rename it or mend the "
        "permissions."
    ),
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
    "duplicate-finding": (
        "Two findings of one sheet have one id. The first is kept and the second left out. Give one of them another id."
    ),
    "duplicate-sheet": (
        "Two extraction sheets are about one source. The first is kept, in the order of file names, and the second "
        "left out with its findings. Join them into one sheet."
    ),
    "duplicate-topic": (
        "Two claims files give one topic different titles. The first title is kept. Make them equal, or rename a topic."
    ),
}


#: how many unknown names are compared with the known ones
_MOST_MISSPELT = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read and linked, the faults of reading and linking, and the suppressions found in the text."""

    corpus: Corpus
    diagnostics: tuple[Diagnostic, ...] = ()
    allows: tuple[Allow, ...] = ()
    #: SHA-256 of each input file by path; an empty string for one that could not be read
    digests: Mapping[str, str] = field(default_factory=dict)


def load(project: Project, tell: Callable[[float], None] | None = None) -> Loaded:
    """A project's corpus as its files stand now; `tell` hears from time to time how much has been read, from 0 to 1."""
    texts: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    # asked once: a file that goes away meanwhile must stay on record, or the index would be taken for current
    paths = project.inputs()
    for path in paths:
        try:
            texts[path] = (project.root / path).read_bytes()
        except OSError as error:
            faults.append(_unreadable(project, path, error))
    loaded = load_texts(texts, tell)
    digests = {path: loaded.digests.get(path, "") for path in paths}
    return replace(loaded, diagnostics=in_order([*loaded.diagnostics, *faults]), digests=digests)


def _unreadable(project: Project, path: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or "unknown reason").lower()
    message, hint = f"cannot be read: {reason}", "mend its permissions, rename it, or remove it"
    if (project.root / path).is_dir():
        readable = os.access(project.root / path, os.R_OK | os.X_OK)
        message = "expected a file, found a folder" if readable else "a folder that cannot be looked into"
    return _error(Place(path), "unreadable-file", message, hint)


def load_texts(texts: Mapping[str, bytes | str], tell: Callable[[float], None] | None = None) -> Loaded:
    """The corpus in a mapping of paths to contents: `references.bib` and any number of YAML files."""
    contents = {path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}
    bib = read_bibtex(BIBLIOGRAPHY, contents.get(BIBLIOGRAPHY, b"% no entries"))
    files = list(_read_files({path: contents[path] for path in sorted(contents) if path != BIBLIOGRAPHY}, tell))
    corpus, faults = link(bib.sources, files)
    return Loaded(
        corpus=corpus,
        diagnostics=in_order(chain(bib.diagnostics, faults, *(file.diagnostics for file in files))),
        allows=tuple(chain(bib.allows, *(file.allows for file in files))),
        digests={path: hashlib.sha256(data).hexdigest() for path, data in contents.items()},
    )


def _read_files(contents: Mapping[str, bytes], tell: Callable[[float], None] | None) -> Iterator[SheetFile]:
    whole, done = sum(map(len, contents.values())), 0
    for path, data in contents.items():
        yield read_sheets(path, data)
        done += len(data)
        if tell is not None and whole:
            tell(done / whole)


def link(sources: Iterable[Source], files: Iterable[SheetFile]) -> tuple[Corpus, tuple[Diagnostic, ...]]:
    """The corpus with every reference resolved, and a fault for everything that does not link and is left out."""
    files = tuple(files)
    linker = _Linker({source.key: source for source in sources})
    topics = linker.topics(topic for file in files for topic in file.topics)
    linker.define_claims(claim for file in files for claim in file.claims)
    claims = {id_: linker.claim(claim) for id_, claim in linker.claims.items()}
    sheets = linker.sheets(files)
    findings: dict[str, Finding] = {}
    comparisons: list[Comparison] = []
    citations: list[Citation] = []
    for file in files:
        owned = _in_kept_sheets(file, sheets)
        for finding in filter(owned, file.findings):
            linker.add_finding(finding, findings)
        comparisons += (c for c in filter(owned, file.comparisons) if linker.has_all_of_comparison(c))
        citations += (c for c in filter(owned, file.citations) if linker.has_source(c.cited, _mark(c, "source")))
    corpus = Corpus(
        sources={key: replace(source, sheet=sheets.get(key)) for key, source in linker.sources.items()},
        topics=topics,
        claims=claims,
        findings=tuple(findings.values()),
        comparisons=tuple(comparisons),
        citations=tuple(citations),
    )
    return corpus, tuple(linker.faults)


class _Linker:
    """Resolves references between records and collects a fault for each that does not resolve."""

    def __init__(self, sources: dict[str, Source]) -> None:
        self.sources = sources
        self.claims: dict[str, Claim] = {}
        self.faults: list[Diagnostic] = []
        self.near: dict[str, str] = {}

    def topics(self, topics: Iterable[Topic]) -> dict[str, Topic]:
        kept: dict[str, Topic] = {}
        for topic in topics:
            first = kept.setdefault(topic.id, topic)
            if first.title != topic.title:
                message = f"topic {quoted(topic.id)} has another title here"
                self._twice("duplicate-topic", topic.place, message, first.place)
        return kept

    def define_claims(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            first = self.claims.setdefault(claim.id, claim)
            if first is not claim:
                message = f"claim {quoted(claim.id)} is defined a second time; this one is left out"
                self._twice("duplicate-claim", _mark(claim, "id"), message, _mark(first, "id"))

    def claim(self, claim: Claim) -> Claim:
        kept = (
            relation
            for number, relation in enumerate(claim.relations)
            if self.has_claim(relation.claim, claim.marks.get(f"relations.{number}.claim", relation.place))
        )
        return replace(claim, relations=tuple(kept))

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

    def add_finding(self, finding: Finding, findings: dict[str, Finding]) -> None:
        has_claim = self.has_claim(finding.claim, _mark(finding, "claim"))
        has_via = not finding.via or self.has_source(finding.via, _mark(finding, "via"))
        if not (has_claim and has_via):
            return
        first = findings.setdefault(finding.id, finding)
        if first is not finding:
            name = finding.id.partition("#")[2]
            message = f"finding {quoted(name)} is in this sheet already; this one is left out"
            self._twice("duplicate-finding", _mark(finding, "id"), message, _mark(first, "id"))

    def has_all_of_comparison(self, comparison: Comparison) -> bool:
        has_claim = self.has_claim(comparison.claim, _mark(comparison, "claim"))
        named = [self.has_source(key, _mark(comparison, f"sources.{n}")) for n, key in enumerate(comparison.sources)]
        return has_claim and all(named)

    def has_source(self, key: str, place: Place) -> bool:
        return self._has(key, self.sources, place, "unknown-source", f"no source {quoted(key)} in {BIBLIOGRAPHY}")

    def has_claim(self, name: str, place: Place) -> bool:
        return self._has(name, self.claims, place, "unknown-claim", f"no claim {quoted(name)} in {CLAIMS}/")

    def _has(self, name: str, known: Mapping[str, object], place: Place, rule: str, message: str) -> bool:
        if name not in known:
            hint = self._near(name, known) or "correct it here, or add it there; what stands on it is left out"
            self.faults.append(_error(place, rule, message, hint))
        return name in known

    def _near(self, name: str, known: Mapping[str, object]) -> str:
        # comparing with every known name is slow, and hundreds of unknown ones are no misspellings: a file is missing
        if name not in self.near and len(self.near) < _MOST_MISSPELT:
            self.near[name] = did_you_mean(name, known)
        return self.near.get(name, "")

    def _twice(self, rule: str, place: Place, message: str, first: Place) -> None:
        hint = FAULTS[rule].rsplit(". ", 1)[-1]
        self.faults.append(replace(_error(place, rule, message, hint), related=(Related(first, "the first is here"),)))


def _in_kept_sheets(file: SheetFile, kept: Mapping[str, Sheet]) -> Callable[[Finding | Comparison | Citation], bool]:
    """A test whether a record of this file stands in a sheet that is part of the base."""
    starts = sorted((sheet.place, sheet.source) for sheet in file.sheets)

    def owned(record: Finding | Comparison | Citation) -> bool:
        position = bisect_right(starts, record.place, key=lambda start: start[0]) - 1
        place, source = starts[position] if position >= 0 else (None, "")
        return source in kept and kept[source].place == place and source == record.source

    return owned


def _mark(record: Sheet | Claim | Finding | Comparison | Citation, name: str) -> Place:
    return record.marks.get(name, record.place)


def _error(place: Place, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(place, rule, Severity.ERROR, message, hint)
