"""What is found for some words: the best hits, each with the page it leads to, and how many more there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kb.store.folding import Phrase, found_in, phrases
from kb.store.read import Reader
from kb.store.search import Hit, count_hits, search
from kb.store.verdict_rows import ClaimSummary
from kb.views.records import SearchHit, SearchView

#: how many hits there are at most unless told otherwise
MOST = 50

#: how many characters of a body are shown around the first word found in it
_AROUND = 160


def search_view(reader: Reader, words: Sequence[str], limit: int) -> SearchView:
    """The best hits for all of the words, best first; none when there is not a letter or digit in them."""
    wanted = phrases(words)
    if not wanted:
        return SearchView((), 0)
    hits = search(reader, words, limit)
    more = count_hits(reader, words) - len(hits) if len(hits) == limit else 0
    summaries = {each.id: each for each in reader.summaries(hit.id for hit in hits if hit.kind == "claim")}
    return SearchView(tuple(_told(hit, wanted, summaries) for hit in hits), more)


def _told(hit: Hit, wanted: Sequence[Phrase], summaries: Mapping[str, ClaimSummary]) -> SearchHit:
    found = _shown(hit.title, hit.body, wanted)
    marked = ": ".join(filter(None, (hit.citation, found))) if hit.kind == "source" else found
    text = marked.replace("\u2068", "").replace("\u2069", "")
    summary = summaries.get(hit.id) if hit.kind == "claim" else None
    page = hit.claim or hit.id
    return SearchHit(
        hit.kind, hit.id, text, marked, page, hit.citation, summary, hit.stance, hit.is_told, hit.statement
    )


def _shown(title: str, body: str, wanted: Sequence[Phrase]) -> str:
    """The title, and as much of the body as stands around what was found in it, if anything was.

    Found words stand between U+2068 and U+2069.
    """
    told = _marked(title, found_in(title, wanted))
    spans = found_in(body, wanted)
    if not spans:
        return told
    first = max(0, spans[0][0] - _AROUND // 2)
    start = body.find(" ", first, spans[0][0]) + 1 if first else 0
    end = start + _AROUND
    end = len(body) if end >= len(body) else max(body.rfind(" ", spans[0][1], end), spans[0][1])
    near = [(a - start, b - start) for a, b in spans if b <= end]
    part = _marked(body[start:end], near)
    near_by = f"{'…' if start else ''}{part}{'…' if end < len(body) else ''}"
    return " · ".join(filter(None, (told, near_by)))


def _marked(told: str, spans: Iterable[tuple[int, int]]) -> str:
    parts, last = [], 0
    for start, end in spans:
        parts += [told[last:start], "\u2068", told[start:end], "\u2069"]
        last = end
    return "".join([*parts, told[last:]])
