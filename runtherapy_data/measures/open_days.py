"""Which days and weeks of a course a client can still fill in; all of them calendar days of the practice.

Counting days, not hours: a night in which the clock is put forward or back changes nothing about them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from runtherapy_data.measures.days import first_day, week_of

DAYS_BACK: Final = 2  # beside today
WEEK_FROM_DAY: Final = 5  # of the week itself: enough of it has been lived to look back on
WEEK_THROUGH_DAY: Final = 3  # of the week after it


@dataclass(frozen=True, slots=True)
class Span:
    """The first day of a course and, once it ended, its last."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in the course."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def open_days(span: Span, today: dt.date) -> tuple[dt.date, ...]:
    """The days that can be filled in or corrected today, the newest first; none before or after the course."""
    days = (today - dt.timedelta(days=back) for back in range(DAYS_BACK + 1))
    return tuple(day for day in days if span.holds(day))


def open_week(span: Span, today: dt.date) -> int | None:
    """The week of the course that can be looked back on today; None on the fourth day of a week, and outside a course.

    From its fifth day through the third day of the week after it; a last week of fewer than five days has none.
    """
    now = week_of(span.starts_on, today)
    for week in (now, now - 1):
        first = first_day(span.starts_on, week)
        from_on = first + dt.timedelta(days=WEEK_FROM_DAY - 1)
        through = first + dt.timedelta(days=7 + WEEK_THROUGH_DAY - 1)
        if week >= 1 and span.holds(from_on) and from_on <= today <= through:
            return week
    return None
