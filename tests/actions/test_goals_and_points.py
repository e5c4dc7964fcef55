"""A client's goals and the medical points of a course: added, changed, dropped, confirmed, and all the way back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course
from runtherapy_data.actions import goals, medical_points
from runtherapy_data.actions import questionnaires as results
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.questionnaire_entry import Entry
from runtherapy_data.queries import corrections
from runtherapy_data.queries.goals import Goal
from runtherapy_data.queries.goals import goals as held_goals
from runtherapy_data.queries.medical_points import HeldPoint, points
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views import goals as view
from tests.factories import ZONE, World


def leave(world: World, permission: Permission = Permission.COURSE_WRITE) -> Grant:
    therapist, _client, _course, code = world.pair()
    return grant_course(therapist, code, permission)


@pytest.fixture
def grant(world: World) -> Grant:
    return leave(world)


def key() -> str:
    return new_id().hex


def listed(grant: Grant) -> list[Goal]:
    with reading(grant) as connection:
        return list(held_goals(connection, grant))


def noted(grant: Grant) -> list[HeldPoint]:
    with reading(grant) as connection:
        return list(points(connection, grant))


def test_a_goal_keeps_its_number_whatever_happens_to_it(any_world: World) -> None:
    grant = leave(any_world)
    assert [goals.add(grant, key(), words) for words in ("Boodschappen doen", "Slapen", "Traplopen")] == [1, 2, 3]
    goals.drop(grant, key(), 3)
    assert goals.add(grant, key(), "Fietsen naar het werk") == 4
    goals.reword(grant, key(), 2, "  Doorslapen ", was="Slapen")
    assert listed(grant) == [
        Goal(1, "Boodschappen doen"), Goal(2, "Doorslapen"), Goal(3, "Traplopen", today(ZONE)),
        Goal(4, "Fietsen naar het werk"),
    ]  # fmt: skip
    goals.restore(grant, key(), 3)
    assert listed(grant)[2] == Goal(3, "Traplopen")
    with reading(grant) as connection:
        (reworded,) = corrections.of_fact(connection, grant, "goal", "2")
    assert (reworded.old, reworded.new) == ({"words": "Slapen"}, {"words": "Doorslapen"})


def test_five_goals_are_the_most_and_each_is_another_one(grant: Grant) -> None:
    for number in range(5):
        goals.add(grant, key(), f"Doel {number}")
    with pytest.raises(ConflictError):
        goals.add(grant, key(), "Een zesde")
    goals.drop(grant, key(), 1)
    with pytest.raises(ConflictError):
        goals.add(grant, key(), "doel 2")
    goals.add(grant, key(), "Een zesde")
    with pytest.raises(ConflictError):
        goals.restore(grant, key(), 1)


@pytest.mark.parametrize("words", ["", "  ", "x" * 201])
def test_a_goal_says_something_and_is_short(grant: Grant, words: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        goals.add(grant, key(), words)
    assert refusal.value.field == "words"


def test_a_goal_that_a_colleague_put_in_other_words_is_not_written_over(grant: Grant) -> None:
    goals.add(grant, key(), "Slapen")
    goals.reword(grant, key(), 1, "Doorslapen", was="Slapen")
    with pytest.raises(ChangedMeanwhileError) as refusal:
        goals.reword(grant, key(), 1, "Inslapen", was="Slapen")
    assert "Doorslapen" in str(refusal.value)
    assert listed(grant)[0].words == "Doorslapen"


def test_each_press_counts_once(grant: Grant) -> None:
    assert goals.add(grant, "same", "Slapen") == 1
    assert goals.add(grant, "same", "Slapen") is None
    assert goals.drop(grant, "drop", 1)
    assert goals.drop(grant, "drop", 1) is None
    assert medical_points.add(grant, "point", "Astma") is not None
    assert medical_points.add(grant, "point", "Astma") is None
    assert len(noted(grant)) == 1


def test_what_is_not_there_is_not_found(grant: Grant) -> None:
    for act in (goals.drop, goals.restore):
        with pytest.raises(NotFoundError):
            act(grant, key(), 7)
    with pytest.raises(NotFoundError):
        medical_points.confirm(grant, key(), {new_id(): "Astma"})
    with pytest.raises(NotFoundError):
        medical_points.remove(grant, key(), new_id(), was="Astma")


def test_a_goal_is_compared_with_itself_alone(world: World) -> None:
    grant = leave(world)
    for words in ("Boodschappen", "Slapen", "Traplopen"):
        goals.add(grant, key(), words)
    fills_in = grant_course(grant.principal, grant.client_code, Permission.RESULT_WRITE)
    first, later = today(ZONE) - dt.timedelta(days=20), today(ZONE)
    results.add(fills_in, key(), "psk", first, "intake", Entry({1: 8, 2: 6, 3: 7}))
    results.add(fills_in, key(), "psk", later, "mid", Entry({1: 5, 3: 7}))
    with reading(grant) as connection:
        found = view.of(connection, grant)
    assert [[one.value for one in goal.scores] for goal in found] == [[8, 5], [6], [7, 7]]


def test_a_point_is_confirmed_by_somebody_and_again_when_its_words_change(any_world: World) -> None:
    grant = leave(any_world)
    asthma = medical_points.add(grant, key(), "  Astma, heeft een puffer bij zich. ")
    assert asthma is not None
    heart = medical_points.add(grant, key(), "Bètablokker", confirmed=True)
    assert [(one.words, one.is_open) for one in noted(grant)] == [
        ("Astma, heeft een puffer bij zich.", True), ("Bètablokker", False),
    ]  # fmt: skip
    seen = {asthma: "Astma, heeft een puffer bij zich.", UUID(str(heart)): "Bètablokker"}
    assert medical_points.confirm(grant, key(), seen) == (asthma,)
    assert [(one.is_open, one.by) for one in noted(grant)] == [(False, "Test therapist")] * 2
    medical_points.change(grant, key(), asthma, "Astma", was="Astma, heeft een puffer bij zich.")
    assert noted(grant)[0].is_open
    medical_points.confirm(grant, key(), {asthma: "Astma"})
    medical_points.change(grant, key(), asthma, "Astma", was="Astma")
    assert not noted(grant)[0].is_open  # the same words
    medical_points.reopen(grant, key(), [asthma])
    assert noted(grant)[0].is_open


def test_a_point_goes_and_comes_back_as_it_was(grant: Grant) -> None:
    made = medical_points.add(grant, key(), "Hernia in 2019", confirmed=True)
    assert made is not None
    stood = noted(grant)[0]
    removed = medical_points.remove(grant, key(), made, was="Hernia in 2019")
    assert removed is not None
    assert noted(grant) == []
    assert medical_points.restore(grant, key(), removed)
    assert noted(grant) == [stood]
    with pytest.raises(ConflictError):
        medical_points.restore(grant, key(), removed)


def test_a_point_that_a_colleague_changed_is_not_written_over(grant: Grant) -> None:
    made = medical_points.add(grant, key(), "Astma")
    assert made is not None
    medical_points.change(grant, key(), made, "Astma, lichte vorm", was="Astma")
    with pytest.raises(ChangedMeanwhileError):
        medical_points.change(grant, key(), made, "Longen", was="Astma")
    assert noted(grant)[0].words == "Astma, lichte vorm"


def test_what_a_colleague_wrote_since_is_neither_confirmed_nor_removed_unread(any_world: World) -> None:
    grant = leave(any_world)
    made, other = (medical_points.add(grant, key(), words) for words in ("Astma", "Knie"))
    assert made is not None and other is not None
    medical_points.change(grant, key(), made, "Astma, aanval op dinsdag", was="Astma")
    with pytest.raises(ChangedMeanwhileError):
        medical_points.confirm(grant, key(), {other: "Knie", made: "Astma"})
    with pytest.raises(ChangedMeanwhileError):
        medical_points.remove(grant, key(), made, was="Astma")
    assert [(one.words, one.is_open) for one in noted(grant)] == [("Astma, aanval op dinsdag", True), ("Knie", True)]


def test_a_client_reads_their_goals_and_no_medical_point(world: World) -> None:
    therapist, client, _course, code = world.pair()
    goals.add(grant_course(therapist, code, Permission.COURSE_WRITE), key(), "Slapen")
    own = grant_course(client)
    assert listed(own) == [Goal(1, "Slapen")]
    for permission in (Permission.COURSE_READ, Permission.SESSION_WRITE):
        reads = grant_course(client, None, permission)
        with pytest.raises(NotAllowedError), reading(reads) as connection:
            points(connection, reads)
    with pytest.raises(NotAllowedError):
        goals.add(own, key(), "Zelf gemaakt")


def test_the_trail_names_things_and_repeats_no_word(world: World) -> None:
    grant = leave(world)
    goals.add(grant, key(), "Geheim doel")
    made = medical_points.add(grant, key(), "Geheim punt")
    assert made is not None
    medical_points.confirm(grant, key(), {made: "Geheim punt"})
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        found = [tuple(row) for row in connection.execute(select(event.action, event.detail))]
    assert {action for action, _ in found} == {"goal.add", "medical_point.add", "medical_point.confirm"}
    assert "Geheim" not in str(found)
