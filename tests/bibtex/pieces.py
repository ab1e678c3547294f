"""Bibliographies put together from pieces, sound and broken, and edited one step after another."""

from __future__ import annotations

import random

#: what leaves other regions alone
PLAIN = (
    *("@misc{k%d, title = {T %d}}\n", "@article{K%d,\n  title = {On %d},\n  year = 2001,\n}\n\n", "\n", "text\n"),
    *("@misc{t%d, title = s%d # { more}}\n", "@misc{m%d, month = jan, note = {%d}}\n", "@misc{ü%d, title = {Ü}}\r\n"),
    "@misc{p%d, title = {P}, author = {\\foo Bad,, Name,}, doi = {1%d}}\n",
)
#: all, with much that ties regions to one another, or that is broken
PIECES = (
    *PLAIN,
    *("@string{s%d = {S %d}}\n", "@misc{c%d, crossref = {k%d}}\n", "@xdata{x%d, year = {%d}}\n"),
    *("@misc{d%d, xdata = {x%d}}\n", "}\n", "{\n", "@misc{open%d, title = {Open %d\n", "@comment{open\n", "a = {b},\n"),
    *("@comment{@misc{in%d, title={%d}}}\n", "@misc{k%d, title = {x\n@book{%d}\n}}\n", "@misc{o%d, doi = {10.1/x}}\n"),
    *("% kb: allow[no-year] for a reason\n", "% kb: allow[twin-entries] for a reason\n"),
    *("@misc{n%d, title = {Twin}, author = {Lee, A.}, year = 2000}\n", "@misc{e%d, author = {M\udce9l, A.}}\n"),
)


class Text:
    """Pieces of a file, one after another."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - made-up data
        self.pieces = PLAIN if self.chance.random() < 0.6 else PIECES
        self.number = 0
        self.parts = [self.piece() for _ in range(self.chance.choice((5, 40, 120)))]

    @property
    def data(self) -> bytes:
        return "".join(self.parts).encode("utf-8", "surrogateescape")

    def piece(self) -> str:
        self.number += 1
        number = self.number if self.chance.random() < 0.9 else self.chance.randrange(1, self.number + 1)
        piece = self.chance.choice(self.pieces if self.chance.random() < 0.3 else self.pieces[:2])
        return piece.replace("%d", str(number)) if "%d" in piece else piece

    def edit(self) -> None:
        chance, parts = self.chance, self.parts
        at = chance.randrange(len(parts) + 1)
        kind = chance.randrange(7)
        if kind == 0:
            parts.insert(0, self.piece())
        elif kind == 1:
            parts.insert(at, self.piece())
        elif kind == 2:
            del parts[at : at + chance.choice((1, 1, 1, 3, 30))]
        elif kind == 3 and parts:
            # a letter goes or comes, such as a brace
            part = parts[at % len(parts)]
            spot = chance.randrange(len(part) + 1)
            parts[at % len(parts)] = part[:spot] + chance.choice(("", "}", "{", "x", "\n", ",", '"')) + part[spot + 1 :]
        elif kind == 4 and parts:
            parts[at % len(parts)] = self.piece()
        elif kind == 5 and len(parts) > 2:
            parts.insert(at, parts.pop(chance.randrange(len(parts))))
        elif kind == 6:
            parts.append(self.piece())
