"""What the engine switches on, and which addresses it takes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from runtherapy_data import store
from runtherapy_data.errors import ConfigurationError
from runtherapy_data.store.engine import journal_mode, make_engine, set_journal, sqlite_driver
from tests.factories import World


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),  # Debian 12
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_a_library_that_can_corrupt_its_wal_gets_the_rollback_journal(version: tuple[int, ...], mode: str) -> None:
    assert journal_mode(version) == mode


def test_a_connection_to_sqlite_is_prepared(database: str) -> None:
    expected = {
        "journal_mode": journal_mode(sqlite_driver().sqlite_version_info).lower(),
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "query_only": 0,
    }
    with store.engine().connect() as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in expected}
    assert found == expected


def test_an_affected_library_really_runs_without_wal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_driver(), "sqlite_version_info", (3, 40, 1))
    engine = make_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "delete"
    engine.dispose()


def test_writing_takes_the_lock_at_once_and_reading_does_not(database: str) -> None:
    world = World()
    said: list[str] = []
    with store.engine().connect() as connection:
        connection.connection.driver_connection.set_trace_callback(said.append)  # type: ignore[union-attr]
    with store.reading(world.everything()):
        pass
    with store.writing(world.everything()):
        pass
    assert [statement for statement in said if statement.startswith("BEGIN")] == ["BEGIN", "BEGIN IMMEDIATE"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("postgresql+psycopg://u:p@h/d", "postgresql+psycopg"),
        ("postgresql://u:p@h/d", "postgresql+psycopg"),
        ("postgres://u:p@h/d", "postgresql+psycopg"),
    ],
)
def test_addresses_as_providers_write_them(address: str, name: str) -> None:
    assert make_engine(address).url.drivername == name


@pytest.mark.parametrize("address", ["", "nonsense", "mysql://u:p@h/d", "sqlite://", "sqlite:///:memory:"])
def test_other_addresses_are_refused_with_what_to_write(address: str) -> None:
    with pytest.raises(ConfigurationError, match="postgresql\\+psycopg://") as refused:
        make_engine(address)
    assert "u:p" not in str(refused.value)


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a' / 'b' / 'practice.db'}")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    engine.dispose()
    assert (tmp_path / "a" / "b" / "practice.db").exists()


def test_an_error_of_the_database_holds_nothing_that_was_written(world: World) -> None:
    world.account("therapist", "anna@test.example")
    with pytest.raises(IntegrityError) as refused:
        world.account("client", "anna@test.example", name="secret of a client")
    assert "account" in str(refused.value)
    assert "secret of a client" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["sqlite", "postgresql"])
def test_no_engine_shows_what_it_writes(tmp_path: Path, scheme: str) -> None:
    address = f"sqlite:///{tmp_path / 'x.db'}" if scheme == "sqlite" else "postgresql://u:p@h/d"
    assert make_engine(address).hide_parameters


class TurnedAway:
    """A connection that is told "locked" some times before its statement is taken, as SQLite does without waiting."""

    def __init__(self, times: int, why: str = "database is locked") -> None:
        self.times, self.why, self.taken = times, why, list[str]()

    def execute(self, statement: str) -> None:
        if self.times:
            self.times -= 1
            raise sqlite3.OperationalError(self.why)
        self.taken.append(statement)


def test_a_new_database_that_another_program_is_setting_up_is_waited_for() -> None:
    connection = TurnedAway(times=3)
    set_journal(connection, "WAL", sqlite3.OperationalError)
    assert connection.taken == ["PRAGMA journal_mode=WAL"]


def test_what_is_wrong_with_a_database_is_not_waited_for() -> None:
    connection = TurnedAway(times=1, why="disk I/O error")
    with pytest.raises(sqlite3.OperationalError, match="disk"):
        set_journal(connection, "WAL", sqlite3.OperationalError)
    assert connection.taken == []
