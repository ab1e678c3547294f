"""Numbers of references: where a style numbers them in the order given, we do it, and pandoc can set them in parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.csl.mending import printed, tag

#: what a citation may show where it shows the number of its reference
_OF_CITATIONS = frozenset(("citation-number", "locator"))

_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Numbering:
    """What stands before and after the number of a reference in the margin."""

    before: str
    after: str

    def label(self, number: int) -> str:
        """The number as it stands in the margin."""
        return f"{self.before}{number}{self.after}"


def take_number(root: Element) -> Numbering | None:
    """Take the number out of the references of a style, and return how it is set.

    None, and nothing is changed, unless references stand in the order given, each by itself with its number in the
    margin and nowhere else.
    """
    bibliography, citation = root.find(tag("bibliography")), root.find(tag("citation"))
    layout = None if bibliography is None else bibliography.find(tag("layout"))
    if bibliography is None or layout is None or len(layout) < 2 or not set(layout.keys()) <= {"suffix"}:
        return None
    if bibliography.find(tag("sort")) is not None or bibliography.get("subsequent-author-substitute"):
        return None
    if citation is not None and not frozenset(printed(root, citation)) <= _OF_CITATIONS:
        return None
    if any(part.get("quotes") == "true" for part in root.iter()):
        # without its margin, pandoc would put full stops and commas elsewhere among quotation marks
        return None
    number, rest = layout[0], layout[1:]
    is_alone = not any("citation-number" in printed(root, part) for part in rest)
    if not (bibliography.get("second-field-align") and _is_plain_number(number) and is_alone):
        return None
    layout.remove(number)
    del bibliography.attrib["second-field-align"]
    return Numbering(number.get("prefix", "").lstrip(), number.get("suffix", "").rstrip())


def _is_plain_number(element: Element) -> bool:
    """True for a number with nothing but marks around it."""
    around = element.get("prefix", "").lstrip() + element.get("suffix", "").rstrip()
    is_number = element.tag == tag("text") and element.get("variable") == "citation-number"
    return is_number and set(element.keys()) <= {"variable", "prefix", "suffix"} and not _BLANK.search(around)
