"""From a sign-in, or an address on the command line, to who somebody is. Asked anew each time: nothing is cached."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from runtherapy_data.access.sessions import is_alive
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Principal, Role
from runtherapy_data.store import identifying, now
from runtherapy_data.store.tables import Account, LoginSession, Practice, Supervision

_COLUMNS = (
    Account.id,
    Account.practice_id,
    Account.role,
    Account.client_id,
    Account.name,
    Account.email,
    Account.language,
    Practice.zone,
)


def _principal(connection: Connection, row: Row[Any], login_session: str = "") -> Principal:
    practices = {row.practice_id}
    if row.role == Role.SUPERVISOR:
        overseen = select(Supervision.practice_id).where(Supervision.account_id == row.id)
        practices.update(connection.scalars(overseen))
    return Principal(
        practice_id=row.practice_id,
        role=Role(row.role),
        account_id=row.id,
        client_id=row.client_id,
        name=row.name,
        email=row.email,
        language=row.language,
        zone=row.zone,
        practice_ids=tuple(sorted(practices)),
        login_session=login_session,
    )


def _find(connection: Connection, condition: ColumnElement[bool]) -> Row[Any] | None:
    query = select(*_COLUMNS).join(Practice, Practice.id == Account.practice_id).where(Account.active, condition)
    return connection.execute(query).one_or_none()  # type: ignore[return-value] # Row is invariant


def principal_by_login_session(token_hash: str) -> Principal | None:
    """Who signed in with this session, or None when it ended, lay idle too long or never was."""
    with identifying() as connection:
        alive = (LoginSession.token_hash == token_hash, is_alive(now()))
        account = select(LoginSession.account_id).where(*alive).scalar_subquery()
        row = _find(connection, Account.id == account)
        return _principal(connection, row, token_hash) if row else None


def principal_by_email(email: str) -> Principal:
    """The named account, for the command line; refuses an unknown or deactivated one."""
    with identifying() as connection:
        row = _find(connection, Account.email == email.strip().casefold())
        if row is None:
            raise NotAllowedError(
                N_("There is no active account {email}."),
                N_("Give the address that the account signs in with."),
                email=email,
            )
        return _principal(connection, row)


def system_principal(practice_id: int, asked_by: str, zone: str = "Europe/Amsterdam") -> Principal:
    """The program itself, at night or because somebody at the machine asked (`asked_by` names who or what)."""
    return Principal(practice_id, Role.SYSTEM, name="system", zone=zone, practice_ids=(practice_id,), asked_by=asked_by)
