"""Pieces that documents share: their head, a verdict, a source, a finding, and how to read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kb.diagnostics import KbError
from kb.exporters.about import extent_words, lacking_words, made_words
from kb.exporters.ast import Inline, Node, bullets, heading, in_style, numbered, para, plain, strong, styled, table
from kb.exporters.lines import Judged, Line
from kb.exporters.portion import Portion
from kb.method import LIMITS, STEPS, VERDICTS
from kb.model import Scope, Source
from kb.references import surname_year
from kb.result_words import result_words
from kb.verdict_words import (
    flag_words,
    rule_words,
    state_glyph,
    state_rule,
    state_words,
    through_words,
    verdict_sentence,
)
from kb.vocabulary import Compared, Stance, Status
from kb.words import (
    FOOTER,
    READING_WORDS,
    STANCE_MEANING,
    STATUS_WORDS,
    basis_words,
    design_words,
    sample_words,
    stance_words,
)

#: more findings than this make thousands of pages, and take gigabytes to make
MOST_FINDINGS = 10_000

_SEEN: Mapping[Compared, str] = {Compared.CONFLICT: "in conflict", Compared.AGREEMENT: "in agreement"}

#: a hyphen that stands for a minus
_HYPHEN = re.compile(r"(?<![\w.])-(?=\d)")


def head(title: str, portion: Portion) -> Iterator[Node]:
    """The title of a document, what it is about, and from which state of the text; a `KbError` when it is too much."""
    found = len(portion.corpus.findings)
    if found > MOST_FINDINGS:
        raise KbError(
            f"{found:,} findings are too many to be read in a document", "choose a topic, or write csv or xlsx"
        )
    yield heading(1, title)
    yield in_style("Subtitle", para(portion.title))
    yield in_style("Remark", para(f"{extent_words(portion)}. {made_words(portion)}"))
    if lacking := lacking_words(portion):
        yield para(strong(lacking))


def verdict(judged: Judged) -> Iterator[Node]:
    """The verdict in a sentence, the rule behind it, and what a reader must know about the evidence."""
    found = judged.verdict
    yield in_style("Verdict", para(f"{state_glyph(found.state)} {verdict_sentence(found, judged.evidence.sources)}"))
    remarks = (through_words(found, judged.evidence.sources), *flag_words(found, judged.evidence.sources))
    yield in_style("Remark", para(" ".join(filter(None, (rule_words(found), *remarks)))))


def scope(judged: Judged) -> Iterator[Node]:
    """For whom and what a claim is meant, and what a reader should know of it, to stand above its verdict."""
    parts = [f"{name}: {value}" for name in Scope.__slots__ if (value := getattr(judged.claim.scope, name))]
    if parts:
        yield in_style("Remark", para("; ".join(parts)))
    if judged.claim.note:
        yield in_style("Remark", para(f"Note: {judged.claim.note}"))


def comparisons(judged: Judged) -> Iterator[Node]:
    """What sources say of others on a claim: who states a conflict or an agreement, between whom, and where."""
    sources = judged.evidence.sources
    items = [
        [plain(f"{surname_year(sources[c.source])} sees {_SEEN[c.relation]}: {names(c.sources, sources)}"
               f"{at(c.at)}.{f' {c.note}' if c.note else ''}")]
        for c in judged.evidence.comparisons
    ]  # fmt: skip
    if items:
        yield in_style("Part", para("What sources say of each other"))
        yield bullets(items)


def names(keys: Iterable[str], sources: Mapping[str, Source]) -> str:
    """Sources as citations name them."""
    return "; ".join(surname_year(sources[key]) for key in keys)


def at(locator: str) -> str:
    """A locator in brackets, after a blank; empty when there is none."""
    return f" ({locator})" if locator else ""


def source_cell(line: Line) -> list[Node]:
    """A source as a citation names it, with its design, what was read of it, its appraisal, and whether it stands."""
    source, sheet = line.source, line.sheet
    facts = [design_words(source.design) or "design not recorded", READING_WORDS[sheet.read]]
    facts += [f"{a.tool}: {a.overall}" for a in sheet.appraisal]
    facts += [f"study {source.study}"] if source.study != source.key else []
    facts += [STATUS_WORDS[sheet.status]] if sheet.status is not Status.CURRENT else []
    return [cell(strong(surname_year(source))), *(aside(fact) for fact in facts)]


def whom_cell(line: Line) -> list[Node]:
    """Who was studied, what was done, where and when, as far as it is recorded."""
    sheet = line.sheet
    facts = (*_what_was_done(line), sheet.setting, ", ".join(sheet.country), _how_many(line), sheet.period)
    return [*_cells((sheet.population,)), *(aside(fact) for fact in facts if fact)]


def whom_in_short(line: Line) -> list[Node]:
    """Who was studied, what was done and how many they were, as far as it is recorded, in smaller type."""
    return [aside(fact) for fact in (line.sheet.population, *_what_was_done(line), _how_many(line)) if fact]


def _what_was_done(line: Line) -> tuple[str, str]:
    sheet = line.sheet
    return (
        f"intervention: {sheet.intervention}" if sheet.intervention else "",
        f"comparator: {sheet.comparator}" if sheet.comparator else "",
    )


def _how_many(line: Line) -> str:
    sample = sample_words(line.sheet.sample)
    return f"sample: {sample}" if sample else ""


def _cells(parts: Iterable[str]) -> list[Node]:
    return [cell(part) for part in parts if part]


def stance_cell(line: Line) -> list[Node]:
    """How a finding bears on the claim, what it rests on, and why it has no vote if it has none."""
    basis = line.finding.basis
    silent = [aside(f"no vote: {line.silence}")] if line.silence and basis.votes else []
    rests_on = aside(basis_words(basis, told=line.via is not None))
    return [cell(strong(stance_words(line.finding.stance))), rests_on, *silent]


def finding_cell(line: Line) -> list[Node]:
    """What a source says, in its own words where they are recorded, and where that stands."""
    finding = line.finding
    via = f"as reported by {surname_year(line.via)}" if line.via else ""
    where = ", ".join(part for part in (via, finding.at, f"{finding.place.path}:{finding.place.line}") if part)
    return [
        *_cells((finding.says,)),
        *([cell(f"“{finding.quote}”")] if finding.quote else []),
        *([aside(f"Note: {finding.note}")] if finding.note else []),
        cell(styled("Locator", where)),
    ]


def result_cell(line: Line) -> list[Node]:
    """The recorded number as the source prints it, with a minus sign where a hyphen would be torn from its number."""
    result = line.finding.result
    return [cell(_HYPHEN.sub("\u2212", result_words(result)))] if result else []


def cell(*inlines: Inline) -> Node:
    """A paragraph of a cell."""
    return in_style("Cell", para(*inlines))


def aside(text: str) -> Node:
    """A paragraph of a cell in smaller type."""
    return cell(styled("Aside", text))


def how_to_read(columns: Iterable[tuple[str, str]]) -> Iterator[Node]:
    """What the columns and signs mean, how a verdict is made, and what it is not; `columns` with what each holds."""
    yield heading(2, "How to read this")
    yield table(("Column", "What it holds"), (0.25, 0.75), ([[cell(strong(n))], [cell(m)]] for n, m in columns))
    signs = ([[cell(strong(stance_words(stance)))], [cell(f"{STANCE_MEANING[stance]}.")]] for stance in Stance)
    yield table(("Stance", "The source …"), (0.25, 0.75), signs)
    yield heading(3, "How a verdict is made")
    yield numbered([plain(step)] for step in STEPS)
    rules = ([[cell(strong(state_words(*found)))], [cell(state_rule(*found))]] for found in VERDICTS)
    yield table(("Verdict", "When"), (0.25, 0.75), rules)
    yield heading(3, "What a verdict is not")
    yield bullets([plain(limit)] for limit in (*LIMITS, FOOTER))
