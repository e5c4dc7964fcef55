"""Bringing the schema to a revision, up or down, by one process at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.i18n import N_
from runtherapy_data.store import rowsecurity
from runtherapy_data.store.engine import engine

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"
# A second start waits while the first one migrates a large database.
_PATIENCE_MS: Final = 600_000


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def revisions() -> list[str]:
    """The numbers of all migrations, the newest first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


def _target(revision: str, order: list[str]) -> int:
    """Where a revision stands in the order; `base` (an empty database) stands after the oldest."""
    places = {**{number: place for place, number in enumerate(order)}, "head": 0, "base": len(order)}
    if revision not in places:
        raise ConfigurationError(
            N_("There is no schema {revision}."),
            N_("Name one of {known}, `head` or `base`."),
            revision=revision,
            known=", ".join(reversed(order)),
        )
    return places[revision]


@contextmanager
def _alone() -> Iterator[Connection]:
    """One transaction for all migrations, entered by one process at a time."""
    with engine().connect().execution_options(runtherapy_writes=True) as connection:
        if connection.dialect.name == "postgresql":
            with connection.begin():
                rowsecurity.alone(connection)
                rowsecurity.enter_everything(connection)
                yield connection
            return
        # SQLite changes a table by making it anew, which foreign keys would forbid; they are checked at the end.
        below = connection.connection.cursor()
        waits = below.execute("PRAGMA busy_timeout").fetchone()[0]
        below.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        below.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"a migration left {len(broken)} rows that point nowhere: {broken[0]}")
        finally:
            below.execute("PRAGMA foreign_keys=ON")
            below.execute(f"PRAGMA busy_timeout={waits}")


def migrate(revision: str = "head") -> None:
    """Bring the schema to a revision: `head`, `base`, or a number such as 0001. All of the way, or not at all."""
    order = revisions()
    target = _target(revision, order)
    if _known() != (order[target] if target < len(order) else None):
        with _alone() as connection:
            _move(connection, order, target)
    if engine().dialect.name == "postgresql":
        rowsecurity.role_of.cache_clear()  # new tables: grant them too
        rowsecurity.role_of(engine())


def _move(connection: Connection, order: list[str], target: int) -> None:
    config = _config()
    config.attributes["connection"] = connection
    known = MigrationContext.configure(connection).get_current_revision()
    if known and known not in order:
        raise ConfigurationError(
            N_("This database was made by a newer version of the program (schema {known})."),
            N_("Install that version, or restore a backup."),
            known=known,
        )
    place = order.index(known) if known else len(order)
    if place > target:
        command.upgrade(config, order[target])
    elif place < target:
        command.downgrade(config, order[target] if target < len(order) else "base")


def _known() -> str | None:
    try:
        with engine().connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise ConfigurationError(
            N_("The database cannot be opened: {reason}."),
            N_("Check RUNTHERAPY_DATABASE_URL, and that the database server runs and lets this role in."),
            reason=str(error.orig).strip(),
        ) from error


def schema_is_current() -> bool:
    """Whether the database has the schema that this program was written for."""
    return _known() == revisions()[0]
