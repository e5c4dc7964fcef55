"""Sessions that a client logs of their own: what is theirs to say, and for how long."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.access import grant_course
from runtherapy_data.actions import sessions
from runtherapy_data.errors import (
    ChangedMeanwhileError,
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
)
from runtherapy_data.identity import Permission
from runtherapy_data.queries import sessions as queries
from runtherapy_data.queries.sessions import HeldSession
from runtherapy_data.store import now, reading, today
from runtherapy_data.store.types import new_id
from tests.actions.logged import Both, added, both_of, changed, entry, held_by, stored, trail
from tests.factories import ZONE, World


@pytest.fixture
def both(world: World) -> Both:
    return both_of(world)


def test_a_client_logs_changes_and_removes_a_session_of_their_own(any_world: World) -> None:
    both = both_of(any_world)
    made = added(both.client, intervals=None, walking_minutes=20, effort=2, reflection="Langs het water.")
    (row,) = stored(any_world)
    assert (row["kind"], row["entered_by"]) == ("independent", both.client.principal.account_id)
    after = changed(both.client, made, walking_minutes=25)
    assert after is not None
    gone = sessions.remove(both.client, new_id().hex, made.id, revision=2)
    assert gone is not None
    assert stored(any_world) == []
    sessions.restore(both.client, new_id().hex, gone)
    (back,) = stored(any_world)
    assert back["walking_minutes"] == 25


def test_what_is_not_a_clients_to_say_is_not_taken_from_them(both: Both) -> None:
    added(
        both.client, kind="guided", breathing="x", picks={"posture": ["bent"]}, planned_minutes=90,
        next_appointment_at=now(), home_exercises="x",
    )  # fmt: skip
    (row,) = stored(both.world)
    assert row["kind"] == "independent"
    others = ("breathing", "picks", "planned_minutes", "next_appointment_at", "home_exercises")
    assert [row[name] for name in others] == [None] * 5
    with pytest.raises(NotAllowedError):
        sessions.add(both.client, new_id().hex, entry(), given=["calm_breath"])


def test_what_a_therapist_saw_is_not_shown_to_the_client_and_stays_when_they_change_or_remove(both: Both) -> None:
    made = added(both.client, intervals=None, walking_minutes=20)
    changed(both.therapist, made, kind="independent", mental_signals="Piekert.", picks={"posture": ["bent"]})
    (seen,) = held_by(both.client)
    assert (seen.entry.mental_signals, seen.entry.picks) == (None, None)
    with pytest.raises(ChangedMeanwhileError) as told:
        changed(both.client, made, effort=1)
    assert isinstance(told.value.now, HeldSession)
    assert (told.value.now.entry.mental_signals, told.value.now.entry.picks) == (None, None)
    after = changed(both.client, seen, effort=1)
    assert after is not None
    assert after.entry.mental_signals is None
    gone = sessions.remove(both.client, new_id().hex, seen.id, revision=after.revision)
    assert gone is not None
    sessions.restore(both.client, new_id().hex, gone)
    (row,) = stored(both.world)
    assert (row["mental_signals"], row["picks"], row["effort"]) == ("Piekert.", {"posture": ["bent"]}, 1)


@pytest.mark.parametrize("kind", ["guided", "independent"])
def test_what_the_therapist_logged_is_not_the_clients_to_change(both: Both, kind: str) -> None:
    made = added(both.therapist, kind=kind)
    with pytest.raises(NotAllowedError):
        changed(both.client, made, effort=9)
    with pytest.raises(NotAllowedError):
        sessions.remove(both.client, new_id().hex, made.id, revision=1)
    assert trail(both.world) == [("session.add", "done"), ("session.change", "refused"), ("session.remove", "refused")]


@pytest.mark.parametrize(("back", "may"), [(0, True), (7, True), (8, False)])
def test_a_client_has_seven_days(both: Both, back: int, may: bool) -> None:
    day = today(ZONE) - dt.timedelta(days=back)
    own = both.world.session(
        both.client.course_id, day, kind="independent", entered_by=both.client.principal.account_id
    )  # fmt: skip
    (held,) = held_by(both.client)
    assert held.id == own
    if may:
        assert changed(both.client, held, effort=3)
        assert added(both.client, day=day)
    else:
        with pytest.raises(ConflictError) as refusal:
            changed(both.client, held, effort=3)
        assert "therapist" in str(refusal.value)
        with pytest.raises(InvalidInputError):
            added(both.client, day=day)


def test_a_session_of_another_course_is_not_there(both: Both) -> None:
    made = added(both.therapist)
    other_client, other = both.world.client("C-0008")
    both.world.course(other_client, therapist=both.therapist.principal.account_id)
    elsewhere = grant_course(both.therapist.principal, other, Permission.SESSION_WRITE)
    with pytest.raises(NotFoundError):
        sessions.remove(elsewhere, new_id().hex, made.id, revision=1)
    with pytest.raises(NotFoundError), reading(elsewhere) as connection:
        queries.one(connection, elsewhere, made.id)
