"""Nobody gets in without a sign-in, and nobody gets in as somebody else."""

from __future__ import annotations

import datetime as dt
import json
from uuid import UUID

import pytest
from sqlalchemy import update

from runtherapy_data.access import accounts, sessions, sign_in
from runtherapy_data.gate import sockets
from runtherapy_data.store import now, tables, writing
from runtherapy_data.ui.navigation import PAGES
from tests.factories import World
from tests.gate.conftest import Browser, Open, Socket

PAGE_PATHS = ["/", *(f"/{page.url_path}" for page in PAGES), "/unknown"]
THINGS = [
    ("GET", "/static/js/index.js"),
    ("GET", "/static/index.html"),
    ("GET", "/favicon.png"),
    ("GET", "/manifest.json"),
    ("GET", "/index.html"),
    ("GET", "/media/abc.csv"),
    ("GET", "/component/x/index.html"),
    ("GET", "/_stcore/host-config"),
    ("GET", "/_stcore/metrics"),
    ("GET", "/_stcore/agent/openapi.json"),
    ("GET", "/_stcore/bidi-components/x/y.js"),
    ("GET", "/_stcore/stream"),
    ("PUT", "/_stcore/upload_file/a/b"),
    ("POST", "/_stcore/upload_file/a/b"),
    ("DELETE", "/_stcore/upload_file/a/b"),
    ("OPTIONS", "/_stcore/upload_file/a/b"),
    ("POST", "/_stcore/agent/interact"),
    ("POST", "/"),
    ("POST", "/caseload"),
    ("GET", "/auth/login"),
    ("GET", "/_stcore/health/../stream"),
    ("GET", "/_stcore/healthz"),
    ("GET", "/sign-in/../caseload/x"),
    ("GET", "/link/a/b"),
    ("GET", "/link/a%2fb"),
    ("GET", "/demo-sign-in"),
]


@pytest.fixture
def anna(world: World) -> UUID:
    return world.account("therapist", "anna@test.example")


@pytest.fixture
def annas(open_browser: Open, world: World, anna: UUID) -> Browser:
    """Anna's browser, signed in."""
    return open_browser().carry_session(world, anna)


@pytest.mark.parametrize("path", PAGE_PATHS)
@pytest.mark.parametrize("accept", ["text/html", "*/*", ""])
def test_a_stranger_is_shown_to_the_sign_in_page(open_browser: Open, path: str, accept: str) -> None:
    reply = open_browser().get(path, accept=accept)
    assert reply.status_code == 303
    assert reply.headers["location"] == ("/sign-in" if path == "/" else f"/sign-in?next={path}")
    assert not reply.content


@pytest.mark.parametrize(("method", "path"), THINGS)
def test_a_stranger_gets_nothing_else(open_browser: Open, method: str, path: str) -> None:
    reply = open_browser().ask(method, path, {"accept": "*/*"})
    assert (reply.status_code, reply.text) == (401, "Sign in first")


def test_the_health_check_alone_is_open(open_browser: Open) -> None:
    assert open_browser().get("/_stcore/health").status_code == 200


@pytest.mark.parametrize(
    "cookie",
    ["", "__Host-runtherapy=", "__Host-runtherapy=" + "A" * 43, "__Host-runtherapy=' OR 1=1", "runtherapy-loopback=x"],
)
def test_a_made_up_session_opens_nothing(open_browser: Open, cookie: str) -> None:
    browser = open_browser()
    assert browser.get("/caseload", cookie=cookie).status_code == 303
    assert browser.get("/session", cookie=cookie).status_code == 401
    assert Socket(browser, cookie=cookie).hear()["type"] == "websocket.close"


def test_the_stored_hash_is_no_key(open_browser: Open, annas: Browser) -> None:
    stolen = sessions.hash_of(annas.client.cookies["__Host-runtherapy"])
    assert open_browser().get("/session", cookie=f"__Host-runtherapy={stolen[:43]}").status_code == 401
    assert open_browser().get("/session", cookie=f"__Host-runtherapy={stolen}").status_code == 401


SPOOFED = ["X-Runtherapy-Session", "x-runtherapy-session", "X_Runtherapy_Session", "X-RUNTHERAPY-ANYTHING"]


