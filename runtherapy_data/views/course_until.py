"""A course as it was known on an earlier day: what a paper of that day may show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from runtherapy_data.measures.days import week_of
from runtherapy_data.views.course import Course, Series


def _series(series: Series, day: dt.date) -> Series:
    kept = [(on, value) for on, value in zip(series.days, series.values, strict=True) if on <= day]
    return Series(series.measure, tuple(on for on, _ in kept), tuple(value for _, value in kept))


def until(course: Course, day: dt.date) -> Course:
    """The course without what is told of days after `day`; a correction of an earlier day shows as corrected."""
    today = min(course.today, day)
    return replace(
        course,
        today=today,
        week=week_of(course.starts_on, today),
        series=tuple(_series(one, day) for one in course.series),
        sessions=tuple(one for one in course.sessions if one.day <= day),
        results=tuple(one for one in course.results if one.taken_on <= day),
        events=tuple(one for one in course.events if one.starts_on <= day),
        words=tuple(one for one in course.words if one.day <= day),
        phases=tuple(one for one in course.phases if one.starts_on <= day),
    )
