"""What is left waiting in a course: each kind, its day, and when nothing is."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import grant_caseload, grant_course
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Permission
from runtherapy_data.measures.overdue import Waiting
from runtherapy_data.queries.due import WaitingFacts
from runtherapy_data.queries.questionnaire_asks import Ask
from runtherapy_data.store import now, reading, tables, today
from runtherapy_data.store.types import new_id
from runtherapy_data.views import overdue
from runtherapy_data.views.overdue import Overdue, overdue_in
from tests.factories import ZONE, World

DAY = dt.timedelta(days=1)
ON = dt.date(2026, 3, 30)  # a Monday; the clock went forward the night before
NOON = dt.datetime(2026, 3, 30, 10, tzinfo=dt.UTC)
RUNNING = WaitingFacts(ON - 40 * DAY, None, None, None, None, None)


def ask(instrument: str, days: int, moment: str = "mid") -> Ask:
    return Ask(UUID(int=1), UUID(int=2), instrument, moment, ON - days * DAY, "open", False, None, NOON)


def facts(**values: Any) -> WaitingFacts:
    return WaitingFacts(**{name: values.get(name, getattr(RUNNING, name)) for name in WaitingFacts.__slots__})


def found(**values: Any) -> list[tuple[str, int, int]]:
    """(kind, how many days ago, how many) of what is waiting."""
    return [(one.kind.value, (ON - one.on).days, one.many) for one in overdue_in(facts(**values), ON, NOON, ZONE)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"asks": (ask("phq9", 0),)}, []),  # today it is due, and not late
        ({"asks": (ask("phq9", 1),)}, [("questionnaire", 1, 1)]),
        ({"asks": (ask("phq9", 1), ask("psk", 4))}, [("questionnaire", 4, 2)]),
        ({"intake_open": True}, [("intake", 40, 1)]),
        ({"intake_open": True, "starts_on": ON - 7 * DAY}, []),
        ({"intake_open": True, "starts_on": ON - 8 * DAY}, [("intake", 8, 1)]),
        ({"open_points": 2}, [("medical", 40, 2)]),
        ({"open_points": 2, "intake_open": True, "starts_on": ON + DAY}, []),  # has yet to begin
        ({"met_at": NOON - dt.timedelta(hours=1)}, []),  # they may still be running
        ({"met_at": NOON - dt.timedelta(hours=3)}, [("session", 0, 1)]),
        ({"met_at": NOON - dt.timedelta(hours=3), "logged_on": ON}, []),
        ({"met_at": NOON - 2 * DAY, "logged_on": ON - 3 * DAY}, [("session", 2, 1)]),
        ({"met_at": NOON - 3 * DAY}, [("session", 3, 1)]),
        ({"met_at": NOON - 4 * DAY}, []),
        # 23:30 of Saturday in the practice, though Sunday's clock change makes the night short
        ({"met_at": dt.datetime(2026, 3, 28, 22, 30, tzinfo=dt.UTC)}, [("session", 2, 1)]),
    ],
)
def test_what_waits_in_a_course_that_runs(values: dict[str, Any], expected: list[tuple[str, int, int]]) -> None:
    assert found(**values) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"follow_up_on": ON}, []),
        ({"follow_up_on": ON - DAY}, [("follow_up", 1, 1)]),
        ({"follow_up_on": ON - 42 * DAY}, [("follow_up", 42, 1)]),
        ({"follow_up_on": ON - 43 * DAY}, []),  # so long ago it says little
        ({"follow_up_on": ON - DAY, "seen_after_on": ON - 3 * DAY}, []),
        ({"asks": (ask("phq9", 2, "follow_up"), ask("psk", 9, "end"), ask("gad7", 9))}, [("questionnaire", 9, 2)]),
        ({"asks": (ask("phq9", 43, "follow_up"),)}, []),
        ({"intake_open": True, "open_points": 1, "met_at": NOON - DAY}, []),
    ],
)
def test_after_the_end_only_its_questionnaires_and_the_follow_up_wait(
    values: dict[str, Any], expected: list[tuple[str, int, int]]
) -> None:
    assert found(ends_on=ON - 60 * DAY, starts_on=ON - 130 * DAY, **values) == expected


EVERYTHING: dict[str, Any] = {
    "asks": (ask("phq9", 5),), "intake_open": True, "open_points": 1, "met_at": NOON - DAY,
}  # fmt: skip


def test_nothing_waits_within_a_pause_or_an_event_and_what_falls_in_it_waits_from_its_end_on() -> None:
    assert [kind for kind, _day, _many in found(**EVERYTHING)] == ["medical", "session", "intake", "questionnaire"]
    assert found(**EVERYTHING, left_out=((ON - 2 * DAY, ON),)) == []
    through_yesterday = ((ON - 6 * DAY, ON - DAY),)
    assert found(asks=(ask("phq9", 5),), left_out=through_yesterday) == []  # falls due today
    through_the_day_before = ((ON - 6 * DAY, ON - 2 * DAY),)
    assert found(asks=(ask("phq9", 5),), left_out=through_the_day_before) == [("questionnaire", 1, 1)]
    assert found(met_at=NOON - 2 * DAY, left_out=through_the_day_before) == []  # they were away


@pytest.mark.parametrize(
    ("one", "dutch"),
    [
        (Overdue(Waiting.MEDICAL, ON, 1), "1 medisch punt nog niet bevestigd"),
        (Overdue(Waiting.MEDICAL, ON, 2), "2 medische punten nog niet bevestigd"),
        (Overdue(Waiting.SESSION, ON), "Sessie van ma 30 mrt nog niet vastgelegd"),
        (Overdue(Waiting.INTAKE, ON), "Intake van ma 30 mrt nog zonder uitkomst"),
        (Overdue(Waiting.FOLLOW_UP, ON), "Vervolgmoment stond voor ma 30 mrt"),
        (
            Overdue(Waiting.QUESTIONNAIRE, ON, 3, ("phq9", "phq9", "psk")),
            "PHQ-9, PSK nog niet ingevuld, gevraagd voor ma 30 mrt",
        ),
    ],
)
def test_each_is_said_in_one_line(one: Overdue, dutch: str) -> None:
    assert one.sentence(translator("nl")) == dutch
    assert one.sentence(translator("en")) != dutch


def fill(world: World, course_id: UUID) -> None:
    """Something of everything that can wait."""
    here, on = {"practice_id": 1, "course_id": course_id}, today(ZONE)
    world.add(
        tables.QuestionnaireDue, **here, id=new_id(), instrument="phq9", moment="mid", due_on=on - 3 * DAY,
        asked_at=now(),
    )  # fmt: skip
    world.add(tables.MedicalPoint, **here, id=new_id(), words="knie")
    world.add(
        tables.MedicalPoint, **here, id=new_id(), words="hart", confirmed_at=now(), confirmed_by=new_id()
    )  # fmt: skip
    world.add(tables.Intake, **here)
    world.session(course_id, on - 9 * DAY, next_appointment_at=now() - DAY)


def test_it_is_read_for_a_whole_caseload_as_for_one_course(any_world: World) -> None:
    therapist, _client, course_id, code = any_world.pair()
    any_world.course(any_world.client()[0], therapist=therapist.account_id)
    elsewhere = any_world.course(any_world.client()[0], therapist=any_world.account("therapist"))
    for one in (course_id, elsewhere):
        fill(any_world, one)
    expected = ["medical", "session", "intake", "questionnaire"]
    for grant in (grant_caseload(therapist), grant_course(therapist, code, Permission.COURSE_WRITE)):
        with reading(grant) as connection:
            every = overdue.of(connection, grant, today(ZONE))
        assert {course: [one.kind.value for one in waiting] for course, waiting in every.items()} == {
            course_id: expected
        }
        assert every[course_id][0].many == 1
