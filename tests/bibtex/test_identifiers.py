"""Identifiers and years out of their disguises."""

from __future__ import annotations

import pytest

from kb.bibtex.identifiers import clean_doi, clean_url
from tests.bibtex.reading import only_source, read


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1000/abc", "10.1000/abc"),
        (" https://doi.org/10.1000/abc ", "10.1000/abc"),
        ("http://dx.doi.org/10.1000/abc", "10.1000/abc"),
        ("doi.org/10.1000/abc", "10.1000/abc"),
        ("https://doi.org.proxy.example.ac.uk/10.1000/abc", "10.1000/abc"),
        ("https://onlinelibrary.wiley.com/doi/10.1000/abc", "10.1000/abc"),
        ("doi:10.1000/abc", "10.1000/abc"),
        ("DOI: 10.1000/abc.", "10.1000/abc"),
        ("doi: https://doi.org/10.1000/abc", "10.1000/abc"),
        ("info:doi/10.1000/abc", "10.1000/abc"),
        (r"\url{https://doi.org/10.1000/abc}", "10.1000/abc"),
        (r"10.1007/978-3-642-1\_2", "10.1007/978-3-642-1_2"),
        (r"10.1007/978-3-642-1{\_}2", "10.1007/978-3-642-1_2"),
        (r"{10.1000/abc}", "10.1000/abc"),
        ("10.1000/a--b~c", "10.1000/a--b~c"),
        ("https://doi.org/10.1000%2Fabc", "10.1000/abc"),
        ("10.1000/a%2Fb", "10.1000/a%2Fb"),
        (
            r"10.1002/(SICI)1097-0258(19980815)17:15$<$1661::AID-SIM968$>$3.0.CO;2-2",
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        ),
        (r"10.1002/(SICI)1\textless{}2\textgreater3", "10.1002/(SICI)1<2>3"),
        ("10.1002/(SICI)1&lt;2&gt;3", "10.1002/(SICI)1<2>3"),
        ("10.1000/abc)", "10.1000/abc"),
        ("10.1016/s0140-6736(97)11096-0", "10.1016/s0140-6736(97)11096-0"),
        ("n/a", "n/a"),
        ("", ""),
    ],
)
def test_a_doi_out_of_its_disguise(written: str, doi: str) -> None:
    assert clean_doi(written) == doi


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("http://a.b/c%20d_e--f~g#h", "http://a.b/c%20d_e--f~g#h"),
        (r"http://a.b/c\%20d\_e\#f\&g", "http://a.b/c%20d_e#f&g"),
        (r"\url{http://a.b/c}", "http://a.b/c"),
        ("<http://a.b/c>", "http://a.b/c"),
        (r"http://a.b/\~{}c", "http://a.b/~c"),
        (r"http://a.b/{\textasciitilde}c", "http://a.b/~c"),
        ("http://a.b/\n  c", "http://a.b/c"),
        ('doi:<a href="https://doi.org/10.1/a\\_b">10.1/a_b</a>', "https://doi.org/10.1/a_b"),
    ],
)
def test_an_address_as_it_is_typed(written: str, url: str) -> None:
    assert clean_url(written) == url


def test_a_doi_is_found_in_the_address_when_it_has_no_field() -> None:
    assert only_source("@misc{a, url = {https://doi.org/10.1000/abc}}").doi == "10.1000/abc"
    assert only_source("@misc{a, url = {https://example.org/10.1000/abc}}").doi == ""


def test_a_doi_is_found_in_a_link_of_html() -> None:
    source = only_source('@misc{a, url = {doi:<a href="https://doi.org/10.1000/abc">10.1000/abc</a>}}')
    assert (source.doi, source.url) == ("10.1000/abc", "https://doi.org/10.1000/abc")


def test_identifiers_are_never_decoded() -> None:
    source = only_source("@misc{a, doi = {10.1/a--b}, url = {http://a/b--c~d%20e}, eprint = {a--b~c}, isbn = {1--2}}")
    assert dict(source.fields) == {"doi": "10.1/a--b", "url": "http://a/b--c~d%20e", "eprint": "a--b~c", "isbn": "1--2"}
    assert source.url == "http://a/b--c~d%20e"


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("year = 2010", 2010),
        ("year = {2010}", 2010),
        ("year = {{2010}}", 2010),
        ("year = {2010a}", 2010),
        ("year = {c. 1890}", 1890),
        ("year = {[2010]}", 2010),
        ("date = {2010-05-17}", 2010),
        ("date = {2010-05/2012-01}", 2010),
        ("date = {2010/}", 2010),
        ("date = {/2012}", 2012),
        ("date = {2010~}", 2010),
        ("date = {2010-21}", 2010),
        ("year = {2010}, date = {2010-05}", 2010),
        ("year = {in press}, date = {2010-05}", 2010),
        ("year = {in press}", None),
        ("year = {n.d.}", None),
        ("year = {To appear}", None),
        ("year = {}", None),
    ],
)
def test_the_year_of_a_year_or_date(fields: str, year: int | None) -> None:
    file = read(f"@misc{{a, {fields}}}")
    assert file.sources[0].year == year
    assert file.diagnostics == ()


@pytest.mark.parametrize("written", ["20015", "98", "199X", "soon", "MMX"])
def test_a_year_that_cannot_be_read_is_told(written: str) -> None:
    file = read(f"@misc{{a, year = {{{written}}}}}")
    assert file.sources[0].year is None
    assert [fault.rule for fault in file.diagnostics] == ["bib-bad-year"]
