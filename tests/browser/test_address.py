"""The address in the browser says what the page is about, also after a link from a page to itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched
from tests.browser.test_roles import settle, sign_in
from tests.live import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["course", "log-session", "intake"])
def test_the_menu_item_of_the_page_one_stands_on_leaves_the_client_in_the_address_as_well(
    visit: Callable[..., Watched], live: Live, path: str
) -> None:
    page = visit().page
    sign_in(page, "therapist")
    settle(page)
    code = page.locator("[class*='st-key-client-row-asks-'] a strong").first.inner_text()
    page.goto(f"{live.url}/{path}?client={code}")
    of_client = page.locator(".st-key-page").get_by_text(code).first
    expect(of_client).to_be_visible(timeout=30_000)
    settle(page)
    page.locator(".st-key-nav-here a").click()
    expect(page).to_have_url(re.compile(rf"/{path}$"), timeout=20_000)
    settle(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
    settle(page)
    expect(of_client).to_have_count(0)
    page.go_back()
    expect(of_client).to_be_visible(timeout=30_000)
    expect(page).to_have_url(re.compile(rf"/{path}\?client={code}$"))
