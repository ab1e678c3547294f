"""LaTeX in a value to Unicode text.  Owner of pylatexenc."""

from __future__ import annotations

import re
from functools import lru_cache

#: characters without which a value reads the same in LaTeX and in plain text
_SPECIAL = re.compile(r"[\\{}~$%`']|--")
_SIMPLE = re.compile(r"[{}]|(?<!\\)~")
_UNESCAPED_PERCENT = re.compile(r"(?<!\\)%")


def to_text(value: str) -> str:
    """A value as people read it: accents are letters, braces gone, case kept, blanks as one, math as written."""
    if not _SPECIAL.search(value):
        return _one_blank(value)
    if "\\" not in value and "$" not in value and not re.search(r"``|''|%|`", value):
        return _one_blank(
            _SIMPLE.sub(lambda m: " " if m.group() == "~" else "", value).replace("---", "—").replace("--", "–")
        )
    return _one_blank(_decoded(value))


@lru_cache(maxsize=4096)
def _decoded(value: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow to import, and most files never need it

    # a % begins a comment in LaTeX, and never in a bibliography
    guarded = _UNESCAPED_PERCENT.sub(r"\\%", value)
    try:
        text: str = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=True).latex_to_text(guarded)
    except Exception:  # noqa: BLE001 - the decoder raises what it likes on odd input; the text itself is always shown
        return value
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _one_blank(text: str) -> str:
    return " ".join(text.split())
