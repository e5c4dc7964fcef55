"""A card from a therapist's screen to a file, in a real browser; and nobody else gets it from a real server."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watched
from tests.browser.test_roles import settle, sign_in
from tests.exports.papers import reader, said
from tests.live import Live

pytestmark = pytest.mark.browser


def make(page: Page) -> str:
    """Press the button that makes the PDF; the address of the way to it."""
    page.get_by_role("button", name="Maak de PDF").click()
    way = page.get_by_role("link", name="Download de gesprekskaart (PDF)")
    expect(way).to_be_visible(timeout=20_000)
    return way.get_attribute("href") or ""


def open_documents(watched: Watched, live: Live, client: str = "C-0001") -> Page:
    page = watched.page
    sign_in(page, "therapist")
    page.goto(f"{live.url}/documents?client={client}")
    expect(page.get_by_role("button", name="Maak de PDF")).to_be_visible(timeout=30_000)
    settle(page)
    return page


@pytest.mark.parametrize(("size", "client"), [(DESKTOP, "C-0001"), (PHONE, "C-0008")], ids=["desktop", "phone"])
def test_a_card_is_written_reloaded_made_looked_at_and_fetched(
    visit: Callable[..., Watched], live: Live, size: dict[str, int], client: str, tmp_path: Path
) -> None:
    watched = visit(size)
    page = open_documents(watched, live, client)
    question = page.get_by_role("textbox", name="Een vraag")
    question.fill(f"Wat zou er {size['width']} keer beter kunnen?")
    question.blur()
    expect(page.get_by_text("Je tekst is bewaard als concept.")).to_be_visible(timeout=20_000)
    page.reload()
    expect(page.get_by_role("textbox", name="Een vraag")).to_have_value(
        f"Wat zou er {size['width']} keer beter kunnen?", timeout=30_000
    )
    settle(page)
    # From the field straight to the button: the first click counts.
    page.get_by_role("textbox", name="Volgende stap").fill("Een keer rustig lopen")
    make(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download de gesprekskaart (PDF)").click()
    assert download.value.suggested_filename.startswith(f"gesprekskaart-{client.lower()}-")
    file = tmp_path / "card.pdf"
    download.value.save_as(file)
    text = said(file.read_bytes())
    assert len(reader(file.read_bytes()).pages) == 1
    assert "Een keer rustig lopen" in text and f"Wat zou er {size['width']} keer" in text
    page.get_by_text("Laat zien hoe het eruitziet").click()
    picture = page.get_by_role("img", name="Bladzijde 1 zoals die wordt afgedrukt")
    expect(picture).to_be_visible(timeout=20_000)
    page.wait_for_timeout(500)
    assert picture.evaluate("image => image.complete && image.naturalWidth > 500")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert watched.complaints == []


def test_nobody_else_gets_it_from_a_real_server(visit: Callable[..., Watched], live: Live) -> None:
    page = open_documents(visit(DESKTOP), live)
    way = make(page)
    replies = {}
    for role in ("therapist", "client", "supervisor", "admin"):
        with httpx.Client(base_url=live.url, headers={"cookie": live.demo_cookie(role)}) as browser:
            replies[role] = browser.get(way, headers={"accept": "text/html"})
    assert {role: reply.status_code for role, reply in replies.items()} == {
        "therapist": 200, "client": 404, "supervisor": 404, "admin": 404,
    }  # fmt: skip
    assert replies["therapist"].headers["cache-control"] == "no-store"
    assert replies["therapist"].content.startswith(b"%PDF")
    assert httpx.get(f"{live.url}{way}", headers={"accept": "application/pdf"}).status_code == 401
    with sqlite3.connect(live.database) as connection:
        query = "SELECT outcome, count(*) FROM audit_event WHERE action = 'document.download' GROUP BY outcome"
        counted = dict(connection.execute(query).fetchall())
    assert counted["done"] >= 1 and counted["refused"] == 3
