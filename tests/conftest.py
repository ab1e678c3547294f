from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from tests.cluster import Cluster

# a shared machine is sometimes slow; a deadline would then fail a test that is right
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--sequences N` tries that many sequences of random edits in place of a few."""
    parser.addoption("--sequences", type=int, help="how many sequences of random edits are tried")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a `sequence` is run for each of the numbers up to the one given, or up to a few."""
    if "sequence" in metafunc.fixturenames:
        metafunc.parametrize("sequence", range(metafunc.config.getoption("sequences") or 8))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for all tests that want one."""
    made = Cluster.made()
    yield made
    made.remove()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], str]:
    """Makes addresses of places for an index, each a new one: a test that takes this runs on both engines."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path_factory.mktemp('index').as_posix()}/kb.sqlite"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.address
