from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kb.base import Base, open_base
from kb.evidence import Policy
from kb.store.verdict_rows import Vote
from kb.ui import history
from kb.ui.grid import as_csv, grid
from kb.ui.launch import SETTINGS
from kb.ui.nodes import TAGS, doi_link, el, link, web_link
from kb.ui.shell import PAGES
from kb.verdict_words import (
    state_words,
)
from kb.verdicts import State
from kb.views import claims
from kb.views.crossing import Crossing
from kb.vocabulary import Stance
from kb.words import (
    STANCE_MEANING,
)
from tests.builders import CLAIM, finding, source
from tests.ui import projects
from tests.ui.drawing import Open, choose, hrefs, nodes, run, text

ROOT = Path(__file__).resolve().parents[2]

# --- what each page shows ---------------------------------------------------------------------------------------


def test_the_overview_tells_the_base_in_one_line_and_lists_claims_most_contested_first(
    page: Open, project: Path
) -> None:
    app = page(project, "")
    assert (
        "4 sources (3 read at least in part; all findings of 1 are second-hand) · 3 studies and 1 review with findings"
        " · 3 claims · 5 findings (2 read second-hand)"
    ) in text(app)
    rows = [line for line in text(app, "tr").splitlines() if "support" in line][-3:]
    assert [row.partition("Peer support ")[2] for row in rows] == [
        "reduces admissions.",
        "improves outcomes. · known only second-hand",
        "costs less. · nothing recorded yet",
    ]
    assert rows[0].startswith("≠ conflicting, between studies")
    assert rows[1].startswith("· single study, supports")
    assert rows[2].startswith("– no voting evidence")


def test_filters_of_the_overview_narrow_the_list(page: Open, project: Path) -> None:
    app = page(project, "")
    choose(app, kind="cost")
    assert "1 of 3 claims" in text(app)
    choose(app, kind="")
    choose(app, state=["conflicting", "no_evidence"])
    assert "2 of 3 claims" in text(app)
    choose(app, words="admissions")
    assert "1 of 3 claims" in text(app)
    choose(app, words="nowhere")
    assert "No claim fits these filters." in text(app)


def test_a_mistyped_filter_in_the_words_gets_a_hint_and_no_traceback(page: Open, project: Path) -> None:
    app = page(project, "")
    choose(app, words="state:conflictin")
    assert "No state 'conflictin'." in text(app)
    assert "did you mean 'conflicting'?" in text(app)


def test_claims_can_be_listed_by_topic(page: Open, project: Path) -> None:
    app = page(project, "")
    choose(app, order="topic")
    assert "Does it work?" in text(app, "th")


def test_a_claim_shows_verdict_sides_pairs_and_what_would_change_it(page: Open, project: Path) -> None:
    app = page(project, "claim", id="reduces-admissions")
    shown = text(app)
    assert text(app, "h1") == "Peer support reduces admissions."
    assert "Conflicting, between studies: 1 study supports, 1 review disputes." in shown
    assert "At least one independent study supports the claim and at least one disputes it." in shown
    assert text(app, "h2").splitlines() == [
        "What is said of Kim 2019 differs from what it says",
        "▼ Disputes (1)",
        "▲ Supports (1)",
        "No vote (2)",
        "Conflicts (1)",
        "What sources say of each other",
        "What would change the verdict",
        "How the verdict came about",
        "Related claims",
        "Sources, and what was read of them (3)",
    ]
    assert "randomised controlled trial · n = 120 adults · full text read" in shown
    assert "“Admissions fell.”" in shown
    assert "admission: RR 0.70 (0.50 to 0.98), n = 120, estimate points to better" in shown
    assert "Results · own data · claims/sources/lee2018.yaml:7" in shown
    assert (
        "as reported by Cho 2020 · Introduction · reported as review's conclusion · claims/sources/kim2019.yaml:12"
        in shown
    )
    assert "the source's own words count instead" in shown
    assert "authors' reading, no vote" in shown
    rows = text(app, "tr").splitlines()
    apart = rows.index("How they were coded differs in")
    assert "countryGBUS" in rows[:apart]
    assert rows[apart + 1 : apart + 3] == ["basisreview's conclusionown data", "readabstract readfull text read"]
    assert "Conflict · stated by Cho 2020" in shown
    assert "Without Kim 2019: · only one study or review, supports" in text(app, "li")
    assert (
        "It stays conflicting whatever further studies find: each side has studies, and none takes them away." in shown
    )
    assert "narrower than Peer support improves outcomes. · single study, supports" in text(app, "li")


def test_a_claim_tells_when_its_verdict_changed_and_with_whom(page: Open, project: Path) -> None:
    app = page(project, "claim", id="reduces-admissions")
    assert "2018· single study, supportsLee & Park 2018" in text(app, "tr")
    assert "2019≠ conflicting, between studiesKim 2019" in text(app, "tr")
    choose(app, without="kim2019")
    assert "How the verdict came about" not in text(app, "h2")


def test_a_year_that_leaves_a_claim_conflicting_is_no_turn_whichever_side_it_puts_ahead(
    page: Open, project: Path
) -> None:
    (project / "claims" / "sources" / "cho2020.yaml").write_text(
        "source: cho2020\nread: full-text\nfindings:\n"
        "  - {id: a, claim: reduces-admissions, stance: supports, basis: result, at: p. 1, says: Fewer.}\n",
        encoding="utf-8",
    )
    rows = text(page(project, "claim", id="reduces-admissions"), "tr").splitlines()
    assert [row for row in rows if row[:4].isdigit()] == [
        "2018· single study, supportsLee & Park 2018",
        "2019≠ conflicting, between studiesKim 2019",
    ]


def test_the_year_in_which_a_source_states_a_conflict_changes_the_verdict(database: str) -> None:
    view = open_base(ROOT, database).claim("psw-reduces-admissions")
    turns = history.turns(view, Policy())
    assert [(turn.year, turn.verdict.state) for turn in turns] == [
        (2011, "single_study"),
        (2014, "inconclusive"),
        (2016, "conflicting"),
    ]


def test_the_sources_of_a_claim_are_those_that_found_or_reported_something(database: str, project: Path) -> None:
    view = open_base(project, database).claim("reduces-admissions")
    assert [source.key for source in history.sources_of(view)] == ["cho2020", "kim2019", "lee2018"]


def test_a_restriction_stands_beside_the_full_verdict(page: Open, project: Path) -> None:
    app = page(project, "claim", id="reduces-admissions")
    choose(app, only="rct")
    shown = text(app)
    assert "Restricted: only design: randomised controlled trial (another verdict)" in shown
    assert "Single study: 1 study supports." in shown
    assert "Conflicting, between studies: 1 study supports, 1 review disputes." in shown
    assert "left out: not of the kind asked for" in shown


