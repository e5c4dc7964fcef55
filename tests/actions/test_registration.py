"""A course begins: of somebody new, or of somebody whose earlier course is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_caseload, grant_course, grant_new_course, principal_by_email
from runtherapy_data.actions import goals, intake, notes, registration, registration_undo
from runtherapy_data.actions.registration import Begun
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError
from runtherapy_data.identity import Permission, Principal
from runtherapy_data.measures.registering import CODE_LETTERS, Beginning
from runtherapy_data.queries import intake as queries
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

START = Beginning(
    "stress_burnout", today(ZONE), secondary=("anxiety_panic",), weeks=8, name=" Ada  Demo ", contact="06 1234",
    consents=("therapy", "cohort"),
)  # fmt: skip


def therapist(world: World, name: str = "anke") -> Principal:
    world.account("therapist", f"{name}@test.example")
    return principal_by_email(f"{name}@test.example")


def begun(who: Principal, code: str | None = None, **values: Any) -> Begun:
    made = registration.begin(grant_new_course(who, code), new_id().hex, replace(START, **values))
    assert made is not None
    return made


def rows(world: World, *columns: Any) -> list[tuple[Any, ...]]:
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def test_a_new_client_is_registered_with_all_that_a_course_needs(any_world: World) -> None:
    who, day = therapist(any_world), today(ZONE)
    made = begun(who)
    assert made.client_code.startswith("C-")
    assert set(made.client_code[2:]) <= set(CODE_LETTERS)
    assert len(made.client_code) == 7
    client, course = tables.Client, tables.Course
    assert rows(any_world, client.code, client.name, client.contact) == [(made.client_code, "Ada Demo", "06 1234")]
    columns = (course.id, course.complaint, course.mode, course.starts_on, course.planned_weeks, course.ends_on)
    assert rows(any_world, *columns) == [(made.course_id, "stress_burnout", "gentle_build_up", day, 8, None)]
    assert rows(any_world, tables.CourseComplaint.complaint) == [("anxiety_panic",)]
    assert rows(any_world, tables.Assignment.account_id, tables.Assignment.from_on) == [(who.account_id, day)]
    assert rows(any_world, tables.PhaseStart.phase, tables.PhaseStart.starts_on) == [("intake", day)]
    given = rows(any_world, tables.Consent.purpose, tables.Consent.recorded_by, tables.Consent.withdrawn_at)
    assert sorted(given) == [("cohort", who.account_id, None), ("therapy", who.account_id, None)]
    asks = rows(any_world, tables.QuestionnaireDue.instrument, tables.QuestionnaireDue.moment)
    assert len(asks) == made.asks > 0
    assert {moment for _, moment in asks} == {"intake", "mid", "end", "follow_up"}
    assert grant_course(who, made.client_code).course_id == made.course_id  # at once in the caseload


def test_the_trail_tells_that_a_course_was_begun_and_nothing_of_the_client(world: World) -> None:
    made = begun(therapist(world))
    event = tables.AuditEvent
    (found,) = [
        row for row in rows(world, event.action, event.course_id, event.detail) if row[0] == registration.BEGIN
    ]  # fmt: skip
    assert found[1] == made.course_id
    assert "Ada" not in str(found[2])
    assert set(found[2]) == {"client", "earlier_courses", "asks", "asks_dropped", "consents"}


def test_a_second_press_registers_nobody_twice(world: World) -> None:
    who = therapist(world)
    assert registration.begin(grant_new_course(who), "same", START) is not None
    assert registration.begin(grant_new_course(who), "same", START) is None
    assert len(rows(world, tables.Client.id)) == 1


def test_a_code_that_is_taken_is_drawn_again(any_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # Somebody else's client has the first code: on PostgreSQL the asker cannot even see that.
    any_world.client("C-33333")
    drawn = iter("33333" + "34679")
    monkeypatch.setattr("runtherapy_data.actions.registration.secrets.choice", lambda _letters: next(drawn))
    assert begun(therapist(any_world)).client_code == "C-34679"
    assert len(rows(any_world, tables.Course.id)) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"complaint": ""}, "complaint"),
        ({"complaint": "gout"}, "complaint"),
        ({"secondary": ("gout",)}, "secondary"),
        ({"starts_on": dt.date(2001, 1, 1)}, "starts_on"),
        ({"weeks": 0}, "weeks"),
        ({"weeks": 53}, "weeks"),
        ({"sessions_per_week": 8}, "sessions_per_week"),
        ({"mode": "fast"}, "mode"),
        ({"name": "x" * 121}, "name"),
        ({"contact": "x" * 201}, "contact"),
        ({"consents": ("marketing",)}, "consents"),
    ],
)
def test_what_cannot_be_accepted_names_its_field_and_writes_nothing(
    world: World, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        begun(therapist(world), **values)
    assert refusal.value.field == field
    assert refusal.value.remedy
    assert rows(world, tables.Client.id) == []


def test_the_mode_follows_the_complaints_where_nobody_chose_one(world: World) -> None:
    begun(therapist(world), complaint="depression", secondary=("chronic_fatigue", "depression"))
    assert rows(world, tables.Course.mode) == [("no_fixed_increments",)]
    assert rows(world, tables.CourseComplaint.complaint) == [("chronic_fatigue",)]


def over(world: World, who: Principal, **values: Any) -> tuple[UUID, str]:
    """A client whose course ended two weeks ago."""
    client_id, code = world.client("C-0042")
    on = today(ZONE)
    values = {"ends_on": on - dt.timedelta(days=14), "end_reason": "completed", **values}
    starts_on = on - dt.timedelta(days=90)
    return world.course(client_id, starts_on=starts_on, therapist=who.account_id, **values), code


def test_a_new_course_of_a_former_client_is_the_one_that_everybody_then_sees(any_world: World) -> None:
    who = therapist(any_world)
    earlier, code = over(any_world, who)
    any_world.add(
        tables.QuestionnaireDue, practice_id=1, course_id=earlier, id=new_id(), instrument="phq9", moment="follow_up",
        due_on=today(ZONE), state="open", by_hand=False, asked_at=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    made = begun(who, code, name="is not written over")
    assert made.client_code == code
    assert len(rows(any_world, tables.Client.id)) == 1
    assert rows(any_world, tables.Client.name) == [(None,)]
    assert grant_course(who, code).course_id == made.course_id
    states = rows(any_world, tables.QuestionnaireDue.course_id, tables.QuestionnaireDue.state)
    assert {state for course, state in states if course == earlier} == {"dropped"}
    assert {state for course, state in states if course == made.course_id} == {"open"}


@pytest.mark.parametrize(
    ("values", "starts_in"), [({"ends_on": None, "end_reason": None}, 0), ({"ends_on": today(ZONE)}, 0)]
)
def test_no_course_begins_while_the_earlier_one_runs(world: World, values: dict[str, Any], starts_in: int) -> None:
    who = therapist(world)
    _, code = over(world, who, **values)
    with pytest.raises((ConflictError, InvalidInputError)):
        begun(who, code, starts_on=today(ZONE) + dt.timedelta(days=starts_in))
    assert len(rows(world, tables.Course.id)) == 1


def test_two_colleagues_at_the_same_moment_begin_one_course(world: World) -> None:
    who = therapist(world)
    _, code = over(world, who)
    one, other = grant_new_course(who, code), grant_new_course(who, code)
    assert registration.begin(one, "one", START) is not None
    with pytest.raises(ConflictError, match="newer course"):
        registration.begin(other, "other", START)
    assert len(rows(world, tables.Course.id)) == 2


def test_a_course_may_begin_the_day_after_the_earlier_one_ends(world: World) -> None:
    who = therapist(world)
    _, code = over(world, who, ends_on=today(ZONE))
    begun(who, code, starts_on=today(ZONE) + dt.timedelta(days=1))
    assert len(rows(world, tables.Course.id)) == 2


@pytest.mark.parametrize(("state", "begins"), [("new", False), ("discussed", False), ("done", True)])
def test_no_course_begins_while_an_answer_about_risk_waits(world: World, state: str, begins: bool) -> None:
    who = therapist(world)
    earlier, code = over(world, who)
    world.signal(earlier, "risk_item", state=state)
    if begins:
        begun(who, code)
        return
    with pytest.raises(ConflictError) as refusal:
        begun(who, code)
    assert "risk" in str(refusal.value)


def test_nobody_begins_a_course_of_a_client_they_do_not_treat(world: World) -> None:
    who, colleague = therapist(world), therapist(world, "bas")
    _, code = over(world, who)
    with pytest.raises(NotAllowedError):
        grant_new_course(colleague, code)
    world.account("client", "c@test.example", client_id=world.client("C-0777")[0])
    with pytest.raises(NotAllowedError):
        grant_new_course(principal_by_email("c@test.example"))
    with pytest.raises(NotAllowedError):
        registration.begin(grant_course(who, code, Permission.COURSE_WRITE), "key", START)


def test_lists_tell_which_intakes_go_on_and_for_whom_a_new_course_may_begin(world: World) -> None:
    who = therapist(world)
    _, code = over(world, who)
    made = begun(who)
    grant = grant_caseload(who)
    with reading(grant) as connection:
        assert [one.client_code for one in queries.going_on(connection, grant)] == [made.client_code]
        former = queries.former(connection, grant, today(ZONE))
    assert [(one.client_code, one.ends_on) for one in former] == [(code, today(ZONE) - dt.timedelta(days=14))]
    begun(who, code)
    grant = grant_caseload(who)
    with reading(grant) as connection:
        assert queries.former(connection, grant, today(ZONE)) == ()
        assert len(queries.going_on(connection, grant)) == 2


def test_a_registration_by_mistake_leaves_nothing_of_the_client_behind(any_world: World) -> None:
    who = therapist(any_world)
    made, other = begun(who), begun(who, name="stays")
    grant = grant_course(who, made.client_code, Permission.COURSE_WRITE)
    assert registration_undo.undo(grant, "undo")
    assert registration_undo.undo(grant, "undo") is None
    assert rows(any_world, tables.Client.code, tables.Client.name) == [(other.client_code, "stays")]
    assert rows(any_world, tables.Course.id) == [(other.course_id,)]
    for table in (tables.Consent, tables.QuestionnaireDue, tables.Intake, tables.PhaseStart, tables.Assignment):
        assert rows(any_world, table.practice_id)  # the other one's
    assert {row[0] for row in rows(any_world, tables.QuestionnaireDue.course_id)} == {other.course_id}
    event = tables.AuditEvent
    told = [row for row in rows(any_world, event.action, event.course_id) if row[1] == made.course_id]
    assert [action for action, _ in told] == [registration.BEGIN, registration_undo.UNDO]


@pytest.mark.parametrize("what", ["check_in", "session", "goal", "note", "account", "texts"])
def test_a_registration_stays_once_something_was_filled_in(any_world: World, what: str) -> None:
    who = therapist(any_world)
    made = begun(who)
    grant, on = grant_course(who, made.client_code, Permission.COURSE_WRITE), today(ZONE)
    if what == "check_in":
        any_world.check_in(made.course_id, on, mood=5)
    elif what == "session":
        any_world.session(made.course_id, on)
    elif what == "goal":
        goals.add(grant, new_id().hex, "Slapen")
    elif what == "note":
        notes.write(grant, new_id().hex, "Van mij alleen")
    elif what == "account":
        any_world.account("client", "ada@test.example", client_id=grant.clients[0])
    else:
        texts = {"complaints": "Moe", "physical_capacity": "", "mental_capacity": ""}
        intake.note(grant, new_id().hex, **texts, revision=1)
    with pytest.raises(ConflictError):
        registration_undo.undo(grant, "undo")
    assert rows(any_world, tables.Course.id) == [(made.course_id,)]
    assert len(rows(any_world, tables.Consent.id)) == 2


def test_the_registration_of_a_further_course_is_not_erased(world: World) -> None:
    who = therapist(world)
    _, code = over(world, who)
    begun(who, code)
    grant = grant_course(who, code, Permission.COURSE_WRITE)
    with pytest.raises(ConflictError):
        registration_undo.undo(grant, "undo")
    assert len(rows(world, tables.Course.id)) == 2


def test_who_stands_in_begins_a_course_for_the_colleague_and_goes_on_with_it(any_world: World) -> None:
    who, substitute = therapist(any_world), therapist(any_world, "bas")
    _, code = over(any_world, who)
    on = today(ZONE)
    any_world.add(
        tables.Substitution, practice_id=1, id=new_id(), account_id=who.account_id, substitute_id=substitute.account_id,
        from_on=on, until_on=on + dt.timedelta(days=7),
    )  # fmt: skip
    made = begun(substitute, code)
    table = tables.Assignment
    treats = [row for row in rows(any_world, table.course_id, table.account_id) if row[0] == made.course_id]
    assert treats == [(made.course_id, who.account_id)]
    assert grant_course(substitute, code).course_id == grant_course(who, code).course_id == made.course_id
    event = tables.AuditEvent
    (told,) = [row[1] for row in rows(any_world, event.action, event.detail) if row[0] == registration.BEGIN]
    assert told["standing_in_for"] == [str(who.account_id)]
