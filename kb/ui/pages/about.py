"""How verdicts are made, what the words mean, what the base cannot tell, and which state of the text is shown."""

from __future__ import annotations

from collections.abc import Iterator

from kb.method import LIMITS, STEPS, VERDICTS, WORDS
from kb.ui import parts
from kb.ui.nodes import Element, el, web_link
from kb.ui.state import Answers
from kb.ui.surface import show
from kb.units import Flag
from kb.verdict_words import (
    FLAG_WORDS,
    state_rule,
)
from kb.vocabulary import Basis, Stance
from kb.words import (
    BASIS_WORDS,
    FOOTER,
    STANCE_MEANING,
)

_ONE_VOICE = "Every vote on a claim comes from one paper: what it found itself, or what it reports of others."


def render(base: Answers) -> None:
    """Draw the rules of verdicts, the words, the limits, and the state of the base."""
    show(*_said(base), key="about")


def _said(base: Answers) -> Iterator[Element]:
    yield el("h1", "How to read this")
    yield el("p.lead", FOOTER)
    yield el("h2", "How a verdict is made")
    yield el("ol", [el("li", step) for step in STEPS])
    yield el("h2", "Verdicts")
    yield el("p.meta", "The first that fits, from above.")
    yield _table(("Verdict", "When"), [(parts.state_badge(*verdict), state_rule(*verdict)) for verdict in VERDICTS])
    yield el("h2", "Stances")
    yield _table(("Stance", "The source …"), [(parts.stance_badge(s), STANCE_MEANING[s]) for s in Stance])
    yield el("h2", "What a finding rests on")
    yield _table(("Basis", "That is"), [(str(basis), BASIS_WORDS[basis]) for basis in Basis])
    yield el("h2", "Notes beside a verdict")
    yield el("ul", [el("li", note) for note in (*(FLAG_WORDS[flag] for flag in Flag), _ONE_VOICE)])
    yield el("h2", "Words")
    yield _table(("Word", "Means"), list(WORDS.items()))
    yield el("h2", "Limits")
    yield el("ul", [el("li", limit) for limit in LIMITS])
    totals = base.totals()
    yield el("h2", "Reference styles")
    yield el(
        "p",
        "The styles of reference lists are those of the Citation Style Language project, ",
        web_link("citationstyles.org", "https://citationstyles.org"),
        ", under CC BY-SA 3.0; their authors are named in each style.",
    )
    yield el("h2", "What is shown")
    yield el(
        "p",
        f"{totals.sources} sources, {totals.claims} claims and {totals.findings} findings of ",
        el("code", base.base.project.root.name),
        f", state {base.stamp[1]} of the index. The text in references.bib and claims/ is the only truth; "
        "the index is built from it and follows every change.",
    )


def _table(names: tuple[str, str], rows: list[tuple[Element | str, str]]) -> Element:
    head = el("thead", el("tr", [el("th", name, scope="col") for name in names]))
    body = [el("tr", el("td.term", first), el("td", second)) for first, second in rows]
    return el("table.terms.stack", head, el("tbody", body))
