"""Guessing takes time: failed sign-ins are counted per account and per address, and too many mean waiting.

Waiting, not locking: nobody can shut somebody else out for longer than the window (docs/sign-in.md).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from runtherapy_data.settings import settings
from runtherapy_data.store import now
from runtherapy_data.store.tables import SignInFailure
from runtherapy_data.store.types import new_id

ACCOUNT_WINDOW: Final = dt.timedelta(minutes=15)
ADDRESS_WINDOW: Final = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in attempt that was counted as failed until it succeeds (so that parallel guesses all count)."""

    account: str
    counted: tuple[UUID, UUID]


def _subject(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()


def _network(address: str) -> str:
    """The address; of an IPv6 address its /64, since one household or attacker has all of that."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _subjects(email: str, address: str) -> tuple[str, str]:
    return _subject("account", email), _subject("address", _network(address))


def _wait(connection: Connection, subject: str, limit: int, window: dt.timedelta, moment: dt.datetime) -> dt.timedelta:
    """How long until fewer than `limit` failures lie in the window."""
    recent = (
        select(SignInFailure.failed_at)
        .where(SignInFailure.subject == subject, SignInFailure.failed_at > moment - window)
        .order_by(SignInFailure.failed_at.desc())
        .limit(limit)
    )
    failures = list(connection.scalars(recent))
    return failures[-1] + window - moment if len(failures) >= limit else dt.timedelta(0)


def wait(connection: Connection, email: str, address: str) -> dt.timedelta:
    """How long a sign-in has to wait now: nothing, mostly. The same for accounts that do not exist."""
    account, network = _subjects(email, address)
    limits, moment = settings(), now()
    return max(
        _wait(connection, account, limits.throttle_account_failures, ACCOUNT_WINDOW, moment),
        _wait(connection, network, limits.throttle_address_failures, ADDRESS_WINDOW, moment),
    )


def count(connection: Connection, email: str, address: str) -> Attempt:
    """Count an attempt as failed before its password is looked at; forget failures that no window reaches."""
    moment = now()
    connection.execute(delete(SignInFailure).where(SignInFailure.failed_at < moment - ADDRESS_WINDOW))
    rows = [{"id": new_id(), "subject": subject, "failed_at": moment} for subject in _subjects(email, address)]
    connection.execute(insert(SignInFailure), rows)
    return Attempt(_subject("account", email), (rows[0]["id"], rows[1]["id"]))  # type: ignore[arg-type]


def succeeded(connection: Connection, attempt: Attempt) -> None:
    """The attempt was right: it no longer counts, and neither does what failed on this account before."""
    connection.execute(delete(SignInFailure).where(SignInFailure.id.in_(attempt.counted)))
    connection.execute(delete(SignInFailure).where(SignInFailure.subject == attempt.account))


def forgive(connection: Connection, email: str) -> None:
    """Somebody chose a new password by a one-time link: earlier failures on the account no longer count."""
    connection.execute(delete(SignInFailure).where(SignInFailure.subject == _subject("account", email)))
