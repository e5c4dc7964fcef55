"""What a course is asked by the practice's protocol: planned once, and moved along with the course."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import questionnaire_asks, questionnaire_requests
from runtherapy_data.errors import ConflictError, NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.questionnaire_asks import Ask, asks, open_asks
from runtherapy_data.store import now, reading, tables, writing
from runtherapy_data.store.types import new_id
from tests.factories import World

START = dt.date(2026, 9, 7)
TEN_WEEKS = dt.date(2026, 11, 15)


@pytest.fixture
def grant(world: World) -> Grant:
    therapist = world.account("therapist", "anke@test.example")
    client_id, code = world.client("C-0007")
    world.course(client_id, therapist=therapist, starts_on=START)
    return grant_course(principal_by_email("anke@test.example"), code, Permission.COURSE_WRITE)


def plan(grant: Grant, ends_on: dt.date = TEN_WEEKS) -> int:
    with writing(grant) as connection:
        return questionnaire_asks.plan(connection, grant, grant.course_id, starts_on=START, ends_on=ends_on)


def replan(grant: Grant, ends_on: dt.date) -> int:
    with writing(grant) as connection:
        return questionnaire_asks.replan(connection, grant, grant.course_id, starts_on=START, ends_on=ends_on)


def held(grant: Grant, instrument: str = "phq9") -> list[tuple[str, str, str]]:
    with reading(grant) as connection:
        found = [one for one in asks(connection, grant) if one.instrument == instrument]
    return [(one.moment, one.due_on.isoformat(), one.state) for one in found]


def change(world: World, moment: str, **values: Any) -> None:
    due = tables.QuestionnaireDue
    with writing(world.everything()) as connection:
        connection.execute(tables.QuestionnaireDue.__table__.update().where(due.moment == moment).values(**values))


def test_the_protocol_is_asked_once(grant: Grant) -> None:
    assert plan(grant) == 8
    assert held(grant) == held(grant, "psk") == [
        ("intake", "2026-09-07", "open"),
        ("mid", "2026-10-12", "open"),
        ("end", "2026-11-15", "open"),
        ("follow_up", "2027-02-15", "open"),
    ]  # fmt: skip
    assert plan(grant) == 0


def test_a_course_that_ends_before_the_week_in_between_is_asked_nothing_halfway(grant: Grant) -> None:
    plan(grant, START + dt.timedelta(days=27))
    assert [moment for moment, _, _ in held(grant)] == ["intake", "end", "follow_up"]


def test_what_was_filled_in_before_is_not_asked_again(world: World, grant: Grant) -> None:
    result = world.result(grant.course_id, "phq9", START, 12)
    plan(grant)
    with reading(grant) as connection:
        (intake,) = (one for one in asks(connection, grant) if (one.instrument, one.moment) == ("phq9", "intake"))
    assert (intake.state, intake.result_id) == ("done", result)


def test_what_is_open_moves_along_with_the_end_and_back(world: World, grant: Grant) -> None:
    plan(grant)
    before = held(grant)
    early = START + dt.timedelta(days=20)
    assert replan(grant, early) == 6
    assert held(grant) == [
        ("intake", "2026-09-07", "open"),
        ("end", "2026-09-27", "open"),
        ("mid", "2026-10-12", "dropped"),
        ("follow_up", "2026-12-27", "open"),
    ]
    replan(grant, TEN_WEEKS)
    assert held(grant) == before
    world.change(tables.Course, follow_up_on=dt.date(2026, 12, 1))
    replan(grant, TEN_WEEKS)
    assert held(grant)[-1] == ("follow_up", "2026-12-01", "open")


def test_what_a_person_decided_stays(world: World, grant: Grant) -> None:
    plan(grant)
    change(world, "mid", by_hand=True, state="dropped")
    change(world, "end", by_hand=True, due_on=dt.date(2026, 11, 1))
    before = held(grant)
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=grant.course_id, id=new_id(), instrument="gad7",
        moment="extra", due_on=dt.date(2026, 11, 14), by_hand=True, asked_at=now(),
    )  # fmt: skip
    replan(grant, START + dt.timedelta(days=50))
    assert held(grant)[:3] == before[:3]
    assert held(grant, "gad7") == [("extra", "2026-11-14", "open")]


def test_a_course_that_will_not_be_is_asked_nothing_until_it_is_again(grant: Grant) -> None:
    plan(grant)
    with writing(grant) as connection:
        dropped = questionnaire_asks.drop_open(connection, grant, grant.course_id)
    assert {state for *_, state in held(grant)} == {"dropped"}
    with writing(grant) as connection:
        questionnaire_asks.ask_again(connection, grant, grant.course_id, dropped)
    assert {state for *_, state in held(grant)} == {"open"}


@pytest.mark.parametrize(("on", "open_", "overdue"), [(-4, 0, 0), (-3, 1, 0), (0, 1, 0), (1, 1, 1)])
def test_when_one_opens_and_is_overdue(on: int, open_: int, overdue: int) -> None:
    day = dt.date(2026, 10, 12)
    ask = Ask(new_id(), new_id(), "phq9", "mid", day, "open", False, None, now())
    then = day + dt.timedelta(days=on)
    assert (ask.opens_on <= then, ask.is_overdue(then)) == (bool(open_), bool(overdue))


def test_open_asks_of_a_caseload_and_only_of_it(world: World, grant: Grant) -> None:
    plan(grant)
    other = world.course(world.client()[0], starts_on=START)
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=other, id=new_id(), instrument="gad7", moment="extra",
        due_on=START, asked_at=now(),
    )  # fmt: skip
    with reading(grant) as connection:
        found = open_asks(connection, grant, through=dt.date(2026, 10, 12))
    assert [(one.instrument, one.moment) for one in found] == [
        ("phq9", "intake"), ("psk", "intake"), ("phq9", "mid"), ("psk", "mid"),
    ]  # fmt: skip


def test_another_course_is_out_of_reach(world: World, grant: Grant) -> None:
    other = world.course(world.client()[0])
    with pytest.raises(NotAllowedError), writing(grant) as connection:
        questionnaire_asks.plan(connection, grant, other, starts_on=START, ends_on=TEN_WEEKS)


@pytest.mark.parametrize("late", ["plan", "replan", "ask again", "by hand"])
def test_nothing_is_asked_in_a_course_after_a_newer_one_was_begun(world: World, grant: Grant, late: str) -> None:
    plan(grant)
    with writing(grant) as connection:
        dropped = questionnaire_asks.drop_open(connection, grant, grant.course_id)
    before = held(grant)
    world.course(grant.clients[0], starts_on=TEN_WEEKS + dt.timedelta(days=30))

    def again() -> None:
        with writing(grant) as connection:
            questionnaire_asks.ask_again(connection, grant, grant.course_id, dropped)

    acts: dict[str, Callable[[], object]] = {
        "plan": lambda: plan(grant),
        "replan": lambda: replan(grant, TEN_WEEKS),
        "ask again": again,
        "by hand": lambda: questionnaire_requests.ask_again(grant, "k", dropped[0]),
    }
    with pytest.raises(ConflictError, match="newer course"):
        acts[late]()
    assert held(grant) == before
