"""What the faults of a document cost: claims, findings and comparisons that are no part of the base because of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kb.diagnostics import Diagnostic, LeftOut, Lost, Related, Severity, quoted
from kb.sheets.read import Values, Written

Loss = tuple[Diagnostic, LeftOut]


def losses(written: Iterable[Written], source: str, refused: Sequence[Diagnostic]) -> Iterator[Loss]:
    """What is not whole, with each fault that has a part in that; `refused` are faults of values that were not read."""
    refused_at = {fault.place: fault for fault in refused}
    for what, values, faults in written:
        if not values.is_whole:
            left_out = _left_out(what, values, source)
            places = dict.fromkeys(values.marks.values())
            for fault in (*faults, *(refused_at[place] for place in places if place in refused_at)):
                if fault.severity is Severity.ERROR:
                    yield fault, left_out


def losses_of_document(written: Iterable[Written], head: Values, faults: Iterable[Diagnostic]) -> Iterator[Loss]:
    """All that stands in a document whose first key cannot be read, with each fault of that key."""
    places = {head.place, *(head.marks[key] for key in ("source", "topic") if key in head.marks)}
    for fault in faults:
        if fault.place in places and fault.severity is Severity.ERROR:
            yield from ((fault, _left_out(each.what, each.values, "")) for each in written)


def repeated(written: Iterable[Written], source: str) -> Iterator[tuple[Values, Diagnostic, LeftOut | None]]:
    """Findings whose id another one above has, each with its fault and what that costs.

    Of two that are whole the first is kept. One that is not whole is left out anyway, and takes no other with it.
    """
    first: dict[str, Values] = {}
    kept: set[str] = set()
    for what, values, _ in written:
        id_ = values.get("id")
        if what is not Lost.FINDING or not id_:
            continue
        above = first.setdefault(id_, values)
        is_lost = id_ in kept or not values.is_whole
        if values.is_whole:
            kept.add(id_)
        if above is not values:
            message = f"finding {quoted(id_)} is in this sheet already{'; this one is left out' if is_lost else ''}"
            related = (Related(above.marks["id"], "the first is here"),)
            hint = "Give one of them another id."
            fault = Diagnostic(values.marks["id"], "duplicate-finding", Severity.ERROR, message, hint, related)
            yield values, fault, _left_out(what, values, source) if is_lost else None


def _left_out(what: Lost, values: Values, source: str) -> LeftOut:
    return LeftOut(what, values.place, values.get("id" if what is Lost.CLAIM else "claim"), source)
