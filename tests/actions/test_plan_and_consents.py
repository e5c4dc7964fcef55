"""The plan of a course, a client's consents, and the link that lets them in."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from runtherapy_data.access import grant_course, grant_practice, links, principal_by_email
from runtherapy_data.actions import consents, invitations, plan
from runtherapy_data.errors import ChangedMeanwhileError, ConflictError, InvalidInputError, NotAllowedError
from runtherapy_data.identity import Grant, Permission, Principal
from runtherapy_data.measures.build_up import PlannedWeek, suggested
from runtherapy_data.queries import corrections
from runtherapy_data.queries.consents import HeldConsent, of_client
from runtherapy_data.queries.invitations import account_of
from runtherapy_data.queries.plan import done, planned
from runtherapy_data.store import reading, tables, today
from runtherapy_data.store.types import new_id
from tests.factories import ZONE, World

WEEKS = suggested("gentle_build_up", 3, 3)


def alone(world: World) -> tuple[Principal, str]:
    """A therapist with one client who has no account."""
    therapist = world.account("therapist", "anke@test.example")
    client_id, code = world.client("C-0042", "Ada Demo")
    world.course(client_id, therapist=therapist)
    return principal_by_email("anke@test.example"), code


@pytest.fixture
def grant(world: World) -> Grant:
    return grant_course(*alone(world), Permission.COURSE_WRITE)


def key() -> str:
    return new_id().hex


def kept(grant: Grant) -> tuple[PlannedWeek, ...]:
    with reading(grant) as connection:
        return planned(connection, grant)


def held(grant: Grant) -> tuple[HeldConsent, ...]:
    with reading(grant) as connection:
        return of_client(connection, grant)


def test_a_plan_is_kept_whole_and_what_stood_before_comes_back(any_world: World) -> None:
    grant = grant_course(*alone(any_world), Permission.COURSE_WRITE)
    assert plan.keep(grant, key(), WEEKS, was=()) == ()
    assert kept(grant) == WEEKS
    other = (PlannedWeek(1, 2, 40), PlannedWeek(2, 0, 0))
    assert plan.keep(grant, key(), other, was=WEEKS) == WEEKS
    assert kept(grant) == other
    plan.keep(grant, key(), WEEKS, was=other)
    assert kept(grant) == WEEKS
    with reading(grant) as connection:
        history = corrections.of_fact(connection, grant, "plan_week", str(grant.course_id))
    assert history[1].old == {"1": [3, 60], "2": [3, 65], "3": [3, 70]}
    assert history[1].new == {"1": [2, 40], "2": [0, 0], "3": None}


def test_a_second_press_keeps_a_plan_once(grant: Grant) -> None:
    assert plan.keep(grant, "same", WEEKS, was=()) == ()
    assert plan.keep(grant, "same", (), was=WEEKS) is None
    assert kept(grant) == WEEKS


def test_a_plan_that_a_colleague_changed_is_not_written_over(grant: Grant) -> None:
    plan.keep(grant, key(), WEEKS, was=())
    with pytest.raises(ChangedMeanwhileError) as refusal:
        plan.keep(grant, key(), WEEKS[:1], was=())
    assert refusal.value.now == WEEKS
    assert kept(grant) == WEEKS


@pytest.mark.parametrize(
    ("weeks", "field"),
    [
        ([PlannedWeek(0, 3, 60)], "week"),
        ([PlannedWeek(53, 3, 60)], "week"),
        ([PlannedWeek(1, 15, 60)], "sessions"),
        ([PlannedWeek(1, 3, 1201)], "minutes"),
        ([PlannedWeek(1, 3, -5)], "minutes"),
        ([PlannedWeek(1, 3, 60), PlannedWeek(1, 2, 40)], "week"),
    ],
)
def test_a_week_outside_its_range_names_its_field(grant: Grant, weeks: list[PlannedWeek], field: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        plan.keep(grant, key(), weeks, was=())
    assert refusal.value.field == field
    assert kept(grant) == ()


def test_minutes_of_a_week_are_those_of_its_seven_days(world: World, grant: Grant) -> None:
    start = today(ZONE) - dt.timedelta(days=35)
    for day, walked, ran in ((0, 10, 5), (6, 20, 0), (7, 1, 2)):
        world.session(grant.course_id, start + dt.timedelta(days=day), walking_minutes=walked, running_minutes=ran)
    with reading(grant) as connection:
        assert done(connection, grant, start) == {1: (30, 5), 2: (1, 2)}


def test_a_consent_says_who_recorded_it_and_a_withdrawal_stays_in_sight(any_world: World) -> None:
    grant = grant_course(*alone(any_world), Permission.COURSE_WRITE)
    assert consents.give(grant, key(), "cohort")
    with pytest.raises(ConflictError):
        consents.give(grant, key(), "cohort")
    assert consents.withdraw(grant, key(), "cohort")
    with pytest.raises(ConflictError):
        consents.withdraw(grant, key(), "cohort")
    assert consents.give(grant, key(), "cohort")
    assert [(one.purpose, one.holds, one.recorded_by) for one in held(grant)] == [
        ("cohort", True, "Test therapist"), ("cohort", False, "Test therapist"),
    ]  # fmt: skip


def test_a_purpose_that_is_not_known_is_refused(grant: Grant) -> None:
    for act in (consents.give, consents.withdraw):
        with pytest.raises(InvalidInputError) as refusal:
            act(grant, key(), "marketing")
        assert refusal.value.field == "purpose"


@pytest.mark.parametrize("recorded", [True, False])
def test_withdrawing_from_the_therapy_closes_the_file_until_an_administrator_records_it_anew(
    any_world: World, recorded: bool
) -> None:
    who, code = alone(any_world)
    grant = grant_course(who, code, Permission.COURSE_WRITE)
    if recorded:
        consents.give(grant, key(), "therapy")
    consents.withdraw(grant, key(), "therapy")
    with pytest.raises(NotAllowedError):
        grant_course(who, code)
    any_world.account("admin", "beheer@test.example")
    admin = grant_practice(principal_by_email("beheer@test.example"), Permission.PEOPLE_WRITE)
    assert consents.renew(admin, "again", "c-0042") == "C-0042"
    assert consents.renew(admin, "again", "c-0042") is None
    assert grant_course(who, code).course_id == grant.course_id
    with pytest.raises(ConflictError):
        consents.renew(admin, key(), code)
    with pytest.raises(InvalidInputError):
        consents.renew(admin, key(), "C-9999")


def test_a_client_is_let_in_by_a_link_that_works_once(any_world: World) -> None:
    grant = grant_course(*alone(any_world), Permission.CLIENT_INVITE)
    with reading(grant) as connection:
        assert account_of(connection, grant) is None
    made = invitations.invite(grant, "key", name="Ada", email=" Ada@Test.example ")
    assert made is not None
    assert invitations.invite(grant, "key", name="Ada", email="ada@test.example") is None
    assert (made.email, made.is_new) == ("ada@test.example", True)
    with reading(grant) as connection:
        account = account_of(connection, grant)
    assert account is not None
    assert (account.has_password, account.link_expires_at is not None) == (False, True)
    links.use(made.address.rsplit("/", 1)[1], "een lang wachtwoord 7")
    with pytest.raises(NotAllowedError):
        links.use(made.address.rsplit("/", 1)[1], "een ander wachtwoord 8")
    client = principal_by_email("ada@test.example")
    assert grant_course(client).course_id == grant.course_id
    again = invitations.send_link(grant, key())
    assert again is not None
    assert not again.is_new  # a forgotten password now


def test_one_client_has_one_account(world: World) -> None:
    grant = grant_course(*alone(world), Permission.CLIENT_INVITE)
    with pytest.raises(ConflictError):
        invitations.send_link(grant, key())
    invitations.invite(grant, key(), name="Ada", email="ada@test.example")
    with pytest.raises(ConflictError):
        invitations.invite(grant, key(), name="Ada", email="ada2@test.example")
    world.change(tables.Account, active=False)
    with pytest.raises(ConflictError):
        invitations.send_link(grant, key())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "ada"}, "email"),
        ({"name": ""}, "name"),
        ({"language": "fr"}, "language"),
    ],
)
def test_an_invitation_that_cannot_be_made_names_its_field(world: World, values: dict[str, str], field: str) -> None:
    grant = grant_course(*alone(world), Permission.CLIENT_INVITE)
    with pytest.raises(InvalidInputError) as refusal:
        invitations.invite(grant, key(), **{"name": "Ada", "email": "ada@test.example", **values})
    assert refusal.value.field == field
    with reading(world.everything()) as connection:
        assert list(connection.scalars(select(tables.Account.role))) == ["therapist"]


def test_a_new_course_keeps_the_account_of_the_client(world: World) -> None:
    who, code = alone(world)
    grant = grant_course(who, code, Permission.CLIENT_INVITE)
    made = invitations.invite(grant, key(), name="Ada", email="ada@test.example")
    assert made is not None
    world.change(tables.Course, ends_on=today(ZONE) - dt.timedelta(days=2), end_reason="completed")
    newer = world.course(grant.clients[0], starts_on=today(ZONE), therapist=who.account_id)
    assert grant_course(principal_by_email("ada@test.example")).course_id == newer
    later = grant_course(who, code, Permission.CLIENT_INVITE)
    with reading(later) as connection:
        account = account_of(connection, later)
    assert account is not None
    assert account.account_id == made.account_id


def test_nobody_but_a_therapist_of_the_client_lets_them_in(world: World) -> None:
    _therapist, client, _course, code = world.pair()
    world.account("therapist", "bas@test.example")
    for who in (client, principal_by_email("bas@test.example")):
        with pytest.raises(NotAllowedError):
            grant_course(who, code, Permission.CLIENT_INVITE)
    reads = grant_course(principal_by_email("therapist@test.example"), code)
    with pytest.raises(NotAllowedError):
        invitations.invite(reads, key(), name="Ada", email="ada@test.example")
