"""Try what must not lose anything: `python scripts/try_bad_days.py kills|crowd|full …`.

`kills` takes database URLs: a made-up project is built anew, brought up to date after an edit, and exported over an old
file, in turn; each is killed at a random moment, and must leave the old or the new state, a database that is sound, and
the way free for the next.

`crowd` takes database URLs: readers ask for claims all the time while one writer builds anew and brings up to date, in
turn the index that they read and one beside it that nobody reads: that takes as much of the processors, and no lock of
theirs.  It prints how long the readers waited in each case, and while nothing was built.  At the end two more writers
build at once.

`full` mounts a small disk of memory, which takes Linux and root, and builds on it as it fills, at ten sizes.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import multiprocessing.connection
import os
import random
import signal
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from threading import Barrier

from make_base import write_base
from sqlalchemy import make_url, select

from kb.base import Base
from kb.build import bring_up_to_date, build
from kb.diagnostics import KbError
from kb.exporters import EXPORTERS, write_whole
from kb.project import Project
from kb.store import Store, open_store, schema
from kb.store.postgresql import SCHEMA

#: how many findings the made-up base of a trial has
FINDINGS = 600

#: how long readers think between two questions, in seconds
THINKING = 0.1

_Q99 = 98

#: what is built while a question waits; of two things the larger one counts
_NOTHING, _ANOTHER, _THEIRS = range(3)
_MEANWHILE = {
    _THEIRS: "while the index that is read is built",
    _ANOTHER: "while another index is built",
    _NOTHING: "while nothing is built",
}
_MEGABYTE = 1 << 20


@dataclass
class Trial:
    """A made-up project with its index, and how often its text has been edited."""

    project: Project
    url: str
    edits: int = 0

    def beside(self) -> Trial:
        """The same project with an index that nobody reads, in a file or a schema beside this one."""
        address = make_url(self.url)
        if address.get_backend_name() == "sqlite":
            return replace(self, url=f"{self.url}.beside")
        named = address.query.get("schema", SCHEMA)
        other = address.update_query_dict({"schema": f"{named}_beside"})
        return replace(self, url=other.render_as_string(hide_password=False))

    def edit(self) -> None:
        """Change one file of the text, as editors do: as a whole."""
        self.edits += 1
        claims = "".join(
            f"  - {{id: extra{number}, statement: Edit {self.edits} of {number}., kind: effect}}\n"
            for number in range(1 + self.edits % 5)
        )
        write_whole(self.project.root / "claims" / "extra.yaml", f"topic: extra\ntitle: Extra\nclaims:\n{claims}")

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """The index, open for as long as it is needed."""
        store = open_store(self.url)
        try:
            yield store
        finally:
            store.close()

    def build(self) -> None:
        """Build the index anew."""
        with self.opened() as store:
            build(self.project, store)

    def update(self) -> None:
        """Bring the index up to date."""
        with self.opened() as store:
            bring_up_to_date(self.project, store)

    def export(self) -> None:
        """Write the evidence table over the last one."""
        exporter = next(each for each in EXPORTERS if each.name == "csv")
        with self.opened() as store:
            portion = Base(self.project, store, is_looked_after=True).portion()
        write_whole(self.exported, exporter.file(replace(portion, fingerprint=str(self.edits))))

    @property
    def exported(self) -> Path:
        """The file of the export."""
        return self.project.root / "evidence.csv"

    def state(self) -> tuple[str, str]:
        """A digest of all that the index holds of the text, and one of the exported file; a `KbError` if damaged."""
        found = hashlib.sha256()
        with self.opened() as store, store.reading() as connection:
            if store.engine.dialect.name == "sqlite":
                sound = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
                if sound != ["ok"]:
                    raise KbError(f"the index is damaged: {sound[0]}")
            for name, table in schema.metadata.tables.items():
                # these tell when files were looked at
                if name not in ("meta", "files"):
                    found.update(repr(sorted(map(repr, connection.execute(select(table))))).encode())
        exported = self.exported.read_bytes() if self.exported.exists() else b""
        return found.hexdigest(), hashlib.sha256(exported).hexdigest()


def main() -> None:
    """Try what the command line asks for; the exit code is 1 when something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("kills", "crowd", "full"))
    parser.add_argument("urls", nargs="*", metavar="URL")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--readers", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "full":
            told = list(try_full(Path(folder)))
        else:
            told = []
            for number, url in enumerate(given.urls or [f"sqlite:///{folder}/kb.sqlite"]):
                trial = made(Path(folder, str(number)), url)
                lines = try_kills(trial, given.times) if given.what == "kills" else ()
                told += lines or try_crowd(trial, given.readers, given.seconds)
    print("\n".join(told))
    raise SystemExit(any("LOST" in line for line in told))


