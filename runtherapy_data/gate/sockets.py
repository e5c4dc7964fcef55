"""The open pages of each sign-in: a sign-in that ended closes its WebSockets within seconds."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import Final

from anyio import to_thread
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtherapy_data.access import sessions
from runtherapy_data.gate.bearer import note_use

log = logging.getLogger("runtherapy.gate")

ENDED: Final = 4401  # the close code that says: sign in again
_LOOK_EVERY_SECONDS: Final = 5.0
_TOUCH_EVERY_SECONDS: Final = 60.0


class OpenSockets:
    """Which sockets are open under which sign-in. Used from the server's event loop only."""

    def __init__(self) -> None:
        self._ended: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._watch: asyncio.Task[None] | None = None

    def close(self, token_hash: str) -> None:
        """Close every socket of a sign-in now."""
        for event in self._ended.pop(token_hash, set()):
            event.set()

    async def _look(self) -> None:
        """Ask the store about all of them at once, for as long as there are any: other processes end sign-ins, too."""
        while self._ended:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
            known = set(self._ended)
            try:
                alive = await to_thread.run_sync(sessions.alive_among, known)
            except Exception:
                log.exception("could not ask which sign-ins still count")  # a rerun asks again, and is refused
                continue
            for token_hash in known - alive:
                self.close(token_hash)

    def _begin(self, token_hash: str) -> asyncio.Event:
        event = asyncio.Event()
        self._ended[token_hash].add(event)
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look(), name="runtherapy-sockets")
        return event

    def _leave(self, token_hash: str, event: asyncio.Event) -> None:
        self._ended[token_hash].discard(event)
        if not self._ended[token_hash]:
            del self._ended[token_hash]

    async def serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, token_hash: str) -> None:
        """Run a WebSocket until it ends by itself or its sign-in does; what the browser sends counts as use."""
        event = self._begin(token_hash)
        ended = asyncio.ensure_future(event.wait())
        loop, touched = asyncio.get_running_loop(), 0.0

        async def guarded_receive() -> Message:
            nonlocal touched
            message = asyncio.ensure_future(receive())
            await asyncio.wait({message, ended}, return_when=asyncio.FIRST_COMPLETED)
            if event.is_set():
                message.cancel()
                await send({"type": "websocket.close", "code": ENDED, "reason": "signed out"})
                return {"type": "websocket.disconnect", "code": ENDED}
            received = message.result()
            if received["type"] == "websocket.receive" and loop.time() - touched > _TOUCH_EVERY_SECONDS:
                touched = loop.time()
                await note_use(token_hash)
            return received

        async def guarded_send(message: Message) -> None:
            if not event.is_set():  # nothing reaches a page whose sign-in ended
                await send(message)

        try:
            await app(scope, guarded_receive, guarded_send)
        finally:
            ended.cancel()
            self._leave(token_hash, event)


open_sockets: Final = OpenSockets()
