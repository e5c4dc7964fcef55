"""Questionnaires sent by clients and typed over by therapists: scored at once, once, with their history."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course
from runtherapy_data.actions import drafts
from runtherapy_data.actions import questionnaires as actions
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.queries import drafts as kept
from runtherapy_data.queries.corrections import of_fact
from runtherapy_data.queries.questionnaires import HeldResult, results
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

NINE = dict.fromkeys(range(1, 9), 1) | {9: 0}


def on(days: int = 0) -> dt.date:
    return today(ZONE) + dt.timedelta(days=days)


def pair(world: World) -> tuple[Grant, Grant]:
    """Leave to fill in: the therapist's and the client's, of one course."""
    therapist, client, _, code = world.pair()
    grant = grant_course(therapist, code, Permission.RESULT_WRITE)
    return grant, grant_course(client, permission=Permission.RESULT_WRITE)


def asked(world: World, grant: Grant, instrument: str = "phq9", moment: str = "mid", day: int = 0) -> UUID:
    made = new_id()
    world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=grant.course_id, id=made, instrument=instrument,
        moment=moment, due_on=on(day), asked_at=now(),
    )  # fmt: skip
    return made


def held(grant: Grant) -> list[HeldResult]:
    with reading(grant) as connection:
        return list(results(connection, grant))


def states(world: World) -> list[str]:
    due = tables.QuestionnaireDue
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(due.state).order_by(due.due_on, due.id)))


def key() -> str:
    return new_id().hex


def test_a_client_sends_what_was_asked_once(any_world: World) -> None:
    therapist, client = pair(any_world)
    ask = asked(any_world, client)
    drafts.keep(client, actions.DRAFT, ask.hex, {"answers": {"1": 1}})
    written = actions.send(client, "same", ask, NINE)
    assert written is not None
    assert written.scores.total == 8
    assert actions.send(client, "same", ask, NINE) is None
    (one,) = held(therapist)
    assert (one.instrument, one.moment, one.taken_on, one.total, one.answers) == ("phq9", "mid", on(), 8, NINE)
    assert one.who == "Test client"
    assert states(any_world) == ["done"]
    with reading(client) as connection:
        assert kept.own(connection, client, actions.DRAFT) == {}
    with pytest.raises(ConflictError):
        actions.send(client, key(), ask, NINE)
    assert len(held(therapist)) == 1


@pytest.mark.parametrize(
    ("skipped", "total", "missing"), [((3,), 7.88, (3,)), ((3, 4), 7.71, (3, 4)), ((1, 2, 3), None, (1, 2, 3))]
)
def test_what_is_left_out_is_handled_by_the_instruments_own_rule(
    world: World, skipped: tuple[int, ...], total: float | None, missing: tuple[int, ...]
) -> None:
    _, client = pair(world)
    answers = {item: value for item, value in NINE.items() if item not in skipped}
    written = actions.send(client, key(), asked(world, client), answers)
    assert written is not None
    assert (written.scores.total, written.scores.missing) == (total, missing)
    (one,) = held(client)
    assert (one.total, one.answers) == (total, answers)


@pytest.mark.parametrize(
    ("answers", "field"), [({}, "items"), ({1: 4}, "item 1"), ({1: 1.5}, "item 1"), ({10: 1}, "item 10")]
)
def test_an_answer_that_cannot_be_names_its_item_and_writes_nothing(
    world: World, answers: dict[int, float], field: str
) -> None:
    _, client = pair(world)
    with pytest.raises(InvalidInputError) as refusal:
        actions.send(client, key(), asked(world, client), answers)
    assert refusal.value.field == field
    assert held(client) == []
    assert states(world) == ["open"]


def test_the_clients_own_activities_are_items_by_their_position(world: World) -> None:
    _, client = pair(world)
    for position, dropped in ((1, None), (2, on(-3)), (3, None), (4, None)):
        world.add(
            tables.Goal, practice_id=1, course_id=client.course_id, position=position, words="Trap op",
            dropped_on=dropped,
        )  # fmt: skip
    written = actions.send(client, key(), asked(world, client, "psk"), {1: 8, 3: 6, 4: 7})
    assert written is not None
    assert written.scores.total == 7
    assert held(client)[0].answers == {1: 8, 3: 6, 4: 7}


def test_an_earlier_moment_that_was_missed_is_not_asked_any_more(world: World) -> None:
    _, client = pair(world)
    asked(world, client, day=-30)
    asked(world, client, "gad7", day=-30)
    later, ahead = asked(world, client, moment="end"), asked(world, client, moment="follow_up", day=90)
    actions.send(client, key(), later, NINE)
    assert sorted(states(world)) == ["done", "dropped", "open", "open"]
    with pytest.raises(InvalidInputError):
        actions.send(client, key(), ahead, NINE)


def test_what_is_not_asked_is_not_sent(world: World) -> None:
    therapist, client = pair(world)
    with pytest.raises(NotFoundError):
        actions.send(client, key(), new_id(), NINE)
    with pytest.raises(NotAllowedError):
        actions.add(client, key(), "phq9", on(), "mid", Entry(NINE))
    assert held(therapist) == []


def test_several_of_one_day_all_have_a_place(world: World) -> None:
    therapist, client = pair(world)
    for _ in range(3):
        actions.send(client, key(), asked(world, client), NINE)
    assert sorted(one.moment for one in held(therapist)) == ["extra", "intake", "mid"]


@pytest.mark.parametrize(
    ("code", "entry", "total", "subscales"),
    [
        ("phq9", Entry(NINE), 8, {}),
        ("phq9", Entry(total=12), 12, {}),
        ("phq9", Entry({9: 1}, total=12), 12, {}),
        ("4dkl", Entry(subscales={"distress": 20, "anxiety": 3}), None, {"distress": 20, "anxiety": 3}),
        ("4dkl", Entry(dict.fromkeys(range(1, 51), 4)), None,
         {"anxiety": 24, "depression": 12, "distress": 32, "somatisation": 32}),
        ("ors", Entry({1: 6.3, 2: 5, 3: 7, 4: 6}), 24.3, {}),
    ],
)  # fmt: skip
def test_paper_is_typed_over_as_answers_or_as_scores(
    world: World, code: str, entry: Entry, total: float | None, subscales: dict[str, float]
) -> None:
    therapist, _ = pair(world)
    ask = asked(world, therapist, code)
    actions.add(therapist, key(), code, on(-2), "mid", entry)
    (one,) = held(therapist)
    assert (one.total, one.subscales, one.taken_on, one.ask_id) == (total, subscales, on(-2), ask)
    assert states(world) == ["done"]


@pytest.mark.parametrize(
    ("code", "day", "moment", "entry", "field"),
    [
        ("phq", 0, "mid", Entry(total=3), "instrument"),
        ("phq9", 1, "mid", Entry(total=3), "taken_on"),
        ("phq9", -800, "mid", Entry(total=3), "taken_on"),
        ("phq9", 0, "later", Entry(total=3), "moment"),
        ("phq9", 0, "mid", Entry(), "items"),
        ("phq9", 0, "mid", Entry(total=28), "total"),
        ("phq9", 0, "mid", Entry(total=float("nan")), "total"),
        ("phq9", 0, "mid", Entry(total=3.333), "total"),
        ("phq9", 0, "mid", Entry({1: 1}, total=3), "item 1"),
        ("phq9", 0, "mid", Entry({9: 4}, total=3), "item 9"),
        ("phq9", 0, "mid", Entry(subscales={"x": 1}), "x"),
        ("4dkl", 0, "mid", Entry(total=3), "total"),
        ("4dkl", 0, "mid", Entry(subscales={"distress": 33}), "distress"),
        ("psk", 0, "mid", Entry({1: 3}), "item 1"),
    ],
)
def test_what_cannot_be_typed_over_names_its_field(
    world: World, code: str, day: int, moment: str, entry: Entry, field: str
) -> None:
    therapist, _ = pair(world)
    with pytest.raises(InvalidInputError) as refusal:
        actions.add(therapist, key(), code, on(day), moment, entry)
    assert refusal.value.field == field
    assert held(therapist) == []


def test_a_result_is_corrected_with_its_history_and_nothing_silently_overwritten(any_world: World) -> None:
    therapist, _ = pair(any_world)
    made = actions.add(therapist, key(), "phq9", on(-2), "mid", Entry(NINE))
    assert made is not None
    again = actions.change(therapist, key(), made.id, 1, on(-1), "mid", Entry({**NINE, 1: 3}))
    assert again is not None
    assert again.revision == 2
    (one,) = held(therapist)
    assert (one.total, one.taken_on, one.revision, one.answers[1]) == (10, on(-1), 2, 3)
    with reading(therapist) as connection:
        (corrected,) = of_fact(connection, therapist, actions.FACT, str(made.id))
    assert corrected.old == {"item.1": 1, "taken_on": on(-2).isoformat(), "total": 8.0}
    assert corrected.new == {"item.1": 3, "taken_on": on(-1).isoformat(), "total": 10.0}
    with pytest.raises(ChangedMeanwhileError) as refusal:
        actions.change(therapist, key(), made.id, 1, on(-1), "mid", Entry(total=3))
    assert refusal.value.revision == 2
    assert isinstance(refusal.value.now, HeldResult)
    assert refusal.value.now.total == 10
    unchanged = actions.change(therapist, key(), made.id, 2, on(-1), "mid", Entry({**NINE, 1: 3}))
    assert unchanged is not None
    assert unchanged.revision == 2


def test_a_result_is_taken_away_and_brought_back_as_it_was(any_world: World) -> None:
    therapist, client = pair(any_world)
    ask = asked(any_world, client)
    made = actions.send(client, key(), ask, NINE)
    assert made is not None
    (before,) = held(therapist)
    removed = actions.remove(therapist, key(), made.id, 1)
    assert removed == before
    assert held(therapist) == []
    assert states(any_world) == ["open"]
    actions.restore(therapist, key(), removed)
    (after,) = held(therapist)
    assert (after.facts(), after.ask_id, after.revision) == (before.facts(), ask, 2)
    assert states(any_world) == ["done"]
    with pytest.raises(ConflictError):
        actions.restore(therapist, key(), removed)
    with reading(therapist) as connection:
        history = of_fact(connection, therapist, actions.FACT, str(made.id))
    assert [(one.old is None, one.new is None) for one in history] == [(True, False), (False, True)]


def test_a_second_result_of_one_day_and_moment_is_refused(world: World) -> None:
    therapist, _ = pair(world)
    actions.add(therapist, key(), "phq9", on(), "mid", Entry(total=3))
    with pytest.raises(ConflictError):
        actions.add(therapist, key(), "phq9", on(), "mid", Entry(total=4))
    other = actions.add(therapist, key(), "phq9", on(), "extra", Entry(total=4))
    assert other is not None
    with pytest.raises(ConflictError):
        actions.change(therapist, key(), other.id, 1, on(), "mid", Entry(total=4))


def test_a_result_of_another_course_is_not_there(world: World) -> None:
    therapist, _ = pair(world)
    elsewhere = world.result(world.course(world.client()[0]), "phq9", on(), 3)
    with pytest.raises(NotFoundError):
        actions.remove(therapist, key(), elsewhere, 1)


def test_the_trail_names_the_result_and_never_a_score(world: World) -> None:
    therapist, client = pair(world)
    made = actions.send(client, key(), asked(world, client), NINE)
    assert made is not None
    actions.change(therapist, key(), made.id, 1, on(), "mid", Entry({**NINE, 9: 2}))
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        query = select(event.action, event.detail).where(event.action.like("questionnaire%")).order_by(event.at)
        trail: list[Any] = [tuple(row) for row in connection.execute(query)]
    assert trail == [(action, {"result": str(made.id)}) for action in (actions.SEND, actions.CHANGE)]
