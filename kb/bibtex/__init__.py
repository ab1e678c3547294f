"""Reading a bibliography: sources with exact places, and a fault for everything that is not read as it stands.

The text is cut into blocks; each block is read by itself, and only then are abbreviations, inheritance and keys settled
over the whole file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kb.bibtex.decoding import decode
from kb.bibtex.faults import FAULTS
from kb.bibtex.file import Placed, Reading, in_order
from kb.bibtex.kept import Region, cuts, differing, digest, digest_of_all
from kb.bibtex.regions import Regions
from kb.diagnostics import Allow, Diagnostic
from kb.model import Source

__all__ = ["FAULTS", "BibFile", "Placed", "Region", "read_bibtex", "read_one_by_one"]


@dataclass(frozen=True, slots=True)
class BibFile:
    """What a bibliography holds: sources by unique key in the order of the file, faults, suppressions."""

    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]
    allows: tuple[Allow, ...] = ()
    #: entries that stand in the file, read or not
    entries_seen: int = 0
    #: what to keep of the file, so that not all of it has to be read again when it changes
    regions: tuple[Region, ...] = ()
    #: equal for equal bytes of the file
    digest: str = ""


def read_bibtex(path: str, data: bytes, known: Sequence[Region] = ()) -> BibFile:
    """The sources in a BibTeX or BibLaTeX file; whatever is broken, every other entry is read.

    Where the file is as it was when its regions were `known`, it has the same regions again.
    """
    found: list[Placed] = []
    file = read_one_by_one(path, data, found.append, known)
    return replace(file, sources=in_order(found))


def read_one_by_one(path: str, data: bytes, take: Callable[[Placed], None], known: Sequence[Region] = ()) -> BibFile:
    """The same without the sources: `take` gets each as soon as it is read, so that not all have to be there at once.

    Those come last that depend on what stands below them.
    """
    decoded = decode(path, data)
    text = decoded.data
    span = differing(lambda begin, end: text[begin:end], len(text), decoded.start, known) if known else None
    reading = Reading(decoded, Regions(path, decoded, cuts(known, decoded.start, len(text), span) if span else ()))
    for placed in reading.sources():
        take(placed)
    regions = tuple(reading.kept())
    is_plain = sum(region.size for region in regions) == len(data) - decoded.start and not decoded.diagnostics
    return BibFile(
        sources=(),
        diagnostics=reading.diagnostics(),
        allows=reading.allows,
        entries_seen=reading.seen,
        regions=regions,
        digest=digest_of_all(data, regions) if is_plain else digest(data),
    )
