"""Who is told that something is ready: whoever asked for it, has something waiting, and was not told of it yet."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_own_account, grant_system, principal_by_email
from runtherapy_data.actions import reminders
from runtherapy_data.actions.reminders import NotSentError, Told
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.measures.instruments import instruments
from runtherapy_data.measures.reminding import can_be_filled_in
from runtherapy_data.measures.wording import wordings
from runtherapy_data.queries.goals import Goal
from runtherapy_data.queries.reminders import Recipient, own
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views.questionnaire_form import form_of
from tests.factories import ZONE, World

DAY = dt.timedelta(days=1)
TODAY = today(ZONE)


def leave(world: World) -> Grant:
    return grant_system(world.practice_id, Permission.REMIND, "tests", ZONE)


def client(
    world: World, name: str, *, checked_in: int | None = 0, course: dict[str, Any] | None = None, **account: Any
) -> UUID:
    """A client who asked to be told, and checked in so many days ago; the id of their course."""
    client_id, _code = world.client()
    course_id = world.course(client_id, **(course or {}))
    told = {"reminders": True, "password_hash": "x", **account}
    world.account("client", f"{name}@test.example", client_id=client_id, **told)
    if checked_in is not None:
        world.check_in(course_id, TODAY - checked_in * DAY, mood=5)
    return course_id


def ask(
    world: World, course_id: UUID, days: int, moment: str = "mid", asked: int = 60, instrument: str = "phq9"
) -> None:
    world.add(
        tables.QuestionnaireDue, practice_id=world.practice_id, course_id=course_id, id=new_id(), instrument=instrument,
        moment=moment, due_on=TODAY - days * DAY, asked_at=now() - asked * DAY,
    )  # fmt: skip


def told(grant: Grant, on: dt.date = TODAY, after_days: int = 2) -> list[str]:
    """To whom a message went."""
    found: list[str] = []
    reminders.remind(grant, on, after_days, lambda one: found.append(one.email.partition("@")[0]))
    return sorted(found)


def trail(world: World) -> list[str]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        return list(connection.scalars(select(event.action).where(event.action.like("reminder%")).order_by(event.id)))


def test_the_silent_and_those_with_a_questionnaire_are_told_once(any_world: World) -> None:
    grant = leave(any_world)
    client(any_world, "silent", checked_in=3)
    client(any_world, "yesterday", checked_in=2)
    ask(any_world, client(any_world, "asked"), 2)
    ask(any_world, client(any_world, "ahead"), 1)
    assert told(grant) == ["asked", "silent"]
    assert told(grant) == []
    assert trail(any_world) == ["reminder.send", "reminder.send"]
    assert told(grant, TODAY + DAY) == ["ahead", "yesterday"]
    assert told(grant, TODAY + 2 * DAY) == []
    # Since then the others fell silent too: that is another thing.
    assert told(grant, TODAY + 3 * DAY) == ["ahead", "asked"]
    assert told(grant, TODAY + 30 * DAY) == []


@pytest.mark.parametrize(
    ("account", "course"),
    [
        ({"reminders": False}, {}),
        ({"active": False}, {}),
        ({"password_hash": None}, {}),  # their invitation was never used
        ({}, {"starts_on": TODAY + DAY}),
        ({}, {"ends_on": TODAY - DAY, "end_reason": "completed"}),
    ],
)
def test_who_did_not_ask_or_is_not_in_therapy_is_not_told(
    world: World, account: dict[str, Any], course: dict[str, Any]
) -> None:
    client(world, "a", checked_in=None, course=course, **account)
    assert told(leave(world)) == []


def test_after_the_end_only_its_questionnaires_are_told_of_and_not_for_ever(world: World) -> None:
    over = {"starts_on": TODAY - 150 * DAY, "ends_on": TODAY - 50 * DAY, "end_reason": "completed"}
    for name, days, moment in (("mid", 9, "mid"), ("after", 9, "follow_up"), ("long-ago", 43, "end")):
        ask(world, client(world, name, checked_in=51, course=over), days, moment)
    assert told(leave(world)) == ["after"]


def test_only_the_newest_course_counts(world: World) -> None:
    client_id, _code = world.client()
    world.account("client", "a@test.example", client_id=client_id, reminders=True, password_hash="x")
    earlier = world.course(client_id, starts_on=TODAY - 90 * DAY)
    ask(world, earlier, 9)
    newer = world.course(client_id, starts_on=TODAY - 9 * DAY)
    world.check_in(newer, TODAY, mood=5)
    assert told(leave(world)) == []


def test_who_withdrew_consent_to_the_therapy_is_not_told(world: World) -> None:
    client(world, "a", checked_in=9)
    with reading(world.everything()) as connection:
        client_id = connection.scalars(select(tables.Client.id)).one()
    world.consent(client_id, "therapy", withdrawn=True)
    assert told(leave(world)) == []


def test_nobody_is_told_within_a_pause_or_an_event_of_life(world: World) -> None:
    course_id = client(world, "a", checked_in=9)
    world.add(
        tables.LifeEvent, practice_id=1, course_id=course_id, id=new_id(), kind="pause", starts_on=TODAY - 8 * DAY,
        ends_on=TODAY + DAY,
    )  # fmt: skip
    grant = leave(world)
    assert [told(grant, TODAY + number * DAY) for number in range(5)] == [[], [], [], [], ["a"]]


def test_what_a_client_cannot_fill_in_here_is_nothing_to_be_told_of(world: World) -> None:
    for name, instrument, goals in (("text", "phq9", 0), ("none", "4dkl", 0), ("few", "psk", 2), ("goals", "psk", 3)):
        course_id = client(world, name)
        ask(world, course_id, 9, instrument=instrument)
        for position in range(1, goals + 1):
            world.add(tables.Goal, practice_id=1, course_id=course_id, position=position, words="fietsen")
    assert told(leave(world)) == ["goals", "text"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("goals", [0, 3, 6])
def test_who_is_told_of_a_questionnaire_finds_its_form(language: str, goals: int) -> None:
    own = [Goal(position, "fietsen") for position in range(1, goals + 1)]
    texts = {code: text for code, text in wordings().items() if language in text.languages}
    for known in instruments():
        there = form_of(known, texts, own, translator(language)) is not None
        assert can_be_filled_in(known.id, language, wordings(), goals) is there, known.id


def test_another_practice_is_another_practice(world: World) -> None:
    other = World(practice_id=2)
    client(other, "b", checked_in=9)
    assert told(leave(world)) == []
    assert told(leave(other)) == ["b"]


def test_what_was_not_sent_is_tried_again_and_stops_no_other(world: World) -> None:
    grant = leave(world)
    for name in "abc":
        client(world, name, checked_in=9)

    def fails_for_b(one: Recipient) -> None:
        if one.email.startswith("b@"):
            raise NotSentError("no such mailbox")

    assert reminders.count(grant, TODAY, 2) == Told(3, 3)
    assert reminders.remind(grant, TODAY, 2, fails_for_b) == Told(3, 3, sent=2, failed=1)
    assert trail(world).count("reminder.fail") == 1
    assert told(grant) == ["b"]


def test_when_nothing_can_be_sent_the_rest_is_not_tried(world: World) -> None:
    tried: list[str] = []
    for name in "abc":
        client(world, name, checked_in=9)

    def nobody_answers(one: Recipient) -> None:
        tried.append(one.email)
        raise NotSentError("connection refused", for_all=True)

    assert reminders.remind(leave(world), TODAY, 2, nobody_answers) == Told(3, 3, sent=0, failed=3)
    assert len(tried) == 1
    assert told(leave(world)) == ["a", "b", "c"]


def test_a_program_that_stops_in_the_middle_tells_nobody_twice(world: World) -> None:
    grant, sent = leave(world), list[str]()
    for name in "abc":
        client(world, name, checked_in=9)

    def stops_at_the_second(one: Recipient) -> None:
        sent.append(one.email)
        if len(sent) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reminders.remind(grant, TODAY, 2, stops_at_the_second)
    sent += [f"{name}@test.example" for name in told(grant)]
    assert sorted(sent) == ["a@test.example", "b@test.example", "c@test.example"]


def test_a_client_decides_for_themselves_and_nobody_else_does(any_world: World) -> None:
    any_world.pair()
    mine = grant_own_account(principal_by_email("client@test.example"))
    for wanted in (True, False):
        reminders.ask_for(mine, wanted)
        with reading(mine) as connection:
            assert own(connection, mine) is wanted
    with pytest.raises(NotAllowedError):
        reminders.ask_for(grant_own_account(principal_by_email("therapist@test.example")), True)
