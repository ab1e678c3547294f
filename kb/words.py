"""The words and glyphs for stances, verdicts and flags, in one place for the command line, the app and documents.

A glyph never stands without its word, and colour is never needed to read either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from kb.diagnostics import Lost, Severity
from kb.model import Sample, Source
from kb.references import surname_year
from kb.units import Flag, Silence, Unit, unlisted_reviews
from kb.verdicts import Conflict, Counts, Leaning, RestsOn, State, Verdict
from kb.vocabulary import Basis, Design, Reading, RelationType, Stance, Status

STANCE_GLYPH: Mapping[Stance, str] = {
    Stance.SUPPORTS: "▲",
    Stance.DISPUTES: "▼",
    Stance.MIXED: "◆",
    Stance.INCONCLUSIVE: "○",
}

STANCE_MEANING: Mapping[Stance, str] = {
    Stance.SUPPORTS: "found what the claim says",
    Stance.DISPUTES: "found what the claim rules out",
    Stance.MIXED: "reports results in both directions",
    Stance.INCONCLUSIVE: "looked and could not tell",
}

BASIS_WORDS: Mapping[Basis, str] = {
    Basis.RESULT: "own data",
    Basis.SYNTHESIS: "review's conclusion",
    Basis.INTERPRETATION: "authors' reading, no vote",
    Basis.CONTEXT: "background, no vote",
}


def basis_words(basis: Basis, *, told: bool) -> str:
    """What a finding rests on; of one read in another source, what that one makes of it."""
    return f"reported as {BASIS_WORDS[basis]}" if told and basis.votes else BASIS_WORDS[basis]


SILENCE_WORDS: Mapping[Silence, str] = {
    Silence.RETRACTED: "the source was retracted",
    Silence.BASIS: "authors' readings and background statements do not vote",
    Silence.OWN_WORDS: "the source's own words count instead",
    Silence.ABSORBED: "its data are counted already",
    Silence.WITHOUT: "left out: without this source, or the one it was read in",
    Silence.LATER: "left out: it could not be read by the year asked for",
    Silence.UNDATED: "left out: its source, or the one it was read in, has no year",
    Silence.OTHER: "left out: not of the kind asked for",
    Silence.SECOND_HAND: "left out: read in another source",
}

READING_WORDS: Mapping[Reading | None, str] = {
    Reading.FULL_TEXT: "full text read",
    Reading.ABSTRACT: "abstract read",
    Reading.EXCERPT: "excerpt read",
    Reading.NOT_READ: "not read",
    None: "reading not recorded",
}

#: the designs in the words of methodology; in files and filters they stand by their ids
DESIGN_WORDS: Mapping[str, str] = {
    **{str(design): design.replace("-", " ") for design in Design},
    Design.RCT: "randomised controlled trial",
    Design.CLUSTER_RCT: "cluster-randomised trial",
    Design.NON_RANDOMISED_TRIAL: "non-randomised trial",
    Design.BEFORE_AFTER: "before-after study",
    Design.COHORT: "cohort study",
    Design.CASE_CONTROL: "case-control study",
    Design.CROSS_SECTIONAL: "cross-sectional study",
    Design.QUALITATIVE: "qualitative study",
    Design.MIXED_METHODS: "mixed-methods study",
    Design.META_ANALYSIS: "meta-analysis",
}

STATUS_WORDS: Mapping[Status | None, str] = {
    Status.CURRENT: "no retraction or correction recorded",
    Status.CORRECTED: "corrected",
    Status.EXPRESSION_OF_CONCERN: "expression of concern",
    Status.RETRACTED: "retracted; its findings have no vote",
    Status.SUPERSEDED: "superseded by a newer version",
    None: "not recorded",
}

#: how a map is read, by what it is of; on a narrow screen left and right are the tracks beside the boxes
MAP_NOTES: Mapping[str, str] = {
    "claim": "Who disputes it stands left, then mixed; who supports it right, then inconclusive; related claims above.",
    "source": "Claims that it disputes stand left, then mixed; those it supports right, then inconclusive.",
    "topic": "The most contested claims come first, row by row. A line joins two on which several sources bear alike.",
}

#: how far a list of works by the same authors can be trusted
NAMESAKES_NOTE = "As far as surnames and initials can tell; two people can have one name."

RELATION_WORDS: Mapping[RelationType, tuple[str, str]] = {
    RelationType.BROADER_THAN: ("broader than", "narrower than"),
    RelationType.NARROWER_THAN: ("narrower than", "broader than"),
    RelationType.CONTRARY_TO: ("contrary to", "contrary to"),
    RelationType.REFINES: ("refines", "refined by"),
    RelationType.DEPENDS_ON: ("depends on", "needed by"),
}

FLAG_WORDS: Mapping[Flag, str] = {
    Flag.RETRACTED_EXCLUDED: "Findings of a retracted source were left out.",
    Flag.CITATION_MISMATCH: "What is said of a source differs from what the source says itself; its own words count.",
    Flag.SEVERAL_REPORTS_ONE_STUDY: "Several sources report one study; they have one vote together.",
    Flag.WITHIN_SOURCE_CONFLICT: "A study has findings on both sides; it counts as mixed.",
    Flag.OVERLAP_ABSORBED: "A review that agrees with a counted study and shares its data has no vote of its own.",
    Flag.OVERLAP_UNKNOWN: "A review without a list of included studies counts; it may rest on studies counted here.",
    Flag.CONFLICT_ONLY_BETWEEN_OVERLAPPING_SOURCES: "All that disagree share data: the two sides are not independent.",
}

SEVERITY_GLYPH: Mapping[Severity, str] = {
    Severity.ERROR: "✕",
    Severity.WARNING: "!",
    Severity.NOTE: "·",
}

#: signs and words for cells of the matrix in which a source has no stance of its own
SECOND_HAND_CELL = ("(▲)", "in brackets: known only second-hand")
NOT_REPORTED_CELL = ("∅", "looked for and not reported")
NO_VOTE_CELL = ("•", "spoken of without a vote")
NO_CELL = "not addressed"

#: of a review that only repeats what is counted already
ABSORBED = "no vote of its own"

FOOTER = (
    "Counts independent studies by what they conclude. It does not weigh size or quality and is not a pooled estimate."
)


def errors_words(errors: int) -> str:
    """What a reader must know while the text has errors: how many, and that verdicts may lack findings."""
    count = "1 error" if errors == 1 else f"{errors} errors"
    return f"{count} in the text, and what stands on it is left out"


def incomplete_words(lost: Sequence[Lost], places: Iterable[str], of: str) -> str:
    """What is left out because of errors at these places: of "on this claim", say; empty when nothing is."""
    if not lost:
        return ""
    counted = ", ".join(_number(lost.count(what), _LOST_WORDS[what]) for what in Lost if what in lost)
    where = list(dict.fromkeys(places))
    more = f"; {len(where) - MOST_PLACES} more places" if len(where) > MOST_PLACES else ""
    told = f"{'; '.join(where[:MOST_PLACES])}{more}"
    return f"Incomplete because of errors: {counted} {of} {'is' if len(lost) == 1 else 'are'} left out ({told})."


#: how many sources are named that state one conflict
MOST_NAMED = 3

#: how many places of errors are named in a sentence
MOST_PLACES = 5

_LOST_WORDS: Mapping[Lost, str] = {
    Lost.SOURCE: "entry",
    Lost.SHEET: "extraction sheet",
    Lost.CLAIM: "claim",
    Lost.FINDING: "finding",
    Lost.COMPARISON: "comparison",
}

_STATE_GLYPH: Mapping[State, str] = {
    State.SECOND_HAND_ONLY: "»",
    State.NO_EVIDENCE: "–",
    State.CONFLICTING: "≠",
    State.SINGLE_STUDY: "·",
    State.CONSISTENT_SUPPORT: "▲",
    State.CONSISTENT_DISPUTE: "▼",
    State.QUALIFIED_SUPPORT: "△",
    State.QUALIFIED_DISPUTE: "▽",
    State.INCONCLUSIVE: "○",
}

_STATE_WORDS: Mapping[State, str] = {
    State.SECOND_HAND_ONLY: "second-hand only",
    State.NO_EVIDENCE: "no voting evidence",
    State.CONFLICTING: "conflicting",
    State.SINGLE_STUDY: "single study",
    State.CONSISTENT_SUPPORT: "consistent support",
    State.CONSISTENT_DISPUTE: "consistent dispute",
    State.QUALIFIED_SUPPORT: "qualified support",
    State.QUALIFIED_DISPUTE: "qualified dispute",
    State.INCONCLUSIVE: "inconclusive",
}

#: what a single study is called that is a review
SINGLE_REVIEW = "single review"

CONFLICT_WORDS: Mapping[Conflict, str] = {
    Conflict.BETWEEN: "between studies",
    Conflict.STATED: "stated by a source",
    Conflict.WITHIN: "within studies",
}

_RULES: Mapping[State | Conflict, str] = {
    State.SECOND_HAND_ONLY: "No finding was read in its own source, and second-hand findings have no vote here.",
    State.NO_EVIDENCE: "No finding votes on this claim: none is recorded, or those recorded have no vote.",
    Conflict.BETWEEN: "At least one independent study supports the claim and at least one disputes it.",
    Conflict.STATED: "A source says that two of the studies conflict, and their stances differ.",
    Conflict.WITHIN: "No side has a majority, and at least as many studies are mixed as cannot tell.",
    State.SINGLE_STUDY: "Only one independent study votes. There is nothing to compare it with.",
    State.CONSISTENT_SUPPORT: "Every study and every review with a vote supports the claim.",
    State.CONSISTENT_DISPUTE: "Every study and every review with a vote disputes the claim.",
    State.QUALIFIED_SUPPORT: (
        "More than half of the studies support the claim and none disputes it; the rest are mixed or inconclusive."
    ),
    State.QUALIFIED_DISPUTE: (
        "More than half of the studies dispute the claim and none supports it; the rest are mixed or inconclusive."
    ),
    State.INCONCLUSIVE: (
        "Neither side has more than half of the studies, and more of the others could not tell than were mixed."
    ),
}


def state_glyph(state: State) -> str:
    """The glyph of a state, always to be shown with `state_words`."""
    return _STATE_GLYPH[state]


class Told(Protocol):
    """A verdict as far as words for its state go."""

    @property
    def state(self) -> State:
        """What the units say together."""

    @property
    def conflict(self) -> Conflict | None:
        """The kind of a conflict."""

    @property
    def direction(self) -> Leaning:
        """The side that is ahead, and the stance of a single unit."""

    @property
    def is_one_review(self) -> bool:
        """True when the only unit that votes is a review."""


def named_words(verdict: Told) -> str:
    """The state of a verdict in a few words, with the kind of conflict, or the stance of a single study or review."""
    words = state_words(verdict.state, verdict.conflict, verdict.direction)
    return words.replace(_STATE_WORDS[State.SINGLE_STUDY], SINGLE_REVIEW) if verdict.is_one_review else words


def left_words(change: RestsOn) -> str:
    """What a verdict would be without a source, in a few words; what is left alone may be a study or a review."""
    words = state_words(change.state, change.conflict, change.direction)
    return words.replace(_STATE_WORDS[State.SINGLE_STUDY], "only one study or review")


def state_words(
    state: State, conflict: Conflict | None = None, direction: Leaning | None = None, stating: str = ""
) -> str:
    """A state in a few words, with the kind of conflict and who states it, or the stance of a single study."""
    if conflict is not None:
        return f"{_STATE_WORDS[state]}, {conflict_words(conflict, stating)}"
    if state is State.SINGLE_STUDY and direction is not None:
        return f"{_STATE_WORDS[state]}, {direction}"
    return _STATE_WORDS[state]


def conflict_words(conflict: Conflict, stating: str = "") -> str:
    """Where a conflict lies, with who states it where that is known."""
    return f"stated by {stating}" if conflict is Conflict.STATED and stating else CONFLICT_WORDS[conflict]


def rule_words(verdict: Verdict) -> str:
    """The rule that decided a verdict, in a sentence."""
    if verdict.is_one_review:
        return "Only one review votes. There is nothing to compare it with."
    return _RULES[verdict.conflict or verdict.state]


def state_rule(state: State, conflict: Conflict | None = None) -> str:
    """When a state is given, in a sentence; `conflicting` has one rule for each kind of conflict."""
    named = f" Where it is a review, the verdict is called {SINGLE_REVIEW}." if state is State.SINGLE_STUDY else ""
    return f"{_RULES[conflict or state]}{named}"


def second_hand_cell(stance: Stance) -> tuple[str, str]:
    """The sign and the words of a stance that is known only through other sources."""
    return f"({STANCE_GLYPH[stance]})", f"{stance}, known only second-hand"


def stating_words(keys: Sequence[str], sources: Mapping[str, Source]) -> str:
    """Who states a conflict: the first few by name, and how many more."""
    named = [surname_year(sources[key]) for key in keys[:MOST_NAMED]]
    more = [f"{len(keys) - MOST_NAMED:,} more"] if len(keys) > MOST_NAMED else []
    return " and ".join(filter(None, (", ".join((named + more)[:-1]), *(named + more)[-1:])))


def through_words(verdict: Verdict, sources: Mapping[str, Source]) -> str:
    """That all votes on a claim are known from one source; empty where they are from several."""
    key = verdict.only_through
    if not key:
        return ""
    who = surname_year(sources[key])
    if all(unit.as_reported for unit in verdict.counted):
        return f"Every vote here comes from one paper: all findings are as {who} reports them."
    return f"Every vote here comes from one paper: what {who} found itself, and others only as it reports them."


def flag_words(verdict: Verdict, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What else a reader of a verdict must know, each with the first sources that it is about where they are known."""
    about: Mapping[Flag, Iterable[str]] = {
        Flag.CITATION_MISMATCH: (mismatch.source for mismatch in verdict.mismatches),
        Flag.SEVERAL_REPORTS_ONE_STUDY: (key for u in verdict.units if len(u.sources) > 1 for key in u.sources),
        Flag.OVERLAP_ABSORBED: (key for u in verdict.units if u.absorbed_by for key in u.sources),
        Flag.OVERLAP_UNKNOWN: (key for unit in unlisted_reviews(verdict.counted) for key in unit.sources),
    }
    return tuple(_about(FLAG_WORDS[flag], tuple(dict.fromkeys(about.get(flag, ()))), sources) for flag in verdict.flags)


