"""Where a request comes from: which host it names, over what, from which machine, from whose page."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from starlette.types import Scope

from runtherapy_data.settings import settings

_HOST: Final = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?")
_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LOOPBACK_HOSTS: Final = frozenset(name.strip("[]") for name in _LOOPBACK_NAMES)
# A proxy that adds one of these stands between us and the browser: the peer's address then says nothing.
_FORWARDING: Final = re.compile(rb"forwarded|via|x-forwarded-.*|x-real-ip|cf-.*|.*-client-ip")
_PAGE: Final = re.compile(r"/[a-z0-9_-]*(\?.*)?", re.IGNORECASE)


def header(scope: Scope, name: bytes) -> str:
    """The first value of a header (its name in lower case), or an empty text."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def host(scope: Scope) -> str:
    """The Host header, in lower case; empty when it is missing, doubled or malformed."""
    values = [value for key, value in scope["headers"] if key == b"host"]
    named = values[0].decode("latin-1").lower() if len(values) == 1 else ""
    return named if _HOST.fullmatch(named) else ""


def host_name(scope: Scope) -> str:
    """The Host header without its port."""
    match = _HOST.fullmatch(host(scope))
    return match["name"].rstrip(".") if match else ""


def is_allowed_host(scope: Scope) -> bool:
    """Whether the request names one of our own hosts (a foreign name that resolves to us is DNS rebinding)."""
    allowed = {name.strip().lower() for name in settings().allowed_hosts.split(",")}
    return host_name(scope) in allowed - {""}


def is_secure(scope: Scope) -> bool:
    """Whether the browser reached us over TLS (at our own socket or at a trusted proxy's)."""
    return scope.get("scheme") in ("https", "wss")


def peer(scope: Scope) -> str:
    """The address that the request comes from, as far as known."""
    return str(scope["client"][0]) if scope.get("client") else ""


def is_own_machine(scope: Scope) -> bool:
    """Plain http from a browser on this very machine, with nothing in between.

    Behind a proxy on the same machine the peer is loopback, too: so the name that the browser asked for has to be a
    loopback name, and no forwarding header may be there.
    """
    try:
        is_loopback = ipaddress.ip_address(peer(scope)).is_loopback
    except ValueError:
        return False
    forwarded = any(_FORWARDING.fullmatch(key) for key, _ in scope["headers"])
    return is_loopback and not forwarded and not is_secure(scope) and host_name(scope) in _LOOPBACK_NAMES


def is_demo_place(scope: Scope) -> bool:
    """Whether somebody may be let in without a password: on this very machine, if no public name leads to it."""
    try:
        public = urlsplit(settings().public_url).hostname or ""
    except ValueError:
        return False
    return is_own_machine(scope) and public in _LOOPBACK_HOSTS


def is_own_origin(scope: Scope) -> bool:
    """Whether there is an Origin header and it names the host that the request was sent to."""
    value = header(scope, b"origin").lower()
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and parts.netloc == host(scope)


def is_own_page(scope: Scope) -> bool:
    """Whether a form was sent by one of our own pages: both signs of the browser must agree where both are there."""
    site = header(scope, b"sec-fetch-site")
    if site and site not in ("same-origin", "none"):
        return False
    return is_own_origin(scope) if header(scope, b"origin") else bool(site)


def local_path(target: str) -> str:
    """The target if it is the path of a page on this host, else the front page: a sign-in never leads elsewhere.

    A page's path is one name: no second slash and no dots, which a browser could read as another host.
    """
    plain = target.isprintable() and target.isascii() and "\\" not in target and len(target) <= 500
    if not plain or not _PAGE.fullmatch(target):
        return "/"
    return "/" if target.startswith(("/sign-", "/demo-", "/session")) else target
