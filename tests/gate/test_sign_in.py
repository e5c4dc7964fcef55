"""Signing in and out through the server-rendered pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from uuid import UUID

import anyio
import pytest
from sqlalchemy import select, update

from runtherapy_data.access import links, sessions
from runtherapy_data.store import now, reading, tables, writing
from tests.factories import World
from tests.gate.conftest import PASSWORD, Browser, Open, Socket


def cookies_of(reply: object) -> dict[str, str]:
    """Name → the whole Set-Cookie line."""
    lines = reply.headers.get_list("set-cookie")  # type: ignore[attr-defined]
    return {line.split("=")[0]: line for line in lines}


def events(world: World) -> list[tuple[str, str]]:
    query = select(tables.AuditEvent.action, tables.AuditEvent.outcome).order_by(tables.AuditEvent.at)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_the_right_password_opens_the_page_that_was_asked_for(open_browser: Open, anna: UUID, world: World) -> None:
    browser = open_browser()
    assert browser.get("/course?client=C-1").headers["location"] == "/sign-in?next=/course%3Fclient%3DC-1"
    reply = browser.sign_in("Anna@test.example ", next="/course?client=C-1")
    assert (reply.status_code, reply.headers["location"]) == (303, "/course?client=C-1")
    assert browser.get("/course?client=C-1").status_code == 200
    assert events(world) == [("session.open", "done")]


def test_the_session_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts(open_browser: Open, anna: UUID) -> None:
    line = cookies_of(open_browser().sign_in("anna@test.example"))["__Host-runtherapy"]
    assert {part.strip().lower() for part in line.split(";")[1:]} == {"httponly", "secure", "path=/", "samesite=lax"}


def test_only_the_hash_of_a_session_token_is_kept(open_browser: Open, anna: UUID, world: World) -> None:
    browser = open_browser()
    browser.sign_in("anna@test.example")
    token = browser.client.cookies["__Host-runtherapy"]
    with reading(world.everything()) as connection:
        kept = list(connection.scalars(select(tables.LoginSession.token_hash)))
    assert kept == [sessions.hash_of(token)]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("anna@test.example", "wrong"),
        ("anna@test.example", PASSWORD.upper()),
        ("anna@test.example", PASSWORD + " "),
        ("anna@test.example", ""),
        ("nobody@test.example", PASSWORD),
        ("closed@test.example", PASSWORD),
        ("invited@test.example", ""),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_every_failure_gets_the_same_answer(
    open_browser: Open, world: World, anna: UUID, password_hash: str, email: str, password: str
) -> None:
    world.account("therapist", "closed@test.example", password_hash=password_hash, active=False)
    world.account("therapist", "invited@test.example")
    reply = open_browser().sign_in(email, password)
    assert reply.status_code == 401
    assert 'role="alert"' in reply.text
    assert "Dit e-mailadres en dit wachtwoord horen niet bij elkaar." in reply.text
    assert "__Host-runtherapy" not in cookies_of(reply)


def test_a_new_sign_in_gets_a_new_token_and_ends_the_one_it_replaces(open_browser: Open, anna: UUID) -> None:
    browser = open_browser()
    browser.client.cookies.set("__Host-runtherapy", "A" * 43, domain="localhost.local")
    browser.sign_in("anna@test.example")
    first = browser.client.cookies.get("__Host-runtherapy", domain="localhost.local", path="/")
    assert first != "A" * 43
    page = browser.get("/sign-in?expired=1")
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    browser.post("/sign-in", {"csrf": csrf, "email": "anna@test.example", "password": PASSWORD})
    other = open_browser()
    other.client.cookies.set("__Host-runtherapy", str(first), domain="localhost.local")
    assert other.get("/session").status_code == 401


def test_signing_out_takes_a_post_and_ends_the_session_on_the_server(
    open_browser: Open, anna: UUID, world: World
) -> None:
    browser = open_browser()
    browser.sign_in("anna@test.example")
    copied = browser.cookie
    csrf = browser.csrf("/sign-out")
    assert browser.get("/session").status_code == 204, "asking is not signing out"
    reply = browser.post("/sign-out", {"csrf": csrf})
    assert reply.headers["location"] == "/sign-in?out=1"
    assert "__Host-runtherapy" not in browser.client.cookies
    assert open_browser().get("/session", cookie=copied).status_code == 401
    assert events(world)[-1] == ("session.close", "done")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "", "sec_fetch_site": ""}, 403),
        ({"csrf": ""}, 403),
        ({"csrf": "A" * 43}, 403),
        ({"cookie": "a=b"}, 403),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "application/json"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"password": "x" * 20_000}, 413),
        ({"password": "x", **{f"more{number}": "1" for number in range(12)}}, 400),
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/demo-sign-in"])
def test_a_form_that_is_not_ours_is_refused(
    open_browser: Open, world: World, anna: UUID, demo_face: UUID, path: str, change: dict[str, str], status: int
) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)
    carried = browser.cookie
    fields = {
        "csrf": browser.csrf("/sign-out"),
        "email": "anna@test.example",
        "password": PASSWORD,
        "role": "therapist",
    }
    in_form = {name: value for name, value in change.items() if name in fields or name.startswith("more")}
    in_header = {name: value for name, value in change.items() if name not in in_form}
    assert browser.post(path, {**fields, **in_form}, **in_header).status_code == status
    assert open_browser().get("/session", cookie=carried).status_code == 204, "the session is untouched"


def test_a_form_of_which_only_half_comes_is_not_waited_for(
    open_browser: Open, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtherapy_data.gate.forms._PATIENCE_SECONDS", 0.05)
    browser = open_browser()

    async def half() -> AsyncIterator[bytes]:
        yield b"email=anna"
        await anyio.sleep(5)  # the test's own patience: without an end of the gate's the answer is another one

    headers = {"origin": browser.origin, "content-type": "application/x-www-form-urlencoded"}
    reply = browser.ask("POST", "/sign-in", headers, content=half())
    assert (reply.status_code, reply.headers["connection"]) == (408, "close")


def test_a_secure_browser_gets_no_plain_cookie_even_on_this_machine(open_browser: Open, anna: UUID) -> None:
    """Chromium and Firefox take Secure cookies on http://localhost: played here by sending the form's one back."""
    browser = open_browser("http://localhost:8501")
    page = browser.get("/sign-in")
    cookie = cookies_of(page)["__Host-runtherapy-form"].split(";")[0]
    fields = {"csrf": cookie.split("=")[1], "email": "anna@test.example", "password": PASSWORD}
    assert set(cookies_of(browser.post("/sign-in", fields, cookie=cookie))) == {"__Host-runtherapy"}


