"""Guessing means waiting, and nobody else waits for it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from runtherapy_data.access import throttle
from runtherapy_data.store import now, reading, tables, writing
from tests.factories import World

MINUTE = dt.timedelta(minutes=1)


def fail(
    world: World, monkeypatch: pytest.MonkeyPatch, times: int, ago: dt.timedelta, email: str, address: str
) -> None:
    moment = now() - ago
    with monkeypatch.context() as patch, writing(world.everything()) as connection:
        patch.setattr(throttle, "now", lambda: moment)
        for _ in range(times):
            throttle.count(connection, email, address)


def waits(world: World, email: str, address: str) -> float:
    """Minutes to wait, rounded up."""
    with reading(world.everything()) as connection:
        return -(-throttle.wait(connection, email, address) // MINUTE)


@pytest.mark.parametrize(
    ("times", "ago", "minutes"), [(9, 0, 0), (10, 0, 15), (10, 5, 10), (12, 14, 1), (10, 16, 0), (99, 16, 0)]
)
def test_ten_failures_on_an_account_in_a_quarter_mean_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch, times: int, ago: int, minutes: int
) -> None:
    fail(world, monkeypatch, times, ago * MINUTE, "anna@test.example", "192.0.2.1")
    assert waits(world, "anna@test.example", "192.0.2.1") == minutes
    assert waits(world, "ben@test.example", "192.0.2.1") == 0
    assert waits(world, "anna@test.example", "192.0.2.2") == 0, "the owner, elsewhere, does not wait for it"


@pytest.mark.parametrize(("addresses", "minutes"), [(9, 0), (10, 10), (12, 10)])
def test_failures_from_many_addresses_keep_an_account_waiting_everywhere(
    world: World, monkeypatch: pytest.MonkeyPatch, addresses: int, minutes: int
) -> None:
    for number in range(addresses):
        fail(world, monkeypatch, 10, 5 * MINUTE, "anna@test.example", f"192.0.2.{number}")
    assert waits(world, "anna@test.example", "198.51.100.1") == minutes
    assert waits(world, "ben@test.example", "198.51.100.1") == 0


def test_who_keeps_trying_while_waiting_uses_up_the_limit_of_the_address_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(world, monkeypatch, 10, 0 * MINUTE, "anna@test.example", "192.0.2.1")
    with writing(world.everything()) as connection:
        for _ in range(300):
            throttle.count_refused(connection, "192.0.2.1")
        kept = connection.scalar(select(func.count()).select_from(tables.SignInFailure))
    assert kept == 10 + 100, "an address that waits is not counted on"
    assert waits(world, "ben@test.example", "192.0.2.1") == 60
    assert waits(world, "anna@test.example", "192.0.2.2") == 0


def test_a_hundred_failures_from_an_address_in_an_hour_mean_waiting_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100):
        fail(world, monkeypatch, 1, 20 * MINUTE, f"guess{number}@test.example", "192.0.2.1")
    assert waits(world, "anna@test.example", "192.0.2.1") == 40
    assert waits(world, "anna@test.example", "192.0.2.2") == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
    ],
)
def test_an_ipv6_household_is_one_address(
    world: World, monkeypatch: pytest.MonkeyPatch, one: str, other: str, same: bool
) -> None:
    monkeypatch.setenv("RUNTHERAPY_THROTTLE_ADDRESS_FAILURES", "3")
    throttle.settings.cache_clear()
    fail(world, monkeypatch, 3, 0 * MINUTE, "anna@test.example", one)
    assert (waits(world, "ben@test.example", other) > 0) is same


def test_a_success_clears_the_account_and_its_own_count_only(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(world, monkeypatch, 9, MINUTE, "anna@test.example", "192.0.2.1")
    with writing(world.everything()) as connection:
        attempt = throttle.count(connection, "anna@test.example", "192.0.2.1")
    assert waits(world, "anna@test.example", "192.0.2.1") == 14, "counted before the password is looked at"
    with writing(world.everything()) as connection:
        throttle.succeeded(connection, attempt)
    assert waits(world, "anna@test.example", "192.0.2.1") == 0
    with reading(world.everything()) as connection:
        left = connection.scalar(select(func.count()).select_from(tables.SignInFailure))
    assert left == 9, "the address keeps what failed before"


def test_old_failures_are_forgotten_and_no_address_is_kept_in_plain(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(world, monkeypatch, 5, 61 * MINUTE, "anna@test.example", "192.0.2.1")
    fail(world, monkeypatch, 1, 0 * MINUTE, "anna@test.example", "192.0.2.1")
    with reading(world.everything()) as connection:
        kept = list(connection.scalars(select(tables.SignInFailure.subject)))
    assert len(kept) == 2
    assert {len(subject) for subject in kept} == {64}, "SHA-256 only"
