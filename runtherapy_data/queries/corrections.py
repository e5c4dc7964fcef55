"""What was corrected in a course, by whom and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Account, Correction


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction: when (UTC), by whom, and the columns that differ. None for what was not there."""

    at: dt.datetime
    who: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def of_fact(connection: Connection, grant: Grant, fact: str, fact_key: str) -> tuple[Corrected, ...]:
    """The corrections of one fact of the grant's course, the newest first."""
    grant.require(
        Permission.COURSE_READ, Permission.COURSE_WRITE, Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE,
        Permission.RESULT_WRITE,
    )  # fmt: skip
    query = (
        select(Correction.at, Account.name, Correction.old, Correction.new)
        .outerjoin(Account, Account.id == Correction.account_id)
        .where(
            Correction.practice_id == grant.practice_id,
            Correction.course_id == grant.course_id,
            Correction.fact == fact,
            Correction.fact_key == fact_key,
        )
        .order_by(Correction.at.desc(), Correction.id.desc())
    )
    return tuple(Corrected(row.at, row.name or "", row.old, row.new) for row in connection.execute(query))
