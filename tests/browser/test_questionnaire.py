"""A PHQ-9 on a telephone: begun on one device, gone on with on another, sent once; with help where it is needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.test_roles import settle, sign_in
from tests.live import Live

pytestmark = pytest.mark.browser
HELP = "Je hoeft er niet alleen mee te zijn."


def open_list(watched: Watched, live: Live) -> Page:
    sign_in(watched.page, "client")
    watched.page.goto(f"{live.url}/questionnaires")
    expect(watched.page.get_by_role("heading", name="Vragenlijsten")).to_be_visible(timeout=30_000)
    settle(watched.page)
    return watched.page


def at_question(page: Page, number: int) -> None:
    """The question is there, and who hears the page is taken to it and told how far they are."""
    said = f"PHQ-9 · vraag {number} van 9"
    expect(page.get_by_text(said)).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_be_focused(timeout=20_000)
    expect(page.get_by_role("heading", level=1)).to_have_accessible_description(said)


def answer(page: Page, number: int, words: str) -> None:
    at_question(page, number)
    page.get_by_text(words, exact=True).click()
    expect(page.get_by_role("radio", name=words)).to_be_checked()
    page.get_by_role("button", name="Volgende").click()


def stored(live: Live) -> list[tuple[str, float]]:
    """What was sent by hand: the demo's own results have no answers recorded today."""
    with sqlite3.connect(live.database) as connection:
        query = (
            "SELECT r.moment, r.total FROM questionnaire_result r JOIN questionnaire_due d ON d.result_id = r.id"
            " WHERE r.instrument = 'phq9' AND d.moment = 'extra'"
        )
        return connection.execute(query).fetchall()


@pytest.fixture
def as_it_was(live: Live) -> Iterator[None]:
    """Other tests find the same open questionnaire, and no signal of this one."""
    tables = ("questionnaire_answer", "questionnaire_result", "questionnaire_due", "signal_event", "signal", "draft")
    with sqlite3.connect(live.database) as connection:
        kept = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    yield
    with sqlite3.connect(live.database, timeout=30) as connection:
        for table, rows in kept.items():
            connection.execute(f"DELETE FROM {table}")
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


@pytest.mark.usefixtures("as_it_was")
def test_a_phq9_with_a_pause_another_device_and_three_presses(visit: Callable[..., Watched], live: Live) -> None:
    before = stored(live)
    here = open_list(visit(PHONE), live)
    here.get_by_role("button", name="Begin PHQ-9").click()
    for number in range(1, 4):
        answer(here, number, "Verscheidene dagen")
    at_question(here, 4)
    options = here.get_by_test_id("stRadioOption")
    settle(here)
    for place in range(4):
        expect(options.nth(place)).to_be_visible()
        box = options.nth(place).bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] > 300
    here.get_by_role("button", name="Later verder").click()
    expect(here.get_by_text("9 vragen · 3 al beantwoord")).to_be_visible(timeout=20_000)

    there = visit(PHONE, dark=True)
    page = open_list(there, live)
    page.get_by_role("button", name="Ga verder PHQ-9").click()
    for number in range(4, 9):
        answer(page, number, "Helemaal niet")
    at_question(page, 9)
    page.get_by_text("Verscheidene dagen", exact=True).click()
    expect(page.get_by_text(HELP)).to_be_visible(timeout=20_000)
    expect(page.get_by_role("alert").get_by_text(HELP)).to_be_in_viewport()
    page.get_by_role("button", name="Volgende").click()
    check = page.get_by_role("heading", name="Kijk je antwoorden na")
    expect(check).to_be_in_viewport(timeout=20_000)
    expect(check).to_be_focused(timeout=20_000)
    expect(page.get_by_text(HELP)).to_be_in_viewport()
    page.get_by_role("button", name="Verstuur").scroll_into_view_if_needed()
    page.get_by_role("button", name="Verstuur").evaluate(
        "button => { button.click(); button.click(); button.click(); }"
    )
    expect(page.get_by_text("De PHQ-9 is verstuurd.")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name="Vragenlijsten")).to_be_in_viewport()
    expect(page.get_by_text(HELP)).to_be_in_viewport()
    expect(page.get_by_role("link", name="0800-0113").first).to_be_visible()
    assert len(stored(live)) == len(before) + 1
    assert stored(live)[-1][1] == 4
    assert there.complaints == []
