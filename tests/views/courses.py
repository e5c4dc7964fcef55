"""Courses made up for tests of views and charts: only what a test names, everything else the plainest there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from runtherapy_data.measures.days import week_of
from runtherapy_data.views.course import Course, Series, SessionFact
from runtherapy_data.views.course_axis import axis

START = dt.date(2026, 3, 9)  # a Monday; the clocks go forward on 29 March, in week 3


def day(number: int) -> dt.date:
    """The day that lies this many days after the start (0 is the first day)."""
    return START + dt.timedelta(days=number)


def answers(measure: str, values: Mapping[int, int]) -> Series:
    """A series from day number → answer."""
    days = tuple(day(number) for number in sorted(values))
    said = tuple(values[number] for number in sorted(values))
    return Series(measure, days, said)


def session(number: int, **values: Any) -> SessionFact:
    """A guided session of 10 minutes walking and 10 running, unless told otherwise."""
    plain = SessionFact(day(number), "guided", None, 10, 10)
    return replace(plain, **values)


def course(*series: Series, today: int = 35, weeks: int = 10, **values: Any) -> Course:
    """A course of so many planned weeks, read on day number `today`."""
    sessions = values.get("sessions", ())
    daily = {one for each in series for one in each.days} | {one.day for one in sessions}
    first_on, last_on = axis(START, weeks, day(today), daily, set())
    plain = Course(
        *("T-1", None, "depression", "gentle_build_up"),
        starts_on=START,
        planned_weeks=weeks,
        ends_on=None,
        end_reason=None,
        today=day(today),
        week=week_of(START, day(today)),
        weeks=week_of(START, last_on),
        first_on=first_on,
        last_on=last_on,
        series=series,
    )
    return replace(plain, **values)
