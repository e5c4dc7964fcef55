"""One-time links to choose a password: 256 random bits, only their SHA-256 kept, used once, valid for some days."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from runtherapy_data.access import audit, passwords, sessions, throttle
from runtherapy_data.errors import NotAllowedError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Principal, Role
from runtherapy_data.settings import settings
from runtherapy_data.store import identifying, now
from runtherapy_data.store.tables import Account, OneTimeLink, Practice

LinkPurpose = Literal["invite", "reset"]


@dataclass(frozen=True, slots=True)
class OpenLink:
    """Whose password a link lets choose."""

    token_hash: str
    practice_id: int
    practice_name: str
    account_id: UUID
    email: str
    name: str
    language: str
    role: Role
    purpose: str


def issue(connection: Connection, practice_id: int, account_id: UUID, purpose: LinkPurpose) -> str:
    """A new link's token, to be handed to the account's owner; earlier links of the account stop working."""
    moment, token = now(), secrets.token_urlsafe(32)
    known = select(Account.id).where(Account.practice_id == practice_id, Account.id == account_id, Account.active)
    if connection.scalar(known) is None:
        raise NotFoundError(N_("There is no such account in this practice."))
    connection.execute(
        update(OneTimeLink)
        .where(OneTimeLink.account_id == account_id, OneTimeLink.used_at.is_(None))
        .values(used_at=moment)
    )
    connection.execute(
        insert(OneTimeLink).values(
            token_hash=sessions.hash_of(token),
            practice_id=practice_id,
            account_id=account_id,
            purpose=purpose,
            created_at=moment,
            expires_at=moment + dt.timedelta(hours=settings().link_hours),
        )
    )
    return token


def address_of(token: str) -> str:
    """The link itself, as people open it."""
    return f"{settings().public_url.rstrip('/')}/link/{token}"


def _is_open(token_hash: str) -> ColumnElement[bool]:
    return and_(OneTimeLink.token_hash == token_hash, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now())


def find(token: str) -> OpenLink | None:
    """Whose link this is, or None when it was used, replaced, expired or never was. Looking does not use it up."""
    token_hash = sessions.hash_of(token)
    query = (
        select(
            Account.id, Account.practice_id, Account.email, Account.name, Account.language, Account.role,
            Practice.name.label("practice_name"), OneTimeLink.purpose,
        )
        .select_from(OneTimeLink)
        .join(Account, Account.id == OneTimeLink.account_id)
        .join(Practice, Practice.id == Account.practice_id)
        .where(_is_open(token_hash), Account.active)
    )  # fmt: skip
    with identifying() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return OpenLink(
        token_hash, row.practice_id, row.practice_name, row.id, row.email, row.name, row.language, Role(row.role),
        row.purpose,
    )  # fmt: skip


def use(token: str, password: str) -> str:
    """Set the password and sign in: returns a session token. All other sign-ins of the account end.

    Raises:
        NotAllowedError: the link does not work (any more).
        InvalidInputError: the password cannot be accepted; the link still works.
    """
    link = find(token)
    if link is None:
        raise NotAllowedError(
            N_("This link does not work any more."),
            N_("It works once and for a few days. Ask the practice for a new one."),
        )
    passwords.check_new(password, link.practice_name, link.name, link.email)
    password_hash = passwords.hashed(password)
    principal = Principal(link.practice_id, link.role, account_id=link.account_id)
    with identifying(practice_id=link.practice_id, writes=True) as connection:
        used = update(OneTimeLink).where(_is_open(link.token_hash)).values(used_at=now())
        if connection.execute(used).rowcount != 1:  # somebody else was first
            raise NotAllowedError(N_("This link does not work any more."))
        connection.execute(update(Account).where(Account.id == link.account_id).values(password_hash=password_hash))
        sessions.end_all(connection, link.account_id)
        throttle.forgive(connection, link.email)
        audit.record(connection, principal, "password.choose", detail={"link": link.purpose})
        return sessions.open_session(connection, link.practice_id, link.account_id)
