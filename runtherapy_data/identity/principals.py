"""Who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from runtherapy_data.i18n import N_, Language


class Role(StrEnum):
    """What someone is to the practice. SYSTEM is the program itself, at night or on somebody's behalf."""

    CLIENT = "client"
    THERAPIST = "therapist"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"
    SYSTEM = "system"


ROLE_NAMES: dict[Role, str] = {
    Role.CLIENT: N_("Client"),
    Role.THERAPIST: N_("Therapist"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.ADMIN: N_("Administrator"),
    Role.SYSTEM: N_("The program itself"),
}


@dataclass(frozen=True, slots=True)
class Principal:
    """One asker: an account of one practice in one role, or the system on behalf of somebody.

    `practice_ids` are the practices a supervisor oversees (their own at least); for everybody else just their own.
    `client_id` is set for a client only. `asked_by` names who asked the system to act, for the audit trail.
    `standing_in`: of a grant's courses those that a therapist has in the place of a colleague, with that colleague's
    account; `access` fills it in, and every event in the audit trail about such a course names them.
    """

    practice_id: int
    role: Role
    account_id: UUID | None = None
    client_id: UUID | None = None
    name: str = ""
    email: str = ""
    language: Language = "nl"
    zone: str = "Europe/Amsterdam"
    practice_ids: tuple[int, ...] = ()
    login_session: str = ""
    asked_by: str = ""
    standing_in: tuple[tuple[UUID, UUID], ...] = ()
