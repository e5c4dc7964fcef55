"""What was changed about the course itself: its phases, its pauses, what was agreed; by whom and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Account, Correction

FACTS: Final = ("course", "phase", "life_event")
OF_INTAKE: Final = ("registered", "intake", "medical_point", "goal", "plan_week")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: when (UTC), by whom, of which kind of fact (its table), and the columns that differ.

    None for what was not there: before it was set, or after it was taken away.
    """

    at: dt.datetime
    who: str
    fact: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def changes(connection: Connection, grant: Grant, facts: tuple[str, ...] = FACTS) -> tuple[Change, ...]:
    """Every change of these facts in the course of the grant, the newest first."""
    grant.require(Permission.COURSE_WRITE)
    query = (
        select(Correction.at, Account.name, Correction.fact, Correction.old, Correction.new)
        .outerjoin(Account, Account.id == Correction.account_id)
        .where(
            Correction.practice_id == grant.practice_id,
            Correction.course_id == grant.course_id,
            Correction.fact.in_(facts),
        )
        .order_by(Correction.at.desc(), Correction.id.desc())
    )
    return tuple(Change(row.at, row.name or "", *row[2:]) for row in connection.execute(query))
