"""A reader of the app without a browser: one session that speaks Streamlit's own protocol over a websocket."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol


class AppError(Exception):
    """The app ended a run otherwise than by drawing a page."""


@dataclass
class Session:
    """One reader, and what their page shows."""

    connection: ClientConnection
    page: str = ""
    query: str = ""
    #: the elements on the page, in order
    drawn: list[Element] = field(default_factory=list)
    _hashes: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, ForwardMsg] = field(default_factory=dict)

    async def go(self, address: str) -> None:
        """Follow a link within the app, as filters, Back and Forward do: the address alone decides what is shown."""
        parts = urlsplit(address)
        self.page, self.query = parts.path.strip("./"), parts.query
        await self._run()

    def content(self) -> str:
        """All that the app's own elements hold, in order, as JSON."""
        return "\n".join(element.bidi_component.json for element in self.drawn if element.HasField("bidi_component"))

    def links(self) -> list[str]:
        """Where every link on the page leads, in order."""
        found: list[str] = []

        def walk(node: Any) -> None:  # noqa: ANN401 - a tree as it comes from JSON
            if isinstance(node, list):
                if "href" in node[1]:
                    found.append(node[1]["href"])
                for child in node[2]:
                    walk(child)

        for line in filter(None, self.content().split("\n")):
            for node in json.loads(line).get("nodes", []):
                walk(node)
        return found

    async def _run(self) -> None:
        """Ask for a run and take in what it draws, until it has ended."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_name = self.query, self.page
        state.page_script_hash = self._hashes.get(self.page, "")
        state.cached_message_hashes.extend(self._kept)
        state.is_history_navigation = True
        await self.connection.send(asked.SerializeToString())
        await self._hear()

    async def _hear(self) -> None:
        drawn: dict[tuple[int, ...], Element] = {}
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(await self.connection.recv(decode=False)))
            path = tuple(message.metadata.delta_path)
            if message.HasField("ref_hash"):
                message = self._kept[message.ref_hash]
            elif message.metadata.cacheable:
                self._kept[message.hash] = message
            match message.WhichOneof("type"):
                case "delta" if message.delta.HasField("new_element"):
                    drawn[path] = message.delta.new_element
                case "navigation":
                    self._hashes = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
                    default = next(page for page in message.navigation.app_pages if page.is_default)
                    self._hashes[""] = default.page_script_hash
                case "session_event" if message.session_event.HasField("script_compilation_exception"):
                    raise AppError(message.session_event.script_compilation_exception.message)
                case "script_finished":
                    if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                        # the address names a page that the first run has only made known; a second one follows
                        continue
                    self.drawn = [drawn[place] for place in sorted(drawn)]
                    faults = [e.exception.message for e in self.drawn if e.HasField("exception")]
                    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY or faults:
                        raise AppError(faults[0] if faults else "the run did not end well")
                    return


async def open_session(address: str) -> Session:
    """A session with the app at a web address, before it has asked for a page."""
    parts = urlsplit(address)
    url = f"ws://{parts.netloc}/_stcore/stream"
    return Session(await connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None, compression=None))
