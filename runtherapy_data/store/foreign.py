"""Another system's database, read and never written: for practices that already keep their facts in SQL."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, CursorResult, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from runtherapy_data.errors import ConfigurationError, InvalidInputError
from runtherapy_data.i18n import N_

CHUNK: Final = 10_000
_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_READS: Final = re.compile(r"\s*(?:--[^\n]*\n\s*|/\*.*?\*/\s*)*(select|with)\b", re.IGNORECASE | re.DOTALL)
# What SQLite may do for us: select, read, call a function, recurse in a WITH. Nothing else, not even ATTACH.
_ALLOWED: Final = frozenset(
    (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a query's answer, and its rows in parts of at most CHUNK."""

    columns: tuple[str, ...]
    parts: Iterator[Sequence[Sequence[Any]]]


def address_of(url: str) -> URL:
    """The address with `${NAME}` filled in from the environment; no password in any message."""

    def variable(found: re.Match[str]) -> str:
        value = os.environ.get(found[1])
        if value is None:
            raise ConfigurationError(
                N_("The environment variable {name} is not set."), N_("The map file's url needs it."), name=found[1]
            )
        return quote(value, safe="")

    return _made(_VARIABLE.sub(variable, url))


def name_of(url: str) -> str:
    """The address as it may be shown and kept: which database where, without user, password and parameters.

    A driver takes passwords as parameters, too.
    """
    made = _made(_VARIABLE.sub("x", url))
    shown = URL.create(made.drivername, host=made.host, port=made.port, database=made.database)
    return shown.render_as_string()


def _made(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise ConfigurationError(
            N_("The url in the map file is not a database address."),
            N_("Write it as postgresql+psycopg://user:password@host/database or sqlite:///file.db."),
        ) from error


@contextmanager
def answer(url: str, query: str, parameters: Mapping[str, Any]) -> Iterator[Answer]:
    """Run one SELECT read-only and stream its answer; whatever it did is rolled back."""
    if not _READS.match(query):
        raise InvalidInputError(
            "sql", N_("The query in the map file does not begin with SELECT or WITH."), N_("Only reading is allowed.")
        )
    engine = _engine(address_of(url))
    try:
        with _told():
            connection = engine.connect()
        with connection, _read_only(connection):
            with _told():
                result = connection.execution_options(yield_per=CHUNK).execute(text(query), dict(parameters))
                columns = tuple(result.keys())
            yield Answer(columns, _parts(result))
    finally:
        engine.dispose()


def _parts(result: CursorResult[Any]) -> Iterator[Sequence[Sequence[Any]]]:
    with _told():
        for part in result.partitions():
            yield [tuple(row) for row in part]


@contextmanager
def _told() -> Iterator[None]:
    """Say what the other database said, and nothing of where it is."""
    try:
        yield
    except SQLAlchemyError as error:
        raise InvalidInputError(
            "sql", N_("The other database could not be read: {problem}."), N_("Check url and query in the map file."),
            problem=_problem(error),
        ) from error  # fmt: skip


def _problem(error: SQLAlchemyError) -> str:
    """The driver's own first line: SQLAlchemy's would repeat the parameters."""
    return str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if not path.is_file():
            raise ConfigurationError(
                N_("The database file {file} is not there."), N_("Check the url in the map file."), file=path
            )
        return create_engine("sqlite://", creator=lambda: _sqlite(path), poolclass=NullPool, hide_parameters=True)
    try:
        return create_engine(url, poolclass=NullPool, hide_parameters=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise ConfigurationError(
            N_("There is no driver for {kind} databases here."), N_("Install it with pip, for example pymysql."),
            kind=url.drivername,
        ) from error  # fmt: skip


def _sqlite(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)
    connection.execute("PRAGMA query_only=ON")
    return connection


@contextmanager
def _read_only(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY)
        yield
        return
    with connection.begin() as transaction:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            transaction.rollback()
