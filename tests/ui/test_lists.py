"""Lists of the app, a page at a time: what each page holds, how it is filtered, and what is taken along."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from kb.base import Base, open_base
from kb.store.lists import Order
from kb.ui.shell import PAGES
from kb.units import Unit
from kb.verdicts import State
from kb.views import conflicts, second_hand
from kb.views.lists import COLUMNS, PAGE, list_csv
from kb.vocabulary import Stance
from kb.words import STANCE_GLYPH
from tests.ui import projects
from tests.ui.drawing import Open, choose, hrefs, nodes, run, text
from tests.ui.serving import ROOT

#: three pages of claims in two topics
MANY = 2 * PAGE + 20


def many(folder: Path) -> Path:
    """A project with many claims; every fourth is conflicting, every third has nothing."""
    stances = {n: ["supports", "disputes"] if n % 4 == 0 else ["supports"] if n % 3 else [] for n in range(MANY)}
    half = MANY // 2
    files = [
        f"topic: {topic}\ntitle: Topic {topic}\nclaims:\n"
        + "".join(f"  - {{id: c{n}, statement: Claim number {n}., kind: effect}}\n" for n in numbers)
        for topic, numbers in (("late", range(half)), ("early", range(half, MANY)))
    ]
    sheets = {
        key: f"source: {key}\ndesign: {design}\nread: abstract\nfindings:\n"
        + "".join(
            f"  - {{id: f{n}, claim: c{n}, stance: {given[side]}, basis: result, at: p. {n}, says: It says {n}.}}\n"
            for n, given in stances.items()
            if len(given) > side
        )
        for key, design, side in (("lee2018", "rct", 0), ("cho2020", "qualitative", 1))
    }
    return projects.write(folder, claims="\n---\n".join(files), sheets=sheets)


def ids(app: AppTest) -> list[str]:
    """The claims of the list, in order."""
    inside = (node for node in nodes(app) if node[0] == "td")
    links = (child[1]["href"] for node in inside for child in node[2] if child[0] == "a" and "href" in child[1])
    return [parse_qs(urlsplit(href).query)["id"][0] for href in links if href.startswith("claim?")]


def after(app: AppTest, label: str = "Next →", name: str = "after") -> str | None:
    """Where the link to another part of a list leads: the id, "" for the start, None when there is no such link."""
    for node in nodes(app):
        if node[0] == "a" and node[2] == [label]:
            return str(parse_qs(urlsplit(node[1]["href"]).query).get(name, [""])[0])
    return None


def walk(app: AppTest) -> Iterator[AppTest]:
    """The page and all that follow it."""
    yield app
    while following := after(app):
        app.query_params["after"] = following
        yield run(app)


@pytest.mark.parametrize("order", ["", "topic"])
def test_page_after_page_every_claim_is_shown_once_in_order(
    page: Open, tmp_path: Path, database: str, order: str
) -> None:
    project = many(tmp_path / "many")
    app = page(project, "")
    choose(app, order=order)
    parts = [ids(part) for part in walk(app)]
    assert [len(part) for part in parts] == [PAGE, PAGE, MANY - 2 * PAGE]
    rows = open_base(project, database).claims()
    topics = ["late", "early"] if order == "topic" else [""]
    expected = [row.id for topic in topics for row in rows if topic in ("", row.topic)]
    assert [id_ for part in parts for id_ in part] == expected


def test_a_page_says_which_part_of_the_list_it_is_and_leads_back(page: Open, tmp_path: Path) -> None:
    app = page(many(tmp_path / "many"), "")
    assert f"{MANY} claims, here 1 to {PAGE}" in text(app)
    assert after(app, "← Previous") is None
    seen: list[list[str]] = [ids(part) for part in walk(app)]
    assert f"{MANY} claims, here {2 * PAGE + 1} to {MANY}" in text(app)
    for expected in (seen[1], seen[0]):
        app.query_params["after"] = after(app, "← Previous") or ""
        assert ids(run(app)) == expected
    assert after(app, "← Previous") is None


def test_another_filter_begins_its_list_at_the_start(page: Open, tmp_path: Path) -> None:
    app = page(many(tmp_path / "many"), "")
    app.query_params["after"] = after(app) or ""
    app.query_params["claim"] = "c0"
    assert ids(run(app))[0] != "c0"
    choose(app, topic="late")
    assert f"60 of {MANY} claims, here 1 to {PAGE}" in text(app)
    assert ids(app)[0] == "c0"
    assert not [node for node in nodes(app) if node[1].get("class") == "open"]


def test_links_to_other_parts_keep_the_filters(page: Open, tmp_path: Path) -> None:
    app = page(many(tmp_path / "many"), "")
    choose(app, topic="late")
    choose(app, state=["no_evidence", "single_study"])
    choose(app, design=["rct", "qualitative"])
    given = [parse_qs(urlsplit(href).query) for href in hrefs(app) if href.startswith("./?") and "claim=" in href]
    assert given
    for query in given:
        assert {name: query[name] for name in ("topic", "state", "design")} == {
            "topic": ["late"],
            "state": ["no_evidence", "single_study"],
            "design": ["rct", "qualitative"],
        }


@pytest.mark.parametrize(
    ("design", "span", "query"),
    [
        (["meta-analysis"], ("", ""), "design:meta-analysis"),
        (["meta-analysis", "rct"], ("", ""), "design:rct design:meta-analysis"),
        ([], ("2015", ""), "year:2015.."),
        ([], ("", "2010"), "year:..2010"),
        ([], ("2009", "2011"), "year:2009..2011"),
        (["qualitative"], ("2003", "2010"), "design:qualitative year:2003..2010"),
        (["guideline"], ("", "1990"), "design:guideline year:..1990"),
    ],
)
def test_design_and_year_find_what_the_command_line_finds(
    page: Open, database: str, design: list[str], span: tuple[str, str], query: str
) -> None:
    app = page(ROOT, "")
    choose(app, design=design)
    for name, year in zip(("since", "until"), span, strict=True):
        choose(app, **{name: year})
    found = [row.id for row in open_base(ROOT, database).claims(query)]
    assert [id_ for part in walk(app) for id_ in ids(part)] == found


def test_design_and_year_mean_one_source(page: Open, project: Path) -> None:
    app = page(project, "")
    choose(app, design=["rct"])
    assert ids(app) == ["reduces-admissions"]
    choose(app, since="2019")
    assert ids(app) == []
    assert "No claim fits these filters." in text(app)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("MMX", "", "No year 'MMX..'."),
        ("2020", "2010", "did you mean 'year:2010..2020'?"),
    ],
)
def test_a_year_that_is_none_gets_a_hint(page: Open, project: Path, since: str, until: str, words: str) -> None:
    app = page(project, "")
    choose(app, since=since)
    choose(app, until=until)
    assert words in text(app)


def test_the_place_in_a_list_can_be_a_claim_that_is_gone(page: Open, project: Path) -> None:
    app = page(project, "", after="reduces-admission")
    assert "did you mean 'reduces-admissions'?" in text(app)
    assert "./" in hrefs(app)


# --- both sides of a claim, in place ----------------------------------------------------------------------------


def test_the_sides_of_a_claim_open_beneath_it(page: Open, project: Path) -> None:
    app = page(project, "", claim="reduces-admissions")
    (opened,) = [node for node in nodes(app) if node[1].get("class") == "open"]
    assert opened[2][0][1]["colspan"] == "3"
    row = text(app, "tr").splitlines()[2]
    assert row == (
        "▼ disputes 1Kim 2019Pooled trials show more admissions.Abstract"
        "▲ supports 1Lee & Park 2018Fewer people were admitted.Results"
    )
    (toggle,) = [
        node for node in nodes(app) if node[1].get("aria-label") == "Sides of: Peer support reduces admissions."
    ]
    assert (toggle[1]["href"], toggle[1]["aria-expanded"], toggle[2]) == ("./", "true", ["hide ▴"])


def test_the_sides_of_several_claims_are_open_at_a_time(page: Open, project: Path) -> None:
    app = page(project, "")
    app.query_params["claim"] = ["reduces-admissions", "improves-outcomes"]
    run(app)
    assert len([node for node in nodes(app) if node[1].get("class") == "open"]) == 2
    toggles = [node for node in nodes(app) if node[1].get("aria-expanded") == "true"]
    assert [toggle[1]["href"] for toggle in toggles] == ["./?claim=improves-outcomes", "./?claim=reduces-admissions"]
    app = page(project, "", claim="reduces-admissions")
    (closed,) = [node for node in nodes(app) if node[1].get("aria-expanded") == "false"]
    assert closed[1]["href"] == "./?claim=reduces-admissions&claim=improves-outcomes"


def test_verdicts_are_counted_among_what_the_other_filters_leave(page: Open, project: Path) -> None:
    chips = text(page(project, ""), "fieldset").splitlines()[0]
    assert chips == "Verdict≠ conflicting 1· single study 1– no voting evidence 1"
    app = page(project, "", words="admissions", state=State.SINGLE_STUDY)
    assert text(app, "fieldset").splitlines()[0] == "Verdict≠ conflicting 1· single study 0"
    # a topic that is not known has no claims to count among
    app = page(project, "", topic="nonsense")
    assert text(app, "fieldset").splitlines()[0] == chips


def test_designs_that_no_source_has_are_not_offered(page: Open, project: Path) -> None:
    assert "Designrandomised controlled trialqualitative studymeta-analysis" in text(page(project, ""), "fieldset")
    app = page(project, "sources", source_design="cohort")
    told = "Designrandomised controlled trial 1cohort study 0qualitative study 1meta-analysis 1"
    assert told in text(app, "fieldset")


def test_a_side_known_only_second_hand_says_through_whom(page: Open, project: Path) -> None:
    row = text(page(project, "", claim="improves-outcomes"), "tr").splitlines()[3]
    assert (
        row
        == "▼ disputesNo study.▲ supports 1Old 1999 (second-hand)People are said to do better.as reported by Cho 2020 · Introduction"
    )


def test_a_claim_without_studies_has_no_sides_to_open(page: Open, project: Path) -> None:
    labels = [node[1]["aria-label"] for node in nodes(page(project, "")) if node[1].get("class") == "stay meta"]
    assert labels == ["Sides of: Peer support reduces admissions.", "Sides of: Peer support improves outcomes."]


def test_a_claim_opened_elsewhere_in_the_list_is_told(page: Open, project: Path) -> None:
    app = page(project, "", claim="nonsense")
    assert "The claim 'nonsense' is not in this part of the list." in text(app)


def test_a_long_side_shows_some_and_how_many_more(page: Open, tmp_path: Path) -> None:
    keys = [f"k{n:02}" for n in range(9)]
    bib = "\n".join(f"@article{{{key}, author = {{Author{key}, A.}}, year = {{2001}}, title = {{T}}}}" for key in keys)
    sheets = {
        key: f"source: {key}\nread: abstract\nfindings:\n"
        + "".join(
            f"  - {{id: f{n}, claim: costs-less, stance: {stance}, basis: result, at: p. {n}, says: It says {n}.}}\n"
            for n, stance in enumerate(["supports"] * 3 if key == "k00" else ["mixed", "supports"])
        )
        for key in keys
    }
    app = page(projects.write(tmp_path / "long", bib, sheets=sheets), "", claim="costs-less")
    shown = text(app)
    assert "▲ supports 1Authork00 2001It says 0.p. 0It says 1.p. 1and 1 more finding" in text(app, "tr")
    assert "◆ mixed 8Authork01 2001It says 0.p. 0and 1 more finding" in text(app, "tr")
    assert "and 3 more: see the claim's page" in shown


def test_a_study_mixed_by_its_findings_shows_one_of_each(page: Open, project: Path) -> None:
    path = project / "claims" / "sources" / "lee2018.yaml"
    more = "  - {id: more, claim: reduces-admissions, stance: disputes, basis: result, at: Table 2, says: More came back.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    row = text(page(project, "", claim="reduces-admissions"), "tr")
    assert (
        "◆ mixed 1Lee & Park 2018▲ supports Fewer people were admitted.Results▼ disputes More came back.Table 2" in row
    )


# --- what is taken along ----------------------------------------------------------------------------------------


def test_a_list_is_taken_along_as_it_is_shown(page: Open, database: str) -> None:
    base: Base = open_base(ROOT, database)
    shown = base.claim_page("kind:effect")
    rows = list(csv.DictReader(io.StringIO(list_csv(shown.rows).removeprefix("\ufeff"))))
    app = page(ROOT, "")
    choose(app, kind="effect")
    assert [row["claim"] for row in rows] == ids(app)
    for row, claim in zip(rows, shown.rows, strict=True):
        assert tuple(row) == COLUMNS
        assert (row["statement"], row["state"], row["direction"]) == (claim.statement, claim.state, claim.direction)
        assert [int(row[stance]) for stance in Stance] == [claim.counts[stance] for stance in Stance]
        assert (int(row["as_reported"]), int(row["findings"])) == (claim.as_reported, claim.findings)


def test_glyphs_and_counts_on_the_overview_are_those_of_the_claims_themselves(page: Open, database: str) -> None:
    def drawn(node: Any) -> tuple[str, str]:
        return node[1]["aria-label"], "".join("".join(child[2]) for child in node[2]).strip()

    def counted(units: Sequence[Unit]) -> tuple[str, str]:
        words, signs = [], []
        for stance in (Stance.DISPUTES, Stance.SUPPORTS, Stance.MIXED, Stance.INCONCLUSIVE):
            own = [unit.as_reported for unit in units if unit.stance is stance]
            told = f" ({sum(own)} second-hand)" if any(own) else ""
            words += [f"{len(own)} {stance}{told}"] if own else []
            sign = STANCE_GLYPH[stance]
            signs += [sign * own.count(False), f"({sign})" * own.count(True)]
        return ", ".join(words), " ".join(filter(None, signs))

    strips = [drawn(n) for part in walk(page(ROOT, "")) for n in nodes(part) if n[1].get("role") == "img"]
    base = open_base(ROOT, database)
    base.refresh()
    base = replace(base, is_looked_after=True)
    verdicts = [base.claim(row.id).verdict for row in base.claims()]
    assert strips == [counted(verdict.counted) for verdict in verdicts if verdict.counted]
    assert ("1 disputes, 2 supports (2 second-hand)", "▼ (▲)(▲)") in strips


# --- other lists ------------------------------------------------------------------------------------------------


def test_conflicts_come_a_page_at_a_time(page: Open, tmp_path: Path, database: str) -> None:
    project = many(tmp_path / "many")
    app = page(project, "conflicts")
    parts = [text(part, "h2").splitlines() for part in walk(app)]
    statements = [conflict.statement for conflict in open_base(project, database).conflicts()]
    assert len(parts) == -(-len(statements) // conflicts.PAGE)
    assert [line for part in parts for line in part] == statements
    assert f"{len(statements)} claims, here {conflicts.PAGE + 1} to {len(statements)}" in text(app)
    assert after(app, "← Previous") == ""


def test_every_conflict_of_a_page_stands_above_them_with_who_stands_where_and_what_may_lie_behind_it(
    page: Open, tmp_path: Path
) -> None:
    app = page(many(tmp_path / "many"), "conflicts")
    rows = [node for node in nodes(app) if node[0] == "tr" and node[2][0][0] == "th" and "href" in str(node[2][0])]
    claims, stands, reasons = zip(*(row[2] for row in rows), strict=True)
    sections = [node[1]["id"] for node in nodes(app) if node[0] == "div" and "id" in node[1]]
    assert [cell[2][0][1]["href"] for cell in claims] == [f"#{section}" for section in sections]
    assert [cell[2][0][2] for cell in claims] == [[line] for line in text(app, "h2").splitlines()]
    sides = ["▼ disputes Cho 2020", "▲ supports Lee & Park 2018"]
    assert {tuple("".join(words(part)) for part in cell[2]) for cell in stands} == {tuple(sides)}
    assert {"".join(words(cell)) for cell in reasons} == {
        "They differ in design (qualitative study / randomised controlled trial) and year (2020 / 2018)."
    }


def test_why_studies_conflict_is_said_of_what_is_shown_only(page: Open, tmp_path: Path) -> None:
    findings = {
        "a": ("disputes", "mixed"),
        "b": ("supports", "mixed"),
        "c": ("supports",),
        "d": ("supports",),
    }
    bib = "".join(f"@misc{{{key}, author = {{{key.upper()}, X.}}, year = {{2018}}}}\n" for key in findings)
    sheets = {
        key: f"source: {key}\ndesign: {'cohort' if key == 'd' else 'rct'}\nread: full-text\nfindings:\n"
        + "".join(
            f"  - {{id: {claim}, claim: {claim}, stance: {stance}, basis: result, at: p. 1, says: So.}}\n"
            for claim, stance in zip(("reduces-admissions", "improves-outcomes"), stances, strict=False)
        )
        for key, stances in findings.items()
    }
    app = page(projects.write(tmp_path / "few", bib=bib, sheets=sheets), "conflicts")
    rows = [node for node in nodes(app) if node[0] == "tr" and "#conflict-" in str(node)]
    assert ["".join(words(row[2][2])) for row in rows] == [
        "Of the studies shown below nothing recorded of the studies differs.",
        "No side has a majority, and at least as many studies are mixed as cannot tell.",
    ]
    assert "More pairs are on the claim's page." in text(app)


def test_values_of_two_stand_in_the_table_of_conflicts_only_where_no_further_study_does(
    page: Open, tmp_path: Path
) -> None:
    """With a third study in the row nobody could tell whose they are."""
    project = many(tmp_path / "many")
    (project / "claims" / "sources" / "kim.yaml").write_text(
        "source: kim2019\nread: full-text\nfindings:\n"
        "  - {id: f, claim: c0, stance: inconclusive, basis: result, at: p. 1, says: Nobody could tell.}\n",
        encoding="utf-8",
    )
    app = page(project, "conflicts")
    rows = [node for node in nodes(app) if node[0] == "tr" and "#conflict-" in str(node)]
    said = {"Kim 2019" in "".join(words(row[2][1])): "".join(words(row[2][2])) for row in rows}
    assert said[True] == "They differ in design and year."
    assert said[False].endswith(" and year (2020 / 2018).")


def test_a_side_is_marked_as_second_hand_only_where_all_of_it_is(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "MOST_UNITS", 1)
    (project / "claims" / "sources" / "told.yaml").write_text(
        "source: aaa2000\nread: not-read\nfindings:\n"
        "  - {id: a, claim: reduces-admissions, stance: supports, basis: result, via: cho2020, at: p. 1, says: So.}\n"
        "  - {id: b, claim: costs-less, stance: supports, basis: result, via: cho2020, at: p. 1, says: So.}\n"
        "---\nsource: bbb2000\nread: full-text\nfindings:\n"
        "  - {id: b, claim: costs-less, stance: disputes, basis: result, at: p. 1, says: So.}\n",
        encoding="utf-8",
    )
    with (project / "references.bib").open("a", encoding="utf-8") as bib:
        bib.write(
            "@misc{aaa2000, author = {Aa, A.}, year = {2000}}\n@misc{bbb2000, author = {Bb, B.}, year = {2000}}\n"
        )
    rows = [node for node in nodes(page(project, "conflicts")) if node[0] == "tr" and "#conflict-" in str(node)]
    stands = ["".join(words(part)) for row in rows for part in row[2][1][2]]
    assert "▲ supports Aa 2000 (second-hand); and 1 more" in stands
    assert "(▲) supports Aa 2000 (second-hand)" in stands


def test_a_single_conflict_stands_for_itself(page: Open, project: Path) -> None:
    assert "Who stands where" not in text(page(project, "conflicts"))


def test_the_sources_of_a_long_matrix_are_named_again_for_the_eye(page: Open) -> None:
    app = page(ROOT, "matrix", of="attitudes")
    again = [row for row in nodes(app) if row[0] == "tr" and "again" in row[1].get("class", "")]
    (head,) = (row for row in nodes(app) if row[0] == "tr" and row[2][0][2] == ["Claim"])
    assert again
    assert all(row[1]["aria-hidden"] == "true" for row in again)
    assert all(list(words(row)) == list(words(head))[1:] for row in again)


def words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    else:
        for child in node[2]:
            yield from words(child)


def test_pairs_of_a_very_large_conflict_are_left_to_its_own_page(
    page: Open, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conflicts, "MOST_FINDINGS", 1)
    shown = text(page(project, "conflicts"))
    assert "They differ in" not in shown
    assert "What the studies differ in is on the claim's page." in shown
    assert "Lee & Park 2018" in shown


def test_a_reading_list_says_how_far_it_looked(page: Open, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / "claims" / "sources" / "old1999.yaml"
    more = "  - {id: costs, claim: costs-less, stance: supports, basis: result, via: cho2020, at: p. 1, says: It was cheap.}\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    monkeypatch.setattr(second_hand, "MOST_CLAIMS", 1)
    shown = text(page(project, "second-hand"))
    assert "1 source votes on the 1 most contested of 2 such claims only through what other papers report." in shown


def test_no_page_asks_for_all_claims(
    page: Open, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = many(tmp_path / "many")

    def refused(*_: Any, **__: Any) -> None:
        raise AssertionError("a page asked for all claims")

    for question in ("claims", "conflicts"):
        monkeypatch.setattr(Base, question, refused)
    for path, query in [(entry.path, {}) for entry in PAGES] + [
        ("claim", {"id": "c0"}),
        ("source", {"key": "lee2018"}),
    ]:
        page(project, path, **query)
    base = open_base(project, database)
    assert len(base.claim_page().rows) == len(base.claim_page(order=Order.TOPIC).rows) == PAGE
