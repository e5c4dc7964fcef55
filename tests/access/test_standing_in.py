"""Who stands in for a colleague has their caseload for a while, and every event about it says in whose place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_caseload, grant_course, grant_new_course, grant_practice, principal_by_email
from runtherapy_data.actions import notes
from runtherapy_data.actions.openings import note_caseload_opening, note_opening
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Permission, Principal
from runtherapy_data.queries.notes import own
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

TODAY = today(ZONE)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@dataclass
class Away:
    """Client C is treated by A; B stands in for A when a test says so; D stands in for B."""

    world: World
    course: UUID
    ids: dict[str, UUID]

    def who(self, name: str) -> Principal:
        return principal_by_email(f"{name}@test.example")

    def stands_in(self, name: str, for_whom: str, begin: int, until: int) -> None:
        self.world.add(
            tables.Substitution, practice_id=1, id=new_id(), account_id=self.ids[for_whom],
            substitute_id=self.ids[name], from_on=day(begin), until_on=day(until),
        )  # fmt: skip

    def details(self) -> list[tuple[str, object]]:
        event = tables.AuditEvent
        with reading(self.world.everything()) as connection:
            rows = connection.execute(select(event.action, event.detail).order_by(event.at, event.id))
            return [(row.action, (row.detail or {}).get("standing_in_for")) for row in rows]


@pytest.fixture
def away(any_world: World) -> Away:
    ids = {name: any_world.account("therapist", f"{name}@test.example") for name in "abd"}
    client_id, _ = any_world.client("C")
    return Away(any_world, any_world.course(client_id, starts_on=day(-20), therapist=ids["a"]), ids)


@pytest.mark.parametrize("begin, until, sees", [(0, 1, True), (-5, 5, True), (1, 5, False), (-5, 0, False)])
def test_a_caseload_is_reached_on_the_days_of_the_period_and_no_other(
    away: Away, begin: int, until: int, *, sees: bool
) -> None:
    away.stands_in("b", "a", begin, until)
    assert (grant_caseload(away.who("b")).courses == (away.course,)) is sees
    for permission in (Permission.COURSE_READ, Permission.COURSE_WRITE, Permission.SESSION_WRITE):
        if sees:
            assert grant_course(away.who("b"), "C", permission).course_id == away.course
        else:
            with pytest.raises(NotAllowedError):
                grant_course(away.who("b"), "C", permission)


def test_what_joins_the_caseload_in_that_time_is_reached_too_and_what_left_it_is_not(away: Away) -> None:
    away.stands_in("b", "a", 0, 7)
    newcomer = away.world.course(away.world.client("NEW")[0], starts_on=TODAY, therapist=away.ids["a"])
    left = away.world.course(away.world.client("LEFT")[0])
    away.world.assign(left, away.ids["a"], day(-30), day(-1))
    assert set(grant_caseload(away.who("b")).courses or ()) == {away.course, newcomer}


def test_the_colleague_keeps_their_own_caseload_and_a_third_gets_nothing_through_the_substitute(away: Away) -> None:
    away.stands_in("b", "a", 0, 7)
    away.stands_in("d", "b", 0, 7)
    assert grant_caseload(away.who("a")).courses == (away.course,)
    assert grant_caseload(away.who("d")).courses == ()


def test_withdrawn_consent_to_the_therapy_closes_the_file_to_a_substitute_too(away: Away) -> None:
    away.stands_in("b", "a", 0, 7)
    with reading(away.world.everything()) as connection:
        client_id = connection.scalar(select(tables.Course.client_id))
    away.world.consent(client_id, "therapy", withdrawn=True)
    with pytest.raises(NotAllowedError):
        grant_course(away.who("b"), "C")


def test_every_event_of_a_substitute_names_the_colleague(away: Away) -> None:
    away.stands_in("b", "a", 0, 7)
    colleague = [str(away.ids["a"])]
    note_caseload_opening(grant_caseload(away.who("b")))
    note_opening(grant_course(away.who("b"), "C"), "course")
    notes.write(grant_course(away.who("b"), "C", Permission.COURSE_WRITE), "k", "Voor mij.")
    assert away.details() == [("caseload.open", colleague), ("course.open", colleague), ("note.write", colleague)]
    assert grant_practice(away.who("b"), Permission.IMPORT).principal.standing_in == ((away.course, away.ids["a"]),)
    grant = grant_new_course(away.who("b"), "C")
    assert grant.courses is not None
    assert grant.principal.standing_in == tuple((course, away.ids["a"]) for course in grant.courses)


def test_who_treats_a_course_themselves_stands_in_for_nobody(away: Away) -> None:
    away.stands_in("b", "a", 0, 7)
    away.world.assign(away.course, away.ids["b"], TODAY)
    own_course = away.world.course(away.world.client("MINE")[0], therapist=away.ids["b"])
    grant = grant_caseload(away.who("b"))
    assert set(grant.courses or ()) == {away.course, own_course}
    assert grant.principal.standing_in == ()
    note_opening(grant_course(away.who("b"), "C"), "course")
    note_opening(grant_course(away.who("a"), "C"), "course")
    assert away.details() == [("course.open", None), ("course.open", None)]


def test_private_notes_of_the_colleague_stay_private(away: Away) -> None:
    notes.write(grant_course(away.who("a"), "C", Permission.COURSE_WRITE), "k", "Alleen voor A.")
    away.stands_in("b", "a", 0, 7)
    grant = grant_course(away.who("b"), "C", Permission.COURSE_WRITE)
    with reading(grant) as connection:
        assert own(connection, grant) == ()