def made(folder: Path, url: str) -> Trial:
    """A made-up project, built and exported."""
    write_base(folder, FINDINGS, random.Random(1))  # noqa: S311 - made-up data, not secrets
    trial = Trial(Project(folder), url)
    trial.edit()
    trial.build()
    trial.export()
    return trial


def try_kills(trial: Trial, times: int) -> Iterator[str]:
    """What came of so many kills, as a line for each thing that was killed and one for each loss."""
    chance = random.Random(7)  # noqa: S311 - chance, not secrecy
    ways = {"build anew": trial.build, "update": trial.update, "export": trial.export}
    longest: dict[str, float] = {}
    for name, do in ways.items():
        trial.edit()
        began = time.monotonic()
        do()
        longest[name] = time.monotonic() - began
    seen: Counter[tuple[str, str]] = Counter()
    for number in range(times):
        name, do = list(ways.items())[number % len(ways)]
        trial.update()
        old = trial.state()
        trial.edit()
        if name == "export":
            trial.update()
            old = trial.state()
        ended = killed(do, chance.uniform(0, longest[name] * 1.3))
        left = trial.state()
        do()
        new = trial.state()
        seen[name, "ended before" if ended else "old state" if left == old else "new state"] += 1
        if left not in (old, new):
            yield f"{trial.url.partition(':')[0]}: LOST: after kill {number} of {name}"
        # what a killed export leaves is no more than a file beside it
        for rest in trial.project.root.glob(f".{trial.exported.name}.*"):
            rest.unlink()
            seen[name, "a temporary file left"] += 1
    for name in ways:
        counts = ", ".join(f"{number} × {what}" for (way, what), number in sorted(seen.items()) if way == name)
        yield f"{trial.url.partition(':')[0]}: {name}: {counts}"


def killed(do: Callable[[], None], after: float) -> bool:
    """Do this in a process of its own and kill it after some seconds; true when it had ended before."""
    pid = os.fork()
    if pid == 0:
        try:
            do()
        finally:
            os._exit(0)
    time.sleep(after)
    ended, _ = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return bool(ended)


