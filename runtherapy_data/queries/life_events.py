"""The life events of one course with their ids, for whoever may change them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import LifeEvent


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """One life event; `last_on` is None while it is not over."""

    id: UUID
    kind: str
    first_on: dt.date
    last_on: dt.date | None
    note: str


def of_course(connection: Connection, grant: Grant) -> tuple[HeldEvent, ...]:
    """What was noted in the course of the grant, the newest first."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(LifeEvent.id, LifeEvent.kind, LifeEvent.starts_on, LifeEvent.ends_on, LifeEvent.note)
        .where(LifeEvent.practice_id == grant.practice_id, LifeEvent.course_id == grant.course_id)
        .order_by(LifeEvent.starts_on.desc(), LifeEvent.id.desc())
    )
    return tuple(
        HeldEvent(row.id, row.kind, row.starts_on, row.ends_on, row.note or "") for row in connection.execute(query)
    )
