"""Every rule that reading a bibliography can break: how bad it is, and its manual page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kb.diagnostics import Diagnostic, LeftOut, Lost, Place, Related, Severity

PlaceOf = Callable[[int], Place]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at an offset of the text it was found in; `also_at` is a second offset that belongs to it.

    `costs` is the key of an entry that is left out because of it.
    """

    rule: str
    at: int
    message: str
    hint: str
    also_at: int | None = None
    also: str = ""
    costs: str = ""

    def moved(self, by: int) -> Fault:
        """The same fault, in a text that begins `by` characters earlier."""
        return replace(self, at=self.at + by, also_at=None if self.also_at is None else self.also_at + by)

    def diagnostic(self, place_of: PlaceOf) -> Diagnostic:
        """The fault as it is reported."""
        related = () if self.also_at is None else (Related(place_of(self.also_at), self.also),)
        place = place_of(self.at)
        lost = (LeftOut(Lost.SOURCE, place, source=self.costs),) if self.costs else ()
        return Diagnostic(place, self.rule, _SEVERITIES[self.rule], self.message, self.hint, related, lost)


_ERRORS: Mapping[str, str] = {
    "bib-too-large": (
        "A file, an entry or the text that @string abbreviations unfold to is larger than is read, or a file "
        "holds more entries or faults than are listed. What lies beyond the bound is not read. Split the file, or "
        "shorten the text."
    ),
    "bib-unclosed": (
        "A brace or a quote is opened and not closed before the next entry begins. Where the entry ends cannot be "
        "told, so it is left out; the next one starts clean. Close it at the place named: a value that a line "
        "`name = …` stands in is mostly the one."
    ),
    "bib-no-key": (
        "An entry has no key, so that nothing can refer to it. It is left out. Write a key after the opening brace."
    ),
    "bib-duplicate-key": (
        "Two entries have one key, so that a reference to it could mean either. The first is kept and the second "
        "left out. Rename one of them."
    ),
    "bib-bad-string": ("An @string cannot be read, and defines nothing. Write `@string{name = {text}}`."),
    "allow-without-reason": (
        "A suppression names no rule or gives no reason. In the bibliography write `% kb: allow[rule] reason` on "
        "a line right above the entry, in a sheet `# kb: allow[rule] reason`; the reason is for the reader who "
        "wonders later."
    ),
}

