"""Pages drawn without a browser, and what stands on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]


def frame(path: str, project: str, database: str) -> None:
    from kb.ui.shell import PAGES, draw

    draw(next(entry for entry in PAGES if entry.path == path), project, database)


def run(app: AppTest, _touched: object = None) -> AppTest:
    """The app after a run; a widget that was set before is named beside it."""
    app.run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def choose(app: AppTest, **choices: str | list[str]) -> AppTest:
    """The app after filters were changed, as the browser does it: in the address, from the start of the list."""
    for name in ("after", "claim"):
        app.query_params.pop(name, None)
    for name, choice in choices.items():
        if choice:
            app.query_params[name] = choice
        else:
            app.query_params.pop(name, None)
    return run(app)


def nodes(app: AppTest) -> Iterator[list[Any]]:
    """Every element drawn, in order."""

    def walk(node: Any) -> Iterator[list[Any]]:
        if isinstance(node, list):
            yield node
            for child in node[2]:
                yield from walk(child)

    for surface in app.get("bidi_component"):
        for node in json.loads(surface.proto.json).get("nodes", []):
            yield from walk(node)


def text(app: AppTest, tag: str = "") -> str:
    """All text drawn, or that of one kind of element."""

    def said(node: Any) -> str:
        return node if isinstance(node, str) else "".join(said(child) for child in node[2])

    if tag:
        return "\n".join(said(node) for node in nodes(app) if node[0] == tag)
    return "\n".join(
        said(node) for surface in app.get("bidi_component") for node in json.loads(surface.proto.json).get("nodes", [])
    )


def hrefs(app: AppTest) -> list[str]:
    return [node[1]["href"] for node in nodes(app) if "href" in node[1]]
