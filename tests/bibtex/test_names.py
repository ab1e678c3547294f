"""Names as people, bodies and programs write them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.bibtex.names import _one_by_one, _without_doubt, read_names
from tests.bibtex.reading import name, only_source, read, told


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # as given, particle, family and suffix
        ("Doe, Jane", ("Jane", "", "Doe", "")),
        ("Jane Doe", ("Jane", "", "Doe", "")),
        ("Jane Q. Doe", ("Jane Q.", "", "Doe", "")),
        ("Aristotle", ("", "", "Aristotle", "")),
        ("Ludwig van Beethoven", ("Ludwig", "van", "Beethoven", "")),
        ("van Beethoven, Ludwig", ("Ludwig", "van", "Beethoven", "")),
        ("Van Beethoven, Ludwig", ("Ludwig", "", "Van Beethoven", "")),
        (
            "Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin",
            ("Charles Louis Xavier Joseph", "de la", "Vallée Poussin", ""),
        ),
        ("de la Cruz, María José", ("María José", "de la", "Cruz", "")),
        ("García de la Vega, Ana", ("Ana", "", "García de la Vega", "")),
        ("d'Alembert, Jean", ("Jean", "", "d'Alembert", "")),
        ("jean de la fontaine", ("", "jean de la", "fontaine", "")),
        ("King, Jr, Martin Luther", ("Martin Luther", "", "King", "Jr")),
        ("King, {Jr.}, Martin Luther", ("Martin Luther", "", "King", "Jr.")),
        ("Ford, III, Henry", ("Henry", "", "Ford", "III")),
        ("Malyukova, IV", ("IV", "", "Malyukova", "")),
        ("Zihe Wang 0001", ("Zihe", "", "Wang", "")),
        ("0001, Zihe Wang", ("Zihe", "", "Wang", "")),
        ("Rate, SR", ("SR", "", "Rate", "")),
        ("von Doe, Jr., Jane", ("Jane", "von", "Doe", "Jr.")),
        ("Lloyd-Evans, Brynmor", ("Brynmor", "", "Lloyd-Evans", "")),
        ("{\\'E}mile Zola", ("Émile", "", "Zola", "")),
        ("Zola, {\\'E}mile", ("Émile", "", "Zola", "")),
        ("{\\O}ster, Bj{\\o}rn", ("Bjørn", "", "Øster", "")),
        ("Erd{\\H o}s, P{\\'a}l", ("Pál", "", "Erdős", "")),
        ("{\\'a} Roe, J.", ("J.", "á", "Roe", "")),
        ("Donald~E. Knuth", ("Donald E.", "", "Knuth", "")),
        ("Brinch Hansen, Per", ("Per", "", "Brinch Hansen", "")),
        ("Per {Brinch Hansen}", ("Per", "", "Brinch Hansen", "")),
        ("{Barnes and Noble}", "Barnes and Noble"),
        ("{World Health Organization}", "World Health Organization"),
        ("{{NICE}}", "NICE"),
        ("family=Doe, given=Jane, prefix=von, useprefix=true", ("Jane", "von", "Doe", "")),
        ("given=Jane, family=Doe, suffix=Jr, given-i=J", ("Jane", "", "Doe", "Jr")),
        ('family="Doe, Roe", given={Jane}', ("Jane", "", "Doe, Roe", "")),
        ("labelname=x, family=Smith, given=Arthur", ("Arthur", "", "Smith", "")),
        ("Smith, V.", ("V.", "", "Smith", "")),
        ("毛 泽东", ("毛", "", "泽东", "")),
    ],
)
def test_a_plain_name(written: str, expected: tuple[str, str, str, str] | str) -> None:
    names = read_names(written)
    assert [name(person) for person in names.persons] == [expected]
    assert names.doubts == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Doe,", "Doe"),
        (", Jane", "Jane"),
        ("Doe, J., Roe, R.", "Doe, J., Roe, R."),
        ("Doe, Dept, London", "Doe, Dept, London"),
        ("Doe, J.; Roe, R.", "Doe, J.; Roe, R."),
        ("Jane Doe & Ray Roe", "Jane Doe & Ray Roe"),
        ("Doe, J. \\& Roe", "Doe, J. & Roe"),
        ("Smith, John, Jr.", ("John", "", "Smith", "Jr.")),
        ("Henry E. Kyburg, Jr.", ("Henry E.", "", "Kyburg", "Jr.")),
        ("Henry Ford, II", ("Henry", "", "Ford", "II")),
        ("Ford, III", ("", "", "Ford", "III")),
        ("Ford, Jr", ("", "", "Ford", "Jr")),
        ("Baibich, M.N.;", ("M.N.", "", "Baibich", "")),
        ("{Doe, Jane", "Doe, Jane"),
        ("given=Jane", "given=Jane"),
    ],
)
def test_a_doubtful_name_is_kept(written: str, expected: tuple[str, str, str, str] | str) -> None:
    names = read_names(written)
    assert [name(person) for person in names.persons] == [expected]
    assert [doubt.rule for doubt in names.doubts] == ["bib-bad-name"]


@pytest.mark.parametrize("between", [" and ", " AND ", "\n  and\n  ", "\tand\t", " and\n"])
def test_and_between_blanks_separates_names(between: str) -> None:
    names = read_names(f"Doe, J.{between}Roe, R.")
    assert [person.family for person in names.persons] == ["Doe", "Roe"]


@pytest.mark.parametrize("written", ["Anderson, Andy", "Sand, G.", "{Land and Sea}", "Brand~and~Co, X"])
def test_and_elsewhere_does_not(written: str) -> None:
    assert len(read_names(written).persons) == 1


def test_and_others_ends_a_list() -> None:
    names = read_names("Doe, J. and others")
    assert (len(names.persons), names.is_truncated, names.doubts) == (1, True, [])
    assert only_source("@misc{a, author = {Doe, J. and others}}").authors_truncated


def test_others_in_braces_is_a_body() -> None:
    names = read_names("Doe, J. and {others}")
    assert [name(person) for person in names.persons] == [("J.", "", "Doe", ""), "others"]
    assert not names.is_truncated


def test_et_al_ends_a_list_with_a_warning() -> None:
    for written in ("Doe, Jane et al.", "Doe, Jane and et al", "Doe, Jane and {Roe} et~al."):
        names = read_names(written)
        assert names.persons[0].given == "Jane"
        assert names.is_truncated
        assert [doubt.rule for doubt in names.doubts] == ["bib-bad-name"]


@pytest.mark.parametrize(
    "body", ["R Core Team", "Universität Wien", "SPRINT Research Group", "NHS Education Authority"]
)
def test_a_body_that_reads_like_a_person_is_told(body: str) -> None:
    assert [doubt.rule for doubt in read_names(body).doubts] == ["bib-body-as-person"]
    assert read_names(f"{{{body}}}").doubts == []


def test_a_body_in_two_pairs_of_braces_is_a_literal() -> None:
    source = only_source("@misc{a, author = {{World Health Organization}}, editor = {Doe, J. and {NICE}}}")
    assert [name(person) for person in source.authors] == ["World Health Organization"]
    assert [name(person) for person in source.editors] == [("J.", "", "Doe", ""), "NICE"]


def test_a_fault_in_a_name_points_to_the_name() -> None:
    text = "@string{doe = {Doe, Jane}}\n@misc{a,\n  author = doe # { and Roe, R.\n            and Poe,},\n}\n"
    file = read(text)
    assert [told(fault) for fault in file.diagnostics] == [(4, 17, "bib-bad-name")]
    assert [person.surname for person in file.sources[0].authors] == ["Doe", "Roe", "Poe"]


def test_no_name_at_all_is_no_fault() -> None:
    assert read_names("").persons == []
    assert read("@misc{a, author = {}}").diagnostics == ()


PIECES = (
    *(
        "Doe",
        "Jane",
        "van",
        "der",
        "de",
        "O'Neil",
        "A.",
        "J.-P.",
        "Jr",
        "III",
        "others",
        "Others",
        "et al.",
        "University",
    ),
    *(
        "and",
        "AND",
        " and ",
        " And ",
        ", ",
        ",",
        " ",
        "  ",
        "\n",
        "~",
        "{",
        "}",
        "{\\'e}",
        "\\{",
        "--",
        "''",
        "é",
        "ß",
        "名",
        "-",
        ";",
        "=",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("and")
@example("Doe, Jane and and Roe, R.")
@example("{Doe and Roe} and Poe, E.")
@example("Doe, Jane and others")
@example("others")
@example("Doe, III")
@example("A University of B")
def test_names_without_doubt_are_read_as_each_by_itself(value: str) -> None:
    quickly = _without_doubt(value)
    assert quickly is None or quickly == _one_by_one(value)


def test_plain_names_are_without_doubt() -> None:
    assert _without_doubt('Doe, Jane and M{\\"u}ller, A. B. and Jean de la Fontaine and others')
