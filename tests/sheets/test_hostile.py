"""Files made to hurt: none of them takes time that grows with the square of its size."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping

import pytest

from tests.sheets.reading import PATH, read, told

S = "source: lee2018\n"
#: each makes a text of about so many signs or lines
SHAPES: Mapping[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "pairs of brackets": lambda n: "[],\n" * n,
    "braces": lambda n: "{a: " * n,
    "brackets in a text": lambda n: f"{S}note: '{'[' * n}'\n",
    "quotes": lambda n: '"' * n,
    "apostrophes": lambda n: f"{S}note: {chr(39) * n}\n",
    "texts in quotes": lambda n: f"{S}note: " + '"a" ' * n,
    "open quote": lambda n: f'{S}note: "' + "a\n" * n,
    "documents": lambda n: "---\nsource: a\n" * (n // 8),
    "empty documents": lambda n: "---\n" * n,
    "broken documents": lambda n: "---\n: :\n" * (n // 4),
    "document ends": lambda n: "...\n" * n,
    "comments": lambda n: "# x\n" * n + S,
    "suppressions": lambda n: "# kb: allow[x] y\n" * n + S,
    "suppressions on one line": lambda n: S + "note: a " + "# kb: allow[x] y " * n,
    "suppressions in a text": lambda n: f"{S}note: '{'# kb: allow[x] y ' * n}'",
    "suppressions on data": lambda n: f"{S}includes:\n" + "- a # kb: allow[x] y\n" * (n // 8),
    "directives": lambda n: "%A\n" * n + S,
    "unknown keys": lambda n: S + "".join(f"k{number}: 1\n" for number in range(n // 40)),
    "one key again": lambda n: S * (n // 8),
    "findings": lambda n: (
        f"{S}findings:\n"
        + "".join(
            f"- {{id: f{number}, claim: c, stance: supports, basis: result, says: S., result: {{ci: [0.7, 1.2]}}}}\n"
            for number in range(n // 50)
        )
    ),
    "empty findings": lambda n: f"{S}findings:\n" + "- {}\n" * (n // 20),
    "swallowed items": lambda n: f"{S}note: x\n" + "  - y\n" * n,
    "swallowed items each in its text": lambda n: f"{S}includes:\n" + "- x\n - y\n" * (n // 8),
    "anchors": lambda n: f"{S}includes:\n" + "- &a x\n" * (n // 8),
    "aliases": lambda n: f"{S}includes:\n" + "- *a\n" * (n // 8),
    "countries": lambda n: f"{S}country: [" + "ZZ," * (n // 8) + "]",
    "control characters": lambda n: f"{S}note: " + "\x07a" * n,
    "odd blanks": lambda n: S + "\xa0a: b\n" * (n // 8),
    "line separators": lambda n: f"{S}note: " + "\u2028" * n,
    "line ends": lambda n: "\r" * n + "\r\n" * n + S,
    "tabs": lambda n: S + "\t" * n,
    "blanks": lambda n: " " * n + S,
    "dashes": lambda n: "- " * n,
    "dashes in a row": lambda n: "-" * n,
    "question marks": lambda n: "? " * n,
    "colons": lambda n: ":" * n,
    "exclamation marks": lambda n: "source: " + "!" * n,
    "backslashes": lambda n: 'source: "' + "\\" * n + '"',
    "long key": lambda n: "a" * n + ": b",
    "long line": lambda n: f"{S}note: " + "word " * n,
    "many lines": lambda n: f"{S}note:\n" + "  word\n" * n,
    "block text": lambda n: f"{S}note: |\n" + "  word\n" * n,
    "blank lines in a block": lambda n: f"{S}note: |\n" + "\n" * n + "  word",
    "digits": lambda n: f"{S}sample: {{n: {'9' * n}}}",
    "thousands": lambda n: f"{S}sample: {{n: '{'1,000' * n}'}}",
    "lines without a colon": lambda n: S + "a b\n" * n,
}


def seconds(text: str) -> float:
    """The processor's time for reading a text, the shorter of two; collecting other tests' garbage is not in it."""
    data = text.encode()
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(2):
            begun = time.process_time()
            read(data)
            times.append(time.process_time() - begun)
    finally:
        gc.enable()
    return min(times)


@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES)
def test_four_times_the_text_takes_about_four_times_as_long(make: Callable[[int], str]) -> None:
    # sixteen times, where the cost grows with the square
    assert seconds(make(20_000)) < 11 * seconds(make(5_000)) + 0.1


def test_a_file_of_fifty_megabytes_is_refused_at_once() -> None:
    data = b"source: lee2018\n" + b"# x\n" * 12_500_000
    begun = time.process_time()
    assert told(data) == [(1, 1, "file-too-large")]
    assert time.process_time() - begun < 1
    (fault,) = read(data).diagnostics
    assert fault.message == "the file has 50,000,016 bytes; at most 2,000,000 are read"
    assert fault.hint == "split it into several files"
    assert fault.place.path == PATH
