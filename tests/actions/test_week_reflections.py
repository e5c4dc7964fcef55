"""A client looks back on a week, while it is open: once, corrected with its history, taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import week_reflections as actions
from runtherapy_data.errors import ConflictError, InvalidInputError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import corrections
from runtherapy_data.queries.week_reflections import WeekAnswers, of_course, of_week
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TODAY = today(ZONE)
WEEK = TODAY - dt.timedelta(days=5)  # today is the sixth day of the second week


def leave(world: World) -> Grant:
    client_id, _code = world.client()
    world.course(client_id, starts_on=WEEK - dt.timedelta(days=7))
    world.account("client", "cato@test.example", client_id=client_id)
    return grant_course(principal_by_email("cato@test.example"), permission=Permission.CHECK_IN_WRITE)


def saved(grant: Grant, week_on: dt.date = WEEK, **answers: Any) -> actions.Saved:
    made = actions.save(grant, new_id().hex, WeekAnswers(week_on=week_on, **answers))
    assert made is not None
    return made


def stored(grant: Grant) -> tuple[WeekAnswers, ...]:
    with reading(grant) as connection:
        return of_course(connection, grant)


def test_a_week_is_told_corrected_and_taken_back(any_world: World) -> None:
    grant = leave(any_world)
    first = saved(grant, resilience=6, words="  Rustiger. ")
    assert stored(grant) == (WeekAnswers(week_on=WEEK, resilience=6, words="Rustiger."),)
    second = saved(grant, resilience=7, body_contact=0, words="Rustiger.")
    with reading(grant) as connection:
        (correction,) = corrections.of_fact(connection, grant, "week_reflection", WEEK.isoformat())
    assert (correction.old, correction.new) == (
        {"body_contact": None, "resilience": 6}, {"body_contact": 0, "resilience": 7},
    )  # fmt: skip
    actions.take_back(grant, new_id().hex, second)
    assert stored(grant) == (first.answers,)
    actions.take_back(grant, new_id().hex, first)
    assert stored(grant) == ()
    event = tables.AuditEvent
    with reading(any_world.everything()) as connection:
        details = list(connection.scalars(select(event.detail).where(event.action.like("week_reflection%"))))
    assert len(details) == 4
    assert all(set(detail) == {"week_on", "answered"} for detail in details)


def test_pressing_twice_writes_once(world: World) -> None:
    grant = leave(world)
    answers = WeekAnswers(week_on=WEEK, resilience=5)
    assert [actions.save(grant, "same", answers) is None for _ in range(2)] == [False, True]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "answers"),
        ({"concentration": 11}, "concentration"),
        ({"self_confidence": 1.5}, "self_confidence"),
        ({"words": "x" * 301}, "words"),
        ({"resilience": 5, "week_on": WEEK - dt.timedelta(days=7)}, "week_on"),
        ({"resilience": 5, "week_on": WEEK + dt.timedelta(days=1)}, "week_on"),
    ],
)
def test_what_cannot_be_names_its_field(world: World, values: dict[str, Any], field: str) -> None:
    grant = leave(world)
    with pytest.raises(InvalidInputError) as refusal:
        saved(grant, **values)
    assert refusal.value.field == field
    assert refusal.value.remedy
    assert stored(grant) == ()


def test_what_was_changed_on_another_device_is_not_taken_back(world: World) -> None:
    grant = leave(world)
    here = saved(grant, resilience=5)
    saved(grant, resilience=8)
    with pytest.raises(ConflictError):
        actions.take_back(grant, new_id().hex, here)
    with reading(grant) as connection:
        assert of_week(connection, grant, WEEK).resilience == 8
