"""Speaks Streamlit's own WebSocket protocol: what a browser tab sends, or what somebody who forges one could send.

One `rerun_script` message goes out for each rerun; messages come back until `script_finished`. Loopback only.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.sync.client import connect

_LOOPBACK = {"127.0.0.1", "localhost"}


@dataclass
class Rerun:
    """What one script run sent: its elements, how long it took (ms), and how many bytes."""

    elements: list[Element] = field(default_factory=list)
    milliseconds: float = 0.0
    bytes: int = 0
    page_not_found: bool = False

    def kinds(self) -> list[str]:
        """The kind of each element, in order."""
        return [element.WhichOneof("type") or "" for element in self.elements]

    def text(self) -> str:
        """Everything that the elements say, as one text to search in."""
        return "\n".join(str(element) for element in self.elements)


class Tab:
    """One browser tab on a page of the app."""

    def __init__(
        self,
        url: str,
        *,
        cookie: str = "",
        headers: dict[str, str] | None = None,
        origin: str | None = None,
        query: str = "",
    ) -> None:
        parts = urlsplit(url)
        assert parts.hostname in _LOOPBACK, "tests speak to this machine only"
        self.url, self.query = url, query
        self._page_hash = ""
        self._cached: set[str] = set()
        own = f"{parts.scheme}://{parts.netloc}"
        opening = connect(
            f"ws://{parts.netloc}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=(own if origin is None else origin) or None,  # type: ignore[arg-type]
            additional_headers={**(headers or {}), **({"Cookie": cookie} if cookie else {})},
            max_size=None,
            compression=None,
            open_timeout=20,
        )
        self._open = ExitStack()
        self._socket = self._open.enter_context(opening)

    def __enter__(self) -> Tab:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def rerun(self, page: str | None = None, widgets: list[WidgetState] | None = None, timeout: float = 60) -> Rerun:
        """Ask for one script run (of a page by its url path, at first) and wait until it has finished."""
        state = ClientState(query_string=self.query)
        if page is not None:
            state.page_name = page
        else:
            state.page_script_hash = self._page_hash
        state.widget_states.CopyFrom(WidgetStates(widgets=widgets or []))
        state.cached_message_hashes.extend(self._cached)
        state.context_info.timezone = "Europe/Amsterdam"
        state.context_info.locale = "nl-NL"
        state.context_info.url = self.url
        run, begin = Rerun(), time.perf_counter()
        self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        while True:
            data = self._socket.recv(timeout=timeout)
            assert isinstance(data, bytes)
            run.bytes += len(data)
            message = ForwardMsg.FromString(data)
            if self._take(message, run):
                run.milliseconds = (time.perf_counter() - begin) * 1000
                return run

    def _take(self, message: ForwardMsg, run: Rerun) -> bool:
        """Note one message; True when the script run is over."""
        kind = message.WhichOneof("type")
        if kind == "delta":
            if message.metadata.cacheable:
                self._cached.add(message.hash)
            if message.delta.WhichOneof("type") == "new_element":
                run.elements.append(message.delta.new_element)
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash or self._page_hash
        elif kind == "new_session":
            self._page_hash = message.new_session.page_script_hash or self._page_hash
        elif kind == "page_not_found":
            run.page_not_found = True
        return kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
