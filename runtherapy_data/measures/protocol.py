"""Which questionnaires a practice asks for, and on which day of a course each is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from runtherapy_data.measures.codes import Moment
from runtherapy_data.measures.days import first_day

OWN_GOALS: Final = "psk"  # the client's own activities, asked by the words of their own course
ASKED_MOMENTS: Final = (Moment.INTAKE, Moment.MID, Moment.END, Moment.FOLLOW_UP)


class Asked(BaseModel):
    """One questionnaire at one moment of every course."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    instrument: str
    moment: Moment


class Protocol(BaseModel):
    """What a practice asks, and when the moments in between fall."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: tuple[Asked, ...] = tuple(
        Asked(instrument=instrument, moment=moment) for moment in ASKED_MOMENTS for instrument in (OWN_GOALS, "phq9")
    )
    mid_week: int = Field(default=6, ge=2, le=51)
    follow_up_months: int = Field(default=3, ge=1, le=24)


def last_day(starts_on: dt.date, planned_weeks: int) -> dt.date:
    """The last day of a course that goes as planned."""
    return first_day(starts_on, planned_weeks + 1) - dt.timedelta(days=1)


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day some months later; the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


def due_on(moment: str, protocol: Protocol, starts_on: dt.date, ends_on: dt.date) -> dt.date:
    """The day on which a moment falls; `ends_on` is the last day of the course, planned or real.

    Intake: the first day. Mid: the first day of the protocol's week. End: the last day. Follow-up: months after it.
    An extra questionnaire has a day of its own, and none here.
    """
    days = {
        Moment.INTAKE: starts_on,
        Moment.MID: min(first_day(starts_on, protocol.mid_week), ends_on),
        Moment.END: ends_on,
        Moment.FOLLOW_UP: months_after(ends_on, protocol.follow_up_months),
    }
    return days[Moment(moment)]


def schedule(protocol: Protocol, starts_on: dt.date, ends_on: dt.date) -> tuple[tuple[Asked, dt.date], ...]:
    """Everything that a course is asked, with its days, in the order of the days."""
    every: Iterable[tuple[Asked, dt.date]] = (
        (one, due_on(one.moment, protocol, starts_on, ends_on)) for one in protocol.asked
    )
    return tuple(sorted(every, key=lambda pair: pair[1]))
