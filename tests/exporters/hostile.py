"""Text that tries to run, to break a page or to hide, in every field of a base that a user can write."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kb.build import judge_all
from kb.diagnostics import Place
from kb.exporters.portion import Portion
from kb.model import (
    Appraisal,
    Certainty,
    Claim,
    Comparison,
    Corpus,
    Finding,
    Person,
    Result,
    Sample,
    Scope,
    Sheet,
    Source,
    Topic,
)
from kb.vocabulary import Basis, Compared, Design, Kind, Stance

#: by what they try; each holds a word that must be seen in every document
TEXTS = {
    "script": "<script>alert(1)</script> seen",
    "image": "<img src=x onerror=alert(1)> seen",
    "entity": "&lt;b&gt; &amp; &#x26; seen",
    "comment": "<!-- seen --> ]]> -->",
    "math": "$\\frac{1}{2}$ and $$x^2$$ seen",
    "latex": "\\input{/etc/passwd} \\write18{id} seen",
    "link": "[seen](javascript:alert(1)) ![x](http://a.example/x.png) <http://a.example>",
    "heading": "# seen\n## and\n\n---\n\n* * *",
    "table": "seen | a | b\n--- | --- | ---\n| c |",
    "code": "```{=html}\n<b>seen</b>\n```\n    indented `x`",
    "raw": "`<b>seen</b>`{=html} {{< include x >}} [@seen]{.x} ::: x",
    "formula": "=cmd|' /C calc'!A0 seen",
    "plus": "+1+1 seen",
    "minus": "-1+1 seen",
    "at": "@SUM(A1) seen",
    "tab": "\t=1+1 seen",
    "return": "\r=1+1 seen",
    "quotes": '"seen" \'a\' `b` “c” ,;\t""',
    "bidi": "\u202eneewteb\u202c \u2066seen\u2069 \u200f",
    "control": "se\x00\x07\x1b[31men seen \x85\ufffe\uffff",
    "escape": "_x0041_ %41 &#65; seen",
    "rich": "<r><t>seen</t></r>",
    "emoji": "👩‍⚕️ 𝔘𝔫𝔦 e\u0301 seen",
    "long": "seen " + "x" * 10_000,
    "blank": "seen \u00a0\u2003\u200b",
}


def portion_of(*texts: str) -> Portion:
    """A portion in which each of these texts fills every free field of a claim, two sources and their findings."""
    sources: dict[str, Source] = {}
    claims: dict[str, Claim] = {}
    findings: list[Finding] = []
    comparisons: list[Comparison] = []
    for number, text in enumerate(texts):
        place = Place(f"claims/{text}.yaml", number + 1, 1)
        rated = Certainty(text, text, ((text, text),))
        claim = Claim(f"c{number}", "t", text, Kind.EFFECT, Scope(text, text), (), rated, text, place)
        keys = (f"a{number}{text}", f"b{number}{text}")
        for key, design in zip(keys, (Design.RCT, Design.COHORT), strict=True):
            sheet = Sheet(
                key, text, design, None, ("GB",), text, text, text, text, Sample(7, text), text,
                appraisal=(Appraisal(text, text, text),), note=text, place=place,
            )  # fmt: skip
            who = (Person(text, text, text, text), Person(literal=text))
            sources[key] = Source(
                key, "article", text, who, year=2015, venue=text, doi=text, url=text, place=place, sheet=sheet
            )
        for key, stance in zip(keys, (Stance.SUPPORTS, Stance.DISPUTES), strict=True):
            result = Result(text, text, Decimal("-0.50"), (Decimal(-1), Decimal("0.00")), 12, time=text)
            found = Finding(
                f"{key}#{text}", key, claim.id, stance, Basis.RESULT, "", text, text, text, result, text, place
            )
            findings.append(found)
        said = Finding(f"{keys[1]}#via", keys[1], claim.id, Stance.SUPPORTS, Basis.RESULT, keys[0], text, text)
        findings.append(said)
        comparisons.append(Comparison(keys[0], claim.id, keys, Compared.CONFLICT, text, text, place))
        claims[claim.id] = claim
    topics = {"t": Topic("t", texts[0])}
    corpus = Corpus(sources, topics, claims, tuple(findings), tuple(comparisons))
    return Portion(corpus, judge_all(corpus), topic="t", fingerprint="0123456789ab", made_on=date(2025, 11, 25))


def everything() -> Portion:
    """All of the texts at once."""
    return portion_of(*TEXTS.values())
