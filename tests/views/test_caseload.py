"""The caseload as its page says it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import grant_caseload, principal_by_email
from runtherapy_data.i18n import translator
from runtherapy_data.store import reading, today
from runtherapy_data.views import caseload
from runtherapy_data.views.caseload import Caseload
from tests.factories import ZONE, World

TODAY = today(ZONE)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def therapist(world: World) -> UUID:
    return world.account("therapist", "t@test.example")


def add(world: World, therapist: UUID, code: str, began: int, checked_in: int | None = None, **values: Any) -> UUID:
    """A client whose course began so many days ago, who checked in so many days ago."""
    client_id, _ = world.client(code)
    course_id = world.course(client_id, starts_on=ago(began), **values)
    world.assign(course_id, therapist, ago(100))
    if checked_in is not None:
        world.check_in(course_id, ago(checked_in), mood=6)
    return course_id


def read() -> Caseload:
    grant = grant_caseload(principal_by_email("t@test.example"))
    with reading(grant) as connection:
        return caseload.of(connection, grant, TODAY)


def codes(rows: tuple[caseload.CaseloadRow, ...]) -> list[str]:
    return [row.client_code for row in rows]


def test_the_lists_and_their_order(world: World, therapist: UUID) -> None:
    add(world, therapist, "LATE", 60, 1)
    add(world, therapist, "EARLY", 3, 1)
    add(world, therapist, "NEW", 2)
    add(world, therapist, "COMING", -5)
    add(world, therapist, "LAST-DAY", 40, 1, ends_on=TODAY, end_reason="completed")
    add(world, therapist, "DONE", 90, 30, ends_on=ago(20), end_reason="completed")
    add(world, therapist, "LEFT", 90, 30, ends_on=ago(10), end_reason="stopped_early")
    add(world, therapist, "NEVER", 90, ends_on=ago(30), end_reason="stopped_early")
    shown = read()
    assert codes(shown.running) == ["EARLY", "LAST-DAY", "LATE"]
    assert codes(shown.waiting) == ["NEW", "COMING"]
    assert codes(shown.ended) == ["LEFT", "DONE", "NEVER"]


@pytest.mark.parametrize(
    "began, ended, week",
    [(0, None, 1), (6, None, 1), (7, None, 2), (35, None, 6), (-1, None, 0), (70, 30, 6), (70, 64, 1)],
)
def test_the_week_of_the_course(world: World, therapist: UUID, began: int, ended: int | None, week: int) -> None:
    end = {} if ended is None else {"ends_on": ago(ended), "end_reason": "completed"}
    add(world, therapist, "C", began, planned_weeks=12, **end)
    shown = read()
    (row,) = (*shown.running, *shown.waiting, *shown.ended)
    assert (row.week, row.weeks) == (week, 12)


@pytest.mark.parametrize(
    "began, checked_in, days_silent, silent",
    [(40, 0, 0, False), (40, 9, 9, False), (40, 10, 10, True), (9, None, None, False), (10, None, None, True)],
)
def test_who_is_silent(
    world: World, therapist: UUID, began: int, checked_in: int | None, days_silent: int | None, silent: bool
) -> None:
    course_id = add(world, therapist, "C", began, checked_in)
    world.session(course_id, ago(0))
    (row,) = read().running
    assert (row.days_silent, row.silent) == (days_silent, silent)


@pytest.mark.parametrize("fact", ["check_in", "session", "result"])
def test_any_fact_makes_somebody_begun(world: World, therapist: UUID, fact: str) -> None:
    course_id = add(world, therapist, "C", 20)
    assert codes(read().waiting) == ["C"]
    if fact == "check_in":
        world.check_in(course_id, ago(19), sleep=4)
    elif fact == "session":
        world.session(course_id, ago(19))
    else:
        world.result(course_id, "who5", ago(19), 40.0)
    assert codes(read().running) == ["C"]


@pytest.mark.parametrize(
    "silent, heard, waiting, ended, dutch, english",
    [
        (0, 0, 0, 0, "Je begeleidt op dit moment niemand.", "You are not treating anybody at the moment."),
        (0, 0, 0, 2, "Je begeleidt op dit moment niemand.", "You are not treating anybody at the moment."),
        (
            0, 1, 0, 0,
            "Je begeleidt 1 cliënt. Iedereen vulde in de laatste tien dagen een check-in in.",
            "You are treating 1 client. Everybody checked in during the last ten days.",
        ),
        (
            1, 1, 2, 1,
            "Je begeleidt 4 cliënten. 1 vulde tien dagen of langer geen check-in in. 2 moeten nog beginnen.",
            "You are treating 4 clients. 1 has not checked in for ten days or longer. 2 have yet to begin.",
        ),
        (
            2, 0, 1, 0,
            "Je begeleidt 3 cliënten. 2 vulden tien dagen of langer geen check-in in. 1 moet nog beginnen.",
            "You are treating 3 clients. 2 have not checked in for ten days or longer. 1 has yet to begin.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_that_the_page_opens_with(
    world: World, therapist: UUID, silent: int, heard: int, waiting: int, ended: int, dutch: str, english: str
) -> None:
    for serial in range(silent):
        add(world, therapist, f"S{serial}", 30, 12)
    for serial in range(heard):
        add(world, therapist, f"H{serial}", 30, 2)
    for serial in range(waiting):
        add(world, therapist, f"W{serial}", 1)
    for serial in range(ended):
        add(world, therapist, f"E{serial}", 90, 30, ends_on=ago(20), end_reason="completed")
    shown = read()
    assert shown.sentence(translator("nl")) == dutch
    assert shown.sentence(translator("en")) == english


def test_the_sparklines_are_the_last_28_days(world: World, therapist: UUID) -> None:
    course_id = add(world, therapist, "C", 60, 28)
    world.check_in(course_id, ago(27), energy=3)
    (row,) = read().running
    assert row.daily["mood"] == (None,) * 28
    assert row.daily["energy"] == (3, *(None,) * 27)
    assert row.answered
