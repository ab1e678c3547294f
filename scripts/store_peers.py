"""What else could hold the index: DuckDB, Kuzu, Oxigraph, and networkx in memory, each asked in its own language."""

# ruff: noqa: D102 - `Peer` says what each question gives

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

#: how many claims, conflicts and neighbours an answer has at most
CLAIMS, CONFLICTS, NEIGHBOURS = 50, 20, 200

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Rows:
    """What every peer gets."""

    #: id, topic, state, contest, statement
    claims: Sequence[Row]
    #: key, citation
    sources: Sequence[Row]
    #: claim, source, stance
    votes: Sequence[Row]


@contextmanager
def files_of(rows: Rows) -> Iterator[Mapping[str, Path]]:
    """The rows as CSV without a header, for those that load files."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder, f"{name}.csv") for name in ("claims", "sources", "votes")}
        for name, path in files.items():
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(getattr(rows, name))
        yield files


class Peer(Protocol):
    """Something that holds claims, sources and votes; each question gives the rows that answer it."""

    def claim(self, id_: str) -> Sequence[Any]:
        """The sources with a vote on a claim, how to cite them, and their stances."""

    def source(self, key: str) -> Sequence[Any]:
        """The claims on which a source has a vote, with state and stance."""

    def compare(self, a: str, b: str) -> Sequence[Any]:
        """The claims on which two sources have a vote, and both stances."""

    def matrix(self, topic: str) -> Sequence[Any]:
        """The votes on the first claims of a topic, most contested first."""

    def conflicts(self) -> Sequence[Any]:
        """The first conflicting claims, most contested first."""

    def neighbours(self, key: str) -> Sequence[Any]:
        """The sources that share claims with a source, most of them first."""


#: what each question is asked about
ABOUT: Mapping[str, str] = {
    "claim": "claim",
    "source": "source",
    "compare": "pair",
    "matrix": "topic",
    "conflicts": "",
    "neighbours": "source",
}


class Columns:
    """DuckDB, in memory, with an index for each column that is asked for."""

    def __init__(self, rows: Rows) -> None:
        self._base = import_module("duckdb").connect()
        columns = {
            "claims": "id VARCHAR, topic VARCHAR, state VARCHAR, contest BIGINT, statement VARCHAR",
            "sources": "key VARCHAR, citation VARCHAR",
            "votes": "claim VARCHAR, source VARCHAR, stance VARCHAR",
        }
        with files_of(rows) as files:
            for table, described in columns.items():
                self._base.execute(f"CREATE TABLE {table} ({described})")
                self._base.execute(f"COPY {table} FROM '{files[table]}'")
        for table, column in (("claims", "id"), ("claims", "topic"), ("sources", "key")):
            self._base.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        for column in ("claim", "source"):
            self._base.execute(f"CREATE INDEX votes_{column} ON votes ({column})")

    def claim(self, id_: str) -> Sequence[Any]:
        return self._rows(
            "SELECT source, citation, stance FROM votes JOIN sources ON key = source WHERE claim = ?", id_
        )

    def source(self, key: str) -> Sequence[Any]:
        return self._rows("SELECT id, state, stance FROM votes JOIN claims ON id = claim WHERE source = ?", key)

    def compare(self, a: str, b: str) -> Sequence[Any]:
        both = "SELECT v.claim, v.stance, w.stance FROM votes v JOIN votes w ON w.claim = v.claim"
        return self._rows(f"{both} WHERE v.source = ? AND w.source = ?", a, b)

    def matrix(self, topic: str) -> Sequence[Any]:
        first = "SELECT id FROM claims WHERE topic = ? ORDER BY contest DESC LIMIT ?"
        return self._rows(f"SELECT * FROM votes WHERE claim IN ({first})", topic, CLAIMS)

    def conflicts(self) -> Sequence[Any]:
        return self._rows("SELECT * FROM claims WHERE state = 'conflicting' ORDER BY contest DESC LIMIT ?", CONFLICTS)

    def neighbours(self, key: str) -> Sequence[Any]:
        return self._rows(
            "SELECT w.source, count(*) AS n FROM votes v JOIN votes w ON w.claim = v.claim WHERE v.source = ? "
            "AND w.source <> v.source GROUP BY w.source ORDER BY n DESC, w.source LIMIT ?",
            *(key, NEIGHBOURS),
        )

    def _rows(self, words: str, *given: object) -> Sequence[Any]:
        found: list[Row] = self._base.execute(words, list(given)).fetchall()
        return found


class Cypher:
    """Kuzu, in a folder of its own."""

    def __init__(self, rows: Rows) -> None:
        kuzu = import_module("kuzu")
        self._folder = tempfile.TemporaryDirectory()
        self._base = kuzu.Connection(kuzu.Database(str(Path(self._folder.name, "base"))))
        for made in (
            "NODE TABLE Claim(id STRING PRIMARY KEY, topic STRING, state STRING, contest INT64, statement STRING)",
            "NODE TABLE Source(key STRING PRIMARY KEY, citation STRING)",
            "REL TABLE Votes(FROM Claim TO Source, stance STRING)",
        ):
            self._base.execute(f"CREATE {made}")
        with files_of(rows) as files:
            for table, name in (("Claim", "claims"), ("Source", "sources"), ("Votes", "votes")):
                self._base.execute(f"COPY {table} FROM '{files[name]}' (HEADER=false, ESCAPE='\"')")
        self._known: dict[str, Any] = {}

    def claim(self, id_: str) -> Sequence[Any]:
        return self._rows("MATCH (s:Source)<-[v:Votes]-(c:Claim {id: $id}) RETURN s.key, s.citation, v.stance", id=id_)

    def source(self, key: str) -> Sequence[Any]:
        return self._rows("MATCH (s:Source {key: $key})<-[v:Votes]-(c:Claim) RETURN c.id, c.state, v.stance", key=key)

    def compare(self, a: str, b: str) -> Sequence[Any]:
        both = "MATCH (a:Source {key: $a})<-[v:Votes]-(c:Claim)-[w:Votes]->(b:Source {key: $b})"
        return self._rows(f"{both} RETURN c.id, v.stance, w.stance", a=a, b=b)

    def matrix(self, topic: str) -> Sequence[Any]:
        first = "MATCH (c:Claim) WHERE c.topic = $topic WITH c ORDER BY c.contest DESC LIMIT 50"
        return self._rows(f"{first} MATCH (s:Source)<-[v:Votes]-(c) RETURN c.id, s.key, v.stance", topic=topic)

    def conflicts(self) -> Sequence[Any]:
        return self._rows("MATCH (c:Claim) WHERE c.state = 'conflicting' RETURN c.* ORDER BY c.contest DESC LIMIT 20")

    def neighbours(self, key: str) -> Sequence[Any]:
        return self._rows(
            "MATCH (s:Source {key: $key})<-[:Votes]-(:Claim)-[:Votes]->(o:Source) WHERE o.key <> $key "
            "RETURN o.key, count(*) AS n ORDER BY n DESC, o.key LIMIT 200",
            key=key,
        )

    def _rows(self, words: str, **given: str) -> Sequence[Any]:
        if words not in self._known:
            self._known[words] = self._base.prepare(words)
        found: list[Row] = self._base.execute(self._known[words], given).get_all()
        return found


class Triples:
    """Oxigraph, in memory; a vote is a node."""

    def __init__(self, rows: Rows) -> None:
        ox = import_module("pyoxigraph")
        self._base = ox.Store()
        node, literal = ox.NamedNode, ox.Literal
        is_a = {name: node(f"p:{name}") for name in ("topic", "state", "contest", "name", "claim", "source", "stance")}

        def quads() -> Iterator[Any]:
            for id_, topic, state, contest, statement in rows.claims:
                claim = node(f"c:{id_}")
                parts = (("topic", topic), ("state", state), ("contest", contest), ("name", statement))
                for name, value in parts:
                    yield ox.Quad(claim, is_a[name], literal(value))
            for key, citation in rows.sources:
                yield ox.Quad(node(f"s:{key}"), is_a["name"], literal(citation))
            for number, (claim, source, stance) in enumerate(rows.votes):
                vote = node(f"v:{number}")
                yield ox.Quad(vote, is_a["claim"], node(f"c:{claim}"))
                yield ox.Quad(vote, is_a["source"], node(f"s:{source}"))
                yield ox.Quad(vote, is_a["stance"], literal(stance))

        self._base.bulk_extend(quads())
        self._base.optimize()

    def claim(self, id_: str) -> Sequence[Any]:
        return self._rows(
            f"?s ?n ?t WHERE {{ ?v <p:claim> <c:{id_}> ; <p:source> ?s ; <p:stance> ?t . ?s <p:name> ?n }}"
        )

    def source(self, key: str) -> Sequence[Any]:
        vote = f"?v <p:source> <s:{key}> ; <p:claim> ?c ; <p:stance> ?t"
        return self._rows(f"?c ?state ?t WHERE {{ {vote} . ?c <p:state> ?state }}")

    def compare(self, a: str, b: str) -> Sequence[Any]:
        votes = (f"?{n} <p:source> <s:{key}> ; <p:claim> ?c ; <p:stance> ?{n}t" for n, key in (("v", a), ("w", b)))
        return self._rows(f"?c ?vt ?wt WHERE {{ {' . '.join(votes)} }}")

    def matrix(self, topic: str) -> Sequence[Any]:
        first = f'SELECT ?c WHERE {{ ?c <p:topic> "{topic}" ; <p:contest> ?n }} ORDER BY DESC(?n) LIMIT {CLAIMS}'
        return self._rows(f"?c ?s ?t WHERE {{ {{ {first} }} ?v <p:claim> ?c ; <p:source> ?s ; <p:stance> ?t }}")

    def conflicts(self) -> Sequence[Any]:
        claim = '?c <p:state> "conflicting" ; <p:contest> ?n ; <p:name> ?name ; <p:topic> ?topic'
        return self._rows(f"?c ?name ?topic ?n WHERE {{ {claim} }} ORDER BY DESC(?n) LIMIT {CONFLICTS}")

    def neighbours(self, key: str) -> Sequence[Any]:
        shared = f"?v <p:source> <s:{key}> ; <p:claim> ?c . ?w <p:claim> ?c ; <p:source> ?o . FILTER(?o != <s:{key}>)"
        return self._rows(f"?o (COUNT(*) AS ?n) WHERE {{ {shared} }} GROUP BY ?o ORDER BY DESC(?n) LIMIT {NEIGHBOURS}")

    def _rows(self, words: str) -> Sequence[Any]:
        # values are read, as whoever asks would do
        return [tuple(value.value for value in row) for row in self._base.query(f"SELECT {words}")]


class Memory:
    """networkx in memory: nodes by kind, votes as edges; lists that are ordered are looked through."""

    def __init__(self, rows: Rows) -> None:
        self._graph = graph = import_module("networkx").Graph()
        for id_, topic, state, contest, statement in rows.claims:
            graph.add_node(("c", id_), topic=topic, state=state, contest=contest, statement=statement)
        for key, citation in rows.sources:
            graph.add_node(("s", key), citation=citation)
        graph.add_edges_from((("c", claim), ("s", source), {"stance": stance}) for claim, source, stance in rows.votes)

    def claim(self, id_: str) -> Sequence[Any]:
        nodes = self._graph.nodes
        return [(key, nodes[key]["citation"], of["stance"]) for key, of in self._graph.adj["c", id_].items()]

    def source(self, key: str) -> Sequence[Any]:
        nodes = self._graph.nodes
        return [(claim, nodes[claim]["state"], of["stance"]) for claim, of in self._graph.adj["s", key].items()]

    def compare(self, a: str, b: str) -> Sequence[Any]:
        ours, theirs = self._graph.adj["s", a], self._graph.adj["s", b]
        return [(claim, ours[claim]["stance"], theirs[claim]["stance"]) for claim in ours if claim in theirs]

    def matrix(self, topic: str) -> Sequence[Any]:
        found = [(of["contest"], node) for node, of in self._graph.nodes(data=True) if of.get("topic") == topic]
        first = [node for _, node in sorted(found, reverse=True)[:CLAIMS]]
        return [(node, key, of["stance"]) for node in first for key, of in self._graph.adj[node].items()]

    def conflicts(self) -> Sequence[Any]:
        nodes = self._graph.nodes(data=True)
        found = [(of["contest"], node) for node, of in nodes if of.get("state") == "conflicting"]
        return sorted(found, reverse=True)[:CONFLICTS]

    def neighbours(self, key: str) -> Sequence[Any]:
        shared: dict[str, int] = {}
        for claim in self._graph.adj["s", key]:
            for other in self._graph.adj[claim]:
                shared[other[1]] = shared.get(other[1], 0) + 1
        shared.pop(key, None)
        return most(shared)


def most(shared: Mapping[str, int]) -> list[tuple[str, int]]:
    """The sources that share most claims, by the claims that each shares."""
    return sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]


#: the peers by name, each with the module that it takes
PEERS: Mapping[str, tuple[str, Callable[[Rows], Peer]]] = {
    "DuckDB": ("duckdb", Columns),
    "Kuzu": ("kuzu", Cypher),
    "Oxigraph": ("pyoxigraph", Triples),
    "networkx": ("networkx", Memory),
}
