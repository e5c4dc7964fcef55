"""What stands behind an address."""

from __future__ import annotations

import pytest

from runtherapy_data.gate.doors import Door, door
from runtherapy_data.gate.routes import ROUTES
from runtherapy_data.settings import ROOT


@pytest.mark.parametrize(
    ("method", "path", "behind"),
    [
        ("GET", "/sign-in", Door.OPEN),
        ("POST", "/sign-in", Door.OPEN),
        ("GET", "/assets/look.css", Door.OPEN),
        ("GET", "/link/abc", Door.OPEN),
        ("HEAD", "/link/abc", Door.OPEN),
        ("POST", "/link/abc", Door.OPEN),
        ("POST", "/demo-sign-in", Door.OPEN),
        # Near a route of the gate, but not taken by it: these would fall through to Streamlit.
        ("GET", "/link/a/b", Door.NOWHERE),
        ("HEAD", "/link/a/b", Door.NOWHERE),
        ("GET", "/link/x/media/abc", Door.NOWHERE),
        ("GET", "/link/", Door.NOWHERE),
        ("PUT", "/link/abc", Door.SHUT),
        ("GET", "/demo-sign-in", Door.SHUT),
        ("HEAD", "/demo-sign-in", Door.SHUT),
        ("POST", "/session", Door.SHUT),
        ("POST", "/wording", Door.OPEN),
        ("PUT", "/wording", Door.SHUT),
        ("GET", "/wording/x", Door.NOWHERE),
        ("POST", "/assets/look.css", Door.SHUT),
        ("GET", "/_stcore/health", Door.OPEN),
        ("POST", "/_stcore/health", Door.SHUT),
        ("GET", "/", Door.PAGE),
        ("HEAD", "/caseload", Door.PAGE),
        ("GET", "/check_in", Door.PAGE),
        ("POST", "/caseload", Door.SHUT),
        ("GET", "/static/js/index.js", Door.STATIC),
        ("GET", "/_stcore/host-config", Door.BEHIND),
        ("GET", "/_stcore/bidi-components/x/y.js", Door.BEHIND),
        ("GET", "/media/abc.png", Door.BEHIND),
        ("GET", "/component/x/index.html", Door.BEHIND),
        ("GET", "/_stcore/metrics", Door.SHUT),
        ("GET", "/_stcore/script-health-check", Door.SHUT),
        ("GET", "/_stcore/agent/openapi.json", Door.SHUT),
        ("POST", "/_stcore/agent/interact", Door.SHUT),
        ("PUT", "/_stcore/upload_file/a/b", Door.SHUT),
        ("POST", "/_stcore/upload_file/a/b", Door.SHUT),
        ("DELETE", "/_stcore/upload_file/a/b", Door.SHUT),
        ("GET", "/_stcore/stream", Door.SHUT),
        ("GET", "/auth/login", Door.SHUT),
        ("GET", "/auth/logout", Door.SHUT),
        ("GET", "/oauth2callback", Door.SHUT),
        ("GET", "/app/static/x", Door.SHUT),
        ("TRACE", "/", Door.SHUT),
        ("OPTIONS", "/caseload", Door.SHUT),
        ("GET", "/a/b", Door.NOWHERE),
        ("GET", "/caseload/", Door.NOWHERE),
        ("GET", "/.git", Door.NOWHERE),
        ("GET", "//evil.example", Door.NOWHERE),
        ("GET", "/%2e%2e", Door.NOWHERE),
        ("GET", "/sign-in/", Door.NOWHERE),
        ("GET", "/assets", Door.PAGE),
    ],
)
def test_what_stands_behind_an_address(method: str, path: str, behind: Door) -> None:
    assert door(method, path) is behind


def test_every_route_of_the_gate_is_open_and_nothing_else_is_said_to_be() -> None:
    """ASVS 6.3.4: no way in that is not on the list."""
    assert [route.path for route in ROUTES] == [
        "/sign-in", "/sign-out", "/demo-sign-in", "/link/{token}",
        "/documents/{client_code:path}/{document_id:uuid}.pdf",
        "/documents/{client_code:path}/{document_id:uuid}/{page:int}.png", "/wording", "/session",
        "/assets/{name:path}",
    ]  # fmt: skip
    every = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
    for route in ROUTES:
        path = route.path.replace("{token}", "x").replace("{name:path}", "x").replace("{client_code:path}", "C-1")
        path = path.replace("{document_id:uuid}", "0199c2a1-0000-7000-8000-000000000000").replace("{page:int}", "1")
        assert {method for method in every if door(method, path) is Door.OPEN} == route.methods


def test_every_way_in_is_documented() -> None:
    text = (ROOT / "docs" / "sign-in.md").read_text(encoding="utf-8")
    for route in ROUTES:
        assert f"| `{route.path}` |" in text
