"""What a client said of their days, with everything that they can change about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Final

from sqlalchemy import Connection, select

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.open_days import Span
from runtherapy_data.store.tables import CheckIn, Course

READS: Final = (Permission.CHECK_IN_WRITE, Permission.COURSE_READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAnswers:
    """One day: 0–10 and hours as they were answered, None where they were not. `recorded_at` is UTC, None unsaved."""

    day: dt.date
    mood: int | None = None
    sleep: int | None = None
    energy: int | None = None
    tension: int | None = None
    pain: int | None = None
    hours_slept: float | None = None
    words: str | None = None
    recorded_at: dt.datetime | None = field(default=None, compare=False)

    @property
    def is_empty(self) -> bool:
        """Nothing is answered."""
        return all(getattr(self, name) is None for name in ANSWERS)


ANSWERS: Final = tuple(one.name for one in fields(DayAnswers) if one.name not in ("day", "recorded_at"))


def span(connection: Connection, grant: Grant) -> Span:
    """When the course of the grant begins, and ended.

    Raises:
        NotFoundError: it was erased since it was asked for.
    """
    grant.require(*READS)
    query = select(Course.starts_on, Course.ends_on).where(
        Course.practice_id == grant.practice_id, Course.id == grant.course_id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(N_("This course is no longer there."))
    return Span(row.starts_on, row.ends_on)


def between(connection: Connection, grant: Grant, first: dt.date, last: dt.date) -> dict[dt.date, DayAnswers]:
    """The days from `first` through `last` that were answered, in the grant's course."""
    grant.require(*READS)
    query = (
        select(CheckIn.day, *(getattr(CheckIn, name) for name in ANSWERS), CheckIn.recorded_at)
        .where(
            CheckIn.practice_id == grant.practice_id,
            CheckIn.course_id == grant.course_id,
            CheckIn.day.between(first, last),
        )
        .order_by(CheckIn.day)
    )
    return {row.day: DayAnswers(**row._mapping) for row in connection.execute(query)}


def of_day(connection: Connection, grant: Grant, day: dt.date) -> DayAnswers:
    """One day; with nothing answered where there was no check-in."""
    return between(connection, grant, day, day).get(day) or DayAnswers(day=day)
