"""A client says how a day was: saved, corrected with its history, taken back; on the day that they would say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select

from runtherapy_data.access import grant_course, principal_by_email
from runtherapy_data.actions import check_ins, drafts
from runtherapy_data.actions.check_ins import Saved
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import corrections
from runtherapy_data.queries import drafts as kept_drafts
from runtherapy_data.queries.check_ins import DayAnswers, of_day
from runtherapy_data.store import clock, reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TODAY = today(ZONE)


def leave(world: World, permission: Permission = Permission.CHECK_IN_WRITE, **course: Any) -> Grant:
    client_id, _code = world.client()
    world.course(client_id, therapist=world.account("therapist"), **course)
    world.account("client", "cato@test.example", client_id=client_id)
    return grant_course(principal_by_email("cato@test.example"), permission=permission)


@pytest.fixture
def grant(world: World) -> Grant:
    return leave(world)


def saved(grant: Grant, day: dt.date | None = None, done: Any = None, **answers: Any) -> Saved:
    made = check_ins.save(grant, new_id().hex, DayAnswers(day=day or today(ZONE), **answers), done)
    assert made is not None
    return made


def stored(grant: Grant, day: dt.date | None = None) -> DayAnswers:
    with reading(grant) as connection:
        return of_day(connection, grant, day or today(ZONE))


def history(grant: Grant, day: dt.date) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    with reading(grant) as connection:
        found = corrections.of_fact(connection, grant, "check_in", day.isoformat())
    assert all(one.who == "Test client" for one in found)
    return [(one.old, one.new) for one in found]


def trail(world: World) -> list[tuple[str, dict[str, Any]]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        rows = connection.execute(
            select(event.action, event.detail).where(event.action.like("check_in%")).order_by(event.at, event.id)
        )
        return [(action, detail) for action, detail in rows]


def test_a_day_is_said_corrected_and_taken_back(any_world: World) -> None:
    grant = leave(any_world)
    first = saved(grant, mood=6, sleep=4, hours_slept=7.5, words="  Rustig.  ")
    assert stored(grant) == DayAnswers(day=TODAY, mood=6, sleep=4, hours_slept=7.5, words="Rustig.")
    second = saved(grant, mood=7, sleep=4, hours_slept=7.5)
    assert history(grant, TODAY) == [({"mood": 6, "words": "Rustig."}, {"mood": 7, "words": None})]
    check_ins.take_back(grant, new_id().hex, second)
    assert stored(grant) == first.answers
    check_ins.take_back(grant, new_id().hex, first)
    assert stored(grant).is_empty
    assert history(grant, TODAY)[0][1] is None  # taken away
    assert [action for action, _ in trail(any_world)] == [check_ins.SAVE] * 2 + [check_ins.TAKE_BACK] * 2
    assert all(set(detail) == {"day", "answered"} for _, detail in trail(any_world))  # never what it says


def test_what_is_skipped_is_missing_and_not_zero(grant: Grant) -> None:
    saved(grant, mood=0)
    assert (stored(grant).mood, stored(grant).sleep) == (0, None)


def test_pressing_three_times_writes_once(world: World, grant: Grant) -> None:
    answers = DayAnswers(day=TODAY, mood=5)
    made = [check_ins.save(grant, "same", answers) for _ in range(3)]
    assert [one is None for one in made] == [False, True, True]
    assert len(trail(world)) == 1


def test_the_same_again_is_no_correction(grant: Grant) -> None:
    saved(grant, mood=5)
    again = saved(grant, mood=5)
    assert not again.changed
    assert history(grant, TODAY) == []


def test_taking_every_answer_away_leaves_no_day(world: World, grant: Grant) -> None:
    saved(grant, mood=5)
    assert saved(grant).changed
    with reading(world.everything()) as connection:
        assert connection.scalar(select(func.count()).select_from(tables.CheckIn)) == 0


def test_nothing_at_all_is_refused_and_writes_nothing(world: World, grant: Grant) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        saved(grant, words="  ")
    assert refusal.value.field == "answers"
    assert trail(world) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"mood": 11}, ("mood", "11", "0", "10")),
        ({"tension": -1}, ("tension", "-1", "0", "10")),
        ({"sleep": 6.5}, ("sleep", "6.5", "0", "10")),
        ({"pain": True}, ("pain", "True", "0", "10")),
        ({"hours_slept": 24.5}, ("hours_slept", "24.5", "0", "24")),
        ({"words": "x" * (check_ins.LONGEST_WORDS + 1)}, ("words", str(check_ins.LONGEST_WORDS + 1))),
    ],
)
def test_what_cannot_be_names_its_field_value_and_range(
    grant: Grant, values: dict[str, Any], said: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        saved(grant, **values)
    assert refusal.value.field == said[0]
    assert refusal.value.remedy
    assert all(part in str(refusal.value) for part in said[1:])
    assert stored(grant).is_empty


@pytest.mark.parametrize(("back", "is_open"), [(-1, False), (0, True), (1, True), (2, True), (3, False)])
def test_today_and_two_days_back(grant: Grant, back: int, is_open: bool) -> None:
    day = TODAY - dt.timedelta(days=back)
    if is_open:
        assert saved(grant, day, mood=5).answers.day == day
        return
    with pytest.raises(InvalidInputError) as refusal:
        saved(grant, day, mood=5)
    assert refusal.value.field == "day"
    assert day.isoformat() in str(refusal.value)


@pytest.mark.parametrize(
    ("course", "back"),
    [
        ({"starts_on": TODAY}, 1),
        ({"ends_on": TODAY - dt.timedelta(days=1), "end_reason": "completed"}, 0),
    ],
)
def test_no_day_outside_the_course(world: World, course: dict[str, Any], back: int) -> None:
    grant = leave(world, **course)
    with pytest.raises(InvalidInputError) as refusal:
        saved(grant, TODAY - dt.timedelta(days=back), mood=5)
    assert refusal.value.field == "day"


@pytest.mark.parametrize(
    ("moment", "day", "too_old"),
    [
        ("2026-05-11T22:30+00:00", "2026-05-12", "2026-05-09"),  # half past midnight in Amsterdam
        ("2026-05-11T21:30+00:00", "2026-05-11", "2026-05-08"),
        ("2026-03-29T00:59+00:00", "2026-03-29", "2026-03-26"),  # a second before the hour that is skipped
        ("2026-03-29T01:00+00:00", "2026-03-29", "2026-03-26"),
        ("2026-03-28T23:30+00:00", "2026-03-29", "2026-03-26"),  # half past midnight in the night of that change
        ("2026-03-29T22:30+00:00", "2026-03-30", "2026-03-27"),  # and a day of 23 hours later
        ("2026-10-25T00:30+00:00", "2026-10-25", "2026-10-22"),  # the hour that comes twice, the first time
        ("2026-10-25T01:30+00:00", "2026-10-25", "2026-10-22"),  # and the second
        ("2026-10-24T22:30+00:00", "2026-10-25", "2026-10-22"),
        ("2026-10-25T23:30+00:00", "2026-10-26", "2026-10-23"),  # half past midnight, after a day of 25 hours
    ],
)
def test_it_lands_on_the_day_that_the_client_would_say(
    world: World, monkeypatch: pytest.MonkeyPatch, moment: str, day: str, too_old: str
) -> None:
    grant = leave(world, starts_on=dt.date(2026, 2, 2), planned_weeks=50)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.fromisoformat(moment))
    assert today(ZONE) == dt.date.fromisoformat(day)
    saved(grant, mood=4)
    assert stored(grant, dt.date.fromisoformat(day)).mood == 4
    with pytest.raises(InvalidInputError):
        saved(grant, dt.date.fromisoformat(too_old), mood=4)


def test_what_was_saved_on_another_device_is_not_taken_back(grant: Grant) -> None:
    here = saved(grant, mood=5)
    saved(grant, mood=8)
    with pytest.raises(ConflictError):
        check_ins.take_back(grant, new_id().hex, here)
    assert stored(grant).mood == 8


def test_a_draft_larger_than_any_form_is_not_kept(grant: Grant) -> None:
    on = today(ZONE).isoformat()
    drafts.keep(grant, check_ins.DRAFT, on, {"words": "moe"})
    with pytest.raises(InvalidInputError, match="more than a form"):
        drafts.keep(grant, check_ins.DRAFT, on, {"words": "x" * 300_000})
    with reading(grant) as connection:
        assert kept_drafts.own(connection, grant, check_ins.DRAFT)[on].content == {"words": "moe"}


def test_saving_forgets_the_draft_and_a_refusal_keeps_it(grant: Grant) -> None:
    subject = TODAY.isoformat()
    drafts.keep(grant, check_ins.DRAFT, subject, {"mood": 11})
    with pytest.raises(InvalidInputError):
        saved(grant, mood=11)
    with reading(grant) as connection:
        assert subject in kept_drafts.own(connection, grant, check_ins.DRAFT)
    saved(grant, mood=5)
    with reading(grant) as connection:
        assert kept_drafts.own(connection, grant, check_ins.DRAFT) == {}


def test_exercises_are_ticked_off_with_it_and_come_back_with_it(world: World, grant: Grant) -> None:
    given = new_id()
    world.add(
        tables.ExerciseGiven, practice_id=1, course_id=grant.course_id, id=given, exercise="long_out_breath",
        given_on=TODAY - dt.timedelta(days=3),
    )  # fmt: skip
    first = saved(grant, done={given})  # an exercise alone is something to save
    assert (first.done, first.done_before) == ({given}, frozenset())
    second = saved(grant, mood=5)  # leaves it as it is
    assert second.done == {given}
    third = saved(grant, mood=5, done=())
    assert (third.done, third.changed) == (frozenset(), True)
    back = check_ins.take_back(grant, new_id().hex, third)
    assert back is not None
    assert back.done == {given}
    with pytest.raises(InvalidInputError) as refusal:
        saved(grant, mood=5, done={new_id()})
    assert refusal.value.field == "exercises"


def test_the_course_is_looked_through_anew(world: World, grant: Grant) -> None:
    saved(grant, mood=5)
    looked = _looked(world)
    saved(grant, mood=6)
    assert _looked(world) > looked


def _looked(world: World) -> dt.datetime:
    with reading(world.everything()) as connection:
        return connection.execute(select(tables.SignalEvaluation.evaluated_at)).scalar_one()


@pytest.mark.parametrize("permission", [Permission.COURSE_READ, Permission.SESSION_WRITE])
def test_another_leave_is_not_enough(world: World, permission: Permission) -> None:
    with pytest.raises(NotAllowedError):
        saved(leave(world, permission), mood=5)


def test_a_therapist_fills_in_no_check_in(world: World) -> None:
    therapist, _client, _course, code = world.pair()
    with pytest.raises(NotAllowedError):
        grant_course(therapist, code, Permission.CHECK_IN_WRITE)
