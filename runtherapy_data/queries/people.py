"""Who has access, and who treats whom. No clinical fact: no complaint, no phase, no score, no session.

A course is named by its client's code and its first day only, and "running" means that it has not ended.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.measures.codes import spellings
from runtherapy_data.store.tables import Account, Assignment, Client, Course, LoginSession, OneTimeLink

TREATMENTS_LIMIT: Final = 200
_NO_PASSWORD: Final = Account.password_hash.is_(None)


@dataclass(frozen=True, slots=True)
class AccountFact:
    """One account. `link_*` is its newest one-time link that nobody used yet; `client_code` for a client's account."""

    account_id: UUID
    name: str
    email: str
    role: str
    active: bool
    created_at: dt.datetime
    client_code: str | None
    has_password: bool
    signed_in_at: dt.datetime | None
    link_purpose: str | None = None
    link_expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class TherapistLoad:
    """A therapist who may treat, with the number of running courses in their caseload."""

    account_id: UUID
    name: str
    courses: int


@dataclass(frozen=True, slots=True)
class Treatment:
    """A course and one who treats it; all of the therapist's fields are None for a course that nobody treats."""

    course_id: UUID
    client_code: str
    starts_on: dt.date
    ends_on: dt.date | None
    account_id: UUID | None
    therapist: str | None
    from_on: dt.date | None
    until_on: dt.date | None


def _running(on: dt.date) -> ColumnElement[bool]:
    return or_(Course.ends_on.is_(None), Course.ends_on >= on)


def _treated_on(on: dt.date) -> ColumnElement[bool]:
    return and_(Assignment.from_on <= on, or_(Assignment.until_on.is_(None), Assignment.until_on > on))


def _of_course() -> ColumnElement[bool]:
    return and_(Assignment.practice_id == Course.practice_id, Assignment.course_id == Course.id)


def _open_links(connection: Connection, grant: Grant) -> dict[UUID, tuple[str, dt.datetime]]:
    query = (
        select(OneTimeLink.account_id, OneTimeLink.purpose, OneTimeLink.expires_at)
        .where(OneTimeLink.practice_id == grant.practice_id, OneTimeLink.used_at.is_(None))
        .order_by(OneTimeLink.created_at)
    )
    return {row.account_id: (row.purpose, row.expires_at) for row in connection.execute(query)}  # the newest stays


def accounts(connection: Connection, grant: Grant) -> tuple[AccountFact, ...]:
    """Every account of the practice, by name."""
    grant.require(Permission.PEOPLE_READ)
    signed_in = (
        select(LoginSession.account_id, func.max(LoginSession.created_at).label("at"))
        .where(LoginSession.practice_id == grant.practice_id)
        .group_by(LoginSession.account_id)
        .subquery()
    )
    query = (
        select(
            Account.id, Account.name, Account.email, Account.role, Account.active, Account.created_at, Client.code,
            ~_NO_PASSWORD, signed_in.c.at,
        )
        .outerjoin(Client, and_(Client.practice_id == Account.practice_id, Client.id == Account.client_id))
        .outerjoin(signed_in, signed_in.c.account_id == Account.id)
        .where(Account.practice_id == grant.practice_id)
        .order_by(Account.name, Account.email)
    )  # fmt: skip
    links = _open_links(connection, grant)
    return tuple(AccountFact(*row, *links.get(row.id, (None, None))) for row in connection.execute(query))


def therapists(connection: Connection, grant: Grant, on: dt.date) -> tuple[TherapistLoad, ...]:
    """Every active therapist with their running courses on that day, by name."""
    grant.require(Permission.PEOPLE_READ)
    loads = (
        select(Assignment.account_id, func.count(Course.id.distinct()).label("courses"))
        .join(Course, _of_course())
        .where(Assignment.practice_id == grant.practice_id, _treated_on(on), _running(on))
        .group_by(Assignment.account_id)
        .subquery()
    )
    query = (
        select(Account.id, Account.name, func.coalesce(loads.c.courses, 0))
        .outerjoin(loads, loads.c.account_id == Account.id)
        .where(Account.practice_id == grant.practice_id, Account.role == Role.THERAPIST, Account.active)
        .order_by(Account.name)
    )
    return tuple(TherapistLoad(*row) for row in connection.execute(query))


def _treated_by_active(on: dt.date) -> ColumnElement[bool]:
    return (
        exists()
        .where(_of_course(), _treated_on(on), Account.id == Assignment.account_id, Account.active)
        .correlate(Course)
    )


def untreated(connection: Connection, grant: Grant, on: dt.date) -> tuple[Treatment, ...]:
    """Running courses that no active therapist treats on that day, by client code; at most 200."""
    grant.require(Permission.PEOPLE_READ)
    query = (
        select(Course.id, Client.code, Course.starts_on, Course.ends_on)
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(Course.practice_id == grant.practice_id, _running(on), ~_treated_by_active(on))
        .order_by(Client.code)
        .limit(TREATMENTS_LIMIT)
    )
    return tuple(Treatment(*row, None, None, None, None) for row in connection.execute(query))


def _treatments(connection: Connection, grant: Grant, *conditions: ColumnElement[bool]) -> tuple[Treatment, ...]:
    columns: tuple[Any, ...] = (
        Course.id, Client.code, Course.starts_on, Course.ends_on, Account.id, Account.name, Assignment.from_on,
        Assignment.until_on,
    )  # fmt: skip
    never = and_(Assignment.until_on.is_not(None), Assignment.until_on <= Assignment.from_on)
    query = (
        select(*columns)
        .select_from(Assignment)
        .join(Course, _of_course())
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .join(Account, Account.id == Assignment.account_id)
        .where(Assignment.practice_id == grant.practice_id, ~never, *conditions)
        .order_by(Client.code, Assignment.from_on, Account.name)
        .limit(TREATMENTS_LIMIT)
    )
    return tuple(Treatment(*row) for row in connection.execute(query))


def treated_by(connection: Connection, grant: Grant, account_id: UUID, on: dt.date) -> tuple[Treatment, ...]:
    """The running courses in one therapist's caseload on that day or later, by client code; at most 200."""
    grant.require(Permission.PEOPLE_READ)
    not_past = or_(Assignment.until_on.is_(None), Assignment.until_on > on)
    return _treatments(connection, grant, Assignment.account_id == account_id, not_past, _running(on))


def treating(connection: Connection, grant: Grant, client_code: str) -> tuple[Treatment, ...]:
    """Everybody who treats, treated or will treat one client, oldest first; empty for an unknown code."""
    grant.require(Permission.PEOPLE_READ)
    return _treatments(connection, grant, Client.code.in_(spellings(client_code)))
