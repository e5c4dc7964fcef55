"""A therapist's private working notes about a course: read by the one who wrote them, and by nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import TherapistNote


@dataclass(frozen=True, slots=True)
class OwnNote:
    """One note of the reader's own; moments are UTC, `changed_at` is None when it stands as it was written."""

    id: UUID
    written_at: dt.datetime
    changed_at: dt.datetime | None
    words: str


def own(connection: Connection, grant: Grant) -> tuple[OwnNote, ...]:
    """The notes that the holder of the grant wrote about this course, the newest first; never anybody else's."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(TherapistNote.id, TherapistNote.written_at, TherapistNote.changed_at, TherapistNote.words)
        .where(
            TherapistNote.practice_id == grant.practice_id,
            TherapistNote.course_id == grant.course_id,
            TherapistNote.account_id == grant.principal.account_id,
        )
        .order_by(TherapistNote.written_at.desc(), TherapistNote.id.desc())
    )
    return tuple(OwnNote(*row) for row in connection.execute(query))
