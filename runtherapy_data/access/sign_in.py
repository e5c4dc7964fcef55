"""Signing in and out: throttled, the same answer and the same work for every kind of failure, audited."""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import Row, select, update

from runtherapy_data.access import audit, passwords, sessions, throttle
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Principal, Role
from runtherapy_data.store import identifying
from runtherapy_data.store.tables import Account, Practice


class ThrottledError(NotAllowedError):
    """Too many failures: come back later. Says how long, and nothing about whether the account exists."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(
            N_("There were too many failed attempts."),
            N_("Wait {minutes} min and try again, or ask the practice for a new link."),
            minutes=max(1, math.ceil(seconds / 60)),
        )


class WrongPasswordError(NotAllowedError):
    """No active account has this address and this password; does not say which of them is wrong."""

    def __init__(self) -> None:
        super().__init__(
            N_("This e-mail address and password do not belong together."),
            N_("Check both. If it keeps failing, ask the practice for a new link."),
        )


def _account(email: str) -> Row[Any] | None:
    query = select(
        Account.id, Account.practice_id, Account.role, Account.password_hash, Account.active
    ).where(Account.email == email)  # fmt: skip
    with identifying() as connection:
        return connection.execute(query).one_or_none()  # type: ignore[return-value] # Row is invariant


def _open(row: Row[Any], attempt: throttle.Attempt | None, new_hash: str | None, **detail: object) -> str:
    principal = Principal(row.practice_id, Role(row.role), account_id=row.id)
    with identifying(practice_id=row.practice_id, writes=True) as connection:
        if attempt is not None:
            throttle.succeeded(connection, attempt)
        if new_hash is not None:
            connection.execute(update(Account).where(Account.id == row.id).values(password_hash=new_hash))
        audit.record(connection, principal, "session.open", detail=dict(detail) or None)
        return sessions.open_session(connection, row.practice_id, row.id)


def _counted(email: str, address: str) -> throttle.Attempt:
    """Count the attempt, or refuse it: a transaction that is kept either way."""
    with identifying(writes=True) as connection:
        wait = throttle.wait(connection, email, address)
        if not wait:
            return throttle.count(connection, email, address)
        throttle.count_refused(connection, address)
    raise ThrottledError(wait.total_seconds())


def _refuse(row: Row[Any] | None, attempt: throttle.Attempt) -> None:
    """One transaction that writes, whether the account exists or not: the time it takes must not tell."""
    with identifying(practice_id=row.practice_id if row else None, writes=True) as connection:
        throttle.failed(connection, attempt)
        if row is not None:
            principal = Principal(row.practice_id, Role(row.role), account_id=row.id)
            audit.record(connection, principal, "session.open", outcome="refused")


def with_password(email: str, password: str, address: str) -> str:
    """Sign in: returns a new session token.

    `address`: where the request came from, for the throttle.

    Raises:
        ThrottledError: too many failures on this account or from this address.
        WrongPasswordError: anything else that is wrong.
    """
    email = email.strip().casefold()[:254]
    attempt = _counted(email, address)
    row = _account(email)
    right = passwords.matches(row.password_hash if row else None, password)
    if row is None or not right or not row.active:
        _refuse(row, attempt)
        raise WrongPasswordError
    renewed = passwords.hashed(password) if passwords.outdated(row.password_hash) else None
    return _open(row, attempt, renewed)


def as_demo(email: str) -> str | None:
    """Sign in without a password as somebody of a demo practice; None when there is no such demo account."""
    query = (
        select(Account.id, Account.practice_id, Account.role)
        .join(Practice, Practice.id == Account.practice_id)
        .where(Account.email == email, Account.active, Practice.is_demo)
    )
    with identifying() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else _open(row, None, None, demo=True)  # type: ignore[arg-type] # Row is invariant


def demo_accounts(emails: list[str]) -> set[str]:
    """Which of these addresses are active accounts of a demo practice."""
    query = (
        select(Account.email)
        .join(Practice, Practice.id == Account.practice_id)
        .where(Account.email.in_(emails), Account.active, Practice.is_demo)
    )
    with identifying() as connection:
        return set(connection.scalars(query))


def practice_name() -> str:
    """The name above the sign-in form: of the one live practice, else of the demo; none where there are several."""
    with identifying() as connection:
        practices = connection.execute(select(Practice.name, Practice.is_demo)).all()
    live = [row.name for row in practices if not row.is_demo]
    names = live or [row.name for row in practices]
    return names[0] if len(names) == 1 else ""


def sign_out(token_hash: str) -> None:
    """End a sign-in, audited."""
    live = sessions.find_session(token_hash)
    if live is None:
        return
    principal = Principal(live.practice_id, live.role, account_id=live.account_id)
    with identifying(practice_id=live.practice_id, writes=True) as connection:
        sessions.end_session(connection, token_hash)
        audit.record(connection, principal, "session.close")
