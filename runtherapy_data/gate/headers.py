"""Security headers on every answer, and a plain page in place of an error's innards."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from runtherapy_data.errors import ConflictError
from runtherapy_data.gate import index, origin, pages

log = logging.getLogger("runtherapy.gate")

_SAME_EVERYWHERE: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(),"
        " midi=(), payment=(), usb=()"
    ),
}
_HSTS: Final = "max-age=31536000; includeSubDomains"


@lru_cache(maxsize=16)
def app_policy(host: str) -> str:
    """The content security policy of Streamlit's page: everything from this host, its own inline script by its hash.

    Styles may be inline because Streamlit and plotly write them so. The socket's address is named because older
    browsers do not count ws: as 'self'.
    """
    scripts = " ".join(["'self'", *index.inline_script_hashes(), "'wasm-unsafe-eval'"])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            "img-src 'self' data: blob:",
            f"connect-src 'self' ws://{host} wss://{host}",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        )
    )


def _forget_server_name(receive: Receive) -> None:
    # uvicorn puts its name before our headers and lets no app take it out; it is kept on the object behind `receive`.
    exchange = getattr(receive, "__self__", None)
    named = getattr(exchange, "default_headers", None)
    if exchange is not None and named:
        exchange.default_headers = [pair for pair in named if pair[0] != b"server"]


def _armour(message: Message, scope: Scope) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in _SAME_EVERYWHERE.items():
        headers[name] = value
    headers.setdefault("referrer-policy", "no-referrer")
    headers.setdefault("content-security-policy", app_policy(origin.host(scope)))
    if origin.is_secure(scope):
        headers["strict-transport-security"] = _HSTS
    is_page = headers.get("content-type", "").startswith("text/html")
    if is_page or scope["path"].startswith("/media/") or "cache-control" not in headers:
        headers["cache-control"] = "no-store"
    if scope["path"].startswith("/static/"):
        headers.add_vary_header("accept-encoding")


class Armour:
    """Outermost middleware: no answer leaves without its headers, no error with its text."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        _forget_server_name(receive)
        begun = False

        async def armoured(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                _armour(message, scope)
            await send(message)

        try:
            await self.app(scope, receive, armoured)
        except Exception as error:
            named = scope["path"].partition("/link/")[0] or "/link/…"
            is_busy = isinstance(error, ConflictError)
            if is_busy:
                log.warning("%s %s: the store is busy", scope["method"], named)
            else:
                log.exception("%s %s failed", scope["method"], named)
            if begun:
                raise
            answer = pages.busy if is_busy else pages.trouble
            await answer(scope)(scope, receive, armoured)
