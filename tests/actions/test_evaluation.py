"""Looking through courses for signals, on both databases: by the rules as they ship, never twice, in batches."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, grant_system
from runtherapy_data.actions import evaluation
from runtherapy_data.actions.evaluation import Looked, evaluate, look_again, refresh
from runtherapy_data.actions.signals import take_step
from runtherapy_data.analysis import spans
from runtherapy_data.errors import ConflictError, NotAllowedError
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.measures.signals import SignalStep
from runtherapy_data.readers.vocabulary import Kind
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.store.types import new_id
from tests.actions import imports
from tests.factories import ZONE, World


def on(days: int = 0) -> dt.date:
    return today(ZONE) + dt.timedelta(days=days)


def system(world: World) -> Grant:
    return grant_system(world.practice_id, Permission.SIGNALS, "tests")


def course(world: World, *, begins: int = -40, heard: range = range(-40, -11), **values: Any) -> UUID:
    """A course with a check-in on each of these days: silent since, unless told otherwise."""
    made = world.course(world.client()[0], starts_on=on(begins), **values)
    answers = {"mood": 6, "sleep": 6, "energy": 6, "tension": 4}
    rows = [{"practice_id": world.practice_id, "course_id": made, "day": on(day), **answers} for day in heard]
    if rows:
        world.add_all(tables.CheckIn, [{**row, "recorded_at": now()} for row in rows])
    return made


def asked(world: World, course_id: UUID, day: int, value: int, moment: str = "intake") -> UUID:
    """A PHQ-9 whose question about risk got this answer."""
    result = world.result(course_id, "phq9", on(day), 4, moment)
    here = {"practice_id": world.practice_id, "course_id": course_id, "result_id": result}
    world.add(tables.QuestionnaireAnswer, **here, item=9, value=value)
    return result


def found(world: World, rule: str = "silence") -> list[tuple[str, bool]]:
    """State and ground of each signal of a rule, oldest first."""
    signal = tables.Signal
    query = select(signal.state, signal.holds).where(signal.rule == rule).order_by(signal.raised_at, signal.id)
    with reading(world.everything()) as connection:
        return [(row.state, row.holds) for row in connection.execute(query)]


def lives(world: World, rule: str = "silence") -> list[str]:
    event, signal = tables.SignalEvent, tables.Signal
    query = (
        select(event.step)
        .join(signal, signal.id == event.signal_id)
        .where(signal.rule == rule)
        .order_by(event.at, event.id)
    )
    with reading(world.everything()) as connection:
        return list(connection.scalars(query))


def step(world: World, therapist: Principal, code: str, taken: SignalStep, rule: str = "silence", **given: Any) -> None:
    with reading(world.everything()) as connection:
        id = connection.scalars(select(tables.Signal.id).where(tables.Signal.rule == rule)).one()
    take_step(grant_course(therapist, code, Permission.COURSE_WRITE), new_id().hex, id, taken, **given)


def treated(world: World) -> tuple[UUID, Principal, str]:
    """A silent course, its therapist, and its client's code."""
    therapist, _, made, code = world.pair()
    world.check_in(made, on(-20), mood=6)
    return made, therapist, code


def test_a_signal_is_raised_once_renewed_while_it_holds_and_ends_with_its_ground(any_world: World) -> None:
    silent = course(any_world)
    assert evaluate(system(any_world), on()).raised >= 1
    assert found(any_world) == [("new", True)]
    again = evaluate(system(any_world), on())
    assert (again.courses, again.raised, again.renewed, again.expired) == (1, 0, 0, 0)
    assert evaluate(system(any_world), on(1)).renewed >= 1
    any_world.check_in(silent, on(1), mood=5)
    assert evaluate(system(any_world), on(1)).expired >= 1
    assert found(any_world) == [("expired", False)]
    assert lives(any_world) == ["raised", "expired"]


def test_what_was_done_is_not_raised_again_until_a_new_episode(any_world: World) -> None:
    made, therapist, code = treated(any_world)
    evaluate(system(any_world), on())
    step(any_world, therapist, code, SignalStep.DONE)
    evaluate(system(any_world), on(1))
    assert found(any_world) == [("done", True)]
    any_world.check_in(made, on(1), mood=5)
    evaluate(system(any_world), on(1))
    assert found(any_world) == [("done", False)]
    evaluate(system(any_world), on(12))
    assert found(any_world) == [("done", False), ("new", True)]


