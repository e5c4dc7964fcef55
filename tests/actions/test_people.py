"""Letting people in, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from runtherapy_data.access import grant_practice, links, principal_by_email, principal_by_login_session, sessions
from runtherapy_data.actions import people
from runtherapy_data.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError, RuntherapyError
from runtherapy_data.identity import Grant, Permission, Role
from runtherapy_data.store import now, reading, tables
from runtherapy_data.store.types import new_id
from tests.factories import World

PASSWORD = "vier woorden over het bos"


@pytest.fixture
def any_grant(any_world: World) -> Grant:
    """Leave to write people, on both databases."""
    return leave(any_world)


@pytest.fixture
def grant(world: World) -> Grant:
    return leave(world)


def leave(world: World) -> Grant:
    world.account("admin", "admin@test.example")
    return grant_practice(principal_by_email("admin@test.example"), Permission.PEOPLE_WRITE)


def count(world: World, table: Any) -> int:
    with reading(world.everything()) as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def trail(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    event = tables.AuditEvent
    with reading(world.everything()) as connection:
        return [tuple(row) for row in connection.execute(select(event.action, event.outcome, event.detail))]


def created(grant: Grant, **values: Any) -> people.Invitation:
    made = people.create_account(
        grant, new_id().hex, **{"name": "Noor Jansen", "email": "noor@test.example", "role": Role.THERAPIST, **values}
    )
    assert made is not None
    return made


def token_of(invitation: people.Invitation) -> str:
    return invitation.address.rpartition("/")[2]


def test_the_link_of_a_new_account_lets_its_owner_in_once(world: World, grant: Grant) -> None:
    made = created(grant, email=" Noor@Test.Example ")
    assert made.address.startswith("http://localhost:8501/link/")
    assert (made.email, made.is_new) == ("noor@test.example", True)
    token = token_of(made)
    session = links.use(token, PASSWORD)
    principal = principal_by_login_session(sessions.hash_of(session))
    assert principal is not None and principal.role == Role.THERAPIST
    with pytest.raises(NotAllowedError):
        links.use(token, PASSWORD)


def test_a_new_link_replaces_the_earlier_one(world: World, grant: Grant) -> None:
    made = created(grant)
    again = people.send_link(grant, "k", made.account_id)
    assert again is not None and again.is_new
    assert links.find(token_of(made)) is None
    links.use(token_of(again), PASSWORD)
    reset = people.send_link(grant, "k2", made.account_id)
    assert reset is not None and not reset.is_new


def test_a_client_gets_an_account_by_their_code(world: World, grant: Grant) -> None:
    client_id, code = world.client("C-0001")
    made = created(grant, role=Role.CLIENT, client_code=f" {code} ")
    assert principal_by_email(made.email).client_id == client_id


@pytest.mark.parametrize(
    "values, error, field",
    [
        ({"name": "  "}, InvalidInputError, "name"),
        ({"name": "x" * 121}, InvalidInputError, "name"),
        ({"email": "noor"}, InvalidInputError, "email"),
        ({"email": "noor@test"}, InvalidInputError, "email"),
        ({"role": Role.SYSTEM}, InvalidInputError, "role"),
        ({"language": "fr"}, InvalidInputError, "language"),
        ({"role": Role.CLIENT}, InvalidInputError, "client_code"),
        ({"role": Role.CLIENT, "client_code": "NOBODY"}, InvalidInputError, "client_code"),
        ({"role": Role.CLIENT, "client_code": "TAKEN"}, ConflictError, None),
        ({"email": "admin@test.example"}, ConflictError, None),
    ],
)
def test_what_cannot_be_accepted_names_its_field_and_writes_nothing(
    world: World, grant: Grant, values: dict[str, Any], error: type[RuntherapyError], field: str | None
) -> None:
    client_id, _ = world.client("TAKEN")
    world.account("client", "taken@test.example", client_id=client_id)
    before = count(world, tables.Account)
    with pytest.raises(error) as raised:
        created(grant, **values)
    assert getattr(raised.value, "field", None) == field
    assert count(world, tables.Account) == before
    assert count(world, tables.WriteOnce) == count(world, tables.OneTimeLink) == 0
    assert trail(world) == []


Act = Callable[[Grant, str, UUID], object]
ACTS: list[tuple[Act, str]] = [
    (lambda g, key, _: people.create_account(g, key, name="N", email="n@test.example", role=Role.ADMIN), people.CREATE),
    (people.send_link, people.LINK),
    (people.deactivate, people.DEACTIVATE),
    (people.reactivate, people.REACTIVATE),
]


@pytest.mark.parametrize("act, action", ACTS, ids=[action for _, action in ACTS])
def test_a_double_click_writes_once_and_is_audited_once(
    any_world: World, any_grant: Grant, act: Act, action: str
) -> None:
    world, grant = any_world, any_grant
    somebody = world.account("therapist")
    assert act(grant, "same key", somebody)
    accounts, made = count(world, tables.Account), count(world, tables.OneTimeLink)
    assert act(grant, "same key", somebody) is None
    assert (count(world, tables.Account), count(world, tables.OneTimeLink)) == (accounts, made)
    assert [(done, outcome) for done, outcome, _ in trail(world)] == [(action, "done")]


@pytest.mark.parametrize("act, action", ACTS, ids=[action for _, action in ACTS])
def test_reading_people_is_no_leave_to_change_them(world: World, grant: Grant, act: Act, action: str) -> None:
    reader = grant_practice(grant.principal, Permission.PEOPLE_READ)
    with pytest.raises(NotAllowedError):
        act(reader, "k", world.account("therapist"))


@pytest.mark.parametrize("act", [people.send_link, people.deactivate, people.reactivate])
def test_an_account_of_another_practice_does_not_exist_here(world: World, grant: Grant, act: Act) -> None:
    elsewhere = World(practice_id=2).account("therapist", "far@test.example")
    with pytest.raises(NotFoundError):
        act(grant, "k", elsewhere)
    assert principal_by_email("far@test.example").account_id == elsewhere
    assert trail(world) == []


def test_the_trail_names_no_person(world: World, grant: Grant) -> None:
    created(grant)
    ((action, _, detail),) = trail(world)
    assert action == "account.create"
    assert set(detail) == {"account", "role"}


def test_deactivating_ends_sign_ins_and_links_and_can_be_undone(world: World, grant: Grant) -> None:
    made = created(grant)
    session = links.use(token_of(made), PASSWORD)
    link = people.send_link(grant, "k1", made.account_id)
    assert people.deactivate(grant, "k2", made.account_id)
    assert principal_by_login_session(sessions.hash_of(session)) is None
    assert link is not None and links.find(token_of(link)) is None
    with pytest.raises(NotAllowedError):
        principal_by_email("noor@test.example")
    with pytest.raises(ConflictError):
        people.send_link(grant, "k3", made.account_id)
    assert people.reactivate(grant, "k4", made.account_id)
    assert principal_by_email("noor@test.example").account_id == made.account_id
    assert links.find(token_of(link)) is None


def test_nobody_closes_their_own_account(world: World, grant: Grant) -> None:
    world.account("admin", "second@test.example")
    assert grant.principal.account_id is not None
    with pytest.raises(ConflictError, match="your own account"):
        people.deactivate(grant, "k", grant.principal.account_id)


def test_the_last_administrator_stays(any_world: World, any_grant: Grant) -> None:
    world, grant = any_world, any_grant
    other = world.account("admin", "other@test.example")
    world.account("admin", "closed@test.example", active=False)
    assert people.deactivate(grant, "k1", other)
    as_other = Grant(world.everything().principal, Permission.PEOPLE_WRITE, 1, ())
    assert grant.principal.account_id is not None
    with pytest.raises(ConflictError, match="last administrator"):
        people.deactivate(as_other, "k2", grant.principal.account_id)
    assert principal_by_email("admin@test.example")


def test_the_link_says_until_when_it_works(world: World, grant: Grant) -> None:
    hours = (created(grant).expires_at - now()).total_seconds() / 3600
    assert hours == pytest.approx(72, abs=0.1)
