"""Bulk inserts keep the rules that single ones keep."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from runtherapy_data.access import grant_system
from runtherapy_data.actions.bulk import Rows, insert_rows
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.store import now, reading
from runtherapy_data.store.tables import AuditEvent, CheckIn, Client
from runtherapy_data.store.types import new_id
from tests.factories import World

DAY = dt.date(2026, 5, 12)


def system(world: World, permission: Permission = Permission.BULK) -> Grant:
    return grant_system(world.practice_id, permission, "tests")


def clients(*codes: str) -> Rows:
    ids = [new_id() for _ in codes]
    return Rows(Client, {"id": ids, "code": list(codes), "created_at": [now()] * len(codes)})


def days(course: object, *moods: int | None) -> Rows:
    count = len(moods)
    return Rows(
        CheckIn,
        {
            "course_id": [course] * count,
            "day": [DAY + dt.timedelta(days=at) for at in range(count)],
            "mood": list(moods),
            "recorded_at": [dt.datetime(2026, 5, 12, 20, 15, tzinfo=dt.UTC)] * count,
        },
    )


def codes(world: World) -> list[str]:
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(Client.code).order_by(Client.code)))


def events(world: World) -> list[dict[str, object]]:
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(AuditEvent.detail).where(AuditEvent.action == Permission.BULK)))


def test_a_batch_is_inserted_with_one_audit_event(world: World) -> None:
    assert insert_rows(system(world), [clients("B-1", "B-2"), clients("B-3")], what="three") == 3
    assert codes(world) == ["B-1", "B-2", "B-3"]
    assert len(events(world)) == 1
    assert events(world)[0]["what"] == "three"


def test_what_was_inserted_is_read_back_as_it_was(world: World) -> None:
    course = world.course(world.client()[0])
    insert_rows(system(world), [days(course, 4, 0, 10)], what="days")
    with reading(world.everything()) as connection:
        found = connection.execute(select(CheckIn.day, CheckIn.mood, CheckIn.recorded_at).order_by(CheckIn.day)).all()
    moment = dt.datetime(2026, 5, 12, 20, 15, tzinfo=dt.UTC)
    assert [tuple(row) for row in found] == [
        (DAY, 4, moment), (DAY + dt.timedelta(days=1), 0, moment), (DAY + dt.timedelta(days=2), 10, moment),
    ]  # fmt: skip


@pytest.mark.parametrize("mood", [11, -1, None])
def test_one_row_against_the_rules_undoes_the_whole_batch(world: World, mood: int | None) -> None:
    course = world.course(world.client("A-1")[0])
    with pytest.raises(IntegrityError):
        insert_rows(system(world), [clients("B-1"), days(course, 5, mood)], what="bad")
    assert codes(world) == ["A-1"]
    assert events(world) == []


def test_a_row_of_nobodys_course_is_refused(world: World) -> None:
    with pytest.raises(IntegrityError):
        insert_rows(system(world), [days(new_id(), 5)], what="orphan")


def test_columns_of_different_lengths_are_refused(world: World) -> None:
    ragged = Rows(Client, {"id": [new_id(), new_id()], "code": ["B-1"], "created_at": [now(), now()]})
    with pytest.raises(ValueError, match="shorter"):
        insert_rows(system(world), [ragged], what="ragged")
    assert codes(world) == []


def test_an_empty_batch_is_no_row(world: World) -> None:
    assert insert_rows(system(world), [clients()], what="nothing") == 0
    with reading(world.everything()) as connection:
        assert connection.scalar(select(func.count()).select_from(Client)) == 0


@pytest.mark.parametrize("permission", [Permission.SNAPSHOT, Permission.PEOPLE_WRITE])
def test_only_a_bulk_grant_will_do(world: World, permission: Permission) -> None:
    with pytest.raises(NotAllowedError):
        insert_rows(system(world, permission), [clients("B-1")], what="no")
