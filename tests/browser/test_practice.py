"""An administrator on a phone: help in need that a client then has in sight, and a text that comes in as a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.test_roles import settle, sign_in
from tests.live import Live

pytestmark = pytest.mark.browser


def unfold(page: Page, part: str) -> None:
    page.locator(f".st-key-decide-{part} summary").first.click()
    settle(page)


def open_practice(watched: Watched, live: Live) -> Page:
    page = watched.page
    sign_in(page, "admin")
    page.goto(f"{live.url}/practice")
    expect(page.get_by_role("heading", name="Praktijk")).to_be_visible(timeout=30_000)
    settle(page)
    return page


def test_help_in_need_is_written_and_one_tap_away_for_a_client(visit: Callable[..., Watched], live: Live) -> None:
    page = open_practice(visit(PHONE), live)
    unfold(page, "help_text")
    page.get_by_label("Tekst in het Nederlands").fill("**Hulp nodig?** Bel ons: 020 123 45 67, of 112.")
    # From the field straight to the button: the first click counts.
    page.locator(".st-key-save-help_text button").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible(timeout=20_000)
    client = visit(PHONE).page
    sign_in(client, "client")
    help_in_need = client.locator(".st-key-help-in-need")
    expect(help_in_need.get_by_role("link", name="020 123 45 67")).to_have_attribute(
        "href", "tel:0201234567", timeout=30_000
    )
    page.locator(".st-key-undo-help_text button").click()
    expect(page.get_by_text("Bewaard.")).to_have_count(0, timeout=20_000)
    settle(client)
    client.reload()
    expect(help_in_need.get_by_role("link", name="0800-0113")).to_be_visible(timeout=30_000)


def test_a_file_is_chosen_looked_at_and_kept_on_a_phone(
    visit: Callable[..., Watched], live: Live, tmp_path: Path
) -> None:
    text = {"intro": "Verzonnen inleiding", "answers": list("abcde"), "items": [f"Verzonnen {n}" for n in range(7)]}
    made = {"instrument": "isi", "licence": "verzonnen", "permission": "", "nl": text}
    wrong, right = tmp_path / "zonder.json", tmp_path / "isi.json"
    wrong.write_text(json.dumps(made), encoding="utf-8")
    right.write_text(json.dumps(made | {"permission": "verzonnen, voor deze proef"}), encoding="utf-8")
    page = open_practice(visit(PHONE), live)
    unfold(page, "wordings")
    page.get_by_role("link", name="Kies een bestand").click()
    for file in (wrong, right):
        page.get_by_label("Bestand").set_input_files(file)
        page.get_by_role("button", name="Bekijk de vragen").click()
        if file == wrong:
            expect(page.get_by_role("alert")).to_contain_text("zonder.json")
    page.wait_for_url("**/practice")
    expect(page.get_by_text("Verzonnen 6")).to_be_visible(timeout=30_000)
    settle(page)
    page.locator(".st-key-wording-keep button").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible(timeout=20_000)
    settle(page)
    page.locator(".st-key-undo-wordings button").click()
    expect(page.get_by_text("Bewaard.")).to_have_count(0, timeout=20_000)


def test_no_file_comes_in_by_streamlit_not_even_from_an_administrator(
    visit: Callable[..., Watched], live: Live
) -> None:
    page = open_practice(visit(PHONE), live)
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    for path in ("/_stcore/upload_file/a/b", "/_stcore/upload_file/"):
        reply = httpx.put(f"{live.url}{path}", cookies=cookies, files={"file": b"x"})
        assert reply.status_code == 403
