from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kb.diagnostics import KbError
from kb.query import CLAIM_FIELDS, SOURCE_FIELDS, read_query, read_words, year_span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2015", (2015, 2015)),
        ("2010..2015", (2010, 2015)),
        ("2010..2010", (2010, 2010)),
        ("2010..", (2010, None)),
        ("..2015", (None, 2015)),
    ],
)
def test_a_year_or_a_span_of_years_is_read(text: str, span: tuple[int | None, int | None]) -> None:
    assert year_span(text) == span
    assert read_query(f"year:{text}", CLAIM_FIELDS).filters == {"year": (text,)}


@pytest.mark.parametrize(
    "text", ["..", "", "20x5", "2010...2015", "2010-2015", "20102015", "2010..2015..", "-2015", "２０１５"]
)
def test_what_is_no_year_gets_a_hint(text: str) -> None:
    with pytest.raises(KbError, match="no year") as caught:
        year_span(text)
    assert "year:2010..2015" in caught.value.hint


def test_a_span_that_ends_before_it_begins_is_turned_round() -> None:
    with pytest.raises(KbError, match=r"no year is in '2015\.\.2010'") as caught:
        read_query("year:2015..2010", SOURCE_FIELDS)
    assert caught.value.hint == "did you mean 'year:2010..2015'?"


def test_a_design_that_is_none_gets_the_nearest() -> None:
    with pytest.raises(KbError, match="no design 'rtc'") as caught:
        read_query("design:rtc", CLAIM_FIELDS)
    assert caught.value.hint == "did you mean 'rct'?"


@pytest.mark.parametrize(
    ("text", "fields", "hint"),
    [
        (
            "state:conflicting",
            SOURCE_FIELDS,
            "'state:' is for claims, as in kb claims state:…; fields of sources: topic, ",
        ),
        ("read:abstract", CLAIM_FIELDS, "'read:' is for sources, as in kb sources read:…; fields of claims: topic, "),
        ("source:lee2018", SOURCE_FIELDS, "write --source ID, where the command has it; fields of sources: topic, "),
        ("claim:hope", SOURCE_FIELDS, "write --claim ID, where the command has it; fields of sources: topic, "),
        ("desing:rct", SOURCE_FIELDS, "did you mean 'design'?"),
        ("author:lee", SOURCE_FIELDS, "fields of sources: topic, design, read, status, known, year, type"),
    ],
)
def test_a_field_that_is_none_here_says_where_it_is_one(
    text: str, fields: Mapping[str, Sequence[str]], hint: str
) -> None:
    with pytest.raises(KbError, match="no field") as caught:
        read_query(text, fields)
    assert caught.value.hint.startswith(hint)


def test_review_is_a_word_for_several_designs_which_are_named() -> None:
    with pytest.raises(KbError, match="no design 'review'") as caught:
        read_query("design:review", SOURCE_FIELDS)
    assert caught.value.hint.startswith("name each kind of review that you want: design:systematic-review, ")
    assert "design:cohort" not in caught.value.hint


def test_a_source_is_looked_for_as_it_is_cited() -> None:
    assert read_words("Lloyd-Evans et al. 2014") == ["Lloyd-Evans", "2014"]
    assert read_words("Walker ET AL 2013") == ["Walker", "2013"]
    assert read_words("et alia") == ["et", "alia"]
    assert read_words("a secret altar") == ["a", "secret", "altar"]
