"""Who treats whom, from when until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_caseload, grant_practice, principal_by_email
from runtherapy_data.actions import treating
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import people as queries
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TODAY = today(ZONE)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@dataclass
class Practice:
    """Client C, treated by A since twenty days, and two more therapists B and D."""

    world: World
    grant: Grant
    course_id: UUID
    ids: dict[str, UUID]

    def assign(self, who: str, begin: int = 0, until: int | None = None, key: str = "") -> treating.Assigned | None:
        return treating.assign(
            self.grant, key or new_id().hex, client_code="C", therapist_id=self.ids[who], from_on=day(begin),
            until_on=None if until is None else day(until),
        )  # fmt: skip

    def treated(self) -> set[tuple[str, int, int | None]]:
        """(who, first day, day after the last), in days from today."""
        reader = grant_practice(self.grant.principal, Permission.PEOPLE_READ)
        with reading(reader) as connection:
            rows = queries.treating(connection, reader, "C")
        return {
            (
                (row.therapist or "")[-1],
                (row.from_on - TODAY).days if row.from_on else 0,
                (row.until_on - TODAY).days if row.until_on else None,
            )
            for row in rows
        }

    def sees(self, who: str) -> bool:
        return self.course_id in (grant_caseload(principal_by_email(f"{who}@test.example")).courses or ())


def made(world: World) -> Practice:
    world.account("admin", "admin@test.example")
    grant = grant_practice(principal_by_email("admin@test.example"), Permission.PEOPLE_WRITE)
    ids = {who: world.account("therapist", f"{who}@test.example".lower(), name=f"Therapist {who}") for who in "ABD"}
    client_id, _ = world.client("C")
    return Practice(world, grant, world.course(client_id, starts_on=day(-20), therapist=ids["A"]), ids)


@pytest.fixture
def practice(world: World) -> Practice:
    return made(world)


@pytest.fixture
def any_practice(any_world: World) -> Practice:
    """`practice` on both databases."""
    return made(any_world)


def test_a_hand_over_ends_what_ran_the_day_before(practice: Practice) -> None:
    done = practice.assign("B")
    assert done is not None and (done.therapist, done.ended) == ("Therapist B", ("Therapist A",))
    assert practice.treated() == {("A", -20, 0), ("B", 0, None)}
    assert (practice.sees("a"), practice.sees("b")) == (False, True)


def test_a_later_hand_over_changes_nothing_before_its_day(practice: Practice) -> None:
    practice.assign("B", 7)
    assert practice.treated() == {("A", -20, 7), ("B", 7, None)}
    assert (practice.sees("a"), practice.sees("b")) == (True, False)


def test_somebody_who_stands_in_treats_beside_the_therapist(practice: Practice) -> None:
    done = practice.assign("B", 0, 14)
    assert done is not None and done.ended == ()
    assert practice.treated() == {("A", -20, None), ("B", 0, 14)}
    assert (practice.sees("a"), practice.sees("b")) == (True, True)


@pytest.mark.parametrize(
    "steps, treated",
    [
        ([("B", 7, None), ("D", 0, None)], {("A", -20, 0), ("D", 0, None)}),  # the planned one never begins
        ([("B", 0, None), ("A", 0, None)], {("A", -20, 0), ("A", 0, None)}),  # back again on the same day
        ([("B", 0, None), ("A", 0, None), ("B", 0, None)], {("A", -20, 0), ("B", 0, None)}),
        ([("B", 3, 10), ("D", 5, None)], {("A", -20, 5), ("B", 3, 5), ("D", 5, None)}),
        ([("B", 0, 7), ("B", 0, None)], {("A", -20, 0), ("B", 0, None)}),  # who stood in takes over
        ([("B", 0, 7), ("B", 0, 14)], {("A", -20, None), ("B", 0, 14)}),  # stands in for longer
    ],
)
def test_assignments_one_after_another(
    any_practice: Practice, steps: list[tuple[str, int, int | None]], treated: set[tuple[str, int, int | None]]
) -> None:
    for who, begin, until in steps:
        any_practice.assign(who, begin, until)
    assert any_practice.treated() == treated


@pytest.mark.parametrize("begin, until", [(0, None), (5, None), (0, 7)])
def test_who_treats_already_is_not_assigned_again(practice: Practice, begin: int, until: int | None) -> None:
    with pytest.raises(ConflictError, match="already"):
        practice.assign("A", begin, until)


@pytest.mark.parametrize(
    "change, field",
    [
        ({"client_code": "NOBODY"}, "client_code"),
        ({"client_code": ""}, "client_code"),
        ({"client_code": "WITHOUT"}, "client_code"),
        ({"from_on": day(-1)}, "from_on"),
        ({"until_on": day(0)}, "until_on"),
        ({"therapist_id": "admin"}, "therapist"),
        ({"therapist_id": "closed"}, "therapist"),
        ({"therapist_id": "far"}, "therapist"),
    ],
)
def test_what_cannot_be_accepted_names_its_field(practice: Practice, change: dict[str, Any], field: str) -> None:
    world = practice.world
    world.client("WITHOUT")
    others = {
        "admin": world.account("admin"),
        "closed": world.account("therapist", active=False),
        "far": World(practice_id=2).account("therapist", "far@test.example"),
    }
    asked = {"client_code": "C", "therapist_id": practice.ids["B"], "from_on": day(0), **change}
    asked["therapist_id"] = others.get(asked["therapist_id"], asked["therapist_id"])
    with pytest.raises(InvalidInputError) as raised:
        treating.assign(practice.grant, "k", **asked)
    assert raised.value.field == field
    assert practice.treated() == {("A", -20, None)}


@pytest.mark.parametrize("typed", ["C", "c", " c "])
def test_a_code_may_be_typed_in_any_case_and_is_said_as_it_is_registered(practice: Practice, typed: str) -> None:
    done = treating.assign(
        practice.grant, "k", client_code=typed, therapist_id=practice.ids["B"], from_on=day(0), until_on=day(7)
    )
    assert done is not None and (done.client_code, done.course_ended_on) == ("C", None)


def test_a_course_that_ended_can_be_handed_over_and_says_that_it_ended(practice: Practice) -> None:
    client_id, code = practice.world.client("OVER")
    practice.world.course(client_id, starts_on=day(-90), ends_on=day(-10), end_reason="completed")
    done = treating.assign(practice.grant, "k", client_code=code, therapist_id=practice.ids["B"], from_on=day(0))
    assert done is not None and done.course_ended_on == day(-10)


def test_a_double_click_assigns_once_and_the_trail_says_from_when(any_practice: Practice) -> None:
    any_practice.assign("B", 2, key="same")
    assert any_practice.assign("B", 2, key="same") is None
    event = tables.AuditEvent
    with reading(any_practice.world.everything()) as connection:
        rows = connection.execute(select(event.action, event.course_id, event.detail)).all()
    assert [tuple(row) for row in rows] == [
        (
            "course.assign",
            any_practice.course_id,
            {"account": str(any_practice.ids["B"]), "from": day(2).isoformat(), "until": None, "ended": 1},
        )
    ]


def test_reading_people_is_no_leave_to_assign(practice: Practice) -> None:
    reader = grant_practice(practice.grant.principal, Permission.PEOPLE_READ)
    with pytest.raises(NotAllowedError):
        treating.assign(reader, "k", client_code="C", therapist_id=practice.ids["B"], from_on=day(0))
