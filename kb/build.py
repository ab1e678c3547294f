"""Bringing the index up to date with the text: read, link, judge, check, write; only what changed, where that pays.

Who writes takes the writer's place first and only then looks at what changed, so that of two builds at once the second
carries on from where the first one ended.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from kb.bibtex import Placed
from kb.checks import OF_CLAIMS, OF_ENTRIES, find, settle
from kb.checks.part import Part, whole
from kb.checks.sources import not_coded, twin_entries
from kb.collecting import without_collecting
from kb.diagnostics import Diagnostic, KbError
from kb.evidence import by_claim
from kb.loader import digest, load, read_file
from kb.made import maker
from kb.model import Corpus, Source
from kb.project import BIBLIOGRAPHY, CLAIMS, Project
from kb.renewal import Changes, NeedsRebuildError, renew
from kb.renewal.known import compare
from kb.steps import BEGINS, Counted, Progress, Step, Tell
from kb.store import Connection, Content, FileStamp, Reader, Store
from kb.store.lines import Spot, spot_of
from kb.store.schema import VERSION
from kb.store.signs import Signed, signed, twins_among
from kb.store.update import set_facts
from kb.store.write import Filling, begin, complete, fill, make_ready
from kb.verdicts import Verdict, judge

__all__ = ["Built", "Progress", "Step", "Tell", "bring_up_to_date", "build", "glance", "judge_all"]

#: a file changed this close to the moment it was looked at may change again unseen, so its digest is compared too
_RACE_NS = 2_000_000_000

#: how many entries are written at a time: few, so that they are in memory only for a moment
_PORTION = 256

_entry = maker(Source)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: nothing, or a new revision of the index."""

    revision: int
    changed: bool
    seconds: float = 0.0


def bring_up_to_date(project: Project, store: Store, tell: Tell | None = None) -> Built:
    """The state of the index after it has taken in what changed since it was built, or has been built anew."""
    started = time.perf_counter()
    with store.reading() as connection:
        facts = Reader(connection).facts()
        changes = _changes(project, connection, facts) if facts.get("schema_version") == VERSION else None
    if changes is not None and not changes.restamped and not changes.gone:
        if changes.is_certain_now:
            _note_look(store, facts, changes)
        return Built(int(facts["revision"]), changed=False)
    make_ready(store)
    with store.writing() as connection, without_collecting():
        # another process may have written since: what is on record and what is in the files is compared again
        now = Reader(connection).facts()
        if now.get("schema_version") == VERSION:
            if changes is None or now["revision"] != facts.get("revision"):
                changes = _changes(project, connection, now)
            if not changes.restamped and not changes.gone:
                return Built(int(now["revision"]), changed=False)
            try:
                revision = renew(project, connection, changes, _told(tell))
            except NeedsRebuildError:
                revision = _build(project, connection, tell)
        else:
            revision = _build(project, connection, tell)
    return Built(revision, str(revision) != now.get("revision"), time.perf_counter() - started)


def _note_look(store: Store, facts: Mapping[str, str], changes: Changes) -> None:
    """Let later looks know when the files were found as they are on record, so that none is read for it again."""
    # who may only read the index goes on reading the files, and so does who would have to wait for a build
    with suppress(KbError), store.writing(patience=0) as connection:
        if Reader(connection).facts() == facts:
            set_facts(connection, {"built_ns": str(changes.looked_at_ns)})


def build(project: Project, store: Store, tell: Tell | None = None) -> Built:
    """The state of the index after everything has been read and written anew."""
    started = time.perf_counter()
    make_ready(store)
    with store.writing() as connection, without_collecting():
        revision = _build(project, connection, tell)
    return Built(revision, changed=True, seconds=time.perf_counter() - started)


def _build(project: Project, connection: Connection, tell: Tell | None) -> int:
    told = _told(tell)
    looked_at = time.time_ns()
    stats = _stats(project)
    told(Step.READING)
    entries = _Entries(begin(connection))
    loaded = load(project, _within(Step.READING, Step.JUDGING, tell), entries.take)
    entries.write()
    told(Step.JUDGING)
    corpus = loaded.corpus
    verdicts = judge_all(corpus, _within(Step.JUDGING, Step.CHECKING, tell))
    told(Step.CHECKING)
    part = whole(corpus, loaded.diagnostics, verdicts, loaded.keys)
    # there is one for each of these entries: it is made when the bytes of the file are no longer in memory
    uncoded = list(_not_coded(entries.signs))
    entries.add((corpus.sources[placed.source.key], spot_of(placed)) for placed in loaded.placed)
    signs = sorted(entries.signs)
    twins = twins_among(signs)
    found = (*find(part, (*OF_ENTRIES, not_coded, *OF_CLAIMS)), *find(_alike(corpus, twins), [twin_entries]))
    settled = settle([*loaded.diagnostics, *entries.faults, *uncoded, *found], loaded.allows)
    content = Content(
        corpus=corpus,
        verdicts=verdicts,
        diagnostics=settled.kept,
        files=tuple(FileStamp(path, sha, *stats.get(path, (0, 0))) for path, sha in loaded.digests.items()),
        looked_at_ns=looked_at,
        suppressed=settled.suppressed,
        allows=loaded.allows,
        definitions=loaded.definitions,
        unlinked=loaded.unlinked,
        regions=loaded.regions,
        twins={source.key: twin.key for source, twin in twins},
    )
    told(Step.WRITING)
    return complete(entries.filling, content, signs)