def _about(words: str, keys: Sequence[str], sources: Mapping[str, Source]) -> str:
    return f"{stating_words(keys, sources)}: {words[0].lower()}{words[1:]}" if keys else words


def told_only_words(vias: Collection[str | None], sources: Mapping[str, Source]) -> str:
    """That all votes of a source were read in others, given in which each was; empty where one was not, or none is."""
    if not vias or None in vias:
        return ""
    who = ", ".join(surname_year(sources[via]) for via in sorted({via for via in vias if via}))
    return f"known only second-hand: all as reported by {who}"


def verdict_sentence(verdict: Verdict, sources: Mapping[str, Source]) -> str:
    """A verdict in one sentence: the state, with who states a conflict, then who stands where."""
    state = state_words(verdict.state, verdict.conflict, None, stating_words(verdict.stated_by, sources))
    state = SINGLE_REVIEW if verdict.is_one_review else state
    who = counts_words(verdict.counted)
    return f"{state[0].upper()}{state[1:]}: {who}." if who else f"{state[0].upper()}{state[1:]}."


def counts_words(units: Iterable[Unit]) -> str:
    """How many studies and reviews take each stance, in words; empty when none vote."""
    units = tuple(units)
    parts = []
    for stance in Stance:
        of_stance = [unit for unit in units if unit.stance is stance]
        if of_stance:
            reviews = sum(unit.is_review for unit in of_stance)
            studies = len(of_stance) - reviews
            named = [_number(n, word) for n, word in ((studies, "study"), (reviews, "review")) if n]
            parts.append(f"{' and '.join(named)} {verb(stance, len(of_stance))}")
    reported = sum(unit.as_reported for unit in units)
    if reported:
        parts[-1] += f"; {_reported(reported, len(units))}"
    return ", ".join(parts)


