"""Keys and moments come back as they went in, on both databases."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from runtherapy_data import store
from runtherapy_data.store import tables
from runtherapy_data.store.types import Key, UtcDateTime, new_id
from tests.factories import World

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENTS = [
    dt.datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=dt.UTC),  # the second before summer time
    dt.datetime(2026, 3, 29, 3, 30, tzinfo=AMSTERDAM),
    dt.datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM),  # 02:30 comes twice on this day: first in summer time
    dt.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=AMSTERDAM),
    dt.datetime(2026, 7, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=-11))),
]


def test_moments_come_back_in_utc(any_world: World) -> None:
    came_back = []
    for moment in MOMENTS:
        client_id = new_id()
        any_world.add(
            tables.Client, practice_id=any_world.practice_id, id=client_id, code=str(client_id), created_at=moment
        )
        with store.reading(any_world.everything()) as connection:
            query = select(tables.Client.created_at).where(tables.Client.id == client_id)
            came_back.append(connection.execute(query).scalar_one())
    assert came_back == [moment.astimezone(dt.UTC) for moment in MOMENTS]
    assert {moment.tzinfo for moment in came_back} == {dt.UTC}
    assert came_back[3] - came_back[2] == dt.timedelta(hours=1)


def test_a_moment_without_a_zone_is_refused(any_world: World) -> None:
    naive = dt.datetime(2026, 3, 2, 12)  # noqa: DTZ001 - the point of the test
    with pytest.raises(StatementError, match="without a zone"):
        any_world.add(tables.Client, practice_id=any_world.practice_id, id=new_id(), code="C", created_at=naive)


def test_keys_come_back_and_find_their_rows(any_world: World) -> None:
    wanted = UUID("018f0000-0000-7000-8000-00000000002c")  # ends in a comma's code, begins like text
    for client_id in (new_id(), wanted, new_id()):
        any_world.add(
            tables.Client, practice_id=any_world.practice_id, id=client_id, code=str(client_id), created_at=store.now()
        )
    with store.reading(any_world.everything()) as connection:
        row = connection.execute(select(tables.Client.id, tables.Client.code).where(tables.Client.id == wanted)).one()
    assert row.id == wanted
    assert UUID(row.code) == wanted


def test_keys_are_small_on_sqlite_and_native_on_postgresql(any_world: World) -> None:
    any_world.client()
    ask = {"sqlite": "SELECT length(id) FROM client", "postgresql": "SELECT pg_column_size(id) FROM client"}
    with store.reading(any_world.everything()) as connection:
        assert connection.scalar(text(ask[connection.dialect.name])) == 16


@given(st.lists(st.uuids(), min_size=1), st.datetimes(timezones=st.timezones()))
def test_whatever_goes_in_comes_out(keys: list[UUID], moment: dt.datetime) -> None:
    lite, pg = sqlite.dialect(), postgresql.dialect()
    key, utc = Key(), UtcDateTime()
    for dialect in (lite, pg):
        assert [key.process_result_value(key.process_bind_param(one, dialect), dialect) for one in keys] == keys
    try:
        expected = moment.astimezone(dt.UTC)
    except OverflowError:  # within a day of the first or the last year
        return
    for dialect in (lite, pg):
        assert utc.process_result_value(utc.process_bind_param(moment, dialect), dialect) == expected


def test_ids_made_later_sort_later() -> None:
    made = [new_id() for _ in range(200)]
    assert made == sorted(made)
    assert len(set(made)) == 200


def test_small_things_come_back_unchanged(any_world: World) -> None:
    detail = {"rows": 3, "names": ["Zoë", "雪"], "none": None}
    any_world.add(
        tables.AuditEvent, practice_id=any_world.practice_id, id=new_id(), at=store.now(), action="a", outcome="done",
        detail=detail,
    )  # fmt: skip
    client_id, _ = any_world.client()
    course_id = any_world.course(client_id)
    any_world.check_in(course_id, dt.date(2026, 3, 2), hours_slept=7.25, words="'; DROP TABLE check_in; --")
    with store.reading(any_world.everything()) as connection:
        assert connection.scalar(select(tables.AuditEvent.detail)) == detail
        slept, words = connection.execute(select(tables.CheckIn.hours_slept, tables.CheckIn.words)).one()
    assert (slept, type(slept), words) == (7.25, float, "'; DROP TABLE check_in; --")


def test_a_key_that_is_no_uuid_is_refused(any_world: World) -> None:
    with (
        pytest.raises((StatementError, AttributeError)),
        store.writing(any_world.everything()) as connection,
    ):
        connection.execute(insert(tables.Client).values(practice_id=1, id=7, code="C", created_at=store.now()))
