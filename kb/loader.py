"""From a project's files to one linked corpus, with every fault on the way: nothing is lost silently."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from pathlib import PurePosixPath

from kb import linking
from kb.bibtex import Placed, Region, read_one_by_one
from kb.bibtex.deep import read_otherwise
from kb.collecting import without_collecting
from kb.diagnostics import Allow, Diagnostic, LeftOut, Lost, Place, Severity, in_order
from kb.linking import Definition, Elsewhere, Unlinked, definitions, left_out_names, link, named
from kb.model import Corpus
from kb.project import BIBLIOGRAPHY, Project
from kb.sheets import SheetFile, read_sheets
from kb.steps import Counted

FAULTS: Mapping[str, str] = {
    "unreadable-file": (
        "An input file cannot be opened: it is a folder with the name of a file, its name is not in UTF-8, or reading "
        "is not permitted; or a folder cannot be looked into. Nothing in it is part of the base. Rename it or mend the "
        "permissions."
    ),
    **linking.FAULTS,
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read and linked, the faults of reading and linking, and the suppressions found in the text."""

    corpus: Corpus
    diagnostics: tuple[Diagnostic, ...] = ()
    allows: tuple[Allow, ...] = ()
    #: the digest of each input file by path; an empty string for one that could not be read
    digests: Mapping[str, str] = field(default_factory=dict)
    #: all that the files define, what is left out as a duplicate included
    definitions: tuple[Definition, ...] = ()
    #: what to keep of the regions of the bibliography
    regions: tuple[Region, ...] = ()
    unlinked: tuple[Unlinked, ...] = ()
    #: where the sources of the corpus stand, in order
    placed: tuple[Placed, ...] = ()
    #: the keys of all sources, those included that were given away
    keys: Collection[str] = frozenset()


def load(project: Project, tell: Counted | None = None, away: Callable[[Placed], None] | None = None) -> Loaded:
    """A project's corpus as its files stand now; `tell` hears from time to time how many files have been read.

    The sources that no claims file or extraction sheet names are given `away` as they are read, if that is asked for,
    and are not in the corpus then; nothing there depends on them.
    """
    # asked once: a file that goes away meanwhile must stay on record, or the index would be taken for current
    return _loaded({path: read_file(project, path) for path in project.inputs()}, tell, away)


def read_file(project: Project, path: str) -> bytes | Diagnostic:
    """What an input file holds, or the fault of one that cannot be read."""
    try:
        return (project.root / path).read_bytes()
    except OSError as error:
        return _unreadable(project, path, error)


def digest(content: bytes | Diagnostic) -> str:
    """SHA-256 of what a file holds; an empty string for one that could not be read."""
    return "" if isinstance(content, Diagnostic) else hashlib.sha256(content).hexdigest()


def parse(path: str, content: bytes | Diagnostic) -> SheetFile:
    """What a claims file or extraction sheet holds; nothing but its fault when it could not be read."""
    return SheetFile(diagnostics=(content,)) if isinstance(content, Diagnostic) else read_sheets(path, content)


def load_texts(texts: Mapping[str, bytes | str], tell: Counted | None = None) -> Loaded:
    """The corpus in a mapping of paths to contents: `references.bib` and any number of YAML files."""
    return _loaded({path: text.encode() if isinstance(text, str) else text for path, text in texts.items()}, tell, None)


@without_collecting()
def _loaded(
    contents: Mapping[str, bytes | Diagnostic], tell: Counted | None, away: Callable[[Placed], None] | None
) -> Loaded:
    text = contents.get(BIBLIOGRAPHY, b"% no entries")
    unread = (text,) if isinstance(text, Diagnostic) else ()
    files = list(_parsed({path: contents[path] for path in sorted(contents) if path != BIBLIOGRAPHY}, tell))
    needed = _named(files) if away else frozenset[str]()
    keys: set[str] = set()
    kept: list[Placed] = []

    def take(placed: Placed) -> None:
        keys.add(placed.source.key)
        if away is None or placed.source.key in needed:
            kept.append(placed)
        else:
            away(placed)

    bib = read_one_by_one(BIBLIOGRAPHY, b"% no entries" if isinstance(text, Diagnostic) else text, take)
    kept.sort(key=itemgetter(1, 3))
    linked = link(keys, files, Elsewhere(left_out=left_out_names(bib.diagnostics)))
    return Loaded(
        corpus=linked.corpus(placed.source for placed in kept),
        diagnostics=in_order(chain(unread, bib.diagnostics, linked.faults, *(file.diagnostics for file in files))),
        allows=tuple(chain(bib.allows, *(file.allows for file in files))),
        digests={path: bib.digest if content is text else digest(content) for path, content in contents.items()},
        definitions=tuple(chain.from_iterable(map(definitions, files))),
        unlinked=linked.unlinked,
        regions=bib.regions,
        placed=tuple(kept),
        keys=keys,
    )


def _named(files: Sequence[SheetFile]) -> frozenset[str]:
    """The sources that files name, and those of which a sheet or a finding cannot be read."""
    keys = {key for file in files for key in named(file)[0]}
    keys |= {key for file in files for sheet in file.sheets for key in sheet.includes}
    lost = (each for file in files for fault in file.diagnostics for each in fault.leaves_out)
    return frozenset(keys | {each.source for each in lost})


def _parsed(contents: Mapping[str, bytes | Diagnostic], tell: Counted | None) -> Iterable[SheetFile]:
    sizes = {path: 0 if isinstance(content, Diagnostic) else len(content) for path, content in contents.items()}
    whole, done = sum(sizes.values()), 0
    for number, (path, content) in enumerate(contents.items(), start=1):
        yield parse(path, content)
        done += sizes[path]
        if tell is not None and whole:
            tell(done / whole, number, len(contents))


def read_again(project: Project) -> tuple[Diagnostic, ...]:
    """What bibtexparser alone reads otherwise in the bibliography; nothing of a file that cannot be opened."""
    try:
        data = (project.root / BIBLIOGRAPHY).read_bytes()
    except OSError:
        return ()
    return read_otherwise(BIBLIOGRAPHY, data)


def _unreadable(project: Project, path: str, error: OSError) -> Diagnostic:
    reason = (error.strerror or "unknown reason").lower()
    message, hint = f"cannot be read: {reason}", "mend its permissions, rename it, or remove it"
    if (project.root / path).is_dir():
        readable = os.access(project.root / path, os.R_OK | os.X_OK)
        message = "expected a file, found a folder" if readable else "a folder that cannot be looked into"
    # a sheet has, by convention, the name of its source
    sheet = LeftOut(Lost.SHEET, Place(path), source=PurePosixPath(path).stem)
    return Diagnostic(Place(path), "unreadable-file", Severity.ERROR, message, hint, leaves_out=(sheet,))
