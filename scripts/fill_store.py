"""Fill an index directly with a made-up base of any size: `python scripts/fill_store.py URL --findings 1000000`.

The same seed gives the same base.  It has a tenth as many sources as findings and a twentieth as many claims, with the
skew of real bases: most claims have a handful of findings, a few have thousands.  Reviews include studies, some studies
have several reports, some findings are known only second-hand, a few sources are retracted, and some sources say that
others conflict.  Verdicts are judged as a build judges them; only the reading of text is left out.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.diagnostics import Place
from kb.evidence import by_claim
from kb.model import Citation, Claim, Comparison, Corpus, Finding, Person, Relation, Sample, Sheet, Source, Topic
from kb.store import Store, open_store, rows, schema, write
from kb.store.backend import backend_of
from kb.store.lines import Lines
from kb.store.tallies import write_tallies
from kb.store.texts import texts_of
from kb.verdicts import judge
from kb.vocabulary import Basis, Compared, Design, Function, Kind, Reading, RelationType, Stance, Status

STANCES = (Stance.SUPPORTS,) * 6 + (Stance.INCONCLUSIVE,) * 3 + (Stance.DISPUTES,) * 2 + (Stance.MIXED,)
DESIGNS = (Design.RCT, Design.RCT, Design.COHORT, Design.QUALITATIVE, Design.CROSS_SECTIONAL, Design.BEFORE_AFTER)
COUNTRIES = ("GB", "US", "AU", "NL", "DE", "CA")
#: common words, and rare ones in numbers that grow with the base, as in real texts
COMMON = ("peer", "support", "worker", "service", "recovery", "admission", "hope", "cost", "staff", "role", "team")
CLAIMS_A_TOPIC = 40
#: how many claims are judged and written at a time
PORTION = 1_000


@dataclass
class Made:
    """What the base is drawn from."""

    chance: random.Random
    findings: int

    @property
    def sources(self) -> int:
        """How many sources there are."""
        return max(10, self.findings // 10)

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return max(5, self.findings // 20)

    def key(self, number: int) -> str:
        """The key of a source."""
        return f"author{number}y{1980 + number % 45}"

    def words(self, count: int) -> str:
        """A sentence of common words, with one that few texts have."""
        rare = f"term{int(self.chance.random() * self.findings / 20)}"
        return " ".join([*self.chance.choices(COMMON, k=count - 1), rare])


def main() -> None:
    """Fill the index that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--findings", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    store = open_store(given.url)
    started = time.perf_counter()
    fill(store, given.findings, given.seed)
    store.close()
    print(f"wrote {given.findings} findings in {time.perf_counter() - started:.0f} s")


def fill(store: Store, findings: int, seed: int = 1) -> None:
    """Replace what an index holds by a made-up base, in one transaction as a build does."""
    made = Made(random.Random(seed), findings)  # noqa: S311 - made-up data, not secrets
    write.make_ready(store)
    with store.writing() as connection:
        filling = write.begin(connection)
        facts = {"schema_version": schema.VERSION, "revision": "1", "built_ns": "0"}
        write.insert(connection, schema.meta, ({"name": name, "value": value} for name, value in facts.items()))
        sources = {source.key: source for source in _sources(made)}
        everything = list(sources.values())
        write.fill(filling, Lines([], []).placed(everything))
        write.insert(connection, schema.inclusions, write.inclusion_rows(everything))
        write.insert(connection, schema.citations, map(rows.citation_row, _citations(made)))
        topics = {topic.id: topic for topic in _topics(made)}
        write.insert(connection, schema.topics, (rows.topic_row(t, n) for n, t in enumerate(topics.values())))
        for corpus in _portions(made, sources, topics):
            write_portion(filling, corpus)
        backend_of(connection).make_indexes(connection)
        write_tallies(connection)


def write_portion(filling: write.Filling, corpus: Corpus) -> None:
    """Judge and write some claims with all that bears on them."""
    connection = filling.connection
    verdicts = {id_: judge(evidence) for id_, evidence in by_claim(corpus).items()}
    per_claim = Counter(finding.claim for finding in corpus.findings)
    votes = {finding for verdict in verdicts.values() for finding in verdict.votes}
    claims = ((c, c.place.line) for c in corpus.claims.values())
    write.insert(connection, schema.claims, (rows.claim_row(c, n, verdicts[c.id], per_claim[c.id]) for c, n in claims))
    write.insert(connection, schema.relations, write.relation_rows(corpus.claims.values()))
    found = (rows.finding_row(f, f.place.line, f.id in votes) for f in corpus.findings)
    write.insert(connection, schema.findings, found)
    write.insert(connection, schema.units, write.unit_rows(verdicts))
    said = [(comparison, comparison.place.line) for comparison in corpus.comparisons]
    write.insert(connection, schema.comparisons, (rows.comparison_row(c, n) for c, n in said))
    named = [(n, position, key) for c, n in said for position, key in enumerate(c.sources)]
    parts = ("comparison", "position", "source")
    write.insert(connection, schema.compared, (dict(zip(parts, each, strict=True)) for each in named))
    write.gather_texts(filling, texts_of(Corpus(claims=corpus.claims, findings=corpus.findings)))


