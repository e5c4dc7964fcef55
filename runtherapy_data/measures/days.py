"""Days and weeks of a course, in the practice's zone.

A course's week 1 is the seven days that begin on its first day; days before it are week 0 and lower. Counting days, not
hours, keeps every week seven days long over both clock changes.
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

OPEN_EVENT_DAYS: Final = 28


def week_of(starts_on: dt.date, day: dt.date) -> int:
    """The week of the course (1 is the first) in which a day falls."""
    return (day - starts_on).days // 7 + 1


def first_day(starts_on: dt.date, week: int) -> dt.date:
    """The first day of a week of the course."""
    return starts_on + dt.timedelta(days=7 * (week - 1))


def day_in(zone: str, moment: dt.datetime) -> dt.date:
    """The calendar day of a moment, as people in that zone would say it."""
    return moment.astimezone(ZoneInfo(zone)).date()


def event_through(starts_on: dt.date, ends_on: dt.date | None, today: dt.date) -> dt.date:
    """The last day on which a life event counts: its last day or, while it has none, today, for at most four weeks.

    Nobody may come back to close it: an event that was forgotten must not hide the rest of a course.
    """
    return ends_on or max(starts_on, min(today, starts_on + dt.timedelta(days=OPEN_EVENT_DAYS - 1)))


def quarter_of(day: dt.date) -> str:
    """The calendar quarter of a day: 2026-Q2."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