def test_a_browser_that_refuses_secure_cookies_signs_in_on_this_machine(open_browser: Open, anna: UUID) -> None:
    browser = open_browser("http://localhost:8501")
    reply = browser.sign_in("anna@test.example")
    assert set(cookies_of(reply)) == {"runtherapy-loopback"}
    assert browser.get("/caseload").status_code == 200
    csrf = browser.csrf("/sign-out")
    browser.post("/sign-out", {"csrf": csrf})
    assert browser.get("/session").status_code == 401


@pytest.mark.parametrize(
    ("url", "peer", "headers"),
    [
        ("http://localhost:8501", "192.0.2.7", {}),
        ("http://practice.example", "127.0.0.1", {}),
        ("https://localhost", "127.0.0.1", {}),
        ("http://localhost:8501", "127.0.0.1", {"x-forwarded-for": "192.0.2.7"}),
        ("http://localhost:8501", "127.0.0.1", {"x-forwarded-proto": "https"}),
    ],
)
def test_the_plain_cookie_opens_nothing_elsewhere(
    open_browser: Open, anna: UUID, monkeypatch: pytest.MonkeyPatch, url: str, peer: str, headers: dict[str, str]
) -> None:
    local = open_browser("http://localhost:8501")
    local.sign_in("anna@test.example")
    token = local.client.cookies["runtherapy-loopback"]
    monkeypatch.setattr("runtherapy_data.gate.origin.is_allowed_host", lambda scope: True)
    there = open_browser(url, peer)
    assert there.get("/session", cookie=f"runtherapy-loopback={token}", **headers).status_code == 401
    assert "runtherapy-loopback-form" not in cookies_of(there.get("/sign-in", **headers))
    assert there.get("/session", cookie=f"__Host-runtherapy={token}", **headers).status_code == 204, "the token is good"


