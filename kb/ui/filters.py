"""Filters of a page as a form: what is chosen stands in the address, and nowhere else.

A change leads to the address with the new choice and without the place in a list, for another filter makes another
list; `surface.js` does that.  The form is drawn with the rest of the page: Streamlit's widgets for the same fields take
the browser longer than all else on the first page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import streamlit as st

from kb.ui.nodes import Content, Element, el, joined
from kb.ui.paging import Given, here

#: what can be chosen: as it stands in the address, and the words for it
Options = Mapping[str, str]

_YEAR_DIGITS = 4


def given(name: str) -> str:
    """What the address says for a filter; empty when it is not set."""
    return str(st.query_params.get(name, "")).strip()


def given_several(name: str) -> list[str]:
    """All that the address says for a filter, in its order."""
    return [value for value in st.query_params.get_all(name) if value]


def form(label: str, *fields: Content) -> Element:
    """The fields as one form."""
    return el("form.filters", *fields, aria_label=label)


def words(name: str, label: str, hint: str = "") -> Element:
    """A field for words."""
    return _field(name, label, _input(name, type="text", value=given(name), placeholder=hint), "wide-field")


def year(name: str, label: str) -> Element:
    """A field for a year."""
    size = str(_YEAR_DIGITS)
    field = _input(name, type="text", value=given(name), placeholder="year", maxlength=size, inputmode="numeric")
    return _field(name, label, field, "year-field")


def one_of(name: str, label: str, options: Options, chosen: str, none: str = "any") -> Element:
    """A choice of one; of none too, unless there are no words for that."""
    listed = [_option("", none, chosen)] if none else []
    listed += [_option(value, says, chosen) for value, says in options.items()]
    return _field(name, label, el("select", listed, id=_id(name), name=name), "")


def several(name: str, label: str, options: Mapping[str, Content], chosen: Collection[str]) -> Element:
    """A choice of any number, each option with what it shows."""
    return el(
        "fieldset.chips",
        el("legend", label),
        [
            el("label", _input(name, type="checkbox", value=value, checked=_is(value in chosen)), el("span", says))
            for value, says in options.items()
        ],
    )


def occurring(options: Options, found: Collection[str], chosen: Collection[str]) -> Options:
    """Those options of which there is anything, and those that are chosen."""
    return {value: says for value, says in options.items() if value in found or value in chosen}


def switch(name: str, label: str) -> Element:
    """A choice of yes or no; `name=true` in the address is yes."""
    return el("label.switch", _input(name, type="checkbox", value="true", checked=_is(is_on(name))), el("span", label))


def is_on(name: str) -> bool:
    """Whether a switch is on."""
    return given(name) == "true"


def folded(label: str, *fields: Content, is_set: bool) -> Element:
    """Fields that are folded away until one of them is set."""
    return el("details.more", el("summary", label), el("div.fields", *fields), open=_is(is_set))


def clear(page: str, chosen: Given, order: str) -> Element:
    """A link to the list without any filter, in the same order."""
    return el("p.meta", el("a", "Clear all filters", href=here(page, {order: chosen[order]})))


def orders(page: str, chosen: Given, name: str, ways: Options) -> Element:
    """Links to the same list in each order; the one in force is marked."""
    links = [
        el("a", says, href=here(page, chosen, **{name: way}), aria_current=_is(way == chosen[name]))
        for way, says in ways.items()
    ]
    return el("p.orders", joined(links))


def _input(name: str, /, **attributes: str) -> Element:
    own = {} if attributes["type"] == "checkbox" else {"id": _id(name)}
    return el("input", name=name, **own, **attributes)


def _option(value: str, says: str, chosen: str) -> Element:
    # an empty value must be said, or the words would stand in the address
    selected = (("selected", "selected"),) if value == chosen else ()
    return Element("option", (("value", value), *selected), (says,))


def _field(name: str, label: str, field: Element, kind: str) -> Element:
    return el(f"div.field.{kind}" if kind else "div.field", el("label", label, **{"for": _id(name)}), field)


def _id(name: str) -> str:
    return f"filter-{name}"


def _is(condition: bool) -> str:
    return "true" if condition else ""
