"""The verdict rules of the design a second time, as plainly as they read and without any regard for speed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.evidence import Evidence
from kb.model import Finding, Source


@dataclass(frozen=True)
class Member:
    """A unit as the rules see it; `name` is a study id or, where a review has that name, its first report."""

    name: str
    is_review: bool
    sources: frozenset[str]
    stance: str
    as_reported: bool
    findings: frozenset[str]


@dataclass
class Book:
    """What the rules say of some evidence."""

    state: str = ""
    conflict: str | None = None
    direction: str = "none"
    counts: tuple[int, int, int, int] = (0, 0, 0, 0)
    flags: set[str] = field(default_factory=set)
    members: set[Member] = field(default_factory=set)
    absorbed: set[str] = field(default_factory=set)
    mismatched: set[str] = field(default_factory=set)


def by_the_book(evidence: Evidence, *, first_hand_only: bool = False) -> Book:  # noqa: C901, PLR0912 - one rule after the other, as on the page
    """Rules 0 to 5, in order."""
    book = Book()
    sources = evidence.sources
    # rule 0
    voting = []
    for finding in evidence.findings:
        if sources[finding.source].is_retracted:
            book.flags.add("retracted_excluded")
        elif finding.basis in ("result", "synthesis"):
            voting.append(finding)
    # rule 1
    speakers = []
    for finding in voting:
        own = [f for f in voting if f.source == finding.source and f.via == ""]
        if finding.via == "":
            speakers.append(finding)
        elif own:
            if finding.stance != _together(own):
                book.flags.add("citation_mismatch")
                book.mismatched.add(finding.id)
        elif not first_hand_only:
            speakers.append(finding)
    # rule 2
    for finding in speakers:
        mates = [f for f in speakers if _identity(sources[f.source]) == _identity(sources[finding.source])]
        is_review, name = sources[finding.source].is_review, _identity(sources[finding.source])[1]
        is_taken = not is_review and any(f.source == name and sources[name].is_review for f in speakers)
        member = Member(
            name=min(f.source for f in mates) if is_taken else name,
            is_review=is_review,
            sources=frozenset(f.source for f in mates),
            stance=_together(mates),
            as_reported=all(f.via for f in mates),
            findings=frozenset(f.id for f in mates),
        )
        book.members.add(member)
        if len(member.sources) > 1:
            book.flags.add("several_reports_one_study")
        if {"supports", "disputes"} <= {str(f.stance) for f in mates}:
            book.flags.add("within_source_conflict")
    # rule 3
    counted = [member for member in book.members if not member.is_review]
    reviews = [member for member in book.members if member.is_review]
    for one in sorted(reviews, key=lambda r: (-len(set(sources[r.name].includes)), r.name)):
        if any(other.stance == one.stance and _share(one, other, sources) for other in counted):
            book.absorbed.add(one.name)
            book.flags.add("overlap_absorbed")
        else:
            counted.append(one)
    for one in counted:
        alike = [other for other in counted if other != one and other.stance == one.stance]
        if one.is_review and alike and not _listed(one, sources):
            book.flags.add("overlap_unknown")
    # rule 4
    book.counts = (
        sum(one.stance == "supports" for one in counted),
        sum(one.stance == "disputes" for one in counted),
        sum(one.stance == "mixed" for one in counted),
        sum(one.stance == "inconclusive" for one in counted),
    )
    against = [(a, b) for a in counted for b in counted if (a.stance, b.stance) == ("supports", "disputes")]
    if against and all(_share(a, b, sources) for a, b in against):
        book.flags.add("conflict_only_between_overlapping_sources")
    stated = any(
        comparison.relation == "conflict"
        and not sources[comparison.source].is_retracted
        and a.stance != b.stance
        and a.sources & set(comparison.sources)
        and b.sources & set(comparison.sources)
        for comparison in evidence.comparisons
        for a in counted
        for b in counted
    )
    second_hand = any(f.via for f in voting)
    book.state, book.conflict = _state(*book.counts, stated=stated, second_hand=second_hand)
    # rule 5
    s, d, _, _ = book.counts
    if len(counted) == 1:
        book.direction = counted[0].stance
    elif s != d:
        book.direction = "supports" if s > d else "disputes"
    return book


def _state(s: int, d: int, m: int, i: int, *, stated: bool, second_hand: bool) -> tuple[str, str | None]:  # noqa: PLR0913 - the four counts and two facts of rule 4
    units = s + d + m + i
    one_way = max(s, d) if 0 in (s, d) else 0
    word = "support" if s else "dispute"
    rows = (
        (units == 0 and second_hand, "second_hand_only", None),
        (units == 0, "no_evidence", None),
        (s >= 1 and d >= 1, "conflicting", "between"),
        (stated, "conflicting", "stated"),
        (units == 1, "single_study", None),
        (one_way == units, f"consistent_{word}", None),
        (2 * one_way > units, f"qualified_{word}", None),
        (m >= 1 and m >= i, "conflicting", "within"),
        (True, "inconclusive", None),
    )
    return next((state, conflict) for fits, state, conflict in rows if fits)


def _together(findings: list[Finding]) -> str:
    stances = {str(f.stance) for f in findings}
    directions = stances & {"supports", "disputes"}
    if "mixed" in stances or len(directions) == 2:
        return "mixed"
    return directions.pop() if directions else "inconclusive"


def _identity(source: Source) -> tuple[str, str]:
    return ("review", source.key) if source.is_review else ("study", source.study)


def _share(a: Member, b: Member, sources: Mapping[str, Source]) -> bool:
    study_a, study_b = (sources[min(one.sources)].study for one in (a, b))
    in_a, in_b = (_included(sources[min(one.sources)].study, sources) if one.is_review else set() for one in (a, b))
    same_study = study_a == study_b
    one_includes_the_other = study_a in in_b or study_b in in_a
    common_included_study = bool(in_a & in_b)
    return same_study or one_includes_the_other or common_included_study


def _listed(review: Member, sources: Mapping[str, Source]) -> set[str]:
    study = sources[review.name].study
    return _included(study, sources) - {study}


def _included(study: str, sources: Mapping[str, Source]) -> set[str]:
    """Every study that a review includes, those in the reviews that it includes too, however many steps down."""
    included: set[str] = set()
    while True:
        lists = [s.includes for s in sources.values() if s.is_review and s.study in {study, *included}]
        more = {sources[item].study if item in sources else item for items in lists for item in items}
        if more <= included:
            return included
        included |= more
