"""Numbers as large as a long bibliography gives its sources are kept on both engines."""

from __future__ import annotations

from collections.abc import Callable

from kb.evidence import Evidence
from kb.model import Claim, Corpus, Finding, Source, Topic
from kb.store import Content, open_store, replace_all, schema
from kb.store.told import silent_keys, write_silent
from kb.verdicts import judge
from kb.vocabulary import Basis, Kind, Stance


def test_a_source_far_down_a_long_bibliography_is_listed_as_known_second_hand(new_url: Callable[[], str]) -> None:
    sources = {key: Source(key, title=key) for key in ("told", "teller")}
    findings = (Finding("told#f", "told", "c", Stance.SUPPORTS, Basis.CONTEXT, via="teller"),)
    corpus = Corpus(sources, {"t": Topic("t", "Topic")}, {"c": Claim("c", "t", "A claim.", Kind.EFFECT)}, findings)
    store = open_store(new_url())
    replace_all(store, Content(corpus, {"c": judge(Evidence("c", findings, (), sources))}))
    with store.writing() as connection:
        position = schema.sources.c.position
        connection.execute(schema.sources.update().values(position=position + (1 << 50)))
        write_silent(connection)
    with store.reading() as connection:
        assert silent_keys(connection, 10) == ["told"]
    store.close()
