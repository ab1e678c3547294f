"""The first command's environment: made once, added to, and mended when it was not finished or is not for this place."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kb.cli.commands import cli

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "environment.py"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script in a folder of its own, which notes in `steps` what it would do."""
    module = loaded()
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    steps: list[str] = []

    def make() -> None:
        steps.append("made")
        (tmp_path / "python").write_text("", encoding="utf-8")
        (tmp_path / "stamp").unlink(missing_ok=True)

    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(module, "_make_environment", make)
    monkeypatch.setattr(module, "_pip", lambda *arguments: steps.append(arguments[-1].removeprefix(str(tmp_path))))
    vars(module)["steps"] = steps
    return module


def done(script: ModuleType, extra: str = "") -> list[str]:
    script.steps.clear()
    script.python_with(extra)
    return list(script.steps)


def test_it_is_set_up_once(script: ModuleType) -> None:
    assert done(script) == ["made", ""]
    assert done(script) == []


def test_the_packages_of_tests_are_added_to_it_and_serve_the_app_too(script: ModuleType) -> None:
    done(script)
    assert done(script, "dev") == ["[dev]"]
    assert done(script) == done(script, "dev") == []


def test_changed_requirements_are_installed_into_it(script: ModuleType) -> None:
    done(script, "dev")
    (script.ROOT / "pyproject.toml").write_text("changed", encoding="utf-8")
    assert done(script, "dev") == ["[dev]"]


def test_what_was_interrupted_is_finished(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> None:
        raise SystemExit(1)

    with monkeypatch.context() as patched:
        patched.setattr(script, "_pip", fail)
        with pytest.raises(SystemExit):
            script.python_with()
    assert done(script) == [""]
    assert done(script) == []


def test_another_python_another_place_or_a_lost_one_means_a_new_one(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(script)
    script.PYTHON.unlink()
    assert done(script) == ["made", ""]
    monkeypatch.setattr(script.sys, "version_info", (3, 99, 0))
    assert done(script) == ["made", ""]
    script.STAMP.write_text(
        script.STAMP.read_text(encoding="utf-8").replace(str(script.ROOT), "/old"), encoding="utf-8"
    )
    assert done(script) == ["made", ""]


def test_without_ensurepip_and_without_a_network_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = loaded()
    monkeypatch.setattr(script, "ROOT", SCRIPT.parent.parent)
    monkeypatch.setattr(script, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(script, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(script.venv, "create", lambda *_, **__: None)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "no-index").as_uri())
    with pytest.raises(SystemExit, match="with a network, run the same command again"):
        script.python_with()
    assert not (tmp_path / "stamp").exists()


@pytest.mark.parametrize(("option", "code"), [("--help", 0), ("--prot=8502", 2)])
def test_help_and_a_misspelt_option_of_the_start_set_nothing_up(tmp_path: Path, option: str, code: int) -> None:
    shutil.copytree(SCRIPT.parent, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    start = [sys.executable, "-B", str(tmp_path / "scripts" / "start.py"), option]
    ended = subprocess.run(start, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == code
    usage = ended.stdout + ended.stderr
    assert all(opt in usage for parameter in cli.commands["app"].params for opt in parameter.opts)
    assert "Setting up" not in usage
    assert [path.name for path in tmp_path.iterdir()] == ["scripts"]
