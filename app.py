"""The app: `streamlit run app.py`, from any folder, whether the package is installed or not."""

from pathlib import Path

from kb.ui.shell import run

run(Path(__file__).parent)
