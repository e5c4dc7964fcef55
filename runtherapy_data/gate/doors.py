"""Which address leads where: the one list of what is open, what is behind the sign-in, and what nobody gets."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from starlette.routing import Match

from runtherapy_data.gate.routes import ROUTES


class Door(Enum):
    """What stands behind an address."""

    OPEN = auto()  # the gate's own pages and Streamlit's health check
    PAGE = auto()  # Streamlit's one HTML page, at the address of every page of ours
    STATIC = auto()  # Streamlit's scripts and styles
    BEHIND = auto()  # the rest of Streamlit that a page needs
    SHUT = auto()  # parts of Streamlit that nobody gets: metrics, uploads, the agent interface, its own login
    NOWHERE = auto()


READS: Final = frozenset({"GET", "HEAD"})
SOCKET: Final = "/_stcore/stream"
HEALTH: Final = "/_stcore/health"
_BEHIND: Final = frozenset({"/_stcore/host-config", "/favicon.png", "/manifest.json"})
_BEHIND_BELOW: Final = ("/media/", "/component/", "/_stcore/bidi-components/")
# Streamlit takes uploads from anyone, for any widget: refused for everybody. A file comes in by a form of our own.
_SHUT_BELOW: Final = ("/_stcore/", "/auth/", "/oauth2callback", "/app/static/", "/component/", "/media/")
_PAGE: Final = re.compile(r"/[A-Za-z0-9_-]*")


def _match(method: str, path: str) -> Match:
    """How far a route of the gate takes the request: what no route takes whole would fall through to Streamlit."""
    scope = {"type": "http", "method": method, "path": path}
    return max((route.matches(scope)[0] for route in ROUTES), key=lambda match: match.value)


def door(method: str, path: str) -> Door:
    """What stands behind an address, asked for with this method."""
    match = _match(method, path)
    if match is Match.FULL:
        return Door.OPEN
    if match is Match.PARTIAL or method not in READS:
        return Door.SHUT
    if path == HEALTH:
        return Door.OPEN
    if path in _BEHIND or path.startswith(_BEHIND_BELOW):
        return Door.BEHIND
    if path.startswith(_SHUT_BELOW):
        return Door.SHUT
    if path.startswith("/static/"):
        return Door.STATIC
    return Door.PAGE if _PAGE.fullmatch(path) else Door.NOWHERE
