"""Only the newest course of a client is worked on: it is the one that every page opens and the client fills in."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.orm import aliased

from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant
from runtherapy_data.store.tables import Course


def stay_with_newest(connection: Connection, grant: Grant, course_id: UUID) -> None:
    """Refuse where a newer course of the same client was begun since the leave of the grant was given.

    `access` gives leave for the newest course, on every press; this holds in the transaction of the write itself. The
    order is that of `access`.

    Raises:
        ConflictError: there is a newer one.
    """
    newer = aliased(Course)
    later = or_(newer.starts_on > Course.starts_on, and_(newer.starts_on == Course.starts_on, newer.id > Course.id))
    same = and_(newer.practice_id == Course.practice_id, newer.client_id == Course.client_id, later)
    query = (
        select(newer.id)
        .join_from(Course, newer, same)
        .where(Course.practice_id == grant.practice_id, Course.id == course_id)
    )
    if connection.scalar(query.limit(1)) is not None:
        raise ConflictError(
            N_("A newer course of this client was begun meanwhile."), N_("Open the page again: it is about that one.")
        )
