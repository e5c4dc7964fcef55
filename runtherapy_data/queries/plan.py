"""The plan of one course, and how many minutes its weeks held so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.build_up import PlannedWeek
from runtherapy_data.measures.days import week_of
from runtherapy_data.store.tables import Client, Course, CourseComplaint, PlanWeek, SessionLog


@dataclass(frozen=True, slots=True)
class Terms:
    """What a course is planned by: whose it is, its complaints (the primary one first), when and how long."""

    client_code: str
    client_name: str | None
    complaints: tuple[str, ...]
    mode: str
    starts_on: dt.date
    planned_weeks: int
    sessions_per_week: int
    ends_on: dt.date | None
    end_reason: str | None


def terms(connection: Connection, grant: Grant) -> Terms:
    """What the grant's course is planned by."""
    grant.require(Permission.COURSE_WRITE, Permission.COURSE_READ)
    query = (
        select(
            Client.code, Client.name, Course.complaint, Course.mode, Course.starts_on, Course.planned_weeks,
            Course.sessions_per_week, Course.ends_on, Course.end_reason,
        )
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    )  # fmt: skip
    secondary = (
        select(CourseComplaint.complaint)
        .where(CourseComplaint.practice_id == grant.practice_id, CourseComplaint.course_id == grant.course_id)
        .order_by(CourseComplaint.complaint)
    )
    row = connection.execute(query).one()
    return Terms(row.code, row.name, (row.complaint, *connection.scalars(secondary)), *row[3:])


def planned(connection: Connection, grant: Grant) -> tuple[PlannedWeek, ...]:
    """The weeks that were planned in the grant's course, in order; none before a plan was kept."""
    grant.require(Permission.COURSE_WRITE, Permission.COURSE_READ)
    query = (
        select(PlanWeek.week, PlanWeek.sessions, PlanWeek.minutes)
        .where(PlanWeek.practice_id == grant.practice_id, PlanWeek.course_id == grant.course_id)
        .order_by(PlanWeek.week)
    )
    return tuple(PlannedWeek(*row) for row in connection.execute(query))


def done(connection: Connection, grant: Grant, starts_on: dt.date) -> dict[int, tuple[int, int]]:
    """Week of the course → minutes walked and minutes run in it; a week without a session is not there."""
    grant.require(Permission.COURSE_WRITE, Permission.COURSE_READ)
    query = select(SessionLog.day, SessionLog.walking_minutes, SessionLog.running_minutes).where(
        SessionLog.practice_id == grant.practice_id, SessionLog.course_id == grant.course_id
    )
    made: dict[int, tuple[int, int]] = {}
    for day, walked, ran in connection.execute(query):
        week = week_of(starts_on, day)
        before = made.get(week, (0, 0))
        made[week] = (before[0] + walked, before[1] + ran)
    return made
