"""Accounts and practices: what is accepted, and what is not."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from runtherapy_data.access import accounts, links, practices, principal_by_email
from runtherapy_data.errors import ConflictError, InvalidInputError, NotFoundError, RuntherapyError
from runtherapy_data.identity import Role
from runtherapy_data.store import reading, tables, writing
from tests.factories import World


def create(world: World, email: str = "anna@test.example", name: str = "Anna", **values: object) -> None:
    with writing(world.everything()) as connection:
        given = {"role": Role.THERAPIST, "language": "nl", "client_id": None, **values}
        accounts.create(connection, world.practice_id, email, name, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "email",
    ["anna@test.example", "  Anna.de+Wit@Test.EXAMPLE ", "ánna@tést.example", "a@b.nl", "o_neil-2@sub.test.example"],
)
def test_an_address_is_kept_trimmed_and_in_small_letters(world: World, email: str) -> None:
    create(world, email)
    assert principal_by_email(email).email == email.strip().casefold()


@pytest.mark.parametrize(
    "email",
    [
        "", "anna", "anna@", "@test.example", "anna@test", "an na@test.example", "anna@test.example, ben@test.example",
        "anna@test.example\r\nBcc: x@evil.example", "anna@te\x00st.example", "anna@test.exa\x00mple",
        "anna@test.example>", "<anna@test.example>", "a@b@test.example",
        "a" * 250 + "@test.example",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(world: World, email: str) -> None:
    with pytest.raises(InvalidInputError):
        create(world, email)


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 121},
        {"name": "Anna\r\nBcc: x"},
        {"name": "\u200b\u2060"},  # nothing to see
        {"name": "Anna\u2028Bas"},
        {"language": "de"},
        {"role": Role.SYSTEM},
        {"role": Role.CLIENT},
    ],
)
def test_other_things_that_are_refused(world: World, values: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        create(world, **values)  # type: ignore[arg-type]


def test_a_client_has_an_account_of_the_clients_role_and_nobody_else(world: World) -> None:
    client_id, _ = world.client()
    with pytest.raises(InvalidInputError):
        create(world, client_id=client_id)
    create(world, role=Role.CLIENT, client_id=client_id)
    assert principal_by_email("anna@test.example").client_id == client_id


def test_one_address_has_one_account(world: World) -> None:
    create(world)
    with pytest.raises(ConflictError, match="has an account already"):
        create(world, "ANNA@test.example")


@pytest.mark.parametrize("act", [accounts.deactivate, accounts.reactivate])
def test_an_account_of_another_practice_is_out_of_reach(world: World, act: object) -> None:
    other = World(practice_id=2).account("therapist", "there@test.example")
    with pytest.raises(NotFoundError), writing(world.everything()) as connection:
        act(connection, world.practice_id, other)  # type: ignore[operator]
    with pytest.raises(NotFoundError), writing(world.everything()) as connection:
        links.issue(connection, world.practice_id, other, "reset")
    assert principal_by_email("there@test.example").account_id == other


def test_closing_an_account_kills_its_links(world: World) -> None:
    account_id = world.account("therapist", "anna@test.example")
    with writing(world.everything()) as connection:
        token = links.issue(connection, world.practice_id, account_id, "invite")
    assert links.find(token) is not None
    with writing(world.everything()) as connection:
        accounts.deactivate(connection, world.practice_id, account_id)
    assert links.find(token) is None
    with writing(world.everything()) as connection:
        accounts.reactivate(connection, world.practice_id, account_id)
    assert links.find(token) is None


def test_a_link_used_twice_at_once_works_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    account_id = world.account("therapist", "anna@test.example")
    with writing(world.everything()) as connection:
        token = links.issue(connection, world.practice_id, account_id, "invite")
    seen = links.find(token)
    links.use(token, "pine needles underfoot")
    monkeypatch.setattr(links, "find", lambda token: seen)  # the other one looked before the first one was done
    with pytest.raises(RuntherapyError, match="does not work any more"):
        links.use(token, "another long password")


def test_only_the_hash_of_a_link_is_kept(world: World) -> None:
    account_id = world.account("therapist", "anna@test.example")
    with writing(world.everything()) as connection:
        token = links.issue(connection, world.practice_id, account_id, "invite")
    with reading(world.everything()) as connection:
        assert token not in str(connection.execute(select(tables.OneTimeLink.__table__)).all())
    assert links.address_of(token) == f"http://localhost:8501/link/{token}"


def test_a_supervisor_may_oversee_a_second_practice_and_nobody_else_may(world: World) -> None:
    World(practice_id=2)
    supervisor, therapist = world.account("supervisor", "sup@test.example"), world.account("therapist")
    for _ in range(2):  # asking twice is fine
        with writing(world.everything()) as connection:
            accounts.supervise(connection, 2, supervisor)
    assert principal_by_email("sup@test.example").practice_ids == (1, 2)
    with pytest.raises(InvalidInputError), writing(world.everything()) as connection:
        accounts.supervise(connection, 2, therapist)


@pytest.mark.parametrize(
    ("code", "zone", "refused"),
    [
        ("de-bosrand", "Europe/Amsterdam", None),
        ("p2", "UTC", None),
        ("De-Bosrand", "UTC", InvalidInputError),
        ("de bosrand", "UTC", InvalidInputError),
        ("-x", "UTC", InvalidInputError),
        ("x--y", "UTC", InvalidInputError),
        ("x" * 41, "UTC", InvalidInputError),
        ("", "UTC", InvalidInputError),
        ("ok", "Europe/Nowhere", InvalidInputError),
        ("ok", "../etc/passwd", InvalidInputError),
        ("ok", "", InvalidInputError),
        ("practice-1", "UTC", ConflictError),
    ],
)
def test_founding_a_practice(world: World, code: str, zone: str, refused: type[Exception] | None) -> None:
    count = select(func.count()).select_from(tables.Practice)
    try:
        with writing(world.everything()) as connection:
            number = practices.found(connection, code, "De Bosrand", zone)
            assert practices.number_of(connection, code) == number
    except RuntherapyError as error:
        assert refused is type(error)
    with reading(world.everything()) as connection:
        assert connection.scalar(count) == (2 if refused is None else 1)
