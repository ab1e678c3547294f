"""What an annotated list says below a reference: the source's findings, with stance, locator and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.clean import one_line
from kb.model import Corpus, Finding, Source
from kb.references import surname_year
from kb.result_words import result_words
from kb.units import Silence, silences
from kb.verdicts import Verdict
from kb.words import SILENCE_WORDS, STANCE_GLYPH, basis_words


def annotations_on(
    sources: Sequence[Source], corpus: Corpus, verdicts: Mapping[str, Verdict]
) -> dict[int, tuple[str, ...]]:
    """For each source, by its place in the sequence, a line for each of its findings, in the order of the corpus.

    A line names its claim where the corpus has several, and says why the finding has no vote if it has none.
    """
    silent: dict[str, Silence] = {}
    of_claim: dict[str, list[Finding]] = {}
    for finding in corpus.findings:
        of_claim.setdefault(finding.claim, []).append(finding)
    for claim, findings in of_claim.items():
        silent |= silences(findings, corpus.sources, verdicts[claim].units)
    by_source: dict[str, list[str]] = {}
    for finding in corpus.findings:
        by_source.setdefault(finding.source, []).append(_line(finding, corpus, silent.get(finding.id)))
    return {at: tuple(by_source[source.key]) for at, source in enumerate(sources) if source.key in by_source}


def with_reporters(sources: Sequence[Source], corpus: Corpus) -> tuple[Source, ...]:
    """The sources, and after them those in which their second-hand findings were read: who is named is in the list."""
    keys = {source.key: source for source in sources}
    reporters = {finding.via for finding in corpus.findings if finding.via and finding.source in keys} - keys.keys()
    return (*sources, *(source for key, source in corpus.sources.items() if key in reporters))


def _line(finding: Finding, corpus: Corpus, silence: Silence | None) -> str:
    about = f" “{corpus.claims[finding.claim].statement}”" if len(corpus.claims) > 1 else ""
    facts = [
        finding.at,
        basis_words(finding.basis, told=bool(finding.via)),
        # what rests on no data says so already
        f"no vote: {SILENCE_WORDS[silence]}" if silence and silence is not Silence.BASIS else "",
        f"as reported by {surname_year(corpus.sources[finding.via])}" if finding.via else "",
        result_words(finding.result) if finding.result else "",
    ]
    says = f": {finding.says}" if finding.says else ""
    words = f"{STANCE_GLYPH[finding.stance]} {finding.stance}{about}{says}"
    return one_line(f"{words} ({'; '.join(filter(None, facts))})")
