"""The next appointment of each course: made at a session, and still to come."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import Connection, and_, select, true

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.appointments import holds
from runtherapy_data.measures.days import day_in
from runtherapy_data.store.tables import Course, SessionLog


def ahead(connection: Connection, grant: Grant, moment: dt.datetime) -> dict[UUID, dt.datetime]:
    """Course → its first appointment from a moment on (UTC) that holds; a course without one is absent."""
    grant.require(Permission.CASELOAD_READ, Permission.COURSE_READ)
    of_course = and_(Course.practice_id == SessionLog.practice_id, Course.id == SessionLog.course_id)
    reached = true() if grant.courses is None else SessionLog.course_id.in_(grant.courses)
    query = (
        select(
            SessionLog.course_id, SessionLog.next_appointment_at, SessionLog.day, Course.ends_on, Course.follow_up_on
        )
        .join(Course, of_course)
        .where(SessionLog.practice_id == grant.practice_id, reached, SessionLog.next_appointment_at >= moment)
        .order_by(SessionLog.next_appointment_at.desc())
    )
    return {  # the earliest stays
        course_id: meets
        for course_id, meets, made_on, ends_on, follow_up_on in connection.execute(query)
        if meets and holds(day_in(grant.principal.zone, meets), made_on, ends_on, follow_up_on)
    }
