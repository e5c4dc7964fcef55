"""A client on a telephone: from signing in to a saved check-in in five taps, and what becomes of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from runtherapy_data.store import today
from tests.browser.conftest import PHONE, Watched
from tests.browser.test_roles import comes_true, settle
from tests.factories import ZONE
from tests.live import Live

pytestmark = pytest.mark.browser

SLOW = 30_000
ANSWERS = {"Stemming": 7, "Slaap": 4, "Energie": 6, "Spanning": 3}


class Thumb:
    """Taps on one page, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, target: Locator) -> None:
        target.click(timeout=SLOW)
        self.taps += 1

    def number(self, measure: str, value: int) -> Locator:
        return self.page.get_by_role("radio", name=f"{measure} {value}", exact=True)


@pytest.fixture
def arrived(visit: Callable[..., Watched], live: Live) -> Watched:
    """The demo client, who said nothing of today yet, signed in on a telephone and arrived."""
    with sqlite3.connect(live.database, timeout=30) as store:
        whose = "(SELECT course.id FROM course JOIN account USING (client_id) WHERE email = 'client@demo.example')"
        store.execute(f"DELETE FROM check_in WHERE course_id IN {whose} AND day = ?", [today(ZONE).isoformat()])
        store.execute(f"DELETE FROM draft WHERE course_id IN {whose} AND kind = 'check_in'")
    watched = visit(PHONE)
    watched.page.locator('form[action="/demo-sign-in"]:has(input[value="client"]) button').click()
    expect(watched.page.get_by_role("button", name="Bewaren", exact=True)).to_be_visible(timeout=SLOW)
    settle(watched.page)
    return watched


def test_five_taps_from_signing_in_to_the_figure(arrived: Watched) -> None:
    page = arrived.page
    thumb = Thumb(page)
    assert page.url.endswith("/check-in")
    save = page.get_by_role("button", name="Bewaren", exact=True)
    help_bar = page.locator(".st-key-help-in-need").bounding_box()
    button = save.bounding_box()
    assert help_bar and button and button["y"] + button["height"] <= help_bar["y"], "all of it is on one screen"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for measure, value in ANSWERS.items():
        box = thumb.number(measure, value).bounding_box()
        assert box and box["height"] >= 44 and box["width"] >= 24
        thumb.tap(thumb.number(measure, value))
    thumb.tap(save)
    expect(page.locator(".st-key-check-in-saving").get_by_role("status")).to_contain_text(
        "Bewaard voor vandaag.", timeout=SLOW
    )
    assert thumb.taps <= 5
    page.get_by_role("link", name="Bekijk het in je voortgang").click()
    table = page.get_by_text("Toon de dagen als tabel")
    expect(table).to_be_visible(timeout=SLOW)
    expect(page.locator(".js-plotly-plot .trace").nth(2)).to_be_attached(timeout=SLOW)
    table.click()
    heads = page.locator(".st-key-table-days thead th")
    cells = page.locator(".st-key-table-days tbody tr").first.locator("td")
    assert comes_true(page, lambda: cells.count() == heads.count() > len(ANSWERS)), "the table is there whole"
    said = dict(zip(heads.all_inner_texts(), cells.all_inner_texts(), strict=True))
    assert {measure: said[measure] for measure in ANSWERS} == {measure: str(n) for measure, n in ANSWERS.items()}
    assert arrived.complaints == []


def test_three_fast_presses_save_once_and_what_is_chosen_can_be_taken_back(arrived: Watched) -> None:
    page = arrived.page
    thumb = Thumb(page)
    thumb.tap(thumb.number("Stemming", 8))
    expect(thumb.number("Stemming", 8)).to_be_checked(timeout=SLOW)
    thumb.tap(thumb.number("Slaap", 2))
    expect(thumb.number("Slaap", 2)).to_be_checked(timeout=SLOW)
    thumb.tap(thumb.number("Slaap", 2))  # the chosen one again: not answered
    expect(thumb.number("Slaap", 2)).not_to_be_checked(timeout=SLOW)
    settle(page)
    page.get_by_role("button", name="Bewaren", exact=True).click(click_count=3)
    expect(page.locator(".st-key-check-in-saving").get_by_role("status")).to_contain_text("Bewaard", timeout=SLOW)
    expect(page.locator(".st-key-lines-check-in")).to_contain_text("Stemming 8")
    expect(page.locator(".st-key-lines-check-in")).not_to_contain_text("Slaap 2")
    settle(page)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator(".st-key-check-in-saving").get_by_role("status")).to_contain_text("Teruggezet", timeout=SLOW)
    expect(thumb.number("Stemming", 8)).not_to_be_checked()


def test_what_was_tapped_is_there_again_after_a_reload(arrived: Watched) -> None:
    page = arrived.page
    thumb = Thumb(page)
    thumb.tap(thumb.number("Energie", 5))
    expect(thumb.number("Energie", 5)).to_be_checked(timeout=SLOW)
    settle(page)
    page.reload()
    expect(thumb.number("Energie", 5)).to_be_checked(timeout=SLOW)


def test_a_number_is_chosen_with_the_keyboard(arrived: Watched) -> None:
    page = arrived.page
    thumb = Thumb(page)
    thumb.number("Spanning", 4).focus()
    page.keyboard.press("Space")
    expect(thumb.number("Spanning", 4)).to_be_checked(timeout=SLOW)
    settle(page)
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent").strip().endswith("5")
