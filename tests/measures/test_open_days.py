"""Which days and weeks can be filled in: never outside the course, and weeks of seven days over both clock changes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from runtherapy_data.measures.days import first_day, week_of
from runtherapy_data.measures.open_days import Span, open_days, open_week

START = dt.date(2026, 3, 23)  # a Monday; the clocks go forward on Sunday 29 March
DAYS = some.dates(dt.date(2025, 1, 1), dt.date(2027, 12, 31))


def day(number: int) -> dt.date:
    """The day of the course with this number; 1 is its first."""
    return START + dt.timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("today", "ends", "open_on"),
    [
        (10, None, [10, 9, 8]),
        (2, None, [2, 1]),
        (1, None, [1]),
        (0, None, []),  # it begins tomorrow
        (30, 30, [30, 29, 28]),  # its last day
        (31, 30, [30, 29]),
        (32, 30, [30]),
        (33, 30, []),
    ],
)
def test_today_and_two_days_back_within_the_course(today: int, ends: int | None, open_on: list[int]) -> None:
    span = Span(START, None if ends is None else day(ends))
    assert open_days(span, day(today)) == tuple(day(number) for number in open_on)


@pytest.mark.parametrize(
    ("today", "ends", "week"),
    [
        (1, None, None),
        (4, None, None),
        (5, None, 1),  # from the fifth day of the week itself
        (7, None, 1),
        (8, None, 1),
        (10, None, 1),  # through the third of the next
        (11, None, None),
        (12, None, 2),
        (17, None, 2),
        (70, 70, 10),
        (73, 70, 10),  # the last week, after the end
        (74, 70, None),
        (74, 67, None),  # ended on the fourth day of the tenth week: too short to look back on
        (12, 12, 2),
    ],
)
def test_a_week_is_looked_back_on_at_its_end(today: int, ends: int | None, week: int | None) -> None:
    assert open_week(Span(START, None if ends is None else day(ends)), day(today)) == week


@given(DAYS, some.integers(0, 400), some.integers(0, 400))
def test_an_open_day_lies_in_the_course_and_a_week_is_open_for_six_days(start: dt.date, long: int, after: int) -> None:
    span = Span(start, start + dt.timedelta(days=long))
    today = start + dt.timedelta(days=after)
    for one in open_days(span, today):
        assert span.starts_on <= one <= min(today, span.ends_on or today)
        assert (today - one).days <= 2
    if (week := open_week(span, today)) is not None:
        assert 4 <= (today - first_day(start, week)).days <= 9


@given(some.dates(dt.date(2026, 2, 1), dt.date(2026, 3, 28)))
def test_a_course_over_both_clock_changes_has_weeks_of_seven_days(start: dt.date) -> None:
    days = [start + dt.timedelta(days=number) for number in range(280)]  # past 25 October
    weeks = [week_of(start, one) for one in days]
    assert all(weeks.count(week) == 7 for week in range(1, 41))
    assert days[-1] > dt.date(2026, 10, 25)
