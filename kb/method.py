"""How verdicts are made, what the words mean and what the program does not do: in words, for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping

from kb.verdicts import Conflict, State

#: how a verdict is made, in the order in which it is made
STEPS: tuple[str, ...] = (
    "Findings of retracted sources are left out.",
    "Authors' readings and background statements are listed and never vote.",
    (
        "A finding read in another paper speaks for the source it is about, and only where that source has not been "
        "read on the claim itself; it is then marked as reported."
    ),
    (
        "One independent study has one vote, however many papers report it and however many findings it has; each "
        "review has one vote. Findings in both directions make a study mixed."
    ),
    (
        "A review that agrees with a study it includes, or with another review that rests on one of the same studies, "
        "gets no vote of its own. One that disagrees keeps it."
    ),
    "The votes are counted, and the first rule below that fits names the verdict. Nothing is weighed.",
    "Each source is left out in turn, and further studies are imagined, to see what would change the verdict.",
)

#: the verdicts in the order in which their rules are tried; of a conflict the kind
VERDICTS: tuple[tuple[State, Conflict | None], ...] = (
    (State.SECOND_HAND_ONLY, None),
    (State.NO_EVIDENCE, None),
    (State.CONFLICTING, Conflict.BETWEEN),
    (State.CONFLICTING, Conflict.STATED),
    (State.SINGLE_STUDY, None),
    (State.CONSISTENT_SUPPORT, None),
    (State.CONSISTENT_DISPUTE, None),
    (State.QUALIFIED_SUPPORT, None),
    (State.QUALIFIED_DISPUTE, None),
    (State.CONFLICTING, Conflict.WITHIN),
    (State.INCONCLUSIVE, None),
)

#: the words of the project
WORDS: Mapping[str, str] = {
    "source": "one entry of the bibliography",
    "study": "the piece of research; several sources may report one study",
    "claim": "a proposition with a scope that sources can support or dispute",
    "finding": "what one source says that bears on a claim",
    "second-hand": "read in another source, not in its own",
    "conflict": "one study supports and another disputes, or a source says that two conflict",
    "tension": "a study with a direction beside one that is mixed or inconclusive",
    "locator": "where in a source a finding stands",
}

#: what a reader must not take from a verdict
LIMITS: tuple[str, ...] = (
    "A verdict is a map of agreement among what was read and coded. It is not an estimate of truth, nor of an effect.",
    (
        "Studies are counted and not weighed: a small study has the vote of a large one. Restrict the evidence to see "
        "what the verdict rests on."
    ),
    "What two studies differ in is a record. It does not say why they disagree.",
    "Independence is known as far as inclusion lists, study ids and authors are recorded.",
    "An abstract is less than a paper; each source says how much of it was read.",
)
