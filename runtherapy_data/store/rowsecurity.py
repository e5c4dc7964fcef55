"""PostgreSQL's row-level security: tells the database who asks, for one transaction only.

The policies (migrations 0002 and 0006 to 0008) read five settings: `runtherapy.practices`, `runtherapy.courses` and
`runtherapy.clients` say what may be touched, `runtherapy.role` and `runtherapy.account` who asks. All are set with SET
LOCAL: a session-level SET leaks to the next user of the connection.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import ProgrammingError

from runtherapy_data.errors import ConfigurationError
from runtherapy_data.i18n import N_
from runtherapy_data.identity import Reach, Role

ALL: Final = "all"
APP_ROLE: Final = "runtherapy_app"
_LOCKS: Final = 2_718  # the family of our advisory locks; their second number is a practice
_MIGRATION_LOCK: Final = -1
# As long as a writer waits on SQLite; and no page needs a statement of half a minute, while a snapshot may.
_LOCK_WAIT: Final = "10s"
_STATEMENT_LIMIT: Final = "30s"


def enter(connection: Connection, reach: Reach, *, writes: bool, role: str | None = None) -> None:
    """Begin: who asks, whether they write, how long they may wait. One round trip.

    A reader sees one state of the store throughout. Writers of one practice take turns, as all writers do on SQLite, so
    that an action may read, decide and write on either database.
    """
    practices = ",".join(str(int(number)) for number in reach.practice_ids)
    statements = [
        "SET TRANSACTION READ WRITE" if writes else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        f"SET LOCAL runtherapy.practices = '{practices}'",
        f"SET LOCAL runtherapy.courses = '{_listed(reach.courses)}'",
        f"SET LOCAL runtherapy.clients = '{_listed(reach.clients)}'",
        f"SET LOCAL runtherapy.role = '{reach.role.value if reach.role else ''}'",
        f"SET LOCAL runtherapy.account = '{_account(reach)}'",
        f"SET LOCAL lock_timeout = '{_LOCK_WAIT}'",
    ]
    if reach.courses is not None:
        statements.append(f"SET LOCAL statement_timeout = '{_STATEMENT_LIMIT}'")
    if role:
        statements.append(f"SET LOCAL ROLE {role}")
    if writes:
        turns = sorted(int(number) for number in reach.practice_ids) or [0]
        statements += [f"SELECT pg_advisory_xact_lock({_LOCKS}, {turn})" for turn in turns]
    # Numbers, UUIDs and names made by the program: nothing here was typed by anybody.
    connection.exec_driver_sql("; ".join(statements))


def _listed(ids: Iterable[UUID] | None) -> str:
    return ALL if ids is None else ",".join(str(UUID(str(one))) for one in ids)


def _account(reach: Reach) -> str:
    """Whose notes and documents: everybody's for the program itself, nobody's where no account is known."""
    if reach.role == Role.SYSTEM:
        return ALL
    return _listed([reach.account_id]) if reach.account_id else ""


def extend(connection: Connection, *, practice_id: int) -> None:
    """Let this transaction also touch the practice that it has just founded. On SQLite there is nothing to do."""
    if connection.dialect.name != "postgresql":
        return
    held = connection.exec_driver_sql("SELECT current_setting('runtherapy.practices')").scalar_one()
    practices = ",".join(part for part in (held, str(int(practice_id))) if part)
    connection.exec_driver_sql(f"SET LOCAL runtherapy.practices = '{practices}'")


def alone(connection: Connection) -> None:
    """Wait until no other process changes the schema or our role; held until the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCKS}, {_MIGRATION_LOCK})")


def enter_everything(connection: Connection) -> None:
    """Let a migration see the rows of every practice: the policies hold for the owner of the tables too."""
    if connection.exec_driver_sql("SELECT to_regclass('practice') IS NULL").scalar_one():
        return
    practices = connection.exec_driver_sql("SELECT string_agg(id::text, ',') FROM practice").scalar_one() or ""
    connection.exec_driver_sql(f"SET LOCAL runtherapy.practices = '{practices}'")
    connection.exec_driver_sql(f"SET LOCAL runtherapy.courses = '{ALL}'; SET LOCAL runtherapy.clients = '{ALL}'")
    connection.exec_driver_sql(f"SET LOCAL runtherapy.role = '{Role.SYSTEM.value}'")
    connection.exec_driver_sql(f"SET LOCAL runtherapy.account = '{ALL}'")


@lru_cache(maxsize=1)
def role_of(engine: Engine) -> str | None:
    """The role to take on in each transaction, or None where the login's own will do.

    A superuser and a role with BYPASSRLS pass every policy. Signed in as one of these, the program makes a role without
    such power and works as that; where it may not, it refuses to start.
    """
    with engine.connect() as connection, connection.begin():
        bypasses = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        if not connection.exec_driver_sql(bypasses).scalar_one():
            return None
        try:
            alone(connection)
            _make_role(connection)
            _take_role(connection)
            if connection.exec_driver_sql(bypasses).scalar_one():
                raise _void()
        except ProgrammingError as error:
            raise _void() from error
    return APP_ROLE


def _void() -> ConfigurationError:
    return ConfigurationError(
        N_("The database role of RUNTHERAPY_DATABASE_URL passes row-level security."),
        N_("Use a role that is neither superuser nor BYPASSRLS and owns its database (docs/postgresql.md)."),
    )


def _make_role(connection: Connection) -> None:
    """The role and what it may do: rows, never the schema. Made again after each migration, for new tables."""
    if connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (APP_ROLE,)).first() is None:
        # Roles belong to the whole server: a program on a neighbouring database may be quicker.
        connection.exec_driver_sql(
            f"DO $$ BEGIN CREATE ROLE {APP_ROLE} NOLOGIN;"
            " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    schema = connection.exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    for what in (
        f"USAGE ON SCHEMA {schema}",
        f"SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema}",
        f"USAGE ON ALL SEQUENCES IN SCHEMA {schema}",
    ):
        connection.exec_driver_sql(f"GRANT {what} TO {APP_ROLE}")


def _take_role(connection: Connection) -> None:
    """Be that role until the transaction ends; who made it without being a superuser must join it first."""
    try:
        with connection.begin_nested():
            connection.exec_driver_sql(f"SET LOCAL ROLE {APP_ROLE}")
    except ProgrammingError:
        connection.exec_driver_sql(f"GRANT {APP_ROLE} TO CURRENT_USER")
        connection.exec_driver_sql(f"SET LOCAL ROLE {APP_ROLE}")
