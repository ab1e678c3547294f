"""The words and glyphs for stances, sources and cells, in one place for the command line, the app and documents.

A glyph never stands without its word, and colour is never needed to read either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kb.diagnostics import Lost, Severity
from kb.model import Sample, Source
from kb.references import surname_year
from kb.units import Silence
from kb.verdicts import Counts
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
    counted = ", ".join(number_words(lost.count(what), _LOST_WORDS[what]) for what in Lost if what in lost)
    where = list(dict.fromkeys(places))
    more = f"; {len(where) - MOST_PLACES} more places" if len(where) > MOST_PLACES else ""
    told = f"{'; '.join(where[:MOST_PLACES])}{more}"
    return f"Incomplete because of errors: {counted} {of} {'is' if len(lost) == 1 else 'are'} left out ({told})."


#: how many places of errors are named in a sentence
MOST_PLACES = 5

_LOST_WORDS: Mapping[Lost, str] = {
    Lost.SOURCE: "entry",
    Lost.SHEET: "extraction sheet",
    Lost.CLAIM: "claim",
    Lost.FINDING: "finding",
    Lost.COMPARISON: "comparison",
}


def second_hand_cell(stance: Stance) -> tuple[str, str]:
    """The sign and the words of a stance that is known only through other sources."""
    return f"({STANCE_GLYPH[stance]})", f"{stance}, known only second-hand"


def told_only_words(vias: Collection[str | None], sources: Mapping[str, Source]) -> str:
    """That all votes of a source were read in others, given in which each was; empty where one was not, or none is."""
    if not vias or None in vias:
        return ""
    who = ", ".join(surname_year(sources[via]) for via in sorted({via for via in vias if via}))
    return f"known only second-hand: all as reported by {who}"


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


def number_words(n: int, word: str) -> str:
    """How many of something: "1 study", "2,000 studies"."""
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
