"""What a document that cannot be read would have held, as far as single lines of it tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.diagnostics import LeftOut, Lost, Place

_TOP = re.compile(r"(?P<key>source|topic|claims|findings|compares|citations)[ \t]*:(?P<rest>.*)")
#: a key and its value on a line, after a dash or inside braces as well; an id of an item stands first
_CLAIM = re.compile(r"(?:^|[\s{,-])claim[ \t]*:[ \t]*[\"']?(?P<name>[^\s\"'#,{}\[\]]+)")
_ID = re.compile(r"^[ \t]*-[ \t]+\{?[ \t]*id[ \t]*:[ \t]*[\"']?(?P<name>[^\s\"'#,{}\[\]]+)")
_NAME = re.compile(r"[ \t]*[\"']?(?P<name>[^\s\"'#,{}\[\]]+)")
_OF_SECTION = {"findings": Lost.FINDING, "compares": Lost.COMPARISON}


def remains(path: str, first_line: int, text: str) -> Iterator[LeftOut]:
    """The sheet, and each line of it that names a claim for a finding or comparison; or the claims of a claims file."""
    kind, section, source = "", "", ""
    for number, line in enumerate(text.split("\n"), start=first_line + 1):
        place = Place(path, number)
        if line.lstrip().startswith("#"):
            continue
        top = _TOP.match(line)
        if top:
            section = top["key"]
            named = _NAME.match(top["rest"])
            if not kind and section in ("source", "topic"):
                kind = section
                if kind == "source" and named:
                    source = named["name"]
                    yield LeftOut(Lost.SHEET, place, source=source)
        if kind == "source" and section in _OF_SECTION:
            for found in _CLAIM.finditer(line):
                yield LeftOut(_OF_SECTION[section], place, found["name"], source)
        elif kind == "topic" and section == "claims" and (found_id := _ID.match(line)):
            yield LeftOut(Lost.CLAIM, place, found_id["name"])
