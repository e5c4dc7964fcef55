"""Who stands in for whom, from when until when; and nothing of a day that is past is ever changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_caseload, grant_practice, principal_by_email
from runtherapy_data.actions import substitutions
from runtherapy_data.actions.changed import Changed
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries.substitutions import from_then_on, in_whose_place
from runtherapy_data.store import reading, tables, today, writing
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TODAY = today(ZONE)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@dataclass
class Practice:
    """Client C is treated by A; B and D are colleagues."""

    world: World
    grant: Grant
    course: UUID
    ids: dict[str, UUID]

    def begin(self, who: str, for_whom: str, first: int, until: int, key: str = "") -> Any:
        return substitutions.begin(
            self.grant, key or new_id().hex, therapist_id=self.ids[for_whom], substitute_id=self.ids[who],
            from_on=day(first), until_on=day(until),
        )  # fmt: skip

    def end(self, done: Any) -> Any:
        return substitutions.end(self.grant, new_id().hex, done.after.id)

    def standing(self) -> set[tuple[str, str, int, int]]:
        """(substitute, for whom, first day, day after the last), in days from today."""
        with reading(self.grant) as connection:
            found = from_then_on(connection, self.grant, TODAY)
        return {
            (one.substitute, one.therapist, (one.from_on - TODAY).days, (one.until_on - TODAY).days) for one in found
        }

    def sees(self, who: str) -> bool:
        return self.course in (grant_caseload(principal_by_email(f"{who}@test.example")).courses or ())

    def begun_earlier(self, done: Any, first: int) -> Any:
        """As if it had begun that many days ago."""
        with writing(self.world.everything()) as connection:
            connection.execute(tables.Substitution.__table__.update().values(from_on=day(first)))
        after = done.after
        return Changed(None, substitutions.Standing(*(getattr(after, name) for name in after.__slots__[:5]),
                                                    day(first), after.until_on))  # fmt: skip


@pytest.fixture
def practice(any_world: World) -> Practice:
    any_world.account("admin", "admin@test.example")
    grant = grant_practice(principal_by_email("admin@test.example"), Permission.PEOPLE_WRITE)
    ids = {who: any_world.account("therapist", f"{who}@test.example", name=who.upper()) for who in "abd"}
    client_id, _ = any_world.client("C")
    return Practice(any_world, grant, any_world.course(client_id, starts_on=day(-20), therapist=ids["a"]), ids)


def test_it_begins_it_ends_and_each_can_be_taken_back(practice: Practice) -> None:
    begun = practice.begin("b", "a", 0, 14)
    assert (practice.standing(), practice.sees("b"), practice.sees("a")) == ({("B", "A", 0, 14)}, True, True)
    substitutions.undo(practice.grant, new_id().hex, begun)
    assert (practice.standing(), practice.sees("b")) == (set(), False)
    begun = practice.begun_earlier(practice.begin("b", "a", 0, 14), -7)
    ended = practice.end(begun)
    assert (practice.standing(), practice.sees("b")) == (set(), False)
    assert ended.after.last_on == day(-1)
    substitutions.undo(practice.grant, new_id().hex, ended)
    assert (practice.standing(), practice.sees("b")) == ({("B", "A", -7, 14)}, True)


def test_what_is_still_to_come_is_taken_away_whole_and_comes_back(practice: Practice) -> None:
    begun = practice.begin("b", "a", 3, 14)
    assert not practice.sees("b")
    ended = practice.end(begun)
    assert ended.after is None
    assert practice.standing() == set()
    substitutions.undo(practice.grant, new_id().hex, ended)
    assert practice.standing() == {("B", "A", 3, 14)}
    with pytest.raises(NotFoundError):
        substitutions.end(practice.grant, "k", new_id())


def test_no_day_that_is_past_becomes_another_than_it_was(practice: Practice) -> None:
    begun = practice.begun_earlier(practice.begin("b", "a", 0, 14), -1)
    with pytest.raises(ConflictError):  # they could see the caseload yesterday
        substitutions.undo(practice.grant, "k", begun)
    ended = practice.end(begun)
    with writing(practice.world.everything()) as connection:
        connection.execute(tables.Substitution.__table__.update().values(until_on=day(-1), from_on=day(-9)))
    assert ended.before is not None
    yesterday = Changed(*(
        substitutions.Standing(*(getattr(ended.before, name) for name in ended.before.__slots__[:5]), day(-9), until)
        for until in (day(14), day(-1))
    ))  # fmt: skip
    with pytest.raises(ConflictError):  # they could not since yesterday
        substitutions.undo(practice.grant, "k2", yesterday)


@pytest.mark.parametrize(
    "who, for_whom, first, until, error, field",
    [
        ("b", "b", 0, 7, InvalidInputError, "substitute"),
        ("b", "a", -1, 7, InvalidInputError, "from_on"),
        ("b", "a", 3, 3, InvalidInputError, "until_on"),
        ("b", "a", 0, 184, InvalidInputError, "until_on"),
        ("closed", "a", 0, 7, InvalidInputError, "substitute"),
        ("admin", "a", 0, 7, InvalidInputError, "substitute"),
        ("b", "admin", 0, 7, InvalidInputError, "therapist"),
        ("b", "far", 0, 7, InvalidInputError, "therapist"),
        ("d", "a", 20, 26, ConflictError, ""),  # D stands in already then
        ("b", "d", 22, 30, ConflictError, ""),  # D stands in for somebody else: their caseload would be in no hands
        ("a", "b", 22, 30, ConflictError, ""),  # A is away
    ],
)
def test_what_cannot_be_is_refused(
    practice: Practice, who: str, for_whom: str, first: int, until: int, error: type[Exception], field: str
) -> None:
    world = practice.world
    practice.ids |= {
        "admin": world.account("admin"),
        "closed": world.account("therapist", active=False),
        "far": World(practice_id=2).account("therapist", "far@test.example"),
    }
    practice.begin("d", "a", 20, 27)
    with pytest.raises(error) as refused:
        practice.begin(who, for_whom, first, until)
    assert getattr(refused.value, "field", "") == field
    assert practice.standing() == {("D", "A", 20, 27)}


def test_somebody_whose_account_was_closed_can_be_stood_in_for(practice: Practice) -> None:
    practice.ids["gone"] = practice.world.account("therapist", name="GONE", active=False)
    assert practice.begin("b", "gone", 0, 7) is not None


def test_one_after_the_other_and_two_at_once_for_the_same_colleague(practice: Practice) -> None:
    practice.begin("b", "a", 0, 7)
    practice.begin("b", "a", 7, 14)
    practice.begin("d", "a", 3, 9)
    assert len(practice.standing()) == 3


def test_a_double_click_begins_once_and_the_trail_names_both_and_the_days(practice: Practice) -> None:
    done = practice.begin("b", "a", 2, 9, key="same")
    assert practice.begin("b", "a", 2, 9, key="same") is None
    practice.end(done)
    said = {
        "account": str(practice.ids["a"]), "substitute": str(practice.ids["b"]), "from": day(2).isoformat(),
        "until": day(9).isoformat(),
    }  # fmt: skip
    event = tables.AuditEvent
    with reading(practice.world.everything()) as connection:
        rows = connection.execute(select(event.action, event.detail).order_by(event.at, event.id)).all()
    assert [tuple(row) for row in rows] == [
        ("substitution.begin", said), ("substitution.end", {**said, "taken_away": True}),
    ]  # fmt: skip


def test_the_substitute_learns_in_whose_place_they_have_a_course_and_the_colleague_has_their_own(
    practice: Practice,
) -> None:
    practice.begin("b", "a", 0, 7)
    for who, named in (("b", {practice.course: "A"}), ("a", {})):
        grant = grant_caseload(principal_by_email(f"{who}@test.example"))
        with reading(grant) as connection:
            assert in_whose_place(connection, grant) == named


def test_reading_people_is_no_leave_to_let_somebody_stand_in(practice: Practice) -> None:
    practice.grant = grant_practice(practice.grant.principal, Permission.PEOPLE_READ)
    with pytest.raises(NotAllowedError):
        practice.begin("b", "a", 0, 7)
