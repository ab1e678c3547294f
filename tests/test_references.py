"""A source's reference in one line."""

from __future__ import annotations

import pytest

from kb.references import reference
from tests.bibtex.reading import only_source


@pytest.mark.parametrize(
    ("kind", "fields", "where"),
    [
        ("article", "journal = {J}, volume = 3, number = 2, pages = {12-20}", "J, 3(2), 12–20."),
        ("article", "journal = {J}, volume = 3, pages = {3053 – 3087}", "J, 3, 3053–3087."),
        ("article", "journal = {J}, pages = {A12-A13}", "J, A12-A13."),
        ("book", "publisher = {Polity}, volume = 3", "Vol. 3, Polity."),
        ("incollection", "booktitle = {B}, volume = 3, publisher = {P}", "In B, vol. 3, P."),
        ("inproceedings", "booktitle = {B}, volume = {LNCS 3}", "In B, LNCS 3."),
        ("incollection", "pages = {1--2}", "1–2."),
    ],
)
def test_where_a_source_appeared(kind: str, fields: str, where: str) -> None:
    source = only_source(f"@{kind}{{a, author = {{Doe, Jane}}, title = {{T}}, year = 2000, {fields}}}")
    assert reference(source) == f"Doe, J. (2000). T. {where}"
