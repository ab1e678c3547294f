"""Choices that a reader sees in words and that stand in the address by their ids.

Streamlit's own binding to the address writes the label of an option there, which changes with every better word.  Here
the address is what holds; the choice follows it, whether it comes from a link, a reload, or Back and Forward.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

#: the label of each option by its id
Words = Mapping[str, str]


def one_or_none(at: DeltaGenerator, label: str, name: str, words: Words, placeholder: str = "any") -> str:
    """The id that is chosen, empty for none."""
    given = st.query_params.get(name, "")
    _follow(name, given if given in words else None)
    chosen = at.selectbox(
        label, list(words), index=None, format_func=_said(words), key=name, placeholder=placeholder,
        on_change=_to_address, args=(name,),
    )  # fmt: skip
    return chosen or ""


def one_of_or_typed(at: DeltaGenerator, label: str, name: str, words: Words, note: str) -> str:
    """The id that is chosen, or what was typed instead; the first id where the address holds neither."""
    first = next(iter(words))
    _follow(name, st.query_params.get(name) or first)
    chosen = at.selectbox(
        label, list(words), format_func=_said(words), key=name, help=note, accept_new_options=True,
        on_change=_to_address, args=(name,),
    )  # fmt: skip
    return chosen or first


def _said(words: Words) -> Callable[[str], str]:
    return lambda id_: words.get(id_, id_)


def _follow(name: str, chosen: str | Sequence[str] | None) -> None:
    if name not in st.session_state or st.session_state[name] != chosen:
        st.session_state[name] = chosen


def _to_address(name: str) -> None:
    """Write the choice into the address; with another one, a list begins at its start."""
    st.query_params.update({name: st.session_state[name] or (), "after": (), "claim": ()})
