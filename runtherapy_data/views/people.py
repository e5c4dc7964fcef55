"""Who has access and who treats whom: everything that the administrator's page *Mensen* says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from runtherapy_data.i18n import N_, Translate
from runtherapy_data.identity import Grant, Role
from runtherapy_data.queries import people as queries
from runtherapy_data.queries.people import AccountFact, TherapistLoad, Treatment
from runtherapy_data.store import now


class Access(StrEnum):
    """How somebody stands with their account."""

    OPEN = "open"  # can sign in
    INVITED = "invited"  # has a link to choose the first password, and did not use it yet
    LAPSED = "lapsed"  # the link ran out before it was used
    DEMO = "demo"  # one of a demo practice: its sign-in page has a button for it, or it is there to be seen only
    NONE = "none"  # an account without a password and without a link
    CLOSED = "closed"  # deactivated


ACCESS_NAMES: Final[dict[Access, str]] = {
    Access.OPEN: N_("has access"),
    Access.INVITED: N_("invitation is open"),
    Access.LAPSED: N_("invitation has lapsed"),
    Access.DEMO: N_("demo account"),
    Access.NONE: N_("no invitation yet"),
    Access.CLOSED: N_("deactivated"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """One account as the administrator sees it. `courses` counts a therapist's running courses (None: no therapist)."""

    account_id: UUID
    name: str
    email: str
    role: Role
    access: Access
    client_code: str | None
    signed_in_at: dt.datetime | None
    link_expires_at: dt.datetime | None
    is_self: bool
    is_last_admin: bool
    courses: int | None


@dataclass(frozen=True, slots=True)
class People:
    """Everybody with an account, the therapists who may treat, and the running courses that nobody treats."""

    today: dt.date
    people: tuple[Person, ...] = ()
    therapists: tuple[TherapistLoad, ...] = ()
    untreated: tuple[Treatment, ...] = ()

    def counted(self, access: Access) -> int:
        """How many accounts stand like this."""
        return sum(person.access == access for person in self.people)

    def sentence(self, _: Translate) -> str:
        """The answer that the page opens with."""
        opened = self.counted(Access.OPEN) + self.counted(Access.DEMO)
        invited, lapsed = self.counted(Access.INVITED), self.counted(Access.LAPSED)
        parts = [_.plural("{n} person has access.", "{n} people have access.", opened)]
        if invited:
            parts.append(_.plural("{n} invitation is still open.", "{n} invitations are still open.", invited))
        if lapsed:
            parts.append(_.plural("{n} invitation has lapsed.", "{n} invitations have lapsed.", lapsed))
        return " ".join(parts)


def _access(fact: AccountFact, moment: dt.datetime, *, is_demo: bool) -> Access:
    if not fact.active:
        return Access.CLOSED
    if fact.has_password or fact.signed_in_at is not None:
        return Access.OPEN
    if fact.link_expires_at is None:
        return Access.DEMO if is_demo else Access.NONE
    return Access.INVITED if fact.link_expires_at > moment else Access.LAPSED


def of(connection: Connection, grant: Grant, on: dt.date, *, is_demo: bool = False) -> People:
    """The people of the practice under this grant on a day, in a number of statements that does not grow with them.

    In a demo practice an account needs no password.
    """
    moment = now()
    facts = queries.accounts(connection, grant)
    therapists = queries.therapists(connection, grant, on)
    untreated = queries.untreated(connection, grant, on)
    courses = {one.account_id: one.courses for one in therapists}
    admins = [fact.account_id for fact in facts if fact.role == Role.ADMIN and fact.active]
    people = tuple(
        Person(
            account_id=fact.account_id,
            name=fact.name,
            email=fact.email,
            role=Role(fact.role),
            access=_access(fact, moment, is_demo=is_demo),
            client_code=fact.client_code,
            signed_in_at=fact.signed_in_at,
            link_expires_at=fact.link_expires_at,
            is_self=fact.account_id == grant.principal.account_id,
            is_last_admin=admins == [fact.account_id],
            courses=courses.get(fact.account_id),
        )
        for fact in facts
    )
    return People(on, people, therapists, untreated)
