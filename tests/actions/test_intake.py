"""What is found at an intake, and what it leads to; all of it can be taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, grant_new_course, principal_by_email
from runtherapy_data.actions import drafts, intake, registration
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotAllowedError
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.measures.registering import Beginning
from runtherapy_data.queries import corrections
from runtherapy_data.queries.drafts import own
from runtherapy_data.queries.intake import HeldIntake
from runtherapy_data.queries.intake import intake as held_intake
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TEXTS = {"complaints": "Slaapt slecht.", "physical_capacity": "Wandelt 20 minuten.", "mental_capacity": ""}


def begun(world: World, starts_on: dt.date | None = None) -> tuple[Principal, str]:
    world.account("therapist", "anke@test.example")
    who = principal_by_email("anke@test.example")
    beginning = Beginning("depression", starts_on or today(ZONE), weeks=10)
    made = registration.begin(grant_new_course(who), new_id().hex, beginning)
    assert made is not None
    return who, made.client_code


@pytest.fixture
def grant(world: World) -> Grant:
    who, code = begun(world)
    return grant_course(who, code, Permission.COURSE_WRITE)


def held(grant: Grant) -> HeldIntake:
    with reading(grant) as connection:
        return held_intake(connection, grant)


def course(world: World) -> tuple[Any, ...]:
    one = tables.Course
    with reading(world.everything()) as connection:
        return tuple(connection.execute(select(one.starts_on, one.ends_on, one.end_reason)).one())


def asks(world: World) -> list[tuple[str, str, str, dt.date]]:
    due = tables.QuestionnaireDue
    query = select(due.instrument, due.moment, due.state, due.due_on).order_by(due.due_on, due.instrument)
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_texts_are_kept_with_their_history_and_their_draft_goes(any_world: World) -> None:
    who, code = begun(any_world)
    grant = grant_course(who, code, Permission.COURSE_WRITE)
    drafts.keep(grant, intake.DRAFT, str(grant.course_id), {"complaints": "Slaapt"})
    assert intake.note(grant, "first", **TEXTS, revision=1) == 2
    assert held(grant) == HeldIntake("Slaapt slecht.", "Wandelt 20 minuten.", "", None, "", None, 2)
    assert intake.note(grant, "first", **TEXTS, revision=2) is None
    assert intake.note(grant, "second", **{**TEXTS, "complaints": "Slaapt beter."}, revision=2) == 3
    with reading(grant) as connection:
        assert own(connection, grant, intake.DRAFT) == {}
        newest, oldest = corrections.of_fact(connection, grant, "intake", str(grant.course_id))
    assert (newest.old, newest.new) == ({"complaints": "Slaapt slecht."}, {"complaints": "Slaapt beter."})
    assert oldest.who == "Test therapist"


def test_a_course_that_was_not_registered_here_gets_its_intake_when_it_is_first_written(world: World) -> None:
    therapist, _client, _course, code = world.pair()
    grant = grant_course(therapist, code, Permission.COURSE_WRITE)
    assert held(grant).revision == 0
    assert intake.note(grant, "first", **TEXTS, revision=0) == 1
    assert held(grant).complaints == "Slaapt slecht."


def test_two_who_write_at_the_same_time_lose_nothing(grant: Grant) -> None:
    intake.note(grant, "mine", **TEXTS, revision=1)
    with pytest.raises(ChangedMeanwhileError) as refusal:
        intake.note(grant, "theirs", **{**TEXTS, "complaints": "Iets anders"}, revision=1)
    assert refusal.value.now == held(grant)
    assert refusal.value.revision == 2
    assert held(grant).complaints == "Slaapt slecht."


@pytest.mark.parametrize("name", intake.PARTS)
def test_a_text_that_is_too_long_names_its_field(grant: Grant, name: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        intake.note(grant, "key", **{**TEXTS, name: "x" * 4001}, revision=1)
    assert refusal.value.field == name
    assert held(grant).revision == 1


def test_a_suitable_intake_leaves_the_course_running(world: World, grant: Grant) -> None:
    before = asks(world)
    assert intake.decide(grant, "key", "suitable", revision=1) == 2
    assert (held(grant).outcome, held(grant).decided_on) == ("suitable", today(ZONE))
    assert course(world)[1:] == (None, None)
    assert asks(world) == before


@pytest.mark.parametrize(("outcome", "to"), [("not_suitable", ""), ("referred", " de  huisarts ")])
def test_an_intake_that_leads_to_no_therapy_ends_the_course_and_asks_nothing_more_until_it_is_taken_back(
    any_world: World, outcome: str, to: str
) -> None:
    who, code = begun(any_world)
    grant = grant_course(who, code, Permission.COURSE_WRITE)
    stood, asked = course(any_world), asks(any_world)
    intake.decide(grant, "decide", outcome, referred_to=to, revision=1)
    assert course(any_world) == (today(ZONE), today(ZONE), "not_begun")
    assert {state for _, _, state, _ in asks(any_world)} == {"dropped"}
    assert held(grant).referred_to == ("de huisarts" if to else "")
    assert intake.take_back(grant, "back", revision=2) == 3
    assert held(grant).outcome is None
    assert course(any_world) == stood
    assert asks(any_world) == asked


def test_a_course_that_was_to_begin_later_ends_today_and_gets_its_first_day_back(world: World) -> None:
    later = today(ZONE) + dt.timedelta(days=9)
    who, code = begun(world, later)
    grant = grant_course(who, code, Permission.COURSE_WRITE)
    intake.decide(grant, "decide", "not_suitable", revision=1)
    assert course(world) == (today(ZONE), today(ZONE), "not_begun")
    intake.decide(grant, "other", "suitable", revision=2)  # the other outcome, without a step in between
    assert course(world) == (later, None, None)
    assert {state for _, _, state, _ in asks(world)} == {"open"}


def test_what_was_dropped_by_hand_stays_dropped_when_the_outcome_is_taken_back(world: World, grant: Grant) -> None:
    world.change(tables.QuestionnaireDue, state="dropped")
    intake.decide(grant, "decide", "not_suitable", revision=1)
    intake.take_back(grant, "back", revision=2)
    assert {state for _, _, state, _ in asks(world)} == {"dropped"}


@pytest.mark.parametrize(("outcome", "field"), [("", "outcome"), ("maybe", "outcome"), ("referred", "referred_to")])
def test_an_outcome_that_cannot_be_names_its_field(world: World, grant: Grant, outcome: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        intake.decide(grant, "key", outcome, revision=1)
    assert refusal.value.field == field
    assert course(world)[2] is None


def test_a_course_with_sessions_did_begin(world: World, grant: Grant) -> None:
    world.session(grant.course_id, today(ZONE))
    with pytest.raises(ConflictError):
        intake.decide(grant, "key", "not_suitable", revision=1)
    assert course(world)[2] is None
    assert {state for _, _, state, _ in asks(world)} == {"open"}


def test_a_course_that_ended_otherwise_keeps_its_end(world: World, grant: Grant) -> None:
    world.change(tables.Course, ends_on=today(ZONE), end_reason="completed")
    with pytest.raises(ConflictError):
        intake.decide(grant, "key", "not_suitable", revision=1)
    assert course(world)[2] == "completed"


def test_there_is_nothing_to_take_back_without_an_outcome(grant: Grant) -> None:
    with pytest.raises(ConflictError):
        intake.take_back(grant, "key", revision=1)


def test_a_client_writes_and_reads_nothing_of_their_intake(world: World) -> None:
    _therapist, client, _course, _code = world.pair()
    own_course = grant_course(client, None, Permission.COURSE_READ)
    with pytest.raises(NotAllowedError):
        intake.note(own_course, "key", **TEXTS, revision=0)
    with pytest.raises(NotAllowedError), reading(own_course) as connection:
        held_intake(connection, own_course)


def test_the_trail_says_what_was_done_and_nothing_of_what_was_written(world: World, grant: Grant) -> None:
    intake.note(grant, "note", **TEXTS, revision=1)
    intake.decide(grant, "decide", "referred", referred_to="de huisarts", revision=2)
    intake.take_back(grant, "back", revision=3)
    event = tables.AuditEvent
    query = select(event.action, event.detail).where(event.action.like("intake.%")).order_by(event.at, event.id)
    with reading(world.everything()) as connection:
        found = [tuple(row) for row in connection.execute(query)]
    assert found == [("intake.note", None), ("intake.decide", None), ("intake.take_back", None)]
