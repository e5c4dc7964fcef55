"""A therapist's caseload, read for all clients together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from runtherapy_data import store
from runtherapy_data.access import grant_caseload, grant_course, principal_by_email
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant
from runtherapy_data.queries import caseload
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views import caseload as view
from tests.factories import ZONE, World

TODAY = today(ZONE)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that reaches the store inside."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engine(), "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(store.engine(), "before_cursor_execute", note)


def evidence(*numbers: str) -> dict[str, object]:
    return {"days": [ago(1).isoformat()], "numbers": dict.fromkeys(numbers, 1.0), "threshold": {}}


def courses(grant: Grant) -> dict[str, caseload.CaseloadCourse]:
    with reading(grant) as connection:
        return {one.client_code: one for one in caseload.courses(connection, grant, now())}


def test_a_course_comes_with_the_last_day_of_each_kind_of_fact(world: World) -> None:
    therapist, _, course_id, code = world.pair()
    for days in (9, 4, 6):
        world.check_in(course_id, ago(days), mood=5)
    world.result(course_id, "phq9", ago(30), 14.0)
    soon, later = now() + dt.timedelta(days=1), now() + dt.timedelta(days=8)
    world.session(course_id, ago(8), next_appointment_at=now() - dt.timedelta(days=1))
    world.session(course_id, ago(2), kind="independent", next_appointment_at=later)
    world.session(course_id, ago(3), next_appointment_at=soon)
    grant = grant_caseload(therapist)
    one = courses(grant)[code]
    assert (one.last_check_in_on, one.last_result_on, one.next_appointment_at) == (ago(4), ago(30), soon)
    with reading(grant) as connection:
        assert caseload.last_sessions(connection, grant, TODAY) == {
            course_id: caseload.LastSession(ago(2), "independent")
        }


@pytest.mark.parametrize(
    "starts, expected",
    [
        ([(30, "intake"), (20, "guided_running")], "guided_running"),
        ([(20, "guided_running"), (30, "intake")], "guided_running"),
        ([(30, "intake"), (-3, "integration")], "intake"),
        ([(-3, "intake")], None),
        ([], None),
    ],
)
def test_the_phase_is_the_last_one_that_began(world: World, starts: list[tuple[int, str]], expected: str) -> None:
    therapist, _, course_id, _code = world.pair()
    for days, phase in starts:
        world.add(tables.PhaseStart, practice_id=1, course_id=course_id, starts_on=ago(days), phase=phase)
    grant = grant_caseload(therapist)
    with reading(grant) as connection:
        assert caseload.phases(connection, grant, TODAY).get(course_id) == expected


def test_daily_values_keep_their_gaps_and_end_today(world: World) -> None:
    therapist, _, course_id, _code = world.pair()
    world.check_in(course_id, ago(4), mood=9)  # before the window
    world.check_in(course_id, ago(3), mood=0, energy=10)
    world.check_in(course_id, TODAY, mood=7, sleep=6)
    grant = grant_caseload(therapist)
    with reading(grant) as connection:
        assert caseload.daily(connection, grant, TODAY, 4)[course_id] == {
            "mood": (0, None, None, 7),
            "sleep": (None, None, None, 6),
            "energy": (10, None, None, None),
        }


def test_a_therapist_sees_their_own_caseload_and_nobody_elses(world: World) -> None:
    mine, _, _course, my_code = world.pair("a")
    _, _, other_course, other_code = world.pair("b")
    world.check_in(other_course, TODAY, mood=3)
    grant = grant_caseload(mine)
    assert set(courses(grant)) == {my_code}
    with reading(grant) as connection:
        assert other_code not in repr(view.of(connection, grant, TODAY))
        assert caseload.daily(connection, grant, TODAY, 28) == {}


def test_nothing_is_read_without_a_grant_for_the_caseload(world: World) -> None:
    therapist, _, _course, code = world.pair()
    grant = grant_course(therapist, code)
    with reading(grant) as connection:
        for refused in (
            lambda: caseload.courses(connection, grant, now()),
            lambda: caseload.phases(connection, grant, TODAY),
            lambda: caseload.last_sessions(connection, grant, TODAY),
            lambda: caseload.daily(connection, grant, TODAY, 28),
        ):
            with pytest.raises(NotAllowedError):
                refused()


def test_only_the_newest_course_of_a_client_is_listed(any_world: World) -> None:
    world = any_world
    therapist_id = world.account("therapist", "t@test.example")
    colleague_id = world.account("therapist", "c@test.example")
    stayed, stayed_code = world.client()
    moved, moved_code = world.client()
    ended = {"ends_on": ago(100), "end_reason": "completed"}
    world.course(stayed, starts_on=ago(200), therapist=therapist_id, **ended)
    world.course(stayed, starts_on=ago(10), therapist=therapist_id)
    world.course(moved, starts_on=ago(200), therapist=therapist_id, **ended)
    world.course(moved, starts_on=ago(10), therapist=colleague_id)
    listed = courses(grant_caseload(principal_by_email("t@test.example")))
    assert {code: one.starts_on for code, one in listed.items()} == {stayed_code: ago(10)}
    assert moved_code in courses(grant_caseload(principal_by_email("c@test.example")))


@pytest.mark.parametrize(("clients", "asked"), [(0, 6), (3, 15), (30, 15)])
def test_the_number_of_statements_does_not_grow_with_the_clients(world: World, clients: int, asked: int) -> None:
    """Six for the courses; where there are any, two for signals, one a kind of what moved, five for what is open."""
    therapist_id = world.account("therapist", "t@test.example")
    for _ in range(clients):
        client_id, _code = world.client()
        course_id = world.course(client_id, therapist=therapist_id)
        world.check_in(course_id, TODAY, mood=5)
        world.session(course_id, ago(1))
        world.signal(course_id, "overload", evidence=evidence("effort", "effort_own", "effort_points", "minutes"))
        world.signal(course_id, "deterioration", evidence=evidence("first", "last", "points"))
    worse = world.course(world.client()[0], therapist=therapist_id) if clients else None
    if worse is not None:
        world.signal(worse, "deterioration", evidence={**evidence("first"), "numbers": {"instrument": "phq9"}})
    grant = grant_caseload(principal_by_email("t@test.example"))
    with statements() as seen, reading(grant) as connection:
        shown = view.of(connection, grant, TODAY)
    assert len(shown.running) == clients + (worse is not None)
    assert len([one for one in seen if one.startswith(("SELECT", "WITH"))]) == asked


def test_a_life_event_that_goes_on_is_read_and_one_that_is_over_or_was_forgotten_is_not(world: World) -> None:
    therapist_id = world.account("therapist", "t@test.example")
    noted = {
        "going on": [(ago(5), None)],
        "planned end": [(ago(5), ago(-2))],
        "over": [(ago(9), ago(1))],
        "to come": [(ago(-1), None)],
        "never closed": [(ago(40), None)],
        "the latest of two": [(ago(20), ago(0)), (ago(5), None)],
    }
    courses = {}
    for name, spans in noted.items():
        courses[name] = world.course(world.client()[0], therapist=therapist_id)
        for first, last in spans:
            event = {"id": new_id(), "kind": "illness", "starts_on": first, "ends_on": last}
            world.add(tables.LifeEvent, practice_id=world.practice_id, course_id=courses[name], **event)
    grant = grant_caseload(principal_by_email("t@test.example"))
    with reading(grant) as connection:
        found = caseload.events_now(connection, grant, TODAY)
    now_on = caseload.EventNow("illness", ago(5))
    assert found == {courses[name]: now_on for name in ("going on", "planned end", "the latest of two")}
