"""A course on a telephone, read before a conversation: what matters first comes first, the long lists are folded."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.looking import cut_off, stands, unfold, violations
from tests.browser.test_roles import settle, sign_in
from tests.live import Live

pytestmark = pytest.mark.browser
TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126 Mobile Safari/537.36"
)
SLOW = 30_000


@pytest.fixture
def course(browser: Browser, live: Live) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, user_agent=TELEPHONE, is_mobile=True, has_touch=True, locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    )  # fmt: skip
    page = context.new_page()
    page.goto(f"{live.url}/sign-in")
    sign_in(page, "therapist")
    code = page.locator("[class*='st-key-client-row-asks-'] a strong").first.inner_text()
    page.goto(f"{live.url}/course?client={code}")
    expect(page.get_by_role("heading", name="Wat gemeten en genoteerd is")).to_be_visible(timeout=SLOW)
    settle(page)
    yield page
    context.close()


def test_signals_figure_and_own_words_come_first_and_what_is_long_is_folded(course: Page) -> None:
    parts = (
        ".st-key-course-signals", ".st-key-figure-course", ".st-key-course-side", ".st-key-course-record",
    )  # fmt: skip
    tops = [(course.locator(part).bounding_box() or {"y": -1.0})["y"] for part in parts]
    assert -1.0 not in tops and tops == sorted(tops)
    said = course.get_by_role("heading", level=2).all_inner_texts()
    assert said[:3] == ["Signalen", "In eigen woorden", "Doelen in de woorden van de cliënt"]
    assert said[-1] == "Wat gemeten en genoteerd is"
    record = course.locator(".st-key-course-record")
    folded = [one.split("\n")[-1] for one in record.locator("summary").all_inner_texts()]
    assert folded == ["Vragenlijsten", "Sessies", "Terugblik op de weken"]
    assert course.get_by_role("table").count() == course.locator(".st-key-figure-questionnaires").count() == 0


def test_what_is_folded_opens_whole(course: Page) -> None:
    unfold(course)
    stands(course)
    expect(course.locator(".st-key-figure-questionnaires")).to_be_visible(timeout=SLOW)
    expect(course.locator(".st-key-course-record").get_by_role("table").first).to_be_visible(timeout=SLOW)
    assert violations(course) == []
    assert cut_off(course) == []
