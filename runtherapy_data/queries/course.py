"""What lies in the store about one course: six short reads, only the columns that somebody is shown.

Every row is plain: no objects are built that a page then takes apart again. Each read is one range of one index, so
that it takes no longer when there are more clients.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, Select, String, and_, bindparam, cast, func, select

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.protocol import OWN_GOALS
from runtherapy_data.store.tables import (
    CheckIn,
    Client,
    Course,
    LifeEvent,
    PhaseStart,
    QuestionnaireAnswer,
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


def _rows(connection: Connection, grant: Grant, query: Select[*tuple[Any, ...]]) -> Rows:
    grant.require(Permission.COURSE_READ)
    return connection.execute(query, {"practice": grant.practice_id, "course": grant.course_id}).all()


# The statements are built once: building them anew would take longer than reading the rows does.
_PRACTICE: Final[BindParameter[Any]] = bindparam("practice")
_COURSE: Final[BindParameter[Any]] = bindparam("course")

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
        Course.follow_up_on,
    )
    .select_from(Course)
    .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
    .where(Course.practice_id == _PRACTICE, Course.id == _COURSE)
)


def header(connection: Connection, grant: Grant) -> Row[*tuple[Any, ...]]:
    """Who and what: code, name, complaint, mode, starts_on, planned_weeks, ends_on, end_reason, follow_up_on."""
    rows = _rows(connection, grant, _HEADER)
    if not rows:  # erased between the check and the read
        raise NotFoundError(N_("This course is no longer there."))
    return rows[0]


_PHASES: Final = (
    select(PhaseStart.starts_on, PhaseStart.phase)
    .where(PhaseStart.practice_id == _PRACTICE, PhaseStart.course_id == _COURSE)
    .order_by(PhaseStart.starts_on)
)


def phases(connection: Connection, grant: Grant) -> Rows:
    """The phases that the therapist set: starts_on, phase."""
    return _rows(connection, grant, _PHASES)


_CHECK_INS: Final = (
    select(CheckIn.day, CheckIn.mood, CheckIn.sleep, CheckIn.energy, CheckIn.tension, CheckIn.words)
    .where(CheckIn.practice_id == _PRACTICE, CheckIn.course_id == _COURSE)
    .order_by(CheckIn.day)
)


def check_ins(connection: Connection, grant: Grant) -> Rows:
    """The days that were answered: day, mood, sleep, energy, tension (0–10 or None), words."""
    return _rows(connection, grant, _CHECK_INS)


_LOGGED: Final = (
    select(
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
        SessionLog.next_appointment_at,
        SessionLog.intervals,
    )
    .where(SessionLog.practice_id == _PRACTICE, SessionLog.course_id == _COURSE)
    .order_by(SessionLog.day, SessionLog.started_at, SessionLog.id)
)


# What the therapist saw while they ran along is written for the therapist: nobody else's statement asks for it.
_OBSERVED: Final = _LOGGED.add_columns(
    SessionLog.breathing,
    SessionLog.posture,
    SessionLog.muscle_tension,
    SessionLog.mental_signals,
    SessionLog.picks,
)


def sessions(connection: Connection, grant: Grant) -> Rows:
    """The sessions: day, kind, planned, walking and running minutes, what was felt (0–10) and said, what comes next,
    intervals.

    A therapist's rows go on with what was observed: breathing, posture, muscle_tension, mental_signals, picks.
    """
    return _rows(connection, grant, _OBSERVED if grant.principal.role == Role.THERAPIST else _LOGGED)


# Which of the client's own activities a result is about: only scores of the same ones are compared.
_ACTIVITIES: Final = (
    select(func.aggregate_strings(cast(QuestionnaireAnswer.item, String), ","))
    .where(
        QuestionnaireAnswer.practice_id == QuestionnaireResult.practice_id,
        QuestionnaireAnswer.course_id == QuestionnaireResult.course_id,
        QuestionnaireAnswer.result_id == QuestionnaireResult.id,
        QuestionnaireResult.instrument == OWN_GOALS,
    )
    .correlate(QuestionnaireResult)
    .scalar_subquery()
    .label("activities")
)

_RESULTS: Final = (
    select(
        QuestionnaireResult.id,
        QuestionnaireResult.instrument,
        QuestionnaireResult.taken_on,
        QuestionnaireResult.moment,
        QuestionnaireResult.total,
        QuestionnaireSubscale.subscale,
        QuestionnaireSubscale.score,
        _ACTIVITIES,
    )
    .outerjoin(
        QuestionnaireSubscale,
        and_(
            QuestionnaireSubscale.practice_id == QuestionnaireResult.practice_id,
            QuestionnaireSubscale.course_id == QuestionnaireResult.course_id,
            QuestionnaireSubscale.result_id == QuestionnaireResult.id,
        ),
    )
    .where(QuestionnaireResult.practice_id == _PRACTICE, QuestionnaireResult.course_id == _COURSE)
    .order_by(QuestionnaireResult.taken_on, QuestionnaireResult.id, QuestionnaireSubscale.subscale)
)


def results(connection: Connection, grant: Grant) -> Rows:
    """The questionnaire results: id, instrument, taken_on, moment, total, subscale, score, activities.

    `activities`: the numbers of the own activities that were answered ("1,2,4", in any order), else None. A row for
    each subscale of a result; one row with subscale None for a result without any.
    """
    return _rows(connection, grant, _RESULTS)


_EVENTS: Final = (
    select(LifeEvent.kind, LifeEvent.starts_on, LifeEvent.ends_on, LifeEvent.note)
    .where(LifeEvent.practice_id == _PRACTICE, LifeEvent.course_id == _COURSE)
    .order_by(LifeEvent.starts_on, LifeEvent.id)
)


def events(connection: Connection, grant: Grant) -> Rows:
    """Life events: kind, starts_on, ends_on, note."""
    return _rows(connection, grant, _EVENTS)


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
