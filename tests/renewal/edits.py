"""A small project that is edited at random, so crowded that most edits reach into other files."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

KEYS = ("lee2018", "lee2019", "lee2018b", "kim2018", "kim2019", "ray2001", "may1999", "zoe")
#: names that sources or studies can have, or that are spelt like one
STUDIES = (*KEYS, "TRIAL-1", "TRIAL-2", "lee2081", "kim2O18", "outside1999")
CLAIMS = ("hope", "hopes", "work", "cost", "costs", "stigma", "access")
TOPICS = ("effects", "views", "costs")
TITLES = ("A trial of hope", "Another view", "What it costs")
STATEMENTS = ("It raises hope.", "It raises HOPE", "It costs less.", "People like it.")
DESIGNS = ("rct", "cohort", "systematic-review", "meta-analysis", "qualitative")
RULES = (
    *("missing-locator", "not-coded", "twin-entries", "claim-without-findings", "twin-claims", "includes-near-miss"),
    *(
        "comparison-against-stances",
        "via-not-read",
        "circular-via",
        "unknown-claim",
        "study-with-two-designs",
        "nothing",
    ),
)


@dataclass(slots=True)
class Edited:
    """A project as text, file by file, each a list of parts: entries of the bibliography, documents of a YAML file."""

    chance: random.Random
    #: what there is most of
    much: str
    bib: list[str] = field(default_factory=list)
    files: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def begun(cls, seed: int) -> Edited:
        """A project with some of everything and much of one thing."""
        made = cls(random.Random(seed), ("faults", "circles", "reviews")[seed % 3])  # noqa: S311 - made-up text
        made.bib = [made.entry(key) for key in KEYS if made.much != "faults" or made.chance.random() < 0.8]
        for number in range(made.chance.randint(3, 5)):
            made.files[f"claims/{number}-claims.yaml"] = [made.claims_document()]
        for number in range(made.chance.randint(4, 9)):
            made.files[f"claims/sources/{number}.yaml"] = [
                made.sheet() for _ in range(made.chance.choice((1, 1, 1, 2)))
            ]
        return made

    def write(self, folder: Path) -> None:
        """Put the project into a folder; files that are as they should be are left alone."""
        wanted = {"references.bib": "\n".join(self.bib)}
        wanted |= {path: "---\n".join(parts) for path, parts in self.files.items()}
        (folder / "claims" / "sources").mkdir(parents=True, exist_ok=True)
        for path in folder.rglob("claims/**/*.yaml"):
            if path.relative_to(folder).as_posix() not in wanted:
                path.unlink()
        for name, text in wanted.items():
            path = folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    def edit(self) -> str:
        """Change something; what was done, in words."""
        edit = self.chance.choice(_EDITS)
        edit(self)
        return edit.__name__

    # --- what is written

    def entry(self, key: str) -> str:
        pick = self.chance.choice
        lines = [f"@article{{{key},", f"  title = {{{pick(TITLES)}}},"]
        lines += [f"  author = {{{pick(('Lee, A.', 'Kim, B. and Lee, A.'))}}},"] if self.chance.random() < 0.8 else []
        lines += [f"  year = {{{pick(('2018', '2019'))}}},"] if self.chance.random() < 0.8 else []
        lines += [f"  doi = {{10.{pick(('1000', '1'))}/{pick('ab')}}},"] if self.chance.random() < 0.5 else []
        allow = f"% kb: allow[{pick(RULES)}] for a reason\n" if self.chance.random() < 0.15 else ""
        return allow + "\n".join(lines) + "\n}\n"

    def claims_document(self) -> str:
        lines = [f"topic: {self.chance.choice(TOPICS)}", f"title: {self.chance.choice(('T', 'T', 'U'))}", "claims:"]
        for _ in range(1 if self.much == "circles" else self.chance.randint(1, 3)):
            lines += self.claim()
        return "\n".join(lines) + "\n"

    def claim(self) -> list[str]:
        pick = self.chance.choice
        relations = [
            f"{{type: {pick(('broader-than', 'narrower-than', 'refines', 'contrary-to'))}, claim: {pick(CLAIMS[:4])}}}"
            for _ in range(pick((1, 2) if self.much == "circles" else (0, 0, 1)))
        ]
        id_ = self.free("id: ", CLAIMS)
        statement = f"It is about {id_}." if self.much == "circles" else pick(STATEMENTS)
        lines = [
            f"  - id: {id_}{self.allow()}",
            f"    statement: {statement}",
            "    kind: effect",
        ]
        lines += [f"    scope: {{population: {pick('ab')}}}"] if self.chance.random() < 0.2 else []
        return lines + ([f"    relations: [{', '.join(relations)}]{self.allow()}"] if relations else [])

    def sheet(self) -> str:
        pick, chance = self.chance.choice, self.chance.random
        key = self.free("source: ", KEYS)
        lines = [f"source: {key}{self.allow()}"]
        lines += [f"study: {pick(('TRIAL-1', 'TRIAL-2', 'lee2018'))}"] if chance() < 0.4 else []
        designs = DESIGNS[2:4] if self.much == "reviews" and chance() < 0.5 else DESIGNS
        lines += [f"design: {pick(designs)}{self.allow()}"] if chance() < 0.8 else []
        lines += [f"read: {pick(('full-text', 'abstract', 'not-read'))}"] if chance() < 0.8 else []
        lines += [f"status: {pick(('retracted', 'corrected'))}"] if chance() < 0.2 else []
        lines += [f"{pick(('intervention', 'comparator'))}: {pick('ab')}"] if chance() < 0.3 else []
        lines += [f"note: {pick(('Read in part.', 'Read again.'))}"] if chance() < 0.3 else []
        if chance() < 0.5:
            lines.append(f"includes: [{', '.join(pick(STUDIES) for _ in range(pick((1, 2, 3))))}]{self.allow()}")
        findings = [self.finding(number) for number in range(pick((0, 1, 2, 3)))]
        if self.much == "circles" and chance() < 0.6:
            # known only through the next one, so that three in a row make a circle
            other = KEYS[(KEYS.index(key) + 1) % 3]
            findings.append(
                f"  - {{id: r, claim: hope, stance: mixed, basis: result, via: {other}, at: p. 1, says: It.}}"
            )
        lines += ["findings:", *findings] if findings else []
        if chance() < 0.4:
            named = ", ".join(pick(KEYS[:5]) for _ in range(pick((1, 2, 2, 3))))
            said = f"claim: {self.claim_id()}, sources: [{named}], as: {pick(('conflict', 'agreement'))}"
            lines += ["compares:", f"  - {{{said}}}{self.allow()}"]
        if chance() < 0.3:
            lines += ["citations:", f"  - {{source: {pick(KEYS)}, for: the idea, function: background}}"]
        return "\n".join(lines) + "\n"

    def finding(self, number: int) -> str:
        pick, chance = self.chance.choice, self.chance.random
        parts = [f"id: f{pick((number, number, 0))}", f"claim: {self.claim_id()}"]
        parts.append(f"stance: {pick(('supports', 'supports', 'disputes', 'mixed', 'inconclusive'))}")
        parts.append(f"basis: {pick(('result', 'result', 'synthesis', 'context'))}")
        parts += [f"via: {pick((*KEYS[:3] * 3, *KEYS))}"] if chance() < (0.1 if self.much == "reviews" else 0.5) else []
        parts += ["at: p. 3"] if chance() < 0.7 else []
        parts += [f"quote: {pick(TITLES)}"] if chance() < 0.2 else []
        parts.append(f"says: It did {pick('abc')}.")
        return f"  - {{{', '.join(parts)}}}{self.allow()}"

    def claim_id(self) -> str:
        """Mostly one of two."""
        return self.chance.choice((*CLAIMS[:2] * 4, *CLAIMS))

    def free(self, before: str, names: tuple[str, ...]) -> str:
        """Mostly a name that is not taken yet."""
        text = "".join(part for parts in self.files.values() for part in parts)
        left = [name for name in names if f"{before}{name}\n" not in text]
        return self.chance.choice(
            left if left and self.chance.random() < (0.7 if self.much == "faults" else 0.95) else names
        )

    def allow(self) -> str:
        return f"  # kb: allow[{self.chance.choice(RULES)}] for a reason" if self.chance.random() < 0.1 else ""

    # --- what is done

    def some_file(self, kind: str = "") -> str | None:
        paths = [path for path in sorted(self.files) if kind in path]
        return self.chance.choice(paths) if paths else None


def _a_document_is_written_anew(text: Edited) -> None:
    path = text.some_file()
    if path:
        number = text.chance.randrange(len(text.files[path]))
        text.files[path][number] = text.claims_document() if "-claims" in path else text.sheet()


def _a_line_is_changed(text: Edited) -> None:
    """A line goes, comes twice, or is taken from another document."""
    path = text.some_file()
    if path:
        lines = text.files[path][-1].split("\n")
        number = text.chance.randrange(len(lines))
        other = text.files[text.some_file() or path][0].split("\n")
        lines[number : number + 1] = text.chance.choice(
            ([], [lines[number]] * 2, [text.chance.choice(other)], [lines[number], "# a comment"], ["", lines[number]])
        )
        text.files[path][-1] = "\n".join(lines)


def _a_word_is_changed(text: Edited) -> None:
    pools = (KEYS, CLAIMS, STUDIES, DESIGNS, TITLES, STATEMENTS, TOPICS, ("supports", "disputes", "mixed"), RULES)
    words = text.chance.choice(pools)
    path = text.some_file()
    if path:
        part = text.files[path][0]
        there = [word for word in words if word in part]
        if there:
            word = text.chance.choice(there)
            text.files[path][0] = part.replace(word, text.chance.choice(words), text.chance.choice((1, -1)))


def _a_file_is_spoilt_or_mended(text: Edited) -> None:
    path = text.some_file()
    if path:
        part = text.files[path][0]
        if part.startswith("spoilt: ["):
            text.files[path][0] = part.removeprefix("spoilt: [\n")
        else:
            text.files[path][0] = "spoilt: [\n" + part


def _lines_move(text: Edited) -> None:
    path = text.some_file()
    if path:
        first = text.files[path][0]
        text.files[path][0] = first.removeprefix("# moved\n") if first.startswith("# moved") else "# moved\n" + first


def _a_file_comes(text: Edited) -> None:
    number = text.chance.randrange(100)
    if text.chance.random() < 0.3:
        text.files[f"claims/{number}-claims.yaml"] = [text.claims_document()]
    else:
        text.files[f"claims/sources/{number}.yaml"] = [text.sheet()]


def _a_file_goes(text: Edited) -> None:
    path = text.some_file()
    if path and len(text.files) > 2:
        del text.files[path]


def _a_file_is_renamed(text: Edited) -> None:
    path = text.some_file()
    if path:
        folder, _, name = path.rpartition("/")
        parts = text.files.pop(path)
        text.files[f"{folder}/{text.chance.randrange(100)}{name.lstrip('0123456789')}"] = parts


def _a_document_moves(text: Edited) -> None:
    path, other = text.some_file("sources/"), text.some_file("sources/")
    if path and other and path != other:
        text.files[other].append(text.files[path].pop())
        if not text.files[path]:
            del text.files[path]


def _an_entry_is_written_anew(text: Edited) -> None:
    if text.bib:
        number = text.chance.randrange(len(text.bib))
        text.bib[number] = text.entry(text.chance.choice(KEYS))


def _an_entry_comes(text: Edited) -> None:
    text.bib.insert(text.chance.randint(0, len(text.bib)), text.entry(text.chance.choice(KEYS)))


def _an_entry_goes(text: Edited) -> None:
    if text.bib:
        del text.bib[text.chance.randrange(len(text.bib))]


def _entries_change_places(text: Edited) -> None:
    text.chance.shuffle(text.bib)


def _the_bibliography_is_spoilt(text: Edited) -> None:
    text.bib.insert(text.chance.randint(0, len(text.bib)), "@article{broken, title = {Open\n")


def _nothing_changes(_: Edited) -> None:
    """Files are looked at and found as they were."""


_EDITS: tuple[Callable[[Edited], None], ...] = (
    *(_a_document_is_written_anew, _a_line_is_changed, _a_word_is_changed, _a_word_is_changed, _a_word_is_changed),
    *(_a_file_is_spoilt_or_mended, _lines_move, _a_file_comes, _a_file_goes, _a_file_is_renamed, _a_document_moves),
    *(_an_entry_is_written_anew, _an_entry_comes, _an_entry_goes, _entries_change_places),
    *(_the_bibliography_is_spoilt, _nothing_changes),
)
