"""What lies in the store about one course: six short reads, only the columns that somebody is shown.

Every row is plain: no objects are built that a page then takes apart again. Reading a whole course takes about as long as
one page of this file takes to scroll by; it must not grow with the number of clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import (
    CheckIn,
    Client,
    Course,
    LifeEvent,
    PhaseStart,
    QuestionnaireResult,
    QuestionnaireSubscale,
    SessionLog,
)

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class CourseRows:
    """Everything of one course, oldest first; the docstrings of the single queries name the columns."""

    header: Row[*tuple[Any, ...]]
    phases: Rows
    check_ins: Rows
    sessions: Rows
    results: Rows
    events: Rows


def _here(table: Any, grant: Grant) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    grant.require(Permission.COURSE_READ)
    return table.practice_id == grant.practice_id, table.course_id == grant.course_id


_HEADER: Final = (
    select(
        Client.code,
        Client.name,
        Course.complaint,
        Course.mode,
        Course.starts_on,
        Course.planned_weeks,
        Course.ends_on,
        Course.end_reason,
    )
    .select_from(Course)
    .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
)


def header(connection: Connection, grant: Grant) -> Row[*tuple[Any, ...]]:
    """Who and what: code, name, complaint, mode, starts_on, planned_weeks, ends_on, end_reason."""
    grant.require(Permission.COURSE_READ)
    query = _HEADER.where(Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    row = connection.execute(query).one_or_none()
    if row is None:  # erased between the check and the read
        raise NotFoundError(N_("This course is no longer there."))
    return row


def phases(connection: Connection, grant: Grant) -> Rows:
    """The phases that the therapist set: starts_on, phase."""
    query = select(PhaseStart.starts_on, PhaseStart.phase).where(*_here(PhaseStart, grant))
    return connection.execute(query.order_by(PhaseStart.starts_on)).all()


def check_ins(connection: Connection, grant: Grant) -> Rows:
    """The days that were answered: day, mood, sleep, energy, tension (0–10 or None), words."""
    columns = (CheckIn.day, CheckIn.mood, CheckIn.sleep, CheckIn.energy, CheckIn.tension, CheckIn.words)
    query = select(*columns).where(*_here(CheckIn, grant)).order_by(CheckIn.day)
    return connection.execute(query).all()


_SESSION: Final = select(
    SessionLog.day,
    SessionLog.kind,
    SessionLog.planned_minutes,
    SessionLog.walking_minutes,
    SessionLog.running_minutes,
    SessionLog.effort,
    SessionLog.talk_test,
    SessionLog.feeling_before,
    SessionLog.feeling_after,
    SessionLog.enjoyment,
    SessionLog.pain,
    SessionLog.reflection,
    SessionLog.home_exercises,
)


def sessions(connection: Connection, grant: Grant) -> Rows:
    """The sessions: day, kind, planned, walking and running minutes, then what was felt (0–10) and said."""
    query = _SESSION.where(*_here(SessionLog, grant))
    return connection.execute(query.order_by(SessionLog.day, SessionLog.started_at, SessionLog.id)).all()


_RESULT: Final = select(
    QuestionnaireResult.id,
    QuestionnaireResult.instrument,
    QuestionnaireResult.taken_on,
    QuestionnaireResult.moment,
    QuestionnaireResult.total,
    QuestionnaireSubscale.subscale,
    QuestionnaireSubscale.score,
).outerjoin(
    QuestionnaireSubscale,
    and_(
        QuestionnaireSubscale.practice_id == QuestionnaireResult.practice_id,
        QuestionnaireSubscale.course_id == QuestionnaireResult.course_id,
        QuestionnaireSubscale.result_id == QuestionnaireResult.id,
    ),
)


def results(connection: Connection, grant: Grant) -> Rows:
    """The questionnaire results: id, instrument, taken_on, moment, total, subscale, score.

    A row for each subscale of a result; one row with subscale None for a result without any.
    """
    order = (QuestionnaireResult.taken_on, QuestionnaireResult.id, QuestionnaireSubscale.subscale)
    return connection.execute(_RESULT.where(*_here(QuestionnaireResult, grant)).order_by(*order)).all()


def events(connection: Connection, grant: Grant) -> Rows:
    """Life events: kind, starts_on, ends_on, note."""
    columns = (LifeEvent.kind, LifeEvent.starts_on, LifeEvent.ends_on, LifeEvent.note)
    query = select(*columns).where(*_here(LifeEvent, grant)).order_by(LifeEvent.starts_on, LifeEvent.id)
    return connection.execute(query).all()


def read(connection: Connection, grant: Grant) -> CourseRows:
    """The whole course, in the six reads above."""
    return CourseRows(
        header=header(connection, grant),
        phases=phases(connection, grant),
        check_ins=check_ins(connection, grant),
        sessions=sessions(connection, grant),
        results=results(connection, grant),
        events=events(connection, grant),
    )