def test_a_single_study_that_takes_another_stance_under_a_restriction_is_another_verdict(
    page: Open, project: Path
) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    text_ = path.read_text(encoding="utf-8").replace("design: meta-analysis", "design: rct\nstudy: lee2018")
    text_ = text_.replace("stance: disputes\n    basis: synthesis", "stance: inconclusive\n    basis: result")
    path.write_text(text_, encoding="utf-8")
    shown = text(page(project, "claim", id="reduces-admissions", without="lee2018"))
    assert "Single study: 1 study is inconclusive." in shown
    assert "Single study: 1 study supports." in shown
    assert "Restricted: without Lee & Park 2018 (another verdict)" in shown


@pytest.mark.parametrize(("sources", "said"), [(41, "1 more source is"), (42, "2 more sources are")])
def test_a_matrix_says_how_many_sources_it_leaves_out(page: Open, tmp_path: Path, sources: int, said: str) -> None:
    keys = [f"s{number}" for number in range(sources)]
    sheet = "source: {}\nread: full-text\nfindings:\n  - {{id: f, claim: costs-less, stance: supports, basis: result, at: p. 1, says: So.}}\n"
    bib = "".join(f"@misc{{{key}, author = {{Lee, Ann}}, year = {{2010}}}}\n" for key in keys)
    project = projects.write(tmp_path / "wide", bib, sheets={key: sheet.format(key) for key in keys})
    assert f"{said} not shown; those that bear on most claims are." in text(page(project, "matrix"))


def test_a_claim_says_what_new_evidence_would_make_of_it(page: Open, project: Path) -> None:
    items = text(page(project, "claim", id="improves-outcomes"), "li")
    assert "1 more independent study that supports it: ▲ consistent support" in items
    assert "1 more independent study that disputes it: ≠ conflicting, between studies" in items
    app = page(project, "claim", id="costs-less")
    assert "1 independent study, whatever it finds: · single study" in text(app, "li")


def test_a_claim_leads_to_what_stands_further_down(page: Open, project: Path) -> None:
    app = page(project, "claim", id="reduces-admissions")
    sections = {node[1]["id"]: node[2][0][2][0] for node in nodes(app) if node[0] == "section" and "id" in node[1]}
    links = {node[1]["href"].removeprefix("#"): node[2][0] for node in nodes(app) if node[1].get("href", "")[:1] == "#"}
    assert links == sections
    assert "What would change the verdict" in links.values()


def test_both_main_sides_are_there_when_only_undecided_studies_are_left(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stance: disputes", "stance: inconclusive"), "utf-8")
    app = page(project, "claim", id="reduces-admissions", without="lee2018")
    sides = [line for line in text(app, "h2").splitlines() if "(" in line][:4]
    assert sides == ["▼ Disputes (0)", "▲ Supports (0)", "◆ Mixed (0)", "○ Inconclusive (1)"]


def test_more_pairs_are_shown_in_place(page: Open, tmp_path: Path) -> None:
    """Three studies that support a claim and five that dispute it make fifteen conflicts; twelve are shown at first."""
    keys = [f"k{n}" for n in range(8)]
    bib = "\n".join(f"@article{{{key}, author = {{A{key}, B.}}, year = {{2001}}, title = {{T{key}}}}}" for key in keys)
    sheets = {
        key: f"source: {key}\nread: abstract\nfindings:\n"
        f"  - {{id: f, claim: costs-less, stance: {'supports' if n < 3 else 'disputes'}, basis: result, at: p. 1, says: So.}}\n"
        for n, key in enumerate(keys)
    }
    app = page(projects.write(tmp_path / "many", bib, sheets=sheets), "claim", id="costs-less")
    assert text(app, "h3").count("against") == 12
    (more,) = [node for node in nodes(app) if node[1].get("aria-label") == "Show 3 more of 3: pairs"]
    assert more[1]["href"] == "claim?id=costs-less&pairs=24"
    app = page(tmp_path / "many", "claim", id="costs-less", pairs="24")
    assert text(app, "h3").count("against") == 15


def test_every_agreement_that_may_not_be_independent_can_be_reached(
    page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [f"s{number}" for number in range(6)]
    bib = "".join(f"@misc{{{key}, author = {{Lee, Ann}}, year = {{201{key[1]}}}}}\n" for key in keys)
    sheets = {
        key: f"source: {key}\ndesign: rct\nread: full-text\nfindings:\n"
        "  - {id: f, claim: costs-less, stance: supports, basis: result, at: p. 1, says: So.}\n"
        for key in keys
    }
    project = projects.write(tmp_path / "tied", bib, sheets=sheets)
    app = page(project, "claim", id="costs-less")
    assert "Agreement that may not be independent (15)" in text(app, "h2")
    (more,) = [node for node in nodes(app) if node[1].get("aria-label") == "Show 3 more of 3: tied pairs"]
    assert more[1]["href"] == "claim?id=costs-less&tied_pairs=24"
    assert text(page(project, "claim", id="costs-less", tied_pairs="24"), "li").count("they share authors") == 15
    monkeypatch.setattr(claims, "MOST_PAIRS", 14)
    assert "1 more pair that agrees was not looked at." in text(
        page(project, "claim", id="costs-less", first_hand="true")
    )


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "x", "1e9", "²", "٣"])
def test_a_number_in_the_address_that_no_list_reaches_does_no_harm(page: Open, project: Path, number: str) -> None:
    app = page(project, "claim", id="reduces-admissions", pairs=number, supports=number)
    assert "Conflicts (1)" in text(app, "h2")
    assert "Problems in the text" in text(page(project, "problems", after=number), "h1")


def test_each_restriction_reaches_the_verdict(page: Open, project: Path) -> None:
    app = page(project, "claim", id="improves-outcomes")
    choose(app, first_hand="true")
    assert "Second-hand only" in text(app)
    app = page(project, "claim", id="reduces-admissions")
    choose(app, without="kim2019")
    assert "Restricted: without Kim 2019 (another verdict)" in text(app)
    choose(app, without="")
    choose(app, as_of="2018")
    assert "Restricted: as of 2018 (another verdict)" in text(app)


