"""A bibliography read a second time by bibtexparser alone: what it reads otherwise than here is told entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from kb.bibtex.blocks import Block, Kind
from kb.bibtex.decoding import decode
from kb.bibtex.entries import Foreign, RawEntry, read_foreign
from kb.bibtex.faults import Fault
from kb.bibtex.fields import Part
from kb.bibtex.regions import Regions
from kb.diagnostics import Diagnostic, in_order, quoted

_HINT = "see what else is said of this entry; programs that use bibtexparser read it so"


def read_otherwise(path: str, data: bytes) -> tuple[Diagnostic, ...]:
    """A note on each entry of which bibtexparser, given that entry's text alone, reads anything else."""
    regions = Regions(path, decode(path, data))
    faults = (
        Fault("bib-read-otherwise", found.block.start, message, _HINT)
        for found in regions.blocks()
        if found.block.kind is Kind.ENTRY and (message := _difference(found.block, found.read.entry))
    )
    return in_order([fault.diagnostic(regions.place) for fault in faults])


def _difference(block: Block, ours: RawEntry | None) -> str:
    theirs = read_foreign(block.text)
    if ours is None or theirs is None:
        if (ours is None) == (theirs is None):
            return ""
        return "bibtexparser reads this entry" if ours is None else "bibtexparser does not read this entry"
    if (ours.type, ours.key) != (theirs.type.lower(), " ".join(theirs.key.split())):
        return f"bibtexparser reads {quoted('@' + theirs.type)} with the key {quoted(theirs.key)}"
    for own, other in zip_longest(_our_fields(ours), _their_fields(theirs)):
        # a name with blanks is read with hyphens
        if own is None or other is None or own != (other[0].replace(" ", "-"), other[1]):
            name = (own or other or ("",))[0]
            read = f"reads {quoted(other[0] + ' = ' + other[1])}" if other else f"does not read {quoted(name)}"
            return f"bibtexparser {read} in {quoted(ours.key)}"
    return ""


def _our_fields(entry: RawEntry) -> Iterator[tuple[str, str]]:
    for field in entry.fields:
        parts = list(_of_one_field(field.parts))
        last = parts[-1]
        end = last.at + len(last.text)
        # a bare word begins where it stands, a text after its opening sign
        is_bare = len(parts) == 1 and last.at == field.value_at
        is_bare = is_bare or (len(parts) > 1 and entry.raw[last.at - 1] not in '{"')
        yield field.name, entry.raw[field.value_at : end if is_bare else end + 1]


def _of_one_field(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts as far as they are of the first of several fields of one name; bibtexparser leaves out the others."""
    yield parts[0]
    for before, part in pairwise(parts):
        # only a sign that was put in between two fields stands where the part before it ends
        if part.at == before.at + len(before.text):
            return
        yield part


def _their_fields(entry: Foreign) -> Iterator[tuple[str, str]]:
    first: dict[str, str] = {}
    for name, value in entry.fields:
        first.setdefault(name.lower(), value)
    yield from first.items()
