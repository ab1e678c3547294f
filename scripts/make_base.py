"""Write a made-up base of any size as text: `python scripts/make_base.py FOLDER --findings 20000`.

The same seed gives the same files.  Popularity is skewed as in real bases: most claims have a handful of findings, a
few have thousands.  Reviews include studies and other reviews, some studies have several reports, some findings are
known only second-hand, a few sources are retracted, and some sources say that others conflict.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

DESIGNS = ("rct", "rct", "cohort", "qualitative", "cross-sectional", "before-after")
STANCES = ("supports",) * 6 + ("inconclusive",) * 3 + ("disputes",) * 2 + ("mixed",)
COUNTRIES = ("GB", "US", "AU", "NL", "DE", "CA")
WORDS = (
    *("peer", "support", "worker", "service", "recovery", "admission", "hope", "cost"),
    *("staff", "role", "team", "trial", "outcome", "care", "user"),
)
SOURCES_A_FILE = 200


def main() -> None:
    """Write the base that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--findings", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write_base(given.folder, given.findings, random.Random(given.seed))  # noqa: S311 - made-up data, not secrets
    print(f"wrote {given.findings} findings to {given.folder}")


def write_base(folder: Path, findings: int, chance: random.Random) -> None:
    """A project with this many findings, a tenth as many sources and a twentieth as many claims."""
    sources, claims = max(10, findings // 10), max(5, findings // 20)
    (folder / "claims" / "sources").mkdir(parents=True, exist_ok=True)
    keys = [f"author{number}y{1980 + number % 45}" for number in range(sources)]
    (folder / "references.bib").write_text("\n".join(_entries(keys, chance)), encoding="utf-8")
    _write_claims(folder / "claims", claims, chance)
    drawn: dict[int, list[int]] = {}
    for _ in range(findings):
        claim = int(claims * chance.random() ** 2.2)
        drawn.setdefault(chance.randrange(sources), []).append(claim)
    for start in range(0, sources, SOURCES_A_FILE):
        sheets = [_sheet(n, keys, drawn.get(n, []), chance) for n in range(start, min(start + SOURCES_A_FILE, sources))]
        path = folder / "claims" / "sources" / f"part{start // SOURCES_A_FILE:05}.yaml"
        path.write_text("---\n".join(sheets), encoding="utf-8")


def _entries(keys: list[str], chance: random.Random) -> Iterator[str]:
    for number, key in enumerate(keys):
        people = " and ".join(f"Family{chance.randrange(len(keys))}, {chance.choice('ABCDEFGH')}." for _ in range(3))
        title = " ".join(chance.choices(WORDS, k=8))
        yield (
            f"@article{{{key},\n  author = {{{people}}},\n  title = {{{title.capitalize()} {number}}},\n"
            f"  journal = {{Journal {number % 97}}},\n  year = {{{1980 + number % 45}}},\n}}\n"
        )


def _write_claims(folder: Path, claims: int, chance: random.Random) -> None:
    for start in range(0, claims, 40):
        lines = [f"topic: topic{start // 40}\ntitle: Topic {start // 40}\nclaims:"]
        for number in range(start, min(start + 40, claims)):
            words = " ".join(chance.choices(WORDS, k=6))
            lines.append(f"  - id: claim{number}\n    statement: Claim {number} on {words}.\n    kind: effect")
            if number % 7 == 3:
                lines.append(f"    relations:\n      - {{type: narrower-than, claim: claim{number - 1}}}")
        (folder / f"topic{start // 40:05}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _sheet(number: int, keys: list[str], claims: list[int], chance: random.Random) -> str:
    is_review, is_read = number % 20 == 0, number % 12 != 1
    lines = [f"source: {keys[number]}", f"design: {'systematic-review' if is_review else chance.choice(DESIGNS)}"]
    lines.append(f"read: {chance.choice(['full-text', 'abstract']) if is_read else 'not-read'}")
    lines.append(f"country: {chance.choice(COUNTRIES)}\nsample: {{n: {chance.randrange(10, 900)}, of: people}}")
    if is_review:
        included = sorted({chance.choice(keys) for _ in range(chance.randrange(3, 20))} - {keys[number]})
        lines.append(f"includes: [{', '.join(included)}]")
    elif number % 20 in (7, 8):
        lines.append(f"study: STUDY-{number // 20}")
    if number % 400 == 5:
        lines.append("status: retracted")
    if claims:
        lines.append("findings:")
    # the source that reports what was not read is the one before: it was read
    via = "" if is_read else f", via: {keys[number - 1]}"
    for position, claim in enumerate(claims):
        basis = "synthesis" if is_review else "result"
        lines.append(
            f"  - {{id: f{position}, claim: claim{claim}, stance: {chance.choice(STANCES)}, basis: {basis}{via}, "
            f"at: 'Abstract, p. {chance.randrange(1, 30)}', "
            f"says: {' '.join(chance.choices(WORDS, k=9)).capitalize()}.}}"
        )
    if claims and number % 50 == 2:
        others = ", ".join(sorted({keys[number], chance.choice(keys), chance.choice(keys)}))
        lines.append(
            f"compares:\n  - {{claim: claim{claims[0]}, sources: [{others}], as: conflict, at: 'Abstract, p. 2'}}"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
