"""How a command ends when its reader has seen enough: a closed pipe, Ctrl-C."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import commands
from tests.cli.conftest import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes of this kind")
@pytest.mark.parametrize("command", [["claims"], ["claims", "--json"], ["check", "--format", "json"], ["--help"]])
def test_a_pipe_that_is_closed_early_ends_a_command_quietly(project: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "kb", *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
@pytest.mark.parametrize("script", ["start.py", "test.py"])
def test_ctrl_c_ends_a_script_without_a_traceback(script: str) -> None:
    # setting up is where a script spends its time; there Ctrl-C is a KeyboardInterrupt like this one
    program = (
        f"import runpy, sys; sys.path.insert(0, {str(ROOT / 'scripts')!r}); import environment\n"
        "def interrupted(extra=''): raise KeyboardInterrupt\n"
        f"environment.python_with = interrupted; runpy.run_path({str(ROOT / 'scripts' / script)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert done.stderr == b""
    assert done.returncode in (0, 130)


def test_ctrl_c_ends_a_command_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "opened", interrupted)
    with pytest.raises(SystemExit) as ended:
        commands.cli(["claims"], prog_name="kb")
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "")
