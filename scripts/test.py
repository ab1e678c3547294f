"""Set up what the tests need, and run every check: `python scripts/test.py`. Arguments go to pytest."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import ROOT, python_with

#: programs that the tests put our files into: any one of the names, and the Debian packages that bring it
PROGRAMS = (
    (("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"), ("chromium",)),
    (("soffice",), ("libreoffice-writer-nogui", "libreoffice-calc-nogui")),
    (("bibtex",), ("texlive-binaries", "texlive-base")),
    (("biber",), ("biber",)),
    (("pdftotext",), ("poppler-utils",)),
    (("postgres", *map(str, Path("/usr/lib/postgresql").glob("*/bin/postgres"))), ("postgresql",)),
)


def main() -> int:
    """Run the checks one after the other; the first that fails decides the exit code."""
    python = python_with("dev")
    _provide_programs()
    paths = ["kb", "app.py", "tests", "scripts"]
    checks = [
        [python, "-m", "ruff", "check", *paths],
        [python, "-m", "ruff", "format", "--check", *paths],
        [python, "-m", "mypy"],
        [python, "-m", "kb", "check", "--strict"],
        # files side by side, four at most; the tests of a file share its browser and servers
        [python, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", *sys.argv[1:]],
    ]
    for check in checks:
        print("$", " ".join(["python", *check[1:]]), flush=True)
        code = subprocess.call(check, cwd=ROOT)
        if code:
            return code
    return 0


def _provide_programs() -> None:
    """Install what is missing where that can be done without asking; the tests that need it fail without it."""
    missing = [packages for names, packages in PROGRAMS if not any(map(shutil.which, names))]
    if not missing:
        return
    wanted = [package for packages in missing for package in packages]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *wanted]
        subprocess.call(["apt-get", "-qq", "update"], env=quiet)  # noqa: S607 - found above
        subprocess.call(install, env=quiet)
    else:
        print(f"The tests need these Debian packages or their like, or fail: {' '.join(wanted)}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
