"""What `kb app` gives to Streamlit; it stands alone in its folder because that folder is put on the import path."""

from kb.ui.shell import run

run()
