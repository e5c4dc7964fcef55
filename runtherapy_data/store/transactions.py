"""The only ways to a connection. Each takes who asks, so that the database can repeat the rules below the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Connection

from runtherapy_data.identity import Reach
from runtherapy_data.store import rowsecurity
from runtherapy_data.store.engine import engine


class Reaching(Protocol):
    """A grant of either kind: it knows which rows it may touch."""

    @property
    def reach(self) -> Reach: ...


@contextmanager
def _transaction(reach: Reach | None, *, writes: bool) -> Iterator[Connection]:
    source = engine()
    on_sqlite = source.dialect.name == "sqlite"
    with source.connect().execution_options(runtherapy_writes=writes) as connection:
        if on_sqlite and not writes:
            connection.connection.cursor().execute("PRAGMA query_only=ON")  # below SQLAlchemy: no BEGIN yet
        try:
            with connection.begin():
                if not on_sqlite:
                    rowsecurity.enter(connection, reach, writes=writes)
                yield connection
        finally:
            if on_sqlite and not writes:
                connection.connection.cursor().execute("PRAGMA query_only=OFF")


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
    reach = Reach((practice_id,) if practice_id is not None else (), ())
    with _transaction(reach, writes=writes) as connection:
        yield connection
