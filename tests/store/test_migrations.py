"""The schema goes up and down with data in it, on both databases, by one process at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select, text

from runtherapy_data import store
from runtherapy_data.access import grant_maintenance
from runtherapy_data.errors import ConfigurationError
from runtherapy_data.store import tables
from runtherapy_data.store.schema import revisions
from tests.store.rows import fill, one_of_each

TABLES = tables.Base.metadata.tables
TAKEN_ANEW = {"snapshot", "cohort_week", "cohort_outcome"}  # no facts of their own: a migration may empty them


def counts() -> dict[str, int]:
    """How many rows each table has that is there, as a migration sees them."""
    there = left_tables()
    with store.writing(grant_maintenance("tests")) as connection:
        store.extend(connection, practice_id=1)
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in TABLES.items()
            if name in there
        }


def with_data() -> None:
    with store.writing(grant_maintenance("tests")) as connection:
        fill(connection, 1)


def left_tables() -> set[str]:
    with store.engine().connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def current() -> str | None:
    with store.engine().connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def test_a_row_for_every_table() -> None:
    assert set(one_of_each(1)) == set(TABLES)


def test_up_down_and_up_again_with_data(any_database: str) -> None:
    with_data()
    assert set(counts().values()) == {1}
    store.migrate("base")
    assert left_tables() == set()
    store.migrate()
    assert store.schema_is_current()
    assert set(counts().values()) == {0}
    with_data()
    assert set(counts().values()) == {1}


def test_each_number_one_by_one_both_ways(any_database: str) -> None:
    oldest_first = list(reversed(revisions()))
    assert oldest_first == sorted(oldest_first)
    for number in reversed(oldest_first):
        store.migrate(number)
        assert current() == number
    store.migrate("base")
    assert current() is None
    for number in oldest_first:
        store.migrate(number)
        assert current() == number
    assert store.schema_is_current()


def test_later_migrations_keep_the_facts_of_the_first_schema(any_database: str) -> None:
    store.migrate("0001")
    of_the_first = left_tables()
    store.migrate()
    with_data()
    for number in [*revisions(), *reversed(revisions())]:
        store.migrate(number)
        left = {name: rows for name, rows in counts().items() if name in of_the_first - TAKEN_ANEW}
        assert set(left.values()) == {1}, f"at {number}: {left}"


def test_the_migrated_schema_is_the_one_of_the_tables(any_database: str) -> None:
    with store.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, tables.Base.metadata) == []


def constraints_of(database: Any) -> dict[str, set[str]]:
    return {
        name: {
            str(one["name"])
            for ask in (database.get_check_constraints, database.get_foreign_keys, database.get_unique_constraints)
            for one in ask(name)
        }
        for name in TABLES
    }


def test_every_constraint_of_the_tables_is_in_the_migrated_schema(any_database: str) -> None:
    migrated = constraints_of(inspect(store.engine()))
    with store.engine().connect().execution_options(runtherapy_writes=True) as connection:
        tables.Base.metadata.drop_all(connection)
        tables.Base.metadata.create_all(connection)
        assert constraints_of(inspect(connection)) == migrated
        connection.rollback()


def test_a_database_of_a_newer_program_is_left_alone(any_database: str) -> None:
    with_data()
    with store.engine().connect().execution_options(runtherapy_writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for revision in ("head", "0001", "base"):
        with pytest.raises(ConfigurationError, match="newer version of the program"):
            store.migrate(revision)
    assert not store.schema_is_current()
    assert set(counts().values()) == {1}


@pytest.mark.parametrize("revision", ["9999", "1", "", "Head"])
def test_a_schema_that_is_not_there_is_refused(any_database: str, revision: str) -> None:
    with pytest.raises(ConfigurationError, match="There is no schema"):
        store.migrate(revision)
    assert store.schema_is_current()


def test_a_migration_that_fails_halfway_leaves_everything_as_it_was(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_data()
    drop_table = op.drop_table

    def power_cut(name: str) -> None:
        if name == "practice":  # the last one to go
            raise RuntimeError("power cut")
        drop_table(name)

    monkeypatch.setattr(op, "drop_table", power_cut)
    with pytest.raises(RuntimeError, match="power cut"):
        store.migrate("base")
    assert store.schema_is_current()
    assert set(counts().values()) == {1}


def start_together(processes: int) -> list[int]:
    """Exit codes of that many programs that all bring the same database up to date at once."""
    root = Path(__file__).resolve().parents[2]
    started = [
        subprocess.Popen(
            [sys.executable, "-c", "from runtherapy_data import store; store.migrate()"], cwd=root
        )
        for _ in range(processes)
    ]  # fmt: skip
    return [one.wait(timeout=60) for one in started]


def test_two_first_starts_at_once_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", f"sqlite:///{tmp_path / 'new.db'}")
    store.dispose()
    assert start_together(2) == [0, 0]
    assert store.schema_is_current()
    store.dispose()


@pytest.mark.postgres
def test_two_first_starts_at_once_on_postgresql(postgres_url: str) -> None:
    assert start_together(2) == [0, 0]
    assert store.schema_is_current()


@pytest.mark.postgres
def test_a_server_that_does_not_answer_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNTHERAPY_DATABASE_URL", "postgresql://app:secret@127.0.0.1:1/practice")
    store.dispose()
    with pytest.raises(ConfigurationError, match="The database cannot be opened") as refused:
        store.migrate()
    assert "secret" not in str(refused.value)
    store.dispose()
