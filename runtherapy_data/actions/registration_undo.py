"""Take a registration back that was a mistake: somebody was registered twice, or the wrong one was.

Only as long as nothing was filled in: what somebody wrote is never erased by the way. The audit trail goes on telling
that a course was begun and taken back, by its id and nothing else.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Table, delete, func, select
from sqlalchemy.exc import IntegrityError

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.intake import intake
from runtherapy_data.store import tables, writing

UNDO: Final = "course.unbegin"
# What makes it more than a registration; and what a registration leaves behind, the last of it first.
_WRITTEN: Final = (
    tables.CheckIn, tables.WeekReflection, tables.SessionLog, tables.QuestionnaireResult, tables.ExerciseGiven,
    tables.LifeEvent, tables.Goal, tables.MedicalPoint, tables.PlanWeek, tables.Signal,
)  # fmt: skip
_LEFT: Final = (
    tables.Correction, tables.SignalEvaluation, tables.Draft, tables.QuestionnaireDue, tables.Intake,
    tables.PhaseStart, tables.CourseComplaint, tables.Assignment,
)  # fmt: skip


def can_undo(connection: Connection, grant: Grant) -> bool:
    """Whether nothing was filled in yet, and it is the first course of a client who was not let in yet."""
    grant.require(Permission.COURSE_WRITE)
    held = intake(connection, grant)
    if held.revision != 1:  # begun elsewhere, or written in
        return False
    course, account = tables.Course, tables.Account
    of_client = (course.practice_id == grant.practice_id, course.client_id.in_(grant.clients))
    if connection.scalar(select(func.count()).select_from(course).where(*of_client)) != 1:
        return False
    let_in = (account.practice_id == grant.practice_id, account.client_id.in_(grant.clients))
    if connection.scalar(select(account.id).where(*let_in).limit(1)) is not None:
        return False
    return not any(_has(connection, grant, one.__table__) for one in _WRITTEN)  # type: ignore[arg-type]


def undo(grant: Grant, key: str) -> bool | None:
    """Erase the grant's course, its client and their consents; None when this key was used before.

    Raises:
        ConflictError: something was filled in, the client was let in, or there is another course.
    """
    grant.require(Permission.COURSE_WRITE)
    here, (client_id,) = grant.practice_id, grant.clients
    try:
        with writing(grant) as connection:
            if not first_time(connection, grant, key, UNDO):
                return None
            if not can_undo(connection, grant):
                raise _written()
            for one in _LEFT:
                connection.execute(delete(one).where(one.practice_id == here, one.course_id == grant.course_id))
            course, consent, client = tables.Course, tables.Consent, tables.Client
            connection.execute(delete(course).where(course.practice_id == here, course.id == grant.course_id))
            connection.execute(delete(consent).where(consent.practice_id == here, consent.client_id == client_id))
            connection.execute(delete(client).where(client.practice_id == here, client.id == client_id))
            audit.record(
                connection, grant.principal, UNDO, course_id=grant.course_id, detail={"client": str(client_id)}
            )
    except IntegrityError as error:  # a note or a draft of somebody else, which nobody else can see
        raise _written() from error
    return True


def _has(connection: Connection, grant: Grant, table: Table) -> bool:
    here = (table.c.practice_id == grant.practice_id, table.c.course_id == grant.course_id)
    return connection.execute(select(table.c.course_id).where(*here).limit(1)).first() is not None


def _written() -> ConflictError:
    return ConflictError(
        N_("Something was filled in since: this registration stays."),
        N_("Where no therapy follows, say so as the outcome of the intake."),
    )
