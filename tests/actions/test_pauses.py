"""A pause of the course: begun, resumed, corrected, taken away and brought back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from runtherapy_data.actions import life_events, pauses
from runtherapy_data.actions.evaluation import look_again
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotFoundError
from runtherapy_data.queries.life_events import of_course
from runtherapy_data.store import reading, tables
from runtherapy_data.store.types import new_id
from tests.actions.managed import TODAY, Managed, day, managed
from tests.factories import World

Held = list[tuple[int, int | None, str]]


def held(made: Managed) -> Held:
    """(first day, last day, note), in days from today; the oldest first."""
    with reading(made.grant) as connection:
        found = [one for one in of_course(connection, made.grant) if one.kind == "pause"]
    return [
        ((one.first_on - TODAY).days, None if one.last_on is None else (one.last_on - TODAY).days, one.note)
        for one in reversed(found)
    ]


def pause(made: Managed, first: int, last: int | None = None, note: str = "", key: str = "", **more: Any) -> Any:
    last_on = None if last is None else day(last)
    return pauses.set_pause(made.grant, key or new_id().hex, first_on=day(first), last_on=last_on, note=note, **more)


@pytest.fixture
def made(world: World) -> Managed:
    return managed(world)


@pytest.mark.parametrize(
    "act, after",
    [
        (lambda made, done: pauses.resume(made.grant, "k", done.after.id), [(-5, -1, "Griep")]),
        (lambda made, done: pauses.remove(made.grant, "k", done.after), []),
        (lambda made, done: pause(made, -7, 9, "Operatie", "k", instead_of=done.after), [(-7, 9, "Operatie")]),
        (lambda made, done: pause(made, -20, -6), [(-20, -6, ""), (-5, None, "Griep")]),
    ],
)
def test_what_is_done_stands_is_kept_in_the_history_and_can_be_taken_back(
    any_world: World, act: Callable[[Managed, Any], Any], after: Held
) -> None:
    made = managed(any_world)
    begun = pause(made, -5, None, "  Griep ")
    assert held(made) == [(-5, None, "Griep")]
    done = act(made, begun)
    assert held(made) == after
    assert {(one.fact, one.who) for one in made.changes} == {("life_event", "Test therapist")}
    assert pauses.undo(made.grant, new_id().hex, done) == done.reversed
    assert held(made) == [(-5, None, "Griep")]
    assert len(made.changes) == 3


def test_a_pause_that_began_today_and_is_resumed_was_none(made: Managed) -> None:
    begun = pause(made, 0)
    done = pauses.resume(made.grant, "k", begun.after.id)
    assert done is not None and done.after is None
    assert held(made) == []


def test_signals_leave_its_days_out_from_the_moment_that_it_is_set(made: Managed) -> None:
    for back in range(35, 11, -1):
        made.world.check_in(made.course, day(-back), mood=5, energy=5, sleep=5)
    assert look_again(made.grant, [made.course]).raised == 1  # nothing was heard for ten days
    done = pause(made, -11)
    signal = tables.Signal
    with reading(made.grant) as connection:
        assert [row.state for row in connection.execute(signal.__table__.select())] == ["expired"]
    pauses.undo(made.grant, "back", done)
    with reading(made.grant) as connection:
        assert "new" in [row.state for row in connection.execute(signal.__table__.select())]


@pytest.mark.parametrize(
    "first, last, field",
    [(-36, 3, "first_on"), (367, None, "first_on"), (0, 367, "last_on"), (3, 2, "last_on")],
)
def test_what_cannot_be_is_refused_by_its_field(made: Managed, first: int, last: int | None, field: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        pause(made, first, last)
    assert (refused.value.field, held(made)) == (field, [])


@pytest.mark.parametrize("first, last", [(-3, None), (4, 9), (-9, -5), (0, 0), (-30, None)])
def test_two_pauses_share_no_day(made: Managed, first: int, last: int | None) -> None:
    pause(made, -5, 5)
    with pytest.raises(ConflictError):
        pause(made, first, last)
    pause(made, 6, 8)
    assert len(held(made)) == 2


def test_what_was_changed_since_is_not_taken_back(made: Managed) -> None:
    done = pause(made, -5)
    pauses.resume(made.grant, "k", done.after.id)
    with pytest.raises(ConflictError):
        pauses.undo(made.grant, "u", done)
    with pytest.raises(NotFoundError):
        pauses.resume(made.grant, "k2", new_id())


def test_nothing_is_overwritten_that_somebody_else_changed_since(made: Managed) -> None:
    seen = pause(made, -5).after
    pause(made, -5, 3, "Operatie", instead_of=seen)
    for act in (lambda: pause(made, -5, 20, instead_of=seen), lambda: pauses.remove(made.grant, "k", seen)):
        with pytest.raises(ChangedMeanwhileError) as refused:
            act()
        assert getattr(refused.value.now, "note", "") == "Operatie"
    assert held(made) == [(-5, 3, "Operatie")]


def test_no_day_of_a_course_that_ended_can_be_paused(made: Managed) -> None:
    made.world.change(tables.Course, ends_on=day(-3), end_reason="completed")
    with pytest.raises(InvalidInputError):
        pause(made, -2)


def test_a_double_click_pauses_once(made: Managed) -> None:
    assert pause(made, 0, key="same") is not None
    assert pause(made, 0, key="same") is None
    assert [action for action, _ in made.trail("pause.set")] == ["pause.set"]


def test_a_pause_is_not_noted_or_changed_as_an_event_of_life(made: Managed) -> None:
    done = pause(made, -5)
    with pytest.raises(InvalidInputError) as refused:
        life_events.add(made.grant, "k", kind="pause", first_on=TODAY)
    assert refused.value.field == "kind"
    with pytest.raises(InvalidInputError):
        life_events.change(made.grant, "k2", done.after, kind="pause", first_on=TODAY, last_on=None, note="")
    with pytest.raises(NotFoundError):
        life_events.remove(made.grant, "k3", done.after)
    assert held(made) == [(-5, None, "")]
    assert dt.timedelta(days=366) == pauses.FARTHEST
