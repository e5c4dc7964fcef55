"""Correct what was registered: name, how to reach somebody, complaints and, before anything happened, the first day."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions import corrections, questionnaire_asks
from runtherapy_data.actions.evaluation import look_again, outdate
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.protocol import last_day
from runtherapy_data.measures.registering import Beginning, checked
from runtherapy_data.queries.intake import has_facts
from runtherapy_data.queries.registered import Registered, registered
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import Client, Course, CourseComplaint, PhaseStart

CHANGE: Final = "course.register"


def change(grant: Grant, key: str, wanted: Registered, *, was: Registered) -> Registered | None:
    """Write what is registered anew; what stood before, or None when this key was used before.

    Args:
        grant: leave to work on the course.
        key: names this one intention; see `once`.
        wanted: all of it, as it is to be.
        was: what the writer had before them.

    Raises:
        InvalidInputError: `field` is name, contact, complaint, secondary or starts_on.
        ChangedMeanwhileError: somebody else changed it meanwhile; `now` is what stands.
        ConflictError: the first day cannot be moved any more.
    """
    grant.require(Permission.COURSE_WRITE)
    on = today(grant.principal.zone)
    beginning = checked(
        Beginning(wanted.complaint, wanted.starts_on, wanted.secondary, name=wanted.name, contact=wanted.contact), on
    )
    said = Registered(
        beginning.name, beginning.contact, beginning.complaint, tuple(sorted(beginning.secondary)), beginning.starts_on
    )
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CHANGE):
            return None
        held = registered(connection, grant)
        if held != was:
            raise ChangedMeanwhileError(
                N_("Somebody else changed what is registered meanwhile."),
                N_("Look at what stands there now, and change it again where needed."),
                now=held, revision=0,
            )  # fmt: skip
        _write(connection, grant, held, said)
        before, after = asdict(held), asdict(said)
        corrections.keep(connection, grant, "registered", str(grant.course_id), before, after)
        names = sorted(name for name in after if after[name] != before[name])
        audit.record(connection, grant.principal, CHANGE, course_id=grant.course_id, detail={"changed": names})
    if said.starts_on != held.starts_on:
        look_again(grant, [grant.course_id])
    return held


def _write(connection: Connection, grant: Grant, held: Registered, said: Registered) -> None:
    here, (client_id,) = grant.practice_id, grant.clients
    connection.execute(
        update(Client)
        .where(Client.practice_id == here, Client.id == client_id)
        .values(name=said.name or None, contact=said.contact or None)
    )
    connection.execute(
        update(Course).where(Course.practice_id == here, Course.id == grant.course_id).values(complaint=said.complaint)
    )
    if said.secondary != held.secondary:
        of = (CourseComplaint.practice_id == here, CourseComplaint.course_id == grant.course_id)
        connection.execute(delete(CourseComplaint).where(*of))
        rows = [
            {"practice_id": here, "course_id": grant.course_id, "complaint": one} for one in said.secondary
        ]  # fmt: skip
        if rows:
            connection.execute(insert(CourseComplaint), rows)
    if said.starts_on != held.starts_on:
        _move(connection, grant, held.starts_on, said.starts_on)


def _move(connection: Connection, grant: Grant, old: dt.date, new: dt.date) -> None:
    """Another first day: its phase and what is asked move along, as long as nothing was reported and nothing ended."""
    course = (Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    row = connection.execute(select(Course.ends_on, Course.planned_weeks).where(*course)).one()
    phase = (PhaseStart.practice_id == grant.practice_id, PhaseStart.course_id == grant.course_id)
    days = list(connection.scalars(select(PhaseStart.starts_on).where(*phase)))
    if row.ends_on is not None or has_facts(connection, grant) or any(day != old for day in days):
        raise ConflictError(
            N_("The first day stands: something happened in this course already."),
            N_("Leave the first day as it is; the rest can be changed."),
        )
    if _earlier_ends_after(connection, grant, new):
        raise ConflictError(N_("The earlier course goes on until after that day."), N_("Choose a later day."))
    connection.execute(update(Course).where(*course).values(starts_on=new))
    connection.execute(update(PhaseStart).where(*phase).values(starts_on=new))
    ends_on = last_day(new, row.planned_weeks)
    questionnaire_asks.replan(connection, grant, grant.course_id, starts_on=new, ends_on=ends_on)
    outdate(connection, grant, [grant.course_id])


def _earlier_ends_after(connection: Connection, grant: Grant, day: dt.date) -> bool:
    query = select(Course.id).where(
        Course.practice_id == grant.practice_id,
        Course.client_id.in_(grant.clients),
        Course.id != grant.course_id,
        Course.ends_on >= day,
    )
    return connection.scalar(query.limit(1)) is not None
