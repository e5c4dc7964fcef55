"""The page to choose a file on: for administrators, from our own page, small, and nothing of it is kept unseen."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select

from runtherapy_data.access import grant_practice, principal_by_email
from runtherapy_data.identity import Permission
from runtherapy_data.measures.wording import LARGEST
from runtherapy_data.queries.practice_wordings import laid_ready, wordings_of
from runtherapy_data.store import reading, tables
from tests.factories import World
from tests.gate.conftest import Browser, Open

ADMIN = "beheer@test.example"


@pytest.fixture
def admin(world: World) -> UUID:
    return world.account("admin", ADMIN)


@pytest.fixture
def browser(world: World, admin: UUID, open_browser: Open) -> Browser:
    return open_browser().carry_session(world, admin)


def text(**other: Any) -> bytes:
    """A made-up text: no real one may stand here."""
    one = {"intro": "Inleiding", "answers": list("abcde"), "items": [f"Vraag {n}" for n in range(7)]}
    made = {"instrument": "isi", "licence": "eigen", "permission": "de maker, 2026", "nl": one}
    return json.dumps(made | other).encode()


def send(
    browser: Browser, content: bytes | None, *, csrf: str | None = None, name: str = "isi.json", **headers: str
) -> httpx.Response:
    """Send the form as our own page would; an empty header leaves that header out."""
    token = browser.csrf("/wording") if csrf is None else csrf
    sent = {"origin": browser.origin, "sec-fetch-site": "same-origin"}
    sent |= {key.replace("_", "-"): value for key, value in headers.items()}
    files = {"file": (name, content, "application/json")} if content is not None else {"other": ("", b"")}
    return browser.ask(
        "POST", "/wording", {key: value for key, value in sent.items() if value}, data={"csrf": token}, files=files
    )


def ready() -> dict[str, Any] | None:
    grant = grant_practice(principal_by_email(ADMIN), Permission.SETTINGS_WRITE)
    with reading(grant) as connection:
        assert set(wordings_of(connection, grant)) == {"phq9"}  # nobody is asked anything yet
        return laid_ready(connection, grant)


def test_a_file_lies_ready_and_its_bringer_goes_on_to_look_at_it(browser: Browser) -> None:
    reply = send(browser, text())
    assert (reply.status_code, reply.headers["location"]) == (303, "/practice")
    found = ready()
    assert found is not None
    assert found["instrument"] == "isi"


def test_the_page_speaks_the_readers_language_and_asks_for_nothing_from_elsewhere(browser: Browser) -> None:
    reply = browser.get("/wording")
    assert "De tekst van een vragenlijst" in reply.text
    assert "Choose a file" in browser.get("/wording?lang=en").text
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "Er is geen bestand gekozen"),
        (None, "Er is geen bestand gekozen"),
        (b"\x89PNG\r\n", "isi.json"),
        (text(instrument="xyz"), "xyz"),
        (text(permission=""), "permission"),
        (b" " * (LARGEST + 1), "256 KiB"),
    ],
)
def test_what_is_no_such_text_is_said_on_the_page_and_nothing_lies_ready(
    browser: Browser, content: bytes | None, said: str
) -> None:
    reply = send(browser, content)
    assert reply.status_code == 422
    assert said in reply.text
    assert ready() is None


def test_the_name_of_a_file_is_text_and_no_path(browser: Browser) -> None:
    reply = send(browser, b"x", name='C:\\mijn\\<b onclick="x">.json')
    assert "&lt;b onclick=" in reply.text
    assert "mijn" not in reply.text


@pytest.mark.parametrize(
    "how, status",
    [
        ({"csrf": "x" * 43}, 403),
        ({"csrf": ""}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"origin": "", "sec_fetch_site": ""}, 403),
    ],
)
def test_another_site_cannot_send_one(browser: Browser, how: dict[str, str], status: int) -> None:
    browser.get("/wording")
    assert send(browser, text(), **how).status_code == status
    assert ready() is None


@pytest.mark.parametrize(
    "content_type, body, status",
    [
        ("application/json", b"{}", 415),
        ("application/x-www-form-urlencoded", b"csrf=x", 415),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=x", b"no parts at all", 400),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n", 400),
        ("multipart/form-data; boundary=x", b"x" * (LARGEST + 20_000), 413),
    ],
)
def test_what_is_no_form_of_ours_is_refused(browser: Browser, content_type: str, body: bytes, status: int) -> None:
    headers = {"origin": browser.origin, "sec-fetch-site": "same-origin", "content-type": content_type}
    reply = browser.ask("POST", "/wording", headers, content=body)
    assert reply.status_code == status
    assert ready() is None


def refusals(world: World) -> int:
    event = tables.AuditEvent
    query = select(func.count()).where(event.outcome == "refused", event.action == Permission.SETTINGS_WRITE)
    with reading(world.everything()) as connection:
        return connection.scalar(query) or 0


@pytest.mark.parametrize("role", ["client", "therapist", "supervisor"])
def test_nobody_else_sends_one_and_the_attempt_is_kept(
    world: World, admin: UUID, open_browser: Open, role: str
) -> None:
    client_id = world.client()[0] if role == "client" else None
    browser = open_browser().carry_session(world, world.account(role, client_id=client_id))
    assert browser.get("/wording").status_code == 403
    csrf = browser.csrf("/sign-out")
    assert send(browser, text(), csrf=csrf).status_code == 403
    assert refusals(world) == 2
    assert ready() is None


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(world: World, admin: UUID, open_browser: Open) -> None:
    browser = open_browser()
    reply = browser.get("/wording")
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in?next=/wording")
    reply = send(browser, text(), csrf=browser.csrf())
    assert reply.headers["location"].startswith("/sign-in")
    assert ready() is None
