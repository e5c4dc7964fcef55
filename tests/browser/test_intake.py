"""From nothing to a client who signs in: the whole intake of somebody new, on a telephone, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Watched
from tests.browser.test_signing import press
from tests.live import Live

pytestmark = pytest.mark.browser

PASSWORD = "rustig wandelen in het bos 7"


def at_rest(page: Page) -> None:
    """Nothing runs any more on the server, and what it said is drawn."""
    page.wait_for_timeout(150)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000)
    page.wait_for_timeout(150)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    at_rest(page)


def unfold(page: Page, part: str) -> None:
    page.locator("summary", has_text=part).click()
    at_rest(page)


def registered(page: Page) -> str:
    """Register somebody; their code."""
    page.get_by_label("Naam (mag leeg blijven)").fill("Ada Proefpersoon")
    page.get_by_role("combobox", name="Belangrijkste klacht").click()
    page.get_by_role("option", name="Chronische vermoeidheid").click()
    at_rest(page)
    expect(page.get_by_text("NG206")).to_be_visible()  # why no fixed increments are suggested
    page.get_by_text("De therapie zelf").click()
    at_rest(page)
    click(page, "Aanmelden en verder met de intake")
    expect(page).to_have_url(re.compile(r"/intake\?client=C-\w{5}$"))
    return page.url.rpartition("=")[2]


def go_through(page: Page) -> None:
    """Every part, as a therapist would fill it in together with the client."""
    unfold(page, "Klachten en belastbaarheid")
    page.get_by_label("Klachten, in woorden").fill("Moe na elke inspanning, sinds een jaar.")
    page.get_by_label("Wat het lichaam aankan").fill("Een kwartier wandelen.")
    page.get_by_label("Wat iemand mentaal aankan").fill("Eén ding per dag.")
    click(page, "Teksten bewaren")
    written = page.locator("summary", has_text="Klachten en belastbaarheid")
    expect(written).not_to_contain_text("nog niet", timeout=15_000)
    expect(written).to_contain_text("opgeschreven")
    unfold(page, "Medische aandachtspunten")
    page.get_by_label("Aandachtspunt").fill("Astma, heeft een puffer bij zich")
    click(page, "Punt toevoegen")
    click(page, "Bevestigen")
    expect(page.get_by_text("bevestigd door")).to_be_visible()
    unfold(page, "Doelen in de woorden van de cliënt")
    for number, goal in enumerate(("Boodschappen doen", "Een half uur lezen", "Mee naar zwemles"), 1):
        page.get_by_label(f"Doel {number}").fill(goal)
        click(page, "Doel toevoegen")
    unfold(page, "Opbouw en planning")
    page.get_by_label("Minuten in week 2").fill("45")
    page.get_by_label("Minuten in week 2").press("Tab")
    at_rest(page)
    click(page, "Planning bewaren")
    expect(page.get_by_text("Deze planning is bewaard.")).to_be_visible()


def invited(page: Page, email: str) -> str:
    """Make the invitation; its link."""
    unfold(page, "Uitnodiging voor de cliënt")
    page.get_by_label("E-mailadres").fill(email)
    click(page, "Uitnodigingslink maken")
    return page.locator("code").inner_text()


def test_an_intake_from_nothing_to_a_client_who_signs_in(
    visit: Callable[..., Watched], browser: Browser, live: Live
) -> None:
    watched = visit(PHONE)
    page = watched.page
    press(page, "therapist")
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    page.goto(f"{live.url}/intake")
    expect(page.get_by_role("heading", name="Een nieuwe cliënt")).to_be_visible(timeout=30_000)
    at_rest(page)
    code = registered(page)
    go_through(page)
    link = invited(page, f"{code.lower()}@proef.example")
    unfold(page, "Uitkomst van de intake")
    page.get_by_text("Geschikt", exact=True).click()
    at_rest(page)
    click(page, "Uitkomst bewaren")
    expect(page.get_by_text("Alles is ingevuld.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert watched.complaints == []
    _client_signs_in(browser, link)


def test_a_link_within_the_intake_stays_where_it_leads(visit: Callable[..., Watched], live: Live) -> None:
    page = visit(PHONE).page
    press(page, "therapist")
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    page.goto(f"{live.url}/intake")
    page.get_by_role("link", name="C-0016: verder met de intake").click()
    expect(page).to_have_url(re.compile(r"/intake\?client=C-0016$"), timeout=30_000)
    at_rest(page)
    unfold(page, "Medische aandachtspunten")  # what is pressed next belongs to the same client
    expect(page.get_by_label("Aandachtspunt")).to_be_visible()
    page.get_by_role("link", name="Alle intakes").click()
    expect(page).to_have_url(re.compile(r"/intake$"), timeout=30_000)
    at_rest(page)
    page.get_by_text("Supervisie").first.click()
    at_rest(page)
    expect(page.get_by_role("heading", name="Een nieuwe cliënt")).to_be_visible()


def _client_signs_in(browser: Browser, link: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="nl-NL", timezone_id="Europe/Amsterdam")
    page = context.new_page()
    page.goto(link)
    page.get_by_label(re.compile("achtwoord")).first.fill(PASSWORD)
    for field in page.locator('input[type="password"]').all()[1:]:
        field.fill(PASSWORD)
    page.get_by_role("button").last.click()
    expect(page.get_by_text("Hulp nodig?")).to_be_visible(timeout=30_000)
    at_rest(page)
    page.goto(link.rpartition("/link/")[0] + "/questionnaires")
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("PHQ-9").first).to_be_visible()  # what the protocol asks of them now
    context.close()
