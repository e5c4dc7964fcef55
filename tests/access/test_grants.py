"""Who gets leave for whose course."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_caseload, grant_cohorts, grant_course, grant_practice, principal_by_email
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Permission
from runtherapy_data.store import reading, tables, today
from tests.factories import ZONE, World


def refusals(world: World) -> list[str]:
    query = select(tables.AuditEvent.action).where(tables.AuditEvent.outcome == "refused")
    with reading(world.everything()) as connection:
        return list(connection.scalars(query))


def test_a_client_gets_their_own_course_and_no_other(world: World) -> None:
    _, anna, course, code = world.pair("a")
    _, bob, _, bobs_code = world.pair("b")
    assert grant_course(anna).course_id == course
    assert grant_course(anna, code).course_id == course
    with pytest.raises(NotAllowedError):
        grant_course(anna, bobs_code)
    with pytest.raises(NotAllowedError):
        grant_course(bob, code)
    assert refusals(world) == ["course.read", "course.read"]


def test_a_therapist_gets_their_caseload_and_no_other(world: World) -> None:
    therapist, _, course, code = world.pair("a")
    other, _, _, _ = world.pair("b")
    assert grant_course(therapist, code).course_id == course
    assert grant_course(therapist, f" {code.lower()} ").client_code == code
    assert grant_caseload(therapist).courses == (course,)
    with pytest.raises(NotAllowedError):
        grant_course(other, code)


def test_an_unknown_client_is_refused_in_the_same_words_as_a_forbidden_one(world: World) -> None:
    therapist, _, _, _ = world.pair("a")
    _, _, _, others = world.pair("b")
    said = []
    for code in ("C-none", others):
        with pytest.raises(NotAllowedError) as refusal:
            grant_course(therapist, code)
        said.append(str(refusal.value))
    assert said[0] == said[1]


@pytest.mark.parametrize("role", ["supervisor", "admin"])
def test_a_supervisor_and_an_admin_get_no_individual(world: World, role: str) -> None:
    _, _, _, code = world.pair("a")
    world.account(role, "someone@test.example")
    someone = principal_by_email("someone@test.example")
    with pytest.raises(NotAllowedError):
        grant_course(someone, code)
    with pytest.raises(NotAllowedError):
        grant_caseload(someone)


def test_an_assignment_counts_from_its_first_day_until_the_day_it_ends(world: World) -> None:
    account = world.account("therapist", "sub@test.example")
    client_id, code = world.client()
    course = world.course(client_id)
    now_on, day = today(ZONE), dt.timedelta(days=1)
    world.assign(course, account, now_on - 9 * day, now_on)  # ended: today is the first day without
    substitute = principal_by_email("sub@test.example")
    with pytest.raises(NotAllowedError):
        grant_course(substitute, code)
    world.assign(course, account, now_on, now_on + day)
    assert grant_course(substitute, code).course_id == course


def test_withdrawn_consent_to_therapy_closes_the_file_to_the_therapist_only(world: World) -> None:
    account = world.account("therapist", "t@test.example")
    client_id, code = world.client()
    course = world.course(client_id, therapist=account)
    world.account("client", "c@test.example", client_id=client_id)
    world.consent(client_id, "therapy", withdrawn=True)
    with pytest.raises(NotAllowedError):
        grant_course(principal_by_email("t@test.example"), code)
    assert grant_course(principal_by_email("c@test.example")).course_id == course


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("client", set()), ("therapist", set()), ("supervisor", {"cohort"}), ("admin", {"people"})],
)
def test_who_gets_cohorts_and_people(world: World, role: str, allowed: set[str]) -> None:
    client_id = world.client()[0] if role == "client" else None
    world.account(role, "x@test.example", client_id=client_id)
    someone = principal_by_email("x@test.example")
    got = set()
    for name, ask in (
        ("cohort", lambda: grant_cohorts(someone)),
        ("people", lambda: grant_practice(someone, Permission.PEOPLE_WRITE)),
    ):
        try:
            ask()
            got.add(name)
        except NotAllowedError:
            pass
    assert got == allowed
