"""Set up what the tests need, and run every check: `python scripts/test.py`. Arguments go to pytest."""

import os
import shutil
import subprocess
import sys

from environment import ROOT, python_with

#: a real browser, under the names it is installed by
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def main() -> int:
    """Run the checks one after the other; the first that fails decides the exit code."""
    python = python_with("dev")
    _provide_browser()
    paths = ["kb", "app.py", "tests", "scripts"]
    checks = [
        [python, "-m", "ruff", "check", *paths],
        [python, "-m", "ruff", "format", "--check", *paths],
        [python, "-m", "mypy"],
        [python, "-m", "kb", "check", "--strict"],
        [python, "-m", "pytest", *sys.argv[1:]],
    ]
    for check in checks:
        print("$", " ".join(["python", *check[1:]]), flush=True)
        code = subprocess.call(check, cwd=ROOT)
        if code:
            return code
    return 0


def _provide_browser() -> None:
    """Install Chromium where that can be done without asking; the tests that need it fail without it."""
    if any(map(shutil.which, BROWSERS)):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "-qq", "update"], env=quiet)  # noqa: S607 - found above
        subprocess.call(["apt-get", "-qq", "install", "-y", "chromium"], env=quiet)  # noqa: S607 - found above
    else:
        print("The browser tests need Chromium or Chrome: install it, or they fail.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
