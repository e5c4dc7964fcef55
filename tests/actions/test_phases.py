"""The phases of a course: set, corrected, taken away and brought back, with their history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.actions import phases
from runtherapy_data.actions.phases import ChangedPhase
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.identity import Permission
from runtherapy_data.queries.phases import HeldPhase, of_course
from runtherapy_data.store import reading, tables
from runtherapy_data.store.types import new_id
from runtherapy_data.views import caseload as caseload_view
from runtherapy_data.views import course as course_view
from tests.actions.managed import TODAY, Managed, day, managed
from tests.factories import World

Held = list[tuple[int, str]]


def held(made: Managed) -> Held:
    """(first day from today, phase)"""
    with reading(made.grant) as connection:
        return [((one.starts_on - TODAY).days, one.phase) for one in of_course(connection, made.grant)]


def set_phase(made: Managed, phase: str, on: int, instead_of: int | None = None, key: str = "") -> Any:
    there = dict(held(made))
    moved = None if instead_of is None else HeldPhase(day(instead_of), there.get(instead_of, "intake"))
    return phases.set_phase(made.grant, key or new_id().hex, phase=phase, on=day(on), instead_of=moved)


def phase_of(made: Managed, on: int) -> HeldPhase:
    return HeldPhase(day(on), dict(held(made))[on])


@pytest.fixture
def made(world: World) -> Managed:
    return managed(world)


@pytest.fixture
def begun(any_world: World) -> Managed:
    """On both databases: trust since the first day, guided since ten days."""
    made = managed(any_world)
    set_phase(made, "building_trust", -35)
    set_phase(made, "guided_running", -10)
    return made


@pytest.mark.parametrize(
    "act, after",
    [
        (lambda made: set_phase(made, "reflection", 0),
         [(-35, "building_trust"), (-10, "guided_running"), (0, "reflection")]),
        (lambda made: set_phase(made, "building_trust", 3),
         [(-35, "building_trust"), (-10, "guided_running"), (3, "building_trust")]),
        (lambda made: set_phase(made, "home_practice", -10, -10), [(-35, "building_trust"), (-10, "home_practice")]),
        (lambda made: set_phase(made, "guided_running", -7, -10), [(-35, "building_trust"), (-7, "guided_running")]),
        (lambda made: set_phase(made, "intake", -35, -35), [(-35, "intake"), (-10, "guided_running")]),
        (lambda made: phases.remove(made.grant, new_id().hex, phase_of(made, -10)), [(-35, "building_trust")]),
        (lambda made: phases.remove(made.grant, new_id().hex, phase_of(made, -35)), [(-10, "guided_running")]),
    ],
)  # fmt: skip
def test_what_is_done_stands_is_kept_in_the_history_and_can_be_taken_back(
    begun: Managed, act: Callable[[Managed], Any], after: Held
) -> None:
    before, told = held(begun), len(begun.changes)
    done = act(begun)
    assert held(begun) == after
    newest = begun.changes[0]
    assert (newest.who, newest.fact, len(begun.changes)) == ("Test therapist", "phase", told + 1)
    back = phases.undo(begun.grant, new_id().hex, done)
    assert back == done.reversed
    assert held(begun) == before
    assert len(begun.changes) == told + 2


@pytest.mark.parametrize(
    "act",
    [
        lambda made: phases.remove(made.grant, new_id().hex, phase_of(made, -10)),
        lambda made: set_phase(made, "guided_running", 5, -10),  # beyond the one that came after it
    ],
)
def test_the_same_phase_on_both_sides_becomes_one_and_two_again_when_taken_back(
    begun: Managed, act: Callable[[Managed], Any]
) -> None:
    set_phase(begun, "building_trust", 0)
    before, told = held(begun), len(begun.changes)
    done = act(begun)
    assert [one for one in held(begun) if one[1] == "building_trust"] == [(-35, "building_trust")]
    assert len(begun.changes) == told + 2  # what was done, and that the later one begins no more
    phases.undo(begun.grant, new_id().hex, done)
    assert held(begun) == before


def test_the_figure_and_the_caseload_show_it_at_once(begun: Managed) -> None:
    set_phase(begun, "integration", 0)
    reader = grant_course(begun.grant.principal, begun.grant.client_code, Permission.COURSE_READ)
    with reading(reader) as connection:
        assert course_view.of(connection, reader, TODAY).phase == "integration"
    list_of = grant_caseload(begun.grant.principal)
    with reading(list_of) as connection:
        caseload = caseload_view.of(connection, list_of, TODAY)
    assert [row.phase for row in (*caseload.running, *caseload.waiting)] == ["integration"]


@pytest.mark.parametrize(
    "phase, on, instead_of, error",
    [
        ("dancing", 0, None, InvalidInputError),
        ("reflection", -36, None, InvalidInputError),  # before the course
        ("reflection", 400, None, InvalidInputError),
        ("guided_running", 0, None, ConflictError),  # it is in this phase already
        ("guided_running", -20, None, ConflictError),  # it begins later: that day is to be corrected
        ("reflection", -35, -10, ConflictError),  # another phase begins on that day
        ("reflection", -10, None, ConflictError),
        ("reflection", 0, -9, NotFoundError),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    made: Managed, phase: str, on: int, instead_of: int | None, error: type[Exception]
) -> None:
    set_phase(made, "building_trust", -35)
    set_phase(made, "guided_running", -10)
    before = held(made)
    with pytest.raises(error):
        set_phase(made, phase, on, instead_of)
    assert held(made) == before


def test_a_phase_lies_within_a_course_that_ended(made: Managed) -> None:
    made.world.change(tables.Course, ends_on=day(-3), end_reason="completed")
    with pytest.raises(InvalidInputError):
        set_phase(made, "reflection", -2)
    set_phase(made, "reflection", -3)


def test_what_was_changed_since_is_not_taken_back(made: Managed) -> None:
    done = set_phase(made, "building_trust", -35)
    set_phase(made, "intake", -35, -35)
    with pytest.raises(ConflictError):
        phases.undo(made.grant, new_id().hex, done)
    with pytest.raises(ConflictError):
        phases.undo(made.grant, new_id().hex, ChangedPhase(HeldPhase(day(-35), "reflection"), None))
    assert held(made) == [(-35, "intake")]


def test_nothing_is_overwritten_that_somebody_else_changed_since(made: Managed) -> None:
    seen = set_phase(made, "building_trust", -35).after
    set_phase(made, "intake", -35, -35)
    for act in (
        lambda: phases.set_phase(made.grant, "k", phase="reflection", on=day(-30), instead_of=seen),
        lambda: phases.remove(made.grant, "k", seen),
    ):
        with pytest.raises(ChangedMeanwhileError) as refused:
            act()
        assert refused.value.now == HeldPhase(day(-35), "intake")
    assert held(made) == [(-35, "intake")]


def test_a_double_click_writes_once_and_the_trail_says_which_days(made: Managed) -> None:
    assert set_phase(made, "intake", -35, key="same") is not None
    assert set_phase(made, "intake", -35, key="same") is None
    phases.remove(made.grant, "gone", phase_of(made, -35))
    assert made.trail("phase.set", "phase.remove") == [
        ("phase.set", {"from": None, "to": day(-35).isoformat()}),
        ("phase.remove", {"from": day(-35).isoformat(), "to": None}),
    ]


def test_reading_a_course_is_no_leave_to_set_its_phase(made: Managed) -> None:
    reader = grant_course(made.grant.principal, made.grant.client_code, Permission.COURSE_READ)
    with pytest.raises(NotAllowedError):
        phases.set_phase(reader, "k", phase="intake", on=TODAY)


def test_a_year_ahead_is_as_far_as_it_goes(made: Managed) -> None:
    assert set_phase(made, "intake", 366) is not None
    assert dt.timedelta(days=366) == phases.AHEAD
