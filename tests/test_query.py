from __future__ import annotations

import pytest

from kb.diagnostics import KbError
from kb.query import CLAIM_FIELDS, SOURCE_FIELDS, read_query, year_span


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
