"""Sources: what their fields become, where each stands, and what they get from elsewhere in the file."""

from __future__ import annotations

import pytest

from kb.diagnostics import Place
from tests.bibtex.reading import PATH, only_source, read, told

ARTICLE = """\
% a comment
@Article{lee2018,
  Author  = {Lee, Anna and others},
  title   = {A {Trial} of
             {\\'e}l{\\'e}gant care --- 50% better},
  journal = "Journal of " # {Care \\& Cure},
  year    = 2018, number = {3}, pages = {12--18},
  doi     = {https://doi.org/10.1000/lee},
}
"""


def test_a_source_in_full() -> None:
    source = only_source(ARTICLE)
    assert source.type == "article"
    assert source.title == "A Trial of élégant care — 50% better"
    assert [person.family for person in source.authors] == ["Lee"]
    assert source.authors_truncated
    assert (source.year, source.venue, source.doi) == (2018, "Journal of Care & Cure", "10.1000/lee")
    assert source.fields == (
        ("author", "Lee, Anna and others"),
        ("title", "A Trial of élégant care — 50% better"),
        ("journal", "Journal of Care & Cure"),
        ("year", "2018"),
        ("number", "3"),
        ("pages", "12–18"),
        ("doi", "https://doi.org/10.1000/lee"),
    )
    assert source.raw == ARTICLE.partition("\n")[2].rstrip()


def test_every_field_has_the_place_of_its_value() -> None:
    source = only_source(ARTICLE)
    assert source.place == Place(PATH, 2, 1)
    assert source.marks == {
        "key": Place(PATH, 2, 10),
        "author": Place(PATH, 3, 13),
        "title": Place(PATH, 4, 13),
        "journal": Place(PATH, 6, 13),
        "year": Place(PATH, 7, 13),
        "number": Place(PATH, 7, 28),
        "pages": Place(PATH, 7, 41),
        "doi": Place(PATH, 8, 13),
    }


@pytest.mark.parametrize(
    ("fields", "venue"),
    [
        ("journal = {A}, publisher = {B}", "A"),
        ("journaltitle = {A}", "A"),
        ("booktitle = {A}, publisher = {B}", "A"),
        ("institution = {A}, publisher = {B}", "A"),
        ("publisher = {A}", "A"),
        ("school = {A}", "A"),
        ("howpublished = {A}", "A"),
        ("howpublished = {\\url{http://a.b}}", ""),
        ("note = {A}", ""),
    ],
)
def test_where_a_source_appeared(fields: str, venue: str) -> None:
    assert only_source(f"@misc{{a, {fields}}}").venue == venue


def test_a_title_and_its_subtitle() -> None:
    assert only_source("@misc{a, title = {One}, subtitle = {Two}}").title == "One: Two"
    assert only_source("@misc{a, title = {One?}, subtitle = {Two}}").title == "One? Two"


def test_a_title_is_shown_without_the_markup_of_html_which_reference_lists_set() -> None:
    source = only_source("@misc{a, title = {<i>E. coli</i> in H<sub>2</sub>O &amp; a<b}}")
    assert source.title == "E. coli in H2O & a<b"
    assert dict(source.fields)["title"] == "<i>E. coli</i> in H<sub>2</sub>O & a<b"


@pytest.mark.parametrize("key", ["DBLP:journals/x/Y01", "müller2010", "a.b-c_d+e", "o'neil", "2010a", "文献"])
def test_odd_keys_are_keys(key: str) -> None:
    file = read(f"@misc{{{key}, title = {{x}}}}")
    assert [source.key for source in file.sources] == [key]
    assert file.diagnostics == ()


def test_abbreviations_months_and_joins() -> None:
    text = """\
        @string{jama = "Journal of the " # ama}
        @string{ama = {AMA}}
        @string(bmj = {BMJ})
        @misc{a, journal = BMJ, month = 1 # "~" # feb, note = {x} # jan # "y"}
        """
    file = read(text)
    assert dict(file.sources[0].fields) == {"journal": "BMJ", "month": "1 February", "note": "xJanuaryy"}
    assert [told(fault) for fault in file.diagnostics] == [(1, 36, "bib-late-string")]


def test_an_abbreviation_is_read_by_the_definition_above() -> None:
    file = read("@string{x = {One}}\n@misc{a, t = x}\n@string{x = {Two}}\n@misc{b, t = x}\n")
    assert [dict(source.fields)["t"] for source in file.sources] == ["One", "Two"]


def test_an_abbreviation_may_be_lengthened_and_may_replace_a_month() -> None:
    file = read("@string{jan = {Jän}}\n@string{x = {a}}\n@string{x = x # {b}}\n@misc{a, month = jan, t = x}\n")
    assert dict(file.sources[0].fields) == {"month": "Jän", "t": "ab"}