def _sources(made: Made) -> Iterator[Source]:
    chance = made.chance
    for number in range(made.sources):
        key, is_review = made.key(number), number % 20 == 0
        people = tuple(Person(f"Family{chance.randrange(made.sources)}", chance.choice("ABCDEFGH")) for _ in range(3))
        included = {n for n in (chance.randrange(made.sources) for _ in range(8)) if n % 20}
        title = f"{made.words(8).capitalize()} {number}"
        sheet = Sheet(
            source=key,
            study=f"STUDY-{number // 20}" if number % 20 in (7, 8) else "",
            design=Design.SYSTEMATIC_REVIEW if is_review else chance.choice(DESIGNS),
            read=Reading.NOT_READ if number % 12 == 1 else chance.choice((Reading.FULL_TEXT, Reading.ABSTRACT)),
            country=(chance.choice(COUNTRIES),),
            sample=Sample(chance.randrange(10, 900), "people"),
            includes=tuple(map(made.key, sorted(included))) if is_review else (),
            status=Status.RETRACTED if number % 400 == 5 else Status.CURRENT,
            place=Place(f"claims/sources/{key}.yaml", 1, 1),
        )
        yield Source(
            key=key,
            type="article",
            title=title,
            authors=people,
            year=1980 + number % 45,
            venue=f"Journal {number % 97}",
            doi=f"10.1234/made.{number}",
            fields=(("title", title), ("journal", f"Journal {number % 97}"), ("year", str(1980 + number % 45))),
            raw=f"@article{{{key},\n  title = {{{title}}},\n  year = {{{1980 + number % 45}}},\n}}",
            place=Place("references.bib", number * 4 + 1, 1),
            sheet=sheet,
        )


def _citations(made: Made) -> Iterator[Citation]:
    for number in range(0, made.sources, 3):
        cited = made.key(made.chance.randrange(made.sources))
        place = Place(f"claims/sources/{made.key(number)}.yaml", 9, 5)
        yield Citation(made.key(number), 1, cited, "on its purpose", Function.BACKGROUND, "p. 2", place)


def _topics(made: Made) -> Iterator[Topic]:
    for number in range(-(-made.claims // CLAIMS_A_TOPIC)):
        yield Topic(f"topic{number}", f"Topic {number}", Place(f"claims/topic{number}.yaml", 1, 1))


def _portions(made: Made, sources: dict[str, Source], topics: dict[str, Topic]) -> Iterator[Corpus]:
    chance = made.chance
    sizes = Counter(int(made.claims * chance.random() ** 2.2) for _ in range(made.findings))
    # claims of every size are in every topic
    order = list(range(made.claims))
    chance.shuffle(order)
    line = 0
    for start in range(0, made.claims, PORTION):
        claims: dict[str, Claim] = {}
        findings: list[Finding] = []
        comparisons: list[Comparison] = []
        for place in range(start, min(start + PORTION, made.claims)):
            claim = _claim(made, place)
            claims[claim.id] = claim
            own = [finding(made, claim.id, line + n) for n in range(sizes[order[place]])]
            line += len(own)
            findings += own
            if place % 25 == 2 and len(own) > 2:
                named = tuple(dict.fromkeys(finding.source for finding in own[:3]))
                comparisons.append(
                    Comparison(own[0].source, claim.id, named, Compared.CONFLICT, "p. 2", place=own[0].place)
                )
        yield Corpus(sources, topics, claims, tuple(findings), tuple(comparisons))


def _claim(made: Made, number: int) -> Claim:
    place = Place(f"claims/topic{number // CLAIMS_A_TOPIC}.yaml", number, 5)
    relations = (Relation(RelationType.NARROWER_THAN, f"claim{number - 1}", place),) if number % 7 == 3 else ()
    statement = f"Claim {number} on {made.words(6)}."
    topic = f"topic{number // CLAIMS_A_TOPIC}"
    return Claim(f"claim{number}", topic, statement, Kind.EFFECT, relations=relations, place=place)


def finding(made: Made, claim: str, line: int) -> Finding:
    """A finding on a claim."""
    number = made.chance.randrange(made.sources)
    key = made.key(number)
    # the source that reports what was not read is the one before: it was read
    via = made.key(number - 1) if number % 12 == 1 else ""
    return Finding(
        id=f"{key}#f{line}",
        source=key,
        claim=claim,
        stance=made.chance.choice(STANCES),
        basis=Basis.SYNTHESIS if number % 20 == 0 else Basis.RESULT,
        via=via,
        at=f"p. {made.chance.randrange(1, 30)}",
        says=f"{made.words(9).capitalize()}.",
        place=Place(f"claims/sources/{key}.yaml", line, 5),
    )


if __name__ == "__main__":
    main()
