"""Small projects as text for tests of the app: a plain one, an empty one, and one written by an enemy."""

from __future__ import annotations

from pathlib import Path

BIB = """
@article{lee2018,
  author = {Lee, Ann and Park, Bo}, title = {A trial of peer support}, journal = {Trials}, year = {2018},
  doi = {10.1000/abc.2018},
}
@article{kim2019,
  author = {Kim, Cho}, title = {Peer support pooled}, journal = {Reviews}, year = {2019},
}
@article{cho2020,
  author = {Cho, Dan}, title = {What psychiatrists say}, journal = {Views}, year = {2020},
}
@article{old1999,
  author = {Old, Eve}, title = {Never read}, journal = {Past}, year = {1999},
}
"""

CLAIMS = """
topic: effects
title: Does it work?
claims:
  - id: reduces-admissions
    statement: Peer support reduces admissions.
    kind: effect
    scope: {population: adults, outcome: admissions}
    relations:
      - {type: narrower-than, claim: improves-outcomes}
  - id: improves-outcomes
    statement: Peer support improves outcomes.
    kind: effect
  - id: costs-less
    statement: Peer support costs less.
    kind: cost
"""

SHEETS = {
    "lee2018": """
source: lee2018
design: rct
read: full-text
country: [US]
sample: {n: 120, of: adults}
findings:
  - id: admissions
    claim: reduces-admissions
    stance: supports
    basis: result
    at: Results
    says: Fewer people were admitted.
    quote: Admissions fell.
    result: {outcome: admission, measure: RR, value: 0.70, ci: [0.50, 0.98], n: 120, direction: better}
""",
    "kim2019": """
source: kim2019
design: meta-analysis
read: abstract
country: [GB]
findings:
  - id: admissions
    claim: reduces-admissions
    stance: disputes
    basis: synthesis
    at: Abstract
    says: Pooled trials show more admissions.
  - id: admissions-as-told
    claim: reduces-admissions
    stance: inconclusive
    basis: synthesis
    via: cho2020
    at: Introduction
    says: The review is said to be unclear.
""",
    "cho2020": """
source: cho2020
design: qualitative
read: full-text
findings:
  - id: guess
    claim: reduces-admissions
    stance: supports
    basis: interpretation
    at: Discussion
    says: One interviewee guesses that it helps.
compares:
  - {claim: reduces-admissions, sources: [kim2019, lee2018], as: conflict, at: Introduction, note: Set against each other.}
citations:
  - {source: lee2018, for: "a trial of peer support", function: evidence-for, at: Introduction}
""",
    "old1999": """
source: old1999
read: not-read
findings:
  - id: outcomes
    claim: improves-outcomes
    stance: supports
    basis: result
    via: cho2020
    at: Introduction
    says: People are said to do better.
""",
}

#: everything that has ever been taken for markup somewhere, and a picture that must not be fetched
HOSTILE = (
    "<script>window.__xss=1</script><img src=https://evil.example/a.png onerror=window.__xss=1> "
    "![p](https://evil.example/b.png) [l](javascript:window.__xss=1) https://evil.example/c </script> "
    "$x^2$ :material/delete: # **b** مرحبا بالعالم 🙂"
)


def write(folder: Path, bib: str = BIB, claims: str = CLAIMS, sheets: dict[str, str] | None = None) -> Path:
    """The folder, now a project with these texts."""
    (folder / "claims" / "sources").mkdir(parents=True)
    (folder / "references.bib").write_text(bib, encoding="utf-8")
    if claims:
        (folder / "claims" / "effects.yaml").write_text(claims.lstrip(), encoding="utf-8")
    for key, text in (SHEETS if sheets is None else sheets).items():
        (folder / "claims" / "sources" / f"{key}.yaml").write_text(text.lstrip(), encoding="utf-8")
    return folder


def empty(folder: Path) -> Path:
    """The folder, now a project in which nothing is written yet."""
    return write(folder, bib="", claims="", sheets={})


def hostile(folder: Path) -> Path:
    """The folder, now a project in which every free text is hostile."""
    bad = HOSTILE.replace("'", "")
    bib = BIB.replace(
        "A trial of peer support",
        bad.replace("#", r"\#").replace("$", r"\$") + r" \href{https://evil.example/d}{x} " + "W" * 5000,
    )
    bib = bib.replace("10.1000/abc.2018", "javascript:window.__xss=1").replace(
        "Kim, Cho", "{<b onclick=window.__xss=1>Kim</b>}"
    )
    bib = bib.replace("year = {2020},", "year = {2020}, url = {javascript:window.__xss=1},")
    claims = CLAIMS.replace("Peer support reduces admissions.", f"'{bad}'").replace("Does it work?", f"'{bad}'")
    claims = claims.replace("population: adults", f'population: "{bad}"')
    sheets = {
        key: text.replace("Fewer people were admitted.", f"'{bad}'")
        .replace("Admissions fell.", f"'{bad}'")
        .replace("The review is said to be unclear.", f"'{bad}'")
        .replace("Set against each other.", f'"{bad}"')
        .replace("a trial of peer support", bad)
        .replace("at: Results", f"at: '{bad}'")
        .replace("sample: {n: 120", f"intervention: '{bad}'\ncomparator: '{bad}'\nsample: {{n: 120")
        for key, text in SHEETS.items()
    }
    return write(folder, bib, claims, sheets)
