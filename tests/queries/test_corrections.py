"""Who may read what was corrected: therapists all of it, a client what they fill in themselves, nothing beside."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.access import grant_course
from runtherapy_data.actions import check_ins, intake, medical_points, sessions
from runtherapy_data.identity import Permission, Principal
from runtherapy_data.measures.session_entry import SessionEntry
from runtherapy_data.queries.check_ins import DayAnswers
from runtherapy_data.queries.corrections import Corrected, of_fact
from runtherapy_data.store import reading, today
from tests.factories import ZONE, World


def read(who: Principal, code: str | None, permission: Permission, fact: str, key: str) -> tuple[Corrected, ...]:
    grant = grant_course(who, code, permission)
    with reading(grant) as connection:
        return of_fact(connection, grant, fact, key)


@pytest.mark.parametrize("permission", [Permission.COURSE_READ, Permission.CHECK_IN_WRITE, Permission.SESSION_WRITE])
def test_a_client_reads_no_history_of_the_intake_nor_of_a_medical_point(world: World, permission: Permission) -> None:
    therapist, client, course, code = world.pair()
    works = grant_course(therapist, code, Permission.COURSE_WRITE)
    intake.note(works, "a", complaints="moe", physical_capacity="", mental_capacity="", revision=0)
    point = medical_points.add(works, "b", "hart")
    assert point is not None
    medical_points.change(works, "c", point, "hartslag", was="hart")
    for fact, key in (("intake", str(course)), ("medical_point", str(point))):
        assert len(read(therapist, code, Permission.COURSE_READ, fact, key)) == 1
        assert read(client, None, permission, fact, key) == ()


def test_a_client_reads_their_own_corrections_without_what_was_observed(world: World) -> None:
    therapist, client, _, code = world.pair()
    on = today(ZONE)
    own = grant_course(client, permission=Permission.SESSION_WRITE)
    made = sessions.add(own, "a", SessionEntry(on, "independent", effort=3))
    assert made is not None
    seen = SessionEntry(on, "independent", effort=4, breathing="hoog", picks={"breathing": ["calm"]})
    sessions.change(grant_course(therapist, code, Permission.SESSION_WRITE), "b", made.id, seen, revision=1)
    (whole,) = read(therapist, code, Permission.SESSION_WRITE, sessions.FACT, str(made.id))
    (shown,) = read(client, None, Permission.SESSION_WRITE, sessions.FACT, str(made.id))
    assert whole.new == {"effort": 4, "breathing": "hoog", "picks": {"breathing": ["calm"]}}
    assert (shown.old, shown.new) == ({"effort": 3}, {"effort": 4})


def test_a_client_reads_how_they_corrected_a_day(world: World) -> None:
    _, client, _, _ = world.pair()
    days, on = grant_course(client, permission=Permission.CHECK_IN_WRITE), today(ZONE)
    for key, mood in (("a", 3), ("b", 4)):
        check_ins.save(days, key, DayAnswers(day=on - dt.timedelta(days=1), mood=mood))
    (found,) = read(client, None, Permission.COURSE_READ, "check_in", (on - dt.timedelta(days=1)).isoformat())
    assert (found.old, found.new) == ({"mood": 3}, {"mood": 4})
