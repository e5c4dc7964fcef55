"""What a client wants to be able to do again, in their own words, and how hard it was at each measurement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.store import tables

_READS: Final = (Permission.COURSE_READ, Permission.COURSE_WRITE, Permission.RESULT_WRITE)


@dataclass(frozen=True, slots=True)
class Goal:
    """One activity of the client's own; `position` is also the number of its item. `dropped_on`: asked no more."""

    position: int
    words: str
    dropped_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class GoalScore:
    """How hard one activity was on a day: 0 is no trouble at all, 10 is impossible."""

    position: int
    taken_on: dt.date
    moment: str
    value: int


def goals(connection: Connection, grant: Grant) -> tuple[Goal, ...]:
    """The goals of the grant's course in the order in which they were made, dropped ones too."""
    grant.require(*_READS)
    goal = tables.Goal
    query = (
        select(goal.position, goal.words, goal.dropped_on)
        .where(goal.practice_id == grant.practice_id, goal.course_id == grant.course_id)
        .order_by(goal.position)
    )
    return tuple(Goal(*row) for row in connection.execute(query))


def scores(connection: Connection, grant: Grant) -> tuple[GoalScore, ...]:
    """Every answer about a goal of the grant's course, the oldest first."""
    grant.require(*_READS)
    result, answer = tables.QuestionnaireResult, tables.QuestionnaireAnswer
    same = and_(
        answer.practice_id == result.practice_id, answer.course_id == result.course_id, answer.result_id == result.id
    )
    query = (
        select(answer.item, result.taken_on, result.moment, answer.value)
        .join(result, same)
        .where(
            result.practice_id == grant.practice_id,
            result.course_id == grant.course_id,
            result.instrument == OWN_GOALS,
        )
        .order_by(result.taken_on, result.id, answer.item)
    )
    return tuple(GoalScore(*row) for row in connection.execute(query))
