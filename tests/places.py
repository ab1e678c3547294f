"""Input texts with marks for where faults are expected, and what a project made of such texts is told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kb.checks import check
from kb.diagnostics import Diagnostic, Place
from kb.loader import load_texts

#: stands in a text right before the character at which a fault is expected
MARK = "▸"


def unmarked(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as a user would write them."""
    return {path: text.replace(MARK, "") for path, text in texts.items()}


def marked(texts: Mapping[str, str]) -> list[Place]:
    """The places that are marked, in order; lines and columns count from 1."""
    places = []
    for path, text in texts.items():
        for number, line in enumerate(text.split("\n"), start=1):
            for earlier, found in enumerate(re.finditer(MARK, line)):
                places.append(Place(path, number, found.start() - earlier + 1))
    return sorted(places)


def checked(texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Every fault of a project that consists of these texts."""
    loaded = load_texts(unmarked(texts))
    return check(loaded.corpus, loaded.diagnostics, loaded.allows)
