"""What was begun before midnight lands on the day that the form said, also in the nights around a clock change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select

from runtherapy_data.i18n import translator
from runtherapy_data.store import clock, reading, tables
from runtherapy_data.ui import check_in_days
from tests.factories import World
from tests.pages.conftest import OpenPage
from tests.pages.reading import words
from tests.pages.test_check_in import CLIENT, press, tap
from tests.pages.test_log_session import by_label, line
from tests.pages.test_log_session import press as press_label
from tests.pages.test_results import field
from tests.pages.test_results import press as press_first

THERAPIST = "therapist@test.example"
MINUTE = dt.timedelta(minutes=1)
# Two minutes to midnight in Amsterdam: an ordinary evening, before either clock change and after it, a leap day.
EVENINGS = {
    "2026-05-12": "2026-05-12T21:58+00:00",
    "2026-03-28": "2026-03-28T22:58+00:00",
    "2026-03-29": "2026-03-29T21:58+00:00",
    "2026-10-24": "2026-10-24T21:58+00:00",
    "2026-10-25": "2026-10-25T22:58+00:00",
    "2028-02-28": "2028-02-28T22:58+00:00",
    "2028-02-29": "2028-02-29T22:58+00:00",
}
Night = Callable[[], None]


@pytest.fixture(params=EVENINGS)
def evening(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[dt.date, Night]]:
    """The day on which it is two minutes to midnight, and a way to let five minutes go by."""
    moments = {"now": dt.datetime.fromisoformat(EVENINGS[request.param])}
    for place in (clock, check_in_days):
        monkeypatch.setattr(place, "now", lambda: moments["now"])

    def five_minutes_later() -> None:
        moments["now"] += 5 * MINUTE

    yield dt.date.fromisoformat(request.param), five_minutes_later


def treated(world: World, day: dt.date) -> str:
    """A client whose course began ten days before."""
    therapist = world.account("therapist", THERAPIST)
    client_id, code = world.client()
    world.course(client_id, starts_on=day - dt.timedelta(days=10), therapist=therapist)
    world.account("client", CLIENT, client_id=client_id)
    return code


def days(world: World, column: object) -> list[dt.date]:
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(column)))  # type: ignore[call-overload]


def test_a_check_in(world: World, open_page: OpenPage, evening: tuple[dt.date, Night]) -> None:
    day, later = evening
    treated(world, day)
    at = tap(open_page(CLIENT, "client/check_in.py"), "mood", 3)
    later()
    assert "Bewaard voor gisteren." in words(press(at, "check-in-save"))
    assert days(world, tables.CheckIn.day) == [day]


def test_a_check_in_in_a_tab_that_was_opened_anew(
    world: World, open_page: OpenPage, evening: tuple[dt.date, Night]
) -> None:
    day, later = evening
    treated(world, day)
    tap(open_page(CLIENT, "client/check_in.py"), "mood", 3)
    later()
    at = open_page(CLIENT, "client/check_in.py")
    assert "Wat je eerder aantikte staat er nog." in words(at)
    press(at, "check-in-save")
    assert days(world, tables.CheckIn.day) == [day]


def test_a_day_that_closed_at_midnight_is_said_to_have_closed(
    world: World, open_page: OpenPage, evening: tuple[dt.date, Night]
) -> None:
    day, later = evening
    treated(world, day)
    at = open_page(CLIENT, "client/check_in.py")
    before = day - dt.timedelta(days=2)
    at.button_group(key=f"check-in-day-{day:%Y%m%d}").set_value(before).run()
    tap(at, "mood", 3)
    later()
    save = next(one for one in at.button if one.key and one.key.startswith("check-in-save"))
    at = save.click().run()
    assert f"{translator('nl').day(before)} kun je niet meer invullen" in words(at)
    assert days(world, tables.CheckIn.day) == []


def test_the_last_day_of_a_course(world: World, open_page: OpenPage, evening: tuple[dt.date, Night]) -> None:
    day, later = evening
    treated(world, day)
    world.change(tables.Course, ends_on=day, end_reason="completed")
    at = tap(open_page(CLIENT, "client/check_in.py"), "mood", 3)
    later()
    press(at, "check-in-save")
    assert days(world, tables.CheckIn.day) == [day]
    (offered,) = [one for one in open_page(CLIENT, "client/check_in.py").button_group if "check-in-day" in str(one.key)]
    assert len(offered.options) == 2  # yesterday and the day before; the day that begins lies outside


def test_a_session_with_the_therapist(world: World, open_page: OpenPage, evening: tuple[dt.date, Night]) -> None:
    day, later = evening
    code = treated(world, day)
    at = open_page(THERAPIST, "therapist/log_session.py", client=code)
    line(at).set_value("5 x 2/3").run()
    later()
    press_label(at, "Sessie bewaren")
    assert days(world, tables.SessionLog.day) == [day]


def test_a_session_of_ones_own(world: World, open_page: OpenPage, evening: tuple[dt.date, Night]) -> None:
    day, later = evening
    treated(world, day)
    at = open_page(CLIENT, "client/sessions.py")
    by_label(at, "number_input", "Minuten wandelen").set_value(20).run()
    later()
    press_label(at, "Sessie bewaren")
    assert days(world, tables.SessionLog.day) == [day]


def test_a_result_from_paper(world: World, open_page: OpenPage, evening: tuple[dt.date, Night]) -> None:
    day, later = evening
    code = treated(world, day)
    at = press_first(open_page(THERAPIST, "therapist/results.py", client=code), "Typ een vragenlijst over van papier")
    at = field(at, "text_input", "Antwoorden").set_value("1 0 2 1 1 0 1 1 0").run()
    later()
    press_first(at, "Bewaar de uitslag")
    assert days(world, tables.QuestionnaireResult.taken_on) == [day]
