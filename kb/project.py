"""Where the files of a project are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kb.diagnostics import KbError

BIBLIOGRAPHY = "references.bib"
CLAIMS = "claims"
DATABASE_VARIABLE = "KB_DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds `references.bib` and `claims/`."""

    root: Path

    @property
    def database_url(self) -> str:
        """Where the index lives unless the user says otherwise: SQLite in the git-ignored build folder."""
        return f"sqlite:///{quote((self.root / 'build' / 'kb.sqlite').as_posix(), safe='/:')}"

    def inputs(self) -> tuple[str, ...]:
        """The input files as paths relative to the root with forward slashes: the bibliography, then claims in order.

        Anything named `*.yaml` or `*.yml` under `claims/` counts, folders too, so that a folder can be reported, as are
        folders that cannot be looked into.  Links are followed; a folder that is reached twice counts once.
        """
        found: list[Path] = []
        seen: set[str] = set()

        def closed(error: OSError) -> None:
            found.append(Path(error.filename))

        for folder, folders, files in os.walk(self.root / CLAIMS, followlinks=True, onerror=closed):
            real = os.path.realpath(folder)
            if real in seen:
                folders.clear()
                continue
            seen.add(real)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [Path(folder, name) for name in [*folders, *files] if _is_claims_file(name)]
        return (BIBLIOGRAPHY, *sorted(_name(path.relative_to(self.root)) for path in found))


def find_project(start: Path | str | None = None) -> Project:
    """The project given, or the nearest folder upward from here that is one; a `KbError` when there is none."""
    if start is not None:
        root = Path(start).resolve()
        if not _is_project(root):
            missing = " and ".join(
                name
                for name, there in (
                    (BIBLIOGRAPHY, (root / BIBLIOGRAPHY).is_file()),
                    (f"{CLAIMS}/", (root / CLAIMS).is_dir()),
                )
                if not there
            )
            raise KbError(f"'{start}' is not a project: no {missing} there", _WHAT_A_PROJECT_IS)
        return Project(root)
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if _is_project(folder):
            return Project(folder)
    raise KbError(f"no project in '{here}' or above it", _WHAT_A_PROJECT_IS)


_WHAT_A_PROJECT_IS = "a project is a folder with references.bib and a folder claims/; name one with --project DIR"


def _is_claims_file(name: str) -> bool:
    return name.casefold().endswith((".yaml", ".yml")) and not name.startswith(".")


def _name(path: Path) -> str:
    """The path with forward slashes; bytes that are no UTF-8 as escapes, by which the file is told and not opened."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _is_project(folder: Path) -> bool:
    return (folder / BIBLIOGRAPHY).is_file() and (folder / CLAIMS).is_dir()
