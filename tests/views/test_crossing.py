"""Claims against sources, and claims that share sources, held against looking at every finding."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.evidence import by_claim
from kb.model import Corpus
from kb.store import Content, Reader, Store, replace_all
from kb.store.crossing import ties
from kb.verdicts import judge
from kb.views.crossing import crossing
from tests.store.corpora import CLAIMS, corpora


@settings(max_examples=60)
@given(
    corpus=corpora(),
    claims=st.lists(st.sampled_from(CLAIMS), unique=True, max_size=len(CLAIMS)),
    most=st.integers(1, 4),
)
def test_the_sources_that_bear_on_most_claims_stand_against_them(
    store: Store, corpus: Corpus, claims: list[str], most: int
) -> None:
    replace_all(store, Content(corpus, {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}))
    reach: dict[str, set[str]] = {}
    for finding in corpus.findings:
        if finding.claim in claims:
            reach.setdefault(finding.source, set()).add(finding.claim)
    keys = sorted(reach, key=lambda key: (-len(reach[key]), key))
    with store.reading() as connection:
        reader = Reader(connection)
        found = crossing(reader, claims, most)
        assert list(found.sources) == keys[:most]
        assert found.left_out == len(keys[most:])
        assert sorted(f.id for f in found.findings) == sorted(
            f.id for f in corpus.findings if f.claim in claims and f.source in keys[:most]
        )
        votes = [vote for vote in reader.votes_on(claims) if vote.source in keys[:most]]
        assert sorted(found.votes, key=repr) == sorted(votes, key=repr)


@settings(max_examples=60)
@given(corpus=corpora(), least=st.integers(1, 3), most=st.integers(1, 4))
def test_claims_are_tied_by_the_sources_that_have_a_part_in_both(
    store: Store, corpus: Corpus, least: int, most: int
) -> None:
    replace_all(store, Content(corpus, {claim: judge(evidence) for claim, evidence in by_claim(corpus).items()}))
    with store.reading() as connection:
        of: dict[str, set[str]] = {claim: set() for claim in CLAIMS}
        for vote in Reader(connection).votes_on(CLAIMS):
            of[vote.claim].add(vote.source)
        shared = [(a, b, len(of[a] & of[b])) for a, b in combinations(sorted(CLAIMS), 2)]
        wanted = sorted((pair for pair in shared if pair[2] >= least), key=lambda pair: (-pair[2], *pair[:2]))
        assert ties(connection, CLAIMS, least, most) == wanted[:most]
