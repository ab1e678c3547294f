"""Identifiers and years out of their many disguises."""

from __future__ import annotations

import re
from urllib.parse import unquote

_URL_COMMAND = re.compile(r"\\(?:url|path|nolinkurl|href)\s*(?=\{)")
_SIGNS = (
    ("\\textless", "<"),
    ("\\textgreater", ">"),
    ("\\textunderscore", "_"),
    ("\\textasciitilde", "~"),
    ("$<$", "<"),
    ("$>$", ">"),
    ("$\\sim$", "~"),
    ("\\ensuremath{<}", "<"),
    ("\\ensuremath{>}", ">"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
    ("\\~{}", "~"),
)
_ESCAPED = re.compile(r"\\([_%&#$~{}<>^-])")
_DOI_HEAD = re.compile(
    r"\s*(?:(?:https?:)?/*)?(?:(?:www\.|dx\.)?doi\.org[^/\s]*/+|doi\s*[:=]?\s*|info:doi/|urn:doi:)", re.IGNORECASE
)
#: "doi: https://doi.org/10…" wears two
_MAX_DISGUISES = 4
#: a second one that stands behind the first, as some exports write, does not belong to it
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9}){0,5}/(?:(?![;,]https?://)\S)+", re.IGNORECASE)
_DOI_HOST = re.compile(r"https?://(?:www\.|dx\.)?doi\.org[^/\s]*/+(?=10\.\d)", re.IGNORECASE)
#: an address or a DOI as it should be written, in which there is nothing to clean
_PLAIN_URL = re.compile(r"[^\s\\{}$<>&]*")
_PLAIN_DOI = re.compile(r"10\.\d{4,9}/[\w./:()-]*[\w/(-]", re.ASCII)
#: a link of HTML, as pages made from a bibliography show it
_LINK = re.compile(r"<a\s[^>]{0,200}?href=[\"'](https?://[^\"'\s]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s{}\\,]+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d{2}|21\d{2})(?!\d)")
#: years before 1000 as ISO 8601 writes them; -0001 is 2 BC
_EARLY_YEAR = re.compile(r"[\s{]*(-?0\d{3})(?:-\d\d){0,2}[?~%]?[\s}]*(?:/.*)?", re.DOTALL)
#: words that say plainly that there is no year yet, or none known
_NO_YEAR = re.compile(
    r"\W*(?:n\.?\s*d|undated|no\s*date|in\s*press|forthcoming|to\s*appear|submitted|in\s*preparation|accepted|"
    r"unpublished|in\s*print|under\s*review)\b.*",
    re.IGNORECASE | re.DOTALL,
)


def clean_url(value: str) -> str:
    """An address as it is typed into a browser, without LaTeX escapes, url command, braces, angle brackets, blanks.

    Of a link written in HTML it is where that leads.
    """
    if _PLAIN_URL.fullmatch(value):
        return value
    link = _LINK.search(value)
    text = "".join(_unescaped(link[1] if link else value).split())
    return text[1:-1] if text.startswith("<") and text.endswith(">") else text


def is_address(text: str) -> bool:
    """True for a web address and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def clean_doi(value: str) -> str:
    """A DOI beginning with `10.`, out of an address, `doi:` or LaTeX; what is no DOI comes back without escapes."""
    if _PLAIN_DOI.fullmatch(value):
        return value
    text = " ".join(_unescaped(value).split())
    if re.match(r"\s*https?:", text, re.IGNORECASE) and "%" in text:
        text = unquote(text)
    for _ in range(_MAX_DISGUISES):
        head = _DOI_HEAD.match(text)
        text = text[head.end() :] if head else text
    found = _DOI.search(text)
    return _without_tail(found[0] if found else text)


def doi_in_url(value: str) -> str:
    """The DOI in an address at doi.org, or an empty string."""
    url = clean_url(value) if "doi.org" in value.lower() else ""
    return clean_doi(url) if _DOI_HOST.match(url) else ""


def find_year(text: str) -> int | None:
    """The first year of four digits in a year or a date such as `2010-05`, `2010/2012`, `c. 2010` or `2010a`."""
    if len(text) == 4 and text.isdecimal() and text.isascii() and "1000" <= text < "2200":
        return int(text)
    early = _EARLY_YEAR.fullmatch(text)
    found = _YEAR.search(text)
    return int(early[1]) if early else int(found[0]) if found else None


def says_no_year(text: str) -> bool:
    """True for an empty text and for words such as "in press" or "n.d."."""
    return not text.strip(" {}") or _NO_YEAR.fullmatch(text.strip(" {}")) is not None


def _unescaped(value: str) -> str:
    text = _URL_COMMAND.sub("", value)
    for written, sign in _SIGNS:
        if written in text:
            text = text.replace(written, sign)
    return _ESCAPED.sub(r"\1", text.replace("{", "").replace("}", "")) if "\\" in text or "{" in text else text


def _without_tail(doi: str) -> str:
    """A DOI without the stop, comma or unpaired bracket of the sentence it was copied from."""
    doi = doi.strip().rstrip(".,;")
    if doi.endswith(")") and doi.count("(") < doi.count(")"):
        doi = doi[:-1].rstrip(".,;")
    return doi
