"""Rules on claims, their relations, and what sources say of each other on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from kb.checks.circles import ORDERS, circles, ends
from kb.checks.part import Part
from kb.checks.twins import sameness
from kb.diagnostics import Diagnostic, Related, Severity, quoted
from kb.model import Claim, Comparison, Corpus
from kb.vocabulary import Compared, RelationType, Stance


def relation_circle(part: Part) -> Iterator[Diagnostic]:
    """A claim is broader than, a refinement of, or dependent on itself, at once or through other claims.

    Such relations order claims and cannot run in a circle; nor can a claim be contrary to itself.  Remove or turn
    one of the relations.
    """
    for claim in part.corpus.claims.values():
        for number, relation in enumerate(claim.relations):
            if relation.claim == claim.id:
                message = f"{quoted(claim.id)} cannot stand in the relation {quoted(relation.type)} to itself"
                yield _at(claim, f"relations.{number}.claim", "relation-circle", message, "name another claim")
    for order in ORDERS:
        stated = _stated(part.corpus, order)
        above: dict[str, set[str]] = {}
        for upper, lower in stated:
            above.setdefault(lower, set()).add(upper)
        for ring in circles(above):
            message = f"relations run in a circle: {quoted(f' {order[0]} '.join(ring), 200)}"
            for upper, lower in pairwise(ring):
                claim, number = stated[upper, lower]
                yield _at(claim, f"relations.{number}.claim", "relation-circle", message, "remove or turn one of them")


def twin_claims(part: Part) -> Iterator[Diagnostic]:
    """Two claims make the same statement about the same scope.

    Findings are then split between them and neither verdict is whole.  Join them, or say in `scope` how they differ.
    """
    first: dict[str, Claim] = {}
    for claim in part.corpus.claims.values():
        twin = first.setdefault(sameness(claim), claim)
        if twin is not claim:
            message = f"{quoted(claim.id)} states the same as {quoted(twin.id)}"
            related = (Related(twin.place, "the other is here"),)
            place = claim.marks.get("statement", claim.place)
            hint = "join them, or say in scope how they differ"
            yield Diagnostic(place, "twin-claims", Severity.WARNING, message, hint, related)


def claim_without_findings(part: Part) -> Iterator[Diagnostic]:
    """No finding bears on a claim.

    It is a gap, which may be just what you want to show, or a claim whose findings were filed under another id.
    """
    # where one is left out because of a fault, that is told already
    found = {*part.found, *(claim for claim, _ in part.lost)}
    for claim in part.corpus.claims.values():
        if claim.id not in found:
            message = f"no finding bears on {quoted(claim.id)}"
            place = claim.marks.get("id", claim.place)
            yield Diagnostic(
                place, "claim-without-findings", Severity.NOTE, message, "a gap, or findings filed elsewhere"
            )


def certainty_without_reasons(part: Part) -> Iterator[Diagnostic]:
    """A claim has a certainty level and no reason for it.

    GRADE and GRADE-CERQual ratings are judgements, and a judgement without its reasons cannot be checked.  Add
    `reasons` with a sentence for each domain that moved the level (or that was looked at and did not).
    """
    for claim in part.corpus.claims.values():
        if claim.certainty and not any(text for _, text in claim.certainty.reasons):
            message = f"certainty {quoted(claim.certainty.level)} without reasons"
            hint = "add reasons: {imprecision: …}"
            yield _at(claim, "certainty.level", "certainty-without-reasons", message, hint)


def comparison_of_one(part: Part) -> Iterator[Diagnostic]:
    """A comparison names fewer than two sources.

    Name every source that is compared; where the paper compares its own results with another's, its own key too.
    """
    for comparison in part.corpus.comparisons:
        if len(set(comparison.sources)) < 2:
            message = "a comparison needs two sources"
            hint = f"if it compares itself with the other, add {comparison.source}"
            place = comparison.marks.get("sources", comparison.place)
            yield Diagnostic(place, "comparison-of-one", Severity.ERROR, message, hint)


def comparison_against_stances(part: Part) -> Iterator[Diagnostic]:
    """A comparison that a source draws does not fit the stances coded for the sources that it names.

    It says "conflict" and they stand on one side, or "agreement" and they stand apart, or one of them has no finding on
    the claim that votes.  Either a stance is wrong, or the comparing source is, which a `note` there should say.
    """
    for comparison in part.corpus.comparisons:
        # of a source whose finding is left out because of a fault nobody knows how it stands
        is_known = not any((comparison.claim, key) in part.lost for key in comparison.sources)
        if is_known and len(set(comparison.sources)) > 1:
            message = _misfit(comparison, part.stances[comparison.claim])
            if message:
                place = comparison.marks.get("as", comparison.place)
                hint = "look at the stances again, or say in a note what the source overlooks"
                yield Diagnostic(place, "comparison-against-stances", Severity.WARNING, message, hint)


def _misfit(comparison: Comparison, stances: Mapping[str, Stance]) -> str:
    silent = [key for key in comparison.sources if key not in stances]
    if silent:
        return f"{quoted(silent[0])} is compared on {quoted(comparison.claim)} and has no finding there that votes"
    named = [stances[key] for key in comparison.sources]
    if comparison.relation is Compared.CONFLICT and len(set(named)) == 1:
        return f"named as in conflict, and all are coded {quoted(named[0])}"
    if comparison.relation is Compared.AGREEMENT and {Stance.SUPPORTS, Stance.DISPUTES} <= set(named):
        return "named as in agreement, and they are coded on both sides"
    return ""


def _stated(
    corpus: Corpus, order: tuple[RelationType, RelationType | None]
) -> dict[tuple[str, str], tuple[Claim, int]]:
    """Where it first says that one claim stands above another in an order."""
    stated: dict[tuple[str, str], tuple[Claim, int]] = {}
    for claim in corpus.claims.values():
        for number, relation in enumerate(claim.relations):
            above_below = ends(claim.id, relation.type, relation.claim, order)
            if above_below:
                stated.setdefault(above_below, (claim, number))
    return stated


def _at(claim: Claim, mark: str, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(claim.marks.get(mark, claim.place), rule, Severity.ERROR, message, hint)
