"""What a client consented to, and when: every consent that was ever recorded, withdrawn ones too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store.tables import Account, Consent


@dataclass(frozen=True, slots=True)
class HeldConsent:
    """One consent to one purpose; moments in UTC. `recorded_by` is a name, empty where it is not known."""

    purpose: str
    given_at: dt.datetime
    withdrawn_at: dt.datetime | None
    recorded_by: str

    @property
    def holds(self) -> bool:
        """It has not been withdrawn."""
        return self.withdrawn_at is None


def of_client(connection: Connection, grant: Grant) -> tuple[HeldConsent, ...]:
    """The consents of the client of the grant, the newest first."""
    grant.require(Permission.COURSE_WRITE, Permission.COURSE_READ)
    query = (
        select(Consent.purpose, Consent.given_at, Consent.withdrawn_at, Account.name)
        .outerjoin(Account, and_(Account.id == Consent.recorded_by, Account.practice_id == Consent.practice_id))
        .where(Consent.practice_id == grant.practice_id, Consent.client_id.in_(grant.clients))
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    )
    return tuple(HeldConsent(*row[:3], row.name or "") for row in connection.execute(query))
