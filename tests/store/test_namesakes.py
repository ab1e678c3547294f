"""Sources that may share an author are found by an index on names, and by nothing wider than that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.base import Base, open_base
from kb.compare import name_key, same_person
from kb.model import Person
from kb.store.texts import name_signs
from tests.builders import person
from tests.store.tracing import plan, traced

PARTS = st.sampled_from(
    ("", "Ann", "A.", "ann", "Bo", "B. C.", "MJ", "Éva", "Eva", "van", "Müller", "MULLER", "ß", "SS", "\u0301", ".")
)
PERSONS = st.builds(
    Person, family=PARTS, given=PARTS, particle=PARTS, literal=st.sampled_from(("", "", "", "WHO", "who"))
)


@given(PERSONS, PERSONS)
@example(person("Müller, Éva"), person("MULLER, E."))
@example(Person(given="\u0301"), Person(given="\u0301"))
def test_names_that_can_be_one_persons_have_one_key(a: Person, b: Person) -> None:
    if same_person(a, b):
        assert name_key(a) == name_key(b) != ""


def test_a_surname_alone_has_no_key() -> None:
    assert name_key(Person(family="Lee")) == ""
    assert name_key(person("Lee, Ann")) != name_key(person("Lee, Bo"))


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[str], Base]:
    def made(bib: str) -> Base:
        (tmp_path / "claims").mkdir()
        (tmp_path / "references.bib").write_text(bib, encoding="utf-8")
        return open_base(tmp_path, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}")

    return made


BIB = """
@article{a, author = {Müller, Éva and Lee, Ann}, title = {One}, year = {2018}}
@article{b, author = {Muller, E. and Lee, A.}, title = {Two}, year = {2019}}
@article{c, author = {Lee, Bo}, title = {Three}, year = {2020}}
@article{d, author = {{World Health Organization}}, title = {Four}, year = {2020}}
@article{e, author = {{World Health Organization} and Lee, A. B.}, title = {Five}, year = {2021}}
@book{f, editor = {Lee, Ann}, title = {Six}, year = {2022}}
"""


def test_works_by_the_same_authors_are_found_with_most_shared_people_first(opened: Callable[[str], Base]) -> None:
    base = opened(BIB)
    shared = {row.key: [(w.key, w.people) for w in base.source(row.key).shares_authors] for row in base.sources()}
    assert shared == {
        "a": [("b", ("Müller", "Lee")), ("e", ("Lee",))],
        "b": [("a", ("Muller", "Lee")), ("e", ("Lee",))],
        "c": [],
        "d": [("e", ("World Health Organization",))],
        "e": [("d", ("World Health Organization",)), ("b", ("Lee",)), ("a", ("Lee",))],
        "f": [],
    }


def test_names_are_looked_up_among_the_words(opened: Callable[[str], Base]) -> None:
    base = opened(BIB)
    base.refresh()
    with traced(base.store) as asked:
        base.source("a")
    statement = next(each for each in asked if "search MATCH" in each)
    assert any("VIRTUAL TABLE INDEX" in step for step in plan(base.store, statement))
    assert "LIMIT" in statement


def test_the_sign_of_a_name_is_nothing_that_can_be_searched_for(opened: Callable[[str], Base]) -> None:
    base = opened(BIB)
    assert name_signs([person("Lee, Ann"), Person(family="Lee"), person("Lee, A.")]) == "§lee··a"
    assert base.search("lee").hits
    assert not base.search("§lee··a").hits
    assert not base.search('"lee a 2018"').hits
