"""Days and weeks of a course, across both clock changes."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.measures.days import day_in, first_day, quarter_of, week_of

START = dt.date(2026, 3, 23)  # the clocks go forward on 29 March


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (START, 1),
        (dt.date(2026, 3, 29), 1),
        (dt.date(2026, 3, 30), 2),
        (dt.date(2026, 3, 22), 0),
        (dt.date(2026, 3, 15), -1),
    ],
)
def test_a_week_is_seven_days_from_the_start_also_when_the_clocks_change(day: dt.date, week: int) -> None:
    assert week_of(START, day) == week
    assert first_day(START, week) <= day < first_day(START, week + 1)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-01T22:30+00:00", "2026-06-02"),  # half past midnight in summer
        ("2026-01-01T22:30+00:00", "2026-01-01"),  # half past eleven in the evening in winter
        ("2026-03-29T01:30+00:00", "2026-03-29"),  # the hour that the clocks skip
        ("2026-10-25T00:30+00:00", "2026-10-25"),  # the hour that they repeat
    ],
)
def test_a_moment_falls_on_the_day_that_people_there_would_say(moment: str, day: str) -> None:
    assert day_in("Europe/Amsterdam", dt.datetime.fromisoformat(moment)).isoformat() == day


def test_quarters_begin_in_january_april_july_and_october() -> None:
    found = [quarter_of(dt.date(2026, month, 1)) for month in (1, 3, 4, 9, 10, 12)]
    assert found == ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-Q4"]
