"""A session on a telephone: logged in under twelve interactions, kept while it is half filled in, written once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.test_roles import comes_true, settle, sign_in
from tests.live import Live

pytestmark = pytest.mark.browser


class Hand:
    """A thumb that counts: every tap, and every field that is typed into."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def tap(self, what: Locator) -> None:
        self.count += 1
        what.click()

    def type(self, field: str, text: str) -> None:
        self.count += 1
        self.page.get_by_role("textbox", name=field).fill(text)

    def scale(self, question: str, number: int) -> None:
        self.tap(numbers(self.page, question).nth(number))


def numbers(page: Page, question: str) -> Locator:
    return page.get_by_role("radiogroup", name=question, exact=True).get_by_role("radio")


def sessions(live: Live, where: str) -> list[tuple[object, ...]]:
    columns = "intervals, running_minutes, walking_minutes, effort, talk_test, feeling_before, reflection, revision"
    with sqlite3.connect(live.database) as connection:
        return connection.execute(f"SELECT {columns} FROM session_log WHERE {where}").fetchall()


def test_an_interval_session_takes_under_twelve_interactions_and_survives_a_reload(
    visit: Callable[..., Watched], live: Live
) -> None:
    watched = visit(PHONE)
    page = watched.page
    sign_in(page, "therapist")
    page.goto(f"{live.url}/course?client=C-0003")
    settle(page)
    hand = Hand(page)
    hand.tap(page.locator(".st-key-course-links").get_by_role("link", name="Sessie vastleggen"))
    expect(page.get_by_role("button", name="Sessie bewaren")).to_be_visible(timeout=30_000)
    hand.type("Intervallen, zoals 5 x 2/3", "5 x 2 min rennen, 3 min wandelen")
    hand.scale("Inspanning", 4)
    hand.tap(page.get_by_role("radio", name="makkelijk"))
    hand.scale("Gevoel vooraf", 5)
    hand.scale("Gevoel na afloop", 7)
    hand.scale("Plezier", 7)
    hand.type("In eigen woorden", "Door het bos, in onze eigen tijd.")
    expect(page.get_by_text("10 min hardlopen, 15 min wandelen.")).to_be_visible()
    # A pause in typing is enough for the draft: the field was not left. Loaded anew, the page has everything.
    assert comes_true(page, lambda: drafted(live, "Door het bos"))
    page.reload()
    expect(page.get_by_text("Hier staat wat je eerder had ingevuld")).to_be_visible(timeout=30_000)
    expect(numbers(page, "Gevoel na afloop").nth(7)).to_be_checked()
    expect(page.get_by_role("textbox", name="In eigen woorden")).to_have_value("Door het bos, in onze eigen tijd.")
    settle(page)
    hand.count += 1
    page.get_by_role("button", name="Sessie bewaren").click(click_count=3, delay=20)  # impatience writes once
    expect(page.get_by_text("is vastgelegd: 10 min hardgelopen, 15 min gewandeld.")).to_be_visible(timeout=20_000)
    assert hand.count < 12, hand.count
    logged = ("5x(2/3)", 10, 15, 4, "easily", 5, "Door het bos, in onze eigen tijd.", 1)
    assert sessions(live, "reflection LIKE 'Door het bos, in onze%'") == [logged]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Weggehaald:")).to_be_visible(timeout=20_000)
    assert sessions(live, "reflection LIKE 'Door het bos, in onze%'") == []
    assert watched.complaints == []


def drafted(live: Live, words: str) -> bool:
    with sqlite3.connect(live.database) as connection:
        found = connection.execute("SELECT content FROM draft WHERE kind = 'session'").fetchall()
    return any(words in content for (content,) in found)


def test_a_client_notes_a_session_of_their_own(visit: Callable[..., Watched], live: Live) -> None:
    watched = visit(PHONE, dark=True)
    page = watched.page
    sign_in(page, "client")
    page.goto(f"{live.url}/my-sessions")
    expect(page.get_by_role("button", name="Sessie bewaren")).to_be_visible(timeout=30_000)
    settle(page)
    page.get_by_role("radio", name="Minuten", exact=True).click()
    page.get_by_role("spinbutton", name="Minuten wandelen").fill("25")
    numbers(page, "Gevoel na afloop").nth(6).click()
    page.get_by_role("textbox", name="In je eigen woorden").fill("Met de hond mee, zonder haast.")
    page.get_by_role("button", name="Sessie bewaren").click()
    expect(page.get_by_text("staat erin: 25 min gewandeld.")).to_be_visible(timeout=20_000)
    mine = "reflection = 'Met de hond mee, zonder haast.'"
    assert sessions(live, mine) == [(None, 0, 25, None, None, None, "Met de hond mee, zonder haast.", 1)]
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Weggehaald:")).to_be_visible(timeout=20_000)
    assert sessions(live, mine) == []
    settle(page)
    page.get_by_role("button", name="Aanpassen").last.click()  # far below the form
    changing = page.get_by_role("heading", name="Je sessie van")
    expect(changing).to_be_in_viewport(timeout=20_000)
    expect(changing).to_be_focused(timeout=20_000)  # the button that was pressed is gone
    page.get_by_role("button", name="Laat zoals het was").click()
    expect(page.get_by_role("heading", name="Een eigen sessie noteren")).to_be_in_viewport(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert watched.complaints == []
