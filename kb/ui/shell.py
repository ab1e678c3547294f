"""The frame around every page: navigation, title, the note of faults in the text, and errors as one line."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kb.diagnostics import KbError
from kb.project import DATABASE_VARIABLE
from kb.ui import parts
from kb.ui.kept import spare_all
from kb.ui.launch import PROJECT_VARIABLE
from kb.ui.pages import (
    about,
    claim,
    compare,
    conflicts,
    matrix,
    overview,
    problems,
    search,
    second_hand,
    source,
    sources,
)
from kb.ui.pages import map as map_
from kb.ui.state import Answers, answers
from kb.ui.surface import show

TITLE = "Literature evidence"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its path, its title, the function that draws it, and whether the menu shows it."""

    path: str
    title: str
    render: Callable[[Answers], None]
    in_menu: bool = True


PAGES: tuple[PageEntry, ...] = (
    PageEntry("", "Agreement", overview.render),
    PageEntry("conflicts", "Conflicts", conflicts.render),
    PageEntry("sources", "Sources", sources.render),
    PageEntry("matrix", "Matrix", matrix.render),
    PageEntry("compare", "Compare", compare.render),
    PageEntry("map", "Map", map_.render),
    PageEntry("search", "Search", search.render),
    PageEntry("second-hand", "Second-hand", second_hand.render),
    PageEntry("problems", "Problems", problems.render),
    PageEntry("about", "About", about.render),
    PageEntry("claim", "Claim", claim.render, in_menu=False),
    PageEntry("source", "Source", source.render, in_menu=False),
)


def run(project: Path | None = None) -> None:
    """Draw the page that the address names. The project is KB_PROJECT, else the folder given."""
    st.set_page_config(page_title=TITLE, layout="wide")
    st.html(_FRAME)
    where = os.environ.get(PROJECT_VARIABLE) or (str(project) if project else None)
    database = os.environ.get(DATABASE_VARIABLE)
    pages = [_page(entry, where, database) for entry in PAGES]
    st.navigation(pages, position="top").run()
    _spare_startup_objects()


def draw(entry: PageEntry, project: str | None, database: str | None) -> None:
    """Draw one page; what the text is not to blame for becomes a line on it."""
    st.set_page_config(page_title=f"{entry.title} · {TITLE}", layout="wide")
    try:
        base = answers(project, database)
        _note_faults(base, entry)
        entry.render(base)
    except KbError as error:
        show(*parts.fault(error), key="fault")


def _page(entry: PageEntry, project: str | None, database: str | None) -> st.Page:
    return st.Page(
        lambda: draw(entry, project, database),
        title=entry.title,
        url_path=entry.path or "agreement",
        default=not entry.path,
        visibility="visible" if entry.in_menu else "hidden",
    )


def _note_faults(base: Answers, entry: PageEntry) -> None:
    totals = base.totals()
    if totals.errors and entry.path != "problems":
        show(parts.faults_note(totals), key="faults")


@st.cache_resource(show_spinner=False)
def _spare_startup_objects() -> None:
    """Take what importing made out of garbage collection: Streamlit collects after every run, and it is much."""
    for late in ("pandas", "pyarrow", "kb.manual", "kb.build"):
        importlib.import_module(late)
    spare_all()


_FRAME = """<style>
/* so that a page that is longer than the window does not stand further left than one that is not */
[data-testid="stMain"] { scrollbar-gutter: stable; }
.stMainBlockContainer { max-width: 75rem; padding-top: 4.25rem; padding-bottom: 4rem; }
@media (max-width: 640px) { .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; } }
/* the letters of a chosen value are white in both themes, so what is behind them is dark in both */
[data-testid="stMultiSelectTagsContainer"] span:has(> span[title]) { background-color: #1F5F8B !important; }
/* on a narrow screen the menu is behind a button that has a sign only */
[data-testid="stExpandSidebarButton"] { width: auto !important; padding: 0 0.5rem !important; gap: 0.3rem; }
[data-testid="stExpandSidebarButton"]::after { content: "Pages"; font-size: 0.9rem; }
/* it holds a library and shows nothing */
.st-key-kb-vis { display: none; }
@media print {
  header, [data-testid="stSidebar"], [data-testid="stToolbar"], .stSkipToContent { display: none !important; }
  /* only what the surface draws is for paper: widgets, downloads and the map's canvas are not */
  .stElementContainer:not(:has(.stBidiComponent)), [class*="st-key-kb-map"] { display: none !important; }
  .stHorizontalBlock:not(:has(.stBidiComponent)), .stExpander { display: none !important; }
  html, body, #root, #root > div, .stApp, .stAppViewContainer, .stAppViewContainer > div, .stMain {
    display: block !important; position: static !important; height: auto !important; overflow: visible !important;
    background: #FFF !important;
  }
  .stMainBlockContainer { padding: 0 !important; max-width: none; }
}
</style>"""
