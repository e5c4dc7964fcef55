"""A connection that breaks in mid-form, a server that is killed, three fast presses: nothing is lost or written twice.

And the two forms that a client fills in most, without a mouse.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from runtherapy_data.store import today
from tests.browser.cable import Cable
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_roles import comes_true, settle, sign_in
from tests.factories import ZONE
from tests.live import Live, free_port, serving, streamlit_command

pytestmark = pytest.mark.browser
SLOW = 45_000  # ms: Streamlit looks for a lost server at growing intervals
OWN = "course_id = (SELECT course.id FROM course JOIN account USING (client_id) WHERE email = 'client@demo.example')"
LATER = "Na de storing schreef ik gewoon door."


@dataclass
class Line:
    """A server of its own behind a cable; `url` is what the browser knows."""

    folder: Path
    port: int = field(default_factory=free_port)
    behind: int = field(default_factory=free_port)
    _stack: ExitStack = field(default_factory=ExitStack)
    server: Live | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start the server, on the same store as before."""
        environment = {
            "RUNTHERAPY_DATABASE_URL": f"sqlite:///{self.folder / 'demo.db'}",
            "RUNTHERAPY_VAR_DIR": str(self.folder / "var"),
            "RUNTHERAPY_PUBLIC_URL": self.url,
        }
        command = streamlit_command(self.behind)
        self.server = self._stack.enter_context(serving(command, self.behind, environment, self.folder / "server.log"))

    def kill(self) -> None:
        """As when the power fails."""
        assert self.server is not None
        os.kill(self.server.pid, signal.SIGKILL)

    def end(self) -> None:
        self._stack.close()

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Read or change the store of the server."""
        with sqlite3.connect(self.folder / "demo.db", timeout=30) as connection:
            return connection.execute(query, values).fetchall()

    def writes(self, action: str) -> tuple[int, int]:
        """How often something was written: in the trail, and as keys of intentions."""
        ((trail,),) = self.ask("SELECT count(*) FROM audit_event WHERE action = ? AND outcome = 'done'", action)
        ((keys,),) = self.ask("SELECT count(*) FROM write_once WHERE action = ?", action)
        return trail, keys


@pytest.fixture(scope="module")
def line(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder = tmp_path_factory.mktemp("line")
    shutil.copy(demo_database, folder / "demo.db")
    held = Line(folder)
    held.start()
    yield held
    held.end()


@pytest.fixture
def cable(line: Line) -> Iterator[Cable]:
    with Cable(line.port, line.behind) as whole:
        yield whole


def arrive(browser: Browser, line: Line, role: str, address: str, size: dict[str, int] = PHONE) -> Page:
    """A page of a role, reached through the cable."""
    page = browser.new_context(viewport=size, locale="nl-NL", timezone_id="Europe/Amsterdam").new_page()  # type: ignore[arg-type]
    page.goto(f"{line.url}/sign-in")
    sign_in(page, role)
    page.goto(f"{line.url}/{address}")
    settle(page)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=SLOW)
    settle(page)
    return page


def goes_on(field: Locator) -> None:
    """The page has its server again: what one fills in can be filled in."""
    expect(field).to_be_enabled(timeout=SLOW)
    settle(field.page)


def number(page: Page, measure: str, value: int) -> Locator:
    return page.get_by_role("radio", name=re.compile(rf"^{measure} {value}\b"))


def choose(radio: Locator) -> None:
    radio.click()
    expect(radio).to_be_checked(timeout=SLOW)
    settle(radio.page)


def test_a_check_in_outlives_a_cut_connection_and_a_killed_server(browser: Browser, line: Line, cable: Cable) -> None:
    page = arrive(browser, line, "client", "check-in")
    choose(number(page, "Stemming", 7))
    page.locator("summary").first.click()
    words = page.get_by_role("textbox", name="Een paar woorden")
    words.fill("Voor de storing.")
    words.press_sequentially(" Nog")
    cable.cut()
    words.press_sequentially(" iets.")
    page.wait_for_timeout(1500)
    cable.mend()
    goes_on(words)
    assert words.input_value().startswith("Voor de storing. Nog")
    words.fill(LATER)
    choose(number(page, "Slaap", 4))
    line.kill()
    page.wait_for_timeout(500)
    line.start()
    goes_on(words)
    expect(words).to_have_value(LATER)
    expect(number(page, "Stemming", 7)).to_be_checked()
    expect(number(page, "Slaap", 4)).to_be_checked()
    before = line.writes("check_in.save")
    page.get_by_role("button", name="Bewaren", exact=True).click(click_count=3)
    expect(page.locator(".st-key-check-in-saving").get_by_role("status")).to_contain_text("Bewaard", timeout=SLOW)
    assert line.writes("check_in.save") == (before[0] + 1, before[1] + 1)
    found = line.ask(
        f"SELECT mood, sleep, energy, words FROM check_in WHERE {OWN} AND day = ?", today(ZONE).isoformat()
    )
    assert found == [(7, 4, None, LATER)]
    page.context.close()


def test_a_session_outlives_a_cut_connection(browser: Browser, line: Line, cable: Cable) -> None:
    page = arrive(browser, line, "therapist", "log-session?client=C-0002", DESKTOP)
    intervals = page.get_by_role("textbox", name="Intervallen, zoals 5 x 2/3")
    intervals.fill("6 x 1/2")
    words = page.get_by_role("textbox", name="In eigen woorden")
    words.fill("Halverwege viel het net")
    cable.cut()
    words.press_sequentially(" uit.")
    page.wait_for_timeout(1500)
    cable.mend()
    goes_on(words)
    assert words.input_value().startswith("Halverwege viel het net")
    expect(intervals).to_have_value("6 x 1/2")
    words.fill(LATER)
    before = line.writes("session.add")
    page.get_by_role("button", name="Sessie bewaren").click(click_count=3)
    expect(page.get_by_text("is vastgelegd: 6 min hardgelopen, 12 min gewandeld.")).to_be_visible(timeout=SLOW)
    assert line.writes("session.add") == (before[0] + 1, before[1] + 1)
    assert line.ask("SELECT intervals, revision FROM session_log WHERE reflection = ?", LATER) == [("6x(1/2)", 1)]
    page.context.close()


def asked_now(line: Line) -> None:
    """Ask the client for a PHQ-9, whatever an earlier test sent."""
    line.ask(
        "INSERT INTO questionnaire_due SELECT practice_id, course_id, randomblob(16), instrument, moment, due_on,"
        " 'open', by_hand, NULL, asked_at FROM questionnaire_due"
        f" WHERE {OWN} AND instrument = 'phq9' AND moment = 'extra' LIMIT 1"
    )


def test_a_questionnaire_outlives_a_cut_connection(browser: Browser, line: Line, cable: Cable) -> None:
    asked_now(line)
    page = arrive(browser, line, "client", "questionnaires")
    page.get_by_role("button", name="Begin PHQ-9").first.click()
    for question in range(1, 10):
        expect(page.get_by_text(f"PHQ-9 · vraag {question} van 9")).to_be_visible(timeout=SLOW)
        settle(page)  # until then the last question's answers may stand under the new one's heading
        option = page.get_by_role("radio", name="Verscheidene dagen" if question < 9 else "Helemaal niet")
        if question == 4:  # the answer is chosen, and then the network is gone
            page.get_by_text("Verscheidene dagen", exact=True).click()
            cable.cut()
            page.wait_for_timeout(1000)
            cable.mend()
            goes_on(option)
            expect(option).to_be_checked()
        else:
            page.get_by_text("Verscheidene dagen" if question < 9 else "Helemaal niet", exact=True).click()
            expect(option).to_be_checked(timeout=SLOW)
        settle(page)
        page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("heading", name="Kijk je antwoorden na")).to_be_visible(timeout=SLOW)
    settle(page)
    before = line.writes("questionnaire.send")
    page.get_by_role("button", name="Verstuur").click(click_count=3)
    expect(page.get_by_text("De PHQ-9 is verstuurd.")).to_be_visible(timeout=SLOW)
    assert line.writes("questionnaire.send") == (before[0] + 1, before[1] + 1)
    found = line.ask(f"SELECT total FROM questionnaire_result WHERE {OWN} AND taken_on = ?", today(ZONE).isoformat())
    assert found == [(8,)]
    page.context.close()


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until something with this name has the focus."""
    said = """() => {
        const one = document.activeElement;
        return one.matches('main, body') ? '' : one.getAttribute('aria-label') || one.innerText || '';
    }"""
    for _ in range(most):
        page.keyboard.press("Tab")
        if name in " ".join(str(page.evaluate(said)).split()):
            return
    raise AssertionError(f"Tab never came to {name}")


