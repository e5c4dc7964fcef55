"""A course that the intake decided against: ended as not begun, and opened again as it stood."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select, update

from runtherapy_data.actions import corrections, questionnaire_asks
from runtherapy_data.actions.evaluation import outdate
from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.codes import EndReason
from runtherapy_data.store.tables import Correction, Course, SessionLog

_FACT: Final = "course"
_ASKS: Final = "asks_dropped"


def end_unbegun(connection: Connection, grant: Grant, on: dt.date) -> None:
    """End the grant's course on this day, in the caller's transaction: nothing more is asked in it.

    A course that was to begin later never did: it then begins and ends on this day.

    Raises:
        ConflictError: sessions were logged in it, so it did begin.
    """
    grant.require(Permission.COURSE_WRITE)
    logged = select(SessionLog.id).where(
        SessionLog.practice_id == grant.practice_id, SessionLog.course_id == grant.course_id
    )
    if connection.scalar(logged.limit(1)) is not None:
        raise ConflictError(
            N_("Sessions were logged in this course: it has begun."), N_("End it on its page Plan and phases.")
        )
    starts_on = _starts_on(connection, grant)
    dropped = questionnaire_asks.drop_open(connection, grant, grant.course_id)
    ended = {"starts_on": min(starts_on, on), "ends_on": on, "end_reason": EndReason.NOT_BEGUN.value}
    _change(connection, grant, ended)
    before = {"starts_on": starts_on, "ends_on": None, "end_reason": None, _ASKS: None}
    corrections.keep(
        connection, grant, _FACT, str(grant.course_id), before, {**ended, _ASKS: [str(one) for one in dropped]}
    )


def reopen(connection: Connection, grant: Grant) -> None:
    """Open the grant's course again as it stood before `end_unbegun`, and ask again what was dropped with it."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(Correction.old, Correction.new)
        .where(
            Correction.practice_id == grant.practice_id,
            Correction.course_id == grant.course_id,
            Correction.fact == _FACT,
            Correction.fact_key == str(grant.course_id),
        )
        .order_by(Correction.at.desc(), Correction.id.desc())
    )
    ended = next((row for row in connection.execute(query) if _ended_unbegun(row.new)), None)
    starts_on, asks = _starts_on(connection, grant), list[UUID]()
    if ended is not None:
        starts_on = dt.date.fromisoformat((ended.old or {}).get("starts_on") or starts_on.isoformat())
        asks = [UUID(one) for one in ended.new.get(_ASKS) or ()]
    stood = {"starts_on": starts_on, "ends_on": None, "end_reason": None}
    before = _change(connection, grant, stood)
    questionnaire_asks.ask_again(connection, grant, grant.course_id, asks)
    corrections.keep(connection, grant, _FACT, str(grant.course_id), before, stood)


def _ended_unbegun(new: dict[str, Any] | None) -> bool:
    return (new or {}).get("end_reason") == EndReason.NOT_BEGUN.value


def _starts_on(connection: Connection, grant: Grant) -> dt.date:
    here = (Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    return connection.execute(select(Course.starts_on).where(*here)).scalar_one()


def _change(connection: Connection, grant: Grant, values: dict[str, Any]) -> dict[str, Any]:
    """Write these columns of the course; what stood in them. The rules look through it anew."""
    here = (Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    columns = (Course.starts_on, Course.ends_on, Course.end_reason)
    before = connection.execute(select(*columns).where(*here)).one()._asdict()
    connection.execute(update(Course).where(*here).values(**values))
    outdate(connection, grant, [grant.course_id])
    return dict(before)
