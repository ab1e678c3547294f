"""The page of sources: what stands on each row, what the filters ask for, and what is taken along."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from kb.views import source_lists
from tests.ui import projects
from tests.ui.drawing import Open, choose, hrefs, nodes, run, text
from tests.ui.serving import settled


def rows(app: AppTest) -> list[str]:
    return text(app, "tr").splitlines()[1:]


def test_each_source_stands_with_year_design_what_was_read_and_its_claims(page: Open, project: Path) -> None:
    assert rows(page(project, "sources")) == [
        "Lee & Park 2018 A trial of peer support2018randomised controlled trialfull text read1",
        "Kim 2019 Peer support pooled2019meta-analysisabstract read1",
        "Cho 2020 What psychiatrists say2020qualitative studyfull text read1",
        "Old 1999 Never read · known only second-hand1999not read1",
    ]


def test_a_source_that_was_retracted_says_so_before_its_title(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "lee2018.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("read:", "status: retracted\nread:"), encoding="utf-8")
    app = page(project, "sources")
    assert rows(app)[0].startswith("Lee & Park 2018 ! retracted A trial")
    choose(app, standing=["retracted"])
    assert len(rows(app)) == 1


def test_a_source_without_a_sheet_is_listed_as_not_coded(page: Open, tmp_path: Path) -> None:
    project = projects.write(tmp_path / "bare", claims="", sheets={})
    assert rows(page(project, "sources"))[0] == "Lee & Park 2018 A trial of peer support2018reading not recorded"


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("find", "pool", ["Kim"]),
        ("source_design", ["rct", "qualitative"], ["Lee", "Cho"]),
        ("reading", ["not-read", "abstract"], ["Kim", "Old"]),
        ("published_from", "2019", ["Kim", "Cho"]),
        ("published_to", "2018", ["Lee", "Old"]),
        ("known", "second-hand", ["Old"]),
        ("known", "first-hand", ["Lee", "Kim", "Cho"]),
    ],
)
def test_each_filter_narrows_the_list(
    page: Open, project: Path, key: str, value: str | list[str], kept: list[str]
) -> None:
    app = page(project, "sources")
    choose(app, **{key: value})
    assert [row.split()[0] for row in rows(app)] == kept
    assert f"{len(kept)} of 4 sources" in text(app)


def test_the_newest_can_come_first(page: Open, project: Path) -> None:
    app = page(project, "sources")
    choose(app, listed="year")
    assert [row.split()[0] for row in rows(app)] == ["Cho", "Kim", "Lee", "Old"]


def test_a_year_that_is_none_gets_a_hint_and_no_traceback(page: Open, project: Path) -> None:
    app = page(project, "sources")
    choose(app, published_from="then")
    assert "No year 'then..'." in text(app)


def test_nothing_that_fits_is_said(page: Open, project: Path) -> None:
    app = page(project, "sources")
    choose(app, find="nowhere")
    assert "No source fits these filters." in text(app)


@pytest.mark.parametrize("order", ["", "year"])
def test_page_after_page_every_source_is_shown_once_and_the_way_leads_back(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    whole = page(project, "sources")
    choose(whole, listed=order)
    monkeypatch.setattr(source_lists, "PAGE", 3)
    # answers are kept for as long as the text stays as it is
    (project / "references.bib").write_text(f"{projects.BIB}\n", encoding="utf-8")
    app = page(project, "sources")
    choose(app, listed=order)
    first = rows(app)
    assert "4 sources, here 1 to 3" in text(app)
    (following,) = (href for href in hrefs(app) if "after=" in href)
    query = parse_qs(urlsplit(following).query)
    assert query.get("listed", [""]) == [order]
    app.query_params["after"] = query["after"][0]
    assert first + rows(run(app)) == rows(whole)
    assert "4 sources, here 4 to 4" in text(app)
    (back,) = (node[1]["href"] for node in nodes(app) if node[2] == ["← Previous"])
    assert "after=" not in back


def test_filters_stand_in_the_address_and_references_of_what_is_shown_are_taken_along(
    browser: Browser, site: str, tmp_path: Path
) -> None:
    window = browser.new_page(viewport={"width": 1280, "height": 900})
    window.set_default_timeout(30_000)
    window.goto(f"{site}/sources?known=second-hand")
    settled(window)
    expect(window.locator("table.sources caption")).to_have_text("3 of 23 sources")
    expect(window.get_by_label("From", exact=True)).to_be_visible()
    window.get_by_label("Words").fill("simpson")
    window.get_by_label("Words").press("Enter")
    expect(window).to_have_url(re.compile("find=simpson"))
    expect(window.locator("table.sources tbody tr")).to_have_count(1)
    window.reload()
    settled(window)
    expect(window.locator("table.sources tbody tr")).to_have_count(1)
    window.get_by_text("Reference list", exact=True).click()
    settled(window)
    window.get_by_label("Format", exact=True).click()
    window.get_by_role("option", name="BibTeX").click()
    settled(window)
    with window.expect_download() as download:
        window.get_by_role("button", name="Download", exact=True).click()
    download.value.save_as(tmp_path / "sources.bib")
    assert re.findall(r"^@\w+\{(\w+),", (tmp_path / "sources.bib").read_text(encoding="utf-8"), re.MULTILINE) == [
        "simpson2003"
    ]
    window.get_by_role("link", name="Simpson & House 2003").click()
    expect(window.locator(".kb h1").first).to_contain_text("User and carer involvement")
    window.go_back()
    expect(window.locator("table.sources tbody tr")).to_have_count(1)
    window.close()
