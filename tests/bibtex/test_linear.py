"""No shape of input costs more than in proportion to its size."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from kb.bibtex import Placed, read_bibtex, read_one_by_one
from kb.bibtex.regions import Regions
from kb.collecting import without_collecting
from tests.bibtex.reading import PATH

SHAPES: dict[str, Callable[[int], str]] = {
    "open braces": lambda n: "{" * n,
    "open braces in a value": lambda n: "@misc{a, t=" + "{" * n,
    "open entries": lambda n: "@a{\n" * n,
    "open comments": lambda n: "@comment{\n" * n,
    "entries in one line": lambda n: "@a{b}" * n,
    "hidden entries": lambda n: "%@a{b,\n" * n,
    "addresses": lambda n: "a@b{" * n,
    "blanks": lambda n: "@misc{a," + " " * n + "t={x}}",
    "values that end in a backslash": lambda n: "@misc{a," + "t={\\}," * n + "}",
    "open braces in quotes": lambda n: "@misc{a," + 't="{",' * n + "}",
    "missing commas": lambda n: "@misc{a," + "t={x} " * n + "}",
    "a field for each keyword": lambda n: "@misc{a," + "keywords={x}," * n + "}",
    "junk": lambda n: "@misc{a," + "foo {x} " * n + "}",
    "comment lines": lambda n: "@misc{a," + "%\n" * n + "}",
    "suppressions": lambda n: "% kb: allow[x] y\n" * n,
    "abbreviations of later ones": lambda n: "".join(f"@string{{a{i}=a{i + 1}}}\n" for i in range(n)),
    "unknown abbreviations": lambda n: "".join(f"@string{{a{i}={{x}}}}@misc{{k{i},t=abc{i}}}\n" for i in range(n // 4)),
    "a chain of parents": lambda n: "".join(f"@misc{{k{i},crossref={{k{i + 1}}}}}\n" for i in range(n // 8)),
    "names": lambda n: "@misc{a,author={" + "A B and " * n + "}}",
    "names without a name": lambda n: "@misc{a,author={" + "and " * n + "}}",
    "blanks in a name": lambda n: "@misc{a,author={A" + " " * n + "B}}",
    "a name of one word": lambda n: "@misc{a,author={" + "A" * n + "}}",
    "points in a name": lambda n: "@misc{a,author={" + "A. " * n + "}}",
    "commas in a name": lambda n: "@misc{a,author={" + "a," * n + "}}",
    "open formulas": lambda n: "@misc{a,title={" + "$a " * n + "}}",
    "nested commands": lambda n: "@misc{a,title={" + "\\f{" * n + "}" * n + "}}",
    "nested accents": lambda n: "@misc{a,title={" + "\\'{" * n + "}" * n + "}}",
    "one long word": lambda n: "@misc{a," + "x" * n + "}",
    "words without a value": lambda n: "@misc{a," + "x " * n + "}",
    "open values": lambda n: "@misc{a," + "x={" * n + "}",
    "open quotes": lambda n: "@misc{a," + 'x="y ' * n + "}",
    "joined words": lambda n: "@misc{a,x=" + "y#" * n + "z w}",
    "blanks before and after a sign": lambda n: "@misc{a,x=" + " " * n + "#" + " " * n + "y}",
    "backslashes": lambda n: "@misc{a,x={" + "\\" * n + "}}",
    "at signs": lambda n: "@" * n + "\n" + "@misc{a,x={" + "@" * n + "}}",
    "blanks before an at sign": lambda n: (" " * 50 + "@ ") * n,
    "one key": lambda n: "@misc{a,x=1}\n" * n,
    "keys that differ in case": lambda n: "".join(
        f"@misc{{{'a' * (i % 7)}{'A' * (i % 5)}{i % 9},x=1}}\n" for i in range(n)
    ),
    "lines in a value": lambda n: "@misc{a,x={" + "y\n" * n + "}}",
    "lines with an equals sign": lambda n: "@misc{a,x={" + "y =\n" * n + "}}",
    "groups": lambda n: "@misc{a,author={" + "{\\'e} " * n + "}}",
    "lines like entries": lambda n: "@misc{a,t={x\n@b{c} \n" * (n // 8),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_ten_times_the_size_takes_about_ten_times_the_time(shape: Callable[[int], str]) -> None:
    small, large = cost(shape(1_000)), cost(shape(10_000))
    # a quadratic reader takes a hundred times as long; the constant covers the clock's grain
    assert large < 30 * small + 0.2


def cost(text: str) -> float:
    data = text.encode()
    runs = []
    for _ in range(2):
        start = time.process_time()
        read_bibtex(PATH, data)
        runs.append(time.process_time() - start)
    return min(runs)


@pytest.mark.parametrize("title", ["plain", r"na{\"\i}ve", r"$\sqrt{x}$", r"\unknown{x}"])
def test_a_file_is_let_go_once_it_is_read_though_nobody_looks_for_garbage(title: str) -> None:
    found: list[Placed] = []
    gc.collect()
    before = sum(isinstance(each, Regions) for each in gc.get_objects())
    with without_collecting():
        read_one_by_one(PATH, f"@misc{{a, title = {{{title}}}, year = {{none}}}}".encode(), found.append)
        assert sum(isinstance(each, Regions) for each in gc.get_objects()) == before
    assert found[0].source.marks["title"].column == 18
