"""The words for what changes a verdict: a restriction, a source left out or retracted, and new evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.evidence import Policy
from kb.model import Source
from kb.pair_words import recorded_words
from kb.prospects import MOST, Prospect
from kb.references import surname_year
from kb.retraction import Change
from kb.verdict_words import (
    state_words,
    stating_words,
)
from kb.verdicts import Conflict, Verdict
from kb.vocabulary import Reading, Stance, Status
from kb.words import (
    READING_WORDS,
    verb,
)

#: how many sources that were not read in full are named
MOST_UNREAD = 6

CHANGE_WORDS: Mapping[Change, str] = {
    Change.VERDICT: "another verdict",
    Change.VOTES: "the same verdict on other votes",
    Change.NOTHING: "no change",
}


def policy_words(policy: Policy, sources: Mapping[str, Source]) -> str:
    """A restriction in words, empty for none; a source that is not among those given is named by its key."""
    parts = ["first-hand findings only"] if policy.first_hand_only else []
    fields: dict[str, list[str]] = {}
    for name, value in policy.only:
        fields.setdefault(name, []).append(recorded_words(name, value))
    parts += [f"only {name}: {' or '.join(values)}" for name, values in fields.items()]
    if policy.as_of is not None:
        parts.append(f"as of {policy.as_of}")
    parts += [f"without {surname_year(sources[key]) if key in sources else key}" for key in policy.without]
    return ", ".join(parts)


def restriction_words(restricted: Verdict, whole: Verdict) -> str:
    """Whether a restriction gives another verdict."""
    return "the same verdict" if restricted.name == whole.name else CHANGE_WORDS[Change.VERDICT]


def fall_title(status: Status | None) -> str:
    """The heading over claims with and without a source."""
    if status is Status.RETRACTED:
        return "What fell when it was retracted"
    return "What would fall if it were retracted"


def fall_notes(same: int, read_in_it: int, left_out: int) -> tuple[str, ...]:
    """What stays as it is without a source: so many claims, so many findings read in it; and what was not looked at."""
    claims = "1 claim" if same == 1 else f"{same} claims"
    kept = "1 finding of another source" if read_in_it == 1 else f"{read_in_it} findings of other sources"
    notes = (
        (same, f"On {claims} the verdict and the votes stay as they are."),
        (read_in_it, f"What it reports keeps its vote ({kept}): who found something is not who reports it."),
        (left_out, f"{left_out} more with many findings {'was' if left_out == 1 else 'were'} not judged anew."),
    )
    return tuple(words for number, words in notes if number)


def level_words(verdict: Verdict) -> str:
    """What would make the two sides of a conflict between studies equal; empty for all else, and where they are."""
    if verdict.conflict is not Conflict.BETWEEN or not verdict.lead:
        return ""
    counts = verdict.counts
    side = Stance.DISPUTES if counts.supports > counts.disputes else Stance.SUPPORTS
    more = "1 more study" if verdict.lead == 1 else f"{verdict.lead} more studies"
    return f"{more} that {verb(side, verdict.lead)} it would make the two sides equal, and leave it conflicting."


def unmoved_words(verdict: Verdict) -> str:
    """That no single source changes the state."""
    return f"Leaving out any one source leaves it {state_words(verdict.state)}."


def unread_words(verdict: Verdict, sources: Mapping[str, Source]) -> str:
    """Which of the sources whose findings vote have not been read in full, and how far; empty when all have."""
    parts = []
    for unit in sorted(verdict.counted, key=lambda unit: unit.id):
        for key in unit.sources:
            sheet = sources[key].sheet
            if unit.as_reported:
                parts.append(f"{surname_year(sources[key])} (here only as others report it)")
            elif sheet and sheet.read and sheet.read is not Reading.FULL_TEXT:
                parts.append(f"{surname_year(sources[key])} ({READING_WORDS[sheet.read]})")
    if not parts:
        return ""
    more = f" and {len(parts) - MOST_UNREAD:,} more" if len(parts) > MOST_UNREAD else ""
    return f"Not read in full, so reading may change it: {', '.join(parts[:MOST_UNREAD])}{more}."


def prospect_words(verdict: Verdict, prospects: Sequence[Prospect]) -> tuple[tuple[str, Prospect], ...]:
    """Which further studies would change a verdict, each with what it would then be; stances that lead there as one.

    "1 more independent study that is mixed or is inconclusive", say, with the verdict that it would make.
    """
    more = "more independent" if verdict.counts.units else "independent"
    groups: dict[tuple[object, ...], list[Prospect]] = {}
    for prospect in sorted(prospects, key=lambda one: one.units):
        groups.setdefault((prospect.units, prospect.state, prospect.conflict), []).append(prospect)
    return tuple(
        (_further(more, group[0].units, [each.stance for each in group]), group[0]) for group in groups.values()
    )


def steady_words(verdict: Verdict, prospects: Sequence[Prospect], sources: Mapping[str, Source]) -> str:
    """Which further studies would leave a verdict as it is, and of a conflict why; empty when none would."""
    found = {prospect.stance for prospect in prospects}
    steady = [stance for stance in Stance if stance not in found]
    if not steady:
        return ""
    if verdict.conflict is Conflict.BETWEEN:
        return "It stays conflicting whatever further studies find: each side has studies, and none takes them away."
    stating = stating_words(verdict.stated_by, sources)
    why = f", since {stating} would still say that studies here conflict" if stating else ""
    which = "" if len(steady) == len(Stance) else f" that {_taking(steady, 2)}"
    # no more than that have been thought of, which is enough while fewer than that are there
    more = "Further studies" if verdict.counts.units < MOST else f"Up to {MOST} further studies"
    return f"{more}{which} would leave it {state_words(verdict.state)}{why}."


def _further(more: str, units: int, stances: Sequence[Stance]) -> str:
    studies = f"1 {more} study" if units == 1 else f"{units} {more} studies"
    if len(stances) == len(Stance):
        return f"{studies}, whatever {'it finds' if units == 1 else 'they find'}"
    return f"{studies} that {_taking(stances, units)}"


def _taking(stances: Sequence[Stance], units: int) -> str:
    """What so many studies of one of these stances do: "supports it or is mixed"."""
    said = [f"{verb(each, units)}{' it' if each in (Stance.SUPPORTS, Stance.DISPUTES) else ''}" for each in stances]
    return " or ".join(said)
