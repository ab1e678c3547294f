"""Generated corpora in which every reference resolves, with any text the readers could let through."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from kb.diagnostics import Place
from kb.model import (
    Appraisal,
    Certainty,
    Citation,
    Claim,
    Comparison,
    Corpus,
    Finding,
    Person,
    Relation,
    Result,
    Sample,
    Scope,
    Sheet,
    Source,
    Topic,
)
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

KEYS = tuple(f"s{n}" for n in range(5))
CLAIMS = tuple(f"c{n}" for n in range(4))
TOPICS = ("t0", "t1")

#: a zero byte is read as a blank, so no record holds one
text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
places = st.builds(Place, st.sampled_from(["references.bib", "claims/a.yaml"]), st.integers(1, 999), st.integers(1, 99))
numbers = st.decimals("-99", "99", places=2).map(Decimal)
persons = st.builds(Person, text, text, text, text, text)
results = st.builds(
    Result,
    outcome=text,
    measure=text,
    value=st.none() | numbers,
    ci=st.none() | st.tuples(numbers, numbers),
    n=st.none() | st.integers(0, 10**9),
    direction=st.none() | st.sampled_from(Direction),
    good=st.none() | st.sampled_from(Good),
    time=text,
)


def sheets(key: str) -> st.SearchStrategy[Sheet]:
    return st.builds(
        Sheet,
        source=st.just(key),
        study=st.sampled_from(["", "STUDY 1", "s1"]),
        design=st.none() | st.sampled_from(Design),
        read=st.none() | st.sampled_from(Reading),
        country=st.lists(st.sampled_from(["GB", "US"]), unique=True).map(tuple),
        setting=text,
        population=text,
        intervention=text,
        comparator=text,
        sample=st.none() | st.builds(Sample, st.none() | st.integers(0, 10**12), text),
        period=text,
        includes=st.lists(st.sampled_from([*KEYS, "STUDY 1", "é"]), max_size=3).map(tuple),
        includes_complete=st.none() | st.booleans(),
        status=st.sampled_from(Status),
        appraisal=st.lists(st.builds(Appraisal, text, text, text), max_size=2).map(tuple),
        note=text,
        place=places,
    )


def sources(key: str) -> st.SearchStrategy[Source]:
    return st.builds(
        Source,
        key=st.just(key),
        type=st.sampled_from(["article", "book"]),
        title=text,
        authors=st.lists(persons, max_size=3).map(tuple),
        authors_truncated=st.booleans(),
        editors=st.lists(persons, max_size=1).map(tuple),
        year=st.none() | st.integers(1900, 2100),
        venue=text,
        doi=text,
        url=text,
        fields=st.lists(st.tuples(text, text), max_size=3).map(tuple),
        raw=text,
        place=places,
        sheet=st.none() | sheets(key),
    )


def claims(id_: str) -> st.SearchStrategy[Claim]:
    return st.builds(
        Claim,
        id=st.just(id_),
        topic=st.sampled_from(TOPICS),
        statement=text,
        kind=st.sampled_from(Kind),
        scope=st.builds(Scope, text, text, text, text, text, text),
        relations=st.lists(
            st.builds(Relation, st.sampled_from(RelationType), st.sampled_from(CLAIMS), places), max_size=2
        ).map(tuple),
        certainty=st.none() | st.builds(Certainty, text, text, st.lists(st.tuples(text, text), max_size=2).map(tuple)),
        note=text,
        place=places,
    )


def findings(number: int) -> st.SearchStrategy[Finding]:
    return st.builds(
        lambda source, **rest: Finding(id=f"{source}#{number}", source=source, **rest),
        source=st.sampled_from(KEYS),
        claim=st.sampled_from(CLAIMS),
        stance=st.sampled_from(Stance),
        basis=st.sampled_from(Basis),
        via=st.sampled_from(["", *KEYS]),
        at=text,
        says=text,
        quote=text,
        result=st.none() | results,
        note=text,
        place=places,
    )


comparisons = st.builds(
    Comparison,
    source=st.sampled_from(KEYS),
    claim=st.sampled_from(CLAIMS),
    sources=st.lists(st.sampled_from(KEYS), min_size=1, max_size=3).map(tuple),
    relation=st.sampled_from(Compared),
    at=text,
    note=text,
    place=places,
)


def citations(position: int) -> st.SearchStrategy[Citation]:
    place = Place("claims/a.yaml", position, 1)
    return st.builds(
        Citation,
        source=st.sampled_from(KEYS),
        position=st.just(position),
        cited=st.sampled_from(KEYS),
        purpose=text,
        function=st.sampled_from(Function),
        at=text,
        place=st.just(place),
    )


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    count = draw(st.integers(0, 6))
    return Corpus(
        sources={key: draw(sources(key)) for key in KEYS},
        topics={id_: draw(st.builds(Topic, st.just(id_), text, places)) for id_ in TOPICS},
        claims={id_: draw(claims(id_)) for id_ in CLAIMS},
        findings=tuple(draw(findings(number)) for number in range(count)),
        comparisons=tuple(draw(st.lists(comparisons, max_size=3))),
        citations=tuple(draw(citations(position)) for position in range(1, draw(st.integers(1, 4)))),
    )
