"""Where words stand in a text: by their beginnings, accents and case aside, whatever letters there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.store.folding import MOST_LETTERS, found_in, phrases

LONG = "a" * MOST_LETTERS


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Peer support works.", ["sup"], ["support"]),
        ("Peer support works.", ["work peer"], []),
        ("Peer, support: works.", ["peer supp"], ["Peer, support"]),
        ("Peersupport works.", ["support"], []),
        ("One and one and one.", ["one and one"], ["One and one and one"]),
        ("Zürich, zurich", ["ZUR"], ["Zürich", "zurich"]),
        (f"{LONG}bc d, {LONG} d, a d", [f"{LONG} d"], [f"{LONG}bc d", f"{LONG} d"]),
        ("Works", ["", "-"], []),
    ],
)
def test_words_are_found_where_they_stand(text: str, words: list[str], found: list[str]) -> None:
    assert [text[start:end] for start, end in found_in(text, phrases(words))] == found


letters = st.text("abA1 -.", max_size=12)


@given(text=letters, words=st.lists(letters, max_size=3))
def test_plain_letters_are_found_in_the_same_places_when_others_stand_beside_them(text: str, words: list[str]) -> None:
    wanted = phrases(words)
    assert found_in(text, wanted) == found_in(f"{text} Ж", wanted)
