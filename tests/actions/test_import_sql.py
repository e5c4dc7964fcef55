"""Reading another system's database: read-only, and only what is new."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from runtherapy_data.actions.import_sql import import_from_sql
from runtherapy_data.actions.imports import Order
from runtherapy_data.errors import ConfigurationError, InvalidInputError
from runtherapy_data.readers.maps import read_map
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import foreign, tables
from tests.actions.imports import CREATE, events, numbers, rows_of, system
from tests.factories import World

QUERY = "SELECT id, patient, dag AS datum, minuten AS loopminuten FROM sessie WHERE id >= :since ORDER BY id"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another system's database with three sessions."""
    path = tmp_path / "epd.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE sessie (id INTEGER PRIMARY KEY, patient TEXT, dag TEXT, minuten INTEGER)")
        rows = [(1, "K-1", "2026-05-01", 20), (2, "K-1", "2026-05-03", 25), (3, "K-2", "2026-05-01", None)]
        connection.executemany("INSERT INTO sessie VALUES (?, ?, ?, ?)", rows)
    return path


def order(path: Path, query: str = QUERY, more: str = 'increment = "id"\nsince = 0', **flags: bool) -> Order:
    text = f'{CREATE}\n[sql]\nurl = "sqlite:///{path}"\nquery = """{query}"""\n{more}\n'
    return Order(Kind.SESSIONS, read_map(text.encode()), **flags)


def write(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)


def marks(world: World) -> list[str]:
    return [through for (through,) in rows_of(world, tables.ImportMark, "read_through")]


def test_only_what_was_not_read_before_is_read_again(world: World, other: Path) -> None:
    write(other, "UPDATE sessie SET minuten = 30 WHERE id = 3")
    assert numbers(import_from_sql(system(world), order(other))) == (3, 0, 0, 0)
    assert marks(world) == ["3"]
    write(other, "UPDATE sessie SET minuten = 31 WHERE id = 3")
    write(other, "UPDATE sessie SET minuten = 99 WHERE id = 1")  # lies before the mark
    write(other, "INSERT INTO sessie VALUES (4, 'K-2', '2026-05-04', 15)")
    assert numbers(import_from_sql(system(world), order(other))) == (1, 0, 1, 0)
    assert marks(world) == ["4"]
    assert numbers(import_from_sql(system(world), order(other))) == (0, 1, 0, 0)
    assert rows_of(world, tables.SessionLog, "source_key", "running_minutes") == [
        ("1", 20), ("2", 25), ("3", 31), ("4", 15),
    ]  # fmt: skip


def test_a_dry_run_and_one_that_was_held_back_leave_no_mark(world: World, other: Path) -> None:
    assert numbers(import_from_sql(system(world), order(other))) == (2, 0, 0, 1)
    assert (marks(world), rows_of(world, tables.SessionLog, "day")) == ([], [])
    dry = import_from_sql(system(world), order(other, skip_bad_rows=True, dry_run=True))
    assert marks(world) == []
    assert import_from_sql(system(world), order(other, skip_bad_rows=True)) == dry
    assert marks(world) == ["3"]


def test_a_long_answer_comes_in_parts_and_in_one_transaction(
    world: World, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "CHUNK", 2)
    client, _ = world.client("K-1")
    world.course(client)
    rows = ", ".join(f"({n}, 'K-1', '2026-05-{n % 28 + 1:02}', {n})" for n in range(10, 30))
    write(other, "DELETE FROM sessie")
    write(other, f"INSERT INTO sessie VALUES {rows}, (30, 'K-1', '2026-05-01', 999)")
    text = f'[sql]\nurl = "sqlite:///{other}"\nquery = "SELECT id, patient, dag datum, minuten loopminuten FROM sessie"'
    asked = Order(Kind.SESSIONS, read_map(text.encode()))
    assert numbers(import_from_sql(system(world), asked)) == (20, 0, 0, 1)
    assert rows_of(world, tables.SessionLog, "day") == []
    write(other, "DELETE FROM sessie WHERE id = 30")
    assert numbers(import_from_sql(system(world), asked)) == (20, 0, 0, 0)
    assert [outcome for outcome, _ in events(world)] == ["done"]


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM sessie",
        "WITH x AS (SELECT 1) DELETE FROM sessie",
        "SELECT 1; DELETE FROM sessie",
        "ATTACH '/tmp/other.db' AS o",
        "PRAGMA query_only = OFF",
    ],
)
def test_the_other_database_is_never_written(world: World, other: Path, query: str) -> None:
    before = other.read_bytes()
    with pytest.raises(InvalidInputError):
        import_from_sql(system(world), order(other, query, ""))
    assert other.read_bytes() == before


def test_the_map_and_the_query_have_to_fit(world: World, other: Path) -> None:
    with pytest.raises(InvalidInputError, match="no column nr"):
        import_from_sql(system(world), order(other, more='increment = "nr"\nsince = 0'))
    with pytest.raises(InvalidInputError, match="no such table"):
        import_from_sql(system(world), order(other, "SELECT * FROM elders", ""))
    with pytest.raises(InvalidInputError, match="names no database"):
        import_from_sql(system(world), Order(Kind.SESSIONS))


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "not a database address"),
        ("sqlite:////nowhere/x.db", "is not there"),
        ("oracle+nothing://u@h/d", "no driver"),
        ("postgresql+psycopg://u:${NO_SUCH_VARIABLE}@h/d", "NO_SUCH_VARIABLE is not set"),
    ],
)
def test_an_address_that_cannot_be_reached_is_told(url: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said), foreign.answer(url, "SELECT 1", {}):
        pass


def test_a_password_comes_from_the_environment_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPD_PASSWORD", "p@ss/word")
    url = "postgresql+psycopg://reader:${EPD_PASSWORD}@127.0.0.1:9/epd"
    assert foreign.address_of(url).password == "p@ss/word"
    assert "p@ss" not in foreign.name_of(url)
    with pytest.raises(InvalidInputError) as refused, foreign.answer(url, "SELECT 1", {}):
        pass
    assert "p@ss" not in str(refused.value)
