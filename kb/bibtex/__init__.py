"""Reading a bibliography: sources with exact places, and a fault for everything that is not read as it stands.

The text is cut into blocks; each block is read by itself, and only then are abbreviations, inheritance and keys settled
over the whole file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.bibtex.decoding import decode
from kb.bibtex.faults import FAULTS
from kb.bibtex.file import Reading
from kb.bibtex.kept import Region, cuts, differing, digest, digest_of_all
from kb.bibtex.regions import Regions
from kb.diagnostics import Allow, Diagnostic
from kb.model import Source

__all__ = ["FAULTS", "BibFile", "Region", "read_bibtex"]


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
    decoded = decode(path, data)
    text = decoded.data
    span = differing(lambda begin, end: text[begin:end], len(text), decoded.start, known) if known else None
    reading = Reading(decoded, Regions(path, decoded, cuts(known, decoded.start, len(text), span) if span else ()))
    sources = sorted(reading.sources(), key=lambda found: found[0])
    regions = tuple(reading.kept())
    is_plain = sum(region.size for region in regions) == len(data) - decoded.start and not decoded.diagnostics
    return BibFile(
        sources=tuple(source for _, source in sources),
        diagnostics=reading.diagnostics(),
        allows=reading.allows,
        entries_seen=reading.seen,
        regions=regions,
        digest=digest_of_all(data, regions) if is_plain else digest(data),
    )
