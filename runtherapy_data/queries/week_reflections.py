"""How a client looked back on the weeks of their course."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import Final

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import WeekReflection

READS: Final = (Permission.CHECK_IN_WRITE, Permission.COURSE_READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAnswers:
    """One week by its first day: 0–10 as answered, None where it was not. `recorded_at` is UTC, None unsaved."""

    week_on: dt.date
    resilience: int | None = None
    self_confidence: int | None = None
    concentration: int | None = None
    body_contact: int | None = None
    words: str | None = None
    recorded_at: dt.datetime | None = field(default=None, compare=False)

    @property
    def is_empty(self) -> bool:
        """Nothing is answered."""
        return all(getattr(self, name) is None for name in ANSWERS)


ANSWERS: Final = tuple(one.name for one in fields(WeekAnswers) if one.name not in ("week_on", "recorded_at"))


def of_course(connection: Connection, grant: Grant) -> tuple[WeekAnswers, ...]:
    """Every week that was looked back on in the grant's course, oldest first."""
    grant.require(*READS)
    query = (
        select(WeekReflection.week_on, *(getattr(WeekReflection, name) for name in ANSWERS), WeekReflection.recorded_at)
        .where(WeekReflection.practice_id == grant.practice_id, WeekReflection.course_id == grant.course_id)
        .order_by(WeekReflection.week_on)
    )
    return tuple(WeekAnswers(**row._mapping) for row in connection.execute(query))


def of_week(connection: Connection, grant: Grant, week_on: dt.date) -> WeekAnswers:
    """One week; with nothing answered where it was not looked back on."""
    known = {one.week_on: one for one in of_course(connection, grant)}
    return known.get(week_on, WeekAnswers(week_on=week_on))
