"""Whether a client can sign in, and where a link that was made for them stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import now
from runtherapy_data.store.tables import Account, Course, OneTimeLink


@dataclass(frozen=True, slots=True)
class ClientAccount:
    """A client's account; `link_expires_at` (UTC) is the end of a link that is still open."""

    account_id: UUID
    email: str
    name: str
    language: str
    active: bool
    has_password: bool
    link_expires_at: dt.datetime | None


def account_of(connection: Connection, grant: Grant) -> ClientAccount | None:
    """The account of the grant's client, an active one before a closed one; None where nobody let them in yet."""
    grant.require(Permission.CLIENT_INVITE)
    is_open = and_(
        OneTimeLink.account_id == Account.id,
        OneTimeLink.practice_id == Account.practice_id,
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > now(),
    )
    expires_at = select(func.max(OneTimeLink.expires_at)).where(is_open).scalar_subquery()
    query = (
        select(
            Account.id, Account.email, Account.name, Account.language, Account.active,
            Account.password_hash.is_not(None), expires_at,
        )
        .where(Account.practice_id == grant.practice_id, Account.client_id.in_(grant.clients))
        .order_by(Account.active.desc(), Account.created_at.desc())
        .limit(1)
    )  # fmt: skip
    row = connection.execute(query).one_or_none()
    return None if row is None else ClientAccount(*row)


def let_in(connection: Connection, grant: Grant, course_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these courses of the grant are of a client who was let in: who has an open account, used or not."""
    grant.require(Permission.CASELOAD_READ)
    of_client = and_(Account.practice_id == Course.practice_id, Account.client_id == Course.client_id, Account.active)
    here = (Course.practice_id == grant.practice_id, Course.id.in_(set(course_ids) & set(grant.courses or ())))
    return frozenset(connection.scalars(select(Course.id).join(Account, of_client).where(*here)))
