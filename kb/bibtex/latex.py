"""Text for people to read out of LaTeX; the only module that imports pylatexenc, and only when a value needs it.

pylatexenc gives the letters and signs.  It does not get whole values, because it takes `%` for a comment, `&` for a
column of a table, and drops commands that it does not know.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}$~]|--|``|''|[!?]`")
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,40}\}){0,80}\}){0,200}\}"
_TOKEN = re.compile(
    r"""
    (?P<link>https?://(?:[^\s{}\\$]|\\[_%&\#~]|(?<=\\~)\{\})+)
  | \\(?:url|path|nolinkurl)\s{0,9}\{(?P<address>[^{}]*)\}
  | (?P<accent>\\(?:[`'^"~=.]|[uvHtcdbrkG](?![A-Za-z]))\s{0,9}
        (?:\{(?:[^{}]|\{[^{}]{0,8}\}){0,24}\}|\\[A-Za-z]{1,2}(?![A-Za-z])|[^\W\d_]))
  | \$(?P<math>(?=\S)(?:[^$\\]|\\.)+(?<=\S))\$(?!\d)
  | \\(?P<raised>textsuperscript|textsubscript)\s{0,9}\{(?P<small>[^{}\\]{0,40})\}
  | \\(?P<name>[A-Za-z]+)\*?\s*
  | \\(?P<sign>.)
  | (?P<mark>---?|``|''|[!?]`|[~{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_URL_ESCAPE = re.compile(r"\\(?:~\{\}|([_%&#~]))")
_MARKS = {"--": "–", "---": "—", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": " ", "{": "", "}": ""}
_SIGNS = {"\\": " ", "-": "", "/": "", "@": "", "!": "", "(": "", ")": "", "[": "", "]": ""}
#: commands for how a text looks; their text stays
_LOOKS = frozenset(
    [
        *("allowbreak", "bf", "bfseries", "boldmath", "em", "emph", "enskip", "fbox", "footnotesize", "hbox", "it"),
        *("itshape", "large", "Large", "leavevmode", "lowercase", "MakeLowercase", "MakeUppercase", "mbox"),
        *("mdseries", "mkbibbold", "mkbibemph", "mkbibitalic", "newblock", "nobreak", "nocase", "noindent"),
        *("normalfont", "normalsize", "protect", "relax", "rm", "rmfamily", "sc", "scriptsize", "scshape", "sf"),
        *("sffamily", "sl", "slshape", "small", "space", "text", "textbf", "textit", "textln", "textmd", "textnormal"),
        *("textrm", "textsc", "textsf", "textsl", "textsubscript", "textsuperscript", "texttt", "textup", "tiny"),
        *("tt", "ttfamily", "uline", "underline", "uppercase", "upshape", "xspace"),
    ]
)
#: commands whose argument is not shown
_UNSEEN = frozenset(
    ["noopsort", "noop", "sortnoop", "label", "index", "href", "textcolor", "color", "hspace", "vspace"]
)
_QUOTES = frozenset(["enquote", "mkbibquote", "textquote"])
_OWN_SIGNS = {
    "BibTeX": "BibTeX",
    "copyright": "©",
    "checkmark": "✓",
    "degree": "°",
    "EUR": "€",
    "euro": "€",
    "LaTeX": "LaTeX",
    "lbrace": "{",
    "P": "¶",
    "pounds": "£",
    "rbrace": "}",
    "S": "§",
    "slash": "/",
    "TeX": "TeX",
    "textampersand": "&",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdollar": "$",
    "textgreater": ">",
    "textless": "<",
    "textpercent": "%",
    "textquotedbl": '"',
    "textunderscore": "_",
}
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
#: what pylatexenc would write for these is not what the author wrote
_NOT_SIGNS = frozenset(["today", "input", "include", "cite", "citep", "citet", "ref"])
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MAX_MATH = 2000


@dataclass(slots=True)
class Shown:
    """A text as it is shown, and the LaTeX commands in it that are not known and stay as they are written."""

    text: str
    unknown: list[str] = field(default_factory=list)


def to_text(value: str) -> str:
    """The value as people read it, on one line; braces vanish and capitals stay as they are written."""
    return show(value).text


def show(value: str) -> Shown:
    """The value as people read it, on one line, with the commands that could not be read."""
    if not _SPECIAL.search(value):
        return Shown(" ".join(value.split()))
    shown = Shown("")
    pieces: list[str] = []
    closers: list[str] = []
    at = 0
    while found := _TOKEN.search(value, at):
        pieces.append(value[at : found.start()])
        at = _token(value, found, shown, pieces, closers)
    pieces.append(value[at:])
    shown.text = " ".join("".join(pieces).split())
    return shown


def _token(value: str, found: re.Match[str], shown: Shown, pieces: list[str], closers: list[str]) -> int:
    """Writes what a token stands for, and gives the offset to go on from."""
    kind, end = found.lastgroup, found.end()
    if found["link"] is not None:
        pieces.append(_address(found["link"]))
    elif found["address"] is not None:
        pieces.append(_address(found["address"]))
    elif found["accent"] is not None:
        pieces.append(_accented(found["accent"]))
    elif found["math"] is not None:
        pieces.append(_math(found["math"], shown))
    elif found["raised"] is not None:
        table = _RAISED if found["raised"] == "textsuperscript" else _LOWERED
        is_number = all(ord(ch) in table for ch in found["small"])
        pieces.append(found["small"].translate(table) if is_number else found["small"])
    elif found["name"] is not None:
        return _command(value, found, shown, pieces, closers)
    elif found["sign"] is not None:
        sign = found["sign"]
        pieces.append(_SIGNS.get(sign, " " if sign in ",;: \n\t" else sign))
    elif kind == "mark":
        mark = found["mark"]
        if mark == "{":
            closers.append("")
        pieces.append(closers.pop() if mark == "}" and closers else _MARKS[mark])
    return end


def _command(value: str, found: re.Match[str], shown: Shown, pieces: list[str], closers: list[str]) -> int:
    name, end = found["name"], found.end()
    if name in _LOOKS:
        pieces.append(" " if name in ("space", "enskip") else "")
        return end
    if name in _QUOTES and value[end : end + 1] == "{":
        pieces.append("“")
        closers.append("”")
        return end + 1
    if name.lower() in _UNSEEN:
        group = _group(value, end)
        return group.end() if group else end
    sign = _sign(name)
    if sign:
        pieces.append(sign)
        return end
    shown.unknown.append("\\" + name)
    group = _group(value, end)
    end = group.end() if group else end
    pieces.append(value[found.start() : end])
    return end


def _group(value: str, at: int) -> re.Match[str] | None:
    return _GROUP_AT.match(value, at)


_GROUP_AT = re.compile(_GROUP)


def _address(text: str) -> str:
    return _URL_ESCAPE.sub(lambda found: found[1] or "~", text)


def _math(content: str, shown: Shown) -> str:
    """A formula in plain signs where all its commands are known; else as it is written."""
    commands = _COMMAND.findall(content)
    if not commands and "\\" not in content:
        return content.replace("{", "").replace("}", "").replace("~", " ")
    unknown = [name for name in commands if name not in _LOOKS and not _is_known(name)]
    if unknown or len(content) > _MAX_MATH or content.count("{") > 50:
        shown.unknown += ["\\" + name for name in unknown]
        return f"${content}$"
    return _by_pylatexenc(f"${content}$")


def _accented(written: str) -> str:
    letter = _by_pylatexenc(written)
    # an accent on nothing is the sign itself, as in \~{}
    return unicodedata.normalize("NFC", letter) if letter.strip() else written[1]


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - slow to import, and most files never need it

    return LatexNodes2Text(math_mode="text")


@lru_cache(maxsize=4096)
def _by_pylatexenc(latex: str) -> str:
    guarded = re.sub(r"(?<!\\)([%&#])", r"\\\1", latex)
    try:
        text: str = _decoder().latex_to_text(guarded, tolerant_parsing=True)
    except Exception:  # noqa: BLE001 - it raises what it likes on odd input; the text itself is always shown
        return latex
    return text


def _is_known(name: str) -> bool:
    return name not in _NOT_SIGNS and _decoder().latex_context.get_macro_spec(name) is not None


@lru_cache(maxsize=4096)
def _sign(name: str) -> str:
    """The sign that a command without argument stands for, or an empty string."""
    if name in _OWN_SIGNS:
        return _OWN_SIGNS[name]
    if not _is_known(name):
        return ""
    written = _decoder().latex_context.get_macro_spec(name).simplify_repl
    return written if isinstance(written, str) and "%" not in written and not written.startswith("<") else ""
