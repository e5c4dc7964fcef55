"""What may be filled in of a session, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from runtherapy_data.errors import InvalidInputError
from runtherapy_data.measures.days import day_in
from runtherapy_data.measures.observations import OBSERVED, PICKS, picked, picked_words
from runtherapy_data.measures.ranges import SESSION_RANGES
from runtherapy_data.measures.session_entry import ENTERED, OWN_FIELDS, SessionEntry, checked, moment_at
from runtherapy_data.measures.session_scales import SESSION_SCALES

ZONE = "Europe/Amsterdam"
DAY = dt.date(2026, 3, 29)  # the clock goes from 2 to 3
START = SessionEntry(DAY, "guided", walking_minutes=10, reflection="Fijn.")


def kept(**values: Any) -> SessionEntry:
    return checked(
        replace(START, **values), first_on=DAY - dt.timedelta(days=7), last_on=DAY, today=DAY, zone=ZONE
    )  # fmt: skip


def test_minutes_that_were_not_filled_in_are_none_and_scales_stay_open() -> None:
    entry = kept()
    assert (entry.walking_minutes, entry.running_minutes) == (10, 0)
    assert [getattr(entry, one.code) for one in SESSION_SCALES] == [None] * 5


def test_zero_is_an_answer() -> None:
    assert kept(walking_minutes=0, effort=0).effort == 0


@pytest.mark.parametrize("field", SESSION_RANGES)
def test_every_number_is_held_against_its_range(field: str) -> None:
    low, high = SESSION_RANGES[field]
    assert (getattr(kept(**{field: low}), field), getattr(kept(**{field: high}), field)) == (low, high)
    for outside in (low - 1, high + 1, 2.5, True, "7"):
        with pytest.raises(InvalidInputError) as refusal:
            kept(**{field: outside})
        assert refusal.value.field == field


def test_a_day_and_nothing_else_is_no_session() -> None:
    with pytest.raises(InvalidInputError) as refusal:
        kept(walking_minutes=None, reflection=" ", planned_minutes=30)
    assert refusal.value.remedy


def test_with_intervals_the_minutes_are_what_they_add_up_to() -> None:
    entry = kept(intervals="5 + 4 x 1,5/2 + 5", walking_minutes=99, running_minutes=99)
    assert (entry.intervals, entry.running_minutes, entry.walking_minutes) == ("5+4x(1.5/2)+5", 6, 18)


@pytest.mark.parametrize("field", [*OBSERVED, "reflection", "home_exercises"])
def test_texts_are_kept_without_what_nobody_can_see(field: str) -> None:
    assert getattr(kept(**{field: "  Fijn\x00 buiten.\n"}), field) == "Fijn buiten."
    assert getattr(kept(**{field: " \u200b "}), field) is None


@pytest.mark.parametrize(
    ("time", "utc"), [("01:30", "00:30"), ("02:30", "01:30"), ("03:30", "01:30"), ("23:45", "21:45")]
)
def test_a_time_in_the_night_of_the_clock_change_lands_on_its_day(time: str, utc: str) -> None:
    moment = moment_at(DAY, dt.time.fromisoformat(time), ZONE)
    assert f"{moment:%H:%M}" == utc
    assert day_in(ZONE, moment) == DAY
    assert kept(started_at=moment).started_at == moment


def test_half_past_midnight_is_the_new_day() -> None:
    moment = moment_at(DAY, dt.time(0, 30), ZONE)
    assert moment.date() == DAY - dt.timedelta(days=1)  # in UTC
    assert kept(started_at=moment)


def test_what_a_client_fills_in_are_columns_and_no_observations() -> None:
    assert set(OWN_FIELDS) <= set(ENTERED)
    assert not set(OWN_FIELDS) & {*OBSERVED, "picks", "kind", "planned_minutes", "next_appointment_at"}


def test_picks_are_kept_once_and_in_the_order_of_the_list() -> None:
    assert picked({"posture": ["bent", "upright", "bent"], "breathing": []}) == {"posture": ["upright", "bent"]}
    assert picked({}) is None
    assert picked_words("posture", {"posture": ["bent", "upright"]}, "nl") == "rechtop, voorover"


def test_every_kind_of_observation_has_picks_in_both_languages_and_no_code_twice() -> None:
    assert list(PICKS) == list(OBSERVED)
    for picks in PICKS.values():
        assert len({one.code for one in picks}) == len(picks)
        assert len({one.words.nl for one in picks}) == len({one.words.en for one in picks}) == len(picks)
