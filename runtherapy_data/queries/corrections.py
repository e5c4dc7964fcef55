"""What was corrected in a course, by whom and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.observations import OBSERVED
from runtherapy_data.store.tables import Account, Correction

# A client corrects these themselves; what a therapist wrote beside a session is not theirs to read, also as it was.
_TO_CLIENTS: Final = ("check_in", "week_reflection", "exercise_done", "session_log")
_FOR_THERAPISTS: Final = (*OBSERVED, "picks")


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction: when (UTC), by whom, and the columns that differ. None for what was not there."""

    at: dt.datetime
    who: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None


def of_fact(connection: Connection, grant: Grant, fact: str, fact_key: str) -> tuple[Corrected, ...]:
    """The corrections of one fact of the grant's course, the newest first.

    A client gets those of what they fill in themselves, without what a therapist observed; of all else there are none.
    """
    grant.require(
        Permission.COURSE_READ, Permission.COURSE_WRITE, Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE,
        Permission.RESULT_WRITE,
    )  # fmt: skip
    by_therapist = grant.principal.role == Role.THERAPIST
    if not by_therapist and fact not in _TO_CLIENTS:
        return ()
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
    shown = _whole if by_therapist else _without_observations
    return tuple(Corrected(row.at, row.name or "", shown(row.old), shown(row.new)) for row in connection.execute(query))


def _whole(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return values


def _without_observations(values: dict[str, Any] | None) -> dict[str, Any] | None:
    return values and {name: value for name, value in values.items() if name not in _FOR_THERAPISTS}