def press(browser: Browser, role: str = "therapist") -> int:
    return browser.post("/demo-sign-in", {"csrf": browser.csrf(), "role": role}).status_code


def test_the_demo_is_one_click_on_this_machine(open_browser: Open, demo_face: UUID) -> None:
    browser = open_browser("http://localhost:8501")
    page = browser.get("/sign-in").text
    assert 'value="therapist"' in page
    assert 'value="admin"' not in page, "a face without an account has no card"
    assert press(browser) == 303
    assert browser.get("/caseload").status_code == 200


@pytest.mark.parametrize("role", ["admin", "system", "", "therapist@demo.example"])
def test_the_demo_lets_nobody_be_who_is_not_in_it(open_browser: Open, demo_face: UUID, role: str) -> None:
    assert press(open_browser("http://localhost:8501"), role) == 403


def test_the_demo_cards_need_a_demo_practice(open_browser: Open, world: World) -> None:
    world.account("therapist", "therapist@demo.example")  # the name alone opens nothing: the practice is a live one
    browser = open_browser("http://localhost:8501")
    assert 'name="role"' not in browser.get("/sign-in").text
    assert press(browser) == 403


def test_the_demo_cards_are_for_this_machine_only(open_browser: Open, demo_face: UUID) -> None:
    for browser in (open_browser("https://localhost", "192.0.2.7"), open_browser("https://localhost")):
        assert 'name="role"' not in browser.get("/sign-in").text
        assert press(browser) == 403


