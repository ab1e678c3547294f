"""The references of a document: every source that a portion of the base names, in the style that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from kb.csl.items import csl_item
from kb.csl.lists import references
from kb.csl.styles import find_style
from kb.exporters.ast import Inline, Node, heading, in_style, para
from kb.exporters.portion import Portion
from kb.exporters.references import in_order
from kb.references import reference


def reference_section(portion: Portion) -> Iterator[Node]:
    """The sources named, in the style of the portion; one for which the style prints nothing stands there plainly."""
    corpus = portion.corpus
    keys = {key for f in corpus.findings for key in (f.source, f.via) if key}
    keys |= {key for c in corpus.comparisons for key in (c.source, *c.sources)}
    style = find_style(portion.style)
    if not keys:
        return
    sources = in_order([corpus.sources[key] for key in keys])
    printed = references([csl_item(source) for source in sources], style)
    left_out = set(range(len(sources))) - {each.index for each in printed}
    yield heading(2, "References")
    for each in printed:
        label: tuple[Inline, ...] = (*each.label, " ") if each.label else ()
        yield in_style("Bibliography", para(*label, *each.text))
    for index in sorted(left_out):
        yield in_style("Bibliography", para(reference(sources[index])))
