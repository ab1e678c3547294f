"""The commands of `kb`: parse, ask one question, print.

JSON goes to standard output, messages to standard error.  Exit codes: 0 fine, 1 the text has errors, 2 wrong usage or
nothing found; `kb.cli.group` has those of a command that is cut short.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import click

from kb.cli.frame import cli, command, json_option, opened, unrefreshed
from kb.cli.group import EXIT_ERRORS, answer
from kb.cli.policies import policy as policy_of
from kb.cli.policies import policy_options
from kb.diagnostics import KbError, Severity, did_you_mean

__all__ = ["cli", "main"]


@command("check")
@click.option("--strict", is_flag=True, help="Warnings count as errors for the exit code.")
@click.option("--deep", is_flag=True, help="Read every entry with bibtexparser too, and list what it reads otherwise.")
@click.option("--format", "form", default="text", help="text, json, github or sarif.")
def check(context: click.Context, strict: bool, deep: bool, form: str) -> None:
    """List the faults of references.bib and claims/ with file, line and column."""
    from kb.checks import check as check_corpus  # noqa: PLC0415 - commands import what they need
    from kb.cli.waiting import waiting  # noqa: PLC0415
    from kb.exporters.faults import FORMATS  # noqa: PLC0415
    from kb.loader import load, read_again  # noqa: PLC0415
    from kb.manual import manual_pages  # noqa: PLC0415
    from kb.project import find_project  # noqa: PLC0415

    if form not in FORMATS:
        raise KbError(f"no format '{form}'", did_you_mean(form, FORMATS) or f"formats: {', '.join(FORMATS)}")
    project = find_project(context.obj["project"])
    with waiting("Reading the text …") as line:
        loaded = load(project, line.counted("Reading the text …", "files", 0.0, 0.8))
        line.hear("Checking the text …", 0.8)
        again = read_again(project) if deep else ()
        faults = check_corpus(loaded.corpus, (*loaded.diagnostics, *again), loaded.allows)
    click.echo(FORMATS[form](faults, manual_pages()), nl=False)
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(fault.severity in bad for fault in faults):
        context.exit(EXIT_ERRORS)


@command("build")
@click.option("--full", is_flag=True, help="Build anew even when nothing changed.")
def build(context: click.Context, full: bool) -> None:
    """Bring the index up to date; every reading command does so by itself."""
    from kb.cli.waiting import waiting  # noqa: PLC0415
    from kb.exporters.faults import in_words  # noqa: PLC0415
    from kb.list_words import UPDATING  # noqa: PLC0415

    base = unrefreshed(context)
    with waiting(f"{UPDATING} …") as line:
        built = base.rebuild(line.hear_build) if full else base.refresh(line.hear_build)
    if built.changed:
        totals = base.totals()
        click.echo(
            f"built in {built.seconds:.1f} s: "
            f"{totals.sources} sources, {totals.claims} claims, {totals.findings} findings"
        )
        faults = in_words({Severity.ERROR: totals.errors, Severity.WARNING: totals.warnings})
        if faults:
            click.echo(f"{faults}: see kb check", err=True)
    else:
        click.echo("up to date")


@command("claims")
@click.argument("query", nargs=-1)
@policy_options
@json_option
def claims(context: click.Context, query: tuple[str, ...], as_json: bool, **policy: Any) -> None:  # noqa: ANN401 - the options of policy_options
    """List claims with their verdicts, most contested first.

    QUERY: words, topic:, state:, kind:, source:, design:, year: (as 2015, 2010..2015, 2010.. or ..2015). A design and a
    year mean one and the same source that bears on the claim.
    """
    from kb.cli.text import claims_text  # noqa: PLC0415

    rows = opened(context).claims(_joined(query), policy_of(**policy))
    answer(context, rows, as_json, lambda: claims_text(rows), "" if rows else "no claim fits")


@command("claim")
@click.argument("id_", metavar="ID")
@policy_options
@json_option
def claim(context: click.Context, id_: str, as_json: bool, **policy: Any) -> None:  # noqa: ANN401 - the options of policy_options
    """Show a claim, its verdict, and the evidence on each side."""
    from kb.cli.text import claim_text  # noqa: PLC0415

    wanted = policy_of(**policy)
    view = opened(context).claim(id_, wanted)
    answer(context, view, as_json, lambda: claim_text(view, wanted))


@command("sources")
@click.argument("query", nargs=-1)
@click.option("--claim", metavar="ID", help="Only sources with a part in this claim.")
@click.option("--stance", metavar="STANCE", help="With --claim: supports, disputes, mixed or inconclusive.")
@json_option
def sources(
    context: click.Context, query: tuple[str, ...], claim: str | None, stance: str | None, as_json: bool
) -> None:
    """List sources, or those that take a stance on a claim. QUERY: words, topic:, design:, read:, status:, year:.

    A year is one, as year:2015, or a span, as year:2010..2015, year:2010.. or year:..2015. All findings of
    what is known:second-hand were read in other sources.
    """
    from kb.cli.text import claim_sources_text, sources_text  # noqa: PLC0415

    side = _stance(stance)
    base = opened(context)
    if claim is None:
        if side is not None:
            raise KbError("--stance needs a claim to stand on", "add --claim ID")
        found = base.sources(_joined(query))
        answer(context, found, as_json, lambda: sources_text(found), "" if found else "no source fits")
        return
    fitting = {row.key for row in base.sources(_joined(query))} if query else None
    rows = tuple(row for row in base.claim_sources(claim, side) if fitting is None or row.key in fitting)
    nothing = f"no source with stance {side} on {claim}" if side else f"no source fits on {claim}"
    answer(context, rows, as_json, lambda: claim_sources_text(rows), "" if rows else nothing)


@command("source")
@click.argument("key")
@json_option
def source(context: click.Context, key: str, as_json: bool) -> None:
    """Show a source: what it found, with whom it agrees or conflicts, and who cites it for what."""
    from kb.cli.source_text import source_text  # noqa: PLC0415

    view = opened(context).source(key)
    answer(context, view, as_json, lambda: source_text(view))


@command("conflicts")
@json_option
def conflicts(context: click.Context, as_json: bool) -> None:
    """List conflicting claims with both sides, most contested first, and citations that differ from their source."""
    from kb.cli.text import conflicts_text  # noqa: PLC0415

    view = opened(context).disagreement()
    answer(context, view, as_json, lambda: conflicts_text(view))


@command("second-hand")
@click.argument("key", required=False)
@json_option
def second_hand(context: click.Context, key: str | None, as_json: bool) -> None:
    """List what is known only through other sources: of one if KEY is given, else of all, with votes first."""
    from kb.cli.second_hand_text import second_hand_text, told_text  # noqa: PLC0415

    base = opened(context)
    if key is None:
        view = base.second_hand(size=None)
        answer(context, view, as_json, lambda: second_hand_text(view))
        return
    told = base.told(key)
    nothing = "" if told else f"nothing is known of {key} only through other sources"
    answer(context, told, as_json, lambda: told_text(told) if told else (), nothing)


@command("compare")
@click.argument("a", metavar="KEY")
@click.argument("b", metavar="KEY")
@json_option
def compare(context: click.Context, a: str, b: str, as_json: bool) -> None:
    """Compare two sources over every claim that both address, with or without a vote."""
    from kb.cli.text import compare_text  # noqa: PLC0415

    view = opened(context).compare(a, b)
    answer(context, view, as_json, lambda: compare_text(view))


@command("search")
@click.argument("words", nargs=-1, required=True)
@json_option
def search(context: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """Search titles, authors, statements and findings; all words must occur, each matches by its beginning."""
    from kb.cli.text import search_text  # noqa: PLC0415

    found = opened(context).search(_joined(words))
    answer(context, found, as_json, lambda: search_text(found), "" if found.hits else "nothing found")


@command("refs")
@click.argument("query", nargs=-1)
@click.option("--claim", metavar="ID", help="Sources with a part in this claim.")
@click.option("--stance", metavar="STANCE", help="With --claim: only those of this stance.")
@click.option("--topic", metavar="TOPIC", help="Sources with findings on this topic.")
@click.option("--source", "keys", multiple=True, metavar="KEY", help="This source; can be repeated.")
@click.option("--design", multiple=True, metavar="DESIGN", help="This design, as rct; can be repeated.")
@click.option("--year", metavar="YEARS", help="As 2015, 2010..2015, 2010.. or ..2015.")
@click.option("--read", multiple=True, metavar="READ", help="full-text, abstract, excerpt or not-read.")
@click.option("--style", metavar="STYLE", help="A style (kb styles finds them) or a .csl file; default: apa.")
@click.option("--language", metavar="TAG", help="The language of the style's own words, as en-GB.")
@click.option("--annotated", is_flag=True, help="Below each reference, what the source found on the claim or topic.")
@click.option("--to", "form", help="txt, md, html, docx, odt, bib, ris, csl-json; default: the ending of FILE, or txt.")
@click.option("-o", "output", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the screen.")
def refs(context: click.Context, output: Path | None, query: tuple[str, ...], stance: str | None, **given: Any) -> None:  # noqa: ANN401 - the options above
    """Write a reference list of a selection; all sources when none is named. Several options narrow it down.

    QUERY: words in authors and titles, and filters as in kb sources. A style that numbers does so in the order of the
    list, which is the style's own where it sorts, else that of --source, else that of references.bib.
    """
    from kb.cli.output import write  # noqa: PLC0415
    from kb.cli.references import Selection, Setting, reference_list, selected  # noqa: PLC0415

    setting = Setting(*(given.pop(name) for name in ("form", "style", "language", "annotated")))
    selection = Selection(_joined(query), stance=_stance(stance), **given)
    base = opened(context)
    content, remarks = reference_list(base, selection, selected(base, selection), setting, output)
    write(content, output)
    for remark in remarks:
        click.echo(f"kb: {remark}", err=True)


@command("styles")
@click.argument("words", nargs=-1)
@json_option
def styles(context: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """List reference styles for kb refs whose name or title has all WORDS; without WORDS, those used most."""
    from kb.cli.references import found_styles, styles_text  # noqa: PLC0415

    found = found_styles(words)
    answer(context, found, as_json, lambda: styles_text(found), "" if found else "no style has all of these words")


@command("export")
@click.option(
    "--to", "form", help="csv, xlsx, docx, odt, html, md, graphml, jsonld or trig; default: the ending of FILE."
)
@click.option("--claim", metavar="ID", help="Only this claim and what bears on it.")
@click.option("--topic", metavar="TOPIC", help="Only the claims of this topic.")
@click.option("--summary", is_flag=True, help="A summary of findings: docx, odt, html or md.")
@click.option("--style", metavar="STYLE", help="Of documents: the style of their references; default: apa.")
@click.option("--dictionary", is_flag=True, help="What the columns of the evidence table mean: csv.")
@click.option("-o", "output", type=click.Path(path_type=Path), metavar="FILE", help="A file instead of the screen.")
def export(  # noqa: PLR0913 - the options of a command
    context: click.Context,
    /,
    *,
    form: str | None,
    output: Path | None,
    summary: bool,
    dictionary: bool,
    style: str | None,
    **chosen: str | None,
) -> None:
    """Write the evidence on a claim, on a topic, or of the whole base.

    The evidence table has a row for each finding: csv and xlsx for programs, docx, odt, html and md for reading. The
    evidence graph is graphml or jsonld; trig has a nanopublication for each finding. With --summary it is a document
    that tells, claim by claim, the verdict, the evidence on each side, conflicts, and what would change the verdict.
    """
    from dataclasses import replace  # noqa: PLC0415
    from datetime import datetime  # noqa: PLC0415

    from kb.cli.output import format_for, write  # noqa: PLC0415
    from kb.cli.waiting import Looked, waiting  # noqa: PLC0415
    from kb.exporters import DICTIONARIES, DOCUMENTS, EXPORTERS, SUMMARIES  # noqa: PLC0415

    if all(chosen.values()):
        raise KbError("a claim and a topic cannot both be chosen", "leave one of --claim and --topic out")
    if summary and dictionary:
        raise KbError("a summary has no data dictionary of its own", "leave one of --summary and --dictionary out")
    exporters = SUMMARIES if summary else DICTIONARIES if dictionary else EXPORTERS
    exporter = format_for(exporters, form, output)
    if style and exporter.name not in DOCUMENTS:
        formats = f"formats of documents: {', '.join(DOCUMENTS)}"
        raise KbError(f"{exporter.name} has no references that could have a style", formats)
    base = opened(context)
    with waiting("Reading the index …") as line:
        judging, writing = (
            line.counted(words, "claims", begins, begins + 0.5)
            for words, begins in (("Judging the claims …", 0.0), ("Writing the export …", 0.5))
        )
        portion = base.portion(**chosen, made_on=datetime.now().astimezone().date(), tell=judging)
        portion = replace(portion, style=style or portion.style, verdicts=Looked(portion.verdicts, writing))
        content = exporter.file(portion) if output else exporter.make(portion)
    write(content, output)


@command("explain")
@click.argument("rule", required=False)
def explain(_: click.Context, rule: str | None) -> None:
    """Show a rule's manual page, or, without RULE, the names of all rules."""
    from kb.manual import manual_pages  # noqa: PLC0415

    pages = manual_pages()
    if rule is None:
        click.echo("\n".join(sorted(pages)))
    elif rule in pages:
        click.echo(f"{rule}\n\n{pages[rule]}")
    else:
        raise KbError(f"no rule '{rule}'", did_you_mean(rule, pages) or "kb explain lists the rules")


@command("app")
@click.option("--port", type=int, default=8501, show_default=True, help="The port on this machine.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser window.")
def app(context: click.Context, port: int, no_browser: bool) -> None:
    """Open the app in the browser. It listens on this machine only."""
    from kb.project import find_project  # noqa: PLC0415
    from kb.ui.launch import run_app  # noqa: PLC0415

    project = find_project(context.obj["project"])
    context.exit(run_app(project, context.obj["database"], port=port, open_browser=not no_browser))


def main() -> None:
    """Run the command line as a program."""
    for stream in (sys.stdout, sys.stderr):
        # a pipe on Windows, or a plain C locale, could not take the glyphs; CSV and BibTeX bring their own line ends
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    cli(prog_name="kb")


def _stance(word: str | None) -> Any:  # noqa: ANN401 - imported late
    from kb.vocabulary import Stance  # noqa: PLC0415

    if word is None:
        return None
    if word not in tuple(Stance):
        raise KbError(f"no stance '{word}'", did_you_mean(word, Stance) or f"stances: {', '.join(Stance)}")
    return Stance(word)


def _joined(words: tuple[str, ...]) -> str:
    """The words as one query; the shell has taken quotes away, so a word with blanks is quoted again."""
    return " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
