"""Text for people to read out of LaTeX; the only module that imports pylatexenc, and only when a value needs it.

pylatexenc gives the letters and signs.  It does not get whole values, because it takes `%` for a comment, `&` for a
column of a table, and drops commands that it does not know.
"""

from __future__ import annotations

import gc
import re
import sys
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kb.bibtex.journals import JOURNALS

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SPECIAL = re.compile(r"[\\{}$~]|--|``|''|[!?]`")
_GROUP = re.compile(r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,40}\}){0,80}\}){0,200}\}")
_ACCENT = r"""
    \\(?:[`'^"~=.]|(?:[uvHtcdbrkG]|polhk)(?![A-Za-z]))\s{0,9}
    (?:\{(?:[^{}]|\{[^{}]{0,8}\}){0,24}\}|\\[A-Za-z]{1,2}(?![A-Za-z])|[^\W\d_])
"""
_TOKEN = re.compile(
    r"""
    (?P<link>https?://(?:[^\s{}\\$]|\\[_%&\#~]|(?<=\\~)\{\})+)
  | \\(?:url|path|nolinkurl)\s{0,9}\{(?P<address>[^{}]*)\}
  | (?P<accent>"""
    + _ACCENT
    + r""")
  | \$(?!\d[^$]{0,2000}\$\d)(?P<math>(?=\S)(?:[^$\\]|\\.)+(?<=\S))\$
  | \\(?P<raised>textsuperscript|textsubscript)\s{0,9}\{(?P<small>[^{}\\]{0,40})\}
  | \\unicode\s{0,9}\{(?P<code>x[0-9A-Fa-f]{1,6}|\d{1,7})\}
  | \\\{(?P<word>[A-Z]\w[\w-]{0,30})\\\}                 # ScienceDirect escapes the braces that keep capitals
  | \\verb\*?(?P<fence>[^A-Za-z\s*])(?P<verb>.{0,300}?)(?P=fence)
  | \\(?P<name>[A-Za-z]+)\*?\s*
  | \\(?P<sign>.)
  | (?P<mark>---?|``|''|[!?]`|[~{}])
    """,
    re.VERBOSE | re.DOTALL,
)
_ACCENT_OR_ELSE = re.compile(_ACCENT + r"|\\.", re.VERBOSE | re.DOTALL)
_URL_ESCAPE = re.compile(r"\\(?:~\{\}|([_%&#~]))")
_MARKS = {"--": "–", "---": "—", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": " ", "{": "", "}": ""}
_SIGNS = {"\\": " ", "-": "", "/": "", "@": "", "!": "", "(": "", ")": "", "[": "", "]": ""}
#: commands for how a text looks; their text stays
_LOOKS = frozenset(
    [
        *("allowbreak", "bf", "bfseries", "boldmath", "em", "emph", "ensuremath", "fbox", "footnotesize", "hbox", "it"),
        *("itshape", "large", "Large", "leavevmode", "lowercase", "MakeLowercase", "MakeUppercase", "mbox"),
        *("autocap", "bibcyr", "mathbb", "mathbf", "mathcal", "mathit", "mathrm", "mathscr", "mathsf", "mathtt"),
        *("mdseries", "mkbibbold", "mkbibemph", "mkbibitalic", "newblock", "nobreak", "nocase", "noindent"),
        *("normalfont", "normalsize", "protect", "relax", "rm", "rmfamily", "sc", "scriptsize", "scshape", "sf"),
        *("sffamily", "sl", "slshape", "small", "text", "textbf", "textit", "textln", "textmd", "textnormal"),
        *("textrm", "textsc", "textsf", "textsl", "textsubscript", "textsuperscript", "texttt", "textup", "tiny"),
        *("tt", "ttfamily", "uline", "underline", "uppercase", "upshape", "xspace", "Bbb", "cal", "scr", "raggedright"),
        # and for what language it is in
        *("textdutch", "textenglish", "textfrench", "textgerman", "textgreek", "textitalian", "textlatin"),
        *("textportuguese", "textrussian", "textspanish"),
    ]
)
#: commands for the room between words
_BLANKS = frozenset(["enskip", "hfill", "linebreak", "newline", "null", "par", "space", "thinspace"])
#: commands whose argument is not shown
_UNSEEN = frozenset(
    [
        "noopsort",
        "noop",
        "sortnoop",
        "label",
        "index",
        "href",
        "textcolor",
        "color",
        "hspace",
        "vspace",
        "phantom",
        "vphantom",
        "hphantom",
        # the language of what follows
        "foreignlanguage",
        "selectlanguage",
    ]
)
_QUOTES = frozenset(["enquote", "mkbibquote", "textquote"])
_OWN_SIGNS = {
    "BibTeX": "BibTeX",
    "copyright": "©",
    "checkmark": "✓",
    "cprime": "ʹ",
    "degree": "°",
    "flqq": "«",
    "frqq": "»",
    "gets": "←",
    "glq": "‚",
    "glqq": "„",
    "grq": "‘",
    "grqq": "“",
    "hyphen": "-",
    "EUR": "€",
    "euro": "€",
    "LaTeX": "LaTeX",
    "gt": ">",
    "lbrace": "{",
    "lt": "<",
    "mathplus": "+",
    "mathsemicolon": ";",
    "P": "¶",
    "pounds": "£",
    "rbrace": "}",
    "S": "§",
    "slash": "/",
    "TeX": "TeX",
    "textampersand": "&",
    "textasciicircum": "^",
    "textasciitilde": "~",
    "textbackslash": "\\",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdollar": "$",
    "textgreater": ">",
    "textless": "<",
    "textminus": "−",
    "textpercent": "%",
    "textquotedbl": '"',
    "textunderscore": "_",
}
_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu"),
    *("xi", "omikron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
)
# text letters, as Zotero and the package textgreek write them; the alphabet has a second form of sigma
_OWN_SIGNS |= {f"text{name}": chr(0x3B1 + number) for number, name in enumerate(_GREEK)}
_OWN_SIGNS |= {f"text{name.title()}": chr(0x391 + number) for number, name in enumerate(_GREEK) if name != "varsigma"}
#: what databases leave in their exports
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
#: commands for the size of a sign in a formula
_SIZES = frozenset(
    ["left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "limits", "displaystyle", "textstyle"]
)
#: what pylatexenc would write for these is not what the author wrote
_NOT_SIGNS = frozenset(["today", "input", "include", "cite", "citep", "citet", "ref"])
_COMMAND = re.compile(r"\\([A-Za-z]+)")
#: what MathSciNet writes for ^ and _
_SCRIPTS = re.compile(r"\\s([pb])(?![A-Za-z])\s*")
_COMMAND_ALONE = re.compile(r"[{\s]*\\([a-z]+)[}\s]*")
_MAX_MATH = 2000
_MAX_MATH_DEPTH = 50


class Shown(NamedTuple):
    """A text as it is shown, and the LaTeX commands in it that are not known and stay as they are written."""

    text: str
    unknown: tuple[str, ...] = ()


def to_text(value: str) -> str:
    """The value as people read it, on one line; braces vanish and capitals stay as they are written."""
    text = at_one_stroke(value)
    return _piece_by_piece(value).text if text is None else text


def show(value: str) -> Shown:
    """The value as people read it, on one line, with the commands that could not be read."""
    text = at_one_stroke(value)
    return _piece_by_piece(value) if text is None else Shown(text)


def at_one_stroke(value: str) -> str | None:
    """The value as people read it where it holds nothing but accents, braces, dashes and quotes; else None."""
    if "$" in value or ("://" in value and _SPECIAL.search(value)):
        return None
    if "\\" in value:
        value = _ACCENT_OR_ELSE.sub(_letter, value)
        if "\\" in value:
            return None
    if "--" in value:
        value = value.replace("---", _MARKS["---"]).replace("--", _MARKS["--"])
    if "`" in value or "''" in value:
        # of two marks that share a sign, as in !``, the one further left counts
        for mark in ("!`", "?`", "``", "''"):
            value = value.replace(mark, _MARKS[mark])
    if "{" in value or "}" in value:
        value = value.replace("{", "").replace("}", "")
    if "~" in value:
        value = value.replace("~", " ")
    if "&" in value:
        value = _ENTITY.sub(_named, value)
    return " ".join(value.split())


def _letter(found: re.Match[str]) -> str:
    """The accented letter, or a backslash where it is none."""
    letter = _accented(found[0]) if len(found[0]) > 2 else ""
    return letter if letter.isalpha() else "\\"


def _piece_by_piece(value: str) -> Shown:
    alone = _COMMAND_ALONE.fullmatch(value)
    if alone and alone[1] in JOURNALS:
        # within other words such a command is more likely a letter whose accent got lost
        return Shown(JOURNALS[alone[1]])
    writer = _Writer(value)
    at = 0
    while found := _TOKEN.search(value, at):
        writer.pieces.append(value[at : found.start()])
        at = writer.write(found)
    text = "".join((*writer.pieces, value[at:]))
    return Shown(" ".join(_ENTITY.sub(_named, text).split()), tuple(writer.unknown))


def _named(entity: re.Match[str]) -> str:
    """The sign that an entity of HTML names, or what is no entity as it stands."""
    from html import unescape  # noqa: PLC0415 - most files never need it
    from html.entities import html5  # noqa: PLC0415

    return unescape(entity[0]) if entity[1].startswith("#") else html5.get(f"{entity[1]};", entity[0])


@dataclass(slots=True)
class _Writer:
    value: str
    pieces: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    #: what each brace that is open writes when it closes
    _closers: list[str] = field(default_factory=list)

    def write(self, found: re.Match[str]) -> int:
        """Writes what a token stands for, and gives the offset to go on from."""
        kind = found.lastgroup or ""
        text = found[kind]
        match kind:
            case "link" | "address":
                self.pieces.append(_URL_ESCAPE.sub(lambda escape: escape[1] or "~", text))
            case "verb" | "word":
                self.pieces.append(text)
            case "code":
                self.pieces.append(_coded(text))
            case "accent":
                self.pieces.append(_accented(text))
            case "math":
                self.pieces.append(self._math(text))
            case "small":
                table = _RAISED if found["raised"] == "textsuperscript" else _LOWERED
                self.pieces.append(text.translate(table) if all(ord(sign) in table for sign in text) else text)
            case "name":
                return self._command(text, found)
            case "sign":
                self.pieces.append(_SIGNS.get(text, " " if text in ",;: \n\t" else text))
            case _:
                self._mark(text)
        return found.end()

    def _mark(self, mark: str) -> None:
        if mark == "{":
            self._closers.append("")
        self.pieces.append(self._closers.pop() if mark == "}" and self._closers else _MARKS[mark])

    def _command(self, name: str, found: re.Match[str]) -> int:
        end = found.end()
        if name in _LOOKS or name in _BLANKS:
            self.pieces.append(" " if name in _BLANKS else "")
            return end
        if name in _QUOTES and self.value.startswith("{", end):
            self.pieces.append("“")
            self._closers.append("”")
            return end + 1
        group = _GROUP.match(self.value, end)
        if name.lower() in _UNSEEN:
            return group.end() if group else end
        sign = _sign(name)
        if sign:
            self.pieces.append(sign)
            return end
        self.unknown.append("\\" + name)
        end = group.end() if group else end
        self.pieces.append(self.value[found.start() : end])
        return end

    def _math(self, written: str) -> str:
        """A formula in plain signs where all its commands are known; else as it is written."""
        plain = _SCRIPTS.sub(lambda found: "^" if found[1] == "p" else "_", written) if "\\s" in written else written
        content = _COMMAND.sub(lambda found: _OWN_SIGNS.get(found[1], "" if found[1] in _SIZES else found[0]), plain)
        if "\\" not in content:
            return content.replace("{", "").replace("}", "").replace("~", " ")
        unknown = [name for name in _COMMAND.findall(content) if name not in _LOOKS and not _is_known(name)]
        if unknown or len(content) > _MAX_MATH or content.count("{") > _MAX_MATH_DEPTH:
            self.unknown += ["\\" + name for name in unknown]
            return f"${written}$"
        return _by_pylatexenc(f"${content}$")


def _coded(number: str) -> str:
    """The sign of a code point: decimal, or x and hexadecimal; nothing for one that is no sign."""
    code = int(number[1:], 16) if number.startswith("x") else int(number)
    sign = chr(code) if code <= sys.maxunicode else ""
    return sign if sign.isprintable() else ""


@lru_cache(maxsize=4096)
def _accented(written: str) -> str:
    # MathSciNet's name of the ogonek
    letter = _by_pylatexenc(written.replace("\\polhk", "\\k"))
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
    finally:
        # what it leaves goes round in circles, in which the frames of all callers hang, and with them a whole file
        gc.collect(0)
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