def test_an_episode_that_came_back_unseen_is_a_new_one(any_world: World) -> None:
    """Nobody looked while the client was back: the silence that holds now began after the last look."""
    made, therapist, code = treated(any_world)
    evaluate(system(any_world), on())
    step(any_world, therapist, code, SignalStep.DONE)
    any_world.check_in(made, on(2), mood=5)
    evaluate(system(any_world), on(13))
    assert found(any_world) == [("done", False), ("new", True)]


def test_a_snooze_ends_with_its_ground_and_its_reason_stays_in_its_life(world: World) -> None:
    made, therapist, code = treated(world)
    evaluate(system(world), on())
    step(world, therapist, code, SignalStep.SNOOZED, reason="Op vakantie", until=on(7))
    world.check_in(made, on(), mood=5)
    evaluate(system(world), on())
    assert found(world) == [("expired", False)]
    event = tables.SignalEvent
    with reading(world.everything()) as connection:
        kept = select(event.previous_state, event.previous_snoozed_until, event.previous_snooze_reason)
        assert tuple(connection.execute(kept.where(event.step == "expired")).one()) == ("new", on(7), "Op vakantie")


@pytest.mark.parametrize(
    ("ends", "expected"), [(None, [("new", True)]), (1, [("new", True)]), (0, [("new", True)]), (-1, [])]
)
def test_a_course_that_ended_raises_nothing_about_its_days(
    world: World, ends: int | None, expected: list[tuple[str, bool]]
) -> None:
    over = {} if ends is None else {"ends_on": on(ends), "end_reason": "completed"}
    course(world, **over)
    evaluate(system(world), on())
    assert found(world) == expected


def test_open_signals_end_with_the_course_but_for_risk(any_world: World) -> None:
    made = course(any_world)
    asked(any_world, made, -30, 1)
    evaluate(system(any_world), on())
    any_world.change(tables.Course, ends_on=on(), end_reason="stopped_early")
    evaluate(system(any_world), on(1))
    assert found(any_world) == [("expired", False)]
    assert found(any_world, "risk_item") == [("new", True)]
    assert refresh(system(any_world), on(1)) == Looked()
    assert evaluate(system(any_world), on(2)).courses == 1  # its signal about risk is still open


@pytest.mark.parametrize(("after", "value", "raised"), [(90, 1, True), (90, 0, False), (200, 2, False)])
def test_a_risk_answer_in_a_follow_up_is_a_signal(any_world: World, after: int, value: int, raised: bool) -> None:
    """Within half a year after the end; somebody who ended long ago is nobody's caseload."""
    made = course(any_world, begins=-300, heard=range(0), ends_on=on(-after), end_reason="completed")
    asked(any_world, made, -2, value, "follow_up")
    evaluate(system(any_world), on())
    assert found(any_world, "risk_item") == ([("new", True)] if raised else [])
    assert evaluate(system(any_world), on()).raised == 0


@pytest.mark.parametrize(("looked", "answered"), [(None, -1), (-4, -1), (-4, -3)])
def test_a_risk_answer_in_the_last_days_is_a_signal_when_the_look_comes_after_the_end(
    any_world: World, looked: int | None, answered: int
) -> None:
    made = course(any_world, heard=range(-40, 0))
    if looked is not None:
        evaluate(system(any_world), on(looked))
    asked(any_world, made, answered, 1, "end")
    any_world.change(tables.Course, ends_on=on(-1), end_reason="completed")
    refresh(system(any_world), on())
    assert found(any_world, "risk_item") == [("new", True)]


def test_a_risk_signal_outlives_a_lower_answer_and_ends_when_its_own_is_corrected(any_world: World) -> None:
    made = course(any_world)
    asked(any_world, made, -30, 2)
    evaluate(system(any_world), on())
    asked(any_world, made, -3, 0, "mid")
    evaluate(system(any_world), on())
    assert found(any_world, "risk_item") == [("new", True)]
    asked(any_world, made, -1, 1, "extra")
    evaluate(system(any_world), on())
    assert found(any_world, "risk_item") == [("new", True), ("new", True)]
    any_world.change(tables.QuestionnaireAnswer, value=0)
    evaluate(system(any_world), on())
    assert found(any_world, "risk_item") == [("expired", False), ("expired", False)]


