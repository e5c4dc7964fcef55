"""Exercises are given, ended, taken up again and ticked off; what was ticked off is never lost by that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course
from runtherapy_data.actions import exercises
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import exercises as queries
from runtherapy_data.queries.corrections import of_fact
from runtherapy_data.store import reading, tables, today, writing
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

Grants = tuple[Grant, Grant]
DAY = dt.timedelta(days=1)


def leaves(world: World) -> Grants:
    """(the therapist's, the client's) leave for the same course."""
    therapist, client, _course, code = world.pair()
    return grant_course(therapist, code, Permission.COURSE_WRITE), grant_course(client, None, Permission.CHECK_IN_WRITE)


@pytest.fixture
def grants(world: World) -> Grants:
    return leaves(world)


def given(grant: Grant, codes: Collection[str], **values: object) -> tuple[UUID, ...]:
    asked = {"given_on": today(ZONE) - 7 * DAY, **values}
    with writing(grant) as connection:
        return exercises.hand_out(connection, grant, codes, **asked)  # type: ignore[arg-type]


def tick(grant: Grant, day: dt.date, ids: Collection[UUID]) -> bool:
    with writing(grant) as connection:
        return exercises.set_done(connection, grant, day, ids)


def holding(grant: Grant, on: dt.date) -> dict[str, bool]:
    with reading(grant) as connection:
        return {one.exercise.code: one.is_done for one in queries.given(connection, grant, on)}


def trail(world: World) -> list[tuple[str, object]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        rows = connection.execute(select(event.action, event.detail).where(event.action.like("exercise%"))).all()
    return [(action, detail) for action, detail in rows]


def test_what_is_given_is_ticked_off_ended_and_taken_up_again(any_world: World) -> None:
    therapist, client = leaves(any_world)
    on = today(ZONE)
    first, second = given(therapist, ["calm_walk", "long_out_breath"], note="Elke ochtend.")
    assert tick(client, on, [first])
    assert holding(client, on) == {"calm_walk": True, "long_out_breath": False}
    exercises.end(therapist, "end", second)
    assert holding(client, on) == {"calm_walk": True}
    assert holding(client, on - DAY) == {"calm_walk": False, "long_out_breath": False}
    exercises.resume(therapist, "resume", second)
    assert holding(client, on) == {"calm_walk": True, "long_out_breath": False}
    assert trail(any_world) == [
        ("exercise.give", {"exercises": 2}), ("exercise.done", {"exercises": 1}),
        ("exercise.end", {"exercises": 1}), ("exercise.resume", {"exercises": 1}),
    ]  # fmt: skip


def test_what_holds_already_is_not_given_twice(grants: Grants) -> None:
    therapist, _client = grants
    (held,) = given(therapist, ["calm_walk"], note="Op zondag.")
    assert given(therapist, ["calm_walk"], given_on=today(ZONE) - 9 * DAY) == ()
    assert len(given(therapist, ["calm_walk", "three_breaths"], note="Op maandag.")) == 1
    with reading(therapist) as connection:
        every = {one.exercise.code: one for one in queries.ever_given(connection, therapist, today(ZONE))}
        history = of_fact(connection, therapist, "exercise_given", str(held))
    walk = every["calm_walk"]
    assert (walk.id, walk.given_on, walk.note) == (held, today(ZONE) - 9 * DAY, "Op maandag.")
    assert [one.new for one in history] == [
        {"note": "Op maandag."}, {"given_on": (today(ZONE) - 9 * DAY).isoformat()},
    ]  # fmt: skip


def test_a_second_click_gives_and_ends_nothing_twice(grants: Grants) -> None:
    therapist, client = grants
    assert exercises.give(therapist, "same", ["calm_walk"]) is True
    assert exercises.give(therapist, "same", ["three_breaths"]) is None
    assert holding(client, today(ZONE)) == {"calm_walk": False}
    (held,) = given(therapist, ["three_breaths"])
    assert exercises.end(therapist, "end", held) == held
    assert exercises.end(therapist, "end", held) is None
    with pytest.raises(ConflictError):
        exercises.end(therapist, "another", held)


def test_what_was_given_anew_is_not_taken_up_a_second_time(grants: Grants) -> None:
    therapist, client = grants
    (held,) = given(therapist, ["calm_walk"])
    exercises.end(therapist, "end", held)
    exercises.give(therapist, "anew", ["calm_walk"])
    with pytest.raises(ConflictError):
        exercises.resume(therapist, "back", held)
    assert holding(client, today(ZONE)) == {"calm_walk": False}


@pytest.mark.parametrize(
    ("codes", "note", "field"), [(["marathon"], None, "exercises"), (["calm_walk"], "x" * 301, "note")]
)
def test_what_cannot_be_given_names_its_field(grants: Grants, codes: list[str], note: str | None, field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        given(grants[0], codes, note=note)
    assert refusal.value.field == field and refusal.value.remedy


def test_nothing_chosen_is_said(grants: Grants) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        exercises.give(grants[0], "key", [])
    assert refusal.value.field == "exercises"


def test_a_client_gives_themselves_nothing(world: World) -> None:
    _therapist, client, _course, _code = world.pair()
    grant = grant_course(client, None, Permission.SESSION_WRITE)
    with pytest.raises(NotAllowedError):
        given(grant, ["calm_walk"])


def test_an_exercise_of_another_course_is_not_there(world: World, grants: Grants) -> None:
    therapist, client, _course, code = world.pair("two")
    (other,) = given(grant_course(therapist, code, Permission.COURSE_WRITE), ["calm_walk"])
    with pytest.raises(NotFoundError):
        exercises.end(grants[0], "end", other)
    with pytest.raises(InvalidInputError):
        tick(grants[1], today(ZONE), [other])
    assert holding(grant_course(client, None, Permission.CHECK_IN_WRITE), today(ZONE)) == {"calm_walk": False}


def test_exactly_these_are_ticked_off_and_the_day_keeps_what_was_corrected(grants: Grants) -> None:
    therapist, client = grants
    on = today(ZONE)
    walk, breath, jaw = given(therapist, ["calm_walk", "long_out_breath", "shoulders_and_jaw"])
    assert tick(client, on, [walk, breath])
    assert not tick(client, on, [breath, walk])
    assert tick(client, on, [breath, jaw])
    assert holding(client, on) == {"calm_walk": False, "long_out_breath": True, "shoulders_and_jaw": True}
    with reading(client) as connection:
        (kept,) = of_fact(connection, client, "exercise_done", on.isoformat())
    assert kept.old == {"given": sorted(map(str, (walk, breath)))}
    assert kept.new == {"given": sorted(map(str, (breath, jaw)))}


def test_what_was_ended_today_keeps_its_tick_of_today(grants: Grants) -> None:
    therapist, client = grants
    on = today(ZONE)
    walk, breath = given(therapist, ["calm_walk", "long_out_breath"])
    tick(client, on, [walk, breath])
    exercises.end(therapist, "end", walk)
    tick(client, on, [])
    with reading(client) as connection:
        assert queries.done_days(connection, client, on, on) == {walk: (on,)}


def test_what_was_given_at_a_session_is_taken_back_with_it(grants: Grants) -> None:
    therapist, client = grants
    on, session_id = today(ZONE), new_id()
    walk, breath = given(therapist, ["calm_walk", "long_out_breath"], session_id=session_id)
    (elsewhere,) = given(therapist, ["three_breaths"])
    tick(client, on - DAY, [walk])
    with writing(therapist) as connection:
        assert exercises.take_back(connection, therapist, session_id) == 2
    with reading(therapist) as connection:
        every = {one.id: one.until_on for one in queries.ever_given(connection, therapist, on)}
        assert queries.done_days(connection, therapist, on - DAY, on) == {walk: (on - DAY,)}
    assert every == {walk: on, elsewhere: None}
    assert breath not in every


def test_a_practice_has_its_own_words_additions_and_omissions(world: World, grants: Grants) -> None:
    therapist, _client = grants
    (walk,) = given(therapist, ["calm_walk"])
    own = {
        "practice_id": 1, "kind": "running", "name_nl": "Bosrondje", "name_en": "Round of the wood",
        "words_nl": "Loop.\n\nRust.", "words_en": "Walk.\nRest.",
    }  # fmt: skip
    world.add(tables.PracticeExercise, code="own", **own)
    world.add(tables.PracticeExercise, code="calm_walk", **(own | {"name_nl": "Wandel"}), active=False)
    with reading(therapist) as connection:
        library = {one.code: one for one in queries.library(connection, therapist)}
        (held,) = queries.given(connection, therapist, today(ZONE))
    assert "calm_walk" not in library and "three_breaths" in library
    assert library["own"].steps("nl") == ("Loop.", "Rust.")
    assert (held.id, held.exercise.name.nl) == (walk, "Wandel")  # who has it keeps it
    with pytest.raises(InvalidInputError):
        given(therapist, ["calm_walk"])
