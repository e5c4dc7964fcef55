"""From which day to which day a course is drawn: whole weeks, as planned, stretched by what lies outside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

from runtherapy_data.measures.days import first_day, week_of

# A slip of the pen in a date must not stretch the axis over a century: the table still shows what lies outside.
EARLIEST_WEEK: Final = -11
LATEST_WEEK: Final = 156
# Questionnaires and life events may lie long before or after (a follow-up after three months): they stretch the axis by
# no more than this, so that the days of the course keep their room.
MARGIN_WEEKS: Final = 4
# A course that nobody closed keeps growing towards today for this long after its plan or its last fact.
OPEN_WEEKS: Final = 4


def axis(
    starts_on: dt.date, planned_weeks: int, today: dt.date, daily: Collection[dt.date], occasional: Collection[dt.date]
) -> tuple[dt.date, dt.date]:
    """The first and the last day of the axis.

    `daily`: days with check-ins or sessions, which always get their place; `occasional`: days of questionnaires and
    life events.
    """
    weeks = [week_of(starts_on, day) for day in daily]
    first = max(min([1, *weeks]), EARLIEST_WEEK)
    last = min(max([planned_weeks, *weeks]), LATEST_WEEK)
    near = range(first - MARGIN_WEEKS, last + MARGIN_WEEKS + 1)
    others = [week for day in occasional if (week := week_of(starts_on, day)) in near]
    first, last = min([first, *others]), max([last, *others])
    now = week_of(starts_on, today)
    if last < now <= last + OPEN_WEEKS:
        last = now
    return first_day(starts_on, first), first_day(starts_on, last + 1) - dt.timedelta(days=1)
