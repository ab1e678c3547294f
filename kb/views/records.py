"""What a face shows of a claim, a source or a comparison: frozen records, their field names those of `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.compare import Dependence, Difference, Pair
from kb.diagnostics import Lost
from kb.evidence import Evidence
from kb.model import Appraisal, Certainty, Citation, Comparison, Finding, Result, Sample, Scope, Source
from kb.prospects import Prospect
from kb.retraction import Change
from kb.store.read import Missing
from kb.store.verdict_rows import ClaimSummary
from kb.units import Mismatch, Silence
from kb.verdict_words import (
    stating_words,
)
from kb.verdicts import Conflict, Counts, Leaning, State, Verdict
from kb.vocabulary import Basis, Reading, Stance, Status

#: marks a field that serves the faces and does not appear in JSON
HIDDEN: Mapping[str, bool] = {"hidden": True}


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its place in the text and whether it votes."""

    id: str
    source: str
    claim: str
    stance: Stance
    basis: Basis
    via: str | None
    at: str | None
    says: str
    quote: str | None
    result: Result | None
    note: str | None
    votes: bool
    file: str
    line: int

    @classmethod
    def of(cls, finding: Finding, votes: bool) -> FindingView:
        """The view of a finding."""
        return cls(
            id=finding.id,
            source=finding.source,
            claim=finding.claim,
            stance=finding.stance,
            basis=finding.basis,
            via=finding.via or None,
            at=finding.at or None,
            says=finding.says,
            quote=finding.quote or None,
            result=finding.result,
            note=finding.note or None,
            votes=votes,
            file=finding.place.path,
            line=finding.place.line,
        )


@dataclass(frozen=True, slots=True)
class LeftOutView:
    """A finding, comparison or sheet that is left out because of an error, with the place and the words of that."""

    what: Lost
    claim: str | None
    source: str | None
    file: str
    line: int
    message: str

    @property
    def where(self) -> str:
        """File and line of the error."""
        return f"{self.file}:{self.line}"

    @classmethod
    def of(cls, missing: Missing) -> LeftOutView:
        """The view of what is missing."""
        place = missing.place
        claim, source = missing.claim or None, missing.source or None
        return cls(missing.what, claim, source, place.path, place.line, missing.message)


@dataclass(frozen=True, slots=True)
class PairView:
    """Two units on a claim; `stated_by` names the first source that says so itself."""

    a: str
    b: str
    relation: str
    independent: bool
    dependence: tuple[Dependence, ...]
    stated_by: str | None
    #: attributes of the studies; those of how they were coded stand apart
    differs_in: tuple[str, ...]
    coded_differently_in: tuple[str, ...]
    differences: tuple[Difference, ...]
    #: attributes that only one of the two has a record of, with an empty value for the other
    one_sided: tuple[Difference, ...]
    #: those, and the ones that neither has a record of
    not_recorded: tuple[str, ...]
    pair: Pair = field(metadata=HIDDEN)
    #: every source that says so, in words
    stating: str = field(metadata=HIDDEN)

    @classmethod
    def of(cls, pair: Pair, sources: Mapping[str, Source]) -> PairView:
        """The view of a pair, with the sources of its evidence."""
        return cls(
            a=pair.a,
            b=pair.b,
            relation=pair.relation,
            independent=pair.independent,
            dependence=pair.dependence,
            stated_by=pair.stated_by[0] if pair.stated_by else None,
            differs_in=pair.differs_in,
            coded_differently_in=pair.coded_differently_in,
            differences=pair.differences,
            one_sided=pair.one_sided,
            not_recorded=pair.not_recorded,
            pair=pair,
            stating=stating_words(pair.stated_by, sources),
        )