class _Entries:
    """Entries of the bibliography, most of which are checked and written while it is read, some at a time.

    Of each only its signs are kept, so that a long bibliography is never in memory as records.
    """

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        self.signs: list[Signed] = []
        self.faults: list[Diagnostic] = []
        self._waiting: list[Placed] = []

    def take(self, placed: Placed) -> None:
        """Takes an entry that no sheet names."""
        self._waiting.append(placed)
        if len(self._waiting) == _PORTION:
            self.write()

    def write(self) -> None:
        """Checks and writes the entries that were taken and are not written yet."""
        sources = [placed.source for placed in self._waiting]
        self.faults += find(Part(Corpus({source.key: source for source in sources})), OF_ENTRIES)
        self.add(zip(sources, map(spot_of, self._waiting), strict=True))
        self._waiting = []

    def add(self, sources: Iterable[tuple[Source, Spot]]) -> None:
        """Writes entries."""
        sources = list(sources)
        fill(self.filling, sources)
        self.signs += [signed(source) for source, _ in sources]


def _not_coded(entries: Sequence[Signed]) -> Iterator[Diagnostic]:
    """The note on each of these entries that it has no sheet; for it, records are made of some at a time."""
    for first in range(0, len(entries), _PORTION):
        portion = entries[first : first + _PORTION]
        yield from find(Part(Corpus({each.key: _entry(each.key, place=each.place) for each in portion})), [not_coded])


def _alike(corpus: Corpus, twins: Iterable[tuple[Signed, Signed]]) -> Part:
    """The entries that look like each other, as far as the rule about them asks."""
    both = {
        each.key: corpus.sources.get(each.key) or _entry(each.key, place=each.place) for two in twins for each in two
    }
    return Part(Corpus(both), twins={source.key: both[twin.key] for source, twin in twins})


def _told(tell: Tell | None) -> Callable[[Step], None]:
    return lambda step: tell(Progress(step, BEGINS[step])) if tell else None


def _within(step: Step, following: Step, tell: Tell | None) -> Counted | None:
    """What tells how far one step is."""
    if tell is None:
        return None
    begins, ends = BEGINS[step], BEGINS[following]
    return lambda part, done, whole: tell(Progress(step, begins + (ends - begins) * part, done, whole))


def glance(project: Project) -> int | None:
    """A number that stays the same while no input file changes; None when a glance cannot tell.

    A full look reads the index too; this costs a quarter of it.  It cannot tell where links lead out of the folder,
    where something cannot be looked at, and of files that changed so recently that they may change again unseen.
    """
    latest = time.time_ns() - _RACE_NS
    seen: list[tuple[str, int, int, int]] = []
    folders = [str(project.root / CLAIMS)]
    try:
        stat = (project.root / BIBLIOGRAPHY).stat()
        seen.append((BIBLIOGRAPHY, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
        while folders:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_symlink():
                        return None
                    if entry.is_dir():
                        folders.append(entry.path)
                    stat = entry.stat()
                    # the time of a change of rights and names is in st_ctime_ns
                    seen.append((entry.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    except OSError:
        return None
    return None if any(max(changed, moved) > latest for _, _, changed, moved in seen) else hash(tuple(sorted(seen)))


def judge_all(corpus: Corpus, tell: Counted | None = None) -> dict[str, Verdict]:
    """The verdict on every claim, by id; `tell` hears from time to time how many have been judged."""
    verdicts: dict[str, Verdict] = {}
    known = by_claim(corpus)
    for claim, evidence in known.items():
        verdicts[claim] = judge(evidence)
        if tell is not None:
            tell(len(verdicts) / len(known), len(verdicts), len(known))
    return verdicts


def _changes(project: Project, connection: Connection, facts: Mapping[str, str]) -> Changes:
    """How the files differ from what is on record: by size and time, and by digest where these cannot tell."""
    looked_at = time.time_ns()
    stats, known = _stats(project), Reader(connection).files()
    recent = int(facts["built_ns"]) - _RACE_NS
    stamps, contents = dict[str, FileStamp](), dict[str, bytes | Diagnostic]()
    differing, had_to_read = None, False
    for path, stat in stats.items():
        old = known.get(path)
        # a file that could not be read has no digest, and permissions change without a new time
        if old and stat == (old.size, old.mtime_ns) and old.mtime_ns <= recent and old.digest:
            stamps[path] = old
            continue
        had_to_read = True
        compared = compare(project, connection, old.digest) if old and path == BIBLIOGRAPHY else None
        if old and compared:
            # the digest of one that differs follows from its regions once they are read
            differing = None if compared.seen.is_same else compared
            stamps[path] = FileStamp(path, "" if differing else old.digest, *stat)
            continue
        content = read_file(project, path)
        stamps[path] = FileStamp(path, digest(content), *stat)
        # why a file cannot be read may have changed
        if not old or old.digest != stamps[path].digest or (stamps[path] != old and not old.digest):
            contents[path] = content
    restamped = frozenset(path for path, stamp in stamps.items() if stamp != known.get(path))
    gone = frozenset(known.keys() - stamps.keys())
    latest = max((stamp.mtime_ns for stamp in stamps.values()), default=0)
    is_certain = had_to_read and latest <= looked_at - _RACE_NS and all(stamp.digest for stamp in stamps.values())
    return Changes(contents, differing, gone, stamps, restamped, looked_at, is_certain)


def _stats(project: Project) -> dict[str, tuple[int, int]]:
    """Size and time of change of every input file; zeros for one that cannot be looked at."""
    found = {}
    for path in project.inputs():
        try:
            stat = (project.root / path).stat()
        except OSError:
            found[path] = (0, 0)
        else:
            found[path] = (stat.st_size, stat.st_mtime_ns)
    return found
