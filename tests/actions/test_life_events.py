"""What happens in a client's life: noted, changed, removed and brought back, by whoever treats them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import life_events
from runtherapy_data.actions.evaluation import look_again
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.life_events import HeldEvent, of_course
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World


def leave(world: World, permission: Permission = Permission.COURSE_WRITE) -> Grant:
    therapist = world.account("therapist", "anke@test.example")
    client_id, code = world.client("C-0007")
    world.course(client_id, therapist=therapist)
    return grant_course(principal_by_email("anke@test.example"), code, permission)


@pytest.fixture
def grant(world: World) -> Grant:
    return leave(world)


def held(grant: Grant) -> list[tuple[str, dt.date, dt.date | None, str]]:
    with reading(grant) as connection:
        return [(one.kind, one.first_on, one.last_on, one.note) for one in of_course(connection, grant)]


def as_it_stands(grant: Grant, event_id: UUID) -> HeldEvent:
    with reading(grant) as connection:
        return next(one for one in of_course(connection, grant) if one.id == event_id)


def added(grant: Grant, **values: Any) -> UUID:
    day = today(ZONE) - dt.timedelta(days=9)
    made = life_events.add(grant, new_id().hex, **{"kind": "illness", "first_on": day, **values})
    assert made is not None
    return made


def trail(world: World) -> list[tuple[str, str]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        rows = connection.execute(
            select(event.action, event.outcome, event.detail).where(event.action.like("life_event%"))
        ).all()
    assert all(set(detail or {}) == {"life_event"} for _, _, detail in rows)  # never what it says
    return [(action, outcome) for action, outcome, _ in rows]


def test_an_event_is_noted_changed_removed_and_brought_back(any_world: World) -> None:
    grant = leave(any_world)
    first = today(ZONE) - dt.timedelta(days=9)
    made = added(grant, first_on=first, note="  Griep.  ")
    assert held(grant) == [("illness", first, None, "Griep.")]
    last = first + dt.timedelta(days=4)
    seen = as_it_stands(grant, made)
    life_events.change(grant, new_id().hex, seen, kind="holiday", first_on=first, last_on=last, note="")
    assert held(grant) == [("holiday", first, last, "")]
    removed = life_events.remove(grant, new_id().hex, as_it_stands(grant, made))
    assert removed == HeldEvent(made, "holiday", first, last, "")
    assert held(grant) == []
    assert life_events.restore(grant, new_id().hex, removed)
    assert held(grant) == [("holiday", first, last, "")]
    done = ["life_event.add", "life_event.change", "life_event.remove", "life_event.restore"]
    assert trail(any_world) == [(action, "done") for action in done]


def test_a_second_click_notes_nothing_twice(grant: Grant) -> None:
    day = today(ZONE)
    assert life_events.add(grant, "same", kind="holiday", first_on=day) is not None
    assert life_events.add(grant, "same", kind="holiday", first_on=day) is None
    assert len(held(grant)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "party"}, "kind"),
        ({"first_on": dt.date(1996, 5, 1)}, "first_on"),
        ({"last_on": dt.date(2206, 5, 1)}, "last_on"),
        ({"last_on": dt.date.min}, "last_on"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_cannot_be_accepted_names_its_field_and_a_remedy(grant: Grant, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        added(grant, **values)
    assert refusal.value.field == field
    assert refusal.value.remedy
    assert held(grant) == []


def test_the_last_day_is_not_before_the_first(grant: Grant) -> None:
    day = today(ZONE)
    with pytest.raises(InvalidInputError) as refusal:
        added(grant, first_on=day, last_on=day - dt.timedelta(days=1))
    assert refusal.value.field == "last_on"
    assert day.isoformat() in str(refusal.value)


def test_an_event_of_another_course_is_not_there(world: World, grant: Grant) -> None:
    other_client, other = world.client("C-0008")
    world.course(other_client, therapist=grant.principal.account_id)
    elsewhere = grant_course(grant.principal, other, Permission.COURSE_WRITE)
    made = added(elsewhere)
    with pytest.raises(NotFoundError):
        life_events.remove(grant, new_id().hex, as_it_stands(elsewhere, made))
    assert len(held(elsewhere)) == 1


def test_an_event_that_a_colleague_changed_is_not_written_over(any_world: World) -> None:
    grant = leave(any_world)
    seen = as_it_stands(grant, added(grant, note="Griep"))
    said = {"kind": "illness", "first_on": seen.first_on, "last_on": None}
    assert life_events.change(grant, new_id().hex, seen, **said, note="Longontsteking")
    with pytest.raises(ChangedMeanwhileError) as refusal:
        life_events.change(grant, new_id().hex, seen, **said, note="Beter")
    assert refusal.value.now == as_it_stands(grant, seen.id)
    with pytest.raises(ChangedMeanwhileError):
        life_events.remove(grant, new_id().hex, seen)
    assert [note for *_, note in held(grant)] == ["Longontsteking"]


def test_bringing_back_what_is_there_is_refused(grant: Grant) -> None:
    made = added(grant)
    with reading(grant) as connection:
        (there,) = of_course(connection, grant)
    assert there.id == made
    with pytest.raises(ConflictError):
        life_events.restore(grant, new_id().hex, there)


def test_who_may_only_read_the_course_notes_nothing(world: World) -> None:
    reads = leave(world, Permission.COURSE_READ)
    with pytest.raises(NotAllowedError):
        added(reads)
    with pytest.raises(NotAllowedError), reading(reads) as connection:
        of_course(connection, reads)


def test_the_course_is_looked_through_anew_after_each_write(world: World, grant: Grant) -> None:
    look_again(grant, [grant.course_id])
    before = _evaluated(world)
    made = added(grant)
    after = _evaluated(world)
    assert before is not None
    assert after is not None
    assert after > before
    life_events.remove(grant, new_id().hex, as_it_stands(grant, made))
    last = _evaluated(world)
    assert last is not None
    assert last > after


def _evaluated(world: World) -> dt.datetime | None:
    with reading(world.everything()) as connection:
        return connection.scalar(select(tables.SignalEvaluation.evaluated_at))


def test_an_event_that_explains_a_dip_ends_the_signal_that_stood_on_it(world: World, grant: Grant) -> None:
    start = today(ZONE) - dt.timedelta(days=35)
    for number in range(35):
        low = number >= 27
        world.check_in(grant.course_id, start + dt.timedelta(days=number), sleep=2 if low else 6 + number % 2, mood=6)
    look_again(grant, [grant.course_id])
    assert _states(world) == {"new"}
    made = added(grant, first_on=start + dt.timedelta(days=27), last_on=today(ZONE))
    assert _states(world) == {"expired"}
    life_events.remove(grant, new_id().hex, as_it_stands(grant, made))
    assert "new" in _states(world)


def _states(world: World) -> set[str]:
    with reading(world.everything()) as connection:
        return set(connection.scalars(select(tables.Signal.state).where(tables.Signal.rule == "falling_sleep")))
