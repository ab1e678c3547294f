"""What is changed in a style before pandoc gets it, so that its lists are those that citeproc-js would make."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

NAMESPACE = "http://purl.org/net/xbiblio/csl"

#: stands before a year of which only two figures are to be shown, which pandoc does not do
SHORT_YEAR = "\ue000"

#: stand for a mark at the end of a title, after which pandoc would leave out the comma of a style too
ENDS_OF = {"?": "\ue001", "!": "\ue002"}
ENDS = "".join(ENDS_OF.values())

#: stands for a blank in a number such as "Suppl 1", which pandoc would take for several numbers
BLANK = "\ue003"

#: a variable that every item has, and its value, which is taken out again
PRESENT, PRESENCE = "kb-present", "\ue004"

#: more people than any source has
_EVERYBODY = "9999"
_CLONED = "in-full-"


def tag(name: str) -> str:
    """The name of a CSL element as the XML reader writes it."""
    return f"{{{NAMESPACE}}}{name}"


def mend(root: Element) -> None:
    """Change the style in place: names before labels, and what pandoc does otherwise than CSL 1.0.2 says."""
    for names in root.iter(tag("names")):
        # pandoc prints the label in front of names that have no element of their own
        if names.find(tag("label")) is not None and names.find(tag("name")) is None:
            names.insert(0, Element(tag("name")))
    for part in root.iter(tag("date-part")):
        if part.get("name") == "year" and part.get("form") == "short":
            part.set("prefix", part.get("prefix", "") + SHORT_YEAR)
    for group in list(root.iter(tag("group"))):
        for inner in group.findall(tag("group")):
            _let_words_count(inner)
    citation = root.find(tag("citation"))
    if citation is not None and _is_slow(citation):
        _name_in_full(root, citation)


def called(element: Element) -> Iterator[str]:
    """The names of the macros that an element and all within it call, as often as they are called."""
    return (name for inner in element.iter() for name in called_by(inner))


def called_by(element: Element) -> Iterator[str]:
    """The name of the macro that the element itself calls, if it calls one."""
    name = element.get("macro")
    if name is not None and element.tag in (tag("text"), tag("key")):
        yield name


def printed(root: Element, element: Element) -> Iterator[str]:
    """The variables that an element can print, its macros included."""
    macros = {name: macro for macro in root.iter(tag("macro")) if (name := macro.get("name"))}
    waiting, seen = [element], set[str]()
    while waiting:
        part = waiting.pop()
        for inner in part.iter():
            yield from inner.get("variable", "").split()
        for name in called(part):
            if name not in seen:
                seen.add(name)
                waiting.append(macros[name])


def _let_words_count(parent: Element) -> None:
    """Let a group within a group count as there where it prints words only, as CSL 1.0.2 has it."""
    choices = parent.findall(tag("choose"))
    if len(choices) > 1 or any(_calls_variable(part) for part in parent if part not in choices):
        return
    for at, part in enumerate(parent):
        if part.tag == tag("text"):
            both = Element(tag("group"))
            both.extend((part, Element(tag("text"), variable=PRESENT)))
            parent[at] = both
            return
    for branch in (branch for choice in choices for branch in choice):
        _let_words_count(branch)


def _calls_variable(element: Element) -> bool:
    """True when an element can print a variable of the item; macros are taken to."""
    printing = (tag(name) for name in ("text", "names", "date", "number", "label"))
    return any(part.get("macro") or part.get("variable") for name in printing for part in element.iter(name))


def _is_slow(citation: Element) -> bool:
    """True where telling citations apart by given names takes pandoc quadratic time."""
    by_given_name = citation.get("disambiguate-add-givenname") == "true"
    return by_given_name and citation.get("givenname-disambiguation-rule", "by-cite").startswith("primary-name")


def _name_in_full(root: Element, citation: Element) -> None:
    """Let citations name everybody in full, so that the years alone need letters.

    A list prints no citation; what is left of it is the letter after the year, which two sources get exactly when all
    that a citation says of them in full is the same.
    """
    for attribute in ("disambiguate-add-givenname", "givenname-disambiguation-rule", "disambiguate-add-names"):
        citation.attrib.pop(attribute, None)
    macros = {name: macro for macro in root.iter(tag("macro")) if (name := macro.get("name"))}
    waiting, cloned = [citation], set[str]()
    while waiting:
        element = waiting.pop()
        for name in called(element):
            if name in macros and name not in cloned:
                cloned.add(name)
                clone = deepcopy(macros[name])
                clone.set("name", _CLONED + name)
                root.append(clone)
                waiting.append(clone)
        for inner in element.iter():
            if inner.tag in (tag("text"), tag("key")) and inner.get("macro") in macros:
                inner.set("macro", _CLONED + inner.attrib["macro"])
            if inner.tag == tag("names"):
                _show_all(inner)


def _show_all(names: Element) -> None:
    name = names.find(tag("name"))
    if name is None:
        name = SubElement(names, tag("name"))
        names.remove(name)
        names.insert(0, name)
    name.attrib.pop("form", None)
    name.set("form", "long")
    name.set("et-al-min", _EVERYBODY)
    name.set("et-al-use-first", _EVERYBODY)
