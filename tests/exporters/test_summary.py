"""What a summary of findings tells of each claim."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from kb.build import judge_all
from kb.clean import one_line
from kb.diagnostics import KbError
from kb.exporters import EXPORTERS, SUMMARIES
from kb.exporters.portion import Portion
from kb.loader import load
from kb.model import Certainty, Claim, Comparison, Corpus, Finding, Relation, Result, Scope, Source, Topic
from kb.project import Project
from kb.vocabulary import Kind, RelationType
from tests.builders import CLAIM, finding, review, says, source
from tests.exporters.hostile import TEXTS, everything
from tests.exporters.offices import converted
from tests.exporters.test_exports import ROOT

MAKE = {exporter.name: exporter.file for exporter in SUMMARIES}


def portion(*parts: Source | Finding | Comparison, claim: str | None = CLAIM) -> Portion:
    named = {part.key: part for part in parts if isinstance(part, Source)}
    findings = tuple(part for part in parts if isinstance(part, Finding))
    comparisons = tuple(part for part in parts if isinstance(part, Comparison))
    works = Claim(CLAIM, "t", "Peer support works.", Kind.EFFECT)
    rated = Certainty("GRADE", "low", (("bias", "some"),))
    related = (Relation(RelationType.REFINES, CLAIM),)
    other = Claim("other", "t", "Another claim.", Kind.EFFECT, relations=related, certainty=rated)
    claims = {CLAIM: works} if claim else {CLAIM: works, "other": other}
    corpus = Corpus(named, {"t": Topic("t", "Effects")}, claims, findings, comparisons)
    return Portion(corpus, judge_all(corpus), claim, None if claim else "t")


def markdown(made_of: Portion) -> str:
    """The summary as Markdown, with the blanks that align its tables as one and quotes as they are meant."""
    return re.sub(" +", " ", MAKE["md"](made_of).decode()).replace("\\'", "'")


TWO_SIDES = (
    source("a2015", authors=["Able, Ann"], design="rct", country=["GB"]),
    source("b2015", authors=["Baker, Bo"], design="cohort", country=["US"]),
    finding("a2015", "supports"),
    finding("b2015", "disputes"),
)


def test_a_claim_has_its_verdict_and_a_table_for_each_side() -> None:
    said = markdown(portion(*TWO_SIDES))
    assert "≠ Conflicting, between studies: 1 study supports, 1 study disputes." in said
    supports, disputes = said.index("| ▲ supports | Finding |"), said.index("| ▼ disputes | Finding |")
    assert supports < said.index("| **Able 2015** · randomised controlled trial · full text read |") < disputes
    assert disputes < said.index("| **Baker 2015** · cohort study · full text read |")


def test_those_who_disagree_are_named_with_what_differs_and_who_says_so() -> None:
    said = markdown(
        portion(*TWO_SIDES, source("c2016", authors=["Cole, Cy"]), says("c2016", "conflict", "a2015", "b2015"))
    )
    assert (
        "- **Able 2015 against Baker 2015**: conflict, stated by Cole 2015. "
        "They differ in design (randomised controlled trial / cohort study), country (GB / US)." in said
    )
    assert "- Cole 2015 sees in conflict: Able 2015; Baker 2015." in said


def test_what_is_recorded_of_one_of_two_only_is_told() -> None:
    one, other = (
        source(key, authors=[f"{name}, A"], setting=setting, population=population)
        for key, name, setting, population in (("a2015", "Able", "wards", ""), ("b2015", "Baker", "", "adults"))
    )
    said = markdown(portion(one, other, *TWO_SIDES[2:]))
    assert "Recorded of Able 2015 only: setting wards. Recorded of Baker 2015 only: population adults.\n" in said


def test_what_would_change_the_verdict_is_told() -> None:
    said = markdown(portion(*TWO_SIDES))
    assert (
        "- Without Able 2015: only one study or review, disputes.\n- Without Baker 2015: only one study or review, supports.\n"
        in said
    )
    alone = markdown(portion(*TWO_SIDES[:3]))
    assert "- Without Able 2015: no voting evidence." in alone
    assert "- With 1 more independent study that disputes it: conflicting, between studies." in alone


def test_a_citation_that_differs_from_its_source_is_told() -> None:
    said_of_it = replace(finding("a2015", "disputes", via="b2015"), says="It did not work.", at="p. 9")
    said = markdown(portion(*TWO_SIDES, said_of_it))
    assert "Citations that differ from what their source says" in said
    assert "- Baker 2015 reports Able 2015 as ▼ disputes (p. 9): It did not work. Its own words: ▲ supports." in said


def test_findings_without_a_vote_stand_apart_with_the_reason() -> None:
    said = markdown(portion(*TWO_SIDES, finding("b2015", "supports", basis="context")))
    assert "**No vote**: Baker 2015 (supports; authors' readings and background statements do not vote)." in said
    absorbed = markdown(
        portion(*TWO_SIDES[:3], review("r2020", "a2015"), finding("r2020", "supports", basis="synthesis"))
    )
    assert "**No vote**: r2020 2015 (supports; its data are counted already with Able 2015)." in absorbed


def test_a_study_that_is_mixed_stands_there_with_the_stance_of_each_finding() -> None:
    both = (finding("a2015", "supports", id="x"), finding("a2015", "disputes", id="y"))
    said = markdown(portion(TWO_SIDES[0], *both))
    assert "| ◆ mixed | Finding |" in said
    assert "this finding: ▲ supports" in said
    assert "this finding: ▼ disputes" in said


def test_a_topic_has_its_claims_at_a_glance_and_a_certainty_only_as_people_rated_it() -> None:
    said = markdown(portion(*TWO_SIDES, claim=None))
    glance = "| Claim | Verdict | ▲ supports | ▼ disputes | ◆ mixed | ○ inconclusive | Certainty |"
    assert glance in said
    assert "\n| Peer support works. | **≠ conflicting, between studies** | 1 | 1 | 0 | 0 | |\n" in said
    assert "\n| Another claim. | **– no voting evidence** | 0 | 0 | 0 | 0 | GRADE: low |\n" in said
    assert "Certainty as rated by people (GRADE): low" in said
    assert "- bias: some" in said
    assert "- refines: Peer support works." in said
    assert "Certainty |" not in markdown(portion(*TWO_SIDES))


def test_references_are_those_that_are_named() -> None:
    said = markdown(portion(*TWO_SIDES, source("unused2015", authors=["Unused, U"])))
    references = said.partition("## References")[2].partition("## How to read")[0]
    assert "Able, A. (2015)." in references
    assert "Baker, B. (2015)." in references
    assert "Unused" not in references


def test_references_have_the_style_that_is_asked_for_and_none_is_lost() -> None:
    two = (
        source("a2015", authors=["Able, Ann", "Zed, Zoe"], title="On trials"),
        source("b2015", authors=["Baker, Bo"], title="On cohorts"),
        *TWO_SIDES[2:],
    )

    def listed(style: str) -> list[str]:
        said = markdown(replace(portion(*two), style=style))
        return said.partition("## References")[2].partition("## How to read")[0].split("\n\n")[1:-1]

    assert listed("apa") == ["Able, A., & Zed, Z. (2015). *On trials*.", "Baker, B. (2015). *On cohorts*."]
    assert listed("vancouver") == [
        "1\\. Able A, Zed Z. On trials. 2015.",
        "2\\. Baker B. On cohorts. 2015.",
    ]
    with pytest.raises(KbError, match="no style 'ap'"):
        listed("ap")


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_libreoffice_shows_every_claim_of_hostile_text(form: str, tmp_path: Path) -> None:
    made = MAKE[form](everything())
    shown = converted(made, f"t.{form}", "txt:Text (encoded):UTF8", tmp_path).read_text(encoding="utf-8-sig")
    lines = [one_line(line) for line in shown.splitlines()]
    for text in TEXTS.values():
        assert sum(one_line(text) in line for line in lines) >= 5, text


def test_word_stands_upright_with_a_row_for_each_claim() -> None:
    corpus = load(Project(ROOT)).corpus
    whole = Portion(corpus, judge_all(corpus))
    opened = docx.Document(io.BytesIO(MAKE["docx"](whole)))
    glances = [table for table in opened.tables if table.cell(0, 0).text == "Claim"]
    assert [len(table.rows) - 1 for table in glances] == [
        sum(claim.topic == topic for claim in corpus.claims.values()) for topic in corpus.topics
    ]
    (section,) = opened.sections
    assert (section.page_height or 0) > (section.page_width or 0)
    assert MAKE["docx"](replace(whole, topic="effectiveness"))


# --- what both kinds of document have ----------------------------------------------------------------------------


def table_of_evidence(made_of: Portion) -> str:
    makers = {exporter.name: exporter.file for exporter in EXPORTERS}
    return re.sub(" +", " ", makers["md"](made_of).decode())


@pytest.mark.parametrize("write", [markdown, table_of_evidence], ids=["summary", "evidence table"])
def test_scope_and_note_of_a_claim_stand_above_its_verdict(write: Callable[[Portion], str]) -> None:
    meant = Claim(CLAIM, "t", "S.", Kind.EFFECT, Scope(population="adults", outcome="hope"), note="Read it so.")
    given = portion(*TWO_SIDES)
    said = write(replace(given, corpus=replace(given.corpus, claims={CLAIM: meant})))
    order = [said.index(words) for words in ("population: adults; outcome: hope", "Note: Read it so.", "≠ Conflicting")]
    assert order == sorted(order)


@pytest.mark.parametrize("write", [markdown, table_of_evidence], ids=["summary", "evidence table"])
def test_what_was_done_and_against_what_stands_below_who_was_studied(write: Callable[[Portion], str]) -> None:
    one = source("a2015", authors=["Able, A"], population="veterans", intervention="peer support", comparator="a list")
    said = write(portion(one, *TWO_SIDES[1:]))
    order = [said.index(words) for words in ("veterans", "intervention: peer support", "comparator: a list")]
    assert order == sorted(order)


def test_an_evidence_table_says_who_states_a_conflict_and_has_references_in_the_style_asked_for() -> None:
    given = portion(*TWO_SIDES, source("c2016", authors=["Cole, Cy"]), says("c2016", "conflict", "a2015", "b2015"))
    said = table_of_evidence(given)
    assert "- Cole 2015 sees in conflict: Able 2015; Baker 2015." in said
    listed = said.partition("## References")[2].partition("## How to read")[0]
    assert [name in listed for name in ("Able, A. (2015).", "Baker, B. (2015).", "Cole, C. (2015).")] == [True] * 3
    assert "1. Able A." in table_of_evidence(replace(given, style="vancouver")).replace("\\", "")


@pytest.mark.parametrize("write", [markdown, table_of_evidence], ids=["summary", "evidence table"])
def test_a_column_that_is_nowhere_is_not_explained(write: Callable[[Portion], str]) -> None:
    assert "**Result**" not in write(portion(*TWO_SIDES))
    measured = replace(TWO_SIDES[2], result=Result(measure="RR", value=Decimal("0.9")))
    assert "| **Result** |" in write(portion(*TWO_SIDES[:2], measured))


def test_brackets_in_an_address_end_no_link_of_markdown() -> None:
    doi = "10.1890/0012(2006)87[1445:x]2.0.CO;2"
    given = replace(source("a2015", authors=["Able, Ann"]), doi=doi, fields=(("doi", doi),))
    said = markdown(portion(given, finding("a2015", "supports")))
    assert "<https://doi.org/10.1890/0012(2006)87%5B1445:x%5D2.0.CO;2>" in said
