"""A course of five weeks so far, planned for ten, with leave to change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from runtherapy_data.access import grant_course
from runtherapy_data.actions import questionnaire_asks
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.protocol import last_day
from runtherapy_data.queries.course_history import Change, changes
from runtherapy_data.queries.course_terms import Terms, terms
from runtherapy_data.store import reading, tables, today, writing
from tests.factories import ZONE, World

TODAY = today(ZONE)
START = TODAY - dt.timedelta(days=35)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@dataclass
class Managed:
    world: World
    grant: Grant
    course: UUID

    @property
    def terms(self) -> Terms:
        with reading(self.grant) as connection:
            return terms(connection, self.grant)

    @property
    def changes(self) -> tuple[Change, ...]:
        with reading(self.grant) as connection:
            return changes(connection, self.grant)

    def ask(self) -> None:
        """What the protocol asks of the course."""
        with writing(self.grant) as connection:
            ends_on = last_day(START, self.terms.planned_weeks)
            questionnaire_asks.plan(connection, self.grant, self.course, starts_on=START, ends_on=ends_on)

    def asked(self) -> dict[str, tuple[str, int]]:
        """Moment → state and day (from today) of its PHQ-9."""
        due = tables.QuestionnaireDue
        query = select(due.moment, due.state, due.due_on).where(due.instrument == "phq9")
        with reading(self.grant) as connection:
            return {row.moment: (row.state, (row.due_on - TODAY).days) for row in connection.execute(query)}

    def trail(self, *actions: str) -> list[tuple[str, dict[str, Any] | None]]:
        event = tables.AuditEvent
        query = select(event.action, event.detail).where(event.action.in_(actions)).order_by(event.at, event.id)
        with reading(self.world.everything()) as connection:
            return [(row.action, row.detail) for row in connection.execute(query)]


def managed(world: World) -> Managed:
    therapist, _, course, code = world.pair()
    return Managed(world, grant_course(therapist, code, Permission.COURSE_WRITE), course)
