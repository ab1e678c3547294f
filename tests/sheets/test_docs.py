from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import kb.sheets
from kb.checks import check
from kb.loader import load_texts
from kb.manual import manual_pages
from kb.sheets import read_sheets
from kb.sheets.forms import MAPPINGS

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
FORMAT = (DOCS / "claim-format.md").read_text(encoding="utf-8")
RULES = (DOCS / "rules.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", FORMAT, re.DOTALL)


@pytest.mark.parametrize("name", ["claims.schema.json", "claim-format.md", "rules.md"])
def test_generated_pages_are_current(name: str) -> None:
    pages = runpy.run_path(str(ROOT / "scripts" / "write_docs.py"))["pages"]()
    assert (DOCS / name).read_text(encoding="utf-8") == pages[name], "run python scripts/write_docs.py"


@pytest.mark.parametrize("example", EXAMPLES, ids=[text.splitlines()[0] for text in EXAMPLES])
def test_every_example_is_read_without_a_fault(example: str) -> None:
    assert read_sheets("claims/example.yaml", example.encode()).diagnostics == ()


def test_the_examples_show_every_key() -> None:
    claims, sheet = EXAMPLES[:2]
    for name, form in MAPPINGS.items():
        for key in form.keys:
            assert re.search(rf"\b{key}: ", claims + sheet) or re.search(rf"\b{key}:\n", claims + sheet), (name, key)


def test_every_mapping_has_its_table() -> None:
    for name, form in MAPPINGS.items():
        table = FORMAT.partition(f"<!-- keys of {name} -->")[2].partition("<!-- end -->")[0]
        assert [key for key in form.keys if f"`{key}`" not in table] == [], name


def test_the_suppressions_shown_are_read_and_cover_their_lines() -> None:
    (example,) = (text for text in EXAMPLES if "kb: allow" in text)
    read = read_sheets("claims/example.yaml", example.encode())
    lines = example.splitlines()
    assert [lines[allow.first_line - 1].strip()[:10] for allow in read.allows] == ["- id: cost", "- id: hope"]
    claims = "topic: t\ntitle: T\nclaims:\n" + "".join(
        f"  - {{id: {finding.claim}, statement: '{finding.claim}', kind: effect}}\n" for finding in read.findings
    )
    texts = {"references.bib": "@misc{basset2010}", "claims/t.yaml": claims, "claims/example.yaml": example}
    loaded = load_texts(texts)
    faults = check(loaded.corpus, loaded.diagnostics, loaded.allows)
    assert {fault.rule for fault in faults} & {"missing-locator", "unused-allow"} == set()
    bare = load_texts(texts | {"claims/example.yaml": re.sub("#.*", "", example)})
    told = [fault.rule for fault in check(bare.corpus, bare.diagnostics, bare.allows)]
    assert told.count("missing-locator") == 2


def test_the_numbers_that_are_said_to_be_reported_are() -> None:
    for text in (".91", "0,91", "1,723"):
        assert f"`{text}`" in FORMAT
        sheet = f"source: lee2018\nfindings:\n  - result:\n      value: {text}\n"
        faults = read_sheets("claims/a.yaml", sheet.encode()).diagnostics
        assert [(f.place.line, f.place.column) for f in faults if f.rule == "bad-number"] == [(4, 14)]


def test_every_sign_that_is_said_to_need_quotes_at_the_beginning_does() -> None:
    listed = re.search(r"begins with one of ``(.*?)``", FORMAT)
    assert listed
    for sign in listed[1].split():
        plain = read_sheets("claims/a.yaml", f"source: lee2018\nnote: {sign} text\n".encode())
        assert plain.diagnostics or [sheet.note for sheet in plain.sheets] != [f"{sign} text"], sign


def test_every_rule_is_on_the_rules_page_once() -> None:
    assert sorted(re.findall(r"^### (.+)$", RULES, re.MULTILINE)) == sorted(manual_pages())


@pytest.mark.parametrize("rule", sorted(kb.sheets.FAULTS))
def test_rules_of_reading_sheets_are_given_with_how_bad_they_are(rule: str) -> None:
    severity = kb.sheets.MILDER.get(rule, "error")
    assert f"### {rule}\n\n*{severity}*\n\n" in RULES


@pytest.mark.parametrize("page", ["claim-format.md", "rules.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for target, anchor in re.findall(r"\]\(([\w./-]+)(?:#([\w-]+))?\)", text):
        assert (DOCS / target).is_file()
        if anchor:
            headings = re.findall(r"^#+ (.+)$", (DOCS / target).read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in [heading.lower().replace(" ", "-") for heading in headings]
