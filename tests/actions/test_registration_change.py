"""What was registered is corrected: name, complaints and, before anything happened, the first day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, grant_new_course, principal_by_email
from runtherapy_data.actions import registration, registration_change
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.registering import Beginning
from runtherapy_data.queries import corrections
from runtherapy_data.queries.registered import Registered, registered
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

DAY = today(ZONE)
FIRST = Registered("Ada Demo", "06 1234", "depression", ("anxiety_panic",), DAY)


def leave(world: World) -> Grant:
    world.account("therapist", "anke@test.example")
    who = principal_by_email("anke@test.example")
    beginning = Beginning("depression", DAY, ("anxiety_panic",), weeks=10, name="Ada Demo", contact="06 1234")
    made = registration.begin(grant_new_course(who), new_id().hex, beginning)
    assert made is not None
    return grant_course(who, made.client_code, Permission.COURSE_WRITE)


@pytest.fixture
def grant(world: World) -> Grant:
    return leave(world)


def held(grant: Grant) -> Registered:
    with reading(grant) as connection:
        return registered(connection, grant)


def days(world: World) -> set[tuple[Any, ...]]:
    """Phase and what is asked: what moves with the first day."""
    due, phase = tables.QuestionnaireDue, tables.PhaseStart
    with reading(world.everything()) as connection:
        asked = connection.execute(select(due.instrument, due.moment, due.due_on)).all()
        begun = connection.execute(select(phase.phase, phase.starts_on)).all()
    return {tuple(row) for row in (*asked, *begun)}


def test_what_was_registered_is_corrected_and_comes_back(any_world: World) -> None:
    grant = leave(any_world)
    other = Registered("Ada Proef", "", "chronic_fatigue", (), DAY)
    assert registration_change.change(grant, "key", other, was=FIRST) == FIRST
    assert registration_change.change(grant, "key", FIRST, was=other) is None
    assert held(grant) == other
    assert registration_change.change(grant, "back", FIRST, was=other) == other
    assert held(grant) == FIRST
    with reading(grant) as connection:
        newest = corrections.of_fact(connection, grant, "registered", str(grant.course_id))[0]
    assert newest.old == {"complaint": "chronic_fatigue", "contact": "", "name": "Ada Proef", "secondary": []}


def test_the_trail_says_which_things_changed_and_nothing_of_them(world: World, grant: Grant) -> None:
    registration_change.change(grant, "key", replace(FIRST, name="Geheim"), was=FIRST)
    event = tables.AuditEvent
    query = select(event.detail).where(event.action == registration_change.CHANGE)
    with reading(world.everything()) as connection:
        assert list(connection.scalars(query)) == [{"changed": ["name"]}]


def test_phase_and_questionnaires_move_with_the_first_day_and_back(any_world: World) -> None:
    grant = leave(any_world)
    before, later = days(any_world), DAY + dt.timedelta(days=7)
    registration_change.change(grant, "later", replace(FIRST, starts_on=later), was=FIRST)
    week = dt.timedelta(days=7)
    moved = {one for one in days(any_world) if one[1] != "follow_up"}
    assert moved == {(*one[:-1], one[-1] + week) for one in before if one[1] != "follow_up"}
    registration_change.change(grant, "back", FIRST, was=replace(FIRST, starts_on=later))
    assert days(any_world) == before


@pytest.mark.parametrize("what", ["check_in", "phase", "end"])
def test_the_first_day_stands_once_something_happened(world: World, grant: Grant, what: str) -> None:
    if what == "check_in":
        world.check_in(grant.course_id, DAY, mood=5)
    elif what == "phase":
        values = {"practice_id": 1, "course_id": grant.course_id, "phase": "building_trust"}
        world.add(tables.PhaseStart, **values, starts_on=DAY + dt.timedelta(days=3))
    else:
        world.change(tables.Course, ends_on=DAY, end_reason="completed")
    with pytest.raises(ConflictError):
        registration_change.change(
            grant, "key", replace(FIRST, starts_on=DAY - dt.timedelta(days=2), name="Anders"), was=FIRST
        )
    assert held(grant) == FIRST
    registration_change.change(grant, "name", replace(FIRST, name="Anders"), was=FIRST)
    assert held(grant).name == "Anders"


def test_a_course_does_not_move_into_the_earlier_one(world: World, grant: Grant) -> None:
    start = DAY - dt.timedelta(days=60)
    world.course(grant.clients[0], starts_on=start, ends_on=DAY - dt.timedelta(days=5), end_reason="completed")
    with pytest.raises(ConflictError):
        registration_change.change(grant, "key", replace(FIRST, starts_on=DAY - dt.timedelta(days=5)), was=FIRST)
    registration_change.change(grant, "ok", replace(FIRST, starts_on=DAY - dt.timedelta(days=4)), was=FIRST)
    assert held(grant).starts_on == DAY - dt.timedelta(days=4)


def test_a_colleague_who_was_quicker_is_not_written_over(grant: Grant) -> None:
    theirs = replace(FIRST, name="Van een collega")
    registration_change.change(grant, "theirs", theirs, was=FIRST)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        registration_change.change(grant, "mine", replace(FIRST, name="Van mij"), was=FIRST)
    assert refusal.value.now == theirs
    assert held(grant) == theirs


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"complaint": ""}, "complaint"),
        ({"name": "x" * 121}, "name"),
        ({"starts_on": dt.date(2001, 1, 1)}, "starts_on"),
    ],
)
def test_what_cannot_be_accepted_names_its_field(grant: Grant, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        registration_change.change(grant, "key", replace(FIRST, **values), was=FIRST)
    assert refusal.value.field == field
    assert held(grant) == FIRST
