"""A therapist and the signals of one course: opened, seen in the figure, marked, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from runtherapy_data.charts.theme import HIGHLIGHT
from tests.browser.conftest import DESKTOP, PHONE, Watched
from tests.browser.test_roles import comes_true, painted, settle, sign_in

pytestmark = pytest.mark.browser
CLIENT = "C-0004"  # of the demo practice's story of overload


def rgb(ink: str) -> str:
    """A colour as a browser reports it."""
    return f"rgb({', '.join(str(int(ink[at : at + 2], 16)) for at in (1, 3, 5))})"


def opened(page: Page, client: str = CLIENT) -> Locator:
    """The course of a client, from the address; the card of its most urgent signal."""
    sign_in(page, "therapist")
    page.goto(f"{page.url.split('/caseload')[0].rstrip('/')}/course?client={client}")
    painted(page)
    settle(page)
    card = page.locator('[class*="st-key-signal-"]:not([class*="st-key-signal-line-"])').first
    expect(card).to_be_visible()
    return card


def marked(page: Page) -> int:
    """How many bands and marks in the trajectory wear the ink of the marking."""
    script = """ink => [...document.querySelectorAll('.st-key-figure-course .js-plotly-plot path')]
        .filter(path => getComputedStyle(path).stroke === ink).length"""
    return int(page.evaluate(script, rgb(HIGHLIGHT)))


def press(card: Locator, name: str) -> None:
    """Press a button of a card."""
    card.get_by_role("button", name=re.compile(rf"^{name}\b")).click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_signal_is_seen_in_the_figure_marked_and_undone(visit: Callable[..., Watched], size: dict[str, int]) -> None:
    watched = visit(size, dark=size is PHONE)
    page = watched.page
    card = opened(page)
    assert marked(page) == 0
    press(card, "Laat zien in de figuur")
    expect(page.locator(".st-key-pointed-out")).to_contain_text("In de figuur gemarkeerd")
    assert comes_true(page, lambda: marked(page) > 0), "nothing in the figure is marked"
    assert "signal=" in page.url
    settle(page)

    press(card, "Gezien")
    expect(card).to_contain_text("gezien · sinds")
    undo = card.get_by_role("button", name="Ongedaan maken: gezien")
    settle(page)
    undo.click()
    expect(card).to_contain_text("nieuw · sinds")
    expect(undo).to_have_count(0)

    settle(page)
    card.get_by_text("Waarop berust dit?").click()
    expect(card).to_contain_text("Wanneer dit een signaal is")
    expect(card).to_contain_text("laatste stap ongedaan gemaakt")
    settle(page)
    page.locator(".st-key-pointed-out button").click()
    expect(page.locator(".st-key-pointed-out")).to_have_count(0)
    assert comes_true(page, lambda: marked(page) == 0), "the marking stays"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the screen"
    assert watched.complaints == []


def test_putting_off_is_refused_without_a_reason_and_undone_afterwards(visit: Callable[..., Watched]) -> None:
    page = visit().page
    card = opened(page, "C-0007")
    name = card.get_by_role("heading").inner_text()
    press(card, "Uitstellen")
    expect(card.get_by_label("Waarom kan dit wachten?")).to_be_visible()
    settle(page)
    card.locator('[class*="st-key-aside-now-"] button').click()
    expect(card).to_contain_text("De reden ontbreekt")
    settle(page)
    card.get_by_label("Waarom kan dit wachten?").fill("Spreekt haar donderdag")
    card.locator('[class*="st-key-aside-now-"] button').click()
    left = page.locator(".st-key-just-closed")
    expect(left).to_contain_text(f"{name}: uitgesteld.")
    settle(page)
    left.get_by_role("button").click()
    expect(left).to_have_count(0)
    expect(page.locator('[class*="st-key-signal-"]').first).to_contain_text(name)


def test_signals_stand_beside_the_figure_on_a_laptop_and_before_it_on_a_phone(visit: Callable[..., Watched]) -> None:
    for size in (DESKTOP, PHONE):
        page = visit(size).page
        opened(page)
        signals, main = (page.locator(f".st-key-course-{part}").bounding_box() for part in ("signals", "main"))
        assert signals is not None and main is not None
        if size is DESKTOP:
            assert signals["x"] > main["x"] + main["width"] and abs(signals["y"] - main["y"]) < 2
        else:
            assert signals["y"] + signals["height"] <= main["y"]


def test_a_signal_of_another_course_in_the_address_marks_nothing(visit: Callable[..., Watched]) -> None:
    page = visit().page
    card = opened(page)
    press(card, "Laat zien in de figuur")
    page.wait_for_url(re.compile("signal="))
    other = page.url.replace(CLIENT, "C-0005")
    page.goto(other)
    painted(page)
    settle(page)
    expect(page.locator(".st-key-course-signals")).to_contain_text("hoort niet bij dit traject")
    assert marked(page) == 0
