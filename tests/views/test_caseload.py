"""The caseload as its page says it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from runtherapy_data.access import grant_caseload, principal_by_email
from runtherapy_data.i18n import translator
from runtherapy_data.store import now, reading, today
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
    assert {section: codes(rows) for section, rows in shown.sections().items()} == {
        "calm": ["EARLY", "LAST-DAY", "LATE"]
    }
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


def risk(days: int) -> dict[str, Any]:
    """A risk question that was answered so many days ago."""
    found = {"instrument": "phq9", "item": 9.0, "answer": 1.0}
    evidence = {"days": [ago(days).isoformat()], "numbers": found, "threshold": {"at_least": 1.0}}
    return {"rule": "risk_item", "since_on": ago(days), "evidence": evidence}


def test_each_client_stands_once_under_the_most_urgent_reason_in_sight(world: World, therapist: UUID) -> None:
    two = add(world, therapist, "TWO", 40, 1)
    world.signal(two, "silence")
    world.signal(two, "overload", state="seen")
    rests = add(world, therapist, "RESTS", 40, 1)
    world.signal(rests, "overload", snoozed_until=ago(-3), snooze_reason="vakantie")
    partly = add(world, therapist, "PARTLY", 40, 1)
    world.signal(partly, "overload", snoozed_until=TODAY, snooze_reason="vakantie")
    world.signal(partly, "too_little_data")
    back = add(world, therapist, "BACK", 40, 1)
    world.signal(back, "overload", snoozed_until=ago(1), snooze_reason="vakantie")
    for state in ("done", "expired"):
        world.signal(add(world, therapist, state.upper(), 40, 1), "overload", state=state)
    shown = read()
    assert {section: codes(rows) for section, rows in shown.sections().items()} == {
        "overload": ["BACK", "TWO"],
        "data": ["PARTLY"],
        "snoozed": ["RESTS"],
        "calm": ["DONE", "EXPIRED"],
    }
    row = shown.sections()["overload"][1]
    assert [one.rule for one in row.signals] == ["overload", "silence"]
    assert row.is_new  # silence


def test_who_meets_their_therapist_today_is_not_folded_away(world: World, therapist: UUID) -> None:
    later = now() + dt.timedelta(minutes=1)
    for code in ("CALM", "RESTS"):
        course_id = add(world, therapist, code, 40, 1)
        world.session(course_id, ago(7), next_appointment_at=later)
    world.signal(course_id, "overload", snoozed_until=ago(-3), snooze_reason="vakantie")
    shown = read()
    assert codes(shown.sections()["meeting"]) == ["CALM", "RESTS"]
    assert shown.meeting_today == 2


@pytest.mark.parametrize(
    "began, ended, signal, listed",
    [
        (5, None, None, "waiting"),
        (20, None, {"rule": "too_little_data"}, "waiting"),
        (20, None, {"rule": "silence"}, "running"),
        (90, 5, None, "ended"),
        (90, 5, {"rule": "silence"}, "ended"),
        (90, 5, risk(2), "running"),
        (90, 5, {**risk(2), "state": "done"}, "ended"),
    ],
)
def test_in_which_list_a_client_stands(
    world: World, therapist: UUID, began: int, ended: int | None, signal: dict[str, Any] | None, listed: str
) -> None:
    end = {} if ended is None else {"ends_on": ago(ended), "end_reason": "completed"}
    course_id = add(world, therapist, "C", began, **end)
    if signal is not None:
        world.signal(course_id, **signal)
    assert codes(getattr(read(), listed)) == ["C"]


def _put(world: World, therapist: UUID, kinds: str) -> None:
    """One client for each letter: New, Seen, sIlent, Data, Put off, Calm, Waiting, Ended."""
    for serial, kind in enumerate(kinds):
        code = f"C{serial}"
        if kind == "E":
            add(world, therapist, code, 90, 30, ends_on=ago(20), end_reason="completed")
            continue
        course_id = add(world, therapist, code, 1 if kind == "W" else 30, None if kind == "W" else 2)
        if kind == "P":
            world.signal(course_id, "overload", snoozed_until=ago(-5), snooze_reason="vakantie")
        rules = {"N": "overload", "S": "deterioration", "I": "silence", "D": "too_little_data"}
        if kind in rules:
            world.signal(course_id, rules[kind], state="seen" if kind == "S" else "new")


@pytest.mark.parametrize(
    "kinds, dutch, english",
    [
        ("", "Je begeleidt op dit moment niemand.", "You are not treating anybody at the moment."),
        ("EE", "Je begeleidt op dit moment niemand.", "You are not treating anybody at the moment."),
        ("W", "1 heeft nog niets ingevuld.", "1 has not filled in anything yet."),
        ("C", "Niemand vraagt vandaag aandacht: 1 is rustig.", "Nobody asks for attention today: 1 is calm."),
        (
            "ICC", "Niemand vraagt vandaag aandacht: 1 is stil, 2 zijn rustig.",
            "Nobody asks for attention today: 1 is silent, 2 are calm.",
        ),
        ("S", "1 cliënt vraagt aandacht.", "1 client asks for attention."),
        (
            "NNSIIDPCCCWWE",
            "3 cliënten vragen aandacht (2 nieuw), 2 zijn stil, 1 heeft te weinig gegevens, 1 is uitgesteld, "
            "3 zijn rustig. 2 hebben nog niets ingevuld.",
            "3 clients ask for attention (2 new), 2 are silent, 1 has too little data, 1 is put off, 3 are calm. "
            "2 have not filled in anything yet.",
        ),
    ],
)  # fmt: skip
def test_the_sentence_that_the_page_opens_with(
    world: World, therapist: UUID, kinds: str, dutch: str, english: str
) -> None:
    _put(world, therapist, kinds)
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
