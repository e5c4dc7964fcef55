"""Sessions: logged, changed, removed and brought back by a therapist."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import drafts, sessions
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.identity import Permission, Principal
from runtherapy_data.queries import exercises
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from tests.actions.logged import Both, added, both_of, changed, entry, held_by, history, stored, trail
from tests.factories import ZONE, World


@pytest.fixture
def both(world: World) -> Both:
    return both_of(world)


def test_a_session_is_logged_changed_removed_and_brought_back(any_world: World) -> None:
    both = both_of(any_world)
    made = added(
        both.therapist, effort=4, feeling_before=0, talk_test="easily", reflection="  Fijn.  ", breathing="rustig",
        picks={"posture": ["upright", "loose"], "breathing": []}, planned_minutes=30,
        next_appointment_at=now() + dt.timedelta(days=7),
    )  # fmt: skip
    (row,) = stored(any_world)
    assert (row["intervals"], row["running_minutes"], row["walking_minutes"]) == ("5x(2/3)", 10, 15)
    assert (row["feeling_before"], row["reflection"], row["picks"]) == (0, "Fijn.", {"posture": ["upright", "loose"]})
    assert (row["entered_by"], row["revision"]) == (both.therapist.principal.account_id, 1)
    after = changed(both.therapist, made, effort=6, intervals=None, walking_minutes=20, running_minutes=8)
    assert after is not None
    assert after.revision == 2
    gone = sessions.remove(both.therapist, new_id().hex, made.id, revision=2)
    assert stored(any_world) == []
    assert gone is not None
    assert sessions.restore(both.therapist, new_id().hex, gone)
    (back,) = stored(any_world)
    differs = {name for name in row if row[name] != back[name]}
    assert differs == {"effort", "intervals", "walking_minutes", "running_minutes", "revision"}
    assert [(old is None, new is None) for old, new in history(both.therapist, made.id)] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip
    assert history(both.therapist, made.id)[2] == (
        {"effort": 4, "intervals": "5x(2/3)", "running_minutes": 10, "walking_minutes": 15},
        {"effort": 6, "intervals": None, "running_minutes": 8, "walking_minutes": 20},
    )
    done = ["session.add", "session.change", "session.remove", "session.restore"]
    assert trail(any_world) == [(action, "done") for action in done]


def test_a_second_press_logs_nothing_twice(both: Both) -> None:
    assert sessions.add(both.therapist, "same", entry()) is not None
    assert sessions.add(both.therapist, "same", entry()) is None
    assert len(stored(both.world)) == 1


def test_saving_what_did_not_change_leaves_no_trace_in_the_history(both: Both) -> None:
    made = added(both.therapist)
    again = changed(both.therapist, made)
    assert again is not None
    assert again.revision == 1
    assert history(both.therapist, made.id) == []


def test_who_saves_second_is_told_what_stands_and_overwrites_nothing(both: Both) -> None:
    made = added(both.therapist, effort=3)
    changed(both.therapist, made, effort=5)
    with pytest.raises(ChangedMeanwhileError) as told:
        changed(both.therapist, made, pain=2)
    assert isinstance(told.value.now, HeldSession)
    assert (told.value.now.entry.effort, told.value.revision) == (5, 2)
    with pytest.raises(ChangedMeanwhileError):
        sessions.remove(both.therapist, new_id().hex, made.id, revision=1)
    (row,) = stored(both.world)
    assert (row["effort"], row["pain"]) == (5, None)


def test_who_changes_what_was_removed_is_told_so(both: Both) -> None:
    made = added(both.therapist)
    gone = sessions.remove(both.therapist, new_id().hex, made.id, revision=1)
    assert gone is not None
    with pytest.raises(NotFoundError):
        changed(both.therapist, made, effort=1)
    # Who had it open before it was removed and came back has an older version.
    sessions.restore(both.therapist, new_id().hex, gone)
    with pytest.raises(ChangedMeanwhileError):
        changed(both.therapist, made, effort=1)
    with pytest.raises(ConflictError):
        sessions.restore(both.therapist, new_id().hex, gone)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"effort": 11}, "effort"),
        ({"pain": -1}, "pain"),
        ({"planned_minutes": 601}, "planned_minutes"),
        ({"intervals": None, "walking_minutes": 601}, "walking_minutes"),
        ({"intervals": "60 x 90/90"}, "intervals"),
        ({"intervals": "5 x 2"}, "intervals"),
        ({"talk_test": "sings"}, "talk_test"),
        ({"kind": "race"}, "kind"),
        ({"day": today(ZONE) + dt.timedelta(days=1)}, "day"),
        ({"day": today(ZONE) - dt.timedelta(days=36)}, "day"),  # the course began 35 days ago
        ({"picks": {"breathing": ["purple"]}}, "breathing"),
        ({"picks": {"socks": ["red"]}}, "socks"),
        ({"reflection": "x" * 2001}, "reflection"),
        ({"started_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "started_at"),
        ({"next_appointment_at": now() + dt.timedelta(days=400)}, "next_appointment_at"),
        ({"next_appointment_at": now() - dt.timedelta(days=400)}, "next_appointment_at"),
        ({"next_appointment_at": dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC)}, "next_appointment_at"),
        ({"started_at": dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))}, "started_at"),
        ({"intervals": None}, "walking_minutes"),
    ],
)
def test_what_cannot_be_accepted_names_its_field_and_a_remedy(both: Both, values: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        added(both.therapist, **values)
    assert refusal.value.field == field
    assert refusal.value.remedy
    assert stored(both.world) == []


def test_a_session_without_minutes_may_say_something_else(both: Both) -> None:
    made = added(both.therapist, intervals=None, reflection="Alleen gepraat.")
    assert made.minutes == 0


def test_a_session_of_an_ended_course_lies_within_it(both: Both) -> None:
    end = today(ZONE) - dt.timedelta(days=3)
    both.world.change(tables.Course, ends_on=end, end_reason="completed")
    with pytest.raises(InvalidInputError):
        added(both.therapist)
    assert added(both.therapist, day=end)


def test_exercises_are_given_at_a_session_and_taken_back_with_it(any_world: World) -> None:
    both = both_of(any_world)
    with reading(both.therapist) as connection:
        codes = [one.code for one in exercises.library(connection, both.therapist)][:2]
    made = sessions.add(both.therapist, new_id().hex, entry(), given=codes)
    assert made is not None
    assert given(both) == set(codes)
    gone = sessions.remove(both.therapist, new_id().hex, made.id, revision=1)
    assert gone is not None
    assert given(both) == set()
    sessions.restore(both.therapist, new_id().hex, gone)
    assert given(both) == set(codes)


def given(both: Both) -> set[str]:
    with reading(both.therapist) as connection:
        return {one.exercise.code for one in exercises.given(connection, both.therapist, today(ZONE))}


def test_an_exercise_that_there_is_not_logs_nothing(both: Both) -> None:
    with pytest.raises(InvalidInputError):
        sessions.add(both.therapist, new_id().hex, entry(), given=["handstand"])
    assert stored(both.world) == []


def test_the_draft_is_gone_once_its_session_is_saved_and_stays_when_that_fails(both: Both) -> None:
    drafts.keep(both.therapist, sessions.DRAFTS, "new", {"effort": 4})
    with pytest.raises(InvalidInputError):
        sessions.add(both.therapist, new_id().hex, entry(effort=12), draft="new")
    assert drafted(both) == {"new"}
    sessions.add(both.therapist, new_id().hex, entry(), draft="new")
    assert drafted(both) == set()


def drafted(both: Both) -> set[str]:
    with reading(both.world.everything()) as connection:
        return set(connection.scalars(select(tables.Draft.subject)))


def test_the_course_is_looked_through_anew_after_each_write(both: Both) -> None:
    made = added(both.therapist)
    first = looked(both.world)
    sessions.remove(both.therapist, new_id().hex, made.id, revision=1)
    assert looked(both.world) > first


def looked(world: World) -> dt.datetime:
    with reading(world.everything()) as connection:
        found = connection.scalar(select(tables.SignalEvaluation.evaluated_at))
    assert found is not None
    return found


def test_who_may_only_read_the_course_logs_nothing(both: Both) -> None:
    reads = grant_course(both.therapist.principal, both.therapist.client_code)
    with pytest.raises(NotAllowedError):
        added(reads)
    with pytest.raises(NotAllowedError):
        held_by(reads)


def test_who_stands_in_is_named_with_the_session(both: Both) -> None:
    bas = both.world.account("therapist", "bas@test.example", name="Bas")
    on = today(ZONE)
    both.world.add(
        tables.Substitution, practice_id=1, id=new_id(), account_id=both.therapist.principal.account_id,
        substitute_id=bas, from_on=on, until_on=on + dt.timedelta(days=7),
    )  # fmt: skip
    stand_in: Principal = principal_by_email("bas@test.example")
    grant = grant_course(stand_in, both.therapist.client_code, Permission.SESSION_WRITE)
    made = added(grant)
    assert held_by(both.therapist)[0].by_whom == "Bas"
    with reading(both.world.everything()) as connection:
        detail = connection.scalar(
            select(tables.AuditEvent.detail).where(tables.AuditEvent.action == "session.add")
        )  # fmt: skip
    assert detail == {"session": str(made.id), "standing_in_for": [str(both.therapist.principal.account_id)]}


def test_a_removed_session_comes_back_whole_from_its_history_long_after(any_world: World) -> None:
    both = both_of(any_world)
    with reading(both.therapist) as connection:
        code = exercises.library(connection, both.therapist)[0].code
    made = sessions.add(
        both.therapist, new_id().hex,
        entry(effort=0, picks={"posture": ["bent"]}, next_appointment_at=now(), started_at=now(), pain=3),
        given=[code],
    )  # fmt: skip
    assert made is not None
    changed(both.therapist, made, pain=4)
    (row,) = stored(any_world)
    sessions.remove(both.therapist, new_id().hex, made.id, revision=2)
    with reading(both.therapist) as connection:
        (gone,) = queries.removed(connection, both.therapist)
    assert (gone.id, gone.who, gone.entry.pain) == (made.id, both.therapist.principal.name, 4)
    assert sessions.bring_back(both.therapist, new_id().hex, made.id)
    (back,) = stored(any_world)
    assert {name for name in row if row[name] != back[name]} == {"revision"}
    assert back["revision"] == 3
    assert given(both) == {code}
    with reading(both.therapist) as connection:
        assert queries.removed(connection, both.therapist) == ()
    with pytest.raises(NotFoundError):
        sessions.bring_back(both.therapist, new_id().hex, made.id)


def test_the_day_that_was_said_holds_in_another_zone_of_the_practice(world: World) -> None:
    therapist, _, _, code = world.pair()
    on = today(ZONE)
    half_past_midnight = dt.datetime.combine(on, dt.time(0, 30), ZoneInfo(ZONE))
    made = added(grant_course(therapist, code, Permission.SESSION_WRITE), day=on, started_at=half_past_midnight)
    west = "Europe/London"
    world.change_practice(zone=west)
    grant = grant_course(principal_by_email(therapist.email), code, Permission.SESSION_WRITE)
    moment = half_past_midnight.astimezone(dt.UTC)
    assert (grant.principal.zone, moment.astimezone(ZoneInfo(west)).date()) == (west, on - dt.timedelta(days=1))
    # As a form of that zone sends it: the day, and what the clock says there.
    sent = dt.datetime.combine(on, dt.time(23, 30), ZoneInfo(west))
    sessions.change(grant, "c", made.id, replace(made.entry, started_at=sent, effort=3), revision=1)
    gone = sessions.remove(grant, "r", made.id, revision=2)
    assert gone is not None and sessions.restore(grant, "b", gone) is not None
    (row,) = stored(world)
    assert (row["day"], row["started_at"], row["effort"]) == (on, moment, 3)


def test_what_was_removed_is_listed_for_therapists_only(both: Both) -> None:
    made = added(both.client, intervals=None, walking_minutes=20)
    sessions.remove(both.client, new_id().hex, made.id, revision=1)
    with reading(both.client) as connection:
        assert queries.removed(connection, both.client) == ()
    with pytest.raises(NotFoundError):
        sessions.bring_back(both.client, new_id().hex, made.id)
    assert sessions.bring_back(both.therapist, new_id().hex, made.id)
    assert stored(both.world)[0]["entered_by"] == both.client.principal.account_id