def test_a_check_in_and_a_questionnaire_are_filled_in_without_a_mouse(
    browser: Browser, line: Line, cable: Cable
) -> None:
    line.ask(f"DELETE FROM check_in WHERE {OWN} AND day = ?", today(ZONE).isoformat())
    page = arrive(browser, line, "client", "check-in")
    for measure, value in (("Stemming", 2), ("Slaap", 1), ("Energie", 0), ("Spanning", 3)):
        tab_to(page, f"{measure} 0")
        for _ in range(value):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expect(number(page, measure, value)).to_be_checked(timeout=SLOW)
        settle(page)
    tab_to(page, "Bewaren")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-check-in-saving").get_by_role("status")).to_contain_text("Bewaard", timeout=SLOW)
    found = line.ask(
        f"SELECT mood, sleep, energy, tension FROM check_in WHERE {OWN} AND day = ?", today(ZONE).isoformat()
    )
    assert found == [(2, 1, 0, 3)]
    asked_now(line)
    sent = line.writes("questionnaire.send")
    page.goto(f"{line.url}/questionnaires")
    settle(page)
    tab_to(page, "Begin PHQ-9")
    page.keyboard.press("Enter")
    for question in range(1, 10):
        expect(page.get_by_text(f"PHQ-9 · vraag {question} van 9")).to_be_visible(timeout=SLOW)
        settle(page)
        first = page.get_by_role("radio").first
        assert comes_true(page, lambda: _focused_by_tab(page))
        page.keyboard.press("Space")
        expect(first).to_be_checked(timeout=SLOW)
        settle(page)
        tab_to(page, "Volgende")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kijk je antwoorden na")).to_be_visible(timeout=SLOW)
    settle(page)
    tab_to(page, "Verstuur")
    page.keyboard.press("Enter")
    expect(page.get_by_text("De PHQ-9 is verstuurd.")).to_be_visible(timeout=SLOW)
    assert line.writes("questionnaire.send") == (sent[0] + 1, sent[1] + 1)
    page.context.close()


def _focused_by_tab(page: Page) -> bool:
    """Tab once; whether a radio button has the focus then."""
    page.keyboard.press("Tab")
    return bool(page.evaluate("() => document.activeElement.matches('[role=radio], input[type=radio]')"))
