"""As a person would: open the app, sign in with one click as each role, and see the page painted."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Watched

pytestmark = pytest.mark.browser

# role → (its first page, whether a chart stands on it, its title in Dutch and English)
FIRST_PAGES = {
    "client": ("progress", True, "Mijn voortgang", "My progress"),
    "therapist": ("caseload", False, "Mijn cliënten", "My clients"),
    "supervisor": ("cohorts", True, "Cohorten", "cohorts"),
    "admin": ("people", False, "Mensen", "People"),
}


def sign_in(page: Page, role: str) -> None:
    """Press the demo button of a role and wait until the page stands; a client goes on from an open check-in."""
    page.locator(f'form[action="/demo-sign-in"]:has(input[value="{role}"]) button').click()
    settle(page)
    if role == "client":
        page.get_by_role("link", name=re.compile("^(Mijn voortgang|My progress)$")).click()
        expect(page).to_have_url(re.compile("/progress$"))  # the page that was left had settled already
        settle(page)


def settle(page: Page) -> None:
    """Wait until Streamlit has finished the run and nothing is loading."""
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)


def painted(page: Page) -> None:
    """A figure is drawn, with traces in it."""
    # Not wait_for_function: it evaluates text in the page, which the content security policy forbids.
    expect(page.locator(".js-plotly-plot .trace").nth(2)).to_be_attached(timeout=30_000)


def comes_true(page: Page, condition: Callable[[], bool], seconds: int = 15) -> bool:
    """Whether a condition holds within some seconds: parts of a page arrive one after the other."""
    for _ in range(seconds * 10):
        if condition():
            return True
        page.wait_for_timeout(100)
    return condition()


@pytest.mark.parametrize("role", FIRST_PAGES)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_each_role_signs_in_with_one_click_and_sees_their_page(
    visit: Callable[..., Watched], role: str, size: dict[str, int]
) -> None:
    _, has_figure, dutch, _ = FIRST_PAGES[role]
    watched = visit(size, dark=size is PHONE)
    page = watched.page
    sign_in(page, role)
    expect(page.get_by_role("heading", level=1).first).to_contain_text(dutch)
    assert page.evaluate("document.documentElement.lang") == "nl"
    if has_figure:
        painted(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page is wider than the screen"
    )
    assert watched.complaints == []


@pytest.mark.parametrize("role", FIRST_PAGES)
def test_the_language_is_switched_on_the_page_and_kept(visit: Callable[..., Watched], role: str) -> None:
    english = FIRST_PAGES[role][3]
    page = visit().page
    sign_in(page, role)
    try:
        page.get_by_text("English", exact=True).first.click()
        expect(page.get_by_role("heading", level=1).first).to_contain_text(english)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.reload()
        settle(page)
        expect(page.get_by_role("heading", level=1).first).to_contain_text(english)
    finally:
        page.get_by_text("Nederlands", exact=True).first.click()
        expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_a_therapist_opens_a_course_from_the_caseload(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    sign_in(page, "therapist")
    page.locator('a[href*="course"]').filter(has_text="C-0").first.click()
    painted(page)
    settle(page)
    assert "client=C-0" in page.url
    assert watched.complaints == []


def test_help_in_need_is_in_sight_on_the_clients_page_without_scrolling(visit: Callable[..., Watched]) -> None:
    for size in (DESKTOP, PHONE):
        page = visit(size).page
        sign_in(page, "client")
        painted(page)
        help_text = page.locator(".st-key-help-in-need")
        expect(help_text).to_contain_text("0800-0113")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        expect(help_text).to_be_in_viewport()


def test_signing_out_closes_the_page_for_good(visit: Callable[..., Watched]) -> None:
    page = visit().page
    sign_in(page, "client")
    page.locator('a[href="/sign-out"]').first.click()
    page.get_by_role("button").first.click()
    page.wait_for_url("**/sign-in*")
    page.go_back()
    page.wait_for_url("**/sign-in*")


def test_another_clients_course_by_url_is_refused_in_the_readers_language(visit: Callable[..., Watched]) -> None:
    page = visit().page
    sign_in(page, "client")
    page.goto(page.url.split("/progress")[0].rstrip("/") + "/course?client=C-0002")
    settle(page)
    expect(page.get_by_role("heading", level=1).first).to_contain_text("Geen toegang")
    assert page.locator(".js-plotly-plot").count() == 0


def test_no_dutch_is_left_in_the_pickers_after_the_switch(visit: Callable[..., Watched]) -> None:
    """A drop-down that keeps its label in the browser would stay in the old language."""
    chosen = """() => [...document.querySelectorAll('[data-testid="stSelectbox"]')]
        .map(box => box.innerText + ' ' + (box.querySelector('input')?.value ?? '')).join(' ')"""
    for role, dutch in (("therapist", "Alle fasen"), ("admin", "Alle rollen"), ("supervisor", "Alle startperioden")):
        page = visit().page
        sign_in(page, role)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        assert comes_true(page, lambda page=page, dutch=dutch: dutch in page.evaluate(chosen))
        try:
            page.get_by_text("English", exact=True).first.click()
            expect(page.locator("html")).to_have_attribute("lang", "en")
            settle(page)
            assert comes_true(page, lambda page=page, dutch=dutch: dutch not in page.evaluate(chosen))
        finally:
            page.get_by_text("Nederlands", exact=True).first.click()
            expect(page.locator("html")).to_have_attribute("lang", "nl")
