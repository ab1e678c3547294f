"""The words of the project as frozen records: source, study, claim, finding and what belongs to them.

Years are integers, lines and columns count from 1, countries are ISO 3166 alpha-2 codes, and `None` or an empty
tuple means "not recorded", never "no".  `marks` holds the place of each key of a record; it serves diagnostics only
and takes no part in equality.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kb.diagnostics import Place
from kb.vocabulary import (
    Basis,
    Compared,
    Design,
    Direction,
    Function,
    Good,
    Kind,
    Reading,
    RelationType,
    Stance,
    Status,
)

Marks = Mapping[str, Place]
NOWHERE = Place("", 1, 1)


class Person(NamedTuple):
    """An author or editor: either name parts, or one `literal` (a corporate name, or a name that could not be read)."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def surname(self) -> str:
        """The name a citation shows: particle and family, or the literal."""
        if self.literal or not self.particle:
            return self.literal or self.family
        return f"{self.particle} {self.family}" if self.family else self.particle


@dataclass(frozen=True, slots=True)
class Sample:
    """Who or what was studied: a count only where the source prints one, and the unit it counts."""

    n: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A judgement of a source's quality in the words of a named tool; typed by a person, never computed."""

    tool: str
    overall: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was coded about a source as a whole."""

    source: str
    study: str = ""
    design: Design | None = None
    read: Reading | None = None
    country: tuple[str, ...] = ()
    setting: str = ""
    population: str = ""
    intervention: str = ""
    comparator: str = ""
    sample: Sample | None = None
    period: str = ""
    #: studies a review includes, as source keys or study ids
    includes: tuple[str, ...] = ()
    includes_complete: bool | None = None
    status: Status = Status.CURRENT
    appraisal: tuple[Appraisal, ...] = ()
    note: str = ""
    place: Place = NOWHERE
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Source:
    """One BibTeX entry, with the extraction sheet coded from it if there is one."""

    key: str
    type: str = "misc"
    title: str = ""
    authors: tuple[Person, ...] = ()
    #: "and others" was written after the last author
    authors_truncated: bool = False
    editors: tuple[Person, ...] = ()
    year: int | None = None
    venue: str = ""
    doi: str = ""
    url: str = ""
    #: every field as (lower-case name, text value), in the order written, inherited ones last
    fields: Collection[tuple[str, str]] = ()
    #: the entry exactly as it stands in the file
    raw: str = ""
    place: Place = NOWHERE
    sheet: Sheet | None = None
    marks: Marks = field(default_factory=dict, compare=False, repr=False)

    @property
    def study(self) -> str:
        """The id of the study this source reports; its own key when none is coded."""
        return (self.sheet.study if self.sheet else "") or self.key

    @property
    def design(self) -> Design | None:
        """The coded design, or None."""
        return self.sheet.design if self.sheet else None

    @property
    def is_review(self) -> bool:
        """True when the coded design belongs to the review family."""
        return self.design is not None and self.design.is_review

    @property
    def is_retracted(self) -> bool:
        """True when the sheet says that the publication was retracted."""
        return self.sheet is not None and self.sheet.status is Status.RETRACTED

    @property
    def includes(self) -> tuple[str, ...]:
        """Source keys or study ids that a review lists as included."""
        return self.sheet.includes if self.sheet else ()


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom, what, against what, when and where a claim is meant."""

    population: str = ""
    intervention: str = ""
    comparator: str = ""
    outcome: str = ""
    setting: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How a claim stands to another one."""

    type: RelationType
    claim: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Certainty:
    """A certainty rating with its reasons as (domain, text); typed by a person, never computed."""

    approach: str
    level: str
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading that claims stand under."""

    id: str
    title: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Claim:
    """An addressable proposition that sources can support or dispute."""

    id: str
    topic: str
    statement: str
    kind: Kind
    scope: Scope = Scope()
    relations: tuple[Relation, ...] = ()
    certainty: Certainty | None = None
    note: str = ""
    place: Place = NOWHERE
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A number as the source prints it: decimals keep their trailing zeros, `ci` is lower and upper."""

    outcome: str = ""
    measure: str = ""
    value: Decimal | None = None
    ci: tuple[Decimal, Decimal] | None = None
    n: int | None = None
    direction: Direction | None = None
    good: Good | None = None
    time: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one source says that bears on a claim. `id` is its address, `sourcekey#id`."""

    id: str
    source: str
    claim: str
    stance: Stance
    basis: Basis
    #: the source it was read in, when its own source was not: a second-hand finding
    via: str = ""
    at: str = ""
    says: str = ""
    quote: str = ""
    result: Result | None = None
    note: str = ""
    place: Place = NOWHERE
    marks: Marks = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_second_hand(self) -> bool:
        """True when the finding was read in another source's text."""
        return bool(self.via)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `source` itself says of other sources on a claim: that they conflict, or that they agree."""

    source: str
    claim: str
    sources: tuple[str, ...]
    relation: Compared
    at: str = ""
    note: str = ""
    place: Place = NOWHERE
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """One in-text citation of `cited` by `source`; `position` counts from 1 in the order of the text."""

    source: str
    position: int
    cited: str
    purpose: str
    function: Function
    at: str = ""
    place: Place = NOWHERE
    marks: Marks = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that was read and linked. Sound by construction: every claim and source named here exists."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    citations: tuple[Citation, ...] = ()
