"""LaTeX as people read it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.bibtex.latex import Shown, _piece_by_piece, at_one_stroke, show, to_text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("plain & simple, 50% #1 a_b", "plain & simple, 50% #1 a_b"),
        ("two\n   lines", "two lines"),
        ("{DNA} in {The {B}ible}", "DNA in The Bible"),
        ("50% {x} of 100%", "50% x of 100%"),
        (r"A \& B \% c \_ \# \$ \{x\}", "A & B % c _ # $ {x}"),
        (r"{\'e}\'e\'{e} \`a \^o \"u \~n \=o \.z", "ééé à ô ü ñ ō ż"),
        (r"\v{c}\v c \c{c}\c c \H{o} \k{a} \d{a} \r{a} \u{g}", "čč çç ő ą ạ å ğ"),
        (r"\'{\i}\'\i\"{\i} {\"{U}}ber \'{\^e}", "ííï Über ế"),
        (r"{\ss} {\o} \O{} \l{} {\L} {\ae} {\AE} {\oe} {\aa} \AA ngstr\"om \i", "ß ø Ø ł Ł æ Æ œ å Ångström ı"),
        (r"Bj\o rn \L \'od\'z", "Bjørn Łódź"),
        (r"a~b a--b a---b ``q'' ?`x !`y", "a b a–b a—b “q” ¿x ¡y"),
        (r"\emph{in} \textbf{bold {B}} {\it italic}", "in bold B italic"),
        (r"{\relax Ch}arles", "Charles"),
        (r"\noopsort{1973b}1973", "1973"),
        (r"10\textsuperscript{5} 19\textsuperscript{th} H\textsubscript{2}O", "10⁵ 19th H₂O"),
        (r"\enquote{a {b} c} d", "“a b c” d"),
        (r"$\alpha$-helix, $p < .05$, $10^{5}$, $\frac{a}{b}$", "α-helix, p < .05, 10^5, a/b"),
        (r"$\mathrm{CO}_2$ and \(\beta\)", "CO_2 and β"),
        ("costs $5 and $6", "costs $5 and $6"),
        (r"costs \$5", "costs $5"),
        (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
        (r"\url{http://x/a%20b_c--d~e}", "http://x/a%20b_c--d~e"),
        (r"see http://x/a\_b--c~d%20 and", "see http://x/a_b--c~d%20 and"),
        (r"\href{http://a.b/c}{the text}", "the text"),
        (r"\verb|a_b%|", "a_b%"),
        (r"\~{}x \^{}", "~x ^"),
        (r"a\\b\-c\/d\ e\,f", "a bcd e f"),
        (r"\textendash\ \textquotesingle{} \texttrademark\ \copyright", "– ' ™ ©"),
        (r"a\par b\newline c\thinspace{}d", "a b c d"),
        (r"{\mnras}", "Monthly Notices of the Royal Astronomical Society"),
        (r"Ol{\polhk{e}}dzki, Do\polhk ega, Gel{\cprime}fand", "Olędzki, Doęga, Gelʹfand"),
        (r"\unicode{120582}{\unicode{x2192}}\unicode{55296}b", "𝜆→b"),
        (r"\ensuremath{\mathscr{E}}-logic, ${\Bbb Z}$, $a \lt b$", "E-logic, Z, a < b"),
        (r"C\textminus C, A$\mathsemicolon$B", "C−C, A;B"),
        (r"\textfrench{Les \emph{Commentaires}} \foreignlanguage{german}{des C\"asar}", "Les Commentaires des Cäsar"),
        ("A &amp; B &#38; C &#x3b2; M&uuml;ller p &lt; .05&#xa0;m", "A & B & C β Müller p < .05 m"),
        (r"A \&amp; B {\&}amp$\mathsemicolon$ C; R&D; AT&T; &oddity; &#;", "A & B & C; R&D; AT&T; &oddity; &#;"),
        (r"\{EEG\} of \{H1N1\} in \{x, y\}, $\{AB\}$", "EEG of H1N1 in {x, y}, {AB}"),
        (r"$C\sp *$-algebras, $L\sb 2$", "C^*-algebras, L_2"),
        ("lone } brace {", "lone brace"),
        ("trailing \\", "trailing \\"),
    ],
)
def test_shown_as_text(latex: str, text: str) -> None:
    shown = show(latex)
    assert (shown.text, shown.unknown) == (text, ())


@pytest.mark.parametrize("command", ["\\oddity", "\\today", "\\input", "\\cite"])
def test_an_unknown_command_stays_as_written(command: str) -> None:
    shown = show(f"A {command}{{x}} {{B}}")
    assert shown.text == f"A {command}{{x}} B"
    assert shown.unknown == (command,)


def test_a_journal_s_command_within_other_words_is_a_lost_accent() -> None:
    assert show(r"S\ao Paulo") == Shown(r"S\ao Paulo", (r"\ao",))


def test_a_formula_with_an_unknown_command_stays_as_written() -> None:
    shown = show("$\\oddity_{2}$")
    assert (shown.text, shown.unknown) == ("$\\oddity_{2}$", ("\\oddity",))


def test_capitals_stay_whatever_their_braces() -> None:
    assert to_text("The {UK}'s {Nhs} and tHe rest") == "The UK's Nhs and tHe rest"


WRITTEN = (
    *("a", "e", "M", "ller", "ß", " ", "  ", "\n", "{", "}", "--", "---", "-", "~", "``", "''", "'", "!`", "?"),
    *(
        "\\",
        "\\'",
        '\\"',
        "\\v ",
        "\\u",
        "\\c{c}",
        "\\'{\\i}",
        "\\~{}",
        "\\emph{",
        "\\o ",
        "\\$",
        "$",
        "\\%",
        "&lt;",
        "{\\'e}",
        "://",
    ),
)


@given(st.lists(st.sampled_from(WRITTEN), max_size=10).map("".join))
@example('M{\\"u}ller--Lyer {DNA}')
@example("\\\\'e")
@example("\\'{}'")
def test_what_is_read_at_one_stroke_is_read_the_same_piece_by_piece(value: str) -> None:
    text = at_one_stroke(value)
    assert text is None or Shown(text) == _piece_by_piece(value)


def test_accents_braces_and_dashes_are_readat_one_stroke() -> None:
    assert at_one_stroke("M{\\\"u}ller's {DNA} -- caf\\'{e}") == "Müller's DNA – café"
