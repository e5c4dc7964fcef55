"""Guessing takes time: failed sign-ins are counted per account and per address, and too many mean waiting.

Who fails often on an account from one address waits there, and nobody waits for it elsewhere: only failures from many
addresses at once keep an account's owner waiting, and not for longer than the window (docs/sign-in.md).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from runtherapy_data.settings import settings
from runtherapy_data.store import now
from runtherapy_data.store.tables import SignInFailure
from runtherapy_data.store.types import new_id

ACCOUNT_WINDOW: Final = dt.timedelta(minutes=15)
ADDRESS_WINDOW: Final = dt.timedelta(hours=1)
EVERYWHERE: Final = 10  # an account's failures from all addresses may be this many times those from one
_HALF: Final = 32  # hex digits: a subject of account and address is half the hash of each


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in attempt that was counted as failed until it succeeds (so that parallel guesses all count)."""

    email: str
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


def _account(email: str) -> str:
    """What the subjects of an account begin with, whatever the address."""
    return _subject("account", email)[:_HALF]


def _subjects(email: str, address: str) -> tuple[str, str]:
    """The account seen from this address, and the address itself."""
    network = _subject("address", _network(address))
    return _account(email) + network[:_HALF], network


def _anywhere(email: str) -> ColumnElement[bool]:
    """Failures on the account from any address; an hour's failures are all that the table holds."""
    return SignInFailure.subject.startswith(_account(email))


def _wait(
    connection: Connection, which: ColumnElement[bool], limit: int, window: dt.timedelta, moment: dt.datetime
) -> dt.timedelta:
    """How long until fewer than `limit` of these failures lie in the window."""
    recent = (
        select(SignInFailure.failed_at)
        .where(which, SignInFailure.failed_at > moment - window)
        .order_by(SignInFailure.failed_at.desc())
        .limit(limit)
    )
    failures = list(connection.scalars(recent))
    return failures[-1] + window - moment if len(failures) >= limit else dt.timedelta(0)


def _wait_of_address(connection: Connection, network: str, moment: dt.datetime) -> dt.timedelta:
    limit = settings().throttle_address_failures
    return _wait(connection, SignInFailure.subject == network, limit, ADDRESS_WINDOW, moment)


def wait(connection: Connection, email: str, address: str) -> dt.timedelta:
    """How long a sign-in has to wait now: nothing, mostly. The same for accounts that do not exist."""
    from_here, network = _subjects(email, address)
    limit, moment = settings().throttle_account_failures, now()
    return max(
        _wait(connection, SignInFailure.subject == from_here, limit, ACCOUNT_WINDOW, moment),
        _wait(connection, _anywhere(email), limit * EVERYWHERE, ACCOUNT_WINDOW, moment),
        _wait_of_address(connection, network, moment),
    )


def count(connection: Connection, email: str, address: str) -> Attempt:
    """Count an attempt as failed before its password is looked at; forget failures that no window reaches."""
    moment = now()
    connection.execute(delete(SignInFailure).where(SignInFailure.failed_at < moment - ADDRESS_WINDOW))
    rows = [{"id": new_id(), "subject": subject, "failed_at": moment} for subject in _subjects(email, address)]
    connection.execute(insert(SignInFailure), rows)
    return Attempt(email, (rows[0]["id"], rows[1]["id"]))  # type: ignore[arg-type]


def count_refused(connection: Connection, address: str) -> None:
    """Count an attempt made while waiting against its address: who keeps trying uses up that limit, too.

    An address that has to wait itself is not counted on: its wait ends, and the table does not grow without limit.
    """
    moment, network = now(), _subject("address", _network(address))
    if not _wait_of_address(connection, network, moment):
        connection.execute(insert(SignInFailure).values(id=new_id(), subject=network, failed_at=moment))


def failed(connection: Connection, attempt: Attempt) -> None:
    """The attempt was wrong: it counts from now on. Written alike for accounts that exist and for others."""
    connection.execute(update(SignInFailure).where(SignInFailure.id.in_(attempt.counted)).values(failed_at=now()))


def succeeded(connection: Connection, attempt: Attempt) -> None:
    """The attempt was right: it no longer counts, and neither does what failed on this account before."""
    connection.execute(delete(SignInFailure).where(SignInFailure.id.in_(attempt.counted)))
    forgive(connection, attempt.email)


def forgive(connection: Connection, email: str) -> None:
    """Somebody chose a new password by a one-time link: earlier failures on the account no longer count."""
    connection.execute(delete(SignInFailure).where(_anywhere(email)))
