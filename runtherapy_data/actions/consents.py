"""A client's consent, purpose by purpose: recorded by whoever heard it, and withdrawn the moment the client says so.

A consent is never changed or erased: what was withdrawn and given again are two consents. Where consent to the therapy
itself is withdrawn, the file closes to the therapist (`access.grants`), and only people's work can record a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from runtherapy_data.access import audit
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures import within
from runtherapy_data.measures.codes import Purpose, spellings
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import Client, Consent
from runtherapy_data.store.types import new_id

GIVE: Final = "consent.give"
WITHDRAW: Final = "consent.withdraw"
RENEW: Final = "consent.renew"


def give(grant: Grant, key: str, purpose: str) -> bool | None:
    """Record that the client of the grant consents to a purpose; None when this key was used before.

    Raises:
        InvalidInputError: `field` is purpose.
        ConflictError: the client consents to it already.
    """
    grant.require(Permission.COURSE_WRITE)
    asked = _checked(purpose)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, GIVE):
            return None
        (client_id,) = grant.clients
        if not record(connection, grant, client_id, [asked]):
            raise ConflictError(N_("This consent is recorded already."), N_("Open the course again."))
        audit.record(connection, grant.principal, GIVE, course_id=grant.course_id, detail={"purpose": asked})
    return True


def withdraw(grant: Grant, key: str, purpose: str) -> bool | None:
    """Record that the client withdraws a consent, from this moment on; None when this key was used before.

    Raises:
        InvalidInputError: `field` is purpose.
        ConflictError: there is no such consent to withdraw.
    """
    grant.require(Permission.COURSE_WRITE)
    asked = _checked(purpose)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, WITHDRAW):
            return None
        (client_id,) = grant.clients
        of = (Consent.practice_id == grant.practice_id, Consent.client_id == client_id, Consent.purpose == asked)
        if asked == Purpose.THERAPY and connection.scalar(select(Consent.id).where(*of)) is None:
            # Nothing was recorded of the therapy itself: the withdrawal must stand in the file all the same.
            record(connection, grant, client_id, [asked])
        ended = connection.execute(
            update(Consent).where(*of, Consent.withdrawn_at.is_(None)).values(withdrawn_at=now())
        )
        if ended.rowcount == 0:
            raise ConflictError(N_("This consent does not hold any more."), N_("Open the course again."))
        audit.record(connection, grant.principal, WITHDRAW, course_id=grant.course_id, detail={"purpose": asked})
    return True


def renew(grant: Grant, key: str, client_code: str) -> str | None:
    """Record anew that a client consents to the therapy itself, which opens a closed file to its therapist again.

    For people's work: the therapist has no leave any more. Returns the code as it is registered; None when this key was
    used before.

    Raises:
        InvalidInputError: `field` is client_code.
        ConflictError: consent to the therapy was not withdrawn.
    """
    grant.require(Permission.PEOPLE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, RENEW):
            return None
        query = select(Client.id, Client.code).where(
            Client.practice_id == grant.practice_id, Client.code.in_(spellings(client_code))
        )
        found = connection.execute(query).first()
        if found is None:
            raise InvalidInputError(
                "client_code",
                N_("There is no client with the code {code}."),
                N_("Check the code; the client has to be registered first."),
                code=client_code.strip()[:40] or "–",
            )
        if not record(connection, grant, found.id, [Purpose.THERAPY]):
            raise ConflictError(N_("Client {code} consents to the therapy already."), code=found.code)
        audit.record(connection, grant.principal, RENEW, detail={"client": str(found.id), "purpose": Purpose.THERAPY})
    return str(found.code)


def record(connection: Connection, grant: Grant, client_id: UUID, purposes: Iterable[str]) -> tuple[str, ...]:
    """Record these consents in the caller's transaction; returns those that did not hold already."""
    grant.require(Permission.COURSE_WRITE, Permission.COURSE_BEGIN, Permission.PEOPLE_WRITE)
    known = grant.reach.clients
    if known is not None and client_id not in known:
        raise NotAllowedError(N_("You have no access to this."))
    standing = select(Consent.purpose).where(
        Consent.practice_id == grant.practice_id, Consent.client_id == client_id, Consent.withdrawn_at.is_(None)
    )
    held = set(connection.scalars(standing))
    made = tuple(one for one in dict.fromkeys(map(_checked, purposes)) if one not in held)
    if made:
        connection.execute(insert(Consent), [_row(grant, client_id, one) for one in made])
    return made


def _row(grant: Grant, client_id: UUID, purpose: str) -> dict[str, Any]:
    return {
        "practice_id": grant.practice_id, "client_id": client_id, "id": new_id(), "purpose": purpose,
        "given_at": now(), "recorded_by": grant.principal.account_id,
    }  # fmt: skip


def _checked(purpose: str) -> str:
    known = within.code("purpose", purpose, tuple(one.value for one in Purpose))
    if known is None:
        raise InvalidInputError("purpose", N_("The purpose is missing."), N_("Choose one of these."))
    return known
