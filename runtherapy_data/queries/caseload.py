"""The courses that somebody treats today, each kind of fact in one statement for all of them together.

Only a client's newest course is listed: it is the one that opens under the client's code.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.daily import ENERGY, MOOD, SLEEP
from runtherapy_data.measures.days import event_through
from runtherapy_data.queries.appointments import ahead
from runtherapy_data.store.tables import CheckIn, Client, Course, LifeEvent, PhaseStart, QuestionnaireResult, SessionLog

SPARK_MEASURES: Final = (MOOD.code, SLEEP.code, ENERGY.code)
DailyValues = dict[UUID, dict[str, tuple[int | None, ...]]]


@dataclass(frozen=True, slots=True)
class CaseloadCourse:
    """One course of a caseload, with the last day of each kind of fact (None: never)."""

    course_id: UUID
    client_code: str
    client_name: str | None
    complaint: str
    mode: str
    starts_on: dt.date
    planned_weeks: int
    ends_on: dt.date | None
    end_reason: str | None
    last_check_in_on: dt.date | None
    last_result_on: dt.date | None
    next_appointment_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class EventNow:
    """A life event that is going on: what it is, and its first day."""

    kind: str
    first_on: dt.date


@dataclass(frozen=True, slots=True)
class LastSession:
    """The newest session of a course: its day, and whether the therapist was there."""

    day: dt.date
    kind: str


def _reached(grant: Grant, practice_id: Any, course_id: Any) -> ColumnElement[bool]:
    here: ColumnElement[bool] = practice_id == grant.practice_id
    return here if grant.courses is None else and_(here, course_id.in_(grant.courses))


def _newest() -> ColumnElement[bool]:
    """No later course of the same client: the order is that of the grant for one client."""
    later = aliased(Course)
    return ~exists().where(
        later.practice_id == Course.practice_id,
        later.client_id == Course.client_id,
        or_(later.starts_on > Course.starts_on, and_(later.starts_on == Course.starts_on, later.id > Course.id)),
    )


def _latest(table: Any, day: InstrumentedAttribute[dt.date]) -> ScalarSelect[Any]:
    """The last day of a kind of fact: a seek for each course where the day is in the key, never a read of them all."""
    return (
        select(func.max(day))
        .where(table.practice_id == Course.practice_id, table.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )


def courses(connection: Connection, grant: Grant, moment: dt.datetime) -> tuple[CaseloadCourse, ...]:
    """The newest course of each client in the caseload, by client code; appointments after `moment` only."""
    grant.require(Permission.CASELOAD_READ)
    query = (
        select(
            Course.id,
            Client.code,
            Client.name,
            Course.complaint,
            Course.mode,
            Course.starts_on,
            Course.planned_weeks,
            Course.ends_on,
            Course.end_reason,
            _latest(CheckIn, CheckIn.day),
            _latest(QuestionnaireResult, QuestionnaireResult.taken_on),
        )
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(_reached(grant, Course.practice_id, Course.id), _newest())
        .order_by(Client.code)
    )
    meets = ahead(connection, grant, moment)
    rows = connection.execute(query).all()
    return tuple(replace(CaseloadCourse(*row), next_appointment_at=meets.get(row.id)) for row in rows)


def phases(connection: Connection, grant: Grant, on: dt.date) -> dict[UUID, str]:
    """Course → the phase it is in on that day, as its therapist set it; a course before its first phase is absent."""
    grant.require(Permission.CASELOAD_READ)
    query = (
        select(PhaseStart.course_id, PhaseStart.phase)
        .where(_reached(grant, PhaseStart.practice_id, PhaseStart.course_id), PhaseStart.starts_on <= on)
        .order_by(PhaseStart.starts_on)
    )
    return {row.course_id: row.phase for row in connection.execute(query)}  # the last one stays


def events_now(connection: Connection, grant: Grant, on: dt.date) -> dict[UUID, EventNow]:
    """Course → the life event that counts on that day, the one that began last where there are several."""
    grant.require(Permission.CASELOAD_READ)
    query = (
        select(LifeEvent.course_id, LifeEvent.kind, LifeEvent.starts_on, LifeEvent.ends_on)
        .where(
            _reached(grant, LifeEvent.practice_id, LifeEvent.course_id),
            LifeEvent.starts_on <= on,
            or_(LifeEvent.ends_on.is_(None), LifeEvent.ends_on >= on),
        )
        .order_by(LifeEvent.starts_on, LifeEvent.id)
    )
    return {
        row.course_id: EventNow(row.kind, row.starts_on)
        for row in connection.execute(query)
        if event_through(row.starts_on, row.ends_on, on) >= on
    }


def last_sessions(connection: Connection, grant: Grant, on: dt.date) -> dict[UUID, LastSession]:
    """Course → its newest session up to and including that day; a course without one is absent."""
    grant.require(Permission.CASELOAD_READ)
    newest_first = (SessionLog.day.desc(), SessionLog.started_at.desc(), SessionLog.id.desc())
    rank = func.row_number().over(partition_by=SessionLog.course_id, order_by=newest_first).label("rank")
    ranked = (
        select(SessionLog.course_id, SessionLog.day, SessionLog.kind, rank)
        .where(_reached(grant, SessionLog.practice_id, SessionLog.course_id), SessionLog.day <= on)
        .subquery()
    )
    query = select(ranked.c.course_id, ranked.c.day, ranked.c.kind).where(ranked.c.rank == 1)
    return {course_id: LastSession(day, kind) for course_id, day, kind in connection.execute(query)}


def daily(connection: Connection, grant: Grant, last: dt.date, days: int) -> DailyValues:
    """Course → measure → one value (0–10) for each of the `days` days through `last`, None where it was not answered.

    A course without any answer in these days is absent.
    """
    grant.require(Permission.CASELOAD_READ)
    first = last - dt.timedelta(days=days - 1)
    answers = [getattr(CheckIn, measure) for measure in SPARK_MEASURES]
    query = select(CheckIn.course_id, CheckIn.day, *answers).where(
        _reached(grant, CheckIn.practice_id, CheckIn.course_id), CheckIn.day.between(first, last)
    )
    found: dict[UUID, list[list[int | None]]] = {}
    for course_id, day, *values in connection.execute(query):
        lines = found.setdefault(course_id, [[None] * days for _ in SPARK_MEASURES])
        for line, value in zip(lines, values, strict=True):
            line[(day - first).days] = value
    return {
        course_id: {measure: tuple(line) for measure, line in zip(SPARK_MEASURES, lines, strict=True)}
        for course_id, lines in found.items()
    }
