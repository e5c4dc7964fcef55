"""What a practice's protocol asks of a course: planned, moved along with the course, dropped and asked again.

These write in the transaction of the action that changes the course; its audit event tells of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, insert, select, update

from runtherapy_data.actions.newest import stay_with_newest
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.asking import belongs
from runtherapy_data.measures.codes import DueState, Moment
from runtherapy_data.measures.protocol import Protocol, due_on, schedule
from runtherapy_data.queries.practice_settings import practice_settings
from runtherapy_data.store import now
from runtherapy_data.store.tables import Course, QuestionnaireDue, QuestionnaireResult
from runtherapy_data.store.types import new_id

ASKS: Final = (Permission.COURSE_WRITE, Permission.COURSE_BEGIN)


def plan(connection: Connection, grant: Grant, course_id: UUID, *, starts_on: dt.date, ends_on: dt.date) -> int:
    """Ask for what the practice's protocol asks of every course and this one was not asked for yet; how many.

    What was filled in already is kept as done with its result. What was dropped is not asked for again.

    Args:
        connection: the caller's transaction.
        grant: leave to begin or to change the course.
        course_id: a course of the grant.
        starts_on: its first day.
        ends_on: its last day, planned or real.

    Raises:
        ConflictError: a newer course of the client was begun, and asks what is asked of them.
    """
    _check(grant, course_id)
    stay_with_newest(connection, grant, course_id)
    protocol = practice_settings(connection, grant).protocol
    asked = select(QuestionnaireDue.instrument, QuestionnaireDue.moment).where(*_of(grant, course_id))
    there = {(row.instrument, row.moment) for row in connection.execute(asked)}
    filled_in = _filled_in(connection, grant, course_id)
    follow_up = _follow_up_on(connection, grant, course_id)
    rows = []
    for one, day in schedule(protocol, starts_on, ends_on):
        key = (one.instrument, one.moment.value)
        if key in there or not belongs(one.moment, protocol, starts_on, ends_on):
            continue
        result_id = filled_in.get(key)
        rows.append(
            {
                "practice_id": grant.practice_id,
                "course_id": course_id,
                "id": new_id(),
                "instrument": one.instrument,
                "moment": one.moment.value,
                "due_on": (follow_up or day) if one.moment == Moment.FOLLOW_UP else day,
                "state": (DueState.DONE if result_id else DueState.OPEN).value,
                "by_hand": False,
                "result_id": result_id,
                "asked_at": now(),
            }
        )
    if rows:
        connection.execute(insert(QuestionnaireDue), rows)
    return len(rows)


def replan(connection: Connection, grant: Grant, course_id: UUID, *, starts_on: dt.date, ends_on: dt.date) -> int:
    """Move what is open along with a course whose plan or end changed; how many rows changed.

    What a person asked for, moved or dropped stays as it is. What is asked halfway is dropped where the course ends
    before that week, and asked again where a later change brings the week back. A follow-up falls on the day that was
    agreed for it (`follow_up_on` of the course), else months after the end. Arguments and errors as of `plan`.
    """
    _check(grant, course_id)
    stay_with_newest(connection, grant, course_id)
    protocol = practice_settings(connection, grant).protocol
    agreed = _follow_up_on(connection, grant, course_id)
    due = QuestionnaireDue
    planned = select(due.id, due.moment, due.due_on, due.state).where(
        *_of(grant, course_id),
        due.by_hand.is_(False),
        due.moment != Moment.EXTRA.value,
        due.state.in_((DueState.OPEN.value, DueState.DROPPED.value)),
    )
    changed = 0
    for row in connection.execute(planned).all():
        after = _moved(row.moment, row.due_on, protocol, starts_on, ends_on, agreed)
        if after != (row.state, row.due_on):
            values = {"state": after[0], "due_on": after[1]}
            connection.execute(update(due).where(*_of(grant, course_id), due.id == row.id).values(**values))
            changed += 1
    return changed


def drop_open(connection: Connection, grant: Grant, course_id: UUID) -> tuple[UUID, ...]:
    """Ask for nothing more in a course that will not be; what was open, so that `ask_again` can bring it back."""
    _check(grant, course_id)
    is_open = (*_of(grant, course_id), QuestionnaireDue.state == DueState.OPEN.value)
    found = tuple(connection.scalars(select(QuestionnaireDue.id).where(*is_open)))
    connection.execute(update(QuestionnaireDue).where(*is_open).values(state=DueState.DROPPED.value))
    return found


def ask_again(connection: Connection, grant: Grant, course_id: UUID, ids: Collection[UUID]) -> None:
    """Bring back what `drop_open` dropped. Errors as of `plan`."""
    _check(grant, course_id)
    stay_with_newest(connection, grant, course_id)
    dropped = (*_of(grant, course_id), QuestionnaireDue.id.in_(ids), QuestionnaireDue.state == DueState.DROPPED.value)
    connection.execute(update(QuestionnaireDue).where(*dropped).values(state=DueState.OPEN.value))


def _moved(
    moment: str, day: dt.date, protocol: Protocol, starts_on: dt.date, ends_on: dt.date, agreed: dt.date | None
) -> tuple[str, dt.date]:
    """State and day after the course changed."""
    if not belongs(moment, protocol, starts_on, ends_on):
        return DueState.DROPPED.value, day
    if moment == Moment.FOLLOW_UP and agreed is not None:
        return DueState.OPEN.value, agreed
    return DueState.OPEN.value, due_on(moment, protocol, starts_on, ends_on)


def _check(grant: Grant, course_id: UUID) -> None:
    grant.require(*ASKS)
    if grant.courses is None or course_id not in grant.courses:
        raise NotAllowedError(N_("You have no access to this."))


def _of(grant: Grant, course_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return QuestionnaireDue.practice_id == grant.practice_id, QuestionnaireDue.course_id == course_id


def _filled_in(connection: Connection, grant: Grant, course_id: UUID) -> dict[tuple[str, str], Any]:
    """(instrument, moment) → its latest result."""
    result = QuestionnaireResult
    query = (
        select(result.instrument, result.moment, result.id)
        .where(result.practice_id == grant.practice_id, result.course_id == course_id)
        .order_by(result.taken_on)
    )
    return {(row.instrument, row.moment): row.id for row in connection.execute(query)}


def _follow_up_on(connection: Connection, grant: Grant, course_id: UUID) -> dt.date | None:
    """The day that was agreed to meet again after the end, where one was."""
    query = select(Course.follow_up_on).where(Course.practice_id == grant.practice_id, Course.id == course_id)
    return connection.scalar(query)
