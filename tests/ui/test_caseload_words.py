"""What the caseload says about a client, in the reader's language."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from runtherapy_data.i18n import translator
from runtherapy_data.measures.signals import SignalGroup
from runtherapy_data.queries.caseload import EventNow, LastSession
from runtherapy_data.ui import caseload_words as said
from tests.views.caseload_rows import ROW, signal

DAY = dt.date(2026, 5, 12)


@pytest.mark.parametrize(
    "change, dutch, english",
    [
        ({}, "Week 3 van 10 · Intake", "Week 3 of 10 · Intake"),
        ({"phase": None}, "Week 3 van 10", "Week 3 of 10"),
        ({"week": 11, "phase": None}, "Week 11, gepland: 10", "Week 11, planned: 10"),
        ({"week": 0, "starts_on": DAY}, "Begint di 12 mei 2026", "Begins Tue 12 May 2026"),
        (
            {"ends_on": DAY, "end_reason": "completed"},
            "Beëindigd op di 12 mei 2026: afgerond",
            "Ended Tue 12 May 2026: completed",
        ),
    ],
)
def test_where_in_the_course(change: dict[str, Any], dutch: str, english: str) -> None:
    row = replace(ROW, **change)
    assert said.place(row, translator("nl")) == dutch
    assert said.place(row, translator("en")) == english


@pytest.mark.parametrize(
    "days, silent, dutch",
    [
        (None, True, "Nog geen check-in"),
        (0, False, "Check-in vandaag"),
        (1, False, "Check-in gisteren"),
        (9, False, "Check-in 9 dagen geleden"),
        (10, True, "10 dagen geen check-in"),
    ],
)
def test_how_long_ago_somebody_checked_in(days: int | None, silent: bool, dutch: str) -> None:
    assert said.check_in(replace(ROW, days_silent=days, silent=silent), translator("nl")) == dutch


def test_the_last_session() -> None:
    assert said.session(ROW, translator("en")) == "No session yet"
    row = replace(ROW, last_session=LastSession(DAY, "guided"))
    assert said.session(row, translator("en")) == "Session Tue 12 May, guided"


def test_an_appointment_stands_in_the_practices_own_time() -> None:
    summer = dt.datetime(2026, 5, 12, 8, 30, tzinfo=dt.UTC)
    row = replace(ROW, next_appointment_at=summer)
    assert said.appointment(row, "Europe/Amsterdam", translator("nl")) == "Afspraak di 12 mei 10:30"
    today = replace(row, meets_today=True)
    assert said.appointment(today, "Europe/Amsterdam", translator("nl")) == "Afspraak vandaag 10:30"
    assert said.appointment(ROW, "Europe/Amsterdam", translator("nl")) == ""


def test_the_way_the_load_grows_is_said_where_it_is_not_the_usual_one() -> None:
    assert said.reason(ROW, translator("en")) == "Depression and low mood"
    slow = replace(ROW, complaint="chronic_fatigue", mode="no_fixed_increments")
    assert said.reason(slow, translator("en")) == "Chronic fatigue · No fixed increments"


def test_what_was_put_off_says_through_which_day_and_why() -> None:
    waits = signal(snoozed_until=DAY, snooze_reason="op vakantie")
    assert said.put_off(waits, translator("nl")) == "Uitgesteld tot en met di 12 mei: op vakantie"
    assert said.put_off(waits, translator("en")) == "Put off through Tue 12 May: op vakantie"
    assert said.put_off(signal(), translator("nl")) == ""


def test_what_waits_together_is_said_in_one_line() -> None:
    waits = {"snoozed_until": DAY, "snooze_reason": "op vakantie"}
    snoozed = (signal(SignalGroup.SILENT, **waits), signal(SignalGroup.DATA, **waits))
    told = said.all_put_off(replace(ROW, snoozed=snoozed), translator("nl"))
    assert told == ("Stil, Te weinig gegevens · Uitgesteld tot en met di 12 mei: op vakantie",)
    other = signal(SignalGroup.STAGNATING, snoozed_until=DAY, snooze_reason="bellen")
    assert len(said.all_put_off(replace(ROW, snoozed=(*snoozed, other)), translator("en"))) == 2


def test_a_life_event_that_goes_on_is_said() -> None:
    assert said.event(ROW, translator("nl")) == ""
    row = replace(ROW, event=EventNow("illness", DAY))
    assert said.event(row, translator("nl")) == "Ziekte sinds di 12 mei"
    assert said.event(row, translator("en")) == "Illness since Tue 12 May"
