"""The engine of this process, and what it switches on in each database."""

from __future__ import annotations

import sqlite3
import time
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.i18n import N_
from runtherapy_data.settings import settings

# The WAL-reset bug can corrupt a database: SQLite 3.7.0 up to 3.51.2 (sqlite.org/wal.html, "the WAL-reset bug").
_WAL_IS_SOUND_FROM: Final = (3, 51, 3)
_BUSY_MS: Final = 10_000
_PAUSE: Final = 0.02  # seconds between two tries of what SQLite does not wait with


def sqlite_driver() -> ModuleType:
    """The driver that carries its own recent SQLite where it is installed, else the one of Python."""
    try:
        import pysqlite3.dbapi2 as driver
    except ImportError:
        return sqlite3
    return driver  # type: ignore[no-any-return]


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL, or the rollback journal (not affected) on a library with the WAL-reset bug."""
    return "WAL" if version >= _WAL_IS_SOUND_FROM else "DELETE"


def _prepare_sqlite(engine: Engine, driver: ModuleType) -> None:
    mode = journal_mode(driver.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun by us, see below
        connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        set_journal(connection, mode, driver.OperationalError)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # A plain BEGIN that later writes loses to another writer; IMMEDIATE waits its turn instead.
        immediate = connection.get_execution_options().get("runtherapy_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def set_journal(connection: Any, mode: str, busy: type[Exception]) -> None:
    """Set the journal mode, waiting as long as any statement may: SQLite itself does not wait with this one.

    Two programs that open a new database at once both change its mode, and one of them is told that it is locked.
    """
    until = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode={mode}")
        except busy as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def make_engine(address: str) -> Engine:
    """An engine for a SQLAlchemy URL, with everything that the store counts on switched on.

    What is written stays out of errors and logs (`hide_parameters`): it is about people's health.
    """
    try:
        url: URL = make_url(address)
    except ArgumentError as error:
        raise ConfigurationError(
            N_("RUNTHERAPY_DATABASE_URL is not a database address."),
            N_("Write it as sqlite:///file.db or postgresql+psycopg://user:password@host/database."),
        ) from error
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        Path(str(url.database)).resolve().parent.mkdir(parents=True, exist_ok=True)
        driver = sqlite_driver()
        made = create_engine(
            url, module=driver, connect_args={"check_same_thread": False}, pool_size=10, hide_parameters=True
        )
        _prepare_sqlite(made, driver)
        return made
    if url.drivername in ("postgresql", "postgres"):  # as providers of databases write it
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername != "postgresql+psycopg":
        raise ConfigurationError(
            N_("The database {kind} is not supported."),
            N_(
                "Write RUNTHERAPY_DATABASE_URL as sqlite:///file.db or postgresql+psycopg://user:password@host/database."
            ),
            kind=url.drivername,
        )
    return create_engine(
        url, pool_pre_ping=True, pool_size=10, hide_parameters=True, connect_args={"application_name": "runtherapy"}
    )


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The engine of this process, for the database of the settings."""
    return make_engine(settings().database_url)


def dispose() -> None:
    """Forget engine and settings: the next use reads the settings anew."""
    if engine.cache_info().currsize:
        engine().dispose()
    engine.cache_clear()
    settings.cache_clear()
