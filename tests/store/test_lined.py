"""Tuples of texts come back from one text as they were, whatever signs stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.store.lined import from_lines, to_lines


@given(st.lists(st.tuples(st.text('a[\n"é', max_size=3), st.text('a[\n"é', max_size=3))))
def test_pairs_come_back(pairs: list[tuple[str, str]]) -> None:
    assert list(from_lines(to_lines(pairs, 2), 2)) == pairs


@pytest.mark.parametrize(
    ("pairs", "text"),
    [
        ([], ""),
        ([("title", "[A]"), ("year", "2018")], "\ntitle\n[A]\nyear\n2018"),
        ([("", "")], "\n\n"),
        ([("note", "one\ntwo")], '[["note", "one\\ntwo"]]'),
    ],
)
def test_each_text_has_a_line_unless_one_has_several(pairs: list[tuple[str, str]], text: str) -> None:
    assert to_lines(pairs, 2) == text