def test_the_demo_cards_are_not_for_a_place_with_a_public_name(
    open_browser: Open, demo_face: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy on the same machine that says nothing of itself: the name under which people come gives it away."""
    monkeypatch.setenv("RUNTHERAPY_PUBLIC_URL", "https://practice.example")
    sessions.settings.cache_clear()
    browser = open_browser("http://localhost:8501")
    assert 'name="role"' not in browser.get("/sign-in").text
    assert press(browser) == 403


def test_after_ten_failures_the_account_waits_and_others_do_not(
    open_browser: Open, anna: UUID, world: World, password_hash: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtherapy_data.access.passwords.matches", lambda kept, typed: typed == PASSWORD)
    world.account("therapist", "ben@test.example", password_hash=password_hash)
    browser = open_browser()
    for email in ("anna@test.example", "nobody@test.example"):
        assert {browser.sign_in(email, "wrong").status_code for _ in range(10)} == {401}
        waiting = browser.sign_in(email)
        assert waiting.status_code == 429
        assert 880 < int(waiting.headers["retry-after"]) <= 900
        assert "Wacht 15 min" in waiting.text
    assert browser.sign_in("ben@test.example").status_code == 303


def link_for(account_id: UUID, world: World, purpose: str = "invite") -> str:
    with writing(world.everything()) as connection:
        return links.issue(connection, world.practice_id, account_id, purpose)  # type: ignore[arg-type]


def choose(browser: Browser, path: str, password: str, again: str | None = None) -> int:
    page = browser.get(path)
    assert page.status_code == 200
    csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
    fields = {"csrf": csrf, "password": password, "again": password if again is None else again}
    return browser.post(path, fields).status_code


def test_a_link_chooses_a_password_once_and_signs_in(open_browser: Open, world: World) -> None:
    path = "/link/" + link_for(world.account("admin", "first@test.example"), world)
    browser = open_browser()
    assert browser.get(path).status_code == browser.get(path).status_code == 200, "looking uses nothing up"
    assert choose(browser, path, "short") == 422
    assert choose(browser, path, "long enough, one", "long enough, two") == 422
    assert choose(browser, path, "pine needles underfoot") == 303
    assert browser.get("/people").status_code == 200
    assert browser.get(path).status_code == 410
    assert open_browser().sign_in("first@test.example", "pine needles underfoot").status_code == 303


def test_an_expired_or_replaced_link_is_dead(open_browser: Open, world: World, anna: UUID) -> None:
    replaced, newest = link_for(anna, world, "reset"), link_for(anna, world, "reset")
    assert open_browser().get(f"/link/{replaced}").status_code == 410
    assert open_browser().get(f"/link/{newest}").status_code == 200
    with writing(world.everything()) as connection:
        connection.execute(update(tables.OneTimeLink).values(expires_at=now() - dt.timedelta(seconds=1)))
    assert open_browser().get(f"/link/{newest}").status_code == 410


def test_a_new_password_ends_every_other_sign_in(open_browser: Open, world: World, anna: UUID) -> None:
    elsewhere = open_browser()
    elsewhere.sign_in("anna@test.example")
    assert choose(open_browser(), "/link/" + link_for(anna, world, "reset"), "pine needles underfoot") == 303
    assert elsewhere.get("/session").status_code == 401


@pytest.mark.parametrize(("language", "title"), [("nl", "Inloggen"), ("en", "Sign in")])
def test_the_sign_in_page_speaks_both_languages_and_remembers(open_browser: Open, language: str, title: str) -> None:
    browser = open_browser()
    for path in (f"/sign-in?lang={language}", "/sign-in"):
        page = browser.get(path)
        assert f'<html lang="{language}">' in page.text
        assert f"<h1>{title}</h1>" in page.text
    assert browser.get("/sign-in?lang=xx").status_code == 200


def test_the_form_is_one_that_password_managers_fill_in(open_browser: Open) -> None:
    page = open_browser().get("/sign-in").text
    assert 'type="email" autocomplete="username"' in page
    assert 'type="password" autocomplete="current-password"' in page
    assert "<script" not in page


def test_what_was_typed_comes_back_as_text(open_browser: Open) -> None:
    typed = '"><script>alert(1)</script>{{7*7}}'
    page = open_browser().sign_in(typed, "x").text
    assert "<script" not in page
    assert "&#34;&gt;&lt;script&gt;" in page
    assert "{{7*7}}" in page


def test_asking_whether_the_session_lives_does_not_keep_it_alive(open_browser: Open, anna: UUID, world: World) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)
    before = now() - dt.timedelta(minutes=20)
    with writing(world.everything()) as connection:
        connection.execute(update(tables.LoginSession).values(seen_at=before))
    seen = select(tables.LoginSession.seen_at)
    for path, moves in (("/session", False), ("/_stcore/host-config", False), ("/caseload", True)):
        assert browser.get(path).status_code in (200, 204)
        with reading(world.everything()) as connection:
            assert (connection.scalar(seen) > before) is moves, path


def test_what_a_tab_sends_keeps_its_session_alive(open_browser: Open, anna: UUID, world: World) -> None:
    browser = open_browser()
    browser.carry_session(world, anna)
    before = now() - dt.timedelta(minutes=20)
    with writing(world.everything()) as connection:
        connection.execute(update(tables.LoginSession).values(seen_at=before))
    socket = Socket(browser)
    assert socket.hear()["type"] == "websocket.accept"
    socket.hear()
    socket.say(b"a click")
    assert socket.hear()["bytes"] == b"a click"
    with reading(world.everything()) as connection:
        assert connection.scalar(select(tables.LoginSession.seen_at)) > before
    socket.leave()
