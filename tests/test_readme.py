"""Every example in the README is true as printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kb.cli.commands import cli
from kb.sheets import read_sheets
from kb.words import STANCE_GLYPH
from tests.cli.conftest import ROOT, Ran, run_kb

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLES = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
SHOWN = [block.split("\n", 1) for block in CONSOLES if block.startswith("$ ")]
INLINE = sorted(set(re.findall(r"`(kb (?!COMMAND|app)[a-z][^`]*)`", README)))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('index').as_posix()}/kb.sqlite"


def run(command: str, index: str, folder: Path) -> Ran:
    arguments = shlex.split(command)[1:]
    return run_kb(*arguments, "--project", str(ROOT), folder=folder, environment={"KB_DATABASE_URL": index})


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_an_example_prints_what_is_shown(command: str, output: str, index: str, tmp_path: Path) -> None:
    ran = run(command.removeprefix("$ "), index, tmp_path)
    assert (ran.code, ran.out) == (0, output)


@pytest.mark.parametrize("command", INLINE)
def test_a_command_in_the_text_runs(command: str, index: str, tmp_path: Path) -> None:
    assert run(command, index, tmp_path).code == 0


def test_there_are_examples_to_test() -> None:
    assert len(SHOWN) >= 3
    assert len(INLINE) >= 8


def test_the_scripts_named_exist() -> None:
    scripts = re.findall(r"python3 (scripts/\w+\.py)", README)
    assert {"scripts/start.py", "scripts/test.py"} <= set(scripts)
    assert all((ROOT / script).is_file() for script in scripts)


def test_links_lead_to_files() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).is_file(), target


def test_every_command_is_in_the_readme_and_has_help() -> None:
    for name, command in cli.commands.items():
        assert re.search(rf"\bkb {name}\b", README), name
        assert command.help
        options = (parameter for parameter in command.params if isinstance(parameter, click.Option))
        assert [option.name for option in options if not option.help] == [], name


def test_the_yaml_shown_is_read_without_a_fault() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        file = read_sheets("claims/shown.yaml", block.encode())
        assert file.diagnostics == ()
        assert file.claims or file.findings


def test_the_fault_shown_is_the_fault_given() -> None:
    sheet = re.findall(r"```yaml\n(source.*?)```", README, re.DOTALL)[0].replace("supports", "suports")
    (fault,) = read_sheets("claims/sources/repper2011.yaml", sheet.encode()).diagnostics
    assert f"{fault.place}: {fault.severity}[{fault.rule}] {fault.message}\n    hint: {fault.hint}\n" in README


def test_every_stance_is_explained_with_its_glyph() -> None:
    for stance, glyph in STANCE_GLYPH.items():
        assert f"{glyph} {stance}" in README
