"""Files of the evidence, taken along from the pages in a real Chromium and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from kb.base import Base, open_base
from tests.ui.drawing import Open
from tests.ui.serving import ADMISSIONS, ROOT, settled

Take = Callable[[str, str], Path]


@pytest.fixture
def take(browser: Browser, site: str, tmp_path: Path) -> Iterator[Take]:
    """Go to a page, press a button among its evidence files, and hand over the file with its name."""
    page: Page = browser.new_page()

    def taken(path: str, label: str) -> Path:
        page.goto(f"{site}{path}")
        page.get_by_text("Evidence files", exact=True).click()
        expect(page.get_by_role("button", name=label)).to_be_visible()
        settled(page)
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        return file

    yield taken
    page.close()


def test_a_claim_is_taken_along_for_excel(take: Take) -> None:
    file = take(ADMISSIONS, "Evidence table (Excel)")
    assert file.name == "psw-reduces-admissions.xlsx"
    sheet = openpyxl.load_workbook(file)["Evidence"]
    assert sheet.max_row == 1 + 5


def test_a_topic_is_taken_along_as_a_summary(take: Take, tmp_path: Path) -> None:
    file = take("/?topic=effectiveness", "Summary of findings (Word)")
    assert file.name == "effectiveness-summary.docx"
    glance = docx.Document(str(file)).tables[0]
    base = open_base(ROOT, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}")
    assert len(glance.rows) == 1 + len(base.claims("topic:effectiveness"))


def test_the_matrix_offers_the_table_of_its_topic(take: Take) -> None:
    file = take("/matrix?of=concerns", "Evidence table (CSV)")
    assert file.name == "concerns.csv"
    head, *rows = file.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("claim,statement,verdict,")
    assert rows


def test_everything_is_offered_without_a_topic(take: Take) -> None:
    assert take("/", "Evidence table (Word)").name == "evidence.docx"


def test_nothing_is_made_before_it_is_asked_for(page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(Base, "portion", lambda _, *chosen: made.append(chosen))
    for path, query in (("claim", {"id": "psw-reduces-admissions"}), ("", {"topic": "effectiveness"}), ("matrix", {})):
        assert not page(ROOT, path, **query).exception
    assert not made
