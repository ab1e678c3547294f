"""Write what docs/ says of the file format and the rules from the definitions in kb/: `python scripts/write_docs.py`.

It writes docs/claims.schema.json, docs/rules.md, and the tables in docs/claim-format.md between their marks.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import kb.bibtex
import kb.loader
import kb.sheets
from kb.checks import ALLOW_FAULTS, RULES, claims, findings, rule_name, sheets, sources
from kb.diagnostics import Severity
from kb.manual import manual_pages
from kb.sheets.editor_schema import editor_schema
from kb.sheets.forms import MAPPINGS
from kb.sheets.shapes import Choice, Fields, Key, ListOf

DOCS = Path(__file__).resolve().parent.parent / "docs"

_TABLE = re.compile(r"(?P<open><!-- keys of (?P<name>[\w ]+) -->\n).*?(?P<close><!-- end -->)", re.DOTALL)


def pages() -> dict[str, str]:
    """The text of each page by its name in docs/, as it should be now."""
    format_page = (DOCS / "claim-format.md").read_text(encoding="utf-8")
    return {
        "claims.schema.json": json.dumps(editor_schema(), indent=2, ensure_ascii=False) + "\n",
        "claim-format.md": _TABLE.sub(lambda found: found["open"] + _keys(found["name"]) + found["close"], format_page),
        "rules.md": _rules(),
    }


def _keys(name: str) -> str:
    """A table of the keys of a mapping, and a list of the words that each closed set takes."""
    form = MAPPINGS[name]
    rows = [f"| {_bold(key, of.required)} | {_takes(of)} | {_cell(of.means)} |" for key, of in form.keys.items()]
    lists = [_words(key, of.form) for key, of in form.keys.items() if isinstance(of.form, Choice)]
    return "\n".join(["", "| key | takes | means |", "|---|---|---|", *rows, *lists, "", ""])


def _takes(key: Key) -> str:
    form = key.form
    if isinstance(form, Choice):
        return "one of the words below"
    if isinstance(form, Fields):
        return "the keys below"
    if isinstance(form, ListOf) and form.lenient:
        return f"{form.expects}, or a single one"
    return _cell(form.expects)


def _words(key: str, form: Choice) -> str:
    if form.meanings:
        words = [f"- `{value}`: {form.meanings[value]}" for value in form.values]
        return "\n".join(["", f"`{key}` is one of:", "", *words, *_aliases(form)])
    return f"\n`{key}` is one of: {', '.join(f'`{value}`' for value in form.values)}."


def _aliases(form: Choice) -> Iterator[str]:
    if form.aliases:
        taken = ", ".join(f"`{alias}` as `{value}`" for alias, value in form.aliases.items())
        yield f"\nAccepted with a note: {taken}."


def _bold(key: str, required: bool) -> str:
    return f"**`{key}`**" if required else f"`{key}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _rules() -> str:
    """The manual pages of all rules, grouped by what they look at."""
    text = manual_pages()
    severities = _severities()
    suppressions = {*ALLOW_FAULTS, "allow-without-reason"}
    groups = {
        "The bibliography": kb.bibtex.FAULTS.keys() - suppressions,
        "Claims files and extraction sheets": kb.sheets.FAULTS.keys() - suppressions,
        "How the files fit together": kb.loader.FAULTS.keys() - kb.sheets.FAULTS.keys() - suppressions,
        "Suppressions": suppressions,
        "Sources": _of(sources.__name__),
        "Sheets": _of(sheets.__name__),
        "Findings": _of(findings.__name__),
        "Claims, relations and comparisons": _of(claims.__name__),
    }
    missing = set(text) - set().union(*groups.values())
    if missing:
        raise SystemExit(f"no group for {', '.join(sorted(missing))}")
    parts = [_RULES_HEAD]
    for heading, names in groups.items():
        parts.append(f"## {heading}\n")
        for name in sorted(names):
            severity = f"*{severities[name]}*\n\n" if name in severities else ""
            parts.append(f"### {name}\n\n{severity}{_paragraph(text[name])}\n")
    return "\n".join(parts)


_RULES_HEAD = """\
# Rules

What `kb check` looks for. `kb explain RULE` prints the same text.

- An *error* means that the text cannot be taken as it was meant. `kb check` then ends with exit code 1.
- A *warning* means that it was taken, and is weak or probably not meant. With `--strict` it counts as an error.
- A *note* is worth knowing.

How to accept a fault with a reason: [claim-format.md](claim-format.md#accepting-a-fault).

<!-- This page is written by `python scripts/write_docs.py`. -->
"""


def _of(module: str) -> set[str]:
    return {rule_name(rule) for rule in RULES if rule.__module__ == module}


def _severities() -> Mapping[str, str]:
    """How bad each rule is, for those that always report the same."""
    of_sheets = {**dict.fromkeys(kb.sheets.FAULTS, Severity.ERROR), **kb.sheets.MILDER}
    written = {rule_name(rule): re.findall(r"Severity\.([A-Z]+)", inspect.getsource(rule)) for rule in RULES}
    of_checks = {name: Severity[found[0]] for name, found in written.items() if len(set(found)) == 1}
    return {name: str(severity) for name, severity in {**of_sheets, **of_checks}.items()}


def _paragraph(text: str) -> str:
    """A docstring's paragraphs, each on one line."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def main() -> None:
    """Write the pages that are not current."""
    for name, text in pages().items():
        path = DOCS / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote docs/{name}")


if __name__ == "__main__":
    main()
