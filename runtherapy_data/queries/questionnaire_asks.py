"""Which questionnaires are asked for, and what became of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.asking import opens_on
from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import QuestionnaireDue

READS: Final = (
    Permission.COURSE_READ, Permission.CASELOAD_READ, Permission.RESULT_WRITE, Permission.COURSE_WRITE,
    Permission.COURSE_BEGIN, Permission.CHECK_IN_WRITE, Permission.REMIND,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """One questionnaire that is asked for in a course.

    `state` is a code of `DueState`, `moment` of `Moment`; `by_hand`: a person asked for it, moved or dropped it;
    `asked_at` is UTC; `result_id`: what it led to.
    """

    id: UUID
    course_id: UUID
    instrument: str
    moment: str
    due_on: dt.date
    state: str
    by_hand: bool
    result_id: UUID | None
    asked_at: dt.datetime

    @property
    def is_open(self) -> bool:
        """It was not filled in yet, and is still wanted."""
        return self.state == DueState.OPEN

    @property
    def opens_on(self) -> dt.date:
        """The first day on which it may be filled in."""
        return opens_on(self.moment, self.due_on, self.asked_at.date())

    def is_answered_by(self, code: str, moment: str, taken_on: dt.date) -> bool:
        """It is open for this questionnaire at this moment.

        An extra one is answered by what was filled in when it was open, not by an old form that turned up.
        """
        fits = self.is_open and (self.instrument, self.moment) == (code, moment)
        return fits and (moment != Moment.EXTRA or self.opens_on <= taken_on)

    def is_overdue(self, on: dt.date) -> bool:
        """It is open and its day has passed."""
        return self.is_open and self.due_on < on


_COLUMNS: Final = tuple(getattr(QuestionnaireDue, name) for name in Ask.__dataclass_fields__)


def open_asks(connection: Connection, grant: Grant, *, through: dt.date | None = None) -> tuple[Ask, ...]:
    """What is open in the courses of the grant (one, a caseload, the whole practice), in the order of the days.

    `through`: only what is due by that day.
    """
    # The empty text keeps SQLite from the index of states where the courses are named: by that index it would read what
    # is open in the whole practice to find what is open in a few courses.
    state = QuestionnaireDue.state if grant.courses is None else QuestionnaireDue.state.concat("")
    conditions = [state == DueState.OPEN.value]
    if through is not None:
        conditions.append(QuestionnaireDue.due_on <= through)
    return _asks(connection, grant, *conditions)


def asks(connection: Connection, grant: Grant) -> tuple[Ask, ...]:
    """Everything that was ever asked for in the courses of the grant, in the order of the days."""
    return _asks(connection, grant)


def _asks(connection: Connection, grant: Grant, *conditions: ColumnElement[bool]) -> tuple[Ask, ...]:
    grant.require(*READS)
    query = select(*_COLUMNS).where(QuestionnaireDue.practice_id == grant.practice_id, *conditions)
    if grant.courses is None:
        found = [Ask(*row) for row in connection.execute(query)]
    else:
        found = [
            Ask(*row)
            for part in in_parts(grant.courses)
            for row in connection.execute(query.where(QuestionnaireDue.course_id.in_(part)))
        ]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.instrument, one.id)))
