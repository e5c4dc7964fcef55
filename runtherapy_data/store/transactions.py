"""The only ways to a connection. Each takes who asks, so that the database can repeat the rules below the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Final, Protocol

from sqlalchemy import Connection, RootTransaction
from sqlalchemy.exc import OperationalError

from runtherapy_data.errors import ConflictError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Reach
from runtherapy_data.store import rowsecurity
from runtherapy_data.store.engine import engine

_LOCK_NOT_AVAILABLE: Final = "55P03"


class Reaching(Protocol):
    """A grant of either kind: it knows which rows it may touch."""

    @property
    def reach(self) -> Reach: ...


@contextmanager
def _read_only(connection: Connection) -> Iterator[None]:
    """On SQLite, refuse writes below SQLAlchemy; the next user of the connection may write again."""
    below = connection.connection.cursor()
    below.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        below.execute("PRAGMA query_only=OFF")


def _begin(connection: Connection, reach: Reach, *, writes: bool, role: str | None) -> RootTransaction:
    """Begin, and wait for one's turn to write: no longer than the store's patience."""
    try:
        begun = connection.begin()
        if connection.dialect.name == "postgresql":
            rowsecurity.enter(connection, reach, writes=writes, role=role)
    except OperationalError as error:
        busy = getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE or "locked" in str(error.orig)
        if not busy:
            raise
        raise ConflictError(
            N_("Something else is being saved for this practice."), N_("Try again in a moment.")
        ) from error
    return begun


@contextmanager
def _transaction(reach: Reach, *, writes: bool) -> Iterator[Connection]:
    source = engine()
    on_sqlite = source.dialect.name == "sqlite"
    role = None if on_sqlite else rowsecurity.role_of(source)
    with (
        source.connect().execution_options(runtherapy_writes=writes) as connection,
        _read_only(connection) if on_sqlite and not writes else nullcontext(),
        _begin(connection, reach, writes=writes, role=role),
    ):
        yield connection


@contextmanager
def reading(grant: Reaching) -> Iterator[Connection]:
    """A read-only transaction that sees the rows of the grant."""
    with _transaction(grant.reach, writes=False) as connection:
        yield connection


@contextmanager
def writing(grant: Reaching) -> Iterator[Connection]:
    """A transaction that may write the rows of the grant: all of it happens, or nothing."""
    with _transaction(grant.reach, writes=True) as connection:
        yield connection


@contextmanager
def identifying(*, practice_id: int | None = None, writes: bool = False) -> Iterator[Connection]:
    """For `access` alone: find out who somebody is and how they relate to a course.

    Reaches accounts, sign-ins, assignments, consent and the audit trail (of one practice, where it is known), and no
    clinical fact.
    """
    reach = Reach((practice_id,) if practice_id is not None else (), (), None)
    with _transaction(reach, writes=writes) as connection:
        yield connection
