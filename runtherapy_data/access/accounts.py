"""Accounts: who can sign in. Every function works inside its caller's transaction, which also holds the audit event."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from runtherapy_data.access import sessions
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.i18n import LANGUAGES, N_
from runtherapy_data.identity import Role
from runtherapy_data.measures.typed import typed
from runtherapy_data.store import now
from runtherapy_data.store.tables import Account, OneTimeLink, Supervision
from runtherapy_data.store.types import new_id

# One @, a dot after it, no space, no control character (a line break could add a header to a mail).
_PART: Final = r"[^@\s\x00-\x1f\x7f<>\"',;:\\()\[\]]+"
_EMAIL: Final = re.compile(rf"{_PART}@{_PART}\.(?!.*\.){_PART}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ROLES: Final = (Role.CLIENT, Role.THERAPIST, Role.SUPERVISOR, Role.ADMIN)


class NamedAccount(NamedTuple):
    """An account found by its address."""

    practice_id: int
    account_id: UUID
    email: str


def checked_email(email: str) -> str:
    """The address as it is kept: trimmed and case-folded; refuses what is no address."""
    email = email.strip().casefold()
    if len(email) > 254 or not _EMAIL.fullmatch(email):
        raise InvalidInputError(
            "email",
            N_("This is not an e-mail address: {email}."),
            N_("Write it as name@practice.nl."),
            email=email[:80],
        )
    return email


def checked_name(name: str) -> str:
    """The name as it is kept: trimmed, with something to see, on one line."""
    name = name.strip()
    if not typed(name) or len(name) > 120 or _CONTROL.search(name):
        raise InvalidInputError("name", N_("A name has 1 to 120 characters, on one line."))
    return name


def create(
    connection: Connection,
    practice_id: int,
    email: str,
    name: str,
    role: Role,
    language: str = "nl",
    client_id: UUID | None = None,
) -> UUID:
    """A new account without a password; its owner chooses one by a one-time link (see `links.issue`).

    Raises:
        InvalidInputError: address, name, role or language cannot be accepted.
        ConflictError: the address has an account already.
    """
    email, name = checked_email(email), checked_name(name)
    if role not in _ROLES or (role == Role.CLIENT) != (client_id is not None):
        raise InvalidInputError(
            "role", N_("An account is for a client, a therapist, a supervisor or an administrator.")
        )
    if language not in LANGUAGES:
        raise InvalidInputError("language", N_("The language is nl or en."))
    if connection.scalar(select(Account.id).where(Account.email == email)) is not None:
        raise ConflictError(
            N_("{email} has an account already."), N_("Use another address, or send a new link."), email=email
        )
    account_id = new_id()
    connection.execute(
        insert(Account).values(
            id=account_id,
            practice_id=practice_id,
            email=email,
            name=name,
            role=role.value,
            language=language,
            client_id=client_id,
            active=True,
            created_at=now(),
        )
    )
    return account_id


def named(connection: Connection, email: str) -> NamedAccount:
    """The account with this address, open or closed; refuses an unknown one."""
    columns = (Account.practice_id, Account.id, Account.email)
    found = connection.execute(select(*columns).where(Account.email == email.strip().casefold())).one_or_none()
    if found is None:
        raise NotFoundError(N_("There is no account {email}."), email=email)
    return NamedAccount(*found)


def _set_active(connection: Connection, practice_id: int, account_id: UUID, *, active: bool) -> None:
    here = (Account.practice_id == practice_id, Account.id == account_id)
    if connection.execute(update(Account).where(*here).values(active=active)).rowcount != 1:
        raise NotFoundError(N_("There is no such account in this practice."))


def deactivate(connection: Connection, practice_id: int, account_id: UUID) -> None:
    """Close an account: every sign-in of it ends at once, and its one-time links no longer work."""
    _set_active(connection, practice_id, account_id, active=False)
    sessions.end_all(connection, account_id)
    connection.execute(
        update(OneTimeLink)
        .where(OneTimeLink.account_id == account_id, OneTimeLink.used_at.is_(None))
        .values(used_at=now())
    )


def reactivate(connection: Connection, practice_id: int, account_id: UUID) -> None:
    """Open a closed account again, with the password that it had."""
    _set_active(connection, practice_id, account_id, active=True)


def supervise(connection: Connection, practice_id: int, account_id: UUID) -> None:
    """Let a supervisor oversee this practice besides their own."""
    if connection.scalar(select(Account.role).where(Account.id == account_id)) != Role.SUPERVISOR:
        raise InvalidInputError("role", N_("Only a supervisor oversees another practice."))
    known = select(Supervision.account_id).where(
        Supervision.practice_id == practice_id, Supervision.account_id == account_id
    )
    if connection.scalar(known) is None:
        connection.execute(insert(Supervision).values(practice_id=practice_id, account_id=account_id))