def test_a_near_word_is_suggested() -> None:
    (fault,) = read("@string{lancet = {The Lancet}}\n@misc{a, journal = lanct}\n").diagnostics
    assert fault.hint == "did you mean 'lancet'?"
    (fault,) = read("@misc{a, month = September}\n").diagnostics
    assert fault.hint == "did you mean 'sep'?"
    (fault,) = read("@misc{lee2018, t = 1}\n@misc{a, crossref = {lee2017}}\n").diagnostics
    assert fault.hint == "did you mean 'lee2018'?"


BOOK = "@proceedings{p, title = {Book}, subtitle = {Sub}, year = 2001, editor = {Roe, R.}, doi = {10.1000/book}, pages = {400}}\n"


def test_a_chapter_gets_from_its_book_what_belongs_to_both() -> None:
    source = read("@inproceedings{a, title = {Part}, crossref = {p}}\n" + BOOK).sources[0]
    assert source.title == "Part"
    assert (source.venue, source.year, source.doi) == ("Book", 2001, "")
    assert [person.family for person in source.editors] == ["Roe"]
    assert [field for field, _ in source.fields] == ["title", "crossref", "booktitle", "booksubtitle", "year", "editor"]
    assert source.marks["year"] == Place(PATH, 2, 58)


def test_an_own_field_is_never_replaced() -> None:
    source = read(
        "@inproceedings{a, title = {Part}, booktitle = {Own}, date = {1999-05}, crossref = {P}}\n" + BOOK
    ).sources[0]
    assert (source.venue, source.year) == ("Own", 1999)
    assert "booksubtitle" not in dict(source.fields)


def test_data_entries_give_their_fields_and_are_no_sources() -> None:
    text = (
        "@xdata{x, publisher = {P}, xdata = {y}}\n@xdata{y, location = {L}, publisher = {Q}}\n@book{a, xdata = {x}}\n"
    )
    file = read(text)
    (source,) = file.sources
    assert dict(source.fields) == {"xdata": "x", "publisher": "P", "location": "L"}
    assert file.entries_seen == 3


def test_the_key_is_marked_even_where_a_field_is_called_key() -> None:
    assert only_source("@misc{a, key = {x}}").marks["key"] == Place(PATH, 1, 7)


ZOTERO = r"""
@article{lloyd-evans_systematic_2014,
	title = {A systematic review and meta-analysis of randomised controlled trials of peer support for people with severe mental illness},
	volume = {14},
	issn = {1471-244X},
	url = {https://doi.org/10.1186/1471-244X-14-39},
	doi = {10.1186/1471-244X-14-39},
	abstract = {Little evidence (n = 5597) of 50\% \& more; α \textless 0.05, ``quoted'' {\textendash} and \textit{in vitro}.},
	language = {en},
	number = {1},
	urldate = {2024-01-31},
	journal = {BMC Psychiatry},
	author = {Lloyd-Evans, Brynmor and Mayo-Wilson, Evan and {NICE Group} and van der Meer, Lisette},
	month = feb,
	year = {2014},
	keywords = {Peer support, \#rct},
	pages = {39},
	file = {PDF:C\:\\Users\\me\\Zotero\\a.pdf:application/pdf;Snapshot:/x/y.html:text/html},
}
"""

JABREF = r"""% Encoding: UTF-8

@Article{Lee2018,
  author    = {Lee, Anna and Kim, Jin-Ho},
  date      = {2018-03},
  journaltitle = {Sleep},
  title     = {Sleep {\&} {M}emory: \emph{a} {RCT}},
  doi       = {10.1000/lee},
  groups    = {a, b},
  file      = {:papers/Lee.pdf:PDF},
  timestamp = {2020-01-01},
}

@Comment{jabref-meta: databaseType:biblatex;}

@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:a\;0\;1\;\;\;\;;
}
"""

MENDELEY = r"""Automatically generated by Mendeley Desktop 1.19.8
Any changes to this file will be lost if it is regenerated by Mendeley.

BibTeX export options can be customized via Options -> BibTeX in Mendeley Desktop

@article{Slade2014,
abstract = {Recovery and wellbeing: 5{\%} of {\textgreater}100},
author = {Slade, Mike and Amering, Michaela},
doi = {10.1002/wps.20084},
file = {:C$\backslash$:/Users/x.pdf:pdf},
issn = {17238617},
journal = {World Psychiatry},
number = {1},
title = {{Uses and abuses of recovery: Implementing recovery-oriented practices}},
volume = {13},
year = {2014}
}
"""


@pytest.mark.parametrize("export", [ZOTERO, JABREF, MENDELEY], ids=["zotero", "jabref", "mendeley"])
def test_a_clean_export_has_no_fault(export: str) -> None:
    file = read(export)
    assert file.diagnostics == ()
    assert len(file.sources) == file.entries_seen == 1
    assert file.sources[0].year in (2014, 2018)


def test_an_export_shows_as_people_read_it() -> None:
    source = only_source(ZOTERO)
    abstract = dict(source.fields)["abstract"]
    assert abstract == "Little evidence (n = 5597) of 50% & more; α <0.05, “quoted” – and in vitro."
    assert [person.surname for person in source.authors] == ["Lloyd-Evans", "Mayo-Wilson", "NICE Group", "van der Meer"]
