"""The day of a client: what is ready, what was done, and days on which nothing has to be."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from runtherapy_data.access import grant_course
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Principal
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.ui import due_words as said
from runtherapy_data.views import due
from runtherapy_data.views.due import ClientDue
from tests.factories import ZONE, World

DAY = dt.timedelta(days=1)
TODAY = today(ZONE)
NL = translator("nl")


@pytest.fixture
def client(world: World) -> tuple[Principal, UUID]:
    _therapist, principal, course_id, _code = world.pair()  # began 35 days ago: week 6 began today
    return principal, course_id


def read(principal: Principal, on: dt.date = TODAY) -> ClientDue:
    grant = grant_course(principal)
    with reading(grant) as connection:
        return due.of(connection, grant, on, NL)


def ask(world: World, course_id: UUID, instrument: str, days: int, moment: str = "mid", state: str = "open") -> None:
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=course_id, id=new_id(), instrument=instrument, moment=moment,
        due_on=TODAY - days * DAY, asked_at=now(), state=state,
    )  # fmt: skip


def given(world: World, course_id: UUID, exercise: str, *, done: bool = False) -> None:
    here, given_id = {"practice_id": 1, "course_id": course_id}, new_id()
    world.add(tables.ExerciseGiven, **here, id=given_id, exercise=exercise, given_on=TODAY - 9 * DAY)
    if done:
        world.add(tables.ExerciseDone, **here, given_id=given_id, day=TODAY)


def test_a_day_with_something_of_everything(world: World, client: tuple[Principal, UUID]) -> None:
    principal, course_id = client
    ask(world, course_id, "phq9", 0)
    ask(world, course_id, "psk", 4)
    ask(world, course_id, "4dkl", 3)  # its text may not be given along
    ask(world, course_id, "phq9", 30, "intake")  # of two, the later one is asked
    ask(world, course_id, "who5", -20, "end")  # weeks ahead
    for position in (1, 2, 3):
        world.add(tables.Goal, practice_id=1, course_id=course_id, position=position, words=f"doel {position}")
    ask(world, course_id, "who5", 4, state="dropped")
    given(world, course_id, "calm_walk")
    world.session(course_id, TODAY - DAY, next_appointment_at=now() + 2 * DAY)
    day = read(principal)
    assert (day.checked_in, day.week, day.week_done) == (False, 5, False)
    assert said.together(day, NL) == "Je therapeut neemt Vierdimensionale Klachtenlijst (4DKL) met je door."
    assert [said.ask(one.ask, TODAY, NL) for one in day.asks] == [
        f"Vragenlijst: je eigen doelen (voor {NL.day(TODAY - 4 * DAY)})", "Vragenlijst: depressieve klachten (PHQ-9)",
    ]  # fmt: skip
    assert said.practise(day, NL) == "Als het vandaag past: Een rustige wandeling."
    assert said.opening(day, NL) == said.done(day, NL) == ""
    assert said.appointment(day, NL).startswith(f"Volgende afspraak: {NL.day((now() + 2 * DAY).date())[:3]}")


def test_a_day_on_which_all_was_done_says_so_without_praise(world: World, client: tuple[Principal, UUID]) -> None:
    principal, course_id = client
    world.check_in(course_id, TODAY, mood=5)
    world.add(
        tables.WeekReflection, practice_id=1, course_id=course_id, week_on=TODAY - 7 * DAY, resilience=4,
        recorded_at=now(),
    )  # fmt: skip
    world.result(course_id, "phq9", TODAY, 9, "mid")
    given(world, course_id, "calm_walk", done=True)
    given(world, course_id, "three_breaths")
    day = read(principal)
    assert not day.is_open
    assert said.opening(day, NL) == "Er staat vandaag verder niets voor je klaar."
    assert said.done(day, NL) == (
        "Gedaan: check-in, terugblik op week 5, depressieve klachten (PHQ-9) en Een rustige wandeling."
    )
    assert said.practise(day, NL) == "Als het vandaag past: Drie rustige ademhalingen."


@pytest.mark.parametrize(
    ("kind", "ends", "sentence"),
    [
        ("pause", None, "Je traject is gepauzeerd. Er hoeft nu niets."),
        ("pause", 3, f"Je traject is gepauzeerd tot en met {NL.day(TODAY + 3 * DAY)}. Er hoeft nu niets."),
        ("illness", None, "Er hoeft nu niets. Invullen kan, als je dat wilt."),
        ("holiday", -1, ""),  # over
    ],
)
def test_in_a_pause_or_an_event_nothing_has_to_be_done(
    world: World, client: tuple[Principal, UUID], kind: str, ends: int | None, sentence: str
) -> None:
    principal, course_id = client
    world.add(
        tables.LifeEvent, practice_id=1, course_id=course_id, id=new_id(), kind=kind, starts_on=TODAY - 5 * DAY,
        ends_on=None if ends is None else TODAY + ends * DAY,
    )  # fmt: skip
    assert said.opening(read(principal), NL) == sentence


def test_before_and_after_the_course_there_is_no_check_in_and_only_what_was_asked(
    world: World, client: tuple[Principal, UUID]
) -> None:
    principal, course_id = client
    given(world, course_id, "calm_walk")
    before = read(principal, TODAY - 40 * DAY)
    assert (before.checked_in, before.week, before.exercises) == (None, None, ())
    assert said.opening(before, NL) == f"Je traject begint op {NL.day(TODAY - 35 * DAY)}."
    world.change(tables.Course, ends_on=TODAY - 30 * DAY, end_reason="completed")
    ask(world, course_id, "phq9", 1, "follow_up")
    after = read(principal)
    assert (after.checked_in, after.week, after.exercises) == (None, None, ())
    assert [one.ask.instrument for one in after.asks] == ["phq9"]
