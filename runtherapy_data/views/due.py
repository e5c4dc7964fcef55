"""What is ready for a client today: asked for, possible, or done already. Nothing of it counts anything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtherapy_data.identity import Grant
from runtherapy_data.measures.days import event_through, first_day
from runtherapy_data.measures.open_days import Span, open_week
from runtherapy_data.queries import check_ins, course, exercises, questionnaire_asks, week_reflections
from runtherapy_data.queries import due as queries
from runtherapy_data.queries.exercises import GivenExercise
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.store import now


@dataclass(frozen=True, slots=True)
class EventToday:
    """A pause or an event of life in which the client is: nothing has to be done then. `ends_on`: None while open."""

    kind: str
    ends_on: dt.date | None


@dataclass(frozen=True, slots=True)
class ClientDue:
    """The day of a client.

    `checked_in`: whether today was answered; None where the course has not begun or has ended. `week`: the week that
    can be looked back on; None when there is none today. `asks`: questionnaires that can be filled in, the earliest
    asked first. `filled_in`: questionnaires of today (codes). `exercises`: those that hold today, ticked off or not.
    `appointment`: the next one, in the practice's own time.
    """

    today: dt.date
    starts_on: dt.date
    checked_in: bool | None
    week: int | None = None
    week_done: bool = False
    asks: tuple[Ask, ...] = ()
    filled_in: tuple[str, ...] = ()
    exercises: tuple[GivenExercise, ...] = ()
    appointment: dt.datetime | None = None
    event: EventToday | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is asked for today that is not done yet."""
        return self.checked_in is False or bool(self.asks) or (self.week is not None and not self.week_done)


def of(connection: Connection, grant: Grant, today: dt.date) -> ClientDue:
    """The day of the client whose course the grant is for."""
    span = check_ins.span(connection, grant)
    runs = span.holds(today)
    week, looked_back = _week(connection, grant, span, today)
    appointment = queries.next_appointment(connection, grant, now())
    open_asks = questionnaire_asks.open_asks(connection, grant)
    return ClientDue(
        today=today,
        starts_on=span.starts_on,
        checked_in=not check_ins.of_day(connection, grant, today).is_empty if runs else None,
        week=week,
        week_done=looked_back,
        asks=tuple(ask for ask in open_asks if ask.opens_on <= today),
        filled_in=queries.filled_in(connection, grant, today),
        exercises=exercises.given(connection, grant, today) if runs else (),
        appointment=appointment.astimezone(ZoneInfo(grant.principal.zone)) if appointment else None,
        event=_event(connection, grant, today),
    )


def _week(connection: Connection, grant: Grant, span: Span, today: dt.date) -> tuple[int | None, bool]:
    week = open_week(span, today)
    if week is None:
        return None, False
    return week, not week_reflections.of_week(connection, grant, first_day(span.starts_on, week)).is_empty


def _event(connection: Connection, grant: Grant, today: dt.date) -> EventToday | None:
    going_on = [
        EventToday(row.kind, row.ends_on)
        for row in course.events(connection, grant)
        if row.starts_on <= today <= event_through(row.starts_on, row.ends_on, today)
    ]
    return going_on[-1] if going_on else None
