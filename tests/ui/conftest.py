from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest

from tests.ui import projects
from tests.ui.drawing import Open, frame, run
from tests.ui.serving import BROWSERS, FLAGS, ROOT, served


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}"


@pytest.fixture
def page(database: str) -> Iterator[Open]:
    def opened(project: Path, path: str, **query: str) -> AppTest:
        app = AppTest.from_function(
            frame, kwargs={"path": path, "project": str(project), "database": database}, default_timeout=30
        )
        for name, value in query.items():
            app.query_params[name] = value
        return run(app)

    yield opened
    # bases that stay open listen to their folders, and the system gives only so many ears to one user
    st.cache_resource.clear()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return projects.write(tmp_path / "project")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(ROOT, tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"no browser to test with: none of {', '.join(BROWSERS)} is installed"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()