@pytest.mark.parametrize("name", SPOOFED)
def test_an_identity_header_of_the_client_counts_for_nothing(
    open_browser: Open, annas: Browser, world: World, name: str
) -> None:
    boss = open_browser().carry_session(world, world.account("admin", "boss@test.example"))
    of_boss = sessions.hash_of(boss.client.cookies["__Host-runtherapy"])
    assert open_browser().get("/caseload", **{name: of_boss}).status_code == 303
    of_anna = sessions.hash_of(annas.client.cookies["__Host-runtherapy"])
    reached = annas.get("/_stcore/host-config", **{name: of_boss}).json()
    ours = [pair for pair in reached if pair[0].lower().replace("_", "-").startswith("x-runtherapy")]
    assert ours == [["x-runtherapy-session", of_anna]]


def test_streamlit_learns_whose_session_it_is_and_never_sees_the_key(annas: Browser) -> None:
    token = annas.client.cookies["__Host-runtherapy"]
    socket = Socket(annas, cookie=f"_streamlit_xsrf=1; {annas.cookie}")
    assert socket.hear()["type"] == "websocket.accept"
    reached = dict(json.loads(socket.hear()["bytes"]))
    assert reached["x-runtherapy-session"] == sessions.hash_of(token)
    assert reached["cookie"] == "_streamlit_xsrf=1"
    socket.leave()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/_stcore/metrics", 403),
        ("GET", "/_stcore/agent/openapi.json", 403),
        ("PUT", "/_stcore/upload_file/a/b", 403),
        ("POST", "/_stcore/upload_file/a/b", 403),
        ("POST", "/_stcore/agent/interact", 403),
        ("GET", "/auth/login", 403),
        ("GET", "/auth/logout", 403),
        ("TRACE", "/", 403),
        ("GET", "/a/b", 404),
        ("GET", "/.git/config", 404),
    ],
)
def test_some_doors_are_shut_for_everybody(annas: Browser, method: str, path: str, status: int) -> None:
    assert annas.ask(method, path, {}).status_code == status


@pytest.mark.parametrize(
    "origin", ["", "null", "https://evil.example", "https://localhost.evil.example", "http://localhost:1"]
)
def test_a_socket_of_another_page_is_refused(annas: Browser, origin: str) -> None:
    assert Socket(annas, origin=origin).hear()["type"] == "websocket.close"


@pytest.mark.parametrize("path", ["/", "/_stcore/stream2", "/sign-in", "/_stcore/health"])
def test_there_is_one_socket_only(annas: Browser, path: str) -> None:
    assert Socket(annas, path=path).hear()["type"] == "websocket.close"


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", ""])
def test_another_host_name_is_answered_by_nothing(open_browser: Open, host: str) -> None:
    for path in ("/", "/sign-in", "/_stcore/health", "/assets/look.css"):
        assert open_browser().get(path, host=host).status_code == 400


def open_socket(browser: Browser) -> Socket:
    socket = Socket(browser)
    assert socket.hear()["type"] == "websocket.accept"
    socket.hear()
    return socket


def test_signing_out_closes_the_open_pages_at_once(
    open_browser: Open, annas: Browser, world: World, anna: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "_LOOK_EVERY_SECONDS", 3600.0)
    open_pages = [open_socket(annas), open_socket(annas)]
    other = open_socket(open_browser().carry_session(world, anna))
    annas.post("/sign-out", {"csrf": annas.csrf("/sign-out")})
    for socket in open_pages:
        closed = socket.hear()
        assert (closed["type"], closed["code"]) == ("websocket.close", 4401)
    other.say(b"still here")
    assert other.hear()["bytes"] == b"still here"
    other.leave()


@pytest.mark.parametrize("how", ["deactivated", "ended elsewhere", "expired", "idle"])
def test_a_session_that_ends_elsewhere_closes_its_open_pages(
    annas: Browser, anna: UUID, world: World, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(sockets, "_LOOK_EVERY_SECONDS", 0.05)
    token_hash = sessions.hash_of(annas.client.cookies["__Host-runtherapy"])
    socket = open_socket(annas)
    with writing(world.everything()) as connection:
        if how == "deactivated":
            accounts.deactivate(connection, world.practice_id, anna)
        elif how == "expired":
            connection.execute(update(tables.LoginSession).values(ends_at=tables.LoginSession.created_at))
        elif how == "idle":
            connection.execute(update(tables.LoginSession).values(seen_at=now() - dt.timedelta(hours=1)))
    if how == "ended elsewhere":
        sign_in.sign_out(token_hash)
    assert socket.hear() == {"type": "websocket.close", "code": 4401, "reason": "signed out"}
    assert annas.get("/session").status_code == 401
