"""Set up the project's own Python environment in `.venv`, once; later calls cost nothing and need no network.

Only the standard library is used, and nothing that is newer than Python 3.8, so that an old Python gets a clear word.
"""

import hashlib
import html
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = HOME / "set-up-for"

_UNFINISHED = "setting up did not finish; with a network, run the same command again"


def python_with(extra: str = "") -> str:
    """The environment's Python, set up with the pinned packages, and with those of an extra such as `dev`."""
    if sys.version_info < (3, 11):  # noqa: UP036 - people do start it with an older Python
        sys.exit("Python 3.11 or newer is needed; this is {}.{}".format(*sys.version_info))
    made, wanted = "Python {}.{} in {}".format(*sys.version_info[:2], ROOT), _fingerprint(extra)
    done = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.exists() else []
    if not PYTHON.exists() or made not in done or wanted not in done:
        print("Setting up .venv; this happens once and needs the network.", flush=True)
        if not PYTHON.exists() or made not in done:
            _make_environment()
            _write_stamp(made)
        # an environment that is there is added to and not made anew: the app may be running from it
        project = f"{ROOT}[{extra}]" if extra else str(ROOT)
        _pip("install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), "--editable", project)
        # what holds for the extra holds without it too
        _write_stamp(made, wanted, _fingerprint(""))
    return str(PYTHON)


def _write_stamp(*lines: str) -> None:
    STAMP.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _fingerprint(extra: str) -> str:
    digest = hashlib.sha256(extra.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _make_environment() -> None:
    try:
        import ensurepip  # noqa: F401, PLC0415 - Debian leaves it out unless python3-venv is installed

        venv.create(HOME, clear=True, with_pip=True)
    except (ImportError, subprocess.CalledProcessError):
        venv.create(HOME, clear=True, with_pip=False)
        with tempfile.TemporaryDirectory() as folder:
            try:
                wheel = _download_pip(Path(folder))
            except (OSError, ValueError) as error:  # no network, or an index without pip
                sys.exit(f"{_UNFINISHED} ({error})")
            _run([str(PYTHON), f"{wheel}/pip", "install", "--quiet", "--no-index", str(wheel)])


def _download_pip(folder: Path) -> Path:
    """The newest wheel of pip from the package index; a wheel of pip can be run as it is."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    with urllib.request.urlopen(index) as page:  # noqa: S310 - the index that pip itself would use
        links = re.findall(r'href="([^"]+?/(pip-([\d.]+)-py3-none-any\.whl)[^"]*)"', page.read().decode())
    link: str
    name: str
    link, name, _ = max(links, key=lambda found: tuple(map(int, found[2].split("."))))
    with urllib.request.urlopen(urljoin(index, html.unescape(link))) as wheel:  # noqa: S310 - as above
        (folder / name).write_bytes(wheel.read())
    return folder / name


def _pip(*arguments: str) -> None:
    _run([str(PYTHON), "-m", "pip", "--disable-pip-version-check", *arguments])


def _run(command: "list[str]") -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(_UNFINISHED)
