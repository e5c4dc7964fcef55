"""The people of a practice as their page says it."""

from __future__ import annotations

import datetime as dt

import pytest

from runtherapy_data.access import accounts, grant_practice, principal_by_email
from runtherapy_data.i18n import translator
from runtherapy_data.identity import Permission
from runtherapy_data.store import now, reading, tables, today, writing
from runtherapy_data.views import people
from runtherapy_data.views.people import Access, People
from tests.factories import ZONE, World


def add_link(world: World, email: str, hours: int, *, used: bool = False) -> None:
    account_id = principal_by_email(email).account_id
    world.add(
        tables.OneTimeLink, token_hash=f"{email}{hours}", practice_id=1, account_id=account_id, purpose="invite",
        created_at=now(), expires_at=now() + dt.timedelta(hours=hours), used_at=now() if used else None,
    )  # fmt: skip


def read(*, is_demo: bool = False) -> People:
    grant = grant_practice(principal_by_email("admin@test.example"), Permission.PEOPLE_READ)
    with reading(grant) as connection:
        return people.of(connection, grant, today(ZONE), is_demo=is_demo)


@pytest.mark.parametrize(
    "password, link, active, is_demo, access",
    [
        ("x", None, True, False, Access.OPEN),
        ("x", 5, True, False, Access.OPEN),  # a reset on its way takes nothing away
        (None, 5, True, False, Access.INVITED),
        (None, -5, True, False, Access.LAPSED),
        (None, None, True, False, Access.NONE),
        (None, None, True, True, Access.DEMO),
        (None, 5, True, True, Access.INVITED),
        ("x", None, False, False, Access.CLOSED),
        (None, 5, False, False, Access.CLOSED),
    ],
)
def test_how_an_account_stands(
    world: World, password: str | None, link: int | None, active: bool, is_demo: bool, access: Access
) -> None:
    world.account("admin", "admin@test.example", password_hash="x", name="A")
    somebody = world.account("therapist", "t@test.example", password_hash=password, name="T")
    if link is not None:
        add_link(world, "t@test.example", link)
    if not active:
        with writing(world.everything()) as connection:
            accounts.deactivate(connection, 1, somebody)
    assert read(is_demo=is_demo).people[1].access == access


def test_the_sentence_that_the_page_opens_with(world: World) -> None:
    world.account("admin", "admin@test.example", password_hash="x")
    one = read()
    assert one.sentence(translator("nl")) == "1 mens heeft toegang."
    assert one.sentence(translator("en")) == "1 person has access."
    world.account("therapist", password_hash="x")
    for email, hours in (("i@test.example", 5), ("j@test.example", -5), ("k@test.example", -6)):
        world.account("therapist", email)
        add_link(world, email, hours)
    shown = read()
    assert shown.sentence(translator("nl")) == (
        "2 mensen hebben toegang. 1 uitnodiging staat nog open. 2 uitnodigingen zijn verlopen."
    )
    assert shown.sentence(translator("en")) == (
        "2 people have access. 1 invitation is still open. 2 invitations have lapsed."
    )


def test_who_cannot_be_closed(world: World) -> None:
    world.account("admin", "admin@test.example", password_hash="x", name="A")
    (alone,) = read().people
    assert (alone.is_self, alone.is_last_admin) == (True, True)
    world.account("admin", "second@test.example", name="B")
    first, second = read().people
    assert (first.is_self, first.is_last_admin, second.is_self, second.is_last_admin) == (True, False, False, False)
