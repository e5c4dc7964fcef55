"""Leave to read or write. Relation and consent are looked up on every call: what changed a second ago counts now."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from runtherapy_data.access import audit
from runtherapy_data.access.caseloads import standing_in, treated
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import CohortGrant, Grant, Permission, Principal, Role, Scope, scope_of
from runtherapy_data.measures.codes import Purpose, spellings
from runtherapy_data.store import identifying, today
from runtherapy_data.store.tables import Client, Consent, Course
from runtherapy_data.store.types import new_id

Courses = tuple[UUID, ...]


def _refuse(principal: Principal, permission: Permission, subject: str, course_id: UUID | None = None) -> NoReturn:
    audit.refused(principal, permission, course_id=course_id, subject=subject[:80])
    raise NotAllowedError(N_("You have no access to this."), N_("The attempt has been noted."))


def _named(connection: Connection, principal: Principal, permission: Permission, courses: Courses) -> Principal:
    """Who asks, told in whose place where that is a colleague's: everything done under the grant then says so."""
    if scope_of(principal.role, permission) != Scope.ASSIGNED:
        return principal
    return replace(principal, standing_in=standing_in(connection, principal, today(principal.zone), courses))


def therapy_allowed() -> ColumnElement[bool]:
    """The client has not withdrawn consent to the therapy itself (a withdrawal closes the file to the therapist)."""
    withdrawn = exists().where(
        Consent.practice_id == Course.practice_id,
        Consent.client_id == Course.client_id,
        Consent.purpose == Purpose.THERAPY,
        Consent.withdrawn_at.is_not(None),
    )
    renewed = exists().where(
        Consent.practice_id == Course.practice_id,
        Consent.client_id == Course.client_id,
        Consent.purpose == Purpose.THERAPY,
        Consent.withdrawn_at.is_(None),
    )
    return or_(~withdrawn, renewed)


def _related(principal: Principal, permission: Permission) -> ColumnElement[bool] | None:
    """Which courses the permission reaches, or None for no course at all."""
    scope = scope_of(principal.role, permission)
    here = Course.practice_id == principal.practice_id
    if scope == Scope.OWN:
        return and_(here, Course.client_id == principal.client_id)
    if scope == Scope.ASSIGNED:
        return and_(here, Course.id.in_(treated(principal, today(principal.zone))), therapy_allowed())
    if scope == Scope.PRACTICE:
        return here
    return None


def _courses(connection: Connection, related: ColumnElement[bool]) -> tuple[Courses, tuple[UUID, ...]]:
    """The courses of a relation, and whose they are."""
    found = connection.execute(select(Course.id, Course.client_id).where(related)).all()
    return tuple(row.id for row in found), tuple(dict.fromkeys(row.client_id for row in found))


