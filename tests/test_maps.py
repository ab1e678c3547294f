"""Maps are bounded, laid out by meaning, and lose no edge on the way to the drawing."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

from kb.base import open_base
from kb.store.read import Reader
from kb.ui import map_layout
from kb.ui.graph_view import map_data, standalone_html
from kb.ui.map_layout import Box
from kb.ui.nodes import el
from kb.views.maps import MOST_A_SIDE, MapEdge, MapNode, MapView, Place, claim_map, source_map, topic_map
from kb.vocabulary import Stance
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


def overlaps(a: Box, b: Box) -> bool:
    left, top, right, bottom = a.ends
    other_left, other_top, other_right, other_bottom = b.ends
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


def test_disputing_stands_left_and_supporting_right(tmp_path: Path) -> None:
    base = open_base(big_claim(tmp_path, 20))
    view = claim_map(base.claim("c"))
    base.store.close()
    boxes = map_layout.wide(view)
    assert all(boxes[n.id].x > 200 for n in view.nodes if n.tone == "supports" and n.kind == "source")
    assert all(boxes[n.id].x < -200 for n in view.nodes if n.tone == "disputes" and n.kind == "source")


def test_no_two_boxes_of_any_shipped_map_lie_on_each_other_and_each_fits_its_screen(tmp_path: Path) -> None:
    base = open_base(ROOT, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}")
    base.refresh()
    base = replace(base, is_looked_after=True)
    views = [claim_map(base.claim(row.id)) for row in base.claims()]
    views += [topic_map(t, topic.title, base.claim_page(f'topic:"{t}"'), ()) for t, topic in base.topics().items()]
    base.store.close()
    for view in (*views, claim_map_with_everything()):
        assert {end for edge in view.edges for end in (edge.a, edge.b)} <= {node.id for node in view.nodes}
        for layout, widest in ((map_layout.wide(view), 1040), (map_layout.narrow(view), 290)):
            assert layout.keys() == {node.id for node in view.nodes}
            assert not [pair for pair in combinations(layout.values(), 2) if overlaps(*pair)], view.focus
            left, _, right, _ = map_layout.extent(layout.values())
            assert right - left <= widest


def test_no_line_to_a_side_runs_behind_another_box(tmp_path: Path) -> None:
    base = open_base(ROOT, f"sqlite:///{(tmp_path / 'kb.sqlite').as_posix()}")
    base.refresh()
    base = replace(base, is_looked_after=True)
    claims = [base.claim(row.id) for row in base.claims()]
    sources = [base.source(row.key) for row in base.sources()]
    with base.store.reading() as connection:
        votes = Reader(connection).votes_on([view.id for view in claims])
    base.store.close()
    views = [claim_map(view) for view in claims]
    views += [source_map(view, {vote.claim: vote for vote in votes if vote.source == view.key}) for view in sources]
    drawn = 0
    for view in views:
        boxes = map_layout.wide(view)
        for line in map_data(view)["lines"]:
            if line["bend"]:
                drawn += 1
                others = [box for id_, box in boxes.items() if id_ not in (line["from"], line["to"])]
                points = bent(boxes[line["from"]], boxes[line["to"]], line["bend"])
                assert not [box.text for box in others for point in points if holds(box, *point)], view.focus
    assert drawn > 200


def bent(start: Box, end: Box, bend: float) -> list[tuple[float, float]]:
    """Points of the line as it is drawn: a cubic Bézier curve that leaves and arrives level."""
    x, y = end.x - start.x, end.y - start.y
    return [
        (
            start.x + x * (3 * (1 - t) ** 2 * t * bend + 3 * (1 - t) * t**2 * (1 - bend) + t**3),
            start.y + y * (3 * (1 - t) * t**2 + t**3),
        )
        for t in (n / 100 for n in range(101))
    ]


def holds(box: Box, x: float, y: float) -> bool:
    left, top, right, bottom = box.ends
    return left < x < right and top < y < bottom


def claim_map_with_everything() -> MapView:
    """As many nodes as a map of a claim can have, with long texts."""
    places = [place for place in Place if place not in (Place.FOCUS, Place.ROWS)]
    nodes = [MapNode("claim:f", "claim", "Long words " * 30, "≠ conflicting, stated by a source", Place.FOCUS)]
    nodes += [
        MapNode(f"{place}{n}", "claim", "Much is said " * (n + 1), "· single study, supports", place)
        for place in places
        for n in range(MOST_A_SIDE)
    ]
    return MapView("claim:f", "F", tuple(nodes), ())


def test_a_box_says_the_verdict_of_a_claim_and_the_sign_of_a_source() -> None:
    boxes = map_layout.wide(two_ways())
    assert boxes["source:a"].text == "(▲) A 2000 (second-hand)"
    assert boxes["claim:b"].text.splitlines()[0] == "≠ conflicting"


def two_ways() -> MapView:
    nodes = (
        MapNode("source:a", "source", "A 2000", "(▲) supports, known only second-hand", Place.RIGHT, "supports"),
        MapNode("claim:b", "claim", "<script>window.__xss=1</script> href", "≠ conflicting", Place.FOCUS),
    )
    edges = (
        MapEdge("source:a", "claim:b", "▲ supports", "supports"),
        MapEdge("source:a", "claim:b", "▼ disputes", "disputes"),
    )
    return MapView("claim:b", "</script><script>window.__xss=1</script>", nodes, edges)


def test_two_edges_between_two_nodes_are_both_drawn() -> None:
    data = map_data(two_ways())
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
