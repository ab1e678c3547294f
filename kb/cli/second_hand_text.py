"""What is known only through other sources, as text for people: what `kb second-hand` prints without `--json`."""

from __future__ import annotations

from collections.abc import Iterator

from kb.cli.layout import heading, paragraph
from kb.cli.text import finding_text
from kb.list_words import left_out_words, told_silent_words, told_votes_words
from kb.verdict_words import (
    named_words,
)
from kb.views.second_hand import SecondHandView, ToldSource
from kb.words import (
    READING_WORDS,
    second_hand_cell,
)

Lines = Iterator[str]


def second_hand_text(view: SecondHandView) -> Lines:
    """Sources that vote as others report them, then those of which something is told without a vote."""
    sources = len(view.voting) + view.voting_left_out
    yield from paragraph(told_votes_words(sources, view.looked_through, view.claims))
    for source in view.voting:
        yield ""
        yield from told_text(source)
    if view.voting_left_out:
        yield ""
        yield from paragraph(f"{left_out_words(view.voting_left_out, said='listed')}.")
    if view.silent:
        yield ""
        yield from paragraph(told_silent_words(view.silent_total))
    for source in view.silent:
        yield ""
        yield from told_text(source)


def told_text(view: ToldSource) -> Lines:
    """One source, and on each claim what others say that it found."""
    yield heading(f"{view.key}  {view.citation}")
    facts = " · ".join(filter(None, (READING_WORDS[view.read], view.design, view.title)))
    yield from paragraph(facts, 2)
    for each in view.claims:
        summary = each.summary
        state = named_words(summary)
        yield from paragraph(f"{each.claim}: {each.statement} [{state}]", 2, 4)
        for finding in each.findings:
            vote = "" if finding.votes else ", no vote"
            yield from paragraph(f"{second_hand_cell(finding.stance)[0]} {finding.stance}{vote}", 4)
            yield from finding_text(finding, view.sources, 6)
