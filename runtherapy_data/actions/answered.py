"""A row of answers to one day or week of a course: written, corrected or taken away, with its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from runtherapy_data.actions import corrections
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import now
from runtherapy_data.store.tables import CheckIn, WeekReflection

Table = type[CheckIn] | type[WeekReflection]
_KEYS: Final[dict[Table, str]] = {CheckIn: "day", WeekReflection: "week_on"}


def put(connection: Connection, grant: Grant, table: Table, on: dt.date, answers: Mapping[str, Any]) -> bool:
    """Let these answers stand for the day (or the week that begins on it), and no others; False where they did already.

    Where nothing is answered any more, no row is left. What stood before is kept as a correction.
    """
    grant.require(Permission.CHECK_IN_WRITE)
    rows: Any = table.__table__
    here = (
        rows.c.practice_id == grant.practice_id, rows.c.course_id == grant.course_id, rows.c[_KEYS[table]] == on,
    )  # fmt: skip
    stood = connection.execute(select(*(rows.c[name] for name in answers)).where(*here)).one_or_none()
    new = dict(answers) if any(value is not None for value in answers.values()) else None
    if stood is None:
        if new is None:
            return False
        key = {"practice_id": grant.practice_id, "course_id": grant.course_id, _KEYS[table]: on}
        connection.execute(insert(rows).values(**key, **new, recorded_at=now()))
        return True
    if not corrections.keep(connection, grant, rows.name, on.isoformat(), dict(stood._mapping), new):
        return False
    if new is None:
        connection.execute(delete(rows).where(*here))
    else:
        connection.execute(update(rows).where(*here).values(**new, recorded_at=now()))
    return True
