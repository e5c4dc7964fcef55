"""What `access` hands out after it checked: the only thing that `queries` and `actions` accept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity.permissions import Permission
from runtherapy_data.identity.principals import Principal, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that a transaction may touch; PostgreSQL's row-level security repeats it below the program.

    `courses` is None where the whole practice may be touched (system and admin work), and empty where no course may.
    `clients` are those whose name, courses and consent may be known; None where that is everybody's, as for the one who
    manages people, and for `access` while it finds out how an asker relates to a course. `role` and `account_id` say
    who reads: signals are for therapists, a note or a document for the account that made it, and all of them for the
    program itself; for nobody, as long as neither is known.
    """

    practice_ids: tuple[int, ...]
    courses: tuple[UUID, ...] | None
    clients: tuple[UUID, ...] | None
    role: Role | None = None
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to do one thing in one practice. Only `access` makes one.

    `courses`: the courses it reaches; None means every course of the practice. `client_code`: whose course it is, where
    the grant is for one person. `clients`: whose courses these are.
    """

    principal: Principal
    permission: Permission
    practice_id: int
    courses: tuple[UUID, ...] | None = ()
    client_code: str = ""
    clients: tuple[UUID, ...] = ()

    def require(self, *permissions: Permission) -> None:
        """Refuse unless the grant is for one of these permissions."""
        if self.permission not in permissions:
            raise NotAllowedError(N_("You have no access to this."))

    def require_courses(self, courses: Iterable[UUID]) -> None:
        """Refuse unless the grant reaches every one of these courses."""
        if self.courses is not None and not set(courses) <= set(self.courses):
            raise NotAllowedError(N_("You have no access to this."))

    @property
    def course_id(self) -> UUID:
        """The course, where the grant is for exactly one."""
        if self.courses is None or len(self.courses) != 1:
            raise NotAllowedError(N_("You have no access to this."))
        return self.courses[0]

    @property
    def reach(self) -> Reach:
        """What a transaction under this grant may touch. People's work knows every client, and the facts of none."""
        everybody = self.courses is None or self.permission in (Permission.PEOPLE_READ, Permission.PEOPLE_WRITE)
        who = self.principal
        return Reach((self.practice_id,), self.courses, None if everybody else self.clients, who.role, who.account_id)


@dataclass(frozen=True, slots=True)
class CohortGrant:
    """Leave to read aggregates of these practices, and nothing about a person. Only `access` makes one."""

    principal: Principal
    practice_ids: tuple[int, ...]

    @property
    def reach(self) -> Reach:
        """No course and no client at all: aggregates live in tables of their own."""
        return Reach(self.practice_ids, (), ())
