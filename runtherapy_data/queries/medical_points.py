"""What is medical to keep in mind in one course, and what of it the therapist has confirmed. For therapists only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Account, MedicalPoint


@dataclass(frozen=True, slots=True)
class HeldPoint:
    """One point of attention; `confirmed_at` (UTC) and `by` are empty until a therapist confirmed it."""

    id: UUID
    words: str
    confirmed_at: dt.datetime | None = None
    confirmed_by: UUID | None = None
    by: str = ""

    @property
    def is_open(self) -> bool:
        """Nobody has confirmed it yet."""
        return self.confirmed_at is None


def points(connection: Connection, grant: Grant) -> tuple[HeldPoint, ...]:
    """The medical points of the grant's course, in the order in which they were noted."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(MedicalPoint.id, MedicalPoint.words, MedicalPoint.confirmed_at, MedicalPoint.confirmed_by, Account.name)
        .outerjoin(
            Account, and_(Account.id == MedicalPoint.confirmed_by, Account.practice_id == MedicalPoint.practice_id)
        )
        .where(MedicalPoint.practice_id == grant.practice_id, MedicalPoint.course_id == grant.course_id)
        .order_by(MedicalPoint.id)
    )
    return tuple(
        HeldPoint(row.id, row.words, row.confirmed_at, row.confirmed_by, row.name or "")
        for row in connection.execute(query)
    )
