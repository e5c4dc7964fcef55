"""An answer about risk reaches the therapist whatever its day, its course, or what was answered since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from runtherapy_data.access import grant_course, grant_system, principal_by_email
from runtherapy_data.actions import evaluation
from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.actions.evaluation import refresh
from runtherapy_data.actions.signals import take_step
from runtherapy_data.analysis.signals import to_keep
from runtherapy_data.errors import ConflictError
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.measures.signals import RISK_ITEM, SignalStep
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.actions.test_questionnaires import asked
from tests.analysis.signals.made import course as made_course
from tests.factories import ZONE, World

CALM = dict.fromkeys(range(1, 10), 0)


def on(days: int = 0) -> dt.date:
    return today(ZONE) + dt.timedelta(days=days)


def typed(grant: Grant, day: int, answer: int, moment: str = "extra") -> UUID:
    written = actions.add(grant, new_id().hex, "phq9", on(day), moment, Entry({**CALM, 9: answer}))
    assert written is not None
    return written.id


def treated(world: World, **over: object) -> tuple[Grant, Principal, str]:
    therapist, _, _, code = world.pair()
    if over:
        world.change(tables.Course, **over)
    return grant_course(therapist, code, Permission.RESULT_WRITE), therapist, code


def signals(world: World) -> list[tuple[str, str]]:
    """The day and the state of each signal about risk, in the order of the days."""
    signal = tables.Signal
    with reading(world.everything()) as connection:
        rows = connection.execute(select(signal.evidence, signal.state).where(signal.rule == RISK_ITEM)).all()
    return sorted((row.evidence["days"][-1], row.state) for row in rows)


def look(world: World) -> None:
    refresh(grant_system(world.practice_id, Permission.SIGNALS, "tests"), on())


def done(world: World, therapist: Principal, code: str) -> None:
    with reading(world.everything()) as connection:
        query = select(tables.Signal.id).where(tables.Signal.rule == RISK_ITEM, tables.Signal.state == "new")
        signal = connection.scalars(query).one()
    take_step(grant_course(therapist, code, Permission.COURSE_WRITE), new_id().hex, signal, SignalStep.DONE)


ENDED = {"starts_on": on(-700), "ends_on": on(-500), "end_reason": "completed"}


@pytest.mark.parametrize(
    ("over", "day"),
    [({}, 0), ({}, -20), ({}, -50), (ENDED, 0), (ENDED, -500), (ENDED, -600), (ENDED, -300), ({"starts_on": on(9)}, 0)],
    ids=["today", "backdated", "before the course", "long ended", "its last day", "before its end", "after its end",
         "yet to begin"],
)  # fmt: skip
def test_it_is_a_signal_at_once_whatever_the_day_and_the_course(
    any_world: World, over: dict[str, object], day: int
) -> None:
    grant, _, _ = treated(any_world, **over)
    typed(grant, day, 1)
    assert signals(any_world) == [(on(day).isoformat(), "new")]


def test_a_client_who_sends_it_is_heard_at_once(any_world: World) -> None:
    treated(any_world)
    look(any_world)  # today was looked through already
    client = grant_course(principal_by_email("client@test.example"), permission=Permission.RESULT_WRITE)
    actions.send(client, new_id().hex, asked(any_world, client), {9: 1})  # all other questions left out: no score
    assert signals(any_world) == [(on().isoformat(), "new")]


def test_it_is_raised_beside_a_later_answer_that_was_lower(any_world: World) -> None:
    grant, _, _ = treated(any_world)
    typed(grant, -3, 0)
    typed(grant, -10, 2)
    assert signals(any_world) == [(on(-10).isoformat(), "new")]


def busy(*_: object) -> None:
    raise ConflictError("busy")


def broken(*_: object) -> None:
    raise OperationalError("look", {}, Exception("the store went away"))


@pytest.mark.parametrize("fails", [busy, broken])
@pytest.mark.parametrize("over", [{}, ENDED], ids=["running", "ended"])
def test_a_look_that_failed_loses_nothing_also_when_a_lower_answer_follows(
    any_world: World, monkeypatch: pytest.MonkeyPatch, over: dict[str, object], fails: Callable[..., None]
) -> None:
    grant, _, _ = treated(any_world, **over)
    look(any_world)
    with monkeypatch.context() as patch:
        patch.setattr(evaluation, "refresh", fails)
        typed(grant, -4, 2)
        typed(grant, -2, 0)
    assert signals(any_world) == []
    look(any_world)
    assert signals(any_world) == [(on(-4).isoformat(), "new")]
    look(any_world)
    assert len(signals(any_world)) == 1


def test_what_was_talked_about_is_not_raised_again_unless_a_higher_answer_comes(world: World) -> None:
    grant, therapist, code = treated(world)
    result = typed(grant, -5, 1)
    done(world, therapist, code)
    typed(grant, -1, 0)
    assert signals(world) == [(on(-5).isoformat(), "done")]
    actions.change(grant, new_id().hex, result, 1, on(-5), "extra", Entry({**CALM, 9: 3}))
    assert signals(world) == [(on(-5).isoformat(), "done"), (on(-5).isoformat(), "new")]


def test_a_second_form_of_the_same_day_is_heard_after_the_first_was_done(world: World) -> None:
    grant, therapist, code = treated(world)
    typed(grant, 0, 1)
    done(world, therapist, code)
    typed(grant, 0, 2, "mid")
    assert [state for _, state in signals(world)] == ["done", "new"]


@pytest.mark.parametrize("over", [{}, ENDED], ids=["running", "ended"])
def test_a_correction_raises_it_and_takes_it_back(world: World, over: dict[str, object]) -> None:
    grant, _, _ = treated(world, **over)
    result = typed(grant, -5, 0)
    assert signals(world) == []
    actions.change(grant, new_id().hex, result, 1, on(-5), "extra", Entry({**CALM, 9: 1}))
    assert [state for _, state in signals(world)] == ["new"]
    actions.change(grant, new_id().hex, result, 2, on(-5), "extra", Entry(CALM))
    assert [state for _, state in signals(world)] == ["expired"]


def test_a_score_from_paper_carries_its_answer_about_risk(world: World) -> None:
    grant, _, _ = treated(world)
    actions.add(grant, new_id().hex, "phq9", on(), "extra", Entry({9: 1}, total=4))
    assert [state for _, state in signals(world)] == ["new"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.integers(-30, 39), st.integers(0, 3), max_size=8))
def test_every_answer_that_asks_for_attention_is_kept_and_no_other(answers: dict[int, int]) -> None:
    block = made_course(40, risk=tuple(answers.items()))
    found = [one for one in to_keep(block).get(0, ()) if one.rule == RISK_ITEM]
    told = {one.days[-1]: one.numbers["answer"] for one in found}
    assert told == {block.date(0, day): answer for day, answer in answers.items() if answer >= 1}
    assert len(told) == len(found)


_STEPS = st.lists(
    st.tuples(st.integers(-60, 0), st.integers(0, 3), st.booleans(), st.sampled_from(("extra", "mid", "end"))),
    min_size=1, max_size=6, unique_by=lambda step: (step[0], step[3]),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS, ended=st.booleans())
def test_whatever_is_written_in_whatever_order_and_however_often_looks_fail(
    world: World, steps: list[tuple[int, int, bool, str]], ended: bool
) -> None:
    """After the next look that works, each day with an answer that asks for attention has its signal, and no other."""
    client_id, code = world.client()
    therapist = world.account("therapist")
    over = {"starts_on": on(-300), "ends_on": on(-200), "end_reason": "completed"} if ended else {}
    course_id = world.course(client_id, therapist=therapist, **over)
    with reading(world.everything()) as connection:
        email = connection.scalar(select(tables.Account.email).where(tables.Account.id == therapist))
    grant = grant_course(principal_by_email(str(email)), code, Permission.RESULT_WRITE)
    expected = {on(day).isoformat() for day, answer, _, _ in steps if answer >= 1}
    for day, answer, looks, moment in steps:
        with pytest.MonkeyPatch.context() as patch:
            if not looks:
                patch.setattr(evaluation, "refresh", busy)
            typed(grant, day, answer, moment)
    look(world)
    signal = tables.Signal
    with reading(world.everything()) as connection:
        query = select(signal.evidence).where(signal.rule == RISK_ITEM, signal.course_id == course_id)
        found = [evidence["days"][-1] for evidence in connection.scalars(query)]
    assert sorted(found) == sorted(expected)
