"""What was registered of one client and their newest course: whose it is, for which complaints, from when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Client, Course, CourseComplaint


@dataclass(frozen=True, slots=True)
class Registered:
    """`name` and `contact` may be empty; `secondary` complaints stand in the order of their codes."""

    name: str
    contact: str
    complaint: str
    secondary: tuple[str, ...]
    starts_on: dt.date


def registered(connection: Connection, grant: Grant) -> Registered:
    """What is registered of the grant's client and course."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(Client.name, Client.contact, Course.complaint, Course.starts_on)
        .join(Course, and_(Course.practice_id == Client.practice_id, Course.client_id == Client.id))
        .where(Client.practice_id == grant.practice_id, Course.id == grant.course_id)
    )
    row = connection.execute(query).one()
    secondary = (
        select(CourseComplaint.complaint)
        .where(CourseComplaint.practice_id == grant.practice_id, CourseComplaint.course_id == grant.course_id)
        .order_by(CourseComplaint.complaint)
    )
    return Registered(
        row.name or "", row.contact or "", row.complaint, tuple(connection.scalars(secondary)), row.starts_on
    )
