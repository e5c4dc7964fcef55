"""The two ways to start the app, each on a cold server: both are gated, from the very first request on."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from streamlit import file_util
from websockets.exceptions import ConnectionClosed, InvalidStatus

from runtherapy_data import store
from runtherapy_data.access import sessions
from runtherapy_data.identity import Role
from runtherapy_data.store import writing
from runtherapy_data.ui.navigation import PAGES
from tests.factories import World
from tests.live import ROOT, Live, free_port, serving, streamlit_command, uvicorn_command
from tests.streamlit_socket import Tab

STATIC = Path(file_util.get_static_dir())


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> dict[str, str]:
    """A database of one practice, with a session token for its therapist and one for its admin."""
    path = tmp_path_factory.mktemp("live") / "live.db"
    shutil.copy(migrated_sqlite, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{path}")
        store.dispose()
        world = World()
        found = {"database": str(path)}
        for role in ("therapist", "admin"):
            account_id = world.account(role, f"{role}@test.example")
            with writing(world.everything()) as connection:
                for name in (role, f"{role} who leaves"):
                    found[name] = sessions.open_session(connection, world.practice_id, account_id)
        store.dispose()
    return found


@pytest.fixture(scope="module", params=["streamlit run", "uvicorn from another folder"])
def server(
    request: pytest.FixtureRequest, keys: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    shutil.copy(keys["database"], folder / "live.db")
    environment = {
        "RUNTHERAPY_DATABASE_URL": f"sqlite:///{folder / 'live.db'}",
        "RUNTHERAPY_VAR_DIR": str(folder / "var"),
        "RUNTHERAPY_DEMO": "false",
    }
    elsewhere = request.param != "streamlit run"
    command = [*uvicorn_command(port), "--app-dir", str(ROOT)] if elsewhere else streamlit_command(port)
    with serving(command, port, environment, folder / "log", cwd=folder if elsewhere else ROOT) as running:
        yield running


def ask(server: Live, method: str, path: str, token: str = "", **headers: str) -> httpx.Response:
    cookie = {"cookie": f"__Host-runtherapy={token}"} if token else {}
    return httpx.request(method, server.url + path, headers={**cookie, **headers}, timeout=30)


def tab(server: Live, token: str, **headers: str) -> Tab:
    return Tab(server.url, cookie=f"__Host-runtherapy={token}", headers=headers)


def test_a_cold_server_runs_no_page_for_a_stranger(server: Live) -> None:
    for path in ("/", *(f"/{page.url_path}" for page in PAGES)):
        reply = ask(server, "GET", path, accept="text/html")
        assert (reply.status_code, reply.content) == (303, b""), path
        assert reply.headers["location"].startswith("/sign-in")
    with pytest.raises(InvalidStatus) as refused:
        Tab(server.url)
    assert refused.value.response.status_code == 403


def test_a_stranger_gets_none_of_streamlits_own_addresses(server: Live) -> None:
    for method, path in (
        ("PUT", "/_stcore/upload_file/a/b"), ("GET", "/_stcore/host-config"), ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/agent/openapi.json"), ("GET", "/media/x"), ("GET", "/component/x/y"),
        ("GET", "/static/js/x.js"), ("GET", "/favicon.png"),
    ):  # fmt: skip
        assert ask(server, method, path).status_code == 401, path
    assert ask(server, "GET", "/_stcore/health").text == "ok"


def test_beside_the_gates_own_addresses_a_stranger_gets_nothing(server: Live) -> None:
    for path in ("/link/a/b", "/link/x/media/abc", "/link/a%2fb", "/demo-sign-in"):
        for method in ("GET", "HEAD"):
            reply = ask(server, method, path)
            assert (reply.status_code, reply.text) == (401, "Sign in first" if method == "GET" else ""), path


def test_a_one_time_link_is_not_in_the_servers_log(server: Live) -> None:
    before = len(server.log.read_text())
    assert ask(server, "GET", "/link/very-secret-token?lang=en").status_code == 410
    assert ask(server, "GET", "/assets/after-it.css").status_code == 404
    said = server.log.read_text()[before:]
    assert "very-secret-token" not in said
    if "after-it" in said:  # `streamlit run` logs no requests at all
        assert "/link/…" in said


def test_who_is_signed_in_sees_their_own_pages_whatever_header_they_send(server: Live, keys: dict[str, str]) -> None:
    of_admin = sessions.hash_of(keys["admin"])
    with tab(server, keys["therapist"], **{"X-Runtherapy-Session": of_admin}) as page:
        seen = page.rerun()
    links = [element.page_link.page for element in seen.elements if element.WhichOneof("type") == "page_link"]
    own = [page.url_path for page in PAGES if page.role == Role.THERAPIST]
    assert set(own) & set(links), links
    assert "people" not in links
    with pytest.raises(InvalidStatus):
        Tab(server.url, headers={"X-Runtherapy-Session": of_admin})


def test_a_socket_asked_for_by_another_page_is_refused(server: Live, keys: dict[str, str]) -> None:
    cookie = f"__Host-runtherapy={keys['therapist']}"
    for origin in ("https://evil.example", ""):
        with pytest.raises(InvalidStatus) as refused:
            Tab(server.url, cookie=cookie, origin=origin)
        assert refused.value.response.status_code == 403


def test_signing_out_closes_the_socket_and_the_key_is_dead(server: Live, keys: dict[str, str]) -> None:
    token = keys["therapist who leaves"]
    with tab(server, token) as page, httpx.Client(base_url=server.url) as browser:
        page.rerun()
        form = browser.get("/sign-out", headers={"cookie": f"__Host-runtherapy={token}"})
        csrf = form.text.split('name="csrf" value="')[1].split('"')[0]
        carried = f"__Host-runtherapy={token}; runtherapy-loopback-form={csrf}"
        reply = browser.post("/sign-out", data={"csrf": csrf}, headers={"cookie": carried, "origin": server.url})
        assert reply.headers["location"] == "/sign-in?out=1"
        with pytest.raises(ConnectionClosed) as closed:
            page.rerun(timeout=10)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4401
    assert ask(server, "GET", "/session", token).status_code == 401


def test_no_answer_names_the_server_or_lacks_its_policy(server: Live, keys: dict[str, str]) -> None:
    for path in ("/", "/sign-in", "/caseload", "/_stcore/health", "/assets/look.css", "/static/none.js", "/media/x"):
        headers = ask(server, "GET", path, keys["therapist"]).headers
        assert "server" not in headers, path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path


def test_scripts_come_compressed_and_identical(server: Live, keys: dict[str, str]) -> None:
    page = ask(server, "GET", "/", keys["therapist"]).text
    name = page.split('<script type="module" crossorigin src="')[1].split('"')[0]
    until = time.monotonic() + 60
    while True:
        reply = ask(server, "GET", name, keys["therapist"], **{"accept-encoding": "gzip, br"})
        assert reply.content == (STATIC / name.lstrip("/")).read_bytes()
        assert "immutable" in reply.headers["cache-control"]
        assert "accept-encoding" in reply.headers["vary"].lower()
        if "content-encoding" in reply.headers:
            break
        assert time.monotonic() < until, "the copies never came"
        time.sleep(0.2)


def test_the_options_beside_the_app_are_found(server: Live, keys: dict[str, str]) -> None:
    config = ask(server, "GET", "/_stcore/host-config", keys["therapist"])
    assert config.status_code == 200
    assert "could not" not in server.log.read_text().lower()
    assert "Usage statistics" not in server.log.read_text()
