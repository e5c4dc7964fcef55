"""What every answer carries, and what an error does not."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from uuid import UUID

import pytest

from runtherapy_data import store
from runtherapy_data.errors import ConflictError
from runtherapy_data.gate import pages
from runtherapy_data.store import writing
from tests.factories import World
from tests.gate.conftest import PASSWORD, Open, Socket

ROUTES = [
    ("GET", "/"), ("GET", "/caseload"), ("GET", "/a/b"), ("GET", "/sign-in"), ("GET", "/sign-out"), ("GET", "/session"),
    ("GET", "/link/x"), ("POST", "/sign-in"), ("POST", "/demo-sign-in"), ("GET", "/assets/guard.js"),
    ("GET", "/assets/none"), ("GET", "/_stcore/health"), ("GET", "/_stcore/host-config"), ("GET", "/_stcore/metrics"),
    ("GET", "/media/x"), ("GET", "/media/break"), ("GET", "/static/js/x.js"), ("PUT", "/_stcore/upload_file/a/b"),
]  # fmt: skip


@pytest.mark.parametrize("signed_in", [False, True])
@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_answer_carries_the_security_headers(
    open_browser: Open, world: World, anna: UUID, method: str, path: str, signed_in: bool
) -> None:
    browser = open_browser()
    if signed_in:
        browser.carry_session(world, anna)
    headers = browser.ask(method, path, {"accept": "text/html"}).headers
    policy = headers["content-security-policy"]
    for part in ("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert "server" not in headers
    if "/assets/" not in path and "/static/" not in path:
        assert headers["cache-control"] == "no-store"


def test_hsts_is_for_https_only(open_browser: Open) -> None:
    assert "strict-transport-security" not in open_browser("http://localhost:8501").get("/sign-in").headers


def test_an_error_says_nothing_of_what_broke(open_browser: Open, world: World, anna: UUID) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)
    reply = browser.get("/media/break")
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert "Er ging iets mis aan onze kant" in reply.text


def test_without_its_store_the_gate_stays_shut(
    open_browser: Open, world: World, anna: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)

    def broken(token_hash: str) -> None:
        raise ConnectionError("no database")

    monkeypatch.setattr("runtherapy_data.access.sessions.find_session", broken)
    for path in ("/caseload", "/_stcore/host-config", "/session"):
        reply = browser.get(path)
        assert reply.status_code == 500
        assert "no database" not in reply.text


def test_while_somebody_writes_for_long_the_answer_is_calm_and_says_when_to_return(
    open_browser: Open, world: World, anna: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("runtherapy_data.store.engine"), "_BUSY_MS", 20)
    store.dispose()
    browser = open_browser()
    csrf = browser.csrf()
    browser.carry_session(world, anna)
    with writing(world.everything()):
        fields = {"csrf": csrf, "email": "anna@test.example", "password": PASSWORD}
        reply = browser.post("/sign-in", fields)
        assert (reply.status_code, reply.headers["retry-after"]) == (503, "30")
        assert "Een ogenblik geduld" in reply.text
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert browser.get("/caseload").status_code == 200, "reading goes on"
    assert browser.post("/sign-in", fields).status_code == 303


def test_a_sign_in_whose_use_cannot_be_noted_still_opens_its_page(
    open_browser: Open, world: World, anna: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)

    def busy(token_hash: str) -> None:
        raise ConflictError("busy")

    monkeypatch.setattr("runtherapy_data.access.sessions.touch", busy)
    assert browser.get("/caseload").status_code == 200
    socket = Socket(browser)
    assert socket.hear()["type"] == "websocket.accept"
    socket.hear()
    socket.say(b"a click")
    assert socket.hear()["bytes"] == b"a click"
    socket.leave()


@pytest.mark.parametrize("path", ["/sign-in", "/a/b", "/link/x", "/media/break"])
def test_a_query_of_many_fields_breaks_no_page(open_browser: Open, world: World, anna: UUID, path: str) -> None:
    query = "&".join(f"field{number}=1" for number in range(40))
    plain, asked = open_browser().carry_session(world, anna), open_browser().carry_session(world, anna)
    reply, odd = plain.get(f"{path}?expired"), asked.get(f"{path}?expired&{query}")
    assert odd.status_code == reply.status_code
    assert odd.headers["content-security-policy"] == reply.headers["content-security-policy"]
    assert "<h1>" in odd.text


def test_the_page_about_trouble_hangs_on_nothing_that_was_odd_in_the_request(
    open_browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(scope: dict) -> dict:
        if scope["query_string"]:
            raise RecursionError("odd query")
        return {}

    monkeypatch.setattr(pages, "_asked", broken)
    reply = open_browser().get("/sign-in?odd=1", cookie="runtherapy-language=en")
    assert reply.status_code == 500
    assert "Something went wrong on our side" in reply.text
    assert 'href="/?lang=nl"' in reply.text


@pytest.mark.parametrize(
    ("path", "switch"),
    [
        ("//evil.example/x", "/evil.example/x?lang=en"),
        ("///evil.example", "/evil.example?lang=en"),
        ("/%5Cevil.example", "/%5Cevil.example?lang=en"),
        ("/a/b", "/a/b?lang=en"),
    ],
)
def test_the_language_switch_stays_on_this_host(
    open_browser: Open, world: World, anna: UUID, path: str, switch: str
) -> None:
    browser = open_browser("https://localhost").carry_session(world, anna)
    reply = browser.get(f"https://localhost{path}")
    assert reply.status_code == 404
    assert f'<a href="{switch}"' in reply.text


def test_an_error_on_a_link_keeps_the_links_token_out_of_the_log(
    open_browser: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(token: str) -> None:
        raise ConnectionError("no database")

    monkeypatch.setattr("runtherapy_data.access.links.find", broken)
    assert open_browser().get("/link/very-secret-token").status_code == 500
    assert "no database" in caplog.text
    assert "very-secret-token" not in caplog.text.replace("Traceback", "")


def test_the_gates_own_pages_allow_no_script_at_all(open_browser: Open) -> None:
    policy = open_browser().get("/sign-in").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


@pytest.mark.parametrize("template", ["base.html", "sign_in.html", "sign_out.html", "link.html", "notice.html"])
def test_the_gates_own_pages_hold_no_style_and_no_script(template: str) -> None:
    text = Path(str(pages._TEMPLATES.get_template(template).filename)).read_text(encoding="utf-8")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|\|\s*safe", text)
