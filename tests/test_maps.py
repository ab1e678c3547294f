"""Maps are bounded, laid out by meaning, and lose no edge on the way to the drawing."""

from __future__ import annotations

from pathlib import Path

from kb.base import open_base
from kb.model import Stance
from kb.ui.graph_view import network_data, standalone_html
from kb.ui.nodes import el
from kb.views.maps import MOST_A_SIDE, MapEdge, MapNode, MapView, claim_map
from tests.cli.conftest import ROOT


def big_claim(folder: Path, studies: int) -> Path:
    (folder / "claims").mkdir()
    entries = (f"@article{{s{n}, author = {{Lee, A{n}}}, title = {{T{n}}}, year = {{2000}}}}" for n in range(studies))
    (folder / "references.bib").write_text("\n".join(entries), encoding="utf-8")
    sheets = (
        f"---\nsource: s{n}\nread: abstract\nfindings:\n"
        f"  - {{id: f, claim: c, stance: {list(Stance)[n % 2]}, basis: result, at: p. 1, says: Found.}}\n"
        for n in range(studies)
    )
    claims = "topic: t\ntitle: T\nclaims:\n  - {id: c, statement: A claim., kind: effect}\n"
    (folder / "claims" / "all.yaml").write_text(claims + "".join(sheets), encoding="utf-8")
    return folder


def test_a_map_holds_a_bounded_number_of_nodes_and_says_how_many_are_left_out(tmp_path: Path) -> None:
    base = open_base(big_claim(tmp_path, 60))
    view = claim_map(base.claim("c"))
    base.store.close()
    assert len(view.nodes) == 1 + 2 * MOST_A_SIDE
    assert view.left_out == 60 - 2 * MOST_A_SIDE


def test_disputing_stands_left_supporting_right_and_no_two_nodes_on_one_place(tmp_path: Path) -> None:
    base = open_base(big_claim(tmp_path, 20))
    view = claim_map(base.claim("c"))
    base.store.close()
    places = {node.id: (node.x, node.y) for node in view.nodes}
    assert all(node.x > 0 for node in view.nodes if node.tone == "supports" and node.kind == "source")
    assert all(node.x < 0 for node in view.nodes if node.tone == "disputes" and node.kind == "source")
    assert len(set(places.values())) == len(places)


def test_every_shipped_claim_has_a_map_with_nodes_apart(tmp_path: Path) -> None:
    base = open_base(ROOT, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}")
    for row in base.claims():
        view = claim_map(base.claim(row.id))
        assert len({(node.x, node.y) for node in view.nodes}) == len(view.nodes), row.id
        assert {end for edge in view.edges for end in (edge.a, edge.b)} <= {node.id for node in view.nodes}
    base.store.close()


def two_ways() -> MapView:
    nodes = (
        MapNode("source:a", "source", "A 2000", "▲ supports", 0, 0, "supports"),
        MapNode("claim:b", "claim", "<script>window.__xss=1</script> href", "≠ conflicting", 9, 9),
    )
    edges = (
        MapEdge("source:a", "claim:b", "▲ supports", "supports"),
        MapEdge("source:a", "claim:b", "▼ disputes", "disputes"),
    )
    return MapView("claim:b", "</script><script>window.__xss=1</script>", nodes, edges)


def test_two_edges_between_two_nodes_are_both_drawn() -> None:
    data = network_data(two_ways())
    assert [(edge["from"], edge["to"], edge["title"]) for edge in data["lines"]] == [
        ("source:a", "claim:b", "▲ supports"),
        ("source:a", "claim:b", "▼ disputes"),
    ]


def test_a_map_as_a_file_holds_no_address_and_no_text_that_could_run() -> None:
    page = standalone_html(two_ways(), el("table", el("tr", el("td", "<script>window.__xss=1</script>"))))
    assert "window.__xss=1" in page
    assert "<script>window" not in page
    assert page.count("</script>") == page.count("<script nonce=")
    assert not [word for word in ('src="http', 'href="http', "@import", "url(http") if word in page]
