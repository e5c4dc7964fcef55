"""Who stands in for whom, and when: for the administrator of the practice, and for a therapist's own list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlalchemy.orm import aliased

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Account, Substitution


@dataclass(frozen=True, slots=True)
class Standing:
    """`substitute` has the caseload of `therapist` from `from_on` through the day before `until_on`.

    `is_open`: the substitute's account is; while it is closed the caseload is in nobody else's hands.
    """

    id: UUID
    therapist_id: UUID
    therapist: str
    substitute_id: UUID
    substitute: str
    from_on: dt.date
    until_on: dt.date
    is_open: bool = True

    @property
    def last_on(self) -> dt.date:
        """The last day."""
        return self.until_on - dt.timedelta(days=1)

    def runs(self, on: dt.date) -> bool:
        """Whether it is so on that day."""
        return self.from_on <= on < self.until_on


def from_then_on(connection: Connection, grant: Grant, on: dt.date) -> tuple[Standing, ...]:
    """What runs on that day or begins later in the practice, by first day."""
    grant.require(Permission.PEOPLE_READ, Permission.PEOPLE_WRITE)
    return _standing(connection, grant, on)


def own(connection: Connection, grant: Grant, on: dt.date) -> tuple[Standing, ...]:
    """For whom the holder of the grant stands in, and who stands in for them, on that day or later; by first day."""
    grant.require(Permission.CASELOAD_READ)
    me = grant.principal.account_id
    return _standing(connection, grant, on, or_(Substitution.account_id == me, Substitution.substitute_id == me))


def _standing(
    connection: Connection, grant: Grant, on: dt.date, *conditions: ColumnElement[bool]
) -> tuple[Standing, ...]:
    away, stands_in = aliased(Account), aliased(Account)
    query = (
        select(
            Substitution.id, away.id.label("therapist_id"), away.name.label("therapist"),
            stands_in.id.label("substitute_id"), stands_in.name.label("substitute"), Substitution.from_on,
            Substitution.until_on, stands_in.active.label("is_open"),
        )
        .join(away, away.id == Substitution.account_id)
        .join(stands_in, stands_in.id == Substitution.substitute_id)
        .where(Substitution.practice_id == grant.practice_id, Substitution.until_on > on, *conditions)
        .order_by(Substitution.from_on, away.name, stands_in.name, Substitution.id)
    )  # fmt: skip
    return tuple(Standing(*row) for row in connection.execute(query))


def in_whose_place(connection: Connection, grant: Grant) -> dict[UUID, str]:
    """Course → the names of the colleagues in whose place the holder of the grant has it; empty for one's own."""
    grant.require(Permission.CASELOAD_READ, Permission.COURSE_READ, Permission.COURSE_WRITE)
    standing_in = grant.principal.standing_in
    if not standing_in:
        return {}
    absent = {account for _, account in standing_in}
    named = select(Account.id, Account.name).where(Account.practice_id == grant.practice_id, Account.id.in_(absent))
    names = {row.id: row.name for row in connection.execute(named)}
    found: dict[UUID, list[str]] = {}
    for course, account in standing_in:
        found.setdefault(course, []).append(names.get(account, ""))
    return {course: ", ".join(sorted(filter(None, every))) for course, every in found.items()}
