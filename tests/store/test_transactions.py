"""What `reading` and `writing` promise, on both databases."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from runtherapy_data import store
from runtherapy_data.errors import ConflictError
from runtherapy_data.identity import Grant
from runtherapy_data.store import now, rowsecurity, tables
from runtherapy_data.store.types import new_id
from tests.factories import World

WRITES: dict[str, Callable[[World], Any]] = {
    "insert": lambda world: insert(tables.WriteOnce).values(
        practice_id=world.practice_id, key="k", action="a", at=now()
    ),
    "update": lambda world: update(tables.Practice).values(name="changed"),
    "schema": lambda world: text("CREATE TABLE scratch (id INTEGER)"),
}


@pytest.mark.parametrize("kind", WRITES)
def test_reading_refuses_every_write(any_world: World, kind: str) -> None:
    with pytest.raises(DBAPIError, match=r"readonly|read-only"), store.reading(any_world.everything()) as connection:
        connection.execute(WRITES[kind](any_world))


def test_writing_after_reading_writes_again(any_world: World) -> None:
    for attempt in range(3):
        with store.reading(any_world.everything()) as connection:
            connection.execute(select(tables.Practice.name)).one()
        with store.writing(any_world.everything()) as connection:
            connection.execute(update(tables.Practice).values(name=f"attempt {attempt}"))
    with store.reading(any_world.everything()) as connection:
        assert connection.scalar(select(tables.Practice.name)) == "attempt 2"


def test_an_exception_leaves_nothing(any_world: World) -> None:
    with pytest.raises(RuntimeError, match="half"), store.writing(any_world.everything()) as connection:
        connection.execute(WRITES["insert"](any_world))
        connection.execute(WRITES["update"](any_world))
        raise RuntimeError("half")
    with store.reading(any_world.everything()) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.WriteOnce)) == 0
        assert connection.scalar(select(tables.Practice.name)) == "Test practice"


def test_a_row_that_points_nowhere_is_refused(any_world: World) -> None:
    with pytest.raises(IntegrityError):
        any_world.check_in(new_id(), dt.date(2026, 3, 2), mood=5)


def test_a_course_of_another_practice_is_not_pointed_at(any_world: World) -> None:
    client_id, _ = any_world.client()
    course_id = any_world.course(client_id)
    other = World(practice_id=2)
    with pytest.raises(IntegrityError):
        other.check_in(course_id, dt.date(2026, 3, 2), mood=5)


def test_eight_writers_who_read_decide_and_write_lose_nothing(any_world: World) -> None:
    client_id, _ = any_world.client()
    course_id = any_world.course(client_id, planned_weeks=1)
    grant = any_world.everything()

    def one_more(_: int) -> None:
        with store.writing(grant) as connection:
            weeks = connection.execute(select(tables.Course.planned_weeks)).scalar_one()
            connection.execute(update(tables.Course).values(planned_weeks=weeks + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one_more, range(40)))
    with store.reading(grant) as connection:
        query = select(tables.Course.planned_weeks).where(tables.Course.id == course_id)
        assert connection.scalar(query) == 41


def test_a_reader_sees_one_state_while_somebody_writes(any_world: World) -> None:
    names = select(tables.Practice.name)
    with store.reading(any_world.everything()) as connection:
        before = connection.scalar(names)
        with store.writing(any_world.everything()) as writer:
            writer.execute(update(tables.Practice).values(name="changed meanwhile"))
        assert connection.scalar(names) == before
    with store.reading(any_world.everything()) as connection:
        assert connection.scalar(names) == "changed meanwhile"


def test_who_waits_too_long_for_their_turn_is_told_so(any_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = any_world.everything()
    impatient(monkeypatch)
    with (
        store.writing(grant),
        pytest.raises(ConflictError, match="Something else is being saved"),
        store.writing(grant),
    ):
        pytest.fail("two writers at once")
    any_world.client()  # and the next one has their turn


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a twentieth of a second, not ten."""
    monkeypatch.setattr(rowsecurity, "_LOCK_WAIT", "50ms")
    monkeypatch.setattr(sys.modules["runtherapy_data.store.engine"], "_BUSY_MS", 50)
    store.engine().dispose()  # new connections read the patience anew


@pytest.mark.postgres
def test_practices_do_not_wait_for_each_other(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = World(practice_id=1), World(practice_id=2)
    impatient(monkeypatch)
    with store.writing(here.everything()):
        there.client()


@pytest.mark.postgres
def test_a_page_s_statement_ends_in_time_and_a_nightly_one_may_take_longer(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rowsecurity, "_STATEMENT_LIMIT", "50ms")
    everything = World().everything()
    page = Grant(everything.principal, everything.permission, everything.practice_id, ())
    with pytest.raises(OperationalError, match="statement timeout"), store.reading(page) as connection:
        connection.execute(text("SELECT pg_sleep(5)"))
    with store.reading(everything) as connection:
        connection.execute(text("SELECT pg_sleep(0.1)"))


@pytest.mark.postgres
def test_a_server_that_restarted_is_reached_again(postgres_database: str) -> None:
    world = World()
    with store.engine().connect() as connection:
        others = text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        world.client()
        connection.execute(others)
    world.client()
    with store.reading(world.everything()) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.Client)) == 2


@pytest.mark.postgres
def test_a_write_whose_connection_breaks_is_not_there(postgres_database: str) -> None:
    world = World()
    with pytest.raises(OperationalError), store.writing(world.everything()) as connection:
        connection.execute(WRITES["insert"](world))
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        with store.engine().connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})
        connection.execute(WRITES["update"](world))
    with store.reading(world.everything()) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.WriteOnce)) == 0
