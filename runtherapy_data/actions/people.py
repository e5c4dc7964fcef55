"""What an administrator does: let people in, and end it. Each a transaction, an audit event and a key of its own.

An action returns None when its key was used before: the second click of one intention, which changes nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, exists, func, select

from runtherapy_data.access import accounts, audit, links
from runtherapy_data.actions.once import first_time
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.settings import settings
from runtherapy_data.store import now, writing
from runtherapy_data.store.tables import Account, Client

CREATE: Final = "account.create"
LINK: Final = "account.link"
DEACTIVATE: Final = "account.deactivate"
REACTIVATE: Final = "account.reactivate"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use link for one account: its address is known here and now, and never again."""

    account_id: UUID
    name: str
    email: str
    address: str
    expires_at: dt.datetime
    is_new: bool


class _Held(NamedTuple):
    """An account as these actions need it; never its password's hash."""

    id: UUID
    name: str
    email: str
    role: str
    active: bool
    has_password: bool


def create_account(
    grant: Grant, key: str, *, name: str, email: str, role: Role, language: str = "nl", client_code: str = ""
) -> Invitation | None:
    """Open an account and make the link with which its owner chooses a password.

    Args:
        grant: leave to write the people of the practice.
        key: names this one intention; see `once`.
        name: how the person is called, 1 to 120 characters.
        email: the address they sign in with; one account for each address.
        role: client, therapist, supervisor or admin.
        language: of their screens, nl or en.
        client_code: whose course a client's account opens; empty for every other role.

    Raises:
        InvalidInputError: a field cannot be accepted; `field` is name, email, role, language or client_code.
        ConflictError: the address or the client has an account already.
    """
    grant.require(Permission.PEOPLE_WRITE)
    accounts.checked_name(name)  # in the order of the form, so that the first field is named first
    if not email.strip():
        raise InvalidInputError("email", N_("The address is missing."), N_("The person signs in with it."))
    with writing(grant) as connection:
        if not first_time(connection, grant, key, CREATE):
            return None
        client_id = _client_without_account(connection, grant, client_code) if role == Role.CLIENT else None
        account_id = accounts.create(connection, grant.practice_id, email, name, role, language, client_id)
        made = _invitation(connection, grant, _account(connection, grant, account_id))
        detail = {"account": str(account_id), "role": role.value}
        audit.record(connection, grant.principal, CREATE, detail=detail)
    return made


def send_link(grant: Grant, key: str, account_id: UUID) -> Invitation | None:
    """A new single-use link for somebody who lost the first one or forgot the password; earlier links stop working.

    Raises:
        NotFoundError: no such account in this practice.
        ConflictError: the account is deactivated.
    """
    grant.require(Permission.PEOPLE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, LINK):
            return None
        account = _account(connection, grant, account_id)
        if not account.active:
            raise ConflictError(N_("This account is deactivated."), N_("Reactivate it first, then make a link."))
        made = _invitation(connection, grant, account)
        detail = {"account": str(account_id), "purpose": _purpose(account)}
        audit.record(connection, grant.principal, LINK, detail=detail)
    return made


def deactivate(grant: Grant, key: str, account_id: UUID) -> bool | None:
    """Close an account: sign-ins and links of it end at once. What it wrote stays, and it can be opened again.

    Raises:
        NotFoundError: no such account in this practice.
        ConflictError: it is one's own, or that of the last administrator.
    """
    grant.require(Permission.PEOPLE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, DEACTIVATE):
            return None
        account = _account(connection, grant, account_id)
        if account_id == grant.principal.account_id:
            raise ConflictError(
                N_("You cannot deactivate your own account."), N_("Ask another administrator to do it.")
            )
        if account.role == Role.ADMIN and account.active and _active_admins(connection, grant) < 2:
            raise ConflictError(
                N_("This is the last administrator: without one, nobody could manage the practice."),
                N_("Open an account for another administrator first."),
            )
        accounts.deactivate(connection, grant.practice_id, account_id)
        audit.record(connection, grant.principal, DEACTIVATE, detail={"account": str(account_id)})
    return True


def reactivate(grant: Grant, key: str, account_id: UUID) -> bool | None:
    """Open a closed account again, with the password that it had. Links stay closed: make a new one where needed.

    Raises:
        NotFoundError: no such account in this practice.
    """
    grant.require(Permission.PEOPLE_WRITE)
    with writing(grant) as connection:
        if not first_time(connection, grant, key, REACTIVATE):
            return None
        accounts.reactivate(connection, grant.practice_id, account_id)
        audit.record(connection, grant.principal, REACTIVATE, detail={"account": str(account_id)})
    return True


def _account(connection: Connection, grant: Grant, account_id: UUID) -> _Held:
    query = select(
        Account.id, Account.name, Account.email, Account.role, Account.active,
        Account.password_hash.is_not(None).label("has_password"),
    ).where(Account.practice_id == grant.practice_id, Account.id == account_id)  # fmt: skip
    found = connection.execute(query).one_or_none()
    if found is None:
        raise NotFoundError(N_("There is no such account in this practice."))
    return _Held(*found)


def _purpose(account: _Held) -> links.LinkPurpose:
    return "reset" if account.has_password else "invite"


def _invitation(connection: Connection, grant: Grant, account: _Held) -> Invitation:
    purpose = _purpose(account)
    token = links.issue(connection, grant.practice_id, account.id, purpose)
    expires_at = now() + dt.timedelta(hours=settings().link_hours)
    address = links.address_of(token)
    return Invitation(account.id, account.name, account.email, address, expires_at, purpose == "invite")


def _client_without_account(connection: Connection, grant: Grant, code: str) -> UUID:
    """The client with this code, who has no active account yet."""
    code = code.strip()
    found = connection.scalar(select(Client.id).where(Client.practice_id == grant.practice_id, Client.code == code))
    if found is None:
        raise InvalidInputError(
            "client_code",
            N_("There is no client with the code {code}."),
            N_("Check the code; the client has to be registered first."),
            code=code[:40] or "–",
        )
    taken = exists().where(Account.practice_id == grant.practice_id, Account.client_id == found, Account.active)
    if connection.scalar(select(taken)):
        raise ConflictError(
            N_("Client {code} has an account already."), N_("Make a new link for that account instead."), code=code
        )
    return found


def _active_admins(connection: Connection, grant: Grant) -> int:
    """How many administrators can sign in; their rows are held, so that two cannot close each other at once."""
    admins = select(Account.id).where(
        Account.practice_id == grant.practice_id, Account.role == Role.ADMIN, Account.active
    )
    held = admins.with_for_update().subquery()
    return connection.scalar(select(func.count()).select_from(held)) or 0
