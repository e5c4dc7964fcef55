"""The middleware that lets nobody in without a sign-in, and tells Streamlit whose sign-in it is."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from runtherapy_data.access.sessions import LiveSession
from runtherapy_data.gate import cookies, index, origin, pages, static
from runtherapy_data.gate.bearer import note_use, session_of
from runtherapy_data.gate.doors import SOCKET, Door, door
from runtherapy_data.gate.resuming import forget_half_a_run
from runtherapy_data.gate.sockets import open_sockets
from runtherapy_data.i18n import N_

IDENTITY_HEADER: Final = b"x-runtherapy-session"  # .streamlit/config.toml: server.trustedUserHeaders
_OURS: Final = b"x-runtherapy-"
_TRUST_SECONDS: Final = 10.0  # a page loads some hundred static files: ask for the sign-in once, not for each


def _without_ours(scope: Scope) -> Scope:
    """The request without headers that only the gate may set (also spelled with underscores)."""
    kept = [pair for pair in scope["headers"] if not pair[0].lower().replace(b"_", b"-").startswith(_OURS)]
    return {**scope, "headers": kept}


def _for_streamlit(scope: Scope, session: LiveSession) -> Scope:
    """The request as Streamlit gets it: who is signed in, and none of the gate's cookies."""
    headers = [(key, cookies.without_own(value) if key == b"cookie" else value) for key, value in scope["headers"]]
    return {**scope, "headers": [*headers, (IDENTITY_HEADER, session.token_hash.encode())]}


def _stranger(scope: Scope, behind: Door) -> Response:
    """The answer to somebody who is not signed in: the way to the sign-in page, or 401 for what is no page."""
    is_page = behind is Door.PAGE or "text/html" in origin.header(scope, b"accept")
    if scope["method"] not in ("GET", "HEAD") or not is_page:
        return PlainTextResponse("Sign in first", HTTPStatus.UNAUTHORIZED)
    query = scope["query_string"].decode("latin-1")
    target = scope["path"] + (f"?{query}" if query else "")
    way = "" if target == "/" else f"?next={quote(target, safe='/')}"
    return RedirectResponse(f"/sign-in{way}", HTTPStatus.SEE_OTHER)


class Doorkeeper:
    """Decides on each request; everything that is not known to be open is shut."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._trusted: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._socket(_without_ours(scope), receive, send)
        elif scope["type"] == "http":
            await self._request(_without_ours(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        known = origin.is_allowed_host(scope) and origin.is_own_origin(scope) and scope["path"] == SOCKET
        session = await session_of(scope) if known else None
        if session is None:
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "sign in first"})  # before accept: a 403
            return
        forget_half_a_run(scope)
        await open_sockets.serve(self.app, _for_streamlit(scope, session), receive, send, session.token_hash)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not origin.is_allowed_host(scope):
            await PlainTextResponse("Unknown host", HTTPStatus.BAD_REQUEST)(scope, receive, send)
            return
        behind = door(scope["method"], scope["path"])
        if behind is Door.OPEN:
            await self.app(scope, receive, send)
            return
        if behind is Door.STATIC and self._is_trusted(scope):
            await self._static(scope, receive, send)
            return
        session = await session_of(scope)
        if session is None:
            await _stranger(scope, behind)(scope, receive, send)
            return
        self._trust(scope)
        await self._admit(behind, session, scope, receive, send)

    async def _admit(self, behind: Door, session: LiveSession, scope: Scope, receive: Receive, send: Send) -> None:
        if behind is Door.PAGE:
            await note_use(session.token_hash)
            page = Response(index.page(session.language), media_type="text/html")
            await page(scope, receive, send)
        elif behind is Door.STATIC:
            await self._static(scope, receive, send)
        elif behind is Door.BEHIND:
            await self.app(_for_streamlit(scope, session), receive, send)
        elif behind is Door.SHUT:
            await PlainTextResponse("Not available", HTTPStatus.FORBIDDEN)(scope, receive, send)
        else:
            gone = pages.notice(
                scope, HTTPStatus.NOT_FOUND, N_("There is no such page"), N_("The address may be mistyped."),
                N_("Go to your own pages"),
            )  # fmt: skip
            await gone(scope, receive, send)

    async def _static(self, scope: Scope, receive: Receive, send: Send) -> None:
        kept = static.shelf().response(scope)
        await (kept or self.app)(scope, receive, send)

    def _is_trusted(self, scope: Scope) -> bool:
        until = self._trusted.get(cookies.session_token(scope), 0.0)
        return time.monotonic() < until

    def _trust(self, scope: Scope) -> None:
        moment = time.monotonic()
        self._trusted = {token: until for token, until in self._trusted.items() if until > moment}
        self._trusted[cookies.session_token(scope)] = moment + _TRUST_SECONDS
