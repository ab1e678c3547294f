"""What is kept from pandoc and put in again: words within texts, and the numbers of references."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kb.csl import lists
from kb.csl.inlines import html, plain_text
from kb.csl.lists import references
from kb.csl.sparing import EVERYTHING, MARKS, spared
from kb.csl.styles import LISTED, find_style
from tests.csl.shelf import ITEMS, style_file, style_text

TITLE = MARKS["title"]
NUMBER = '<text variable="citation-number" prefix="(" suffix=") "/>'
NUMBERS = '<citation><layout><text variable="citation-number"/>'
IN_MARGIN = 'second-field-align="flush"'


def numbered(layout: str, before: str = "", bibliography: str = "") -> str:
    """A style whose citations show numbers and nothing else."""
    text = style_text(layout, before, bibliography)
    return text.replace('<citation><layout><text variable="title"/>', NUMBERS)


@pytest.mark.parametrize(
    ("title", "given", "words"),
    [
        ("Peer support in services", f"P{TITLE}s", "eer support in service"),
        ("Peer support: a trial?", f"P{TITLE}l?", "eer support: a tria"),
        ("Post-war care (at home) and us", f"P{TITLE}s", "ost-war care (at home) and u"),
        ("Pflege – für Ältere", f"P{TITLE}e", "flege – für Älter"),
        ("Peer", "Peer", None),
        ("(Peer support) in services", "(Peer support) in services", None),
        ("What peers' friends say", "What peers' friends say", None),
        ("On <i>E. coli</i> in food", "On <i>E. coli</i> in food", None),
        ("See https://example.org now", "See https://example.org now", None),
        ("Peer support. A trial", "Peer support. A trial", None),
    ],
)
def test_words_are_kept_back_where_nothing_but_letters_and_figures_is_within(
    title: str, given: str, words: str | None
) -> None:
    item = {"type": "book", "title": title}
    kept = spared(item, frozenset())
    assert (item["title"], kept) == (given, {ord(TITLE): words} if words else {})


@pytest.mark.parametrize(
    ("changes", "is_kept"),
    [
        (frozenset(), True),
        (EVERYTHING, False),
        (frozenset({("title", "*")}), False),
        (frozenset({("title", "book")}), False),
        (frozenset({("title", "chapter")}), True),
        (frozenset({("*", "book")}), False),
        (frozenset({("publisher", "*")}), True),
    ],
)
def test_words_are_not_kept_back_where_a_style_looks_at_them(
    changes: frozenset[tuple[str, str]], is_kept: bool
) -> None:
    assert bool(spared({"type": "book", "title": "Peer support in services"}, changes)) is is_kept


@pytest.mark.parametrize(
    ("layout", "printed"),
    [
        ('<text variable="title"/>', "Peer support in services"),
        ('<text variable="title" text-case="uppercase"/>', "PEER SUPPORT IN SERVICES"),
        ('<text macro="name" text-case="title"/>', "Peer Support in Services"),
        (
            '<choose><if type="book" match="none"><text variable="title" text-case="uppercase"/></if></choose>',
            "PEER SUPPORT IN SERVICES",
        ),
        (
            '<choose><if type="book" variable="title" match="any"><text variable="title" text-case="uppercase"/></if></choose>',
            "PEER SUPPORT IN SERVICES",
        ),
    ],
)
def test_a_style_may_set_words_in_another_case(tmp_path: Path, layout: str, printed: str) -> None:
    own = find_style(style_file(tmp_path, numbered(layout, '<macro name="name"><text variable="title"/></macro>')))
    assert [plain_text(each.text) for each in references(ITEMS[:1], own)] == [printed]


@pytest.mark.parametrize("style", LISTED)
def test_a_list_is_the_same_when_nothing_is_kept_back(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [html(each.text) for each in references(ITEMS, find_style(style))]
    monkeypatch.setattr(lists, "spared", lambda *_: {})
    assert [html(each.text) for each in references(ITEMS, find_style(style))] == found


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("vancouver", ["1.", "2.", "3."]),
        ("ieee", ["[1]", "[2]", "[3]"]),
        ("bmj", ["1", "2", "3"]),
        ("apa", ["", "", ""]),
    ],
)
def test_references_have_the_numbers_of_their_style(style: str, labels: list[str]) -> None:
    assert [plain_text(each.label) for each in references(ITEMS, find_style(style))] == labels


def test_nothing_stands_between_number_and_text(tmp_path: Path) -> None:
    text = numbered(NUMBER + '<text variable="title" prefix=" "/>', bibliography=IN_MARGIN)
    found = references(ITEMS[:1], find_style(style_file(tmp_path, text)))
    assert html(found[0].text) == "Peer support in services"


def test_a_list_set_in_parts_is_the_list_set_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def shown() -> list[Any]:
        return [(each.index, plain_text(each.label), html(each.text)) for each in references(ITEMS, style)]

    style = find_style("vancouver")
    whole = shown()
    monkeypatch.setattr(lists, "_PART", 2)
    assert [index for index, *_ in whole] == [0, 1, 2]
    assert shown() == whole


@pytest.mark.parametrize(
    ("layout", "bibliography", "is_ours"),
    [
        (NUMBER + '<text variable="title"/>', IN_MARGIN, True),
        (NUMBER + '<text variable="title"/>', "", False),
        (NUMBER + '<text variable="title"/><text variable="citation-number"/>', IN_MARGIN, False),
        (NUMBER.replace("/>", ' font-weight="bold"/>') + '<text variable="title"/>', IN_MARGIN, False),
        (NUMBER + '<text variable="title" quotes="true"/>', IN_MARGIN, False),
        (NUMBER + '<text variable="title"/>', f'{IN_MARGIN} subsequent-author-substitute="-"', False),
    ],
)
def test_numbers_are_ours_where_each_reference_stands_by_itself(
    tmp_path: Path, layout: str, bibliography: str, is_ours: bool
) -> None:
    style = find_style(style_file(tmp_path, numbered(layout, bibliography=bibliography)))
    assert (style.numbering is not None) is is_ours
    labelled = [f"{plain_text(each.label)} {plain_text(each.text)}".strip() for each in references(ITEMS[:2], style)]
    assert [text[:3] for text in labelled] == ["(1)", "(2)"]


def test_numbers_are_not_ours_where_citations_tell_sources_apart(tmp_path: Path) -> None:
    style = find_style(style_file(tmp_path, style_text(NUMBER + '<text variable="title"/>', bibliography=IN_MARGIN)))
    assert style.numbering is None


def test_an_item_that_nothing_is_printed_for_keeps_its_number(tmp_path: Path) -> None:
    text = numbered(NUMBER + '<text variable="publisher"/>', bibliography=IN_MARGIN)
    found = references(ITEMS, find_style(style_file(tmp_path, text)))
    assert [(each.index, plain_text(each.label), plain_text(each.text)) for each in found] == [
        (1, "(2)", "Health Agency"),
        (2, "(3)", "Press"),
    ]


def test_a_title_cannot_call_for_words_of_another_field() -> None:
    item = {"type": "article-journal", "title": "Peer \ue011 support", "container-title": "Journal of long trials"}
    (found,) = references([item], find_style("bmj"))
    assert plain_text(found.text) == "Peer support. Journal of long trials."
