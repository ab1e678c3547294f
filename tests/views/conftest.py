from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from kb.store import Store, open_store


@pytest.fixture(scope="module")
def store(new_url: Callable[[], str]) -> Iterator[Store]:
    """An index on each engine that the tests of one module write over and over."""
    opened = open_store(new_url())
    yield opened
    opened.close()
