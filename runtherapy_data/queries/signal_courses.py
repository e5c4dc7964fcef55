"""Which courses are looked through for signals, and up to which day.

Never those of a client who withdrew consent to the therapy: their file is closed, to the program too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, false, or_, select

from runtherapy_data.access.grants import therapy_allowed
from runtherapy_data.analysis.spans import Span
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import Mode
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.signal_states import is_open_of_course
from runtherapy_data.store.tables import Course, QuestionnaireAnswer, QuestionnaireResult, Signal, SignalEvaluation

# A follow-up questionnaire comes three months after the end; an answer about risk in it is not left lying.
FOLLOW_UP_DAYS: Final = 183


def due(
    connection: Connection, grant: Grant, on: dt.date, courses: Iterable[UUID] | None = None, *, stale: bool = False
) -> tuple[Span, ...]:
    """The courses to look through on a day: those that run or have yet to begin.

    And of those that ended: where a signal is open, and where a question about risk was answered on the last day, or
    after it in the time of a follow-up, or since the course was last looked through; and whenever such an answer was
    written down since then, whatever its day. A course that was looked through
    on a later day is left out. `courses`: only of these. `stale`: only what was not looked through on that day yet.
    """
    grant.require(Permission.SIGNALS)
    ended = and_(Course.ends_on < on, or_(_has_open_signal(), _answered_at_the_end(on), _written_since()))
    looked = SignalEvaluation.through_on
    not_yet = or_(looked.is_(None), looked < on if stale else looked <= on)
    conditions = (or_(Course.ends_on.is_(None), Course.ends_on >= on, ended), not_yet)
    return tuple(_span(row, on, on) for row in _rows(connection, grant, courses, *conditions))


def past(
    connection: Connection,
    grant: Grant,
    on: dt.date,
    since: dt.date | None = None,
    courses: Iterable[UUID] | None = None,
) -> tuple[Span, ...]:
    """Every course that began by a day, ended or not, through its own last day: for looking back.

    `since`: only those whose last day is that day or later.
    """
    grant.require(Permission.SIGNALS)
    conditions = [Course.starts_on <= on]
    if since is not None:
        conditions.append(or_(Course.ends_on.is_(None), Course.ends_on >= since))
    found = _rows(connection, grant, courses, *conditions)
    return tuple(_span(row, on, min(row.ends_on or on, on)) for row in found)


def _rows(
    connection: Connection, grant: Grant, courses: Iterable[UUID] | None, *conditions: ColumnElement[bool]
) -> list[Any]:
    looked = SignalEvaluation
    query = (
        select(Course.id, Course.starts_on, Course.ends_on, Course.planned_weeks, Course.mode, looked.through_on)
        .outerjoin(looked, and_(looked.practice_id == Course.practice_id, looked.course_id == Course.id))
        .where(Course.practice_id == grant.practice_id, therapy_allowed(), *conditions)
    )
    if courses is None:
        return list(connection.execute(query).all())
    return [row for part in in_parts(courses) for row in connection.execute(query.where(Course.id.in_(part))).all()]


def _span(row: Any, on: dt.date, last_on: dt.date) -> Span:
    return Span(
        course_id=row.id,
        starts_on=row.starts_on,
        last_on=last_on,
        planned_weeks=row.planned_weeks,
        no_fixed_increments=row.mode == Mode.NO_FIXED_INCREMENTS,
        has_ended=row.ends_on is not None and row.ends_on < on,
        looked_through=row.through_on,
    )


def _has_open_signal() -> ColumnElement[bool]:
    return exists().where(Signal.practice_id == Course.practice_id, Signal.course_id == Course.id, is_open_of_course())


def _answered_at_the_end(on: dt.date) -> ColumnElement[bool]:
    """A question about risk was answered, as high as it asks for, at or after the end of a course that ended lately.

    The last questionnaire is filled in on the last day, and the night that looks at it comes when the course is over.
    """
    taken_on = QuestionnaireResult.taken_on
    answered = _answered(or_(taken_on >= Course.ends_on, taken_on > SignalEvaluation.through_on))
    return and_(Course.ends_on >= on - dt.timedelta(days=FOLLOW_UP_DAYS), answered)


def _written_since() -> ColumnElement[bool]:
    """Such an answer was filled in here, typed over or corrected, and nobody looked since; no matter when it ended."""
    written_at, looked_at = QuestionnaireResult.recorded_at, SignalEvaluation.evaluated_at
    return _answered(written_at >= looked_at)


def _answered(when: ColumnElement[bool]) -> ColumnElement[bool]:
    """A question about risk was answered as high as it asks for, in a result of which this holds."""
    result, answer = QuestionnaireResult, QuestionnaireAnswer
    risky = [
        and_(result.instrument == one.id, answer.item == item.item, answer.value >= item.at_or_above)
        for one in instruments()
        for item in one.risk_items
    ]
    return exists().where(
        result.practice_id == Course.practice_id,
        result.course_id == Course.id,
        when,
        answer.practice_id == Course.practice_id,
        answer.course_id == Course.id,
        answer.result_id == result.id,
        or_(false(), *risky),
    )