def test_a_source_shows_findings_neighbours_mismatches_and_citations(page: Open, project: Path) -> None:
    app = page(project, "source", key="lee2018")
    shown = text(app)
    assert text(app, "h1") == "A trial of peer support"
    assert "Lee, A. & Park, B. (2018). A trial of peer support. Trials." in shown
    assert "https://doi.org/10.1000/abc.2018" in hrefs(app)
    assert "all studies together: ≠ conflicting, between studies" in shown
    on = "In conflict withKim 2019 on Peer support reduces admissions."
    values = "design (randomised controlled trial / meta-analysis), country (US / GB) and year (2018 / 2019)"
    assert f"{on} They differ in {values}. How they were coded differs in basis" in shown
    assert hrefs(app).count("#section-1") == 2
    assert "In conflict with (1)" in shown
    assert "Kim 2019 on Peer support reduces admissions." in text(app, "h3").splitlines()[0]
    differing = [line for line in text(app, "td").splitlines() if line]
    assert differing[: differing.index("2019") + 1][-2:] == ["2018", "2019"]
    assert "In tension with" not in shown
    assert "compare?a=lee2018&b=kim2019" in hrefs(app)
    assert "1 other source votes on the same claims: 1 in conflict, 0 in tension, 0 in agreement." in shown
    assert "Cited here (1)" in shown
    assert "a trial of peer support" in shown
    told = page(project, "source", key="kim2019")
    assert "What is said of it differs from what it says" in text(told)
    paper = page(project, "source", key="cho2020")
    assert "What it reports of others (2)" in text(paper)
    assert "What it cites (1)" in text(paper)


def test_a_source_that_votes_only_through_others_says_so_at_its_head(page: Open, project: Path) -> None:
    told = "Votesknown only second-hand: all as reported by Cho 2020"
    assert told in text(page(project, "source", key="old1999"), "dl")
    assert "known only second-hand" not in text(page(project, "source", key="kim2019"), "dl")


def test_notes_on_sources_are_found_and_lead_to_the_source(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "note: The appendix was not seen.\n", encoding="utf-8")
    app = page(project, "search", q="appendix")
    assert "Notes on sources (1)" in text(app, "h2")
    assert text(app, "li") == "Kim 2019: The appendix was not seen."
    assert "source?key=kim2019" in hrefs(app)


def test_claims_that_are_found_have_their_verdicts_beside_them(page: Open, project: Path) -> None:
    assert "Peer support reduces admissions. ≠ conflicting, between studies" in text(
        page(project, "search", q="admissions"), "li"
    )
    app = page(project, "search", q="who disagrees with Lee")
    assert "Nothing was found. All words must occur in one statement, title, author, finding or note." in text(app)
    assert "conflicts" in hrefs(app)


def test_conflicts_show_what_each_side_found_and_the_values_in_which_the_two_differ(page: Open, project: Path) -> None:
    app = page(project, "conflicts")
    shown = text(app)
    assert "One claim is conflicting; on 1 claim a citation differs from what its source says." in shown
    found = ["! Kim 2019: what is said of a source differs from what the source says itself; its own words count."]
    said = "Cho 2020 sees in conflict: Kim 2019, Lee & Park 2018. Set against each other."
    found += [f"{said} Introduction · claims/sources/cho2020.yaml:12"]
    found += ["▼ disputes Kim 2019", "Pooled trials show more admissions.", "Abstract"]
    found += ["▲ supports Lee & Park 2018", "Fewer people were admitted.", "Results"]
    assert text(app, "p").splitlines()[2:10] == found
    differ = ["They differ inKim 2019Lee & Park 2018", "designmeta-analysisrandomised controlled trial", "countryGBUS"]
    differ += ["year20192018", "How they were coded differs in", "basisreview's conclusionown data"]
    assert text(app, "tr").splitlines() == [*differ, "readabstract readfull text read"]
    recorded = ["Recorded of Lee & Park 2018 only: outcome admission; measure RR; sample 120 adults."]
    recorded += ["Recorded of neither: population, intervention, comparator, setting, time, period, appraisal."]
    assert [line for line in text(app, "p").splitlines() if line.startswith("Recorded")] == recorded
    assert "As coded from the source itself (abstract read)" in text(app, "p").splitlines()
    assert "What is said of Kim 2019 on Peer support reduces admissions." in shown


