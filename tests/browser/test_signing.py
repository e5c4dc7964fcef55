"""Signing in and out in a real browser: without scripts, from the keyboard, with a second tab open."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Watched
from tests.live import Live

pytestmark = pytest.mark.browser


def press(page: Page, role: str = "client") -> None:
    page.locator(f'form[action="/demo-sign-in"]:has(input[value="{role}"]) button').click()


def test_the_sign_in_page_needs_no_script(browser: Browser, live: Live) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live.url}/sign-in?lang=en")
    page.get_by_label("E-mail address").fill("client@demo.example")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail address")).to_have_value("client@demo.example")
    press(page)
    expect(page).to_have_url(f"{live.url}/")
    page.goto(f"{live.url}/sign-out?lang=en")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out")
    context.close()


def test_the_keyboard_reaches_everything_in_reading_order(visit: Callable[..., Watched]) -> None:
    page = visit(PHONE).page
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", f"no visible focus on {reached[-1]}"
    assert reached[:4] == ["English", "email", "password", "Inloggen"]
    assert [text.split(" ")[0] for text in reached[4:]] == ["Cliënt", "Therapeut", "Supervisor", "Beheerder"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_page_leaves_when_its_session_ended_in_another_tab(visit: Callable[..., Watched], live: Live) -> None:
    page = visit().page
    press(page, "therapist")
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    other = page.context.new_page()
    other.goto(f"{live.url}/sign-out")
    other.get_by_role("button", name="Uitloggen").click()
    expect(other).to_have_url(re.compile(r"/sign-in\?out=1$"))
    expect(page).to_have_url(re.compile(r"/sign-in\?expired=1"), timeout=25_000)
    expect(page.get_by_role("status")).to_be_visible()


def test_the_way_out_stays_in_this_tab_and_back_shows_nothing(visit: Callable[..., Watched], live: Live) -> None:
    page = visit().page
    press(page, "therapist")
    page.get_by_role("link", name="Uitloggen").click()
    expect(page).to_have_url(f"{live.url}/sign-out")
    assert len(page.context.pages) == 1
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/sign-in"))


def test_no_script_of_a_page_can_read_the_session(visit: Callable[..., Watched]) -> None:
    page = visit().page
    press(page, "therapist")
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    assert "runtherapy" not in page.evaluate("document.cookie")
    assert page.evaluate("Object.keys(sessionStorage).length") == 0
    cookie = next(one for one in page.context.cookies() if one["name"] == "__Host-runtherapy")
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Lax")
