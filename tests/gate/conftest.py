"""The gate around an app that only says what reached it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

import anyio
import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message, Receive, Scope, Send

from runtherapy_data import gate
from runtherapy_data.access import passwords, sessions
from runtherapy_data.store import tables, writing
from tests.factories import World

PASSWORD = "three quiet pine trees"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands in for Streamlit: answers with the headers that reached it, on http and on a socket."""
    said = json.dumps([[key.decode(), value.decode()] for key, value in scope["headers"]]).encode()
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": said})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "bytes": message.get("bytes") or b""})
        return
    if scope["path"].startswith("/media/break"):
        raise RuntimeError("secret of a client")
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": said})


@dataclass
class Browser:
    """A browser in front of the gate; over https it sends Secure cookies back, over plain http not (like Safari)."""

    app: Starlette
    portal: BlockingPortal
    client: httpx.AsyncClient

    @property
    def origin(self) -> str:
        return str(self.client.base_url).rstrip("/")

    @property
    def cookie(self) -> str:
        """The Cookie header that it would send now."""
        return self.client.build_request("GET", "/").headers.get("cookie", "")

    def ask(self, method: str, path: str, headers: dict[str, str], **content: object) -> httpx.Response:
        request = self.client.build_request(method, path, headers=headers, **content)
        return self.portal.call(self.client.send, request)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, {"accept": "text/html", **headers})

    def csrf(self, path: str = "/sign-in") -> str:
        return self.get(path).text.split('name="csrf" value="')[1].split('"')[0]

    def post(self, path: str, fields: dict[str, str], **headers: str) -> httpx.Response:
        """Send a form as one of our own pages would; an empty header leaves that header out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"origin": self.origin, "sec-fetch-site": "same-origin", **named}
        return self.ask("POST", path, {name: value for name, value in sent.items() if value}, data=fields)

    def carry_session(self, world: World, account_id: UUID) -> Browser:
        """Be signed in, without the time that hashing a password takes."""
        with writing(world.everything()) as connection:
            token = sessions.open_session(connection, world.practice_id, account_id)
        self.client.cookies.set("__Host-runtherapy", token, domain="localhost.local")
        return self

    def sign_in(self, email: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        return self.post("/sign-in", {"csrf": self.csrf(), "email": email, "password": password, **fields})


class Socket:
    """One WebSocket to the gate, spoken message by message."""

    def __init__(
        self, browser: Browser, *, origin: str | None = None, cookie: str | None = None, path: str = ""
    ) -> None:
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        own = browser.origin if origin is None else origin
        headers = {"host": httpx.URL(browser.origin).netloc.decode(), "origin": own}
        headers["cookie"] = browser.cookie if cookie is None else cookie
        scope = {
            "type": "websocket", "path": path or "/_stcore/stream", "query_string": b"", "client": ("127.0.0.1", 1),
            "scheme": "wss" if browser.origin.startswith("https") else "ws", "subprotocols": [],
            "headers": [(name.encode(), value.encode()) for name, value in headers.items() if value],
        }  # fmt: skip
        self._portal = browser.portal
        self._to_app.put_nowait({"type": "websocket.connect"})
        self._portal.start_task_soon(browser.app, scope, self._to_app.get, self._from_app.put)

    def hear(self) -> Message:
        """The next message of the app; fails when none comes."""

        async def next_one() -> Message:
            with anyio.fail_after(5):
                return await self._from_app.get()

        return self._portal.call(next_one)

    def say(self, content: bytes) -> None:
        self._portal.call(self._to_app.put, {"type": "websocket.receive", "bytes": content})

    def leave(self) -> None:
        self._portal.call(self._to_app.put, {"type": "websocket.disconnect", "code": 1001})


Open = Callable[..., Browser]


@pytest.fixture
def open_browser(world: World) -> Iterator[Open]:
    """`open_browser("https://localhost", peer="127.0.0.1")`."""
    app = Starlette(routes=[*gate.ROUTES, Mount("/", app=echo)], middleware=gate.MIDDLEWARE)
    with start_blocking_portal() as portal:

        def open_one(url: str = "https://localhost", peer: str = "127.0.0.1") -> Browser:
            transport = httpx.ASGITransport(app, client=(peer, 50000), raise_app_exceptions=False)
            return Browser(app, portal, httpx.AsyncClient(transport=transport, base_url=url))

        yield open_one
        portal.call(portal.stop, True)  # a socket that a failed test left open must not keep the suite waiting


@pytest.fixture(scope="session")
def password_hash() -> str:
    return passwords.hashed(PASSWORD)


@pytest.fixture
def anna(world: World, password_hash: str) -> UUID:
    """A therapist who can sign in as anna@test.example."""
    return world.account("therapist", "anna@test.example", password_hash=password_hash)


@pytest.fixture
def demo_face(world: World) -> UUID:
    """The therapist of a demo practice."""
    with writing(world.everything()) as connection:
        connection.execute(update(tables.Practice).values(is_demo=True))
    return world.account("therapist", "therapist@demo.example")