_WARNINGS: Mapping[str, str] = {
    "bib-empty": (
        "The bibliography holds no entry: it is empty, or in another format than BibTeX. Add an entry, export it as "
        "BibTeX, or put a % before each line if none is meant."
    ),
    "bib-encoding": (
        "The bibliography is not in UTF-8, so that its letters cannot be told for sure. It is read as UTF-16 when "
        "it begins with that mark; otherwise the bytes that are not UTF-8 are read as Windows-1252. Names and "
        "titles may show wrong letters. Save the file in UTF-8."
    ),
    "bib-control-character": (
        "A zero byte, which nobody can see, stands in the bibliography. It is read as a blank. Remove it."
    ),
    "bib-unclosed-comment": (
        "An @comment is opened and never closed. It is taken to end before the next entry, so that no entry is "
        "lost in it. Close it, or remove it."
    ),
    "bib-text-like-entry": (
        "A line inside a value begins like an entry (`@word{`). It is taken for text, because a brace that closes "
        "the value stands after it. Other programs may end this entry there and see another one. Put a word before "
        "the @."
    ),
    "bib-odd-key": (
        "A key holds blanks, braces or quotes, which no program lets a citation name. It is kept. Use letters, "
        "digits and - _ : . / only."
    ),
    "bib-missing-key-comma": ("No comma stands after the key. The first word is taken for the key. Put the comma in."),
    "bib-key-case": (
        "Two keys differ only in capital letters. Both entries are kept; BibTeX refuses the second, and readers "
        "mix them up. Rename one of them."
    ),
    "bib-missing-comma": (
        "Two fields stand without a comma between them. Many programs take the second for a part of the first, in "
        "silence; here both are read. Put the comma in."
    ),
    "bib-extra-comma": ("Two commas stand where one belongs. BibTeX stops there. Remove one."),
    "bib-duplicate-field": (
        "A field occurs twice in one entry, capital letters aside. The first is read, as BibTeX does, and the "
        "second is not. Remove one. Keywords alone are put together, since ScienceDirect writes a field for each."
    ),
    "bib-misspelt": (
        "The name of a field or of an entry's type is not known, and one letter away from a name that is, which "
        "the entry lacks. It is kept as it is written, so that a title or a journal in it is not shown as such. "
        "Correct it."
    ),
    "bib-field-in-value": (
        "A line inside a value begins like a field. Mostly the value above it has lost its closing brace and "
        "another one, further down, closes it: the fields between are read as text of that value. Put the brace "
        "where it belongs."
    ),
    "bib-empty-value": ("A field has no value. It is left out. Write a value in braces, or remove the field."),
    "bib-bare-words": (
        "A value of several words, or with signs in it, stands without braces. It is read as text; BibTeX stops "
        "there. Put braces around it."
    ),
    "bib-junk": (
        "Something stands between two fields, or after a value, that is no part of either. It is not read. Put it "
        "into the value's braces, or remove it."
    ),
    "bib-percent-line": (
        "A comment that begins with % stands inside an entry. It is left out here and by BibLaTeX; BibTeX has no "
        "comments there and takes it for a part of the next field. Move it out of the entry."
    ),
    "bib-unbalanced-quotes": (
        "A value in quotes holds a brace without its partner. It is read up to the closing quote; BibTeX reads on "
        "past it. Add the other brace, or put the value in braces."
    ),
    "bib-undefined-string": (
        "A value is a bare word that no @string defines and that is no month. It is read as that word. Put braces "
        "around it, or define it with @string. Where your documents name several files, only references.bib is read: "
        "put them together in it, the one with the definitions first."
    ),
    "bib-late-string": (
        "A word is used before the @string that defines it. It is read by that definition; BibTeX leaves it "
        "empty. Move the @string up."
    ),
    "bib-string-cycle": ("An @string is defined in terms of itself. The word stands for itself. Write its text out."),
    "bib-duplicate-string": (
        "An @string is defined a second time with another text. Each entry is read by the definition above it. "
        "Remove one, or rename one."
    ),
    "bib-bad-name": (
        "A name cannot be taken apart into family and given names for sure. The entry is kept, the name whole "
        "where taking it apart would be a guess. Write `Family, Given` or `Family, Jr, Given`, join names with "
        "`and`, end a shortened list with `and others`, and put a body's name in braces of its own."
    ),
    "bib-body-as-person": (
        "A name without a comma reads like that of a body (an institute, a ministry, a committee), and is taken "
        "apart like a person's: its last word becomes the family name. Put it in braces of its own: `author = "
        "{{World Health Organization}}`."
    ),
    "bib-bad-year": (
        "A year or date cannot be read, or the two of an entry differ. Views as of a year may leave the source "
        "out. Write the year as four digits."
    ),
    "bib-crossref-missing": (
        "An entry inherits from another (crossref, xdata) that is not in the file or was left out. What it would "
        "inherit is missing. Add or mend the other entry, or remove the field. Where your documents name several "
        "files, only references.bib is read: put them together in it, the one with the parents last."
    ),
    "bib-crossref-cycle": (
        "An entry inherits from itself, through others, or through too many of them. Nothing is inherited beyond "
        "that point. Remove one of the links."
    ),
    "bib-stray-text": (
        "Text between entries looks like an entry that has lost its @, or like fields of one. Nothing in it is "
        "read. Put the @ in; or, where the entry above has a brace too many and ends too early, remove that brace."
    ),
}

_NOTES: Mapping[str, str] = {
    "bib-declared-encoding": (
        "The bibliography names an encoding other than UTF-8 in its first lines and is read by it. Other programs "
        "may not do so. Save the file in UTF-8."
    ),
    "bib-hidden-entry": (
        "An entry stands inside @comment{…} or in a line that begins with %. It is not read. Take it out to use it."
    ),
    "bib-odd-type": (
        "An entry's type is written in a way that some programs take for a comment: with a blank after the @, a "
        "hyphen, or the brace on the next line. It is read. Write `@type{key,`."
    ),
    "bib-odd-field": (
        "A field's name holds a blank, as Web of Science (`Early Access Date`) and Scopus (`funding_text 1`) write "
        "some. It is read, under the name with a hyphen in place of the blank; BibTeX stops there. Write it without "
        "blanks, or remove the field."
    ),
    "bib-repeated-entry": ("An entry stands in the file twice, word for word. It is read once. Remove one of the two."),
    "bib-read-otherwise": (
        "Told by `kb check --deep` only: bibtexparser, given this entry alone, reads something else than is read here. "
        "Mostly another fault of the same entry says why, such as a missing comma. Mend that; or report it, if there "
        "is none."
    ),
    "bib-bad-latex": (
        "A LaTeX command is not known here and is shown as it is written. Write the sign itself, in UTF-8."
    ),
}

FAULTS: Mapping[str, str] = {**_ERRORS, **_WARNINGS, **_NOTES}

#: rules that cost an entry or more, so that they are listed before all others where there are too many
OF_LOSS = frozenset([*_ERRORS, "bib-hidden-entry", "bib-repeated-entry"])

_SEVERITIES: Mapping[str, Severity] = {
    **dict.fromkeys(_ERRORS, Severity.ERROR),
    **dict.fromkeys(_WARNINGS, Severity.WARNING),
    **dict.fromkeys(_NOTES, Severity.NOTE),
}