def _newest_course(connection: Connection, practice_id: int, code: str | None, client_id: UUID | None) -> UUID | None:
    whose = Client.id == client_id if code is None else Client.code.in_(spellings(code))
    query = (
        select(Course.id)
        .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
        .where(Client.practice_id == practice_id, whose)
        .order_by((Client.code == code).desc(), Course.starts_on.desc(), Course.id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def grant_course(
    principal: Principal, client_code: str | None = None, permission: Permission = Permission.COURSE_READ
) -> Grant:
    """Leave for the newest course of one client: the one named, or (for a client) one's own.

    A refusal says the same whether the client exists or not, and is audited.
    """
    related = _related(principal, permission)
    if related is None or (client_code is None and principal.client_id is None):
        _refuse(principal, permission, client_code or "")
    with identifying(practice_id=principal.practice_id) as connection:
        course_id = _newest_course(connection, principal.practice_id, client_code, principal.client_id)
        found = None
        if course_id is not None:
            query = (
                select(Client.code, Client.id)
                .select_from(Course)
                .join(Client, and_(Client.practice_id == Course.practice_id, Client.id == Course.client_id))
                .where(Course.practice_id == principal.practice_id, Course.id == course_id, related)
            )
            found = connection.execute(query).one_or_none()
            if found is not None:
                principal = _named(connection, principal, permission, (course_id,))
    if course_id is None or found is None:
        _refuse(principal, permission, client_code or "", course_id)
    return Grant(principal, permission, principal.practice_id, (course_id,), found.code, (found.id,))


def grant_new_course(principal: Principal, client_code: str | None = None) -> Grant:
    """Leave to begin a course: of a client who is new here, or (by code) of one whom the asker treats already.

    The first of the grant's courses is the one to be made, by an id that is made here; behind it stand the client's
    earlier ones. The client of a new course has an id that is made here too.
    """
    permission = Permission.COURSE_BEGIN
    related = _related(principal, permission)
    if related is None:
        _refuse(principal, permission, client_code or "")
    if client_code is None:
        return Grant(principal, permission, principal.practice_id, (new_id(),), clients=(new_id(),))
    newest = grant_course(principal, client_code, permission)
    with identifying(practice_id=principal.practice_id) as connection:
        earlier = connection.scalars(
            select(Course.id)
            .where(Course.practice_id == principal.practice_id, Course.client_id == newest.clients[0])
            .order_by(Course.starts_on.desc(), Course.id.desc())
        ).all()
    courses = (new_id(), *earlier)
    absent = sorted({who for _, who in newest.principal.standing_in})
    principal = replace(principal, standing_in=tuple((course, who) for course in courses for who in absent))
    return Grant(principal, permission, principal.practice_id, courses, newest.client_code, newest.clients)


def grant_caseload(principal: Principal) -> Grant:
    """Leave for the courses that somebody treats today."""
    related = _related(principal, Permission.CASELOAD_READ)
    if related is None:
        _refuse(principal, Permission.CASELOAD_READ, "")
    with identifying(practice_id=principal.practice_id) as connection:
        courses, clients = _courses(connection, related)
        principal = _named(connection, principal, Permission.CASELOAD_READ, courses)
    return Grant(principal, Permission.CASELOAD_READ, principal.practice_id, courses, clients=clients)


def grant_practice(principal: Principal, permission: Permission) -> Grant:
    """Leave for work on the practice as a whole.

    People's work and settings reach no course; an import reaches the importer's caseload, an admin's the practice.
    """
    scope = scope_of(principal.role, permission)
    if scope == Scope.NONE or permission in (Permission.COURSE_READ, Permission.CASELOAD_READ, Permission.COHORT_READ):
        _refuse(principal, permission, "")
    if permission in (Permission.PEOPLE_READ, Permission.PEOPLE_WRITE, Permission.SETTINGS_WRITE):
        return Grant(principal, permission, principal.practice_id, ())
    if scope == Scope.PRACTICE:
        return Grant(principal, permission, principal.practice_id, None)
    related = _related(principal, permission)
    if related is None or scope != Scope.ASSIGNED:
        _refuse(principal, permission, "")
    with identifying(practice_id=principal.practice_id) as connection:
        courses, clients = _courses(connection, related)
        principal = _named(connection, principal, permission, courses)
    return Grant(principal, permission, principal.practice_id, courses, clients=clients)


def grant_cohorts(principal: Principal) -> CohortGrant:
    """Leave to read the aggregates of the practices that somebody oversees."""
    if scope_of(principal.role, Permission.COHORT_READ) != Scope.PRACTICE:
        _refuse(principal, Permission.COHORT_READ, "")
    return CohortGrant(principal, principal.practice_ids)


def grant_own_account(principal: Principal) -> Grant:
    """Leave to change one's own language and password."""
    if scope_of(principal.role, Permission.ACCOUNT_OWN) != Scope.OWN:
        _refuse(principal, Permission.ACCOUNT_OWN, "")
    return Grant(principal, Permission.ACCOUNT_OWN, principal.practice_id, ())


def grant_system(practice_id: int, permission: Permission, asked_by: str, zone: str = "Europe/Amsterdam") -> Grant:
    """Leave for the program itself: snapshots, the demo, maintenance. `asked_by` names who or what asked."""
    principal = Principal(
        practice_id, Role.SYSTEM, name="system", zone=zone, practice_ids=(practice_id,), asked_by=asked_by
    )
    return grant_practice(principal, permission)


def grant_maintenance(asked_by: str) -> Grant:
    """Leave to found a practice, before any practice exists; from the command line of the machine only."""
    principal = Principal(0, Role.SYSTEM, name="system", asked_by=asked_by)
    return Grant(principal, Permission.MAINTAIN, 0, None)