def counts_short(counts: Counts) -> str:
    """Counts as glyphs with numbers: "▲ 2  ▼ 0  ◆ 0  ○ 1"."""
    return "  ".join(f"{STANCE_GLYPH[stance]} {getattr(counts, stance)}" for stance in Stance)


def glyph_run(stance: Stance, studies: int, reported: int, most: int = 8) -> str:
    """One glyph a study of a stance, those known only second-hand in brackets; more than `most` as glyph × number."""
    runs = ((STANCE_GLYPH[stance], studies - reported), (second_hand_cell(stance)[0], reported))
    return " ".join(sign * n if n <= most else f"{sign}×{n}" for sign, n in runs if n)


def stance_words(stance: Stance) -> str:
    """A stance as glyph and word."""
    return f"{STANCE_GLYPH[stance]} {stance}"


def design_words(design: str | None) -> str:
    """A design in words; empty when none is recorded."""
    return DESIGN_WORDS[design] if design else ""


def sample_words(sample: Sample | None) -> str:
    """A sample in words: "27 agencies"; empty when none is recorded."""
    return " ".join(str(part) for part in (sample.n, sample.of) if part not in (None, "")) if sample else ""


def standing_words(status: Status | None) -> str:
    """What has happened to a publication, in a word or two; empty where it stands or nothing is recorded."""
    return "" if status in (None, Status.CURRENT) else str(status).replace("-", " ")


def _reported(n: int, of: int) -> str:
    which = "it is" if of == 1 else "all are" if n == of else f"{n} of these {of} {'is' if n == 1 else 'are'}"
    return f"{which} known only as another source reports {'it' if n == 1 else 'them'}"


def _number(n: int, word: str) -> str:
    plural = {"study": "studies", "entry": "entries"}
    return f"{n:,} {word if n == 1 else plural.get(word, f'{word}s')}"


def verb(stance: Stance, n: int) -> str:
    """What so many studies of one stance do: "supports", "are mixed"."""
    one, many = {
        Stance.SUPPORTS: ("supports", "support"),
        Stance.DISPUTES: ("disputes", "dispute"),
        Stance.MIXED: ("is mixed", "are mixed"),
        Stance.INCONCLUSIVE: ("is inconclusive", "are inconclusive"),
    }[stance]
    return one if n == 1 else many
