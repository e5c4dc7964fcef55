"""The phases of one course with the days on which they begin, for whoever sets them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import PhaseStart


@dataclass(frozen=True, slots=True)
class HeldPhase:
    """From `starts_on` on the course is in this phase (its code), until the next one begins."""

    starts_on: dt.date
    phase: str


def of_course(connection: Connection, grant: Grant) -> tuple[HeldPhase, ...]:
    """The phases that were set in the course of the grant, the first one first."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(PhaseStart.starts_on, PhaseStart.phase)
        .where(PhaseStart.practice_id == grant.practice_id, PhaseStart.course_id == grant.course_id)
        .order_by(PhaseStart.starts_on)
    )
    return tuple(HeldPhase(*row) for row in connection.execute(query))
