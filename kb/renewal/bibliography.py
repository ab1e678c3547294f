"""How the bibliography differs from what the index was built from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kb.bibtex import Region, read_bibtex
from kb.bibtex.kept import digest_of_all
from kb.bibtex.part import BibPart, read_part
from kb.diagnostics import Allow, Diagnostic
from kb.loader import read_file
from kb.model import Source
from kb.project import BIBLIOGRAPHY, Project
from kb.renewal.known import Compared, Known, known_regions, record_of, titles
from kb.renewal.texts import Changes, NeedsRebuildError
from kb.store import Connection
from kb.store.lines import Lines, all_lines
from kb.store.names import Names
from kb.store.positions import between
from kb.store.signs import Signs, holds, read_signs, region_signs


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What was read of a bibliography that changed, and which of its entries came, went or have another title."""

    #: where its regions begin now
    lines: Lines
    is_changed: bool = False
    #: all of it was read
    is_whole: bool = False
    #: the regions that were read with their numbers, and the numbers of those that stood there before
    regions: tuple[Region, ...] = ()
    numbers: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    #: the digest of the file
    digest: str = ""
    sources: tuple[Source, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    allows: tuple[Allow, ...] = ()
    came: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    retitled: frozenset[str] = frozenset()
    #: entries that were there and are there have another order
    is_reordered: bool = False
    keys: frozenset[str] = field(default=frozenset())


def read_bibliography(connection: Connection, project: Project, changes: Changes) -> Bibliography:
    """What is otherwise in the bibliography, if it is among the files that changed."""
    content, compared = changes.contents.get(BIBLIOGRAPHY), changes.compared
    if BIBLIOGRAPHY in changes.gone:
        raise NeedsRebuildError
    if content is None and compared is None:
        return Bibliography(all_lines(connection))
    if compared:
        part = read_part(BIBLIOGRAPHY, compared.seen, compared.known.regions, record_of(connection, compared))
        if part and _stands_apart(compared.known, part):
            partly = _partly(connection, compared, part)
            if not _has_far_faults(connection, partly):
                return partly
        content = read_file(project, BIBLIOGRAPHY)
    if not isinstance(content, bytes):
        raise NeedsRebuildError
    return _wholly(connection, compared.known if compared else known_regions(connection), content)


def _partly(connection: Connection, compared: Compared, part: BibPart) -> Bibliography:
    known, first, last = compared.known, part.first, part.last
    numbers = _numbers(known.numbers, first, last, len(part.regions))
    everything = [*known.numbers[:first], *numbers, *known.numbers[last:]]
    regions = (*known.regions[:first], *part.regions, *known.regions[last:])
    return Bibliography(
        lines=Lines.of(everything, (region.lines for region in regions)),
        regions=part.regions,
        numbers=tuple(numbers),
        before=tuple(known.numbers[first:last]),
        digest=digest_of_all(compared.seen.head, regions),
        diagnostics=part.diagnostics,
        **_compared(titles(Names(connection), known, first, last), part.sources),
    )


def _wholly(connection: Connection, known: Known, content: bytes) -> Bibliography:
    file = read_bibtex(BIBLIOGRAPHY, content, known.regions)
    same = [one.digest == other.digest for one, other in zip(known.regions, file.regions, strict=False)]
    first = same.index(False) if False in same else len(same)
    most = len(same) - first
    behind = zip(known.regions[::-1][:most], file.regions[::-1][:most], strict=True)
    same = [one.digest == other.digest for one, other in behind]
    back = same.index(False) if False in same else len(same)
    last = len(known.numbers) - back
    between_them = _numbers(known.numbers, first, last, len(file.regions) - back - first)
    numbers = [*known.numbers[:first], *between_them, *known.numbers[last:]]
    return Bibliography(
        lines=Lines.of(numbers, (region.lines for region in file.regions)),
        is_whole=True,
        regions=file.regions,
        numbers=tuple(numbers),
        before=tuple(known.numbers),
        digest=file.digest,
        diagnostics=file.diagnostics,
        allows=file.allows,
        **_compared(Names(connection).titles(), file.sources),
    )


def _compared(before: dict[str, str], sources: tuple[Source, ...]) -> dict[str, Any]:
    """What came of the sources that had these titles."""
    now = {source.key: source.title for source in sources}
    return {
        "is_changed": True,
        "sources": sources,
        "came": frozenset(now.keys() - before.keys()),
        "lost": frozenset(before.keys() - now.keys()),
        "retitled": frozenset(key for key, title in now.items() if before.get(key, title) != title),
        "is_reordered": [key for key in before if key in now] != [key for key in now if key in before],
        "keys": frozenset(now),
    }


def _numbers(known: Sequence[int], first: int, last: int, count: int) -> list[int]:
    """Numbers for so many regions in place of the known ones from `first` to `last`, as far as they go the same."""
    kept = list(known[first : min(last, first + count)])
    before = kept[-1] if kept else known[first - 1] if first else 0
    more = between(count - len(kept), before, known[last] if last < len(known) else None)
    if more is None:
        raise NeedsRebuildError
    return kept + more


def _stands_apart(known: Known, part: BibPart) -> bool:
    """True when neither keys nor twins tie what came or went to entries elsewhere."""
    old = [each for text in known.signs[part.first : part.last] for each in read_signs(text)]
    new = region_signs(part.sources, [key for region in part.regions for key in region.others])
    came, lost = Counter(new) - Counter(old), Counter(old) - Counter(new)
    kept = [each for each in old if each not in lost]
    if kept != [each for each in new if each not in came]:
        return False
    others = "".join((*known.signs[: part.first], *known.signs[part.last :]))
    keys = {each.key for each in new} ^ {each.key for each in old}
    return not any(holds(others, key) for key in keys) and _have_no_twins(came, lost, kept, others)


def _have_no_twins(came: Counter[Signs], lost: Counter[Signs], kept: list[Signs], others: str) -> bool:
    """True when none of the entries that came or went is, or was, a twin of another one."""
    for some in (came, lost):
        marks = Counter(mark for each in some.elements() for mark in each.marks)
        if any(number > 1 for number in marks.values()):
            return False
        if not marks.keys().isdisjoint(mark for each in kept for mark in each.marks):
            return False
        if any(holds(others, mark) for mark in marks):
            return False
    return True


def _has_far_faults(connection: Connection, bibliography: Bibliography) -> bool:
    """True when faults of twins that came or went are told elsewhere, or when suppressions may cover such faults."""
    here = set(bibliography.numbers)
    if any(bibliography.lines.apart(fault.place)[0] not in here for fault in bibliography.diagnostics):
        return True
    names = Names(connection)
    twins = names.twins(bibliography.keys | bibliography.lost)
    if not twins.keys().isdisjoint(bibliography.came | bibliography.lost):
        return True
    if not {*twins.values()}.isdisjoint(bibliography.came | bibliography.lost):
        return True
    is_far = not (twins.keys() | {*twins.values()}) <= bibliography.keys
    return is_far and names.has_allows(BIBLIOGRAPHY)
