"""For every rule texts that break it, with the place marked, and texts that are as near as can be and do not."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

from kb.diagnostics import Severity

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

LEE = "@article{lee2018, author = {Lee, Anna}, title = {A trial of peer support}, year = {2018}, doi = {10.1000/lee}}\n"
KIM = "@article{kim2019, author = {Kim, Jin}, title = {Peers on wards}, year = {2019}, doi = {10.1000/kim}}\n"
COLLINS = "@article{collins2016, author = {Collins, R.}, title = {Much evolving}, year = {2016}, doi = {10.1000/col}}\n"
BIB = LEE + KIM + COLLINS
CLAIMS = """\
topic: effects
title: What peer support does
claims:
  - {id: hope, statement: Peer support raises hope., kind: effect}
  - {id: work, statement: Peer support helps people into work., kind: effect}
"""


@dataclass(frozen=True)
class Case:
    """One rule, texts that break it and texts that do not, by path."""

    rule: str
    severity: Severity
    fails: dict[str, str]
    passes: dict[str, str]


def texts(sheets: str = "", *, bib: str = BIB, claims: str = CLAIMS) -> dict[str, str]:
    """A small project; what is not given is in order."""
    found = {"references.bib": dedent(bib), "claims/effects.yaml": dedent(claims)}
    return found | ({"claims/sheets.yaml": dedent(sheets).lstrip("\n")} if sheets else {})


def entries(bib: str) -> dict[str, str]:
    """A small project with these further entries in its bibliography."""
    return texts(bib=BIB + dedent(bib).lstrip("\n"))


def claims(more: str) -> dict[str, str]:
    """A small project with only these claims."""
    head = "topic: effects\ntitle: What peer support does\nclaims:\n"
    return texts(claims=head + dedent(more).lstrip("\n"))


SOURCES = [
    Case(
        "no-year",
        WARNING,
        entries("▸@article{ray, author = {Ray, B.}, title = {Undated}}"),
        entries("@article{ray, author = {Ray, B.}, title = {Dated}, date = {2012-03}}"),
    ),
    Case(
        "no-author",
        NOTE,
        entries("▸@misc{who2013, title = {A plan}, year = {2013}}"),
        entries("@misc{who2013, author = {{World Health Organization}}, title = {A plan}, year = {2013}}"),
    ),
    Case(
        "no-author",
        NOTE,
        entries("▸@book{ray2012, title = {A book}, year = {2012}}"),
        entries("@book{ray2012, editor = {Ray, B.}, title = {A book}, year = {2012}}"),
    ),
    Case(
        "no-author",
        NOTE,
        entries("▸@article{ray2012, title = {A paper}, year = {2012}}"),
        entries("@proceedings{acm2012, title = {Proceedings of a meeting}, year = {2012}}"),
    ),
    Case(
        "no-title",
        NOTE,
        entries("▸@article{ray2012, author = {Ray, B.}, title = {}, year = {2012}}"),
        entries("@article{ray2012, author = {Ray, B.}, subtitle = {Half of it}, year = {2012}}"),
    ),
    Case(
        "malformed-doi",
        WARNING,
        entries(
            """
            @article{ray2012, author = {Ray, B.}, title = {Doses}, year = {2012},
              doi = ▸{10.12/abc def}}
            """
        ),
        entries(
            "@article{ray2012, author = {Ray, B.}, title = {Doses}, year = {2012}, doi = {10.1007/s00127-011-0466-x}}"
        ),
    ),
    Case(
        "twin-entries",
        WARNING,
        entries(
            "▸@article{lee2018b, author = {Lee, A.}, title = {Peer support: a trial}, year = {2018}, doi = {10.1000/LEE}}"
        ),
        entries(
            "@article{lee2018b, author = {Lee, A.}, title = {Peer support: a trial}, year = {2018}, doi = {10.1000/eel}}"
        ),
    ),
    Case(
        "twin-entries",
        WARNING,
        entries("▸@article{lee2018b, author = {LEE, A.}, title = {A Trial  of Peer Support}, year = {2018}}"),
        entries("@article{lee2018b, author = {Leeds, A.}, title = {A trial of peer support}, year = {2018}}"),
    ),
    Case(
        "twin-entries",
        WARNING,
        entries("▸@article{lee2018b, author = {Lee, Anna}, title = {A trial of peer support}, year = {2018}}"),
        entries("@article{lee2018b, author = {Lee, Anna}, title = {A trial of peer support}, year = {2018}}")
        | {"claims/sheets.yaml": "source: lee2018\nstudy: star\n---\nsource: lee2018b\nstudy: star\n"},
    ),
    Case(
        "not-coded",
        NOTE,
        texts("source: kim2019", bib=KIM + "▸" + LEE),
        texts("source: kim2019\n---\nsource: lee2018\nread: not-read", bib=KIM + LEE),
    ),
]

SHEETS = [
    Case(
        "includes-itself",
        ERROR,
        texts(
            """
            source: collins2016
            design: systematic-review
            includes: [kim2019, ▸collins2016]
            """
        ),
        texts(
            """
            source: collins2016
            design: systematic-review
            includes: [kim2019, lee2018]
            """
        ),
    ),
    Case(
        "includes-itself",
        ERROR,
        texts(
            """
            source: collins2016
            study: much-evolving
            design: systematic-review
            includes:
              - kim2019
              - ▸much-evolving
            """
        ),
        texts(
            """
            source: collins2016
            study: much-evolving
            design: systematic-review
            includes:
              - kim2019
              - another-study
            """
        ),
    ),
    Case(
        "includes-near-miss",
        WARNING,
        texts(
            """
            source: collins2016
            design: meta-analysis
            includes: [kim2019, ▸lee2081]
            """
        ),
        texts(
            """
            source: collins2016
            design: meta-analysis
            includes: [kim2019, lee2018, outside1999]
            """
        ),
    ),
    Case(
        "includes-near-miss",
        WARNING,
        texts(
            """
            source: lee2018
            study: north-london-trial
            ---
            source: collins2016
            design: meta-analysis
            includes: [▸north-londn-trial]
            """
        ),
        # an earlier work of an author of the base is no misspelling
        texts(
            """
            source: lee2018
            design: meta-analysis
            includes: [collins1999, north-london-trial]
            """
        ),
    ),
    Case(
        "includes-on-primary",
        WARNING,
        texts(
            """
            source: collins2016
            design: qualitative
            includes: ▸[lee2018]
            """
        ),
        texts(
            """
            source: collins2016
            design: qualitative-synthesis
            includes: [lee2018]
            """
        ),
    ),
    Case(
        "appraisal-tool-mismatch",
        WARNING,
        texts(
            """
            source: collins2016
            design: scoping-review
            appraisal:
              - {tool: AMSTAR-2, overall: low}
              - {tool: ▸RoB 2, overall: low}
            """
        ),
        texts(
            """
            source: collins2016
            design: scoping-review
            appraisal:
              - {tool: AMSTAR-2, overall: low}
            """
        ),
    ),
    Case(
        "appraisal-tool-mismatch",
        WARNING,
        texts(
            """
            source: lee2018
            design: rct
            appraisal: [{overall: low, tool: ▸AMSTAR 2}]
            """
        ),
        texts(
            """
            source: lee2018
            design: rct
            appraisal: [{overall: low, tool: RoB 2}]
            """
        ),
    ),
    Case(
        "study-with-two-designs",
        WARNING,
        texts(
            """
            source: kim2019
            study: star
            design: rct
            ---
            source: lee2018
            study: star
            design: ▸cohort
            """,
            bib=KIM + LEE,
        ),
        texts(
            """
            source: kim2019
            study: star
            design: rct
            ---
            source: lee2018
            study: star
            design: rct
            """,
            bib=KIM + LEE,
        ),
    ),
    # a review that is filed under the study of one of its trials is not a report of that trial
    Case(
        "study-with-two-designs",
        WARNING,
        texts(
            """
            source: kim2019
            study: star
            design: rct
            ---
            source: lee2018
            study: star
            design: ▸meta-analysis
            """,
            bib=KIM + LEE,
        ),
        texts(
            """
            source: kim2019
            study: star
            design: rct
            ---
            source: lee2018
            study: star
            """,
        ),
    ),
    Case(
        "reading-not-recorded",
        WARNING,
        texts(
            """
            source: ▸lee2018
            findings:
              - {id: f, claim: hope, says: It rose, stance: supports, basis: result, at: Table 2}
            """
        ),
        texts(
            """
            source: lee2018
            read: abstract
            findings:
              - {id: f, claim: hope, says: It rose, stance: supports, basis: result, at: Table 2}
            ---
            source: kim2019
            findings:
              - {id: f, claim: hope, says: It rose, stance: supports, basis: result, via: lee2018, at: p. 3}
            """
        ),
    ),
]
