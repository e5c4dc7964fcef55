"""Reading another system's database: read-only, and only what is new."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from runtherapy_data.actions.import_sql import import_from_sql
from runtherapy_data.actions.imports import Order
from runtherapy_data.errors import ConfigurationError, InvalidInputError
from runtherapy_data.readers.maps import read_map
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import foreign, tables
from tests.actions.imports import CREATE, events, granted, numbers, rows_of, system
from tests.factories import World
from tests.postgres_server import OWNER, Server

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


BY_ID = 'name = "epd"\nincrement = "id"\nsince = 0'


def order(path: Path, query: str = QUERY, more: str = BY_ID, **flags: bool) -> Order:
    return order_at(f"sqlite:///{path}", query, more, **flags)


def order_at(url: str, query: str = QUERY, more: str = BY_ID, **flags: bool) -> Order:
    text = f'{CREATE}\n[sql]\nurl = "{url}"\nquery = """{query}"""\n{more}\n'
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


def test_a_days_column_is_read_on_from_the_last_day(world: World, other: Path) -> None:
    write(other, "UPDATE sessie SET minuten = 30")
    query = "SELECT id, patient, dag AS datum, minuten AS loopminuten FROM sessie WHERE dag >= :since"
    asked = order(other, query, 'increment = "datum"\nsince = 2026-05-02')
    assert numbers(import_from_sql(system(world), asked)) == (1, 0, 0, 0)
    write(other, "INSERT INTO sessie VALUES (4, 'K-1', '2026-05-03', 15)")
    write(other, "INSERT INTO sessie VALUES (5, 'K-1', '2026-05-02', 15)")  # before the last day: not asked for
    assert numbers(import_from_sql(system(world), asked)) == (1, 1, 0, 0)


def test_how_far_a_therapist_read_is_their_own(world: World, other: Path) -> None:
    write(other, "UPDATE sessie SET minuten = 30")
    therapist = world.account("therapist", "t@test.example")
    client, _ = world.client("K-1")
    world.course(client)
    owned, _ = world.client("K-2")
    world.course(owned, therapist=therapist)
    asked = order(other, skip_bad_rows=True)
    own = replace(asked, mapping=asked.mapping.model_copy(update={"create": None}))
    assert numbers(import_from_sql(granted("t@test.example"), own)) == (1, 0, 0, 2)  # K-1 is somebody else's
    assert numbers(import_from_sql(system(world), asked)) == (2, 1, 0, 0)


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
    assert [(outcome, detail["written"]) for outcome, detail in events(world)] == [("done", False), ("done", True)]


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


@pytest.mark.postgres
def test_a_foreign_postgresql_is_read_on_and_never_written(world: World, postgres_server: Server) -> None:
    with postgres_server.database() as name:
        postgres_server.execute("CREATE TABLE sessie (id int, patient text, dag date, minuten numeric)", name)
        postgres_server.execute("INSERT INTO sessie VALUES (1, 'K-1', '2026-05-01', 20)", name)
        postgres_server.execute(f"GRANT ALL ON sessie TO {OWNER}", name)
        url = postgres_server.url(name)
        assert numbers(import_from_sql(system(world), order_at(url))) == (1, 0, 0, 0)
        postgres_server.execute("INSERT INTO sessie VALUES (2, 'K-1', '2026-05-02', 25)", name)
        assert numbers(import_from_sql(system(world), order_at(url))) == (1, 1, 0, 0)
        postgres_server.execute(f"CREATE SEQUENCE teller; GRANT ALL ON teller TO {OWNER}", name)
        for writes, said in (
            ("WITH gone AS (DELETE FROM sessie RETURNING *) SELECT * FROM gone", "data-modifying"),
            ("SELECT nextval('teller')", "read-only transaction"),
        ):
            with pytest.raises(InvalidInputError, match=said), foreign.answer(url, writes, {}) as found:
                list(found.parts)


def test_the_map_and_the_query_have_to_fit(world: World, other: Path) -> None:
    with pytest.raises(InvalidInputError, match="no column nr"):
        import_from_sql(system(world), order(other, more='increment = "nr"\nsince = 0'))
    with pytest.raises(InvalidInputError, match="no such table"):
        import_from_sql(system(world), order(other, "SELECT * FROM elders", ""))
    write(other, "UPDATE sessie SET minuten = 30")
    import_from_sql(system(world), order(other))
    with pytest.raises(InvalidInputError, match="another kind"):
        import_from_sql(system(world), order(other, more='name = "epd"\nincrement = "id"\nsince = 2020-01-01T00:00:00'))
    with pytest.raises(ConfigurationError, match="not a database address"):
        import_from_sql(system(world), Order(Kind.SESSIONS, read_map(b'[sql]\nurl = "x"\nquery = "SELECT 1"')))
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


def test_no_user_password_or_parameter_of_the_other_database_is_kept(world: World, other: Path) -> None:
    asked = order_at(f"sqlite:///{other}?key=s3cret", more='increment = "id"\nsince = 0', skip_bad_rows=True)
    import_from_sql(system(world), asked)
    ((_, detail),) = events(world)
    assert detail["source"]["database"] == f"sqlite:///{other}"
    shown = foreign.name_of("postgresql+psycopg://reader:one@db.example:5433/epd?password=two&sslkey=/three")
    assert shown == "postgresql+psycopg://db.example:5433/epd"


def test_an_error_of_the_other_database_says_no_value(other: Path) -> None:
    with foreign.answer(f"sqlite:///{other}", "SELECT :since", {"since": "C-0001"}):
        pass
    with (
        pytest.raises(InvalidInputError) as told,
        foreign.answer(f"sqlite:///{other}", "SELECT * FROM nowhere WHERE patient = :since", {"since": "C-0001"}),
    ):
        pass
    assert "C-0001" not in str(told.value.__cause__)
