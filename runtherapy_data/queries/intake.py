"""What was found at the intake of one course, and which courses of a caseload are still in their intake."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import (
    CheckIn,
    Client,
    Course,
    Intake,
    QuestionnaireResult,
    SessionLog,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldIntake:
    """What a therapist found; `revision` 0 where nothing was written yet. No outcome: the intake goes on."""

    complaints: str = ""
    physical_capacity: str = ""
    mental_capacity: str = ""
    outcome: str | None = None
    referred_to: str = ""
    decided_on: dt.date | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class GoingOn:
    """A course whose intake has no outcome yet."""

    client_code: str
    client_name: str | None
    starts_on: dt.date


@dataclass(frozen=True, slots=True)
class Former:
    """A client whose newest course has ended, and when."""

    client_code: str
    client_name: str | None
    ends_on: dt.date


def intake(connection: Connection, grant: Grant) -> HeldIntake:
    """The intake of the grant's course."""
    grant.require(Permission.COURSE_WRITE)
    query = select(
        Intake.complaints, Intake.physical_capacity, Intake.mental_capacity, Intake.outcome, Intake.referred_to,
        Intake.decided_on, Intake.revision,
    ).where(Intake.practice_id == grant.practice_id, Intake.course_id == grant.course_id)  # fmt: skip
    row = connection.execute(query).one_or_none()
    if row is None:
        return HeldIntake()
    return HeldIntake(
        row.complaints or "", row.physical_capacity or "", row.mental_capacity or "", row.outcome,
        row.referred_to or "", row.decided_on, row.revision,
    )  # fmt: skip


def has_facts(connection: Connection, grant: Grant) -> bool:
    """Whether anything was reported in the grant's course: a check-in, a session, a questionnaire."""
    grant.require(Permission.COURSE_WRITE)
    for table in (CheckIn, SessionLog, QuestionnaireResult):
        here = (table.practice_id == grant.practice_id, table.course_id == grant.course_id)
        if connection.scalar(select(table.course_id).where(*here).limit(1)) is not None:
            return True
    return False


def going_on(connection: Connection, grant: Grant) -> tuple[GoingOn, ...]:
    """The courses of a caseload that run or have yet to begin, and whose intake goes on: the newest first.

    An intake goes on where one was begun here and has no outcome yet.
    """
    grant.require(Permission.CASELOAD_READ)
    query = (
        select(Client.code, Client.name, Course.starts_on)
        .select_from(Intake)
        .join(Course, and_(Course.practice_id == Intake.practice_id, Course.id == Intake.course_id))
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(
            Intake.practice_id == grant.practice_id,
            Intake.course_id.in_(grant.courses or ()),
            Intake.outcome.is_(None),
            Course.ends_on.is_(None),
        )
        .order_by(Course.starts_on.desc(), Client.code)
    )
    return tuple(GoingOn(*row) for row in connection.execute(query))


def former(connection: Connection, grant: Grant, today: dt.date) -> tuple[Former, ...]:
    """The clients of a caseload whose newest course is over, by code: a new one may begin for them."""
    grant.require(Permission.CASELOAD_READ)
    query = (
        select(Client.code, Client.name, func.max(Course.ends_on))
        .join(Course, and_(Course.practice_id == Client.practice_id, Course.client_id == Client.id))
        .where(Client.practice_id == grant.practice_id, Course.id.in_(grant.courses or ()))
        .group_by(Client.code, Client.name)
        .having(and_(func.count() == func.count(Course.ends_on), func.max(Course.ends_on) < today))
        .order_by(Client.code)
    )
    return tuple(Former(code, name, last) for code, name, last in connection.execute(query) if last is not None)
