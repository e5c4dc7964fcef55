"""Exercises as they find a place in daily life: days of the week, and no score."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from runtherapy_data.access import grant_course
from runtherapy_data.i18n import translator
from runtherapy_data.measures.exercises import SHIPPED, in_order
from runtherapy_data.queries.exercises import GivenExercise
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views import exercises
from runtherapy_data.views.exercises import Held
from tests.factories import ZONE, World

MONDAY = dt.date(2026, 10, 26)  # the clock went back the night before
NL, EN = translator("nl"), translator("en")
DAY = dt.timedelta(days=1)


def days(*numbers: int) -> tuple[dt.date, ...]:
    return tuple(MONDAY + number * DAY for number in numbers)


def held(*done: dt.date) -> Held:
    return Held(GivenExercise(UUID(int=1), SHIPPED[0], MONDAY, None, "", False), done)


@pytest.mark.parametrize(
    ("numbers", "dutch", "english"),
    [
        ((0,), "ma", "Mon"),
        ((3, 0, 7), "ma en do", "Mon and Thu"),
        ((6, 1, 3), "di, do en zo", "Tue, Thu and Sun"),
        (range(7), "alle dagen van de week", "every day of the week"),
    ],
)
def test_days_of_the_week_are_said_as_people_say_them(numbers: tuple[int, ...], dutch: str, english: str) -> None:
    assert exercises.weekdays(days(*numbers), NL) == dutch
    assert exercises.weekdays(days(*numbers), EN) == english


def test_the_last_four_weeks_have_seven_days_each_and_gaps_are_dashes() -> None:
    on = MONDAY + 2 * DAY
    first, last_of_first, second = on - 27 * DAY, on - 21 * DAY, on - 20 * DAY
    told = exercises.by_week(held(first, last_of_first, second, on), on, NL)
    assert told == ("do, wo", "do", "–", "wo")


def test_a_client_reads_what_holds_and_where_there_was_room_for_it(world: World) -> None:
    therapist, client, course_id, _code = world.pair()
    on, here = today(ZONE), {"practice_id": 1, "course_id": course_id}
    ids = {}
    for code, given, until in (
        ("calm_walk", 20, None), ("three_breaths", 20, None), ("hand_on_belly", 20, 2), ("round_of_the_body", 90, 60),
        ("breath_and_steps", -2, None),
    ):  # fmt: skip
        ids[code] = new_id()
        until_on = on - until * DAY if until else None
        world.add(
            tables.ExerciseGiven, **here, id=ids[code], exercise=code, given_on=on - given * DAY, until_on=until_on
        )
    for code, back in (("calm_walk", 1), ("hand_on_belly", 3), ("calm_walk", 29)):
        world.add(tables.ExerciseDone, **here, given_id=ids[code], day=on - back * DAY)
    for principal in (client, therapist):
        grant = grant_course(principal, _code)
        with reading(grant) as connection:
            shown = exercises.of(connection, grant, on)
        assert [one.given.exercise.code for one in shown.held] == ["three_breaths", "calm_walk"]  # kind by kind
        assert [one.given.exercise.code for one in shown.ended] == ["hand_on_belly"]  # long ago is in nobody's way
        listed = exercises.weekdays([on - DAY, on - 3 * DAY], NL)
        assert shown.daily_life(NL) == f"In de afgelopen vier weken was hier ruimte voor op {listed}."


def test_where_there_was_no_room_nothing_is_said(world: World) -> None:
    _therapist, client, _course, _code = world.pair()
    grant = grant_course(client)
    with reading(grant) as connection:
        assert exercises.of(connection, grant, today(ZONE)).daily_life(NL) == ""


def test_every_shipped_exercise_has_steps_in_both_languages_and_fits_its_columns() -> None:
    assert 8 <= len(SHIPPED) == len({one.code for one in SHIPPED})
    for one in SHIPPED:
        assert len(one.steps("nl")) == len(one.steps("en")) >= 3, one.code
        assert len(one.code) <= 40 and max(len(one.name.nl), len(one.name.en)) <= 80
        assert "!" not in one.words.nl + one.words.en + one.name.nl + one.name.en
    assert in_order({one.code: one for one in reversed(SHIPPED)}) == SHIPPED
