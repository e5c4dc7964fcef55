"""Who has access and who treats whom, with no clinical fact in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from uuid import UUID

import pytest

from runtherapy_data.access import grant_practice, links, principal_by_email
from runtherapy_data.errors import NotAllowedError
from runtherapy_data.identity import Grant, Permission
from runtherapy_data.queries import people
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.views import people as view
from tests.factories import ZONE, World
from tests.queries.test_caseload import statements

TODAY = today(ZONE)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def grant(world: World) -> Grant:
    world.account("admin", "admin@test.example", name="Ada")
    return grant_practice(principal_by_email("admin@test.example"), Permission.PEOPLE_READ)


def test_an_account_comes_with_its_last_sign_in_and_its_open_link(world: World, grant: Grant) -> None:
    client_id, code = world.client("C-1")
    client = world.account("client", "client@test.example", client_id=client_id, name="Bo", password_hash="x")
    world.account("therapist", "new@test.example", name="Cas", active=False)
    for hours, token in ((30, "a"), (2, "b")):
        moment = now() - dt.timedelta(hours=hours)
        world.add(
            tables.LoginSession, token_hash=token, practice_id=1, account_id=client, created_at=moment, seen_at=moment,
            ends_at=moment,
        )  # fmt: skip
    with writing(world.everything()) as connection:
        links.issue(connection, 1, client, "invite")
        links.issue(connection, 1, client, "reset")
    with reading(grant) as connection:
        ada, bo, cas = people.accounts(connection, grant)
    assert [one.name for one in (ada, bo, cas)] == ["Ada", "Bo", "Cas"]
    assert (bo.role, bo.client_code, bo.has_password, bo.link_purpose) == ("client", code, True, "reset")
    assert bo.signed_in_at is not None and now() - bo.signed_in_at < dt.timedelta(hours=3)
    assert (ada.link_purpose, ada.signed_in_at, ada.active, cas.active) == (None, None, True, False)


def test_a_password_never_leaves_the_store(world: World, grant: Grant) -> None:
    world.account("therapist", "t@test.example", password_hash="$argon2id$secret")
    with reading(grant) as connection:
        assert "secret" not in repr(people.accounts(connection, grant))


def test_therapists_come_with_the_running_courses_they_treat_today(world: World, grant: Grant) -> None:
    busy = world.account("therapist", name="Bea")
    world.account("therapist", name="Idris")
    closed = world.account("therapist", name="Xia", active=False)

    def course(therapist: UUID, start: int = 30, until: dt.date | None = None, **values: object) -> None:
        client_id, _ = world.client()
        world.assign(world.course(client_id, starts_on=ago(30), **values), therapist, ago(start), until)

    course(busy)
    course(busy, ends_on=TODAY, end_reason="completed")  # its last day
    course(busy, ends_on=ago(1), end_reason="completed")
    course(busy, until=TODAY)
    course(busy, start=-1)
    course(closed)
    with reading(grant) as connection:
        found = people.therapists(connection, grant, TODAY)
    assert [(one.name, one.courses) for one in found] == [("Bea", 2), ("Idris", 0)]


def test_running_courses_that_nobody_treats(world: World, grant: Grant) -> None:
    therapist = world.account("therapist")
    closed = world.account("therapist", active=False)
    for code, who, until in (
        ("TREATED", therapist, None), ("CLOSED", closed, None), ("PAST", therapist, TODAY), ("NOBODY", None, None),
    ):  # fmt: skip
        client_id, _ = world.client(code)
        course_id = world.course(client_id)
        if who:
            world.assign(course_id, who, ago(30), until)
    ended, _ = world.client("ENDED")
    world.course(ended, ends_on=ago(3), end_reason="completed")
    with reading(grant) as connection:
        assert [one.client_code for one in people.untreated(connection, grant, TODAY)] == ["CLOSED", "NOBODY", "PAST"]


def test_a_caseload_holds_what_runs_now_or_later(world: World, grant: Grant) -> None:
    therapist, other = world.account("therapist", name="Bea"), world.account("therapist", name="Idris")
    for code, who, begin, until in (
        ("NOW", therapist, 30, None), ("LATER", therapist, -3, None), ("PAST", therapist, 30, TODAY),
        ("VOID", therapist, -3, TODAY + dt.timedelta(days=3)), ("OTHER", other, 30, None),
    ):  # fmt: skip
        client_id, _ = world.client(code)
        world.assign(world.course(client_id, starts_on=ago(30)), who, ago(begin), until)
    with reading(grant) as connection:
        found = people.treated_by(connection, grant, therapist, TODAY)
        history = people.treating(connection, grant, "PAST")
    assert [one.client_code for one in found] == ["LATER", "NOW"]
    assert [(one.therapist, one.from_on, one.until_on) for one in history] == [("Bea", ago(30), TODAY)]


def test_an_administrator_reads_no_clinical_fact(world: World, grant: Grant) -> None:
    _, _, course_id, code = world.pair()
    world.check_in(course_id, TODAY, mood=3, words="kwetsbaar")
    world.add(tables.PhaseStart, practice_id=1, course_id=course_id, starts_on=ago(30), phase="reflection")
    with statements() as seen, reading(grant) as connection:
        shown = view.of(connection, grant, TODAY)
        everything = repr((shown, people.treating(connection, grant, code)))
    asked = " ".join(seen)
    for clinical in ("complaint", "planned_weeks", "mode", "end_reason", "phase", "check_in", "session_log", "mood"):
        assert clinical not in asked
    for clinical in ("depression", "reflection", "kwetsbaar"):
        assert clinical not in everything
    fields = {field.name for table in (people.AccountFact, people.Treatment) for field in dataclasses.fields(table)}
    assert not fields & {"complaint", "phase", "mode", "score", "words", "week"}


def test_another_practice_is_not_there(world: World, grant: Grant) -> None:
    far = World(practice_id=2)
    therapist = far.account("therapist", "far@test.example", name="Ver")
    client_id, _ = far.client("FAR")
    far.course(client_id, therapist=therapist)
    with reading(grant) as connection:
        shown = view.of(connection, grant, TODAY)
        assert people.treating(connection, grant, "FAR") == people.treated_by(connection, grant, therapist, TODAY) == ()
    assert [person.name for person in shown.people] == ["Ada"]
    assert shown.therapists == shown.untreated == ()


@pytest.mark.parametrize("many", [3, 30])
def test_the_number_of_statements_does_not_grow_with_the_people(world: World, grant: Grant, many: int) -> None:
    for _ in range(many):
        therapist = world.account("therapist")
        client_id, _code = world.client()
        world.course(client_id, therapist=therapist)
    with statements() as seen, reading(grant) as connection:
        shown = view.of(connection, grant, TODAY)
    assert len(shown.people) == many + 1
    assert len([one for one in seen if one.startswith("SELECT")]) == 4


def test_nothing_is_read_without_a_grant_for_people(world: World, grant: Grant) -> None:
    writer = grant_practice(grant.principal, Permission.PEOPLE_WRITE)
    with reading(writer) as connection:
        for refused in (
            lambda: people.accounts(connection, writer),
            lambda: people.therapists(connection, writer, TODAY),
            lambda: people.untreated(connection, writer, TODAY),
            lambda: people.treating(connection, writer, "C"),
            lambda: people.treated_by(connection, writer, UUID(int=1), TODAY),
        ):
            with pytest.raises(NotAllowedError):
                refused()
