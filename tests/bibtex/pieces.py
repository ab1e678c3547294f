"""Bibliographies put together from pieces, sound and broken, and edited one step after another."""

from __future__ import annotations

import random

#: what leaves other regions alone
PLAIN = (
    *("@misc{k%d, title = {T %d}}\n", "@article{K%d,\n  title = {On %d},\n  year = 2001,\n}\n\n", "\n", "text\n"),
    *("@misc{t%d, title = s%d # { more}}\n", "@misc{m%d, month = jan, note = {%d}}\n", "@misc{ü%d, title = {Ü}}\r\n"),
    "@misc{p%d, title = {P}, author = {\\foo Bad,, Name,}, doi = {1%d}}\n",
)
#: what inherits, by numbers of other pieces, from what stands there or not, and what it inherits
LINKED = (
    *PLAIN,
    *("@misc{c%d, crossref = {k%o}}\n", "@inproceedings{c%d, title = {C}, crossref = {K%o}}\n"),
    *(
        "@inbook{c%d, crossref = {c%o}, note = {N %d}}\n",
        "@book{k%d, year = 2001, title = {\\foo B %d}, crossref = {c%o}}\n",
    ),
    *(
        "@misc{d%d, xdata = {x%o}}\n",
        "@xdata{x%d, year = {%d}}\n",
        "@misc{d%d, xdata = {x%o, k%o}, crossref = {d%o}}\n",
    ),
)
#: all, with much that ties regions to one another, or that is broken
PIECES = (
    *LINKED,
    *("@string{s%o = {S %d}}\n", "@misc{t%d, title = s%o # { more}, crossref = {t%o}}\n", "@string{s%o = s%o # {S}}\n"),
    *("@xdata{x%d, doi = {1%d}, date = {2001}, year = {2002}}\n", "@misc{c%d, crossref = c%o # {}}\n"),
    *("@string{s%d = {S %d}}\n", "}\n", "{\n", "@misc{open%d, title = {Open %d\n", "@comment{open\n", "a = {b},\n"),
    *("@comment{@misc{in%d, title={%d}}}\n", "@misc{k%d, title = {x\n@book{%d}\n}}\n", "@misc{o%d, doi = {10.1/x}}\n"),
    *("% kb: allow[no-year] for a reason\n", "% kb: allow[twin-entries] for a reason\n"),
    *("@misc{n%d, title = {Twin}, author = {Lee, A.}, year = 2000}\n", "@misc{e%d, author = {M\udce9l, A.}}\n"),
)


class Text:
    """Pieces of a file, one after another."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up data
        self.pieces = self.chance.choice((PLAIN, PLAIN, LINKED, PIECES))
        self.number = 0
        self.form = ""
        self.parts = [self.piece() for _ in range(self.chance.choice((5, 40, 120)))]
        #: the parts before each edit
        self.before: list[list[str]] = []

    @property
    def data(self) -> bytes:
        text = "".join(self.parts)
        if self.form == "lines":
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        if self.form.startswith("utf-16"):
            return text.encode(self.form, "replace")
        return text.encode("utf-8-sig" if self.form == "mark" else "utf-8", "surrogateescape")

    def piece(self) -> str:
        self.number += 1
        number = self.number if self.chance.random() < 0.95 else self.chance.randrange(1, self.number + 1)
        piece = self.chance.choice(self.pieces if self.chance.random() < 0.3 else self.pieces[:2])
        while "%o" in piece:
            piece = piece.replace("%o", str(self.chance.randrange(max(number - 20, 0), number + 3)), 1)
        return piece.replace("%d", str(number))

    def edit(self) -> None:
        """Change something, or mend what was changed before."""
        chance = self.chance.random()
        if self.before and chance < 0.1:
            self.parts = self.before.pop()
        elif chance < 0.13 or (self.form and chance < 0.4):
            self.form = "" if self.form else self.chance.choice(("lines", "mark", "utf-16", "utf-16-le"))
        else:
            self.before.append(self.parts.copy())
            self._change(self.chance.randrange(len(self.parts) + 1))

    def _change(self, at: int) -> None:
        chance, parts = self.chance, self.parts
        kind = chance.choice((0, 0, 1, 1, 2, 3, 4, 4, 4, 5, 5, 6, 7))
        if kind == 0:
            parts.insert(0, self.piece())
        elif kind == 1:
            parts.insert(at, self.piece())
        elif kind == 2:
            del parts[at : at + chance.choice((1, 1, 1, 3, 30))]
        elif kind == 3:
            parts.append(self.piece())
        elif parts:
            part = parts.pop(at % len(parts))
            parts[at:at] = self._changed(part, kind)

    def _changed(self, part: str, kind: int) -> list[str]:
        """What stands in place of a part."""
        chance = self.chance
        if kind == 4:
            # a letter goes or comes, such as a brace
            spot = chance.randrange(len(part) + 1)
            return [part[:spot] + chance.choice(("", "}", "{", "x", "\n", ",", '"')) + part[spot + 1 :]]
        if kind == 5:
            return [self.piece()]
        # an entry moves, or stands a second time, under its key or another one
        other = chance.choice((part, part.replace("{k", "{m"), part.upper()))
        self.parts.insert(chance.randrange(len(self.parts) + 1), other)
        return [] if kind == 6 else [part]
