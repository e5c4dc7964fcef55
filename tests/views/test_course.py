"""From the rows of one course to what a page shows of it."""

from __future__ import annotations

import datetime as dt
import json
from uuid import UUID

import pytest

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.identity import Principal
from runtherapy_data.store import reading, tables
from runtherapy_data.views import course as view
from runtherapy_data.views.course import Course, PhaseSpan
from runtherapy_data.views.course_axis import axis
from runtherapy_data.views.course_json import to_json
from tests.factories import World

MONDAY = dt.date(2026, 3, 9)  # the clocks go forward on 29 March


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def begun(world: World, **values: object) -> tuple[Principal, UUID]:
    """A client whose course began on that Monday."""
    account = world.account("therapist", "t@test.example")
    client_id, _ = world.client()
    course = world.course(client_id, starts_on=MONDAY, therapist=account, **values)
    world.account("client", "c@test.example", client_id=client_id)
    return principal_by_email("c@test.example"), course


def seen(client: Principal, today: dt.date) -> Course:
    grant = grant_course(client)
    with reading(grant) as connection:
        return view.of(connection, grant, today)


def test_a_missing_answer_is_missing_and_never_zero(world: World) -> None:
    client, course = begun(world)
    world.check_in(course, day(0), mood=0)
    world.check_in(course, day(2), mood=6, sleep=7)
    shown = seen(client, day(3))
    assert shown.measured("mood").days == (day(0), day(2))
    assert shown.measured("mood").values == (0, 6)
    assert shown.measured("sleep").values == (7,)
    assert shown.measured("energy").days == ()
    assert shown.measured("energy").trend is None


@pytest.mark.parametrize(
    ("today", "week"), [(0, 1), (6, 1), (7, 2), (19, 3), (20, 3), (21, 4), (27, 4), (28, 5), (-1, 0), (-8, -1)]
)
def test_weeks_stay_seven_days_long_when_the_clocks_change(world: World, today: int, week: int) -> None:
    client, _ = begun(world)
    assert seen(client, day(today)).week == week


def test_a_phase_lasts_until_the_day_before_the_next_and_the_last_one_to_the_end(world: World) -> None:
    client, course = begun(world, planned_weeks=4)
    for number, phase in ((0, "intake"), (5, "building_trust"), (14, "guided_running")):
        world.add(tables.PhaseStart, practice_id=1, course_id=course, starts_on=day(number), phase=phase)
    shown = seen(client, day(6))
    assert shown.phases == (
        PhaseSpan("intake", day(0), day(4)),
        PhaseSpan("building_trust", day(5), day(13)),
        PhaseSpan("guided_running", day(14), day(27)),
    )
    assert shown.phase == "building_trust"


def test_a_course_that_ended_stands_still_on_its_last_day(world: World) -> None:
    client, course = begun(world, ends_on=day(24), end_reason="stopped_early")
    world.add(tables.PhaseStart, practice_id=1, course_id=course, starts_on=day(0), phase="intake")
    shown = seen(client, day(200))
    assert (shown.today, shown.week, shown.has_ended) == (day(24), 4, True)
    assert shown.weeks == 10
    assert shown.phases == (PhaseSpan("intake", day(0), day(24)),)


def test_subscales_belong_to_their_result(world: World) -> None:
    client, course = begun(world)
    world.result(course, "phq9", day(0), 12)
    result = world.result(course, "4dkl", day(0), None)
    for name, score in (("distress", 20), ("anxiety", 3)):
        values = {"result_id": result, "subscale": name, "score": score}
        world.add(tables.QuestionnaireSubscale, practice_id=1, course_id=course, **values)
    shown = seen(client, day(3))
    assert [(one.instrument, one.total, one.subscales) for one in shown.results] == [
        ("phq9", 12.0, ()),
        ("4dkl", None, (("anxiety", 3.0), ("distress", 20.0))),
    ]


@pytest.mark.parametrize(
    ("daily", "occasional", "today", "first_week", "last_week"),
    [
        ([],          [],     30,   1, 10),   # as planned
        ([0, 69],     [],     30,   1, 10),   # facts within the plan
        ([0, 75],     [],     30,   1, 11),   # check-ins after the plan
        ([-3],        [],     30,   0, 10),   # check-ins before the start
        ([],          [-10],  30,  -1, 10),   # a questionnaire a little before the start
        ([],          [160],  30,   1, 10),   # a follow-up after three months takes no room from the course
        ([],          [],     75,   1, 11),   # the plan is over, the course is not
        ([],          [],    400,   1, 10),   # a course that nobody closed
        ([-36000],    [],     30, -11, 10),   # a slip of the pen
    ],
)  # fmt: skip
def test_the_axis_is_as_long_as_planned_and_stretches_to_what_was_reported(
    daily: list[int], occasional: list[int], today: int, first_week: int, last_week: int
) -> None:
    first, last = axis(MONDAY, 10, day(today), [day(one) for one in daily], [day(one) for one in occasional])
    assert first == day(7 * (first_week - 1))
    assert last == day(7 * last_week - 1)


def test_a_course_survives_the_round_trip_through_json(world: World) -> None:
    client, course = begun(world)
    for number in range(0, 20, 2):
        world.check_in(course, day(number), mood=5, words="rustig")
    world.session(course, day(1), reflection="Het bos was stil.")
    shown = seen(client, day(20))
    facts = json.loads(json.dumps(to_json(shown)))
    assert facts == to_json(shown)
    assert facts["starts_on"] == "2026-03-09"
    assert facts["sessions"][0]["reflection"] == "Het bos was stil."
    assert facts["sessions"][0]["planned_minutes"] is None
    mood = next(one for one in facts["series"] if one["measure"] == "mood")
    assert mood["days"][1] == "2026-03-11"
    assert len(mood["trend"]["days"]) == len(mood["trend"]["low"]) == 19