def test_a_course_that_has_yet_to_begin_is_heard_when_its_intake_asks_for_it(world: World) -> None:
    made = course(world, begins=5, heard=range(0))
    asked(world, made, -1, 3)
    evaluate(system(world), on())
    assert found(world, "risk_item") == [("new", True)]
    assert found(world) == found(world, "too_little_data") == []


def test_a_file_that_was_closed_is_not_looked_through(any_world: World) -> None:
    for withdrawn in ([False], [True], [True, False], []):
        client, _ = any_world.client()
        made = any_world.course(client, starts_on=on(-40))
        any_world.check_in(made, on(-20), mood=6)
        for one in withdrawn:
            any_world.consent(client, "therapy", withdrawn=one)
    assert evaluate(system(any_world), on()).courses == 3


def test_only_what_was_not_looked_through_today_is_looked_through_again(any_world: World) -> None:
    first, second = course(any_world), course(any_world)
    assert refresh(system(any_world), on(), [first]).courses == 1
    assert refresh(system(any_world), on()).courses == 1
    assert refresh(system(any_world), on()) == Looked()
    with writing(any_world.everything()) as connection:
        evaluation.outdate(connection, any_world.everything(), [second])
    assert look_again(any_world.everything(), [first, second]).courses == 1
    assert refresh(system(any_world), on(1)).courses == 2
    assert evaluate(system(any_world), on()) == Looked()  # it was looked through on a later day


def test_two_looks_at_the_same_time_raise_nothing_twice(any_world: World) -> None:
    for _ in range(6):
        course(any_world)
    with ThreadPoolExecutor(4) as pool:
        looks = list(pool.map(lambda look: look(system(any_world), on()), [evaluate, refresh] * 4))
    assert found(any_world) == [("new", True)] * 6
    assert lives(any_world) == ["raised"] * 6
    assert sum(one.raised for one in looks) == len(found(any_world)) + len(found(any_world, "too_little_data"))


def test_what_was_written_counts_as_written_where_the_store_is_too_busy_to_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told as a failure it would be written again, or the way back would be lost."""
    course_id = course(world)
    evaluate(system(world), on())
    with writing(world.everything()) as connection:
        evaluation.outdate(connection, world.everything(), [course_id])

    def busy(*_: object) -> None:
        raise ConflictError("busy")

    with monkeypatch.context() as patch:
        patch.setattr(evaluation, "writing", busy)
        assert look_again(world.everything(), [course_id]) == Looked()
    assert refresh(system(world), on()).courses == 1


def test_each_batch_is_a_transaction_with_one_audit_event(any_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "COURSES_AT_ONCE", 2)
    for _ in range(5):
        course(any_world)
    heard: list[tuple[int, int]] = []
    evaluate(system(any_world), on(), progress=lambda *numbers: heard.append(numbers))
    assert heard == [(2, 5), (4, 5), (5, 5)]
    event = tables.AuditEvent
    with reading(any_world.everything()) as connection:
        query = select(event.asked_by, event.course_id, event.detail).where(event.action == Permission.SIGNALS)
        events = [tuple(row) for row in connection.execute(query)]
    assert sorted(detail["courses"] for *_, detail in events) == [1, 2, 2]
    assert {tuple(detail) for *_, detail in events} == {("through", "courses", "raised", "renewed", "expired")}
    assert {(asked_by, course_id) for asked_by, course_id, _ in events} == {("tests", None)}


def test_only_the_program_looks_and_only_in_its_own_practice(any_world: World) -> None:
    other = World(practice_id=2)
    course(any_world)
    assert evaluate(system(other), on()) == Looked()
    with pytest.raises(NotAllowedError):
        evaluate(any_world.everything(), on())
    assert found(any_world) == []


def test_an_import_is_looked_through_when_it_is_written_and_not_when_it_is_not(any_world: World) -> None:
    course(any_world)
    client = imports.rows_of(any_world, tables.Client, "code")[0][0]
    evaluate(system(any_world), on())
    row = f"{client};{on():%d-%m-%Y};6;6;6;4;;;"
    imports.run(imports.system(any_world), Kind.CHECK_INS, row, dry_run=True)
    assert found(any_world) == [("new", True)]
    imports.run(imports.system(any_world), Kind.CHECK_INS, row)
    assert found(any_world) == [("expired", False)]
