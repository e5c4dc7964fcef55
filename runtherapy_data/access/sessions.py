"""Sign-ins that last: a random token in the browser, only its SHA-256 here, and two clocks that end it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update

from runtherapy_data.identity import Role
from runtherapy_data.settings import settings
from runtherapy_data.store import identifying, now
from runtherapy_data.store.tables import Account, LoginSession

AT_ONCE: Final = 5  # sign-ins of one account on several devices; a sixth ends the oldest
_SEEN_STEP: Final = dt.timedelta(minutes=1)  # `seen_at` is written at most this often
_FORGET_AFTER: Final = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A sign-in that counts at this moment."""

    token_hash: str
    practice_id: int
    account_id: UUID
    role: Role
    language: str


def hash_of(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex. The token has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_alive(moment: dt.datetime) -> ColumnElement[bool]:
    """The sign-in was not ended, and neither clock ran out: since the last use, and since the sign-in itself."""
    idle_since = moment - dt.timedelta(minutes=settings().session_idle_minutes)
    return and_(LoginSession.ended_at.is_(None), LoginSession.ends_at > moment, LoginSession.seen_at > idle_since)


def open_session(connection: Connection, practice_id: int, account_id: UUID) -> str:
    """Begin a sign-in; returns its token, which exists nowhere else."""
    moment, token = now(), secrets.token_urlsafe(32)
    own = LoginSession.account_id == account_id
    connection.execute(delete(LoginSession).where(own, LoginSession.ends_at < moment - _FORGET_AFTER))
    newest = select(LoginSession.token_hash).where(own, is_alive(moment)).order_by(LoginSession.created_at.desc())
    oldest = list(connection.scalars(newest))[AT_ONCE - 1 :]
    _end(connection, LoginSession.token_hash.in_(oldest))
    connection.execute(
        insert(LoginSession).values(
            token_hash=hash_of(token),
            practice_id=practice_id,
            account_id=account_id,
            created_at=moment,
            seen_at=moment,
            ends_at=moment + dt.timedelta(hours=settings().session_absolute_hours),
        )
    )
    return token


def find_session(token_hash: str) -> LiveSession | None:
    """The sign-in with this token hash, if it counts now and its account is active."""
    query = (
        select(LoginSession.practice_id, LoginSession.account_id, Account.role, Account.language)
        .join(Account, Account.id == LoginSession.account_id)
        .where(LoginSession.token_hash == token_hash, Account.active, is_alive(now()))
    )
    with identifying() as connection:
        row = connection.execute(query).one_or_none()
    return LiveSession(token_hash, row.practice_id, row.account_id, Role(row.role), row.language) if row else None


def alive_among(token_hashes: Iterable[str]) -> set[str]:
    """Which of these sign-ins count now: one query for all open pages of a server."""
    query = (
        select(LoginSession.token_hash)
        .join(Account, Account.id == LoginSession.account_id)
        .where(LoginSession.token_hash.in_(list(token_hashes)), Account.active, is_alive(now()))
    )
    with identifying() as connection:
        return set(connection.scalars(query))


def touch(token_hash: str) -> None:
    """Note that the sign-in is in use. An expired one stays expired."""
    moment = now()
    stale = LoginSession.seen_at < moment - _SEEN_STEP
    with identifying() as connection:
        mine = select(LoginSession.token_hash).where(LoginSession.token_hash == token_hash, is_alive(moment), stale)
        if connection.scalar(mine) is None:
            return
    with identifying(writes=True) as connection:
        connection.execute(
            update(LoginSession).where(LoginSession.token_hash == token_hash, is_alive(moment)).values(seen_at=moment)
        )


def _end(connection: Connection, which: ColumnElement[bool]) -> int:
    ended = update(LoginSession).where(which, LoginSession.ended_at.is_(None)).values(ended_at=now())
    return int(connection.execute(ended).rowcount)


def end_session(connection: Connection, token_hash: str) -> None:
    """End one sign-in; its token opens nothing from now on."""
    _end(connection, LoginSession.token_hash == token_hash)


def end_all(connection: Connection, account_id: UUID) -> int:
    """End every sign-in of an account; returns how many there were."""
    return _end(connection, LoginSession.account_id == account_id)
