"""Compare the ways of reading a bibliography on real files: `python scripts/compare_bibtex.py FOLDER [--mutations N]`.

For every file in the folder: its blocks put together are its text; in regions it is read as at once; each plain entry
is read as bibtexparser reads it; and every entry is a source or named by a fault.  Then N stretches of the files, with
a few random signs put in, taken out or changed, are read both ways.  Exits with 1 when anything differs.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kb.bibtex import BibFile, read_bibtex  # noqa: E402 - the program lies beside this folder
from kb.bibtex import regions as kb_regions  # noqa: E402
from kb.bibtex.blocks import Block, cut  # noqa: E402
from kb.bibtex.decoding import BibText, decode  # noqa: E402
from kb.bibtex.entries import RawEntry, Read  # noqa: E402
from kb.bibtex.faults import OF_LOSS  # noqa: E402
from kb.bibtex.reading import read_block, read_blocks  # noqa: E402

PATH = "references.bib"
#: what is put in by mutations
SIGNS = ("{", "}", '"', "#", "%", ",", "=", "@", "\\", "\n", " ", "(", ")", "\n@misc{", "\n x = {", "é", "~", "a", "1")


def main() -> int:
    """Compare what the command line names, and print what differs and how much was compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mutations", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    paths = [path for path in sorted(given.folder.rglob("*")) if path.is_file()]
    counts: Counter[str] = Counter(files=len(paths))
    differences = [f"{path}: {what}" for path in paths for what in compare(path.read_bytes(), counts)]
    chance = random.Random(given.seed)  # noqa: S311 - made-up faults, not secrets
    texts = [BibText(PATH, decode(PATH, path.read_bytes()).data.decode()).plain for path in paths]
    differences += mutated([text for text in texts if "@" in text], given.mutations, chance, counts)
    print("\n".join(differences[:100]))
    print(", ".join(f"{count:,} {what}" for what, count in counts.items()))
    print(f"{len(differences):,} differences")
    return 1 if differences else 0


def compare(data: bytes, counts: Counter[str]) -> Iterator[str]:
    """What is wrong with how one file is read."""
    decoded = decode(PATH, data)
    text = BibText(PATH, decoded.data[decoded.start :].decode()).plain
    if "".join(block.text for block in cut(text)) != text:
        yield "the blocks are not the text"
    yield from lanes(text, counts)
    file = read_bibtex(PATH, data)
    if replace(in_one_region(data), regions=()) != replace(file, regions=()):
        yield "in regions it is read otherwise than at once"
    counts["bytes"] += len(data)
    counts["entries"] += file.entries_seen
    counts["faults"] += len(file.diagnostics)
    sources, named = len(file.sources), sum(fault.rule in OF_LOSS for fault in file.diagnostics)
    data_only = sum(1 for block in cut(text) if block.type == "xdata")
    if file.entries_seen > sources + named + data_only:
        yield f"{file.entries_seen - sources - named - data_only} entries are lost in silence"


def in_one_region(data: bytes) -> BibFile:
    """A file read as a single region."""
    size = kb_regions.SIZE
    kb_regions.SIZE = len(data) + 1
    try:
        return read_bibtex(PATH, data)
    finally:
        kb_regions.SIZE = size


def lanes(text: str, counts: Counter[str]) -> Iterator[str]:
    """Where plain entries are read otherwise than by bibtexparser, or end elsewhere."""
    both = zip_blocks(list(read_blocks(text)), [(block, read_block(block)) for block in cut(text)])
    for fast, slow in both:
        if fast is None or slow is None:
            yield f"blocks begin at other offsets: {fast or slow!r:.300}"
            return
        entry, other = fast[1].entry, slow[1].entry
        counts["plain entries"] += entry is not None and entry.is_plain
        if fast[0].text != slow[0].text or fast[0].kind is not slow[0].kind or not alike(entry, other):
            yield f"read in two ways: {fast[0].text!r:.600}"
        if fast[1].faults != slow[1].faults:
            yield f"two sets of faults: {fast[0].text!r:.300}"


Pair = tuple[Block, Read]


def zip_blocks(fast: list[Pair], slow: list[Pair]) -> Iterator[tuple[Pair | None, Pair | None]]:
    """The blocks that begin at one offset side by side, blank ones aside."""
    left, right = ({pair[0].start: pair for pair in pairs if not pair[0].text.isspace()} for pairs in (fast, slow))
    return ((left.get(start), right.get(start)) for start in sorted(left.keys() | right.keys()))


def alike(one: RawEntry | None, other: RawEntry | None) -> bool:
    """True when two ways of reading gave the same entry, down to the offsets."""
    if one is None or other is None:
        return one is other
    same_head = (one.type, one.key, one.key_at, one.raw) == (other.type, other.key, other.key_at, other.raw)
    texts = [(name, "" if name in one.unresolved else text) for name, text in one.written.items()]
    others = [(name, "" if name in other.unresolved else text) for name, text in other.written.items()]
    return same_head and one.fields == other.fields and texts == others and one.unresolved == other.unresolved


def mutated(texts: list[str], number: int, chance: random.Random, counts: Counter[str]) -> Iterator[str]:
    """Differences in stretches of the texts with random faults put in."""
    for _ in range(number if texts else 0):
        text = chance.choice(texts)
        first = text.rfind("@", 0, chance.randrange(len(text)) + 1)
        piece = list(text[max(first, 0) : max(first, 0) + chance.randrange(100, 2500)])
        for _ in range(chance.randrange(1, 5)):
            at = chance.randrange(len(piece))
            match chance.randrange(3):
                case 0:
                    piece.insert(at, chance.choice(SIGNS))
                case 1:
                    piece[at] = chance.choice(SIGNS)
                case _:
                    piece[at] = ""
        counts["mutations"] += 1
        yield from lanes("".join(piece), counts)


if __name__ == "__main__":
    sys.exit(main())
