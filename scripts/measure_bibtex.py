"""Measure the reading of a bibliography against bibtexparser: `python scripts/measure_bibtex.py [FILE]`.

Without a file a made-up one is measured (`--entries`, seeded).  Each step runs in fresh processes, in turn with the
others so that a busy moment meets them all alike, and the medians of the processor times are printed as ratios to
bibtexparser's `parse_string` on the same text.  A tenth of the file's entries, measured in the same rounds, shows
whether ten times the entries cost ten times as much.
"""

import argparse
import hashlib
import logging
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH = "references.bib"


def main() -> None:
    """Measure the file that the command line names, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--entries", type=int, default=10_000, help="of the made-up file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", choices=STEPS, help="measure one step once, in this process")
    given = parser.parse_args()
    if given.step:
        measure_once(given.step, given.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = given.file or Path(folder, "made-up.bib")
        if given.file is None:
            chance = random.Random(given.seed)  # noqa: S311 - made-up data, not secrets
            whole.write_text("\n".join(entries(given.entries, chance)), encoding="utf-8")
        tenth = Path(folder, "tenth.bib")
        tenth.write_bytes(b"".join(_blocks(whole)[::10]))
        measured = {(step, path): Measured() for step in STEPS for path in (whole, tenth)}
        for _ in range(given.rounds):
            for (step, path), found in measured.items():
                found.add(step, path)
        show(measured, whole, tenth)


@dataclass
class Measured:
    """Processor seconds and growth of memory in bytes, one of each a run."""

    times: list[float] = field(default_factory=list)
    growth: list[int] = field(default_factory=list)

    def add(self, step: str, path: Path) -> None:
        """One more run in a process of its own."""
        command = [sys.executable, __file__, str(path), "--step", step]
        printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout.split()
        self.times.append(float(printed[0]))
        self.growth.append(int(printed[1]))

    @property
    def time(self) -> float:
        """The median of the times."""
        return statistics.median(self.times)


def show(measured: dict[tuple[str, Path], Measured], whole: Path, tenth: Path) -> None:
    """The table: seconds, ratio to `parse_string`, times the cost of a tenth, growth of memory by file size."""
    size = whole.stat().st_size
    print(f"{whole.name}: {size:,} bytes, {len(_blocks(whole)):,} blocks; processor time, medians")
    print(f"{'':12} {'seconds':>9} {'of parse':>9} {'goal':>6} {'of SHA-256':>10} {'x tenth':>8} {'memory':>7}")
    parse, digest = measured["parse", whole].time, measured["sha-256", whole].time
    for step, what in STEPS.items():
        found = measured[step, whole]
        growth = statistics.median(found.growth) / size
        linear = found.time / max(measured[step, tenth].time, 1e-9)
        print(
            f"{step:12} {found.time:9.4f} {found.time / parse:9.4f} {GOALS.get(step, ''):>6} "
            f"{found.time / digest:10.2f} {linear:8.1f} {growth:7.2f}  {(what.__doc__ or '').splitlines()[0]}"
        )


def measure_once(step: str, path: Path) -> None:
    """Print the processor seconds that one step takes on a file, and by how many bytes memory grew at most."""
    sys.path.insert(0, str(ROOT))
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        run = STEPS[step](path, Path(folder))
        before = most_memory()
        started = time.process_time()
        run()
        took = time.process_time() - started
    print(took, most_memory() - before)


def most_memory() -> int:
    """How many bytes of memory this process has held at most."""
    status = Path("/proc/self/status")
    # a process inherits the number that getrusage gives from the one that started it
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def parse(path: Path, _: Path) -> Callable[[], object]:
    """The parse_string of bibtexparser alone."""
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - a step pays for what it uses only

    text = path.read_text(encoding="utf-8", errors="replace")
    parse_string("@misc{a, title = {warm}}")
    return lambda: parse_string(text)


def read(path: Path, _: Path) -> Callable[[], object]:
    """Bytes to sources and faults, nothing written."""
    from kb.bibtex import read_bibtex  # noqa: PLC0415
    from kb.collecting import without_collecting  # noqa: PLC0415

    data = path.read_bytes()
    read_bibtex(PATH, b"@misc{a, title = {warm \\'e}}")
    # as a build and a check do
    return without_collecting()(lambda: read_bibtex(PATH, data))


def build(path: Path, folder: Path) -> Callable[[], object]:
    """A whole build: a committed index with persons, texts and search, checks and verdicts."""
    from kb.build import build as build_index  # noqa: PLC0415
    from kb.project import Project  # noqa: PLC0415
    from kb.store import open_store  # noqa: PLC0415

    (folder / "claims").mkdir()
    store = open_store(f"sqlite:///{folder}/kb.sqlite")
    (folder / PATH).write_bytes(b"@misc{a, title = {warm \\'e}}")
    build_index(Project(folder), store)
    # copied piece by piece: bytes that were in memory before would not count as growth
    shutil.copyfile(path, folder / PATH)
    return lambda: build_index(Project(folder), store)


def unchanged(path: Path, folder: Path) -> Callable[[], object]:
    """A look at an index that is current."""
    return _edited(path, folder, list[bytes].copy)


def title(path: Path, folder: Path) -> Callable[[], object]:
    """The update after a title in the middle has changed."""
    return _edited(path, folder, lambda blocks: _change(blocks, b"title = {", b"title = {Another "))


def insertion(path: Path, folder: Path) -> Callable[[], object]:
    """The update after an entry has come at the top."""
    return _edited(path, folder, lambda blocks: blocks.insert(0, b"@misc{inserted-at-top,\n  title = {New},\n}\n"))


def deletion(path: Path, folder: Path) -> Callable[[], object]:
    """The update after an entry in the middle has gone."""
    return _edited(path, folder, lambda blocks: blocks.pop(len(blocks) // 2))


def broken(path: Path, folder: Path) -> Callable[[], object]:
    """The update after a brace in the middle has gone."""
    return _edited(path, folder, lambda blocks: _change(blocks, b"}", b""))


def _edited(path: Path, folder: Path, edit: Callable[[list[bytes]], object]) -> Callable[[], object]:
    """What brings an index up to date after an edit; another edit has been taken in before, so that all is loaded."""
    from kb.build import bring_up_to_date  # noqa: PLC0415
    from kb.project import Project  # noqa: PLC0415
    from kb.store import open_store  # noqa: PLC0415

    (folder / "claims").mkdir()
    blocks = _blocks(path)
    text, project = folder / PATH, Project(folder)
    store = open_store(f"sqlite:///{folder}/kb.sqlite")
    text.write_bytes(b"".join(blocks))
    bring_up_to_date(project, store)
    place = len(blocks) // 3
    blocks.insert(place, b"\n@misc{inserted-before,\n  title = {New},\n}")
    text.write_bytes(b"".join(blocks))
    # what changed less than two seconds before a look is looked at again
    time.sleep(2.1)
    bring_up_to_date(project, store)
    written = b"".join(blocks)
    edit(blocks)
    if b"".join(blocks) != written:
        text.write_bytes(b"".join(blocks))
    return lambda: bring_up_to_date(project, store)


def _change(blocks: list[bytes], old: bytes, new: bytes) -> None:
    """Replace the first of some bytes in the first block from the middle on that has them."""
    number = next(n for n in range(len(blocks) // 2, len(blocks)) if old in blocks[n])
    blocks[number] = blocks[number].replace(old, new, 1)


def sha_256(path: Path, _: Path) -> Callable[[], object]:
    """SHA-256 of the file, which is read for it."""
    return lambda: hashlib.sha256(path.read_bytes()).digest()


STEPS: dict[str, Callable[[Path, Path], Callable[[], object]]] = {
    "parse": parse,
    "read": read,
    "build": build,
    "sha-256": sha_256,
    "unchanged": unchanged,
    "title": title,
    "insertion": insertion,
    "deletion": deletion,
    "broken": broken,
}

#: what the ratio to `parse_string` is meant to be at most; besides, ten times the entries may cost eleven times as
#: much, and memory may grow by two and a half times the size of the file
GOALS = {"build": "0.50", "title": "0.005", "insertion": "0.005", "deletion": "0.005", "broken": "0.005"}


def entries(count: int, chance: random.Random) -> Iterator[str]:
    """Made-up entries that look like those of reference managers."""
    yield '@string{jou1 = "Journal of Made-up Results"}\n@string{jou2 = {Annals of } # "Chance"}\n'
    for number in range(count):
        people = [f"{chance.choice(FAMILIES)}, {chance.choice(GIVEN)}" for _ in range(chance.randrange(1, 7))]
        title = " ".join(chance.choices(WORDS, k=chance.randrange(5, 14))).capitalize()
        fields = {
            "author": "{" + " and ".join(people) + "}",
            "title": "{" + title + "}",
            "journal": chance.choice(["jou1", "jou2", "{Sleep {\\&} Medicine}", '"The Lancet"']),
            "year": chance.choice(["{%d}", "%d"]) % chance.randrange(1950, 2025),
            "volume": f"{{{chance.randrange(1, 90)}}}",
            "pages": f"{{{chance.randrange(1, 400)}--{chance.randrange(400, 800)}}}",
            "month": chance.choice(["jan", 'feb # "~3"', "{may}"]),
            "doi": f"{{10.1000/x_{number}}}",
            "url": f"{{https://example.org/a%20b/{number}?q=1&r=2#c}}",
        }
        if chance.random() < 0.3:
            fields["abstract"] = "{" + " ".join(chance.choices(WORDS, k=120)) + ".}"
        kept = [f"  {name} = {value}" for name, value in fields.items() if chance.random() < 0.9 or name == "title"]
        yield f"@{chance.choice(['article', 'Book', 'inproceedings'])}{{key{number}:a,\n" + ",\n".join(kept) + ",\n}\n"


FAMILIES = ("Doe", "van der Berg", 'M{\\"u}ller', "Erd{\\H o}s", "O'Neil", "{World Health Organization}", "García")
GIVEN = ("J. A.", "Jane", "Jos{\\'e}", "K.", "Li", "M.-L.")
WORDS = (
    *("peer", "support", "of", "{RCT}", "the", "trial", "and", 'na{\\"i}ve', "$\\alpha$-helix", "cost--benefit"),
    *("recovery", "in", "50\\%", "adults", "service", "users", "with", "a", "{DNA}", "outcome"),
)


def _blocks(path: Path) -> list[bytes]:
    """The file cut before each line that begins with an at sign."""
    pieces = path.read_bytes().split(b"\n@")
    return [piece if number == 0 else b"\n@" + piece for number, piece in enumerate(pieces)]


if __name__ == "__main__":
    main()
