"""What lies in the store about things that are waited for, of many courses at once: a fixed number of statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, Select, func, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import Moment, SessionKind
from runtherapy_data.measures.days import event_through
from runtherapy_data.measures.overdue import DaySpan
from runtherapy_data.queries.questionnaire_asks import Ask, open_asks
from runtherapy_data.store.parts import in_parts
from runtherapy_data.store.tables import Course, Intake, LifeEvent, MedicalPoint, QuestionnaireResult, SessionLog

_READS: Final = (Permission.CASELOAD_READ, Permission.COURSE_WRITE)
_Rows = Iterator[Row[*tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """What decides whether something is left waiting in one course.

    `left_out`: the days of pauses and events of life, each from its first through its last day. `met_at`: the last
    appointment before now (UTC); `logged_on`: the day of the last session with the therapist. `seen_after_on`: the last
    day after the end on which they were seen, or filled in a follow-up. `open_points`: medical points that nobody
    confirmed. `intake_open`: an intake without an outcome.
    """

    starts_on: dt.date
    ends_on: dt.date | None
    follow_up_on: dt.date | None
    met_at: dt.datetime | None
    logged_on: dt.date | None
    seen_after_on: dt.date | None
    left_out: tuple[DaySpan, ...] = ()
    asks: tuple[Ask, ...] = ()
    intake_open: bool = False
    open_points: int = 0


def waiting(connection: Connection, grant: Grant, on: dt.date, moment: dt.datetime) -> dict[UUID, WaitingFacts]:
    """Course → what decides whether something is waiting in it on a day; `moment` is now. Five statements.

    Of questionnaires only what was asked for before this day.
    """
    grant.require(*_READS)
    events = spans_left_out(connection, grant, on)
    asks = defaultdict[UUID, list[Ask]](list)
    for ask in open_asks(connection, grant, through=on - dt.timedelta(days=1)):
        asks[ask.course_id].append(ask)
    undecided = {
        row.course_id
        for row in _of_courses(connection, grant, select(Intake.course_id).where(Intake.outcome.is_(None)), Intake)
    }
    unconfirmed = (
        select(MedicalPoint.course_id, func.count())
        .where(MedicalPoint.confirmed_at.is_(None))
        .group_by(MedicalPoint.course_id)
    )
    points: dict[UUID, int] = {row[0]: row[1] for row in _of_courses(connection, grant, unconfirmed, MedicalPoint)}
    return {
        row.id: WaitingFacts(
            *(row.starts_on, row.ends_on, row.follow_up_on, row.met_at, row.logged_on, row.seen_after_on),
            left_out=events.get(row.id, ()),
            asks=tuple(asks[row.id]),
            intake_open=row.id in undecided,
            open_points=points.get(row.id, 0),
        )
        for row in _of_courses(connection, grant, _courses(moment), Course)
    }


def spans_left_out(connection: Connection, grant: Grant, on: dt.date) -> dict[UUID, tuple[DaySpan, ...]]:
    """Course → the days of its pauses and events of life, as far as they count by that day, the earliest first."""
    grant.require(
        *_READS, Permission.COURSE_READ, Permission.CHECK_IN_WRITE, Permission.RESULT_WRITE, Permission.REMIND
    )
    query = select(LifeEvent.course_id, LifeEvent.starts_on, LifeEvent.ends_on).where(LifeEvent.starts_on <= on)
    found = defaultdict[UUID, list[DaySpan]](list)
    for course_id, first, last in _of_courses(connection, grant, query, LifeEvent):
        found[course_id].append((first, event_through(first, last, on)))
    return {course_id: tuple(sorted(spans)) for course_id, spans in found.items()}


def _courses(moment: dt.datetime) -> Select[*tuple[Any, ...]]:
    last_met = _last(SessionLog, func.max(SessionLog.next_appointment_at), SessionLog.next_appointment_at < moment)
    last_logged = _last(SessionLog, func.max(SessionLog.day), SessionLog.kind == SessionKind.GUIDED)
    seen_after = _last(SessionLog, func.max(SessionLog.day), SessionLog.day > Course.ends_on)
    filled_after = _last(
        QuestionnaireResult,
        func.max(QuestionnaireResult.taken_on),
        QuestionnaireResult.moment == Moment.FOLLOW_UP,
        QuestionnaireResult.taken_on > Course.ends_on,
    )
    return select(
        Course.id, Course.starts_on, Course.ends_on, Course.follow_up_on,
        last_met.label("met_at"), last_logged.label("logged_on"),
        func.coalesce(seen_after, filled_after).label("seen_after_on"),
    )  # fmt: skip


def _last(table: Any, what: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The last of something in a course: a seek for each course, never a read of them all."""
    return (
        select(what)
        .where(table.practice_id == Course.practice_id, table.course_id == Course.id, *conditions)
        .correlate(Course)
        .scalar_subquery()
    )


def _of_courses(connection: Connection, grant: Grant, query: Select[*tuple[Any, ...]], table: Any) -> _Rows:
    """The rows of the courses of the grant: of one, of a caseload, or of the whole practice."""
    course_id = table.id if table is Course else table.course_id
    here = query.where(table.practice_id == grant.practice_id)
    if grant.courses is None:
        yield from connection.execute(here)
        return
    for part in in_parts(grant.courses):
        yield from connection.execute(here.where(course_id.in_(part)))


def filled_in(connection: Connection, grant: Grant, on: dt.date) -> tuple[str, ...]:
    """The questionnaires (their codes) with a result of that day in the grant's course."""
    grant.require(Permission.COURSE_READ)
    query = (
        select(QuestionnaireResult.instrument)
        .where(
            QuestionnaireResult.practice_id == grant.practice_id,
            QuestionnaireResult.course_id == grant.course_id,
            QuestionnaireResult.taken_on == on,
        )
        .order_by(QuestionnaireResult.instrument)
    )
    return tuple(connection.scalars(query))


def written_exercises(connection: Connection, grant: Grant) -> str:
    """What the therapist wrote down to practise, with the last session that says so; empty where none does."""
    grant.require(Permission.COURSE_READ)
    query = (
        select(SessionLog.home_exercises)
        .where(
            SessionLog.practice_id == grant.practice_id,
            SessionLog.course_id == grant.course_id,
            SessionLog.home_exercises.is_not(None),
        )
        .order_by(SessionLog.day.desc(), SessionLog.started_at.desc(), SessionLog.id.desc())
        .limit(1)
    )
    return connection.scalar(query) or ""
