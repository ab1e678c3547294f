"""Set up what the project needs, and open the app on the shipped literature: `python scripts/start.py`."""

import argparse
import subprocess
import sys

from environment import ROOT, python_with


def main() -> int:
    """The exit code of the app. A call for help or an unknown option ends here, before anything is set up."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    # the options of `kb app`, which is not installed yet and checks their values
    parser.add_argument("--project", metavar="DIR", help="Another project's folder.")
    parser.add_argument("--db", metavar="URL", help="Where the index is; the project's build/ if not said.")
    parser.add_argument("--port", help="The port on this machine; 8501 if none is named.")
    parser.add_argument("--no-browser", action="store_true", help="Do not open a browser window.")
    parser.parse_args()
    return subprocess.call([python_with(), "-m", "kb", "app", "--project", str(ROOT), *sys.argv[1:]])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