@dataclass(frozen=True, slots=True)
class RelatedClaim:
    """A claim that stands in a relation to this one, seen from this one, with its own state."""

    relation: str
    claim: ClaimSummary


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim, its verdict under the policy asked for, and everything it rests on."""

    id: str
    statement: str
    topic: str
    kind: str
    scope: Scope
    note: str | None
    certainty: Certainty | None
    verdict: Verdict
    #: the verdict without any restriction, when one was asked for
    unrestricted: Verdict | None
    #: what further studies would make of the verdict
    prospects: tuple[Prospect, ...]
    findings: tuple[FindingView, ...]
    #: why those that do not vote do not, by id
    no_vote: Mapping[str, Silence]
    #: conflicts first, then tensions, then agreement
    pairs: tuple[PairView, ...]
    #: how many pairs there are of each relation, and how many of them are not among `pairs`
    pair_counts: Mapping[str, int]
    pairs_left_out: int
    comparisons: tuple[Comparison, ...]
    related: tuple[RelatedClaim, ...]
    #: what bears on it and is left out because of errors; the verdict lacks it
    left_out: tuple[LeftOutView, ...]
    file: str
    line: int
    topic_title: str = field(metadata=HIDDEN)
    #: every source named here, by key
    sources: Mapping[str, Source] = field(metadata=HIDDEN)
    evidence: Evidence = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list, with its verdict under the policy asked for."""

    id: str
    statement: str
    topic: str
    kind: str
    state: str
    conflict: str | None
    direction: str
    counts: Mapping[str, int]
    as_reported: int
    #: the source from which all of several votes are known, by its own findings or as it reports others
    only_through: str | None
    findings: int
    summary: ClaimSummary = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in a list."""

    key: str
    citation: str
    title: str
    year: int | None
    design: str | None
    read: Reading | None
    status: Status | None
    #: on how many claims findings of it are coded, how many, and how many of those were read in other sources
    claims: int
    findings: int
    second_hand: int

    @property
    def is_known_second_hand(self) -> bool:
        """True when it has findings and all of them were read in other sources."""
        return 0 < self.findings == self.second_hand


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """A source's part in one claim; the stance is that of its unit."""

    key: str
    stance: Stance
    as_reported: bool
    votes: bool
    citation: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A source that votes on the same claims as another, and how the two stand to each other on which of them."""

    key: str
    citation: str
    agreement: tuple[str, ...]
    conflict: tuple[str, ...]
    tension: tuple[str, ...]
    neither: tuple[str, ...]

    @property
    def shared(self) -> int:
        """On how many claims both vote."""
        return len(self.agreement) + len(self.conflict) + len(self.tension) + len(self.neither)


@dataclass(frozen=True, slots=True)
class SharedAuthors:
    """Another source, and the surnames of those who are authors of both as far as names can tell."""

    key: str
    citation: str
    title: str
    people: tuple[str, ...]
    source: Source = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class BriefVerdict:
    """A verdict without its reasons."""

    state: State
    conflict: Conflict | None
    direction: Leaning
    counts: Mapping[str, int]
    tally: Counts = field(metadata=HIDDEN)
    #: of these, known only through other sources
    reported: Counts = field(metadata=HIDDEN)
    is_one_review: bool = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class FallView:
    """A claim's verdict while a source stands, and once it is retracted."""

    claim: str
    change: Change
    standing: BriefVerdict
    retracted: BriefVerdict


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source: its entry, what was coded of it, what it found, and how it stands to others."""

    key: str
    citation: str
    reference: str
    type: str
    title: str
    year: int | None
    doi: str | None
    url: str | None
    study: str
    design: str | None
    read: Reading | None
    country: tuple[str, ...]
    setting: str | None
    population: str | None
    intervention: str | None
    comparator: str | None
    sample: Sample | None
    period: str | None
    includes: tuple[str, ...]
    includes_complete: bool | None
    status: Status | None
    appraisal: tuple[Appraisal, ...]
    note: str | None
    findings: tuple[FindingView, ...]
    #: what it reports of other sources
    reports: tuple[FindingView, ...]
    mismatches: tuple[Mismatch, ...]
    neighbours: tuple[Neighbour, ...]
    shares_authors: tuple[SharedAuthors, ...]
    #: for a retracted source, what fell with it
    if_retracted: tuple[FallView, ...]
    #: claims with too many findings to be judged for that, and claims on which it has nothing that could count
    if_retracted_left_out: int
    untouched: int
    #: findings of others that were read in it and keep their vote
    read_in_it: int
    cites: tuple[Citation, ...]
    cited_by: tuple[Citation, ...]
    #: what is left out of it because of errors
    left_out: tuple[LeftOutView, ...]
    file: str
    line: int
    claims: Mapping[str, ClaimSummary] = field(metadata=HIDDEN)
    sources: Mapping[str, Source] = field(metadata=HIDDEN)

    @property
    def told(self) -> tuple[FindingView, ...]:
        """What is known of it only through others: what votes so, and all on claims on which it was not read itself."""
        own = {finding.claim for finding in self.findings if not finding.via}
        return tuple(f for f in self.findings if f.via and (f.votes or f.claim not in own))


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflicting claim with its units by stance, and what the pairs in conflict differ in."""

    id: str
    statement: str
    topic: str
    conflict: Conflict
    direction: str
    counts: Mapping[str, int]
    supports: tuple[str, ...]
    disputes: tuple[str, ...]
    mixed: tuple[str, ...]
    inconclusive: tuple[str, ...]
    #: those of the units that are known only through what other sources report
    as_reported: tuple[str, ...]
    pairs: tuple[PairView, ...]
    pairs_left_out: int
    #: the sources that state the conflict, where that makes it one
    stated_by: tuple[str, ...]
    #: the source from which all votes are known, if it is one
    only_through: str
    #: the same in words
    stating: str = field(metadata=HIDDEN)
    remark: str = field(metadata=HIDDEN)
    citations: Mapping[str, str] = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class MismatchView:
    """A place where what is said of a source differs from what it says itself."""

    claim: str
    statement: str
    source: str
    via: str
    reported: FindingView
    own: tuple[FindingView, ...]
    own_stance: Stance


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """Where studies conflict, most contested first, and where citations differ from what their source says."""

    conflicts: tuple[ConflictView, ...]
    mismatches: tuple[MismatchView, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A search hit: the page it leads to, its text, and the text with the found words marked by U+2068 and U+2069."""

    kind: str
    id: str
    text: str
    marked: str = field(metadata=HIDDEN)
    #: for a finding the claim it bears on, else its own id
    page: str = field(metadata=HIDDEN)
    #: how to cite the source, or that of the finding; empty for a claim
    who: str = field(metadata=HIDDEN)
    #: for a claim its verdict
    summary: ClaimSummary | None = field(metadata=HIDDEN)
    #: for a finding its stance, whether it was read in another source, and what its claim says
    stance: Stance | None = field(metadata=HIDDEN)
    is_told: bool = field(metadata=HIDDEN)
    statement: str = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class SearchView:
    """The best hits for some words, best first, and how many more there are."""

    hits: tuple[SearchHit, ...]
    left_out: int
