"""Faults a page at a time, held against all of them put in order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.diagnostics import Diagnostic, Place, Related, Severity, in_order
from kb.model import Corpus
from kb.store import Content, Reader, Store, replace_all
from kb.views import faults

places = st.builds(Place, st.sampled_from(["claims/a.yaml", "references.bib"]), st.integers(1, 4), st.integers(1, 2))
diagnostics = st.lists(
    st.builds(
        Diagnostic,
        places,
        st.sampled_from(["bad-value", "not-coded", "twin"]),
        st.sampled_from(Severity),
        st.sampled_from(["This.", "That."]),
        st.just("Mend it."),
        st.lists(st.builds(Related, places, st.just("here")), max_size=1).map(tuple),
    ),
    max_size=12,
    unique_by=lambda d: (d.place, d.rule, d.message, d.severity),
)


@settings(max_examples=60)
@given(
    found=diagnostics,
    severity=st.sampled_from(["", *Severity, "grave"]),
    rule=st.sampled_from(["", "twin", "none"]),
    size=st.integers(1, 5),
)
def test_page_after_page_is_every_fault_worst_first(
    store: Store, found: list[Diagnostic], severity: str, rule: str, size: int
) -> None:
    replace_all(store, Content(Corpus(), {}, diagnostics=tuple(found)))
    rank = list(Severity).index
    fitting = [d for d in in_order(found) if severity in ("", d.severity) and rule in ("", d.rule)]
    wanted = sorted(fitting, key=lambda d: rank(d.severity))
    with pytest.MonkeyPatch.context() as patched, store.reading() as connection:
        patched.setattr(faults, "PAGE", size)
        read: list[Diagnostic] = []
        while (page := faults.fault_page(Reader(connection), severity, rule, len(read))).faults:
            assert (page.before, page.total) == (len(read), len(wanted))
            read += page.faults
    assert read == wanted
    assert page.total == len(wanted)
    assert page.severities == {each: sum(d.severity is each for d in found) for each in Severity}
    assert page.rules == {
        name: n for name in ("bad-value", "not-coded", "twin") if (n := sum(d.rule == name for d in found))
    }


def test_a_page_beyond_the_last_fault_is_empty_and_says_so(store: Store) -> None:
    replace_all(
        store, Content(Corpus(), {}, diagnostics=(Diagnostic(Place("a.yaml"), "twin", Severity.NOTE, "This."),))
    )
    with store.reading() as connection:
        page = faults.fault_page(Reader(connection), start=10**11)
    assert (page.faults, page.before, page.total) == ((), 1, 1)