def try_crowd(trial: Trial, readers: int, seconds: float) -> Iterator[str]:
    """How long readers waited while a writer built, and what came of the builds."""
    context = multiprocessing.get_context("fork")
    built = context.Value("i", _NOTHING)
    both = ((_THEIRS, trial), (_ANOTHER, trial.beside()))
    # the first question of each reader, which loads and prepares what it needs, is not counted
    start = context.Barrier(readers + 1, timeout=60)
    pipes = [context.Pipe(duplex=False) for _ in range(readers)]
    crowd = [context.Process(target=_read, args=(trial, seconds, start, built, sender)) for _, sender in pipes]
    for reader in crowd:
        reader.start()
    start.wait()
    until = time.monotonic() + seconds
    builds, updates = 0, 0
    while time.monotonic() < until:
        trial.edit()
        is_anew = builds <= updates
        for what, each in both:
            began = time.monotonic()
            built.value = what
            if is_anew:
                each.build()
            else:
                each.update()
            built.value = _NOTHING
            # so that as much is asked while nothing is built
            time.sleep((time.monotonic() - began) / 2)
        builds, updates = builds + is_anew, updates + (not is_anew)
    waits: list[tuple[float, int]] = []
    faults: list[str] = []
    for (receiver, _), reader in zip(pipes, crowd, strict=True):
        more, found = receiver.recv()
        waits += more
        faults += found
        reader.join()
    kind = trial.url.partition(":")[0]
    for what, words in _MEANWHILE.items():
        times = sorted(wait * 1e3 for wait, meanwhile in waits if meanwhile == what)
        if len(times) > 1:
            p99 = statistics.quantiles(times, n=100)[_Q99]
            told = f"p50 {statistics.median(times):.1f} ms, p99 {p99:.1f}, longest {times[-1]:.1f}"
            yield f"{kind}: {len(times):,} questions {words}: {told}"
    yield f"{kind}: {readers} readers, {builds} builds anew, {updates} updates"
    yield from (f"{kind}: LOST: {fault}" for fault in faults)
    yield from _at_once(trial, kind)


def _read(
    trial: Trial,
    seconds: float,
    start: Barrier,
    built: Synchronized[int],
    sender: multiprocessing.connection.Connection,
) -> None:
    chance = random.Random(os.getpid())  # noqa: S311 - chance, not secrecy
    waits: list[tuple[float, int]] = []
    faults: list[str] = []
    with trial.opened() as store:
        base = Base(trial.project, store, is_looked_after=True)
        base.claim("claim0")
        start.wait()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            before = built.value
            began = time.monotonic()
            try:
                view = base.claim(f"claim{chance.randrange(FINDINGS // 20)}")
                if len(view.findings) < sum(view.pair_counts.values()) ** 0.5:
                    faults.append(f"{view.id} is not whole")
            except KbError as error:
                faults.append(error.message)
            waits.append((time.monotonic() - began, max(before, built.value)))
            time.sleep(chance.uniform(0, 2 * THINKING))
    sender.send((waits, faults))


def _at_once(trial: Trial, kind: str) -> Iterator[str]:
    """Two builds at once: both must be in the history of the index."""
    with trial.opened() as store:
        before = bring_up_to_date(trial.project, store).revision
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=trial.build) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    with trial.opened() as store:
        after = bring_up_to_date(trial.project, store).revision
    ended = "" if after == before + len(both) and not any(each.exitcode for each in both) else "LOST: "
    yield f"{kind}: {ended}two builds at once: {after - before} new revisions"


def try_full(folder: Path) -> Iterator[str]:
    """What came of builds on a disk that is too small, at ten sizes, and once there is room."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=True)  # noqa: S607 - the system's
    try:
        trial = made(folder / "project", f"sqlite:///{disk.as_posix()}/kb.sqlite")
        old = trial.state()
        need = sum(path.stat().st_size for path in disk.iterdir())
        for tenth in range(10):
            trial.edit()
            used = sum(path.stat().st_size for path in disk.iterdir())
            stat = os.statvfs(disk)
            room = need * tenth // 4
            # what is free, but for that much room
            filler = disk / "filler"
            with filler.open("wb") as file:
                file.truncate(0)
                os.posix_fallocate(file.fileno(), 0, max(stat.f_bavail * stat.f_frsize - room, 1))
            try:
                trial.build()
                said = "built"
            except KbError as error:
                said = f"{error.message} ({error.hint})".replace(str(disk), "…")
            filler.unlink()
            left = trial.state()
            kept = "" if said == "built" or left == old else "LOST: "
            yield f"{room / _MEGABYTE:.2f} MB free beside {used / _MEGABYTE:.2f}: {kept}{said}"
            old = left if said == "built" else old
        trial.edit()
        trial.build()
        yield f"once there is room: {'LOST: nothing new' if trial.state() == old else 'built'}"
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S607 - the system's


if __name__ == "__main__":
    main()
