"""What was agreed about one course: how long, how often, how the load grows, how it ended, when to meet again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from runtherapy_data.errors import NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.protocol import last_day
from runtherapy_data.store.tables import Course


@dataclass(frozen=True, slots=True)
class Terms:
    """`ends_on` is the last day, where the course ended or will end; `follow_up_on` when they meet again after it.

    `mode` and `end_reason` are codes; `end_note` is what the therapist wrote about the end.
    """

    starts_on: dt.date
    planned_weeks: int
    sessions_per_week: int
    mode: str
    ends_on: dt.date | None = None
    end_reason: str | None = None
    end_note: str | None = None
    follow_up_on: dt.date | None = None

    @property
    def last_on(self) -> dt.date:
        """The last day, as it is or as it is planned."""
        return self.ends_on or last_day(self.starts_on, self.planned_weeks)


_COLUMNS: Final = tuple(getattr(Course, name) for name in Terms.__dataclass_fields__)


def terms(connection: Connection, grant: Grant) -> Terms:
    """What was agreed about the course of the grant."""
    grant.require(Permission.COURSE_WRITE, Permission.COURSE_READ)
    query = select(*_COLUMNS).where(Course.practice_id == grant.practice_id, Course.id == grant.course_id)
    row = connection.execute(query).one_or_none()
    if row is None:  # erased between the check and the read
        raise NotFoundError(N_("This course is no longer there."))
    return Terms(*row)
