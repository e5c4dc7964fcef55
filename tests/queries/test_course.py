"""What is read of one course is exactly what was written, and nobody else's."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import event

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Principal
from runtherapy_data.queries import course as queries
from runtherapy_data.store import engine, now, reading, tables
from runtherapy_data.store.types import new_id
from tests.factories import World

MONDAY = dt.date(2026, 3, 9)
DAY = dt.timedelta(days=1)


@pytest.fixture
def somebody(world: World) -> tuple[Principal, UUID, str]:
    """A client whose facts are known, beside another one with facts of their own."""
    _, anna, course, code = world.pair("a")
    _, _, other, _ = world.pair("b")
    world.check_in(course, MONDAY, mood=0, energy=7, words="moe")
    world.check_in(course, MONDAY + 2 * DAY, sleep=10)
    world.session(course, MONDAY + DAY, kind="independent", planned_minutes=20, feeling_before=5, feeling_after=7)
    world.session(course, MONDAY, walking_minutes=0)
    phq9 = world.result(course, "phq9", MONDAY, 12)
    fourdkl = world.result(course, "4dkl", MONDAY, None)
    for name, score in (("distress", 20), ("anxiety", 3)):
        world.add(
            tables.QuestionnaireSubscale, practice_id=1, course_id=course, result_id=fourdkl, subscale=name, score=score
        )
    world.add(tables.PhaseStart, practice_id=1, course_id=course, starts_on=MONDAY, phase="intake")
    world.add(tables.PhaseStart, practice_id=1, course_id=course, starts_on=MONDAY + 7 * DAY, phase="guided_running")
    world.add(
        tables.LifeEvent, practice_id=1, course_id=course, id=new_id(), kind="holiday", starts_on=MONDAY,
        ends_on=MONDAY + DAY, note="zee",
    )  # fmt: skip
    world.check_in(other, MONDAY, mood=9)
    world.session(other, MONDAY)
    world.result(other, "phq9", MONDAY, 3)
    assert phq9 < fourdkl  # made in this order, hence read in this order
    return anna, course, code


def read(grant: Grant) -> queries.CourseRows:
    with reading(grant) as connection:
        return queries.read(connection, grant)


def test_a_course_is_read_as_it_was_written(somebody: tuple[Principal, UUID, str]) -> None:
    anna, _, code = somebody
    rows = read(grant_course(anna))
    assert (rows.header.code, rows.header.complaint, rows.header.planned_weeks) == (code, "depression", 10)
    assert [tuple(row) for row in rows.check_ins] == [
        (MONDAY, 0, None, 7, None, "moe"),
        (MONDAY + 2 * DAY, None, 10, None, None, None),
    ]
    assert [tuple(row)[:5] for row in rows.sessions] == [
        (MONDAY, "guided", None, 0, 10),
        (MONDAY + DAY, "independent", 20, 10, 10),
    ]
    assert [tuple(row)[1:] for row in rows.results] == [
        ("phq9", MONDAY, "intake", 12, None, None, None),
        ("4dkl", MONDAY, "intake", None, "anxiety", 3, None),
        ("4dkl", MONDAY, "intake", None, "distress", 20, None),
    ]
    assert [tuple(row) for row in rows.phases] == [(MONDAY, "intake"), (MONDAY + 7 * DAY, "guided_running")]
    assert [tuple(row) for row in rows.events] == [("holiday", MONDAY, MONDAY + DAY, "zee")]


def test_a_result_names_the_own_activities_that_were_answered_and_no_items_of_others(any_world: World) -> None:
    therapist, _, course, code = any_world.pair("a")
    here, kinds = {"practice_id": 1, "course_id": course}, ("phq9", "psk")
    for kind, result in ((kind, new_id()) for kind in kinds):
        any_world.add(
            tables.QuestionnaireResult, **here, id=result, instrument=kind, taken_on=MONDAY, moment="intake", total=6
        )
        for item in (1, 3, 4):
            any_world.add(tables.QuestionnaireAnswer, **here, result_id=result, item=item, value=2)
    found = {row.instrument: row.activities for row in read(grant_course(therapist, code)).results}
    assert found["phq9"] is None
    assert sorted(found["psk"].split(",")) == ["1", "3", "4"]


OBSERVED = {"breathing": "hoog", "posture": "recht", "muscle_tension": "nek", "mental_signals": "stil"}


def test_what_a_therapist_observed_is_read_by_a_therapist_and_by_nobody_else(world: World) -> None:
    therapist, client, course, code = world.pair("a")
    soon = now() + 7 * DAY
    world.session(course, MONDAY, home_exercises="uitademen", next_appointment_at=soon, **OBSERVED)
    (theirs,) = read(grant_course(therapist, code)).sessions
    (own,) = read(grant_course(client)).sessions
    assert {name: getattr(theirs, name) for name in OBSERVED} == OBSERVED
    assert not OBSERVED.keys() & own._fields
    assert not set(OBSERVED.values()) & set(own)
    for row in (theirs, own):
        assert (row.home_exercises, row.next_appointment_at) == ("uitademen", soon)


def test_a_course_takes_six_statements_however_much_is_in_it(somebody: tuple[Principal, UUID, str]) -> None:
    grant = grant_course(somebody[0])
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    read(grant)
    event.remove(engine(), "before_cursor_execute", note)
    assert len(statements) == 6
    assert all("practice_id = " in statement for statement in statements)


def test_a_grant_for_something_else_reads_no_course(world: World, somebody: tuple[Principal, UUID, str]) -> None:
    therapist, _, _, _ = world.pair("c")
    with pytest.raises(NotAllowedError):
        read(grant_caseload(therapist))