def test_who_states_a_conflict_is_named_wherever_its_verdict_stands(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stance: disputes", "stance: inconclusive"), "utf-8")
    app = page(project, "claim", id="reduces-admissions")
    assert "≠ Conflicting, stated by Cho 2020: 1 study supports, 1 review is inconclusive." in text(app)
    for path_, query in (
        ("claim", {"id": "reduces-admissions"}),
        ("", {"claim": "reduces-admissions"}),
        ("conflicts", {}),
    ):
        app = page(project, path_, **query)
        said = "Cho 2020 sees in conflict: " if path_ == "conflicts" else "Conflict stated by Cho 2020."
        assert any(line.startswith(said) for line in text(app, "p").splitlines())
        assert "source?key=cho2020" in hrefs(app)
    run(app := page(project, "claim", id="reduces-admissions", without="cho2020"))
    restricted, whole = [words for words in text(app, "p").splitlines() if ": 1 study supports" in words]
    assert "stated by" not in restricted
    assert "stated by Cho 2020" in whole


def test_votes_that_all_come_from_one_paper_are_said_to(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "old1999.yaml"
    told = path.read_text(encoding="utf-8")
    path.write_text(told.replace("claim: improves-outcomes", "claim: costs-less"), encoding="utf-8")
    own = "  - {id: costs, claim: costs-less, stance: disputes, basis: result, at: p. 3, says: It costs more.}\n"
    paper = project / "claims" / "sources" / "cho2020.yaml"
    paper.write_text(paper.read_text(encoding="utf-8").replace("compares:", f"{own}compares:"), encoding="utf-8")
    said = "! Every vote here comes from one paper: what Cho 2020 found itself, and others only as it reports them."
    assert said in text(page(project, "claim", id="costs-less"))
    assert text(page(project, "conflicts")).count(said) == 1


def supported(folder: Path, studies: int) -> Path:
    """A project in which so many studies support the same claim."""
    keys = [f"lee{1960 + n}" for n in range(studies)]
    bib = "".join(
        f"@misc{{{key}, author = {{Lee, Ann}}, title = {{No. {key}}}, year = {{{key[3:]}}}}}\n" for key in keys
    )
    says = "claim: reduces-admissions, stance: supports, basis: result, at: p. 1, says: Fewer were admitted."
    sheets = {key: f"source: {key}\nread: full-text\nfindings:\n  - {{id: a, {says}}}\n" for key in keys}
    return projects.write(folder, bib, sheets=sheets)


def test_of_many_sources_on_the_same_claims_a_source_shows_fifty_and_more_in_place(page: Open, tmp_path: Path) -> None:
    app = page(supported(tmp_path / "many", 61), "source", key="lee1960")
    assert "60 other sources vote on the same claims: 0 in conflict, 0 in tension, 60 in agreement" in text(app)
    assert [word for word in text(app, "th").split() if word.isdecimal()] == [str(1961 + n) for n in range(50)]
    assert "Show 10 more of 10" in text(app, "a")
    assert "source?key=lee1960&other_sources=100" in hrefs(app)
    run(choose(app, other_sources="100"))
    assert [word for word in text(app, "th").split() if word.isdecimal()] == [str(1961 + n) for n in range(60)]
    assert "more of" not in text(app, "a")


def test_a_long_side_of_a_claim_shows_more_of_itself_in_place(page: Open, tmp_path: Path) -> None:
    """Of 45 studies that support a claim, the page shows 40 and, asked for more, all; restrictions stay."""
    app = page(supported(tmp_path / "long", 45), "claim", id="reduces-admissions", as_of="2024")
    assert text(app).count("Fewer were admitted.") == 40
    assert "Show 5 more of 5" in text(app, "a")
    assert "claim?id=reduces-admissions&as_of=2024&supports=80" in hrefs(app)
    run(choose(app, supports="80"))
    assert text(app).count("Fewer were admitted.") == 45
    assert not any("supports=120" in href for href in hrefs(app))
    assert text(run(choose(app, supports="all"))).count("Fewer were admitted.") == 40


def test_a_claim_with_very_many_findings_points_to_the_choice_of_a_year(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_FINDINGS", 1)
    shown = text(page(project, "claim", id="reduces-admissions"))
    assert "is not judged anew for each year here. “As of year” above tells the verdict of one year." in shown


def test_problems_show_place_message_hint_and_manual_page(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "lee2018.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("stance: supports", "stance: suports"), encoding="utf-8")
    app = page(project, "problems")
    row = next(line for line in text(app, "tr").splitlines() if "lee2018.yaml" in line)
    assert row.startswith("claims/sources/lee2018.yaml:")
    assert "'suports'" in row
    assert "did you mean 'supports'?" in row
    assert text(app, "summary")
    assert "1 error in the text" in text(page(project, "conflicts"))


@pytest.mark.parametrize(
    ("path", "given", "beginning"),
    [
        ("problems", {"severity": "note", "after": "999"}, "problems?severity=note"),
        ("sources", {"find": "lee", "after": "old1999"}, "sources?find=lee"),
        ("", {"topic": "effects", "after": "costs-less"}, "./?topic=effects"),
        ("conflicts", {"after": "reduces-admissions"}, "conflicts"),
        ("conflicts", {"cited": "reduces-admissions"}, "conflicts"),
        ("second-hand", {"after": "old1999"}, "second-hand"),
    ],
)
def test_a_part_of_a_list_past_its_end_leads_to_its_beginning(
    page: Open, project: Path, path: str, given: dict[str, str], beginning: str
) -> None:
    sheet = project / "claims" / "sources" / "lee2018.yaml"
    told = "  - {id: told, claim: improves-outcomes, stance: supports, basis: context, via: cho2020, at: p. 3, says: Cheap.}\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + told, encoding="utf-8")
    app = page(project, path, **given)
    assert "The list ends before this part of it." in text(app)
    assert "fits these filters" not in text(app)
    assert beginning in hrefs(app)


def test_no_problem_that_fits_is_said(page: Open, project: Path) -> None:
    assert "No problem fits these filters." in text(page(project, "problems", severity="note", rule="no-such-rule"))


def test_the_next_interaction_after_a_change_of_the_text_shows_the_new_state(page: Open, project: Path) -> None:
    app = page(project, "claim", id="costs-less")
    assert "No voting evidence." in text(app)
    path = project / "claims" / "sources" / "lee2018.yaml"
    more = "  - {id: costs, claim: costs-less, stance: disputes, basis: result, at: Results, says: It costs more.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert "Single study: 1 study disputes." in text(run(app))


def test_a_source_names_those_in_tension_with_it_beside_those_in_conflict(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    path.write_text(path.read_text("utf-8").replace("stance: disputes", "stance: inconclusive"), "utf-8")
    told = project / "claims" / "sources" / "cho2020.yaml"
    said = told.read_text("utf-8").splitlines(keepends=True)
    told.write_text("".join(line for line in said if "as: conflict" not in line and line != "compares:\n"), "utf-8")
    shown = text(page(project, "source", key="lee2018"))
    assert "In tension withKim 2019 on Peer support reduces admissions. In what they differ" in shown
    assert "In conflict with" not in shown


def test_words_that_no_claim_holds_can_be_looked_for_in_findings(page: Open, project: Path) -> None:
    app = page(project, "", words="Pooled trials")
    assert "No claim fits these filters." in text(app)
    assert "search?q=Pooled+trials" in hrefs(app)
    assert "Pooled trials show more admissions." in text(page(project, "search", q="Pooled trials"), "li")


def test_a_claim_says_which_of_its_sources_were_not_read_in_full(page: Open, project: Path) -> None:
    unread = "Not read in full, so reading may change it: Kim 2019 (abstract read)."
    assert unread in text(page(project, "claim", id="reduces-admissions"), "p")
    told = "Not read in full, so reading may change it: Old 1999 (here only as others report it)."
    assert told in text(page(project, "claim", id="improves-outcomes"), "p")


def test_what_was_told_of_a_source_changes_a_verdict_in_the_year_in_which_it_was_told(
    page: Open, project: Path
) -> None:
    """A study of 1999 that is known only as one of 2020 reports it was not there to be read before."""
    path = project / "claims" / "sources" / "lee2018.yaml"
    more = "  - {id: outcomes, claim: improves-outcomes, stance: disputes, basis: result, at: p. 4, says: They did no better.}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    rows = text(page(project, "claim", id="improves-outcomes"), "tr").splitlines()
    assert "2018· single study, disputesLee & Park 2018" in rows
    assert "2020≠ conflicting, between studiesCho 2020" in rows


def test_the_sample_of_a_review_is_not_taken_for_that_of_an_outcome(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    path.write_text(
        path.read_text("utf-8").replace("read: abstract", "read: abstract\nsample: {n: 900, of: adults}"), "utf-8"
    )
    shown = text(page(project, "claim", id="reduces-admissions"))
    assert "meta-analysis · n = 900 adults in the whole review · abstract read" in shown


def test_what_was_done_stands_after_who_was_studied_and_with_its_comparator_on_the_page_of_the_source(
    page: Open, project: Path
) -> None:
    path = project / "claims" / "sources" / "lee2018.yaml"
    studied = "country: [US]\npopulation: veterans\nintervention: peer support\ncomparator: usual care"
    path.write_text(path.read_text("utf-8").replace("country: [US]", studied), "utf-8")
    facts = text(page(project, "source", key="lee2018"), "dl")
    assert "PopulationveteransInterventionpeer supportComparatorusual careSample120 adults" in facts
    shown = text(page(project, "claim", id="reduces-admissions"), "p").splitlines()
    assert "randomised controlled trial · veterans · peer support · n = 120 adults · full text read" in shown


def test_a_comparison_says_what_ties_two_sources(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    included = path.read_text(encoding="utf-8").replace("read: abstract", "read: abstract\nincludes: [lee2018]")
    path.write_text(included, encoding="utf-8")
    shown = text(page(project, "compare", a="lee2018", b="kim2019"))
    assert "Conflict · stated by Cho 2020 · not independent: they share data" in shown


def test_search_marks_the_found_words_and_leads_to_the_page(page: Open, project: Path) -> None:
    app = page(project, "search")
    run(app, app.text_input(key="q").set_value("admit"))
    assert "Findings (1)" in text(app, "h2")
    assert text(app, "mark") == "admitted"
    assert "▲ supports Fewer people were admitted." in text(app, "li")
    assert "Lee & Park 2018 · Peer support reduces admissions. · lee2018#admissions" in text(app, "li")
    assert "claim?id=reduces-admissions" in hrefs(app)
    run(app, app.text_input(key="q").set_value("park"))
    assert "source?key=lee2018" in hrefs(app)
    run(app, app.text_input(key="q").set_value("nowhere"))
    assert "Nothing was found." in text(app)
    for nothing in ('"* OR (', '"', "– ?"):
        run(app, app.text_input(key="q").set_value(nothing))
        assert "Nothing was found." in text(app), nothing


def test_hits_that_are_not_shown_are_counted(page: Open, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Base.search, "__defaults__", (2,))
    shown = text(page(project, "search", q="peer"))
    assert "The best 2 hits." in shown
    assert "3 more are not shown; more words find fewer." in shown


def test_two_sources_are_compared_on_every_shared_claim(page: Open, project: Path) -> None:
    app = page(project, "compare")
    assert "Choose two sources" in text(app)
    run(app, app.selectbox(key="a").set_value("lee2018"))
    run(app, app.selectbox(key="b").set_value("kim2019"))
    shown = text(app)
    assert "Both vote on 1 claim: 0 in agreement, 1 in conflict, 0 in tension." in shown
    assert "Conflict · stated by Cho 2020" in shown
    assert "Fewer people were admitted." in shown
    assert "Pooled trials show more admissions." in shown
    assert "countryUSGB" in text(app, "tr")
    run(app, app.selectbox(key="b").set_value("old1999"))
    assert "They share no claim on which both vote." in text(app)
    run(app, app.selectbox(key="b").set_value("cho2020"))
    assert "Both have findings, and not both a vote (1)" in text(app)
    assert "no vote: authors' readings and background statements do not vote" in text(app)
    run(app, app.selectbox(key="b").set_value("lee2018"))
    assert "A source cannot be compared with itself." in text(app)


def test_the_matrix_tells_three_kinds_of_empty_apart_and_links_each_cell(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "lee2018.yaml"
    silent = (
        "  - {id: costs, claim: costs-less, stance: inconclusive, basis: result, at: Methods, says: Costs were looked at.,"
        " result: {outcome: cost, direction: not-reported}}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + silent, encoding="utf-8")
    app = page(project, "matrix")
    cells = {node[1]["aria-label"]: (node[2][0][2][0], node[1]["href"]) for node in nodes(app) if "title" in node[1]}
    assert cells == {
        "Lee & Park 2018: supports": ("▲", "claim?id=reduces-admissions"),
        "Kim 2019: disputes": ("▼", "claim?id=reduces-admissions"),
        "Cho 2020: spoken of without a vote": ("•", "claim?id=reduces-admissions"),
        "Old 1999: supports, known only second-hand": ("(▲)", "claim?id=improves-outcomes"),
        "Lee & Park 2018: looked for and not reported": ("∅", "claim?id=costs-less"),
    }
    assert text(app, "thead") == "ClaimLee & Park 2018Cho 2020Kim 2019Old 1999"
    choose(app, turned="true")
    assert text(app, "thead").startswith("SourcePeer support reduces admissions.")
    assert len([node for node in nodes(app) if "title" in node[1]]) == len(cells)


def test_the_matrix_can_be_taken_along_as_a_table() -> None:
    sources = {key: source(key) for key in ("kim2019", "lee2018")}
    found = [finding("lee2018", "supports"), finding("kim2019", "disputes", via="lee2018")]
    votes = [
        Vote(CLAIM, key, key, stance, as_reported=False, is_review=False, absorbed_by=None)
        for key, stance in (("lee2018", Stance.SUPPORTS), ("kim2019", Stance.DISPUTES))
    ]
    made = as_csv(grid({CLAIM: "=1+1"}, Crossing(sources, found, votes, left_out=0)))
    assert made == (
        "\ufeffclaim,statement,kim2019 2015 [kim2019],lee2018 2015 [lee2018]\r\n"
        f'{CLAIM},\'=1+1,"disputes, known only second-hand",supports\r\n'
    )


def test_a_review_without_a_vote_of_its_own_says_so_in_the_matrix_and_on_maps(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    sheet = path.read_text(encoding="utf-8").replace("stance: disputes", "stance: supports")
    path.write_text(sheet.replace("read: abstract", "read: abstract\nincludes: [lee2018]"), encoding="utf-8")
    cells = [node[1].get("aria-label") for node in nodes(page(project, "matrix")) if node[0] == "a"]
    assert "Kim 2019: supports, no vote of its own" in cells
    for focus in ("claim:reduces-admissions", "source:kim2019"):
        assert "▲ supports, no vote of its own" in text(page(project, "map", focus=focus), "td")


def map_of(app: AppTest) -> dict[str, Any]:
    data = (json.loads(each.proto.json) for each in app.get("bidi_component"))
    return next(found for found in data if "points" in found)


def test_of_many_topics_forty_maps_are_listed_and_more_in_place(page: Open, tmp_path: Path) -> None:
    files = [
        f"topic: t{n}\ntitle: Topic {n}\nclaims:\n  - {{id: c{n}, statement: Claim {n}., kind: effect}}\n"
        for n in range(43)
    ]
    project = projects.write(tmp_path / "topics", claims="---\n".join(files), sheets={})
    app = page(project, "map", focus="topic:t7")
    assert text(app, "li").splitlines() == [f"Topic {n}" for n in range(40)]
    assert "Show 3 more of 3" in text(app, "a")
    assert "map?focus=topic%3At7&topics=80" in hrefs(app)
    run(choose(app, topics="80"))
    assert text(app, "li").splitlines() == [f"Topic {n}" for n in range(43)]


@pytest.mark.parametrize("focus", ["claim:reduces-admissions", "source:lee2018", "topic:effects"])
def test_a_map_and_the_text_beneath_it_say_the_same(page: Open, project: Path, focus: str) -> None:
    path = project / "claims" / "sources" / "cho2020.yaml"
    both = "".join(
        f"  - {{id: more-{n}, claim: {claim}, stance: supports, basis: result, at: p. {n}, says: Yes.}}\n"
        for n, claim in enumerate(("reduces-admissions", "improves-outcomes"))
    )
    path.write_text(path.read_text(encoding="utf-8").replace("compares:", f"{both}compares:"), encoding="utf-8")
    sheet = project / "claims" / "sources" / "kim2019.yaml"
    more = "  - {id: outcomes, claim: improves-outcomes, stance: disputes, basis: synthesis, at: p. 2, says: No.}\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + more, encoding="utf-8")
    app = page(project, "map", focus=focus)
    drawn, rows = map_of(app), text(app, "tr").replace("\u00a0", " ").splitlines()
    titles = {point["id"]: point["title"] for point in drawn["points"]}
    for line in drawn["lines"]:
        ends = [titles[line[end]].partition(" (")[0] for end in ("from", "to")]
        assert [row for row in rows if row.startswith(ends[0]) and line["title"] in row and ends[1] in row], line
    for id_, title in titles.items():
        name, _, words = title.removesuffix(")").partition(" (")
        if id_ != focus:
            assert [row for row in rows if name in row and (words in row or not id_.startswith("claim:"))], title
    assert len(drawn["lines"]) == {"claim:reduces-admissions": 4, "source:lee2018": 1, "topic:effects": 1}[focus]


@pytest.mark.parametrize(
    ("focus", "words"),
    [
        ("claim:reduces-admission", "did you mean 'reduces-admissions'?"),
        ("source:lee2019", "did you mean 'lee2018'?"),
        ("topic:effect", "topics: effects"),
        ("nonsense", "no claim, source or topic"),
    ],
)
def test_a_map_around_nothing_says_so(page: Open, project: Path, focus: str, words: str) -> None:
    assert words in text(page(project, "map", focus=focus))


def test_of_many_sources_that_vote_through_others_twelve_are_shown_and_more_in_place(
    page: Open, tmp_path: Path
) -> None:
    keys = [f"told{n:02}" for n in range(14)]
    bib = projects.BIB + "".join(
        f"@misc{{{key}, author = {{{key}, A.}}, title = {{T}}, year = {{1990}}}}\n" for key in keys
    )
    says = "claim: costs-less, stance: supports, basis: result, via: cho2020, at: p. 1, says: It is said to cost less."
    sheets = {key: f"source: {key}\nread: not-read\nfindings:\n  - {{id: a, {says}}}\n" for key in keys}
    project = projects.write(tmp_path / "told", bib, sheets={**projects.SHEETS, **sheets})
    app = page(project, "second-hand")
    # one of the project's own comes besides
    assert "Sources that vote through others (15)" in text(app, "h2")
    assert "How many findings: Old 1999 (1) · told00 1990 (1)" in text(app, "p")
    assert len(text(app, "h3").splitlines()) == 12
    assert "Show 3 more of 3" in text(app, "a")
    assert "second-hand?voting=24" in hrefs(app)
    run(choose(app, voting="24"))
    assert len(text(app, "h3").splitlines()) == 15
    assert "more of" not in text(app, "a")


def test_what_is_known_only_second_hand_is_a_reading_list(page: Open, project: Path) -> None:
    app = page(project, "second-hand")
    shown = text(app)
    assert "1 source votes on 1 claim only through what other papers report." in shown
    assert text(app, "h3").splitlines()[0] == "Old 1999: Never read"
    assert "1 finding on 1 claim, as reported by Cho 2020" in shown
    assert text(app, "td").splitlines()[-2:] == [
        "(▲) supports People are said to do better. Introduction",
        "Peer support improves outcomes.all studies together: · single study, supports",
    ]
    assert "on 1 claim, as the page of conflicts shows." in shown
    assert "Of 1 source, with a vote through others or without, all findings are second-hand; the others" in shown
    assert "Told without a vote" not in shown


def test_what_is_told_of_a_source_without_a_vote_stands_apart(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "lee2018.yaml"
    more = "  - {id: costs, claim: costs-less, stance: supports, basis: interpretation, via: cho2020, at: p. 3, says: It may be cheap.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    app = page(project, "second-hand")
    assert "Told without a vote of their own (1)" in text(app, "h2")
    assert text(app, "td").splitlines()[-2:] == [
        "(▲) supports It may be cheap. p. 3 · authors' reading, no vote",
        "Peer support costs less.all studies together: – no voting evidence",
    ]


def test_a_finding_says_where_it_was_read_when_a_source_is_known_through_several(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "old1999.yaml"
    more = "  - {id: costs, claim: costs-less, stance: supports, basis: result, via: lee2018, at: p. 3, says: It may be cheap.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    app = page(project, "second-hand", key="old1999")
    assert "2 findings on 2 claims, as reported by Cho 2020, Lee & Park 2018" in text(app)
    assert "(▲) supports It may be cheap. Lee & Park 2018 · p. 3" in text(app, "td").splitlines()


def test_a_claim_known_from_one_paper_says_so_in_the_list(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "old1999.yaml"
    say = "claim: costs-less, stance: supports, basis: result"
    more = f"  - {{id: costs, {say}, via: cho2020, at: p. 3, says: It may be cheap.}}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert "every vote from one paper" not in text(page(project, ""))
    other = project / "claims" / "sources" / "cho2020.yaml"
    own = f"findings:\n  - {{id: costs, {say}, at: p. 3, says: It was cheap.}}\n"
    other.write_text(other.read_text(encoding="utf-8").replace("findings:\n", own), encoding="utf-8")
    app = page(project, "")
    assert "Peer support costs less. · 1 second-hand, every vote from one paper" in text(app, "td")


def test_a_review_alone_is_called_a_review_wherever_its_verdict_stands(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "kim2019.yaml"
    own = "findings:\n  - {id: costs, claim: costs-less, stance: supports, basis: synthesis, at: p. 3, says: It is cheap.}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("findings:\n", own), encoding="utf-8")
    assert "· single review, supports" in text(page(project, ""), "td")
    claim = text(page(project, "claim", id="costs-less"))
    assert "· Single review: 1 review supports." in claim
    assert "Only one review votes. There is nothing to compare it with." in claim
    assert "single study" not in claim
    assert "Peer support costs less. · single review, supports" in text(page(project, "matrix"))


def test_of_many_conflicts_of_a_source_three_stand_side_by_side_and_twelve_at_most(page: Open, tmp_path: Path) -> None:
    keys = [f"foe{n:02}" for n in range(33)]
    bib = projects.BIB + "".join(
        f"@misc{{{key}, author = {{{key}, A.}}, title = {{T}}, year = {{1990}}}}\n" for key in keys
    )
    says = "claim: reduces-admissions, stance: disputes, basis: result, at: p. 1, says: It did not."
    sheets = {key: f"source: {key}\nread: full-text\nfindings:\n  - {{id: a, {says}}}\n" for key in keys}
    project = projects.write(tmp_path / "foes", bib, sheets={**projects.SHEETS, **sheets})
    app = page(project, "source", key="lee2018")
    assert "In conflict with (34)" in text(app, "h2")
    against = "on Peer support reduces admissions."
    assert sum(against in line for line in text(app, "h3").splitlines()) == 3
    assert "Show 3 more of 9" in text(app, "a")
    run(choose(app, conflicts="99"))
    assert sum(against in line for line in text(app, "h3").splitlines()) == 12
    assert "22 more sources are not shown side by side; the table of other sources names all." in text(app, "p")


def test_a_conflict_that_has_gone_since_a_source_was_looked_up_is_left_out(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = Base.compare
    monkeypatch.setattr(Base, "compare", lambda *asked: replace(compare(*asked), claims=()))
    app = page(project, "source", key="lee2018")
    assert not app.exception
    assert "What it found (1 on 1 claim)" in text(app, "h2")
    assert "Kim 2019 on" not in text(app, "h3")


def test_one_source_alone_is_shown_with_what_others_say_of_it(page: Open, project: Path) -> None:
    source = page(project, "source", key="old1999")
    assert "1 finding on 1 claim known only as others report them" in text(source, "dl")
    assert "second-hand?key=old1999" in hrefs(source)
    app = page(project, "second-hand", key="old1999")
    assert text(app, "h3") == "Old 1999: Never read"
    assert "Sources that vote through others" not in text(app)
    assert "known only as others report" not in text(page(project, "source", key="kim2019"), "dl")


def test_of_one_source_alone_all_that_others_say_of_it_can_be_read(page: Open, tmp_path: Path) -> None:
    """Where it stands among others a link leads there, not back to where the reader came from."""
    ids = [f"c{n:02}" for n in range(13)]
    claims = "topic: t\ntitle: T\nclaims:\n" + "".join(
        f"  - {{id: {i}, statement: About {i}., kind: cost}}\n" for i in ids
    )
    says = "stance: supports, basis: result, via: cho2020, at: p. 1, says: It is so."
    sheet = "source: old1999\nread: not-read\nfindings:\n" + "".join(
        f"  - {{id: {i}, claim: {i}, {says}}}\n" for i in ids
    )
    project = projects.write(tmp_path / "told", claims=claims, sheets={"old1999": sheet})
    among = page(project, "second-hand")
    assert len(text(among, "td").splitlines()) == 2 * 12
    assert "and on 1 more claim" in text(among, "p").splitlines()
    assert "second-hand?key=old1999" in hrefs(among)
    alone = page(project, "second-hand", key="old1999")
    assert len(text(alone, "td").splitlines()) == 2 * 12
    assert "Show 1 more of 1" in text(alone, "a")
    run(choose(alone, claims="24"))
    assert len(text(alone, "td").splitlines()) == 2 * 13
    assert "more" not in text(alone, "a")


def test_a_source_of_which_nothing_is_known_only_through_others_says_so(page: Open, project: Path) -> None:
    assert "The source 'kim2019' is not among them." in text(page(project, "second-hand", key="kim2019"))
    assert "No source 'kim2018'." in text(page(project, "second-hand", key="kim2018"))


def test_about_names_every_verdict_and_stance_and_the_state_of_the_base(page: Open, project: Path) -> None:
    shown = text(page(project, "about"))
    for state in State:
        assert state_words(state) in shown
    for stance in Stance:
        assert STANCE_MEANING[stance] in shown
    assert "4 sources, 3 claims and 5 findings of project, state 1 of the index." in shown


# --- nothing there, and what is not known -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", "No claim yet."),
        ("conflicts", "No claim is conflicting"),
        ("problems", "Problems in the text"),
        ("sources", "No source yet."),
        ("matrix", "No claim yet."),
        ("compare", "Choose two sources"),
        ("map", "No claim yet."),
        ("search", "Search"),
        ("second-hand", "Every vote rests on what its own source says."),
        ("about", "0 sources, 0 claims and 0 findings"),
    ],
)
def test_an_empty_base_says_so(page: Open, tmp_path: Path, path: str, words: str) -> None:
    assert words in text(page(projects.empty(tmp_path / "nothing"), path))


def test_an_empty_base_shows_what_to_write_and_that_can_be_read(page: Open, tmp_path: Path) -> None:
    project = projects.empty(tmp_path / "nothing")
    app = page(project, "")
    assert "No claim yet." in text(app)
    assert "form" not in {node[0] for node in nodes(app)}
    claims, sheet = (node[2][0] for node in nodes(app) if node[1].get("class") == "block")
    (project / "references.bib").write_text(projects.BIB, encoding="utf-8")
    assert "(4 there already)" in text(run(app))
    (project / "claims" / "effectiveness.yaml").write_text(claims, encoding="utf-8")
    (project / "claims" / "sources" / "lee2018.yaml").write_text(sheet, encoding="utf-8")
    assert "· single study, supports" in text(run(app), "tr")
    assert "error" not in text(app)
    assert "form" in {node[0] for node in nodes(app)}


def test_the_page_of_a_source_says_first_what_is_on_it(page: Open, project: Path) -> None:
    app = page(project, "source", key="lee2018")
    (line,) = [words for words in text(app, "p").splitlines() if words.startswith("On this page: ")]
    headings = text(app, "h2").splitlines()
    assert line.removeprefix("On this page: ").split(" · ") == headings
    assert headings[:2] == ["In conflict with (1)", "What it found (1 on 1 claim)"]


def test_an_id_like_no_other_leads_to_the_list(page: Open, project: Path) -> None:
    for path, name, href in (("claim", "id", "./"), ("source", "key", "sources")):
        app = page(project, path, **{name: "zzzzzzzzzzzz"})
        assert "lists them" not in text(app)
        assert href in hrefs(app)


def test_the_map_begins_with_the_topic_that_has_most_to_look_into(page: Open) -> None:
    app = page(ROOT, "map")
    assert text(app, "h1") == "Does peer support work?"
    assert "The lines of the map" in text(app, "caption")
    assert "Claims that no line joins" in text(app, "caption")


def test_relations_between_the_claims_of_a_topic_stand_below_its_map(page: Open) -> None:
    app = page(ROOT, "map", focus="topic:effectiveness")
    assert "How these claims are related, as the claims files state it" in text(app, "caption")
    cells = text(app, "td").splitlines()
    hope = len(cells) - 1 - cells[::-1].index("Peer support increases hope. ·\u00a0single review, supports")
    assert cells[hope + 1] == "narrower than"
    assert cells[hope + 2].startswith("Employing peer support workers improves outcomes")
    assert "How these claims are related" not in text(page(ROOT, "map", focus="claim:psw-reduces-admissions"))


def test_a_relation_that_both_claims_state_stands_below_a_map_once(page: Open, tmp_path: Path) -> None:
    related = {
        "a": "contrary-to, claim: b}, {type: broader-than, claim: c",
        "b": "contrary-to, claim: a}, {type: depends-on, claim: c",
        "c": "narrower-than, claim: a",
    }
    claims = "topic: t\ntitle: T\nclaims:\n" + "".join(
        f"  - {{id: {i}, statement: About {i}., kind: cost, relations: [{{type: {said}}}]}}\n"
        for i, said in related.items()
    )
    app = page(projects.write(tmp_path / "related", claims=claims, sheets={}), "map", focus="topic:t")
    cells = text(app, "td").splitlines()
    said = [cell for cell in cells if cell in {"broader than", "narrower than", "contrary to", "depends on"}]
    assert sorted(said) == ["broader than", "contrary to", "depends on"]
    assert "Is" not in text(app, "th").splitlines()


def test_an_unknown_id_gets_the_nearest_one(page: Open, project: Path) -> None:
    claim = text(page(project, "claim", id="reduces-admission"))
    assert "No claim 'reduces-admission'." in claim
    assert "did you mean 'reduces-admissions'?" in claim
    source = text(page(project, "source", key="lee2081"))
    assert "No source 'lee2081'." in source
    assert "did you mean 'lee2018'?" in source


def test_what_errors_cost_is_told_on_the_pages_that_lack_it(page: Open, project: Path) -> None:
    sheet = project / "claims" / "sources" / "lee2018.yaml"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("supports", "suports"), encoding="utf-8")
    lost = "! Incomplete because of errors: 1 finding {} is left out (claims/sources/lee2018.yaml:9)."
    assert lost.format("on this claim") in text(page(project, "claim", id="reduces-admissions"))
    assert lost.format("of this source") in text(page(project, "source", key="lee2018"))


@pytest.mark.parametrize(
    ("path", "words", "list_"), [("claim", "No claim chosen", "./"), ("source", "No source chosen", "sources")]
)
def test_a_page_without_an_id_leads_to_the_list(page: Open, project: Path, path: str, words: str, list_: str) -> None:
    app = page(project, path)
    assert words in text(app)
    assert list_ in hrefs(app)


def test_a_claim_without_findings_offers_no_restriction(page: Open, project: Path) -> None:
    app = page(project, "claim", id="costs-less")
    assert not app.selectbox
    assert "No voting evidence." in text(app)


def test_a_folder_that_is_no_project_is_one_line(page: Open, tmp_path: Path) -> None:
    app = page(tmp_path, "")
    assert "is not a project: no references.bib and claims/ there." in text(app)


# --- hostile text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {}),
        ("claim", {"id": "reduces-admissions"}),
        ("source", {"key": "lee2018"}),
        ("source", {"key": "cho2020"}),
        ("conflicts", {}),
        ("sources", {}),
        ("problems", {}),
        ("search", {"q": "window"}),
        ("compare", {"a": "lee2018", "b": "kim2019"}),
        ("matrix", {}),
        ("matrix", {"turned": "true"}),
        ("map", {}),
        ("map", {"focus": "claim:reduces-admissions"}),
        ("map", {"focus": "source:lee2018"}),
    ],
)
def test_hostile_text_is_drawn_as_text_and_never_reaches_markdown(
    page: Open, tmp_path: Path, path: str, query: dict[str, str]
) -> None:
    app = page(projects.hostile(tmp_path / "hostile"), path, **query)
    if path != "problems":
        assert "<script>window.__xss=1</script>" in text(app)
    assert {node[0] for node in nodes(app)} <= TAGS
    assert not [href for href in hrefs(app) if "evil" in href or "javascript" in href]
    for element in app.main:
        if element.type not in ("bidi_component", "selectbox", "multiselect"):
            assert "evil.example" not in str(element.proto)


def test_a_link_that_is_no_page_and_no_web_address_is_never_made() -> None:
    for bad in ("javascript:alert(1)", "//evil.example/x", "data:text/html,x", "/etc", " https://x"):
        with pytest.raises(ValueError, match="no link"):
            el("p", el("a", "x", href=bad))
        assert web_link("x", bad).tag == "span"  # type: ignore[union-attr]


def test_a_doi_is_a_link_only_when_it_is_one() -> None:
    (made,) = (value for name, value in doi_link('10.1000/a<b>"c').attributes if name == "href")  # type: ignore[union-attr]
    assert made == "https://doi.org/10.1000/a%3Cb%3E%22c"
    assert doi_link("javascript:alert(1)").tag == "span"  # type: ignore[union-attr]


def test_an_element_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="no element 'script'"):
        el("script", "x")


def test_what_is_in_an_address_is_quoted() -> None:
    assert dict(link("x", "claim", id="a&b=c d").attributes)["href"] == "claim?id=a%26b%3Dc+d"


def test_python_and_browser_know_the_same_elements() -> None:
    script = (ROOT / "kb" / "ui" / "surface.js").read_text(encoding="utf-8")
    listed = "".join(re.findall(r'"([^"]*)"', script.partition("const TAGS")[2].partition("split")[0]))
    assert set(listed.split()) == TAGS


# --- the shipped literature -------------------------------------------------------------------------------------


def test_every_claim_and_source_of_the_shipped_literature_is_drawn_and_every_link_leads_somewhere(
    page: Open, database: str
) -> None:
    base = open_base(ROOT, database)
    ids = [row.id for row in base.claims()]
    keys = [row.key for row in base.sources()]
    found = set(hrefs(page(ROOT, "")))
    for path, name, values in (("claim", "id", ids), ("source", "key", keys)):
        app = page(ROOT, path, **{name: values[0]})
        for value in values:
            app.query_params[name] = value
            found |= set(hrefs(run(app)))
            assert text(app, "h1")
    for href in found - {href for href in found if href.startswith("https://")}:
        parts = urlsplit(href.removeprefix("./"))
        assert parts.path in {entry.path for entry in PAGES}, href
        for name, given in parse_qs(parts.query).items():
            known = {"id": ids, "key": keys}.get(name)
            assert known is None or given[0] in known, href


# --- the frame --------------------------------------------------------------------------------------------------


def test_the_script_opens_the_first_page_of_the_project_beside_it(
    monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    monkeypatch.delenv("KB_PROJECT", raising=False)
    monkeypatch.setenv("KB_DATABASE_URL", database)
    app = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60))
    assert text(app, "h1") == "Where studies agree and where they conflict"


def test_the_project_can_be_named_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, project: Path, database: str
) -> None:
    monkeypatch.setenv("KB_PROJECT", str(project))
    monkeypatch.setenv("KB_DATABASE_URL", database)
    app = run(AppTest.from_file(str(ROOT / "app.py"), default_timeout=60))
    assert "4 sources" in text(app)


def test_settings_for_any_folder_are_those_of_the_configuration_file() -> None:
    read = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    def flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
        for name, value in table.items():
            if isinstance(value, dict):
                yield from flat(value, f"{before}{name}.")
            else:
                yield before + name, tuple(value) if isinstance(value, list) else value

    assert dict(flat(read)) == dict(SETTINGS)
