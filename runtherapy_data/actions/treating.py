"""Who treats whom: hand a client's course over, or let somebody stand in for a while."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, insert, or_, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.codes import spellings
from runtherapy_data.store import today, writing
from runtherapy_data.store.tables import Account, Assignment, Client, Course

ASSIGN: Final = "course.assign"


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment did: who treats the course from when, and for whom it ends with that.

    `course_ended_on` is the last day of a course that ended already: it is handed over for the follow-up.
    """

    client_code: str
    therapist: str
    from_on: dt.date
    until_on: dt.date | None
    ended: tuple[str, ...]
    course_ended_on: dt.date | None = None


def assign(
    grant: Grant, key: str, *, client_code: str, therapist_id: UUID, from_on: dt.date, until_on: dt.date | None = None
) -> Assigned | None:
    """Put a client's newest course into a therapist's caseload; None when this key was used before.

    Without an end it is a hand-over: whoever treats the course now does so until the day before. With an end the
    therapist stands in beside them, up to and including the day before `until_on`.

    Raises:
        InvalidInputError: `field` is client_code, therapist, from_on or until_on.
        ConflictError: the therapist treats this course in that time already.
    """
    grant.require(Permission.PEOPLE_WRITE)
    _check_days(from_on, until_on, today(grant.principal.zone))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, ASSIGN):
            return None
        course_id, code, ends_on = _newest_course(connection, grant, client_code.strip())
        therapist = _therapist(connection, grant, therapist_id)
        current = _from_then_on(connection, grant, course_id, from_on)
        if any(
            account_id == therapist_id and _covers(begun, ends, from_on, until_on)
            for account_id, _, begun, ends in current
        ):
            raise ConflictError(N_("{name} treats client {code} in that time already."), name=therapist, code=code)
        ended = () if until_on else _end(connection, grant, course_id, from_on, therapist_id, current)
        _begin(connection, grant, course_id, therapist_id, from_on, until_on)
        detail = {
            "account": str(therapist_id), "from": from_on.isoformat(), "until": until_on and until_on.isoformat(),
            "ended": len(ended),
        }  # fmt: skip
        audit.record(connection, grant.principal, ASSIGN, course_id=course_id, detail=detail)
    over = ends_on if ends_on is not None and ends_on < today(grant.principal.zone) else None
    return Assigned(code, therapist, from_on, until_on, ended, over)


Current = tuple[UUID, str, dt.date, dt.date | None]


def _check_days(from_on: dt.date, until_on: dt.date | None, on: dt.date) -> None:
    if from_on < on:
        raise InvalidInputError(
            "from_on",
            N_("A caseload cannot be changed in the past: it says who could see what, and when."),
            N_("Choose today or a later day."),
        )
    if until_on is not None and until_on <= from_on:
        raise InvalidInputError("until_on", N_("The last day lies before the first."), N_("Choose a later last day."))


def _newest_course(connection: Connection, grant: Grant, code: str) -> tuple[UUID, str, dt.date | None]:
    """The course, its client's code as it is registered, and its last day."""
    if not code:
        raise InvalidInputError("client_code", N_("The code is missing."), N_("Fill in the code of the client."))
    query = (
        select(Course.id, Client.code, Course.ends_on)
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(Client.practice_id == grant.practice_id, Client.code.in_(spellings(code)))
        .order_by((Client.code == code).desc(), Course.starts_on.desc(), Course.id.desc())
        .limit(1)
    )
    found = connection.execute(query).one_or_none()
    if found is None:
        raise InvalidInputError(
            "client_code",
            N_("There is no course of a client with the code {code}."),
            N_("Check the code; the client has to be registered first."),
            code=code[:40],
        )
    return found.id, found.code, found.ends_on


def _therapist(connection: Connection, grant: Grant, account_id: UUID) -> str:
    query = select(Account.name).where(
        Account.practice_id == grant.practice_id,
        Account.id == account_id,
        Account.role == Role.THERAPIST,
        Account.active,
    )
    name = connection.scalar(query)
    if name is None:
        raise InvalidInputError(
            "therapist", N_("Only an active therapist of this practice can treat."), N_("Choose one from the list.")
        )
    return name


def _from_then_on(connection: Connection, grant: Grant, course_id: UUID, day: dt.date) -> list[Current]:
    """Who treats the course on that day or will later: (account, name, first day, day after the last or None)."""
    query = (
        select(Assignment.account_id, Account.name, Assignment.from_on, Assignment.until_on)
        .join(Account, Account.id == Assignment.account_id)
        .where(
            Assignment.practice_id == grant.practice_id,
            Assignment.course_id == course_id,
            or_(Assignment.until_on.is_(None), Assignment.until_on > day),
            or_(Assignment.until_on.is_(None), Assignment.until_on > Assignment.from_on),
        )
        .order_by(Assignment.from_on, Account.name)
    )
    return [(row.account_id, row.name, row.from_on, row.until_on) for row in connection.execute(query)]


def _covers(begun: dt.date, ends: dt.date | None, from_on: dt.date, until_on: dt.date | None) -> bool:
    """Whether the time asked for lies within a time that is there already."""
    return begun <= from_on and (ends is None or (until_on is not None and ends >= until_on))


def _end(
    connection: Connection, grant: Grant, course_id: UUID, day: dt.date, successor: UUID, current: list[Current]
) -> tuple[str, ...]:
    """End what runs on that day, and what would begin later: it keeps its row, with no day left in it."""
    for account_id, _, begun, _ends in current:
        connection.execute(
            update(Assignment)
            .where(
                Assignment.practice_id == grant.practice_id,
                Assignment.course_id == course_id,
                Assignment.account_id == account_id,
                Assignment.from_on == begun,
            )
            .values(until_on=max(begun, day))
        )
    return tuple(dict.fromkeys(name for account_id, name, _, _ends in current if account_id != successor))


def _begin(
    connection: Connection,
    grant: Grant,
    course_id: UUID,
    therapist_id: UUID,
    from_on: dt.date,
    until_on: dt.date | None,
) -> None:
    """Write the assignment; one of the same first day that was ended before is opened again."""
    same = (
        Assignment.practice_id == grant.practice_id,
        Assignment.course_id == course_id,
        Assignment.account_id == therapist_id,
        Assignment.from_on == from_on,
    )
    if connection.execute(update(Assignment).where(*same).values(until_on=until_on)).rowcount == 0:
        connection.execute(
            insert(Assignment).values(
                practice_id=grant.practice_id,
                course_id=course_id,
                account_id=therapist_id,
                from_on=from_on,
                until_on=until_on,
            )
        )
