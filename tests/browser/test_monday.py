"""A therapist's Monday in a real browser: who needs me, on what ground, what is done about it. Leaves all as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from streamlit.proto.WidgetStates_pb2 import WidgetState

from runtherapy_data.measures.signals import SignalGroup
from tests.browser.conftest import DESKTOP, PHONE, Watched
from tests.browser.test_roles import settle, sign_in
from tests.live import Live
from tests.streamlit_socket import Tab

pytestmark = pytest.mark.browser
SLOW = 15_000  # ms: parts of a page arrive one after the other


@pytest.fixture
def monday(visit: Callable[..., Watched]) -> Watched:
    """The list, as the demo therapist sees it on a laptop."""
    return opened(visit)


def opened(visit: Callable[..., Watched], size: dict[str, int] = DESKTOP) -> Watched:
    watched = visit(size)
    sign_in(watched.page, "therapist")
    expect(watched.page.get_by_role("heading", level=1)).to_have_text("Mijn cliënten")
    # The last thing on the page: whatever comes before it has arrived as well.
    expect(watched.page.get_by_text("trajecten afgelopen")).to_be_visible(timeout=SLOW)
    return watched


def rows(page: Page, section: str) -> Locator:
    return page.locator(f".st-key-clients-{section} [class*='st-key-client-row-asks-']")


def code_of(row: Locator) -> str:
    return row.locator("a strong").first.inner_text()


def kept(live: Live) -> list[tuple[str, str, str | None]]:
    """Every signal with its state and the day through which it is put off."""
    with sqlite3.connect(f"file:{live.database}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT hex(id), state, snoozed_until FROM signal ORDER BY id").fetchall()


def test_every_reason_opens_its_ground(monday: Watched) -> None:
    page = monday.page
    groups = [group for group in SignalGroup if rows(page, group).count()]
    assert SignalGroup.RISK in groups and SignalGroup.OVERLOAD in groups and SignalGroup.DATA in groups
    for group in groups:
        row = rows(page, group).first
        code, link = code_of(row), row.locator("a").first
        signal = UUID(parse_qs(urlsplit(link.get_attribute("href") or "").query)["signal"][0])
        link.click()
        expect(page.locator(f".st-key-signal-{signal.hex}")).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("heading", level=1)).to_contain_text(code)
        page.go_back()
        expect(rows(page, group).first).to_be_visible(timeout=SLOW)
    settle(page)
    assert monday.complaints == []


def test_a_further_reason_opens_its_own_ground(monday: Watched) -> None:
    page = monday.page
    link = page.locator("[class*='st-key-also-'] a").first
    signal = UUID(parse_qs(urlsplit(link.get_attribute("href") or "").query)["signal"][0])
    link.click()
    expect(page.locator(f".st-key-signal-{signal.hex}")).to_be_visible(timeout=SLOW)


def test_seen_and_undone_and_nothing_moves_under_the_finger(monday: Watched, live: Live) -> None:
    page, before = monday.page, kept(live)
    row = rows(page, SignalGroup.OVERLOAD).first
    code = code_of(row)
    page.get_by_role("button", name=f"Gezien {code}", exact=True).click()
    expect(row).to_contain_text("Gemarkeerd als gezien.", timeout=SLOW)
    expect(row.locator("a strong").first).to_have_text(code)
    assert ("seen" in {state for _, state, _ in kept(live)}) and kept(live) != before
    page.get_by_role("button", name=f"Ongedaan maken {code}", exact=True).click()
    expect(page.get_by_role("button", name=f"Gezien {code}", exact=True)).to_be_visible(timeout=SLOW)
    assert kept(live) == before
    assert monday.complaints == []


def test_put_off_with_a_reason_in_its_place_and_shown_again(monday: Watched, live: Live) -> None:
    page, before = monday.page, kept(live)
    row = rows(page, SignalGroup.STAGNATING).first
    code = code_of(row)
    page.get_by_role("button", name=f"Meer {code}", exact=True).click()
    put_off = page.get_by_role("button", name=f"Uitstellen {code}", exact=True)
    put_off.click()
    expect(row.get_by_role("alert")).to_contain_text("De reden ontbreekt.", timeout=SLOW)
    assert kept(live) == before
    page.get_by_label("Waarom kan dit wachten?").fill("afspraak op donderdag")
    put_off.click()
    expect(row).to_contain_text("Uitgesteld tot en met", timeout=SLOW)
    page.reload()
    folded = page.get_by_text("Uitgesteld (1)")
    expect(folded).to_be_visible(timeout=SLOW)
    folded.click()
    expect(page.locator(".st-key-clients-snoozed")).to_contain_text("afspraak op donderdag", timeout=SLOW)
    page.get_by_role("button", name=f"Weer tonen {code}", exact=True).click()
    expect(folded).to_have_count(0, timeout=SLOW)
    expect(rows(page, SignalGroup.STAGNATING).first).to_be_visible(timeout=SLOW)
    assert kept(live) == before
    assert monday.complaints == []


def test_by_keyboard_from_row_to_row_in_the_order_of_reading(monday: Watched) -> None:
    """Tab goes from the link to the ground, to further reasons, to the step and to the others, row after row."""
    page = monday.page
    found = rows(page, SignalGroup.RISK)
    codes = [code_of(found.nth(place)) for place in range(found.count())]
    found.first.locator("a").first.focus()
    names = []
    for _ in range(12):
        names.append(page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ').trim()"))
        page.keyboard.press("Tab")
    of_first = [name for name in names if name.endswith(codes[0])]
    assert of_first[-2:] == [f"Gezien {codes[0]}", f"Meer {codes[0]}"]
    assert names.index(f"Meer {codes[0]}") < names.index(f"Gezien {codes[1]}")


def test_no_two_things_to_press_have_the_same_name(monday: Watched) -> None:
    page = monday.page
    inside = page.locator('[class*="st-key-client-row-asks-"]')
    expect(inside.last.get_by_role("button").last).to_be_visible(timeout=SLOW)
    names = [" ".join(name.split()) for name in inside.locator("button, a").all_inner_texts()]
    assert len(names) > 20
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["laptop", "phone"])
def test_rows_are_low_enough_to_read_many_at_a_glance(visit: Callable[..., Watched], size: dict[str, int]) -> None:
    page = opened(visit, size).page
    settle(page)
    found = page.locator('[class*="st-key-client-row-asks-"]')
    heights = [(found.nth(place).bounding_box() or {})["height"] for place in range(found.count())]
    most = 900 / 7 if size is DESKTOP else 844 / 2.5
    assert sum(heights) / len(heights) < most
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_forged_press_on_another_therapists_signal_changes_nothing(live: Live) -> None:
    """The id of a button on the page is sent back with a course in it that is not in the caseload."""
    with sqlite3.connect(f"file:{live.database}?mode=ro", uri=True) as connection:
        query = """SELECT lower(hex(id)) FROM course WHERE ends_on IS NULL AND id NOT IN (
            SELECT course_id FROM assignment JOIN account ON account.id = assignment.account_id
            WHERE account.email = 'therapist@demo.example') LIMIT 1"""
        theirs = str(connection.execute(query).fetchone()[0])
    with Tab(live.url, cookie=live.demo_cookie("therapist")) as tab:
        shown = tab.rerun(page="caseload")
        buttons = [element.button.id for element in shown.elements if element.WhichOneof("type") == "button"]
        steps = [one for one in buttons if "-step-" in one]
        assert steps, "the page has buttons to forge"
        own, before = steps[0].rsplit("-", 1)[1], kept(live)
        forged = [WidgetState(id=one.replace(own, theirs), trigger_value=True) for one in steps[:1]]
        run = tab.rerun(widgets=forged)
    assert "Gemarkeerd" not in run.text()
    assert kept(live) == before
