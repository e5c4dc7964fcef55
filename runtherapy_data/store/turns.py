"""One process at a time over several transactions: for what is done in batches and must not be done twice at once.

The turn is a lock of the database system, so that it ends with the process that has it, however that ends; a row that
says "busy" would outlive a crash. On PostgreSQL an advisory lock, held by a transaction that does nothing else; on
SQLite an empty file beside the database, locked the way SQLite locks on every system.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

from runtherapy_data.store.engine import engine, sqlite_driver

# An advisory lock of its own family: writers and migrations have another one (rowsecurity.py).
_TURN: Final = "SELECT pg_try_advisory_xact_lock(2719, 1)"


@contextmanager
def turn() -> Iterator[bool]:
    """Whether it is this process's turn on this database, kept until the end; does not wait, and is not taken twice."""
    if engine().dialect.name == "postgresql":
        with engine().connect() as connection, connection.begin():
            # A server may end transactions that do nothing for long; this one is there to do nothing.
            connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield bool(connection.exec_driver_sql(_TURN).scalar_one())
        return
    driver, database = sqlite_driver(), engine().url.database
    if database in (None, "", ":memory:"):  # no other process can reach it
        yield True
        return
    with closing(driver.connect(f"{database}.turn", timeout=0, isolation_level=None)) as beside:
        yield _is_free(beside, driver.OperationalError)


def _is_free(beside: Any, busy: type[Exception]) -> bool:
    try:
        beside.execute("BEGIN EXCLUSIVE")
    except busy as error:
        if "locked" not in str(error):
            raise
        return False
    return True
