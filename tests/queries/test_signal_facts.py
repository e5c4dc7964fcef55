"""The block of facts in which rules look is what lies in the store, on both databases."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import event

from runtherapy_data import store
from runtherapy_data.access import grant_system
from runtherapy_data.analysis import spans as courses_in_blocks
from runtherapy_data.analysis.block import Block, RiskAnswer, Score
from runtherapy_data.analysis.spans import Span, batches
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.signal_courses import due, past
from runtherapy_data.queries.signal_facts import block
from runtherapy_data.store import reading, tables
from runtherapy_data.store.types import new_id
from tests.factories import World

ON = dt.date(2026, 3, 31)
FIRST = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def system(world: World) -> Grant:
    return grant_system(world.practice_id, Permission.SIGNALS, "tests")


def read(world: World, on: dt.date = ON) -> tuple[tuple[Span, ...], Block]:
    with reading(system(world)) as connection:
        spans = tuple(sorted(due(connection, system(world), on), key=lambda span: span.starts_on))
        return spans, block(connection, system(world), spans)


def course(world: World, starts_on: dt.date = FIRST, **values: Any) -> UUID:
    return world.course(world.client()[0], starts_on=starts_on, **values)


def test_days_are_days_of_the_course_and_what_was_not_answered_is_no_number(any_world: World) -> None:
    first = course(any_world, mode="no_fixed_increments")
    second = course(any_world, day(20), planned_weeks=8)
    any_world.check_in(first, day(0), mood=0, tension=10)
    any_world.check_in(first, day(29), words="Alleen een paar woorden")
    any_world.check_in(second, day(29), sleep=7)
    for beyond in (day(-1), day(30)):
        any_world.check_in(first, beyond, mood=9)

    spans, facts = read(any_world)
    assert [span.course_id for span in spans] == [first, second]
    assert facts.starts_on == (FIRST, day(20))
    assert (facts.through.tolist(), facts.planned_weeks.tolist()) == ([29, 9], [10, 8])
    assert facts.no_fixed_increments.tolist() == [True, False]
    assert np.argwhere(facts.checked_in).tolist() == [[0, 0], [0, 29], [1, 9]]
    answered = {name: np.argwhere(~np.isnan(values)).tolist() for name, values in facts.daily.items()}
    assert answered == {"mood": [[0, 0]], "sleep": [[1, 9]], "energy": [], "tension": [[0, 0]]}
    assert (facts.daily["mood"][0, 0], facts.daily["tension"][0, 0], facts.daily["sleep"][1, 9]) == (0, 10, 7)


def test_sessions_stand_in_the_order_of_courses_and_days(any_world: World) -> None:
    first, second = course(any_world), course(any_world, day(1))
    any_world.session(second, day(8), kind="independent", walking_minutes=0, running_minutes=12, effort=0)
    any_world.session(first, day(9), running_minutes=5, feeling_before=4, feeling_after=7)
    any_world.session(first, day(2), walking_minutes=30, running_minutes=0, enjoyment=8, pain=1)
    any_world.session(first, day(-3))
    sessions = read(any_world)[1].sessions
    assert list(zip(sessions.course.tolist(), sessions.day.tolist(), strict=True)) == [(0, 2), (0, 9), (1, 7)]
    assert (sessions.walking.tolist(), sessions.running.tolist()) == ([30, 10, 0], [0, 5, 12])
    assert sessions.guided.tolist() == [True, True, False]
    felt = {
        name: getattr(sessions, name) for name in ("effort", "enjoyment", "pain", "feeling_before", "feeling_after")
    }
    given = {name: [None if np.isnan(value) else value for value in values] for name, values in felt.items()}
    assert given == {
        "effort": [None, None, 0],
        "enjoyment": [8, None, None],
        "pain": [1, None, None],
        "feeling_before": [None, 4, None],
        "feeling_after": [None, 7, None],
    }


def test_questionnaires_come_with_their_subscales_and_answers_about_risk_also_from_before_the_course(
    any_world: World,
) -> None:
    made = course(any_world)
    intake = any_world.result(made, "phq9", day(-4), 12)
    any_world.result(made, "phq9", day(25), 7.5, "mid")
    any_world.result(made, "phq9", day(31), 3, "end")
    parts = any_world.result(made, "4dkl", day(0), None)
    here = {"practice_id": any_world.practice_id, "course_id": made}
    any_world.add(tables.QuestionnaireSubscale, **here, result_id=parts, subscale="distress", score=14)
    for item, value in ((8, 3), (9, 2)):
        any_world.add(tables.QuestionnaireAnswer, **here, result_id=intake, item=item, value=value)
    facts = read(any_world)[1]
    assert facts.scores == (
        Score(0, 0, "4dkl", "distress", 14),
        Score(0, -4, "phq9", "", 12),
        Score(0, 25, "phq9", "", 7.5),
    )
    assert facts.risk_answers == (RiskAnswer(0, -4, "phq9", 9, 2),)


def test_the_days_of_life_events_are_marked_within_the_course(any_world: World) -> None:
    made = course(any_world)
    here = {"practice_id": any_world.practice_id, "course_id": made}
    for begins, ends in ((-3, 1), (10, 12), (28, 40)):
        any_world.add(tables.LifeEvent, **here, id=new_id(), kind="holiday", starts_on=day(begins), ends_on=day(ends))
    assert np.flatnonzero(read(any_world)[1].left_out[0]).tolist() == [0, 1, 10, 11, 12, 28, 29]


def test_a_course_without_any_fact_is_a_row_of_nothing(any_world: World) -> None:
    course(any_world)
    course(any_world, day(40))  # has yet to begin
    spans, facts = read(any_world)
    assert [span.days for span in spans] == [30, 1]
    assert not facts.checked_in.any()
    assert len(facts.sessions.course) == 0
    assert np.isnan(facts.daily["mood"]).all()


def test_looking_back_takes_every_course_through_its_own_last_day(any_world: World) -> None:
    running = course(any_world)
    ended = course(any_world, day(-50), ends_on=day(-10), end_reason="completed")
    long_ago = course(any_world, day(-400), ends_on=day(-300), end_reason="completed")
    course(any_world, day(50))
    with reading(system(any_world)) as connection:
        every = {span.course_id: span.last_on for span in past(connection, system(any_world), ON)}
        lately = {span.course_id for span in past(connection, system(any_world), ON, day(-10))}
        one = past(connection, system(any_world), ON, courses=[ended])
    assert every == {running: ON, ended: day(-10), long_ago: day(-300)}
    assert lately == {running, ended}
    assert [(span.course_id, span.has_ended, span.days) for span in one] == [(ended, True, 41)]


def test_many_courses_cost_as_many_statements_as_one(any_world: World) -> None:
    counted: list[str] = []

    def statements(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        counted.append(statement)

    event.listen(store.engine(), "before_cursor_execute", statements)
    told = []
    for courses in (1, 20):
        for _ in range(courses):
            any_world.check_in(course(any_world), day(3), mood=5)
        counted.clear()
        read(any_world)
        told.append(len([one for one in counted if one.startswith("SELECT")]))
    event.remove(store.engine(), "before_cursor_execute", statements)
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [([], []), ([5] * 7, [3, 3, 1]), ([400, 5, 5], [2, 1]), ([10**6], [1]), ([40, 40, 40], [2, 1])],
)
def test_a_block_is_neither_too_long_nor_too_wide(
    monkeypatch: pytest.MonkeyPatch, lengths: list[int], sizes: list[int]
) -> None:
    monkeypatch.setattr(courses_in_blocks, "COURSES_AT_ONCE", 3)
    monkeypatch.setattr(courses_in_blocks, "_DAYS_AT_ONCE", 100)
    spans = [
        Span(new_id(), ON - dt.timedelta(days=min(days, 10**5) - 1), ON, 10, False, False, None) for days in lengths
    ]
    made = list(batches(spans))
    assert [len(batch) for batch in made] == sizes
    assert {span.course_id for batch in made for span in batch} == {span.course_id for span in spans}


def test_only_a_look_for_signals_reads_them(world: World) -> None:
    course(world)
    with reading(world.everything()) as connection, pytest.raises(NotAllowedError):
        due(connection, world.everything(), ON)
    spans, _ = read(world)
    with reading(world.everything()) as connection, pytest.raises(NotAllowedError):
        block(connection, world.everything(), spans)
