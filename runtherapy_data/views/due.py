"""What is ready for a client today: asked for, possible, or done already. Nothing of it counts anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtherapy_data.i18n import Translate
from runtherapy_data.identity import Grant
from runtherapy_data.measures.days import event_through, first_day
from runtherapy_data.measures.instruments import instrument
from runtherapy_data.measures.open_days import Span, open_week
from runtherapy_data.queries import appointments, check_ins, course, exercises, questionnaire_asks, week_reflections
from runtherapy_data.queries import due as queries
from runtherapy_data.queries.exercises import GivenExercise
from runtherapy_data.queries.goals import goals as own_goals
from runtherapy_data.queries.practice_wordings import wordings_of
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.store import now
from runtherapy_data.views.questionnaire_form import Form, form_of
from runtherapy_data.views.questionnaires_open import Offered, open_of


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
    asks: tuple[Offered, ...] = ()
    together: tuple[Offered, ...] = ()
    filled_in: tuple[str, ...] = ()
    exercises: tuple[GivenExercise, ...] = ()
    appointment: dt.datetime | None = None
    event: EventToday | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is asked for today that is not done yet."""
        return self.checked_in is False or bool(self.asks) or (self.week is not None and not self.week_done)


def of(connection: Connection, grant: Grant, today: dt.date, _: Translate) -> ClientDue:
    """The day of the client whose course the grant is for, in their language: not every text is there in each."""
    span = check_ins.span(connection, grant)
    runs = span.holds(today)
    week, looked_back = _week(connection, grant, span, today)
    appointment = appointments.ahead(connection, grant, now()).get(grant.course_id)
    asks = questionnaire_asks.open_asks(connection, grant)
    asked = open_of(asks, _forms(connection, grant, asks, _), {}, today)
    return ClientDue(
        today=today,
        starts_on=span.starts_on,
        checked_in=not check_ins.of_day(connection, grant, today).is_empty if runs else None,
        week=week,
        week_done=looked_back,
        asks=asked.now,
        together=asked.together,
        filled_in=queries.filled_in(connection, grant, today),
        exercises=exercises.given(connection, grant, today) if runs else (),
        appointment=appointment.astimezone(ZoneInfo(grant.principal.zone)) if appointment else None,
        event=_event(connection, grant, today),
    )


def _forms(connection: Connection, grant: Grant, asks: Iterable[Ask], _: Translate) -> dict[str, Form]:
    """Instrument → its form, where the client can fill it in here."""
    texts, goals = wordings_of(connection, grant), own_goals(connection, grant)
    known = {code: found for code in {one.instrument for one in asks} if (found := instrument(code))}
    forms = {code: form_of(found, texts, goals, _) for code, found in known.items()}
    return {code: form for code, form in forms.items() if form is not None}


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
