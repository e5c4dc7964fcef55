"""Every page of the product, all of it unfolded: axe-core in both themes, Tab alone, letters twice as large."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from runtherapy_data.identity import Role
from runtherapy_data.ui.navigation import PAGES
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looking import cut_off, stands, unfold, violations, walk
from tests.browser.test_roles import settle, sign_in
from tests.live import ROOT, Live

pytestmark = pytest.mark.browser
TWICE = (
    "document.documentElement.style.setProperty('font-size', '34px', 'important')"  # a browser's 32 px, times 106.25 %
)
ONCE = "document.documentElement.style.removeProperty('font-size')"
Room = Callable[[Role], Page]


@dataclass(frozen=True, slots=True)
class Place:
    """A page as somebody comes to it: its address with what follows, and what is pressed to bring out its forms."""

    role: Role
    address: str
    press: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join([re.sub(r"\W+", "-", self.address), *self.press]).lower()


PLACES = (
    Place(Role.CLIENT, "progress"),
    Place(Role.CLIENT, "check-in"),
    Place(Role.CLIENT, "questionnaires"),
    Place(Role.CLIENT, "questionnaires", ("Begin PHQ-9",)),
    Place(Role.CLIENT, "my-sessions", ("Aanpassen",)),
    Place(Role.THERAPIST, "caseload", ("Meer",)),
    Place(Role.THERAPIST, "course?client=C-0004", ("Uitstellen",)),
    Place(Role.THERAPIST, "course?client=C-0015"),
    Place(Role.THERAPIST, "log-session?client=C-0028"),
    Place(Role.THERAPIST, "log-session?client=C-0002", ("Aanpassen",)),
    Place(Role.THERAPIST, "intake"),
    Place(Role.THERAPIST, "intake?client=C-0016", ("Aanpassen",)),
    Place(Role.THERAPIST, "manage?client=C-0003", ("Aanpassen",)),
    Place(Role.THERAPIST, "results?client=C-0003", ("Overtypen van papier",)),
    Place(Role.THERAPIST, "results?client=C-0003", ("Verbeter",)),
    Place(Role.THERAPIST, "documents?client=C-0003"),
    Place(Role.SUPERVISOR, "cohorts"),
    Place(Role.ADMIN, "people", ("Demo-therapeut 1",)),
    Place(Role.ADMIN, "practice", ("Aanpassen", "Bekijk de vragen")),
    Place(Role.ADMIN, "progress"),  # somebody else's page: a calm refusal
)


@pytest.fixture(scope="module")
def room(browser: Browser, live: Live) -> Iterator[Room]:
    """The page of a role, signed in once; a client on a phone, the others on a laptop."""
    opened: dict[Role, Page] = {}

    def page_of(role: Role) -> Page:
        if role not in opened:
            context = browser.new_context(viewport=_usual(role), locale="nl-NL", timezone_id="Europe/Amsterdam")
            page = opened[role] = context.new_page()
            page.goto(f"{live.url}/sign-in")
            sign_in(page, role)
        return opened[role]

    yield page_of
    for page in opened.values():
        page.context.close()


def _usual(role: Role) -> dict[str, int]:
    return PHONE if role == Role.CLIENT else DESKTOP


@pytest.fixture(scope="module", params=PLACES, ids=str)
def shown(request: pytest.FixtureRequest, room: Room, live: Live) -> Iterator[Page]:
    """One page as it stands, everything on it unfolded."""
    place: Place = request.param
    page = room(place.role)
    page.goto(f"{live.url}/{place.address}")
    settle(page)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    settle(page)
    unfold(page)
    for name in place.press:
        page.locator(".st-key-page").get_by_role("button", name=re.compile(rf"^{name}")).first.click()
        stands(page)
        page.wait_for_timeout(300)
        unfold(page)
    stands(page)
    assert "misgegaan" not in page.locator("h1").first.inner_text()
    expect(page.get_by_text("Er ging iets mis aan onze kant")).to_have_count(0)
    yield page
    page.emulate_media(color_scheme="light")
    page.evaluate(ONCE)
    page.set_viewport_size(_usual(place.role))  # type: ignore[arg-type]


def test_tab_reaches_everything_in_the_order_of_reading_with_a_ring_in_sight(shown: Page) -> None:
    walked = walk(shown)
    assert len(walked.names) > 3
    assert walked.wrong == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_against_wcag_2_2_a_and_aa(shown: Page, theme: str) -> None:
    shown.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    shown.wait_for_timeout(100)
    stands(shown)
    assert violations(shown) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["laptop", "phone"])
def test_with_letters_twice_as_large_nothing_is_cut_off_or_covered(shown: Page, size: dict[str, int]) -> None:
    shown.set_viewport_size(size)  # type: ignore[arg-type]
    shown.evaluate(TWICE)
    shown.wait_for_timeout(400)  # figures draw themselves anew
    stands(shown)
    assert cut_off(shown) == []


def test_no_page_is_left_out() -> None:
    met = {(place.role, place.address.partition("?")[0]) for place in PLACES}
    assert {(item.role, item.url_path) for item in PAGES} <= met


def _link(live: Live) -> str:
    """A single-use link to choose a password, as an administrator makes one."""
    command = [sys.executable, "-m", "runtherapy_data", "account", "link", "client2@demo.example"]
    environment = os.environ | {
        "RUNTHERAPY_DATABASE_URL": f"sqlite:///{live.database}",
        "RUNTHERAPY_PUBLIC_URL": live.url,
    }
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout
    return next(word for word in said.split() if "/link/" in word)


def test_the_pages_of_the_gate_hold_too(browser: Browser, live: Live, room: Room) -> None:
    """Signing in and out, a link that works, one that does not, a page that is not there, the upload of a wording."""
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    page = context.new_page()
    found: dict[str, list[str]] = {}
    places = ["/sign-in", "/sign-in?lang=en", "/sign-in?expired=1", "/sign-out", "/link/nonsense", _link(live)]
    for place in [*places, "/documents/C-0001/nonsense.pdf"]:
        page.goto(place if place.startswith("http") else f"{live.url}{place}")
        _look(page, place, found)
    page.goto(f"{live.url}/sign-in?lang=nl")
    page.get_by_label("E-mailadres").fill("client@demo.example")
    page.get_by_label("Wachtwoord").fill("not the password")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    _look(page, "sign-in refused", found)
    context.close()
    admin = room(Role.ADMIN)
    admin.goto(f"{live.url}/wording")
    _look(admin, "/wording", found)
    admin.goto(f"{live.url}/sign-out")
    _look(admin, "/sign-out signed in", found)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def _look(page: Page, place: str, found: dict[str, list[str]]) -> None:
    usual = page.viewport_size
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        found[f"{place} {theme}"] = violations(page)
    found[f"{place} tab"] = walk(page).wrong
    page.evaluate(TWICE)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found[f"{place} {size['width']}"] = cut_off(page)
    page.evaluate(ONCE)
    page.emulate_media(color_scheme="light")
    assert usual is not None
    page.set_viewport_size(usual)
